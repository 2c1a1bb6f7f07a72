"""What a solver found → a plan with tables, spans and alternatives."""

from dataclasses import replace
from functools import partial

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo._credits import credited
from mintgeo._quantiles import Floats, Ints
from mintgeo.analysis.planning.asked import Asked
from mintgeo.analysis.planning.drawn import Worlds, gain_of, no_spans
from mintgeo.analysis.planning.result import StopPlan
from mintgeo.analysis.planning.tables import GAIN, reached_table, shares_table, stops_table
from mintgeo.analysis.planning.taken import Taken, taken
from mintgeo.analysis.planning.tidied import tidied
from mintgeo.analysis.planning.wishes import Wishes
from mintgeo.plan import Solution

_PLAN = "after"


def whole_plan(found: Solution, worlds: Worlds, wishes: Wishes) -> StopPlan:
    """Make the plan with its alternatives, and spans of all."""
    who, reach = worlds.asked, worlds.reach
    solutions = [tidied(one, who, reach, wishes) for one in (found, *found.alternatives)]
    names = [_PLAN, *(f"alternative_{number}" for number in range(1, len(solutions)))]
    each = [
        taken(reach.cover, who, np.array(one.chosen, dtype=np.intp), wishes.room)
        for one in solutions
    ]
    plans = dict(zip(names, each, strict=True))
    spans = no_spans()
    if worlds.draws:
        spans = worlds.spans({name: plan.at for name, plan in plans.items()}, wishes.room)
    parts = {name: plan.reached(who.before) for name, plan in plans.items()}
    others = []
    if worlds.draws and wishes.room is None and len(each[0].at):
        others = worlds.made_anew(partial(wishes.anew, chosen=each[0].at))
    made = [
        _plan(one, plan, _shares(who, parts, spans, name), others, worlds, wishes)
        for one, (name, plan) in zip(solutions, plans.items(), strict=True)
    ]
    return replace(made[0], alternatives=tuple(made[1:]))


def _shares(who: Asked, parts: dict[str, Floats], spans: pd.DataFrame, name: str) -> pd.DataFrame:
    """Shares of one plan; those of the first name the others, too."""
    others = parts if name == _PLAN else {}
    before = who.before.astype(np.float64)
    rows = {"before": before, _PLAN: parts[name],
            **{other: part for other, part in others.items() if other != _PLAN}}  # fmt: skip
    own = {name: _PLAN, gain_of(name): GAIN}
    if name != _PLAN:
        spans = spans.drop(index=_PLAN, errors="ignore")
    return shares_table(who, rows, spans.rename(index=own))


def _plan(
    found: Solution,
    plan: Taken,
    shares: pd.DataFrame,
    others: list[Ints],
    worlds: Worlds,
    wishes: Wishes,
) -> StopPlan:
    who, reach = worlds.asked, worlds.reach
    stops = stops_table(who, reach, wishes, plan)
    stops["certainty"] = worlds.certainty(plan.at, others)
    sources = who.table, reach.candidates, who.offers and who.offers.table, worlds.router
    return StopPlan(
        stops=credited(stops, *sources),
        reached=credited(reached_table(who, stops, plan), *sources),
        shares=credited(shares, *sources), demand=who.table,
        existing=None if who.offers is None else gpd.GeoDataFrame(who.offers.table),
        candidates=reach.candidates, lost=reach.lost,
        cover=reach.cover.astype(np.bool_), people=who.counts, weights=who.weights,
        before=who.before, minutes=who.minutes, mode=worlds.router.mode, solution=found,
    )  # fmt: skip
