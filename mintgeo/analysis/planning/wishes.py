"""What is asked of a plan, by position of candidates; and the solver asked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.spatial import cKDTree

from mintgeo._errors import InfeasibleError, OptionError
from mintgeo._quantiles import Floats, Ints
from mintgeo.analysis.planning.asked import Asked
from mintgeo.analysis.planning.cover import Reachable, listed, xyz_of
from mintgeo.analysis.planning.refused import LEVELS, areas_without
from mintgeo.plan import Solution
from mintgeo.plan import stops as solvers
from mintgeo.plan.choice import checked_count, is_number
from mintgeo.plan.stops import Floor, Spread

KREIS: int = 5
PerArea = int | Mapping[str, int]
FloorShare = float | Mapping[str, float]


@dataclass(frozen=True, kw_only=True, eq=False)
class Wishes:
    """Options of a plan.

    Attributes
    ----------
    n_stops, target_share
        As of ``plan.stops.solve``.
    required, forbidden
        Positions.
    room
        Weight that each candidate can take in; None without limits.
    spread, floor
        Keys of areas and what is wanted there, for candidates and demand.
    apart_km
        Least straight line between two stops, in km; 0 without one.
    near
        Pairs of candidates that are nearer.
    alternatives, time_limit, seed, start
        As of ``plan.stops.solve``.
    """

    n_stops: int | None
    target_share: float | None
    required: tuple[int, ...]
    forbidden: tuple[int, ...]
    room: Floats | None
    spread: "tuple[NDArray[np.object_], Mapping[str, int]] | None"
    floor: "tuple[NDArray[np.object_], Mapping[str, float]] | None"
    apart_km: float
    near: tuple[Ints, Ints]
    alternatives: int
    time_limit: float
    seed: int
    start: tuple[int, ...]

    def solve(self, asked: Asked, cover: sparse.csr_array) -> Solution:
        """Ask the solver; existing offers are one more candidate that is open already."""
        n = cover.shape[1]
        options: dict[str, Any] = {
            "existing": [n], "required": self.required, "forbidden": self.forbidden,
            "time_limit": self.time_limit, "seed": self.seed, "start": self.start,
            "spread": self.spread_of(), "floor": self.floor_of(), "apart": self.near,
        }  # fmt: skip
        if self.room is not None:
            options["capacity"] = np.r_[self.room, float(asked.weights.sum())]
        whole = with_offers(cover, asked.before)
        lone = self.target_share is None and self.room is None
        found = solvers.solve(
            whole, asked.weights, n_stops=self.n_stops, target_share=self.target_share,
            alternatives=self.alternatives if lone else 0, **options,
        )  # fmt: skip
        if not self.alternatives or lone or self.room is not None or not found.chosen:
            return found
        options |= {"start": found.chosen, "alternatives": self.alternatives}
        others = solvers.solve(whole, asked.weights, n_stops=len(found.chosen), **options)
        enough = float(self.target_share or 0.0) * float(asked.weights.sum()) * (1 - 1e-9)
        return replace(found, alternatives=tuple(
            replace(one, value=found.value, bound=found.bound, status=found.status)
            for one in (others, *others.alternatives)
            if one.reached >= enough and set(one.chosen) != set(found.chosen)
        )[: self.alternatives])  # fmt: skip

    def anew(
        self, cover: sparse.csr_array, weights: Floats, before: NDArray[np.bool_], seed: int, *,
        chosen: Ints,
    ) -> Ints:  # fmt: skip
        """Choose as many stops again for a demand that is nearly the same; none if that fails."""
        n = cover.shape[1]
        try:
            found = solvers.solve(
                with_offers(cover, before), weights, n_stops=len(chosen), existing=[n],
                required=self.required, forbidden=self.forbidden, spread=self.spread_of(),
                floor=self.floor_of(), apart=self.near, seed=seed, start=chosen.tolist(),
                bound=False,
            )  # fmt: skip
        except InfeasibleError:
            return np.empty(0, dtype=np.intp)
        return np.array(found.chosen, dtype=np.intp)

    def spread_of(self) -> Spread | None:
        """Stops per area, as the solver takes it."""
        if self.spread is None:
            return None
        least: dict[object, int] = {key: n for key, n in self.spread[1].items() if n}
        return Spread(groups=[*self.spread[0], ""], least=least)

    def floor_of(self) -> Floor | None:
        """Least shares per area, as the solver takes it."""
        if self.floor is None:
            return None
        share: dict[object, float] = {key: part for key, part in self.floor[1].items() if part}
        return Floor(groups=list(self.floor[0]), share=share)


def with_offers(cover: sparse.csr_array, before: NDArray[np.bool_]) -> sparse.csr_array:
    """A cover with one more column: all offers that are there already."""
    offers = sparse.csr_array(before[:, None].astype(np.float64))
    return sparse.csr_array(sparse.hstack([cover, offers]))


def room_of(
    capacity: "str | float | None", reach: Reachable, *, plain_weights: bool
) -> Floats | None:
    """Room of every candidate.

    Raises
    ------
    OptionError
        If weights are factors: then nobody knows what the room counts.
    InputError
        If the column is missing or holds no numbers.
    """
    if capacity is None:
        return None
    if not plain_weights:
        raise OptionError(
            "'capacity' counts what the weights count; that must be a column, without factors."
        )
    if isinstance(capacity, str):
        return reach.column(capacity)
    if not (is_number(capacity) and capacity > 0):
        raise OptionError("'capacity' must be a column of the candidates or a number above 0, not "
                          "{capacity}.", capacity=capacity)  # fmt: skip
    return np.full(reach.n, float(capacity))


def near_pairs(reach: Reachable, apart_km: float | None) -> tuple[Ints, Ints]:
    """Pairs of candidates that are less than so far apart.

    Raises
    ------
    OptionError
        If the distance is no number above 0.
    """
    if apart_km is None:
        return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp)
    if not (is_number(apart_km) and apart_km > 0):
        raise OptionError("'min_apart_km' must be a number of km above 0, not {km!r}.",
                          km=apart_km)  # fmt: skip
    xyz = xyz_of(reach.located)
    pairs = cKDTree(xyz).query_pairs(apart_km * 1000, output_type="ndarray")
    away = np.linalg.norm(xyz[pairs[:, 0]] - xyz[pairs[:, 1]], axis=1)
    one, other = pairs[away < apart_km * 1000].T
    return one, other


def spread_among(
    per_area: PerArea | None, asked: Asked, reach: Reachable
) -> "tuple[NDArray[np.object_], Mapping[str, int]] | None":
    """Stops that each area of the demand wants: Kreise, or those whose keys are given.

    Raises
    ------
    InfeasibleError
        ``group_too_small``: some have no candidate.
    """
    if per_area is None:
        return None
    digits, given = _by_area(per_area, asked, "per_area")
    wanted = {key: checked_count(n, "per_area", least=0) for key, n in given.items()}
    groups = reach.areas(asked, digits)
    none = sorted(one for one in wanted if wanted[one] > 0 and one not in set(groups))
    if none:
        raise areas_without(none, lacking=sum(wanted[one] for one in none))
    return groups, wanted


def floor_among(
    floor: FloorShare | None, asked: Asked
) -> "tuple[NDArray[np.object_], Mapping[str, float]] | None":
    """Share that each area of the demand wants at least: Kreise, or those whose keys are given."""
    if floor is None:
        return None
    digits, wanted = _by_area(floor, asked, "floor")
    wrong = [one for one in wanted.values() if not (is_number(one) and 0 <= one <= 1)]
    if wrong:
        raise OptionError("'floor' wants shares from 0 to 1, not {values}.",
                          values=listed(dict.fromkeys(wrong)))  # fmt: skip
    return asked.areas(digits), {key: float(share) for key, share in wanted.items()}


def _by_area(given: Any, asked: Asked, name: str) -> "tuple[int, Mapping[str, Any]]":
    """Digits of the keys, and what is wanted by key.

    Raises
    ------
    OptionError
        If keys are of other or different lengths, or none of the demand's.
    """
    if not isinstance(given, Mapping):
        keys = sorted(set(asked.areas(KREIS)) - {""})
        return KREIS, dict.fromkeys(keys, given)
    lengths = {len(str(key)) for key in given}
    digits = next(iter(lengths)) if len(lengths) == 1 else 0
    if digits not in LEVELS:
        raise OptionError(
            "'{name}' goes by keys of Länder (2 digits), Kreise (5) or Gemeinden (8), all of one "
            "kind, not {keys}.",
            name=name, keys=listed(given),
        )  # fmt: skip
    known = set(asked.areas(digits))
    strange = [str(key) for key in given if str(key) not in known]
    if strange:
        raise OptionError("'{name}' names areas where nobody of the demand lives: {keys}.",
                          name=name, keys=listed(strange))  # fmt: skip
    return digits, {str(key): value for key, value in given.items()}
