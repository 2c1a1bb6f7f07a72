"""Renders a Run, computes nothing: HTML, the map beside it, XLSX, a summary for the terminal."""

from pathlib import Path

from mintgeo._cache import write_atomically
from mintgeo.report.change import write_change
from mintgeo.report.html import render, study_map
from mintgeo.report.summary import summary
from mintgeo.report.xlsx import write_xlsx
from mintgeo.run import Run

__all__ = ["render", "study_map", "summary", "write", "write_change", "write_xlsx"]


def write(run: Run, folder: str | Path) -> list[Path]:
    """Write every output of a run into a folder.

    Parameters
    ----------
    run
        The result of a study.
    folder
        Made if it is not there.

    Returns
    -------
    list of Path
        ``report.html``, ``map.html`` and ``tables.xlsx``. Each is whole or not there.
    """
    home = Path(folder)
    page = study_map(run)
    report, plain, sheets = home / "report.html", home / "map.html", home / "tables.xlsx"
    page.save(plain)
    with write_atomically(report) as part:
        part.write_text(render(run, map_html=page.html()), encoding="utf-8")
    write_xlsx(run, sheets)
    return [report, plain, sheets]
