"""What is found of rows and lists, as data: codes and values inside, sentences at the edge.

A finding has a code of ``KINDS`` and values; tables carry them in the column ``findings``.
Sentences are made of them by ``sentence`` and its kin, and are never read again.
"""

from mintgeo.findings.column import (
    COLUMN,
    Gathered,
    about,
    at_stages,
    column,
    findings_of,
    which,
)
from mintgeo.findings.finding import KINDS, Finding, decode, encode, found
from mintgeo.findings.kinds import SEVERITIES, TOPICS, Kind, stage_of
from mintgeo.findings.listing import PART, TABLE, Reading, kept, list_findings, located
from mintgeo.findings.of_steps import WITHHELD
from mintgeo.findings.saying import notes, record, row_findings, row_notes, sentence, sentences

__all__ = [
    "COLUMN",
    "KINDS",
    "PART",
    "SEVERITIES",
    "TABLE",
    "TOPICS",
    "WITHHELD",
    "Finding",
    "Gathered",
    "Kind",
    "Reading",
    "about",
    "at_stages",
    "column",
    "decode",
    "encode",
    "findings_of",
    "found",
    "kept",
    "list_findings",
    "located",
    "notes",
    "record",
    "row_findings",
    "row_notes",
    "sentence",
    "sentences",
    "stage_of",
    "which",
]
