"""Which place a name means: Land, tails, size, and what lies abroad."""

import pandas as pd
import pytest

import mintgeo as mg

BY_LAND = [
    ("Weiden", "Bayern", (49.68, 12.16)), ("Neumarkt", "Bayern", (49.28, 11.46)),
    ("Mühlheim", "Hessen", (50.12, 8.83)), ("Halle", "NRW", (52.06, 8.36)),
    ("Limburg", "HE", (50.38, 8.05)), ("Burg", "Sachsen-Anhalt", (52.27, 11.85)),
    ("Neustadt (Hessen)", None, (50.85, 9.12)), ("Halle (Westf.)", None, (52.06, 8.36)),
    ("Münster, Hessen", None, (49.92, 8.87)),
]  # fmt: skip
BY_TAIL = [
    ("Frankfurt/Main", (50.12, 8.68)), ("Frankfurt a/M", (50.12, 8.68)),
    ("Frankfurt (O.)", (52.35, 14.55)), ("Frankfurt-an-der-Oder", (52.35, 14.55)),
    ("Freiburg i.B.", (48.0, 7.85)), ("Freiburg/Elbe", (53.83, 9.29)),
    ("Rotenburg/Wümme", (53.11, 9.41)), ("Rotenburg a.d. Fulda", (51.0, 9.73)),
    ("Neustadt a. d. Aisch", (49.58, 10.61)), ("Neustadt/Weinstr.", (49.35, 8.14)),
    ("Landsberg a. Lech", (48.05, 10.88)), ("Mülheim/Ruhr", (51.43, 6.88)),
    ("Bernau bei Berlin", (52.68, 13.59)), ("Rothenburg o.d. Tauber", (49.38, 10.19)),
    ("Halle Saale", (51.48, 11.98)),
    ("Oldenburg Holstein", (54.29, 10.88)), ("Sulzbach/Saar/Saarland", (49.3, 7.07)),
    ("Kirchheim/Teck", (48.65, 9.45)), ("Neukirchen Kr. Nordfriesland", (54.87, 8.73)),
    ("Neuburg (Lkr. Passau)", (48.5, 13.45)), ("Stein, Kreis Plön", (54.42, 10.27)),
    ("Langen (Hessen)/Hessen", (49.99, 8.68)), ("Homburg v.d. Höhe", (50.23, 8.61)),
    ("Offenbach/Hundheim", (49.62, 7.55)), ("Bretten/Baden-Württemberg", (49.04, 8.71)),
]  # fmt: skip
SHORTENED = [
    ("St.Wendel", (49.47, 7.17)), ("Skt. Peter-Ording", (54.3, 8.63)),
    ("B. Segeberg", (53.94, 10.31)), ("Gr. Grönau", (53.8, 10.75)), ("Kl. Rönnau", (53.97, 10.32)),
    ("Hansestadt Stralsund", (54.31, 13.08)), ("Stadt Plauen", (50.5, 12.14)),
    ("Gemeinde Bad Sassendorf", (51.58, 8.17)), ("Freie und Hansestadt Hamburg", (53.57, 10.0)),
    ("Markt Schwaben, Bayern", (48.19, 11.87)), ("Karl-Marx-Stadt", (50.83, 12.92)),
]  # fmt: skip
PARTS = [
    ("Schwenn.-Villing.", None), ("Partenkirchen", (47.5, 11.1)), ("Rauxel", (51.55, 7.31)),
    ("Schwäb. Hall", (49.11, 9.74)), ("Segeberg", (53.94, 10.31)),
    ("Zwickauer Str., Wolkenstadt", None), ("Klein Kiel", None),
]  # fmt: skip
ABROAD = [
    ("6020", "Innsbruck"), ("8010", "Graz"), ("4600", "Wels"), ("9020", "Klagenfurt"),
    ("3011", "Bern"), ("8400", "Winterthur"), ("5000", "Aarau"), ("CH-4051", "Basel"),
    ("A-6900", "Bregenz"), ("A 4020", "Linz"), ("AT-1010", "Wien"), ("5400", "Hallein"),
]  # fmt: skip


