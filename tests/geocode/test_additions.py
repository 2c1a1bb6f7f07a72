"""Addresses with what lists write around them: which number, which street, what is said."""

from pathlib import Path
from xml.sax.saxutils import quoteattr

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mintgeo as mg
from benchmarks.additions import APPENDED, figures
from mintgeo.addresses.additions import ADDITIONS, is_addition
from mintgeo.addresses.address import parse_address
from mintgeo.addresses.numbers import house_number
from mintgeo.addresses.pieces import tails
from mintgeo.findings import decode

SAMPLE = Path(__file__).parents[2] / "data" / "raw" / "neubrandenburg.osm.pbf"
NUMBERS = {
    "Lindenstr. 7 // 2. Stock": "7", "Lindenstr. 7 WE 12": "7", "Lindenstr. 7 Xy 3": "7",
    "Lindenstr. 7 H 12": "7", "Lindenstr. 7 W 4": "7", "Lindenstr. 7/3. OG": "7",
    "Lindenstr. 7/Hinterhaus 2": "7", "Lindenstr. 7, Zi. 304": "7", "Lindenstr. 7 R 1.05": "7",
    "Lindenstr. 7 i.H. Meier": "7", "Lindenstr. 7 b. Meier": "7", "Lindenstr. 7 c/o WG 5": "7",
    "Lindenstr. 7 Ecke Parkstr. 2": "7", "Lindenstr. 7 / Parkstr. 2": "7",
    "Lindenstr. 7 Tel. 0395 4711": "7", "Lindenstr. 7 +49 395 4711": "7",
    "Lindenstr. 7 II links": "7", "Lindenstr. 7 Stg. 2/Top 14": "7", "3. OG, Lindenstr. 7": "7",
    "Halle 3, Lindenstr. 7": "7", "c/o Meier Lindenstr. 7": "7", "Block Q 5, Lindenstr. 7": "7",
    "Lindenstr. 7 a 2. OG": "7a", "Lindenstr. 7B WE 2": "7b", "Lindenstr. 7 a/b": "7a-b",
    "Lindenstr. 7 a - c": "7a-c", "Lindenstr. 7bis9": "7-9", "Lindenstr. 7 u. 9": "7-9",
    "Lindenstr. 7+9 EG": "7-9", "Lindenstr. 7-9 3. OG": "7-9", "Lindenstr. 7 – 9 HH": "7-9",
    "Lindenstr. 7 1/2": "7 1/2", "Lindenstr. 7½ EG": "7 1/2", "Lindenstr. 7,5": "7 1/2",
    "Lindenstr. 7 c / o Meier": "7", "Lindenstr. 7 b/ Meier": "7", "Lindenstr. 7 W12": "7",
    "Lindenstr. 7 T: 0395 4711": "7", "Lindenstr. 7 N53° 33.2' E13°": "7", "Lindenstr. 7 n/a": "7",
    "Lindenstr. 7 bis 31.3.2027": "7", "Lindenstr. 7/2/5": "7", "Lindenstr. 7 a u. b": "7a-b",
    "Sitz: Lindenstr. 7": "7", "Musikschule: Lindenstr. 7 EG": "7", "Lindenstr. H.-Nr. 7": "7",
    "Lindenstr. Hausnummer: 7": "7", "Lindenstr. № 7": "7",
    "Lindenstr. 7 ¾": "7 3/4", "Lindenstr. 7 2/3 Hof": "7 2/3",
}  # fmt: skip
"""Whole address → house number."""
WITHOUT = (
    "Lindenstr. o. Nr.", "Lindenstr.o.Nr.", "Lindenstr. ohne Hausnummer", "Lindenstr., s/n",
    "Lindenstr. WE 5", "Lindenstr. Hinterhaus", "Lindenstr. Ecke Parkstr. 3", "Lindenstr., Xy 5",
    "Lindenstr. 0", "Lindenstr. 00", "Lindenstr. k. Nr.", "Lindenstr. ohne",
    "Lindenstr. -", "Lindenstr. k.A.", "Lindenstr. (ohne Nr.)", "Lindenstr. Haus 3",
)  # fmt: skip
NAMES = (
    "Platz der Einheit 3", "Bei der Kirche 3", "Hinter der Mauer 3", "Frau-Holle-Weg 3",
    "Hof-Straße 3", "Im Hof 3", "Am Tor 3", "Turm Str. 3", "Straße des 17. Juni 3",
    "Gartenhausweg 3", "Hallesche Str. 3", "Neben dem Bahnhof 3", "Blocksberg 3", "Torgasse 3",
)  # fmt: skip
"""Streets whose names look like additions, with number 3."""


