"""Keys: lost zeros, and those of another Gebietsstand."""

import pandas as pd
import pytest

from mintgeo._ags import level_of, read_keys
from mintgeo._errors import InputError, UnknownRegionError
from mintgeo.gebietsstand import changes, recode


def test_lost_zeros_come_back_and_are_said() -> None:
    found = read_keys(pd.Series([1001000, 9162000, 10041100]), level="gemeinde")
    assert found.values.tolist() == ["01001000", "09162000", "10041100"]
    assert found.notes == ("2 keys had lost their first zero (ids 01001000, 09162000)",)
    assert read_keys(pd.Series([1.0, 11.0]), level="land").values.tolist() == ["01", "11"]
    assert read_keys(pd.Series([" 13071 "]), level="kreis").notes == ()


def test_ars_becomes_ags() -> None:
    found = read_keys(pd.Series(["130715151107"]), level="gemeinde")
    assert found.values.tolist() == ["13071107"]
    assert "were an ARS" in found.notes[0]


def test_what_is_no_key_is_named() -> None:
    with pytest.raises(InputError, match=r"2 of 3 keys are no AGS of 5 digits \(ids 'x', '130'\)"):
        read_keys(pd.Series(["13071", "x", "130"]), level="kreis")
    with pytest.raises(InputError, match="1 of 1"):
        read_keys(pd.Series([None], dtype="object"), level="kreis")


def test_level_by_length() -> None:
    assert level_of(pd.Series([1001000, 10041100])) == "gemeinde"
    assert level_of(pd.Series(["13071"])) == "kreis"
    assert level_of(pd.Series([1, 2, 3])) == "land"
    with pytest.raises(InputError, match="Keys of 3 digits"):
        level_of(pd.Series(["123"]))


def test_recode_keeps_index_gaps_and_known_keys() -> None:
    keys = pd.Series(["16056", None, "13071", "03156"], index=[7, 7, 3, 1], dtype="str")
    found = recode(keys, ["16063", "13071", "03159"])
    assert found.index.tolist() == [7, 7, 3, 1]
    assert found.fillna("").tolist() == ["16063", "", "13071", "03159"]


def test_recode_to_the_older_side_is_refused() -> None:
    with pytest.raises(UnknownRegionError, match=r"2 keys .* \(ids 16063, 99999\)"):
        recode(pd.Series(["16063", "99999", "13071"]), ["16056", "13071"])


def test_table_of_changes() -> None:
    table = changes().set_index("old")
    assert table.index.is_unique
    assert table.loc["16056", ["new", "since", "basis"]].tolist() == ["16063", "2021-07-01", "law"]
    assert table.loc["16056000", "new"] == "16063105"
    assert table.loc["03152012", "new"] == "03159016"
    assert not set(table["new"]) & set(table.index[table.index.str.len() == 5])
    long = table[table.index.str.len() == 8]
    kreis = pd.Series(long.index.str[:5]).replace(
        {"16056": "16063", "03152": "03159", "03156": "03159"}
    )
    assert (kreis.to_numpy() == long["new"].str[:5].to_numpy()).all()
