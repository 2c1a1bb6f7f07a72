"""What both variants of a run have in common is made once, and nothing else is shared."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import mintgeo as mg
from mintgeo import report
from mintgeo.chapters.coverage.tables import REACH
from mintgeo.chapters.lists import PARTICIPANTS, SITES
from mintgeo.chapters.regions import KREISE
from mintgeo.language import Language, language
from mintgeo.report import folder
from mintgeo.report.shared import Shared, plainly
from mintgeo.run import Run

SAY = language("de")
Looks = Callable[[Run], Any]


class Chapter:
    """Looks at a run in some way, and counts how often."""

    def __init__(self, looks: Looks) -> None:
        self.looks, self.times = looks, 0

    def part(self, run: Run, _: Language) -> Iterator[Any]:
        self.times += 1
        yield self.looks(run)


def times(looks: Looks, first: Run, second: Run) -> int:
    """How often a part is made for two runs; of the second it is what it would be alone."""
    one, made = Chapter(looks), Shared()
    for run in (first, second):
        (got,) = made(one.part, run, SAY)
        (alone,) = plainly(Chapter(looks).part, run, SAY)
        same = got.equals(alone) if isinstance(got, pd.DataFrame) else got == alone
        assert same or got is alone
    return one.times


SAME: list[Looks] = [
    lambda run: run.of(KREISE),
    lambda run: run.find(REACH, mode="nothing"),
    lambda run: (run.mode, run.longest, run.title),
    lambda run: "nothing" in run.tables,
]
OTHER: list[Looks] = [
    lambda run: run.find(SITES),
    lambda run: run.find(PARTICIPANTS),
    lambda run: "participants" in run.tables,
    lambda run: run.is_public,
    lambda run: len(run.tables),
    lambda run: [*run.inputs],
    lambda run: run.describe()["tables"]["sites"],
]


@pytest.mark.parametrize("looks", SAME)
def test_what_looks_at_the_same_things_is_made_once(small_run: mg.Run, looks: Looks) -> None:
    assert times(looks, small_run.public(), small_run) == 1


@pytest.mark.parametrize("looks", SAME)
def test_nothing_made_of_ones_own_run_is_taken_for_the_one_to_publish(
    small_run: mg.Run, looks: Looks
) -> None:
    assert times(looks, small_run, small_run.public()) == 2


@pytest.mark.parametrize("looks", OTHER)
def test_whatever_is_otherwise_makes_it_anew(small_run: mg.Run, looks: Looks) -> None:
    assert times(looks, small_run.public(), small_run) == 2


def test_columns_that_are_never_published_make_no_difference_to_who_does_not_see_them(
    small_run: mg.Run,
) -> None:
    name = REACH.at(small_run.mode).name
    table = small_run.tables[name].assign(area_ha=1.0)
    own = replace(small_run, tables={**small_run.tables, name: table})
    assert times(lambda run: run.plain(REACH), own.public(), own) == 1
    assert times(lambda run: run.find(REACH), own.public(), own) == 2
    longer = table.assign(travel_min=table["travel_min"] + 1e-9)
    other = replace(small_run, tables={**small_run.tables, name: longer})
    assert times(lambda run: run.plain(REACH), own.public(), other) == 2


def test_another_title_is_another_run(small_run: mg.Run) -> None:
    assert times(lambda run: run.of(KREISE), small_run, replace(small_run, title="T")) == 2


def test_markup_comes_back_as_it_is(small_run: mg.Run) -> None:
    def drawn(run: Run, _: Language) -> str:
        return f"<svg>{run.name}</svg>"

    made = Shared()
    assert made(drawn, small_run, SAY) is made(drawn, small_run, SAY)


def test_who_looks_later_is_refused(small_run: mg.Run) -> None:
    def late(run: Run, _: Language) -> list[Callable[[], Any]]:
        return [lambda: run.find(SITES), lambda: run.plain(SITES), lambda: [*run.tables]]

    for look in Shared()(late, small_run, SAY):
        with pytest.raises(RuntimeError, match="not later"):
            look()


def test_a_plain_table_has_no_column_that_is_not_published(small_run: mg.Run) -> None:
    table, public = small_run.plain(SITES), small_run.public().find(SITES)
    assert table is not None
    assert public is not None
    assert set(small_run.of(SITES).columns) > set(table.columns) == set(public.columns)
    assert small_run.public().plain(PARTICIPANTS) is None


def test_pages_for_print_are_told_of_the_one_to_publish_first_in_another_process_too(
    small_run: mg.Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[bool] = []

    def noted(run: Run, **_: Any) -> None:
        told.append(run.is_public)

    for name, instead in {
        "told": noted, "missing_for_pdf": lambda: "", "prints": lambda *_, **__: {},
        "write_pdf": lambda *_, **about: about["about"] or tmp_path,
    }.items():  # fmt: skip
        monkeypatch.setattr(folder, name, instead)
    variants = [
        folder._Variant(run=run, home=tmp_path, lang="de", made=Shared())
        for run in (small_run, small_run.public())
    ]
    folder._papers(variants)
    assert told == [True, False]


def test_files_are_the_same_whether_parts_were_shared_or_not(
    small_run: mg.Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = report.write(small_run, tmp_path / "a", public=True)
    monkeypatch.setattr(folder, "Shared", lambda: plainly)
    alone = report.write(small_run, tmp_path / "b", public=True)
    names = [[one.relative_to(tmp_path / home).as_posix() for one in files]
             for home, files in (("a", shared), ("b", alone))]  # fmt: skip
    assert names[0] == names[1]
    assert all(
        one.read_bytes() == other.read_bytes() for one, other in zip(shared, alone, strict=True)
    )
