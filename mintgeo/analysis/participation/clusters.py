"""How much more counts vary than those of people who come one by one: the dispersion.

With groups of sizes s the variance of a count is E s² / E s times its mean (a compound Poisson
number), so Σ s² / Σ s over all groups and regions estimates it without bias: a sandwich estimate
whose clusters are the groups. Groups of single regions may be larger than those of others: theirs
are drawn towards the average. From years it is Pearson's χ² over its degrees of freedom (McCullagh
and Nelder 1989, section 6.2.3) in the table of regions and years.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Final, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._errors import InputError, OptionError
from mintgeo._phrase import Phrase

Basis = Literal["told", "groups", "years", "rows"]
BASES_OF_DISPERSION: Final[tuple[Basis, ...]] = ("told", "groups", "years", "rows")
_TWO: Final = 2
_PRIOR: Final = 2.0
"""Groups that the average of all regions counts for in the dispersion of one. Without it a region
of large classes among others of single people held next year's count in 77 % instead of 87 %."""


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
            raise OptionError(
                "dispersion must be a number from 1, not {dispersion!r}.",
                dispersion=self.dispersion,
            )

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
                hint = Phrase(" Perhaps {what}='{near}'?", what=what, near=near[0]) if near else ""
                raise InputError(
                    "The participants have no column '{name}' for {what}; found: {found}.{hint}",
                    name=name,
                    what=what,
                    found=", ".join(found),
                    hint=hint,
                )

    def periods(self, participants: pd.DataFrame) -> int:
        """Years in the list, 1 where they are not told."""
        return 1 if self.years is None else max(1, participants[self.years].nunique())

    def measured(
        self, participants: pd.DataFrame, counts: NDArray[np.float64], region: pd.Series
    ) -> "Dispersion":
        """Return how much more the counts of regions vary than those of single people.

        Parameters
        ----------
        participants
            The list.
        counts, region
            People of every row, and the key of the region they are counted in.
        """
        if self.dispersion is not None:
            return Dispersion(overall=float(self.dispersion), basis="told")
        if self.groups is None and self.periods(participants) >= _TWO:
            factor = _between_years(counts, region, participants[str(self.years)])
            return Dispersion(overall=max(1.0, factor), basis="years")
        basis: Basis = "rows" if self.groups is None else "groups"
        return _of_groups(self._sizes(participants, counts, region), basis)

    def _sizes(
        self, participants: pd.DataFrame, counts: NDArray[np.float64], region: pd.Series
    ) -> pd.DataFrame:
        """People of one group in one region (and year), with the ``region``."""
        table = pd.DataFrame({"region": region.to_numpy(), "people": counts})
        if self.groups is None:
            return table
        group = participants[self.groups].astype("str").str.strip()
        blank = (participants[self.groups].isna() | (group == "")).to_numpy()
        table["group"] = group.to_numpy()
        table["alone"] = np.where(blank, np.arange(len(table)), -1)
        table.loc[blank, "group"] = ""
        year = participants[self.years].astype("str").to_numpy() if self.years else ""
        keys = ["region", "group", "alone", "year"]
        return table.assign(year=year).groupby(keys)["people"].sum().reset_index()


@dataclass(frozen=True, kw_only=True, eq=False)
class Dispersion:
    """Variance of counts over their mean, 1 or more.

    Attributes
    ----------
    overall
        Of all regions together.
    basis
        What it is known from.
    by_region
        Of single regions, where it is known of them.
    """

    overall: float
    basis: Basis
    by_region: Mapping[Any, float] = field(default_factory=dict)

    def of(self, regions: Iterable[Any]) -> NDArray[np.float64]:
        """The dispersion of every region."""
        return np.array([self.by_region.get(one, self.overall) for one in regions], dtype=float)


def _of_groups(sizes: pd.DataFrame, basis: Basis) -> Dispersion:
    """Of all groups; and of those of a region, with as much weight on all as two groups have."""
    people, region = sizes["people"].astype(float), sizes["region"]
    total = float(people.sum())
    overall = max(1.0, float((people**2).sum()) / total) if total > 0 else 1.0
    own = pd.DataFrame({"square": people**2, "people": people}).groupby(region.to_numpy()).sum()
    more = _PRIOR * overall
    factor = (own["square"] + more * overall) / (own["people"] + more)
    return Dispersion(overall=overall, basis=basis, by_region=dict(factor.clip(lower=1.0).items()))


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
