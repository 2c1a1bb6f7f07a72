"""Whatever a list looks like, reading it gives a table or one of our errors, and loses no row."""

import csv
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

import mintgeo as mg
from mintgeo import MintgeoError
from mintgeo._schema import GEOCODED, PARTICIPANTS, SITES

HEADERS = st.sampled_from(
    ["PLZ", "Ort", "Wohnort", "Straße", "Adresse", "Anzahl", "Name", "Nr", "Land", "Breite",
     "Länge", "Koordinaten", "Hausnummer", "Datum", "", "Bemerkung", "PLZ Ort", "Rolle",
     "Alter von", "Plätze"]
)  # fmt: skip
WORDS = st.one_of(
    st.text(max_size=12),
    st.sampled_from([
        "17033", "1067", "D-17033", "17033.0", "Summe", "Gesamt: 12", "12 Kinder", "53,5", "9.99",
        "Neubrandenburg", "80331 München", "Am Wald 3, 82234 Weßling", "-1", "1e400", "∑", "ﬁ",
        "\x00", "\x0b", "=1+1", "<script>", "46266", "nan", "NULL", "📍", "ß" * 40, "٣٤٥٦٧",
    ]),
    st.integers(-(10**12), 10**12).map(str),
    st.floats(allow_nan=True, allow_infinity=True).map(str),
)  # fmt: skip
TABLES = st.integers(1, 6).flatmap(
    lambda width: st.tuples(
        st.lists(HEADERS, min_size=width, max_size=width),
        st.lists(st.lists(WORDS, max_size=width + 1), max_size=7),
    )
)
FEW = settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])


def checked(source: object, reader: str) -> None:
    try:
        table = getattr(mg, f"read_{reader}")(source)
    except MintgeoError as error:
        if not str(error):
            raise
        return
    (PARTICIPANTS if reader == "participants" else SITES).check(table)
    GEOCODED.check(mg.geocode(table))
    assert table["id"].is_unique


@FEW
@given(TABLES, st.sampled_from([";", ",", "\t"]), st.sampled_from(["participants", "sites"]))
@pytest.mark.slow
def test_any_text_file(
    tmp_path: Path, table: tuple[list[str], list[list[str]]], delimiter: str, reader: str
) -> None:
    path = tmp_path / "list.csv"
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([table[0], *table[1]])
    checked(path, reader)


@FEW
@given(st.binary(max_size=300), st.sampled_from(["list.csv", "list.xlsx", "list.txt"]))
def test_any_bytes(tmp_path: Path, content: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(content)
    checked(tmp_path / name, "participants")


@pytest.mark.slow
@FEW
@given(TABLES, st.sampled_from(["participants", "sites"]))
def test_any_frame(table: tuple[list[str], list[list[str]]], reader: str) -> None:
    header, rows = table
    wide = [[*row, *[None] * len(header)][: len(header)] for row in rows]
    checked(pd.DataFrame(wide, columns=header, dtype=object), reader)


@settings(max_examples=25,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(
    st.lists(
        st.lists(
            st.one_of(
                st.none(), st.integers(-(10**9), 10**9), st.floats(-1e9, 1e9), st.booleans(),
                st.dates(), st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=9),
                st.sampled_from(["PLZ", "Ort", 1067, 17033.0, "Summe"]),
            ),
            max_size=5,
        ),
        max_size=6,
    )
)  # fmt: skip
def test_any_workbook(tmp_path: Path, rows: list[list[object]]) -> None:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append([f" {cell}" if str(cell)[:1] == "=" else cell for cell in row])
    book.save(tmp_path / "list.xlsx")
    checked(tmp_path / "list.xlsx", "participants")


def test_order_of_rows_decides_nothing() -> None:
    rows = [("17033", "Neubrandenburg"), ("10115", "Köln"), (None, "Neustadt"), ("1067", "Dresden"),
            ("80331", "Munich"), ("99999", "Erfurt"), ("18055", "Atlantis")]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["PLZ", "Ort"]).assign(Nr=range(len(rows)))
    there = mg.geocode(mg.read_participants(frame))
    back = mg.geocode(mg.read_participants(frame.iloc[::-1])).iloc[::-1]
    pd.testing.assert_frame_equal(pd.DataFrame(there), pd.DataFrame(back))


@pytest.mark.parametrize("reader", ["participants", "sites"])
def test_rows_in_are_rows_out_or_left_out(tmp_path: Path, reader: str) -> None:
    rows = [
        "Titel",
        "",
        "Name;PLZ;Ort",
        "a;10115;Berlin",
        ";;",
        "Summe;;",
        "Name;PLZ;Ort",
        "b;1067;",
    ]
    path = tmp_path / "l.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    table = getattr(mg, f"read_{reader}")(path)
    left_out = table.attrs["read"]["left_out"]
    assert len(table) == 2
    assert [one["row"] for one in left_out] == [1, 7, 6]
