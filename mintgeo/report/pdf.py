"""The report as PDF, for paper: the figures of a run stand in place of its map."""

from base64 import b64encode
from collections.abc import Mapping
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from mintgeo._cache import write_atomically
from mintgeo._errors import MissingExtraError
from mintgeo.language import language
from mintgeo.report.html import render
from mintgeo.report.pictures import Print
from mintgeo.run import Run

_SHEET: Final = """
@page { size: A4; margin: 16mm 14mm 18mm;
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt "DejaVu Sans"; } }
body { font-size: 9pt; line-height: 1.4; }
h1 { font-size: 19pt; } h2 { font-size: 14pt; margin-top: 9mm; }
table { font-size: 6.8pt; } .figure span { font-size: 7.5pt; }
th.text, td.text { hyphens: auto; }
p, li { max-width: none; }
caption, .vintage, footer { font-size: 7pt; }
th, td { padding: 1.5pt 2pt; }
thead th:not(.text) { min-width: 0; }
thead th { hyphens: auto; }
thead { display: table-header-group; }
.wide { overflow: visible; }
.figures { display: flex; flex-wrap: wrap; gap: 3mm; }
.figure { flex: 1 1 45mm; }
.figure b { font-size: 16pt; }
figure { margin: 4mm 0; break-inside: avoid; text-align: center; }
figure img { max-width: 100%; max-height: 235mm; }
summary { list-style: none; break-after: avoid; }
"""


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
    from weasyprint.urls import URLFetcher

    text = render(run, still="".join(map(_figure, drawn.values())), lang=lang)
    text = text.replace("</head>", f"<style>{_SHEET}</style></head>", 1)
    closed = URLFetcher(allowed_protocols=["data"], fail_on_errors=True)
    page = HTML(string=text, url_fetcher=closed)
    content = page.write_pdf(
        pdf_variant="pdf/ua-1",
        pdf_identifier=run.name.encode("utf-8"),
    )
    with write_atomically(path) as part:
        part.write_bytes(content)
    return Path(path)


def _figure(one: Print) -> str:
    data = b64encode(one.png).decode("ascii")
    return f'<figure><img alt="{escape(one.alt)}" src="data:image/png;base64,{data}"></figure>'