@pytest.mark.parametrize(("text", "number"), NUMBERS.items())
def test_the_number_behind_the_street_is_the_houses(text: str, number: str) -> None:
    found = parse_address(text)
    assert (found.street, str(found.number)) == ("Lindenstr.", number)


@pytest.mark.parametrize("text", WITHOUT)
def test_a_number_of_something_else_is_no_houses(text: str) -> None:
    found = parse_address(text)
    assert (found.street, found.number) == ("Lindenstr.", None)


@pytest.mark.parametrize("text", NAMES)
def test_streets_that_are_called_like_additions(text: str) -> None:
    for written in (text, f"{text} EG", f"{text}, WE 7"):
        found = parse_address(written)
        assert f"{found.street} {found.number}" == text


@pytest.mark.parametrize("text", ["Q 5, 14", "Q5 14", "Q 5, 14 2. OG", "Q5, 14-16 (Hof)"])
def test_squares(text: str) -> None:
    found = parse_address(text)
    assert found.street.replace(" ", "") == "Q5"
    assert str(found.number).startswith("14")


def test_every_example_of_the_table_is_set_aside_whole() -> None:
    for kind in ADDITIONS:
        for text in kind.examples:
            assert is_addition(text), text
            if kind is ADDITIONS[0]:
                assert parse_address(f"Lindenstr. {text}").number is None, text
                continue
            for between in (" ", ", "):
                found = parse_address(f"Lindenstr. 7{between}{text}")
                assert (found.street, str(found.number)) == ("Lindenstr.", "7"), text
                assert (bool(found.additions), found.unread) == (True, ()), text


@settings(max_examples=150)
@given(st.text(max_size=40), st.integers(1, 999))
def test_nothing_behind_the_number_makes_it_another(behind: str, number: int) -> None:
    found = parse_address(f"Lindenstr. {number} # {behind}")
    assert found.number is None or found.number == house_number(str(number))


@pytest.mark.parametrize("text", ["EG li " * 30, "12 " * 60, "bei " * 50, "a/" * 99, "I. " * 60])
def test_long_texts_are_read_at_once(text: str) -> None:
    parse_address(text)


@pytest.mark.slow
def test_a_sample_of_a_town() -> None:
    for kind, outside, house in figures(SAMPLE, most=15):
        assert (outside <= 5, house >= 90) == (True, True), kind
    assert len(APPENDED) >= 30


def node(number: int, lat: float, lon: float, **tags: str) -> str:
    told = "".join(
        f"<tag k={quoteattr(k.replace('__', ':'))} v={quoteattr(v)}/>" for k, v in tags.items()
    )
    return f'<node id="{number}" version="1" lat="{lat}" lon="{lon}">{told}</node>'


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> mg.AddressIndex:
    """Three parts of Burg Stargard with a Dorfstraße each, and Quastenberg without streets."""
    nodes, town = [], {"addr__postcode": "17094", "addr__city": "Burg Stargard"}
    for part, lat, lon in (("Bargensdorf", 53.49, 13.27), ("Sabel", 53.44, 13.33),
                           ("Loitz", 53.46, 13.40)):  # fmt: skip
        nodes.append(node(len(nodes) + 1, lat, lon, place="village", name=part))
        nodes += [
            node(len(nodes) + at, lat + 2e-4 * at, lon, addr__street="Dorfstraße",
                 addr__housenumber=str(at), addr__suburb=part, **town)
            for at in range(1, 12)
        ]  # fmt: skip
    nodes.append(node(len(nodes) + 1, 53.48, 13.36, place="hamlet", name="Quastenberg"))
    nodes += [node(len(nodes) + at, 53.48 + 2e-4 * at, 13.36, addr__place="Quastenberg",
                   addr__housenumber=str(at), **town) for at in range(1, 12)]  # fmt: skip
    path = tmp_path_factory.mktemp("parts") / "parts.osm"
    path.write_text(f'<osm version="0.6">{"".join(nodes)}</osm>', encoding="utf-8")
    return mg.AddressIndex.from_osm(path, progress=False)


def placed(index: mg.AddressIndex, street: str, place: str = "Burg Stargard") -> pd.Series:
    row = {"Straße": [street], "PLZ": ["17094"], "Ort": [place]}
    return mg.geocode(mg.read_participants(pd.DataFrame(row)), using=[index]).iloc[0]


