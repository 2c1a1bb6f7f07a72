"""Findings of a list as a whole: what of a file or frame is no row of its table, and why.

They travel as plain values in ``table.attrs["read"]``, which Parquet and copies keep; attributes do
not survive a merge, so a study keeps them as a table of its run.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from mintgeo.findings.finding import Finding, decode, encode
from mintgeo.findings.kinds import SEVERITIES
from mintgeo.findings.saying import record, sentence
from mintgeo.language import Language, language

_ATTRIBUTE: Final = "read"
_KEY: Final = "findings"
PART: Final = "part"
"""Value of findings of a list that has several parts: the file, the sheet, or both."""
_LOCATED: Final = (PART, "row", "sheet", "header", "text")
"""Values that say where in the file something is."""
TABLE: Final = "list_findings"
"""Name of the table of a run that holds them."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What was said when a list was read.

    Attributes
    ----------
    findings
        Of the list as a whole, in the order of the file: rows that are none of the list, sheets and
        columns.
    """

    findings: tuple[Finding, ...] = ()

    @classmethod
    def of(cls, table: pd.DataFrame) -> "Reading":
        """What the attributes of a table say; nothing where it has none."""
        read = table.attrs.get(_ATTRIBUTE)
        text = read.get(_KEY) if isinstance(read, Mapping) else None
        return cls(findings=decode(text) if isinstance(text, str) else ())

    @property
    def left_out(self) -> tuple[Finding, ...]:
        """Rows and sheets of the file that are no rows of the table."""
        return tuple(one for one in self.findings if _is_left_out(one))

    @property
    def whole(self) -> tuple[Finding, ...]:
        """What is said of columns and of the list as a whole, the gravest first."""
        said = [one for one in self.findings if not _is_left_out(one)]
        return tuple(sorted(said, key=lambda one: -SEVERITIES.index(one.severity)))

    def attributes(self) -> dict[str, Any]:
        """What a table carries: the findings, and what they say in German.

        ``notes`` are sentences on the list, ``left_out`` rows of ``row`` (0 for a sheet), ``text``
        and ``reason``.
        """
        say = language()
        notes = [sentence(one, say) for one in self.findings if not _is_left_out(one)]
        rows = self.rows(say).to_dict("records")
        return {_ATTRIBUTE: {_KEY: encode(self.findings), "notes": notes, "left_out": rows}}

    def rows(self, say: Language) -> pd.DataFrame:
        """Rows and sheets that are left out: ``row`` (0 for a sheet), ``text``, ``reason``.

        Of a list of several parts ``part`` says which.
        """
        rows = [
            {
                PART: one.get(PART),
                "row": one.get("row") or 0,
                "text": one.get("text") or one.get("sheet"),
                "reason": sentence(one, say),
            }
            for one in self.left_out
        ]
        parts = [PART] if any(row[PART] for row in rows) else []
        return pd.DataFrame(rows, columns=[*parts, "row", "text", "reason"])


def list_findings(table: pd.DataFrame, *, lang: str = "de") -> pd.DataFrame:
    """List what was found of a list as a whole: rows, sheets and columns that were not read.

    Parameters
    ----------
    table
        A table as ``read_participants``, ``read_sites`` or ``geocode`` gives it.
    lang
        Language of the sentences, ``de`` or ``en``.

    Returns
    -------
    DataFrame
        ``part`` (file or sheet, of a list that has several), ``row`` (number there, as Excel
        counts; missing for what is no row), ``sheet``, ``header``, ``text`` (what stands there),
        ``code``, ``severity``, ``topic``, ``values`` (a dict) and ``sentence``. Tables without the
        attributes of a reader have none.

    Examples
    --------
    >>> import pandas as pd
    >>> import mintgeo as mg
    >>> table = pd.DataFrame({"Ort": ["Kiel", "Summe"], "Anzahl": [3, 4]})
    >>> mg.list_findings(mg.read_participants(table))[["row", "code", "severity"]]
       row              code severity
    0    2  list.total_wrong  warning
    """
    say = language(lang)
    rows = [
        {**{name: one.get(name) for name in _LOCATED}, **record(one, say)}
        for one in Reading.of(table).findings
    ]
    columns = [*_LOCATED, "code", "severity", "topic", "values", "sentence"]
    out = pd.DataFrame(rows, columns=columns)
    texts = [name for name in _LOCATED if name != "row"]
    return out.astype({"row": "Int64", **dict.fromkeys(texts, "str")})


def located(one: Finding, part: str) -> Finding:
    """The finding, with the file or sheet that it is about."""
    return one._replace(values=((PART, part), *one.values))


def kept(lists: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The findings of several lists as a table of a run: ``list``, ``code``, ``findings``."""
    rows = [
        {"list": name, "code": one.code, "findings": encode([one])}
        for name, table in lists.items()
        for one in Reading.of(table).findings
    ]
    return pd.DataFrame(rows, columns=["list", "code", "findings"], dtype="str")


def _is_left_out(one: Finding) -> bool:
    return one.get("row") is not None or one.get("sheet") is not None
