"""The notebooks run from top to bottom, each with nothing but itself, and say what they said."""

from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from jupyter_client import KernelClient, KernelManager
from jupyter_client.manager import start_new_kernel
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output

from tools.store_outputs import KEY, MAP, MOST_HTML, stored, texts

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
MOST_BYTES = 150_000
FRESH = """
%reset -f
import pandas
pandas.reset_option("display.")
del pandas
"""
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
        patch.setenv("MINTGEO_PRIVACY_KEY", KEY)
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
    """It runs, and says what is stored in it; ``make notebooks`` stores it anew."""
    book = nbformat.read(path, as_version=4)
    before = said(book)
    assert path.stat().st_size < MOST_BYTES
    assert any(before), "nothing is stored"
    book.cells.insert(0, new_code_cell(FRESH))
    execute(book, kernel)
    for cell in codes(book):
        cell.outputs = stored(cell.outputs)
    assert said(book)[1:] == before


def codes(book: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in book.cells if cell.cell_type == "code"]


def said(book: NotebookNode) -> list[list[str]]:
    return [texts(cell.outputs) for cell in codes(book)]


def test_outputs_are_small() -> None:
    page, picture = "<table>" + "x" * MOST_HTML, "<iframe srcdoc=''></iframe>"
    for html in (page, picture):
        data = {"text/html": html, "text/plain": "Map"}
        assert texts(stored([new_output("display_data", data=data)])) == [MAP]
    lines = [new_output("stream", name=name, text=name) for name in ("stdout", "stderr", "stdout")]
    assert texts(stored(lines)) == ["stdoutstdout"]
