"""The coverage map: Kreise by share, Land borders, offers by category, participants, meeting."""

from collections.abc import Sequence
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from mintgeo._credits import credits_of
from mintgeo._crs import UTM32, WGS84
from mintgeo._schema import COVERAGE, REGIONS
from mintgeo.gaps import only_rural
from mintgeo.language import N_, Language, language, word
from mintgeo.maps._areas import reached_areas
from mintgeo.maps._doubt import classes
from mintgeo.maps._overlays import gap_areas, participant_counts
from mintgeo.maps._pack import packed, packed_spots
from mintgeo.maps._page import MapPage, build
from mintgeo.maps._views import view_key, views
from mintgeo.maps.basemap import Basemap
from mintgeo.offers import AGE_GROUPS
from mintgeo.participation import rate_words

SIMPLIFY_M: Final = 500
AREA_M: Final = 200
"""How far borders of Kreise and of isochrones may be from the true ones: about a pixel."""
CLASSES: Final = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
PALETTE: Final = ("#f6eff7", "#bdc9e1", "#67a9cf", "#1c9099", "#016c59")
"""ColorBrewer PuBuGn, five classes: readable with colour-blind eyes and in grey print."""
CATEGORY_COLOURS: Final = (
    "#d55e00", "#e69f00", "#cc79a7", "#f0e442", "#56b4e9", "#000000", "#999999",
)  # fmt: skip
"""Okabe & Ito's colours that differ from the palette; the last stands for all further kinds."""
TITLE: Final = N_("Erreichbarkeit von MINT-Angeboten")
WHO: Final = N_("Menschen")
_OTHER: Final = N_("ohne Kategorie")
_AGES: Final = ("age_min", "age_max")
_POPUP: Final = ("name", "street", "postcode", "place", "topics", "provider", *_AGES)


def coverage_map(
    coverage: pd.DataFrame,
    kreise: gpd.GeoDataFrame,
    *,
    sites: gpd.GeoDataFrame | None = None,
    participants: gpd.GeoDataFrame | None = None,
    meeting: gpd.GeoDataFrame | None = None,
    participation: pd.DataFrame | None = None,
    gaps: gpd.GeoDataFrame | None = None,
    isochrones: gpd.GeoDataFrame | None = None,
    title: str = TITLE,
    mode: str = "car",
    minutes: float = 30,
    who: str = WHO,
    vintages: Sequence[str] = (),
    attributions: Sequence[str] = (),
    lang: str = "de",
    basemap: Basemap | str | None = None,
) -> MapPage:
    """Draw the share of people who can reach an offer, by Kreis.

    Parameters
    ----------
    coverage
        A coverage table by Kreis, of one or more modes and thresholds; all can be chosen.
    kreise
        A regions table of Kreise. One without a row in ``coverage`` is hatched.
    sites, participants, meeting
        Geocoded tables. Sites of the role ``offer`` are drawn, one layer per category. Rows without
        a place are left out and counted in the legend.
    participation
        A participation table by Kreis, as it is or from the public variant of a run: a circle per
        Kreis, its area as the number of participants; of a public variant only what it shows.
    gaps
        A gaps table: its areas are a layer that can be switched on.
    isochrones
        An isochrones table: the areas of the chosen mode and threshold are a layer that can be
        switched on, those of different sites as one.
    title
        Title of the page and the legend.
    mode, minutes
        What is shown first.
    who
        Who is counted: ``people``, ``children_under_16``, or words of your own, as the map
        says them.
    vintages, attributions
        Lines that stand in the legend; attributions also at the lower edge of a wide screen. Those
        that the tables name in their ``attrs`` are added.
    lang
        ``de`` or ``en``; what stands in the tables stays as it is.
    basemap
        Tiles below the map: ``basemap.de``, ``osm`` (for light use only) or a ``Basemap``. None by
        default, and then the map loads nothing from anywhere.

    Returns
    -------
    MapPage
        One file: ``.save(path)``; it loads nothing unless a basemap was asked for.

    Raises
    ------
    TableError
        If a table breaks its schema.
    InputError
        If there is nothing to show, or ``isochrones`` have none of its modes and thresholds.
    OptionError
        If mintgeo does not speak ``lang`` or does not know the basemap.
    """
    say = language(lang)
    COVERAGE.check(coverage)
    REGIONS.check(kreise)
    shapes = simplified(kreise)
    pairs = coverage[["mode", "minutes"]].drop_duplicates().itertuples(index=False, name=None)
    shown = views(pairs, (mode, float(minutes)), say)
    data = {
        "who": say.who(who),
        "views": shown,
        "kreise": _kreise(shapes, kreise, coverage),
        "borders": border_lines(shapes, kreise["ags"]),
        "classes": list(CLASSES),
        "palette": list(PALETTE),
        "offers": offer_layers(sites, say),
        "areas": reached_areas(isochrones, shown, exact_m=AREA_M),
        "ages": list(AGE_GROUPS.values()),
        "gaps": gap_areas(gaps),
        "rural": gaps is not None and only_rural(gaps),
        "people": spots(participants, ["postcode", "place"]),
        "meeting": spots(meeting, ["name"]),
        "counts": participant_counts(participation, kreise),
        "per": "" if participation is None else rate_words(participation, say),
        "missing": _missing(sites, participants),
        "vintages": list(vintages),
        "credits": credits_of(
            attributions,
            coverage,
            kreise,
            sites,
            participants,
            meeting,
            participation,
            gaps,
            isochrones,
        ),
    }
    return build(
        title=say(title),
        script="coverage.js",
        also=["offers.js"],
        style="coverage.css",
        data=data,
        lang=lang,
        basemap=basemap,
    )


