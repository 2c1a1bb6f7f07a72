"""Whose addresses may leave the machine: those of sites; of people only with a consent."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from mintgeo._errors import OptionError
from mintgeo._schema import ROLES


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
            raise OptionError(f"A consent must say {' and '.join(empty)}; it goes into the run.")

    def describe(self) -> dict[str, str]:
        """Plain values for the run."""
        return {"given_by": self.given_by, "reason": self.reason, "on": self.on.isoformat()}


def is_sites(table: pd.DataFrame) -> bool:
    """Whether a table is certainly one of sites; anything else is treated as one of people.

    Certain is a table that ``read_sites`` has made (``attrs["kind"]``), that still has a role in
    every row, and nothing that only lists of people have.
    """
    if table.attrs.get("kind") != "sites" or "count" in table.columns:
        return False
    if not {"name", "role"} <= set(table.columns):
        return False
    return bool(table["role"].isin(ROLES).all())
