"""One list in several files and on several sheets: every row comes, every finding says where."""

import io
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

import mintgeo as mg
from mintgeo._errors import InputError
from mintgeo.addresses.query import Query
from mintgeo.chapters.basics import Inputs
from mintgeo.chapters.given import ListFiles
from mintgeo.cli import main
from mintgeo.findings import Reading
from mintgeo.gazetteer.names import place_key
from mintgeo.language import explained
from mintgeo.lists import geocode_list
from mintgeo.study import load_study

HEAD = ["PLZ", "Ort", "Anzahl"]


def book(path: Path, **sheets: list[list[object]]) -> Path:
    work = Workbook()
    work.remove(work.worksheets[0])
    for name, rows in sheets.items():
        sheet = work.create_sheet(name)
        for row in rows:
            sheet.append(row)
    work.save(path)
    return path


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """A workbook with two sheets of a list and one that is none, and a text with other headers."""
    one = book(
        tmp_path / "eins.xlsx",
        Mai=[["Liste der Gäste"], HEAD, ["17033", "Neubrandenburg", 2], ["", "Summe", 2]],
        Juni=[HEAD, ["18055", "Rostock", 3], ["01067", "Dresden", "viele"]],
        Notizen=[["nichts", "weiter"]],
    )
    two = tmp_path / "zwei.csv"
    two.write_text("Postleitzahl;Wohnort;Teilnehmende;Farbe\n99084;Erfurt;4;rot\n", "utf-8")
    return [one, two]


def test_sheets_and_files_become_one_list(files: list[Path]) -> None:
    table = mg.read_participants(files[0], sheet=["Mai", "Juni"])
    assert list(table.index) == ["Mai!3", "Juni!2", "Juni!3"]
    assert "file" not in table.columns
    both = mg.read_participants(files)
    assert list(both["file"]) == ["eins.xlsx", "zwei.csv"]
    assert list(both["place"]) == ["Neubrandenburg", "Erfurt"]
    assert list(both["count"]) == [2, 4]
    assert both["id"].is_unique
    found = mg.list_findings(both)
    said = set(zip(found["part"], found["code"], found["sheet"].fillna(""), strict=True))
    assert ("eins.xlsx", "list.sheet_unread", "Juni") in said
    assert ("eins.xlsx", "list.above_header", "") in said
    assert ("zwei.csv", "list.columns_kept", "") in said
    assert found.loc[found["code"] == "list.total_right", "row"].tolist() == [4]


def test_columns_of_one_part_may_be_missing_in_another(files: list[Path]) -> None:
    table = mg.read_participants(files, columns={"Farbe": "state", "Ort": "place"})
    assert list(table["place"]) == ["Neubrandenburg", "Erfurt"]
    with pytest.raises(InputError) as error:
        mg.read_participants(files, columns={"Farbee": "state"})
    assert "„Farbee“" in explained(error.value)
    with pytest.raises(InputError, match="perhaps 'postcode'") as wrong:
        mg.read_participants(files[1], columns={"Farbe": "postcod"})
    assert "vielleicht „postcode“" in explained(wrong.value)
    german = mg.read_participants(files[1], columns={"Farbe": "Bundesland"})
    assert list(german["state"]) == ["rot"]


def test_wrong_sheets_and_files_are_named(files: list[Path]) -> None:
    with pytest.raises(InputError, match="Mai, Juni, Notizen") as error:
        mg.read_participants(files[0], sheet="Juli")
    assert explained(error.value).startswith("„eins.xlsx“ hat kein Blatt")
    with pytest.raises(InputError, match="sheet 'Notizen'"):
        mg.read_participants(files[0], sheet=["Mai", "Notizen"])
    for wrong in ([], [files[1], files[1]]):
        with pytest.raises(InputError, match=r"no|twice"):
            mg.read_participants(wrong)


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    paths = []
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        paths.append(tmp_path / folder / "liste.csv")
        paths[-1].write_text("PLZ;Ort;file\n17033;Neubrandenburg;x\n", "utf-8")
    table = mg.read_participants(paths)
    assert list(table["file"]) == ["a/liste.csv", "b/liste.csv"]
    assert list(table["file (2)"]) == ["x", "x"]


@pytest.mark.slow
def test_what_is_written_is_read_again(files: list[Path], tmp_path: Path) -> None:
    goal = tmp_path / "aus.csv"
    assert main(["geocode", *map(str, files), "-o", str(goal)]) == 0
    text = goal.read_text("utf-8-sig").splitlines()
    assert "mintgeo: Datei" in text[0]
    assert "eins.xlsx" in text[1]
    again = mg.read_participants(goal)
    assert list(again["place"]) == ["Neubrandenburg", "Erfurt"]
    assert list(again["count"]) == [2, 4]


STUDY = """[study]
name = "x"
title = "X"
as_of = 2026-11-26
[outputs]
folder = "out"
[inputs]
"""


