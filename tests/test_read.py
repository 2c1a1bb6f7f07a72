"""Reading lists: what is repaired, what is kept with a reason, what is refused."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from mintgeo import MintgeoError, read_participants, read_sites
from mintgeo._errors import DuplicateIdError, InputError
from mintgeo._schema import PARTICIPANTS, SITES

TEXT = "Nr;PLZ;Ort;Straße;Anzahl;Bemerkung\n7;1067;Dresden;Grüne Str. 1;12;ä\n8;10115;Köln;;;\n"


def file(folder: Path, content: bytes | str, name: str = "liste.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def book(folder: Path, sheets: dict[str, list[list[object]]]) -> Path:
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    made.save(folder / "liste.xlsx")
    return folder / "liste.xlsx"


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings_and_delimiters(tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = file(tmp_path, TEXT.replace(";", delimiter).encode(encoding))
    table = read_participants(path)
    assert list(table["id"]) == ["7", "8"]
    assert list(table["postcode"]) == ["01067", "10115"]
    assert table["street"].iloc[0] == "Grüne Str. 1"
    assert list(table["count"]) == [12, 1]
    assert table["Bemerkung"].iloc[0] == "ä"
    assert "01067" in table["read_note"].iloc[0]
    assert table["read_note"].iloc[1] == ""
    PARTICIPANTS.check(table)


def test_quotes_and_line_breaks_in_cells(tmp_path: Path) -> None:
    path = file(tmp_path, 'name,plz,topics\n"Labor ""A"", Haus 2",10115,"x\ny"\n')
    table = read_sites(path)
    assert table["name"].iloc[0] == 'Labor "A", Haus 2'
    assert table["topics"].iloc[0] == "x\ny"


def test_workbook_sheet_and_columns(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        {
            "Deckblatt": [["x"]],
            "Orte": [["Was", "Wo", "PLZ"], ["Labor", "Hof", 95028.0], [None] * 3],
        },
    )
    table = read_sites(path, sheet="Orte", columns={"Was": "name", "Wo": "place"})
    assert table.loc[0, ["id", "name", "place", "postcode", "role"]].to_list() == [
        "2", "Labor", "Hof", "95028", "offer",
    ]  # fmt: skip
    assert len(table) == 1
    with pytest.raises(InputError, match="Deckblatt, Orte"):
        read_sites(path, sheet="Kreise")


def test_frames_keep_their_index_and_are_not_changed() -> None:
    frame = pd.DataFrame({"PLZ": [1067, 80333], "Ort": ["Dresden", "München"]}, index=["b", "b"])
    before = frame.copy()
    table = read_participants(frame)
    pd.testing.assert_frame_equal(frame, before)
    assert list(table.index) == ["b", "b"]
    assert list(table["id"]) == ["1", "2"]
    assert list(table["postcode"]) == ["01067", "80333"]


@pytest.mark.parametrize(
    ("given", "postcode", "noted"),
    [
        ("01067", "01067", False),
        ("1067", "01067", True),
        ("17033.0", "17033", True),
        ("D-17033", "17033", True),
        ("\xa017033 ", "17033", False),
        ("ABC", None, True),
        ("123", None, True),
        ("123456", None, True),
        ("", None, False),
    ],
)
def test_postcodes(given: str, postcode: str | None, noted: bool) -> None:
    table = read_participants(pd.DataFrame({"PLZ": [given], "Ort": ["x"]}))
    value = table["postcode"].iloc[0]
    assert (None if pd.isna(value) else value) == postcode
    assert bool(table["read_note"].iloc[0]) == noted


@pytest.mark.parametrize(
    ("lat", "lon", "expected", "note"),
    [
        ("53,55", "9,99", (53.55, 9.99), ""),
        ("9.99", "53.55", (53.55, 9.99), "vertauscht"),
        ("0", "0", None, "nicht in oder um Deutschland"),
        ("53.55", "", None, "nur eine"),
        ("Nord", "9.99", None, "ist keine Zahl"),
        ("inf", "9.99", None, "ist keine Zahl"),
    ],
)
def test_coordinates(lat: str, lon: str, expected: tuple[float, float] | None, note: str) -> None:
    row = read_participants(pd.DataFrame({"Breite": [lat], "Länge": [lon], "Ort": ["x"]})).iloc[0]
    found = None if pd.isna(row["lat"]) else (row["lat"], row["lon"])
    assert found == expected
    assert note in row["read_note"]


@pytest.mark.parametrize(
    ("given", "count", "noted"),
    [("12", 12, 0), ("", 1, 0), ("0", 0, 0), ("-3", 1, 1), ("1,5", 1, 1), ("viele", 1, 1)],
)
def test_counts(given: str, count: int, noted: bool) -> None:
    row = read_participants(pd.DataFrame({"Ort": ["x"], "Anzahl": [given]})).iloc[0]
    assert row["count"] == count
    assert bool(row["read_note"]) == noted


def test_house_number_joins_the_street() -> None:
    row = read_participants(
        pd.DataFrame({"Ort": ["x"], "Straße": ["Weg"], "Hausnummer": [3]})
    ).iloc[0]
    assert row["street"] == "Weg 3"


def test_all_ids_given_twice_are_named(tmp_path: Path) -> None:
    path = file(tmp_path, "id;plz\na;10115\nb;10115\na;10115\nb;10115\nc;10115\n")
    with pytest.raises(
        DuplicateIdError, match=r"4 of 5 rows share an id \(ids a, b; rows 2, 3, 4, 5"
    ):
        read_participants(path)


def test_sites_without_a_name_are_all_named(tmp_path: Path) -> None:
    path = file(tmp_path, "id;name;plz\n1;;10115\n2;x;10115\n3;;10115\n", "a{b}.csv")
    wanted = r"'a\{b\}.csv': 2 of 3 rows \(rows 2, 4; ids 1, 3\) have no name"
    with pytest.raises(InputError, match=wanted):
        read_sites(path)


def test_roles() -> None:
    frame = pd.DataFrame({"name": list("abc"), "ort": "x", "Rolle": ["Angebot", "POTENZIAL", None]})
    assert list(read_sites(frame)["role"]) == ["offer", "potential", "offer"]
    with pytest.raises(InputError, match=r"\(row 1\)"):
        read_sites(frame.assign(Rolle=["Gast", None, None]))


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "liste.csv", "empty"),
        (b"", "liste.xlsx", "empty"),
        (b"  \n \n", "liste.csv", "no content|is empty"),
        (b"PLZ;Ort\n", "liste.csv", "header but no rows"),
        (b"%PDF-1.7 \x00\x01", "liste.csv", "is a PDF.*ask for the list"),
        (b"\x89PNG\r\n\x1a\n\x00", "liste.csv", "is a picture"),
        (b"\x00\x01\x02\x03", "liste.csv", "no text file"),
        (b"\x89PNG\r\n\x1a\n\x00", "liste.xlsx", "is a picture"),
        (b"\x00\x01\x02", "liste.xlsx", "no Excel workbook"),
        (b"PK\x03\x04 broken", "liste.xlsx", "no Excel workbook"),
        (b"x", "liste.docx", "is a Word document.*xlsx"),
        (b"x", "liste.json", "save it as .xlsx or .csv"),
        (b"x", "liste.xls", "is an old Excel workbook.*save it as"),
        (b"Vorname;Alter\nA;3\n", "liste.csv", "no column for a postcode .*Vorname, Alter"),
        (b"PLZ;Postleitzahl\n1;2\n", "liste.csv", "several columns for the same thing"),
    ],
)
def test_other_files_are_refused_by_name(
    tmp_path: Path, content: bytes, name: str, message: str
) -> None:
    with pytest.raises(InputError, match=message) as error:
        read_participants(file(tmp_path, content, name))
    assert name in str(error.value)


def test_missing_file_directory_and_column(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no file 'weg\.csv'"):
        read_participants(tmp_path / "weg.csv")
    with pytest.raises(InputError, match="is a folder"):
        read_participants(tmp_path)
    with pytest.raises(InputError, match="no column 'name'"):
        read_sites(pd.DataFrame({"PLZ": ["10115"]}))
    with pytest.raises(InputError, match=r"no column 'Orte' \(perhaps 'Ort'\?\)"):
        read_sites(pd.DataFrame({"Ort": ["x"]}), columns={"Orte": "place"})
    with pytest.raises(InputError, match=r"may name .*not 'plaze' \(perhaps 'place'\?\)"):
        read_sites(pd.DataFrame({"Ort": ["x"]}), columns={"Ort": "plaze"})


def test_schema_of_empty_columns() -> None:
    SITES.check(read_sites(pd.DataFrame({"name": ["x"], "plz": ["10115"]})))


cells = st.one_of(st.none(), st.text(max_size=12), st.integers(), st.floats(), st.booleans())


@pytest.mark.slow
@settings(max_examples=150)
@given(st.lists(st.tuples(*[cells] * 6), min_size=1, max_size=6))
def test_any_cell_gives_a_table_or_one_of_our_errors(rows: list[tuple[object, ...]]) -> None:
    frame = pd.DataFrame(rows, columns=["PLZ", "Ort", "Breite", "Länge", "Anzahl", "Bundesland"])
    try:
        table = read_participants(frame.astype(object))
    except MintgeoError:
        return
    PARTICIPANTS.check(table)
    assert len(table) <= len(frame)
    assert set(table.index) <= set(frame.index)


@settings(max_examples=100)
@given(st.binary(max_size=200), st.sampled_from(["a.csv", "a.xlsx", "a.txt"]))
def test_any_bytes_give_a_table_or_one_of_our_errors(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str
) -> None:
    path = file(tmp_path_factory.mktemp("x"), content, name)
    try:
        read_participants(path)
    except MintgeoError as error:
        said = str(error)
    else:
        said = name
    assert name in said


@pytest.mark.parametrize(
    ("last", "kept"),
    [
        (["7", "Mia Berg", None, None], True),
        ([None, "Mia Berg", None, None], True),
        ([None, "Mia von der Tann, Adresse folgt", None, None], True),
        (["Mia Berg", None, None, None], True),
        (["* Mia Berg", None, None, None], True),
        ([None, None, None, "Adresse kommt noch"], True),
        (["Quelle: Mia Berg", None, None, None], False),
        ([None, "Stand 3/2026", None, None], False),
        (["* nachgemeldet", None, None, None], False),
        (["Hinweis: Angaben ohne Gewähr", None, None, None], False),
    ],
)
@pytest.mark.parametrize("blank", [0, 2])
def test_whoever_has_only_a_name_is_no_footnote(
    tmp_path: Path, last: list[object], kept: bool, blank: int
) -> None:
    head = ["Nr", "Name", "PLZ", "Bemerkung"]
    rows = [head, ["1", "Ada Ost", "10115", None], ["2", "Ben Au", "17033", None]]
    table = read_participants(book(tmp_path, {"L": [*rows, *[[None] * 4] * blank, last]}))
    assert len(table) == 2 + kept
    assert len(table.attrs["read"]["left_out"]) == 1 - kept
    alone = sum(cell is not None for cell in last) == 1
    assert ("im Zweifel" in table["read_note"].iloc[-1]) is (kept and alone)


def test_a_site_of_only_a_name_is_kept_and_a_sentence_beside_is_not(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Nr", "Name", "PLZ"], [1, "Labor", "10115"], [None, "Haus der Technik", None],
        ["Liste ohne die Häfen", None, None],
    ]  # fmt: skip
    table = read_sites(book(tmp_path, {"L": rows}))
    assert table["name"].tolist() == ["Labor", "Haus der Technik"]
    assert table.attrs["read"]["left_out"][0]["row"] == 4


def test_ids_of_people_are_not_shown(tmp_path: Path) -> None:
    mails = [f"kind{number}@example.org" for number in range(400)] * 2
    frame = pd.DataFrame({"Nr": mails, "PLZ": "10115", "name": "x", "Rolle": "?"})
    with pytest.raises(DuplicateIdError, match=r"rows 1, 2, 3.* and 780 more") as error:
        read_participants(frame)
    assert "@" not in str(error.value)
    assert len(str(error.value)) < 500
    with pytest.raises(InputError, match=r"400 of 400 rows .*rows 1, 2") as other:
        read_sites(frame.iloc[:400])
    assert "@" not in str(other.value)
    table = read_participants(frame.iloc[:400])
    with pytest.raises(InputError) as third:
        PARTICIPANTS.check(table.assign(count=-1, id=["Ada Ost"] * 400))
    assert "Ada" not in str(third.value)
