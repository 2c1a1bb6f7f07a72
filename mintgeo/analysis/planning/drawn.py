"""How sure a plan is: shares in plausible worlds, and whether each stop is in plans made anew."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import repeat
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from mintgeo._crs import WGS84
from mintgeo._errors import OptionError
from mintgeo._located import Located
from mintgeo._parallel import AnyExecutor, each
from mintgeo._quantiles import Floats, Ints
from mintgeo.analysis.planning.asked import Asked
from mintgeo.analysis.planning.cover import Reachable, xyz_of
from mintgeo.analysis.planning.tables import GAIN
from mintgeo.analysis.planning.taken import allotted
from mintgeo.analysis.uncertainty import LEVEL, Draws, uncertainty
from mintgeo.analysis.uncertainty.chance import Chance
from mintgeo.analysis.uncertainty.covers import Covers, Known
from mintgeo.travel.abilities import curve_for, law_for
from mintgeo.travel.protocol import Router

MADE_ANEW: Final = 50
"""Draws in which a plan is made anew."""
SAME_M: Final = 1_000.0
"""A plan made anew has a stop if it has a candidate this near."""
_MOST_WAYS: Final = 3_000_000
"""Ways within the threshold up to which plans are made anew."""
Anew = Callable[[sparse.csr_array, Floats, NDArray[np.bool_], int], Ints]
"""Cover, weights and who is reached before, in one draw → positions of the plan's stops."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Worlds:
    """Plausible worlds of a demand and its candidates."""

    asked: Asked
    reach: Reachable
    router: Router
    draws: int
    seed: int
    executor: AnyExecutor | None = None

    def spans(self, plans: Mapping[str, Ints], room: Floats | None) -> pd.DataFrame:
        """Shares of several plans: the middle 90 % of the draws, and their median.

        Returns
        -------
        DataFrame
            ``share_low``, ``share_middle``, ``share_high`` by plan, ``before``, and what each plan
            gains (``gain_of``).
        """
        known = self.known
        some = np.unique(np.concatenate(list(plans.values())))
        near = {name: np.isin(some, at) for name, at in plans.items()}
        order = np.argsort(known.ids.astype(str), kind="stable")
        shares: dict[str, list[float]] = {name: [] for name in ("before", *plans)}
        drawn = zip(self._before(known), self._people(known), self._covers(some), strict=False)
        for before, people, cover in drawn:
            total = float(people[order].sum())
            shares["before"].append(float((people * before)[order].sum()) / total)
            for name, own in near.items():
                on = _reached(sparse.csr_array(cover[:, own]), before, self._weights(people),
                              None if room is None else room[some[own]])  # fmt: skip
                shares[name].append(float((people * on)[order].sum()) / total)
        gains = {gain_of(name): list(np.subtract(shares[name], shares["before"]))
                 for name in plans}  # fmt: skip
        return _quantiles({**shares, **gains})

    def made_anew(self, anew: Anew) -> list[Ints]:
        """Stops of a plan made anew in each of the first draws; none if that takes too long."""
        if self.reach.cover.nnz > _MOST_WAYS:
            return []
        known, n = self.known, min(self.draws, MADE_ANEW)
        covers = self._covers(np.arange(self.reach.n))
        drawn = zip(range(n), self._before(known), self._people(known), covers, strict=False)
        asked = (
            (cover.astype(np.bool_), self._weights(people), before, number)
            for number, before, people, cover in drawn
        )
        return list(each(partial(_made, anew), asked, executor=self.executor))

    def certainty(self, chosen: Ints, plans: list[Ints]) -> Floats:
        """In how many plans made anew each stop is, or a candidate within 1 km of it."""
        if not plans or not len(chosen):
            return np.full(len(chosen), np.nan)
        xyz = xyz_of(self.reach.located)
        near = np.linalg.norm(xyz[chosen][:, None] - xyz[None], axis=2) <= SAME_M
        return np.asarray(np.mean([near[:, at].any(axis=1) for at in plans], axis=0))

    def _weights(self, people: Floats) -> Floats:
        """What people count in a draw."""
        counts = self.asked.counts
        factor = np.divide(people, counts, out=np.ones_like(counts), where=counts > 0)
        return self.asked.weights * factor

    @cached_property
    def known(self) -> Draws:
        """The draws of the offers, those of ``coverage``."""
        asked = self.asked
        offers, people = asked.offers, asked.people
        named = people.table.get("nearest_id")
        if asked.is_of_outings or named is None:
            offers, people = None, _nobody_reached(people, asked.minutes, self.router.mode)
        elif offers is None and named.notna().any():
            raise OptionError(
                "Draws need the offers of the reach table: existing=..., or draws=0 for a plan "
                "without spans."
            )
        sites = _none() if offers is None else offers
        return uncertainty(
            people, sites, router=self.router, draws=self.draws, seed=self.seed,
            minutes=asked.minutes, progress=False, executor=self.executor,
        )  # fmt: skip

    def _before(self, known: Draws) -> Iterator[NDArray[np.bool_]]:
        for times in known.times:
            yield (self.asked.before if self.asked.is_of_outings
                   else np.asarray(times <= np.float32(self.asked.minutes)))  # fmt: skip

    def _people(self, known: Draws) -> Iterator[Floats]:
        yield from known.weights(self.asked.counts, np.arange(len(known.ids)))

    def _covers(self, some: Ints) -> Iterator[sparse.csr_array]:
        """Whom some candidates reach, draw by draw: demand × some."""
        if not len(some):
            yield from repeat(sparse.csr_array((len(self.asked.people), 0)), self.draws)
            return
        ways = self.reach.ways
        spot = np.full(len(ways.to_ids), -1)
        spot[
            pd.Index(ways.to_ids).get_indexer(pd.Index(self.reach.candidates["id"].iloc[some]))
        ] = np.arange(len(some))
        place = spot[ways.column]
        own = place >= 0
        mode = self.router.mode
        drawn = Covers.of(
            self.asked.people, self.reach.located.rows(some),
            Known(row=ways.row[own], place=place[own], minutes=ways.travel_min[own]),
            limit=self.asked.minutes, known_min=self.reach.looked_min,
            curve=curve_for(mode, self.router), law=law_for(mode, self.router),
            chance=Chance(self.seed, self.draws),
        )  # fmt: skip
        shape = len(self.asked.people), len(some)
        for near in drawn:
            pairs = drawn.ways.row[near], drawn.ways.offer[near]
            yield sparse.csr_array((np.ones(len(pairs[0])), pairs), shape=shape)


