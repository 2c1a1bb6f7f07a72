"""The report as PDF, for paper: the figures of a run stand in place of its map."""

from collections.abc import Mapping
from hashlib import sha256
from importlib.resources import files
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from struct import unpack_from
from typing import Any, Final

from markupsafe import Markup
from PIL import Image

from mintgeo._cache import write_atomically
from mintgeo._errors import MissingExtraError
from mintgeo._markup import filled, template, verbatim
from mintgeo.language import Language, language
from mintgeo.report.html import Told, render
from mintgeo.report.pictures import Print
from mintgeo.run import Run

_SHELF: Final = "figure:"
_FONTS: Final = "font:"
_SIGNATURE: Final = 8
"""Bytes of a PNG before its chunks."""
_SHEET: Final = """
@font-face { font-family: "text"; src: url("font:latin-400-normal.ttf"); }
@font-face { font-family: "text"; font-weight: 600; src: url("font:latin-600-normal.ttf"); }
@font-face { font-family: "text"; font-style: italic; src: url("font:latin-400-italic.ttf"); }
@font-face { font-family: "more"; src: url("font:ext-400-normal.ttf"); }
@font-face { font-family: "more"; font-weight: 600; src: url("font:ext-600-normal.ttf"); }
@page { size: A4; margin: 21mm 18mm 18mm; font: 8.5pt "text", "more", "DejaVu Sans";
  @top-left { content: string(title); color: #51606e; padding-top: 5mm; width: 75%; }
  @top-right { content: string(day); color: #51606e; padding-top: 5mm; width: 25%;
    text-align: right; }
  @bottom-right { content: counter(page) " / " counter(pages); color: #51606e; } }
@page :first { margin-top: 15mm; @top-left { content: none; } @top-right { content: none; } }
body { font: 10pt/1.4 "text", "more", "DejaVu Sans"; }
h1, h2, h3, th, dt, strong, b, caption, summary, .study { font-weight: 600; }
h1 { font-size: 19pt; line-height: 1.2; max-width: none; bookmark-level: none; margin: 1mm 0 3mm; }
.study { string-set: title content(); font-size: 11pt; }
main { string-set: day attr(data-day); }
h2 { font-size: 14pt; margin: 6mm 0 2mm; padding-top: 2.5mm; break-after: avoid; }
h3 { font-size: 11pt; margin: 4mm 0 0; break-after: avoid; }
p, li { max-width: 126mm; orphans: 3; widows: 3; }
p { margin: 2mm 0; }
.note, .vintage { max-width: none; }
.note { font-size: 9pt; margin: 2mm 0; }
details p { font-size: 9pt; max-width: none; }
table { font-size: 8.5pt; line-height: 1.3; }
thead { display: table-header-group; }
thead th:not(.text) { min-width: 0; }
thead th.text { min-width: 14mm; }
th, td { padding: 1.2pt 3pt; }
td.text { min-width: 0; }
tr.sum { break-before: avoid; }
caption { font-size: 9.5pt; padding: 2mm 0 1mm; break-after: avoid; }
.vintage, .hint, footer, figcaption { font-size: 8.5pt; line-height: 1.35; }
.hint:not(:last-child) { break-after: avoid; }
.wide { overflow: visible; break-inside: avoid; margin: 3mm 0; }
.wide.long { break-inside: auto; }
.figures { display: flex; flex-wrap: wrap; gap: 2.5mm; margin: 3mm 0; }
.figure { flex: 1 1 32mm; padding: 1.5mm 2.5mm; }
.figure b { font-size: 16pt; }
.figure span { font-size: 8.5pt; }
.lead { margin-top: 2mm; }
.sketch { width: 62mm; margin: 0; padding: 0 0 3mm 6mm; background: #fff; break-inside: avoid; }
.sketch figcaption { margin-top: 1mm; }
.points { font-size: 9.5pt; line-height: 1.35; }
.points div { display: block; padding: 2.5pt 0; break-inside: avoid; }
.points dt, .points dd { display: inline; }
.points dt { margin-right: 1.5mm; }
.contents { font-size: 8.5pt; }
.contents { margin-top: 2mm; break-inside: avoid; }
.contents ul { display: block; columns: 3; column-gap: 4mm; }
.contents a { text-decoration: none; padding: 1pt 0; }
.contents a::after { content: " – " target-counter(attr(href), page); }
figure { margin: 3mm 0; break-inside: avoid; }
figure div { overflow: hidden; }
.round { max-width: 62mm; }
figure img { width: 100%; }
figcaption { color: #51606e; margin-top: 2mm; max-width: 140mm; }
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


def write_pdf(
    run: Run, path: str | Path, drawn: Mapping[str, Print], *, lang: str = "de",
    about: Told | None = None,
) -> Path:  # fmt: skip
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
    about
        What a page says of the run in this language, if it has been gathered already.

    Raises
    ------
    MissingExtraError
        If WeasyPrint, or the library Pango that it needs, is not there.
    """
    content = paper(run, drawn, lang=lang, about=about).write_pdf(
        cache=_packed(drawn),
        pdf_variant="pdf/ua-1",
        pdf_identifier=_digest(run.name).encode("ascii"),
    )
    with write_atomically(path, private=not run.is_public) as part:
        part.write_bytes(content)
    return Path(path)


def paper(
    run: Run, drawn: Mapping[str, Print], *, lang: str = "de", about: Told | None = None
) -> Any:
    """The report as WeasyPrint takes it, before it is laid out in pages.

    Raises
    ------
    MissingExtraError
        As of ``write_pdf``.
    """
    if fault := missing_for_pdf(lang=lang):
        raise MissingExtraError(fault)
    from weasyprint import HTML

    head = filled(_HEAD, day=run.as_of, sheet=verbatim(_SHEET))
    text = render(about or run, still=_figures(drawn, language(lang)), head=head, lang=lang)
    return HTML(string=text, url_fetcher=_shelf(drawn))


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
    """All that the page can fetch: figures and fonts, by their names; nothing from anywhere."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Shelf(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ARG002
            if url.startswith(_FONTS):
                font = files("mintgeo.report") / "fonts" / url.removeprefix(_FONTS)
                kind = {"Content-Type": "font/ttf"}
                return URLFetcherResponse(url, font.read_bytes(), kind)
            content = drawn[url.removeprefix(_SHELF)].png
            return URLFetcherResponse(url, content, {"Content-Type": "image/png"})

    return Shelf(fail_on_errors=True)


def _packed(drawn: Mapping[str, Print]) -> dict[str, Any]:
    """The figures by address, as WeasyPrint keeps what it has fetched.

    A PDF holds a picture packed just as a PNG does; WeasyPrint would unpack it and pack it again.
    """
    from weasyprint.images import RasterImage

    class Packed(RasterImage):  # type: ignore[misc]
        def _get_png_data(self, _: object) -> bytes:
            return _pixels(self.image_data.data)

    return {
        _SHELF + name: Packed(Image.open(BytesIO(one.png)), _digest(name), one.png)
        for name, one in drawn.items()
    }


def _pixels(png: bytes) -> bytes:
    """What a PNG says of its pixels, as it is packed there (chunks ``IDAT``, RFC 2083)."""
    found, at = [], _SIGNATURE
    while at < len(png):
        (long,) = unpack_from(">I", png, at)
        if png[at + 4 : at + 8] == b"IDAT":
            found.append(png[at + 8 : at + 8 + long])
        at += long + 12
    return b"".join(found)


def _digest(name: str) -> str:
    return sha256(name.encode("utf-8", "replace")).hexdigest()[:32]
