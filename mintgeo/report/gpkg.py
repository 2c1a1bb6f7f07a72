"""A run as one GeoPackage, whose layers QGIS shows styled at once.

The styles stand in the table ``layer_styles``, where QGIS looks for the default style of a layer;
GDAL reads it too. A project in it opens them all (``report/qgis.py``). What may
be done with the data stands in ``gpkg_metadata`` (OGC 12-128r19).
"""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pyogrio

from mintgeo import _gdal, _qml
from mintgeo._cache import write_atomically
from mintgeo._text import printable
from mintgeo.chapters import Layer, registered
from mintgeo.chapters.words import vintage_lines
from mintgeo.language import N_, Language, language
from mintgeo.lists import distinct_names
from mintgeo.report.qgis import Project, add_project
from mintgeo.report.shared import Maker, plainly
from mintgeo.report.spoken import spoken
from mintgeo.run import Run

_STYLES: Final = """
CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256),
    f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256),
    styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT,
    owner TEXT(30), ui TEXT(30), update_time DATETIME)
"""
_GEOMETRY: Final = "geom"
_NEAR, _FAR = 1_000_000, 3_000_000
"""Scales of maps with the names of points and of areas."""
_ODBL: Final = N_(
    "Enthält Daten, die aus OpenStreetMap abgeleitet sind: wer sie weitergibt, tut es unter der "
    "Open Database License (ODbL) 1.0 und nennt „© OpenStreetMap-Mitwirkende“."
)


def write_gpkg(run: Run, path: str | Path, *, lang: str = "de", made: Maker = plainly) -> Path:
    """Write the layers of a run as a GeoPackage with styles for QGIS.

    Titles, legends and metadata are in the language asked for; layers and columns have the same
    names in every one. Participants are in it only if the run holds them: the public variant of a
    run can't. The same run gives the same bytes. ``made`` lets chapters make their layers.
    """
    run, say = spoken(run, lang), language(lang)
    private = not run.is_public
    with write_atomically(path, private=private) as goal, _gdal.written(goal) as part:
        drawn = _layers(run, say, made)
        for position, layer in enumerate(drawn):
            pyogrio.write_dataframe(
                _gdal.plain_texts(layer.table), part, layer=layer.name, driver="GPKG",
                append=position > 0, use_arrow=True,
                layer_options={
                    "GEOMETRY_NAME": _GEOMETRY, "IDENTIFIER": layer.title,
                    "DESCRIPTION": layer.meaning,
                },
                layer_metadata=_licence(run, say), dataset_metadata=_licence(run, say),
            )  # fmt: skip
        with closing(sqlite3.connect(part, isolation_level=None)) as database:
            stamp = f"{run.as_of}T00:00:00.000Z"
            _add_styles(database, drawn, stamp, say)
            if drawn:
                about = Project(name=run.name, title=run.title, file=Path(path).name, day=run.as_of)
                add_project(database, about, drawn)
            _settle(database, stamp)
    return Path(path)


def _layers(run: Run, say: Language, made: Maker) -> list[Layer]:
    """The layers of all chapters that have a row, in their places."""
    found = [layer for chapter in registered() for layer in made(chapter.layers, run, say)]
    there = sorted((one for one in found if len(one.table)), key=lambda one: one.place)
    return [replace(one, table=_named(one.table), style=_styled(one)) for one in there]


def _styled(layer: Layer) -> str:
    """The style of a layer, with names where it has some."""
    if not layer.label:
        return layer.style
    point = layer.table.geom_type.str.endswith("Point").any()
    return _qml.labelled(layer.style, layer.label, scale=_NEAR if point else _FAR)


def _named(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """A table whose columns a GeoPackage can tell apart: it knows no capital letters."""
    plain = table.drop(columns="geometry")
    return gpd.GeoDataFrame(
        plain.set_axis(distinct_names(plain.columns), axis="columns"), geometry=table.geometry
    )


def _licence(run: Run, say: Language) -> dict[str, Any]:
    """Title, date and sources, and what the licence of OpenStreetMap asks for."""
    lines = {
        "TITLE": run.title,
        "DATE": run.as_of,
        "SOURCES": "; ".join(run.attributions),
        "VINTAGES": "; ".join(vintage_lines(run, say)),
    }
    lines |= {"LICENCE": say(_ODBL)} if "ODbL" in lines["SOURCES"] else {}
    return {name: printable(text) for name, text in lines.items()}


def _add_styles(
    database: sqlite3.Connection, drawn: list[Layer], stamp: str, say: Language
) -> None:
    database.execute(_STYLES)
    database.executemany(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, "
        "f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, "
        "update_time) VALUES ('', '', ?, ?, 'mintgeo', ?, '', 1, ?, '', ?)",
        [(one.name, _GEOMETRY, one.style, one.meaning, stamp) for one in drawn],
    )
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) "
        "VALUES ('layer_styles', 'attributes', 'layer_styles', ?, ?)",
        (say("Stile für QGIS"), stamp),
    )


def _settle(database: sqlite3.Connection, stamp: str) -> None:
    """Replace the hour of writing, wherever GDAL has noted it, by the date of the study."""
    database.execute("UPDATE gpkg_contents SET last_change = ?", (stamp,))
    database.execute("UPDATE gpkg_metadata_reference SET timestamp = ?", (stamp,))
    database.execute("VACUUM")
