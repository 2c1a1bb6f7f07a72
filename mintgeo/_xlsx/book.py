"""A workbook's parts: which sheets there are, what their cells need, and their rows as a stream."""

import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote
from zipfile import ZipFile

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from mintgeo._door import open_archive
from mintgeo._errors import InputError
from mintgeo._limits import LIMITS, refuse_more
from mintgeo._phrase import Phrase
from mintgeo._xlsx.parts import Cells, Look, Strings, Tags
from mintgeo._xml import stream

_WHAT: Final = Phrase("Excel workbook")
Tag = tuple[str, str, dict[str, str]]


@dataclass(frozen=True, kw_only=True)
class SheetPart:
    """A sheet that has not been read: its name, whether it is hidden, and where it is."""

    name: str
    hidden: bool
    part: str


class Book:
    """An open workbook."""

    def __init__(self, file: Path, archive: ZipFile) -> None:
        self.file = file
        self._archive = archive
        self._names = {name.casefold(): name for name in archive.namelist()}
        self._unpacked = 0
        home = self._target("", "officeDocument") or "xl/workbook.xml"
        tags = list(self._tags(home))
        links = {rel["Id"]: rel for rel in self._links(home)}
        self.sheets = list(self._sheets(tags, links, posixpath.dirname(home)))
        refuse_more(len(self.sheets), LIMITS.sheets, file=file.name, of=Phrase("sheets"))
        self._look = self._understood(tags, home)

    def cells(self) -> Cells:
        """What ``rows`` reads a sheet into; afterwards it knows of merged and hidden cells."""
        return Cells(self._look)

    def rows(self, sheet: SheetPart, into: Cells) -> Iterator[tuple[int, dict[int, Any]]]:
        """Yield the rows that hold something: their numbers, and their cells by column, from 1."""
        self._check_size(sheet.part)
        with self._archive.open(sheet.part) as source:
            yield from stream(source, into)

    def _sheets(
        self, tags: list[Tag], links: dict[str, dict[str, str]], folder: str
    ) -> Iterator[SheetPart]:
        for _, name, about in tags:
            link = links.get(about.get("id", "")) if name == "sheet" else None
            if link is None or not link["Type"].endswith("/worksheet"):
                continue
            part = self._found(_joined(folder, link["Target"]))
            if part is not None:
                hidden = about.get("state", "visible") != "visible"
                yield SheetPart(name=about.get("name", ""), hidden=hidden, part=part)

    def _understood(self, tags: list[Tag], home: str) -> Look:
        old = any(
            name == "workbookPr" and about.get("date1904", "0") not in ("0", "false")
            for _, name, about in tags
        )
        styles, texts = (self._target(home, kind) for kind in ("styles", "sharedStrings"))
        dates, spans = _date_styles(list(self._tags(styles)) if styles else [])
        return Look(
            texts=self._texts(texts) if texts else [],
            epoch=CALENDAR_MAC_1904 if old else CALENDAR_WINDOWS_1900,
            dates=dates,
            spans=spans,
        )

    def _texts(self, part: str) -> list[str]:
        self._check_size(part)
        texts: list[str] = []
        length = 0
        with self._archive.open(part) as source:
            for text in stream(source, Strings()):
                texts.append(text)
                length += len(text)
                refuse_more(
                    len(texts), LIMITS.cells, file=self.file.name, of=Phrase("different texts")
                )
                refuse_more(length, LIMITS.characters, file=self.file.name, of=Phrase("characters"))
        return texts

    def _target(self, part: str, kind: str) -> str | None:
        """Part that another one is linked to."""
        links = [link for link in self._links(part) if link["Type"].endswith(f"/{kind}")]
        return self._found(_joined(posixpath.dirname(part), links[0]["Target"])) if links else None

    def _links(self, part: str) -> Iterator[dict[str, str]]:
        folder, name = posixpath.split(part)
        links = self._found(posixpath.join(folder, "_rels", f"{name}.rels"))
        for _, tag, about in self._tags(links) if links else ():
            if tag == "Relationship" and {"Id", "Type", "Target"} <= set(about):
                yield about

    def _tags(self, part: str) -> Iterator[Tag]:
        found = self._found(part)
        if found is None:
            raise InputError(
                "'{file}' is damaged or no {what}: it has no {part}.",
                file=self.file.name,
                what=_WHAT,
                part=part,
            )
        refuse_more(
            self._archive.getinfo(found).file_size, LIMITS.part_bytes, file=self.file.name,
            of=Phrase("bytes in {found}", found=found),
            do=Phrase("copy the list into a new workbook"),
        )  # fmt: skip
        with self._archive.open(found) as source:
            yield from stream(source, Tags())

    def _found(self, part: str) -> str | None:
        return self._names.get(part.casefold())

    def _check_size(self, part: str) -> None:
        """Refuse what unpacks to too much, all that was read so far together."""
        self._unpacked += self._archive.getinfo(part).file_size
        refuse_more(
            self._unpacked,
            LIMITS.unpacked_bytes,
            file=self.file.name,
            of=Phrase("bytes when unpacked"),
        )


@contextmanager
def open_book(file: Path) -> Iterator[Book]:
    """Open a workbook; its sheets are read when they are asked for, inside of the ``with``.

    Raises
    ------
    InputError
        If it is no workbook, a damaged one, or one beyond the limits.
    """
    with open_archive(file, what=_WHAT) as archive:
        yield Book(file, archive)


def _joined(folder: str, target: str) -> str:
    """Path of a part inside of the archive."""
    path = unquote(target.replace("\\", "/"))
    return posixpath.normpath(posixpath.join(f"/{folder}", path)).lstrip("/")


def _date_styles(tags: list[Tag]) -> tuple[frozenset[int], frozenset[int]]:
    """Numbers of the cell styles that show dates and times, and of those that show durations."""
    own = {
        int(about["numFmtId"]): about.get("formatCode", "")
        for above, name, about in tags
        if name == "numFmt" and above == "numFmts"
    }
    formats = [
        int(about.get("numFmtId", 0))
        for above, name, about in tags
        if name == "xf" and above == "cellXfs"
    ]
    said = [own.get(number) or BUILTIN_FORMATS.get(number, "General") for number in formats]
    dates = frozenset(place for place, code in enumerate(said) if is_date_format(code))
    spans = frozenset(place for place, code in enumerate(said) if is_timedelta_format(code))
    return dates, spans