@pytest.mark.parametrize(
    ("street", "place"),
    [
        ("Dorfstraße 5 OT Sabel", "Burg Stargard"), ("Dorfstr. 5 (Sabel)", "Burg Stargard"),
        ("Dorfstr. 5, Sabel", "Burg Stargard"), ("Sabel, Dorfstr. 5", "Burg Stargard"),
        ("Dorfstr. 5 - Sabel", "Burg Stargard"), ("Dorfstr. 5 Sabel", "Burg Stargard"),
        ("Dorfstr. 5 EG Ortsteil Sabel", "Burg Stargard"), ("Dorfstr. 5", "Burg Stargard-Sabel"),
        ("Dorfstr. 5", "Burg Stargard, OT Sabel"), ("Dorfstr. 5", "Burg Stargard (Sabel)"),
        ("Dorfstr. 5", "Burg Stargard/Sabel"), ("Dorfstr. 5 WE 3", "Burg Stargard OT Sabel"),
        ("Dorfstr. 5", "Sabel"),
    ],
)  # fmt: skip
def test_the_part_of_town_decides(index: mg.AddressIndex, street: str, place: str) -> None:
    row = placed(index, street, place)
    assert (row.match_level, round(row.geometry.y, 3)) == ("house", 53.441)


def test_without_a_part_no_house_is_claimed(index: mg.AddressIndex) -> None:
    for street in ("Dorfstraße 5", "Dorfstraße 5 OT Nirgendwo"):
        row = placed(index, street)
        assert row.match_level == "street"
        assert row.radius_m > 5_000


@pytest.mark.parametrize(
    ("street", "place"),
    [
        ("Haus Nr. 7", "Quastenberg"), ("Nr. 7", "Burg Stargard OT Quastenberg"),
        ("Haus 7", "Burg Stargard-Quastenberg"), ("7", "Quastenberg"), ("HNr. 7", "Quastenberg"),
        ("Quastenberg 7", "Burg Stargard"), ("Quastenberg Nr. 7 EG", "Burg Stargard"),
        ("OT Quastenberg, Haus Nr. 7", "Burg Stargard"),
    ],
)  # fmt: skip
def test_villages_without_streets(index: mg.AddressIndex, street: str, place: str) -> None:
    row = placed(index, street, place)
    assert (row.match_level, round(row.geometry.y, 4)) == ("house", 53.4814)


def test_what_was_not_used_is_said(index: mg.AddressIndex) -> None:
    rows = {
        "Dorfstr. 5 WE 3, OT Sabel": ["address.set_aside"],
        "Dorfstr. 5 Quark, OT Sabel": ["address.unread"],
        "Dorfstr. 5, OT Sabel": [],
        "Wolkenkuckucksweg 5": ["address.street_unknown"],
        "Dorfstr. o. Nr. OT Sabel": ["address.set_aside"],
    }
    for street, codes in rows.items():
        found = decode(str(placed(index, street)["findings"]))
        assert [one.code for one in found if one.code.startswith("address.")] == codes, street


@pytest.mark.parametrize("before", [
    "Kita Sonne Am Teich", "Anschrift:", "Adresse", "Schule 2000 e.V.", "17094 Burg Stargard",
    "Burg Stargard/", "Fab Lab GmbH", "Haus der Jugend",
])  # fmt: skip
def test_words_that_no_comma_divides_from_the_street(index: mg.AddressIndex, before: str) -> None:
    row = placed(index, f"{before} Dorfstraße 5 OT Sabel".replace("/ ", "/"))
    assert (row.match_level, round(row.geometry.y, 3)) == ("house", 53.441)


@pytest.mark.parametrize("before", ["Alte", "Kleine", "An der", "Gerswalder", "Obere", "St."])
def test_words_of_a_name_are_no_words_before_it(index: mg.AddressIndex, before: str) -> None:
    assert tails(f"{before} Dorfstraße") == []
    row = placed(index, f"Kinderhort {before} Dorfstraße 5 OT Sabel")
    assert row.match_level != "house"


def test_a_street_behind_words_is_only_believed_with_its_house(index: mg.AddressIndex) -> None:
    assert placed(index, "Kita Sonne Dorfstraße 500 OT Sabel").match_level == "place"
    read = decode(str(placed(index, "Kita Sonne Dorfstraße 5 OT Sabel")["findings"]))
    assert [one.code for one in read] == ["address.respelled"]


