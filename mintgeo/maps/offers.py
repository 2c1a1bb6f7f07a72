"""Offers by kind on a map, with filters and circles with numbers where there are many."""

from collections.abc import Sequence
from typing import Any, Final, Unpack

import geopandas as gpd
import pandas as pd

from mintgeo._schema import SITES, received
from mintgeo._schema.rows import plays
from mintgeo.analysis.offers import AGE_GROUPS
from mintgeo.cartography.palettes import KIND_COLOURS
from mintgeo.cartography.sources import told_sources
from mintgeo.language import N_, Language, language, word
from mintgeo.maps._pack import packed_texts
from mintgeo.maps._spots import placed, spots, unplaced
from mintgeo.maps._theme import LayerOptions, ThemeLayer
from mintgeo.maps._theme_data import OfferKind, OffersData, PartnerKind
from mintgeo.maps.ground import bounds_of

_OTHER: Final = N_("ohne Kategorie")
_AGES: Final = ("age_min", "age_max")
_PALE: Final = "#c3cbd2"
"""Of what lies outside of the area."""
_POPUP: Final = ("name", "street", "postcode", "place", "topics", "provider", *_AGES)
_PARTNER: Final = ("name", "category", "street", "postcode", "place", "could_offer", "provider")


class OffersLayer(ThemeLayer):
    """Offers, one colour per category, with what is known of them.

    Parameters
    ----------
    sites
        A geocoded table; rows of the role ``offer`` are drawn.
    partners
        Sites that could join; they can be switched on.
    outside
        Sites outside of the area of a study, whose offers are pale.
    beside
        Sites outside of it that could join: pale, and one kind.
    attributions, lang, options
        As of ``CoverageLayer``.
    """

    kind = "offers"
    needs = ("filters.js",)

    def __init__(
        self,
        sites: gpd.GeoDataFrame | None = None,
        *,
        partners: gpd.GeoDataFrame | None = None,
        outside: gpd.GeoDataFrame | None = None,
        beside: gpd.GeoDataFrame | None = None,
        attributions: Sequence[str] = (),
        lang: str = "de",
        **options: Unpack[LayerOptions],
    ) -> None:
        say = language(lang)
        if sites is not None:
            sites = received(sites, SITES.asking("role", "category"))
        data = OffersData(
            offers=[*_kinds(sites, say), *_outside(outside, say)],
            partners=[*_partners(partners, say), *_beside(beside, say)],
            ages=list(AGE_GROUPS.values()),
            missing=unplaced(sites),
            bounds=None if sites is None else bounds_of(placed(sites)),
            credits=told_sources(say, sites, partners, outside, beside, named=attributions),
        )
        super().__init__(data, say, say("Angebote"), options)


def _kinds(sites: gpd.GeoDataFrame | None, say: Language) -> list[OfferKind]:
    """One entry per category, the most frequent first."""
    if sites is None:
        return []
    offers = _with_ages(placed(sites[plays(sites, "offer")]))
    kinds = offers["category"].fillna(say(_OTHER))
    order = kinds.value_counts().index
    last = len(KIND_COLOURS) - 1
    return [
        {
            "category": word(kind, say),
            "colour": KIND_COLOURS[min(position, last)],
            "spots": packed_texts(spots(_said(offers[kinds == kind], say), _POPUP)),
        }
        for position, kind in enumerate(order)
    ]


def _outside(sites: gpd.GeoDataFrame | None, say: Language) -> list[OfferKind]:
    """Offers outside of the area, as one kind."""
    if sites is None:
        return []
    offers = _with_ages(placed(sites[plays(sites, "offer")]))
    found = packed_texts(spots(_said(offers, say), _POPUP))
    kind = say("außerhalb des Gebiets")
    return [{"category": kind, "colour": _PALE, "spots": found}] if len(offers) else []


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


def _partners(partners: gpd.GeoDataFrame | None, say: Language) -> list[PartnerKind]:
    if partners is None:
        return []
    out: list[PartnerKind] = []
    for category, rows in partners.groupby("category", sort=True):
        found: list[Any] = [
            {"topics": word(spot.pop("could_offer", ""), say), **spot}
            for spot in spots(rows, _PARTNER)
        ]
        out.append({"category": word(category, say), "pale": False, "spots": found})
    return out


def _beside(partners: gpd.GeoDataFrame | None, say: Language) -> list[PartnerKind]:
    """Possible partners outside of the area, as one kind."""
    spots_there = [spot for kind in _partners(partners, say) for spot in kind["spots"]]
    if not spots_there:
        return []
    return [{"category": say("außerhalb des Gebiets"), "pale": True, "spots": spots_there}]
