"""Population grids of the Zensus, as published: CSV with INSPIRE ids, or Parquet.

Nothing is rescaled. The Zensus 2022 hides small numbers by cell keys: classes need not sum to the
total, and a dash is a zero or made one; the Zensus 2011 writes −1 and −9 for cells that are empty
or kept secret. Both are kept apart, with the reason.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo._crs import LAEA, WGS84
from mintgeo._door import reading
from mintgeo._errors import CrsError, InputError, name_rows
from mintgeo._phrase import Phrase
from mintgeo.official._ages import PERCENT, children
from mintgeo.official._classes import refuse_classes, refuse_spans, refuse_tall
from mintgeo.official._table import find_column, load_table, numbers

POPULATION: Final = ("einwohner", "insgesamt_bevoelkerung", "bevoelkerung", "population")
SECRET: Final = {-1: "-1: empty or secret", -9: "-9: secret or unreliable"}
_ID: Final = re.compile(r"(?:CRS3035RES)?(\d+)(km|m)N(\d+)E(\d+)")
_WEST, _EAST, _SOUTH, _NORTH = 3_950_000, 4_750_000, 2_600_000, 3_650_000
"""Germany in EPSG:3035, in metres."""


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A population grid.

    Attributes
    ----------
    cells
        Inhabited cells as points in EPSG:4326: ``id``, ``population``, ``x`` and ``y`` (centre in
        EPSG:3035, metres), ``noisy`` (the source marks the value as uncertain), and
        ``children_u3``, ``children_u6`` … (people under that age) as far as the source has them.
    apart
        Cells without a usable number: ``id``, ``x``, ``y`` and ``reason``.
    cell_m
        Length of a cell's side in metres.
    notes
        What a reader of the numbers must know.
    """

    cells: gpd.GeoDataFrame
    apart: pd.DataFrame
    cell_m: int
    notes: tuple[str, ...]


def read_grid(path: str | Path, *, cell: str = "1km", ages: str | Path | None = None) -> Grid:
    """Read a population grid of the Zensus 2011 or 2022.

    Parameters
    ----------
    path
        ``.csv``, ``.parquet``, or the published ``.zip`` with one CSV per size of cell.
    cell
        Which CSV of a ZIP: ``100m``, ``1km`` or ``10km``.
    ages
        A second file of the same grid with age classes or the per cent under 18.

    Returns
    -------
    Grid
        Its people sum to what the file says; what is kept apart is counted in its notes.

    Raises
    ------
    InputError
        If the file can't be read, has unknown columns, cells given twice, or values that are no
        people.
    CrsError
        If the coordinates are not those of Germany in EPSG:3035.
    """
    with reading(Path(path).name, Phrase("grid")):
        return _read(path, cell, ages)


def _read(path: str | Path, cell: str, ages: str | Path | None) -> Grid:
    table, place = _placed(path, cell)
    name = find_column(table, POPULATION)
    if name is None:
        raise InputError(_unknown(path, table, Phrase("people (Einwohner)")))
    file = Path(path).name
    refuse_classes(file, table, name, cell_m=_cell_m(place))
    people, reason = _values(table[name], place["id"], file)
    frame = place.assign(population=people, noisy=_noisy(table))
    frame = frame.join(children(table, people))
    if ages is not None:
        frame = _with_ages(frame, ages, cell)
    kept = frame[reason == ""]
    inhabited = kept[kept["population"] > 0]
    apart = place.assign(reason=reason)[reason != ""]
    return Grid(
        cells=_points(inhabited.reset_index(drop=True)),
        apart=apart.reset_index(drop=True),
        cell_m=_cell_m(place),
        notes=tuple(_notes(inhabited, apart, empty=len(kept) - len(inhabited))),
    )


