"""Pages of A4 beside the report: one file for each, and one for all of a folder."""

from collections.abc import Iterable, Iterator, Mapping
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
from mintgeo.report.shared import Maker, plainly
from mintgeo.report.spoken import spoken
from mintgeo.run import Run

_ALL: Final = "all.html"
_LEAF: Final = "leaf.html.j2"


def write_leaves(
    run: Run, home: str | Path, *, lang: str = "de", made: Maker = plainly
) -> list[Path]:
    """Write the pages of all chapters below a folder of results.

    Parameters
    ----------
    run
        The result of a study.
    home
        Folders of pages are made in it: each page is a file named by its number, and ``all.html``
        holds all of them, to be printed at once.
    lang
        ``de`` or ``en``.
    made
        Who lets chapters make their pages.
    """
    run, say = spoken(run, lang), language(lang)
    pages = [page for chapter in registered() for page in made(chapter.pages, run, say)]
    bodies = _bodies(run, pages, lang)
    files = [(page.file, [page]) for page in pages]
    for folder, some in groupby(pages, key=lambda page: page.folder):
        files.append((f"{folder}/{_ALL}", [*some]))
    written = [
        _written(Path(home) / name, _whole(run, some, bodies, lang), run) for name, some in files
    ]
    return [*written, *_beside(run, Path(home), lang)]


def _beside(run: Run, home: Path, lang: str) -> Iterator[Path]:
    """Write the files that lie beside the pages, such as calendars."""
    say = language(lang)
    for file in (one for chapter in registered() for one in chapter.files(run, say)):
        goal = home / file.folder / file.name
        goal.parent.mkdir(parents=True, exist_ok=True)
        with write_atomically(goal, private=not run.is_public) as part:
            file.write(part)
        yield goal


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
        run=run, lang=lang, policy=POLICY,
        title=pages[0].title if len(pages) == 1 else run.title,
        day=say("Berechnet am {day}", day=say.day(run.as_of)),
        leaves=[(page.title, bodies[page.file]) for page in pages],
    )  # fmt: skip


def _written(goal: Path, content: str, run: Run) -> Path:
    goal.parent.mkdir(parents=True, exist_ok=True)
    with write_atomically(goal, private=not run.is_public) as part:
        part.write_text(content, encoding="utf-8", newline="\n")
    return goal
