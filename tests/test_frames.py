"""Frames as GeoPandas people hand them over: a result, or one of our errors; never changed."""

from collections.abc import Callable
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import mintgeo as mg
from mintgeo._crs import points
from mintgeo._errors import MintgeoError
from mintgeo._schema import received
from tests import kleinland

Frame = pd.DataFrame
AIR = mg.Airline(mode="foot")


def sites() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(kleinland.sites().assign(radius_m=10.0))


def homes() -> gpd.GeoDataFrame:
    return mg.geocode(mg.read_participants(pd.DataFrame({"PLZ": ["17033", "20144", "24103"]})))


@pytest.fixture(scope="module")
def reach() -> gpd.GeoDataFrame:
    table = kleinland.demand().assign(cell_m=0.0)
    return mg.reach(gpd.GeoDataFrame(table), sites(), AIR, max_min=900)


VERBS: dict[str, tuple[str, Callable[[Any, Any], Any]]] = {
    "geocode": ("homes", lambda one, _: mg.geocode(one)),
    "geocode_report": ("homes", lambda one, _: mg.geocode_report(one)),
    "row_notes": ("homes", lambda one, _: mg.row_notes(one)),
    "assign_regions": ("homes", lambda one, _: mg.assign_regions(one)),
    "participation": ("homes", lambda one, _: mg.participation(one)),
    "journeys": ("homes", lambda one, _: mg.journeys(one, sites().iloc[:1], AIR)),
    "population": ("demand", lambda one, _: mg.population(one)),
    "reach": ("demand", lambda one, _: mg.reach(one, sites(), AIR)),
    "reach_sites": ("sites", lambda one, _: mg.reach(kleinland.demand(), one, AIR)),
    "uncertainty": ("sites", lambda one, r: mg.uncertainty(r, one, draws=20, progress=False)),
    "coverage": ("reach", lambda one, _: mg.coverage(one, by="country", minutes=30)),
    "coverage_sites": ("sites", lambda one, r: mg.coverage(r, by="land", minutes=30, sites=one)),
    "by": ("areas", lambda one, r: mg.coverage(r, by=one, minutes=30, geometry=True)),
    "within": ("areas", lambda one, _: mg.population(kleinland.demand(), within=one)),
    "compare": ("reach", lambda one, r: mg.compare(r, one, by="country", minutes=30)),
    "gap_points": ("reach", lambda one, _: mg.gap_points(one, minutes=30)),
    "offer_groups": ("sites", lambda one, _: mg.offer_groups(one)),
    "explore": ("homes", lambda one, _: mg.maps.explore(one)),
}
HEADERS = st.one_of(
    st.sampled_from(["id", "name", "PLZ", "Ort", "role", "count", "ags", "level", "population",
                     "match_level", "radius_m", "mode", "status", "travel_min", "findings"]),
    st.text(max_size=3), st.integers(0, 3), st.none(), st.just(("a", "b")),
)  # fmt: skip
KINDS = ("object", "category", "Int64", "string", "string[pyarrow]", "float", "boolean", "str")
CELLS = st.sampled_from(["17033", "offer", "", None, 0, -1, 3.5, True, pd.NA, (1, 2), b"x"])
NOWHERE = st.sampled_from([
    None, shapely.Point(), shapely.Point(np.nan, np.nan), shapely.Point(np.inf, 5),
    shapely.Point(1e300, 0), shapely.Point(0.1, 0, 7), shapely.MultiPoint([(0.1, 0)]),
    shapely.MultiPoint([(0.1, 0), (1, 1)]), shapely.Point(0, 0).buffer(1), shapely.Polygon(),
    shapely.LineString([(0, 0), (1, 1)]), shapely.GeometryCollection([shapely.Point(0, 0)]),
    shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)]),
])  # fmt: skip


