"""How much more counts vary than those of people who come one by one: the dispersion.

With groups of sizes s the variance of a count is E s² / E s times its mean (a compound Poisson
number), so Σ s² / Σ s over all groups and regions estimates it without bias: a sandwich estimate
whose clusters are the groups. From years it is Pearson's χ² over its degrees of freedom (McCullagh
and Nelder 1989, section 6.2.3) in the table of regions and years.
"""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._errors import InputError, OptionError

Basis = Literal["told", "groups", "years", "rows"]
BASES_OF_DISPERSION: Final[tuple[Basis, ...]] = ("told", "groups", "years", "rows")
_TWO: Final = 2


@dataclass(frozen=True, kw_only=True)
class Clusters:
    """How participants hang together, as far as it is known.

    Attributes
    ----------
    groups
        Column that names the group of a row, such as the class or course; rows without one are a
        group each.
    years
        Column that says in which year, or round, a row took part.
    dispersion
        Variance of the counts over their mean, where the user knows it; 1 for people one by one.
    """

    groups: str | None = None
    years: str | None = None
    dispersion: float | None = None

    def __post_init__(self) -> None:
        if self.dispersion is not None and not 1 <= self.dispersion < np.inf:
            raise OptionError(f"dispersion must be a number from 1, not {self.dispersion!r}.")

    def check(self, participants: pd.DataFrame) -> None:
        """Refuse columns that the list does not have.

        Raises
        ------
        InputError
            If there is no such column.
        """
        for what, name in (("groups", self.groups), ("years", self.years)):
            if name is not None and name not in participants.columns:
                found = [str(one) for one in participants.columns]
                near = get_close_matches(name, found, n=1)
                hint = f" Perhaps {what}='{near[0]}'?" if near else ""
                raise InputError(
                    f"The participants have no column '{name}' for {what}; "
                    f"found: {', '.join(found)}.{hint}"
                )

    def periods(self, participants: pd.DataFrame) -> int:
        """Years in the list, 1 where they are not told."""
        return 1 if self.years is None else max(1, participants[self.years].nunique())

    def measured(
        self, participants: pd.DataFrame, counts: NDArray[np.float64], region: pd.Series
    ) -> tuple[float, Basis]:
        """Return the dispersion, 1 or more, and what it is known from.

        Parameters
        ----------
        participants
            The list.
        counts, region
            People of every row, and the key of the region they are counted in.
        """
        if self.dispersion is not None:
            return float(self.dispersion), "told"
        if self.groups is None and self.periods(participants) >= _TWO:
            years = participants[str(self.years)]
            return max(1.0, _between_years(counts, region, years)), "years"
        basis: Basis = "rows" if self.groups is None else "groups"
        return max(1.0, _within(self._cells(participants, counts, region))), basis

    def _cells(
        self, participants: pd.DataFrame, counts: NDArray[np.float64], region: pd.Series
    ) -> NDArray[np.float64]:
        """People of one group in one region (and year)."""
        if self.groups is None:
            return counts
        row = pd.Series(np.arange(len(counts)).astype(str), participants.index)
        group = participants[self.groups]
        blank = group.isna() | (group.astype("str").str.strip() == "")
        keys = {"region": region, "group": group.astype("str").str.strip().mask(blank, "")}
        keys["alone"] = row.where(blank, "")
        if self.years is not None:
            keys["year"] = participants[self.years].astype("str")
        table = pd.DataFrame({name: one.to_numpy() for name, one in keys.items()})
        sums = pd.Series(counts).groupby([table[name] for name in table]).sum()
        return np.asarray(sums.to_numpy(dtype=float))


def _within(sizes: NDArray[np.float64]) -> float:
    total = sizes.sum()
    return float((sizes**2).sum() / total) if total > 0 else 1.0


def _between_years(counts: NDArray[np.float64], region: pd.Series, years: pd.Series) -> float:
    there = years.notna().to_numpy()
    rows = {"region": region.to_numpy()[there], "year": years.astype("str").to_numpy()[there]}
    table = pd.DataFrame(rows).assign(people=counts[there])
    seen = table.pivot_table(
        index="region", columns="year", values="people", aggfunc="sum", fill_value=0
    ).to_numpy(dtype=float)
    seen = seen[seen.sum(axis=1) > 0][:, seen.sum(axis=0) > 0]
    free = (seen.shape[0] - 1) * (seen.shape[1] - 1)
    if free < 1:
        return 1.0
    expected = np.outer(seen.sum(axis=1), seen.sum(axis=0)) / seen.sum()
    return float(((seen - expected) ** 2 / expected).sum() / free)
