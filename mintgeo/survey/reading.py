"""Files that members sent → one survey."""

from collections.abc import Iterable
from typing import Any, Final

import pandas as pd

from mintgeo._errors import MintgeoError
from mintgeo._schema import OFFERS, SENDERS, SURVEY_FINDINGS, SURVEY_HEADERS, SURVEY_SHEETS, Table
from mintgeo._schema.received import EMPTY
from mintgeo.findings import Finding, encode, found
from mintgeo.read.files import read_sheets
from mintgeo.read.several import BETWEEN
from mintgeo.survey.checks import check_again, check_offer, check_places
from mintgeo.survey.columns import Asked
from mintgeo.survey.fields import JOINED
from mintgeo.survey.headers import meant
from mintgeo.survey.overrides import Given, Overrides
from mintgeo.survey.rows import Offer, Read, read_rows
from mintgeo.survey.sheets import answers_of
from mintgeo.survey.sources import Source, Sources, sources_of
from mintgeo.survey.table import Copy, Survey
from mintgeo.survey.vocabulary import key

_SEMICOLON: Final = ";"
Records = list[dict[str, Any]]


class _Desk:
    """What is gathered while files are read, one after the other."""

    def __init__(self, overrides: Overrides) -> None:
        self.overrides = overrides
        self.reads: list[Read] = []
        self.findings: Records = []
        self.copies: list[Copy] = []
        self.refused: dict[str, MintgeoError] = {}
        self.known: dict[Any, str] = {}

    def say(self, file: str, finding: Finding, *, sheet: str = "", row: int = 0, **at: Any) -> None:
        """Keep a finding."""
        self.findings.append({
            "file": file, "sheet": sheet, "row": row, "code": finding.code,
            "severity": finding.severity, "values": encode([finding]), **at,
        })  # fmt: skip

    def read(self, name: str, sources: Sources) -> None:
        """Read one file."""
        try:
            sheets = read_sheets(sources.files[name], lambda cell: meant(cell) is not None)
        except MintgeoError as error:
            if not sources.patient:
                raise
            self.refused[name] = error
            self.say(name, found("survey.file_refused"))
            return
        before = len(self.reads)
        several = len([one for one in sheets if not one.hidden]) > 1
        for sheet in sheets:
            answers = answers_of(sheet, name, self.overrides)
            turned = answers is not None and any(
                one.code == "survey.turned" for one in answers.of_sheet
            )
            header = answers.header if answers is not None else 0
            self.copies.append(Copy(file=name, sheet=sheet, turned=turned, header=header))
            if sheet.hidden:
                if answers is not None:
                    told = found("list.hidden_sheet_unread", sheet=sheet.name, n=len(answers.rows))
                    self.say(name, told, sheet=sheet.name)
            elif answers is None:
                self.say(name, found("list.sheet_no_list", sheet=sheet.name), sheet=sheet.name)
            else:
                label = f"{name}{BETWEEN}{sheet.name}" if several and sheet.name else name
                self.reads.append(read_rows(answers, self.known, label))
        self._look_at(name, self.reads[before:])

    def _look_at(self, name: str, reads: list[Read]) -> None:
        """Say whether a file has offers at all, and none but those of another file."""
        if any(read.offers for read in reads):
            return
        others = {
            str(why.get("other")).partition(BETWEEN)[0]
            for read in reads
            for _, why in read.explained
            if why.code == "survey.repeated"
        } - {name}
        if len(others) == 1:
            self.say(name, found("survey.file_again", other=others.pop()))
        else:
            self.say(name, found("survey.no_offers"))


