"""A feed as it comes, ZIP or folder: its files by name, opened one at a time."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final
from zipfile import ZipFile

from mintgeo._cache import file_hash
from mintgeo._door import check_file, open_archive, reading
from mintgeo._errors import InputError
from mintgeo._limits import LIMITS, refuse_more
from mintgeo._phrase import Phrase

NEEDED: Final = ("agency.txt", "stops.txt", "routes.txt", "trips.txt", "stop_times.txt")
DAYS: Final = ("calendar.txt", "calendar_dates.txt")
OTHERS: Final = ("frequencies.txt", "transfers.txt", "feed_info.txt", "attributions.txt")
UNUSED: Final = (
    "pathways.txt", "levels.txt", "locations.geojson", "location_groups.txt",
    "location_group_stops.txt", "booking_rules.txt",
)  # fmt: skip
"""Files that touch travel and are not read; a finding names those that are there."""
_READ: Final = (*NEEDED, *DAYS, *OTHERS)
_BOMB: Final = 100_000_000
_DENSEST: Final = 200
"""Timetables are packed to a tenth, not to less than a two-hundredth."""
_FEED: Final = Phrase("timetable (GTFS)")
_DO: Final = Phrase("take a feed of a smaller area")


@dataclass(frozen=True, kw_only=True)
class Source:
    """One feed.

    Attributes
    ----------
    path
        A ZIP or a folder.
    members
        Name of each file that is there → name in the ZIP, or path.
    key
        Hash of the content.
    """

    path: Path
    members: Mapping[str, str]
    key: str

    @property
    def name(self) -> str:
        """What to call it."""
        return self.path.name or str(self.path)

    @contextmanager
    def open(self, member: str) -> Iterator[IO[bytes]]:
        """Open a file of the feed to be read once."""
        if self.path.is_dir():
            file = check_file(self.members[member], most=LIMITS.feed_bytes, do=_DO)
            with file.open("rb") as stream:
                yield stream
            return
        with open_archive(self.path, what=_FEED) as archive:
            with reading(self.told(member), _FEED):
                part = archive.open(self.members[member])
            with part:
                yield part

    def told(self, member: str) -> str:
        """What to call a file of the feed."""
        return f"{self.name}/{member}"


def source_of(path: str | Path) -> Source:
    """Find the files of a feed.

    Raises
    ------
    InputError
        If there is none, a file that is needed is not there, or one is too large.
    """
    place = Path(path)
    source = _of_folder(place) if place.is_dir() else _of_zip(place)
    lacking = [one for one in NEEDED if one not in source.members]
    if not any(one in source.members for one in DAYS):
        lacking.append(" / ".join(DAYS))
    if lacking:
        raise InputError(
            "'{file}' is no complete GTFS feed: {lacking} missing; there is {there}.",
            file=source.name,
            lacking=", ".join(lacking),
            there=", ".join(sorted(source.members)[:12]) or Phrase("no file of a feed"),
        )
    return source


def _of_folder(place: Path) -> Source:
    files = {one.name.casefold(): one for one in sorted(place.iterdir()) if one.is_file()}
    inner = [one for one in sorted(place.iterdir()) if one.is_dir()]
    if NEEDED[-1] not in files and len(inner) == 1:
        files = {one.name.casefold(): one for one in sorted(inner[0].iterdir()) if one.is_file()}
    known = {name: files[name] for name in (*_READ, *UNUSED) if name in files}
    total = hashlib.sha256()
    for name, one in known.items():
        total.update(f"{name} {file_hash(one)}\n".encode())
    members: dict[str, str] = {str(name): str(one) for name, one in known.items()}
    return Source(path=place, members=members, key=total.hexdigest())


def _of_zip(place: Path) -> Source:
    hint = Phrase("; a timetable is a GTFS feed, ZIP or folder")
    file = check_file(place, most=LIMITS.feed_bytes, do=_DO, hint=hint)
    with open_archive(file, what=_FEED) as archive:
        members = _members(archive, file.name)
    return Source(path=file, members=members, key=file_hash(file))


def _members(archive: ZipFile, name: str) -> dict[str, str]:
    """The files of a feed in the highest folder of a ZIP that has stop times."""
    inside: dict[PurePosixPath, dict[str, Any]] = {}
    for one in archive.infolist():
        path = PurePosixPath(one.filename)
        hidden = "__MACOSX" in path.parts or path.name.startswith(".")
        if not one.is_dir() and not hidden:
            inside.setdefault(path.parent, {})[path.name.casefold()] = one
    whole = sorted(
        (place for place, files in inside.items() if NEEDED[-1] in files),
        key=lambda place: (len(place.parts), str(place)),
    )
    files = inside.get(whole[0] if whole else PurePosixPath(), {})
    if len(whole) > 1 and len(whole[0].parts) == len(whole[1].parts):
        raise InputError(
            "'{file}' holds several feeds ({folders}): unpack it, and name each folder.",
            file=name, folders=", ".join(map(str, whole[:12])),
        )  # fmt: skip
    known: dict[str, Any] = {one: files[one] for one in (*_READ, *UNUSED) if one in files}
    total = sum(one.file_size for one in known.values())
    refuse_more(total, LIMITS.feed_bytes, file=name, of=Phrase("bytes unpacked"), do=_DO)
    for one in known.values():
        if one.file_size > max(_BOMB, _DENSEST * one.compress_size):
            raise InputError(
                "'{file}' unpacks to {found:,.0f} bytes of {packed:,.0f}: no timetable is packed "
                "so densely; fetch it again from its publisher.",
                file=f"{name}/{one.filename}", found=one.file_size, packed=one.compress_size,
            )  # fmt: skip
    members: dict[str, str] = {key: one.filename for key, one in known.items()}
    return members
