"""Files that members sent → one survey."""

from typing import Any

from mintgeo._errors import MintgeoError
from mintgeo._schema import OFFERS, SURVEY_FINDINGS, SURVEY_HEADERS, SURVEY_SHEETS
from mintgeo.findings import Finding, found
from mintgeo.language import LANGUAGES, language
from mintgeo.read.files import read_sheets
from mintgeo.read.several import BETWEEN
from mintgeo.read.sheet import Sheet
from mintgeo.survey import labels
from mintgeo.survey.checks import check_again, check_dates, check_offer, check_places
from mintgeo.survey.gathering import (
    Records,
    as_table,
    asked,
    counted,
    of_columns,
    of_offer,
    offer_rows,
    record,
    sender_of,
    senders_of,
)
from mintgeo.survey.headers import meant
from mintgeo.survey.overrides import Given, Overrides
from mintgeo.survey.rows import Read, read_addresses, read_rows
from mintgeo.survey.sheets import answers_of
from mintgeo.survey.sources import Source, Sources, sources_of
from mintgeo.survey.table import Copy, Survey
from mintgeo.survey.words_of import CHOICES, choices


class _Desk:
    """What is gathered while files are read, one after the other."""

    def __init__(self, overrides: Overrides) -> None:
        self.overrides = overrides
        self.reads: list[Read] = []
        self.findings: Records = []
        self.copies: list[Copy] = []
        self.refused: dict[str, MintgeoError] = {}
        self.known: dict[Any, str] = {}

    def say(self, file: str, finding: Finding, *, sheet: str = "") -> None:
        """Keep a finding."""
        self.findings.append(record(file, finding, sheet=sheet))

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
            label = f"{name}{BETWEEN}{sheet.name}" if several and sheet.name else name
            self._read_sheet(name, sheet, label)
        self._look_at(name, self.reads[before:])

    def _read_sheet(self, name: str, sheet: Sheet, label: str) -> None:
        """Read one sheet, or say why not; it is kept for the copy either way."""
        if _is_of_template(sheet):
            return
        answers = answers_of(sheet, name, self.overrides)
        if answers is None:
            self.copies.append(Copy(file=name, sheet=sheet))
            if sheet.name and not sheet.hidden:
                self.say(name, found("list.sheet_no_list", sheet=sheet.name), sheet=sheet.name)
            return
        turned = any(one.code == "survey.turned" for one in answers.of_sheet)
        self.copies.append(Copy(file=name, sheet=sheet, turned=turned, header=answers.header))
        if sheet.hidden:
            told = found("list.hidden_sheet_unread", sheet=sheet.name, n=len(answers.rows))
            self.say(name, told, sheet=sheet.name)
        else:
            self.reads.append(read_rows(answers, self.known, label))

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


def _is_of_template(sheet: Sheet) -> bool:
    """Whether a sheet is that of a template with the lists to choose from; it has no header."""
    for say in map(language, LANGUAGES):
        first = {choices(field, say)[0] for field in CHOICES}
        if (
            sheet.hidden
            and sheet.name == say(labels.CHOICES)
            and first.issuperset(cell for cell in sheet.rows[0] if cell)
        ):
            return True
    return False


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
    read_addresses([offer for offer, _ in every])
    senders = [sender_of(offer, read.answers.file) for offer, read in every]
    for offer, _ in every:
        check_offer(offer)
    check_dates([offer for offer, _ in every])
    check_again([(offer, who) for (offer, _), who in zip(every, senders, strict=True)])
    if places:
        check_places([offer for offer, _ in every])
    offers = as_table(offer_rows(every, senders), OFFERS)
    for read in desk.reads:
        desk.findings += of_columns(read)
    for (offer, read), who in zip(every, senders, strict=True):
        desk.findings += of_offer(offer, read, who)
    order = {name: at for at, name in enumerate([*sources.files, *sources.ignored])}
    told = sorted(desk.findings, key=lambda one: (order[one["file"]], one["sheet"], one["row"]))
    findings = as_table(told, SURVEY_FINDINGS)
    return Survey(
        offers=offers, senders=senders_of(offers, findings), findings=findings,
        sheets=as_table(map(counted, desk.reads), SURVEY_SHEETS),
        headers=as_table((one for read in desk.reads for one in asked(read)), SURVEY_HEADERS),
        refused=desk.refused, paths=sources.files, copies=tuple(desk.copies),
    )  # fmt: skip
