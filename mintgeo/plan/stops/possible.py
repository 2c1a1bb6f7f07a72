"""What no plan can do, said before anything is searched: which wish, why, and what would do."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mintgeo._errors import InfeasibleError
from mintgeo.plan.solution import CLOSE
from mintgeo.plan.stops.model import independent
from mintgeo.plan.stops.problem import Problem, coded


def check_groups(problem: Problem, picks: int | None, groups: Sequence[object] | None) -> None:
    """Refuse groups that have too few candidates, or that want more stops than there are.

    Raises
    ------
    InfeasibleError
        ``group_too_small`` or ``groups_exceed``.
    """
    has = np.bincount(problem.kind, minlength=len(problem.least))
    small = np.flatnonzero(has < problem.least)
    if len(small) and groups is not None:
        _, names = coded(groups, "spread")
        raise InfeasibleError(
            "Groups {groups} want more stops than they have candidates to choose; {lacking} are "
            "missing: add candidates there, or ask for fewer stops.",
            code="group_too_small", groups=tuple(names[at] for at in small.tolist()),
            lacking=int((problem.least - has)[small].sum()),
        )  # fmt: skip
    wanted = int(problem.least.sum())
    if picks is not None and wanted > picks:
        fixed = len(problem.inside)
        raise InfeasibleError(
            "The groups want {needed} stops with those required, but 'n_stops' is {wanted}: "
            "{needed} stops would do for the groups.",
            code="groups_exceed", needed=wanted + fixed, wanted=picks + fixed,
        )  # fmt: skip


def check_target(problem: Problem, target: float, share: float, lost: NDArray[np.intp]) -> None:
    """Refuse a weight that all candidates together don't reach.

    Raises
    ------
    InfeasibleError
        ``unreachable``; ``rows`` are those of demand that no candidate reaches.
    """
    if problem.total >= target * (1 - CLOSE):
        return
    most = problem.total / target * share
    raise InfeasibleError(
        "'target_share' is {share:.4g}, but all candidates together reach {most:.4g}: {n} rows of "
        "demand are reached by none (the first: {rows}). Add candidates there, allow longer ways, "
        "or ask for {most:.4g}.",
        code="unreachable", share=share, most=most, n=len(lost), rows=tuple(lost[:10].tolist()),
    )  # fmt: skip


def check_floors(problem: Problem, groups: Sequence[object] | None) -> None:
    """Refuse floors that all candidates together don't keep.

    Raises
    ------
    InfeasibleError
        ``floor_unreachable``; ``missing`` is the weight that each group lacks.
    """
    short = problem.short(np.arange(problem.n))
    wrong = np.flatnonzero(short > 0)
    if len(wrong) and groups is not None:
        _, names = coded(groups, "floor")
        raise InfeasibleError(
            "All candidates together don't reach the floor in the groups {groups}, which lack "
            "{missing}: lower it there, or add candidates.",
            code="floor_unreachable", groups=tuple(names[at] for at in wrong.tolist()),
            missing=tuple(short[wrong].tolist()),
        )  # fmt: skip


def too_few_apart(
    wanted: int, most: int, lacking: NDArray[np.intp], *, proven: bool
) -> InfeasibleError:
    """What to say where fewer candidates are far enough apart than are wanted.

    Returns
    -------
    InfeasibleError
        ``too_few_apart`` with the ``most`` that can be chosen, ``groups_apart`` with the number
        that groups are ``lacking`` then, or ``none_found`` if a better choice is not ruled out.
    """
    values = {"wanted": wanted, "most": most, "lacking": int(lacking.sum())}
    if not proven:
        return InfeasibleError(
            "No {wanted} candidates were found that are as far apart as 'apart' asks, nor is it "
            "ruled out: {most} were found. Allow shorter distances, or more time.",
            code="none_found", needed=None, **values,
        )  # fmt: skip
    if lacking.any():
        return InfeasibleError(
            "Candidates as far apart as 'apart' asks leave the groups with {lacking} stops too "
            "few: ask for fewer stops there, or allow shorter distances.",
            code="groups_apart", **values,
        )  # fmt: skip
    return InfeasibleError(
        "'{what}' is {wanted}, but only {most} candidates are as far apart as 'apart' asks: plan "
        "{most}, or allow shorter distances.",
        code="too_few_apart", what="n_stops", **values,
    )  # fmt: skip


def unreachable_apart(
    target: float, lacks: float, floors: float, *, proven: bool
) -> InfeasibleError:
    """What to say where stops that are far enough apart don't reach enough.

    Returns
    -------
    InfeasibleError
        ``unreachable_apart`` with the ``most`` that can be reached and what floors are
        ``missing``, or ``none_found`` if that is open.
    """
    values = {"wanted": target, "most": target - lacks, "missing": floors}
    if not proven:
        return InfeasibleError(
            "No stops as far apart as 'apart' asks were found that reach {wanted:.6g} and all "
            "floors, nor is it ruled out. Allow shorter distances, or more time.",
            code="none_found", needed=None, **values,
        )  # fmt: skip
    return InfeasibleError(
        "Stops as far apart as 'apart' asks reach {most:.6g} of {wanted:.6g} that were asked for, "
        "and miss {missing:.6g} of the floors: ask for less, or allow shorter distances.",
        code="unreachable_apart", **values,
    )  # fmt: skip


def check_required(near: sparse.csr_array, required: NDArray[np.intp],
                   existing: NDArray[np.intp]) -> None:  # fmt: skip
    """Refuse required candidates that are too near each other or to existing ones.

    Raises
    ------
    InfeasibleError
        ``required_near`` with the ``pairs``, and how many have to be left out at least.
    """
    pairs = near[required][:, np.r_[required, existing]].tocoo()
    if not pairs.nnz:
        return
    ends = np.c_[required[pairs.coords[0]], np.r_[required, existing][pairs.coords[1]]]
    inside = near[required][:, required]
    apart = np.flatnonzero(near[required][:, existing].sum(axis=1) == 0)
    raise InfeasibleError(
        "Required candidates are too near each other or to existing ones: {pairs}. Leave out "
        "{leave_out} of them, or allow shorter distances.",
        code="required_near", leave_out=len(required) - independent(inside[apart][:, apart]),
        pairs=tuple(sorted({(int(min(one)), int(max(one))) for one in ends.tolist()}))[:10],
    )  # fmt: skip


def too_many_needed(found: int, least: int, wanted: int, *, share: float | None) -> InfeasibleError:
    """What to say where no plan with so many stops was found, and one with more was.

    Returns
    -------
    InfeasibleError
        ``more_needed`` if fewer than ``least`` stops are proven not to do; ``none_found`` if
        that is open. ``share`` is what can be reached with the number of stops asked for.
    """
    values = {"needed": found, "least": least, "wanted": wanted, "share": share}
    if least > wanted:
        return InfeasibleError(
            "No plan with {wanted} stops does what was asked for: {needed} stops would do, fewer "
            "than {least} can't.",
            code="more_needed", **values,
        )  # fmt: skip
    return InfeasibleError(
        "No plan with {wanted} stops was found that does what was asked for, nor is it ruled out: "
        "{needed} stops would do. Allow more stops, or more time.",
        code="none_found", **values,
    )  # fmt: skip
