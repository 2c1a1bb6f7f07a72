"""OSRM as a router: an optional engine with the same answers as ``RoadNetwork``."""

import shutil
from collections.abc import Iterator
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Final, Self
from weakref import finalize

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo import _osm
from mintgeo._cache import cache_folder, content_key, file_hash
from mintgeo._card import card
from mintgeo._errors import InputError, reason
from mintgeo._located import Floats, Ints, Points
from mintgeo.language import MODES, language
from mintgeo.modes import check_mode
from mintgeo.travel._osrm_files import BASE, engine, prepared, profile_file
from mintgeo.travel._osrm_pairs import ASKED, as_numbers, chosen, gaps_m, nothing, together
from mintgeo.travel._table import travel_table
from mintgeo.travel.laws import ErrorLaw
from mintgeo.travel.matrices import NOT_SNAPPED, OUTSIDE, Matrix, unplaced
from mintgeo.travel.measured import ON_ROADS
from mintgeo.travel.protocol import AnyPoints, check_limits
from mintgeo.travel.roads.common import OnStreets
from mintgeo.travel.roads.graph.places import WALK_MS
from mintgeo.travel.roads.reading.profiles import PROFILES
from mintgeo.travel.roads.search.border import gap_to_border_m

_CELLS: Final = 4_000_000
"""Cells of one table that the engine is asked for at a time: some 0.6 GB. Smaller tables cost more,
for every one of them searches from all destinations again."""


