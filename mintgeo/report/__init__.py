"""Renders a Run, computes nothing: HTML, PDF, map, figures, XLSX, layers for a GIS, a summary."""

from pathlib import Path

from mintgeo._outputs import writing
from mintgeo.report.change import write_change
from mintgeo.report.folder import file_names, prepare
from mintgeo.report.gpkg import write_gpkg
from mintgeo.report.html import Told, render
from mintgeo.report.pdf import missing_for_pdf, write_pdf
from mintgeo.report.pictures import Print, pictures, prints, write_prints
from mintgeo.report.shared import Maker
from mintgeo.report.summary import summary, written
from mintgeo.report.themes import study_map
from mintgeo.report.xlsx import write_xlsx
from mintgeo.run import Run

__all__ = [
    "Maker", "Print", "Told", "missing_for_pdf", "pictures", "prints", "render", "study_map",
    "summary", "write", "write_change", "write_gpkg", "write_pdf", "write_prints", "write_xlsx",
    "written",
]  # fmt: skip


def write(
    run: Run,
    folder: str | Path,
    *,
    for_print: bool = False,
    public: bool = False,
    lang: str = "de",
    force: bool = False,
) -> list[Path]:
    """Write every output of a run into a folder.

    What an older run of mintgeo left there goes, and of this run what is not written now; what
    mintgeo did not write stays. Only the user can read them, but for those of a public run.

    Parameters
    ----------
    run
        The result of a study.
    folder
        Made if it is not there.
    for_print
        Write also what is printed or opened in a GIS; that takes some seconds more.
    public
        Write also ``run.public()`` and its outputs, into the folder ``public``; figures that are
        the same are drawn once.
    lang
        Language of all of them: ``de`` or ``en``.
    force
        Overwrite files in the way that mintgeo did not write, or that were changed since.

    Returns
    -------
    list of Path
        ``report.html``, ``map.html``, ``tables.xlsx``; for print also ``layers.gpkg``,
        ``figures/*.png`` and ``.svg``, and ``report.pdf`` unless ``missing_for_pdf()`` says what it
        lacks. All of them take effect at once, or none.

    Raises
    ------
    OutputError
        If files of somebody else are in the way, by name, or it can't be written.
    """
    wanted = file_names(list(run.tables), for_print=for_print, public=public)
    with writing(
        folder, parts={"report"}, wanted=wanted, hashes=run.input_hashes(), force=force,
        private=not run.is_public,
    ) as new:  # fmt: skip
        names = prepare(run, new, for_print=for_print, public=public, lang=lang)
    return [Path(folder) / name for name in names]
