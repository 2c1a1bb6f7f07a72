"""The results of a study, one file each; ``study``, ``run``, ``report`` walk them by their order.

A chapter says which section of the study file it has, how its tables come about, what may be
published of them, and its part of every output. One of your own is added by ``register``.
"""

from mintgeo._kinds import Item, Kind
from mintgeo.chapters.drawing import Figure
from mintgeo.chapters.leaf import File, Page
from mintgeo.chapters.plan import Study
from mintgeo.chapters.protocol import (
    Chapter,
    Column,
    Headline,
    Input,
    Layer,
    Section,
    Sentence,
    Sheet,
    Theme,
)
from mintgeo.chapters.registry import (
    declared,
    headlines,
    open_inputs,
    register,
    registered,
    with_chapters,
)
from mintgeo.chapters.routers import ROUTERS, Ground, RouterKind, RouterWords
from mintgeo.chapters.stages import Stage, Work

__all__ = [
    "ROUTERS", "Chapter", "Column", "Figure", "File", "Ground", "Headline", "Input", "Item", "Kind",
    "Layer", "Page", "RouterKind", "RouterWords", "Section", "Sentence", "Sheet", "Stage", "Study",
    "Theme", "Work", "declared", "headlines", "open_inputs", "register", "registered",
    "with_chapters",
]  # fmt: skip
