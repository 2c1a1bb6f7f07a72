"""Every rung of the ladder and its ends, on places whose kilometres are exact.

Places lie at the middle of the projection, where its metres are true.
"""

import numpy as np
import pandas as pd
import pytest
from pyproj import Transformer

import mintgeo as mg
from mintgeo._crs import LAEA, WGS84
from mintgeo.gazetteer import Gazetteer
from mintgeo.gazetteer.ladder import Ladder, Match

KREISE = {"01001": "Nordkreis", "01002": "Seekreis", "02001": "Südkreis", "02002": "Talkreis",
          "02003": "Bergkreis"}  # fmt: skip
TO_DEGREES = Transformer.from_crs(LAEA, WGS84, always_xy=True)
Place = tuple[str, float, float, float, str]
"""Name, kilometres east and north, people, Kreis."""


def degrees(east: float, north: float) -> tuple[float, float]:
    """Latitude and longitude of kilometres from the middle."""
    lon, lat = TO_DEGREES.transform(4_321_000 + east * 1000, 3_210_000 + north * 1000)
    return lat, lon


def ladder(
    *places: Place,
    own: tuple[str, ...] = ("Anstadt",),
    towns: tuple[tuple[str, float, float, float], ...] = (),
) -> Ladder:
    """PLZ 10000 in the middle, its own places a kilometre from each other northwards; others."""
    codes = pd.DataFrame(
        [("10000", *degrees(0, 0), 1000.0, "01001", "01"),
         ("20000", *degrees(200, 0), 3000.0, "02001", "02")],
        columns=["postcode", "lat", "lon", "spread_m", "ags_kreis", "ags_land"],
    )  # fmt: skip
    pairs = pd.DataFrame(
        [("10000", name, *degrees(0, n), "01001", "01", "x") for n, name in enumerate(own)]
        + [("20000", "Fernstadt", *degrees(200, 0.5), "02001", "02", "x")],
        columns=["postcode", "place", "lat", "lon", "ags_kreis", "ags_land", "source"],
    )
    table = pd.DataFrame(
        [(name, *degrees(e, n), float(people), kreis, f"{kreis}001")
         for name, e, n, people, kreis in places],
        columns=["name", "lat", "lon", "population", "ags_kreis", "ags"],
    )  # fmt: skip
    gemeinden = pd.DataFrame(
        [(name, *degrees(e, n), 500.0, spread, "01001001") for name, e, n, spread in towns],
        columns=["name", "lat", "lon", "population", "spread_m", "ags"],
    )
    known = Gazetteer.build(
        postcodes=codes, plz_places=pairs, places=table,
        laender=pd.DataFrame([("01", "Norden"), ("02", "Süden")], columns=["ags", "name"]),
        kreise=pd.DataFrame(list(KREISE.items()), columns=["ags", "name"]),
        gemeinden=gemeinden if towns else None,
    )  # fmt: skip
    return Ladder(known)


def codes(match: Match) -> list[str]:
    return [one.code.removeprefix("place.") for one in match.findings]


def at(match: Match, east: float, north: float = 0) -> bool:
    return (match.lat, match.lon) == pytest.approx(degrees(east, north), abs=1e-9)


class TestInTheCode:
    @pytest.mark.parametrize(
        ("name", "rung"),
        [
            ("ANSTADT", "pair"),
            ("Ost-Anstadt", "part"),  # a part of what is asked for is a place of the PLZ
            ("Nieder", "part"),  # a part of a place of the PLZ
            ("Hinterw", "prefix"),
            ("Hinterwaldhausen", "prefix"),
            ("Hin", "postcode"),  # three letters begin too many names
        ],
    )
    def test_rungs(self, name: str, rung: str) -> None:
        found = ladder(own=("Anstadt", "Nieder-Wöllheim", "Hinterwald")).place("10000", name, None)
        assert (found.rung, found.spread_m, found.at_least_m) == (rung, 1000, 0)

    def test_the_shortest_longer_and_the_longest_shorter_name(self) -> None:
        steps = ladder(own=("Waldhausenbach", "Waldhaus", "Waldh", "Wal"))
        assert at(steps.place("10000", "Waldhau", None), 0, 1)
        assert at(steps.place("10000", "Waldhausen", None), 0, 0)
        assert at(steps.place("10000", "Waldhxyz", None), 0, 2)
        assert steps.place("10000", "Walxyz", None).rung == "postcode"


