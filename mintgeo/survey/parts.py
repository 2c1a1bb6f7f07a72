"""Several offers in one row of a file → one each."""

import re
from typing import Final

from mintgeo.survey.notes import Notes

_MARK: Final = r"(?:\d{1,2}\s?[.)]|[a-h]\)|[-•*·–▪])"
_LINES: Final = re.compile(rf"^\s*{_MARK}\s+(?=\S)", re.MULTILINE)
_INLINE: Final = re.compile(r"(?:^|(?<=[\s;,]))\(?\d{1,2}[.)]\s+(?=[^\W\d_])")
_DOUBT: Final = re.compile(r"\S\s+/\s+\S|\S\s*\n\s*\S|\ssowie\s|[^\s;]{4,};\s*[^\s;]{4,}")
_FEWEST: Final = 2
_SHARED: Final = frozenset({"provider", "provider_type", "submitted", "sender", "consent"})


def parts_of(texts: dict[str, str], notes: Notes) -> list[dict[str, str]]:
    """The offers of a row: one, or as many as its title numbers.

    Cells that number as many things are dealt out; all others hold for each of them.
    """
    title = texts.get("title", "")
    notes.at("title", title)
    titles = _items(title)
    if len(titles) < _FEWEST:
        if _DOUBT.search(title):
            notes.add("survey.maybe_several", cell=title)
        return [texts]
    notes.add("survey.several_offers", number=len(titles))
    dealt = {name: _dealt(name, text, len(titles)) for name, text in texts.items()}
    return [{name: some[at] for name, some in dealt.items()} for at in range(len(titles))]


def _dealt(name: str, text: str, count: int) -> list[str]:
    if name in _SHARED:
        return [text] * count
    items = _items(text)
    if len(items) != count:
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        items = lines if len(lines) == count else []
    return items if len(items) == count else [text] * count


def _items(text: str) -> list[str]:
    """What a text numbers or lists, line by line or in one line."""
    for mark in (_LINES, _INLINE):
        found = list(mark.finditer(text))
        if len(found) >= _FEWEST and not text[: found[0].start()].strip():
            ends = [one.start() for one in found[1:]] + [len(text)]
            items = [
                text[one.end() : end].strip(" \n;,") for one, end in zip(found, ends, strict=True)
            ]
            return [one for one in items if one]
    return []
