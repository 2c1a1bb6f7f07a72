"""Download an official file: with progress, resuming where it stopped, checked before it counts."""

import json
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from mintgeo._cache import file_hash, write_atomically
from mintgeo._errors import DownloadError, OptionError
from mintgeo._progress import waiting
from mintgeo.sources import Download, find_source

_CHUNK: Final = 1 << 16
_PARTIAL, _RANGE, _NOT_FOUND, _SERVER = 206, 416, 404, 500
_BEGINNINGS: Final = {".zip": b"PK", ".xlsx": b"PK", ".gpkg": b"SQLite format 3"}
_PBF: Final = b"OSMHeader"


@dataclass(frozen=True, kw_only=True)
class Options:
    """How patient a download is."""

    timeout_s: float = 30
    tries: int = 4
    wait_s: float = 2
    progress: bool = True

    def __post_init__(self) -> None:
        if self.timeout_s <= 0 or self.tries < 1 or self.wait_s < 0:
            raise OptionError(f"timeout_s and tries must be positive, wait_s not negative: {self}.")


@dataclass(frozen=True)
class _Part:
    """What is there of a file: its bytes, and which version of it they belong to."""

    path: Path
    about: Path

    def state(self) -> dict[str, Any]:
        """Return the version that the bytes belong to; empty where they are of no use."""
        try:
            state: dict[str, Any] = json.loads(self.about.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return state if self.path.exists() else {}

    def drop(self) -> None:
        self.path.unlink(missing_ok=True)
        self.about.unlink(missing_ok=True)


def fetch(
    source: str | Download,
    folder: str | Path = "data/raw",
    *,
    url: str | None = None,
    sha256: str | None = None,
    options: Options | None = None,
) -> Path:
    """Download a file, and say beside it where it is from.

    A download that breaks off goes on where it stopped, also in a later call; if the file has
    changed on the server meanwhile, it starts anew. Only a file whose size and hash are right takes
    its place in the folder; beside it, ``<file>.source.json`` holds address, date, size, hash,
    licence and attribution. A file that is there and whole is not asked for again.

    Parameters
    ----------
    source
        Name of a source (``mintgeo data list`` shows them), or a download of one's own.
    folder
        Where to put it.
    url
        Another address of the same file, such as a mirror.
    sha256
        Hash that the file must have.
    options
        How patient to be.

    Raises
    ------
    MissingDataError
        If there is no source of this name.
    DownloadError
        If the server can't be reached, does not have the file, breaks off again and again, or sends
        something else.
    """
    options = options or Options()
    source = find_source(source) if isinstance(source, str) else source
    source = replace(source, url=url or source.url, sha256=sha256 or source.sha256)
    if urlsplit(source.url).scheme not in ("http", "https"):
        raise OptionError(f"A download needs an http address, not {source.url!r}.")
    goal = Path(folder) / source.file
    if _is_whole(goal, source):
        return goal
    goal.parent.mkdir(parents=True, exist_ok=True)
    part = _Part(goal.with_name(f".{goal.name}.part"), goal.with_name(f".{goal.name}.part.json"))
    for attempt in range(options.tries):
        try:
            _receive(source, part, options)
            break
        except (OSError, HTTPException, _BrokenOffError) as error:
            if isinstance(error, HTTPError) and error.code < _SERVER:
                part.drop()
                raise DownloadError(_refusal(source, error)) from error
            if attempt + 1 == options.tries:
                raise DownloadError(_failure(source, part, error)) from error
            time.sleep(options.wait_s * 2**attempt)
    _check(source, part, options)
    part.path.replace(goal)
    _sign(goal, source, part.state())
    part.drop()
    return goal


class _BrokenOffError(Exception):
    """Fewer bytes came than were promised."""


def _receive(source: Download, part: _Part, options: Options) -> None:
    """Ask for what is missing and append it."""
    state = part.state()
    have = part.path.stat().st_size if state.get("version") else 0
    if have and have == state.get("size"):
        return
    headers = {"User-Agent": "mintgeo", "Accept-Encoding": "identity"}
    if have:
        headers |= {"Range": f"bytes={have}-", "If-Range": state["version"]}
    with _open(source.url, headers, options) as answer:
        goes_on = answer.status == _PARTIAL and bool(have)
        length = answer.headers.get("Content-Length")
        have = have if goes_on else 0
        size = have + int(length) if length else None
        version = answer.headers.get("ETag") or answer.headers.get("Last-Modified") or ""
        state = {"version": "" if version.startswith("W/") else version, "size": size}
        part.about.write_text(json.dumps(state), encoding="utf-8")
        _append(answer, part.path, have, size, source.title, progress=options.progress)
    if size is not None and part.path.stat().st_size < size:
        raise _BrokenOffError(f"{part.path.stat().st_size:,} of {size:,} bytes came")


def _open(url: str, headers: dict[str, str], options: Options) -> HTTPResponse:
    request = Request(url, headers=headers)  # noqa: S310  the scheme is checked in fetch()
    answer: HTTPResponse = urlopen(request, timeout=options.timeout_s)  # noqa: S310
    return answer


def _append(
    answer: HTTPResponse, path: Path, have: int, size: int | None, title: str, *, progress: bool
) -> None:
    blocks: Iterable[bytes] = ()
    bar = waiting(
        blocks,
        progress=progress,
        total=size,
        initial=have,
        unit="B",
        unit_scale=True,
        desc=title[:40],
    )
    with bar, path.open("ab" if have else "wb") as out:
        while block := answer.read1(_CHUNK):
            out.write(block)
            bar.update(len(block))


def _check(source: Download, part: _Part, options: Options) -> None:
    """Refuse bytes that are not the file."""
    with part.path.open("rb") as file:
        begin = file.read(64)
    suffix = Path(source.file).suffix
    wanted = _PBF if suffix == ".pbf" else _BEGINNINGS.get(suffix, b"")
    if wanted not in begin if suffix == ".pbf" else not begin.startswith(wanted):
        part.drop()
        raise DownloadError(
            f"What came for '{source.name}' is no {suffix} file (it begins with {begin[:20]!r}); "
            f"nothing was kept. Look at {source.page}."
        )
    sums = {"sha256": source.sha256, "md5": _published_md5(source, options)}
    for kind, right in sums.items():
        found = file_hash(part.path, kind) if right else ""
        if found != right.lower():
            part.drop()
            raise DownloadError(
                f"'{source.name}' has the wrong {kind}: {found}, not {right}. Nothing was kept; "
                f"it was damaged on its way, or changed at its source ({source.page})."
            )


def _published_md5(source: Download, options: Options) -> str:
    if not source.checksum:
        return ""
    try:
        with _open(source.url + source.checksum, {"User-Agent": "mintgeo"}, options) as answer:
            return answer.read(200).decode("ascii", "replace").split()[0]
    except (URLError, OSError, IndexError):
        return ""


def _sign(goal: Path, source: Download, state: dict[str, Any]) -> None:
    about = {
        "name": source.name,
        "title": source.title,
        "url": source.url,
        "fetched": datetime.now(UTC).date().isoformat(),
        "version": state.get("version", ""),
        "bytes": goal.stat().st_size,
        "sha256": file_hash(goal),
        "licence": source.licence,
        "attribution": source.attribution,
        "vintage": source.vintage,
    }
    with write_atomically(_side(goal)) as part:
        part.write_text(json.dumps(about, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _is_whole(goal: Path, source: Download) -> bool:
    """Whether the file is there as it was signed, and has the hash that is asked for."""
    try:
        signed = json.loads(_side(goal).read_text(encoding="utf-8"))
        found = file_hash(goal)
    except (OSError, ValueError):
        return False
    return found == signed.get("sha256") and source.sha256.lower() in ("", found)


def _side(goal: Path) -> Path:
    return goal.with_name(f"{goal.name}.source.json")


def _refusal(source: Download, error: HTTPError) -> str:
    if error.code == _NOT_FOUND:
        return (
            f"'{source.name}' is no longer at its address (404); look for {source.file} on "
            f"{source.page} and pass its address as url."
        )
    return f"The server refused '{source.name}': {error.code} {error.reason}."


def _failure(source: Download, part: _Part, error: Exception) -> str:
    kept = part.path.stat().st_size if part.state().get("version") else 0
    hint = f"; {kept:,} bytes are kept, the next call goes on there" if kept else ""
    return f"'{source.name}' could not be downloaded: {error}{hint}."
