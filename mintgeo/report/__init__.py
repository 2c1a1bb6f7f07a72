"""Renders a Run, computes nothing: HTML, PDF, map, figures, XLSX, layers for a GIS, a summary."""

from pathlib import Path

from mintgeo._cache import write_atomically
from mintgeo.report.change import write_change
from mintgeo.report.gpkg import write_gpkg
from mintgeo.report.html import render, study_map
from mintgeo.report.pdf import missing_for_pdf, write_pdf
from mintgeo.report.pictures import Print, pictures, prints, write_prints
from mintgeo.report.summary import summary, written
from mintgeo.report.xlsx import write_xlsx
from mintgeo.run import Run

__all__ = [
    "missing_for_pdf", "pictures", "prints", "render", "study_map", "summary", "write",
    "write_change", "write_gpkg", "write_pdf", "write_prints", "write_xlsx", "written",
]  # fmt: skip


def write(
    run: Run,
    folder: str | Path,
    *,
    for_print: bool = False,
    public: bool = False,
    lang: str = "de",
) -> list[Path]:
    """Write every output of a run into a folder.

    Parameters
    ----------
    run
        The result of a study.
    folder
        Made if it is not there.
    for_print
        Write also what is printed or opened in a GIS; that takes some seconds more.
    public
        Write also the outputs of ``run.public()``, into the folder ``public``; figures that are the
        same are drawn once.
    lang
        Language of all of them: ``de`` or ``en``.

    Returns
    -------
    list of Path
        ``report.html``, ``map.html``, ``tables.xlsx``; for print also ``layers.gpkg``,
        ``figures/*.png`` and ``.svg``, and ``report.pdf`` unless ``missing_for_pdf()`` says what it
        lacks. Each is whole or not there.
    """
    home, drawn = Path(folder), prints(run, lang=lang) if for_print else None
    files = _write(run, home, drawn, lang)
    if public:
        twin = run.public()
        shared = prints(twin, lang=lang, twin=run, drawn=drawn) if for_print else None
        files += _write(twin, home / "public", shared, lang)
    return files


def _write(run: Run, home: Path, drawn: dict[str, Print] | None, lang: str) -> list[Path]:
    """Write one variant; what is for print only if its figures have been drawn."""
    page = study_map(run, lang=lang)
    report, plain, sheets = home / "report.html", home / "map.html", home / "tables.xlsx"
    page.save(plain)
    with write_atomically(report) as part:
        part.write_text(render(run, map_html=page.html(), lang=lang), encoding="utf-8")
    files = [report, plain, write_xlsx(run, sheets, lang=lang)]
    if drawn is None:
        return files
    files.append(write_gpkg(run, home / "layers.gpkg", lang=lang))
    if not missing_for_pdf():
        files.append(write_pdf(run, home / "report.pdf", drawn, lang=lang))
    return [*files, *write_prints(drawn, home / "figures")]
