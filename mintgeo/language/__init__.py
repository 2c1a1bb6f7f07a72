"""What people read, in their language: German as the code says it, English from message files.

The German text is the message itself, as gettext has it; ``en/*.po`` hold its translations.
``make messages`` finds the messages of the code and brings those files up to date.
"""

from mintgeo.language._catalog import LANGUAGES
from mintgeo.language._speech import N_, NOTHING, Language, language
from mintgeo.language.card import card
from mintgeo.language.phrases import FINDINGS, LEVELS, MODES, STATUSES
from mintgeo.language.progress import quiet, waiting

__all__ = [
    "FINDINGS",
    "LANGUAGES",
    "LEVELS",
    "MODES",
    "NOTHING",
    "N_",
    "STATUSES",
    "Language",
    "card",
    "language",
    "quiet",
    "waiting",
]
