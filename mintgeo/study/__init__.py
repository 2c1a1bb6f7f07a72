"""One TOML file → Run → a folder of results."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mintgeo._errors import InputError
from mintgeo._parallel import AnyExecutor
from mintgeo._progress import quiet, waiting
from mintgeo.chapters import Input, Study, Work, registered
from mintgeo.chapters.basics import CoverageOptions, Inputs, Outputs, People, RouterOptions
from mintgeo.chapters.stages import alone, done, steps
from mintgeo.language import Language, language
from mintgeo.read.several import FILE
from mintgeo.run import Run, describe_file
from mintgeo.study.faults import Fault, refusal
from mintgeo.study.inputs import file_faults
from mintgeo.study.kept import Kept
from mintgeo.study.names import all_stages, given
from mintgeo.study.options import lines_of, load_study

__all__ = [
    "CoverageOptions", "Inputs", "Kept", "Outputs", "People", "RouterOptions", "Study",
    "load_study", "run",
]  # fmt: skip


def run(
    study: str | Path | Study, *, progress: bool = True, executor: AnyExecutor | None = None,
    kept: Kept | None = None,
) -> Run:  # fmt: skip
    """Do everything a study file asks for, in one go and offline.

    Parameters
    ----------
    study
        Path of a study file, or one that ``load_study`` has checked.
    progress
        Show a progress bar, if the output is a terminal or notebook.
    executor
        Who computes places, times, draws and plans, as of ``reach``; without one this process does.
        The run is the same.
    kept
        ``Kept()`` takes from former runs what has not changed since, and keeps what is made for the
        next one; without it everything is computed. The run is the same.

    Returns
    -------
    Run
        With the tables ``sites``, ``geocode_sites`` (its ``geocode_report``) and ``list_findings``
        (what of the lists was not read, see ``findings.kept``); ``participants``,
        ``geocode_participants``, ``participation_land``, ``participation_kreis`` if the study has
        participants; ``meeting``, ``journeys``, ``journey_summary`` if it has a meeting too;
        ``coverage_country``, ``coverage_land``, ``coverage_kreis``, ``coverage_area_type`` (all
        modes, with intervals; the last only if area types are known; shares that the points are too
        coarse for are empty), ``area_ranks``, ``area_pairs``, ``area_counts`` (those against each
        other, draw by draw; only where there is more than one area), ``reach_car`` … (the reach
        table of every mode, for ``compare``), ``gap_points``, ``gaps``, ``gap_share`` (of all
        people within ``gap_minutes``, with interval), ``gap_towns`` (people beyond that are not
        counted in the areas; only if area types are known), ``kreise`` and ``laender``; and those
        of further chapters (``mintgeo.chapters``). A study of a part of the country has the levels
        of this part instead (``coverage_gemeinde``, ``coverage_district``, ``coverage_cell``; a
        level of one area has no table), ``areas`` (the smallest ones that maps show), ``around``
        (Kreise beside it), ``participation_areas``, and no ``laender`` unless it is of Länder;
        ``[inputs] sites`` or ``participants`` alone make what they allow.

    Raises
    ------
    MintgeoError
        If the study file or an input is faulty; the message names the file and rows, of all inputs
        at once.
    """
    plan = study if isinstance(study, Study) else load_study(study)
    stages = all_stages()
    try:
        with _steps(progress, language(plan.outputs.lang), steps(plan, stages)) as step:
            work = done(plan, stages, step, executor, kept.begin() if kept else alone)
    except InputError as error:
        _refuse_all(plan, error)
        raise
    return _frozen(work)


def _refuse_all(plan: Study, error: InputError) -> None:
    """Say everything that is wrong with the files of a study, if it is more than one thing."""
    faults = file_faults(plan)
    if all(str(one.text) != str(error) for one in faults):
        faults.append(Fault(text=error))
    if len(faults) > 1:
        raise refusal(plan.path.name, faults, lines_of(plan.path)) from error


@contextmanager
def _steps(progress: bool, say: Language, total: int) -> Iterator[Callable[[str], None]]:
    nothing: Iterable[str] = ()
    unit = say("Schritt")
    with waiting(nothing, progress=progress, total=total, unit=f" {unit}") as bar, quiet():

        def step(title: str) -> None:
            bar.set_description(say(title))
            bar.update()

        yield step


def _rows(one: Input, work: Work) -> int | None:
    """How many rows of a list come from a file; None where rows are no measure of it."""
    if one.rows is None:
        return None
    table = work[one.rows]
    return int((table[FILE] == one.part).sum()) if one.part else len(table)


def _frozen(work: Work) -> Run:
    """What the study has come to, with what it was made of and who must be named."""
    plan, chapters = work.plan, registered()
    told: dict[str, Any] = {}
    for chapter in chapters:
        told |= chapter.parameters(work)
    return Run(
        name=plan.name,
        title=plan.title,
        as_of=plan.as_of.isoformat(),
        tables=work.tables,
        parameters=told,
        inputs={one.name: describe_file(one.file, rows=_rows(one, work)) for one in given(plan)},
        vintages=tuple(dict.fromkeys(pair for one in chapters for pair in one.vintages(plan))),
        attributions=tuple(
            dict.fromkeys(line for one in chapters for line in one.attributions(work))
        ),
    )
