"""What a file claims to be costs nothing: sizes, archives, names, and things that are no files."""

import io
import os
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill
from shapely import box

import mintgeo as mg
from mintgeo import MintgeoError, official
from mintgeo._errors import InputError
from mintgeo._limits import LIMITS, Limits
from mintgeo.sites import places_from_osm, taxonomy
from mintgeo.study import load_study
from tests.damaged import shared_book

DOORS: dict[str, Callable[[Path], Any]] = {
    "a.csv": mg.read_participants,
    "a.xlsx": mg.read_sites,
    "a.toml": load_study,
    "gv.xlsx": official.read_gemeinden,
    "regiostar.xlsx": official.read_regiostar,
    "grid.csv": official.read_grid,
    "grid.parquet": official.read_grid,
    "grid.zip": official.read_grid,
    "borders.gpkg": official.read_borders,
    "borders.shp": official.read_borders,
    "borders.geojson": official.read_borders,
    "borders.zip": official.read_borders,
    "a.osm.pbf": places_from_osm,
    "a.osm": mg.AddressIndex.of_file,
    "a.addresses": mg.AddressIndex.of_file,
    "rules.csv": lambda path: taxonomy(extra=path),
}
HEAD = ["PLZ", "Ort"]


def saved(path: Path, rows: list[list[Any]], change: Callable[[Any], None] | None = None) -> Path:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    if change is not None:
        change(book.worksheets[0])
    book.save(path)
    return path


