"""The figures of a run: which ones there are, and what stands in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from mintgeo._cache import write_atomically
from mintgeo._kinds import declared
from mintgeo.chapters import Figure, registered
from mintgeo.language import language
from mintgeo.privacy.tables import harmless
from mintgeo.run import Run

if TYPE_CHECKING:
    from mintgeo.figures import Picture


@dataclass(frozen=True, kw_only=True)
class Print:
    """A figure as it is written: PNG (300 dpi) and SVG, and what it shows in words.

    ``section`` is the anchor of the section where it stands on paper. ``wide``, ``top`` and
    ``high`` are centimetres: its width, where the drawing itself begins below the headline, and
    how high that is.
    """

    png: bytes
    svg: bytes
    section: str
    subtitle: str
    alt: str
    wide: float
    top: float
    high: float


def pictures(run: Run, *, lang: str = "de") -> dict[str, "Picture"]:
    """Draw the figures of a run for print, in German or English (``lang="en"``).

    Returns
    -------
    dict
        ``karte`` (shares by Kreis, or areas on the streets of a town), ``anteile`` (a chart of
        shares with spans by Land, or by Gemeinde), and where the run has the tables: ``raeume``
        (gap areas), ``partner`` (those that could join), ``wege`` (ways to the meeting),
        ``teilnahme`` (participants by Kreis).
    """
    say = language(lang)
    return {one.name: one.draw(_part(run, seen), say) for one, seen in _figures(run)}


def prints(
    run: Run,
    *,
    lang: str = "de",
    twin: Run | None = None,
    drawn: Mapping[str, Print] | None = None,
) -> dict[str, Print]:
    """Draw the figures of a run as files.

    Parameters
    ----------
    run
        The result of a study.
    lang
        Language of the figures.
    twin, drawn
        The other variant of this run, and its figures in this language: those that were drawn from
        the same tables are taken from there.
    """
    known = drawn or {}
    return {
        one.name: known[one.name]
        if one.name in known and twin is not None and _same(run, twin, seen)
        else _printed(one.draw(_part(run, seen), language(lang)), one.section)
        for one, seen in _figures(run)
    }


def write_prints(drawn: Mapping[str, Print], folder: str | Path) -> list[Path]:
    """Write figures into a folder, each as PNG (300 dpi) and SVG."""
    files = []
    for name, one in drawn.items():
        for ending, content in ((".png", one.png), (".svg", one.svg)):
            files.append(Path(folder) / f"{name}{ending}")
            with write_atomically(files[-1]) as part:
                part.write_bytes(content)
    return files


def _printed(picture: "Picture", section: str) -> Print:
    wide, tall = picture.figure.get_size_inches() * 2.54
    top, end = picture.body
    return Print(
        png=picture.png(),
        svg=picture.svg().encode("utf-8"),
        section=section,
        subtitle=picture.subtitle,
        alt=picture.alt,
        wide=wide,
        top=top * tall,
        high=(end - top) * tall,
    )


def _figures(run: Run) -> Iterator[tuple[Figure, tuple[str, ...]]]:
    """The figures of all chapters, each with the tables that it sees."""
    for chapter in registered():
        for figure in chapter.figures:
            if figure.needs in run.tables and (seen := figure.sees(run)):
                yield figure, seen


def _part(run: Run, names: tuple[str, ...]) -> Run:
    """The run with only these tables: what a figure does not see can't get into it."""
    return replace(run, tables=_seen(run, names))


def _seen(run: Run, names: tuple[str, ...]) -> dict[str, pd.DataFrame]:
    """What a figure sees of tables: no more than may be published, so that variants share it.

    Numbers of participants differ between the variants; each has its own figure, of all it knows.
    """
    kinds = declared()
    counted = {name for name in names if name in kinds and kinds[name].privacy == "counted"}
    return {
        name: run.tables[name] if name in counted else harmless(name, run.tables[name])
        for name in names
        if name in run.tables
    }


def _same(run: Run, twin: Run, names: tuple[str, ...]) -> bool:
    names = tuple(one for one in names if run.tables.get(one) is not twin.tables.get(one))
    ours, theirs = _seen(run, names), _seen(twin, names)
    return set(ours) == set(theirs) and all(
        table is theirs[name] or table.equals(theirs[name]) for name, table in ours.items()
    )
