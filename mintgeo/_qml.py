"""Styles for QGIS: how a layer looks, as QML."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Final
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

from mintgeo._text import printable

_VERSION: Final = "3.28"
_SYMBOLS: Final = {"polygon": "fill", "line": "line", "point": "marker"}
_HATCH: Final = {"color": "#8a949d", "style": "b_diagonal", "outline_color": "#8a949d"}
_STRIPES: Final = {"style": "f_diagonal", "outline_color": "#aab4bd"}
_INK: Final = "#1b2733"
_LAYERS: Final = {"polygon": "SimpleFill", "line": "SimpleLine", "point": "SimpleMarker"}


def single(shape: str, *, colour: str, **options: str) -> str:
    """Return a style with one symbol for all rows.

    Parameters
    ----------
    shape
        ``polygon``, ``line`` or ``point``.
    colour
        Of the fill or line, ``#rrggbb``.
    **options
        Further options of the symbol layer, by QGIS's names (``size``, ``outline_color`` …).
    """
    root, renderer = _root("singleSymbol")
    _symbol(SubElement(renderer, "symbols"), "0", shape, colour, options)
    return _text(root)


def graduated(
    shape: str, column: str, bounds: Sequence[float], colours: Sequence[str], labels: Sequence[str]
) -> str:
    """Return a style with a colour per class of a number.

    Parameters
    ----------
    shape
        ``polygon``, ``line`` or ``point``.
    column
        Name of the column.
    bounds
        Ends of the classes, one more than colours.
    colours, labels
        Of each class, from low to high.
    """
    root, renderer = _root("graduatedSymbol", attr=column, graduatedMethod="GraduatedColor")
    ranges, symbols = SubElement(renderer, "ranges"), SubElement(renderer, "symbols")
    for place, (low, high) in enumerate(pairwise(bounds)):
        SubElement(
            ranges, "range", lower=f"{low:g}", upper=f"{high:g}", symbol=str(place),
            label=labels[place], render="true",
        )  # fmt: skip
        _symbol(symbols, str(place), shape, colours[place], {"outline_color": "#aab4bd"})
    return _text(root)


def categorised(
    shape: str,
    column: str,
    classes: Sequence[tuple[str, str, str]],
    *,
    hatched: str = "",
    striped: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Return a style with a colour per value, and stripes for those in doubt.

    Parameters
    ----------
    shape
        ``polygon``, ``line`` or ``point``.
    column
        Name of the column.
    classes
        Value, label and colour; the value "" stands for all others.
    hatched
        The value, if any, whose areas are hatched.
    striped
        Colour of the stripes by value, for areas whose class is in doubt.
    """
    root, renderer = _root("categorizedSymbol", attr=column)
    categories, symbols = SubElement(renderer, "categories"), SubElement(renderer, "symbols")
    for place, (value, label, colour) in enumerate(classes):
        SubElement(
            categories, "category", value=value, symbol=str(place), label=label, render="true"
        )
        symbol = _symbol(symbols, str(place), shape, colour, _HATCH if value == hatched else {})
        if value in striped:
            _layer(symbol, shape, striped[value], _STRIPES)
    return _text(root)


def labelled(style: str, column: str, *, scale: int) -> str:
    """Return a style with names on the map, where there is room for them.

    Parameters
    ----------
    style
        Without names.
    column
        Name of the column that holds them.
    scale
        They stand on maps of 1 : ``scale`` and larger.
    """
    root = fromstring(style)  # noqa: S314 - a text of ours
    root.set("labelsEnabled", "1")
    root.set("styleCategories", "Symbology|Labeling")
    settings = SubElement(SubElement(root, "labeling", type="simple"), "settings")
    text = SubElement(
        settings, "text-style", fieldName=column, isExpression="0", fontSize="8",
        fontSizeUnit="Point", textColor=_rgba(_INK), fontWeight="50",
    )  # fmt: skip
    SubElement(
        text, "text-buffer", bufferDraw="1", bufferSize="0.8", bufferSizeUnits="MM",
        bufferColor=_rgba("#ffffff"), bufferOpacity="1",
    )  # fmt: skip
    places = {"fill": "1", "line": "2", "marker": "6"}
    kind = next(one.get("type", "fill") for one in root.iter("symbol"))
    SubElement(settings, "placement", placement=places[kind], priority="5", dist="1")
    SubElement(
        settings, "rendering", scaleVisibility="1", scaleMin="0", scaleMax=str(scale),
        drawLabels="1", displayAll="0", obstacle="1", obstacleFactor="1", fontMinPixelSize="3",
        fontMaxPixelSize="10000", upsidedownLabels="0", mergeLines="0", limitNumLabels="0",
    )  # fmt: skip
    return _text(root)


def _root(kind: str, **more: str) -> tuple[Element, Element]:
    root = Element("qgis", version=_VERSION, styleCategories="Symbology")
    renderer = SubElement(root, "renderer-v2", {"type": kind, "symbollevels": "0", **more})
    return root, renderer


def _symbol(
    symbols: Element, name: str, shape: str, colour: str, options: dict[str, str]
) -> Element:
    """Add a symbol of one layer; QGIS gives the rest its defaults."""
    symbol = SubElement(
        symbols, "symbol", name=name, type=_SYMBOLS[shape], alpha="1", clip_to_extent="1"
    )
    _layer(symbol, shape, colour, options)
    return symbol


def _layer(symbol: Element, shape: str, colour: str, options: dict[str, str]) -> None:
    layer = SubElement(symbol, "layer", {"class": _LAYERS[shape]}, enabled="1", locked="0")
    values = SubElement(layer, "Option", type="Map")
    paint = "line_color" if shape == "line" else "color"
    for key, value in {paint: _rgba(colour), **options}.items():
        text = _rgba(value) if value.startswith("#") else value
        SubElement(values, "Option", name=key, value=text, type="QString")


def _rgba(colour: str) -> str:
    """QGIS writes colours as red,green,blue,alpha; a fourth pair of digits is the alpha."""
    pairs = [int(colour[place : place + 2], 16) for place in range(1, len(colour), 2)]
    return ",".join(str(one) for one in [*pairs, 255][:4])


def _text(root: Element) -> str:
    return printable(tostring(root, encoding="unicode"))
