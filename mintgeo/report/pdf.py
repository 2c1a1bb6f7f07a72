"""The report as PDF, for paper: the figures of a run stand in place of its map."""

from collections.abc import Mapping
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup

from mintgeo._cache import write_atomically
from mintgeo._errors import MissingExtraError
from mintgeo._markup import filled, template, verbatim
from mintgeo.language import Language, language
from mintgeo.report.html import render
from mintgeo.report.pictures import Print
from mintgeo.run import Run

_SHELF: Final = "figure:"
_SHEET: Final = """
@page { size: A4; margin: 20mm 14mm 17mm; font: 7.5pt "DejaVu Sans";
  @top-left { content: string(title); color: #51606e; padding-top: 5mm; width: 75%; }
  @top-right { content: string(day); color: #51606e; padding-top: 5mm; }
  @bottom-right { content: counter(page) " / " counter(pages); color: #51606e; } }
@page :first { margin-top: 14mm; @top-left { content: none; } @top-right { content: none; } }
body { font-size: 9pt; line-height: 1.4; }
h1 { font-size: 19pt; string-set: title content(); }
main { string-set: day attr(data-day); }
h2 { font-size: 13pt; margin: 6mm 0 2mm; padding-top: 2.5mm; break-after: avoid; }
p, li { max-width: none; orphans: 2; widows: 2; }
p { margin: 2mm 0; }
details p { font-size: 7.5pt; }
table { font-size: 6.8pt; }
thead { display: table-header-group; }
thead th:not(.text) { min-width: 0; }
thead th.text { min-width: 14mm; }
th, td { padding: 1.5pt 3pt; }
tr.sum { break-before: avoid; }
caption, .vintage, .hint, footer { font-size: 7.5pt; }
.wide { overflow: visible; }
.figures { display: flex; flex-wrap: wrap; gap: 3mm; margin: 4mm 0; }
.figure { flex: 1 1 45mm; padding: 2mm 3mm; }
.figure b { font-size: 16pt; }
.figure span { font-size: 7.5pt; }
.points div { padding: 4pt 0; }
.contents { font-size: 8pt; }
.contents ul { display: block; }
.contents li { display: inline-block; width: 48%; }
.contents a { text-decoration: none; padding: 1pt 0; }
.contents a::after { content: " – " target-counter(attr(href), page); }
figure { margin: 4mm 0; break-inside: avoid; }
figure div { overflow: hidden; margin: 0 auto; }
figure img { width: 100%; }
figcaption { font-size: 7.5pt; color: #51606e; margin-top: 2mm; }
summary { list-style: none; margin: 4mm 0 2mm; break-after: avoid; bookmark-level: 3;
  bookmark-label: content(); }
"""
_HEAD: Final = template(
    '<meta name="dcterms.created" content="{{ day }}"><style>{{ sheet }}</style>'
)
_FIGURE: Final = template(
    '<figure><div style="width: {{ wide }}cm; height: {{ high }}cm">'
    '<img style="margin-top: -{{ top }}cm" alt="{{ alt }}" src="{{ source }}"></div>'
    "<figcaption>{{ caption }}</figcaption></figure>"
)


def missing_for_pdf(*, lang: str = "de") -> str:
    """Say in one sentence why no PDF can be written here; nothing if one can."""
    say = language(lang)
    if find_spec("weasyprint") is None:
        return say("Kein PDF: das Extra „pdf“ fehlt (pip install 'mintgeo[pdf]').")
    try:
        import weasyprint  # noqa: F401
    except OSError:
        return say(
            "Kein PDF: WeasyPrint findet die Bibliothek Pango nicht "
            "(Debian: libpango-1.0-0, libpangoft2-1.0-0, libharfbuzz-subset0)."
        )
    return ""


def write_pdf(run: Run, path: str | Path, drawn: Mapping[str, Print], *, lang: str = "de") -> Path:
    """Write the report of a run as tagged PDF that names its language and title.

    Parameters
    ----------
    run
        The result of a study.
    path
        Where to; the file is whole or not there. The same run gives the same bytes.
    drawn
        The figures of the run, as ``prints`` draws them.
    lang
        Language of the report: ``de`` or ``en``.

    Raises
    ------
    MissingExtraError
        If WeasyPrint, or the library Pango that it needs, is not there.
    """
    if fault := missing_for_pdf(lang=lang):
        raise MissingExtraError(fault)
    from weasyprint import HTML

    head = filled(_HEAD, day=run.as_of, sheet=verbatim(_SHEET))
    text = render(run, still=_figures(drawn, language(lang)), head=head, lang=lang)
    page = HTML(string=text, url_fetcher=_shelf(drawn))
    content = page.write_pdf(
        pdf_variant="pdf/ua-1",
        pdf_identifier=sha256(run.name.encode("utf-8", "replace")).hexdigest()[:32].encode("ascii"),
    )
    with write_atomically(path, private=not run.is_public) as part:
        part.write_bytes(content)
    return Path(path)


def _figures(drawn: Mapping[str, Print], say: Language) -> dict[str, Markup]:
    """Figures by section, numbered; without headline and sources, which stand around them."""
    found: dict[str, Markup] = {}
    for number, (name, one) in enumerate(drawn.items(), start=1):
        above = found.get(one.section, verbatim(""))
        found[one.section] = above + _figure(name, one, number, say)
    return found


def _figure(name: str, one: Print, number: int, say: Language) -> Markup:
    caption = say("Abbildung {number}: {text}", number=number, text=one.subtitle)
    sizes = {"wide": f"{one.wide:.2f}", "high": f"{one.high:.2f}", "top": f"{one.top:.2f}"}
    return filled(_FIGURE, alt=one.alt, source=_SHELF + name, caption=caption, **sizes)


def _shelf(drawn: Mapping[str, Print]) -> Any:
    """All that the page can fetch: the figures, by their names, and nothing from anywhere."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Shelf(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ARG002
            content = drawn[url.removeprefix(_SHELF)].png
            return URLFetcherResponse(url, content, {"Content-Type": "image/png"})

    return Shelf(fail_on_errors=True)
