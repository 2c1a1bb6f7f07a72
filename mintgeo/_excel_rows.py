"""Rows of a workbook's sheet, as openpyxl writes them and in a fifth of its time.

It makes a tree of every cell and walks it. Here what is the same for all cells of a column and a
style is filled into a template once; only the row and the value differ.
"""

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import Any, Final
from zipfile import ZipFile

from openpyxl.compat import safe_string
from openpyxl.utils.cell import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from mintgeo._markup import filled, template

_ROW: Final = template('<row{% for name, value in about %} {{ name }}="{{ value }}"{% endfor %}>')
_FORMS: Final = {
    "empty": template("""\
<c r="{{ at }}"{% if style %} s="{{ style }}"{% endif %} t="{{ kind }}" />{{ value }}"""),
    "number": template("""\
<c r="{{ at }}"{% if style %} s="{{ style }}"{% endif %} t="{{ kind }}"><v>{{ value }}</v></c>"""),
    "endless": template("""\
<c r="{{ at }}"{% if style %} s="{{ style }}"{% endif %} t="{{ kind }}"><v />{{ value }}</c>"""),
    "text": template("""\
<c r="{{ at }}"{% if style %} s="{{ style }}"{% endif %} t="{{ kind }}"><is><t>{{ value }}</t></is></c>"""),  # noqa: E501
    "spaced": template("""\
<c r="{{ at }}"{% if style %} s="{{ style }}"{% endif %} t="{{ kind }}"><is><t xml:space="preserve">{{ value }}</t></is></c>"""),  # noqa: E501
}
_TEXTS: Final = template("{% for text in texts %}{{ text }}<text/>{% endfor %}")
_HOLE, _NEXT = "@", "<text/>"
"""Where row and value go, and what parts texts: no letter of a column or style, and no text."""
_KINDS: Final = {"s": "inlineStr", "n": "n", "b": "b"}
"""What is written here: texts, numbers, yes or no; and how a file calls them."""
_END: Final = b"</sheetData>"
Pieces = tuple[str, str, str]


class BookWriter(ExcelWriter):
    """The writer of openpyxl, but for sheets of plain cells."""

    _archive: ZipFile

    def write_worksheet(self, ws: Any) -> None:
        """Write a sheet into the archive."""
        if not _is_plain(ws):
            super().write_worksheet(ws)
            return
        writer: Any = _Rows(ws, BytesIO())
        self._archive.writestr(ws.path[1:], writer.content())
        ws._rels = writer._rels  # noqa: SLF001 - where openpyxl looks for them
        self.manifest.append(ws)


def _is_plain(sheet: Any) -> bool:
    """Whether all a sheet holds is texts and numbers: no formulas, links, comments, pictures."""
    return not (sheet._charts or sheet._images) and all(  # noqa: SLF001
        cell.data_type in _KINDS
        and cell.hyperlink is None
        and cell.comment is None
        and (cell.data_type != "s" or type(cell._value) is str)  # noqa: SLF001
        for cell in sheet._cells.values()  # noqa: SLF001
    )


class _Rows(WorksheetWriter):
    """A sheet whose rows are written here, and all around them by openpyxl."""

    def __init__(self, ws: Worksheet, out: BytesIO) -> None:
        super().__init__(ws, out)
        self._sheet: Any = ws
        self._pieces: dict[Any, Pieces] = {}
        self._styles: dict[int, str] = {}
        self._texts: dict[str, str] = {}

    def write_rows(self) -> None:
        """Leave room for the rows."""
        stream: Any = self.xf
        with stream.send(True).element("sheetData"):
            pass
        stream.send(None)

    def content(self) -> bytes:
        """The whole sheet."""
        self._texts = _escaped(cell._value for cell in self._sheet._cells.values())  # noqa: SLF001
        rows = "".join(self._lines()).encode()
        self.write()
        before, end, after = self.read().partition(_END)
        return b"".join((before, rows, end, after))

    def _lines(self) -> Iterator[str]:
        heights, plain = self._sheet.row_dimensions, _row({})
        for at, cells in self.rows():
            start, end = plain if at not in heights else _row(dict(heights[at]))
            yield f"{start}{at}{end}"
            yield from self._cells(at, cells)
            yield "</row>"

    def _cells(self, at: int, cells: list[Any]) -> Iterator[str]:
        for cell in cells:
            value, style = cell._value, self._style(cell)  # noqa: SLF001
            if value is None and not style:
                continue
            form, text = self._written(cell.data_type, value)
            key = (form, cell.column, style, cell.data_type)
            pieces = self._pieces.get(key)
            if pieces is None:
                pieces = self._pieces[key] = _pieces(*key)
            start, middle, end = pieces
            yield f"{start}{at}{middle}{text}{end}"

    def _written(self, kind: str, value: Any) -> tuple[str, str]:
        """The form of a cell, and its value as markup."""
        if value is None or value == "":
            return "empty", ""
        if kind != "s":
            text = safe_string(value)
            return ("number" if text else "endless"), text
        form = "text" if value.strip() in ("", value) else "spaced"
        return form, self._texts[value]

    def _style(self, cell: Any) -> str:
        """Number of a cell's style; nothing if it has none. Many cells share what names it."""
        known = self._styles.get(id(cell._style))  # noqa: SLF001
        if known is None:
            known = str(cell.style_id) if cell.has_style else ""
            self._styles[id(cell._style)] = known  # noqa: SLF001
        return known


def _escaped(values: Iterable[Any]) -> dict[str, str]:
    """Texts among values as they stand in markup, where quotes are letters like any other."""
    texts = list(dict.fromkeys(value for value in values if type(value) is str))
    whole = str(filled(_TEXTS, texts=texts)).replace("&#34;", '"').replace("&#39;", "'")
    return dict(zip(texts, whole.split(_NEXT), strict=False))


def _row(about: Mapping[str, str]) -> tuple[str, str]:
    """What stands before and after the number of a row."""
    start, end = str(filled(_ROW, about={"r": _HOLE, **about}.items())).split(_HOLE)
    return start, end


def _pieces(form: str, column: int, style: str, kind: str) -> Pieces:
    """What stands in a cell before its row, between row and value, and after it."""
    at = get_column_letter(column) + _HOLE
    whole = filled(_FORMS[form], at=at, style=style, kind=_KINDS[kind], value=_HOLE)
    start, middle, end = str(whole).split(_HOLE)
    return start, middle, end
