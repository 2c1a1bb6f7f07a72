"""The figures of a run: which ones there are, and what stands in them."""

from pathlib import Path
from typing import Final

import geopandas as gpd

from mintgeo.figures import Picture, coverage_figure, local_figure, share_figure
from mintgeo.language import Language, language
from mintgeo.report.html import vintage_lines
from mintgeo.report.spans import row_span
from mintgeo.run import Run

_MOST_ROWS: Final = 40
_FORMATS: Final = (".png", ".svg")


def pictures(run: Run, *, lang: str = "de") -> dict[str, Picture]:
    """Draw the figures of a run for print, in German or English (``lang="en"``).

    Returns
    -------
    dict
        ``karte`` (shares by Kreis, or areas on the streets of a town) and ``anteile`` (a chart of
        shares with spans by Land, or by Gemeinde).
    """
    say = language(lang)
    drawn = _street_map if "isochrones" in run.tables else _map
    return {"karte": drawn(run, say), "anteile": _chart(run, say)}


def write_pictures(drawn: dict[str, Picture], folder: str | Path) -> list[Path]:
    """Write figures into a folder, each as PNG (300 dpi) and SVG."""
    home = Path(folder)
    return [
        picture.save(home / f"{name}{kind}") for name, picture in drawn.items() for kind in _FORMATS
    ]


def _map(run: Run, say: Language) -> Picture:
    return coverage_figure(
        run.table("coverage_kreis"),
        gpd.GeoDataFrame(run.table("kreise")),
        laender=gpd.GeoDataFrame(run.table("laender")),
        sites=gpd.GeoDataFrame(run.table("sites")),
        title=run.title,
        mode=run.parameters["modes"][0],
        minutes=max(run.parameters["minutes"]),
        who=run.parameters["people"]["who"],
        notes=_notes(run, say),
        lang=say.code,
    )


def _street_map(run: Run, say: Language) -> Picture:
    mode = run.parameters["modes"][0]
    return local_figure(
        gpd.GeoDataFrame(run.table("isochrones")),
        gpd.GeoDataFrame(run.table(f"reach_{mode}")),
        gpd.GeoDataFrame(run.table("sites")),
        roads=gpd.GeoDataFrame(run.table("roads")) if "roads" in run.tables else None,
        title=run.title,
        mode=mode,
        who=run.parameters["people"]["who"],
        notes=_notes(run, say),
        lang=say.code,
    )


def _chart(run: Run, say: Language) -> Picture:
    """Shares by Land, or by Gemeinde (those of most people) for a study on streets."""
    by = "gemeinde" if "coverage_gemeinde" in run.tables else "land"
    table = run.table(f"coverage_{by}")
    largest = table.drop_duplicates("ags").nlargest(_MOST_ROWS, "population")["ags"]
    return share_figure(
        table[table["ags"].isin(largest)],
        title=run.title,
        who=run.parameters["people"]["who"],
        region="Gemeinde" if by == "gemeinde" else "Land",
        label=row_span,
        notes=_notes(run, say),
        lang=say.code,
    )


def _notes(run: Run, say: Language) -> list[str]:
    return [
        say("Stand: {vintages}", vintages=" · ".join(vintage_lines(run))),
        say("Quellen: {sources}", sources=" · ".join(run.attributions)),
    ]
