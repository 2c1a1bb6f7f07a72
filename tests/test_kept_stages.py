"""Single stages of a study that is run again: taken if nothing that decides them has changed."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mintgeo as mg
from mintgeo._located import Located
from mintgeo._outputs import MANIFEST
from mintgeo.chapters import Item, Kind, Stage, Work, registered
from mintgeo.chapters.basics import CoverageOptions, Inputs, Outputs, People, RouterOptions
from mintgeo.chapters.plan import Study
from mintgeo.chapters.stages import Later, done
from mintgeo.study import Kept, kept
from mintgeo.study.digest import UnknownError, digest
from mintgeo.study.names import all_stages
from mintgeo.study.packing import packed, unpacked


@dataclass(frozen=True, kw_only=True)
class Wish:
    file: Path
    seed: int = 1


OFFERS: Item[Located] = Item(name="offers")
PEOPLE: Item[pd.DataFrame] = Item(name="people", personal=True)
BIG: Item[np.ndarray[Any, Any]] = Item(name="big", per="mode", passing=True)
SUMS: Kind[gpd.GeoDataFrame] = Kind(name="sums", per="mode", parts=("car", "bike"), privacy="open")
COUNTS: Kind[pd.DataFrame] = Kind(name="counts", privacy="open")


@dataclass
class World:
    """A study of three stages, and what of it was run."""

    home: Path
    plan: Study
    east_m: float = 0.0
    dtype: str = "float64"
    second: int = 2
    ran: list[str] = field(default_factory=list)

    def stages(self) -> list[Stage]:
        return [
            Stage(title="offers", makes=(OFFERS,), run=lambda _: {OFFERS: self.offers()}),
            Stage(title="big", per="mode", needs=(OFFERS,), makes=(BIG,), run=self.big,
                  keeps="inputs"),
            Stage(title="sums", per="mode", needs=(OFFERS, BIG), makes=(SUMS,), run=self.sums,
                  keeps="results", sections=(Wish,)),
            Stage(title="people", makes=(PEOPLE,), run=lambda _: {PEOPLE: pd.DataFrame()}),
            Stage(title="counts", needs=(PEOPLE, SUMS), makes=(COUNTS,), run=self.counts,
                  keeps="results"),
        ]  # fmt: skip

    def offers(self) -> Located:
        at = gpd.points_from_xy([600_000 + self.east_m, 610_000], [5_900_000, 5_900_000])
        table = gpd.GeoDataFrame(
            {"id": ["a", "b"], "size": np.array([1, self.second], dtype=self.dtype)},
            geometry=at, crs=25832,
        )  # fmt: skip
        return Located(table)

    def big(self, work: Work) -> dict[Any, Any]:
        self.ran.append(f"big {work.mode}")
        return {BIG: work[OFFERS].table["size"].to_numpy(dtype=float)}

    def sums(self, work: Work) -> dict[Any, Any]:
        self.ran.append(f"sums {work.mode}")
        wish = work.plan.section(Wish)
        total = work[BIG].sum() + (wish.seed + len(wish.file.read_bytes()) if wish else 0)
        table = gpd.GeoDataFrame(work[OFFERS].table.assign(total=total, note=["x", None]))
        table.attrs = {"attributions": ["© all"], "part": ("a", 1.5)}
        return {SUMS: table}

    def counts(self, _: Work) -> dict[Any, Any]:
        self.ran.append("counts")
        return {COUNTS: pd.DataFrame({"n": [1]})}

    def run(self, *, fresh: bool = False) -> tuple[list[str], dict[str, Any]]:
        self.ran.clear()
        made = done(self.plan, self.stages(), lambda _: None, None, Kept(fresh=fresh).make)
        return list(self.ran), made.tables

    def files(self) -> list[Path]:
        return sorted((self.home / "cache" / "stages").glob("*.zip"))


ALL = ["sums car", "big car", "sums bike", "big bike", "counts"]
PRIVATE = ["counts"]


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("MINTGEO_CACHE", str(tmp_path / "cache"))
    (tmp_path / "wish.txt").write_text("ab")
    plan = Study(
        name="s", title="S", as_of=date(2026, 11, 27), path=tmp_path / "s.toml",
        inputs=Inputs(sites="a", participants="b"), people=People(), outputs=Outputs(folder="o"),
        router=RouterOptions(modes=["car", "bike"]), coverage=CoverageOptions(),
        sections={Wish: Wish(file=tmp_path / "wish.txt")},
    )  # fmt: skip
    return World(tmp_path, plan)


def test_what_has_not_changed_is_taken_and_what_it_needs_is_not_even_made(world: World) -> None:
    first, tables = world.run()
    again, others = world.run()
    assert first == ALL
    assert again == PRIVATE
    assert list(others) == list(tables)
    assert all(digest(others[name]) == digest(tables[name]) for name in tables)
    assert len(world.files()) == 2


def _title(world: World) -> None:
    world.plan = replace(
        world.plan, title="T", name="t", as_of=date(2027, 1, 1), outputs=Outputs(folder="p"),
        inputs=Inputs(sites="a", participants="c"),
    )  # fmt: skip


def _moved(world: World) -> None:
    world.east_m = 1.0


def _dtype(world: World) -> None:
    world.dtype = "float32"


def _seed(world: World) -> None:
    world.plan = replace(world.plan, sections={Wish: Wish(file=world.home / "wish.txt", seed=2)})


def _file(world: World) -> None:
    (world.home / "wish.txt").write_text("ac")


def _threshold(world: World) -> None:
    world.plan = replace(world.plan, coverage=CoverageOptions(minutes=[20]))


@pytest.mark.parametrize("change", [_moved, _dtype, _seed, _file, _threshold])
def test_whatever_decides_a_stage_makes_it_anew(
    world: World, change: Callable[[World], None]
) -> None:
    world.run()
    change(world)
    assert world.run()[0] == ALL
    assert world.run()[0] == PRIVATE


def test_words_dates_and_lists_of_people_change_nothing(world: World) -> None:
    world.run()
    _title(world)
    assert world.run()[0] == PRIVATE


@pytest.mark.parametrize("part", ["program", "version", "requires"])
def test_another_program_or_package_makes_all_anew(
    world: World, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.run()
    kept._program.cache_clear()
    with monkeypatch.context() as patched:
        other = {"program": lambda: "x", "version": lambda _: "99", "requires": lambda _: ["numpy"]}
        patched.setattr(kept, part, other[part])
        assert world.run()[0] == ALL
    kept._program.cache_clear()
    assert world.run()[0] == PRIVATE


@pytest.mark.parametrize("harm", ["cut", "turned", "empty", "forged"])
def test_a_damaged_file_is_made_anew_and_replaced(world: World, harm: str) -> None:
    _, tables = world.run()
    for file in world.files():
        content = bytearray(file.read_bytes())
        content[len(content) // 2] ^= 1
        whole = file.read_bytes()
        forged = kept.sha256(b"no zip").digest() + b"no zip"
        file.write_bytes(
            {"cut": whole[:99], "turned": content, "empty": b"", "forged": forged}[harm]
        )
    ran, others = world.run()
    assert ran == ALL
    assert digest(others["sums_car"]) == digest(tables["sums_car"])
    assert world.run()[0] == PRIVATE


def test_what_tells_of_persons_is_never_kept_whatever_a_stage_says(world: World) -> None:
    for _ in range(2):
        assert "counts" in world.run()[0]
    assert all(len(unpacked(one.read_bytes()[32:])) == 1 for one in world.files())
    assert {name for one in world.files() for name in unpacked(one.read_bytes()[32:])} == {"sums"}
    for one in (world.home / "cache" / "stages", *world.files()):
        assert one.stat().st_mode & 0o077 == 0


def test_one_keeper_serves_several_runs(world: World) -> None:
    """What it knows of the items of one run says nothing of those of the next."""
    keeper = Kept()

    def total() -> float:
        made = done(world.plan, world.stages(), lambda _: None, None, keeper.begin())
        return float(made.tables["sums_car"]["total"].iloc[0])

    first = total()
    world.second = 7
    assert (first, total()) == (6.0, 11.0)
    assert (keeper.taken, keeper.made) == ([], ["sums", "sums"])
    assert total() == 11.0
    assert (keeper.taken, keeper.made) == (["sums", "sums"], [])


def test_fresh_takes_nothing_and_replaces(world: World) -> None:
    world.run()
    before = [one.stat().st_mtime_ns for one in world.files()]
    assert world.run(fresh=True)[0] == ALL
    assert all(one.stat().st_mtime_ns > old for one, old in zip(world.files(), before, strict=True))


def test_what_a_busy_machine_made_late_is_not_kept_for_that(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "process_time", lambda: 0.0)
    assert world.run()[0] == ALL
    assert world.files() == []


def test_no_more_is_kept_than_there_is_room_for(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.run()
    newest = world.files()[0].stat().st_size
    monkeypatch.setattr(kept, "_MOST_BYTES", newest + 10)
    world.run(fresh=True)
    assert len(world.files()) == 1


def test_a_file_that_changes_meanwhile_leaves_nothing(world: World) -> None:
    stages = world.stages()
    meddling = [
        replace(one, run=lambda work, run=one.run: (_file(world), run(work))[1])
        if one.title == "sums" else one for one in stages
    ]  # fmt: skip
    done(world.plan, meddling, lambda _: None, None, Kept().make)
    assert len(world.files()) == 1, "the second mode has begun with the file as it is now"


def test_nor_does_what_is_made_of_what_it_has_made(world: World) -> None:
    """It is known by what it is, and no more by what it would have been made of."""
    two: Kind[pd.DataFrame] = Kind(name="two", privacy="open")

    def stages(meddles: bool) -> list[Stage]:
        sums = world.stages()[2]
        return [
            *world.stages()[:2],
            replace(sums, run=lambda work: (_file(world) if meddles else None, sums.run(work))[1]),
            Stage(title="two", needs=(SUMS,), makes=(two,), keeps="results",
                  run=lambda work: {two: work.by_mode(SUMS)["car"][["total"]]}),
        ]  # fmt: skip

    (world.home / "wish.txt").write_text("a longer one")
    done(world.plan, stages(meddles=True), lambda _: None, None, Kept().make)
    (world.home / "wish.txt").write_text("a longer one")
    again = done(world.plan, stages(meddles=False), lambda _: None, None, Kept().make)
    plain = done(world.plan, stages(meddles=False), lambda _: None)
    assert digest(pd.DataFrame(again.tables["two"])) == digest(pd.DataFrame(plain.tables["two"]))


def test_several_at_once_do_not_harm_each_other(world: World) -> None:
    worlds = [replace(world, ran=[]) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        for _, tables in pool.map(lambda one: one.run(), worlds * 3):
            assert list(tables) == ["sums_car", "sums_bike", "counts"]
    assert len(world.files()) == 2
    assert world.run()[0] == PRIVATE


def test_a_stage_that_keeps_sees_only_what_it_declares(world: World) -> None:
    secret: Item[int] = Item(name="secret")
    makers = [
        Stage(title="secret", makes=(secret,), run=lambda _: {secret: 1}),
        Stage(title="sees", wants=(OFFERS,), makes=(COUNTS,), keeps="results",
              run=lambda work: {COUNTS: pd.DataFrame({"n": [work[secret]]})}),
    ]  # fmt: skip
    with pytest.raises(KeyError, match="secret"):
        done(world.plan, [*world.stages()[:1], *makers], lambda _: None)


def test_chapters_keep_nothing_that_is_made_of_persons() -> None:
    """Of what they declare; ``Kept`` keeps none of it even if they did."""
    stages = all_stages()
    makers = {item: one for one in stages for item in one.makes}

    def above(items: tuple[Item[Any], ...]) -> Iterator[Item[Any]]:
        for item in items:
            yield item
            yield from above((*makers[item].needs, *makers[item].wants))

    keeping = [one for one in stages if one.keeps]
    assert len(keeping) > 10
    for one in keeping:
        for item in (*above((*one.needs, *one.wants)), *one.makes):
            assert not item.personal, (one.title, item.name)
            assert not isinstance(item, Kind) or item.privacy == "open", (one.title, item.name)
        if one.keeps == "inputs":
            assert not any(isinstance(item, Kind) for item in one.makes)
    personal = {"participants", "meeting", "participation", "members", "register"}
    for chapter in registered():
        if chapter.name in personal:
            assert not [one for one in chapter.stages if one.keeps], chapter.name


TEXTS = st.lists(st.one_of(st.none(), st.text(max_size=3)), max_size=5)


@settings(max_examples=60)
@given(TEXTS, TEXTS, st.integers(0, 2))
def test_texts_have_the_same_digest_only_if_they_are_the_same(
    one: list[str | None], two: list[str | None], cut: int
) -> None:
    some = pd.Series(["x"] * cut + one, dtype="str")[cut:].reset_index(drop=True)
    other = pd.Series(two, dtype="str")
    assert (digest(some) == digest(other)) == (one == two)


def test_what_belongs_to_a_table_belongs_to_its_digest() -> None:
    table = gpd.GeoDataFrame({"a": [1, 2]}, geometry=gpd.points_from_xy([0, 1], [0, 1]), crs=4326)
    others = [
        table.set_crs(4258, allow_override=True), table.set_index("a", drop=False), table[::-1],
        table.assign(a=[1.0, 2.0]), table.rename(columns={"a": "b"}), table[["geometry", "a"]],
        table.assign(geometry=table.geometry.force_3d(1)), pd.DataFrame(table),
        table.assign(a=pd.Series([1, 2], dtype="Int64")), table.assign(a=pd.Categorical([1, 2])),
        table.assign(geometry=[table.geometry[0], None]),
    ]  # fmt: skip
    attributed = table.copy()
    attributed.attrs["k"] = "v"
    assert len({digest(one) for one in (table, attributed, *others)}) == len(others) + 2
    assert digest(table.copy()) == digest(table)
    for one in (table, attributed, *others):
        came = unpacked(packed(one))
        assert (digest(came) == digest(one)) == (one.get("a", one["geometry"]).dtype != "category")


def test_where_a_file_lies_and_what_an_index_is_called_belongs_to_a_digest(tmp_path: Path) -> None:
    for room in ("one", "two"):
        (tmp_path / room).mkdir()
    file = tmp_path / "one" / "a.txt"
    file.write_text("a")
    before = digest(tmp_path)
    assert digest(file) == digest(file.rename(tmp_path / "two" / "a.txt"))
    assert digest(tmp_path) != before
    index = pd.MultiIndex.from_tuples([(1, "x")], names=["a", "b"])
    tables = [pd.DataFrame({"n": [1]}, index=one) for one in (index, index.set_names(["a", "c"]))]
    assert digest(tables[0]) != digest(tables[1])


@pytest.mark.parametrize(
    ("name", "beside"),
    [("netz.gpkg", "netz.gpkg-wal"), ("netz.gpkg", "netz.gpkg-journal"),
     ("a [neu].shp", "a [neu].dbf"), ("Q*?.SHP", "Q*?.prj")],
)  # fmt: skip
def test_what_stands_beside_a_file_belongs_to_it(tmp_path: Path, name: str, beside: str) -> None:
    """Attributes of a shapefile, whatever it is called; what QGIS has not yet written back."""
    (tmp_path / name).write_bytes(b"shapes")
    before = digest(tmp_path / name)
    (tmp_path / beside).write_bytes(b"names")
    named = digest(tmp_path / name)
    (tmp_path / beside).write_bytes(b"other")
    assert len({before, named, digest(tmp_path / name)}) == 3


def test_a_file_of_the_same_size_and_time_is_another(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    seen = set()
    for content in ("17033", "17034"):
        file.write_text(content)
        os.utime(file, ns=(0, 0))
        seen.add(digest(file))
    assert len(seen) == 2


def test_what_would_not_come_back_as_it_is_is_not_kept(world: World) -> None:
    odd = pd.DataFrame({"n": pd.Categorical([1, 2])})
    stage = Stage(title="odd", makes=(COUNTS,), run=lambda _: {COUNTS: odd}, keeps="results")
    done(world.plan, [stage], lambda _: None, None, Kept().make)
    assert not world.files()


def test_plain_values_come_back_as_they_are() -> None:
    value = {"a": [1, 2.5, float("inf"), None, True, ("x", {1: "y"})], 2: np.arange(3.0),
             "t": pd.DataFrame({"n": [1, 2], "o": [["a"], {"b": (1,)}]})}  # fmt: skip
    assert digest(unpacked(packed(value))) == digest(value)
    for strange in (object(), lambda: 1, mg.Airline(mode="car"), {"a": {1, object()}}):
        with pytest.raises(UnknownError):
            digest(strange)
        with pytest.raises(UnknownError):
            packed(strange)


def test_later_is_made_once() -> None:
    calls: list[int] = []
    one = Later(lambda: calls.append(1))
    assert (one.value, one.value, calls) == (None, None, [1])


_STUDY = """[study]
name = "wismar"
title = "{title}"
as_of = 2026-11-27
[inputs]
sites = "lernorte.csv"
participants = "kinder.csv"
[router]
modes = ["car"]
[coverage]
within = "13074"
[plan]
stops = 1
draws = 20
hubs = 1
candidates = "lernorte.csv"
areas = ["rural", "town", "city"]
[trail]
sites = "lernorte.csv"
max_min = 60
mode = "car"
[tours]
stops = "lernorte.csv"
depot = "Werft"
first = 2027-01-11
last = 2027-02-12
[outputs]
folder = "out"
"""


@pytest.mark.slow
def test_a_run_has_the_same_bytes_whether_stages_were_taken_or_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINTGEO_CACHE", str(tmp_path / "cache"))
    (tmp_path / "lernorte.csv").write_text(
        "Name;PLZ;Ort;Ansprechpartnerin;Telefon\nWerft;23966;Wismar;Erika Muster;0123 456\n"
        "Hafen;23968;Wismar;Erna Probe;0123 457\n", encoding="utf-8",
    )  # fmt: skip
    (tmp_path / "kinder.csv").write_text("PLZ\n23966\n23936\n23936\n", encoding="utf-8")
    file = tmp_path / "wismar.toml"

    def saved(title: str, kept: Kept) -> dict[str, bytes]:
        file.write_text(_STUDY.format(title=title), encoding="utf-8")
        mg.study.run(file, progress=False, kept=kept).save(tmp_path / title)
        there = (tmp_path / title).rglob("*")
        return {one.name: one.read_bytes() for one in there if one.is_file()}

    first, second = Kept(), Kept()
    made, taken = saved("alt", first), saved("neu", second)
    assert not first.taken
    assert not second.made
    assert {"Anteile", "Räume ohne Angebot", "Halte"} <= set(second.taken)
    made["run.json"] = made["run.json"].replace(b'"title": "alt"', b'"title": "neu"')
    assert {**made, MANIFEST: taken[MANIFEST]} == taken
    files = (tmp_path / "cache" / "stages").glob("*.zip")
    kept_ones = [table for one in files for table in _tables(unpacked(one.read_bytes()[32:]))]
    assert not any({"Ansprechpartnerin", "Telefon"} & set(one.columns) for one in kept_ones)


def _tables(value: Any) -> Iterator[pd.DataFrame]:
    if isinstance(value, pd.DataFrame):
        yield value
    elif isinstance(value, Located):
        yield value.table
    elif isinstance(value, (dict, list)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _tables(one)
