"""A finding, and the text by which columns of tables carry findings."""

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

from mintgeo._errors import InputError, OptionError
from mintgeo._text import whole
from mintgeo.findings.kinds import Kind, Severity
from mintgeo.findings.of_corrections import CORRECTIONS
from mintgeo.findings.of_lists import LIST
from mintgeo.findings.of_places import ADDRESS, PLACE
from mintgeo.findings.of_plans import PLANS
from mintgeo.findings.of_rows import READ
from mintgeo.findings.of_steps import STEPS
from mintgeo.findings.of_surveys import SURVEY
from mintgeo.findings.of_timetables import TIMETABLES

KINDS: Final[Mapping[str, Kind]] = {
    **READ, **LIST, **PLACE, **ADDRESS, **STEPS, **CORRECTIONS, **TIMETABLES,
    **PLANS, **SURVEY,
}  # fmt: skip
"""Every code → what it means."""
Value = str | int | float | tuple[str, ...]
_LONGEST: Final = 200
"""Letters of a cell that a finding keeps; the cell itself stands in the table."""
_CODE: Final = "code"
_JSON: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class Finding(NamedTuple):
    """What was found: a code of ``KINDS`` and the values it speaks of; ``found`` makes it."""

    code: str
    values: tuple[tuple[str, Value], ...] = ()

    @property
    def kind(self) -> Kind | None:
        """What the code means; None if it is one of another version."""
        return KINDS.get(self.code)

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return self.kind.severity if self.kind else "info"

    @property
    def topic(self) -> str:
        """What it is about."""
        return self.kind.topic if self.kind else "other"

    def get(self, name: str) -> Value | None:
        """A value by its name."""
        return dict(self.values).get(name)


def found(code: str, /, **values: Any) -> Finding:
    """Make a finding of a known code with exactly its values; long texts are cut.

    Raises
    ------
    OptionError
        If there is no such code, or it has other values.

    Examples
    --------
    >>> found("place.respelled", place="Muenster", meant="Münster").get("meant")
    'Münster'
    """
    names = values_of(code)
    if names is None:
        raise OptionError("There is no finding {code!r}; docs/findings.md lists all.", code=code)
    if values.keys() != set(names):
        wanted, came = ", ".join(names) or "none", ", ".join(values) or "none"
        raise OptionError(
            "The values of {code} are {wanted}, not {came}.", code=code, wanted=wanted, came=came
        )
    return Finding(code, tuple([(name, _plain(values[name])) for name in names]))


@lru_cache(maxsize=1_000)
def values_of(code: str) -> tuple[str, ...] | None:
    """Names of the values of a known code."""
    kind = KINDS.get(code)
    return kind.values if kind else None


def encode(findings: Iterable[Finding]) -> str:
    """Write findings as a text that survives every file: JSON of printable letters; empty: none.

    Examples
    --------
    >>> encode([found("place.place_unknown", place="Nirgendwo")])
    '[{"code":"place.place_unknown","place":"Nirgendwo"}]'
    """
    records = [{_CODE: one.code, **dict(one.values)} for one in findings]
    if not records:
        return ""
    text = _JSON.encode(records)
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else json.dumps(one)[1:-1] for one in text)


@lru_cache(maxsize=10_000)
def decode(text: str) -> tuple[Finding, ...]:
    """Read what ``encode`` wrote.

    Raises
    ------
    InputError
        If it is something else.
    """
    if not text.strip():
        return ()
    try:
        return _findings(json.loads(text))
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(
            "A cell of the column 'findings' holds something else; leave that column as it was "
            "written, or empty."
        ) from error


def _findings(records: Any) -> tuple[Finding, ...]:
    if not isinstance(records, list):
        raise TypeError("findings are a list")
    return tuple(map(_finding, records))


def _finding(record: dict[str, Any]) -> Finding:
    code = record.get(_CODE)
    if not isinstance(code, str):
        raise TypeError("a finding has a code")
    return Finding(code, tuple((k, _plain(v)) for k, v in record.items() if k != _CODE))


def _plain(value: Any) -> Value:
    """A value as JSON can keep it: a text (cut where it is long), a number, or some texts."""
    if isinstance(value, str):
        value = whole(value)
        return value if len(value) <= _LONGEST else f"{value[:_LONGEST]} …"
    if isinstance(value, list | tuple):
        return tuple(str(_plain(str(one))) for one in value)
    number = value.item() if hasattr(value, "item") else value
    if not isinstance(number, int | float):
        raise TypeError(f"a value of a finding is text or a number, not {type(value).__name__}")
    return int(number) if float(number).is_integer() else float(number)
