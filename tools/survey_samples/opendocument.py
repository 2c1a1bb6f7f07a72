# ruff: noqa: E501 rows of tables are easier to read as rows
"""A small OpenDocument spreadsheet, written by hand: crosses below a group, a hidden row."""

from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape

_TYPE: Final = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES: Final = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "manifest")
)
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
ROWS: Final[Sequence[Sequence[str]]] = (
    ("Anbieter", "E-Mail", "Angebot", "Themen", "", "", "Alter", "PLZ", "Ort", "Freigabe"),
    ("", "", "", "Physik", "Informatik", "Technik", "", "", "", ""),
    ("Werkhof", "hof@werk.example", "Fahrrad flicken", "", "", "x", "10-14", "99974", "Mühlhausen", "ja"),
    ("Heimatverein", "heimat@verein.example", "Mühlen", "x", "", "x", "8-12", "99974", "Mühlhausen", ""),
    ("Imkerei", "imker@biene.example", "Bienentänze", "?", "x", "", "6-10", "99974", "Mühlhausen", "ja"),
    ("Jugendklub", "klub@jugend.example", "Spiele bauen", "", "X", "", "12-16", "99974", "Mühlhausen",
     "ja"),
)  # fmt: skip
HIDDEN: Final = 6


def members() -> dict[str, str]:
    """The files of the archive; the first one is stored without compression."""
    rows = "".join(_row(number, row) for number, row in enumerate(ROWS, start=1))
    content = (
        f'{_HEAD}<office:document-content {_SPACES} office:version="1.3"><office:body>'
        f'<office:spreadsheet><table:table table:name="Angebote">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (("/", _TYPE), ("content.xml", "text/xml"))
    )
    listed = (
        f'{_HEAD}<manifest:manifest {_SPACES} manifest:version="1.3">{entries}</manifest:manifest>'
    )
    return {"mimetype": _TYPE, "content.xml": content, "META-INF/manifest.xml": listed}


def _row(number: int, cells: Sequence[str]) -> str:
    hidden = ' table:visibility="collapse"' if number == HIDDEN else ""
    return f"<table:table-row{hidden}>{''.join(map(_cell, cells))}</table:table-row>"


def _cell(text: str) -> str:
    if not text:
        return "<table:table-cell/>"
    kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{escape(text)}</text:p></table:table-cell>"
