"""The sample lists with their planted faults, against the manifest that was written first."""

import csv
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

import mintgeo as mg
from mintgeo import MintgeoError
from tests.shared_data import shared

FOLDER = Path(__file__).parents[1] / "data" / "raw" / "listen"
MANIFEST = pd.read_csv(FOLDER / "manifest.csv", sep=";", dtype="str", keep_default_na=False)
READERS = {"participants": mg.read_participants, "sites": mg.read_sites}
REFUSED = set(MANIFEST.loc[MANIFEST["outcome"] == "refused", "file"])
READ = sorted(set(MANIFEST["file"]) - REFUSED)


@cache
def result(name: str) -> pd.DataFrame:
    reader = READERS[MANIFEST.loc[MANIFEST["file"] == name, "reader"].iloc[0]]
    return mg.geocode(reader(FOLDER / name))


def said_of(row: pd.Series) -> str:
    return f"{row['read_note']}; {row['match_note']}"


def text(value: object) -> str:
    if pd.isna(value):
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)


def test_manifest_is_rich_enough() -> None:
    assert MANIFEST["file"].nunique() >= 12
    assert len(MANIFEST) >= 40
    assert set(MANIFEST["outcome"]) == {"repaired", "kept", "refused", "left out"}
    files = {path.name for path in FOLDER.iterdir()} - {"manifest.csv", "SOURCES.md"}
    assert files == set(MANIFEST["file"])


@pytest.mark.parametrize(
    "entry", MANIFEST.to_dict("records"), ids=lambda e: f"{e['file'][:2]}-{e['fault']}"
)
def test_every_planted_fault(entry: dict[str, str]) -> None:
    if entry["outcome"] == "refused":
        with pytest.raises(MintgeoError) as error:
            READERS[entry["reader"]](FOLDER / entry["file"])
        assert entry["says"] in str(error.value)
        return
    table = result(entry["file"])
    read = table.attrs["read"]
    if entry["outcome"] == "left out":
        found = [one for one in read["left_out"] if str(one["row"]) == (entry["row"] or "0")]
        assert any(entry["says"] in one["reason"] for one in found), read["left_out"]
    elif not entry["id"]:
        assert any(entry["says"] in note for note in read["notes"]), read["notes"]
    else:
        row = table.set_index("id").loc[entry["id"]]
        assert text(row[entry["column"]]) == entry["expected"]
        assert entry["says"] in said_of(row)


@pytest.mark.parametrize("name", READ)
def test_rows_without_a_fault_have_no_note(name: str) -> None:
    table = result(name)
    faulty = set(MANIFEST.loc[MANIFEST["file"] == name, "id"])
    clean = table[~table["id"].isin(faulty)]
    assert (clean["read_note"] == "").all()
    assert (clean["match_note"] == "").all()
    assert (clean["match_level"] != "none").all()


def rows_with_content(path: Path) -> int:
    """Counted without the reader."""
    if path.suffix == ".xlsx":
        sheet = load_workbook(path).worksheets
        return sum(any(cell is not None for cell in row) for one in sheet for row in one.values)
    raw = path.read_bytes()
    try:
        lines = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        lines = raw.decode("cp1252")
    cells = csv.reader(lines.splitlines(keepends=True), delimiter=";")
    return sum(any(cell.strip() for cell in row) for row in cells)


@pytest.mark.parametrize("name", READ)
def test_rows_in_are_rows_out_and_rows_explained(name: str) -> None:
    table = result(name)
    explained = [one["row"] for one in table.attrs["read"]["left_out"]]
    header = 1
    given = rows_with_content(FOLDER / name)
    if 0 in explained:  # other sheets are explained as a whole
        given -= 2 + 2
        explained = [row for row in explained if row]
    assert given == header + len(table) + len(explained)


def test_addresses_in_one_cell_of_a_real_list() -> None:
    table = mg.geocode(mg.read_sites(shared("sites/muc_labs_mint_munich.csv")))
    assert len(table) == 23
    assert set(table["match_level"]) == {"place"}
    noted = table.set_index("name")["match_note"]
    assert noted[noted != ""].to_dict() == {
        "MINT-Campus Dachau": "PLZ 85211 ist unbekannt, nach Ortsname verortet"
    }
    assert table["street"].iloc[0] == "Fürstenstraße 5"
    assert "23 Adressen" in table.attrs["read"]["notes"][0]
