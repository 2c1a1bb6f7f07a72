"""Departures of stops, and who lives near one that is served well."""

from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

import mintgeo as mg
from mintgeo._errors import OptionError
from tests.feeds.small import feed, tables

ON = "2026-09-15"
LON_M = 111_320 * np.cos(np.radians(53.5))


def busy(folder: Path, *, trains: bool = False) -> mg.Timetable:
    """The small feed, in which a bus leaves Adorf twenty times a day, once after midnight."""
    of = tables()
    of["routes"][0]["route_type"] = 2 if trains else 3
    of["stops"].append({**of["stops"][0], "stop_id": "a2"})
    for n in range(19):
        of["trips"].append({**of["trips"][0], "trip_id": f"x{n}"})
        clock = f"{6 + n:02d}:15:00"
        of["stop_times"] += [
            {"trip_id": f"x{n}", "stop_id": stop, "stop_sequence": at, "arrival_time": clock,
             "departure_time": clock} for at, stop in enumerate(("a2", "b"))
        ]  # fmt: skip
    return mg.Timetable.from_gtfs(feed(folder, of), cache=False)


def people(*east_m: float, **columns: Any) -> gpd.GeoDataFrame:
    lon = 13.2 + np.array(east_m) / LON_M
    table = {"id": [str(n) for n in range(len(lon))], "population": 100.0, "cell_m": 0.0}
    points = gpd.points_from_xy(lon, np.full(len(lon), 53.5), crs=4326)
    return gpd.GeoDataFrame({**table, **columns}, geometry=points)


def test_departures_by_hand(tmp_path: Path) -> None:
    service = mg.stop_service(busy(tmp_path), ON).set_index("name")
    adorf = service.loc["Adorf, Kirche"]
    assert (adorf["departures"], adorf["first"], adorf["last"]) == (20, "06:15", "00:15")
    assert (adorf["longest_gap_min"], adorf["lines"], adorf["radius_m"]) == (60, 1, 600)
    assert service.loc["Bdorf", "departures"] == 2
    assert service["frequent"].tolist() == [True, False, False]
    market = service.loc["Cstadt, Markt"]
    assert (market["departures"], market["first"], market["last"]) == (1, "17:00", "17:00")
    assert np.isnan(market["longest_gap_min"])


def test_stops_without_departures_are_there(tmp_path: Path) -> None:
    of = tables()
    of["calendar"].append({**of["calendar"][0], "service_id": "s2", "start_date": 20260920})
    of["trips"][0]["service_id"] = "s2"
    service = mg.stop_service(mg.Timetable.from_gtfs(feed(tmp_path, of), cache=False), ON)
    assert service["departures"].tolist() == [0, 1, 1]
    assert service["first"].isna().tolist() == [True, False, False]
    assert not service["train"].any()


def test_people_within_the_radius(tmp_path: Path) -> None:
    near = people(-590, -610, -1_190, -1_210)
    bus = mg.stop_service(busy(tmp_path), ON, people=near).set_index("name")
    assert bus.loc["Adorf, Kirche", "population"] == pytest.approx(0 + 100, abs=1)
    train = mg.stop_service(busy(tmp_path, trains=True), ON, people=near).set_index("name")
    assert train.loc["Adorf, Kirche", "population"] == 300
    assert train.loc["Adorf, Kirche", "radius_m"] == 1_200


def test_coverage_counts_as_the_deutschlandatlas(tmp_path: Path) -> None:
    service = mg.stop_service(busy(tmp_path), ON)
    at = mg.assign_regions(people(-500, -540, -700, -5_000))
    table = mg.stop_coverage(at, service)
    assert table["ags"].tolist() == ["13071"]
    assert table.loc[0, ["population", "served", "share", "stops"]].tolist() == [400, 200, 0.5, 1]
    assert (
        mg.stop_coverage(at, mg.stop_service(busy(tmp_path), ON, min_departures=21))["served"].sum()
        == 0
    )


def test_coarse_points_have_bounds(tmp_path: Path) -> None:
    service = mg.stop_service(busy(tmp_path), ON)
    at = mg.assign_regions(people(0, -600, -3_000, cell_m=1_000.0))
    row = mg.stop_coverage(at, service, by="country").iloc[0]
    assert row["share_low"] < row["share"] < row["share_high"]
    assert row["share_high"] == pytest.approx(2 / 3)
    fine = mg.stop_coverage(mg.assign_regions(people(0, -500, -3_000)), service).iloc[0]
    assert fine["share_low"] == fine["share"] == fine["share_high"] == pytest.approx(2 / 3)


def test_a_stop_needs_a_departure_to_count(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="at least 1"):
        mg.stop_service(busy(tmp_path), ON, min_departures=0)


def test_joined_runs_leave_a_stop_once(tmp_path: Path) -> None:
    of = tables()
    for row in of["trips"]:
        row["block_id"] = "1"
    of["stop_times"][3:] = [{**row, "stop_id": stop} for row, stop in
                            zip(of["stop_times"][3:], "cab", strict=True)]  # fmt: skip
    service = mg.stop_service(mg.Timetable.from_gtfs(feed(tmp_path, of), cache=False), ON)
    assert pd.Series(service["departures"].array, service["name"]).to_dict() == {
        "Adorf, Kirche": 2, "Bdorf": 1, "Cstadt, Markt": 1,
    }  # fmt: skip
