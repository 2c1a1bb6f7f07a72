"""Stops that may not stand near each other: pairs of candidates of which a plan has one at most."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mintgeo._errors import OptionError
from mintgeo.plan.choice import positions

Near: TypeAlias = sparse.csr_array
"""Candidates × candidates, symmetric, 1.0 where two are too near; nothing on the diagonal."""


def checked_apart(apart: Any, n: int) -> Near:
    """Return pairs of ``n`` candidates as a symmetric matrix.

    Parameters
    ----------
    apart
        None, two arrays of positions, or a sparse matrix of candidates × candidates.

    Raises
    ------
    OptionError
        Another form, or positions that no candidate has.
    """
    if apart is None:
        return sparse.csr_array((n, n), dtype=np.float64)
    try:
        one, other = apart.nonzero() if sparse.issparse(apart) else apart
        ends = np.stack([np.asarray(one), np.asarray(other)])
    except (TypeError, ValueError) as error:
        raise OptionError(
            "'apart' must be two arrays of positions of the same length, or a sparse matrix of "
            "candidates × candidates.",
        ) from error  # fmt: skip
    positions(ends.ravel(), n, "apart")
    one, other = ends[:, ends[0] != ends[1]].astype(np.intp)
    both = (np.r_[one, other], np.r_[other, one])
    near = sparse.csr_array((np.ones(2 * len(one)), both), shape=(n, n))
    near.data[:] = 1.0
    return near


def beside(near: Near, chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell which candidates are too near to chosen ones."""
    return np.asarray(near @ chosen.astype(np.float64)) > 0


def cliques(near: Near) -> sparse.csr_array:
    """Return groups of candidates that are all too near each other, and every pair in one of them.

    One of each group at most says more than one of each pair: half of three, each half, keeps all
    pairs and not the group. Groups are grown one after the other from a pair that none has yet.
    """
    around = [_bits(near.indices[a:b]) for a, b in zip(near.indptr, near.indptr[1:], strict=False)]
    wanted = list(around)
    members: list[list[int]] = []
    for first in range(len(around)):
        while wanted[first]:
            group, common = [first], around[first]
            new = wanted[first]
            while common:
                one = _lowest(new & common or common)
                new |= wanted[one]
                common &= around[one]
                group.append(one)
            mask = _bits(np.array(group))
            for one in group:
                wanted[one] &= ~mask
            members.append(sorted(group))
    at = np.repeat(np.arange(len(members)), [len(one) for one in members])
    columns = np.array([one for group in members for one in group], dtype=np.intp)
    shape = (len(members), near.shape[0])
    return sparse.csr_array((np.ones(len(columns)), (at, columns)), shape=shape)


def _bits(at: NDArray[np.integer]) -> int:
    """Positions as the bits of a whole number."""
    found = np.zeros((int(at.max(initial=0)) + 8) // 8, dtype=np.uint8)
    np.bitwise_or.at(found, at // 8, (1 << (at % 8)).astype(np.uint8))
    return int.from_bytes(found.tobytes(), "little")


def _lowest(bits: int) -> int:
    return (bits & -bits).bit_length() - 1
