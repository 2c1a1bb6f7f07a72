"""A list in, the same list placed out: every column as it was, the place of every row beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd
from openpyxl import Workbook

from mintgeo import _gdal
from mintgeo._cache import write_atomically
from mintgeo._csv import write_csv
from mintgeo._errors import OptionError
from mintgeo._excel import arrange, fill
from mintgeo._outputs.single import check_file
from mintgeo._parallel import AnyExecutor
from mintgeo.findings import Reading, row_notes
from mintgeo.gazetteer.reverse import reverse_geocode
from mintgeo.gazetteer.step import Step
from mintgeo.geocoding import geocode
from mintgeo.geocoding.corrections import Corrections
from mintgeo.language import LEVELS, language
from mintgeo.language.placed import LEFT_OUT, PLACED
from mintgeo.read import original_cells, read_participants, read_sites
from mintgeo.read.ours import check_signs
from mintgeo.read.several import FILE, Columns, Sheets, Source

READERS: Final = {"participants": read_participants, "sites": read_sites}
_AREAS: Final = ("gemeinde", "kreis", "land")
_NOTES: Final = {"read_note": "read", "match_note": "match"}
"""Column → stage of the findings that it says."""
_KINDS: Final = (".xlsx", ".csv", ".gpkg")
_LIST, _LEFT_OUT = "Liste", "Nicht gelesen"
"""Names of sheets; the report says them too."""


@dataclass(frozen=True, kw_only=True, eq=False)
class PlacedList:
    """A list as it was, and where its rows are.

    Attributes
    ----------
    table
        Every column of the file as text under its header, then ``lat``, ``lon``, ``gemeinde``,
        ``kreis``, ``land``, ``match_level`` and so on (with " (mintgeo)" where the file has a
        column of that name), notes in the language asked for, ``findings`` last; geometry in
        EPSG:4326.
    geocoded
        The rows as ``geocode`` gives them, for ``geocode_report``, ``row_findings`` and so on.
    left_out
        Rows and sheets of the file that are no rows of the list: ``row``, ``text``, ``reason``.
    lang
        Language of the notes, reasons and names of sheets.
    sources
        The files that were read, which ``save`` does not overwrite.
    private
        Whether it tells of people: only the user can read the file then.
    """

    table: gpd.GeoDataFrame
    geocoded: gpd.GeoDataFrame
    left_out: pd.DataFrame
    lang: str = "de"
    sources: tuple[Path, ...] = ()
    private: bool = True

    def save(self, path: str | Path) -> Path:
        """Write the list as ``.xlsx``, ``.csv`` or ``.gpkg``.

        A CSV is UTF-8 with a byte order mark, semicolons and decimal commas, as a German Excel
        opens it by double click; a text that a spreadsheet would take for a formula has an
        apostrophe in front, which mintgeo takes away again when it reads that file. The workbook
        has a second sheet for what was left out.

        Raises
        ------
        OptionError
            For another ending.
        OutputError
            If it is the very file that was read.
        """
        goal = Path(path)
        kind = check_goal(goal)
        check_file(goal, inputs=self.sources, force=True)
        with write_atomically(goal, private=self.private) as part:
            if kind == ".gpkg":
                self._write_layer(part, _gdal.layer_name(goal.stem))
            elif kind == ".csv":
                write_csv(self._told(), part, sep=";", decimal=",")
            else:
                self._write_workbook(part)
        return goal

    def _write_layer(self, goal: Path, name: str) -> None:
        table = _gdal.plain_texts(self.table)
        table = table.set_axis(distinct_names(table.columns), axis="columns")
        with _gdal.written(goal) as part:
            table.to_file(part, driver="GPKG", layer=name)

    def _told(self) -> pd.DataFrame:
        """The table as people read it: headers and levels in words."""
        say = language(self.lang)
        table = _plain(self.table)
        words = {code: say(text) for code, text in LEVELS.items()}
        names = _written(self.geocoded)
        first = table.shape[1] - len(names)
        level = table.columns[first + names.index("match_level")]
        table = table.assign(**{level: table[level].map(words)})
        titles = [say(PLACED[name]) for name in names]
        return table.set_axis([*table.columns[:first], *titles], axis="columns")

    def _write_workbook(self, part: Path) -> None:
        book = Workbook()
        say = language(self.lang)
        fill(book.worksheets[0], self._told())
        arrange(book.worksheets[0])
        book.worksheets[0].title = say(_LIST)
        if len(self.left_out):
            titles = {name: say(text) for name, text in LEFT_OUT.items()}
            fill(book.create_sheet(say(_LEFT_OUT)), self.left_out.rename(columns=titles))
            arrange(book.worksheets[1])
        book.save(part)


def check_goal(path: Path) -> str:
    """Return the ending of a file to write, if a list can be written so.

    Raises
    ------
    OptionError
        For another ending.
    """
    kind = path.suffix.lower()
    if kind not in _KINDS:
        raise OptionError(
            "The list can be written as {kinds}, not as '{kind}'.",
            kinds=", ".join(_KINDS),
            kind=kind,
        )
    return kind


def geocode_list(
    source: Source,
    *,
    kind: str = "participants",
    sheet: Sheets = None,
    columns: Columns = None,
    using: Sequence[Step] = (),
    corrections: Corrections | None = None,
    lang: str = "de",
    executor: AnyExecutor | None = None,
) -> PlacedList:
    """Place the rows of a list and keep all that stands in it.

    Parameters
    ----------
    source, sheet, columns
        As for ``read_participants``.
    kind
        ``participants`` or ``sites``: what the rows must have.
    using
        Further steps of ``geocode``, such as an ``AddressIndex``.
    corrections
        As of ``geocode``.
    lang
        Language of what is said of rows, ``de`` or ``en``.
    executor
        As of ``geocode``.

    Raises
    ------
    OptionError
        For another kind, or a language that mintgeo does not speak.
    InputError
        If the list can't be read.
    """
    if kind not in READERS:
        raise OptionError(
            "kind must be one of {readers}, not {kind!r}.", readers=", ".join(READERS), kind=kind
        )
    say = language(lang)
    table = READERS[kind](source, sheet=sheet, columns=columns)
    placed = geocode(table, using=using, corrections=corrections, executor=executor)
    cells = original_cells(source, sheet=sheet, kind=kind, columns=columns).loc[placed.index]
    told = placed.assign(**_areas(placed))
    there = placed.geometry.notna()
    told.loc[there, "lat"] = placed.geometry[there].y.round(6)
    told.loc[there, "lon"] = placed.geometry[there].x.round(6)
    said = {name: row_notes(placed, stage=stage, lang=lang) for name, stage in _NOTES.items()}
    told["check"] = check_signs(told)
    ours = {_free(name, cells.columns): said.get(name, told[name]) for name in _written(placed)}
    return PlacedList(
        table=gpd.GeoDataFrame(cells.assign(**ours), geometry=placed.geometry),
        geocoded=placed,
        left_out=Reading.of(placed).rows(say),
        lang=lang,
        sources=_files(source),
        private=kind == "participants",
    )


def _files(source: Source) -> tuple[Path, ...]:
    if isinstance(source, pd.DataFrame):
        return ()
    return (Path(source),) if isinstance(source, str | Path) else tuple(map(Path, source))


def _written(placed: pd.DataFrame) -> list[str]:
    """Names of the columns that are written beside those of the list."""
    return [name for name in PLACED if name != FILE or name in placed.columns]


def _areas(placed: gpd.GeoDataFrame) -> dict[str, pd.Series]:
    """Gemeinde, Kreis and Land of every row that has a place."""
    there = placed.geometry.reset_index(drop=True)
    found = reverse_geocode(gpd.GeoDataFrame(geometry=there))
    return {name: pd.Series(found[name].to_numpy(), index=placed.index) for name in _AREAS}


def _free(name: str, taken: pd.Index) -> str:
    return f"{name} (mintgeo)" if name.casefold() in taken.str.casefold() else name


def _plain(table: gpd.GeoDataFrame) -> pd.DataFrame:
    return pd.DataFrame(table.drop(columns="geometry"))


def distinct_names(names: pd.Index) -> list[str]:
    """Names that differ by more than case, as a GeoPackage needs them."""
    taken = {"fid", "geom"}
    out = []
    for name in names:
        free, number = str(name), 1
        while free.casefold() in taken:
            number += 1
            free = f"{name} ({number})"
        taken.add(free.casefold())
        out.append(free)
    return out
