"""Gemeindeverzeichnis and RegioStaR: small workbooks made here, and the real one."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

import mintgeo as mg
from mintgeo._errors import InputError, UnknownRegionError
from mintgeo.official import read_gemeinden, read_regiostar
from tests.shared_data import WORKBOOK, shared, vg5000

HEAD: list[list[Any]] = [
    ["Gemeinden in Deutschland nach Fläche, Bevölkerung und Postleitzahl am 31.03.2023"],
    [],
    ["Satz-art", "Text-kenn-zeichen", "Amtlicher Regionalschlüssel (ARS)", None, None, None, None,
     "Gemeindename", "Fläche km2 1)", "Bevölkerung2)", None, None, None, "Postleit-zahl3)",
     "Geografische Mittelpunktkoordinaten", None, "Reisegebiete", None, "Grad der Verstädterung"],
    [None, None, "Land", "RB", "Kreis", "VB", "Gem"],
    [None, None, "Gebietsstand am 31.03.2023", None, None, None, None, None, "31.12.2021 (Jahr)"],
    ["10", None, "01", None, None, None, None, "Schleswig-Holstein"],
]  # fmt: skip


def gemeinde(kreis: str, number: str, name: str, people: Any, kind: str = "03") -> list[Any]:
    return ["60", "61", kreis[:2], kreis[2], kreis[3:], "0000", number, name, 10.5, people, 1, 1, 1,
            "1067", "9,43751", "54,78252", "F02", "Ostsee", kind]  # fmt: skip


def save(path: Path, rows: list[list[Any]], *, sheet: str = "Onlineprodukt") -> Path:
    book = openpyxl.Workbook()
    book.create_sheet("Inhalt", 0)
    page = book.active if False else book.create_sheet(sheet)
    for row in rows:
        page.append(row)
    book.save(path)
    return path


def test_small_workbook(tmp_path: Path) -> None:
    rows = [gemeinde("01001", "000", "Flensburg, Stadt", 91113, "01"),
            gemeinde("01051", "001", "Albersdorf", 0)]  # fmt: skip
    table = read_gemeinden(save(tmp_path / "gv.xlsx", HEAD + rows))
    assert table["ags"].tolist() == ["01001000", "01051001"]
    assert table["population"].tolist() == [91113, 0]
    assert table["area_type"].tolist() == ["city", "rural"]
    assert table["postcode"].tolist() == ["01067", "01067"]
    assert table["gebietsstand"].tolist() == ["2023-03-31"] * 2
    assert table.geometry.iloc[0].coords[0] == (9.43751, 54.78252)
    assert "2021-12-31" in table.attrs["vintage"]
    assert table.attrs["notes"] == ["15 of 16 Länder have no Gemeinde in the workbook"]


def test_faulty_workbooks(tmp_path: Path) -> None:
    row = gemeinde("01001", "000", "Flensburg", 91113)
    with pytest.raises(InputError, match=r"1 Gemeinden have no number of people \(id 01001000\)"):
        read_gemeinden(
            save(tmp_path / "a.xlsx", [*HEAD, gemeinde("01001", "000", "Flensburg", "viele")])
        )
    with pytest.raises(InputError, match=r"given more than once"):
        read_gemeinden(save(tmp_path / "b.xlsx", [*HEAD, row, row]))
    with pytest.raises(InputError, match=r"no sheet with Gemeinden"):
        read_gemeinden(save(tmp_path / "c.xlsx", HEAD))
    with pytest.raises(InputError, match=r"no header with 'Satzart'"):
        read_gemeinden(save(tmp_path / "d.xlsx", [row]))
    short = [cell if number != 2 else cell[:-1] for number, cell in enumerate(HEAD)]
    with pytest.raises(InputError, match=r"no column 'gradderverstädterung…'"):
        read_gemeinden(save(tmp_path / "e.xlsx", [*short, row]))
    with pytest.raises(InputError, match=r"There is no file 'none\.xlsx'"):
        read_gemeinden(tmp_path / "none.xlsx")


def test_cut_off_workbook(tmp_path: Path) -> None:
    whole = save(tmp_path / "gv.xlsx", [*HEAD, gemeinde("01001", "000", "F", 1)]).read_bytes()
    for size in (0, 100, len(whole) // 2, len(whole) - 30):
        part = tmp_path / "part.xlsx"
        part.write_bytes(whole[:size])
        with pytest.raises(InputError, match=r"'part.xlsx' is (empty|damaged, cut off)"):
            read_gemeinden(part)


def test_regiostar(tmp_path: Path) -> None:
    rows = [["gem_20", "gemrs_20", "name_20", "RegioStaR2", "RegioStaR7"],
            [1001000, 10010000000, "Flensburg", 2, 75],
            [13071107, 130715151107, "Neubrandenburg", 2, 75]]  # fmt: skip
    table = read_regiostar(save(tmp_path / "r.xlsx", rows, sheet="ReferenzGebietsstand2020"))
    assert table["ags"].tolist() == ["01001000", "13071107"]
    assert table["regiostar7_name"].iloc[0] == "Ländliche Region: zentrale Stadt"
    assert table["gebietsstand"].iloc[0] == "2020-12-31"
    assert "lost their first zero" in table.attrs["notes"][0]
    with pytest.raises(InputError, match=r"no sheet ReferenzGebietsstand2019"):
        read_regiostar(tmp_path / "r.xlsx", year=2019)
    with pytest.raises(InputError, match=r"needs columns gem_21"):
        read_regiostar(save(tmp_path / "s.xlsx", rows, sheet="ReferenzGebietsstand2021"))


@pytest.mark.slow
def test_real_workbook_sums_exactly() -> None:
    table = mg.regions("gemeinde", source=shared(WORKBOOK))
    assert len(table) == 10_982
    assert (table["population"] > 0).sum() == 10_775
    assert table["population"].sum() == 83_237_124
    assert table["area_type"].value_counts().to_dict() == {
        "rural": 8_071, "town": 2_691, "city": 220,
    }  # fmt: skip
    kreise = mg.regions("kreis", source=shared(WORKBOOK))
    assert len(kreise) == 400
    assert kreise["population"].sum() == 83_237_124
    assert kreise.set_index("ags").loc["11000", "density"] == pytest.approx(4_126, abs=5)


@pytest.mark.slow
def test_people_go_onto_borders_of_another_year_or_are_refused() -> None:
    kreise = mg.regions("kreis", source=vg5000("KRS"), people=shared(WORKBOOK))
    assert len(kreise) == 400  # Eisenach joined the Wartburgkreis half a year after these borders
    assert kreise["population"].sum() == 83_237_124
    assert "keys recoded to 2023-03-31: 16056" in kreise.attrs["notes"]
    assert kreise.set_index("ags").loc["16063", "name"] == "Wartburgkreis"
    with pytest.raises(UnknownRegionError, match=r"keys of the layer .* 01059101"):
        mg.regions("gemeinde", source=vg5000("GEM"), people=shared(WORKBOOK))
