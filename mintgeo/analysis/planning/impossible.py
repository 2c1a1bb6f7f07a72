"""What no plan can do, in words of the map: which stop, which area, and what would do."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

import geopandas as gpd
import numpy as np
from scipy import sparse

from mintgeo._errors import InfeasibleError
from mintgeo._located import Located
from mintgeo._phrase import Phrase, phrases
from mintgeo._quantiles import Floats
from mintgeo.analysis.planning.asked import Asked
from mintgeo.analysis.planning.cover import Reachable, listed
from mintgeo.analysis.planning.refused import areas_named, areas_without, of_choice, values_of
from mintgeo.analysis.planning.wishes import Wishes
from mintgeo.analysis.reach import reach as reached
from mintgeo.travel.pairs import matrix
from mintgeo.travel.protocol import Router

_STEP_MIN: Final = 5.0
_MOST_TIMES: Final = 3.0
"""Thresholds that might do are looked for in steps of 5 minutes up to so many times what was asked
for."""
_SECONDS: Final = 2.0
_SHOWN: Final = 3


@dataclass(frozen=True, kw_only=True, eq=False)
class Case:
    """A plan that could not be made."""

    asked: Asked
    reach: Reachable
    wishes: Wishes
    router: Router


def check_required(
    ids: Iterable[str], table: gpd.GeoDataFrame, asked: Asked, reach: Reachable, router: Router
) -> None:
    """Refuse required stops that nobody reaches.

    Raises
    ------
    InfeasibleError
        ``unreachable_stop``, with the minutes that would do where any would.
    """
    lost = reach.lost[reach.lost["id"].isin([str(one) for one in ids])]
    if lost.empty:
        return
    rows = Located.of(gpd.GeoDataFrame(table[table["id"].isin(lost["id"])]))
    times = matrix(asked.people, rows, router).dense()
    lived = times[asked.counts > 0]
    soonest = np.where(np.isnan(lived), np.inf, lived).min(axis=0, initial=np.inf).max()
    needed = float(np.ceil(soonest)) if np.isfinite(soonest) else None
    raise InfeasibleError(
        "The required stops {stops} are reached by nobody within {minutes:g} minutes{would}.",
        code="unreachable_stop", stops=listed(lost["name"]), ids=tuple(lost["id"]),
        minutes=asked.minutes, needed_minutes=needed,
        would=Phrase(": with {minutes:g} minutes each of them would be", minutes=needed)
        if needed is not None else Phrase(": no way leads there"),
    )  # fmt: skip


def told(error: InfeasibleError, case: Case) -> InfeasibleError:
    """Say what the solver said by position in names, with a change that would help."""
    if not case.reach.n:
        return InfeasibleError(
            "Nobody of the demand reaches any of {n} candidates within {minutes:g} minutes: are "
            "they in the same area?",
            code="reaches_nobody", n=len(case.reach.lost), minutes=case.asked.minutes,
        )  # fmt: skip
    if error.code == "none_found" and error.values.get("needed") is None:
        return error
    say = {
        "unreachable": _unreachable, "group_too_small": _groups_small,
        "groups_exceed": _groups_exceed,
        "more_needed": _more_needed, "none_found": _more_needed,
        "floor_unreachable": _floors, "required_near": _too_near, "too_few_apart": _few_apart,
        "unreachable_apart": _less_apart,
    }.get(error.code)  # fmt: skip
    return of_choice(error, case.reach.candidates) if say is None else say(error, case)


def _groups_small(error: InfeasibleError, case: Case) -> InfeasibleError:
    del case
    return areas_without([str(one) for one in values_of(error, "groups")],
                         lacking=int(values_of(error, "lacking")[0]))  # fmt: skip


def _groups_exceed(error: InfeasibleError, case: Case) -> InfeasibleError:
    del case
    values = {name: error.values.get(name) for name in ("needed", "wanted")}
    return InfeasibleError(
        "The areas want {needed} stops together with those required, but only {wanted} are "
        "planned: plan {needed}, or ask for fewer there.",
        code=error.code, **values,
    )  # fmt: skip


def _unreachable(error: InfeasibleError, case: Case) -> InfeasibleError:
    """All candidates together don't reach enough: how many they do, whom not, and from when on."""
    asked = case.asked
    allowed = np.ones(case.reach.n)
    allowed[list(case.wishes.forbidden)] = 0.0
    on = asked.before | ((case.reach.cover @ allowed) > 0)
    most = float(asked.weights[on].sum() / asked.weights.sum())
    minutes = _enough_minutes(case, None)
    return InfeasibleError(
        "All candidates together reach {most:.1%} of the people within {minutes:g} minutes, but "
        "{share:.1%} is wanted. Most people are left in {places}. Ask for less, add candidates "
        "there{would}.",
        code=error.code, most=most, share=case.wishes.target_share or 0.0, minutes=asked.minutes,
        places=_left_places(asked, on), needed_minutes=minutes, would=_or_minutes(minutes, asked),
    )  # fmt: skip


def _more_needed(error: InfeasibleError, case: Case) -> InfeasibleError:
    needed, wanted = int(error.values["needed"]), int(error.values["wanted"])  # type: ignore[call-overload]
    minutes = _enough_minutes(case, wanted)
    return InfeasibleError(
        "No plan of {wanted} stops does what was asked for within {minutes:g} minutes: {needed} "
        "stops would do{would}.",
        code=error.code, wanted=wanted, minutes=case.asked.minutes, needed=needed,
        least=error.values.get("least"), share=error.values.get("share"),
        needed_minutes=minutes, would=_or_minutes(minutes, case.asked),
    )  # fmt: skip


