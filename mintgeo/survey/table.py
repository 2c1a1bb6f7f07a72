"""A survey that was read: its offers, who sent them, and what was found of every cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pandas as pd

from mintgeo._errors import MintgeoError
from mintgeo.findings import decode, sentence
from mintgeo.language import language
from mintgeo.read.sheet import Sheet

LOST: Final = ("warning", "error")


@dataclass(frozen=True, kw_only=True)
class Copy:
    """A sheet as it was read, of which file; whether offers are columns, where its header is."""

    file: str
    sheet: Sheet
    turned: bool = False
    header: int = 0


@dataclass(frozen=True, kw_only=True, eq=False)
class Survey:
    """What came back from members.

    Attributes
    ----------
    offers
        One row per offer; see ``OFFERS`` in docs/tables.md. ``findings`` are those of the row.
    senders
        Who answered.
    sheets
        Every sheet that holds offers: ``rows`` = ``rows_read`` + ``rows_explained``.
    headers
        Every column of them, and what it was taken for.
    findings
        What was found, at its cell.
    refused
        Files that could not be read, and why.
    paths
        The files, by name.
    copies
        Their sheets as they were read, for copies to send back.
    """

    offers: pd.DataFrame
    senders: pd.DataFrame
    sheets: pd.DataFrame
    headers: pd.DataFrame
    findings: pd.DataFrame
    refused: Mapping[str, MintgeoError] = field(default_factory=dict)
    paths: Mapping[str, Path] = field(default_factory=dict)
    copies: tuple[Copy, ...] = ()

    @property
    def unread(self) -> pd.DataFrame:
        """What was not understood, lost or doubted: the findings that somebody should look at."""
        return self.findings[self.findings["severity"].isin(LOST)]

    def told(self, *, lang: str = "de") -> pd.DataFrame:
        """The findings with a sentence in a language.

        Raises
        ------
        OptionError
            If mintgeo does not speak the language.
        """
        say = language(lang)
        said = [sentence(decode(text)[0], say) for text in self.findings["values"]]
        return self.findings.assign(sentence=pd.Series(said, self.findings.index, dtype="str"))

    def headers_table(self) -> pd.DataFrame:
        """What headers were taken for: ``file``, ``header``, ``field``.

        Saved as a CSV and corrected, it is what ``headers=`` takes.
        """
        rows = self.headers[self.headers["header"].ne("")]
        return rows[["file", "header", "field"]].drop_duplicates().fillna({"field": ""})
