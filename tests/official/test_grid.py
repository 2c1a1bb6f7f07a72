"""Zensus grids: as published, and with every fault we know of."""

import zipfile
from pathlib import Path

import pandas as pd
import pytest

import mintgeo as mg
from mintgeo._errors import CrsError, InputError, MissingDataError
from mintgeo.germany.population import people_within
from mintgeo.official import read_grid
from tests.shared_data import GRID, UNDER_18, shared

ID = "GITTER_ID_1km;x_mp_1km;y_mp_1km"
CELLS = [
    ("CRS3035RES1000mN3272000E4552000", 4552500, 3272500),
    ("CRS3035RES1000mN3272000E4553000", 4553500, 3272500),
    ("CRS3035RES1000mN3273000E4552000", 4552500, 3273500),
]
AGES = (
    "Insgesamt_Bevoelkerung;Unter3;a3bis5;a6bis9;a10bis15;a16bis18;a19bis24;"
    "werterlaeuternde_Zeichen"
)


def write(folder: Path, columns: str, *values: str, name: str = "grid.csv") -> Path:
    lines = [f"{ID};{columns}"]
    lines += [f"{i};{x};{y};{v}" for (i, x, y), v in zip(CELLS, values, strict=False)]
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_csv_as_published(tmp_path: Path) -> None:
    grid = read_grid(write(tmp_path, "Einwohner", "120", "–", "7"))
    assert grid.cells["population"].tolist() == [120, 7]
    assert grid.cells[["x", "y"]].to_numpy().tolist() == [[4552500, 3272500], [4552500, 3273500]]
    assert grid.cells.crs.to_epsg() == 4326
    assert grid.cell_m == 1000
    assert grid.apart[["id", "reason"]].to_numpy().tolist() == [
        ["CRS3035RES1000mN3272000E4553000", "no number: zero or made zero"]
    ]
    assert grid.notes[0] == "2 inhabited cells with 127 people"


def test_2011_writes_minus_one_and_minus_nine(tmp_path: Path) -> None:
    grid = read_grid(write(tmp_path, "Einwohner", "12", "-1", "-9"))
    assert grid.cells["population"].sum() == 12
    assert grid.apart["reason"].str[:2].tolist() == ["-1", "-9"]


def test_children_add_up_from_the_youngest(tmp_path: Path) -> None:
    grid = read_grid(write(tmp_path, AGES, "100;3;4;5;6;7;8;", "50;–;1;2;3;4;5;KLAMMERN"))
    found = grid.cells[[f"children_u{age}" for age in (3, 6, 10, 16, 19)]]
    assert found.to_numpy().tolist() == [[3, 7, 12, 18, 25], [0, 1, 3, 6, 10]]
    assert grid.cells["noisy"].tolist() == [False, True]
    assert "children_u25" not in grid.cells
    assert any("uncertain" in note for note in grid.notes)


def test_classes_of_the_infrastructure_ages_of_2011(tmp_path: Path) -> None:
    grid = read_grid(write(tmp_path, "Einwohner;Unter3;a3bis5;a6bis14;a15bis17", "90;1;2;3;4"))
    assert grid.cells.iloc[0][["children_u3", "children_u15", "children_u18"]].tolist() == [
        1,
        6,
        10,
    ]


def test_per_cent_with_decimal_comma(tmp_path: Path) -> None:
    people = write(tmp_path, "Einwohner", "200", "10", "30")
    ages = write(tmp_path, "AnteilUnter18", "12,5", "–", "-1", name="ages.csv")
    grid = read_grid(people, ages=ages)
    assert grid.cells["children_u18"].fillna(-1).tolist() == [25, -1, -1]
    assert "children_u18 unknown in 2 cells with 40 people" in grid.notes


def test_zip_with_a_csv_per_size(tmp_path: Path) -> None:
    one = write(tmp_path, "Einwohner", "5")
    packed = tmp_path / "Zensus2022_Bevoelkerungszahl.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for size in ("100m", "1km", "10km"):
            archive.write(one, f"Zensus2022_Bevoelkerungszahl_{size}-Gitter.csv")
        archive.writestr("Datensatzbeschreibung.xlsx", b"")
    assert read_grid(packed).cells["population"].tolist() == [5]
    with pytest.raises(InputError, match=r"should hold one CSV of '2km'"):
        read_grid(packed, cell="2km")


