"""What people read, in their language: German as the code says it, English from message files.

The German text is the message itself, as gettext has it; ``en/*.po`` hold its translations. Errors
are English in the code; ``de/errors.po`` has their German, and ``explained`` says them.
``make messages`` finds the messages of the code and brings those files up to date.
"""

from mintgeo.language._catalog import LANGUAGES, set_further
from mintgeo.language._faults import explained, said
from mintgeo.language._figures import NOTHING, SAYS_NOTHING
from mintgeo.language._marks import N_, NN_
from mintgeo.language._rounding import outwards
from mintgeo.language._spaces import JOINER, NO_BREAK, bound, loose, quoted
from mintgeo.language._speech import Language, language
from mintgeo.language._who import CHILDREN, PEOPLE
from mintgeo.language.phrases import (
    AREA_LEVELS,
    LEVELS,
    MODES,
    PER_AREA,
    STATUSES,
    VERDICTS,
)
from mintgeo.language.words import word

__all__ = [
    "AREA_LEVELS",
    "CHILDREN",
    "JOINER",
    "LANGUAGES",
    "LEVELS",
    "MODES",
    "NN_",
    "NOTHING",
    "NO_BREAK",
    "N_",
    "PEOPLE",
    "PER_AREA",
    "SAYS_NOTHING",
    "STATUSES",
    "VERDICTS",
    "Language",
    "bound",
    "explained",
    "language",
    "loose",
    "outwards",
    "quoted",
    "said",
    "set_further",
    "word",
]
