"""Download an official file: with progress, resuming where it stopped, checked before it counts."""

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from http.client import HTTPException
from pathlib import Path
from typing import Any, Final
from urllib.error import HTTPError, URLError

from mintgeo._cache import file_hash, write_atomically
from mintgeo._errors import DownloadError, OptionError, reason
from mintgeo._http import Answer, RedirectError, ascii_url
from mintgeo._lock import locked
from mintgeo._part import Part, State, StorageError, tidy
from mintgeo._phrase import Phrase
from mintgeo._receive import BrokenOffError, FetchOptions, OtherPartError, receive
from mintgeo._whole import begins_right, proves_whole
from mintgeo.sources import Download, find_source

_RANGE, _NOT_FOUND, _SERVER = 416, 404, 500
_PASSING: Final = (408, 425, 429)
"""Refusals that pass by themselves."""


def fetch(
    source: str | Download,
    folder: str | Path = "data/raw",
    *,
    url: str | None = None,
    sha256: str | None = None,
    options: FetchOptions | None = None,
) -> Path:
    """Download a file, and say beside it where it is from.

    A download that breaks off goes on where it stopped, also in a later call; if the file has
    changed on the server meanwhile, it starts anew. Only a file that is certainly whole takes its
    place in the folder: it has the length that the server said, or the hash that it must have, or
    its format proves it. Beside it, ``<file>.source.json`` holds address, date, size, hash, licence
    and attribution. A file that is there and whole is not asked for again; of several processes
    that want the same file, one fetches it and the others wait.

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
        If people must sign up for it; if the server can't be reached, does not have the file,
        breaks off again and again, sends something else or on to another server; or if the file
        can't be kept in the folder.
    """
    options = options or FetchOptions()
    source = find_source(source) if isinstance(source, str) else source
    goal = Path(folder) / source.file
    if not (url or source.url):
        raise DownloadError(
            "'{name}' can be fetched only by people who sign up on {page}: do so, and put the file "
            "there as {goal}.",
            name=source.name, page=source.page, goal=goal,
        )  # fmt: skip
    source = _checked(replace(source, url=url or source.url, sha256=sha256 or source.sha256))
    if _is_whole(goal, source):
        tidy(goal)
        return goal
    end = time.monotonic() + options.total_s
    try:
        goal.parent.mkdir(parents=True, exist_ok=True)
        with locked(goal, patience_s=options.total_s) as held:
            if not _is_whole(goal, source):
                with _part(goal, shared=held) as part:
                    _fetch(source, goal, part, options, end)
    except DownloadError:
        raise
    except OSError as error:
        raise DownloadError(
            "'{source}' can't be kept in {parent}: {error}.",
            source=source.name,
            parent=goal.parent,
            error=reason(error),
        ) from error
    return goal


def _checked(source: Download) -> Download:
    """Refuse what is no web address, and a file name that leads elsewhere."""
    if Path(source.file).name != source.file or source.file in ("", ".", ".."):
        raise OptionError("A download needs a plain file name, not {file!r}.", file=source.file)
    try:
        return replace(source, url=ascii_url(source.url))
    except ValueError as error:
        raise OptionError("A download needs an http address: {error}.", error=error) from error


@contextmanager
def _part(goal: Path, *, shared: bool) -> Iterator[Part]:
    """Give a part of the file; one that nobody may go on with is gone at the end."""
    part = Part(goal, shared=shared)
    try:
        yield part
    finally:
        if not shared:
            part.drop()


def _fetch(source: Download, goal: Path, part: Part, options: FetchOptions, end: float) -> None:
    """Receive the file, check it and put it in its place."""
    part.load(source.url)
    for attempt in range(options.tries):
        try:
            receive(source, part, options, end)
            break
        except StorageError:
            raise
        except (OSError, HTTPException, BrokenOffError) as error:
            _refuse_if_final(source, part, error)
            if attempt + 1 == options.tries or time.monotonic() > end:
                raise DownloadError(_failure(source, part, error)) from error
            time.sleep(min(options.wait_s * 2**attempt, max(end - time.monotonic(), 0)))
    _check(source, part, options)
    part.path.replace(goal)
    _sign(goal, source, part.state)
    part.drop()