def repacked(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """A workbook whose parts were changed."""
    raw = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return path


@pytest.mark.parametrize("cell", ["C1048576", "XFD2", "AAA777777"])
def test_formatted_cells_far_away(tmp_path: Path, cell: str) -> None:
    def paint(sheet: Any) -> None:
        sheet[cell].fill = PatternFill("solid", start_color="00FF00")

    path = saved(tmp_path / "l.xlsx", [HEAD, ["17033", "Neubrandenburg"]], paint)
    table = mg.read_participants(path)
    assert table["place"].tolist() == ["Neubrandenburg"]


def test_filled_cells_far_away_keep_their_place(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet["A900000"] = "10115"
        sheet["XFC900000"] = "weit weg"

    path = saved(tmp_path / "l.xlsx", [HEAD, ["17033", "Neubrandenburg"]], fill)
    table = mg.read_participants(path)
    assert table["id"].tolist() == ["2", "900000"]
    assert table["Spalte 16383"].tolist()[1] == "weit weg"


def test_a_diagonal_is_refused_by_its_rectangle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mintgeo._limits.LIMITS", Limits(cells=5_000))
    rows = [HEAD, *([None] * place + ["x"] for place in range(90))]
    with pytest.raises(InputError, match=r"'l.xlsx' has .* cells, more than the 5,000"):
        mg.read_participants(saved(tmp_path / "l.xlsx", rows))
    (tmp_path / "l.csv").write_text("\n".join(";".join(map(str, row)) for row in rows), "utf-8")
    with pytest.raises(InputError, match=r"'l.csv' has .*: save only the list itself"):
        mg.read_participants(tmp_path / "l.csv")


@pytest.mark.parametrize(
    ("limits", "content", "said"),
    [
        (Limits(rows=5), "PLZ\n" + "10115\n" * 6, "rows, more than the 5"),
        (Limits(columns=4), "PLZ;b;c;d;e\n1;2;3;4;5\n", "5 columns, more than the 4"),
        (Limits(cell_characters=9), "PLZ;Ort\n10115;Berlin-Mitte\n", "12 characters in one cell"),
        (Limits(characters=40), "PLZ;Ort\n" + "10115;Berlin\n" * 9, "characters, more than the 40"),
        (Limits(list_bytes=10), "PLZ;Ort\n10115;Berlin\n", "21 bytes, more than the 10"),
    ],
)
def test_limits_say_what_came(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limits: Limits, content: str, said: str
) -> None:
    for module in ("_limits", "read.files"):
        monkeypatch.setattr(f"mintgeo.{module}.LIMITS", limits)
    (tmp_path / "l.csv").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=said) as error:
        mg.read_participants(tmp_path / "l.csv")
    assert "'l.csv'" in str(error.value)


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_workbooks_cannot_define_entities(tmp_path: Path, part: str) -> None:
    """Every part is read by one parser that refuses a document type, so nothing can expand."""
    bomb = b"<!DOCTYPE x [" + b"".join(
        b'<!ENTITY e%d "%s">' % (step, b"&e%d;" % (step - 1) * 10 if step else b"ha")
        for step in range(12)
    ) + b"]>"  # fmt: skip

    def change(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        head, _, rest = content.rpartition(b"?>")
        return head + (b"?>" if head else b"") + bomb + rest

    path = repacked(saved(tmp_path / "l.xlsx", [HEAD, ["17033", "X"]]), change)
    with pytest.raises(InputError, match="document type"):
        mg.read_participants(path)


def test_entities_of_a_map_are_not_expanded(tmp_path: Path) -> None:
    pytest.importorskip("osmium")
    (tmp_path / "a.osm").write_text(
        '<?xml version="1.0"?><!DOCTYPE osm [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
        '<osm version="0.6"><node id="1" lat="53" lon="13"><tag k="place" v="village"/>'
        '<tag k="name" v="&b;"/></node></osm>'
    )
    with pytest.raises(InputError, match="cannot be read"):
        places_from_osm(tmp_path / "a.osm")


@pytest.mark.parametrize(
    ("part", "xml"),
    [
        ("xl/worksheets/sheet1.xml", b"<x>" + b"<c/>" * 3_000_000 + b"</x>"),
        ("xl/worksheets/sheet1.xml", b"<x>" * 2_000_000),
        ("xl/worksheets/sheet1.xml", b'<x a="' + b"a" * 9_000_000 + b'"/>'),
        ("xl/worksheets/sheet1.xml", b"<row><c t='s'><v>0</v></c>" * 2_000_000),
        ("xl/styles.xml", b"<s><cellXfs>" + b"<xf/>" * 2_000_000 + b"</cellXfs></s>"),
    ],
)
@pytest.mark.slow
def test_small_workbooks_of_large_parts(tmp_path: Path, part: str, xml: bytes) -> None:
    path = saved(tmp_path / "l.xlsx", [HEAD, ["17033", "X"]])
    repacked(path, lambda name, content: xml if name == part else content)
    assert path.stat().st_size < 200_000
    with pytest.raises(InputError, match=r"l\.xlsx"):
        mg.read_participants(path)


def test_texts_that_cells_share(tmp_path: Path) -> None:
    path = tmp_path / "l.xlsx"
    path.write_bytes(shared_book())
    table = mg.read_participants(path)
    assert table[["postcode", "id"]].to_numpy().tolist() == [["17033", "2"], ["10115", "4"]]
    assert table["place"].tolist()[0] == "Neustadt"
    assert table["Spalte 3"].tolist()[0] == "2023-03-15"
    assert "ausgeblendete" in table["read_note"].iloc[1]


@pytest.mark.slow
def test_shared_texts_are_counted_in_every_cell(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c t="s"><v>0</v></c></row>' for n in range(2, 6_000))
    path = tmp_path / "l.xlsx"
    head = '<row r="1"><c t="inlineStr"><is><t>Ort</t></is></c></row>'
    path.write_bytes(shared_book(head + rows, f"<si><t>{'lang ' * 6_000}</t></si>"))
    with pytest.raises(InputError, match="characters, more than"):
        mg.read_participants(path)
    path.write_bytes(shared_book(head, "<si/>" * 5_100_000))
    with pytest.raises(InputError, match="different texts, more than"):
        mg.read_participants(path)


def test_parquet_that_promises_more_than_it_holds(tmp_path: Path) -> None:
    texts = pa.array(["x" * 1_000_000]).dictionary_encode()
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 100_000, pa.int32()), texts.dictionary)
    pq.write_table(pa.table({"GITTER_ID_1km": column}), tmp_path / "g.parquet")
    with pytest.raises(InputError, match="characters, more than"):
        official.read_grid(tmp_path / "g.parquet")
    zeros = pa.table({"Einwohner": pa.array([0] * 1_000)})
    with pq.ParquetWriter(tmp_path / "r.parquet", zeros.schema) as writer:
        for _ in range(3):
            writer.write_table(zeros)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mintgeo.official._table.LIMITS", Limits(table_cells=2_000))
        with pytest.raises(InputError, match="3,000 cells, more than the 2,000"):
            official.read_grid(tmp_path / "r.parquet")


@pytest.mark.parametrize("name", DOORS)
def test_what_is_no_file(tmp_path: Path, name: str) -> None:
    door, path = DOORS[name], tmp_path / name
    with pytest.raises(InputError, match="There is no file"):
        door(path)
    path.mkdir()
    with pytest.raises(InputError, match="is a folder"):
        door(path)
    path.rmdir()
    os.mkfifo(path)
    with pytest.raises(InputError, match="device or pipe"):
        door(path)
    path.unlink()
    path.symlink_to(path.name)
    with pytest.raises(InputError, match="can't be read"):
        door(path)
    path.unlink()
    path.symlink_to("/dev/zero")
    with pytest.raises(InputError, match="device or pipe"):
        door(path)
    path.unlink()
    path.touch()
    with pytest.raises(InputError, match="is empty"):
        door(path)
    for odd in (tmp_path / f"a\0{name}", tmp_path / ("n" * 400 + name)):
        with pytest.raises(InputError, match="can't be read"):
            door(odd)


@pytest.mark.parametrize("name", DOORS)
@pytest.mark.parametrize(
    "content",
    [b"\x89PNG\r\n\x1a\n" + bytes(200), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000), b"\x00",
     b"PK\x05\x06" + bytes(18), b"<" * 9_000, b"[" * 200_000, b'{"a":' * 200_000],
    ids=["png", "ole", "nul", "empty zip", "tags", "brackets", "braces"],
)  # fmt: skip
def test_files_of_another_kind(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(MintgeoError):
        DOORS[name](tmp_path / name)


@pytest.mark.parametrize("name", ["a.xlsx", "gv.xlsx"])
def test_a_password_is_said(tmp_path: Path, name: str) -> None:
    stream = "EncryptedPackage\0".encode("utf-16-le")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(9_000)
    (tmp_path / name).write_bytes(head + stream)
    with pytest.raises(InputError, match="has a password"):
        DOORS[name](tmp_path / name)
    (tmp_path / name).write_bytes(head)
    with pytest.raises(InputError, match="an old Office document"):
        DOORS[name](tmp_path / name)


def layer() -> gpd.GeoDataFrame:
    shapes = [box(9, 54, 9.5, 54.5), box(9.5, 54, 10, 54.5)]
    return gpd.GeoDataFrame({"AGS": ["01001", "01002"], "GEN": ["A", "B"]}, geometry=shapes,
                            crs=4326)  # fmt: skip


@pytest.mark.parametrize(
    "name",
    ["a;b.gpkg", "a|layer=c.gpkg", "a?x=1.gpkg", "a!b.gpkg", "PG:dbname=x.gpkg", "GPKG:a.gpkg",
     "a.zip!b.gpkg", "zip+http:a.gpkg", "{a}.gpkg", "a,LIST_ALL_TABLES=YES.gpkg"],
)  # fmt: skip
@pytest.mark.parametrize("folder", [".", "vsicurl", "http:", "a;b.zip"])
def test_names_are_never_taken_for_anything(tmp_path: Path, name: str, folder: str) -> None:
    home = tmp_path / folder
    home.mkdir(exist_ok=True)
    layer().to_file(tmp_path / "plain.gpkg")
    (tmp_path / "plain.gpkg").rename(home / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        assert official.read_borders(name)["ags"].tolist() == ["01001", "01002"]


@pytest.mark.parametrize(
    "path",
    ["/vsicurl/http://127.0.0.1:9/a.gpkg", "http://127.0.0.1:9/a.geojson", "PG:dbname=a",
     "/vsizip/a.zip/b.shp", "https://127.0.0.1:9/a.zip", "/vsistdin/a.geojson"],
)  # fmt: skip
def test_addresses_are_no_files(path: str) -> None:
    with pytest.raises(InputError, match="There is no file"):
        official.read_borders(path)


def test_a_layer_leads_to_no_other_file(tmp_path: Path) -> None:
    layer().to_file(tmp_path / "secret.gpkg")
    virtual = (
        f'<OGRVRTDataSource><OGRVRTLayer name="b"><SrcDataSource>{tmp_path}/secret.gpkg'
        "</SrcDataSource><SrcLayer>secret</SrcLayer></OGRVRTLayer></OGRVRTDataSource>"
    )
    for name in ("b.geojson", "b.gpkg", "b.shp", "b.json"):
        for text in (virtual, f"{{ {virtual}", f" \n{virtual.lower()}"):
            (tmp_path / name).write_text(text)
            with pytest.raises(InputError, match="damaged or no layer"):
                official.read_borders(tmp_path / name)


def test_computed_tables_are_refused(tmp_path: Path) -> None:
    layer().to_file(tmp_path / "b.gpkg", layer="b")
    with closing(sqlite3.connect(tmp_path / "b.gpkg")) as database:
        database.execute(
            "CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) "
            "SELECT i FROM n"
        )
        database.commit()
    with pytest.raises(InputError, match=r"computed tables \(endless\)"):
        official.read_borders(tmp_path / "b.gpkg")


@pytest.mark.parametrize("inside", ["../../b.geojson", "/etc/b.geojson", "a;b|c.geojson", "}.json"])
def test_names_in_archives_lead_nowhere(tmp_path: Path, inside: str) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr(inside, layer().to_json())
    found = official.read_borders(tmp_path / "b.zip", level="kreis")
    assert found["ags"].tolist() == ["01001", "01002"]
    assert {file.name for file in tmp_path.iterdir()} == {"b.zip"}


def test_study_files_of_odd_values(tmp_path: Path) -> None:
    good = '[study]\nname="a"\ntitle="b"\nas_of=2026-01-01\n[inputs]\nsites="s.csv"\n[outputs]\n'
    for text in (
        "study = 3\n", "a = " + "[" * 3_000, "a = " + "9" * 9_000, "[study]\nname = '\\u0000'\n",
        good + "folder='x'\n[coverage]\nminutes = [inf]\n",
        good + "folder='x'\n[router]\nmax_min = 1" + "0" * 400 + "\n",
        good + "folder='x'\n[people]\nunder = 99999999999999\n",
        "\n".join(f"k{number} = 1" for number in range(9_000)),
    ):  # fmt: skip
        (tmp_path / "s.toml").write_text(text)
        with pytest.raises(InputError, match=r"s\.toml") as error:
            load_study(tmp_path / "s.toml")
        assert len(str(error.value)) < 5_000
    (tmp_path / "s.toml").write_text(good + 'folder="a\\u0000b"\n')
    with pytest.raises(InputError, match="no path of a file"):
        load_study(tmp_path / "s.toml").resolve("a\0b")


def test_limits_are_frozen() -> None:
    with pytest.raises(AttributeError):
        LIMITS.rows = 1  # type: ignore[misc]


def test_frames_of_half_letters() -> None:
    cells = pd.Series(["K\ud83dln", b"\xff"], dtype=object)
    frame = pd.DataFrame({"Ort": cells, "PLZ": 10115})
    with pytest.raises(MintgeoError):
        mg.read_sites(frame)
    assert len(mg.read_participants(frame)) == 2
