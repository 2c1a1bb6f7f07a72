"""Where a plan begins: ids, another plan, or a file that the page of a plan has saved."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd

from mintgeo._crs import WGS84
from mintgeo._errors import InputError, OptionError, reason
from mintgeo._limits import LIMITS
from mintgeo._located import AnyTable, Located
from mintgeo.analysis.planning.result import StopPlan
from mintgeo.plan.choice import is_number

FORMAT: Final = "mintgeo-plan"
VERSION: Final = 1
_LON: Final = 180.0
_LAT: Final = 90.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Begin:
    """Stops to begin with, and candidates that somebody has added to them."""

    ids: tuple[str, ...] = ()
    added: gpd.GeoDataFrame | None = None

    def joined(self, candidates: AnyTable) -> AnyTable:
        """Candidates with those that were added and are not there yet."""
        if self.added is None:
            return candidates
        table = gpd.GeoDataFrame(Located.of(candidates, what="candidates").table)
        new = self.added[~self.added["id"].isin(table["id"])]
        if new.empty:
            return table
        out = gpd.GeoDataFrame(pd.concat([table.to_crs(WGS84), new], ignore_index=True), crs=WGS84)
        out.attrs = dict(table.attrs)
        return out


def begin_of(
    start: "Iterable[str] | StopPlan | str | Path | None", *, minutes: float, mode: str
) -> Begin:
    """Understand what a plan is to begin with.

    Raises
    ------
    InputError
        If a file holds no plan, or one of another threshold or way to travel.
    """
    if start is None:
        return Begin()
    if isinstance(start, StopPlan):
        _check(start.minutes, start.mode, minutes, mode)
        own = start.candidates[["id", "name", "geometry"]]
        return Begin(ids=tuple(start.stops["id"]), added=own[own["id"].isin(start.stops["id"])])
    if isinstance(start, str | Path):
        return _of_file(Path(start), minutes, mode)
    return Begin(ids=tuple(str(one) for one in start))


def plan_file(plan: StopPlan) -> dict[str, Any]:
    """What a file of a plan holds: the stops, by id, with threshold and way to travel."""
    return {"format": FORMAT, "version": VERSION, "mode": plan.mode, "minutes": plan.minutes,
            "stops": plan.stops["id"].tolist()}  # fmt: skip


def _check(own: float, own_mode: str, minutes: float, mode: str) -> None:
    if own_mode != mode:
        raise InputError("The plan to begin with is of mode {found}, this one of {mode}.",
                         found=own_mode, mode=mode)  # fmt: skip
    if own != minutes:
        raise InputError(
            "The plan to begin with is for {found:g} minutes, this one for {minutes:g}; give its "
            "stops by id if that is wanted.",
            found=own, minutes=minutes,
        )  # fmt: skip


def _of_file(path: Path, minutes: float, mode: str) -> Begin:
    raw = _read(path)
    if not isinstance(raw, Mapping) or raw.get("format") != FORMAT:
        raise InputError("'{file}' is no saved plan.", file=path.name)
    if raw.get("version") != VERSION:
        raise InputError(
            "'{file}' is a plan of version {found}, which this version can't read; save it anew.",
            file=path.name, found=str(raw.get("version")),
        )  # fmt: skip
    own, stops, added = raw.get("minutes"), raw.get("stops"), raw.get("added", [])
    if not is_number(own) or not isinstance(stops, list) or not isinstance(added, list):
        raise _broken(path)
    _check(float(own), str(raw.get("mode")), minutes, mode)
    new = [_added(one, path) for one in added]
    table = gpd.GeoDataFrame(
        {"id": [one["id"] for one in new], "name": [one["name"] for one in new]},
        geometry=gpd.points_from_xy([one["lon"] for one in new], [one["lat"] for one in new]),
        crs=WGS84,
    )
    table = gpd.GeoDataFrame(table.astype({"id": "str", "name": "str"}))
    ids = [*(str(one) for one in stops), *table["id"]]
    return Begin(ids=tuple(dict.fromkeys(ids)), added=table if new else None)


def _read(path: Path) -> Any:
    try:
        if path.stat().st_size > LIMITS.text_bytes:
            raise InputError("'{file}' is no saved plan.", file=path.name)
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        why = reason(error) if isinstance(error, OSError) else ""
        if why:
            raise OptionError("The plan '{file}' can't be read: {error}.",
                              file=path.name, error=why) from error  # fmt: skip
        raise _broken(path) from error


def _added(one: Any, path: Path) -> dict[str, Any]:
    """A stop that somebody has put somewhere else."""
    if not isinstance(one, Mapping) or not isinstance(one.get("id"), str) or not one["id"]:
        raise _broken(path)
    lat, lon = one.get("lat"), one.get("lon")
    if not (is_number(lat) and is_number(lon) and abs(lat) <= _LAT and abs(lon) <= _LON):
        raise _broken(path)
    name = one.get("name")
    return {"id": one["id"], "lat": float(lat), "lon": float(lon),
            "name": name if isinstance(name, str) and name else one["id"]}  # fmt: skip


def _broken(path: Path) -> InputError:
    return InputError("'{file}' is damaged: it holds no whole plan. Save it anew.", file=path.name)
