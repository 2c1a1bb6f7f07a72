"""Every output of a run, in its folder: which there are, and how they are prepared."""

from collections.abc import Collection
from pathlib import Path

from mintgeo._outputs import MANIFEST, PUBLIC, RUN_FILE, Staging, identity
from mintgeo._run_files import table_file
from mintgeo.chapters import registered
from mintgeo.privacy import refuse_leaks
from mintgeo.privacy.tables import TOTAL
from mintgeo.report.gpkg import write_gpkg
from mintgeo.report.html import render
from mintgeo.report.leaves import write_leaves
from mintgeo.report.pdf import missing_for_pdf, write_pdf
from mintgeo.report.pictures import Print, prints, write_prints
from mintgeo.report.themes import study_map
from mintgeo.report.xlsx import write_xlsx
from mintgeo.run import Run

_REPORT, _MAP, _SHEETS, _LAYERS, _PDF, _FIGURES = (
    "report.html", "map.html", "tables.xlsx", "layers.gpkg", "report.pdf", "figures",
)  # fmt: skip


def file_names(
    tables: Collection[str], *, for_print: bool = False, public: bool = False, run: bool = False
) -> list[str]:
    """Name the files that outputs may come to, for runs of these tables; ``run`` saved as well."""
    names = [_REPORT, _MAP, _SHEETS]
    if for_print:
        figures = [one for chapter in registered() for one in chapter.figures]
        drawn = [one.name for one in figures if one.needs in tables]
        names += [_LAYERS, *([] if missing_for_pdf() else [_PDF])]
        names += [f"{_FIGURES}/{one}{kind}" for one in drawn for kind in (".png", ".svg")]
    kept = [RUN_FILE, *map(table_file, tables)]
    told = [*names, *kept, table_file(TOTAL), MANIFEST]
    below = [f"{PUBLIC}/{one}" for one in told] if public else []
    return [*names, *(kept if run else []), *below]


def prepare(
    run: Run, new: Staging, *, for_print: bool = False, public: bool = False, lang: str = "de"
) -> list[str]:
    """Write the outputs of a run into a folder in preparation; return their paths below it.

    Nothing takes effect before whoever prepares it ends well.

    Raises
    ------
    PrivacyError
        If the auditor finds that the folder to publish would tell of single participants.
    """
    drawn = prints(run, lang=lang) if for_print else None
    new.runs[""] = identity(run.describe())
    files = _write(run, new.folder, drawn, lang)
    if public:
        twin, home = run.public(), new.folder / PUBLIC
        home.mkdir(exist_ok=True)
        saved = (new.folder / RUN_FILE).is_file()
        twin.prepare(new, below=PUBLIC, twin=run if saved else None)
        shared = prints(twin, lang=lang, twin=run, drawn=drawn) if for_print else None
        files += _write(twin, home, shared, lang)
        refuse_leaks(home)
    return [file.relative_to(new.folder).as_posix() for file in files]


def _write(run: Run, home: Path, drawn: dict[str, Print] | None, lang: str) -> list[Path]:
    """Write one variant; what is for print only if its figures have been drawn."""
    page = study_map(run, lang=lang)
    report = home / _REPORT
    report.write_text(render(run, map_html=page.html(), lang=lang), encoding="utf-8", newline="\n")
    files = [report, page.save(home / _MAP), write_xlsx(run, home / _SHEETS, lang=lang)]
    files += write_leaves(run, home, lang=lang)
    if drawn is None:
        return files
    files.append(write_gpkg(run, home / _LAYERS, lang=lang))
    if not missing_for_pdf():
        files.append(write_pdf(run, home / _PDF, drawn, lang=lang))
    return [*files, *write_prints(drawn, home / _FIGURES)]
