"""Participation tables → what may be published of them, all together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pandas as pd

from mintgeo._errors import PrivacyError
from mintgeo.participation import SMALL, poisson_interval
from mintgeo.privacy.infer import Published, betrayed, members_of
from mintgeo.privacy.rule import NEAR, Chance, Counts
from mintgeo.privacy.ways import Way

_TRIES: Final = 64
Choose = Callable[[Chance], Way | None]


@dataclass(frozen=True, kw_only=True)
class Participation:
    """Counts of the same participants by Land and by Kreis.

    Attributes
    ----------
    laender, kreise
        People by key.
    members
        Keys of the Kreise by key of their Land; an area that is no Kreis of a Land is its own.
    """

    laender: Counts
    kreise: Counts
    members: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, laender: pd.DataFrame, kreise: pd.DataFrame) -> "Participation":
        """Read the two participation tables of a run.

        Raises
        ------
        PrivacyError
            If they do not count the same people: nothing could be proven of their difference.
        """
        by_land, by_kreis = _counts(laender), _counts(kreise)
        members = members_of(by_land, by_kreis)
        wrong = [
            land
            for land, keys in members.items()
            if sum(by_kreis[key] for key in keys) != by_land[land]
        ]
        if wrong or sum(map(len, members.values())) != len(by_kreis):
            raise PrivacyError(
                "The tables of Länder and Kreise do not count the same participants "
                f"({', '.join(wrong) or 'Kreise without a Land'}); none can be published."
            )
        return cls(laender=by_land, kreise=by_kreis, members=members)

    @classmethod
    def of_kreise(cls, kreise: pd.DataFrame) -> "Participation":
        """Read a table of Kreise alone; no numbers of Länder are published then."""
        counts = _counts(kreise)
        return cls(laender={}, kreise=counts, members={"": tuple(counts)})

    def publish(self, key: bytes, way: Choose = lambda _: None) -> Published | None:
        """Perturb all numbers until nothing betrays a small count; None if nothing may be told.

        Parameters
        ----------
        key
            The user's secret.
        way
            Chooses the way to be told, by the same chance.
        """
        chance = Chance(key=key, everybody=self.kreise)
        for attempt in range(_TRIES):
            drawn = replace(chance, attempt=attempt)
            published = self._numbers(drawn)
            if published.total is None:
                return None
            published = replace(published, way=way(drawn))
            if not betrayed(published):
                return published
        return None

    def _numbers(self, chance: Chance) -> Published:
        return Published(
            total=chance.published(self.kreise),
            laender={land: chance.published(self._cell(land)) for land in self.laender},
            kreise={key: chance.published({key: count}) for key, count in self.kreise.items()},
            members=self.members,
        )

    def _cell(self, land: str) -> Counts:
        return {key: self.kreise[key] for key in self.members[land]}


def published_table(table: pd.DataFrame, numbers: Mapping[str, int | None]) -> pd.DataFrame:
    """Return a participation table that tells the published numbers and what follows from them.

    ``hidden`` is true where no number is shown: fewer than about ten people, or none. The interval
    of a rate is that of ``participation``, made wider by the perturbation.
    """
    number = table["ags"].map(dict(numbers)).astype("Float64")
    count = np.array(number.fillna(np.nan), dtype=np.float64)
    thousands = table["population"].to_numpy(dtype=float) / 1000
    low, high = poisson_interval(np.maximum(count - NEAR, 0))[0], poisson_interval(count + NEAR)[1]
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = {
            f"per_1000{name}": np.where(thousands > 0, value / thousands, np.nan)
            for name, value in (("", count), ("_low", low), ("_high", high))
        }
    return table.assign(
        participants=number.astype("Int64"), **rates, small=count < SMALL, hidden=np.isnan(count)
    )


def _counts(table: pd.DataFrame) -> dict[str, int]:
    return dict(zip(table["ags"].astype(str), table["participants"].astype(int), strict=True))