@pytest.mark.parametrize(
    ("line", "paths", "sheet", "columns"),
    [
        ('sites = "a.csv"', ("a.csv",), None, {}),
        ('sites = ["a.csv", "b.xlsx"]', ("a.csv", "b.xlsx"), None, {}),
        ('sites = { path = "a.xlsx", sheet = "Mai" }', ("a.xlsx",), "Mai", {}),
        ('sites = { path = ["a.xlsx", "b.xlsx"], sheet = ["Mai", "Juni"] }',
         ("a.xlsx", "b.xlsx"), ("Mai", "Juni"), {}),
        ('sites = { path = "a.csv", columns = { Standort = "place" } }',
         ("a.csv",), None, {"Standort": "place"}),
        ('[inputs.sites]\npath = "a.csv"\n[inputs.sites.columns]\n"PLZ/Ort" = "place"\n',
         ("a.csv",), None, {"PLZ/Ort": "place"}),
    ],
)  # fmt: skip
def test_how_a_study_names_a_list(
    tmp_path: Path, line: str, paths: object, sheet: object, columns: object
) -> None:
    (tmp_path / "s.toml").write_text(STUDY + line, "utf-8")
    asked = load_study(tmp_path / "s.toml").inputs.files("sites")
    assert (asked.paths, asked.sheet, dict(asked.columns)) == (paths, sheet, columns)


@pytest.mark.parametrize(
    ("line", "german"),
    [
        ("sites = 3", "soll sein: ein Pfad in Anführungszeichen, mehrere"),
        ("sites = []", "soll sein: ein Pfad"),
        ('sites = ["a", 3]', "soll sein: ein Pfad"),
        ('sites = { pfad = "a.csv" }', "„pfad“ ist unbekannt; bekannt: columns, path"),
        ('sites = { path = "a.csv", blatt = "Mai" }', "„blatt“ ist unbekannt; bekannt: columns"),
        ('sites = { sheet = "Mai" }', "[inputs] sites braucht „path“"),
        ('sites = { path = "a.csv", sheet = 2 }', "[inputs] sites sheet soll sein: der Name"),
        ('sites = { path = "a.csv", columns = "x" }', "[inputs] sites columns soll sein: Über"),
        ('sites = { path = "a.csv", columns = { Ort = 3 } }', "[inputs] sites columns soll sein"),
    ],
)
def test_faults_of_a_list_in_a_study(tmp_path: Path, line: str, german: str) -> None:
    (tmp_path / "s.toml").write_text(STUDY + line, "utf-8")
    with pytest.raises(InputError) as error:
        load_study(tmp_path / "s.toml")
    assert german in explained(error.value)
    assert explained(error.value, lang="en") == str(error.value)


def test_inputs_of_python_are_checked_too() -> None:
    assert Inputs(sites=["a", "b"]).files("sites") == ListFiles(paths=("a", "b"))
    assert not Inputs(sites="a").files("participants").paths


CELLS = st.sampled_from(
    ["", "17033", "Rostock", "3", "rot", "Summe", "Hauptstr. 1", "x" * 40, "12.5", "53,5", "davon"]
)
HEADERS = st.lists(
    st.sampled_from(
        ["PLZ", "Ort", "Anzahl", "Straße", "Farbe", "Nr.", "Notiz", "Stand", "x", "lat"]
    ),
    min_size=1, max_size=5, unique=True,
)  # fmt: skip


@st.composite
def sheets(draw: st.DrawFn) -> list[list[str]]:
    head = draw(HEADERS)
    row = st.lists(CELLS, min_size=len(head), max_size=len(head))
    return [head, *draw(st.lists(row, min_size=1, max_size=6))]


