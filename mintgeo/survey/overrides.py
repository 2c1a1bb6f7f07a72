"""What the user says headers mean: a TOML or CSV file, or a mapping."""

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from mintgeo._csv import unmarked
from mintgeo._door import check_file, reading
from mintgeo._errors import InputError
from mintgeo._limits import LIMITS
from mintgeo._phrase import Phrase
from mintgeo.language import LANGUAGES, language
from mintgeo.survey.fields import FIELDS, IGNORED
from mintgeo.survey.vocabulary import key

EVERYWHERE: Final = "*"
"""In place of a file: all of them."""
_WHAT: Final = Phrase("file of headers")
Given = str | Path | Mapping[str, str] | None
"""A file (``file``, ``header``, ``field``), or header → field for all files."""


@dataclass(frozen=True, kw_only=True)
class Overrides:
    """Header → field, by file."""

    by_file: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, given: Given) -> "Overrides":
        """Read what somebody gives.

        Raises
        ------
        InputError
            If the file can't be read, or names a field that there is not; all are named.
        """
        if given is None:
            return cls()
        if isinstance(given, Mapping):
            rows = [(EVERYWHERE, header, name) for header, name in given.items()]
        else:
            rows = list(_rows(check_file(given, most=LIMITS.text_bytes)))
        by_file: dict[str, dict[str, str]] = {}
        wrong = [name for _, _, name in rows if _field(name) is None]
        if wrong:
            raise InputError(
                "Headers can mean {known}, not {wrong}.",
                known=", ".join(one.name for one in FIELDS), wrong=", ".join(map(repr, wrong)),
            )  # fmt: skip
        for file, header, name in rows:
            by_file.setdefault(file, {})[_plain(header)] = _field(name) or IGNORED
        return cls(by_file=by_file)

    def find(self, file: str, header: str) -> str | None:
        """The field that is given for a header of a file."""
        word = _plain(header)
        names = (file, Path(file).name, EVERYWHERE)
        return next((got for one in names if (got := self.by_file.get(one, {}).get(word))), None)


def _rows(file: Path) -> Iterator[tuple[str, str, str]]:
    with reading(file.name, _WHAT):
        text = file.read_text(encoding="utf-8-sig")
        if file.suffix.lower() == ".toml":
            yield from _of_toml(tomllib.loads(text))
            return
        sign = ";" if ";" in text.partition("\n")[0] else ","
        for row in csv.DictReader(text.splitlines(), delimiter=sign):
            told = {name: unmarked(str(cell or "")) for name, cell in row.items() if name}
            if told["field"].strip():
                yield told.get("file") or EVERYWHERE, told["header"], told["field"]


def _of_toml(told: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Tables named as files, or as "*", of header = field."""
    for file, headers in told.items():
        for header, name in headers.items():
            yield file, str(header), str(name)


def _field(name: str) -> str | None:
    """The field of a name, or of its heading in any language."""
    known = {one.name: one.name for one in FIELDS}
    for lang in LANGUAGES:
        known |= {key(language(lang)(one.heading)): one.name for one in FIELDS}
    return known.get(name.strip()) or known.get(key(name))


def _plain(header: str) -> str:
    return " ".join(header.split()).casefold()
