"""Steps of geocode(): whatever can place rows more exactly than they are placed so far."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final, NamedTuple, Protocol, runtime_checkable

import pandas as pd

from mintgeo._errors import OptionError
from mintgeo._parallel import AnyExecutor, each, portions
from mintgeo._schema import MATCH_LEVELS
from mintgeo.findings import Finding, found
from mintgeo.gazetteer.gazetteer import ABROAD, Gazetteer

BY_HAND: Final = "Korrektur"
"""``match_source`` of a row that somebody has put where it is; no step looks at it."""
_LEAST: Final = 500
"""Rows that are worth the way to another process."""


class Placed(NamedTuple):
    """Where a step puts a row: degrees, and what is found of it.

    A step of one's own says anything with the finding ``step.said``, or just as a text.
    """

    lat: float
    lon: float
    match_level: str
    match_score: float
    radius_m: float
    match_source: str
    findings: tuple[Finding, ...] = ()


def as_it_is(row: Any, *findings: Finding) -> Placed:
    """Leave a row where it is, and say why."""
    here = (getattr(row, name) for name in Placed._fields[:-1])
    return Placed._make((*here, (*row.findings, *findings)))


@runtime_checkable
class Step(Protocol):
    """One way to place rows, used by ``geocode(table, using=[...])``."""

    def find(self, rows: pd.DataFrame, known: Gazetteer) -> dict[int, Placed]:
        """Place those rows that can be placed.

        Parameters
        ----------
        rows
            Only rows that are coarser than wanted and not put by hand: ``id``, ``street``,
            ``postcode``, ``place``, ``state``, ``land`` (two digits), ``name``, and where they are
            so far, in the columns of ``Placed``; ``withheld`` says why a row could be one of
            people, and is empty where it certainly is not. ``name`` is there only for rows that are
            no people; a step that asks nobody outside of the machine says so with an attribute
            ``local = True`` and sees those of all rows of a sites table. ``attrs["sites"]`` is true
            only for a sites table. A step for which no row depends on another one says so with
            ``apart = True``: an executor may then take portions of the rows to other processes.
        known
            The gazetteer in use.

        Returns
        -------
        dict
            Label in ``rows.index`` → place; it counts unless it is coarser than what is there.
        """
        ...

    def describe(self) -> dict[str, Any]:
        """Say what the step is, for ``attrs["steps"]`` and the run: plain values only."""
        ...


def refine(
    match: pd.DataFrame,
    seen: pd.DataFrame,
    known: Gazetteer,
    *,
    using: Sequence[Step],
    wanted: str,
    executor: AnyExecutor | None = None,
) -> pd.DataFrame:
    """Let every step look at the rows that are still coarser than wanted.

    Parameters
    ----------
    match
        What was found so far, by position; see ``Placed``.
    seen
        What the steps may see of the rows.
    known
        The gazetteer in use.
    using
        The steps, in their order.
    wanted
        A row that is placed at this level or a finer one is left alone.
    executor
        Who asks the steps that take each row apart.

    Raises
    ------
    OptionError
        If ``wanted`` is no level, or ``using`` holds something that is no step.
    """
    if wanted not in MATCH_LEVELS:
        raise OptionError(
            "wanted={wanted!r} must be one of {match_levels}.",
            wanted=wanted,
            match_levels=", ".join(MATCH_LEVELS),
        )
    odd = [type(step).__name__ for step in using if not isinstance(step, Step)]
    if odd or isinstance(using, str):
        raise OptionError(
            "using=[…] takes steps such as an AddressIndex, not {odd}.", odd=", ".join(odd)
        )
    good = MATCH_LEVELS[: MATCH_LEVELS.index(wanted) + 1]
    for step in using:
        coarse = ~match["match_level"].isin(good) & ~seen["state_key"].isin(ABROAD)
        coarse &= match["match_source"] != BY_HAND
        rows = seen[coarse].drop(columns=["lat", "lon"]).join(match[list(Placed._fields)])
        if getattr(step, "local", False) is not True:
            rows["name"] = rows["name"].where(rows["withheld"] == "", None)
        rows.attrs = dict(seen.attrs)
        match = _replaced(match, _found(step, rows, known, executor))
    return match


def _found(
    step: Step, rows: pd.DataFrame, known: Gazetteer, executor: AnyExecutor | None
) -> dict[int, Placed]:
    """What a step finds; neighbours go together, for they ask for the same streets."""
    if executor is None or getattr(step, "apart", False) is not True:
        return step.find(rows, known)
    rows = rows.sort_values("postcode", kind="stable")
    parts = (rows.iloc[one] for one in portions(len(rows), executor, least=_LEAST, each=4))
    found: dict[int, Placed] = {}
    for one in each(partial(_placed, step, known), parts, executor=executor):
        found |= one
    return found


def _placed(step: Step, known: Gazetteer, rows: pd.DataFrame) -> dict[int, Placed]:
    return step.find(rows, known)


def _replaced(match: pd.DataFrame, placed: dict[int, Placed]) -> pd.DataFrame:
    """Take what is not coarser than what was there."""
    if not placed:
        return match
    new = pd.DataFrame.from_dict(placed, orient="index", columns=list(Placed._fields))
    new["findings"] = pd.Series(list(map(_findings, new["findings"])), new.index, dtype=object)
    ranks = {level: rank for rank, level in enumerate(MATCH_LEVELS)}
    before = match.loc[new.index]
    old_rank, new_rank = before["match_level"].map(ranks), new["match_level"].map(ranks)
    coarser = (new_rank > old_rank) | (new["radius_m"] > before["radius_m"]) & (
        new_rank == old_rank
    )
    finer = ~coarser
    out = match.copy()
    out.loc[new.index[finer], new.columns] = new[finer]
    return out


def _findings(said: tuple[Finding, ...] | str | None) -> tuple[Finding, ...]:
    """What a step says of a row; one of somebody else may say a text."""
    if isinstance(said, str):
        return (found("step.said", text=said),) if said.strip() else ()
    return tuple(said or ())
