"""The ladder on a gazetteer of five PLZ, and the embedded one on real names."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mintgeo as mg
from mintgeo._errors import InputError
from mintgeo._schema import GEOCODED
from mintgeo.geocode import Gazetteer, geocode
from mintgeo.geocode.gazetteer import place_key


def people(rows: list[tuple[str | None, ...]], index: list[object] | None = None) -> pd.DataFrame:
    names = ["PLZ", "Ort", "Bundesland", "Breite", "Länge"]
    padded = [(*row, *[None] * (5 - len(row))) for row in rows]
    return mg.read_participants(pd.DataFrame(padded, columns=names, index=index))


@pytest.fixture(scope="module")
def tiny() -> Gazetteer:
    postcodes = pd.DataFrame(
        [
            ("10000", 52.0, 13.0, 2000.0, "11000", "11"),
            ("10001", 52.1, 13.0, 3000.0, "11000", "11"),
            ("20000", 53.5, 10.0, 2500.0, "02000", "02"),
            ("30000", 50.0, 8.0, 4000.0, "06412", "06"),
        ],
        columns=["postcode", "lat", "lon", "radius_m", "ags_kreis", "ags_land"],
    )
    pairs = pd.DataFrame(
        [
            ("10000", "Bärstadt", 52.02, 13.0, 1500.0, "11000", "11", "x"),
            ("10001", "Bärstadt", 52.08, 13.0, 1600.0, "11000", "11", "x"),
            ("10001", "Neudorf", 52.1, 13.1, 1000.0, "11000", "11", "x"),
            ("20000", "Seestadt", 53.5, 10.0, 2000.0, "02000", "02", "x"),
            ("30000", "Neudorf (Main)", 50.0, 8.0, 1200.0, "06412", "06", "x"),
        ],
        columns=["postcode", "place", "lat", "lon", "radius_m", "ags_kreis", "ags_land", "source"],
    )
    places = pd.DataFrame(
        [("Bergheim", 52.15, 13.05, 900, "11000", "11000000")],
        columns=["name", "lat", "lon", "population", "ags_kreis", "ags"],
    )
    laender = pd.DataFrame(
        [("02", "Hamburg"), ("06", "Hessen"), ("11", "Berlin")], columns=["ags", "name"]
    )
    return Gazetteer.build(postcodes=postcodes, plz_places=pairs, places=places, laender=laender)


def one(tiny: Gazetteer, *row: str | None) -> pd.Series:
    return geocode(people([row]), gazetteer=tiny).iloc[0]


def test_coordinates_come_first(tiny: Gazetteer) -> None:
    row = one(tiny, "10000", "Bärstadt", None, "52,0001", "13,0")
    assert (row.match_level, row.match_score, row.radius_m) == ("coordinate", 100, 50)
    assert (row.geometry.y, row.geometry.x) == (52.0001, 13.0)
    assert row.match_note == ""


def test_coordinates_far_from_the_postcode_are_doubted(tiny: Gazetteer) -> None:
    assert "Widerspruch: Koordinaten" in one(tiny, "10000", None, None, "50", "8").match_note


def test_postcode_and_place(tiny: Gazetteer) -> None:
    row = one(tiny, "10000", "BAERSTADT")
    assert (row.match_level, row.radius_m, row.geometry.y) == ("place", 1500, 52.02)
    assert row.match_note == ""


def test_postcode_alone(tiny: Gazetteer) -> None:
    row = one(tiny, "10001")
    assert (row.match_level, row.radius_m, row.geometry.y) == ("postcode", 3000, 52.1)


def test_unknown_place_falls_back_to_the_postcode_and_says_so(tiny: Gazetteer) -> None:
    row = one(tiny, "10001", "Wolkenkuckucksheim")
    assert row.match_level == "postcode"
    assert "nicht bekannt" in row.match_note


def test_place_near_by_widens_the_radius(tiny: Gazetteer) -> None:
    row = one(tiny, "10001", "Bergheim")
    assert row.match_level == "postcode"
    assert "gehört nicht zu PLZ 10001 (Bärstadt, Neudorf)" in row.match_note
    assert row.radius_m == pytest.approx(6535, abs=30)


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


def test_land_that_contradicts_the_postcode_is_reported(tiny: Gazetteer) -> None:
    row = one(tiny, "10000", "Bärstadt", "Hessen")
    assert row.match_level == "place"
    assert row.match_note == "Widerspruch: PLZ 10000 liegt in Berlin, angegeben ist Hessen"
    assert "nicht bekannt" in one(tiny, "10000", "Bärstadt", "Absurdistan").match_note


def test_place_without_postcode(tiny: Gazetteer) -> None:
    city = one(tiny, None, "Bärstadt")
    assert (city.match_level, city.match_score) == ("place", 50)
    assert city.geometry.y == pytest.approx(52.05)
    assert city.radius_m > 5000
    twice = one(tiny, None, "Neudorf")
    assert (twice.match_level, twice.match_note) == (
        "none", "Ort „Neudorf“ ist mehrdeutig: in 2 Kreisen",
    )  # fmt: skip
    assert one(tiny, None, "Neudorf", "HE").geometry.y == 50.0


def test_unknown_postcode(tiny: Gazetteer) -> None:
    assert one(tiny, "99999", "Seestadt").match_note == (
        "PLZ 99999 ist unbekannt, nach Ortsname verortet"
    )
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
    with pytest.raises(InputError, match="postcode, place"):
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
    known = Gazetteer.embedded()
    for table in (known.postcodes, known.pairs):
        assert not (np.isclose(table.lat, 51.165691) & np.isclose(table.lon, 10.451526)).any()


words = st.one_of(
    st.none(), st.text(max_size=10), st.sampled_from(["10115", "20457", "Berlin", "Hof", "Bayern"])
)


@settings(max_examples=60, deadline=None)
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
