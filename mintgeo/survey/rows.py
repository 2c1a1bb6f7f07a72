"""The rows of one sheet → offers; rows that are none are explained."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import pandas as pd

from mintgeo._schema import SITES
from mintgeo.findings import Finding, Gathered, found
from mintgeo.read.columns import shared_columns
from mintgeo.read.layout import Listing
from mintgeo.survey.cells import Filled, filled
from mintgeo.survey.columns import clearest_first
from mintgeo.survey.notes import Note, Notes
from mintgeo.survey.offers import offer_of
from mintgeo.survey.parts import parts_of
from mintgeo.survey.sheets import Answers
from mintgeo.survey.terms import Values

_TEST: Final = re.compile(
    r"\W*(?:test(?:s|e|en|ing|zeile|angebot|eintrag|name|titel|kurs|er)?|asdf\w*|x{2,}|bla(?:\W?bla)*|dummy|"
    r"qwert\w*|lorem ipsum.*|foo(?:bar)?|bar|probe(?:eintrag|zeile)?|aaa+|123+4*5*|hallo|"
    r"muster)\W*\d*\W*",
    re.IGNORECASE,
)  # fmt: skip
_EXAMPLE: Final = re.compile(
    r"\W*(?:beispiel|bsp\.?|z\.\s?b\.?|example|e\.\s?g\.?|muster(?:angebot|zeile|eintrag)?)(?:\s*:|\W*$)|\W*(?:beispiel|muster)"
    r"(?:zeile|angebot|eintrag)\b",
    re.IGNORECASE,
)
_ADDRESS: Final = ("street", "house_number", "postcode", "place", "district", "state", "lat", "lon",
                   "latlon")  # fmt: skip
_READ: Final = ("street", "postcode", "place", "state", "lat", "lon")
_ABOUT: Final = {"postcode": "postcode", "coordinates": "latlon", "address": "street",
                 "place": "place", "house": "house_number"}  # fmt: skip
"""What a code of the readers begins with → the field that it is about."""


@dataclass(kw_only=True)
class Offer:
    """One offer on its way: where it stands, its values, and what was found of it."""

    row: Filled
    part: int
    values: Values
    notes: Notes
    id: str = ""


@dataclass(kw_only=True)
class Read:
    """What came of one sheet; ``explained`` are rows that are no offers."""

    answers: Answers
    offers: list[Offer] = field(default_factory=list)
    explained: list[tuple[int, Finding]] = field(default_factory=list)


def read_rows(answers: Answers, known: dict[Any, str], label: str) -> Read:
    """The offers of a sheet.

    ``known`` are contents of rows that were read before, of any file, and where; it grows. Rows
    are called as Excel does, behind ``label``.
    """
    out = Read(answers=answers, explained=list(answers.explained))
    above: dict[int, str] = {}
    order = clearest_first(answers.columns)
    for number, row in answers.rows:
        one, cells = filled(number, row, answers.columns, order, above)
        why = _no_offer(one, known, f"{label}!{number}")
        if why is not None:
            text = " | ".join(dict.fromkeys(cell for cell in row if cell))
            out.explained.append((number, found(why[0], row=number, text=text, **why[1])))
            continue
        above |= cells
        _from_head(one, answers)
        _of_sheet(one, answers)
        out.offers += _offers(one)
    for offer in out.offers:
        suffix = f"/{offer.part}" if offer.part > 1 else ""
        offer.id = f"{label}!{offer.row.number}{suffix}"
    return out


def _no_offer(one: Filled, known: dict[Any, str], label: str) -> tuple[str, dict[str, str]] | None:
    """Why a row is no offer, if it is none."""
    if not one.content:
        return "survey.empty_row", {}
    title = one.texts.get("title", "")
    if _TEST.fullmatch(title):
        return "survey.test_row", {}
    if _EXAMPLE.match(title):
        return "survey.example_row", {}
    before = known.setdefault(one.content, label)
    return None if before == label else ("survey.repeated", {"other": before})


def _from_head(one: Filled, answers: Answers) -> None:
    """Let what stands above the list hold where a row says nothing."""
    for name, (text, _) in answers.above.items():
        if name not in one.texts:
            one.texts[name] = text
            one.notes.at(name, text).add("survey.from_head", field=name, cell=text)


def _of_sheet(one: Filled, answers: Answers) -> None:
    """What the reader of the file has found of a row, at its cell."""
    for finding in answers.of_rows.get(one.number, ()):
        name, cell = _cell_of(finding, one, answers)
        one.notes.said.append(Note(name, cell, finding))


def _cell_of(finding: Finding, one: Filled, answers: Answers) -> tuple[str, str]:
    text = finding.get("cell")
    cells = finding.get("cells")
    letters = (
        {re.sub(r"\d", "", str(cell)) for cell in cells} if isinstance(cells, tuple) else set()
    )
    for column in answers.columns:
        if column.letters in letters and column.field:
            return column.field, ""
    for name, (_, cell) in one.at.items():
        if cell == text or (isinstance(cells, tuple) and cell in cells):
            return name, cell
    return "", ""


def _offers(one: Filled) -> Iterator[Offer]:
    """The offers of a row; what is found of the row as a whole is said of the first."""
    for part, texts in enumerate(parts_of(one.texts, one.notes), start=1):
        notes = Notes(said=list(one.notes.said)) if part == 1 else Notes()
        yield Offer(row=one, part=part, values=offer_of(texts, notes), notes=notes)


def read_addresses(offers: Sequence[Offer]) -> None:
    """Addresses as the readers of lists understand them, and what they find."""
    rows = [{name: offer.values.get(name) for name in _ADDRESS} for offer in offers]
    cells = pd.DataFrame(rows, columns=list(_ADDRESS), dtype="str")
    kept = [name for name in _ADDRESS if name in _READ[:3] or cells[name].notna().any()]
    cells = cells[kept].assign(_row=range(1, len(rows) + 1))
    if not rows:
        return
    cells.attrs = {"headers": tuple((name, name) for name in kept), "parts": []}
    gathered = Gathered(len(rows))
    read = shared_columns(Listing(cells), SITES, gathered, "survey")
    for offer, values, findings in zip(
        offers, read[list(_READ)].to_dict("records"), gathered.lists(), strict=True
    ):
        offer.values |= {str(name): None if pd.isna(one) else one for name, one in values.items()}
        for one in findings:
            name = _ABOUT.get(one.code.partition(".")[2].partition("_")[0], "place")
            text = str(one.get("cell") or "")
            offer.notes.said.append(Note(name, text, one))
