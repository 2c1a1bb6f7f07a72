"""What is taken along of tours: a page per stop, calendar, tracks, the driver's workbook."""

from collections.abc import Iterator

from mintgeo.analysis.tours.handouts.pages import stop_pages
from mintgeo.chapters.leaf import File, Page
from mintgeo.chapters.touring.tables import WAYS, plan_of
from mintgeo.language import Language
from mintgeo.run import Run

FOLDER = "tours"


def pages(run: Run, say: Language) -> Iterator[Page]:
    """A page for each stop, in the order of the list."""
    plan = plan_of(run)
    if plan is None:
        return
    name = run.parameters["tours"]["name"]
    for number, page in enumerate(stop_pages(plan, say, name=name), start=1):
        yield Page(folder=FOLDER, number=number, title=page.title, template="handout.html.j2",
                   values={"body": page.body})  # fmt: skip


def files(run: Run, say: Language) -> Iterator[File]:
    """Calendar, tracks and workbook."""
    plan, ways = plan_of(run), run.find(WAYS)
    if plan is None:
        return
    name, day, lang = run.parameters["tours"]["name"], run.as_of, say.code
    yield File(folder=FOLDER, name="tours.ics",
               write=lambda path: plan.to_ics(path, as_of=day, name=name, lang=lang))  # fmt: skip
    yield File(folder=FOLDER, name="tours.gpx",
               write=lambda path: plan.to_gpx(path, ways=ways, lang=lang))  # fmt: skip
    yield File(folder=FOLDER, name="tours.xlsx",
               write=lambda path: plan.to_xlsx(path, as_of=day, lang=lang))  # fmt: skip
