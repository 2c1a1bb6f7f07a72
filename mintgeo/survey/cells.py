"""The cells of one row → one text per field: crosses become choices, "s. o." what stands above."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from mintgeo._csv import marked
from mintgeo.read.sheet import Row
from mintgeo.survey.columns import Asked
from mintgeo.survey.contacts import says_nothing, yes_or_no
from mintgeo.survey.fields import IGNORED, JOINED
from mintgeo.survey.notes import Notes
from mintgeo.survey.vocabulary import key

BETWEEN: Final = "; "
_DITTO: Final = frozenset({"so", "siehoben", "sieheoben", "dito", "ditto", "dto", "wieoben",
                           "seeabove", "sameasabove", "asabove", "idem"})  # fmt: skip
_MARKS: Final = re.compile(r"[\"'„“”〃]{1,2}|-\s*[\"”“]\s*-")
_SIGNS: Final = "=+@＝＋＠"


@dataclass(kw_only=True)
class Filled:
    """What a row says: field → text, and field → column and cell where it stands.

    ``content`` is all that it says but for what survey tools add, by which rows are compared.
    """

    number: int
    texts: dict[str, str] = field(default_factory=dict)
    at: dict[str, tuple[Asked, str]] = field(default_factory=dict)
    content: tuple[tuple[str, str], ...] = ()
    notes: Notes = field(default_factory=Notes)


def filled(
    number: int, row: Row, columns: list[Asked], order: Sequence[int], before: Mapping[int, str]
) -> tuple[Filled, dict[int, str]]:
    """What a row says, and its cells by place for the row below; ``before`` are those above.

    ``order`` are positions of columns; the first that is filled says what a field is.
    """
    out = Filled(number=number)
    cells: dict[int, str] = {}
    for at in order:
        column, cell = columns[at], row[at]
        if cell is None or not column.field or column.field == IGNORED:
            continue
        out.at.setdefault(column.field, (column, cell))
        text = _resolved(cell, column, before, out.notes.at(column.field, cell))
        if text is None:
            continue
        cells[column.place] = text
        said = _chosen(text, column, out.notes) if column.choice else text
        if said is None or (says_nothing(said) and column.field not in ("cost", "consent")):
            continue
        if said[0] in _SIGNS and marked(said) != said:
            out.notes.add("survey.formula_text", cell=said)
        _put(out, column.field, said, (column, cell))
    out.content = tuple(
        (name, text) for name, text in sorted(out.texts.items()) if name != "submitted"
    )
    return out, cells


def _put(out: Filled, name: str, text: str, at: tuple[Asked, str]) -> None:
    """Keep a text; of a field with several columns all, or the one with the clearest header.

    Of several questions whether it may be published all count.
    """
    known = out.texts.get(name)
    if known is None:
        out.texts[name], out.at[name] = text, at
    elif (name in JOINED or name == "consent") and text not in known.split(BETWEEN):
        out.texts[name] = known + BETWEEN + text


def _resolved(cell: str, column: Asked, before: Mapping[int, str], notes: Notes) -> str | None:
    """What a cell says, where it only points to the one above."""
    if column.choice or not (key(cell) in _DITTO or _MARKS.fullmatch(cell.strip())):
        return cell
    above = before.get(column.place)
    if above is None:
        notes.add("survey.nothing_above", cell=cell)
        return None
    notes.add("survey.as_above", cell=cell, meant=above)
    return above


def _chosen(text: str, column: Asked, notes: Notes) -> str | None:
    """The choice of a column that is crossed; texts beside "other", and times below a day."""
    answer = yes_or_no(text)
    if answer is not None:
        return column.choice if answer == "yes" and not column.is_free else None
    if column.is_free:
        return text
    if column.field == "times":
        return f"{column.choice} {text}"
    if not says_nothing(text):
        notes.add("survey.choice_odd", cell=text, choice=column.choice)
    return None
