"""Rows of lists that mean the same thing: found, with a probability and its reasons, and joined."""

from mintgeo.duplicates.decisions import Decisions, read_decisions
from mintgeo.duplicates.finding import DuplicateOptions, Duplicates, find_duplicates
from mintgeo.duplicates.merging import Merged, merge

__all__ = [
    "Decisions",
    "DuplicateOptions",
    "Duplicates",
    "Merged",
    "find_duplicates",
    "merge",
    "read_decisions",
]
