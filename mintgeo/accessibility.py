"""Pair table → how much of an offer people have: cumulative, gravity, floating catchments, Gini.

All measures take a travel table of pairs (``travel_times``): t minutes from an origin i, where P
people live, to a destination j with the supply S (1 each, or a column such as ``capacity``). Pairs
without a time count nothing.
"""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._errors import InputError, OptionError, name_ids
from mintgeo._schema import TRAVEL

Floats = NDArray[np.float64]
Kind = Literal["exponential", "power", "gaussian", "steps"]
_KINDS: Final = ("exponential", "power", "gaussian", "steps")


@dataclass(frozen=True, kw_only=True)
class Decay:
    """How the weight of an offer falls with its time t in minutes.

    Attributes
    ----------
    kind
        ``exponential`` exp(−t / scale); ``power`` (max(t, nearest) / scale)^−exponent;
        ``gaussian`` exp(−t² / (2 scale²)); ``steps`` the weight of the first step that holds t.
    scale
        Minutes: where the exponential has fallen to 1/e, the power to 1, the gaussian to 0.61.
    exponent
        Of the power.
    nearest
        Shortest time that the power takes, in minutes: it is infinite at 0.
    steps
        Pairs (minutes, weight), ascending; a time of exactly the minutes is inside, beyond the last
        the weight is 0.
    """

    kind: Kind = "exponential"
    scale: float = 15
    exponent: float = 1
    nearest: float = 1
    steps: tuple[tuple[float, float], ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in _KINDS:
            raise OptionError(f"kind must be one of {', '.join(_KINDS)}, not {self.kind!r}.")
        if not min(self.scale, self.exponent, self.nearest) > 0:
            raise OptionError("scale, exponent and nearest must be positive.")
        ends = [end for end, _ in self.steps]
        if (self.kind == "steps") != bool(self.steps) or ends != sorted(set(ends)):
            raise OptionError("steps are for the kind 'steps', with ascending minutes.")

    def weight(self, minutes: Floats) -> Floats:
        """Weight of every time."""
        if self.kind == "exponential":
            return np.asarray(np.exp(-minutes / self.scale))
        if self.kind == "power":
            return np.asarray((np.maximum(minutes, self.nearest) / self.scale) ** -self.exponent)
        if self.kind == "gaussian":
            return np.asarray(np.exp(-(minutes**2) / (2 * self.scale**2)))
        ends, weights = np.array(self.steps).T
        return np.append(weights, 0.0)[np.searchsorted(ends, minutes, side="left")]


def cumulative(
    pairs: pd.DataFrame, sites: pd.DataFrame, *, minutes: float, supply: str | None = None
) -> pd.Series:
    """Offers within a time: A_i = Σ_j S_j [t_ij ≤ minutes] (Wachs and Kumagai 1973).

    Parameters
    ----------
    pairs
        A travel table without limit, or with one of at least ``minutes``.
    sites
        The destinations, with ``id``.
    minutes
        Exactly this long is inside.
    supply
        Column of ``sites`` to add up, such as ``capacity``; by default sites are counted.

    Returns
    -------
    Series
        One number per origin, by its id, in the order of ``pairs``; 0 where nothing is reached.

    Raises
    ------
    TableError
        If ``pairs`` is no travel table.
    InputError
        If a destination is not among the sites, or has no supply.

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
    found = _Pairs.of(pairs, sites, supply)
    return found.per_origin(found.supply * (found.minutes <= minutes))


def gravity(
    pairs: pd.DataFrame,
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
    found = _Pairs.of(pairs, sites, supply)
    return found.per_origin(found.supply * (decay or Decay()).weight(found.minutes))


def floating_catchment(
    pairs: pd.DataFrame,
    sites: pd.DataFrame,
    demand: pd.DataFrame,
    *,
    minutes: float = 30,
    decay: Decay | None = None,
    supply: str | None = "capacity",
) -> pd.Series:
    """Places per person where people share them: the two-step floating catchment area.

    R_j = S_j / Σ_i P_i f(t_ij) and A_i = Σ_j R_j f(t_ij), over pairs with t_ij ≤ minutes. Without
    ``decay`` f is 1 (2SFCA, Luo and Wang 2003); with one it is the enhanced E2SFCA (Luo and Qi
    2009), whose steps are ``Decay(kind="steps", steps=((10, 1), (20, 0.68), (30, 0.22)))``.

    Parameters
    ----------
    pairs, sites, supply
        As of ``cumulative``; ``supply=None`` gives every site one place.
    demand
        The origins, with ``id`` and ``population``. Σ P_i A_i is the supply of all sites that
        anyone reaches.
    minutes
        Size of the catchment.
    decay
        Weights inside of it.

    Returns
    -------
    Series
        Supply per person of every origin, by its id.

    Raises
    ------
    InputError
        If an origin or destination is not known, or has no people or supply.

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
    found = _Pairs.of(pairs, sites, supply)
    weight = found.minutes <= minutes
    f = weight * (decay.weight(found.minutes) if decay else 1.0)
    people = _looked_up(demand, "population", found.origins, what="demand")[found.origin]
    asked = np.bincount(found.goal, people * f, found.goals)[found.goal]
    ratio = np.divide(found.supply, asked, out=np.zeros(len(f)), where=asked > 0)
    return found.per_origin(ratio * f)


def lorenz(values: pd.Series | Floats, weights: pd.Series | Floats | None = None) -> pd.DataFrame:
    """Lorenz curve: what share of all the poorest share of people has (Lorenz 1905).

    Parameters
    ----------
    values
        Accessibility of every point, 0 or more.
    weights
        People there; 1 each by default.

    Returns
    -------
    DataFrame
        ``people`` and ``value``, both cumulative shares from 0 to 1, the poorest first.

    Raises
    ------
    InputError
        If a value or weight is negative or missing, or all are 0.

    Examples
    --------
    >>> import mintgeo as mg
    >>> mg.lorenz([1, 3])
       people  value
    0     0.0   0.00
    1     0.5   0.25
    2     1.0   1.00
    """
    x = np.asarray(values, dtype=float)
    w = np.ones_like(x) if weights is None else np.asarray(weights, dtype=float)
    if x.shape != w.shape or not ((x >= 0) & (w >= 0)).all() or not (x * w).sum() > 0:
        raise InputError(
            "lorenz() and gini() need one value and weight of 0 or more per point, not all 0."
        )
    order = np.argsort(x, kind="stable")
    people, value = np.cumsum(w[order]), np.cumsum((w * x)[order])
    parts = {"people": people / people[-1], "value": value / value[-1]}
    return pd.DataFrame({name: np.append(0.0, part) for name, part in parts.items()})


def gini(values: pd.Series | Floats, weights: pd.Series | Floats | None = None) -> float:
    """Gini coefficient: twice the area between the Lorenz curve and equality (Gini 1912).

    0 if all have the same; (n − 1) / n if one of n equally weighted points has all. Parameters and
    errors as of ``lorenz``.

    Examples
    --------
    >>> import mintgeo as mg
    >>> mg.gini([1, 1, 1, 1]), mg.gini([0, 0, 0, 1])
    (0.0, 0.75)
    """
    curve = lorenz(values, weights)
    return float(1 - 2 * np.trapezoid(curve["value"], curve["people"]))


@dataclass(frozen=True)
class _Pairs:
    """The pairs that have a time, as flat arrays."""

    origins: pd.Index
    origin: NDArray[np.intp]
    goals: int
    goal: NDArray[np.intp]
    minutes: Floats
    supply: Floats

    @classmethod
    def of(cls, pairs: pd.DataFrame, sites: pd.DataFrame, supply: str | None) -> "_Pairs":
        TRAVEL.check(pairs)
        origin, origins = pd.factorize(pairs["from_id"])
        there = (pairs["status"] == "ok").to_numpy()
        goal, goals = pd.factorize(pairs.loc[there, "to_id"])
        per_goal = _looked_up(sites, supply, pd.Index(goals), what="sites")
        minutes = pairs.loc[there, "travel_min"].to_numpy(dtype=float)
        index = pd.Index(origins, name="id")
        return cls(index, origin[there], len(goals), goal, minutes, per_goal[goal])

    def per_origin(self, values: Floats) -> pd.Series:
        sums = np.bincount(self.origin, values, len(self.origins))
        return pd.Series(sums, index=self.origins)


def _looked_up(table: pd.DataFrame, column: str | None, ids: pd.Index, *, what: str) -> Floats:
    """Value of every id: 1, or what stands in the column."""
    missing = ids.difference(pd.Index(table["id"]))
    if len(missing):
        raise InputError(f"The {what} lack ends of the travel table ({name_ids(missing)}).")
    if column is None:
        return np.ones(len(ids))
    if column not in table.columns:
        raise InputError(f"The {what} have no column '{column}'; supply=None counts 1 each.")
    values = table.set_index("id")[column].reindex(ids)
    if values.isna().any():
        rows = name_ids(ids[values.isna()])
        raise InputError(f"The {what} have no {column} in {rows}; fill it, or leave them out.")
    return values.to_numpy(dtype=float)
