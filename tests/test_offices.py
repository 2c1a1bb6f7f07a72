"""Lists as offices keep them: what is understood, what is left out, and that nothing is silent."""

import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from shapely.geometry import MultiPoint, Point

import mintgeo as mg
from mintgeo import MintgeoError
from mintgeo._schema import PARTICIPANTS, SITES
from mintgeo.lists import geocode_list
from mintgeo.read.amounts import amount
from mintgeo.read.meaning import meaning
from mintgeo.read.points import point_of


def text(folder: Path, content: str | bytes, name: str = "l.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def codes(table: pd.DataFrame) -> set[str]:
    return set(mg.list_findings(table)["code"])


@pytest.mark.parametrize(
    ("headers", "name"),
    [
        ("Besucher*innen|Azubis (gesamt)|Zahl der Lernenden|Anz. SuS|how many kids?", "count"),
        ("No. of pupils|angemeldete Personen|Gäste/-innen|Schüler/innen|TN (Anzahl)", "count"),
        ("Postleitzahl (5 Ziffern)|Ihre PLZ|PLZ des Vereins|Firmen-PLZ|PLZ/Gemeinde", "postcode"),
        ("zip code of the school|Adresse: PLZ|Postal Code|PLZ (Wohnort)|Eure PLZ?", "postcode"),
        ("Euer Wohnort|Ort der Einrichtung|Stadt bzw. Gemeinde|Sitz (Ort)|Vereinsort", "place"),
        ("Straße + Hausnr.|Schuladresse|Anschrift des Trägers|Str. u. Nr.|Your address", "street"),
        ("geogr. Länge|Longitude (WGS84)|Längengrad dezimal|GPS-Länge|Koordinaten (lon)", "lon"),
    ],
)  # fmt: skip
def test_headers_of_participants(headers: str, name: str) -> None:
    known = {header: meaning(header, PARTICIPANTS) for header in headers.split("|")}
    assert {header for header, found in known.items() if found != name} == set()


@pytest.mark.parametrize(
    "header",
    ["Geburtsort", "Anzahl Kurse", "Breite (cm)", "Telefonnummer", "Kostenstelle", "Vorname",
     "Ortsvorwahl", "Länge in km", "Anzahl Schulen", "Geburtsname", "Preis pro Kind",
     "Gäste in %", "Schüler (%)", "% Mädchen", "Personen ‰", "Besucher (in Tsd.)", "TN in 1.000"],
)  # fmt: skip
def test_headers_that_only_sound_alike(header: str) -> None:
    assert meaning(header, PARTICIPANTS) is None


@pytest.mark.parametrize(
    ("header", "name"),
    [("Hochschulname", None), ("Name der Kita", "name"), ("Freiwillige Feuerwehr", None),
     ("Projekt", "name"), ("max. Teilnehmer:innen", "capacity"), ("Anzahl der Plätze", "capacity"),
     ("Klassenstufe(n)", "grades"), ("Altersgruppe", "ages"), ("Mindestalter", "age_min"),
     ("Ortsteil / Stadtteil", "district"), ("Träger der Einrichtung", "provider")],
)  # fmt: skip
def test_headers_of_sites(header: str, name: str | None) -> None:
    assert meaning(header, SITES) == name


@pytest.mark.parametrize(
    ("header", "cells", "like"),
    [
        ("Anzahl Köpfchen", [3, 4, 9], "count"), ("Zusagen", [12, 7, 30], "count"),
        ("Kopien", [12, 7, 30], "count"), ("PLZ-Gebiet", ["17033", "18055", "10115"], "postcode"),
        ("Zielgebiet", ["17033", "18055", "10115"], "postcode"),
        ("Rechtswert", ["53.55431", "53.5121", "53.51111"], "latlon"),
        ("wo genau", ["53.55 N 13.2 E", "53.1 N 13.2 E", "geo:53.2,13.1"], "latlon"),
        ("Haus Nr. alt", ["3", "5a", "7"], "house_number"),
    ],
)  # fmt: skip
def test_what_looks_useful_and_is_not_used_is_said_loudly(
    header: str, cells: list[object], like: str
) -> None:
    frame = pd.DataFrame({"Ort": ["Kiel", "Jena", "Ulm"], header: cells})
    if like == "house_number":
        frame["Straße"] = "Ring"
    found = mg.list_findings(mg.read_participants(frame))
    loud = found[found["code"] == "list.column_unused"]
    assert [one["column"] for one in loud["values"]] == [like]
    assert set(loud["severity"]) == {"warning"}
    for one in loud["values"]:
        assert meaning(one["understood"], PARTICIPANTS)


@pytest.mark.parametrize(
    ("rows", "people"),
    [
        ("A;17033;5\nB;18055;6\nZwischensumme;;11\nC;10115;2\nGesamtsumme;;13", 13),
        ("A;17033;5\nB;18055;6\nTeilnehmer insgesamt:;;11", 11),
        ("A;17033;5\nB;18055;6\n;;11", 11),
        ("A;17033;5\nB;18055;6\nalle:;;11", 11),
        ("A;17033;5\nB;18055;6\nØ;;5,5", 11),
        ("A;17033;5\nÜbertrag;;5\nB;18055;6\ndarunter Jungen;;4", 11),
        ("Kreis Nord:;;\nA;17033;5\nKreis Süd:;;\nB;18055;6\nΣ;;11", 11),
        ("Montag;;\nA;17033;5\nDienstag;;\nB;18055;6\nSumme Kinder: 11;;", 11),
        ("A;17033;5\n\u200b;\xa0;\ufeff\nB;18055;6\nTotal;;12", 11),
    ],
)
def test_rows_that_are_no_people(tmp_path: Path, rows: str, people: int) -> None:
    path = text(tmp_path, f"Verein;PLZ;Anzahl\n{rows}\n")
    table = mg.read_participants(path)
    assert table["count"].sum() == people
    lines = [line for line in rows.splitlines() if line.replace("\xa0", "").strip(";\u200b\ufeff")]
    assert len(table) + len(table.attrs["read"]["left_out"]) == len(lines)


@pytest.mark.parametrize("word", ["Summers", "Total Normal", "Mittelstädt", "Davonne", "Maxi"])
def test_people_with_such_names_stay(word: str) -> None:
    frame = pd.DataFrame({"Name": ["A", word], "PLZ": ["17033", "10115"], "Anzahl": [1, 1]})
    assert len(mg.read_participants(frame)) == 2
    alone = pd.DataFrame({"Name": ["A", "Mia Berg", "B"], "PLZ": ["17033", None, "10115"]})
    table = mg.read_participants(alone)
    assert "im Zweifel" in table["read_note"].iloc[1]


@pytest.mark.parametrize(
    ("cell", "number"),
    [("2.500", 2500), ("1'200", 1200), ("rund 40", 40), ("≈ 12", 12), ("7 Personen", 7),
     ("20–24", 22), ("mind. 8 TN", 8), ("2 + 3 Kinder", 5), ("drei", 3), ("15 (davon 4 m)", 15),
     ("k. A.", None), ("2,5", None), ("-", None), ("keine", 0), ("niemand", 0),
     ("keine Angabe", None), ("None", None)],
)  # fmt: skip
def test_amounts(cell: str, number: int | None) -> None:
    assert amount(cell) == number


@pytest.mark.parametrize(
    "cell",
    ["N 53° 33.24' E 13° 15.66'", "53°33'14.4\"N, 13°15'39.6\"O", "53,554 | 13,261",
     "[53.554; 13.261]", "Lat: 53.554 Lng: 13.261", "https://maps.google.de/?ll=53.554,13.261&z=3",
     "https://www.openstreetmap.org/#map=17/53.554/13.261", "SRID=4326;POINT(13.261 53.554)",
     '{"type": "Point", "coordinates": [13.261, 53.554]}', "13.261 E 53.554 N"],
)  # fmt: skip
def test_coordinates_in_a_cell(cell: str) -> None:
    assert point_of(cell) == pytest.approx((53.554, 13.261), abs=1e-6)
    table = mg.read_sites(pd.DataFrame({"Name": ["A"], "Geoposition": [cell], "GPS": [cell]}))
    assert table["GPS"].iloc[0] == cell


@pytest.mark.parametrize(
    "cell", ["Ring 12, 3", "am Markt", "1. OG", "2026-03-04", "0381/1234", "?"]
)
def test_what_is_no_coordinate_is_said(cell: str) -> None:
    table = mg.read_sites(pd.DataFrame({"Name": ["A"], "Koordinaten": [cell]}))
    assert table["lat"].isna().all()
    assert table["read_note"].iloc[0]


@pytest.mark.parametrize(
    ("cell", "postcode"),
    [("D 01067", "01067"), ("PLZ: 17033", "17033"), ("17.033", "17033"), ('"01067"', "01067"),
     ("01067 ff.", "01067"), ("17033 Neubrandenburg", "17033"), ("D-1067", "01067"),
     ("17033, 17034", "17033")],
)  # fmt: skip
def test_postcodes_in_other_dress(cell: str, postcode: str) -> None:
    table = mg.read_participants(pd.DataFrame({"PLZ": [cell], "Ort": ["x"]}))
    assert table["postcode"].to_list() == [postcode]
    assert table["read_note"].iloc[0]


@pytest.mark.parametrize(
    ("cell", "place", "postcode"),
    [("16321 Bernau", "Bernau", "16321"), ("Finsterwalde 3238", "Finsterwalde", "03238"),
     ("17389 Anklam, Deutschland", "Anklam", "17389"), ("06844 Dessau/Anhalt", None, "06844"),
     ("39104 Heide (DE)", "Heide", "39104"), ("D-03172 Guben", "Guben", "03172")],
)  # fmt: skip
def test_places_keep_their_letters(cell: str, place: str | None, postcode: str) -> None:
    row = mg.read_participants(pd.DataFrame({"PLZ/Ort": [cell]})).iloc[0]
    assert row["postcode"] == postcode
    assert place is None or row["place"] == place


@pytest.mark.parametrize(
    ("content", "count"),
    [
        ("Name\tPLZ\tTN\na, b, c\t17033\t4\n", 4),
        ("Name|PLZ|TN\na; b|17033|4\n", 4),
        ('"Name, Vorname","PLZ","TN"\n"a, b","17033","4"\n', 4),
        ("Liste, Stand 3/2026, Entwurf\nName;PLZ;TN\na, b, c, d;17033;4\n", 4),
        ("Wohnort\n17033 Neubrandenburg\n18055 Rostock, Mitte\n", 2),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-32-be", "cp1252"])
def test_delimiters(tmp_path: Path, content: str, count: int, encoding: str) -> None:
    table = mg.read_participants(text(tmp_path, content.encode(encoding)))
    assert table["count"].sum() == count
    assert table["postcode"].iloc[0] == "17033"


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850", "utf-32", "utf-16", "cp1252"])
def test_old_encodings(tmp_path: Path, encoding: str) -> None:
    content = "Straße;PLZ;Ort\nGrüner Weg 2;23552;Lübeck\nÄußere Bäckergäßchen 1;80331;München\n"
    table = mg.read_participants(text(tmp_path, content.encode(encoding)))
    assert table["place"].to_list() == ["Lübeck", "München"]
    assert ("list.encoding" in codes(table)) is (encoding in ("mac_roman", "cp850"))


@pytest.mark.parametrize(
    ("content", "line"),
    [('PLZ;Ort\n17033;"a\n18055;b\n', 2), ('PLZ;Ort\n17033;a\n"x"y;b\n', 3),
     ('PLZ;Ort\n"1"7033;a\n', 2), ('PLZ;Ort\n17033;"a""\n', 2), ('"PLZ;Ort\n17033;a\n', 1)],
)  # fmt: skip
def test_quotation_marks_that_belong_to_nothing(tmp_path: Path, content: str, line: int) -> None:
    with pytest.raises(MintgeoError, match=f"line {line} has a quotation mark"):
        mg.read_participants(text(tmp_path, content))


@pytest.mark.parametrize(
    ("content", "count"),
    [
        (";Adresse;;Teilnahme;\nName;PLZ;Ort;gesamt;Bem\na;17033;x;4;\n", 1),
        ("Name;PLZ;Ort;Kinder;\n;;;weiblich;männlich\na;17033;x;4;3\n", 7),
        (";;;Teilnehmende;\nName;PLZ;Ort;Mädchen;Jungen\na;17033;x;4;3\n", 7),
        ("Liste der Kurse;;;\nName;PLZ;Ort;TN\na;17033;x;4\n", 4),
        ("Verein;Anschrift;;Zahl der Kinder\n;PLZ;Ort;\na;17033;x;4\n", 4),
    ],
)
def test_headers_in_two_rows(tmp_path: Path, content: str, count: int) -> None:
    table = mg.read_participants(text(tmp_path, content))
    assert len(table) == 1
    assert table["postcode"].to_list() == ["17033"]
    assert table["count"].sum() == count or "list.column_unused" in codes(table)


def test_merged_counts_and_formulas_without_values(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["PLZ", "TN", "Ort"], ["17033", 7, "=A1"], ["18055", None, "x"], ["10115", 2, "y"]):
        sheet.append(row)
    sheet.merge_cells("B2:B3")
    sheet.append(["=1+1", None, None])
    book.save(tmp_path / "l.xlsx")
    table = mg.read_participants(tmp_path / "l.xlsx")
    assert table["count"].to_list() == [4, 3, 2]
    assert "C2" in table["read_note"].iloc[0]
    assert "list.formulas_unkept" in codes(table)


def test_several_sheets_are_one_list(tmp_path: Path) -> None:
    book = Workbook()
    for title, people in (("Mai", 28), ("Juni", 33)):
        sheet = book.create_sheet(title)
        sheet.append(["PLZ", "TN"])
        sheet.append(["17033", people])
    book.save(tmp_path / "l.xlsx")
    table = mg.read_participants(tmp_path / "l.xlsx", sheet=["Mai", "Juni"])
    assert table["count"].sum() == 61
    assert table["id"].is_unique
    assert len(geocode_list(tmp_path / "l.xlsx", sheet=["Mai", "Juni"]).table) == 2
    assert "list.sheet_unread" in codes(mg.read_participants(tmp_path / "l.xlsx", sheet=None))


def ods(path: Path, rows: list[list[str]]) -> Path:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    body = "".join(
        "<table:table-row>" + "".join(map(cell.format, row)) + "</table:table-row>" for row in rows
    )
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "content.xml",
            f"<office:document-content{names}><office:body><office:spreadsheet>"
            f'<table:table table:name="L">{body}<table:table-row table:number-rows-repeated='
            '"1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return path


def test_open_documents(tmp_path: Path) -> None:
    path = ods(tmp_path / "l.ods", [["PLZ", "TN"], ["01067", "5"], ["17033", "6"], ["", "11"]])
    table = mg.read_participants(path)
    assert table[["postcode", "count"]].to_numpy().tolist() == [["01067", 5], ["17033", 6]]
    for name in ("a.ods", "b.xls", "c.xlsb", "d.numbers"):
        with pytest.raises(MintgeoError, match=name):
            mg.read_participants(text(tmp_path, b"PK\x03\x04", name))


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.slow
def test_what_is_written_is_read_and_corrections_count(
    tmp_path: Path, ending: str, lang: str
) -> None:
    source = text(
        tmp_path, "Verein;Anschrift\nA;Ring 1, 17033 Neubrandenburg\nB;Weg 3, 1067 Dresden\nC;?\n"
    )
    first = geocode_list(source, kind="sites", lang=lang).save(tmp_path / f"a{ending}")
    again = mg.read_sites(first)
    assert again["lat"].isna().all()
    assert "mintgeo" not in " ".join(again.columns)
    cells = (
        pd.read_csv(first, sep=";", dtype="str")
        if ending == ".csv"
        else pd.read_excel(first, dtype="str")
    )
    lat, lon = cells.columns[cells.columns.str.contains("Breite|Länge|latitude|longitude")]
    cells.loc[2, [lat, lon]] = ["53,55", "13,26"]
    cells.loc[1, "Anschrift"] = "Weg 4, 1069 Dresden"
    changed = tmp_path / f"b{ending}"
    cells.to_csv(changed, sep=";", index=False) if ending == ".csv" else cells.to_excel(
        changed, index=False
    )
    placed = mg.geocode(mg.read_sites(changed))
    assert placed["match_level"].iloc[2] == "coordinate"
    assert placed["postcode"].iloc[1] == "01069"
    found = mg.row_findings(placed).groupby("id")["code"].agg(set)
    assert "read.corrected" in found.iloc[-1]
    assert any("read.corrected_address" in one for one in found)


@pytest.mark.slow
def test_the_workbook_is_arranged(tmp_path: Path) -> None:
    frame = pd.DataFrame({"PLZ": ["17033", None], "Ort": ["Neubrandenburg", "?"]})
    sheet = load_workbook(geocode_list(frame).save(tmp_path / "a.xlsx")).worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref
    heads = [cell.value for cell in sheet[1]]
    row = dict(zip(heads, [cell.value for cell in sheet[2]], strict=True))
    assert row["mintgeo: Land"] == "Mecklenburg-Vorpommern"
    assert row["mintgeo: Gemeinde"] == "Neubrandenburg"


def frame(points: list[object], crs: int | None = 4326) -> gpd.GeoDataFrame:
    index = pd.Index([f"z{at}" for at in range(len(points))])
    return gpd.GeoDataFrame({"wer": "x"}, geometry=points, crs=crs, index=index)


@pytest.mark.parametrize(
    ("points", "levels"),
    [
        ([Point(13.2, 53.5), None], ["coordinate", "none"]),
        ([Point(13.2, 53.5, 40.0)], ["coordinate"]),
        ([MultiPoint([(13.2, 53.5)])], ["coordinate"]),
        ([Point(float("nan"), float("nan")), Point(13.2, 53.5)], ["none", "coordinate"]),
        ([Point()], ["none"]),
        ([], []),
    ],
)
def test_frames_with_points(points: list[object], levels: list[str]) -> None:
    table = frame(points)
    placed = mg.geocode(table)
    assert placed["match_level"].to_list() == levels
    assert list(placed.index) == list(table.index)
    metric = mg.geocode(table.to_crs(25832))
    assert metric["match_level"].to_list() == levels


@pytest.mark.parametrize(
    "table",
    [frame([Point(13.2, 53.5)], None), frame([Point(13, 53).buffer(1)]),
     frame([Point(400_000, 5_900_000)]), frame([MultiPoint([(13, 53), (13, 54)])]),
     pd.DataFrame({"x": [1]}), pd.DataFrame(), [1, 2]],
)  # fmt: skip
def test_frames_that_say_no_place_are_refused(table: object) -> None:
    with pytest.raises(MintgeoError):
        mg.geocode(table)


def test_frames_keep_their_headers() -> None:
    table = pd.DataFrame({"Eure PLZ": ["01067", "x"], "Notiz": [1, 2]}, index=[7, 7])
    placed = mg.geocode(table)
    assert list(placed.index) == [7, 7]
    assert placed["Notiz"].to_list() == [1, 2]
    assert placed["Eure PLZ"].to_list() == ["01067", "x"]
    assert len(mg.geocode(table.iloc[:0])) == 0
    assert mg.geocode(mg.geocode(table))["match_level"].to_list() == ["postcode", "none"]


@settings(max_examples=60)
@given(
    st.lists(
        st.one_of(
            st.none(),
            st.builds(Point, st.floats(-400, 400), st.floats(-400, 400)),
            st.just(Point(np.nan, 53)),
            st.just(Point(13, 53).buffer(0.1)),
            st.just(MultiPoint([(13, 53), (14, 53)])),
        ),
        max_size=4,
    ),
    st.sampled_from([None, 4326, 25832, 3857]),
)
def test_any_points_give_a_table_or_one_of_our_errors(
    points: list[object], crs: int | None
) -> None:
    try:
        placed = mg.geocode(frame(points, crs))
    except MintgeoError:
        return
    assert len(placed) == len(points)


HEADS = st.text(
    st.sampled_from("PLZOrtAnzahlSchule:*()/-_ .#äöüß123"), min_size=1, max_size=14
) | st.sampled_from(["Anzahl", "Teilnehmer:innen", "Nr.", "Alter", "Ort", "GPS", "Kopien"])


@settings(max_examples=60)
@given(st.lists(HEADS, min_size=1, max_size=5, unique=True), st.data())
@pytest.mark.slow
def test_every_filled_column_is_used_or_named(heads: list[str], data: st.DataObject) -> None:
    cell = st.sampled_from(["5", "17033", "x", "53,5 13,2", "12 Kinder", "Summe", ""])
    rows = data.draw(st.lists(st.lists(cell, min_size=len(heads), max_size=len(heads)), max_size=4))
    table = pd.DataFrame(rows, columns=heads, dtype=object).assign(Wohnort="Kiel")
    try:
        read = mg.read_participants(table)
    except MintgeoError:
        return
    said = mg.list_findings(read)
    named = {one for values in said["values"] for one in values.get("cells", [])}
    named |= set(said["header"].dropna())
    for head in heads:
        filled = any(cell for cell in table[head] if cell)
        kept = head in read.columns and meaning(head, PARTICIPANTS) is None
        if filled and kept and head.strip() == head:
            assert head in named
    assert len(read) + said["row"].notna().sum() == len(table)
