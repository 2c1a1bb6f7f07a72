"""Shares for the offers of a topic or for an age alone, which the map of a run lets choose."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Final

import geopandas as gpd
import pandas as pd

from mintgeo import _schema
from mintgeo._errors import OptionError
from mintgeo._kinds import Item, Kind, columns_of
from mintgeo._schema.rows import plays
from mintgeo.analysis.offers import AGE_GROUPS, UNKNOWN, coverage_by_offers, offer_groups
from mintgeo.chapters.area import AREA
from mintgeo.chapters.lists import SITES
from mintgeo.chapters.people import POINTS
from mintgeo.chapters.plan import Study
from mintgeo.chapters.protocol import Chapter, Theme
from mintgeo.chapters.regions import LEVELS
from mintgeo.chapters.stages import Results, Stage, Work
from mintgeo.chapters.travel import ROUTER
from mintgeo.language import N_, Language
from mintgeo.run import Run

OFFER_SHARES: Final[Kind[pd.DataFrame]] = Kind(
    name="offer_shares", privacy="open",
    columns=columns_of(_schema.COVERAGE, also=("topic", "age")),
)  # fmt: skip
"""Coverage by area, of the offers of a ``topic`` (or any) for an ``age`` (or any)."""
_PARTS: Final[Item[pd.DataFrame]] = Item(name="shares by offers", per="mode")
Members = dict[tuple[str, str], gpd.GeoDataFrame]


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Of how many ``topics``, those of the most offers, there are shares apart; and by ``ages``.

    Each topic, each age group and each pair of both is reached anew: two seconds per mode for
    90,000 points.
    """

    topics: int = 6
    ages: bool = True

    def __post_init__(self) -> None:
        if self.topics < 0:
            raise OptionError("[filters] topics must not be negative: {n}.", n=self.topics)


def filtered_offers(sites: gpd.GeoDataFrame, asked: Filters) -> Members:
    """Offers that are left under every filter: by topic and age, ``""`` where any will do.

    Topics are those of the most offers. What no offer has is left out, and so are filters under
    which nothing with a place is left.
    """
    offers = gpd.GeoDataFrame(sites[plays(sites, "offer") & sites.geometry.notna()])
    topics = _groups(offers, "topic", ["topics"])
    ages = _groups(offers, "age", ["age_min", "age_max"]) if asked.ages else {}
    keys = {name: f"{low}-{high}" for name, (low, high) in AGE_GROUPS.items()}
    by_topic = {"": offers, **dict(list(topics.items())[: asked.topics])}
    by_age = {"": offers, **{keys[name]: some for name, some in ages.items()}}
    found = {}
    for (topic, some), (age, others) in product(by_topic.items(), by_age.items()):
        both = offers[offers.index.isin(some.index) & offers.index.isin(others.index)]
        if (topic or age) and len(both):
            found[topic, age] = gpd.GeoDataFrame(both)
    return found


def _groups(offers: gpd.GeoDataFrame, by: str, columns: list[str]) -> dict[str, gpd.GeoDataFrame]:
    """Groups of offers, without those of which nothing is known."""
    if not set(columns) <= set(offers.columns):
        return {}
    return {name: some for name, some in offer_groups(offers, by).items() if name != UNKNOWN}


def _shares(work: Work) -> Results:
    asked = work.plan.section(Filters)
    members = filtered_offers(work[SITES], asked) if asked else {}
    if not members:
        return {}
    groups = {str(number): some for number, some in enumerate(members.values())}
    table = coverage_by_offers(
        work[POINTS], gpd.GeoDataFrame(work[SITES]), work[ROUTER], groups=groups,
        by=_drawn(work),
        minutes=work.plan.coverage.minutes, max_min=work.plan.router.max_min, too_coarse="blank",
        progress=False,
    )  # fmt: skip
    return {_PARTS: _named(table, list(members))}


def _drawn(work: Work) -> str | gpd.GeoDataFrame:
    """What the map of the study colours, as ``shown`` of regions says it of its run."""
    levels = work[LEVELS]
    finest = ("district",) if work[AREA].kind == "country" else ("district", "gemeinde", "cell")
    for level in finest:
        layer = levels.get(level)
        if isinstance(layer, gpd.GeoDataFrame) or (layer is not None and "kreis" not in levels):
            return layer
    return "kreis"


def _named(table: pd.DataFrame, members: list[tuple[str, str]]) -> pd.DataFrame:
    """The table with topic and age in place of the number of their group."""
    names = pd.DataFrame(members, columns=["topic", "age"], dtype="str")
    told = names.iloc[table["group"].astype(int)].set_index(table.index)
    out = pd.concat([told, table.drop(columns="group")], axis=1)
    out.attrs = dict(table.attrs)
    return out


def _joined(work: Work) -> Results:
    parts = [work.made[name] for name in _names(work) if name in work.made]
    return {OFFER_SHARES: pd.concat(parts, ignore_index=True)} if parts else {}


def _names(work: Work) -> Iterator[str]:
    return (_PARTS.at(mode).name for mode in work.plan.router.modes)


def _check(plan: Study) -> None:
    if plan.section(Filters) is not None and plan.routing.local:
        raise OptionError(
            "[filters] needs a [router] of the whole country: a map of streets shows ways."
        )


def _themes(run: Run, say: Language) -> Iterator[Theme]:  # noqa: ARG001
    from mintgeo.maps import CoverageLayer

    table = run.find(OFFER_SHARES)
    if table is not None:
        yield Theme(name="coverage", layer=CoverageLayer, of={"filtered": table})


FILTERS: Final = Chapter(
    name="filters",
    kinds=(OFFER_SHARES,),
    section=Filters,
    check=_check,
    themes=_themes,
    stages=(
        Stage(
            title=N_("Anteile nach Thema und Alter"), per="mode",
            needs=(POINTS, SITES, ROUTER, AREA, LEVELS),
            makes=(_PARTS,), run=_shares, asked=lambda plan: plan.section(Filters) is not None,
            keeps="results", sections=(Filters,),
        ),
        Stage(title=N_("Anteile nach Thema und Alter"), needs=(_PARTS,), makes=(OFFER_SHARES,),
              run=_joined),
    ),
)  # fmt: skip
