"""Offers within a time, and offers weighted by their time."""

import pandas as pd

from mintgeo.analysis.accessibility.decay import Decay
from mintgeo.analysis.accessibility.pairs import Pairs, refuse_cut
from mintgeo.travel.matrices import Matrix


def cumulative(
    pairs: pd.DataFrame | Matrix,
    sites: pd.DataFrame,
    *,
    minutes: float,
    supply: str | None = None,
    max_min: float | None = None,
) -> pd.Series:
    """Offers within a time: A_i = Σ_j S_j [t_ij ≤ minutes] (Wachs and Kumagai 1973).

    Parameters
    ----------
    pairs
        A travel table or ``matrix`` without limit, or with one of at least ``minutes``.
    sites
        The destinations, with ``id``.
    minutes
        Exactly this long is inside.
    supply
        Column of ``sites`` to add up, such as ``capacity``; by default sites are counted.
    max_min
        The limit with which the pairs were made, where the table no longer knows it (a file).

    Returns
    -------
    Series
        One number per origin, by its id, in the order of ``pairs``; 0 where nothing is reached.

    Raises
    ------
    TableError
        If ``pairs`` is no travel table.
    InputError
        If a destination is not among the sites, or has no supply; if pairs within ``minutes`` may
        be missing.

    Examples
    --------
    >>> import pandas as pd
    >>> import mintgeo as mg
    >>> shape = {"mode": "car", "access_min": 0.0, "distance_m": 0.0, "snap_m": 0.0, "status": "ok"}
    >>> pairs = pd.DataFrame({"from_id": ["a", "b", "b"], "to_id": ["x", "x", "y"], **shape})
    >>> pairs["travel_min"] = [10.0, 20.0, 30.0]
    >>> sites = pd.DataFrame({"id": ["x", "y"], "capacity": [12, 30]})
    >>> mg.cumulative(pairs, sites, minutes=20, supply="capacity").to_dict()
    {'a': 12.0, 'b': 12.0}
    """
    found = Pairs.of(pairs, sites, supply)
    refuse_cut(pairs, sites, minutes=minutes, max_min=max_min)
    return found.per_origin(found.supply * (found.minutes <= minutes))


def gravity(
    pairs: pd.DataFrame | Matrix,
    sites: pd.DataFrame,
    *,
    decay: Decay | None = None,
    supply: str | None = None,
) -> pd.Series:
    """Offers weighted by their time: A_i = Σ_j S_j f(t_ij) (Hansen 1959).

    Parameters and returned series as of ``cumulative``; f is the ``decay``.

    Examples
    --------
    >>> import pandas as pd
    >>> import mintgeo as mg
    >>> shape = {"mode": "car", "access_min": 0.0, "distance_m": 0.0, "snap_m": 0.0, "status": "ok"}
    >>> pairs = pd.DataFrame({"from_id": ["a", "b", "b"], "to_id": ["x", "x", "y"], **shape})
    >>> pairs["travel_min"] = [10.0, 20.0, 30.0]
    >>> sites = pd.DataFrame({"id": ["x", "y"], "capacity": [12, 30]})
    >>> mg.gravity(pairs, sites, decay=mg.Decay(scale=20)).round(2).to_dict()
    {'a': 0.61, 'b': 0.59}
    """
    found = Pairs.of(pairs, sites, supply)
    return found.per_origin(found.supply * (decay or Decay()).weight(found.minutes))