@pytest.mark.parametrize(
    ("identifier", "centre", "size"),
    [
        ("CRS3035RES100mN3272000E4552000", (4552050, 3272050), 100),
        ("CRS3035RES10000mN3270000E4550000", (4555000, 3275000), 10_000),
        ("1kmN3272E4552", (4552500, 3272500), 1000),
        ("100mN32720E45520", (4552050, 3272050), 100),
    ],
)
def test_inspire_ids_without_coordinates(
    tmp_path: Path, identifier: str, centre: tuple[float, float], size: int
) -> None:
    path = tmp_path / "grid.csv"
    path.write_text(f"Gitter_ID_100m,Einwohner\n{identifier},9\n", encoding="utf-8")
    grid = read_grid(path)
    assert grid.cells[["x", "y"]].iloc[0].tolist() == list(centre)
    assert grid.cell_m == size


def test_faults_say_what_came(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no column with people .* found: GITTER_ID_1km"):
        read_grid(write(tmp_path, "Gebaeude", "5"))
    with pytest.raises(InputError, match=r"1 cells hold no people .*E4553000 = viele"):
        read_grid(write(tmp_path, "Einwohner", "5", "viele"))
    with pytest.raises(InputError, match=r"1 cells hold no people .*= -5"):
        read_grid(write(tmp_path, "Einwohner", "-5"))
    twice = write(tmp_path, "Einwohner", "5")
    twice.write_text(twice.read_text() + twice.read_text().splitlines()[1] + "\n")
    with pytest.raises(InputError, match=r"1 cells are given more than once"):
        read_grid(twice)
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    with pytest.raises(InputError, match=r"'empty.csv' is empty"):
        read_grid(empty)
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"PAR1 nothing")
    with pytest.raises(InputError, match=r"'broken.parquet' is damaged"):
        read_grid(broken)
    bad = tmp_path / "bad.csv"
    bad.write_text("GITTER_ID_1km;Einwohner\nN1E2;3\n")
    with pytest.raises(InputError, match=r"no INSPIRE id"):
        read_grid(bad)


@pytest.mark.parametrize(
    ("x", "y", "said"), [(13.27, 53.56, "degrees"), (382500, 5930500, "another projection")]
)
def test_a_wrong_crs_is_refused(tmp_path: Path, x: float, y: float, said: str) -> None:
    path = tmp_path / "grid.parquet"
    pd.DataFrame({"x": [x], "y": [y], "Einwohner": [1]}).to_parquet(path)
    with pytest.raises((CrsError, InputError), match=f"{said}|no centres"):
        read_grid(path)


def test_children_by_the_verb(tmp_path: Path) -> None:
    path = write(tmp_path, AGES, "100;3;4;5;6;7;8;", "50;–;1;2;3;4;5;")
    assert mg.population(path, under=10)["population"].tolist() == [12, 3]
    with pytest.raises(MissingDataError, match=r"they know children under 3, 6, 10, 16, 19"):
        mg.population(path, under=18)
    with pytest.raises(MissingDataError, match=r"all people only"):
        mg.population(under=18)


@pytest.mark.slow
def test_real_grid_sums_exactly() -> None:
    demand = mg.population(shared(GRID), ages=shared(UNDER_18))
    assert demand["population"].sum() == 80_212_528
    assert len(demand) == 214_633
    assert demand["ags_land"].nunique() == 16
    said = " ".join(demand.attrs["notes"])
    assert "146,845 cells apart (-1: empty or secret)" in said
    assert "lie outside of every region and were given to the nearest" in said
    assert "children_u18 unknown" in said
    children = mg.population(shared(GRID), ages=shared(UNDER_18), under=18)
    part = people_within(children, "13")
    assert 0.1 < part["population"].sum() / demand.loc[part.index, "population"].sum() < 0.2
    assert (part["residents"] == demand.loc[part.index, "population"]).all()
    people = mg.geocode(mg.read_participants(pd.DataFrame({"PLZ": ["19053"] * 9})))
    rates = mg.participation(people, by="land", people=children).set_index("ags")
    assert (rates["under"] == 18).all()
    assert rates["per_1000"].notna().all()  # the grid holds all Länder
    own = part["population"].sum() + part["hidden"].sum()
    assert rates.at["13", "population"] == pytest.approx(own)
    alone = mg.participation(people, by="land", people=part)
    assert alone.loc[alone["per_1000"].notna(), "ags"].tolist() == ["13"]