def _floors(error: InfeasibleError, case: Case) -> InfeasibleError:
    asked, groups = case.asked, case.wishes.floor
    keys = [str(one) for one in values_of(error, "groups")]
    missing = [float(one) for one in values_of(error, "missing")]
    own = np.zeros(len(asked.counts), dtype=object) if groups is None else groups[0]
    total = [float(asked.weights[own == key].sum()) for key in keys]
    wanted = dict(groups[1]) if groups else {}
    most = [wanted.get(key, 0.0) - lack / all_ for key, lack, all_ in
            zip(keys, missing, total, strict=True)]  # fmt: skip
    minutes = _enough_minutes(case, None)
    return InfeasibleError(
        "All candidates together don't reach the least share of {areas} within {minutes:g} "
        "minutes; {most} is the most there. Lower it, add candidates{would}.",
        code=error.code, areas=listed(areas_named(keys)), groups=tuple(keys),
        most=phrases(Phrase("{share:.1%}", share=one) for one in most),
        shares=tuple(most), minutes=asked.minutes,
        needed_minutes=minutes, would=_or_minutes(minutes, asked),
    )  # fmt: skip


def _too_near(error: InfeasibleError, case: Case) -> InfeasibleError:
    pairs = [tuple(one) for one in values_of(error, "pairs")]
    at = sorted({int(one) for pair in pairs for one in pair})
    return InfeasibleError(
        "The required stops {stops} are less than {km:g} km apart: leave some of them out, or "
        "lower 'min_apart_km'.",
        code=error.code, stops=case.reach.names(at), km=case.wishes.apart_km,
        ids=tuple(case.reach.candidates["id"].iloc[at]), leave_out=error.values.get("leave_out"),
    )  # fmt: skip


def _few_apart(error: InfeasibleError, case: Case) -> InfeasibleError:
    return InfeasibleError(
        "{wanted} stops at least {km:g} km apart are wanted, but only {most} candidates are that "
        "far apart: plan {most}, or lower 'min_apart_km'.",
        code=error.code, wanted=error.values.get("wanted"), most=error.values.get("most"),
        km=case.wishes.apart_km,
    )  # fmt: skip


def _less_apart(error: InfeasibleError, case: Case) -> InfeasibleError:
    most = float(values_of(error, "most")[0]) / float(case.asked.weights.sum())
    return InfeasibleError(
        "Stops at least {km:g} km apart reach {most:.1%} of the people at most: ask for less, or "
        "lower 'min_apart_km'.",
        code=error.code, most=most, km=case.wishes.apart_km,
    )  # fmt: skip


def _or_minutes(minutes: float | None, asked: Asked) -> str:
    if minutes is None:
        return ""
    return Phrase(", or allow {needed:g} minutes instead of {minutes:g}",
                  needed=minutes, minutes=asked.minutes)  # fmt: skip


def _left_places(asked: Asked, on: "np.ndarray[Any, Any]") -> str:
    """Where most people are reached by no candidate."""
    left = asked.table.assign(_left=np.where(on, 0.0, asked.counts))
    names = left["place"].astype("str").fillna(left["ags"].astype("str"))
    sums = left.groupby(names)["_left"].sum().sort_values(ascending=False, kind="stable")
    return listed(sums.index[:_SHOWN])


def _enough_minutes(case: Case, picks: int | None) -> float | None:
    """The smallest threshold, in steps of 5 minutes, at which a plan could be made."""
    asked, limit = case.asked, case.asked.minutes
    top = _MOST_TIMES * limit
    ways = matrix(asked.people, case.reach.located, case.router, max_min=top)
    before = _offer_minutes(case, top)
    first = _STEP_MIN * (np.floor(limit / _STEP_MIN) + 1)
    for minutes in np.arange(first, top + 1e-9, _STEP_MIN):
        near = ways.travel_min <= minutes
        cover = sparse.csr_array(
            (np.ones(int(near.sum())), (ways.row[near], ways.column[near])), shape=ways.shape
        )
        then = replace(asked, before=asked.before | (before <= minutes), minutes=float(minutes))
        if _would_do(then, cover, case.wishes, picks):
            return float(minutes)
    return None


def _would_do(asked: Asked, cover: sparse.csr_array, wishes: Wishes, picks: int | None) -> bool:
    easier = replace(wishes, n_stops=picks if wishes.target_share is None else wishes.n_stops,
                     alternatives=0, time_limit=_SECONDS)  # fmt: skip
    if easier.n_stops is None and easier.target_share is None:
        easier = replace(easier, n_stops=wishes.n_stops)
    try:
        easier.solve(asked, cover)
    except InfeasibleError:
        return False
    return True


def _offer_minutes(case: Case, top: float) -> Floats:
    """Minutes to the nearest offer, as far as it matters for longer thresholds."""
    asked = case.asked
    if asked.offers is None or asked.is_of_outings:
        return np.full(len(asked.counts), np.inf)
    table = reached(asked.people, asked.offers, case.router, max_min=top, role=None)
    times = table["travel_min"].to_numpy(dtype=float)
    return np.where(np.isnan(times), np.inf, times)
