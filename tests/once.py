"""What is costly and the same for all tests: made by the first worker that asks for it."""

import os
import pickle
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

import mintgeo as mg
from mintgeo._lock import locked
from tests.counting import Counts

_PATIENCE_S = 600
_RUN, _COUNTS = "run.pickle", "counts.pickle"


def once(factory: pytest.TempPathFactory, name: str, fill: Callable[[Path], object]) -> Path:
    """A folder that ``fill`` fills; nobody may change it."""
    home = factory.getbasetemp()
    home = home.parent if "PYTEST_XDIST_WORKER" in os.environ else home
    folder, part = home / name, home / f"{name}.part"
    with locked(folder, patience_s=_PATIENCE_S):
        if not folder.exists():
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir()
            fill(part)
            part.rename(folder)
    return folder


def keep(run: mg.Run, counts: Counts, folder: Path) -> None:
    """Keep a run with all that its tables know; saving it to read it again would lose some."""
    parts = {**vars(run), "tables": dict(run.tables), "versions": dict(run.versions)}
    (folder / _RUN).write_bytes(pickle.dumps(parts))
    (folder / _COUNTS).write_bytes(pickle.dumps(counts))


def kept(folder: Path) -> mg.Run:
    return mg.Run(**pickle.loads((folder / _RUN).read_bytes()))  # noqa: S301 our own


def kept_counts(folder: Path) -> Counts:
    found: Counts = pickle.loads((folder / _COUNTS).read_bytes())  # noqa: S301 our own
    return found


def running(known: Mapping[str, Path]) -> Callable[..., mg.Run]:
    """``study.run`` that has run the studies of these names already."""
    own = mg.study.run

    def run(study: str | Path | mg.study.Study, **options: Any) -> mg.Run:
        plan = study if isinstance(study, mg.study.Study) else mg.study.load_study(study)
        folder = known.get(plan.name)
        return own(plan, **options) if folder is None else kept(folder)

    return run
