"""A map of numbered stops as a few kilobytes of SVG, sharp on screen and paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import shapely
from markupsafe import Markup
from numpy.typing import NDArray

from mintgeo._markup import filled, template
from mintgeo.cartography.labels import first_free
from mintgeo.cartography.palettes import KIND_COLOURS, STOP_COLOUR
from mintgeo.cartography.symbols import bar_length

_WIDE: Final = 640
"""Units across."""
_LETTER, _LINE = 6.1, 14.0
"""Width of a letter and height of a line of names."""
_STOP, _SMALL = 11.0, 8.0
"""Radius of the marks of the stop that matters, and of others."""
_BESIDE: Final = ((0, 20), (0, -12), (13, 4), (-13, 4), (12, 16), (-12, 16), (12, -9), (-12, -9))
"""Where a name may stand: units to the right and down."""
_SVG: Final = template("""\
<figure class="stopmap"><svg viewBox="0 0 {{ wide }} {{ high }}" role="img" aria-label="{{ title }}">
<rect width="{{ wide }}" height="{{ high }}" fill="#fbfbf9"/>
{% for path, colour in areas %}<path d="{{ path }}" fill="{{ colour }}" fill-opacity=".75"/>
{% endfor %}
{% for path in lines %}<path d="{{ path }}" fill="none" stroke="#b6bec6" stroke-width="1"/>
{% endfor %}
{% for path in borders %}<path d="{{ path }}" fill="none" stroke="#8a949d" stroke-width=".9" stroke-dasharray="5 3"/>
{% endfor %}
{% for x, y, r, colour in dots %}<circle cx="{{ x }}" cy="{{ y }}" r="{{ r }}" fill="{{ colour }}" fill-opacity=".85" stroke="#fff" stroke-width=".5"/>
{% endfor %}
{% for x, y in offers %}<circle cx="{{ x }}" cy="{{ y }}" r="5" fill="{{ orange }}" stroke="#fff" stroke-width="1.2"/>
{% endfor %}
{% for x, y, end, text in names %}<text x="{{ x }}" y="{{ y }}" text-anchor="{{ end }}" font-size="12" fill="#1b2733" stroke="#fff" stroke-width="3" paint-order="stroke">{{ text }}</text>
{% endfor %}
{% for x, y, r, text, main in stops %}<circle cx="{{ x }}" cy="{{ y }}" r="{{ r }}" fill="{{ purple if main else "#fff" }}" stroke="{{ "#fff" if main else purple }}" stroke-width="1.6"/><text x="{{ x }}" y="{{ y + 0.36 * r }}" text-anchor="middle" font-size="{{ r + 1 }}" font-weight="700" fill="{{ "#fff" if main else purple }}">{{ text }}</text>
{% endfor %}
<path d="M12,{{ high - 12 }}h{{ bar }}" stroke="#1b2733" stroke-width="2.5"/><text x="12" y="{{ high - 18 }}" font-size="11" fill="#1b2733" stroke="#fff" stroke-width="3" paint-order="stroke">{{ km }} km</text>
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
    lines: Sequence[Any] = ()
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
            np.round((np.asarray(corners)[:, :2] - [self.west, self.north]) * [self.scale, -self.scale], 1)
        )

    @property
    def box(self) -> Any:
        wide, high = _WIDE / self.scale, self.high / self.scale
        return shapely.box(self.west, self.north - high, self.west + wide, self.north)


def stop_map(
    frame: tuple[float, float, float, float], stops: Sequence[Mark], ground: Ground, *, title: str,
    key: Sequence[tuple[str, str]],
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
    """
    west, south, east, north = frame
    scale = _WIDE / max(east - west, 1.0)
    at = _Frame(west=west, north=north, scale=scale, high=round((north - south) * scale))
    km = bar_length((east - west) / 1.4)
    marks = [_mark(one, at) for one in stops]
    offers = _inside(ground.offers, at)
    taken = [_Room(x - r, x + r, y - r, y + r, "") for x, y, r, _, _ in marks]
    taken += [_Room(x - 6, x + 6, y - 6, y + 6, "") for x, y in offers]
    taken.append(_Room(0, 40 + km * 1000 * scale, at.high - 34, at.high, ""))
    return filled(
        _SVG, wide=_WIDE, high=at.high, title=title, key=key, stops=marks, offers=offers,
        areas=[(_path(shape, at), colour) for shape, colour in ground.areas if _path(shape, at)],
        lines=[path for line in ground.lines if (path := _path(line, at))],
        borders=[path for one in ground.borders if (path := _path(shapely.boundary(one), at))],
        dots=[
            (*at.placed([(x, y)])[0].tolist(), round(r, 1), colour) for x, y, r, colour in ground.dots
        ],
        names=list(_names(ground.names, at, taken)), orange=KIND_COLOURS[0], purple=STOP_COLOUR,
        km=km, bar=round(km * 1000 * scale, 1),
    )  # fmt: skip


def _mark(one: Mark, at: _Frame) -> tuple[float, float, float, str, bool]:
    x, y = at.placed([one.at])[0].tolist()
    return x, y, _STOP if one.main else _SMALL, one.sign, one.main


def _inside(spots: NDArray[Any], at: _Frame) -> list[list[float]]:
    found: list[list[float]] = at.placed(spots).tolist() if len(spots) else []
    return [[x, y] for x, y in found if 0 <= x <= _WIDE and 0 <= y <= at.high]


def _names(
    names: Sequence[tuple[str, tuple[float, float]]], at: _Frame, taken: list[_Room]
) -> Iterator[tuple[float, float, str, str]]:
    edge = _Room(0, _WIDE, 0, at.high, "")
    for text, spot in names:
        x, y = at.placed([spot])[0].tolist()
        if not (0 <= x <= _WIDE and 8 <= y <= at.high - 8):
            continue

        def measure(step: tuple[int, int], x: float = x, y: float = y, text: str = text) -> _Room:
            return _room(x + step[0], y + step[1], step[0], text)

        room = first_free(_BESIDE, measure, taken, edge)
        if room is not None:
            taken.append(room)
            start = {"start": room.x0, "end": room.x1}.get(room.end, (room.x0 + room.x1) / 2)
            yield round(start, 1), round(room.y1 - 3, 1), room.end, text


def _room(x: float, y: float, side: int, text: str) -> _Room:
    wide = _LETTER * len(text)
    end = "start" if side > 0 else "end" if side < 0 else "middle"
    left = {"start": x, "end": x - wide, "middle": x - wide / 2}[end]
    return _Room(left, left + wide, y - _LINE + 3, y + 3, end)


def _path(shape: Any, at: _Frame) -> str:
    """Lines and areas in the frame as SVG; nothing where none is in it."""
    cut = shapely.intersection(shapely.simplify(shape, 0.7 / at.scale), at.box)
    out = []
    for part in shapely.get_parts(cut):
        if part.geom_type == "Polygon":
            out += [_line(ring.coords, at) + "z" for ring in (part.exterior, *part.interiors)]
        elif part.geom_type in ("LineString", "LinearRing"):
            out.append(_line(part.coords, at))
    return "".join(out)


def _line(coords: Any, at: _Frame) -> str:
    return "M" + " ".join(f"{x:g},{y:g}" for x, y in at.placed(coords))
