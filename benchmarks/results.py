"""What was measured, when and with what: one file, in which a row replaces that of before."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from benchmarks.job import Goal
from benchmarks.measured import Absent, Took, told
from mintgeo._cache import write_atomically

FILE: Final = Path(__file__).with_name("results.json")


@dataclass(frozen=True, kw_only=True)
class Made:
    """When and how something was measured.

    Attributes
    ----------
    day, runs, growth
        The day, how many runs the figures are the middle of, whether smaller sizes were run too.
    state
        Of the files of mintgeo and of the benchmarks.
    machine, versions
        What it ran on and with.
    """

    day: str
    runs: int
    growth: bool
    state: str
    machine: str
    versions: str

    def covers(self, other: "Made") -> bool:
        """Whether this says already what the other would, whatever the day."""
        alike = replace(other, day=self.day, runs=self.runs, growth=self.growth) == self
        return alike and self.runs >= other.runs and self.growth >= other.growth


@dataclass(frozen=True, kw_only=True)
class Row:
    """A job of the largest size beside its peers.

    Attributes
    ----------
    name, size, goal, rows
        As of ``Job``.
    made, load
        When and how, and the load of the machine in the five minutes before the end.
    ours, beside
        What it took, and what each peer took.
    amounts, grown
        How large each size is, the largest last, and what ours took of it; empty without growth.
    """

    name: str
    size: str
    made: Made
    load: float
    ours: Took | Absent
    beside: dict[str, Took | Absent]
    amounts: tuple[float, ...]
    grown: tuple[Took, ...]
    goal: Goal
    rows: int | None


Results = dict[str, list[Row]]
"""Group → its rows."""


def read(file: Path = FILE) -> Results:
    """Everything that was measured so far."""
    if not file.exists():
        return {}
    known = json.loads(file.read_text(encoding="utf-8"))
    made = [Made(**one) for one in known["made"]]
    return {group: [_row(one, made) for one in rows] for group, rows in known["rows"].items()}


def save(results: Results, file: Path = FILE) -> None:
    """Write it down, wholly or not at all."""
    made = sorted({row.made for rows in results.values() for row in rows}, key=str)
    rows = {group: [{**asdict(row), "made": made.index(row.made)} for row in some]
            for group, some in results.items()}  # fmt: skip
    text = json.dumps(
        {"made": [asdict(one) for one in made], "rows": rows}, indent=1, ensure_ascii=False
    )
    with write_atomically(file) as part:
        part.write_text(f"{text}\n", encoding="utf-8")


def put(group: str, row: Row, jobs: Iterable[tuple[str, str]], file: Path = FILE) -> None:
    """Put a row in the place of that of before; what is no job of its group any more goes.

    The file is read anew, so that others may measure other groups at the same time.
    """
    every = read(file)
    known = {(one.name, one.size): one for one in (*every.get(group, ()), row)}
    save({**every, group: [known[one] for one in jobs if one in known]}, file)


def _row(known: dict[str, Any], made: list[Made]) -> Row:
    return Row(**{
        **known, "made": made[known["made"]], "ours": told(known["ours"]),
        "beside": {name: told(one) for name, one in known["beside"].items()},
        "amounts": tuple(known["amounts"]), "goal": Goal(**known["goal"]),
        "grown": tuple(Took(**one) for one in known["grown"]),
    })  # fmt: skip
