"""What a study file may say: sections and keys of the TOML, checked all at once."""

import tomllib
from collections.abc import Mapping, Set
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from mintgeo._door import check_file
from mintgeo._errors import InputError, MintgeoError, OptionError
from mintgeo._limits import LIMITS
from mintgeo._phrase import Phrase
from mintgeo.chapters import Study, registered
from mintgeo.chapters.basics import SECTIONS, CoverageOptions, RouterOptions
from mintgeo.chapters.given import unknown
from mintgeo.chapters.protocol import Chapter
from mintgeo.chapters.routers import ROUTERS
from mintgeo.chapters.stages import Stage, asked, table_names
from mintgeo.language import LANGUAGES
from mintgeo.study.faults import Fault, built, refusal, unread
from mintgeo.study.inputs import file_faults
from mintgeo.study.lines import Lines, read_lines
from mintgeo.study.names import all_stages
from mintgeo.study.routing import routing, with_files
from mintgeo.study.values import key_faults, required, section_faults

_HEAD: Final = {"name": str, "title": str, "as_of": date}
_NO_HEAD: Final[Mapping[str, Any]] = {"name": "", "title": "", "as_of": date.min}
_NEEDED: Final = frozenset({"inputs", "outputs"})


def sections() -> dict[str, type]:
    """Every section of a study file but the first, with its options."""
    chapters = {one.name: one.section for one in registered() if one.section is not None}
    return {**SECTIONS, **{one.key: one.options for one in ROUTERS.beside()}, **chapters}


def load_study(path: str | Path) -> Study:
    """Read and check a study file.

    Raises
    ------
    InputError
        If there is no such file, it is not TOML, or it says something that is unknown, missing, of
        the wrong type or outside of what it may be; the message lists all such faults, with their
        lines, and what is wrong with the files that the study reads.
    """
    file = Path(path)
    text = _text_of(file)
    try:
        raw, lines = tomllib.loads(text), Lines()
    except (ValueError, RecursionError) as error:
        lines = read_lines(text)
        if not lines.unread:
            raise InputError(
                "{file} is not a TOML file: {error}.", file=file.name, error=str(error)[:200]
            ) from error
        raw = lines.raw
    checked = _Checked(raw=raw, whole=not lines.unread)
    plan = checked.plan(file)
    faults = [*unread(lines), *checked.faults]
    if plan is not None and not faults:
        return plan
    faults += file_faults(plan) if plan is not None else []
    raise refusal(file.name, faults, lines if lines.unread else read_lines(text))


