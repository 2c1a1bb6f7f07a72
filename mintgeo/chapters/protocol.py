"""What a chapter is: one result of a study, from its section in the study file to its figure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import pandas as pd

from mintgeo._kinds import Item, Kind
from mintgeo.chapters.drawing import Figure
from mintgeo.chapters.leaf import File, Page
from mintgeo.chapters.plan import Study
from mintgeo.chapters.stages import Stage, Work
from mintgeo.language import Language
from mintgeo.run import Run

if TYPE_CHECKING:
    from mintgeo.maps import ThemeLayer

_MIDDLE = 50
PRINTED: Final = 50
"""Rows that a sheet prints: what one reads on paper; all of them are in the workbook."""
Pairs = Iterable[tuple[str, str]]


def _nothing(*_: Any) -> tuple[()]:
    return ()


def _no_words(*_: Any) -> str:
    return ""


def _no_entries(*_: Any) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, kw_only=True)
class Input:
    """A file that a study reads: its name in the run, where it is, and what its rows became.

    Of a list of several files ``part`` is what its column ``file`` calls this one. ``key`` names it
    in its section of the study file, if that is not its name. ``check`` refuses it, where its
    reader says better what is wrong than that there is no such file.
    """

    name: str
    file: Path
    rows: Item[pd.DataFrame] | None = None
    part: str = ""
    key: str = ""
    check: Callable[[], object] | None = None


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A main result: what it is about, and a sentence or two that can be quoted.

    ``large`` says that its numbers stand in large letters on a page, where it is left out.
    """

    about: str
    text: str
    large: bool = False


