"""What is taken along of tours: read back by other programs, or by a strict reader of our own."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pyogrio
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

import mintgeo as mg
from mintgeo._errors import OptionError
from mintgeo.analysis.tours.handouts.kept import kept_holidays
from tests.chromium import open_file

HOSTILE = '=1+1 "a;b", <script>\\n\x00 zwei\r\nBEGIN:VEVENT ' + "ü🙂" * 40
NAMES = {"dorf": "Dorfschule", "stadt": HOSTILE, "see": "Schule am See"}
AT = {"dorf": (13.30, 53.47), "stadt": (13.55, 53.66), "see": (13.50, 53.20)}
BERLIN = ZoneInfo("Europe/Berlin")


def place(names: dict[str, tuple[float, float]]) -> gpd.GeoDataFrame:
    lon, lat = zip(*names.values(), strict=True)
    return gpd.GeoDataFrame({"id": [*names]}, geometry=gpd.points_from_xy(lon, lat, crs=4326))


DEPOT = place({"depot": (13.26, 53.56)}).assign(name="Depot")
STOPS = place(AT).assign(
    name=[*NAMES.values()], street=["Schulstr. 1", None, None], postcode=["17094", None, None],
    place=["Burg Stargard", None, None], boxes=["Wind 2; Wasser", None, None],
    opens="08:00", closes="13:30",
)  # fmt: skip
TERM = mg.Term(first="2027-03-15", last="2027-04-23")
USUAL = mg.Usual(every_weeks=1, stay_min=75)


def planned(stops: gpd.GeoDataFrame, **more: object) -> mg.TourPlan:
    van = mg.Van(load_min=15)
    return mg.plan_tours(
        stops, DEPOT, mg.Airline(), term=TERM, vans=(van,), usual=USUAL, search=0, **more
    )  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def plan() -> mg.TourPlan:
    return planned(STOPS)


Event = dict[str, tuple[str, str]]


def strictly(raw: bytes) -> list[Event]:
    """Events of a calendar, read by the grammar of RFC 5545; faults raise."""
    assert raw.endswith(b"\r\n")
    lines = raw.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")[:-1]
    assert all(len(one) <= 75 for one in raw.split(b"\r\n"))
    stack: list[str] = []
    events: list[Event] = []
    for line in lines:
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", line)
        found = re.fullmatch(r"([A-Z-]+)((?:;[A-Z-]+=[^;:\"]+)*):(.*)", line)
        assert found, line
        name, more, value = found.groups()
        if name == "BEGIN":
            stack.append(value)
            events += [{}] if value == "VEVENT" else []
        elif name == "END":
            assert stack.pop() == value
        elif stack[-1] == "VEVENT":
            assert name not in events[-1]
            events[-1][name] = (more, value)
    assert not stack
    return events


def text_of(event: Event, name: str) -> str:
    said = {"n": "\n", "N": "\n"}
    return re.sub(r"\\(.)", lambda one: said.get(one[1], one[1]), event[name][1])


def begins(event: Event) -> datetime:
    more, value = event["DTSTART"]
    assert more == ";TZID=Europe/Berlin"
    return datetime.strptime(value, "%Y%m%dT%H%M%S")  # noqa: DTZ007


def test_the_calendar_says_what_the_table_says(plan: mg.TourPlan, tmp_path: Path) -> None:
    raw = plan.to_ics(tmp_path / "a.ics", as_of="2027-02-01").read_bytes()
    events = strictly(raw)
    rows = plan.tours.to_dict("records")
    assert len(events) == len(rows)
    for event, row in zip(events, rows, strict=True):
        assert begins(event) == datetime.fromisoformat(f"{row['date']}T{row['begin']}")
        end = datetime.strptime(event["DTEND"][1], "%Y%m%dT%H%M%S")  # noqa: DTZ007
        assert end - begins(event) == timedelta(minutes=row["stay_min"])
    assert len({event["UID"] for event in events}) == len(rows)
    titles = {text_of(event, "SUMMARY") for event in events}
    assert "MINT-Mobil: Dorfschule" in titles
    assert any("<script>\\n� zwei" in one and "BEGIN:VEVENT" in one for one in titles)
    assert {text_of(one, "LOCATION") for one in events} >= {
        "Dorfschule, Schulstr. 1, 17094 Burg Stargard"
    }


def test_the_calendar_holds_across_the_change_to_summer_time(
    plan: mg.TourPlan, tmp_path: Path
) -> None:
    """The zone in the file itself, read by icalendar, has the hours of the clock on the wall."""
    import icalendar

    file = plan.to_ics(tmp_path / "a.ics", as_of=date(2027, 2, 1))
    read = icalendar.Calendar.from_ical(file.read_bytes())
    zone = read.walk("VTIMEZONE")[0].to_tz(lookup_tzid=False)
    before_after = set()
    for event, row in zip(read.walk("VEVENT"), plan.tours.to_dict("records"), strict=True):
        wall = event["DTSTART"].dt.replace(tzinfo=None)
        assert f"{wall:%Y-%m-%d %H:%M}" == f"{row['date']} {row['begin']}"
        assert wall.replace(tzinfo=zone).utcoffset() == wall.replace(tzinfo=BERLIN).utcoffset()
        before_after.add(wall.replace(tzinfo=zone).utcoffset())
    assert before_after == {timedelta(hours=1), timedelta(hours=2)}


def test_a_second_import_brings_up_to_date(plan: mg.TourPlan, tmp_path: Path) -> None:
    closed = plan.tours["date"].iloc[0]
    ill = plan.tours["id"].iloc[0]
    stops = STOPS[STOPS["id"] != "see"].assign(closed=closed if ill != "see" else None)
    again = planned(stops, keep=plan)
    old = strictly(plan.to_ics(tmp_path / "a.ics", as_of="2027-02-01T12:00").read_bytes())
    new = strictly(again.to_ics(tmp_path / "b.ics", as_of="2027-02-01T13:00+01:00").read_bytes())
    assert int(new[0]["SEQUENCE"][1]) == int(old[0]["SEQUENCE"][1])
    later = strictly(again.to_ics(tmp_path / "c.ics", as_of="2027-02-01T12:01").read_bytes())
    assert int(later[0]["SEQUENCE"][1]) == int(old[0]["SEQUENCE"][1]) + 1
    calendar = {event["UID"]: event for event in old} | {event["UID"]: event for event in later}
    left = [one for one in calendar.values() if one["STATUS"][1] == "CONFIRMED"]
    wanted = sorted(f"{row['date']}T{row['begin']}" for row in again.tours.to_dict("records"))
    assert sorted(f"{begins(one):%Y-%m-%dT%H:%M}" for one in left) == wanted
    gone = len(calendar) - len(left)
    assert gone == (plan.tours["id"] == "see").sum() > 0
    assert again.to_ics(tmp_path / "d.ics", as_of="2027-02-01T12:01").read_bytes() == (
        (tmp_path / "c.ics").read_bytes()
    )
    other = strictly(plan.to_ics(tmp_path / "e.ics", as_of="2027-02-01", name="B").read_bytes())
    assert not {one["UID"] for one in other} & {one["UID"] for one in old}
    with pytest.raises(OptionError, match="as_of"):
        plan.to_ics(tmp_path / "f.ics", as_of="morgen")


def test_tracks_read_by_gdal_are_the_ways(plan: mg.TourPlan, tmp_path: Path) -> None:
    file = plan.to_gpx(tmp_path / "a.gpx")
    tracks = pyogrio.read_dataframe(file, layer="tracks")
    marks = pyogrio.read_dataframe(file, layer="waypoints").set_index("name")
    assert len(tracks) == len(plan.days)
    ways = mg.tour_ways(plan)
    for (_, some), line in zip(ways.groupby(["date", "van"]), tracks.geometry, strict=True):
        assert np.allclose(
            shapely.get_coordinates(line), shapely.get_coordinates(some.geometry.to_numpy())
        )
        assert some["to_id"].iloc[-1] == some["from_id"].iloc[0] == "depot"
    assert marks.loc["Dorfschule", "geometry"].coords[0] == pytest.approx(AT["dorf"])
    assert "gerade" in tracks["desc"].iloc[0]


class Roads(mg.Airline):
    """Ways with a corner; none to the lake."""

    def route(self, origins: gpd.GeoDataFrame, destinations: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        def way(one: shapely.Point, other: shapely.Point) -> shapely.LineString | None:
            lake = min(one.y, other.y) < 53.3
            return None if lake else shapely.LineString([one, (other.x, one.y), other])

        lines = [way(*pair) for pair in zip(origins.geometry, destinations.geometry, strict=True)]
        return gpd.GeoDataFrame({"id": origins["id"]}, geometry=lines, crs=4326)


def test_roads_are_drawn_where_the_router_knows_them(plan: mg.TourPlan) -> None:
    ways = mg.tour_ways(plan, Roads())
    lake = (ways["from_id"] == "see") | (ways["to_id"] == "see")
    assert set(ways.loc[lake, "line"]) == {"straight"}
    assert set(ways.loc[~lake, "line"]) == {"road"}
    assert ways[~lake].geometry.map(lambda one: len(one.coords)).eq(3).all()


def test_a_driver_s_workbook_has_a_sheet_of_each_week(plan: mg.TourPlan, tmp_path: Path) -> None:
    file = plan.to_xlsx(tmp_path / "a.xlsx", as_of="2027-02-01")
    book = openpyxl.load_workbook(file)
    weeks = sorted({date.fromisoformat(one).isocalendar().week for one in plan.days["date"]})
    assert book.sheetnames == [
        "Übersicht", *(f"KW {one:02d} 2027" for one in weeks), "Ferien"
    ]  # fmt: skip
    cells = [
        row for name in book.sheetnames[1:-1]
        for row in book[name].iter_rows(min_row=2, values_only=True) if row[4]
    ]  # fmt: skip
    assert len(cells) == len(plan.tours) + len(plan.days)
    arrivals = [row[4] for row in cells if row[5]]
    assert arrivals == plan.tours["arrive"].tolist()
    assert all(row[-1] is None for row in cells)
    sheet = book[book.sheetnames[1]]
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.fitToHeight == 1
    names = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert all(cell.data_type == "s" for cell in names)
    assert file.read_bytes() == plan.to_xlsx(tmp_path / "b.xlsx", as_of="2027-02-01").read_bytes()


def test_a_week_is_one_page_and_no_row_higher_than_excel_has(tmp_path: Path) -> None:
    stops = STOPS.assign(boxes="Wind 2; Wasser", opens="08:00", closes="10:00")
    short = planned(stops).to_xlsx(tmp_path / "a.xlsx", as_of="2027-02-01")
    week = openpyxl.load_workbook(short).worksheets[1]
    assert sum("an Bord" in str(row[0]) for row in week.iter_rows(values_only=True)) == 3
    assert week.page_setup.fitToHeight == 1
    long = planned(stops.assign(name="W" * 3_000)).to_xlsx(tmp_path / "b.xlsx", as_of="2027-02-01")
    for sheet in openpyxl.load_workbook(long).worksheets:
        assert max(one.height for one in sheet.row_dimensions.values()) <= 409


def test_a_week_ends_on_its_last_day(tmp_path: Path) -> None:
    """On Friday, or when it is driven on a Sunday, then."""
    stops = STOPS.assign(bound=["2027-04-18", "2027-04-14", None], boxes=None)
    book = openpyxl.load_workbook(planned(stops).to_xlsx(tmp_path / "a.xlsx", as_of="2027-02-01"))
    ends = {
        one.title: str(one.oddHeader.left.text).rpartition(" ")[2]
        for one in book.worksheets if one.title.startswith("KW")
    }  # fmt: skip
    assert ends["KW 15 2027"] == "18.04.2027"
    assert ends["KW 16 2027"] == "23.04.2027"


def test_a_calendar_says_as_of_when(plan: mg.TourPlan, tmp_path: Path) -> None:
    for wrong in ("gestern", 5, None):
        with pytest.raises(OptionError, match="as_of"):
            plan.to_ics(tmp_path / "a.ics", as_of=wrong)  # type: ignore[arg-type]


def test_two_vans_have_sheets_of_their_own(tmp_path: Path) -> None:
    vans = tuple(mg.Van(name=f"Bus [{one}]", hours=4.5) for one in "AB")
    plan = mg.plan_tours(
        STOPS, DEPOT, mg.Airline(), term=TERM, vans=vans, usual=mg.Usual(stay_min=100), search=0,
    )  # fmt: skip
    book = openpyxl.load_workbook(plan.to_xlsx(tmp_path / "a.xlsx", as_of="2027-02-01"))
    pairs = {(date.fromisoformat(on).isocalendar().week, van)
             for on, van in zip(plan.days["date"], plan.days["van"], strict=True)}  # fmt: skip
    assert len(book.sheetnames) == len(pairs) + 2


def test_holidays_that_were_kept_are_listed(plan: mg.TourPlan) -> None:
    """Easter holidays 2027: 24 March to 2 April in MV; the lake lies in Brandenburg: 22 to 3."""
    table = kept_holidays(plan).set_index(["ags", "name"])
    easter = table.xs("Oster-/Frühjahrsferien", level="name")
    assert easter.loc["13", ["first", "last"]].tolist() == ["2027-03-24", "2027-04-02"]
    assert easter.loc["12", ["first", "last"]].tolist() == ["2027-03-22", "2027-04-03"]
    assert table["visits"].sum() == 0
    bound = planned(STOPS.assign(bound=["2027-03-30", None, None]))
    told = kept_holidays(bound)
    assert told.loc[told["visits"] > 0, "name"].tolist() == ["Oster-/Frühjahrsferien"]


def test_a_page_for_each_school(plan: mg.TourPlan, tmp_path: Path) -> None:
    files = plan.to_pages(tmp_path)
    assert [one.name for one in files] == ["01.html", "02.html", "03.html"]
    first, second = (one.read_text(encoding="utf-8") for one in files[:2])
    for on in plan.tours.loc[plan.tours["id"] == "dorf", "date"]:
        assert f"{date.fromisoformat(on):%d.%m.%Y}" in first
    assert "Wind 2; Wasser" in first
    assert "<script>" not in second
    assert "&lt;script&gt;" in second


@pytest.mark.browser
def test_pages_fit_a_phone(tmp_path: Path, browser: Browser) -> None:
    """Whatever stops are called, and on a Thursday too."""
    stops = STOPS.assign(name=["Ort", "W" * 300, "=1+1"], bound="2027-04-15", boxes="B" * 300)
    files = planned(stops).to_pages(tmp_path)
    trail = mg.plan_trail(STOPS.assign(name="S" * 300), mg.Airline(mode="bike"), max_km=200)
    for file in (*files, trail.to_page(tmp_path / "trail.html")):
        seen = open_file(browser, file, size="narrow")
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390, file.name
        assert seen.faults == []
        seen.page.close()


def test_sites_of_one_house_do_not_both_begin(tmp_path: Path) -> None:
    sites = place({"lab": (13.25, 53.55), "library": (13.25, 53.55), "wind": (13.27, 53.55)})
    trail = mg.plan_trail(sites, mg.Airline(mode="foot"), max_km=9)
    page = trail.to_page(tmp_path / "a.html").read_text(encoding="utf-8")
    assert page.count("Hier geht es los") == 1


def test_a_trail_has_a_track_and_a_page(tmp_path: Path) -> None:
    sites = place({"wind": (13.25, 53.55), "sun": (13.27, 53.57), "water": (13.28, 53.55)})
    sites = sites.assign(topics=["Physik|Umwelt", "Physik", None])
    trail = mg.plan_trail(sites, mg.Airline(mode="foot"), max_km=12, start=DEPOT)
    track = pyogrio.read_dataframe(trail.to_gpx(tmp_path / "a.gpx"), layer="tracks")
    line = shapely.get_coordinates(track.geometry.to_numpy())
    assert line[0].tolist() == line[-1].tolist() == [13.26, 53.56]
    assert len(mg.trail_ways(trail)) == 4
    page = trail.to_page(tmp_path / "a.html", name="Energie <3").read_text(encoding="utf-8")
    assert page.count('class="box"') == 3
    assert "Energie &lt;3" in page
    assert "Physik, Umwelt" in page
    assert "S: Start und Ziel." in page
    own = mg.plan_trail(sites, mg.Airline(mode="foot"), max_km=12, start="sun")
    ways = mg.trail_ways(own)
    assert ways["from_id"].iloc[0] == ways["to_id"].iloc[-1] == "sun"
    assert len(ways) == 3


@settings(max_examples=8)
@given(st.lists(st.text(min_size=1, max_size=60), min_size=3, max_size=3))
def test_any_name_stays_text(names: list[str]) -> None:
    """Whatever stops and calendars are called, there are the same appointments and no element."""
    from tempfile import TemporaryDirectory

    plan = _named(names)
    with TemporaryDirectory() as home:
        file = plan.to_ics(Path(home) / "a.ics", as_of="2027-02-01", name=f"{names[0]}\n;\r,")
        events = strictly(file.read_bytes())
        tracks = pyogrio.read_dataframe(plan.to_gpx(Path(home) / "a.gpx"), layer="tracks")
    assert len(events) == len(plan.tours)
    assert len(tracks) == len(plan.days)


def _named(names: list[str], kept: list[mg.TourPlan] = []) -> mg.TourPlan:  # noqa: B006
    """The same plan with other names of its stops."""
    if not kept:
        kept.append(planned(STOPS.drop(columns=["boxes"])))
    base, by = kept[0], dict(zip(AT, names, strict=True))
    tours = base.tours.assign(name=pd.Series([by[one] for one in base.tours["id"]], dtype="str"))
    called = [by.get(one, "Depot") for one in base.places["id"]]
    from dataclasses import replace

    return replace(base, tours=tours, places=base.places.assign(name=called))
