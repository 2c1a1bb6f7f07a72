"""What many departures come to, point by point: times, the offer, and a way that stands for all."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mintgeo.timetable.search import Found, spread

Ints = NDArray[np.intp]
Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Summary:
    """Ways from each point to its nearest offers, points × ranks, over all departures.

    Attributes
    ----------
    travel, p10, p90
        Minutes, infinite where too few departures have a connection.
    share
        Departures with a connection / all.
    rides
        Connections by vehicle: different times of arrival.
    offer
        Position of the offer of the way that stands for all: of a departure that takes just as long
        as the median; -1 without one.
    at
        Which departure that is, and ``code`` what was found for it.
    """

    travel: Floats
    p10: Floats
    p90: Floats
    share: Floats
    rides: NDArray[np.int32]
    offer: NDArray[np.int32]
    at: Ints
    code: Any


def ranked(found: Found) -> Found:
    """The same with an axis of ranks, be there only one."""
    if found.codes.ndim > 2:  # noqa: PLR2004 departures and points
        return found
    return Found(codes=found.codes[..., None], coding=found.coding, depart=found.depart)


def summed(found: Found, by: int | None) -> Summary:
    """Sum up all departures, or take the latest one that arrives by a minute."""
    return over_all(found) if by is None else in_time(found, by)


def over_all(found: Found) -> Summary:
    """Sum up departures × points × ranks; a departure without a connection takes endless."""
    middle = spread(found)
    return Summary(
        travel=middle.median.astype(float), p10=middle.p10.astype(float),
        p90=middle.p90.astype(float), share=middle.share.astype(float), rides=by_vehicle(found),
        **_standing_for(found, found.minutes == middle.median, middle.median),
    )  # fmt: skip


def in_time(found: Found, by: int) -> Summary:
    """The latest ways that arrive by a minute; of the nearest offers those that one leaves last."""
    there = (found.arrive >= 0) & (found.arrive <= by)
    last = len(there) - 1 - np.argmax(there[::-1], axis=0)
    some = there.any(axis=0)
    minutes = np.take_along_axis(found.minutes, last[None], axis=0)[0]
    travel = np.where(some, minutes, np.inf).astype(float)
    chosen = np.arange(len(there))[:, None, None] == last
    ridden = some & (np.take_along_axis(found.rides, last[None], axis=0)[0] > 0)
    return Summary(
        travel=travel, p10=travel, p90=travel, share=some.astype(float),
        rides=ridden.astype(np.int32), **_standing_for(found, chosen & there, travel),
    )  # fmt: skip


def by_vehicle(found: Found) -> NDArray[np.int32]:
    """How many connections there are, other than walking all the way."""
    arrive = np.where(found.rides > 0, found.arrive, -1)
    new = arrive >= 0
    new[1:] &= arrive[1:] != arrive[:-1]
    return np.asarray(new.sum(axis=0, dtype=np.int32))


def _standing_for(found: Found, fits: NDArray[np.bool_], travel: Any) -> dict[str, Any]:
    """The departure that stands for all, of every point and rank, and no offer twice."""
    offers, codes = found.offer, found.codes
    points, ranks = np.arange(codes.shape[1]), codes.shape[2]
    at = np.zeros(codes.shape[1:], dtype=np.intp)
    offer = np.full(codes.shape[1:], -1, dtype=np.int32)
    code = np.full(codes.shape[1:], found.coding.none, dtype=codes.dtype)
    for rank in range(ranks):
        taken = offer[:, :rank].T[:, None] if rank else np.empty((0, 1, len(points)), dtype=int)
        new = ~(offers[:, :, rank][None] == taken).any(axis=0)
        good = fits[:, :, rank] & new
        none = ~good.any(axis=0)
        at[:, rank] = np.where(none, fits[:, :, rank].argmax(axis=0), good.argmax(axis=0))
        here = at[:, rank], points
        level = np.full(len(points), rank)
        if none.any():
            free = ~(offers[here][:, : rank + 1, None] == offer[:, None, :rank]).any(axis=2)
            level[none] = free.argmax(axis=1)[none]
        there = np.isfinite(travel[:, rank])
        offer[there, rank] = offers[(*here, level)][there]
        code[there, rank] = codes[(*here, level)][there]
    return {"offer": offer, "at": at, "code": code}
