"""What people count in a plan: all the same, or more where it is needed more."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from mintgeo._errors import InputError, OptionError, name_ids
from mintgeo._quantiles import Floats
from mintgeo._schema import AREA_TYPES


@dataclass(frozen=True, kw_only=True)
class StopWeights:
    """What each point of a demand counts in a plan.

    Attributes
    ----------
    column
        Column of the demand with the number that counts, such as ``children``.
    area_type
        Factor by degree of urbanisation, such as ``{"rural": 2}``; others count once.
    beyond_min
        People whose way to the nearest offer takes so many minutes more than the threshold count
        twice, people at the threshold once, in between in proportion; beyond that, and where no
        offer is reached at all, twice.
    """

    column: str = "population"
    area_type: Mapping[str, float] = field(default_factory=dict)
    beyond_min: float | None = None

    def __post_init__(self) -> None:
        unknown = [one for one in self.area_type if one not in AREA_TYPES]
        if unknown:
            raise OptionError(
                "'area_type' knows {known}, not {unknown}.",
                known=", ".join(AREA_TYPES), unknown=", ".join(map(str, unknown)),
            )  # fmt: skip
        if not all(np.isfinite(one) and one >= 0 for one in self.area_type.values()):
            raise OptionError("Factors of 'area_type' must be numbers of 0 or more.")
        if self.beyond_min is not None and not self.beyond_min > 0:
            raise OptionError("'beyond_min' must be a positive number of minutes, not {minutes!r}.",
                              minutes=self.beyond_min)  # fmt: skip

    @property
    def plain(self) -> bool:
        """Whether a column alone says what counts."""
        return not self.area_type and self.beyond_min is None

    def looked_for(self, minutes: float) -> float:
        """How far offers must be looked for, in minutes."""
        return minutes + (self.beyond_min or 0.0)

    def of(self, table: pd.DataFrame, minutes: float) -> Floats:
        """Weigh the rows of a demand or reach table.

        Raises
        ------
        InputError
            If a column is missing or holds something else, or times end before the longest that
            is weighed.
        """
        out = numbers_of(table, self.column)
        if self.area_type:
            kinds = _column(table, "area_type")
            out = out * kinds.map(dict(self.area_type)).astype(float).fillna(1.0).to_numpy()
        return out if self.beyond_min is None else out * self._farther(table, minutes)

    def _farther(self, table: pd.DataFrame, minutes: float) -> Floats:
        if "travel_min" not in table:
            return np.full(len(table), 2.0)
        times = table["travel_min"].to_numpy(dtype=float)
        wanted = self.looked_for(minutes)
        if "max_min" in table and len(table) and float(table["max_min"].min()) < wanted:
            raise InputError(
                "The reach table ends at {found:g} minutes, but weights ask for {wanted:g}: "
                "reach(..., max_min={wanted:g}).",
                found=float(table["max_min"].min()), wanted=wanted,
            )  # fmt: skip
        beyond = np.where(np.isnan(times), np.inf, times) - minutes
        return np.asarray(1.0 + np.clip(beyond / float(self.beyond_min or 1.0), 0.0, 1.0))


def weights_of(given: "str | StopWeights | None") -> StopWeights:
    """Understand what a user gave."""
    if given is None:
        return StopWeights()
    return StopWeights(column=given) if isinstance(given, str) else given


def numbers_of(table: pd.DataFrame, name: str) -> Floats:
    """Numbers of a demand in one of its columns.

    Raises
    ------
    InputError
        If there is none, or some rows have no number of 0 or more.
    """
    numbers = pd.to_numeric(_column(table, name), errors="coerce").to_numpy(dtype=float)
    wrong = ~np.isfinite(numbers) | (numbers < 0)
    if wrong.any():
        raise InputError(
            "The column '{name}' must hold numbers of 0 or more to weigh by, but {rows} do not.",
            name=name, rows=name_ids(table["id"][wrong]),
        )  # fmt: skip
    return np.asarray(numbers)


def _column(table: pd.DataFrame, name: str) -> pd.Series:
    if name not in table:
        raise InputError("The demand has no column '{name}' to weigh by.", name=name)
    return pd.Series(table[name])
