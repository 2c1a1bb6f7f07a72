"""Demand points: where people live."""

from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from mintgeo import _embedded
from mintgeo._credits import credited, credits_of
from mintgeo._crs import LAEA, points
from mintgeo._errors import InputError, MissingDataError, OptionError
from mintgeo._phrase import Phrase
from mintgeo._points import as_points
from mintgeo._schema import DEMAND
from mintgeo.germany.regions import assign_regions
from mintgeo.germany.urbanisation import (
    CELL_M,
    CENTRE_CELL,
    CLUSTER_CELL,
    RURAL_CELL,
    classify_cells,
    summarise,
)
from mintgeo.germany.within import Within, area_of
from mintgeo.official import Grid, read_grid

ZENSUS: Final = "© Statistische Ämter des Bundes und der Länder, Zensus (dl-de/by-2-0)"
_CELL_TYPES: Final = {CENTRE_CELL: "centre", CLUSTER_CELL: "cluster", RURAL_CELL: "rural"}
_LARGE: Final = 10_000
_SCATTER_LOG: Final = (0.6, 0.4)
"""How wrong the people of one embedded point are: σ of the logarithm, in Gemeinden of at least so
many people and in smaller ones. How it was found stands in docs/decisions/0032."""
_DENSITY: Final = 2_000
"""People per km² of settlement area, as the embedded points have it."""
_COLUMNS: Final = {2: "ags_land", 5: "ags_kreis", 8: "ags"}


def population(
    source: str | Path | gpd.GeoDataFrame | None = None,
    *,
    within: Within | None = None,
    under: int | None = None,
    ages: str | Path | None = None,
    layer: gpd.GeoDataFrame | None = None,
    cell: str = "1km",
    cell_m: float | None = None,
) -> gpd.GeoDataFrame:
    """Return points with the number of people who live there.

    Parameters
    ----------
    source
        An official grid of the Zensus (``.csv``, ``.zip``, ``.parquet``), or your own points with a
        column ``population``; by default the embedded settlement points of all Germany.
    within
        Only who lives there: the name or key of a Land, Kreis or Gemeinde, polygons, the file of
        such a layer, or a list of these (see ``mintgeo.germany.within.area_of``).
    under
        Count children under this age instead of all people. Only official grids can; which ages
        they know stands in the error if this one is not among them. Cells whose number of children
        is suppressed count none; ``hidden`` is their number at the average of all other cells, for
        the intervals. ``residents`` are all people there, ``attrs["under"]`` is the age.
    ages
        A second file of the grid, with age classes or the per cent under 18.
    layer
        Polygons that say which region a point lies in (``regions(level, source=...)``); by default
        the embedded Kreise. With Gemeinden, ``ags`` is known too.
    cell
        Which grid of a published ZIP: ``100m``, ``1km`` or ``10km``.
    cell_m
        For your own points: side in metres of the square that a point stands for, 0 if people live
        right there. It may stand in a column ``cell_m`` instead. Where neither says it, it is the
        distance to the nearest other point, or the square that the people of the point fill at
        2,000 per km² (as densely as German settlements), whichever is less; ``attrs["notes"]`` says
        so. Shares that the points are too coarse for are refused (see ``coverage``).

    Returns
    -------
    GeoDataFrame
        A demand table in EPSG:4326. The embedded points also have ``population_2011`` (people
        counted then, not scaled), ``area_ha`` (settlement area in hectares), ``area_type`` (degree
        of urbanisation of the Gemeinde) and ``cell_type`` (of the point). Points of a grid have
        their nearest ``place``; at 1 km ``cell_type``, and with Gemeinden ``area_type``; their
        ``attrs`` hold attributions and notes: what was kept apart, who lies outside of all regions.
        Grids and your own points have ``cell_m``.

    Raises
    ------
    OptionError
        If ``source`` is none of these, ``within`` neither or several regions of one name, or
        ``cell_m`` no length or not for your own points.
    MissingDataError
        If children are asked for that the data don't know.
    UnknownRegionError
        If nobody lives in ``within``, or there is no such region.
    TableError
        If your own points break the schema of a demand table.

    Examples
    --------
    >>> import mintgeo as mg
    >>> people = mg.population(within="13003")
    >>> len(people), round(people["population"].sum())
    (94, 208886)
    """
    if cell_m is not None:
        _check_cell(source, cell_m)
    if source is None:
        demand = _embedded_points()
    elif isinstance(source, str | Path):
        demand = _grid_points(read_grid(source, cell=cell, ages=ages), layer)
    else:
        demand = _own_points(source, layer, cell_m)
    demand = demand if under is None else _children(demand, under)
    demand = demand if within is None else people_within(demand, within)
    DEMAND.check(demand)
    return demand


