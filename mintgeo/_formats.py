"""What a file is by its content, whatever its name says: a kind that is read, or one to refuse."""

from collections.abc import Collection
from pathlib import Path
from typing import Final, NamedTuple
from zipfile import BadZipFile, ZipFile

from mintgeo._errors import InputError
from mintgeo._phrase import Phrase

WORKBOOK: Final = "workbook"
OPEN_DOCUMENT: Final = "opendocument"
TEXT: Final = "text"


class Foreign(NamedTuple):
    """A kind of file that is not read: what it is, and what to do."""

    what: Phrase
    do: Phrase


_AS_EXCEL: Final = Phrase(
    "open it in Excel or LibreOffice and save it as an Excel workbook (.xlsx)"
)
_COPY: Final = Phrase("copy the table into Excel and save it as an Excel workbook (.xlsx)")
_UNPACK: Final = Phrase("unpack it, and name the list that is in it")
_OLD_EXCEL: Final = Foreign(Phrase("an old Excel workbook (.xls)"), _AS_EXCEL)
_BINARY: Final = Foreign(Phrase("a binary Excel workbook (.xlsb)"), _AS_EXCEL)
_OLD_CALC: Final = Foreign(Phrase("a spreadsheet of an old or unusual kind"), _AS_EXCEL)
_NUMBERS: Final = Foreign(
    Phrase("a Numbers document"), Phrase("in Numbers choose File, Export to, Excel")
)
_GOOGLE: Final = Foreign(
    Phrase("only a link to Google Sheets"), Phrase("there choose File, Download, Excel (.xlsx)")
)
_PDF: Final = Foreign(
    Phrase("a PDF"), Phrase("ask for the list as a table, or copy it into Excel (.xlsx)")
)
_WORD: Final = Foreign(Phrase("a Word document"), _COPY)
_WRITER: Final = Foreign(Phrase("a text document"), _COPY)
_SLIDES: Final = Foreign(Phrase("a presentation"), _COPY)
_WEB: Final = Foreign(Phrase("a web page, whatever its ending says"), _AS_EXCEL)
_XML: Final = Foreign(Phrase("a spreadsheet in XML"), _AS_EXCEL)
_PICTURE: Final = Foreign(
    Phrase("a picture"), Phrase("ask for the list as a table, or type it into Excel (.xlsx)")
)
PACKED: Final = Foreign(Phrase("a packed archive"), _UNPACK)
_DATABASE: Final = Foreign(
    Phrase("a database or GeoPackage"), Phrase("read it with geopandas, and pass the frame")
)
_PARQUET: Final = Foreign(
    Phrase("a Parquet file"), Phrase("read it with pandas, and pass the frame")
)
_OFFICE: Final = Foreign(Phrase("an old Office document"), _COPY)

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STARTS: Final = (
    (b"%PDF-", _PDF), (b"{\\rtf", _WRITER), (b"PAR1", _PARQUET), (b"SQLite format 3\0", _DATABASE),
    (b"\x89PNG\r", _PICTURE), (b"\xff\xd8\xff", _PICTURE), (b"GIF8", _PICTURE),
    (b"II*\0", _PICTURE), (b"MM\0*", _PICTURE), (b"\x1f\x8b\x08", PACKED), (b"BZh", PACKED),
    (b"7z\xbc\xaf\x27\x1c", PACKED), (b"Rar!", PACKED), (b"\xfd7zXZ\0", PACKED),
    (b"\x09\x08\x10\0", _OLD_EXCEL), (b"\x09\x08\x08\0", _OLD_EXCEL),
    (b"\x09\x04\x06\0", _OLD_EXCEL), (b"\x09\x02\x06\0", _OLD_EXCEL),
    (b"\x09\0\x04\0", _OLD_EXCEL),
)  # fmt: skip
"""First bytes → kind."""
_STREAMS: Final = (
    ("EncryptedPackage", None), ("Workbook", _OLD_EXCEL), ("Book", _OLD_EXCEL),
    ("WordDocument", _WORD), ("PowerPoint Document", _SLIDES),
)  # fmt: skip
"""Streams of a compound file → kind; None has a password."""
_MEMBERS: Final = (
    ("xl/workbook.xml", WORKBOOK), ("xl/workbook.bin", _BINARY), ("word/document.xml", _WORD),
    ("ppt/presentation.xml", _SLIDES),
)  # fmt: skip
_ENDINGS: Final = {
    ".xls": _OLD_EXCEL, ".xlt": _OLD_EXCEL, ".xlsb": _BINARY, ".numbers": _NUMBERS,
    ".fods": _OLD_CALC, ".sxc": _OLD_CALC, ".wk1": _OLD_CALC, ".wks": _OLD_CALC, ".dbf": _OLD_CALC,
    ".gsheet": _GOOGLE, ".pdf": _PDF, ".doc": _WORD, ".docx": _WORD, ".odt": _WRITER,
    ".pages": _WRITER, ".rtf": _WRITER, ".html": _WEB, ".htm": _WEB, ".zip": PACKED,
    ".gpkg": _DATABASE, ".parquet": _PARQUET, ".png": _PICTURE, ".jpg": _PICTURE, ".jpeg": _PICTURE,
}  # fmt: skip
"""Ending → kind, of files whose content is of no kind that is known."""
_HEAD: Final = 4096


