"""Whom every candidate of a plan reaches, as tables: for the page that tries other stops."""

from typing import Any, Final

import pandas as pd

from mintgeo._kinds import Item, Kind
from mintgeo.analysis.planning import StopPlan
from mintgeo.chapters.stops.options import PlanOptions

COVER: Final[Kind[pd.DataFrame]] = Kind(
    name="plan_cover", privacy="open", columns=frozenset({"candidate_id", "id"})
)
"""Every candidate, and the points of the demand from which it is reached in time."""
COUNTED: Final[Kind[pd.DataFrame]] = Kind(
    name="plan_people", privacy="open", columns=frozenset({"id", "people", "before"})
)
"""Points of the demand: people, and whether an offer reaches them today."""


def cover_tables(plan: StopPlan, asked: PlanOptions) -> dict[Item[Any], Any]:
    """Both tables, where the study asks for them and the points are fine enough for a share."""
    if not asked.what_if or plan.shares["share"].isna().any():
        return {}
    ids = plan.demand["id"].astype("str").reset_index(drop=True)
    candidates = plan.candidates["id"].astype("str").reset_index(drop=True)
    column, row = plan.cover.T.tocsr().nonzero()
    return {
        COVER: pd.DataFrame({"candidate_id": candidates.iloc[column].array,
                             "id": ids.iloc[row].array}),
        COUNTED: pd.DataFrame({"id": ids.array, "people": plan.people, "before": plan.before}),
    }  # fmt: skip