def _embedded_points() -> gpd.GeoDataFrame:
    table = _embedded.read("demand")
    place = points(table.pop("lon"), table.pop("lat"), index=table.index)
    table["ags_kreis"] = table["ags"].str[:5]
    table["ags_land"] = table["ags"].str[:2]
    table["population"] = table["population"].astype(float)
    kinds = _embedded.read("gemeinden").set_index("ags")["area_type"]
    table["area_type"] = table["ags"].map(kinds).astype("str")
    table["scatter_m"] = np.sqrt(table["area_ha"].astype(float) * 10_000 / np.pi) / 2
    large = table.groupby("ags")["population_2011"].transform("sum") >= _LARGE
    table["scatter_log"] = np.where(large, *_SCATTER_LOG)
    out = gpd.GeoDataFrame(table, geometry=place)
    return credited(out, *(_embedded.source(name).attribution for name in ("demand", "laender")))


def _grid_points(grid: Grid, layer: gpd.GeoDataFrame | None) -> gpd.GeoDataFrame:
    out = assign_regions(grid.cells, layer)
    out["place"] = _nearest_places(out)
    out["cell_m"] = float(grid.cell_m)
    if grid.cell_m == CELL_M:
        kinds = classify_cells(out["x"], out["y"], out["population"])
        out["cell_type"] = pd.Series(kinds, index=out.index).map(_CELL_TYPES).astype("str")
        if "ags" in out.columns:
            people = out["population"].to_numpy(dtype=float)
            classes = summarise(out["ags"], people, kinds)["area_type"]
            out["area_type"] = out["ags"].map(classes).astype("str")
    out = _complete(out.drop(columns=["x", "y"]))
    out.attrs = {
        "attributions": credits_of(ZENSUS, out),
        "notes": [*grid.notes, *_outside_notes(out)],
    }
    return out


def _nearest_places(cells: gpd.GeoDataFrame) -> pd.Series:
    """Name of the GeoNames place nearest to each cell."""
    places = _embedded.read("places")
    at = points(places["lon"], places["lat"]).to_crs(LAEA)
    tree = cKDTree(np.column_stack([at.x, at.y]))
    row = tree.query(cells[["x", "y"]].to_numpy(dtype=float))[1]
    return pd.Series(places["name"].to_numpy()[row], index=cells.index, dtype="str")


def _outside_notes(demand: gpd.GeoDataFrame) -> list[str]:
    gap, people = demand["outside_m"], demand["population"]
    notes = []
    for mask, said in ((gap > 0, "were given to the nearest"), (gap.isna(), "have no region")):
        if mask.any():
            notes.append(
                f"{people[mask].sum():,.0f} people in {int(mask.sum()):,} cells lie outside of "
                f"every region and {said}"
            )
    return notes


def _check_cell(source: object, cell_m: float) -> None:
    if not isinstance(source, gpd.GeoDataFrame):
        raise OptionError("cell_m is for your own points; grids and embedded points know theirs.")
    if not 0 <= cell_m < np.inf:
        raise OptionError("cell_m must be 0 or more metres, not {cell_m!r}.", cell_m=cell_m)