@dataclass(kw_only=True)
class _Checked:
    """The sections of a study file, and what is wrong with them.

    What a file of which a part is unread lacks may stand there, and is no fault.
    """

    raw: Mapping[str, Any]
    whole: bool
    faults: list[Fault] = field(default_factory=list)

    def plan(self, file: Path) -> Study | None:
        """The study, as far as it can be made of what is right; None if it has no inputs."""
        known = sections()
        self.faults += [
            Fault(at=(name,), text=unknown(name, {"study", *known}, Phrase("sections")))
            for name in self.raw
            if name not in {"study", *known}
        ]
        head = self.raw.get("study", {})
        wrong = self._note(key_faults(head, _HEAD, needed=set(_HEAD), name="study"))
        head = _NO_HEAD if wrong else head
        made = {
            name: self._section(name, kind, file.resolve())
            for name, kind in known.items()
            if name != "router" and (name in self.raw or name in SECTIONS)
        }
        made["router"], way, faults = routing(self.raw.get("router", {}), file.resolve())
        self._note(faults)
        parts: dict[str, Any] = {name: made.pop(name) for name in SECTIONS} | {"way": way}
        if parts["inputs"] is None:
            return None
        further = {known[name]: one for name, one in made.items() if one is not None}
        plan = self._joined(file, head, parts, further)
        self._check(plan)
        return plan

    def _check(self, plan: Study) -> None:
        """Ask the chapters whether sections fit together, as far as these are right."""
        faulty = {one.at[0] for one in self.faults if one.at}
        if not self.whole or "inputs" in faulty:
            return
        running = set(asked(plan, all_stages()))
        for chapter in registered():
            try:
                chapter.check(plan)
                _check_told(chapter, plan, running)
            except MintgeoError as error:
                if chapter.name not in faulty:
                    self._note([Fault(at=(chapter.name,), text=error)])

    def _joined(
        self, file: Path, head: Mapping[str, Any], parts: dict[str, Any], further: dict[type, Any]
    ) -> Study:
        try:
            return Study(**head, path=file.resolve(), sections=further, **parts)
        except MintgeoError as error:
            self._note([Fault(at=("router", "max_min"), text=error)])
        usual = {"router": RouterOptions(), "way": None, "coverage": CoverageOptions()}
        return Study(**head, path=file.resolve(), sections=further, **{**parts, **usual})

    def _section(self, name: str, kind: type, file: Path) -> Any:
        """The options of a section; where they can't be had, as if it said nothing."""
        given = self.raw.get(name, {})
        faults, needed = section_faults(given, kind, name), required(kind)
        self._note(faults)
        bad, options = {one.key for one in faults}, None
        if isinstance(given, dict) and not needed & bad:
            right = {key: value for key, value in given.items() if key not in bad}
            options = self._built(with_files(right, kind, file), name, kind, less=bool(bad))
        known = name in SECTIONS and name != "inputs"
        return _stand_in(kind) if options is None and known else options

    def _built(self, right: dict[str, Any], name: str, kind: type, *, less: bool) -> Any:
        options, faults = built(kind, right, required(kind), name, less=less or not self.whole)
        self._note(faults)
        return options

    def _note(self, faults: list[Fault]) -> bool:
        """Keep faults; whether there were any."""
        self.faults += [one for one in faults if self.whole or not one.missing]
        return bool(faults)


def _check_told(chapter: Chapter, plan: Study, running: Set[Stage]) -> None:
    """Refuse a section of which nothing would be told, for the study lacks a list."""
    if chapter.section is None or plan.section(chapter.section) is None or not chapter.kinds:
        return
    lists = ("sites", "participants")
    missing = [name for name in lists if not plan.inputs.files(name).paths]
    others = {kind: one for kind, one in plan.sections.items() if kind is not chapter.section}
    told = any(item in chapter.kinds for stage in running for item in stage.makes) or (
        table_names(plan, all_stages()) != table_names(replace(plan, sections=others), all_stages())
    )
    if missing and not told:
        raise OptionError(
            "[{section}] needs a list: {missing} in [inputs].",
            section=chapter.name, missing=", ".join(missing),
        )  # fmt: skip


def _stand_in(kind: type) -> Any:
    """Options of a section that is faulty, so that the others can be checked."""
    return kind(**dict.fromkeys(required(kind), "."))


def language_of(path: str | Path) -> str:
    """The language of a study's results; German where the file does not say it, or can't."""
    with suppress(InputError):
        text = _text_of(Path(path))
        try:
            said = tomllib.loads(text).get("outputs")
        except (ValueError, RecursionError):
            said = read_lines(text).raw.get("outputs")
        lang = said.get("lang") if isinstance(said, dict) else None
        if lang in LANGUAGES:
            return str(lang)
    return LANGUAGES[0]


def lines_of(path: Path) -> Lines:
    """Where everything stands in a study file; nowhere if it can't be read any more."""
    with suppress(InputError):
        return read_lines(_text_of(path))
    return Lines()


def _text_of(file: Path) -> str:
    check_file(file, most=LIMITS.text_bytes, hint=Phrase("; a study file (.toml) is needed"))
    content = file.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = len(content[: error.start].split(b"\n"))
        raise InputError(
            "{file} is not a TOML file: line {line} has letters that are not UTF-8; save it with "
            "the encoding UTF-8.",
            file=file.name, line=line,
        ) from error  # fmt: skip
