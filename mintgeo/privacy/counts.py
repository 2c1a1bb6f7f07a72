"""Participation tables → what may be published of them, all together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pandas as pd

from mintgeo._errors import PrivacyError
from mintgeo._phrase import Phrase
from mintgeo.analysis.participation import ELSEWHERE, SMALL, poisson_interval
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
                "The tables of Länder and Kreise do not count the same participants ({wrong}); "
                "none can be published.",
                wrong=", ".join(wrong) or Phrase("Kreise without a Land"),
            )
        return cls(laender=by_land, kreise=by_kreis, members=members)

    @classmethod
    def of_kreise(cls, kreise: pd.DataFrame) -> "Participation":
        """Read a table of Kreise alone; no numbers of Länder are published then."""
        counts = _counts(kreise)
        return cls(laender={}, kreise=counts, members={"": tuple(counts)})

    def publish(self, key: bytes, way: Choose | None = None) -> Published | None:
        """Perturb all numbers until nothing betrays a small count; None if nothing may be told.

        Parameters
        ----------
        key
            The user's secret.
        way
            Chooses the way to a meeting that is told, by the same chance, if there was a meeting.
        """
        chance = Chance(key=key, everybody=self.kreise)
        for attempt in range(_TRIES):
            drawn = replace(chance, attempt=attempt)
            published = self._numbers(drawn)
            if published.total is None:
                return None
            if way is not None:
                published = replace(published, meeting=True, way=way(drawn))
            if not betrayed(published):
                return published
        return None

    def _numbers(self, chance: Chance) -> Published:
        return Published(
            total=chance.published(self.kreise),
            laender={land: chance.published(self.members[land]) for land in self.laender},
            kreise={key: chance.published([key]) for key in self.kreise},
            members=self.members,
        )


def published_table(table: pd.DataFrame, numbers: Mapping[str, int | None]) -> pd.DataFrame:
    """Return the rows of a participation table that have a published number, and what follows.

    An area without a number (fewer than about ten people, or none) has no row; so ``hidden``, by
    which published tables are known, is false everywhere. The interval of a rate is that of
    ``participation`` for people who come one by one, made wider by the perturbation: in what
    groups they came must not be seen.
    """
    shown = {area: number for area, number in numbers.items() if number is not None}
    table = table[table["ags"].isin(list(shown))].reset_index(drop=True)
    number = table["ags"].map(shown)
    count = np.array(number, dtype=np.float64)
    thousands = table["population"].to_numpy(dtype=float) / 1000
    low, high = poisson_interval(np.maximum(count - NEAR, 0))[0], poisson_interval(count + NEAR)[1]
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = {
            f"per_1000{name}": np.where(thousands > 0, value / thousands, np.nan)
            for name, value in (("", count), ("_low", low), ("_high", high))
        }
    return table.assign(
        participants=number.astype("int64"), **rates, small=count < SMALL, hidden=False
    )


def with_elsewhere(table: pd.DataFrame) -> pd.DataFrame:
    """The table with its row of those outside of all areas, also if there is nobody."""
    if (table["ags"] == ELSEWHERE).any():
        return table
    row = {"ags": ELSEWHERE, "name": ELSEWHERE, "participants": 0, "population": np.nan}
    columns = [name for name in table.columns if name in row]
    out = pd.concat([table, pd.DataFrame([row])[columns]], ignore_index=True)
    out.attrs = dict(table.attrs)
    return out


def _counts(table: pd.DataFrame) -> dict[str, int]:
    rows = with_elsewhere(table)
    return dict(zip(rows["ags"].astype(str), rows["participants"].astype(int), strict=True))
