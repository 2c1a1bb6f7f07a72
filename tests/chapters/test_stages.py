"""Stages of a study: in the order of what they need, once each, mode by mode."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import mintgeo as mg
from mintgeo._errors import OptionError
from mintgeo.chapters import Item, Kind, Stage, Work, registered
from mintgeo.chapters.basics import CoverageOptions, Inputs, Outputs, People, RouterOptions
from mintgeo.chapters.plan import Study
from mintgeo.chapters.stages import asked, done, steps, table_names
from tests.counting import counting

PLAN = Study(
    name="s", title="S", as_of=pd.Timestamp("2026-11-26").date(), path=Path("s.toml"),
    inputs=Inputs(sites="a"), people=People(), outputs=Outputs(folder="o"),
    router=RouterOptions(modes=["foot", "car"]), coverage=CoverageOptions(),
)  # fmt: skip
START: Item[int] = Item(name="start")
BIG: Item[list[str]] = Item(name="big", per="mode", passing=True)
WAYS: Kind[pd.DataFrame] = Kind(name="ways", per="mode", parts=("foot", "car", "bike"))
BEST: Kind[pd.DataFrame] = Kind(name="best")
SUMS: Kind[pd.DataFrame] = Kind(name="sums", per="level", parts=("land", "kreis"))
Run = Callable[[Work], dict[Item[Any], Any]]


def stages() -> list[Stage]:
    """In an order that nobody could run them in."""

    def sums(work: Work) -> dict[Item[Any], Any]:
        ways = work.by_mode(WAYS)
        assert BIG not in work
        return {SUMS.at("land"): pd.concat(ways.values()), SUMS.at("kreis"): ways["car"]}

    def ways(work: Work) -> dict[Item[Any], Any]:
        return {WAYS: pd.DataFrame({"way": [*work[BIG], str(work[START])]})}

    return [
        Stage(title="sums", needs=(WAYS,), makes=(SUMS,), run=sums),
        Stage(title="best", per="first", needs=(BIG, WAYS), makes=(BEST,),
              run=lambda work: {BEST: work[WAYS].assign(big=work[BIG][0])}),
        Stage(title="ways", per="mode", needs=(BIG, START), makes=(WAYS,), run=ways),
        Stage(title="big", per="mode", makes=(BIG,), run=lambda work: {BIG: [work.mode]}),
        Stage(title="start", makes=(START,), run=lambda _: {START: 7}),
    ]  # fmt: skip


def test_each_runs_once_after_what_it_needs() -> None:
    told: list[str] = []
    work = done(PLAN, stages(), told.append)
    assert told == ["start", "big", "ways", "best", "big", "ways", "sums"]
    assert len(told) == steps(PLAN, stages())
    assert list(work.tables) == ["ways_foot", "best", "ways_car", "sums_land", "sums_kreis"]
    assert set(work.tables) == set(table_names(PLAN, stages()))
    assert list(work.tables["ways_car"]["way"]) == ["car", "7"]
    assert list(work.tables["best"]["big"]) == ["foot", "foot"]
    assert not [name for name in work.made if name.startswith("big")]


def test_what_nobody_asks_for_is_left_out_with_all_that_needs_it() -> None:
    chosen = [
        replace(one, asked=lambda _: False) if one.title == "start" else one for one in stages()
    ]
    assert [one.title for one in asked(PLAN, chosen)] == ["big"]
    assert table_names(PLAN, chosen) == []


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (Stage(title="a", needs=(Item(name="moon"),), makes=(), run=lambda _: {}), "'moon'.*no ch"),
        (Stage(title="b", needs=(BIG,), makes=(), run=lambda _: {}), "'big', which is gone"),
        (Stage(title="c", needs=(SUMS,), makes=(START,), run=lambda _: {}), "need each other"),
    ],
)
def test_faulty_stages_say_what_is_wrong(stage: Stage, words: str) -> None:
    with pytest.raises(OptionError, match=words):
        asked(PLAN, [*stages(), stage])


def test_every_table_of_a_chapter_is_made_by_a_stage_of_its_own() -> None:
    for chapter in registered():
        made = {item for stage in chapter.stages for item in stage.makes if isinstance(item, Kind)}
        assert made == set(chapter.kinds), chapter.name


@pytest.mark.slow
def test_points_and_regions_of_tables_are_found_once(tmp_path: Path) -> None:
    """People go once to the map and to the globe, lists once to their regions, in all modes."""
    (tmp_path / "labs.csv").write_text("Name,PLZ\nLabor,66111\nHalle,66663\n", encoding="utf-8")
    (tmp_path / "people.csv").write_text("PLZ\n66111\n66663\n66538\n", encoding="utf-8")
    (tmp_path / "study.toml").write_text(
        '[study]\nname = "s"\ntitle = "S"\nas_of = 2026-11-26\n[inputs]\nsites = "labs.csv"\n'
        'participants = "people.csv"\n[router]\nmodes = ["bike", "foot"]\n[coverage]\n'
        'minutes = [30]\nwithin = "10041"\n[meeting]\nname = "M"\npostcode = "66111"\n'
        'date = 2026-12-01\n[outputs]\nfolder = "o"\n',
        encoding="utf-8",
    )
    with counting() as counts:
        run = mg.study.run(tmp_path / "study.toml", progress=False)
    assert counts.transformed.count(len(run.table("reach_foot"))) == 2
    assert len(counts.transformed) <= 20
    assert sorted(counts.joined) == [2, 3]
    assert run.table("coverage_country")["offers"].sum() == 2 * 1, "one of two lies in the Kreis"
    assert run.table("participation_kreis")["participants"].sum() == 3
