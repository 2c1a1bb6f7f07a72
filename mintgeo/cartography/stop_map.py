"""A map of numbered stops as a few kilobytes of SVG, sharp on screen and paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import geopandas as gpd
import numpy as np
import shapely
from markupsafe import Markup
from numpy.typing import NDArray

from mintgeo._crs import UTM32
from mintgeo._markup import filled, template
from mintgeo._schema.rows import plays
from mintgeo.cartography.extent import extent
from mintgeo.cartography.labels import first_free
from mintgeo.cartography.palettes import KIND_COLOURS, STOP_COLOUR
from mintgeo.cartography.symbols import bar_length

_WIDE: Final = 640
"""Units across."""
_DETAIL: Final = 0.7
"""Lines are so near to the true ones, and those that are no longer than"""
_SPECK: Final = 3.0
"""this are left out; both in units."""
_EDGE: Final = 8.0
"""Names of what is nearer to the upper or lower edge are left out."""
_POLYGON: Final = 3
"""What shapely calls the type of a polygon."""
_LETTER, _LINE = 6.1, 14.0
"""Width of a letter and height of a line of names."""
_RIM: Final = 0.06
_TALL: Final = 1.0
"""A map is no higher than so many widths,"""
_FLAT: Final = 2.2
"""and no wider than so many heights."""
_LEAST_M: Final = 2_000.0
_STOP, _SMALL = 11.0, 8.0
"""Radius of the marks of the stop that matters, and of others."""
_BESIDE: Final = ((0, 20), (0, -12), (13, 4), (-13, 4), (12, 16), (-12, 16), (12, -9), (-12, -9))
"""Where a name may stand: units to the right and down."""
_SVG: Final = template("""\
<figure class="stopmap"><svg viewBox="0 0 {{ wide }} {{ high }}" role="img" aria-label="{{ title }}">
<rect width="{{ wide }}" height="{{ high }}" fill="#fbfbf9"/>
{% for path, colour in areas %}<path d="{{ path }}" fill="{{ colour }}" fill-opacity=".75"/>
{% endfor %}
<path d="{{ lines }}" fill="none" stroke="#c6cdd3" stroke-width="1"/>
<path d="{{ borders }}" fill="none" stroke="#8a949d" stroke-width=".9" stroke-dasharray="5 3"/>
{% for x, y, r, colour in dots %}<circle cx="{{ x }}" cy="{{ y }}" r="{{ r }}" fill="{{ colour }}" fill-opacity=".85" stroke="#fff" stroke-width=".5"/>
{% endfor %}
{% for x, y in offers %}<circle cx="{{ x }}" cy="{{ y }}" r="{{ 5 * size }}" fill="{{ orange }}" stroke="#fff" stroke-width="1.2"/>
{% endfor %}
<g font-size="{{ 12 * size }}">{% for x, y, end, text in names %}<text x="{{ x }}" y="{{ y }}" text-anchor="{{ end }}" fill="#fff" stroke="#fff" stroke-width="{{ 3 * size }}" stroke-linejoin="round" aria-hidden="true">{{ text }}</text><text x="{{ x }}" y="{{ y }}" text-anchor="{{ end }}" fill="#1b2733">{{ text }}</text>
{% endfor %}</g>
{% for x, y, r, text, main in stops %}<circle cx="{{ x }}" cy="{{ y }}" r="{{ r }}" fill="{{ purple if main else "#fff" }}" stroke="{{ "#fff" if main else purple }}" stroke-width="1.6"/><text x="{{ x }}" y="{{ y + 0.36 * r }}" text-anchor="middle" font-size="{{ r + 1 }}" font-weight="700" fill="{{ "#fff" if main else purple }}">{{ text }}</text>
{% endfor %}
<path d="M12,{{ high - 12 }}h{{ bar }}" stroke="#1b2733" stroke-width="2.5"/><text x="12" y="{{ high - 18 }}" font-size="{{ 11 * size }}" fill="#1b2733">{{ km }} km</text>
</svg><figcaption>{{ title }}
<span class="key">{% for colour, text in key %}<span><svg viewBox="0 0 12 12"><circle cx="6" cy="6" r="5" fill="{{ colour }}"/></svg>{{ text }}</span> {% endfor %}</span></figcaption></figure>
""")  # noqa: E501


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A stop on the map: where (metres, EPSG:25832), its number, and whether it is the one."""

    at: tuple[float, float]
    sign: str
    main: bool = True