def _refuse_if_final(source: Download, part: Part, error: Exception) -> None:
    """Raise what no second try would mend; forget a part that does not fit any more."""
    if isinstance(error, RedirectError):
        raise DownloadError(
            "'{source}' was not fetched: {error}. If that is right, pass its address as url.",
            source=source.name,
            error=reason(error),
        ) from error
    if isinstance(error, HTTPError) and error.code == _RANGE:
        part.drop()
    elif isinstance(error, HTTPError) and error.code < _SERVER and error.code not in _PASSING:
        part.drop()
        raise DownloadError(_refusal(source, error)) from error
    elif isinstance(error, OtherPartError):
        part.drop()


def _check(source: Download, part: Part, options: FetchOptions) -> None:
    """Refuse bytes that are not the file, or perhaps not all of it."""
    if not part.is_sound():
        part.drop()
        raise DownloadError(
            "'{source}' is not on disk as it came; nothing was kept. Fetch it again.",
            source=source.name,
        )
    suffix = Path(source.file).suffix.lower()
    begin = begins_right(part.path, suffix)
    if begin is not None:
        part.drop()
        raise DownloadError(
            "What came for '{source}' is no {suffix} file (it begins with {begin!r}); nothing was "
            "kept. Look at {page}.",
            source=source.name,
            suffix=suffix,
            begin=begin[:20],
            page=source.page,
        )
    sums = {"sha256": source.sha256, "md5": _published_md5(source, options)}
    for kind, right in sums.items():
        found = file_hash(part.path, kind) if right else ""
        if found != right.lower():
            part.drop()
            raise DownloadError(
                "'{source}' has the wrong {kind}: {found}, not {right}. Nothing was kept; it was "
                "damaged on its way, or changed at its source ({page}).",
                source=source.name,
                kind=kind,
                found=found,
                right=right,
                page=source.page,
            )
    if part.state.size is None and not any(sums.values()) and not proves_whole(part.path, suffix):
        part.drop()
        raise DownloadError(
            "The server did not say how long '{source}' is, and nothing proves that all of it "
            "came; nothing was kept. Fetch it again, or pass its sha256.",
            source=source.name,
        )


def _published_md5(source: Download, options: FetchOptions) -> str:
    if not source.checksum:
        return ""
    try:
        address = source.url + source.checksum
        with Answer(address, {"User-Agent": "mintgeo"}, options.timeout_s) as answer:
            found = re.match(rb"\s*([0-9a-fA-F]{32})\b", answer.whole(1 << 16))
    except (URLError, OSError, HTTPException, ValueError):
        return ""
    return found[1].decode("ascii") if found else ""


def _sign(goal: Path, source: Download, state: State) -> None:
    about: dict[str, Any] = {
        "name": source.name,
        "title": source.title,
        "url": source.url,
        "fetched": datetime.now(UTC).date().isoformat(),
        "version": state.version,
        "bytes": goal.stat().st_size,
        "sha256": state.sha256,
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
        said = signed.get("sha256")
        found = file_hash(goal)
    except (OSError, ValueError, AttributeError, RecursionError):
        return False
    return found == said and source.sha256.lower() in ("", found)


def _side(goal: Path) -> Path:
    return goal.with_name(f"{goal.name}.source.json")


def _refusal(source: Download, error: HTTPError) -> Phrase:
    if error.code == _NOT_FOUND:
        return Phrase(
            "'{source}' is no longer at its address (404); look for {file} on {page} and pass its "
            "address as url.",
            source=source.name, file=source.file, page=source.page,
        )  # fmt: skip
    return Phrase(
        "The server refused '{source}': {code} {why}.",
        source=source.name, code=error.code, why=error.reason,
    )  # fmt: skip


def _failure(source: Download, part: Part, error: Exception) -> Phrase:
    kept = part.state.have if part.state.version else 0
    hint = Phrase("; {kept:,} bytes are kept, the next call goes on there", kept=kept)
    return Phrase(
        "'{source}' could not be downloaded: {error}{hint}.",
        source=source.name, error=reason(error), hint=hint if kept else "",
    )  # fmt: skip
