"""What was gathered while files were read → the tables of a survey."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

import pandas as pd

from mintgeo._schema import SENDERS, Table
from mintgeo._schema.received import EMPTY
from mintgeo.findings import Finding, encode, found
from mintgeo.survey.columns import Asked, clearest_first
from mintgeo.survey.fields import JOINED
from mintgeo.survey.rows import Offer, Read
from mintgeo.survey.sheets import Answers
from mintgeo.survey.vocabulary import key

_SEMICOLON: Final = ";"
Records = list[dict[str, Any]]


def record(file: str, finding: Finding, **at: Any) -> dict[str, Any]:
    """A finding as a row of ``SURVEY_FINDINGS``."""
    return {
        "file": file, "sheet": "", "row": 0, "code": finding.code, "severity": finding.severity,
        "values": encode([finding]), **at,
    }  # fmt: skip


def as_table(rows: Iterable[dict[str, Any]], schema: Table) -> pd.DataFrame:
    """Records as a table of a schema, checked; a text that is empty in a plain column is none."""
    frame = pd.DataFrame(list(rows), columns=[one.name for one in schema.columns])
    for column in schema.columns:
        values = frame[column.name]
        if column.kind == "text":
            frame[column.name] = values.astype("str").where(values.notna())
        else:
            whole = column.kind == "integer" and values.notna().all()
            dtype: Any = "int64" if whole else EMPTY[column.kind]
            frame[column.name] = values.astype(dtype)
    schema.check(frame)
    return frame


def offer_rows(every: list[tuple[Offer, Read]], senders: list[str]) -> Records:
    """Offers as rows of ``OFFERS``."""
    rows = []
    for (offer, read), who in zip(every, senders, strict=True):
        joined = {
            name: _SEMICOLON.join(value) or None
            for name, value in offer.values.items()
            if isinstance(value, list)
        }
        if joined.get("topics"):
            joined["topics"] = "; ".join(offer.values["topics"])
        rows.append({
            **offer.values, **joined, "id": offer.id, "file": read.answers.file,
            "sheet": read.answers.sheet, "row": offer.row.number, "part": offer.part, "sender": who,
            "findings": encode(note.finding for note in offer.notes.said),
        })  # fmt: skip
    return rows


def sender_of(offer: Offer, file: str) -> str:
    """Who sent an offer: an address of e-mail, else a name, else the file."""
    values = offer.values
    if values["email"]:
        return str(values["email"]).casefold()
    name = values["provider"] or values["contact"]
    return key(name) if name else file


def senders_of(offers: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
    """Who sent offers, in the order of their first."""
    rows = []
    for who, own in offers.groupby("sender", sort=False):
        found_ = findings.loc[findings["sender"] == who, "severity"]
        names = own["provider"].dropna().tolist() or own["contact"].dropna().tolist()
        rows.append({
            "id": who, "name": names[0] if names else None,
            "email": next(iter(own["email"].dropna()), None),
            "files": _SEMICOLON.join(dict.fromkeys(own["file"])), "offers": len(own),
            "errors": int(found_.eq("error").sum()), "warnings": int(found_.eq("warning").sum()),
        })  # fmt: skip
    return as_table(rows, SENDERS)


def counted(read: Read) -> dict[str, Any]:
    """How many rows of a sheet became offers, and how many are explained."""
    answers = read.answers
    rows = {offer.row.number for offer in read.offers}
    return {
        "file": answers.file, "sheet": answers.sheet, "rows": answers.number,
        "rows_read": len(rows), "offers": len(read.offers),
        "rows_explained": len({number for number, _ in read.explained} & answers.below),
    }  # fmt: skip


def asked(read: Read) -> Records:
    """What the columns of a sheet were taken for."""
    answers = read.answers
    return [
        {"file": answers.file, "sheet": answers.sheet, "column": one.letters, "header": one.header,
         "field": one.field or None, "choice": one.choice or None, "how": one.how,
         "score": one.score}
        for one in answers.columns
    ]  # fmt: skip


def of_columns(read: Read) -> Iterator[dict[str, Any]]:
    """Findings of the sheet, its columns, and rows that are none."""
    answers = read.answers
    for told in answers.of_sheet:
        yield record(answers.file, told, sheet=answers.sheet)
    used = {column.place for column in answers.columns
            if any(row[answers.columns.index(column)] for _, row in answers.rows)}  # fmt: skip
    ranked = [answers.columns[at] for at in clearest_first(answers.columns)]
    first = {one.field: one for one in reversed(ranked) if one.place in used}
    for one in answers.columns:
        finding: Finding | None = None
        if one.how == "similar":
            finding = found("survey.header_similar", header=one.header, field=one.field)
        elif not one.field and one.place in used:
            finding = found("survey.header_unknown", header=one.header or one.letters)
        elif _is_again(one, first.get(one.field), answers):
            finding = found("survey.header_again", header=one.header, field=one.field)
        if finding is not None:
            yield record(answers.file, finding, sheet=answers.sheet, column=one.letters,
                     header=one.header)  # fmt: skip
    for number, why in read.explained:
        yield record(answers.file, why, sheet=answers.sheet, row=number, cell=why.get("text"))
    for name, (text, number) in answers.above.items():
        told = found("survey.from_head", field=name, cell=text)
        yield record(answers.file, told, sheet=answers.sheet, row=number, cell=text)


def _is_again(one: Asked, first: Asked | None, answers: Answers) -> bool:
    """Whether a column says what another one has said, and says it differently."""
    if first in (None, one) or one.field in JOINED or one.how == "ignored":
        return False
    at, before = answers.columns.index(one), answers.columns.index(first)
    return any(row[at] not in (None, row[before]) for _, row in answers.rows)


def of_offer(offer: Offer, read: Read, who: str) -> Iterator[dict[str, Any]]:
    """Findings of an offer, each at its cell."""
    answers = read.answers
    for note in offer.notes.said:
        asked = offer.row.at.get(note.field)
        column = asked[0] if asked else _column(answers.columns, note.field)
        yield record(
            answers.file, note.finding, sheet=answers.sheet, row=offer.row.number, id=offer.id,
            sender=who, cell=note.cell or (asked[1] if asked else None),
            column=column.letters if column else None, header=column.header if column else None,
        )  # fmt: skip


def _column(columns: list[Asked], name: str) -> Asked | None:
    """The column of a field; of a missing group of fields any that asks for it."""
    kin = {"audience": ("audience", "ages", "grades", "age_from", "grade_from"),
           "place": ("place", "postcode", "street", "venues"),
           "provider": ("provider", "contact", "email")}.get(name, (name,))  # fmt: skip
    return next((one for wanted in kin for one in columns if one.field == wanted), None)
