"""What a comparison of two runs says and writes: sentences, tables, a map."""

from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd

from mintgeo._cache import write_atomically
from mintgeo.compare import compare_runs
from mintgeo.maps import change_map
from mintgeo.report.words import MODE_PHRASES, number, people
from mintgeo.run import Run

_MOST: Final = 5


def write_change(before: Run, after: Run, folder: str | Path) -> tuple[str, list[Path]]:
    """Compare two runs and write what changed.

    Parameters
    ----------
    before, after
        Runs that counted the same points.
    folder
        Made if it is not there.

    Returns
    -------
    text, files
        The result in a few lines of German; ``vergleich_country.csv``, ``…_land.csv``,
        ``…_kreis.csv`` (for a German Excel) and ``vergleich.html``, a map.

    Raises
    ------
    InputError
        If the runs can't be compared.
    """
    home = Path(folder)
    tables = compare_runs(before, after)
    files = []
    for by, table in tables.items():
        files.append(home / f"vergleich_{by}.csv")
        with write_atomically(files[-1]) as part:
            table.round(4).to_csv(part, sep=";", decimal=",", index=False, encoding="utf-8-sig")
    title = f"{after.as_of[:4]} gegen {before.as_of[:4]}"
    page = change_map(
        tables["kreis"],
        gpd.GeoDataFrame(after.table("kreise")),
        title=title if before.as_of[:4] != after.as_of[:4] else "Vergleich zweier Läufe",
        who=after.parameters["people"]["who"],
        attributions=after.attributions,
    )
    return describe_change(before, after, tables), [*files, page.save(home / "vergleich.html")]


def describe_change(before: Run, after: Run, tables: dict[str, pd.DataFrame]) -> str:
    """Say who gained and who lost."""
    head = f"{before.title} ({before.as_of}) → {after.title} ({after.as_of})"
    who = after.parameters["people"]["who"]
    lines = [head, "=" * len(head)]
    for row in tables["country"].to_dict("records"):
        lines.append(f"{_phrase(row)}: {_said(row)}")
        lines.append(f"    {people(row['gained'])} {who} gewinnen, {people(row['lost'])} verlieren")
    mode, minutes = after.parameters["modes"][0], max(after.parameters["minutes"])
    rows = tables["land"]
    rows = rows[(rows["mode"] == mode) & (rows["minutes"] == minutes)]
    moved = rows[(rows["gained"] + rows["lost"] > 0)]
    order = (moved["gained"] - moved["lost"]).abs().sort_values(ascending=False).index
    lines += [
        f"{row['name']}, {_phrase(row)}: {_said(row)}"
        for row in moved.loc[order[:_MOST]].to_dict("records")
    ]
    return "\n".join(lines)


def _phrase(row: dict[Any, Any]) -> str:
    return f"{number(row['minutes'])} Minuten {MODE_PHRASES[row['mode']]}"


def _said(row: dict[Any, Any]) -> str:
    """Say the change as a span, and no direction that the span does not show."""
    low, high = row["change_low"], row["change_high"]
    span = f"{number(100 * low, 1)} bis {number(100 * high, 1)} Prozentpunkte"
    if row["gained"] == row["lost"] == 0:
        return "nichts hat sich verändert"
    if low > 0:
        return f"{span}, mehr als vorher"
    if high < 0:
        return f"{span}, weniger als vorher"
    return f"{span}; ob mehr oder weniger, ist nicht belegt"
