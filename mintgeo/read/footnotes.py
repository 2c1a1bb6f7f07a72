"""Which rows below a list are footnotes, and which are people of whom only a name is known."""

import re
from functools import reduce
from typing import Final

import numpy as np
import pandas as pd

PLACED: Final = frozenset({"postcode", "place", "street", "lat", "lon", "latlon"})
"""Columns that say where something is."""
_MARKED: Final = re.compile(
    r"(?:quellen?|datenquelle|hinweise?|anmerkung(?:en)?|anm|bemerkung(?:en)?|erläuterung(?:en)?|"
    r"legende|fußnoten?|notiz|n\.\s?b|abkürzung(?:en)?|ansprechpartner(?:in)?|kontakt|rückfragen|"
    r"source|notes?|remarks?|legend)\b[^:.]{0,30}[:.]"
    r"|(?:stand|datenstand|druckdatum|datum|gedruckt|erstellt|exportiert|abgerufen|zuletzt|as of|"
    r"seite|page|blatt)\b(?=.*(?:\d|:))"
    r"|(?:alle |diese )?(?:angaben|daten|zahlen)\s+(?:ohne|nach|laut|gemäß|sind|aus|in|wurden)\b"
    r"|(?:bei |für )?(?:rück)?fragen\s+(?:an|bitte|richten|bei|zur?|zum)\b"
    r"|(?:gepflegt|zusammengestellt)\b"
    r"|ohne gewähr|bitte\s|nur für (?:den )?internen|vertraulich\b"
    r"|[©¹²³†‡]|\(?[a-z\d]\)\s|\d+\)\s|#\s",
    re.IGNORECASE,
)
"""How a footnote begins: it says itself what it is."""
_CONTACT: Final = re.compile(
    r"\S@\S+\.\w|(?:\+|\b0)\d[\d\s/()-]{5,}\d|\b(?:tel|fon|mobil|handy)\w*\.?\s*:?\s*\d",
    re.IGNORECASE,
)
"""An e-mail address or a phone number: no place is called so."""
_STARS: Final = re.compile(r"\*+\)?\s*(.*)", re.DOTALL)


def first_filled(texts: pd.DataFrame) -> pd.Series:
    """The first cell of every row that is not empty."""
    columns = [texts.iloc[:, place].astype("str") for place in range(texts.shape[1])]
    return reduce(lambda found, column: found.fillna(column), columns)


def footnotes(
    cells: pd.DataFrame, total: pd.Series, *, named: str | None
) -> tuple[pd.Series, pd.Series]:
    """Footnotes, and rows that look a little like one: texts alone in their row, below the list.

    A row is a footnote only if its text says so itself ("Quelle: …", "* …", "Stand 3/2026"), or if
    it can be no row of the list: it lacks the column ``named``, or has the phone number of somebody
    in place of a name. Somebody of whom there is only a name looks the same otherwise, and must not
    be lost.

    Returns
    -------
    tuple
        Flags of footnotes, and of doubtful rows, which stay.
    """
    texts = cells.drop(columns="_row")
    columns = [name for name in cells.columns if name in PLACED]
    none = pd.Series(False, index=cells.index)
    if not columns or texts.shape[1] < 2:  # noqa: PLR2004
        return none, none
    placed = (cells[columns].notna().any(axis=1) & ~total).to_numpy()
    last = np.flatnonzero(placed)[-1] if placed.any() else len(cells)
    alone = texts.notna().sum(axis=1).eq(1).to_numpy() & ~total.to_numpy()
    candidates = np.flatnonzero(alone & (np.arange(len(cells)) > last))
    foot, doubtful = none.to_numpy(copy=True), none.to_numpy(copy=True)
    nameless = cells[named].isna().to_numpy() if named else none.to_numpy()
    for row, text in zip(candidates, first_filled(texts.iloc[candidates]), strict=True):
        sentence = len(text.split()) > 1
        contact = named is not None and _CONTACT.search(text) is not None
        foot[row] = contact or (sentence and (nameless[row] or _says_so(text)))
        doubtful[row] = not foot[row]
    return pd.Series(foot, index=cells.index), pd.Series(doubtful, index=cells.index)


def _says_so(text: str) -> bool:
    """Whether a text calls itself a footnote; a star before a mere name does not."""
    stars = _STARS.fullmatch(text)
    if stars is None:
        return _MARKED.match(text) is not None
    words = stars[1].split()
    return not all(word[:1].isupper() for word in words)
