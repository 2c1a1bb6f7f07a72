"""Every output of a run, in its folder: which there are, and how they are prepared."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from mintgeo._outputs import MANIFEST, PUBLIC, RUN_FILE, Staging, identity
from mintgeo._parallel import Helper, nobody
from mintgeo._run_files import table_file
from mintgeo.chapters import registered
from mintgeo.chapters.registry import is_plain
from mintgeo.privacy import refuse_leaks
from mintgeo.privacy.tables import TOTAL
from mintgeo.report.gpkg import write_gpkg
from mintgeo.report.html import Told, render, told
from mintgeo.report.leaves import write_leaves
from mintgeo.report.pdf import missing_for_pdf, write_pdf
from mintgeo.report.pictures import Print, prints, write_prints
from mintgeo.report.shared import Maker, Shared, plainly
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
    run: Run, new: Staging, *, for_print: bool = False, public: bool = False, lang: str = "de",
    by: Helper = nobody,
) -> list[str]:  # fmt: skip
    """Write the outputs of a run into a folder in preparation; return their paths below it.

    Nothing takes effect before whoever prepares it ends well. Figures and PDF are a job of their
    own, which is handed to ``by``.

    Raises
    ------
    PrivacyError
        If the auditor finds that the folder to publish would tell of single participants.
    """
    made = Shared() if public and is_plain() else plainly
    variants = [_Variant(run=run, home=new.folder, lang=lang, made=made)]
    if public:
        variants.append(_Variant(run=run.public(), home=new.folder / PUBLIC, lang=lang, made=made))
        variants[1].home.mkdir(exist_ok=True)
    papers = by(partial(_papers, variants)) if for_print else lambda: [[] for _ in variants]
    new.runs[""] = identity(run.describe())
    if public:
        saved = (new.folder / RUN_FILE).is_file()
        variants[1].run.prepare(new, below=PUBLIC, twin=run if saved else None)
    # what is to be published comes first: the other one takes from it what both have in common
    screens = [one.screen(layers=for_print) for one in reversed(variants)][::-1]
    files = [file for pair in zip(screens, papers(), strict=True) for some in pair for file in some]
    if public:
        refuse_leaks(variants[1].home)
    return [file.relative_to(new.folder).as_posix() for file in files]


@dataclass(frozen=True, kw_only=True, eq=False)
class _Variant:
    """A run, and where its outputs go."""

    run: Run
    home: Path
    lang: str
    made: Maker

    @cached_property
    def about(self) -> Told:
        """What its pages say."""
        return told(self.run, lang=self.lang, made=self.made)

    def screen(self, *, layers: bool) -> list[Path]:
        """Write what is looked at, with the layers for a GIS if they are wanted."""
        run, home, lang, made = self.run, self.home, self.lang, self.made
        page, report = study_map(run, lang=lang, made=made), home / _REPORT
        report.write_text(render(self.about, map_html=page.html()), encoding="utf-8", newline="\n")
        files = [report, page.save(home / _MAP)]
        files += [write_xlsx(run, home / _SHEETS, lang=lang, made=made)]
        files += write_leaves(run, home, lang=lang, made=made)
        if not layers:
            return files
        return [*files, write_gpkg(run, home / _LAYERS, lang=lang, made=made)]

    def paper(self, drawn: dict[str, Print]) -> list[Path]:
        """Write what is printed, with its figures."""
        run, home, lang = self.run, self.home, self.lang
        files = [] if missing_for_pdf() else [
            write_pdf(run, home / _PDF, drawn, lang=lang, about=self.about)
        ]  # fmt: skip
        return [*files, *write_prints(drawn, home / _FIGURES)]


def _papers(variants: Sequence[_Variant]) -> list[list[Path]]:
    """Write what is printed of some variants; figures that are the same are drawn once."""
    if not missing_for_pdf():
        for one in reversed(variants):  # in this order, they share what their pages say
            _ = one.about
    files: list[list[Path]] = []
    drawn: dict[str, Print] | None = None
    for one in variants:
        drawn = prints(one.run, lang=one.lang, twin=variants[0].run, drawn=drawn)
        files.append(one.paper(drawn))
    return files