class TestBesideTheCode:
    @pytest.mark.parametrize(
        ("km", "rung", "said", "at_least_m"),
        [
            (11.9, "near", ["beside"], 0),
            (12.1, "postcode", ["not_of_postcode"], 12_100),
            (29.9, "postcode", ["not_of_postcode"], 29_900),
            (30.1, "none", ["contradiction"], 0),
        ],
    )
    def test_distances(self, km: float, rung: str, said: list[str], at_least_m: float) -> None:
        found = ladder(("Bergheim", km, 0, 900, "02002")).place("10000", "Bergheim", None)
        assert (found.rung, codes(found)) == (rung, said)
        assert found.at_least_m == pytest.approx(at_least_m, abs=0.5)
        assert found.findings[0].get("place") == "Bergheim"
        if said != ["not_of_postcode"]:
            assert found.findings[0].get("km") == round(km)
        if rung == "near":
            assert at(found, km)
            assert found.spread_m == 1000

    def test_the_nearest_of_a_name_is_meant(self) -> None:
        twice = ladder(("Au", 40, 0, 900, "02001"), ("Au", -9, 0, 9, "02002"),
                       ("Au", 5, 0, 90, "02003"))  # fmt: skip
        assert at(twice.place("10000", "Au", None), 5)
        far = ladder(("Au", 70, 0, 900, "02001"), ("Au", -29, 0, 9, "02002"))
        assert far.place("10000", "Au", None).at_least_m == pytest.approx(29_000, abs=0.5)

    def test_at_most_three_places_of_a_postcode_are_named(self) -> None:
        for own, said in (
            (("A1", "A2", "A3"), ("A1", "A2", "A3")),
            (("A1", "A2", "A3", "A4"), ("A1", "A2", "A3", "…")),
        ):
            steps = ladder(("Bergheim", 11, 0, 900, "02002"), own=own)
            (one,) = steps.place("10000", "Bergheim", None).findings
            assert one.get("places") == said

    @pytest.mark.parametrize(
        ("land", "rung", "said"),
        [
            ("01", "postcode", ["contradiction", "land_for_postcode"]),
            ("02", "name", ["contradiction", "land_for_place"]),
            ("03", "none", ["contradiction"]),
            (None, "none", ["contradiction"]),
        ],
    )
    def test_the_land_decides(self, land: str | None, rung: str, said: list[str]) -> None:
        found = ladder(("Bergheim", 50, 0, 900, "02002")).place("10000", "Bergheim", land)
        assert (found.rung, codes(found)) == (rung, said)

    def test_a_land_that_both_lie_in_decides_nothing(self) -> None:
        found = ladder(("Bergheim", 50, 0, 900, "01002")).place("10000", "Bergheim", "01")
        assert (found.rung, codes(found)) == ("none", ["contradiction"])

    @pytest.mark.parametrize(
        ("people", "apart", "land", "said"),
        [
            (9_999, 31, None, "maybe_contradiction"),
            (10_000, 31, None, "contradiction"),  # a town: everybody knows that one
            (9_999, 29, None, "contradiction"),  # one place, listed twice
            (9_999, 31, "03", "contradiction"),
            (9_999, 31, "01", "maybe_contradiction"),
        ],
    )
    def test_one_more_village_of_a_common_name(
        self, people: float, apart: float, land: str | None, said: str
    ) -> None:
        steps = ladder(("Neuau", 40, 0, 10, "01002"), ("Neuau", 40 + apart, 0, people, "01001"))
        found = steps.place("10000", "Neuau", land)
        assert codes(found) == [said]
        assert (found.rung, found.at_least_m) == (
            ("postcode", 15_000) if said == "maybe_contradiction" else ("none", 0)
        )


