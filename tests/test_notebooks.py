"""The notebooks run from top to bottom, each with nothing but what it says itself."""

from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
START = """
import sys
from pathlib import Path
sys.path.append({root!r})
import mintgeo
from tests.once import running
mintgeo.study.run = running({{"deutschland": Path({country!r})}})
"""
"""The study of Germany has been run already, by the same function."""


@pytest.fixture(scope="module")
def kernel(country_kept: Path) -> Iterator[KernelManager]:
    """One process for all of them; loading what they need takes longer than many do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_PLATFORM_DIRS", "1")
        started = KernelManager()
        started.start_kernel(cwd=str(FOLDER))
        try:
            start = START.format(root=str(ROOT), country=str(country_kept))
            NotebookClient(new_notebook(cells=[new_code_cell(start)]), km=started).execute()
            yield started
        finally:
            started.shutdown_kernel(now=True)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs(kernel: KernelManager, path: Path) -> None:
    book = nbformat.read(path, as_version=4)
    assert not any(cell.get("outputs") for cell in book.cells), "outputs must be stripped"
    book.cells.insert(0, new_code_cell("%reset -f"))
    client = NotebookClient(book, km=kernel, timeout=600)
    client.execute()
    client.kc.stop_channels()