def one(postcode: str | None, place: str, land: str | None = None) -> pd.Series:
    row = {"PLZ": [postcode], "Ort": [place], "Bundesland": [land]}
    out = mg.geocode(mg.read_participants(pd.DataFrame(row)))
    codes = set(mg.row_findings(out)["code"])
    row = out.iloc[0]
    at = None if row.geometry is None else (row.geometry.y, row.geometry.x)
    return pd.Series({"at": at, "codes": codes, "level": row.match_level})


@pytest.mark.parametrize(("place", "land", "at"), BY_LAND)
def test_the_land_decides(place: str, land: str | None, at: tuple[float, float]) -> None:
    assert one(None, place, land)["at"] == pytest.approx(at, abs=0.03)


@pytest.mark.parametrize(("place", "at"), BY_TAIL)
def test_the_tail_decides(place: str, at: tuple[float, float]) -> None:
    assert one(None, place)["at"] == pytest.approx(at, abs=0.03)


@pytest.mark.parametrize(("place", "at"), SHORTENED)
def test_short_forms_and_titles(place: str, at: tuple[float, float]) -> None:
    found = one(None, place)
    assert found["at"] == pytest.approx(at, abs=0.05)
    assert "place.respelled" not in found["codes"]


@pytest.mark.parametrize(("place", "at"), PARTS)
def test_a_part_of_a_name_is_said(place: str, at: tuple[float, float] | None) -> None:
    found = one(None, place)
    if at is None:
        assert found["at"] is None
    else:
        assert found["at"] == pytest.approx(at, abs=0.05)
        assert "place.respelled" in found["codes"]


@pytest.mark.parametrize("place", ["Hallein (A)", "Buchs (CH)", "Kehl (Frankreich)", "Zug/Schweiz"])
def test_a_country_behind_the_name_is_abroad(place: str) -> None:
    assert one(None, place)["codes"] == {"place.abroad"}


def test_a_widened_radius_is_no_surer_than_it_says() -> None:
    row = {"PLZ": ["80331"], "Ort": ["Neustadt"]}
    out = mg.geocode(mg.read_participants(pd.DataFrame(row))).iloc[0]
    assert (out.radius_m, out.match_score) == (15_000, 95)


@pytest.mark.parametrize("place", ["Frankfurt", "Halle", "Münster", "Freiburg", "Minden"])
def test_the_well_known_town_is_taken_with_a_note(place: str) -> None:
    found = one(None, place)
    assert found["level"] == "place"
    assert "place.metropolis" in found["codes"]


@pytest.mark.parametrize("place", ["Landsberg", "Neustadt", "Burg", "Mülheim", "Husum"])
def test_several_towns_of_a_name_are_no_place(place: str) -> None:
    found = one(None, place)
    assert (found["level"], found["codes"]) == ("none", {"place.ambiguous"})


@pytest.mark.parametrize(("place", "land"), [("Kehl", "Bayern"), ("Kiel", "Hessen"),
                                             ("Görlitz", "Brandenburg")])  # fmt: skip
def test_a_place_that_its_land_lacks_is_said(place: str, land: str) -> None:
    assert "place.not_in_land" in one(None, place, land)["codes"]


@pytest.mark.parametrize("postcode", ["60272", "60001"])
def test_a_postcode_of_large_recipients(postcode: str) -> None:
    assert one(postcode, "Frankfurt")["at"] == pytest.approx((50.12, 8.68), abs=0.03)


@pytest.mark.parametrize(("postcode", "place"), ABROAD)
def test_neighbours_are_not_in_germany(postcode: str, place: str) -> None:
    found = one(postcode, place)
    assert found["at"] is None
    assert found["codes"] & {"place.abroad", "place.abroad_postcode"}


