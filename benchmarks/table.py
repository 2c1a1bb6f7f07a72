"""The table of docs/benchmarks.md: a line a job and peer, and when and with what it was made."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.measured import Absent, Took
from benchmarks.results import Made, Results, Row

PAGE: Final = Path(__file__).parents[1] / "docs" / "benchmarks.md"
BEGIN, END = "<!-- make bench: begin -->", "<!-- make bench: end -->"
COLUMNS: Final = ("job", "size", "seconds", "of processors", "memory", "growth", "beside",
                  "its seconds", "of processors", "ratio", "of processors", "goal")  # fmt: skip
HEAD: Final = f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}"
LEAST: Final = 3
"""Fewer sizes give no growth."""


def write(results: Results, groups: Mapping[str, str], page: Path = PAGE) -> None:
    """Put the table into the page; ``groups`` says in which order, and what each is called."""
    before, rest = page.read_text(encoding="utf-8").split(BEGIN)
    _, after = rest.split(END)
    table = "\n".join([HEAD, *(one for group in groups for row in results.get(group, ())
                               for one in lines(row))])  # fmt: skip
    said = "\n".join(how(results, groups))
    page.write_text(f"{before}{BEGIN}\n{said}\n\n{table}\n{END}{after}", encoding="utf-8")


def how(results: Results, groups: Mapping[str, str]) -> Iterator[str]:
    """Machines and versions, and under each which groups were run when and how often."""
    there: dict[str, dict[str, dict[str, list[Row]]]] = {}
    for group, name in groups.items():
        for row in results.get(group, ()):
            made = row.made
            days = there.setdefault(f"{made.machine}; {made.versions}", {})
            days.setdefault(ran(made), {}).setdefault(name, []).append(row)
    most = {name: len(results.get(group, ())) for group, name in groups.items()}
    for with_, days in there.items():
        yield f"{with_}.\n"
        for day, named in days.items():
            load = max(row.load for some in named.values() for row in some)
            told = (name if len(some) == most[name] else
                    f"{name} ({len(some)} of {most[name]} rows)"
                    for name, some in named.items())  # fmt: skip
            yield f"- {day} (load up to {load:.1f}): {'; '.join(told)}."


def ran(made: Made) -> str:
    """The day, and how often."""
    often = f"{made.runs} run{'s' * (made.runs > 1)} of each"
    return f"{made.day}, {often}{'' if made.growth else ', the largest size alone'}"


def lines(row: Row) -> list[str]:
    """Lines of the table: ours with its first peer, and one for each further peer."""
    if isinstance(row.ours, Absent):
        empty = " |" * (len(COLUMNS) - 3)
        return [f"| {row.name} | {row.size} | – ({row.ours.why}) |{empty}"]
    some = list(row.beside.items()) or [("", None)]
    return [line(row, row.ours, name, other, "" if at else growth(row))
            for at, (name, other) in enumerate(some)]  # fmt: skip


def growth(row: Row) -> str:
    """With which powers of the size seconds and memory grow, and over how many sizes each.

    Seconds are those of processors, where at least a tenth of them is seen: else others do the
    work, such as a browser.
    """
    if len(row.grown) < LEAST:
        return ""
    last = row.grown[-1]
    seen = last.cpu >= last.seconds / 10
    seconds = fitted(row.amounts, [one.cpu if seen else one.seconds for one in row.grown])
    memory = fitted(row.amounts, [one.gb for one in row.grown])
    return f"{seconds[0]:.2f} ({seconds[1]}); {memory[0]:.2f} ({memory[1]})"


def fitted(amounts: Sequence[float], values: Sequence[float]) -> tuple[float, int]:
    """The power of the amounts that fits the values best, and over how many of them.

    The smallest are left out as long as values grow with less than the root of the amounts from one
    to the next: there a fixed cost outweighs. Three stay.
    """
    x, y = np.log(amounts), np.log(values)
    flat = np.diff(y) < np.diff(x) / 2
    first = min(int(np.argmin([*flat, False])), len(x) - LEAST)
    return float(np.polyfit(x[first:], y[first:], 1)[0]), len(x) - first


def line(row: Row, mine: Took, name: str, other: Took | Absent | None, grown: str) -> str:
    """One line of the table."""
    speed = f" ({row.rows / mine.seconds:,.0f}/s)" if row.rows else ""
    its: tuple[str, ...] = ("", "", "", "")
    if isinstance(other, Took):
        its = (number(other.seconds), number(other.cpu),
               f"{number(mine.seconds / other.seconds)} ×",
               f"{number(mine.cpu / other.cpu)} ×")  # fmt: skip
    elif isinstance(other, Absent):
        its = (f"– ({other.why})", "", "", "")
    cells = (row.name, row.size, f"{number(mine.seconds)}{speed}", number(mine.cpu),
             f"{mine.gb:.2f} GB", grown, name, *its, judged(row, mine, name, other))  # fmt: skip
    return f"| {' | '.join(cells)} |"


def judged(row: Row, mine: Took, name: str, other: Took | Absent | None) -> str:
    """Goals, each with yes or no."""
    goal, said = row.goal, []
    for most, is_, unit in (
        (goal.seconds, mine.seconds, "s"), (goal.cpu, mine.cpu, "s of processors"),
        (goal.gb, mine.gb, "GB"),
    ):  # fmt: skip
        if most is not None:
            said.append((f"≤ {most:g} {unit}", is_ <= most))
    if goal.per_second is not None and row.rows:
        said.append((f"≥ {goal.per_second:,.0f}/s", row.rows / mine.seconds >= goal.per_second))
    if goal.times is not None and goal.peer in ("", name) and isinstance(other, Took):
        said.append((f"≤ {goal.times:.3g} ×", mine.seconds / other.seconds <= goal.times))
    return ", ".join(f"{text}: {'met' if met else '**missed**'}" for text, met in said)


def number(value: float) -> str:
    """Three digits."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
