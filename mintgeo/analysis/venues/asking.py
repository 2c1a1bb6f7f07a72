"""All questions about venues: their numbers, which can be the best, and what changes."""

from dataclasses import dataclass
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo._crs import WGS84
from mintgeo._located import Located
from mintgeo.analysis.uncertainty.chance import Chance
from mintgeo.analysis.venues.blur import Worth, winners
from mintgeo.analysis.venues.numbers import NUMBERS, missing, numbers
from mintgeo.analysis.venues.order import lost, same
from mintgeo.analysis.venues.travellers import Travellers
from mintgeo.analysis.venues.wish import Wish
from mintgeo.emissions import EmissionFactors

_PAIRS: Final = 4_000_000
"""Ways that are held at once."""
_SURELY: Final = 0.95
_RESULTS: Final = ("rank", "tied", "more", "wins", "open")


@dataclass(frozen=True, kw_only=True)
class Asking:
    """Who asks for what; ``chance`` is None if nothing is to be moved."""

    travellers: Travellers
    wish: Wish
    factors: EmissionFactors
    chance: Chance | None

    def all(self, places: Located) -> tuple[pd.DataFrame, pd.DataFrame, np.ndarray]:
        """Numbers of all venues, the reasons of missing ways, and least and most values."""
        step = max(1, _PAIRS // max(1, len(self.travellers.row)))
        tables, reasons, bounds = [], [], []
        for first in range(0, len(places), step):
            here = places.rows(np.arange(first, min(first + step, len(places))))
            ways = self.travellers.ways(here)
            kept = here.table.drop(columns=[*NUMBERS, *_RESULTS], errors="ignore")
            found = numbers(self.travellers, ways, self.wish, self.factors)
            tables.append(pd.concat([kept.reset_index(drop=True), found], axis=1))
            reasons.append(missing(self.travellers, ways, here.table["id"]))
            if self.chance is not None:
                worth = Worth.of(self.travellers, ways, here, self.chance, self.wish)
                bounds.append(np.array(worth.bounds()))
        may = np.concatenate(bounds, axis=1) if bounds else np.empty((2, 0))
        return pd.concat(tables, ignore_index=True), pd.concat(reasons, ignore_index=True), may

    def drawn(self, ordered: pd.DataFrame, places: Located, may: np.ndarray) -> pd.DataFrame:
        """The venues with ``wins`` and ``open``: those that can't win in any draw never do."""
        out = ordered.assign(wins=np.nan, open=ordered["tied"] & (ordered.index > 0))
        if self.chance is None:
            return out
        at = pd.Index(places.table["id"]).get_indexer(ordered["id"])
        least, most = may[:, at]
        fewest = same(lost(out, self.wish), lost(out, self.wish)[0])
        limit = np.nanmin(np.where(fewest, most, np.inf))
        chosen = np.flatnonzero(fewest & ((least <= limit) | same(least, limit)))
        wins, equal = self._draw(places.rows(at[chosen]), int(np.flatnonzero(chosen == 0)[0]))
        won, doubt = np.zeros(len(out)), np.zeros(len(out), dtype=bool)
        won[chosen], doubt[chosen] = wins, equal > 1 - _SURELY
        doubt[0] = False
        return out.assign(wins=won, open=doubt)

    def _draw(self, places: Located, first: int) -> tuple[np.ndarray, np.ndarray]:
        if self.chance is None:
            return np.full(len(places), np.nan), np.full(len(places), np.nan)
        ways = self.travellers.ways(places)
        return winners(
            Worth.of(self.travellers, ways, places, self.chance, self.wish), first
        )  # fmt: skip

    def against(self, best: Located, last: Located | None) -> dict[str, Any]:
        """Ways of people to the best place and to the last one, and what changes."""
        ways = self.travellers.ways(best)
        after = numbers(self.travellers, ways, self.wish, self.factors)
        each = self.travellers.table(ways, 0, "best")
        if last is None:
            return {"change": None, "ways": each}
        former = self.travellers.ways(last)
        before = numbers(self.travellers, former, self.wish, self.factors)
        return {
            "change": _change(before, after, self._moved(former.minutes, ways.minutes), self.wish),
            "ways": pd.concat(
                [each, self.travellers.table(former, 0, "existing")], ignore_index=True
            ),
            "existing_open": self._is_open(best, last, before, after),
        }

    def _moved(self, before: np.ndarray, after: np.ndarray) -> tuple[float, float]:
        """People whose way becomes shorter, and longer."""
        apart = np.where(same(before, after), 0.0, after - before)[:, 0]
        weight = self.travellers.weight
        return float(weight[apart < 0].sum()), float(weight[apart > 0].sum())

    def _is_open(
        self, best: Located, last: Located, before: pd.DataFrame, after: pd.DataFrame
    ) -> bool:
        """Whether the last place may be as good as the best one."""
        after_lost, before_lost = (lost(one, self.wish) for one in (after, before))
        if not same(after_lost, before_lost).all():
            return bool((before_lost < after_lost).all())
        if self.chance is None:
            return bool((before["value"] <= after["value"] * (1 + 1e-9)).all())
        columns = ["id", "geometry", "radius_m"]
        two = [gpd.GeoDataFrame(one.table.reindex(columns=columns)) for one in (best, last)]
        table = pd.concat([one.to_crs(WGS84) for one in two], ignore_index=True)
        both = Located(gpd.GeoDataFrame(table.assign(id=["best", "existing"])))
        return bool(self._draw(both, 0)[1][1] > 1 - _SURELY)


def _change(
    before: pd.DataFrame, after: pd.DataFrame, moved: tuple[float, float], wish: Wish
) -> pd.DataFrame:
    """Rows before, after and saved; nothing is saved for certain if other people have a way."""
    saved = before - after
    if not same(lost(before, wish), lost(after, wish))[0]:
        saved[:] = np.nan
    saved["without"] = before["without"] - after["without"]
    saved["shorter"], saved["longer"] = moved
    out = pd.concat([before, after, saved], ignore_index=True)
    out.insert(0, "plan", pd.Series(["before", "after", "saved"], dtype="str"))
    return out
