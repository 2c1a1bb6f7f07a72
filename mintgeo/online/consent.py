"""Whose addresses may leave the machine: those of sites; of people only with a consent."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import pandas as pd

from mintgeo._errors import OptionError, PrivacyError
from mintgeo._schema import ROLES
from mintgeo.findings import WITHHELD, Finding, found
from mintgeo.language import language
from mintgeo.read.origin import UNREAD, verdicts

NOT_SITES: Final = "not_sites"


@dataclass(frozen=True, kw_only=True)
class Consent:
    """Permission to send addresses of people to a server; it is written into the run.

    Attributes
    ----------
    given_by
        Who answers for it: a name or an office.
    reason
        What the people were told, or why it may be done.
    on
        The day it was given.
    """

    given_by: str
    reason: str
    on: date

    def __post_init__(self) -> None:
        empty = [name for name in ("given_by", "reason") if not getattr(self, name).strip()]
        if empty:
            raise OptionError(
                "A consent must say {empty}; it goes into the run.", empty=" and ".join(empty)
            )

    def describe(self) -> dict[str, str]:
        """Plain values for the run."""
        return {"given_by": self.given_by, "reason": self.reason, "on": self.on.isoformat()}


def withheld(table: pd.DataFrame, *, lang: str = "de") -> pd.DataFrame:
    """List the rows that no server is asked about without a ``Consent``, before anything is asked.

    Parameters
    ----------
    table
        A participants or sites table.
    lang
        Language of the reasons, ``de`` or ``en``.

    Returns
    -------
    DataFrame
        In the table's order and index: ``id``, ``code`` and ``reason`` (a sentence). Codes:
        ``not_sites`` (the table is not one that ``read_sites`` made), ``unread`` (the row was
        added or changed since), ``people`` (the list has columns of people, such as a date of
        birth), ``person`` (the name reads as a person's), ``repeated`` (one name at several
        addresses), ``no_kind`` (neither name nor columns say what kind of place it is).

    Notes
    -----
    Who knows that a list holds no people says so when it is read: ``read_sites(…, certain=True)``.

    Examples
    --------
    >>> import pandas as pd
    >>> import mintgeo as mg
    >>> table = pd.DataFrame({"Name": ["Lernlabor", "Zora Still"], "PLZ": "24103", "Ort": "Kiel"})
    >>> mg.withheld(mg.read_sites(table))[["id", "code"]]
      id    code
    1  2  person
    """
    say = language(lang)
    said = {code: say(text) for code, text in WITHHELD.items()}
    codes = reasons(table)
    rows = codes != ""
    ids = table["id"] if "id" in table.columns else table.index.to_series()
    return pd.DataFrame({
        "id": ids[rows], "code": codes[rows], "reason": codes[rows].map(said).astype("str"),
    })  # fmt: skip


def reasons(table: pd.DataFrame) -> pd.Series:
    """Say of every row why no server is asked about it without consent; empty where one may be."""
    if not is_sites(table):
        return pd.Series(NOT_SITES, index=table.index, dtype="str")
    return verdicts(table)


def is_sites(table: pd.DataFrame) -> bool:
    """Whether a table is one of sites; anything else is treated as one of people.

    It is one that ``read_sites`` has made (``attrs["kind"]``), that still has a role in every row,
    and nothing that only lists of people have. Whether its rows are places is another question:
    see ``reasons``.
    """
    if table.attrs.get("kind") != "sites" or "count" in table.columns:
        return False
    if not {"name", "role"} <= set(table.columns) or not table.columns.is_unique:
        return False
    return bool(table["role"].isin(ROLES).all())


def check_may_leave(rows: pd.DataFrame, consent: Consent | None) -> pd.Series:
    """Say of every row that a step sees why it must stay; all may leave with a consent.

    Raises
    ------
    PrivacyError
        If the table is not one of sites and there is no consent.
    """
    if consent is not None:
        return pd.Series("", index=rows.index, dtype="str")
    if rows.attrs.get("sites") is not True or "withheld" not in rows.columns:
        raise PrivacyError(
            "This table may hold addresses of people; they leave the machine only with "
            "Online(consent=Consent(…)). Lists of sites must come from read_sites()."
        )
    return rows["withheld"].fillna(UNREAD).astype("str")


def not_asked(code: str, *, service: str) -> Finding:
    """Say why a row was not asked about."""
    return found("online.withheld", service=service, why=code if code in WITHHELD else UNREAD)