@dataclass(frozen=True, kw_only=True)
class Headline:
    """A number in large letters, and what it says."""

    value: str
    text: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Section:
    """A part of the report.

    Attributes
    ----------
    anchor, title
        Its address in the page, and its heading.
    template
        Name of the template of what stands below the heading.
    values
        What the template has besides those that all have (see ``report/html.py``).
    """

    anchor: str
    title: str
    template: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a sheet.

    Attributes
    ----------
    name
        In the table.
    code
        In the schema, which decides its format and what is said of it; ``name`` by default.
    head
        What stands above it; what ``language.headings`` calls the code by default.
    group
        What stands above it and its neighbours of the same group.
    """

    name: str
    code: str = ""
    head: str = ""
    group: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Sheet:
    """A sheet of the workbook; those with a lower ``place`` come first.

    Attributes
    ----------
    title, table
        Its name, and a row per line.
    note
        What it holds, in a sentence of the first sheet.
    columns
        Those to show, in their order; all of the table by default. Empty ones are left out.
    formats
        Of numbers, by the code of a column.
    printed
        Rows that are printed at most; all if None. Of more those of one page are printed. All of
        them are in the sheet.
    machine
        Whether it is for programs: headers are codes, and values too.
    """

    title: str
    table: pd.DataFrame
    place: int = _MIDDLE
    note: str = ""
    columns: Sequence[Column] = ()
    formats: Mapping[str, str] = field(default_factory=dict)
    printed: int | None = PRINTED
    machine: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class Layer:
    """A layer: its table (EPSG:4326), name in the file, title, meaning, and style (QML).

    Those with a lower ``place`` lie below. ``label`` is the column of the names that stand on the
    map, none by default; a layer that is not ``shown`` waits in the project to be ticked.
    """

    name: str
    title: str
    meaning: str
    table: gpd.GeoDataFrame
    style: str
    place: int = _MIDDLE
    label: str = ""
    shown: bool = True


@dataclass(frozen=True, kw_only=True, eq=False)
class Theme:
    """A theme of the map of a run, or a chapter's part of one.

    Attributes
    ----------
    name
        Of the theme: what several chapters give to one name is drawn as one layer.
    layer
        What draws it: a layer of ``mintgeo.maps``, or one like them.
    of
        What the layer takes by name: tables and options, but for ``attributions`` and ``lang``,
        which the map gives to all.
    place
        Those with a lower one lie below and stand first; the map begins with where the lowest is.
    """

    name: str
    layer: "Callable[..., ThemeLayer]"
    of: Mapping[str, Any]
    place: int = _MIDDLE


@dataclass(frozen=True, kw_only=True, eq=False)
class Chapter:
    """One result of a study; whatever a chapter has nothing of stays as it is by default.

    Attributes
    ----------
    name
        Of the chapter, and of its section in the study file.
    kinds
        The tables that it makes, each with what may be published of it.
    section
        Options (a frozen dataclass) of its section in the study file.
    check
        Refuses a study file whose sections do not fit together (OptionError).
    inputs, open_inputs
        Files that it reads, and the names of those that tell nothing of people.
    reads
        How it reads its lists, by name: tried where a study is refused, to say all at once.
    stages
        How its tables come about.
    parameters, vintages, attributions
        What a run says of how it was made: its ``parameters``; of when an ingredient is (pairs);
        who must be named.
    head
        Sentences below the title.
    message
        The one sentence that the report begins with; that of the first chapter that has one.
    points, caveats, omissions, headlines
        Sentences for "Das Wichtigste"; what they must be read with; what is left out, and why;
        numbers in large letters.
    steps
        What to do next, as follows from what was found.
    sketch
        A small map for the first page, as markup.
    lines
        What the terminal says besides.
    card
        Rows of what a notebook shows of a run.
    sections, templates
        Its parts of the report, and the sources of their templates by name, unless they are files.
    sheets, columns
        Sheets of the workbook, and what their columns mean (pairs).
    layers
        Layers of the GeoPackage.
    themes
        Themes of the map, or parts of them.
    figures
        Figures for print.
    pages
        Pages beside the report, in folders of their own (see ``chapters/leaf.py``).
    files
        Files beside these pages, such as a calendar.
    messages
        What its texts are in other languages (language → German text → translation, or that for
        one thing and that for several), unless they stand in the message files of the package.
    """

    name: str
    kinds: tuple[Kind[Any], ...] = ()
    section: type | None = None
    check: Callable[[Study], object] = _nothing
    inputs: Callable[[Study], Iterable[Input]] = _nothing
    open_inputs: frozenset[str] = frozenset()
    reads: Callable[[Study], Mapping[str, Callable[[], object]]] = _no_entries
    stages: tuple[Stage, ...] = ()
    parameters: Callable[[Work], Mapping[str, Any]] = _no_entries
    vintages: Callable[[Study], Pairs] = _nothing
    attributions: Callable[[Work], Iterable[str]] = _nothing
    head: Callable[[Run, Language], Iterable[str]] = _nothing
    message: Callable[[Run, Language], str] = _no_words
    points: Callable[[Run, Language], Iterable[Sentence]] = _nothing
    steps: Callable[[Run, Language], Iterable[Sentence]] = _nothing
    caveats: Callable[[Run, Language], Iterable[str]] = _nothing
    omissions: Callable[[Run, Language], Iterable[str]] = _nothing
    headlines: Callable[[Run, Language], Iterable[Headline]] = _nothing
    sketch: Callable[[Run, Language], str] = _no_words
    lines: Callable[[Run, Language], Iterable[str]] = _nothing
    card: Callable[[Run, Language], Pairs] = _nothing
    sections: Callable[[Run, Language], Iterable[Section]] = _nothing
    templates: Mapping[str, str] = field(default_factory=dict)
    sheets: Callable[[Run, Language], Iterable[Sheet]] = _nothing
    columns: Callable[[Run, Language], Pairs] = _nothing
    layers: Callable[[Run, Language], Iterable[Layer]] = _nothing
    themes: Callable[[Run, Language], Iterable[Theme]] = _nothing
    figures: tuple[Figure, ...] = ()
    pages: Callable[[Run, Language], Iterable[Page]] = _nothing
    files: Callable[[Run, Language], Iterable[File]] = _nothing
    messages: Mapping[str, Mapping[str, str | tuple[str, str]]] = field(default_factory=dict)
