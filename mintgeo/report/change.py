"""What a comparison of two runs says and writes: sentences, tables, a map."""

from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd

from mintgeo._csv import write_csv
from mintgeo._outputs import CHANGE, writing
from mintgeo.chapters.area import area_name
from mintgeo.chapters.coverage.tables import SHARES
from mintgeo.chapters.regions import KREISE, PARTS
from mintgeo.chapters.rows import region_name
from mintgeo.chapters.words import by_mode, who
from mintgeo.comparison import compare_runs
from mintgeo.language import N_, Language, language, outwards
from mintgeo.maps import Map, change_map
from mintgeo.run import Run

_MOST: Final = 5
_LEVELS: Final = ("land", "kreis", "gemeinde")
_COUNTED: Final = {
    "land": N_(
        "{phrase}: belegt ist, dass in {more} von {all} Ländern mehr und in {less} weniger als "
        "vorher ein Angebot erreichen"
    ),
    "kreis": N_(
        "{phrase}: belegt ist, dass in {more} von {all} Kreisen mehr und in {less} weniger als "
        "vorher ein Angebot erreichen"
    ),
    "gemeinde": N_(
        "{phrase}: belegt ist, dass in {more} von {all} Gemeinden mehr und in {less} weniger als "
        "vorher ein Angebot erreichen"
    ),
}
"""Counts of areas by level: of those whose directions hold together."""
_DIRECTIONS: Final = {
    ("more", True): N_("{low} bis {high} Prozentpunkte, mehr als vorher"),
    ("less", True): N_("{low} bis {high} Prozentpunkte, weniger als vorher"),
    ("more", False): N_("{low} bis {high} Prozentpunkte, für sich betrachtet mehr als vorher"),
    ("less", False): N_("{low} bis {high} Prozentpunkte, für sich betrachtet weniger als vorher"),
    ("open", True): N_("{low} bis {high} Prozentpunkte; ob mehr oder weniger, ist nicht belegt"),
}
"""Where the span lies, and whether that holds together with all other directions."""
_SIGNS: Final = {"de": (";", ","), "en": (",", ".")}
"""Between columns, and of decimals: as an Excel of the language opens a CSV by double click."""


