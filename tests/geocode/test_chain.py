"""The ladder on a gazetteer of five PLZ, and the embedded one on real names."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mintgeo as mg
from mintgeo import _embedded
from mintgeo._crs import GEOD
from mintgeo._errors import InputError
from mintgeo._schema import GEOCODED
from mintgeo.gazetteer import Gazetteer
from mintgeo.gazetteer.names import place_key
from mintgeo.gazetteer.quality import Placement
from mintgeo.geocoding import geocode


def people(rows: list[tuple[str | None, ...]], index: list[object] | None = None) -> pd.DataFrame:
    names = ["PLZ", "Ort", "Bundesland", "Breite", "Länge"]
    padded = [(*row, *[None] * (5 - len(row))) for row in rows]
    return mg.read_participants(pd.DataFrame(padded, columns=names, index=index))


@pytest.fixture(scope="module")
def tiny() -> Gazetteer:
    postcodes = pd.DataFrame(
        [
            ("10000", 52.0, 13.0, 1000.0, "11000", "11"),
            ("10001", 52.1, 13.0, 1000.0, "11000", "11"),
            ("20000", 53.5, 10.0, 1000.0, "02000", "02"),
            ("30000", 50.0, 8.0, 2000.0, "06412", "06"),
        ],
        columns=["postcode", "lat", "lon", "spread_m", "ags_kreis", "ags_land"],
    )
    pairs = pd.DataFrame(
        [
            ("10000", "Bärstadt", 52.02, 13.0, "11000", "11", "x"),
            ("10001", "Bärstadt", 52.08, 13.0, "11000", "11", "x"),
            ("10001", "Neudorf", 52.1, 13.1, "11000", "11", "x"),
            ("20000", "Seestadt", 53.5, 10.0, "02000", "02", "x"),
            ("30000", "Neudorf (Main)", 50.0, 8.0, "06412", "06", "x"),
        ],
        columns=["postcode", "place", "lat", "lon", "ags_kreis", "ags_land", "source"],
    )
    places = pd.DataFrame(
        [("Bergheim", 52.15, 13.05, 900, "11000", "11000000")],
        columns=["name", "lat", "lon", "population", "ags_kreis", "ags"],
    )
    laender = pd.DataFrame(
        [("02", "Hamburg"), ("06", "Hessen"), ("11", "Berlin")], columns=["ags", "name"]
    )
    return Gazetteer.build(postcodes=postcodes, plz_places=pairs, places=places, laender=laender)


RATIOS = {"pair": 10.0, "near": 12.0, "postcode": 15.0, "name": 20.0}
"""Radius of a match in a PLZ whose ``spread_m`` is 1,000: ratio × 1,000^0.87 = ratio × 407.38 m."""


@pytest.fixture(scope="module")
def placement() -> Placement:
    """Half of the true points lie within a third of the radius, all within the radius."""
    rows = [(rung, p, ratio * part) for rung, ratio in RATIOS.items()
            for p, part in ((0.5, 1 / 3), (0.957, 1.0))]  # fmt: skip
    return Placement.build(pd.DataFrame(rows, columns=["rung", "p", "ratio"]))


def one(tiny: Gazetteer, *row: str | None, placement: Placement | None = None) -> pd.Series:
    return geocode(people([row]), gazetteer=tiny, placement=placement).iloc[0]


def test_coordinates_come_first(tiny: Gazetteer) -> None:
    row = one(tiny, "10000", "Bärstadt", None, "52,0001", "13,0")
    assert (row.match_level, row.match_score, row.radius_m) == ("coordinate", 100, 50)
    assert (row.geometry.y, row.geometry.x) == (52.0001, 13.0)
    assert row.match_note == ""


def test_coordinates_far_from_the_postcode_are_doubted(tiny: Gazetteer) -> None:
    assert "Widerspruch: Koordinaten" in one(tiny, "10000", None, None, "50", "8").match_note


def test_postcode_and_place(tiny: Gazetteer, placement: Placement) -> None:
    row = one(tiny, "10000", "BAERSTADT", placement=placement)
    assert (row.match_level, row.radius_m, row.geometry.y) == ("place", 4070, 52.02)
    assert (row.match_source, row.match_note) == ("PLZ und Ort", "")


def test_postcode_alone(tiny: Gazetteer, placement: Placement) -> None:
    row = one(tiny, "10001", placement=placement)
    assert (row.match_level, row.radius_m, row.geometry.y) == ("postcode", 6110, 52.1)


def test_radius_grows_with_the_postcode_and_score_falls(
    tiny: Gazetteer, placement: Placement
) -> None:
    """2,000^0.87 = 744.6; within 5 km lie 50 % + 45.7 % × (5,000 − 3,723) / (11,169 − 3,723)."""
    row = one(tiny, "30000", None, placement=placement)
    assert row.radius_m == 11170
    assert row.match_score == pytest.approx(57.8, abs=0.1)
    assert one(tiny, "10001", None, placement=placement).match_score > 80


def test_no_radius_is_below_a_kilometre(tiny: Gazetteer) -> None:
    sure = Placement.build(pd.DataFrame({"rung": "postcode", "p": [0.5, 1], "ratio": [0.1, 0.2]}))
    assert one(tiny, "10001", placement=sure).radius_m == 1000


def test_unknown_place_falls_back_to_the_postcode_and_says_so(tiny: Gazetteer) -> None:
    row = one(tiny, "10001", "Wolkenkuckucksheim")
    assert row.match_level == "postcode"
    assert "nicht bekannt" in row.match_note


def test_place_beside_the_postcode_is_taken_with_a_note(
    tiny: Gazetteer, placement: Placement
) -> None:
    row = one(tiny, "10001", "Bergheim", placement=placement)
    assert (row.match_level, row.geometry.y, row.radius_m) == ("place", 52.15, 4890)
    assert row.match_note == (
        "PLZ 10001 gehört zu Bärstadt, Neudorf; „Bergheim“ liegt 7 km daneben"
    )


def test_place_farther_away_is_doubted_and_widens_the_radius(tiny: Gazetteer) -> None:
    row = one(tiny, "10000", "Bergheim")
    assert (row.match_level, row.geometry.y) == ("postcode", 52.0)
    assert "gehört nicht zu PLZ 10000 (Bärstadt), nach PLZ verortet" in row.match_note
    assert row.radius_m == pytest.approx(17_030, abs=30)


def test_contradiction_is_not_resolved_by_luck(tiny: Gazetteer) -> None:
    row = one(tiny, "10000", "Seestadt")
    assert row.match_level == "none"
    assert row.geometry is None
    assert row.match_note.startswith("Widerspruch: PLZ 10000 (Bärstadt) und Ort „Seestadt“")


def test_contradiction_is_resolved_by_the_land(tiny: Gazetteer) -> None:
    by_place = one(tiny, "10000", "Seestadt", "Hamburg")
    assert (by_place.match_level, by_place.geometry.y) == ("place", 53.5)
    assert "das Land spricht für den Ort" in by_place.match_note
    by_plz = one(tiny, "10000", "Seestadt", "Berlin")
    assert (by_plz.match_level, by_plz.geometry.y) == ("postcode", 52.0)
    assert "das Land spricht für die PLZ" in by_plz.match_note
    assert one(tiny, "10000", "Seestadt", "Hessen").match_level == "none"


def test_a_village_that_is_not_listed_may_bear_a_common_name() -> None:
    """There are many Neuendorf; that of 17039 is missing in the list of places."""
    rows = [("17039", "Neuendorf"), ("17039", "Neuendorf", "Mecklenburg-Vorpommern"),
            ("80331", "Neustadt"), ("80331", "Kiel"), ("10115", "Kirchlengern")]  # fmt: skip
    table = geocode(people(rows))
    assert list(table["match_level"]) == ["postcode", "postcode", "postcode", "none", "none"]
    assert (table["radius_m"].iloc[:3] == 15_000).all()
    assert table["match_note"].iloc[0].startswith("Widerspruch möglich: Ort „Neuendorf“")
    assert table["match_note"].str.startswith("Widerspruch").all()


def test_land_that_contradicts_the_postcode_is_reported(tiny: Gazetteer) -> None:
    row = one(tiny, "10000", "Bärstadt", "Hessen")
    assert row.match_level == "place"
    assert row.match_note == "Widerspruch: PLZ 10000 liegt in Berlin, angegeben ist Hessen"
    assert "nicht bekannt" in one(tiny, "10000", "Bärstadt", "Absurdistan").match_note


def test_place_without_postcode(tiny: Gazetteer) -> None:
    city = one(tiny, None, "Bärstadt")
    assert city.match_level == "place"
    assert city.geometry.y in (52.02, 52.08)
    assert city.radius_m > 6600
    twice = one(tiny, None, "Neudorf")
    assert (twice.match_level, twice.match_note) == (
        "none", "Ort „Neudorf“ ist mehrdeutig: in 2 Kreisen (11000, 06412)",
    )  # fmt: skip
    assert one(tiny, None, "Neudorf", "HE").geometry.y == 50.0


def test_unknown_postcode(tiny: Gazetteer) -> None:
    assert one(tiny, "99999", "Seestadt").match_note == (
        "PLZ 99999 ist unbekannt, nach Ortsname verortet"
    )
    far = one(tiny, "10002", "Seestadt")
    assert (far.match_level, far.match_note) == (
        "none", "Widerspruch: PLZ 10002 ist unbekannt, und „Seestadt“ liegt nicht in ihrer Gegend",
    )  # fmt: skip
    assert one(tiny, "10002", "Seestadt", "Hamburg").match_level == "place"
    assert one(tiny, "10002", "Bärstadt").match_level == "place"
    lost = one(tiny, "99999", None)
    assert (lost.match_level, lost.match_note) == ("none", "PLZ 99999 ist unbekannt")


def test_nothing_given() -> None:
    table = mg.read_participants(pd.DataFrame({"PLZ": [None], "x": ["y"]}))
    row = geocode(table).iloc[0]
    assert (row.match_level, row.match_note) == ("none", "keine Adresse")


def test_table_is_kept_as_it_is(tiny: Gazetteer) -> None:
    table = people([("10000", "Bärstadt"), ("x", None), ("20000", "Seestadt")], index=[5, 5, 1])
    before = table.copy()
    out = geocode(table, gazetteer=tiny)
    pd.testing.assert_frame_equal(table, before)
    assert list(out.index) == [5, 5, 1]
    assert list(out["id"]) == ["1", "2", "3"]
    assert out.crs.to_epsg() == 4326
    assert out.geometry.isna().to_list() == [False, True, False]


def test_wrong_table_is_refused() -> None:
    with pytest.raises(InputError, match=r"postcode .*place"):
        geocode(pd.DataFrame({"id": ["1"]}))


@pytest.mark.parametrize(
    ("one_name", "other"),
    [
        ("Frankfurt a. M.", "Frankfurt am Main"), ("Frankfurt/Main", "Frankfurt am Main"),
        ("St. Ingbert", "Sankt Ingbert"), ("Muenchen", "München"), ("Weißenburg", "Weissenburg"),
        ("Garmisch Partenkirchen", "Garmisch-Partenkirchen"), ("Halle (Saale)", "Halle"),
        ("Berlin, Mitte", "Berlin"),
    ],
)  # fmt: skip
def test_names_that_mean_the_same(one_name: str, other: str) -> None:
    assert place_key(one_name) == place_key(other)


def test_postcodes_at_the_countrys_centre_never_get_through() -> None:
    for name in ("postcodes", "plz_places", "places"):
        table = _embedded.read(name)
        assert not (np.isclose(table.lat, 51.165691) & np.isclose(table.lon, 10.451526)).any()


words = st.one_of(
    st.none(), st.text(max_size=10), st.sampled_from(["10115", "20457", "Berlin", "Hof", "Bayern"])
)


@pytest.mark.slow
@settings(max_examples=60)
@given(st.lists(st.tuples(words, words, words), min_size=1, max_size=8), st.randoms())
def test_any_words_give_rows_whatever_their_order(
    rows: list[tuple[str | None, ...]], random
) -> None:  # type: ignore[no-untyped-def]
    table = people([(*row, None, None) for row in rows] + [("10115", "Berlin")])
    out = geocode(table)
    GEOCODED.check(out)
    assert list(out["id"]) == list(table["id"])
    assert (out.geometry.isna() == (out["match_level"] == "none")).all()
    assert (out["match_note"] != "")[out["match_level"] == "none"].all()
    order = list(range(len(table)))
    random.shuffle(order)
    again = geocode(table.iloc[order]).sort_index()
    pd.testing.assert_frame_equal(pd.DataFrame(again), pd.DataFrame(out.sort_index()))


@pytest.mark.parametrize(
    ("city", "region"),
    [("Köln", ""), ("Köln", "506"), ("Köln", "511"), ("München", "803"), ("Leipzig", "043")],
)
def test_a_city_without_its_postcode_is_as_wide_as_its_people(city: str, region: str) -> None:
    """Whatever the PLZ: the same middle, and a radius that holds 95 % of the embedded people."""
    known = Gazetteer.embedded().codes
    dead = (f"{region}{number:02d}" for number in range(100))
    postcode = next(one for one in dead if one not in known) if region else None
    table = pd.DataFrame({"PLZ": [postcode], "Ort": [city]})
    (row,) = mg.geocode(mg.read_participants(table)).to_dict("records")
    home = _embedded.read("gemeinden").set_index("name").loc[city]
    assert (row["geometry"].y, row["geometry"].x) == (home["lat"], home["lon"])
    people = mg.population(within=home["ags"])
    away = GEOD.inv(
        people.geometry.x, people.geometry.y, *np.full((len(people), 2), home[["lon", "lat"]]).T
    )[2]
    inside = people.loc[away <= row["radius_m"], "population"].sum() / people["population"].sum()
    assert 0.93 <= inside <= 0.98
    assert row["match_source"] == "Name der Gemeinde"