def format_of(file: Path) -> str | Foreign:
    """The kind of a file by its content: ``workbook``, ``opendocument``, ``text``, or foreign.

    A file whose content is of no known kind is ``text``, unless its ending is that of another kind.

    Raises
    ------
    InputError
        If it has a password.
    """
    with file.open("rb") as raw:
        head = raw.read(_HEAD)
    if head.startswith(_OLE):
        return _of_compound(file)
    if head.startswith(b"PK"):
        return _of_archive(file)
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    return _of_markup(head) or TEXT


def refuse_foreign(file: Path, kind: str | Foreign) -> None:
    """Refuse a file of a kind that is not read, with what to do.

    Raises
    ------
    InputError
        If it is one.
    """
    if isinstance(kind, Foreign):
        raise InputError(
            "'{file}' is {what}, which mintgeo does not read: {do}.",
            file=file.name, what=kind.what, do=kind.do,
        )  # fmt: skip


def by_ending(file: Path) -> Foreign | None:
    """A kind that is not read, by the ending of a name."""
    return _ENDINGS.get(file.suffix.lower())


def _of_compound(file: Path) -> Foreign:
    content = file.read_bytes()
    for name, kind in _STREAMS:
        if f"{name}\0".encode("utf-16-le") in content:
            if kind is None:
                raise InputError(
                    "'{file}' has a password: open it with the password, take it away (in Excel: "
                    "File, Info, Protect Workbook), and save the file.",
                    file=file.name,
                )
            return kind
    return _OFFICE


def _of_archive(file: Path) -> str | Foreign:
    try:
        with ZipFile(file) as archive:
            names = archive.namelist()
            kind = _by_members({name.casefold() for name in names})
            told = archive.read("mimetype")[:_HEAD] if "mimetype" in names else b""
    except (BadZipFile, OSError, ValueError, RuntimeError):  # of unknown compression, or locked
        return WORKBOOK
    if kind is None and b"opendocument" in told and b"spreadsheet" not in told:
        return _WRITER
    return kind or (OPEN_DOCUMENT if "content.xml" in names else PACKED)


def _by_members(names: Collection[str]) -> str | Foreign | None:
    if any(name.endswith(".iwa") or name == "index.zip" for name in names):
        return _NUMBERS
    known = next((kind for name, kind in _MEMBERS if name in names), None)
    of_office = "[content_types].xml" in names or "_rels/.rels" in names
    return WORKBOOK if known is None and of_office else known


def _of_markup(head: bytes) -> Foreign | None:
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta")):
        return _WEB
    if start.startswith(b"<?xml"):
        return _WEB if b"<html" in start else _XML
    return None
