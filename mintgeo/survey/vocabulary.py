"""Words of answers → codes of the MINTvernetzt platform: its labels, and what people write."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from io import StringIO
from typing import Final

import pandas as pd
from rapidfuzz import fuzz, process

from mintgeo.read.folding import folded, plain

LIKE: Final = 85
"""Least likeness of a misspelled word, in per cent of the letters (rapidfuzz ratio)."""
_SHORTEST: Final = 5
_LONGEST: Final = 2_000
_MOST: Final = 200
"""Letters of an answer, and parts of it, that are looked at."""
_WORD: Final = re.compile(r"[^\W_]+")
_TOGETHER: Final = 8
"""Parts that can be one choice: labels have commas and slashes of their own."""
_BETWEEN: Final = re.compile(
    r"\s*(?:[;,\n|•/+&]|\s-\s|\b(?:und|oder|and|or|sowie|bzw)\b\.?)\s*", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What an answer chooses: codes by list, and what is of none.

    ``similar`` are misspelled words and the label that each was taken for.
    """

    codes: dict[str, list[str]] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    similar: list[tuple[str, str]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    def of(self, name: str) -> list[str]:
        """The codes of one list, each once."""
        return list(dict.fromkeys(self.codes.get(name, ())))


@cache
def table() -> pd.DataFrame:
    """Lists of codes: ``list``, ``code``, ``de``, ``en``, and further ``words`` (``|``)."""
    text = (files("mintgeo.survey") / "vocabulary.csv").read_text(encoding="utf-8")
    return pd.read_csv(StringIO(text), sep=";", dtype="str", keep_default_na=False)


@cache
def labels(name: str, lang: str) -> dict[str, str]:
    """Code → label of one list in a language, in the order of the platform."""
    rows = table()[table()["list"] == name]
    return dict(zip(rows["code"], rows[lang], strict=True))


@cache
def _known(name: str) -> dict[str, tuple[list[str], str]]:
    """Folded word → codes and label of one list; labels and codes go before further words.

    A further word can mean several codes: a Gymnasium has both stages.
    """
    out: dict[str, tuple[list[str], str]] = {}
    labels_: set[str] = set()
    rows = table()[table()["list"] == name].to_dict("records")
    for part in ("code", "de", "en", "words"):
        for row in rows:
            for word in str(row[part]).split("|"):
                for one in {key(word), plain(word)} - {""}:
                    codes, _ = out.setdefault(one, ([], str(row["de"])))
                    if row["code"] not in codes and (part == "words" or not codes):
                        codes.append(str(row["code"]))
        if part != "words":
            labels_ |= set(out)
    return {word: (codes[:1] if word in labels_ else codes, label)
            for word, (codes, label) in out.items()}  # fmt: skip


@cache
def key(text: str) -> str:
    """What words are compared by: no case, umlauts, endings of gender, spaces.

    Examples
    --------
    >>> key("Schüler:innen Sek. I") == key("schüler sek I")
    True
    """
    return "".join(folded(text)) or plain(text)


def find(text: str, lists: Iterable[str]) -> tuple[str, list[str]] | None:
    """List and codes of a word, if it is of one of the lists."""
    if (word := key(text)) and (whole := plain(text)):
        for name in lists:
            hit = _known(name).get(word) or _known(name).get(whole)
            if hit is not None:
                return name, hit[0]
    return None


def choose(text: str, lists: tuple[str, ...]) -> Choices:
    """What an answer of one or more choices says, whatever stands between them.

    Examples
    --------
    >>> found = choose("Workshop / Kurs, Ferienangebot; Escape Room", ("formats",))
    >>> found.of("formats"), found.unknown
    (['workshop', 'holiday_offer'], ['Escape Room'])
    """
    text = text[:_LONGEST]
    out = Choices()
    parts = _parts(text)
    at = 0
    while at < len(parts):
        for size in range(min(_TOGETHER, len(parts) - at), 0, -1):
            piece = text[parts[at][0] : parts[at + size - 1][1]]
            if (hit := find(piece, lists)) is not None:
                out.codes.setdefault(hit[0], []).extend(hit[1])
                out.words.append(piece)
                break
        else:
            size = 1
            _unsure(text[parts[at][0] : parts[at][1]], lists, out)
        at += size
    return out


def _parts(text: str) -> list[tuple[int, int]]:
    """Where the parts of an answer begin and end."""
    out, start = [], 0
    for sign in _BETWEEN.finditer(text):
        out.append((start, sign.start()))
        start = sign.end()
    out.append((start, len(text)))
    return [(begin, end) for begin, end in out[:_MOST] if text[begin:end].strip()]


def _unsure(piece: str, lists: tuple[str, ...], out: Choices) -> None:
    """Take a piece for what it nearly says, or for the word in it that is known."""
    word = key(piece)
    for name in lists if len(word) >= _SHORTEST else ():
        known = _known(name)
        near = process.extractOne(word, known.keys(), scorer=fuzz.ratio, score_cutoff=LIKE)
        if near is not None and len(near[0]) >= _SHORTEST:
            codes, label = known[near[0]]
            out.codes.setdefault(name, []).extend(codes)
            out.words.append(label)
            out.similar.append((piece.strip(), label))
            return
    for name in lists:
        near_ = _inside(piece, name)
        if near_ is not None:
            codes, label = near_
            out.codes.setdefault(name, []).extend(codes)
            out.words.append(label)
            out.similar.append((piece.strip(), label))
            return
    out.unknown.append(piece.strip())


def _inside(piece: str, name: str) -> tuple[list[str], str] | None:
    """What a word of a piece means, or the last part of a compound: "Tagesworkshop"."""
    known = _known(name)
    words = _WORD.findall(piece)
    for word in reversed(words):
        if len(words) > 1 and (hit := known.get(key(word))) is not None:
            return hit
    for word in map(key, reversed(words)):
        ends = [one for one in known if len(one) >= _SHORTEST and word.endswith(one)]
        if ends:
            return known[max(ends, key=len)]
    return None