def base(kind: str, reach: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    if kind == "areas":
        shapes = [shapely.box(-0.1, -0.1, 0.15, 0.1), shapely.box(0.15, -0.1, 1.0, 0.1)]
        return gpd.GeoDataFrame({"Nr": [1, 2]}, geometry=shapes, crs=4326)
    made = {"homes": homes, "demand": kleinland.demand, "sites": sites}
    return reach.copy() if kind == "reach" else made[kind]()


@st.composite
def column(draw: st.DrawFn, rows: int) -> pd.Series:
    kind = draw(st.sampled_from(KINDS))
    cells = st.lists(CELLS, min_size=rows, max_size=rows)
    if kind in ("Int64", "float"):
        cells = st.lists(st.sampled_from([None, 0, 5, 10**9]), min_size=rows, max_size=rows)
    elif kind == "boolean":
        cells = st.lists(st.sampled_from([None, True, False]), min_size=rows, max_size=rows)
    elif kind != "object":
        cells = st.lists(st.sampled_from([None, "17033", "x"]), min_size=rows, max_size=rows)
    return pd.Series(draw(cells), dtype=kind)


@st.composite
def changed(draw: st.DrawFn, frame: gpd.GeoDataFrame) -> Frame:
    """The frame with columns, shapes, an index and a CRS of another kind."""
    out, rows = frame.copy(), len(frame)
    for _ in range(draw(st.integers(0, 2))):
        header = draw(st.one_of(st.sampled_from([*out.columns.drop("geometry")]), HEADERS))
        out = out.drop(columns=[header], errors="ignore").assign()
        out.insert(0, header, draw(column(rows)).array, allow_duplicates=True)
    shapes = [one if draw(st.integers(0, 3)) else draw(NOWHERE) for one in out.geometry]
    out = out.set_geometry(gpd.GeoSeries(shapes, index=out.index, crs=out.crs))
    how = draw(st.sampled_from(["", "", "empty", "twice", "double", "drop", "plain"]))
    out = {
        "empty": lambda: out.iloc[:0], "twice": lambda: out.iloc[[0, *range(rows)]],
        "double": lambda: pd.concat([out, out.iloc[:, :1]], axis=1),
        "drop": lambda: out.drop(columns=[out.columns[0]]), "plain": lambda: pd.DataFrame(out),
    }.get(how, lambda: out)()  # fmt: skip
    number = len(out)
    index = draw(st.sampled_from(["same", "text", "twice", "several", "dates", "none"]))
    labels: Any = {
        "text": [f"z{number - one}" for one in range(number)], "twice": [1] * number,
        "several": pd.MultiIndex.from_arrays([["a"] * number, range(number)], names=["id", None]),
        "dates": pd.date_range("2026", periods=number),
        "none": pd.Index([None] * number, dtype=object),
    }.get(index, out.index)  # fmt: skip
    out = out.set_axis(labels)
    crs = draw(st.sampled_from(["same", "same", "none", "name", "two"]))
    if isinstance(out, gpd.GeoDataFrame) and "geometry" in out.columns:
        if crs == "none":
            out = out.set_crs(None, allow_override=True)
        if crs == "name":
            out = out.rename_geometry("Form")
        if crs == "two":
            out["second"] = out.geometry
    if draw(st.booleans()):
        out.attrs = {"attributions": ["x"], "read": 3, "under": "q", "notes": None}
    return out


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("count", [4, pytest.param(60, marks=pytest.mark.verify)])
@pytest.mark.parametrize("name", VERBS)
@pytest.mark.slow
def test_any_frame_gives_a_result_or_one_of_our_errors(
    name: str, count: int, reach: gpd.GeoDataFrame
) -> None:
    kind, verb = VERBS[name]
    start = base(kind, reach)

    @settings(max_examples=count, suppress_health_check=list(HealthCheck))
    @given(changed(start))
    def holds(frame: Frame) -> None:
        before, attrs = frame.copy(deep=True), dict(frame.attrs)
        try:
            out = verb(frame, reach)
        except MintgeoError:
            out = None
        assert frame.attrs == attrs
        assert list(frame.columns) == list(before.columns)
        assert frame.index.identical(before.index)
        assert type(frame) is type(before)
        assert all(frame.iloc[:, n].equals(before.iloc[:, n]) for n in range(frame.shape[1]))
        if name in ("geocode", "assign_regions", "reach", "journeys") and out is not None:
            assert out.index.identical(before.index)

    holds()


def test_points_of_nowhere_are_told_from_points_in_a_wrong_system() -> None:
    at = points([10.0, np.nan], [50.0, np.nan])
    there = gpd.GeoDataFrame({"id": ["a", "b"], "role": "offer"}, geometry=at)
    table = mg.nearest(there, there, AIR)
    assert table.set_index("from_id")["status"].to_dict() == {"a": "ok", "b": "no_location"}
    with pytest.raises(MintgeoError, match="set_crs"):
        mg.nearest(there.to_crs(25832).set_crs(4326, allow_override=True), there, AIR)


def test_categories_are_their_values_and_an_empty_column_is_of_its_kind() -> None:
    plain = kleinland.demand()
    others = {"place": "category", "ags_land": "category", "id": "category"}
    table = plain.astype(others).assign(children=pd.Categorical([None] * len(plain)), own="x")
    out = received(table.astype({"own": "category"}))
    assert out["place"].tolist() == plain["place"].tolist()
    assert out["children"].dtype == float
    assert isinstance(out["own"].dtype, pd.CategoricalDtype)
    assert received(plain) is plain
    reached = mg.reach(gpd.GeoDataFrame(table), sites(), AIR)
    assert reached["travel_min"].equals(mg.reach(plain, sites(), AIR)["travel_min"])


def test_a_known_column_that_is_there_twice_is_refused_and_another_one_kept() -> None:
    table = homes()
    with pytest.raises(MintgeoError, match=r"id .*more than once"):
        mg.geocode(pd.concat([table, table[["id"]]], axis=1))
    kept = mg.geocode(
        pd.concat([table, pd.DataFrame({"x": [1] * 3}), pd.DataFrame({"x": [2] * 3})], axis=1)
    )
    assert list(kept.columns).count("x") == 2