class TestMisspelled:
    @pytest.mark.parametrize(
        ("name", "rung"), [("Anstatd", "fuzzy"), ("nstad", "postcode"), ("Wxldkirhe", "fuzzy")]
    )
    def test_how_like(self, name: str, rung: str) -> None:
        """6 of 7 letters are 85.7 %; 5 of 5 and 7 are 83.3 %; 8 of 9 and 10 are 84.2 %."""
        found = ladder(own=("Anstadt", "Waldkirche")).place("10000", name, None)
        assert found.rung == rung
        assert (found.findings[0].get("meant") is None) == (rung == "postcode")

    def test_the_likest_if_it_is_clearly_so(self) -> None:
        """Of 21 letters 10 pairs, and 9: 95 and 86 %."""
        two = ladder(("Rosbachtol", 5, 0, 9, "01001"), ("Rosbachtal", -5, 0, 9, "01001"))
        assert at(two.place("10000", "Rosbachtall", None), -5)

    def test_not_if_two_are_as_like(self) -> None:
        """Rosbach and Rosdach are both one letter off Rosgach."""
        both = ladder(("Rosbach", 5, 0, 9, "01001"), ("Rosdach", -5, 0, 9, "01001"))
        assert both.place("10000", "Rosgach", None).rung == "postcode"
        one = ladder(("Rosbach", 5, 0, 9, "01001"))
        assert one.place("10000", "Rosgach", None).rung == "fuzzy"
        assert at(one.place("10000", "Rosgach", None), 5)
        far = ladder(("Rosbach", 12.1, 0, 9, "01001"))
        assert codes(far.place("10000", "Rosgach", None)) == ["unknown_in_postcode"]

    def test_a_lost_letter_fits_one_name_or_none(self) -> None:
        lost = "M\ufffdhlau"
        one = ladder(("Mühlau", 5, 0, 9, "01001"), ("Muhlaubach", 6, 0, 9, "01001"))
        assert at(one.place("10000", lost, None), 5)
        two = ladder(("Mühlau", 5, 0, 9, "01001"), ("Mahlau", 6, 0, 9, "01001"))
        assert two.place("10000", lost, None).rung == "postcode"


class TestByName:
    def test_a_postcode_that_is_unknown_still_has_its_region(self) -> None:
        """PLZ 100… lie at the middle; a place of the name within 60 km is meant."""
        near = ladder(("Bergheim", 59, 0, 9, "02001")).place("10099", "Bergheim", None)
        assert (near.rung, codes(near), at(near, 59)) == ("region", ["by_name"], True)
        far = ladder(("Bergheim", 61, 0, 9, "02001"))
        assert codes(far.place("10099", "Bergheim", None)) == ["not_around"]
        assert codes(far.place("10099", "Bergheim", "01")) == ["not_around"]
        assert far.place("10099", "Bergheim", "02").rung == "name"
        assert near.spread_m == 1000  # of the nearest PLZ
        assert far.place("10099", "Bergheim", "02").spread_m == 1000
        assert (
            ladder(("Bergheim", 140, 0, 9, "02001")).place(None, "Bergheim", None).spread_m == 3000
        )

    @pytest.mark.parametrize(("apart", "rung"), [(29.9, "name"), (30.1, "none")])
    def test_places_around_one_middle_are_one(self, apart: float, rung: str) -> None:
        """Each half of that from their middle; the one of more people; so wide as to hold both."""
        steps = ladder(("Zwau", 0, 50, 10, "01001"), ("Zwau", apart, 50, 20, "01002"))
        found = steps.place(None, "Zwau", None)
        assert found.rung == rung
        if rung == "name":
            assert at(found, apart, 50)
            assert found.at_least_m == pytest.approx(apart * 1000, abs=0.5)
            assert found.findings == ()
        else:
            assert codes(found) == ["ambiguous"]

    def test_of_as_many_people_the_one_in_the_middle(self) -> None:
        steps = ladder(("Zwau", 0, 50, 0, "01001"), ("Zwau", 8, 50, 0, "01001"),
                       ("Zwau", 20, 50, 0, "01001"))  # fmt: skip
        found = steps.place(None, "Zwau", None)
        assert at(found, 8, 50)
        assert found.at_least_m == pytest.approx(12_000, abs=0.5)

    def test_an_ambiguous_name_tells_four_kreise(self) -> None:
        places = [("Au", 100 * n, 50, 9, kreis) for n, kreis in enumerate([*KREISE, "01001"])]
        (one,) = ladder(*places).place(None, "Au", None).findings
        assert (one.get("number"), one.get("kreise")) == (5, (*list(KREISE.values())[:4], "…"))
        (one,) = ladder(*places[:4]).place(None, "Au", None).findings
        assert (one.get("number"), one.get("kreise")) == (4, tuple(KREISE.values())[:4])
        inside = ladder(*places).place(None, "Au", "02")
        assert inside.findings[0].get("kreise") == ("Südkreis", "Talkreis", "Bergkreis")

    @pytest.mark.parametrize(
        ("people", "other", "km", "found"),
        [
            (100_000, 2_000, 100, True),
            (100_000, 60_000, 100, False),
            (100_000, 60_000, 31, False),
            (9_999, 1, 100, False),
            (200_000, 0, 100, True),
        ],
    )
    def test_a_metropolis(self, people: float, other: float, km: float, found: bool) -> None:
        steps = ladder(("Groß", 0, 50, people, "01001"), ("Groß", km, 50, other, "02001"))
        match = steps.place(None, "Groß", None)
        assert codes(match) == (["metropolis"] if found else ["ambiguous"])
        assert match.rung == ("name" if found else "none")
        unknown = steps.place("99999", "Groß", None)
        said = "metropolis" if found else "ambiguous"
        assert codes(unknown) == ["postcode_unknown", said]

    def test_what_lies_around_a_metropolis_is_no_rival(self) -> None:
        steps = ladder(("Groß", 0, 50, 100_000, "01001"), ("Groß", 20, 50, 3_000, "01001"),
                       ("Groß", 100, 50, 10, "02001"))  # fmt: skip
        assert codes(steps.place(None, "Groß", None)) == ["metropolis"]

    def test_the_middle_of_a_gemeinde_is_as_wide_as_its_people(self) -> None:
        """Within one and a half spreads other places of the name just lie about in it."""
        for km, at_least_m in ((2.9, 0), (3.1, 3_100)):
            steps = ladder(("Weit", km, 50, 0, "01001"), towns=(("Weit", 0, 50, 2000.0),))
            found = steps.place(None, "Weit", None)
            assert (found.rung, found.spread_m) == ("gemeinde", 2000)
            assert at(found, 0, 50)
            assert found.at_least_m == pytest.approx(at_least_m, abs=0.5)

    def test_a_name_near_its_region_is_the_gemeinde_of_that_name(self) -> None:
        for km, rung in ((14.9, "gemeinde"), (15.1, "region")):
            steps = ladder(("Weit", 40, 0, 0, "01001"), towns=(("Weit", 40 + km, 0, 2000.0),))
            found = steps.place("10099", "Weit", None)
            assert (found.rung, at(found, 40 + km * (rung == "gemeinde"))) == (rung, True)

    def test_a_part_of_a_name_only_if_the_whole_means_nothing(self) -> None:
        both = ladder(("Husum-Nord", 0, 50, 9, "01001"), ("Husum", 90, 50, 9, "01001"))
        assert at(both.place(None, "Husum-Nord", None), 0, 50)
        assert at(both.place(None, "Husum-Ost", None), 90, 50)
        dots = ladder(("Dürren", 0, 50, 9, "01001"))
        assert at(dots.place(None, "Durren", None), 0, 50)

    def test_nothing_to_go_by(self) -> None:
        steps = ladder()
        assert codes(steps.place(None, None, None)) == ["no_address"]
        assert codes(steps.place("99999", "-", None)) == ["postcode_unknown"]
        assert codes(steps.place("99999", "Xyzzy", None)) == ["postcode_unknown", "place_unknown"]
        assert codes(steps.place(None, "Xyzzy", None)) == ["place_unknown"]
        assert codes(steps.place("10000", "Xyzzy", None)) == ["unknown_in_postcode"]
        bare = steps.place("10000", "-", None)
        assert (bare.rung, bare.findings, bare.at_least_m) == ("postcode", (), 0)