def _own_points(
    source: gpd.GeoDataFrame, layer: gpd.GeoDataFrame | None, cell_m: float | None
) -> gpd.GeoDataFrame:
    if not isinstance(source, gpd.GeoDataFrame):
        raise OptionError(
            "population() takes the path of a grid or a GeoDataFrame of points with 'population', "
            "not {kind}.",
            kind=type(source).__name__,
        )
    if "population" not in source.columns:
        found = ", ".join(map(str, source.columns))
        raise InputError("The points have no column 'population'; found: {found}.", found=found)
    own = as_points(source, what="points").copy()
    if "id" not in own.columns:
        own["id"] = np.arange(1, len(own) + 1).astype(str)
    own["id"] = own["id"].astype("str")
    if "ags_kreis" not in own.columns or layer is not None:
        own = assign_regions(own, layer)
    return _complete(_with_cells(own, cell_m))


def _with_cells(own: gpd.GeoDataFrame, cell_m: float | None) -> gpd.GeoDataFrame:
    """Own points with the side of the square that each stands for, assumed where nobody said it."""
    if cell_m is not None:
        return own.assign(cell_m=float(cell_m))
    said = pd.Series(own.get("cell_m", np.nan), index=own.index, dtype=float)
    known = said.notna() | pd.Series(own.get("scatter_m", np.nan), index=own.index).notna()
    if known.all():
        return own
    filled = np.sqrt(own["population"].clip(lower=0).to_numpy(dtype=float) / _DENSITY) * 1000
    own["cell_m"] = said.where(known, np.minimum(_to_the_next(own), filled))
    notes = [*(own.attrs.get("notes") or ()), f"{(~known).sum():,} points: cell_m is assumed"]
    own.attrs = {**own.attrs, "notes": notes}
    return own


def _to_the_next(own: gpd.GeoDataFrame) -> NDArray[np.float64]:
    """Metres from every point to the nearest other one; infinite where there is none."""
    at = own.geometry.to_crs(LAEA)
    xy = np.column_stack([at.x, at.y])
    there = np.isfinite(xy).all(axis=1)
    out = np.full(len(own), np.inf)
    if there.sum() > 1:
        out[there] = cKDTree(xy[there]).query(xy[there], k=2)[0][:, 1]
    return out


def _complete(demand: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Add the columns of a demand table that are not known, empty."""
    if "ags_land" not in demand.columns:
        demand["ags_land"] = demand["ags_kreis"].str[:2]
    for column in ("ags", "ags_kreis", "place"):
        if column not in demand.columns:
            demand[column] = pd.Series(pd.NA, index=demand.index, dtype="str")
    return demand


def _children(demand: gpd.GeoDataFrame, under: int) -> gpd.GeoDataFrame:
    column = f"children_u{under}"
    if column not in demand.columns:
        known = sorted(
            int(str(name).removeprefix("children_u"))
            for name in demand.columns
            if str(name).startswith("children_u")
        )
        have = f"children under {', '.join(map(str, known))}" if known else "all people only"
        raise MissingDataError(
            "The data do not know how many children under {under} live where; they know {have}. "
            "Official grids of the Zensus have age classes: population(grid, ages=...).",
            under=under,
            have=have,
        )
    out = demand.copy()
    blind = out[column].isna()
    people = out["population"].astype(float)
    known = people[~blind].sum()
    expected = out[column].sum() / known if known > 0 else 0.0
    out["residents"] = people
    out["population"] = out[column].fillna(0).astype(float)
    out["hidden"] = (people * expected).where(blind, 0.0)
    notes = list(demand.attrs.get("notes") or ())
    out.attrs = {**demand.attrs, "under": under, "notes": notes}
    if blind.any():
        out.attrs["unknown"] = {"points": int(blind.sum()), "people": float(people[blind].sum())}
        out.attrs["notes"].append(
            f"children are unknown in {int(blind.sum()):,} cells with {people[blind].sum():,.0f} "
            f"people; these cells count none, but as many as can be expected in intervals"
        )
    return out


def people_within(demand: gpd.GeoDataFrame, within: Within) -> gpd.GeoDataFrame:
    """Return the points of a demand table in an area.

    Raises
    ------
    UnknownRegionError
        If nobody lives there.
    """
    rows = area_of(within).rows(demand, _COLUMNS, nothing=Phrase("No one of the data lives in"))
    return gpd.GeoDataFrame(demand[rows])