@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(parts=st.lists(sheets(), min_size=1, max_size=3), as_files=st.booleans())
@pytest.mark.slow
def test_every_row_and_every_column_is_read_or_named(
    parts: list[list[list[str]]], as_files: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Rows in = rows out + rows explained; a filled column is used or named."""
    folder = tmp_path_factory.mktemp("parts")
    names = [f"Blatt{at}" for at in range(len(parts))]
    source: Path | list[Path]
    if as_files:
        source = [folder / f"{name}.csv" for name in names]
        for path, rows in zip(source, parts, strict=True):
            path.write_text("\n".join(";".join(row) for row in rows), "utf-8")
    else:
        source = book(folder / "a.xlsx", **dict(zip(names, parts, strict=True)))
    try:
        table = mg.read_participants(source, sheet=None if as_files else names)
    except InputError as error:
        if explained(error) and str(error):
            return
        raise
    found = Reading.of(table)
    explained_rows = [one for one in found.findings if one.get("row") is not None]
    filled = sum(any(row) for rows in parts for row in rows)
    heads = len(parts)
    assert len(table) + len(explained_rows) + heads == filled or _of_titles(table, parts)
    known = {"PLZ", "Ort", "Anzahl", "Straße", "lat", "Nr."}
    said = " ".join(str(value) for one in found.findings for value in dict(one.values).values())
    for rows in parts:
        for at, name in enumerate(rows[0]):
            if name not in known and any(row[at] for row in rows[1:]):
                assert name in said or name in table.columns


def _of_titles(table: pd.DataFrame, parts: list[list[list[str]]]) -> bool:
    """Whether the reader found another header than the first row, which it says as well."""
    codes = [one.code for one in Reading.of(table).findings]
    return bool({"list.above_header", "list.header_part"} & set(codes)) and bool(parts)


def _archive(*names: str, mimetype: str = "") -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "x")
    return raw.getvalue()


def _compound(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + f"{stream}\0".encode("utf-16-le")


FOREIGN = {
    "xls": (_compound("Workbook"), "alte Excel-Mappe"),
    "xls of 1995": (_compound("Book"), "alte Excel-Mappe"),
    "BIFF": (b"\x09\x08\x10\0\0\6\5\0" + b"\0" * 90, "alte Excel-Mappe"),
    "password": (_compound("EncryptedPackage"), "hat ein Passwort"),
    "doc": (_compound("WordDocument"), "Word-Dokument"),
    "compound": (_compound("Nothing"), "altes Office-Dokument"),
    "xlsb": (_archive("xl/workbook.bin"), "binäre Excel-Mappe"),
    "numbers": (_archive("Index/Document.iwa", "Metadata/x.plist"), "Numbers"),
    "docx": (_archive("word/document.xml"), "Word-Dokument"),
    "pptx": (_archive("ppt/presentation.xml"), "Präsentation"),
    "odt": (_archive(mimetype="application/vnd.oasis.opendocument.text"), "Textdokument"),
    "zip": (_archive("liste.csv"), "gepacktes Archiv"),
    "gz": (b"\x1f\x8b\x08\0\0\0", "gepacktes Archiv"),
    "pdf": (b"%PDF-1.4\n", "PDF"),
    "rtf": (b"{\\rtf1 x}", "Textdokument"),
    "html": (b"\xef\xbb\xbf\n<!DOCTYPE html><table>", "Webseite"),
    "xml": (b'<?xml version="1.0"?><Workbook xmlns="urn:x">', "Tabelle in XML"),
    "jpg": (b"\xff\xd8\xff\xe0\0", "Bild"),
    "sqlite": (b"SQLite format 3\0" + b"\0" * 90, "GeoPackage"),
    "parquet": (b"PAR1\0\0", "Parquet"),
}


@pytest.mark.parametrize("kind", FOREIGN)
@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".xls", ".ods", ".bin", ""])
def test_foreign_files_are_known_by_content(tmp_path: Path, kind: str, ending: str) -> None:
    content, german = FOREIGN[kind]
    path = tmp_path / f"liste{ending}"
    path.write_bytes(content)
    with pytest.raises(InputError) as error:
        mg.read_participants(path)
    text = explained(error.value)
    assert german in text
    assert f"liste{ending}" in text
    assert ":" in text


def test_a_workbook_is_read_under_any_name(tmp_path: Path) -> None:
    made = book(tmp_path / "a.xlsx", Liste=[HEAD, ["17033", "Neubrandenburg", 2]])
    for name in ("a.xls", "a.csv", "a.dat", "a"):
        (tmp_path / name).write_bytes(made.read_bytes())
        assert list(mg.read_participants(tmp_path / name)["place"]) == ["Neubrandenburg"]
    (tmp_path / "t.xls").write_text("PLZ\tOrt\n17033\tNeubrandenburg\n", "utf-8")
    assert list(mg.read_participants(tmp_path / "t.xls")["place"]) == ["Neubrandenburg"]


@pytest.mark.slow
def test_part_of_town_in_a_column_of_its_own(tmp_path: Path) -> None:
    frame = pd.DataFrame({"Stadtteil": ["Warnemünde", "Altstadt"], "Ort": [None, "Rostock"]})
    table = mg.read_participants(frame)
    assert list(table["place"]) == ["Warnemünde", "Rostock"]
    assert list(table["district"]) == ["Warnemünde", "Altstadt"]
    assert "Warnemünde" in table["read_note"].iloc[0]
    placed = geocode_list(frame)
    assert placed.table["Stadtteil"].tolist() == ["Warnemünde", "Altstadt"]


def test_part_of_town_decides_between_streets_of_one_name() -> None:
    cells = ("Ringstr. 1", "17033", "Neubrandenburg", "", 53.5, 13.2, 900.0, ())
    assert Query.of(*cells, "Küssow").parts[0] == place_key("Küssow")
    assert place_key("Küssow") not in Query.of(*cells).parts
