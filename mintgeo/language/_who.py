"""Who is counted, as codes."""

from typing import Final

from mintgeo.language._marks import N_

PEOPLE: Final = "people"
CHILDREN: Final = "children_under"
"""Who is counted: everybody, or with an age behind it: ``children_under_16``."""
WHO: Final = {PEOPLE: N_("Menschen")}
