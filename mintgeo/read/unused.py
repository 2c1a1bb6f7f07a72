"""Columns that were not used: what they look like, and what header would be understood."""

from collections.abc import Collection
from typing import Final

import pandas as pd

from mintgeo._schema import Table
from mintgeo.findings import Finding, found
from mintgeo.read.folding import folded
from mintgeo.read.meaning import looks_like, understood
from mintgeo.read.points import point_of
from mintgeo.read.words import WANTED

_MOST, _LONGEST = 30, 40
_SHARE: Final = 0.8
"""Of the filled cells that must look like something."""
_LOOKED: Final = 500
_PLZ: Final = r"(?:D[-\s]?)?[0-9]{5}"
_DEGREES: Final = r"[0-9]{1,2}[.,][0-9]{3,}"
_COUNT: Final = r"[0-9]{1,3}"
_HOUSE: Final = r"[0-9]{1,3}\s?[a-zA-Z]?"
_NO_COUNT: Final = frozenset(str.split(
    "alter age klasse jahr jahrgang year grade telefon tel mobil fax handy nr nummer id raum "
    "zimmer geburtsjahr preis kosten euro betrag tag monat woche uhrzeit zeit dauer stunden "
    "ags kennung kreis schluessel code kurs gruppe platz rang semester schulnummer stufe note "
    "min max von bis match score radius"
))  # fmt: skip
_PART: Final = {"lat": "latlon", "lon": "latlon", "count_part": "count", "grades": "ages"}


def unused(cells: pd.DataFrame, used: Collection[str], table: Table) -> list[Finding]:
    """Say which filled columns were not used; of those that look as if they should be, how.

    Parameters
    ----------
    cells
        The columns that were not used, under their headers.
    used
        Names of the schema that the list has.
    """
    out, kept = [], []
    for header in cells.columns:
        column = cells[header].dropna()
        like = _like(str(header), column, used, table) if len(column) else None
        if like is not None:
            out.append(found("list.column_unused", header=_short(header), column=like,
                             understood=WANTED[like]))  # fmt: skip
        elif len(column):
            kept.append(_short(header))
    if kept:
        more = ["…"] if len(kept) > _MOST else []
        out.append(found("list.columns_kept", cells=(*kept[:_MOST], *more)))
    return out


def _like(header: str, column: pd.Series, used: Collection[str], table: Table) -> str | None:
    """What a column looks like, if the list has no such column."""
    texts = column.head(_LOOKED).astype("str")
    people = table.name == "participants"
    name = understood(header, table)[0] or looks_like(header)
    name = _PART.get(name or "", name)
    for like in dict.fromkeys((name, _by_cells(header, texts, people=people))):
        if like is None or like not in WANTED or _has(like, used, people=people):
            continue
        if _fits(like, texts):
            return like
    return None


def _has(like: str, used: Collection[str], *, people: bool) -> bool:
    """Whether the list has that column, or needs none."""
    if like == "latlon":
        return "latlon" in used or {"lat", "lon"} <= set(used)
    if like == "count":
        return not people or "count" in used
    if like == "ages":
        return people or bool({"age_min", "age_max", "ages", "grades"} & set(used))
    if like == "house_number":
        return "house_number" in used or "street" not in used
    return like in used


def _fits(like: str, texts: pd.Series) -> bool:
    """Whether the cells can be what the header sounds like."""
    if like in ("count", "postcode", "house_number", "ages", "latlon"):
        return _share(texts.str.contains(r"[0-9]")) >= _SHARE / 2
    return True


def _by_cells(header: str, texts: pd.Series, *, people: bool) -> str | None:
    if _share(texts.str.fullmatch(_PLZ)) >= _SHARE and not _NO_COUNT & set(folded(header)):
        return "postcode"
    if _share(texts.map(lambda text: point_of(text) is not None and "." in text)) >= _SHARE:
        return "latlon" if not texts.str.fullmatch(r"[0-9., -]{1,10}").all() else None
    if _share(texts.str.fullmatch(_DEGREES)) >= _SHARE:
        values = pd.to_numeric(texts.str.replace(",", "."), errors="coerce")
        return "latlon" if values.between(5, 56).all() else None
    if people and _counts(header, texts):
        return "count"
    return None


def _counts(header: str, texts: pd.Series) -> bool:
    """Whether cells are whole numbers that are no numbering, years, ages or the like."""
    if _share(texts.str.fullmatch(_COUNT)) < 1 or _NO_COUNT & set(folded(header)):
        return False
    values = pd.to_numeric(texts)
    steps = values.diff().dropna()
    return bool(values.max() > 1) and not (len(steps) and bool((steps == 1).all()))


def _share(flags: pd.Series) -> float:
    return float(flags.fillna(value=False).astype(bool).mean()) if len(flags) else 0.0


def _short(header: object) -> str:
    text = str(header)
    return text[:1] + "…" if "@" in text else text[:_LONGEST]