class TestAbroad:
    """A row that says it lies in another country."""

    @pytest.mark.parametrize("land", ["Österreich", "Polen"])
    def test_its_coordinates_are_taken(self, land: str) -> None:
        rows = pd.DataFrame({
            "PLZ": [None, "10115"], "Ort": ["Wien", "Berlin"], "Bundesland": [land] * 2,
            "Breite": [48.2, 52.5], "Länge": [16.37, 13.4],
        })  # fmt: skip
        table = mg.geocode(mg.read_participants(rows))
        assert table["match_level"].to_list() == ["coordinate", "coordinate"]
        assert table.geometry.y.to_list() == [48.2, 52.5]
        assert table.geometry.x.to_list() == [16.37, 13.4]
        assert "place.abroad" not in set(mg.row_findings(table)["code"])

    def test_without_coordinates_it_is_nowhere(self) -> None:
        """A PLZ and a place that fit a German pair do not make it German."""
        rows = pd.DataFrame({
            "PLZ": ["10115", "10115", None, "10115"], "Ort": ["Berlin", None, "Berlin", "Berlin"],
            "Bundesland": [*["Polen"] * 3, "Berlin"],
        })  # fmt: skip
        table = mg.geocode(mg.read_participants(rows))
        assert table["match_level"].to_list() == ["none"] * 3 + ["place"]
        assert table.geometry.isna().to_list() == [True] * 3 + [False]
        assert mg.row_findings(table)["code"].to_list() == ["place.abroad"] * 3
        assert np.isnan(table["radius_m"].iloc[0])