def read_survey(source: Source, *, headers: Given = None, places: bool = True) -> Survey:
    """Read what members of a network say they offer.

    Parameters
    ----------
    source
        A file (.xlsx, .ods, .csv: made by hand, or exports of LimeSurvey, Google Forms and
        Microsoft Forms), a folder of them, or several files and folders.
    headers
        What headers mean where they are not understood: a CSV (``file``, ``header``, ``field``) or
        TOML file, or header → field. ``review`` writes one to begin with.
    places
        Whether postcodes and places are compared with the gazetteer.

    Returns
    -------
    Survey
        ``offers``, ``senders``, and everything that was found: nothing is changed or left out
        without a finding. A file of several that can't be read stands in ``refused``.

    Raises
    ------
    InputError
        If the only file can't be read, or there is none.
    """
    sources = sources_of(source)
    desk = _Desk(Overrides.of(headers))
    for name in sources.files:
        desk.read(name, sources)
    for name in sources.ignored:
        desk.say(name, found("survey.file_ignored"))
    every = [(offer, read) for read in desk.reads for offer in read.offers]
    senders = [_sender(offer, read.answers.file) for offer, read in every]
    for offer, _ in every:
        check_offer(offer)
    check_again([(offer, who) for (offer, _), who in zip(every, senders, strict=True)])
    if places:
        check_places([offer for offer, _ in every])
    offers = _table(_rows(every, senders), OFFERS)
    for read in desk.reads:
        _of_columns(desk, read)
    for (offer, read), who in zip(every, senders, strict=True):
        _of_offer(desk, offer, read, who)
    order = {name: at for at, name in enumerate([*sources.files, *sources.ignored])}
    told = sorted(desk.findings, key=lambda one: (order[one["file"]], one["sheet"], one["row"]))
    findings = _table(told, SURVEY_FINDINGS)
    return Survey(
        offers=offers, senders=_senders(offers, findings), findings=findings,
        sheets=_table(map(_counted, desk.reads), SURVEY_SHEETS),
        headers=_table((one for read in desk.reads for one in _asked(read)), SURVEY_HEADERS),
        refused=desk.refused, paths=sources.files, copies=tuple(desk.copies),
    )  # fmt: skip


def _table(rows: Iterable[dict[str, Any]], schema: Table) -> pd.DataFrame:
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


def _rows(every: list[tuple[Offer, Read]], senders: list[str]) -> Records:
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


def _sender(offer: Offer, file: str) -> str:
    """Who sent an offer: an address of e-mail, else a name, else the file."""
    values = offer.values
    if values["email"]:
        return str(values["email"]).casefold()
    name = values["provider"] or values["contact"]
    return key(name) if name else file


def _senders(offers: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
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
    return _table(rows, SENDERS)


def _counted(read: Read) -> dict[str, Any]:
    answers = read.answers
    rows = {offer.row.number for offer in read.offers}
    return {
        "file": answers.file, "sheet": answers.sheet, "rows": answers.number,
        "rows_read": len(rows), "offers": len(read.offers),
        "rows_explained": len({number for number, _ in read.explained} & answers.below),
    }  # fmt: skip


def _asked(read: Read) -> Records:
    answers = read.answers
    return [
        {"file": answers.file, "sheet": answers.sheet, "column": one.letters, "header": one.header,
         "field": one.field or None, "choice": one.choice or None, "how": one.how,
         "score": one.score}
        for one in answers.columns
    ]  # fmt: skip


def _of_columns(desk: _Desk, read: Read) -> None:
    """Findings of the sheet, its columns, and rows that are none."""
    answers = read.answers
    for told in answers.of_sheet:
        desk.say(answers.file, told, sheet=answers.sheet)
    first: dict[str, Asked] = {}
    used = {column.place for column in answers.columns
            if any(row[answers.columns.index(column)] for _, row in answers.rows)}  # fmt: skip
    for one in answers.columns:
        finding: Finding | None = None
        if one.how == "similar":
            finding = found("survey.header_similar", header=one.header, field=one.field)
        elif not one.field and one.place in used:
            finding = found("survey.header_unknown", header=one.header or one.letters)
        elif one.field in first and one.field not in JOINED and one.how != "ignored":
            finding = found("survey.header_again", header=one.header, field=one.field)
        if one.place in used:
            first.setdefault(one.field, one)
        if finding is not None:
            desk.say(answers.file, finding, sheet=answers.sheet, column=one.letters,
                     header=one.header)  # fmt: skip
    for number, why in read.explained:
        desk.say(answers.file, why, sheet=answers.sheet, row=number, cell=why.get("text"))
    for name, (text, number) in answers.above.items():
        told = found("survey.from_head", field=name, cell=text)
        desk.say(answers.file, told, sheet=answers.sheet, row=number, cell=text)


def _of_offer(desk: _Desk, offer: Offer, read: Read, who: str) -> None:
    answers = read.answers
    for note in offer.notes.said:
        asked = offer.row.at.get(note.field)
        column = asked[0] if asked else _column(answers.columns, note.field)
        desk.say(
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