def _made(anew: Anew, drawn: tuple[Any, ...]) -> Ints:
    """The plan of one draw; whom candidates reach travels as flags."""
    cover, *rest = drawn
    return anew(cover.astype(np.float64), *rest)


def _reached(
    cover: sparse.csr_array, before: NDArray[np.bool_], weights: Floats, room: Floats | None
) -> Floats:
    """Part of each row that is reached."""
    if room is None:
        return (before | (np.asarray(cover.sum(axis=1)) > 0)).astype(np.float64)
    taken = np.asarray(allotted(cover, weights, before, room).sum(axis=1))
    return np.asarray(np.minimum(before + taken, 1.0))


def _quantiles(shares: Mapping[str, list[float]]) -> pd.DataFrame:
    tail = (1 - LEVEL) / 2
    each = {name: np.quantile(one, [tail, 0.5, 1 - tail]) for name, one in shares.items()}
    table = pd.DataFrame.from_dict(
        each, orient="index", columns=["share_low", "share_middle", "share_high"]
    )
    return table.clip(0.0, 1.0)


def gain_of(plan: str) -> str:
    """Name of the row of what a plan gains."""
    return f"{plan}: {GAIN}"


def no_spans() -> pd.DataFrame:
    """What is said of shares without draws."""
    return pd.DataFrame({name: pd.Series(dtype=float)
                         for name in ("share_low", "share_middle", "share_high")})  # fmt: skip


def _nobody_reached(people: Located, minutes: float, mode: str) -> Located:
    table = people.table
    nothing = pd.Series(pd.NA, index=table.index, dtype="str")
    return people.under(table.assign(
        mode=pd.Series(mode, index=table.index, dtype="str"), nearest_id=nothing,
        second_id=nothing, travel_min=np.nan, second_min=np.nan, distance_m=np.nan, edge=False,
        edge_min=np.inf, least_min=np.inf, max_min=minutes, status="no_location",
    ))  # fmt: skip


def _none() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"id": pd.Series(dtype="str")}, geometry=[], crs=WGS84)
