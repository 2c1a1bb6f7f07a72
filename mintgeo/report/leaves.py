"""Pages beside the report: one file for each, and for paper all of a folder in one."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path
from typing import Final

from markupsafe import Markup

from mintgeo._cache import write_atomically
from mintgeo._markup import verbatim
from mintgeo.chapters import Page, registered
from mintgeo.language import language
from mintgeo.maps._page import POLICY
from mintgeo.report.environment import environment
from mintgeo.report.pdf import missing_for_pdf, printed
from mintgeo.report.spoken import spoken
from mintgeo.run import Run

_LEAF: Final = "leaf.html.j2"


def write_leaves(
    run: Run, home: str | Path, *, for_print: bool = False, lang: str = "de"
) -> list[Path]:
    """Write the pages of all chapters below a folder of results.

    Parameters
    ----------
    run
        The result of a study.
    home
        Folders of pages are made in it; each page is a file named by its number.
    for_print
        Write also one PDF per folder that holds all of its pages, unless ``missing_for_pdf()``.
    lang
        ``de`` or ``en``.
    """
    run, say = spoken(run, lang), language(lang)
    pages = [page for chapter in registered() for page in chapter.pages(run, say)]
    bodies = _bodies(run, pages, lang)
    files = [_written(Path(home) / page.file, _whole(run, [page], bodies, lang), run)
             for page in pages]  # fmt: skip
    if for_print and not missing_for_pdf():
        for folder, some in groupby(pages, key=lambda page: page.folder):
            goal = Path(home) / folder / f"{folder}.pdf"
            content = printed(_whole(run, [*some], bodies, lang), run, name=folder)
            files.append(_written(goal, content, run))
    return files


def _bodies(run: Run, pages: Iterable[Page], lang: str) -> Mapping[str, Markup]:
    """What stands in each page below its title, by file."""
    templates = environment(language(lang))
    return {
        page.file: verbatim(templates.get_template(page.template).render(run=run, **page.values))
        for page in pages
    }


def _whole(run: Run, pages: list[Page], bodies: Mapping[str, Markup], lang: str) -> str:
    say = language(lang)
    return environment(say).get_template(_LEAF).render(
        run=run, lang=lang, policy=POLICY, page_head="",
        title=pages[0].title if len(pages) == 1 else run.title,
        day=say("Berechnet am {day}", day=say.day(run.as_of)),
        leaves=[(page.title, bodies[page.file]) for page in pages],
    )  # fmt: skip


def _written(goal: Path, content: str | bytes, run: Run) -> Path:
    goal.parent.mkdir(exist_ok=True)
    with write_atomically(goal, private=not run.is_public) as part:
        part.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return goal
