"""A register of what a region offers: entries with ids that stay, and where each value is from."""

from mintgeo.register.changes import Changes, diff
from mintgeo.register.page import review_duplicates
from mintgeo.register.register import Register
from mintgeo.register.told import likely_same, stale, summary

__all__ = [
    "Changes",
    "Register",
    "diff",
    "likely_same",
    "review_duplicates",
    "stale",
    "summary",
]