@pytest.mark.parametrize(
    ("postcode", "place"),
    [("1067", "Dresden"), ("4600", "Altenburg"), ("3046", "Cottbus"), ("6844", "Dessau")],
)
def test_a_lost_zero_is_not_abroad(postcode: str, place: str) -> None:
    assert one(postcode, place)["level"] == "place"


@pytest.mark.parametrize(
    ("postcode", "place"),
    [("29525", "Holdenstedt"), ("99086", "Neustadt"), ("01067", "Neustadt"), ("20095", "Buchholz"),
     ("24103", "Neudorf")],
)  # fmt: skip
def test_a_postcode_beats_a_namesake_elsewhere(postcode: str, place: str) -> None:
    assert one(postcode, place)["at"] is not None


@pytest.mark.parametrize(("postcode", "place"), [("80331", "Kiel"), ("20144", "Freiburg")])
def test_a_town_elsewhere_contradicts_its_postcode(postcode: str, place: str) -> None:
    found = one(postcode, place)
    assert (found["level"], "place.contradiction" in found["codes"]) == ("none", True)


@pytest.mark.parametrize(
    ("place", "land", "kreis"),
    [
        ("Landkreis Leipzig", None, "14729"), ("Lkr. Rostock", None, "13072"),
        ("Kreis Unna", None, "05978"), ("LK Kassel", None, "06633"),
        ("Rhein-Sieg-Kreis", None, "05382"), ("Städteregion Aachen", None, "05334"),
        ("landkreis oldenburg", "Niedersachsen", "03458"), ("Kr. Plön", None, "01057"),
    ],
)  # fmt: skip
def test_a_kreis_is_no_town_of_its_name(place: str, land: str | None, kreis: str) -> None:
    """Many live far from its middle, and none in the town that it lies around."""
    row = pd.DataFrame({"Ort": [place], "Bundesland": [land]})
    out = mg.geocode(mg.read_participants(row))
    assert set(mg.row_findings(out)["code"]) == {"place.kreis"}
    assert mg.assign_regions(out)["ags_kreis"].tolist() == [kreis]
    assert 15_000 < out["radius_m"].iloc[0] < 60_000


@pytest.mark.parametrize("place", ["Landkreis Demmin", "Kreis Atlantis", "Lkr. Nirgends"])
def test_a_kreis_that_there_is_not_is_no_town_either(place: str) -> None:
    assert one(None, place)["at"] is None


@pytest.mark.parametrize("place", ["Kreisstadt Unna", "Unna, Kreis Unna", "Unna (Kreis Unna)"])
def test_a_town_is_no_kreis(place: str) -> None:
    found = one(None, place)
    assert (found["level"], "place.kreis" in found["codes"]) == ("place", False)


@pytest.mark.parametrize("place", ["nahe Soest", "Raum Soest", "Umgebung von Soest", "bei Soest"])
def test_near_a_town_is_around_it(place: str) -> None:
    """And not in Nahe, which is a village."""
    out = mg.geocode(mg.read_participants(pd.DataFrame({"Ort": [place]})))
    assert (out.geometry.y[0], out.geometry.x[0]) == pytest.approx((51.57, 8.11), abs=0.03)
    assert out["radius_m"].iloc[0] >= 15_000
    assert set(mg.row_findings(out)["code"]) == {"place.around"}
    assert one(None, "Nahe")["codes"] == set()


def test_a_town_is_around_no_more_than_once() -> None:
    """However often a cell says so: no word of a list goes deeper and deeper."""
    found = one(None, "bei " * 1_500 + "Soest")
    assert (found["level"], found["codes"]) == ("place", {"place.around"})


@pytest.mark.parametrize("postcode", ["00000", "00000.0"])
def test_no_postcode_of_a_neighbour_begins_with_a_zero(postcode: str) -> None:
    """Forms that ask for five digits get zeros."""
    found = one(postcode, "Kiel")
    assert (found["level"], "place.abroad_postcode" in found["codes"]) == ("place", False)
