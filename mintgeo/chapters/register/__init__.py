"""What a region offers, by its register, and what is new: ``[register]`` of a study."""

from typing import Final

from mintgeo.chapters.protocol import Chapter
from mintgeo.chapters.register.book import layers, sheets, themes
from mintgeo.chapters.register.options import Registers
from mintgeo.chapters.register.page import points, sections
from mintgeo.chapters.register.tables import KINDS, STAGE, inputs, parameters

REGISTER: Final = Chapter(
    name="register",
    kinds=KINDS,
    section=Registers,
    inputs=inputs,
    open_inputs=frozenset({"register", "former register"}),
    stages=(STAGE,),
    parameters=parameters,
    points=points,
    sections=sections,
    sheets=sheets,
    layers=layers,
    themes=themes,
)
