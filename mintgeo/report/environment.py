"""The templates of reports: of the report itself, of its chapters, and of further ones."""

from mintgeo.chapters import ROUTERS, registered
from mintgeo.language import Language
from mintgeo.pages.environment import Templates
from mintgeo.pages.environment import environment as of_pages


def environment(say: Language) -> Templates:
    """Return the templates of report and chapters in one language."""
    further = {name: text for one in registered() for name, text in one.templates.items()}
    further |= {f"router_{one.key}.html.j2": one.method for one in ROUTERS.values() if one.method}
    return of_pages(say, "mintgeo.report", "mintgeo.chapters", further=further)