class Osrm(OnStreets):
    """A router that asks OSRM, with its stock profiles or one of your own.

    Build it with ``from_osm``. It needs the extra ``osrm`` (Python 3.12 or newer).

    Notes
    -----
    As in ``RoadNetwork``, times are from door to door: the walk between the points and the road at
    5 km/h is part of them. OSRM always answers the nearest by time, and all pairs are asked for: an
    own network is the better choice for a whole country.
    """

    def __init__(
        self, folder: Path, mode: str, *, source: dict[str, object], box: _osm.Box | None,
        max_snap_m: float = 2000, law: ErrorLaw = ON_ROADS,
    ) -> None:  # fmt: skip
        super().__init__(mode, max_snap_m=max_snap_m, law=law)
        self._osrm = engine()
        self._source, self._box = source, box
        try:
            self._asked = self._osrm.OSRM(
                algorithm="MLD", storage_config=str(folder / BASE), use_shared_memory=False
            )
        except (RuntimeError, ValueError) as error:
            raise InputError(
                "OSRM can't open its files in {folder} ({error}); delete the folder, and from_osm "
                "makes them again.",
                folder=folder,
                error=reason(error),
            ) from error

    @classmethod
    def from_osm(
        cls,
        path: str | Path,
        mode: str = "car",
        *,
        profile: str | Path | None = None,
        cache: str | Path | None = None,
        max_snap_m: float = 2000,
        law: ErrorLaw = ON_ROADS,
        progress: bool = True,
    ) -> Self:
        """Let OSRM prepare an extract (extract, partition, customize), or take it from the cache.

        Parameters
        ----------
        path
            ``.osm.pbf``, ``.osm``, ``.osm.gz`` or ``.osm.bz2``.
        mode
            ``car`` (brought by car), ``bike`` or ``foot``: which stock profile, and the name of the
            mode in every table.
        profile
            A profile of your own (``.lua``) in place of the stock one.
        cache
            A folder; by default the usual one (``MINTGEO_CACHE`` or the user's cache folder).
        max_snap_m
            Longest gap between a point and its road, metres.
        law
            As of ``RoadNetwork``.
        progress
            Show a progress bar, if the output is a terminal or notebook.

        Raises
        ------
        InputError
            If the extract or profile is missing or OSRM can't use it; with OSRM's last words.
        OptionError
            For an unknown mode.
        MissingExtraError
            If OSRM is not installed.
        """
        check_mode(mode, PROFILES)
        file = _osm.check_extract(path).resolve()
        rules = profile_file(mode, profile)
        sha256 = content_key(file)
        key = f"{sha256[:24]}-{mode}-{file_hash(rules)[:12]}-{version('osrm-bindings')}"
        home = Path(cache) if cache else cache_folder()
        goal = home.resolve() / "osrm" / key if home else None
        folder, passing = prepared(file, rules, goal, progress=progress)
        source: dict[str, object] = {"extract": file.name, "sha256": sha256,
                                     "profile": rules.name}  # fmt: skip
        box = _osm.extent(file)
        router = cls(folder, mode, source=source, box=box, max_snap_m=max_snap_m, law=law)
        if passing:
            finalize(router, shutil.rmtree, folder.parent, ignore_errors=True)
        return router

    def describe(self) -> dict[str, object]:
        """Return where the network comes from, and which engine and profile answer."""
        return {
            "kind": "osrm", "mode": self.mode, **self._source, "engine": version("osrm-bindings"),
            "walk_kmh": WALK_MS * 3.6, "max_snap_m": self.max_snap_m,
            "attributions": [_osm.ATTRIBUTION],
        }  # fmt: skip

    def _repr_html_(self) -> str:
        """Which extract, profile and engine answer."""
        about = self.describe()
        rows = [("Auszug", about["extract"]), ("Profil", about["profile"])]
        title = f"OSRM, {language()(MODES[self.mode])}"
        return card(title, [*rows, ("Version", about["engine"]), ("Quelle", _osm.ATTRIBUTION)])

    def place(self, points: AnyPoints, *, what: str = "points") -> Points:
        """Check points once, for several questions; ``what`` they are is said in errors."""
        return Points.of(points, what=what)

    def nearest(
        self,
        origins: AnyPoints,
        destinations: AnyPoints,
        *,
        k: int = 1,
        max_min: float | None = None,
    ) -> pd.DataFrame:
        """Find the ``k`` nearest destinations of every origin, as ``RoadNetwork`` does."""
        check_limits(k=k, max_min=max_min)
        return self._answer(origins, destinations, k=k, max_min=max_min)

    def travel_times(
        self,
        origins: AnyPoints,
        destinations: AnyPoints,
        *,
        max_min: float | None = None,
    ) -> pd.DataFrame:
        """Find all pairs within ``max_min`` minutes, as ``RoadNetwork`` does."""
        check_limits(max_min=max_min)
        return self._answer(origins, destinations, k=None, max_min=max_min)

    def matrix(
        self,
        origins: AnyPoints,
        destinations: AnyPoints,
        *,
        max_min: float | None = None,
    ) -> Matrix:
        """Find the same pairs as numbers, with the reason of every other one."""
        check_limits(max_min=max_min)
        start = Points.of(origins, what="origins")
        goal = Points.of(destinations, what="destinations")
        here, there = unplaced(start), unplaced(goal)
        unjoined = np.ones((len(start.ids), len(goal.ids)), dtype=bool)
        limit, found = np.inf if max_min is None else max_min, [nothing()]
        for block, values in self._blocks(start, goal):
            row = start.placed[block]
            unjoined[np.ix_(row, goal.placed)] = np.isnan(values["travel_min"])
            far = values["here"] > self.max_snap_m
            here[row[far]] = np.where(self._outside(start, block[far]), OUTSIDE, NOT_SNAPPED)
            there[goal.placed[values["there"] > self.max_snap_m]] = NOT_SNAPPED
            found.append(chosen(start, goal, block, values, k=None, limit=limit))
        row, column, values = together(found)
        return Matrix.of_pairs(
            start.ids, goal.ids, row, column, values=values, mode=self.mode, max_min=max_min,
            origin=here, goal=there, unjoined=partial(np.array, unjoined),
        )  # fmt: skip

    def minutes_to_border(self, points: AnyPoints) -> Floats:
        """Least minutes after which somebody from each point can be beyond the extract.

        The straight line to the border at the highest speed of the mode, for OSRM does not say
        where roads are cut: shorter than what ``RoadNetwork`` finds. 0 for all if the extract does
        not say what it covers.
        """
        placed = Points.of(points, what="points")
        out = np.full(len(placed.ids), np.nan)
        gap: Floats = np.zeros(len(placed.placed))
        if self._box is not None:
            gap = gap_to_border_m(self._box, placed.lon, placed.lat)
        out[placed.placed] = gap / 1000 / PROFILES[self.mode].top_kmh * 60
        return out

    def _answer(
        self, origins: AnyPoints, destinations: AnyPoints, *, k: int | None,
        max_min: float | None,
    ) -> pd.DataFrame:  # fmt: skip
        start = Points.of(origins, what="origins")
        goal = Points.of(destinations, what="destinations")
        missing = np.full(len(start.ids), "no_location", dtype="<U16")
        limit, found = np.inf if max_min is None else max_min, [nothing()]
        for block, values in self._blocks(start, goal):
            missing[start.placed[block]] = self._reasons(start, block, values)
            found.append(chosen(start, goal, block, values, k=k, limit=limit))
        row, target, values = together(found)
        return travel_table(
            start.ids, goal.ids, row=row, target=target, values=values,
            missing=missing, mode=self.mode, ranked=k is not None,
        )  # fmt: skip

    def _blocks(self, start: Points, goal: Points) -> Iterator[tuple[Ints, dict[str, Floats]]]:
        """Tables of some origins and all destinations: door to door, NaN where there is no way."""
        size = max(1, _CELLS // max(1, len(goal.placed)))
        for low in range(0, len(start.placed) if len(goal.placed) else 0, size):
            block = np.arange(low, min(low + size, len(start.placed)))
            yield block, self._table(start, goal, block)

    def _table(self, start: Points, goal: Points, block: Ints) -> dict[str, Floats]:
        lon = np.concatenate([start.lon[block], goal.lon])
        lat = np.concatenate([start.lat[block], goal.lat])
        found = self._asked.Table(
            self._osrm.TableParameters(
                coordinates=list(zip(lon.tolist(), lat.tolist(), strict=True)),
                sources=list(range(len(block))),
                destinations=list(range(len(block), len(lon))),
                annotations=["duration", "distance"],
                generate_hints=False,
            )
        )
        here = gaps_m(found["sources"], start.lon[block], start.lat[block])
        there = gaps_m(found["destinations"], goal.lon, goal.lat)
        gap = here[:, None] + there
        same = (start.lon[block, None] == goal.lon) & (start.lat[block, None] == goal.lat)
        near = (here[:, None] <= self.max_snap_m) & (there <= self.max_snap_m)
        gap = np.where(same, 0.0, np.where(near, gap, np.nan))
        road_s, road_m = (np.where(same, 0.0, as_numbers(found[name])) for name in ASKED)
        access = gap / WALK_MS / 60
        return {
            "travel_min": road_s / 60 + access, "access_min": access,
            "distance_m": road_m + gap, "snap_m": gap, "here": here, "there": there,
        }  # fmt: skip

    def _reasons(self, start: Points, block: Ints, values: dict[str, Floats]) -> np.ndarray:
        """Why an origin would reach nothing."""
        far = values["here"] > self.max_snap_m
        outside = self._outside(start, block)
        joined = np.isfinite(values["travel_min"]).any(axis=1)
        no_goal = (values["there"] > self.max_snap_m).all()
        return np.select(
            [far & outside, far | no_goal, joined],
            ["outside_extract", "not_snapped", "over_limit"],
            "other_component",
        )

    def _outside(self, start: Points, block: Ints) -> NDArray[np.bool_]:
        """Which points lie outside of what the extract covers."""
        if self._box is None:
            return np.zeros(len(block), dtype=bool)
        west, south, east, north = self._box
        lon, lat = start.lon[block], start.lat[block]
        return np.asarray((lon < west) | (lon > east) | (lat < south) | (lat > north))
