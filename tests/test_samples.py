"""The samples in ``data/raw``: what SOURCES.md says of them is true."""

from pathlib import Path

import pytest

import mintgeo as mg
from mintgeo.chapters.meeting import Meeting
from mintgeo.study import load_study

ROOT = Path(__file__).parents[1]
RAW = ROOT / "data" / "raw"


def test_every_learning_site_is_placed_without_doubt() -> None:
    sites = mg.geocode(mg.read_sites(RAW / "learning_sites.csv"))
    assert len(sites) >= 40
    assert set(sites["match_level"]) == {"place"}
    assert (sites["match_note"] == "").all()
    assert (sites["read_note"] == "").all()
    assert (sites["role"] == "offer").all()
    assert sites["name"].is_unique


def test_learning_sites_lie_in_the_land_they_name_and_in_all_sixteen() -> None:
    sites = mg.assign_regions(mg.geocode(mg.read_sites(RAW / "learning_sites.csv")))
    names = dict(zip(mg.regions("land")["ags"], mg.regions("land")["name"], strict=True))
    assert (sites["ags_land"].map(names) == sites["state"]).all()
    assert sites["ags_land"].nunique() == 16


def test_participants_come_from_seven_laender() -> None:
    people = mg.geocode(mg.read_participants(RAW / "participants.csv"))
    plan = load_study(ROOT / "studies" / "deutschland.toml")
    meeting = plan.section(Meeting)
    assert meeting is not None
    assert meeting.date.isoformat() == "2022-09-15"
    sites = mg.read_sites(RAW / "learning_sites.csv").head(1)
    venue = mg.geocode(sites.assign(lat=meeting.lat, lon=meeting.lon))
    ways = mg.journeys(people, venue, mg.Airline())
    assert len(ways) == 11
    assert ways["land"].nunique() == 7
    assert list(people["match_level"]).count("coordinate") == 1
    direct = ways["distance_m"] / mg.Airline().curve.detour
    assert direct.min() == pytest.approx(650, abs=20)
    assert ways["distance_m"].max() == pytest.approx(680_000, rel=0.02)
    assert ways.loc[ways["distance_m"].idxmax(), "ags_kreis"].startswith("093")  # Oberpfalz
