"""Demand × stops that are decided × router → whom they reach besides the offers."""

import numpy as np
import pandas as pd

from mintgeo._credits import credited
from mintgeo._located import AnyTable
from mintgeo.analysis.planning.asked import asked
from mintgeo.analysis.planning.cover import named_candidates, reachable
from mintgeo.analysis.planning.drawn import Worlds, gain_of, no_spans
from mintgeo.analysis.planning.tables import GAIN, shares_table
from mintgeo.analysis.planning.weights import StopWeights
from mintgeo.travel.protocol import Router

_AFTER = "after"


def stop_gain(
    demand: AnyTable,
    stops: AnyTable,
    router: Router,
    *,
    minutes: float,
    existing: AnyTable | None = None,
    draws: int = 200,
    seed: int = 0,
    too_coarse: str = "refuse",
) -> pd.DataFrame:
    """Say whom stops reach besides the offers, as ``plan_stops`` says it of a plan.

    Parameters
    ----------
    demand, router, existing, draws, seed, too_coarse
        As of ``plan_stops``.
    stops
        The stops: points with ``id``.
    minutes
        How far people come to a stop.

    Returns
    -------
    DataFrame
        ``shares`` of a ``StopPlan``: rows ``before``, ``after`` and ``gain``.

    Raises
    ------
    InfeasibleError
        If nobody lives at the demand.
    """
    who = asked(demand, router, minutes=minutes, existing=existing, weights=StopWeights(),
                too_coarse=too_coarse)  # fmt: skip
    reach = reachable(who, named_candidates(stops, who), router, draws=draws)
    near = np.asarray(reach.cover.sum(axis=1)) > 0
    spans = no_spans()
    if draws:
        worlds = Worlds(asked=who, reach=reach, router=router, draws=draws, seed=seed)
        spans = worlds.spans({_AFTER: np.arange(reach.n)}, None)
    parts = {"before": who.before.astype(float), _AFTER: (who.before | near).astype(float)}
    shares = shares_table(who, parts, spans.rename(index={gain_of(_AFTER): GAIN}))
    return credited(shares, who.table, reach.candidates, who.offers and who.offers.table, router)
