"""Corrections → rows of a list: which are used, which are not, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from mintgeo._crs import GEOD
from mintgeo.findings import Finding, Reading, found
from mintgeo.findings.of_corrections import OF_THE_LIST
from mintgeo.gazetteer.gazetteer import Gazetteer
from mintgeo.gazetteer.ladder import Match
from mintgeo.gazetteer.step import BY_HAND
from mintgeo.geocoding.corrections.candidates import Candidate, candidates_of
from mintgeo.geocoding.corrections.file import Correction, Corrections, read_corrections
from mintgeo.geocoding.corrections.rows import kind_of_list, row_signs
from mintgeo.read.saved import bare_id, plain_id

RUNG: Final = "corrected"
"""Rung of a point that somebody has put where it is."""
_ALIKE: Final = 2e-5
"""Degrees; the file has five digits."""
_STILL_M: Final = 100.0
"""A row that was right has moved if it lies farther away than this."""
_NAMED: Final = 10


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What is decided of the rows of a list.

    Attributes
    ----------
    matches
        Position of a row → where somebody has put it.
    right
        Position of a row → where somebody has found it right.
    used
        Position of a row → the finding that says so.
    unused
        Position of a row → why its correction is not used.
    of_list
        What is found of corrections that no row has.
    """

    matches: Mapping[int, Match]
    right: Mapping[int, Correction]
    used: Mapping[int, Finding]
    unused: Mapping[int, Finding]
    of_list: tuple[Finding, ...]

    def put(self, match: pd.DataFrame) -> pd.DataFrame:
        """Put rows where somebody has decided, whatever the ladder says."""
        if not self.matches:
            return match
        new = pd.DataFrame(self.matches.values(), list(self.matches), list(Match._fields))
        new["findings"] = pd.Series([()] * len(new), new.index, dtype=object)
        out = match.copy()
        out.loc[new.index, new.columns] = new
        return out

    def signed(self, match: pd.DataFrame) -> pd.DataFrame:
        """Say of these rows that somebody has put them there, so that no step looks at them."""
        by_hand = match.index.isin(list(self.matches))
        return match.assign(match_source=match["match_source"].mask(by_hand, BY_HAND))

    def said(self, match: pd.DataFrame) -> pd.Series:
        """Findings of all rows: what is decided takes the doubts away."""
        if not (self.unused or self.right or self.used):
            return match["findings"]
        at = zip(match.index, match["findings"], match["lat"], match["lon"], strict=True)
        rows = [self._said(row, findings, lat, lon) for row, findings, lat, lon in at]
        return pd.Series(rows, index=match.index, dtype=object)

    def _said(self, row: Any, findings: tuple[Finding, ...], *at: float) -> tuple[Finding, ...]:
        if row in self.unused:
            return (*findings, self.unused[row])
        right = self.right.get(row)
        if right is not None and not _is_at(right, *at):
            return (*findings, found("correction.elsewhere", day=right.date))
        return (self.used[row],) if row in self.used else tuple(findings)

    def reading(self, table: pd.DataFrame) -> dict[str, Any]:
        """Attributes of the table, with what is found of the list anew."""
        before = Reading.of(table).findings
        after = (*(one for one in before if one.code not in OF_THE_LIST), *self.of_list)
        return Reading(findings=after).attributes() if after != before else {}


def decide(
    given: Corrections | None, table: pd.DataFrame, rows: pd.DataFrame, known: Gazetteer
) -> Decided:
    """Find the rows of a list that corrections speak of.

    Parameters
    ----------
    given
        As of ``read_corrections``; None decides nothing.
    table
        The list.
    rows
        What the ladder looks at, by position.
    known
        Where the places are among which somebody has chosen.
    """
    every = [] if given is None else read_corrections(given)
    own = [one for one in every if one.list == kind_of_list(table)]
    wanted, lost, unused = _rows_of(own, table) if own else ({}, [], {})
    put = {
        row: _put(one, rows.iloc[row].to_dict(), known)
        for row, one in wanted.items() if one.decision != "right"
    }  # fmt: skip
    gone = [row for row, place in put.items() if place is None]
    unused |= {row: _no_choice(wanted.pop(row)) for row in gone}
    places = {row: place for row, place in put.items() if place is not None}
    return Decided(
        matches={row: place.match for row, place in places.items()},
        right={row: one for row, one in wanted.items() if one.decision == "right"},
        used={row: _used(one, places.get(row)) for row, one in wanted.items()},
        unused=unused,
        of_list=tuple(_of_list(lost, others=len(every) - len(own))),
    )


def _rows_of(
    own: list[Correction], table: pd.DataFrame
) -> tuple[dict[int, Correction], list[str], dict[int, Finding]]:
    """Corrections by the position of their row, ids that no row has, and rows that changed."""
    signs = row_signs(table).to_list()
    at: dict[str, list[int]] = {}
    bare: dict[str, list[int]] = {}
    for row, one in enumerate(table["id"]):
        at.setdefault(plain_id(str(one)), []).append(row)
        bare.setdefault(bare_id(str(one)), []).append(row)
    wanted: dict[int, Correction] = {}
    lost: list[str] = []
    changed: dict[int, Finding] = {}
    for one in own:
        there = at.get(plain_id(one.id), [])
        maybe = there or bare.get(bare_id(one.id), [])
        fitting = [row for row in maybe if signs[row] == one.check]
        wanted |= dict.fromkeys(fitting, one)
        if not there and not fitting:
            lost.append(one.id)
        elif not fitting:
            changed |= dict.fromkeys(there, found("correction.row_changed", day=one.date))
    return wanted, lost, {row: said for row, said in changed.items() if row not in wanted}


def _put(one: Correction, row: Mapping[Any, Any], known: Gazetteer) -> Candidate | None:
    """Where a row was put: a point, or the place that was chosen, if it can still be."""
    if one.decision == "moved":
        return Candidate("", Match(one.lat, one.lon, RUNG))
    words = (row[name] if isinstance(row[name], str) else None
             for name in ("postcode", "place", "land"))  # fmt: skip
    fitting = (
        each for each in candidates_of(known, *words)
        if np.allclose((each.match.lat, each.match.lon), (one.lat, one.lon), rtol=0, atol=_ALIKE)
    )  # fmt: skip
    return next(fitting, None)


def _used(one: Correction, place: Candidate | None) -> Finding:
    said = {"day": one.date, "note": one.note}
    if one.decision == "chosen" and place is not None:
        said["place"] = place.name
    return found(f"correction.{one.decision}", **said)


def _no_choice(one: Correction) -> Finding:
    return found("correction.no_choice", day=one.date, place=one.place)


def _is_at(one: Correction, lat: float, lon: float) -> bool:
    gap = GEOD.inv(one.lon, one.lat, lon, lat)[2] if np.isfinite(lat) else np.inf
    return bool(gap <= _STILL_M)


def _of_list(lost: list[str], *, others: int) -> Iterable[Finding]:
    if lost:
        cells = lost[:_NAMED] + ["…"] * (len(lost) > _NAMED)
        yield found("list.corrections_lost", n=len(lost), cells=cells)
    if others:
        yield found("list.corrections_elsewhere", n=others)
