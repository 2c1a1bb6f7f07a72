"""The embedded people, their towns and their regions against official counts."""

import json
from importlib.resources import files
from time import perf_counter

import geopandas as gpd
import pandas as pd
import pytest

import mintgeo as mg
from mintgeo import _embedded
from mintgeo.germany.urbanisation import degree_of_urbanisation
from mintgeo.official import read_grid
from tests.shared_data import FOLDER, GRID, UNDER_18, WORKBOOK, shared, vg5000
from tools import measure_embedded as measured

pytestmark = pytest.mark.verify
Capsys = pytest.CaptureFixture[str]
Rows = list[tuple[str, float, str, float]]
"""What, measured, ``≤`` or ``≥`` or ``=``, tolerance."""


def judge(title: str, rows: Rows, capsys: Capsys) -> None:
    """Print every figure with its tolerance, then hold them all to it."""
    holds = {"≤": float.__le__, "≥": float.__ge__, "=": float.__eq__}
    wrong = []
    with capsys.disabled():
        print(f"\n{title}")
        for what, value, sign, limit in rows:
            digits = 0 if abs(value) >= 1000 else 4 if limit < 1 and sign == "≥" else 2
            print(f"  {what:52}{value:>16,.{digits}f}   {sign} {limit:,}")
            if not holds[sign](float(value), float(limit)):
                wrong.append(what)
    assert not wrong


@pytest.fixture(scope="module")
def grid() -> gpd.GeoDataFrame:
    shared(GRID)
    return measured.official_grid(FOLDER)


def test_share_of_people_near_sites(grid: gpd.GeoDataFrame, capsys: Capsys) -> None:
    """The grid counts people of 2011, so the embedded points are judged by their count of 2011."""
    errors = measured.share_errors(measured.counted_2011(), grid)
    laender, country = errors.drop(index="DE"), errors.loc["DE"]
    limits = {5: (0.45, 2.0), 10: (0.40, 1.6), 20: (0.30, 0.8)}
    rows: Rows = []
    for km, (mean, worst) in limits.items():
        land = laender[km].idxmax()
        rows += [
            (f"{km} km: mean absolute error by Land, points", laender[km].mean(), "≤", mean),
            (f"{km} km: worst Land ({land}), mean over draws", laender[km].max(), "≤", worst),
            (f"{km} km: Germany", country[km], "≤", 0.4),
        ]
    judge("Share of people near 100 sites drawn by people, ten draws", rows, capsys)


def test_people_per_gemeinde(capsys: Capsys) -> None:
    shared(WORKBOOK)
    both = measured.gemeinde_people(FOLDER)
    r, n = measured.log_correlation(both)
    lost = both.loc[both["official"] == 0, "ours"].sum()
    rows: Rows = [
        ("half the sum of differences, % of all people", measured.half_sum_percent(both), "≤", 1.9),
        ("log-log r", r, "≥", 0.985),
        ("over how many Gemeinden", n, "≥", 10_700),
        ("people under keys that the workbook does not know", lost, "≤", 150_000),
    ]
    judge("People per Gemeinde against the Gemeindeverzeichnis", rows, capsys)


def print_matrix(types: pd.DataFrame, title: str, capsys: Capsys) -> None:
    matrix = pd.crosstab(types["official"], types["ours"].fillna("unknown"))
    with capsys.disabled():
        print(f"\n{title}: rows official, columns ours\n{matrix}")


def test_degree_of_urbanisation(capsys: Capsys) -> None:
    shared(WORKBOOK)
    types = measured.area_types(FOLDER)
    print_matrix(types, "Embedded degree of urbanisation, Gemeinden", capsys)
    judge("Embedded degree of urbanisation (unknown counts as wrong)", rows_of(types), capsys)


def rows_of(types: pd.DataFrame) -> Rows:
    found = measured.agreement(types)
    recall: Rows = [
        (f"{name.replace('_', ' ')}, %", found[name], "≥", 70.0)
        for name in ("recall_city", "recall_town", "recall_rural")
    ]
    return [
        ("Gemeinden that agree, %", found["gemeinden"], "≥", 92.0),
        ("people that agree, %", found["people"], "≥", 91.0),
        *recall,
    ]


def test_degree_of_urbanisation_on_the_official_grid(capsys: Capsys) -> None:
    """The same function on official cells and borders; what is left is borders and years."""
    cells = read_grid(shared(GRID)).cells
    layer = mg.regions("gemeinde", source=vg5000("GEM"))
    keys = mg.assign_regions(cells[["geometry"]], layer)["ags"]
    ours = degree_of_urbanisation(cells["x"], cells["y"], cells["population"], keys)
    types = measured.area_types(FOLDER).assign(ours=ours["area_type"])
    types = types[types["ours"].notna()]
    print_matrix(types, "Degree of urbanisation of the official grid, Gemeinden", capsys)
    judge("Degree of urbanisation of the official grid", rows_of(types), capsys)


def test_official_sums(grid: gpd.GeoDataFrame, capsys: Capsys) -> None:
    workbook = mg.regions("gemeinde", source=shared(WORKBOOK))
    layer = mg.regions("gemeinde", source=vg5000("GEM"))
    placed = mg.population(shared(GRID), layer=layer)
    outside = placed["outside_m"].fillna(1) > 0
    rows: Rows = [
        ("people of the grid", grid["population"].sum(), "=", 80_212_528),
        ("people of the Gemeindeverzeichnis", workbook["population"].sum(), "=", 83_237_124),
        ("people of the grid, given to Gemeinden", placed["population"].sum(), "=", 80_212_528),
        ("of them outside of every polygon", placed["population"][outside].sum(), "≤", 150_000),
    ]
    judge("Official sums", rows, capsys)
    with capsys.disabled():
        print("  " + "\n  ".join(placed.attrs["notes"]))
    children = mg.population(shared(GRID), ages=shared(UNDER_18), under=18)
    assert 0.1 < children["population"].sum() / grid["population"].sum() < 0.2


def test_size_and_loading(capsys: Capsys) -> None:
    """Times are printed and not asserted: they are of this machine."""
    names = sorted(path.name for path in (files("mintgeo") / "data").iterdir())
    tables = [name.removesuffix(".parquet") for name in names if name.endswith(".parquet")]
    _embedded.read("laender")
    size = sum(_embedded.source(name).bytes for name in tables)
    judge("Embedded data", [("bytes of all tables", size, "≤", 8_000_000)], capsys)
    _embedded._load.cache_clear()
    for name in tables:
        start = perf_counter()
        _embedded.read(name)
        with capsys.disabled():
            print(f"  {name:52}{perf_counter() - start:16.3f}   ≤ 0.3 s (not asserted)")


def test_reports_quote_what_is_measured(grid: gpd.GeoDataFrame) -> None:
    quoted = json.loads((files("mintgeo") / "data" / "quality.json").read_text(encoding="utf-8"))
    assert quoted == measured.measure(FOLDER)