@pytest.mark.parametrize(("number", "at", "radius_m"), [
    ("5-7", 53.4412, 65), ("5 u. 7", 53.4412, 65), ("5/6", 53.4411, 55), ("11-13", 53.4422, 50),
])  # fmt: skip
def test_a_span_of_houses_is_where_its_ends_are(
    index: mg.AddressIndex, number: str, at: float, radius_m: float
) -> None:
    row = placed(index, f"Dorfstraße {number} OT Sabel")
    assert (row.match_level, row.radius_m) == ("house", pytest.approx(radius_m, abs=10))
    assert row.geometry.y == pytest.approx(at, abs=2e-5)
    assert [one.code for one in decode(str(row["findings"]))] == ["address.number_near"]


@pytest.mark.parametrize("number", ["13-15", "5/2", "5 1/2", "13a-c", "1-99"])
def test_a_span_without_its_first_house_is_no_house(index: mg.AddressIndex, number: str) -> None:
    assert placed(index, f"Dorfstraße {number} OT Sabel").match_level == "street"


@pytest.mark.parametrize("behind", ["I", "V", "X"])
def test_a_roman_number_is_a_storey_unless_the_map_has_the_letter(
    index: mg.AddressIndex, behind: str
) -> None:
    row = placed(index, f"Dorfstr. 5 {behind}, OT Sabel")
    assert (row.match_level, round(row.geometry.y, 3)) == ("house", 53.441)


SAINTS = (
    ("Sankt-Anna-Weg", "Annaweg", ("St. Anna Weg", "St.-Anna-Weg", "ST. ANNA-WEG", "St. Annaweg")),
    ("Robert-Koch-Straße", "Kochstraße", ("R.-Koch-Str.", "R. Koch Str.", "Rob.-Koch-Straße")),
    ("Karl-Liebknecht-Straße", "Liebknechtstraße", ("K.-Liebknecht-Str.", "K. Liebknecht Str.")),
    ("Heinrich-Heine-Ring", "Heinering", ("H.-Heine-Ring", "H. Heine Ring")),
    ("Neue Torstraße", "Torstraße", ("N. Torstr.", "N. Torstraße")),
)
"""A street, another whose name is a part of its, and how lists shorten the first."""


@pytest.fixture(scope="module")
def namesakes(tmp_path_factory: pytest.TempPathFactory) -> mg.AddressIndex:
    names = [name for long, short, _ in SAINTS for name in (long, short)] + ["Kolbeweg"]
    town = {"addr__postcode": "17094", "addr__city": "Burg Stargard"}
    nodes = [
        node(10 * at + number, 53.49 + 1e-3 * at, 13.3 + 1e-4 * number, addr__street=name,
             addr__housenumber=str(number), **town)
        for at, name in enumerate(names) for number in range(1, 4)
    ]  # fmt: skip
    path = tmp_path_factory.mktemp("saints") / "saints.osm"
    path.write_text(f'<osm version="0.6">{"".join(nodes)}</osm>', encoding="utf-8")
    return mg.AddressIndex.from_osm(path, progress=False)


@pytest.mark.parametrize(
    ("at", "written"), [(2 * at, text) for at, one in enumerate(SAINTS) for text in one[2]]
)
def test_an_initial_or_a_saint_is_no_side_and_no_storey(
    namesakes: mg.AddressIndex, at: int, written: str
) -> None:
    out = placed(namesakes, f"{written} 2")
    assert (out["match_level"], out.geometry.y) == ("house", pytest.approx(53.49 + 1e-3 * at))


@pytest.mark.parametrize("side", ["EG.", "OG.", "li.", "HH."])
def test_a_side_or_a_storey_with_a_dot_is_no_initial(side: str) -> None:
    said = parse_address(f"{side} Kolbeweg 3")
    assert (said.street, said.additions) == ("Kolbeweg", (side,))


@pytest.mark.parametrize("written", ["R. Kolbeweg", "2. St. Kolbeweg", "EG Kolbeweg"])
def test_where_only_the_street_without_it_is_there(
    namesakes: mg.AddressIndex, written: str
) -> None:
    assert placed(namesakes, f"{written} 3")["match_level"] == "house"


@pytest.mark.parametrize(
    ("written", "code"),
    [("Postfach 47 11", "address.set_aside"), ("Ecke Torstr./Annaweg", "address.set_aside"),
     ("Gemeindehaus", "address.unread"), ("=A1&B1", "address.unread"), ("", None)],
)  # fmt: skip
def test_a_cell_that_names_no_street_is_not_passed_over(
    namesakes: mg.AddressIndex, written: str, code: str | None
) -> None:
    out = placed(namesakes, written)
    said = [one.code for one in decode(out["findings"]) if one.code.startswith("address.")]
    assert (out["match_level"], said) == ("place", [code] if code else [])
