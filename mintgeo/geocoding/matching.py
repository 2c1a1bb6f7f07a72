"""Rows → what coordinates, PLZ and places say of them, each different address once."""

from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Final, TypeAlias

import pandas as pd

from mintgeo._collector import resting
from mintgeo._parallel import AnyExecutor, each, portions
from mintgeo.findings import Finding, found
from mintgeo.gazetteer.gazetteer import ABROAD, Gazetteer
from mintgeo.gazetteer.ladder import Ladder, Match

_LEAST: Final = 500
"""Different addresses that are worth the way to another process."""
Address: TypeAlias = tuple[str | None, str | None, str | None]
"""PLZ, place and key of the Land."""


def matched(rows: pd.DataFrame, known: Gazetteer, executor: AnyExecutor | None) -> pd.DataFrame:
    """Coordinates, exact pairs by a join, all else by the ladder, each different address once."""
    given = rows["lat"].notna() & rows["lon"].notna()
    abroad = rows["state_key"].isin(ABROAD) & ~given
    exact = rows.loc[~(given | abroad), ["postcode", "key"]].reset_index()
    exact = exact.merge(known.pairs, on=["postcode", "key"]).set_index("index")
    rest = rows.index.difference(exact.index).difference(rows.index[given | abroad])
    parts = [
        rows.loc[given, ["lat", "lon"]].assign(rung="coordinate"),
        exact[["lat", "lon", "spread_m"]].assign(rung="pair"),
        _climbed(rows.loc[rest], known, executor),
    ]
    match = pd.concat([part for part in parts if len(part)] or [pd.DataFrame()])
    match = match.reindex(columns=list(Match._fields)).reindex(rows.index).astype({"rung": "str"})
    cells = zip(abroad, rows["state"].to_numpy(dtype=object), match["findings"], strict=True)
    findings = [_found(one, state if far else None) for far, state, one in cells]
    match["findings"] = pd.Series(findings, index=rows.index, dtype=object)
    return match.fillna({"rung": "none", "at_least_m": 0.0})


def _found(findings: object, abroad: str | None) -> tuple[Finding, ...]:
    """What the ladder found, if it has seen the row; of a row abroad, in which country it is."""
    if abroad is not None:
        return (found("place.abroad", state=abroad),)
    return findings if isinstance(findings, tuple) else ()


@dataclass(frozen=True, eq=False)
class _Climbing:
    """What is done with each portion of the addresses."""

    known: Gazetteer

    @cached_property
    def ladder(self) -> Ladder:
        return Ladder(self.known)

    def __call__(self, addresses: list[Address]) -> list[Match]:
        with resting():
            return [self.ladder.place(*one) for one in addresses]


def _climbed(rows: pd.DataFrame, known: Gazetteer, executor: AnyExecutor | None) -> pd.DataFrame:
    address = rows[["postcode", "place", "land"]].astype(object)
    address = address.where(address.notna(), None)
    every = list(address.itertuples(index=False, name=None))
    different = list(dict.fromkeys(every))
    parts = [different[one] for one in portions(len(different), executor, least=_LEAST, each=4)]
    climbed = chain.from_iterable(each(_Climbing(known), parts, executor=executor))
    found = dict(zip(different, climbed, strict=True))
    matches = [found[one] for one in every]
    return pd.DataFrame(matches, columns=list(Match._fields), index=rows.index)
