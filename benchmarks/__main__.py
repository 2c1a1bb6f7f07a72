"""Every job beside its peers, in one run: ``make bench``, or ``python -m benchmarks [GROUP…]``.

The middle of ``--runs`` runs of each, ours and peers by turns; smaller sizes once. With ``--write``
each row is kept in benchmarks/results.json as soon as it is there, and the table of
docs/benchmarks.md is made of all that is kept: a run that was stopped goes on where it was, and
what was measured with the same files, machine and versions is not run again unless ``--again``.
"""

import argparse
import importlib
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from benchmarks import about, results, table
from benchmarks.job import Goal, Job
from benchmarks.measured import Absent, Took, measure, middle
from benchmarks.results import Made, Row

GROUPS: Final = {
    "roads": "networks, matrices and nearest offers", "national": "roads of a country",
    "geocoding": "addresses and places", "reports": "reports and start-up", "maps": "maps",
    "plans": "plans", "timetables": "timetables", "registers": "duplicates", "cluster": "Dask",
}  # fmt: skip


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("groups", nargs="*", default=list(GROUPS), metavar="GROUP")
    parser.add_argument("--runs", type=int, default=3)
    sizes = parser.add_mutually_exclusive_group()
    sizes.add_argument("--largest", action="store_true", help="no smaller sizes, so no growth")
    sizes.add_argument("--smallest", action="store_true", help="whether every job works")
    parser.add_argument("--write", action="store_true", help="keep rows and write the table")
    parser.add_argument("--table", action="store_true", help="of what is kept; nothing is run")
    parser.add_argument("--again", action="store_true", help="also what is kept already")
    options = parser.parse_args()
    if options.write and options.smallest:
        parser.error("the table is of the largest sizes")
    if options.table:
        table.write(results.read(), GROUPS)
        return
    made = about.made(options.runs, growth=not options.largest)
    print(table.HEAD, flush=True)
    failed = []
    for group in options.groups:
        jobs = importlib.import_module(f"benchmarks.jobs.{group}").JOBS
        some = [chosen(job, options) for job in jobs]
        file = results.FILE if options.write else None
        for row in rows(group, some, made, file=file, again=options.again):
            if isinstance(row, RuntimeError):
                failed.append(str(row))
            else:
                print("\n".join(table.lines(row)), flush=True)
        if options.write:
            table.write(results.read(), GROUPS)
    if failed:
        sys.exit("\n".join(failed))


def rows(
    group: str, jobs: list[Job], made: Made, *, file: Path | None = None, again: bool = False
) -> Iterator[Row | RuntimeError]:
    """A row a job, of those that the file lacks; each is put into it at once.

    A job that fails leaves the row of before, and those after it are run.
    """
    known = results.read(file).get(group, ()) if file and not again else ()
    there = {(one.name, one.size) for one in known if one.made.covers(made)}
    for job in jobs:
        if named(job) in there:
            continue
        try:
            row = row_of(job, made)
        except RuntimeError as error:
            yield error
            continue
        if file:
            results.put(group, row, map(named, jobs), file)
        yield row


def named(job: Job) -> tuple[str, str]:
    """What tells a job from the others of its group."""
    return job.name, job.labels[-1]


def chosen(job: Job, options: argparse.Namespace) -> Job:
    """The job of the sizes that were asked for."""
    if options.largest:
        return replace(job, sizes=job.sizes[-1:], labels=job.labels[-1:], amounts=())
    if options.smallest:
        return replace(job, sizes=job.sizes[:1], labels=job.labels[:1], amounts=(),
                       goal=Goal(), rows=None)  # fmt: skip
    return job


def row_of(job: Job, made: Made) -> Row:
    """Measure a job and its peers by turns, and before them ours of smaller sizes."""
    grown = [measure(job.ours, one) for one in job.sizes[:-1]] if job.amounts else []
    runs: dict[str, list[Took | Absent]] = {name: [] for name in ("", *job.peers)}
    for _ in range(made.runs):
        for name, path in {"": job.ours, **job.peers}.items():
            runs[name].append(measure(path, job.sizes[-1]))
    took = {name: summed(some) for name, some in runs.items()}
    ours = took.pop("")
    sizes = tuple(one for one in (*grown, ours) if isinstance(one, Took))
    return Row(
        name=job.name, size=job.labels[-1], made=made, load=about.load(), ours=ours, beside=took,
        amounts=job.amounts, grown=sizes if len(sizes) == len(job.amounts) else (), goal=job.goal,
        rows=job.rows,
    )  # fmt: skip


def summed(runs: list[Took | Absent]) -> Took | Absent:
    """The middle, or why there is none."""
    there = [one for one in runs if isinstance(one, Took)]
    return middle(there) if len(there) == len(runs) else next(
        one for one in runs if isinstance(one, Absent))  # fmt: skip


if __name__ == "__main__":
    main()
