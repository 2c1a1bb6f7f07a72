"""What stops gain, in the one sentence that can be quoted: of a plan, and of tours."""

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from mintgeo.analysis.division import AREA_TYPE_NAMES
from mintgeo.chapters.coverage.tables import SHARES
from mintgeo.chapters.rows import Row, records
from mintgeo.chapters.words import by_mode
from mintgeo.language import NN_, NOTHING, Language
from mintgeo.modes import MODES as KNOWN
from mintgeo.run import Run

Sentences: TypeAlias = tuple[tuple[str, str], tuple[str, str]]
IN_FULL: Final[Sentences] = (
    NN_(
        "Mit einem Halt erreichen {after} der {who} in höchstens {minutes} Minuten {mode} ein "
        "Angebot, heute sind es {before}: {gain} mehr.",
        "Mit {n} Halten erreichen {after} der {who} in höchstens {minutes} Minuten {mode} ein "
        "Angebot, heute sind es {before}: {gain} mehr.",
    ),
    NN_(
        "Mit einem Halt erreichen {after} der {who} in höchstens {minutes} Minuten ein Angebot, "
        "wenn sie {mode} werden, heute sind es {before}: {gain} mehr.",
        "Mit {n} Halten erreichen {after} der {who} in höchstens {minutes} Minuten ein Angebot, "
        "wenn sie {mode} werden, heute sind es {before}: {gain} mehr.",
    ),
)
"""For people who go by themselves, and for those who are brought."""
ALONE: Final[Sentences] = (
    NN_(
        "Mit einem Halt erreichen {after} der {who} in höchstens {minutes} Minuten {mode} ein "
        "Angebot, {gain} mehr als heute.",
        "Mit {n} Halten erreichen {after} der {who} in höchstens {minutes} Minuten {mode} ein "
        "Angebot, {gain} mehr als heute.",
    ),
    NN_(
        "Mit einem Halt erreichen {after} der {who} in höchstens {minutes} Minuten ein Angebot, "
        "wenn sie {mode} werden, {gain} mehr als heute.",
        "Mit {n} Halten erreichen {after} der {who} in höchstens {minutes} Minuten ein Angebot, "
        "wenn sie {mode} werden, {gain} mehr als heute.",
    ),
)
"""The same for the first page, which has told of today already."""
_SHARE: Final = ("share", "share_low", "share_high")


def share(row: Row, say: Language) -> str:
    """Say a share as its span, or as the best estimate where there is none."""
    if row["share"] is None:
        return NOTHING
    if row["share_low"] is None:
        return say("etwa {share}", share=say.percent(row["share"]))
    return say.span(row["share_low"], row["share_high"])


def as_told(
    rows: Mapping[str, Row], run: Run, *, mode: str, minutes: float, areas: Sequence[str] = ()
) -> dict[str, Row]:
    """The rows, with the share of today as the report tells it of the same people.

    It comes of other draws there; one share has one span on all pages.
    """
    whole = not {*AREA_TYPE_NAMES} - {*(areas or AREA_TYPE_NAMES)}
    if not whole and len(areas) > 1:
        return {**rows}
    told = records(run, SHARES, level="country" if whole else "area_type")
    asked = (mode, minutes)
    for one in told:
        same = (one["mode"], one["minutes"]) == asked and (whole or one["ags"] in areas)
        if same and one.get("share_low") is not None:
            return {**rows, "before": {**rows["before"], **{name: one[name] for name in _SHARE}}}
    return {**rows}


def people(row: Row, say: Language) -> str:
    """Say how many people a row is, as a span if it has one."""
    if row["share_low"] is None:
        return say.people(row["reached"])
    ends = (row["share_low"] * row["population"], row["share_high"] * row["population"])
    return say.people_span(*ends)


def gain(
    rows: Mapping[str, Row], stops: int, say: Language, *, minutes: float, mode: str, counted: str,
    who: str, kinds: Sentences = IN_FULL,
) -> str:  # fmt: skip
    """Say what so many stops gain.

    Parameters
    ----------
    rows
        ``before``, ``after`` and ``gain`` of shares (``plan_shares``); a share that is empty is too
        coarse to be told.
    stops
        How many there are.
    minutes, mode
        How far people come to them, and how.
    counted, who
        Whom the shares are of, with their areas and without.
    kinds
        ``IN_FULL`` or ``ALONE``.
    """
    values = {"minutes": say.limit(minutes), "mode": by_mode(mode, say), "who": counted}
    if rows["after"]["share"] is None:
        return _coarse(rows["gain"], stops, say, values)
    one, many = kinds[KNOWN[mode].brought]
    return say.count(
        one, many, stops, **values, before=share(rows["before"], say),
        after=share(rows["after"], say),
        gain=say("{people} {who}", people=people(rows["gain"], say), who=who),
    )  # fmt: skip


def _coarse(row: Row, stops: int, say: Language, values: Mapping[str, str]) -> str:
    """What stops gain by points that are too coarse for shares."""
    return say.count(
        "Mit einem Halt erreichen nach bester Schätzung {people} {who} mehr in höchstens {minutes} "
        "Minuten ({mode}) ein Angebot; Anteile sind aus diesen Punkten nicht zu sagen: Sie sind zu "
        "grob für so kurze Wege.",
        "Mit {n} Halten erreichen nach bester Schätzung {people} {who} mehr in höchstens {minutes} "
        "Minuten ({mode}) ein Angebot; Anteile sind aus diesen Punkten nicht zu sagen: Sie sind zu "
        "grob für so kurze Wege.",
        stops, **values, people=say.people(row["reached"]),
    )  # fmt: skip
