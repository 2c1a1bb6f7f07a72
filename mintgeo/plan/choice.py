"""Which candidates a plan may, must and need not choose; checked for both solvers."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from numbers import Real
from typing import Any, TypeGuard

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mintgeo._errors import InfeasibleError, InputError, OptionError


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Positions of candidates by what is asked of them; the four never overlap.

    Attributes
    ----------
    existing, required, free
        Open already and not counted; chosen in any case; to choose from. All ascending.
    """

    existing: NDArray[np.intp]
    required: NDArray[np.intp]
    free: NDArray[np.intp]

    @classmethod
    def of(
        cls, n: int, *, existing: Iterable[int], required: Iterable[int], forbidden: Iterable[int]
    ) -> "Choice":
        """Check positions among ``n`` candidates.

        Raises
        ------
        OptionError
            Positions that no candidate has.
        InfeasibleError
            Candidates are required and forbidden (``required_forbidden``).
        """
        given = {"existing": existing, "required": required, "forbidden": forbidden}
        at = {name: positions(those, n, name) for name, those in given.items()}
        both = np.intersect1d(at["required"], at["forbidden"])
        if len(both):
            raise InfeasibleError(
                "Candidates {candidates} are required and forbidden; leave them out of one.",
                code="required_forbidden", candidates=tuple(both.tolist()),
            )  # fmt: skip
        must = np.setdiff1d(at["required"], at["existing"])
        taken = np.concatenate([at["existing"], must, at["forbidden"]])
        return cls(existing=at["existing"], required=must,
                   free=np.setdiff1d(np.arange(n), taken))  # fmt: skip

    def picks(self, wanted: int, what: str) -> int:
        """How many of the free ones ``wanted`` new ones leave to choose.

        Raises
        ------
        InfeasibleError
            More are required than wanted (``required_exceed``), or fewer candidates are left
            (``too_few_candidates``).
        """
        if len(self.required) > wanted:
            raise InfeasibleError(
                "{required} candidates are required, but '{what}' is {wanted}: it takes at least "
                "{needed}.",
                code="required_exceed", what=what, wanted=wanted, required=len(self.required),
                needed=len(self.required),
            )  # fmt: skip
        most = len(self.required) + len(self.free)
        if most < wanted:
            raise InfeasibleError(
                "'{what}' is {wanted}, but only {most} candidates can be chosen: allow more, or "
                "plan {most}.",
                code="too_few_candidates", what=what, wanted=wanted, most=most,
            )  # fmt: skip
        return wanted - len(self.required)


def positions(given: Iterable[int], n: int, name: str) -> NDArray[np.intp]:
    """Return positions once each, ascending, or refuse what names none of ``n`` candidates.

    Raises
    ------
    OptionError
        Something else than whole numbers, such as a mask, or numbers outside.
    """
    try:
        at = np.asarray(list(given))
    except (TypeError, ValueError):
        at = np.empty((0, 0))
    whole = at.ndim == 1 and (not len(at) or (
        at.dtype.kind in "iuf" and bool((np.isfinite(at) & (at == np.rint(at))).all())
    ))  # fmt: skip
    if not whole:
        raise OptionError(
            "'{name}' must be positions of candidates, whole numbers counted from 0, not "
            "{given!r:.60}.",
            name=name, given=given,
        )  # fmt: skip
    at = np.unique(at)
    wrong = at[(at < 0) | (at >= n)]
    if len(wrong):
        raise OptionError(
            "'{name}' names candidates {wrong}, but there are {n}, counted from 0.",
            name=name, wrong=tuple(wrong[:10].tolist()), n=n,
        )  # fmt: skip
    return at.astype(np.intp)


def as_numbers(given: ArrayLike) -> NDArray[np.float64]:
    """Return numbers in the shape in which they came; NaN stands for what is none."""
    try:
        return np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError):
        rough = np.asarray(given, dtype=object)
        return np.array([as_number(one) for one in rough.flat]).reshape(rough.shape)


def as_number(one: Any) -> float:
    """Return a number, or NaN for what is none."""
    try:
        return float(one)
    except (TypeError, ValueError, OverflowError):
        return math.nan


def checked_weights(
    weights: ArrayLike | None, n: int, name: str = "weights"
) -> NDArray[np.float64]:
    """Return a weight per row of demand: ones, or what was given if it is 0 or more."""
    if weights is None:
        return np.ones(n)
    found = as_numbers(weights)
    if found.shape != (n,):
        raise InputError(
            "'{name}' must have one number for each of {n} rows, but has the shape {shape}.",
            name=name, n=n, shape=found.shape,
        )  # fmt: skip
    wrong = np.flatnonzero(~np.isfinite(found) | (found < 0))
    if len(wrong):
        raise InputError(
            "'{name}' must be numbers of 0 or more, but rows {rows} are not.",
            name=name, rows=tuple(wrong[:10].tolist()),
        )  # fmt: skip
    return found


def is_number(value: object) -> TypeGuard[float]:
    """Whether something is a finite number, and not true or false.

    Examples
    --------
    >>> is_number(1.5), is_number(float("nan")), is_number("2"), is_number(True)
    (True, False, False, False)
    """
    return isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value)


def checked_count(value: Any, name: str, *, least: int = 1) -> int:
    """Return a whole number of ``least`` or more."""
    number = math.nan if isinstance(value, bool | str | bytes) else as_number(value)
    if not (number.is_integer() and number >= least):
        raise OptionError("'{name}' must be a whole number of {least} or more, not {value!r:.60}.",
                          name=name, least=least, value=value)  # fmt: skip
    return int(value)


def checked_time(value: Any, name: str = "time_limit") -> float:
    """Return a time limit in seconds."""
    number = math.nan if isinstance(value, str | bytes) else as_number(value)
    if not (math.isfinite(number) and number > 0):
        raise OptionError("'{name}' must be a number of seconds above 0, not {value!r:.60}.",
                          name=name, value=value)  # fmt: skip
    return number
