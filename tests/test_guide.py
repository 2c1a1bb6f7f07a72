"""The guide is true: its files are written, its commands run and answer as printed, in order."""

import doctest
import re
import shlex
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import MISSING, Field, fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import mintgeo as mg
from mintgeo._schema import PARTICIPANTS, SITES
from mintgeo.chapters import ROUTERS
from mintgeo.chapters.given import Listed
from mintgeo.cli import main
from mintgeo.cli.parser import command_parser
from mintgeo.language import language
from mintgeo.read.meaning import meaning
from mintgeo.study import options
from tests.once import running

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
GUIDE = DOCS / "anleitung"
BLOCK = re.compile(
    r"^```(?:\{code-block\} )?(\w+)\n(?::caption: (\S+)\n\n)?(.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
ROW = re.compile(r"^\| (`[^|]+) \| ([^|]+) \| ([^|]+) \| [^|]+\|$", re.MULTILINE)


def pages() -> list[Path]:
    """Pages of the guide in their order."""
    (toctree,) = re.findall(r"```\{toctree\}\n(.*?)```", read(GUIDE / "index.md"), re.DOTALL)
    return [GUIDE / f"{name}.md" for name in toctree.split()]


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def exchanges(text: str) -> Iterator[tuple[str, str]]:
    """Commands of a console, each with what it answers."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, answer = part.partition("\n")
        yield command, answer


def run(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What a command answers."""
    name, *words = shlex.split(command)
    assert name == "mintgeo"
    with suppress(SystemExit):
        main(words)
    said = capsys.readouterr()
    return said.out + said.err


@pytest.mark.slow
def test_guide_runs(
    country_kept: Path, town_kept: Path,
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    known = {"deutschland": country_kept, "neubrandenburg": town_kept}
    monkeypatch.setattr(mg.study, "run", running(known))
    (tmp_path / "data").mkdir()
    (tmp_path / "studies").mkdir()
    (tmp_path / "data" / "raw").symlink_to(ROOT / "data" / "raw")
    for study in (ROOT / "studies").glob("*.toml"):
        text = read(study).replace("for_print = true", "for_print = false")  # drawn elsewhere
        (tmp_path / "studies" / study.name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    checker, names = doctest.OutputChecker(), {}
    for page in pages():
        for kind, file, text in BLOCK.findall(read(page)):
            if file:
                Path(file).parent.mkdir(exist_ok=True)
                Path(file).write_text(text, encoding="utf-8")
            elif kind == "python":
                exec(text, names)  # noqa: S102
                capsys.readouterr()  # what examples print is theirs
            elif kind == "console":
                for command, wanted in exchanges(text):
                    said = run(command, capsys)
                    assert checker.check_output(wanted, said, doctest.ELLIPSIS), (page.name, said)
    assert Path("karte.html").stat().st_size > 100_000


def test_headers_of_the_guide_are_understood() -> None:
    wanted = {
        "PLZ": "postcode", "Ort": "place", "Straße": "street", "Hausnummer": "house_number",
        "Land": "state", "Kennung": "id", "Anzahl (nur Teilnehmende)": "count",
        "Name (Pflicht bei Angeboten)": "name", "Art": "category", "Themen": "topics",
        "Träger": "provider", "Plätze": "capacity", "Rolle": "role",
    }  # fmt: skip
    told = dict(
        re.findall(r"^\| ([^|`]+) \| (`.*) \|$", read(GUIDE / "eigene_liste.md"), re.MULTILINE)
    )
    assert set(wanted) <= set(told)
    for what, name in wanted.items():
        table = PARTICIPANTS if name == "count" else SITES
        headers = re.findall(r"`([^`]+)`", told[what])
        assert {meaning(header, table) for header in headers} == {name}, what
    pairs = {"Koordinaten": {"lat", "lon", "latlon"}, "Alter": {"age_min", "age_max"}}
    for what, names in pairs.items():
        headers = re.findall(r"`([^`]+)`", told[what])
        assert {meaning(header, SITES) for header in headers} == names


TYPES = {
    str: "Text", Path: "Datei", float: "Zahl", float | None: "Zahl", int: "ganze Zahl",
    Path | None: "Datei", bool: "ja oder nein", date: "Datum", date | None: "Datum",
    Listed: "Text, Liste oder Tabelle",
    list[str]: "Liste von Texten", list[float]: "Liste von Zahlen",
    list[Path]: "Liste von Dateien", str | date: "Text oder Datum",
    str | int | list[str | int]: "Text, Zahl oder Liste davon",
}  # fmt: skip


FEWER = {"corrections": "Text oder Liste"}
"""Options that refuse a part of what their type says."""


def default(option: Field[Any], required: set[str]) -> str:
    """How the page writes the default of an option."""
    if option.name in required:
        return "nötig"
    made = option.default_factory
    value = made() if made is not MISSING else option.default
    if value is MISSING or value in ("", None):
        return "leer"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, list):
        quoted = [f'"{one}"' if isinstance(one, str) else f"{one:g}" for one in value]
        return f"`[{', '.join(quoted)}]`" if quoted else "leer"
    return f'`"{value}"`' if isinstance(value, str) else f"{value:g}"


def rows(section: type) -> list[tuple[str, str, str]]:
    """How the page writes the options of a section."""
    required = options.required(section)
    return [
        (f"`{one.name}`", FEWER.get(one.name, TYPES[one.type]), default(one, required))
        for one in fields(section)
    ]


def test_every_option_of_a_study_is_told() -> None:
    _, *parts = re.split(
        r"^## \[(\w+)\]$", read(DOCS / "referenz" / "studie.md"), flags=re.MULTILINE
    )
    told = {name: ROW.findall(text) for name, text in zip(parts[::2], parts[1::2], strict=True)}
    head = [(f"`{name}`", TYPES[kind], "nötig") for name, kind in options._HEAD.items()]
    wanted = {"study": head}
    for name, section in options.sections().items():
        wanted[name] = rows(section)
    wanted["router"] += [
        row for kind in ROUTERS.values() if kind.beside is None for row in rows(kind.options)
    ]
    assert told == wanted


def commands() -> dict[str, set[str]]:
    """Every command and its flags."""
    parsers = dict(_subparsers(command_parser(language())))
    for verb in ("data", "register"):
        parsers |= {f"{verb} {name}": one for name, one in _subparsers(parsers.pop(verb)).items()}
    return {
        name: set(one._option_string_actions) - {"-h", "--help"} for name, one in parsers.items()
    }


def _subparsers(parser: ArgumentParser) -> dict[str, ArgumentParser]:
    (group,) = [one for one in parser._actions if isinstance(one.choices, dict)]
    return group.choices


def test_every_command_and_target_is_told() -> None:
    page = read(DOCS / "referenz" / "befehle.md")
    _, *parts = re.split(r"^## (?:mintgeo )?([\w ]+)$", page, flags=re.MULTILINE)
    told = dict(zip(parts[::2], parts[1::2], strict=True))
    targets = re.findall(r"`make ([a-z]+)`", told.pop("make"))
    flags = {name: set(re.findall(r"`(--?[a-z0-9]+)`", text)) for name, text in told.items()}
    assert flags == commands()
    makefile = read(ROOT / "Makefile")
    assert set(targets) <= set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
