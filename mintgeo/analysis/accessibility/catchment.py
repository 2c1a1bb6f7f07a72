"""Places per person where people share them, and where the table of people ends."""

import numpy as np
import pandas as pd

from mintgeo._errors import InputError, name_ids
from mintgeo.analysis.accessibility.decay import Decay
from mintgeo.analysis.accessibility.edge import Edge, check_edge
from mintgeo.analysis.accessibility.pairs import Pairs, looked_up, refuse_cut
from mintgeo.travel.matrices import Matrix


def floating_catchment(
    pairs: pd.DataFrame | Matrix,
    sites: pd.DataFrame,
    demand: pd.DataFrame,
    *,
    minutes: float = 30,
    decay: Decay | None = None,
    supply: str | None = "capacity",
    edge: Edge = "refuse",
    max_min: float | None = None,
) -> pd.Series:
    """Places per person where people share them: the two-step floating catchment area.

    R_j = S_j / Σ_i P_i f(t_ij) and A_i = Σ_j R_j f(t_ij), over pairs with t_ij ≤ minutes. Without
    ``decay`` f is 1 (2SFCA, Luo and Wang 2003); with one it is the enhanced E2SFCA (Luo and Qi
    2009), whose steps are ``Decay(kind="steps", steps=((10, 1), (20, 0.68), (30, 0.22)))``.

    Parameters
    ----------
    pairs, sites, supply, max_min
        As of ``cumulative``; ``supply=None`` gives every site one place.
    demand
        The origins, with ``id`` and ``population``. Σ P_i A_i is the supply of all sites that
        anyone reaches.
    minutes
        Size of the catchment.
    decay
        Weights inside of it.
    edge
        What to do with offers that people beyond the edge of the demand share, more than 5 % of
        those around, by the embedded settlements: ``refuse`` them, or ``keep`` them as if nobody
        lived there. It is known if sites and demand have places; nobody abroad is.

    Returns
    -------
    Series
        Supply per person of every origin, by its id; ``attrs["edge"]`` names the offers at the edge
        (None if the tables have no places).

    Raises
    ------
    InputError
        If an origin or destination is not known, or has no people or supply; if pairs within
        ``minutes``, or people of the demand, may be missing from the table; if offers are at the
        edge, and to be refused.

    Examples
    --------
    >>> import pandas as pd
    >>> import mintgeo as mg
    >>> shape = {"mode": "car", "access_min": 0.0, "distance_m": 0.0, "snap_m": 0.0, "status": "ok"}
    >>> pairs = pd.DataFrame({"from_id": ["a", "b", "b"], "to_id": ["x", "x", "y"], **shape})
    >>> pairs["travel_min"] = [10.0, 20.0, 30.0]
    >>> sites = pd.DataFrame({"id": ["x", "y"], "capacity": [12, 30]})
    >>> demand = pd.DataFrame({"id": ["a", "b"], "population": [100, 200]})
    >>> mg.floating_catchment(pairs, sites, demand).to_dict()
    {'a': 0.04, 'b': 0.19}
    """
    found = Pairs.of(pairs, sites, supply)
    refuse_cut(pairs, sites, minutes=minutes, max_min=max_min)
    _refuse_unasked(demand, found.origins)
    ways = pairs.ways() if isinstance(pairs, Matrix) else pairs
    beyond = check_edge(ways, sites, demand, minutes=minutes, edge=edge)
    weight = found.minutes <= minutes
    f = weight * (decay.weight(found.minutes) if decay else 1.0)
    people = looked_up(demand, "population", found.origins, what="demand")[found.origin]
    asked = np.bincount(found.goal, people * f, found.goals)[found.goal]
    ratio = np.divide(found.supply, asked, out=np.zeros(len(f)), where=asked > 0)
    out = found.per_origin(ratio * f)
    out.attrs["edge"] = beyond
    return out


def _refuse_unasked(demand: pd.DataFrame, origins: pd.Index) -> None:
    """Refuse people of whom the pairs were not asked: they would take no place."""
    absent = demand[(origins.get_indexer(pd.Index(demand["id"])) < 0) & (demand["population"] > 0)]
    if len(absent):
        raise InputError(
            "{n} points of the demand with {n2:,.0f} people are not in the travel table ({rows}): "
            "they would share no place. Make the pairs of all of them, or leave them out of the "
            "demand.",
            n=len(absent),
            n2=absent["population"].sum(),
            rows=name_ids(absent["id"]),
        )
