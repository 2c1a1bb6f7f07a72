"""A QGIS project in a GeoPackage: its layers in a group, in their order, styled and with names.

QGIS keeps projects in a table ``qgis_projects``: the bytes of a ``.qgz``, written as hexadecimal
digits. Paths in it begin beside the GeoPackage, so both move as one file. It is opened with
Project → Open from → GeoPackage, or by a double click on it in the browser of QGIS.
"""

import io
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pyproj import CRS

from mintgeo._crs import UTM32, WGS84
from mintgeo._text import printable
from mintgeo.chapters import Layer

TABLE: Final = "qgis_projects"
_SCHEMA: Final = (
    f"CREATE TABLE {TABLE} (name TEXT PRIMARY KEY, metadata BLOB, content BLOB)"
)  # fmt: skip
_VERSION: Final = "3.22.0"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_EDGE: Final = 0.05
"""Part of the width that is left free around what is drawn."""
_SHAPES: Final = {"Polygon": "Polygon", "LineString": "Line", "Point": "Point"}
_HEADS: Final = ("labelsEnabled",)


@dataclass(frozen=True, kw_only=True)
class Project:
    """A project: its name and title, the file that it stands in, and the day that it speaks for."""

    name: str
    title: str
    file: str
    day: str


def add_project(database: sqlite3.Connection, project: Project, drawn: Sequence[Layer]) -> None:
    """Write a project that opens complete: every layer, its group, extent and CRS."""
    text = tostring(_root(project, drawn), encoding="unicode")
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        entry = ZipInfo(f"{project.name}.qgs", _EPOCH)
        entry.compress_type = ZIP_DEFLATED
        archive.writestr(entry, printable(text))
    about = {"last_modified_time": f"{project.day}T00:00:00", "last_modified_user": "mintgeo"}
    database.execute(_SCHEMA)
    database.execute(
        f"INSERT INTO {TABLE} VALUES (?, ?, ?)",  # noqa: S608 - a name of ours
        (project.name, json.dumps(about), packed.getvalue().hex()),
    )


def _root(project: Project, drawn: Sequence[Layer]) -> Element:
    root = Element("qgis", projectname=project.title, version=_VERSION)
    SubElement(root, "homePath", path="")
    SubElement(root, "title").text = project.title
    _crs(SubElement(root, "projectCrs"), UTM32)
    _tree(root, project, drawn)
    _canvas(root, drawn)
    layers = SubElement(root, "projectlayers")
    for layer in drawn:
        layers.append(_map_layer(layer, project.file))
    order = SubElement(root, "layerorder")
    for layer in reversed(drawn):
        SubElement(order, "layer", id=_id(layer))
    properties = SubElement(root, "properties")
    paths = SubElement(properties, "Paths")
    SubElement(paths, "Absolute", type="bool").text = "false"
    projections = SubElement(properties, "SpatialRefSys")
    SubElement(projections, "ProjectionsEnabled", type="int").text = "1"
    return root


def _tree(root: Element, project: Project, drawn: Sequence[Layer]) -> None:
    """The group of the layers, the highest one first."""
    tree = SubElement(root, "layer-tree-group")
    group = SubElement(
        tree, "layer-tree-group", name=project.title, checked="Qt::Checked", expanded="1"
    )
    for layer in reversed(drawn):
        SubElement(
            group, "layer-tree-layer", id=_id(layer), name=layer.title, providerKey="ogr",
            checked="Qt::Checked" if layer.shown else "Qt::Unchecked", expanded="0",
            source=_source(layer, project.file),
        )  # fmt: skip


def _canvas(root: Element, drawn: Sequence[Layer]) -> None:
    canvas = SubElement(root, "mapcanvas", name="theMapCanvas")
    SubElement(canvas, "units").text = "meters"
    bounds = [layer.table.geometry.to_crs(UTM32).total_bounds for layer in drawn]
    west, south, east, north = (
        choose(float(one[side]) for one in bounds)
        for side, choose in enumerate((min, min, max, max))
    )
    edge = _EDGE * max(east - west, north - south)
    sides = {"xmin": west - edge, "ymin": south - edge, "xmax": east + edge, "ymax": north + edge}
    told = {name: f"{value:.0f}" for name, value in sides.items()}
    extent = SubElement(canvas, "extent")
    for name, text in told.items():
        SubElement(extent, name).text = text
    home = SubElement(SubElement(root, "ProjectViewSettings"), "DefaultViewExtent", told)
    _crs(home, UTM32)
    SubElement(canvas, "rotation").text = "0"
    _crs(SubElement(canvas, "destinationsrs"), UTM32)


def _map_layer(layer: Layer, file: str) -> Element:
    """A layer with its style, which QGIS does not look for once a project is read."""
    style = fromstring(layer.style)  # noqa: S314 - a text of ours
    shape = next(iter(layer.table.geom_type.dropna()), "Point").removeprefix("Multi")
    heads: dict[str, Any] = {name: style.get(name, "0") for name in _HEADS}
    out = Element("maplayer", type="vector", geometry=_SHAPES.get(shape, "Point"), **heads)
    for name, text in (
        ("id", _id(layer)), ("datasource", _source(layer, file)), ("layername", layer.title),
        ("abstract", layer.meaning),
    ):  # fmt: skip
        SubElement(out, name).text = text
    _crs(SubElement(out, "srs"), WGS84)
    SubElement(out, "provider", encoding="UTF-8").text = "ogr"
    out.extend(style)
    return out


def _id(layer: Layer) -> str:
    """What the project calls a layer; QGIS gives those of short ids others."""
    return f"mintgeo_layer_{layer.name}"


def _source(layer: Layer, file: str) -> str:
    return f"./{file}|layername={layer.name}"


def _crs(parent: Element, code: int) -> None:
    system = SubElement(parent, "spatialrefsys")
    SubElement(system, "wkt").text = CRS(code).to_wkt()
    SubElement(system, "authid").text = f"EPSG:{code}"
