"""Findings → sentences and tables that people read."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, Final

import pandas as pd

from mintgeo.findings.column import findings_of
from mintgeo.findings.finding import Finding, Value, values_of
from mintgeo.findings.kinds import stage_of
from mintgeo.findings.of_rows import COLUMNS
from mintgeo.findings.of_steps import WITHHELD
from mintgeo.findings.of_surveys import FIELD_NAMES
from mintgeo.language import LEVELS, N_, Language, language

_NAMED: Final[Mapping[str, Mapping[str, str]]] = {
    "column": COLUMNS,
    "why": WITHHELD,
    "level": LEVELS,
    "field": FIELD_NAMES,
}
"""Values that are codes themselves → what they are called."""
_QUOTED: Final = "cells"
"""Value that lists texts of cells."""
_DAY: Final = "day"
"""Value that is an ISO date."""
_MORE: Final = "…"
_BETWEEN: Final = "; "
_READ: Final = "read"


def sentence(one: Finding, say: Language) -> str:
    """Say a finding; one of a code that is not known says its code and values."""
    said = {name: _said(name, value, say) for name, value in one.values}
    kind = one.kind
    if kind is None or not said.keys() >= set(values_of(one.code) or ()):
        return ", ".join([one.code, *(f"{name} {text}" for name, text in said.items())])
    if kind.several:
        n = one.get("n")
        number = float(n) if isinstance(n, int | float) else float("nan")
        rest = {name: text for name, text in said.items() if name != "n"}
        return say.count(kind.sentence, kind.several, number, **rest)
    return say(kind.sentence, **said)


def sentences(findings: Iterable[Finding], say: Language) -> str:
    """Say several findings, one after the other."""
    return _BETWEEN.join(sentence(one, say) for one in findings)


def row_notes(table: pd.DataFrame, *, stage: str | None = None, lang: str = "de") -> pd.Series:
    """Say what was found of every row.

    Parameters
    ----------
    table
        A table with a column ``findings``.
    stage
        ``read`` for what the reader says, ``match`` for what was said when the row was placed; both
        by default.
    lang
        ``de`` or ``en``.

    Returns
    -------
    Series
        A text for every row, empty where nothing was found. With ``stage="read"`` and
        ``stage="match"`` in German it is what the columns ``read_note`` and ``match_note`` held
        when the table was made.

    Raises
    ------
    InputError
        If the column holds something else than findings.

    Examples
    --------
    >>> import pandas as pd
    >>> import mintgeo as mg
    >>> people = mg.read_participants(pd.DataFrame({"PLZ": [1067], "Ort": ["Dresden"]}))
    >>> mg.row_notes(people, lang="en").iloc[0]
    'postcode 1067 given its leading zero: 01067'
    """
    return notes(findings_of(table), table.index, stage=stage, lang=lang)


def notes(
    rows: Iterable[tuple[Finding, ...]], index: pd.Index, *, stage: str | None = None,
    lang: str = "de",
) -> pd.Series:  # fmt: skip
    """Say findings of rows as ``row_notes`` does those of a table."""
    say = language(lang)
    known: dict[tuple[Finding, ...], str] = {(): ""}
    wanted = [_of_stage(one, stage) for one in rows]
    for one in wanted:
        if one not in known:
            known[one] = sentences(one, say)
    return pd.Series([known[one] for one in wanted], index=index, dtype="str")


def row_findings(table: pd.DataFrame, *, lang: str = "de") -> pd.DataFrame:
    """List what was found of the rows of a table, one row per finding.

    Parameters
    ----------
    table
        A table with a column ``findings``, such as the readers and ``geocode`` make.
    lang
        Language of the sentences, ``de`` or ``en``.

    Returns
    -------
    DataFrame
        ``id`` (where the table has ids), ``code``, ``severity`` (``info``, ``warning``, ``error``),
        ``topic``, ``values`` (a dict) and ``sentence``, indexed as the rows they speak of. The
        codes are listed in docs/findings.md.

    Raises
    ------
    InputError
        If the column holds something else than findings.

    Examples
    --------
    >>> import pandas as pd
    >>> import mintgeo as mg
    >>> table = pd.DataFrame({"PLZ": ["24103", "20144"], "Ort": ["Kiel", "München"]})
    >>> placed = mg.geocode(mg.read_participants(table))
    >>> mg.row_findings(placed)[["id", "code", "severity"]]
      id                 code severity
    1  2  place.contradiction    error
    """
    say = language(lang)
    ids = table["id"] if "id" in table.columns else table.index.to_series()
    labels, rows = [], []
    for label, id_, findings in zip(table.index, ids, findings_of(table), strict=True):
        labels += [label] * len(findings)
        rows += [{"id": id_, **record(one, say)} for one in findings]
    columns = ["id", "code", "severity", "topic", "values", "sentence"]
    return pd.DataFrame(rows, columns=columns, index=pd.Index(labels, dtype=table.index.dtype))


def record(one: Finding, say: Language) -> dict[str, Any]:
    """A finding as a row of a table."""
    return {
        "code": one.code,
        "severity": one.severity,
        "topic": one.topic,
        "values": {name: list(v) if isinstance(v, tuple) else v for name, v in one.values},
        "sentence": sentence(one, say),
    }


def _of_stage(findings: tuple[Finding, ...], stage: str | None) -> tuple[Finding, ...]:
    if stage is None:
        return findings
    return tuple(one for one in findings if (stage_of(one.code) == _READ) is (stage == _READ))


def _said(name: str, value: Value, say: Language) -> str:
    if isinstance(value, tuple):
        return _listed(_quoted(value, say) if name == _QUOTED else value)
    if name == _DAY:
        return _day(str(value), say)
    if isinstance(value, str):
        phrase = _NAMED.get(name, {}).get(value)
        return value if phrase is None else say(phrase)
    return say.number(value)


def _day(iso: str, say: Language) -> str:
    with suppress(ValueError):
        return say.day(iso)
    return iso


def _quoted(texts: Iterable[str], say: Language) -> tuple[str, ...]:
    return tuple(say(N_("„{text}“"), text=text) for text in texts)


def _listed(texts: tuple[str, ...]) -> str:
    """Texts with commas; a last "…" stands for more of them."""
    if texts and texts[-1] == _MORE:
        return f"{', '.join(texts[:-1])} {_MORE}"
    return ", ".join(texts)
