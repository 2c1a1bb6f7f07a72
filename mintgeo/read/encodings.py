"""Which encoding a text file has, by all of its bytes."""

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from mintgeo._errors import InputError

_NO_TEXT: Final = (b"%PDF-", b"PK\x03\x04\x14")
_CHUNK: Final = 1 << 20
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
"""Those of four bytes first: they begin like those of two."""
_WIDE: Final = ((4, "utf-32-le", (1, 2, 3)), (4, "utf-32-be", (0, 1, 2)),
                (2, "utf-16-le", (1,)), (2, "utf-16-be", (0,)))  # fmt: skip
"""Bytes of a letter, encoding, and which of them are zero in European texts."""
_ZEROS: Final = 0.8
_FEWEST: Final = 4
"""Share of bytes that must be zero, and letters that must be there to tell."""
_OLD: Final = ("cp1252", "mac_roman", "cp850")
_LETTERS: Final = "äöüÄÖÜßéèêáàâçñëïôóøåæœ"
_WORDS: Final = "àøåæ"
"""Letters that also stand alone: "5 à 10", "ø 12"."""
_CAPITALS: Final = "ÄÖÜ"
_ALONE: Final = re.compile(rb"(?<![A-Za-z\x80-\xff])[\x80-\xff](?![A-Za-z\x80-\xff])")
_LAST: Final = re.compile(rb"(?<![A-Z])[\x80-\xff](?![A-Za-z\x80-\xff])")
"""Bytes beyond ASCII that stand beside no letter, or before none: signs, as in "5 €", "usw…".

Not behind a capital: "BÜ" is short for something.
"""
_CONTROLS: Final = bytes({*range(32)} - {*b"\t\n\v\f\r"})
_MOST_CONTROLS: Final = 0.02
"""Share of control characters up to which a file is a text with some dirt."""
_SIGNS: Final = "–—„“”’‚‘…€§°²³´«»•·®©½¼\xa0±µ"
GUESSED: Final = {"mac_roman": "Mac (MacRoman)", "cp850": "DOS (CP850)"}
"""Encodings that are told by the look of their letters → what they are called."""


def find_encoding(path: Path) -> str:
    """Name the encoding of a text file.

    Raises
    ------
    InputError
        If it is no text, or none that is known.
    """
    with path.open("rb") as raw:
        head = raw.read(_CHUNK)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    if not head.startswith(_NO_TEXT) and (wide := _wide(head)) is not None:
        return wide
    if head.startswith(_NO_TEXT) or (has_nul(path) and not _is_dirty_text(path)):
        raise InputError("'{file}' is no text file, whatever its name says.", file=path.name)
    if _decodes(path, "utf-8-sig"):
        return "utf-8-sig"
    counts = _counts(path)
    known = [one for one in _OLD if _decodes_all(bytes(counts), one)]
    best = max(known, key=lambda one: (_looks(counts, one), -_OLD.index(one)), default="")
    if not best or ("cp1252" not in known and _looks(counts, best) <= 0):
        raise InputError("'{file}' is neither UTF-8 nor Windows-1252 text.", file=path.name)
    return best


def has_nul(path: Path) -> bool:
    """Whether a file has NUL characters, which texts do not."""
    return any(b"\x00" in chunk for chunk in chunks(path))


def _is_dirty_text(path: Path) -> bool:
    """Whether few of the bytes are control characters, the first is none, and there are lines."""
    size = odd = lines = 0
    first = b""
    for chunk in chunks(path):
        first = first or chunk[:1]
        size += len(chunk)
        odd += len(chunk) - len(chunk.translate(None, _CONTROLS))
        lines += chunk.count(b"\n") + chunk.count(b"\r")
    return first not in (b"", *(bytes([one]) for one in _CONTROLS)) and (
        lines > 0 and odd <= _MOST_CONTROLS * size
    )


def chunks(path: Path) -> Iterator[bytes]:
    """The bytes of a file, piece by piece."""
    with path.open("rb") as raw:
        yield from iter(partial(raw.read, _CHUNK), b"")


def _wide(head: bytes) -> str | None:
    """Encoding of several bytes a letter without a mark, as old programs write it."""
    for size, encoding, places in _WIDE:
        letters = len(head) // size
        if letters < _FEWEST:
            continue
        zeros = min(head[place : letters * size : size].count(0) for place in places)
        others = [place for place in range(size) if place not in places]
        full = max(head[place : letters * size : size].count(0) for place in others)
        if zeros >= _ZEROS * letters and not full:
            return encoding
    return None


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for chunk in chunks(path):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _counts(path: Path) -> dict[int, tuple[int, int, int]]:
    """How often every byte beyond ASCII is there, beside no letter, and before none."""
    every, alone, last = Counter[int](), Counter[int](), Counter[int]()
    for chunk in chunks(path):
        every.update({byte: chunk.count(byte) for byte in set(chunk) if byte > 127})  # noqa: PLR2004
        alone.update(one[0] for one in _ALONE.findall(chunk))
        last.update(one[0] for one in _LAST.findall(chunk))
    return {byte: (times, alone[byte], last[byte]) for byte, times in every.items()}


def _decodes_all(seen: bytes, encoding: str) -> bool:
    try:
        seen.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _looks(counts: dict[int, tuple[int, int, int]], encoding: str) -> int:
    """How much the letters beyond ASCII look like those of a European text."""
    score = 0
    for byte, (times, alone, last) in counts.items():
        letter = bytes([byte]).decode(encoding)
        if letter in _LETTERS:
            odd = 0 if letter in _WORDS else last if letter in _CAPITALS else alone
            score += 2 * (times - odd)
        else:
            score += times if letter in _SIGNS else -times
    return score