def write_change(
    before: Run, after: Run, folder: str | Path, *, lang: str = "de", force: bool = False
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
    force
        Overwrite files in the way that mintgeo did not write, or that were changed since.

    Returns
    -------
    text, files
        The result in a few lines; ``vergleich_country.csv``, and one for every level that the
        later run shows: ``…_land.csv``, ``…_kreis.csv``, ``…_gemeinde.csv`` (as an Excel of the
        language opens them); and ``vergleich.html``, a map.

    Raises
    ------
    InputError
        If the runs can't be compared.
    OutputError
        If files of somebody else are in the way, by name, or it can't be written.
    OptionError
        If mintgeo does not speak the language.
    """
    language(lang)
    hidden = not (before.is_public and after.is_public)
    levels = ["country", *_levels(after)]
    names = [*(f"{CHANGE}_{by}.csv" for by in levels), f"{CHANGE}.html"]
    with writing(folder, parts={"change"}, wanted=names, private=hidden, force=force) as new:
        tables = compare_runs(before, after, levels=levels)
        tables["country"] = tables["country"].assign(name=area_name(after, language(lang)))
        sep, decimal = _SIGNS[lang]
        for name, table in zip(names[:-1], tables.values(), strict=True):
            write_csv(table.round(4), new.folder / name, sep=sep, decimal=decimal)
        _page(before, after, tables, lang).save(new.folder / names[-1])
    text = describe_change(before, after, tables, lang=lang)
    return text, [Path(folder) / name for name in names]


def _levels(after: Run) -> list[str]:
    """Levels that a run shows; of one without shares, which was put together, those of all."""
    if after.find(SHARES, level="country") is None:
        return ["land", "kreis"]
    return [by for by in _LEVELS if after.find(SHARES, level=by) is not None]


def _drawn(after: Run, tables: dict[str, pd.DataFrame]) -> tuple[pd.DataFrame, gpd.GeoDataFrame]:
    """The smallest areas that a map can show, and their changes; of a town that of all of it."""
    parts = after.find(PARTS)
    if parts is not None and parts["level"].iloc[0] in tables:
        return tables[str(parts["level"].iloc[0])], parts
    kreise = after.of(KREISE)
    if "kreis" in tables:
        return tables["kreis"], kreise
    return tables["country"].assign(ags=kreise["ags"].iloc[0]), kreise


def _page(before: Run, after: Run, tables: dict[str, pd.DataFrame], lang: str) -> Map:
    say, (table, shapes) = language(lang), _drawn(after, tables)
    years = {"new": after.as_of[:4], "old": before.as_of[:4]}
    return change_map(
        table,
        shapes,
        title=say("{new} gegen {old}", **years)
        if years["new"] != years["old"]
        else say("Vergleich zweier Läufe"),
        who=after.parameters["people"]["who"],
        attributions=after.attributions,
        lang=lang,
    )


def describe_change(
    before: Run, after: Run, tables: dict[str, pd.DataFrame], *, lang: str = "de"
) -> str:
    """Say who gained and who lost."""
    say = language(lang)
    head = f"{before.title} ({before.as_of}) → {after.title} ({after.as_of})"
    lines = [head, "=" * len(head)]
    for row in tables["country"].to_dict("records"):
        lines.append(f"{_phrase(row, say)}: {_said(row, say)}")
        if pd.isna(row["change"]):
            continue
        gained, lost = say.people(row["gained"]), say.people(row["lost"])
        text = say(
            "{gained} {who} gewinnen, {lost} verlieren",
            gained=gained,
            who=who(after, say),
            lost=lost,
        )
        lines.append(f"    {text}")
    mode, minutes = after.mode, after.longest
    first = next((by for by in _LEVELS if by in tables), "country")
    rows = tables[first]
    rows = rows[(rows["mode"] == mode) & (rows["minutes"] == minutes)]
    moved = rows[(rows["gained"] + rows["lost"] > 0)]
    sure = moved["change_low"].where(moved["change_low"] > 0, -moved["change_high"])
    order = sure.sort_values(ascending=False, kind="stable").index
    lines += [
        f"{region_name(row['ags'], row['name'], say)}, {_phrase(row, say)}: {_said(row, say)}"
        for row in moved.loc[order[:_MOST]].to_dict("records")
        if first != "country"
    ]
    return "\n".join([*lines, *_counted(tables, mode, minutes, say)])


def _counted(
    tables: dict[str, pd.DataFrame], mode: str, minutes: float, say: Language
) -> list[str]:
    """Say in how many areas more or fewer surely reach an offer, if it is so in any."""
    lines = []
    for level, text in _COUNTED.items():
        if level not in tables:
            continue
        rows = tables[level]
        rows = rows[(rows["mode"] == mode) & (rows["minutes"] == minutes)]
        more, less = ((rows["verdict"] == one).sum() for one in ("more", "less"))
        if len(rows) > 1 and more + less:
            numbers = {"more": more, "less": less, "all": len(rows)}
            phrase = _phrase({"minutes": minutes, "mode": mode}, say)
            said = {name: say.number(number) for name, number in numbers.items()}
            lines.append(say(text, phrase=phrase, **said))
    return lines


def _phrase(row: dict[Any, Any], say: Language) -> str:
    minutes, mode = say.limit(row["minutes"]), by_mode(row["mode"], say)
    return say("{minutes} Minuten {mode}", minutes=minutes, mode=mode)


def _said(row: dict[Any, Any], say: Language) -> str:
    """Say the change as a span, and no direction that is not surely so, here or among all areas."""
    low, high = row["change_low"], row["change_high"]
    if pd.isna(row["change"]):
        return say("nicht aus diesen Punkten, die dafür zu grob sind")
    if row["gained"] == row["lost"] == 0:
        return say("nichts hat sich verändert")
    first, last = outwards(100 * low, 100 * high, lambda _: 0.1)
    bounds = {"low": say.change(first, 1), "high": say.change(last, 1)}
    side = "more" if low > 0 else "less" if high < 0 else "open"
    return say(_DIRECTIONS[(side, side in ("open", row["verdict"]))], **bounds)
