"""A page for children: the round as a simple map, and each site with a box to tick."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from markupsafe import Markup

from mintgeo._cache import write_atomically
from mintgeo._credits import credits_of
from mintgeo._crs import UTM32
from mintgeo._markup import filled, template
from mintgeo.analysis.tours.handouts.pages import SHELL
from mintgeo.analysis.tours.ways import STRAIGHT, trail_ways
from mintgeo.language import Language, bound, language, word

if TYPE_CHECKING:
    from mintgeo.analysis.tours.trail import Trail
    from mintgeo.travel import Router

_WIDE: Final = 640
_SHOWN: Final = 400
"""Width in pixels where a page does not say another one."""
_FLAT: Final = 1.25
"""The map is so many times as wide as it is high, at least; a square at most."""
_RIM: Final = 0.08
_LEAST_M: Final = 300.0
_BODY: Final = template("""\
<p class="place">{{ intro }}</p>
{{ drawn }}
<ol class="sites">
{% for site in sites %}<li><span class="box"></span><strong>{{ site.order }}. {{ site.name }}</strong>{% if site.themes %} · {{ site.themes }}{% endif %}
<div class="way">{{ site.way }}</div>{{ ask }}<span class="write"></span></li>
{% endfor %}
</ol>
<p>{{ back }}</p>
""")  # noqa: E501
_MAP: Final = template("""\
<figure class="round"><svg width="{{ shown }}" height="{{ shown * high // wide }}" viewBox="0 0 {{ wide }} {{ high }}" role="img" aria-label="{{ title }}">
<rect width="{{ wide }}" height="{{ high }}" fill="#f7f8f5"/>
<path d="{{ path }}" fill="none" stroke="#fff" stroke-width="9" stroke-linejoin="round"/>
<path d="{{ path }}" fill="none" stroke="#1b6ca8" stroke-width="5" stroke-linejoin="round"{% if straight %} stroke-dasharray="12 8"{% endif %}/>
{% for x, y, sign, colour in marks %}<circle cx="{{ x }}" cy="{{ y }}" r="17" fill="{{ colour }}" stroke="#fff" stroke-width="3"/><text x="{{ x }}" y="{{ y + 6 }}" text-anchor="middle" font-size="18" font-weight="700" fill="#fff">{{ sign }}</text>
{% endfor %}
<path d="M16,{{ high - 14 }}h{{ bar }}" stroke="#1b2733" stroke-width="3"/><text x="16" y="{{ high - 22 }}" font-size="15" fill="#1b2733">{{ bar_text }}</text>
<path d="M{{ wide - 26 }},46v-26l-7,10m7,-10l7,10" fill="none" stroke="#1b2733" stroke-width="2.5"/><text x="{{ wide - 26 }}" y="64" text-anchor="middle" font-size="15" fill="#1b2733">N</text>
</svg><figcaption>{{ title }}</figcaption></figure>
""")  # noqa: E501
_SITE_COLOUR, _START_COLOUR = "#b5432a", "#1b2733"
_BARS_M: Final = (50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000)
_BAR_SHARE: Final = 0.3


def write_trail_page(
    trail: "Trail", path: str | Path, *, router: "Router | None", ways: gpd.GeoDataFrame | None,
    name: str, lang: str,
) -> Path:  # fmt: skip
    """Write the page of a trail; see ``Trail.to_page``."""
    say = language(lang)
    title = name or say("MINT-Parcours")
    lines = trail_ways(trail, router) if ways is None else ways
    text = filled(
        SHELL, lang=lang, title=title, body=trail_body(trail, lines, say),
        rest=" · ".join(credits_of(trail.sites)),
    )  # fmt: skip
    with write_atomically(path) as part:
        part.write_text(text, encoding="utf-8", newline="\n")
    return Path(path)


def trail_body(trail: "Trail", ways: gpd.GeoDataFrame, say: Language) -> Markup:
    """What stands below the title of the page of a trail."""
    start = str(trail.start["name"].iloc[0])
    return filled(
        _BODY, drawn=round_map(trail, ways, say), sites=_sites(trail, say),
        ask=say("Das habe ich entdeckt:"),
        intro=say(
            "Start und Ziel: {start}. Der Weg ist {km} lang; mit allen Stationen dauert er {time}. "
            "Hake ab, wo du warst!", start=start, km=say.short_way(trail.km * 1000),
            time=say.duration(trail.minutes),
        ),
        back=say("Zurück zum Start: {way}, {time}.", way=say.short_way(trail.back_km * 1000),
                 time=say.duration(trail.back_min)),
    )  # fmt: skip


def _sites(trail: "Trail", say: Language) -> list[dict[str, str]]:
    out = []
    for row in pd.DataFrame(trail.sites).to_dict("records"):
        stay = say.duration(row["stay_min"])
        way = say("Weg hierher: {way}, {time}. Zeit hier: {stay}.",
                  way=say.short_way(row["way_km"] * 1000), time=say.duration(row["way_min"]),
                  stay=stay)  # fmt: skip
        if row["order"] == 1 and not row["way_km"]:
            way = say("Hier geht es los. Zeit hier: {stay}.", stay=stay)
        out.append({"order": say.number(row["order"]), "name": str(row["name"]),
                    "themes": themes_of(row, say), "way": way})  # fmt: skip
    return out


def themes_of(row: Mapping[Any, Any], say: Language) -> str:
    """Topics of a site, of the taxonomy where they are of it, in words."""
    topics = row.get("topics")
    if topics is None or (not isinstance(topics, list | tuple) and pd.isna(topics)):
        return ""
    parts = topics if isinstance(topics, list | tuple) else str(topics).replace("|", ";").split(";")
    return ", ".join(word(str(one).strip(), say) for one in parts if str(one).strip())


def round_map(trail: "Trail", ways: gpd.GeoDataFrame, say: Language) -> Markup:
    """Draw the round with its numbered sites, north above, with a bar for lengths."""
    lines = ways.geometry.to_crs(UTM32).to_numpy()
    sites = shapely.get_coordinates(trail.sites.geometry.to_crs(UTM32).to_numpy())
    start = shapely.get_coordinates(trail.start.geometry.to_crs(UTM32).to_numpy())
    corners = np.concatenate([shapely.get_coordinates(lines), sites, start])
    west, north, scale, high = _frame(corners)

    def at(points: Any) -> list[list[float]]:
        placed = (np.asarray(points) - [west, north]) * [scale, -scale]
        flat: list[list[float]] = np.round(placed, 1).tolist()
        return flat

    own = str(trail.start["id"].iloc[0]) in set(trail.sites["id"].astype("str"))
    marks = [] if own else [(*at(start)[0], say("S"), _START_COLOUR)]
    marks += [(*spot, str(order), _SITE_COLOUR)
              for spot, order in zip(at(sites), trail.sites["order"], strict=True)]  # fmt: skip
    bar = max((one for one in _BARS_M if one * scale <= _BAR_SHARE * _WIDE), default=_BARS_M[0])
    straight = bool((ways["line"] == STRAIGHT).all())
    title = say("Der Parcours; Linien folgen keinem Weg.") if straight else say("Der Parcours.")
    title = title if own else " ".join((title, say("S: Start und Ziel.")))
    return filled(
        _MAP, shown=_SHOWN, wide=_WIDE, high=high, title=title, marks=marks, straight=straight,
        path=_path([at(shapely.get_coordinates(one)) for one in lines]),
        bar=round(bar * scale, 1), bar_text=bound(say.short_way(bar)),
    )  # fmt: skip


def _frame(corners: Any) -> tuple[float, float, float, int]:
    """West and north edge in metres, units per metre, height."""
    (west, south), (east, north) = corners.min(axis=0), corners.max(axis=0)
    wide, high = max(east - west, _LEAST_M), max(north - south, _LEAST_M)
    rim = _RIM * max(wide, high)
    wide, high = wide + 2 * rim, high + 2 * rim
    wide, high = max(wide, high), max(high, max(wide, high) / _FLAT)
    x, y = (west + east) / 2, (south + north) / 2
    scale = _WIDE / wide
    return float(x - wide / 2), float(y + high / 2), float(scale), round(high * scale)


def _path(lines: Sequence[Sequence[Sequence[float]]]) -> str:
    return "".join("M" + " ".join(f"{x:g},{y:g}" for x, y in line) for line in lines)
