"""Which lists a file holds, on which sheets, and whether of places or of people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from mintgeo._schema import PARTICIPANTS, SITES
from mintgeo.read.files import read_sheets
from mintgeo.read.footnotes import PLACED
from mintgeo.read.headers import near_headers
from mintgeo.read.heads import head_of
from mintgeo.read.meaning import understood
from mintgeo.read.origin import is_of_people
from mintgeo.read.sheet import Sheet

ListKind = Literal["sites", "participants"]
TABLES: Final = {"sites": SITES, "participants": PARTICIPANTS}
_OF_PLACES: Final = frozenset(
    {"category", "topics", "provider", "role", "url", "capacity", "age_min", "age_max"}
)
"""What hardly any list of people has."""
_WHERE: Final = ("postcode", "place", "street")


@dataclass(frozen=True, kw_only=True)
class SheetList:
    """A sheet that holds a list.

    Attributes
    ----------
    sheet
        Its name; empty for a text file.
    kind
        What it seems to be a list of.
    headers
        Header → what it means in such a list, if anything.
    near
        Headers that are not understood, and what they perhaps mean, of what the list needs.
    """

    sheet: str
    kind: ListKind
    headers: Mapping[str, str | None]
    near: Mapping[str, str] = field(default_factory=dict)


def lists_of(path: Path, *, kind: ListKind | None = None) -> list[SheetList]:
    """Find the lists of a file; hidden sheets, and those without any place, are none.

    Parameters
    ----------
    path
        A file as ``read_sites`` takes it.
    kind
        Your word for what the file holds, where its headers do not say it.

    Raises
    ------
    InputError
        If the file can't be read.
    """
    sheets = read_sheets(path, lambda cell: understood(cell, SITES)[0] is not None)
    found = [_list_of(one, path.stem, kind) for one in sheets if not one.hidden]
    return [one for one in found if {*one.headers.values(), *one.near.values()} & PLACED]


def _list_of(sheet: Sheet, file: str, kind: ListKind | None) -> SheetList:
    head = head_of(sheet, lambda cell: understood(cell, SITES)[0])
    headers = [" ".join(text.split()) for text in head.texts if text]
    chosen = kind or _kind(headers, (sheet.name, file))
    means = {header: understood(header, TABLES[chosen])[0] for header in headers}
    return SheetList(sheet=sheet.name, kind=chosen, headers=means, near=_near(means, chosen))


def _kind(headers: list[str], names: tuple[str, ...]) -> ListKind:
    """Whether the headers, and the names of sheet and file, speak of places or of people."""
    means = {understood(header, SITES)[0] for header in headers}
    if "name" not in means and not near_headers(headers, ["name"]):
        return "participants"
    called = [understood(name, SITES)[0] for name in names]
    places = len(means & _OF_PLACES) + called.count("name")
    people = sum(map(is_of_people, (*headers, *names)))
    return "sites" if places >= people else "participants"


def _near(means: Mapping[str, str | None], kind: ListKind) -> dict[str, str]:
    """Headers that nearly say what the list lacks, each of it once."""
    known = {*means.values()}
    wanted = [] if known & PLACED else [*_WHERE]
    wanted += ["name"] if kind == "sites" and "name" not in known else []
    odd = [header for header, name in means.items() if name is None]
    near = near_headers(odd, wanted)
    return {header: name for name, header in {name: one for one, name in near.items()}.items()}