def simplified(kreise: gpd.GeoDataFrame) -> Any:
    """Geometry for the screen, neighbours still sharing their borders, degrees to four decimals."""
    metric = kreise.geometry.to_crs(UTM32)
    simple = gpd.GeoSeries(shapely.coverage_simplify(metric.to_numpy(), SIMPLIFY_M), crs=UTM32)
    degrees = simple.to_crs(WGS84).to_numpy()
    return shapely.transform(degrees, lambda xy: np.round(xy, 4))


def _kreise(shapes: Any, kreise: gpd.GeoDataFrame, coverage: pd.DataFrame) -> dict[str, Any]:
    """One feature per Kreis: shape, name, people; of every view its class, and what it says.

    ``views`` holds the class, whether it is doubtful, and the bounds of the share, or the share.
    """
    shown = _views(coverage)
    people = coverage.groupby("ags")["population"].first()
    features = [
        (
            shape,
            {"name": name, "people": round(float(people.get(ags, 0))), "views": shown.get(ags, {})},
        )
        for shape, ags, name in zip(shapes, kreise["ags"], kreise["name"], strict=True)
    ]
    return packed("MultiPolygon", features)


def _views(coverage: pd.DataFrame) -> dict[str, dict[str, list[float]]]:
    """Class, doubt and bounds of every view, by Kreis; nothing where nothing is known."""
    found = classes(coverage, "share", CLASSES[1:-1])
    own = coverage["share"]
    low, high = (coverage.get(f"share_{end}", own).fillna(own) for end in ("low", "high"))
    out: dict[str, dict[str, list[float]]] = {}
    columns = (coverage["ags"], coverage["mode"], coverage["minutes"], low, high)
    for ags, mode, minutes, first, last, position, doubtful in zip(
        *columns, found.position.tolist(), found.doubtful.tolist(), strict=True
    ):
        if position >= 0:
            bounds = [round(float(one), 4) for one in (first, last)]
            out.setdefault(ags, {})[view_key(mode, minutes)] = [position, int(doubtful), *bounds]
    return out


def border_lines(shapes: Any, ags: pd.Series) -> dict[str, Any]:
    """Outlines of the Länder, along the very lines of the Kreise."""
    groups = pd.Series(shapes).groupby(ags.str[:2].to_numpy())
    outlines = [shapely.boundary(shapely.union_all(part.to_numpy())) for _, part in groups]
    return packed("MultiLineString", [(line, {}) for line in outlines])


def offer_layers(sites: gpd.GeoDataFrame | None, say: Language) -> list[dict[str, Any]]:
    """One layer per category, the most frequent first."""
    if sites is None:
        return []
    offers = _with_ages(_placed(sites[sites["role"] == "offer"]))
    kinds = offers["category"].fillna(say(_OTHER))
    order = kinds.value_counts().index
    last = len(CATEGORY_COLOURS) - 1
    return [
        {
            "category": word(kind, say),
            "colour": CATEGORY_COLOURS[min(position, last)],
            "spots": packed_spots(spots(_said(offers[kinds == kind], say), list(_POPUP))),
        }
        for position, kind in enumerate(order)
    ]


def _said(offers: gpd.GeoDataFrame, say: Language) -> gpd.GeoDataFrame:
    """Offers with their topics in the language."""
    if "topics" not in offers:
        return offers
    topics = [word(one, say) if isinstance(one, str) else one for one in offers["topics"]]
    column = pd.Series(topics, offers.index, dtype=offers["topics"].dtype)
    return gpd.GeoDataFrame(offers.assign(topics=column))


def _with_ages(offers: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Offers with their ages as texts."""
    known = [name for name in _AGES if name in offers]
    return offers.assign(
        **{name: ["" if pd.isna(one) else f"{one:g}" for one in offers[name]] for name in known}
    )


def spots(table: gpd.GeoDataFrame | None, columns: list[str]) -> list[dict[str, Any]]:
    """One entry per row that has a place: where, and the texts of some columns."""
    if table is None:
        return []
    placed = _placed(table)
    texts = pd.DataFrame(placed[[name for name in columns if name in placed]]).fillna("")
    lonlat = placed.geometry.get_coordinates().round(5).to_numpy()
    return [
        {"at": [lat, lon], **dict(zip(texts.columns, row, strict=True))}
        for (lon, lat), row in zip(lonlat.tolist(), texts.astype(str).to_numpy(), strict=True)
    ]


def _placed(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return table[table.geometry.notna() & ~table.geometry.is_empty]


def _missing(*tables: gpd.GeoDataFrame | None) -> int:
    return sum(len(table) - len(_placed(table)) for table in tables if table is not None)
