"""What somebody hands to duplicates and registers: right, or refused with its rows."""

from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import Point, Polygon

from mintgeo._errors import CrsError, InputError, MintgeoError, TableError
from mintgeo.duplicates import find_duplicates, merge
from mintgeo.duplicates.decisions import signs
from mintgeo.register import Register, diff
from mintgeo.register.files import as_text


def table(**more: Any) -> pd.DataFrame:
    frame = pd.DataFrame(
        {"id": ["a", "b"], "name": ["Werkhof Jena", "Urania"], "postcode": ["07743", "07745"]},
        dtype=object,
    )
    return frame.assign(**more)


ROOM = [Point(11.58, 50.92), Point(11.5801, 50.92)]


@pytest.mark.parametrize("given", [
    table().head(0), table().head(1), table(id=[1, 2]), table().set_axis([0, 0]),
    table()[["id", "name"]], table(topics=[["a", "b"], None]), table(free=[True, False]),
    table().astype("category"), table(submitted=pd.to_datetime(["2026-01-01", None])),
    table(name=pd.Series(["x\ud800", "\0"], dtype=object)),
    table(lat=[1e300, 500.0], lon=[5.0, float("inf")]),
    table().set_axis(["id", "name", 5], axis="columns"), table(geometry=None),
    gpd.GeoDataFrame(table(), geometry=ROOM, crs=4326).to_crs(25832),
])  # fmt: skip
def test_any_table_goes_all_the_way(given: pd.DataFrame, tmp_path: Path) -> None:
    merged = merge(given, find_duplicates(given))
    register = Register().update(given, as_of="2026-01-01").save(tmp_path)
    assert len(merged.entries) == len(register)
    again = Register.load(tmp_path).update(given, as_of="2026-02-01", complete=True)
    assert not len(diff(register, again, public=False))


@pytest.mark.parametrize(("given", "error", "words"), [
    (table(id=[1, "1"]), TableError, "2 rows"), (table(id=["a", " "]), TableError, "' '"),
    (pd.concat([table(), table()[["name"]]], axis=1), TableError, "name is there more than once"),
    (None, TableError, "'title'"),
    (gpd.GeoDataFrame(table(), geometry=ROOM), CrsError, "reference system"),
    (gpd.GeoDataFrame(table(), geometry=[Polygon([(1, 1), (1, 2), (2, 2)]), None], crs=4326),
     InputError, "id a"),
])  # fmt: skip
def test_tables_are_refused(given: Any, error: type[MintgeoError], words: str) -> None:
    with pytest.raises(error, match=words):
        find_duplicates(given)


def test_points_of_any_reference_system_are_compared() -> None:
    near = gpd.GeoDataFrame(
        {"id": ["a", "b"], "name": "Werkhof Jena"}, geometry=ROOM, crs=4326
    )  # fmt: skip
    for crs in (4326, 25832, 3035):
        assert find_duplicates(near.to_crs(crs)).pairs["where"].tolist() == ["near"]


@pytest.mark.parametrize("word", ["ja", "nein", True, "No"])
def test_consent_is_yes_or_no(word: object) -> None:
    """A "nein" that counted as nothing would be published by the "yes" of somebody else."""
    given = table(name="Werkhof", postcode="07743", consent=["yes", word])
    with pytest.raises(TableError, match=r"id b.* say something else"):
        Register().update(given, as_of="2026-01-01")
    with pytest.raises(TableError, match="consent"):
        merge(given, find_duplicates(given))
    none = given.assign(consent=["yes", None])
    assert len(Register().update(none, as_of="2026-01-01").public()) == 1


def test_duplicates_of_another_table_are_not_merged() -> None:
    with pytest.raises(TableError, match="another table"):
        merge(table(), find_duplicates(table(id=["x", "y"])))


def decision(one: str, other: str, marks: dict[str, str], verdict: str) -> dict[str, str]:
    return {"a": one, "check_a": marks[one], "b": other, "check_b": marks[other],
            "decision": verdict, "date": "2026-01-02"}  # fmt: skip


def test_equal_rows_are_parted_for_good() -> None:
    """Nothing tells them apart but their ids: the first stays what it was, the other is new."""
    rows = table(name="Werkhof", postcode="07743")
    register = Register().update(rows, as_of="2026-01-01")
    marks = dict(zip(rows["id"], signs(rows), strict=True))
    said = pd.DataFrame([decision("a", "b", marks, "different")])
    parted = register.update(rows, as_of="2026-01-02", decisions=said)
    assert parted.entries["first_seen"].tolist() == ["2026-01-01", "2026-01-02"]
    later = parted.update(rows, as_of="2026-01-03", complete=True)
    assert later.entries["status"].tolist() == ["current", "current"]


def test_an_entry_keeps_what_it_was_made_of() -> None:
    rows = table(name="Werkhof", postcode="07743").head(1)
    register = Register().update(rows, as_of="2026-01-01")
    entry = register.entries.iloc[0]
    marks = {entry["id"]: signs(register.entries)[0], "a": signs(rows)[0]}
    said = pd.DataFrame([decision(entry["id"], "a", marks, "different")])
    parted = register.update(rows, as_of="2026-01-02", decisions=said)
    assert set(parted.sources["entry"]) == set(parted.entries["id"])


def test_contrary_decisions_do_not_join_what_differs() -> None:
    rows = pd.DataFrame(
        {"id": ["a", "b", "c"], "name": ["Werkhof", "Imkerei", "Labor"], "place": "Jena"}
    )
    register = Register().update(rows, as_of="2026-01-01")
    marks = dict(zip(rows["id"], signs(rows), strict=True))
    said = [decision("a", "b", marks, "same"), decision("b", "c", marks, "same"),
            decision("a", "c", marks, "different")]  # fmt: skip
    joined = register.update(rows, as_of="2026-01-02", decisions=pd.DataFrame(said))
    assert len(joined) == 2


def test_a_column_that_becomes_text_changes_only_what_changed() -> None:
    old = Register().update(table(capacity=[20, 30]), as_of="2026-01-01")
    new = old.update(table(capacity=[20, "ca. 30"]), as_of="2026-02-01")
    assert diff(old, new, public=False).table["id"].tolist() == [old.entries["id"].iloc[1]]
    assert as_text(table(x=[2.0, "b"]))["x"].tolist() == ["2", "b"]
