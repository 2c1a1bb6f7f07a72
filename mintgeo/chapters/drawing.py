"""Figures for print, each drawn from no more than it needs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mintgeo.language import Language
from mintgeo.run import Run

if TYPE_CHECKING:
    from mintgeo.figures import Picture


@dataclass(frozen=True, kw_only=True, eq=False)
class Figure:
    """A figure for print.

    Attributes
    ----------
    name, section
        Of its file, and the anchor of the section where it stands on paper.
    needs
        A table without which there is none.
    sees
        Names of the tables that it gets to see, of a run; none if there is nothing to draw.
    draw
        Draws it from a run that holds no other tables, and of these what may be published.
    """

    name: str
    section: str
    needs: str
    sees: Callable[[Run], tuple[str, ...]]
    draw: Callable[[Run, Language], "Picture"]
