"""What a comparison of two runs says and writes: sentences, tables, a map."""

from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd

from mintgeo._cache import write_atomically
from mintgeo.compare import compare_runs
from mintgeo.language import MODES, Language, language, outwards
from mintgeo.maps import change_map
from mintgeo.report.rows import region_name
from mintgeo.run import Run

_MOST: Final = 5
_SIGNS: Final = {"de": (";", ","), "en": (",", ".")}
"""Between columns, and of decimals: as an Excel of the language opens a CSV by double click."""


def write_change(
    before: Run, after: Run, folder: str | Path, *, lang: str = "de"
) -> tuple[str, list[Path]]:
    """Compare two runs and write what changed.

    Parameters
    ----------
    before, after
        Runs that counted the same points.
    folder
        Made if it is not there.
    lang
        ``de`` or ``en``.

    Returns
    -------
    text, files
        The result in a few lines; ``vergleich_country.csv``, ``…_land.csv``, ``…_kreis.csv`` (as
        an Excel of the language opens them) and ``vergleich.html``, a map.

    Raises
    ------
    InputError
        If the runs can't be compared.
    OptionError
        If mintgeo does not speak the language.
    """
    say = language(lang)
    home = Path(folder)
    tables = compare_runs(before, after)
    sep, decimal = _SIGNS[lang]
    files = []
    for by, table in tables.items():
        files.append(home / f"vergleich_{by}.csv")
        with write_atomically(files[-1]) as part:
            table.round(4).to_csv(part, sep=sep, decimal=decimal, index=False, encoding="utf-8-sig")
    years = {"new": after.as_of[:4], "old": before.as_of[:4]}
    page = change_map(
        tables["kreis"],
        gpd.GeoDataFrame(after.table("kreise")),
        title=say("{new} gegen {old}", **years)
        if years["new"] != years["old"]
        else say("Vergleich zweier Läufe"),
        who=after.parameters["people"]["who"],
        attributions=after.attributions,
        lang=lang,
    )
    text = describe_change(before, after, tables, lang=lang)
    return text, [*files, page.save(home / "vergleich.html")]


def describe_change(
    before: Run, after: Run, tables: dict[str, pd.DataFrame], *, lang: str = "de"
) -> str:
    """Say who gained and who lost."""
    say = language(lang)
    head = f"{before.title} ({before.as_of}) → {after.title} ({after.as_of})"
    who = say.who(after.parameters["people"]["who"])
    lines = [head, "=" * len(head)]
    for row in tables["country"].to_dict("records"):
        lines.append(f"{_phrase(row, say)}: {_said(row, say)}")
        gained, lost = say.people(row["gained"]), say.people(row["lost"])
        text = say("{gained} {who} gewinnen, {lost} verlieren", gained=gained, who=who, lost=lost)
        lines.append(f"    {text}")
    mode, minutes = after.parameters["modes"][0], max(after.parameters["minutes"])
    rows = tables["land"]
    rows = rows[(rows["mode"] == mode) & (rows["minutes"] == minutes)]
    moved = rows[(rows["gained"] + rows["lost"] > 0)]
    sure = moved["change_low"].where(moved["change_low"] > 0, -moved["change_high"])
    order = sure.sort_values(ascending=False, kind="stable").index
    lines += [
        f"{region_name(row['ags'], row['name'], say)}, {_phrase(row, say)}: {_said(row, say)}"
        for row in moved.loc[order[:_MOST]].to_dict("records")
    ]
    return "\n".join(lines)


def _phrase(row: dict[Any, Any], say: Language) -> str:
    minutes, phrase = say.number(row["minutes"]), MODES[row["mode"]]
    return say("{minutes} Minuten {mode}", minutes=minutes, mode=say(phrase))


def _said(row: dict[Any, Any], say: Language) -> str:
    """Say the change as a span, and no direction that the span does not show."""
    low, high = row["change_low"], row["change_high"]
    if row["gained"] == row["lost"] == 0:
        return say("nichts hat sich verändert")
    first, last = outwards(100 * low, 100 * high, lambda _: 0.1)
    bounds = {"low": say.number(first, 1), "high": say.number(last, 1)}
    if low > 0:
        return say("{low} bis {high} Prozentpunkte, mehr als vorher", **bounds)
    if high < 0:
        return say("{low} bis {high} Prozentpunkte, weniger als vorher", **bounds)
    return say("{low} bis {high} Prozentpunkte; ob mehr oder weniger, ist nicht belegt", **bounds)
