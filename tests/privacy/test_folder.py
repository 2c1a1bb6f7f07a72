"""Everything in a public folder: what changes with participants but the published numbers?"""

import hashlib
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import mintgeo as mg
from mintgeo import report
from tests.privacy.confirming import traces
from tests.privacy.law import Numbers, keyed, publish
from tests.privacy.published import seen_in

STUDY = """
[study]
name = "saar"
title = "Saar"
as_of = 2026-11-26
[inputs]
sites = "labs.csv"
participants = "Klasse von Zora Feuerstein.csv"
[router]
kind = "airline"
modes = ["car"]
[coverage]
minutes = [30]
within = "10"
[filters]
[meeting]
name = "Halle"
place = "Saarbrücken"
postcode = "66111"
date = 2026-12-01
[outputs]
folder = "out"
public = true
"""
LABS = """Name,PLZ,Ort,Themen,Alter
Labor,66111,Saarbrücken,Chemie,6-10
Werkstatt,66538,Neunkirchen,Technik,ab 12
"""
HEAD = "Name,PLZ,Ort,Telefon"
FIRST = ["Zora Feuerstein,66111,Saarbrücken,0681 5550101"] * 24 + ["Yorick,66663,Merzig,1"] * 3
OTHER = (
    ["Xaver,66111,Saarbrücken,7"] * 25 + ["Wanda,66538,Neunkirchen,8"] * 2
    + ["Viola,66606,St. Wendel,9"]
)  # fmt: skip
COUNTS = ({"10041": 24, "10042": 3}, {"10041": 25, "10043": 2, "10046": 1})


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[mg.Run, mg.Run, Path]:
    """Two runs of one study with other people in it, and the folder of the first."""
    homes = [tmp_path_factory.mktemp(name) for name in ("first", "other")]
    for home, people in zip(homes, (FIRST, OTHER), strict=True):
        (home / "labs.csv").write_text(LABS, encoding="utf-8")
        file = home / "Klasse von Zora Feuerstein.csv"
        file.write_text("\n".join([HEAD, *people]) + "\n", encoding="utf-8")
        (home / "study.toml").write_text(STUDY, encoding="utf-8")
    first, other = (mg.study.run(home / "study.toml", progress=False) for home in homes)
    return first, other, homes[0]


def _alike() -> tuple[bytes, bytes]:
    """Keys by which both lists are published as the very same numbers, with a way or without."""
    found: dict[str, bytes] = {}
    for number in range(4000):
        for counts in COUNTS:
            key = hashlib.sha256(str(number).encode()).digest()
            numbers = publish(counts, keyed(key, counts))
            if numbers == Numbers(total=25, laender={"10": 25}, kreise={"10041": 25}):
                found[str(counts)] = key
        if len(found) == len(COUNTS):
            return found[str(COUNTS[0])], found[str(COUNTS[1])]
    raise AssertionError("no such keys")


def _written(run: mg.Run, home: Path, key: bytes, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("mintgeo.privacy.tables.secret_key", lambda: key)
    public = run.public()
    public.save(home)
    report.write(public, home)
    return home


def _bytes(home: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(home)): file.read_bytes() for file in home.rglob("*") if file.is_file()
    }


@pytest.mark.slow
def test_no_byte_depends_on_participants_but_by_the_numbers(
    runs: tuple[mg.Run, mg.Run, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other people, other keys, the same numbers: the same bytes in every file."""
    folders = [
        _written(run, tmp_path / str(number), key, monkeypatch)
        for number, (run, key) in enumerate(zip(runs[:2], _alike(), strict=True))
    ]
    numbers = [seen_in(folder).numbers for folder in folders]
    assert numbers[0] == numbers[1]
    assert numbers[0].total == 25
    first, other = map(_bytes, folders)
    assert set(first) == set(other)
    assert [name for name in first if first[name] != other[name]] == []


@pytest.mark.slow
def test_shares_by_topic_and_age_are_published_and_tell_of_no_list_of_people(
    runs: tuple[mg.Run, mg.Run, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = _written(runs[0], tmp_path / "p", b"k" * 32, monkeypatch)
    file = home / "tables" / "offer_shares.parquet"
    told = pd.read_parquet(file)
    assert {"Chemie", "Technik"} <= set(told["topic"])
    assert "Chemie" in (home / "map.html").read_text("utf-8")
    assert mg.privacy.audit(home) == []
    told.assign(count=1).to_parquet(file)
    assert "offer_shares.count" in [one.what for one in mg.privacy.audit(home)]


@pytest.mark.slow
def test_no_trace_of_the_list_is_published(
    runs: tuple[mg.Run, mg.Run, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _, home = runs
    wanted = traces(home / "Klasse von Zora Feuerstein.csv")
    words = {b"Zora", b"Feuerstein", b"Yorick", b"5550101", b"66663"}
    for name, content in _bytes(_written(first, tmp_path / "p", b"k" * 32, monkeypatch)).items():
        assert not [word for word in wanted if word in content], name
        if name != "tables.xlsx":
            assert not [word for word in words if word in content], name
    for name, sheet in pd.read_excel(tmp_path / "p" / "tables.xlsx", sheet_name=None).items():
        assert "Zora" not in sheet.to_csv(), name


@pytest.mark.slow
def test_renamed_people_change_nothing(
    runs: tuple[mg.Run, mg.Run, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other names, another order, another file of the same people: the same bytes."""
    first = runs[0]
    tables = dict(first.tables)
    for name in ("participants", "journeys"):
        tables[name] = tables[name].iloc[::-1].assign(name="Ulla", Telefon="3")
    lists = {name: {**entry, "sha256": "0" * 64, "file": "u.csv"}
             for name, entry in first.inputs.items()}  # fmt: skip
    again = replace(first, tables=tables, inputs=lists)
    one, two = (_bytes(_written(run, tmp_path / str(number), b"k" * 32, monkeypatch))
                for number, run in enumerate((first, again)))  # fmt: skip
    assert [name for name in one if one[name] != two.get(name)] == []
