"""What people read, in their language: German as the code says it, English from message files.

The German text is the message itself, as gettext has it; ``en/*.po`` hold its translations.
``make messages`` finds the messages of the code and brings those files up to date.
"""

from mintgeo.language._catalog import LANGUAGES
from mintgeo.language._rounding import outwards
from mintgeo.language._speech import N_, NOTHING, SAYS_NOTHING, Language, language
from mintgeo.language.phrases import AREA_LEVELS, FINDINGS, LEVELS, MODES, STATUSES, VERDICTS

__all__ = [
    "AREA_LEVELS",
    "FINDINGS",
    "LANGUAGES",
    "LEVELS",
    "MODES",
    "NOTHING",
    "N_",
    "SAYS_NOTHING",
    "STATUSES",
    "VERDICTS",
    "Language",
    "language",
    "outwards",
]
