"""Tables of shares by region: coverage, changes, ranks."""

from typing import Final

from mintgeo._schema.column import (
    Column,
    Table,
    number,
    optional,
    text,
)
from mintgeo._schema.values import VERDICTS
from mintgeo.modes import MODES

COVERAGE: Final = Table(
    name="coverage",
    meaning="one row per region and threshold",
    columns=(
        text("ags", "region key", nullable=False),
        text("name", "name of the region", nullable=False),
        text("mode", "way to travel", nullable=False, allowed=MODES),
        number("minutes", "threshold; exactly this long counts as reached", "minutes", low=0),
        number("population", "people in the region", "people", low=0),
        number("covered", "people within the threshold, at the estimated times", "people", low=0),
        number("share", "covered / population; with draws, their median", "0–1", low=0, high=1),
        *optional((
            number("share_low", "lower bound of the share (90 %)", "0–1", low=0, high=1),
            number("share_high", "upper bound of the share (90 %)", "0–1", low=0, high=1),
            Column(name="determined", kind="flag",
                   meaning="the bounds are near enough to say something"),
            number("p10_min", "one of ten people is at least this near", "minutes", low=0),
        )),
        number("median_min", "half of the people are at least this near", "minutes", low=0),
        number("p90_min", "nine of ten people are at least this near", "minutes", low=0),
        *optional((
            number("median_point_min", "half of the inhabited points are at least this near",
                    "minutes", low=0),
            number("second_median_min", "half of the people have two offers at least this near",
                    "minutes", low=0),
        )),
        number("median_m", "half of the people have at most this way", "m", low=0),
        *optional((
            number("offers", "offers inside the region", "sites", low=0),
            number("offers_per_10k", "offers per 10,000 people", "1/10,000", low=0),
        )),
    ),
    key=None,
)  # fmt: skip

CHANGE: Final = Table(
    name="change",
    meaning="one row per region and threshold: who gained and who lost between two reach tables",
    columns=(
        text("ags", "region key", nullable=False),
        text("name", "name of the region", nullable=False),
        text("mode", "way to travel", nullable=False, allowed=MODES),
        number("minutes", "threshold; exactly this long counts as reached", "minutes", low=0),
        number("population", "people in the region, afterwards", "people", low=0),
        number("share_before", "share within the threshold, before", "0–1", low=0, high=1),
        number("share_after", "share within the threshold, afterwards", "0–1", low=0, high=1),
        number("gained", "people within the threshold that were not", "people", low=0),
        number("lost", "people no longer within the threshold", "people", low=0),
        number("change", "(gained − lost) / population", "−1–1", low=-1, high=1),
        *optional((
            number("change_low", "lower bound of the change (90 %)", "−1–1", low=-1, high=1),
            number("change_high", "upper bound of the change (90 %)", "−1–1", low=-1, high=1),
            text("verdict", "direction, if all those of the threshold hold together (90 %)",
                  allowed=VERDICTS),
        )),
        number("median_before_min", "half of the people were at least this near", "minutes",
                low=0),
        number("median_after_min", "half of the people are at least this near", "minutes", low=0),
        number("median_change_min", "afterwards − before", "minutes"),
    ),
    key=None,
)  # fmt: skip

_DRAWS: Final = Column(name="draws", kind="integer", meaning="how many draws that rests on", low=1)

AREA_RANKS: Final = Table(
    name="area_ranks",
    meaning="one row per area and threshold: which rank its share can have; 1 is the highest",
    columns=(
        text("level", "what the areas are", nullable=False),
        text("ags", "region key", nullable=False),
        text("name", "name of the region", nullable=False),
        text("mode", "way to travel", nullable=False, allowed=MODES),
        number("minutes", "threshold; exactly this long counts as reached", "minutes", low=0),
        number("share", "share within the threshold, best estimate", "0–1", low=0, high=1),
        Column(name="areas", kind="integer", meaning="how many areas are ranked", low=1),
        Column(name="rank_low", kind="integer", meaning="lower bound of the rank (90 %)", low=1),
        Column(name="rank_high", kind="integer", meaning="upper bound of the rank (90 %)", low=1),
        number("p_highest", "part of the draws in which no other share is as high", "0–1", low=0,
                high=1),
        number("p_lowest", "part of the draws in which no other share is as low", "0–1", low=0,
                high=1),
        _DRAWS,
    ),
    key=None,
)  # fmt: skip

AREA_PAIRS: Final = Table(
    name="area_pairs",
    meaning="one row per pair of areas and threshold: how far their shares are apart",
    columns=(
        text("level", "what the areas are", nullable=False),
        text("ags", "region key", nullable=False),
        text("name", "name of the region", nullable=False),
        text("other_ags", "key of the other region", nullable=False),
        text("other_name", "name of the other region", nullable=False),
        text("mode", "way to travel", nullable=False, allowed=MODES),
        number("minutes", "threshold; exactly this long counts as reached", "minutes", low=0),
        number("difference", "share − share of the other, best estimate", "−1–1", low=-1, high=1),
        number("difference_low", "lower bound of the difference (90 %)", "−1–1", low=-1, high=1),
        number("difference_high", "upper bound of the difference (90 %)", "−1–1", low=-1, high=1),
        number("p_more", "part of the draws in which the share is the higher one", "0–1", low=0,
                high=1),
        text("verdict", "direction, if all those of the threshold hold together (90 %)",
              nullable=False, allowed=VERDICTS),
        _DRAWS,
    ),
    key=None,
)  # fmt: skip

AREA_COUNTS: Final = Table(
    name="area_counts",
    meaning="one row per level, threshold and share: in how many areas it is reached",
    columns=(
        text("level", "what the areas are", nullable=False),
        text("mode", "way to travel", nullable=False, allowed=MODES),
        number("minutes", "threshold; exactly this long counts as reached", "minutes", low=0),
        number("at_least", "share that an area has or exceeds", "0–1", low=0, high=1),
        Column(name="areas", kind="integer", meaning="how many areas there are", low=1),
        Column(name="count", kind="integer", meaning="areas that do, best estimate", low=0),
        Column(name="count_low", kind="integer", meaning="lower bound of them (90 %)", low=0),
        Column(name="count_high", kind="integer", meaning="upper bound of them (90 %)", low=0),
        _DRAWS,
    ),
    key=None,
)  # fmt: skip
