"""What was found, written: a page, copies to send back, the offers, the headers to correct."""

import re
from pathlib import Path
from typing import Final

from mintgeo._csv import write_csv
from mintgeo._excel import save
from mintgeo._outputs import SURVEY, writing
from mintgeo.language import N_, language
from mintgeo.survey.marked import marked_book
from mintgeo.survey.page import page_of
from mintgeo.survey.table import Survey
from mintgeo.survey.workbook import STAMP, template_book

_PAGE, _OFFERS, _HEADERS = f"{SURVEY}.html", f"{SURVEY}_angebote.xlsx", f"{SURVEY}_spalten.csv"
_COPIES: Final = f"{SURVEY}_rueckfragen"
_UNSAFE: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_DONE: Final = N_("{offers} Angebote, {errors} Fehler, {warnings} Hinweise")


def review(
    survey: Survey,
    folder: str | Path,
    *,
    title: str = "",
    lang: str = "de",
    force: bool = False,
) -> list[Path]:
    """Write what is to be asked, and what is known.

    Parameters
    ----------
    survey
        What ``read_survey`` gave.
    folder
        Made if it is not there; only the user can read what is written, as it names people.
    title
        Of the page.
    lang
        ``de`` or ``en``.
    force
        Overwrite files in the way that mintgeo did not write, or that were changed since.

    Returns
    -------
    list of Path
        ``umfrage.html``; ``umfrage_angebote.xlsx``, all offers in the form of the template;
        ``umfrage_spalten.csv``, what headers were taken for, to be corrected; and in
        ``umfrage_rueckfragen`` a copy of every file with the questions on its cells. A copy is made
        of what was read, as text: no macro, formula or link of a file comes into it.

    Raises
    ------
    OutputError
        If files of somebody else are in the way, or it can't be written.
    OptionError
        If mintgeo does not speak the language.
    """
    say = language(lang)
    copies = _names([name for name in survey.paths if name not in survey.refused])
    names = [_PAGE, _OFFERS, _HEADERS, *copies.values()]
    inputs = list(survey.paths.values())
    with writing(folder, parts={"survey"}, wanted=names, inputs=inputs, force=force) as new:
        page = page_of(survey, title=title, lang=lang)
        (new.folder / _PAGE).write_text(page, encoding="utf-8", newline="\n")
        save(template_book(survey.offers, say), new.folder / _OFFERS, STAMP)
        write_csv(survey.headers_table(), new.folder / _HEADERS, sep=";", decimal=",")
        (new.folder / _COPIES).mkdir()
        for name, copy in copies.items():
            book = marked_book(survey, name, say)
            book.properties.created = STAMP
            save(book, new.folder / copy, STAMP)
    return [Path(folder) / name for name in names]


def summary(survey: Survey, *, lang: str = "de") -> str:
    """Say in a line what came back."""
    severities = survey.findings["severity"]
    say = language(lang)
    return say(
        _DONE, offers=say.number(len(survey.offers)),
        errors=say.number(int(severities.eq("error").sum())),
        warnings=say.number(int(severities.eq("warning").sum())),
    )  # fmt: skip


def _names(files: list[str]) -> dict[str, str]:
    """File → its copy, below the folder of copies; no two alike."""
    out: dict[str, str] = {}
    for file in files:
        stem = _UNSAFE.sub("_", file.rpartition(".")[0] or file).strip(". ") or "datei"
        free, number = stem, 1
        while f"{_COPIES}/{free}.xlsx".casefold() in {one.casefold() for one in out.values()}:
            number += 1
            free = f"{stem} ({number})"
        out[file] = f"{_COPIES}/{free}.xlsx"
    return out
