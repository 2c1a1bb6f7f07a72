"""What a study reads and what it makes, by name, before anything is read or made."""

from pathlib import Path

from mintgeo.chapters import Input, Stage, Study, registered, stages


def all_stages() -> list[Stage]:
    """The stages of all chapters."""
    return [stage for chapter in registered() for stage in chapter.stages]


def given(plan: Study) -> list[Input]:
    """The files that a study reads, by their names in the run."""
    return [one for chapter in registered() for one in chapter.inputs(plan)]


def input_files(plan: Study) -> list[Path]:
    """Every file that a study reads, the study file among them."""
    return [plan.path, *(one.file for one in given(plan))]


def table_names(plan: Study) -> list[str]:
    """Name the tables that the run of a study can have."""
    return stages.table_names(plan, all_stages())