@dataclass(frozen=True, kw_only=True, eq=False)
class Ground:
    """What lies below the stops; all of it in metres (EPSG:25832).

    Attributes
    ----------
    areas
        Polygons with their colours, the lowest first.
    lines, borders
        Roads, and polygons of which only the outlines are drawn.
    dots
        Rows ``x, y, radius`` in units of the map, and a colour for each.
    offers
        Places of offers, shape (n, 2).
    names
        Names and where they stand, the most important first.
    """

    areas: Sequence[tuple[Any, str]] = ()
    lines: Sequence[Any] | NDArray[Any] = ()
    borders: Sequence[Any] = ()
    dots: Sequence[tuple[float, float, float, str]] = ()
    offers: NDArray[Any] = field(default_factory=lambda: np.empty((0, 2)))
    names: Sequence[tuple[str, tuple[float, float]]] = ()


@dataclass(frozen=True)
class _Room:
    x0: float
    x1: float
    y0: float
    y1: float
    end: str

    def overlaps(self, other: Any) -> bool:
        return bool(
            self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1
        )


@dataclass(frozen=True, kw_only=True)
class _Frame:
    """Where metres lie on the map."""

    west: float
    north: float
    scale: float
    high: float

    def placed(self, corners: Any) -> NDArray[Any]:
        return np.asarray(
            np.round(
                (np.asarray(corners)[:, :2] - [self.west, self.north]) * [self.scale, -self.scale],
                1,
            )
        )

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north in metres."""
        wide, high = _WIDE / self.scale, self.high / self.scale
        return self.west, self.north - high, self.west + wide, self.north


def stop_map(
    frame: tuple[float, float, float, float], stops: Sequence[Mark], ground: Ground, *, title: str,
    key: Sequence[tuple[str, str]], size: float = 1.0,
) -> Markup:  # fmt: skip
    """Draw a map of stops.

    Parameters
    ----------
    frame
        West, south, east, north in metres (EPSG:25832).
    stops
        Those that matter last, so that they lie on top.
    ground
        What lies below them.
    title, key
        What is shown, and what some colours mean.
    size
        Of letters and marks: 1 where the map is about 640 pixels wide, more where it is smaller.
    """
    west, south, east, north = frame
    scale = _WIDE / max(east - west, 1.0)
    at = _Frame(west=west, north=north, scale=scale, high=round((north - south) * scale))
    km = bar_length((east - west) / 1.4)
    marks = [_mark(one, at, size) for one in stops]
    offers = _inside(ground.offers, at)
    taken = [_Room(x - r, x + r, y - r, y + r, "") for x, y, r, _, _ in marks]
    edge = 6 * size
    taken += [_Room(x - edge, x + edge, y - edge, y + edge, "") for x, y in offers]
    taken.append(_Room(0, 40 * size + km * 1000 * scale, at.high - 34 * size, at.high, ""))
    return filled(
        _SVG, wide=_WIDE, high=at.high, title=title, key=key, stops=marks, offers=offers,
        areas=[(path, colour) for shape, colour in ground.areas if (path := _path([shape], at))],
        lines=_path(ground.lines, at),
        borders=_path(shapely.boundary(_near(ground.borders, at)), at),
        dots=_dots(ground.dots, at), names=list(_names(ground.names, at, taken, size)), size=size,
        orange=KIND_COLOURS[0], purple=STOP_COLOUR,
        km=km, bar=round(km * 1000 * scale, 1),
    )  # fmt: skip


def _mark(one: Mark, at: _Frame, size: float) -> tuple[float, float, float, str, bool]:
    x, y = at.placed([one.at])[0].tolist()
    return x, y, size * (_STOP if one.main else _SMALL), one.sign, one.main


def _dots(
    dots: Sequence[tuple[float, float, float, str]], at: _Frame
) -> list[tuple[float, float, float, str]]:
    places = at.placed([dot[:2] for dot in dots]).tolist() if dots else []
    return [(x, y, round(dot[2], 1), dot[3]) for (x, y), dot in zip(places, dots, strict=True)]


def _inside(spots: NDArray[Any], at: _Frame) -> list[list[float]]:
    found: list[list[float]] = at.placed(spots).tolist() if len(spots) else []
    return [[x, y] for x, y in found if 0 <= x <= _WIDE and 0 <= y <= at.high]


def _names(
    names: Sequence[tuple[str, tuple[float, float]]], at: _Frame, taken: list[_Room], size: float
) -> Iterator[tuple[float, float, str, str]]:
    edge = _Room(0, _WIDE, 0, at.high, "")
    for text, spot in names:
        x, y = at.placed([spot])[0].tolist()
        if not (0 <= x <= _WIDE and _EDGE <= y <= at.high - _EDGE):
            continue

        def measure(step: tuple[int, int], x: float = x, y: float = y, text: str = text) -> _Room:
            return _room(x + size * step[0], y + size * step[1], step[0], text, size)

        inside = [one for one in _BESIDE if measure(one).y0 >= 0 and measure(one).y1 <= at.high]
        room = first_free(inside, measure, taken, edge)
        if room is not None:
            taken.append(room)
            start = {"start": room.x0, "end": room.x1}.get(room.end, (room.x0 + room.x1) / 2)
            yield round(start, 1), round(room.y1 - 3 * size, 1), room.end, text


def _room(x: float, y: float, side: int, text: str, size: float) -> _Room:
    wide = size * _LETTER * len(text)
    end = "start" if side > 0 else "end" if side < 0 else "middle"
    left = {"start": x, "end": x - wide, "middle": x - wide / 2}[end]
    return _Room(left, left + wide, y - size * (_LINE - 3), y + 3 * size, end)


def _near(shapes: Any, at: _Frame) -> NDArray[Any]:
    """Shapes whose bounds meet the frame: of others nothing is drawn, so nothing is simplified."""
    given = np.asarray(shapes, dtype=object)
    west, south, east, north = at.box
    x0, y0, x1, y1 = shapely.bounds(given).reshape(-1, 4).T
    return np.asarray(given[(x0 <= east) & (x1 >= west) & (y0 <= north) & (y1 >= south)])


def _path(shapes: Any, at: _Frame) -> str:
    """Lines and areas in the frame as one path of SVG; nothing where none is in it."""
    simple = shapely.simplify(_near(shapes, at), _DETAIL / at.scale)
    parts = shapely.get_parts(shapely.clip_by_rect(simple, *at.box))
    parts = parts[shapely.length(parts) > _SPECK / at.scale]
    areas = shapely.get_type_id(parts) == _POLYGON
    lines = [_line(one.coords, at) for one in parts[~areas]]
    rings = [
        _line(ring.coords, at) + "z"
        for one in parts[areas]
        for ring in (one.exterior, *one.interiors)
    ]
    return "".join([*lines, *rings])


def _line(coords: Any, at: _Frame) -> str:
    whole = np.rint(at.placed(coords)).astype(int).tolist()
    return "M" + " ".join(f"{x},{y}" for x, y in whole)


def offer_spots(sites: gpd.GeoDataFrame | None) -> NDArray[Any]:
    """Places of offers in metres (EPSG:25832), shape (n, 2)."""
    if sites is None:
        return np.empty((0, 2))
    there = sites.geometry.notna() & ~sites.geometry.is_empty
    kept = sites[there & plays(sites, "offer")]
    return np.asarray(shapely.get_coordinates(kept.geometry.to_crs(UTM32).to_numpy()))


def any_inside(spots: NDArray[Any], frame: tuple[float, float, float, float]) -> bool:
    """Whether one of these places lies inside of bounds."""
    west, south, east, north = frame
    x, y = spots.T
    return bool(((x >= west) & (x <= east) & (y >= south) & (y <= north)).any())


def framed(shapes: Sequence[Any]) -> tuple[float, float, float, float]:
    """Bounds with a rim, of a form that a page has room for."""
    west, south, east, north = extent(shapes)
    wide, high = max(east - west, _LEAST_M), max(north - south, _LEAST_M)
    rim = _RIM * max(wide, high)
    wide = max(wide + 2 * rim, (high + 2 * rim) / _TALL)
    high = max(high + 2 * rim, wide / _FLAT)
    x, y = (west + east) / 2, (south + north) / 2
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


def joined(roads: gpd.GeoDataFrame) -> NDArray[Any]:
    """Lines of roads in metres (EPSG:25832), pieces put together where they meet."""
    lines = shapely.get_parts(roads.geometry.to_crs(UTM32).to_numpy())
    return np.asarray(shapely.get_parts(shapely.line_merge(shapely.multilinestrings(lines))))
