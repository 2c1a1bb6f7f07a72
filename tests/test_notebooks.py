"""The notebooks run from top to bottom, each with nothing but what it says itself."""

from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from jupyter_client import KernelClient, KernelManager
from jupyter_client.manager import start_new_kernel
from nbclient import NotebookClient
from nbformat import NotebookNode
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
def kernel(country_kept: Path) -> Iterator[tuple[KernelManager, KernelClient]]:
    """One process for all of them; loading what they need takes longer than many do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_PLATFORM_DIRS", "1")
        manager, client = start_new_kernel(cwd=str(FOLDER))
        try:
            start = START.format(root=str(ROOT), country=str(country_kept))
            execute(new_notebook(cells=[new_code_cell(start)]), (manager, client))
            yield manager, client
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)


def execute(book: NotebookNode, kernel: tuple[KernelManager, KernelClient]) -> None:
    runner = NotebookClient(book, km=kernel[0], timeout=600)
    runner.kc = kernel[1]
    runner.execute()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs(kernel: tuple[KernelManager, KernelClient], path: Path) -> None:
    book = nbformat.read(path, as_version=4)
    assert not any(cell.get("outputs") for cell in book.cells), "outputs must be stripped"
    book.cells.insert(0, new_code_cell("%reset -f"))
    execute(book, kernel)
