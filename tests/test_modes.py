"""A mode and a router that only this suite knows work wherever those of the package do."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

import mintgeo as mg
from mintgeo._credits import credits_of
from mintgeo._errors import InputError, OptionError, TableError
from mintgeo._schema import DEPARTURES, REACH, STATUSES, TRAVEL
from mintgeo.analysis.uncertainty import LAWS
from mintgeo.language import MODES as NAMES
from mintgeo.language import STATUSES as SAID
from mintgeo.language import language, loose
from mintgeo.modes import MODES, Mode, check_mode
from mintgeo.travel import CURVES, Airline, RoadNetwork, abilities
from mintgeo.travel.abilities import curve_for, law_for
from tests import kleinland, timetable
from tests.maps.test_coverage_map import payload
from tests.timetable import SOURCE, TRANSIT, Timetable

ROOT = Path(mg.__file__).parent


@pytest.fixture(autouse=True)
def known() -> Iterator[None]:
    with timetable.registered():
        yield


@pytest.fixture
def reached() -> gpd.GeoDataFrame:
    return mg.reach(kleinland.demand(), kleinland.sites(), Timetable(), max_min=60)


class TestRegistry:
    def test_known_everywhere_and_in_order(self) -> None:
        assert [*MODES] == [*NAMES] == ["car", "transit", "shuttle", "bike", "foot"]
        assert check_mode("shuttle") == "shuttle"
        assert MODES.first(["foot", "shuttle"]) == "shuttle"
        assert MODES.first() == "car"
        assert language("de")(NAMES["shuttle"]) == "mit dem Kleinbus"
        assert language("en")(NAMES["shuttle"]) == "by minibus"
        assert language("en").used_in('"mit dem Kleinbus"')["mit dem Kleinbus"] == ["by minibus"]

    def test_the_same_may_come_again_another_not(self) -> None:
        MODES.register(Mode(key="shuttle", names=dict(TRANSIT.names), curve="bike", order=1.7))
        with pytest.raises(OptionError, match="needs a key and a German name of its own"):
            MODES.register(Mode(key="shuttle", names={"de": "mit der Fähre"}, curve="foot"))
        with pytest.raises(OptionError, match="foot"):
            MODES.register(Mode(key="walk", names={"de": "zu Fuß"}, curve="foot"))
        assert len(MODES) == 5

    @given(st.text(max_size=5))
    def test_keys_are_plain(self, key: str) -> None:
        if key.isascii() and key.isidentifier() and key == key.lower():
            assert Mode(key=key, names={"de": "x"}, curve="foot").key == key
        else:
            with pytest.raises(OptionError, match="small letters"):
                Mode(key=key, names={"de": "x"}, curve="foot")

    def test_a_mode_without_german_or_speeds(self) -> None:
        with pytest.raises(OptionError, match="German name"):
            Mode(key="ferry", names={"en": "by ferry"}, curve="foot")
        with timetable.registered(Mode(key="ferry", names={"de": "per Fähre"}, curve="ship")):
            assert language("en")("per Fähre") == "per Fähre"
            with pytest.raises(OptionError, match=r"no speeds.*not 'ship'"):
                curve_for("ferry")

    def test_routers_know_only_what_they_do(self) -> None:
        for wrong in ("shuttle", "rocket"):
            with pytest.raises(OptionError, match="one of car, bike, foot, not"):
                Airline(wrong)
        with pytest.raises(OptionError, match="one of car, bike, foot, not"):
            RoadNetwork.from_osm("x.osm.pbf", "shuttle")
        own = Airline("shuttle", curve=CURVES["bike"])
        assert own.law.spread == CURVES["bike"].spread
        assert own.law.tails is None

    def test_forgotten_it_is_no_mode(self, reached: gpd.GeoDataFrame) -> None:
        del MODES._known["shuttle"]
        try:
            with pytest.raises(TableError, match="'mode' is not one of car, transit, bike, foot"):
                REACH.check(reached)
        finally:
            MODES.register(TRANSIT)


class TestRouter:
    def test_says_what_it_can(self) -> None:
        assert abilities(Timetable()) == {"departures", "law", "curve", "edge"}
        assert abilities(Airline()) == {"law", "curve", "matrix"}
        streets = {"route", "areas", "streets", "edge", "beyond", "law", "curve", "matrix"}
        network = object.__new__(RoadNetwork)
        network._mode, network._law = "bike", LAWS["bike"]
        assert abilities(network) == streets
        assert law_for("bike", network) == LAWS["bike"]

    def test_who_says_nothing_gets_what_the_mode_has(self) -> None:
        class Silent:
            mode = "foot"
            nearest = travel_times = describe = None

        assert law_for("foot", Silent()) == LAWS["foot"]  # type: ignore[arg-type]
        assert curve_for("foot", Silent()) == CURVES["foot"]  # type: ignore[arg-type]
        assert curve_for("shuttle") == CURVES["bike"]
        with pytest.raises(OptionError, match=r"Nobody has measured.*shuttle"):
            law_for("shuttle")
        with pytest.raises(InputError, match="mode car, the router shuttle"):
            law_for("car", Timetable())

    def test_a_travel_table_says_more(self) -> None:
        table = mg.nearest(kleinland.demand(), kleinland.sites(), Timetable(), k=2)
        TRAVEL.check(table)
        assert {column.name for column in DEPARTURES} <= set(table)
        with pytest.raises(TableError, match="share_departures"):
            TRAVEL.check(table.assign(share_departures=1.2))

    def test_no_area_from_a_router_that_knows_none(self) -> None:
        with pytest.raises(OptionError, match="Timetable"):
            mg.isochrones(kleinland.sites(), Timetable())


class TestVerbs:
    def test_reach(self, reached: gpd.GeoDataFrame) -> None:
        assert list(reached["status"]) == [
            "ok", "ok", "ok", "no_connection", "no_service", "no_stop",
        ]  # fmt: skip
        np.testing.assert_array_equal(reached["travel_min"], [0, 12, 25, *[np.nan] * 3])
        np.testing.assert_array_equal(reached["p90_min"], [0, 24, 50, *[np.nan] * 3])
        assert reached.loc[1, "share_departures"] == pytest.approx(2 / 3)
        assert credits_of(reached) == [*credits_of(kleinland.demand()), SOURCE]
        assert not reached["edge"].any()

    def test_what_is_over_the_limit_says_nothing_more(self) -> None:
        near = mg.reach(kleinland.demand(), kleinland.sites(), Timetable(), max_min=20)
        assert near["status"].iloc[2] == "over_limit"
        assert near[["travel_min", "p10_min", "transfers"]].iloc[2].isna().all()

    def test_the_edge_is_its_own(self) -> None:
        near = mg.reach(kleinland.demand(), kleinland.sites(), Timetable(border_min=20))
        assert list(near["edge"]) == [False, False, True, True, True, True]

    def test_coverage_and_spans(self, reached: gpd.GeoDataFrame) -> None:
        exact = Timetable(spread=0.0)
        sites = kleinland.sites()
        with pytest.raises(OptionError, match="Nobody has measured"):
            mg.uncertainty(reached, sites)
        for router, wide in ((exact, False), (Timetable(spread=0.5), True)):
            draws = mg.uncertainty(reached, sites, router=router, progress=False)
            table = mg.coverage(reached, by="land", minutes=15, uncertainty=draws).set_index("ags")
            assert table["mode"].eq("shuttle").all()
            assert table.loc["92", "share_high"] == 0  # no buses, however wrong times are
            assert (table.loc["91", "share_high"] > table.loc["91", "share_low"]) == wide
        assert table.loc["91", "covered"] == 300
        same = mg.uncertainty(reached, sites, law=router.law, curve=router.curve, progress=False)
        np.testing.assert_array_equal(draws.times, same.times)
        with pytest.raises(InputError, match="mode shuttle, the router car"):
            mg.uncertainty(reached, sites, router=Airline())

    def test_offers_by_kind_have_the_law_of_the_router(self) -> None:
        table = mg.coverage_by_offers(
            kleinland.demand(), kleinland.sites(), Timetable(spread=0.0), minutes=15, progress=False
        )
        lab = table[table["group"] == "Schülerlabor"].iloc[0]
        assert lab["share_low"] == lab["share_high"] == pytest.approx(300 / 1500)

    def test_gaps(self, reached: gpd.GeoDataFrame) -> None:
        points = mg.gap_points(reached, minutes=20)
        assert list(points["place"]) == ["Edorf", "Ddorf", "Cdorf"]
        assert list(points["status"]) == ["no_service", "no_connection", "ok"]
        areas = mg.gaps(reached, minutes=20, area_types=None, progress=False)
        assert areas["population"].sum() + areas.attrs["left_out"]["people"] == 1200

    def test_partners(self, reached: gpd.GeoDataFrame) -> None:
        table = mg.partner_gains(reached, kleinland.sites(), Timetable())
        assert list(table["mode"]) == ["shuttle"]
        assert list(table["gained"]) == [500.0]

    @pytest.mark.parametrize(("lang", "name"), TRANSIT.names.items())
    def test_maps(self, reached: gpd.GeoDataFrame, lang: str, name: str) -> None:
        table = mg.coverage(reached, by="kreis", minutes=(15, 30))
        both = pd.concat([mg.coverage(by_foot(), by="kreis", minutes=(15, 30)), table])
        page = mg.maps.coverage_map(table, kleinland.regions(), lang=lang).html()
        assert f"{name}, 30 " in page
        assert SOURCE in page
        views: Any = payload(mg.maps.coverage_map(both, kleinland.regions(), lang=lang))["views"]
        first = [view["key"] for view in views if view["first"]]
        assert first == ["shuttle-30"]
        homes = mg.maps.reach_map(reached, lang=lang).html()
        assert language(lang)(SAID["no_service"]) in homes
        assert name in homes


SAYS = {
    "de": ("in 30 Minuten mit dem Kleinbus", "mit dem Kleinbus"),
    "en": ("within 30 minutes by minibus", "by minibus"),
}


@pytest.mark.parametrize("lang", SAYS)
@pytest.mark.slow
def test_reports(small_run: mg.Run, lang: str, tmp_path: Path) -> None:
    """A run whose first mode is ours: page, workbook, layers and figures, in public too."""
    mg.report.write(by_bus(small_run), tmp_path, for_print=True, public=True, lang=lang)
    for folder in (tmp_path, tmp_path / "public"):
        page = loose((folder / "report.html").read_text(encoding="utf-8"))
        for words in SAYS[lang]:
            assert words in page
    book = load_workbook(next(tmp_path.glob("*.xlsx")), read_only=True)
    said = [cell for row in book[book.sheetnames[0]].values for cell in row if cell]
    assert any(SAYS[lang][1] in str(cell) for cell in said)


def by_bus(run: mg.Run) -> mg.Run:
    """The run, as if those who were brought by car had come by bus."""
    tables = {
        name.replace("_car", "_shuttle"): table.assign(mode=table["mode"].replace("car", "shuttle"))
        if "mode" in table
        else table
        for name, table in run.tables.items()
    }
    modes = ["shuttle", "bike"]
    about = {key: dict(zip(modes, run.parameters[key].values(), strict=True))
             for key in ("routers", "laws", "speeds")}  # fmt: skip
    return replace(run, tables=tables, parameters={**run.parameters, "modes": modes, **about})


def by_foot() -> gpd.GeoDataFrame:
    return mg.reach(kleinland.demand(), kleinland.sites(), Airline("foot"))


def test_every_reason_is_said_in_both_languages() -> None:
    assert set(SAID) == set(STATUSES)
    assert {"no_stop", "no_service", "no_connection"} < set(STATUSES)
    for german in SAID.values():
        assert language("en")(german) != german


_THEIR_OWN = ("modes.py", "emissions.py", "travel/airline.py", "_curves.py", "travel/measured.py",
              "travel/osrm.py", "travel/_osrm_files.py", "travel/roads/", "travel/transit/",
              "timetable/ways.py")  # fmt: skip
_TO_COME = ()


def nodes(without: tuple[str, ...]) -> Iterator[tuple[str, ast.AST]]:
    """Everything in the code of the package, and where it stands."""
    for file in sorted(ROOT.rglob("*.py")):
        name = file.relative_to(ROOT).as_posix()
        if not name.startswith(without):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                yield f"{name}:{getattr(node, 'lineno', 0)}", node


@pytest.mark.slow
def test_only_the_registry_and_routers_name_modes() -> None:
    wrong = [
        where
        for where, node in nodes(_THEIR_OWN + _TO_COME)
        if isinstance(node, ast.Constant) and node.value in ("car", "bike", "foot")
    ]
    assert wrong == []


@pytest.mark.slow
def test_nobody_outside_asks_of_which_class_a_router_is() -> None:
    wrong = [
        where
        for where, node in nodes(("travel/", *_TO_COME))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "isinstance"
        and any(
            f"'{kind}'" in ast.dump(node.args[1]) for kind in ("Airline", "RoadNetwork", "Osrm")
        )
    ]
    assert wrong == []
