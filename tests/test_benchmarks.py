"""What benchmarks keep, and the table that is made of it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import __main__ as bench
from benchmarks import measured, results, table
from benchmarks.job import Clocked, Goal, Job
from benchmarks.measured import Absent, Took
from benchmarks.results import Made, Row

MADE = Made(day="2026-12-01", runs=3, growth=True, state="a", machine="2 cores", versions="x 1")


def took(seconds: float, gb: float = 1.0) -> Took:
    return Took(seconds=seconds, cpu=seconds / 2, gb=gb)


def row(name: str, seconds: float = 1.0, made: Made = MADE) -> Row:
    return Row(
        name=name, size="all", made=made, load=0.5, ours=took(seconds),
        beside={"peer": took(2.0), "other": Absent(why="other is not installed")},
        amounts=(1.0, 2.0, 4.0), grown=(took(0.25), took(0.5), took(1.0, 2.0)),
        goal=Goal(times=0.5, peer="peer"), rows=10,
    )  # fmt: skip


def test_rows_replace_their_own_alone(tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    for name in ("sums", "dropped", "ways"):
        results.put("roads", row(name), [(one, "all") for one in ("ways", "dropped", "sums")], file)
    results.put("maps", row("drawn"), [("drawn", "all")], file)
    later = replace(MADE, day="2026-12-02")
    results.put("roads", row("sums", 3.0, later), [("ways", "all"), ("sums", "all")], file)
    assert results.read(file) == {
        "roads": [row("ways"), row("sums", 3.0, later)],
        "maps": [row("drawn")],
    }


@pytest.mark.parametrize(
    ("other", "covered"),
    [
        ({}, True), ({"day": "2026-12-09"}, True), ({"runs": 1, "growth": False}, True),
        ({"runs": 5}, False), ({"state": "b"}, False), ({"versions": "x 2"}, False),
    ],
)  # fmt: skip
def test_what_is_kept_says_it_already(other: dict[str, object], covered: bool) -> None:
    assert MADE.covers(replace(MADE, **other)) is covered  # type: ignore[arg-type]


def test_a_run_goes_on_where_it_was_stopped(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[str] = []

    def measure(job: str, args: tuple[int, ...]) -> Took:
        if job == "b" and "b" not in asked:
            asked.append("b")
            raise KeyboardInterrupt
        asked.append(job)
        return took(float(*args))

    jobs = [Job(name=one, ours=one, sizes=((1,), (2,))) for one in "abc"]
    monkeypatch.setattr(bench, "measure", measure)
    once, file = replace(MADE, runs=1), tmp_path / "results.json"
    with pytest.raises(KeyboardInterrupt):
        list(bench.rows("g", jobs, once, file=file))
    assert asked == ["a", "b"]
    assert len(list(bench.rows("g", jobs, once, file=file))) == 2
    assert asked == ["a", "b", "b", "c"]
    assert [one.name for one in results.read(file)["g"]] == ["a", "b", "c"]
    assert len(list(bench.rows("g", jobs, once, file=file, again=True))) == 3


def test_a_job_that_fails_keeps_its_row(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    jobs, file = [Job(name=one, ours=one, labels=("all",)) for one in "ab"], tmp_path / "r.json"
    results.put("g", row("a", 7.0), map(bench.named, jobs), file)

    def measure(job: str, args: tuple[int, ...]) -> Took:
        if job == "a":
            raise RuntimeError("a() failed")
        return took(1.0)

    monkeypatch.setattr(bench, "measure", measure)
    later = replace(MADE, state="later")
    assert isinstance(next(bench.rows("g", jobs, later, file=file)), RuntimeError)
    list(bench.rows("g", jobs, later, file=file))
    assert [one.ours for one in results.read(file)["g"]] == [took(7.0), took(1.0)]


def test_fixed_cost_is_left_out_of_growth() -> None:
    sizes = (1.0, 2.0, 4.0, 8.0, 16.0, 160.0)
    power, used = table.fitted(sizes, [3 * one**1.5 for one in sizes])
    assert (round(power, 6), used) == (1.5, 6)
    power, used = table.fitted(sizes, [6 + one for one in sizes])
    assert used == 3
    assert 0.8 < power < 1
    assert table.fitted(sizes, [6.0] * 6)[1] == 3


def test_lines_of_a_row() -> None:
    first, second = table.lines(row("way"))
    assert first == ("| way | all | 1 (10/s) | 0.5 | 1.00 GB | 1.00 (3); 0.50 (3) | peer | 2 | 1 | "
                     "0.5 × | 0.5 × | ≤ 0.5 ×: met |")  # fmt: skip
    assert second.endswith("|  | other | – (other is not installed) |  |  |  |  |")


def by(seconds: float, own: bool) -> Callable[[], float]:
    return lambda: Clocked(seconds) if own else seconds


def test_a_job_can_have_a_clock_of_its_own() -> None:
    own, ours = (measured._run(f"{__name__}:by", [7.0, one]) for one in (True, False))
    assert isinstance(own, Took)
    assert isinstance(ours, Took)
    assert own.seconds == 7
    assert ours.seconds < 7


def test_work_of_others_grows_by_the_clock() -> None:
    seen = [Took(seconds=9.0, cpu=one, gb=1.0) for one in (1.0, 2.0, 4.0)]
    unseen = [Took(seconds=one, cpu=0.01, gb=1.0) for one in (1.0, 2.0, 4.0)]
    for grown in seen, unseen:
        assert table.growth(replace(row("x"), grown=tuple(grown))).startswith("1.00 (3); ")


def test_how_says_which_rows_are_of_when() -> None:
    old = replace(MADE, day="2026-11-30", runs=1, growth=False)
    known = {"a": [row("x"), row("y", made=old)], "b": [row("z")]}
    assert list(table.how(known, {"a": "ways", "b": "maps"})) == [
        "2 cores; x 1.\n",
        "- 2026-12-01, 3 runs of each (load up to 0.5): ways (1 of 2 rows); maps.",
        "- 2026-11-30, 1 run of each, the largest size alone (load up to 0.5): ways (1 of 2 rows).",
    ]


def test_the_page_is_what_is_kept(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_bytes(table.PAGE.read_bytes())
    table.write(results.read(), bench.GROUPS, page)
    assert page.read_bytes() == table.PAGE.read_bytes()
