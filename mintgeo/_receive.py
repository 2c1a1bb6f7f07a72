"""Receive a file from its server: what is missing of it, and never for ever."""

import re
import time
from dataclasses import dataclass, replace
from typing import Any, Final

from mintgeo._errors import DownloadError, OptionError
from mintgeo._http import Answer
from mintgeo._part import Part, State
from mintgeo._phrase import Phrase
from mintgeo._progress import waiting
from mintgeo.sources import Download

_CHUNK: Final = 1 << 16
_PARTIAL: Final = 206
_LEAST_BYTES_S: Final = 1024
"""A server that sends less in a second, over a whole timeout, is one that does not answer."""
_SPAN: Final = re.compile(r"bytes (\d+)-\d+/(\d+)")


@dataclass(frozen=True, kw_only=True)
class FetchOptions:
    """How patient a download is.

    Attributes
    ----------
    timeout_s
        Seconds without an answer, or with hardly any bytes, after which it is asked again.
    tries, wait_s
        How often, and seconds before the second time, doubled each time.
    total_s
        Seconds for everything, waiting for another process included.
    most_bytes
        A larger file is refused.
    progress
        Show a progress bar, if the output is a terminal or notebook.
    """

    timeout_s: float = 30
    tries: int = 4
    wait_s: float = 2
    total_s: float = 6 * 3600
    most_bytes: int = 64 << 30
    progress: bool = True

    def __post_init__(self) -> None:
        positive = self.timeout_s > 0 and self.tries >= 1 and self.total_s > 0
        if not (positive and self.most_bytes > 0 and self.wait_s >= 0):
            raise OptionError(
                "timeout_s, tries, total_s and most_bytes must be positive, wait_s not negative: "
                "{options}.",
                options=self,
            )


class BrokenOffError(Exception):
    """Fewer bytes came than were promised."""


class OtherPartError(BrokenOffError):
    """A part that does not go on where ours ends."""


def receive(source: Download, part: Part, options: FetchOptions, end: float) -> None:
    """Ask for what is missing and append it."""
    have = part.state
    if have.have and have.have == have.size:
        return
    headers = {"User-Agent": "mintgeo", "Accept-Encoding": "identity"}
    if have.have and have.version:
        headers |= {"Range": f"bytes={have.have}-", "If-Range": have.version}
    with Answer(source.url, headers, options.timeout_s) as answer:
        state = _begun(answer, source, have)
        if max(state.size or 0, state.have) > options.most_bytes:
            part.drop()
            raise DownloadError(_too_large(source, options))
        _append(answer, part, state, source, options, end)
    size = part.state.size
    if size is not None and part.state.have != size:
        raise BrokenOffError(
            Phrase("{have:,} of {size:,} bytes came", have=part.state.have, size=size)
        )


def _begun(answer: Answer, source: Download, have: State) -> State:
    """What a part is when the answer begins: the certain bytes of this version, or none."""
    length = answer.headers.get("Content-Length") or ""
    size = int(length) if length.isdecimal() else None
    version = answer.headers.get("ETag") or answer.headers.get("Last-Modified") or ""
    version = "" if version.startswith("W/") else version
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        raise BrokenOffError(Phrase("the server packs the file, though it was asked not to"))
    if answer.status != _PARTIAL:
        return State(url=source.url, version=version, size=size)
    said = answer.headers.get("Content-Range")
    if said:
        span = _SPAN.fullmatch(said)
        start, whole = (int(one) for one in span.groups()) if span else (-1, None)
    else:
        start, whole = have.have, have.size if size is None else have.have + size
    if not have.have or start != have.have or have.size not in (None, whole):
        raise OtherPartError(Phrase("the server sent another part than was asked for"))
    return replace(have, size=whole)


def _append(
    answer: Answer, part: Part, state: State, source: Download, options: FetchOptions, end: float
) -> None:
    bar: Any = waiting(
        (), progress=options.progress, total=state.size, initial=state.have, unit="B",
        unit_scale=True, desc=source.title[:40],
    )  # fmt: skip
    have, begun, since = state.have, state.have, time.monotonic()
    with bar, part.adding(state) as writer:
        answer.allow(options.timeout_s)
        while block := answer.read(_CHUNK):
            writer.write(block)
            have += len(block)
            bar.update(len(block))
            if have > (options.most_bytes if state.size is None else state.size):
                raise DownloadError(_too_large(source, options))
            now = time.monotonic()
            if now > end:
                raise BrokenOffError(
                    Phrase("it took longer than {total_s:,.0f} s", total_s=options.total_s)
                )
            if now - since > options.timeout_s:
                if have - begun < _LEAST_BYTES_S * options.timeout_s:
                    raise BrokenOffError(Phrase("hardly anything came any more"))
                begun, since = have, now
            answer.allow(options.timeout_s)


def _too_large(source: Download, options: FetchOptions) -> Phrase:
    return Phrase(
        "'{source}' is larger than the server said, or than {most:,} bytes; nothing was kept. "
        "FetchOptions(most_bytes=…) allows more.",
        source=source.name, most=options.most_bytes,
    )  # fmt: skip