def _placed(path: str | Path, cell: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the file's table and, row by row, ``id``, ``x`` and ``y`` of its cells."""
    table = load_table(path, member=cell)
    refuse_tall(Path(path).name, table)
    ids = find_column(table, ("gitter_id", "grd_id", "id_gitter", "gitter"), prefix=True)
    x = find_column(table, ("x_mp", "x"), prefix=True)
    y = find_column(table, ("y_mp", "y"), prefix=True)
    if ids is None and (x is None or y is None):
        raise InputError(_unknown(path, table, Phrase("cells (GITTER_ID_1km, or x and y)")))
    place = _from_ids(table[ids]) if ids is not None else _from_xy(table, str(x), str(y))
    _check_place(place)
    return table.reset_index(drop=True), place


def _from_ids(ids: pd.Series) -> pd.DataFrame:
    parts = ids.astype("str").str.strip().str.extract(_ID)
    bad = parts[0].isna().to_numpy()
    if bad.any():
        raise InputError(
            "{n} of {n2} cells have no INSPIRE id such as CRS3035RES1000mN2684000E4334000 "
            "({rows}).",
            n=int(bad.sum()),
            n2=len(ids),
            rows=name_rows(ids[bad].map(repr)),
        )
    size = parts[0].astype("int64") * parts[1].map({"km": 1000, "m": 1}).astype("int64")
    north, east = parts[2].astype("int64"), parts[3].astype("int64")
    full = ids.astype("str").str.strip().str.startswith("CRS").to_numpy()
    unit = np.where(full, 1, size)  # the short form counts cells, not metres
    table = {"id": ids.astype("str").str.strip().to_numpy()}
    x, y = east * unit + size / 2, north * unit + size / 2
    return pd.DataFrame({**table, "x": x.to_numpy(dtype=float), "y": y.to_numpy(dtype=float)})


def _from_xy(table: pd.DataFrame, x: str, y: str) -> pd.DataFrame:
    east, north = numbers(table[x]).to_numpy(), numbers(table[y]).to_numpy()
    rows = pd.Series(np.arange(1, len(table) + 1))
    gone = ~(np.isfinite(east) & np.isfinite(north))
    if gone.any():
        raise InputError(
            "{n} of {n2} cells have no coordinates ({rows}).",
            n=int(gone.sum()),
            n2=len(table),
            rows=name_rows(rows[gone], numbers=True),
        )
    place = pd.DataFrame({"x": east, "y": north})
    size = _cell_m(place)
    south, west = (north - size / 2).astype("int64"), (east - size / 2).astype("int64")
    place.insert(0, "id", [f"CRS3035RES{size}mN{n}E{e}" for n, e in zip(south, west, strict=True)])
    return place


def _check_place(place: pd.DataFrame) -> None:
    inside = place["x"].between(_WEST, _EAST) & place["y"].between(_SOUTH, _NORTH)
    if not inside.all():
        row = place[~inside].iloc[0]
        degrees = abs(row["x"]) <= 180 and abs(row["y"]) <= 180  # noqa: PLR2004
        guess = Phrase("degrees") if degrees else Phrase("metres of another projection, or swapped")
        raise CrsError(
            "{n} of {n2} cells lie outside of Germany in EPSG:{laea} (the first: x={x:g}, "
            "y={y:g}); these look like {guess}. x runs from {west} to {east}, y from {south} to "
            "{north}.",
            n=int((~inside).sum()),
            n2=len(place),
            laea=LAEA,
            x=row["x"],
            y=row["y"],
            guess=guess,
            west=_WEST,
            east=_EAST,
            south=_SOUTH,
            north=_NORTH,
        )
    twice = place["id"].duplicated(keep=False)
    if twice.any():
        cells = place.loc[twice, "id"].drop_duplicates()
        raise InputError(
            "{n} cells are given more than once ({rows}).", n=len(cells), rows=name_rows(cells)
        )


def _cell_m(place: pd.DataFrame) -> int:
    if "id" in place and len(place):
        size, unit = _ID.match(place["id"].iloc[0]).groups()[:2]  # type: ignore[union-attr]
        return int(size) * (1000 if unit == "km" else 1)
    for size in (10_000, 1_000, 100):
        if ((place[["x", "y"]] % size) == size / 2).all(axis=None):
            return size
    raise InputError("The coordinates are no centres of cells of 100 m, 1 km or 10 km.")


def _values(raw: pd.Series, ids: pd.Series, file: str) -> tuple[pd.Series, pd.Series]:
    """Numbers, and why one is missing ("" where it is not)."""
    values = numbers(raw).reset_index(drop=True)
    text = raw.astype("str").str.strip().reset_index(drop=True)
    reason = pd.Series("", index=values.index, dtype="str")
    for code, said in SECRET.items():
        reason[values == code] = said
    dash = values.isna() & text.isin(["–", "-", ".", "/", "x", ""])
    reason[dash] = "no number: zero or made zero"
    reason[values.isna() & raw.isna().to_numpy()] = "no number"
    bad = (values < 0) & (reason == "") | (values.isna() & (reason == ""))
    refuse_spans(file, str(raw.name), text[bad])
    if bad.any():
        rows = ids[bad] + " = " + text[bad]
        raise InputError(
            "{n} cells hold no people ({rows}).", n=int(bad.sum()), rows=name_rows(rows)
        )
    return values.where(reason == ""), reason


def _noisy(table: pd.DataFrame) -> pd.Series:
    column = find_column(table, ("werterlaeuternde_zeichen",))
    if column is None:
        return pd.Series(False, index=table.index)
    said = table[column].astype("str").str.strip().str.upper().to_numpy()
    return pd.Series(said == "KLAMMERN", index=table.index)


def _with_ages(frame: pd.DataFrame, path: str | Path, cell: str) -> pd.DataFrame:
    table, place = _placed(path, cell)
    share = find_column(table, PERCENT)
    if share is not None:
        refuse_classes(Path(path).name, table, share, cell_m=_cell_m(place))
    people = place["id"].map(frame.set_index("id")["population"])
    more = children(table, people)
    if more.empty:
        raise InputError(_unknown(path, table, Phrase("age classes (Unter3, a3bis5, unter18_A …)")))
    more = more.set_axis(place["id"].to_numpy()).reindex(frame["id"].to_numpy())
    return frame.drop(columns=[c for c in more if c in frame]).join(more.set_axis(frame.index))


def _points(table: pd.DataFrame) -> gpd.GeoDataFrame:
    at = gpd.GeoSeries(gpd.points_from_xy(table["x"], table["y"]), index=table.index, crs=LAEA)
    return gpd.GeoDataFrame(table, geometry=at.to_crs(WGS84))


def _notes(cells: pd.DataFrame, apart: pd.DataFrame, *, empty: int) -> list[str]:
    notes = [f"{len(cells):,} inhabited cells with {cells['population'].sum():,.0f} people"]
    if empty:
        notes.append(f"{empty:,} cells with nobody")
    notes += [
        f"{count:,} cells apart ({why})" for why, count in apart["reason"].value_counts().items()
    ]
    if cells["noisy"].any():
        notes.append(f"{int(cells['noisy'].sum()):,} cells whose value the source calls uncertain")
    for column in [name for name in cells if str(name).startswith("children_u")]:
        blind = cells[column].isna()
        if blind.any():
            people = cells.loc[blind, "population"].sum()
            notes.append(
                f"{column} unknown in {int(blind.sum()):,} cells with {people:,.0f} people"
            )
    return notes


def _unknown(path: str | Path, table: pd.DataFrame, wanted: str) -> Phrase:
    found = ", ".join(map(str, table.columns[:20]))
    return Phrase(
        "'{file}' has no column with {wanted}; found: {found}.",
        file=Path(path).name, wanted=wanted, found=found,
    )  # fmt: skip
