"""Which area is first, how far two are apart, in how many a share is reached: draw by draw."""

from typing import Final

from mintgeo.chapters.protocol import Chapter
from mintgeo.chapters.ranks.sheets import columns, sheets
from mintgeo.chapters.ranks.tables import COUNTS, PAIRS, RANKS, STAGES
from mintgeo.chapters.ranks.words import points

RANKING: Final = Chapter(
    name="ranks",
    kinds=(RANKS, PAIRS, COUNTS),
    stages=STAGES,
    points=points,
    sheets=sheets,
    columns=columns,
)
