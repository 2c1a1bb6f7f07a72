"""How areas stand against each other, draw by draw: the tables of it."""

from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd

from mintgeo import _schema
from mintgeo._kinds import Item, Kind, columns_of
from mintgeo.analysis.ranking import HALF, LOW, MOST, AreaShares, area_shares
from mintgeo.chapters.coverage.tables import DRAWS, REACHED, levels
from mintgeo.chapters.people import POINTS
from mintgeo.chapters.regions import AROUND, LEVELS
from mintgeo.chapters.stages import Results, Stage, Work
from mintgeo.language import N_

RANKS: Final[Kind[pd.DataFrame]] = Kind(
    name="area_ranks", privacy="open", columns=columns_of(_schema.AREA_RANKS)
)
PAIRS: Final[Kind[pd.DataFrame]] = Kind(
    name="area_pairs", privacy="open", columns=columns_of(_schema.AREA_PAIRS)
)
COUNTS: Final[Kind[pd.DataFrame]] = Kind(
    name="area_counts", privacy="open", columns=columns_of(_schema.AREA_COUNTS)
)
PARTS: Final[Item[dict[str, list[pd.DataFrame]]]] = Item(name="comparisons", per="mode")
"""Of one mode, by the name of the table, level by level."""
_KINDS: Final = (RANKS, PAIRS, COUNTS)
_FEW: Final = ("land", "area_type")
"""Levels of so few areas that every pair can be shown,"""
_MOST_PAIRS: Final = 30
"""as those of others if there are no more."""


def _compared(work: Work) -> Results:
    found: dict[str, list[pd.DataFrame]] = {kind.name: [] for kind in _KINDS}
    for level, by in levels(work).items():
        areas = None if level == "country" else area_shares(
            work[REACHED], by=by, minutes=work.plan.coverage.minutes, uncertainty=work[DRAWS],
            too_coarse="blank",
        )  # fmt: skip
        if areas is not None and _several(areas):
            areas = replace(areas, level=level)
            few = level in _FEW or len(areas.ags) <= _MOST_PAIRS
            found[COUNTS.name].append(areas.counts((LOW, HALF)))
            found[RANKS.name] += [areas.ranks()] if len(areas.ags) <= MOST else []
            found[PAIRS.name] += [areas.pairs()] if few else []
    return {PARTS: found}


def _several(areas: AreaShares) -> bool:
    """Whether there is more than one area to compare."""
    return bool(np.isfinite(areas.estimate).sum(axis=1).max() > 1)


def _joined(work: Work) -> Results:
    """The parts of all modes below each other; no table of what there is nothing to compare."""
    made = list(work.by_mode(PARTS).values())
    found = {kind: [one for part in made for one in part[kind.name]] for kind in _KINDS}
    return {kind: pd.concat(parts, ignore_index=True) for kind, parts in found.items() if parts}


STAGES: Final = (
    Stage(
        title=N_("Vergleiche"), per="mode", needs=(POINTS, LEVELS, REACHED, DRAWS),
        wants=(AROUND,), makes=(PARTS,), run=_compared, keeps="results",
    ),
    Stage(
        title=N_("Vergleiche"), needs=(PARTS,), makes=(RANKS, PAIRS, COUNTS), run=_joined,
    ),
)  # fmt: skip
