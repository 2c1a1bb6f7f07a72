"""Every error can be said in German and in English, with its values, wherever it is raised."""

import ast
import copy
import errno
import pickle
import string

import pytest

from mintgeo._errors import InputError, OutputError, TooCoarseError, name_rows, reason
from mintgeo._phrase import Phrase, phrases
from mintgeo.cli.language import WORDS
from mintgeo.language import explained, said
from mintgeo.language._catalog import messages
from tools.messages import ERRORS, ROOT, error_calls, found, is_said

SAID_BEFORE = {"_errors.py", "_phrase.py", "cli/language.py", "report/pdf.py"}
"""Where phrases are made of what is given, or a text has been said in a language already."""
SAME = {
    "Gemeindeverzeichnis", "[outputs] {error}", "[timetable] {error}", "{file}: {error}",
    "{file}: {faults}.", "{faults}.",
    "{errors}", "{minutes:g}", " ({ids})", " ({near}?)", "; {rows}", "{nothing} {parts}.",
    "{why} {rows}.",
    "{name} ({fault})",
}  # fmt: skip
"""Messages that are the same in both languages: names and marks."""


def fields(text: str) -> set[tuple[str, str | None, str | None]]:
    return {
        (name, spec, conversion)
        for _, name, spec, conversion in string.Formatter().parse(text)
        if name is not None
    }


def test_every_error_begins_with_a_text_or_a_phrase() -> None:
    """No f-string, sum or variable is an error's text: its words could not be said in German."""
    wrong = []
    for file, calls in error_calls().items():
        name = file.relative_to(ROOT).as_posix()
        tree = ast.parse(file.read_text(encoding="utf-8"))
        made = {
            one.name
            for one in ast.walk(tree)
            if isinstance(one, ast.FunctionDef)
            and isinstance(one.returns, ast.Name)
            and one.returns.id == "Phrase"
        }
        for call in calls:
            first = call.args[0] if call.args else None
            of_phrase = isinstance(first, ast.Call) and isinstance(first.func, ast.Name)
            known = of_phrase and first.func.id in made  # type: ignore[union-attr]
            if not (is_said(call) or known or name in SAID_BEFORE):
                wrong.append(f"{name}:{call.lineno}")
    assert not wrong


def test_every_error_is_said_in_german_with_the_same_values() -> None:
    german = messages("de")
    texts = set(found(ERRORS))
    assert len(texts) > 400
    for text in texts:
        assert text in german, text
        (translated,) = german[str(text)]
        if "%" in str(text):
            continue
        assert fields(translated) == fields(str(text)), text
        assert (translated == text) == (text in SAME), text


def test_words_of_the_command_line_are_all_there() -> None:
    for text in WORDS:
        assert text in messages("de")
        assert said(text) != text
        assert said(text, lang="en") == text


def test_values_are_said_too_and_numbers_as_a_language_writes_them() -> None:
    error = InputError(
        "'{file}' has {found:,.0f} {of}, more than the {most:,.0f} that mintgeo reads: {do}.",
        file="a.csv", found=12_345, of=Phrase("cells"), most=1_000,
        do=Phrase("take a smaller one"),
    )  # fmt: skip
    assert str(error) == (
        "'a.csv' has 12,345 cells, more than the 1,000 that mintgeo reads: take a smaller one."
    )
    assert explained(error) == (
        "„a.csv“ hat 12.345 Zellen, mehr als die 1.000, die mintgeo liest: eine kleinere nehmen."
    )
    assert explained(error, lang="en") == str(error)


def test_errors_in_errors_and_lists_of_phrases() -> None:
    inner = InputError("'{file}' has no content.", file="{x}.csv")
    outer = InputError("{file}: {error}", file="a.toml", error=inner)
    assert explained(outer) == "a.toml: „{x}.csv“ hat keinen Inhalt."
    many = Phrase("{faults}.", faults=phrases([Phrase("a number"), "b", Phrase("sheets")], "; "))
    assert (many, said(many)) == ("a number; b; sheets.", "eine Zahl; b; Blätter.")


@pytest.mark.parametrize(
    ("rows", "english", "german"),
    [([7], "row 7", "Zeile 7"), ([7, 9], "rows 7, 9", "Zeilen 7, 9"),
     (range(2, 16), "rows 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 4 more",
      "Zeilen 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 und 4 weitere")],
)  # fmt: skip
def test_rows(rows: list[int], english: str, german: str) -> None:
    text = name_rows(rows, numbers=True)
    assert (text, said(text)) == (english, german)


def test_what_the_system_says() -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    assert explained(full) == "der Datenträger ist voll"
    assert reason(OSError(9999, "strange")) == "strange"
    assert explained(ValueError("wie es ist {x}")) == "wie es ist {x}"
    assert reason(ValueError()) == "no reason given"


@pytest.mark.parametrize(
    "again",
    [copy.copy, copy.deepcopy, lambda e: pickle.loads(pickle.dumps(e))],  # noqa: S301
)
def test_errors_survive_copies_and_processes(again: object) -> None:
    error = OutputError("'{home}' is a file; results need a folder.", home="x")
    other = again(error)  # type: ignore[operator]
    assert (
        explained(other)
        == explained(error)
        == ("„x“ ist eine Datei; Ergebnisse brauchen einen Ordner.")
    )


def test_text_without_values_is_not_filled() -> None:
    assert str(InputError("a {brace}")) == "a {brace}"
    coarse = TooCoarseError("x {mode} {n}", mode="car", minutes=(15.0,), n=3)
    assert (str(coarse), coarse.mode, coarse.minutes) == ("x car 3", "car", (15.0,))
