"""Where a stop could be if nobody says it: houses and places that people live at."""

from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo import _embedded
from mintgeo._credits import credited
from mintgeo._crs import WGS84, points
from mintgeo._errors import MissingDataError
from mintgeo._located import AnyTable, Located
from mintgeo.sites import from_osm, places_from_osm
from mintgeo.sites.taxonomy import stopping
from mintgeo.travel.protocol import MappedRouter, Router

LIVED_AT_M: Final = 1_000.0
"""A place counts if people live this near: it is no forest, and within the area of the demand."""
_KINDS: Final = ("city", "town", "village", "hamlet", "suburb")
_COLUMNS: Final = ["id", "name", "category", "ags_gemeinde", "geometry"]


def stop_candidates(demand: AnyTable, *, extract: str | Path | None = None) -> gpd.GeoDataFrame:
    """List where a stop could be: schools, fire stations, village halls and places, or Gemeinden.

    Parameters
    ----------
    demand
        A demand or reach table: candidates have people of it within 1 km, so none is in a forest.
    extract
        An OpenStreetMap extract; without one the gazetteer's places and Gemeinden are taken.

    Returns
    -------
    GeoDataFrame
        ``id``, ``name``, ``category``, ``ags_gemeinde`` (that of the nearest point of the demand),
        geometry (EPSG:4326), ordered by id. A Gemeinde without any other candidate has the point
        where most of its people live.

    Examples
    --------
    >>> import mintgeo as mg
    >>> mg.stop_candidates(mg.population(within="13003"))["name"].head(2).tolist()
    ['Rostock', 'Dierkow-Neu']
    """
    people = Located.of(demand, what="demand")
    lived = people.rows(
        (people.table["population"].to_numpy(dtype=float) > 0)
        & np.isin(np.arange(len(people)), people.points.placed)
    )
    found = _of_gazetteer() if extract is None else _of_extract(extract)
    found = _near(found, lived)
    lacking = _gemeinden_without(found, lived)
    both = pd.concat([found[_COLUMNS], lacking[_COLUMNS]], ignore_index=True)
    out = gpd.GeoDataFrame(both, geometry="geometry", crs=WGS84)
    out = gpd.GeoDataFrame(out.sort_values("id", ignore_index=True))
    return credited(out, found, people.table)


def default_candidates(demand: AnyTable, router: Router) -> gpd.GeoDataFrame:
    """Candidates of the router's extract, if it has one."""
    extract = router.extract if isinstance(router, MappedRouter) else None
    return stop_candidates(demand, extract=extract)


def _of_extract(path: str | Path) -> gpd.GeoDataFrame:
    places = places_from_osm(path, progress=False)
    places = places[places["kind"].isin(_KINDS)].assign(category="Ort")
    try:
        houses = from_osm(path, progress=False)
        houses = houses[houses["category"].isin(stopping())]
    except MissingDataError:
        houses = places.iloc[:0]
    table = pd.concat([houses, places], ignore_index=True).drop_duplicates("id")
    table["ags_gemeinde"] = pd.Series(pd.NA, index=table.index, dtype="str")
    return credited(gpd.GeoDataFrame(table, geometry="geometry", crs=WGS84), places)


def _of_gazetteer() -> gpd.GeoDataFrame:
    """Gemeinden, and places that are not just their Gemeinde by name."""
    towns, places = _embedded.read("gemeinden"), _embedded.read("places")
    towns = towns.assign(id="gemeinde/" + towns["ags"], category="Gemeinde")
    same = pd.MultiIndex.from_frame(places[["ags", "name"]]).isin(
        pd.MultiIndex.from_frame(towns[["ags", "name"]])
    )
    places = places[~same].assign(category="Ort")
    ids = "ort/" + places["ags"].fillna(places["ags_kreis"]).fillna("") + "/" + places["name"]
    number = ids.groupby(ids).cumcount()
    places["id"] = ids.where(number == 0, ids + "/" + number.astype("str"))
    table = pd.concat([towns, places], ignore_index=True).rename(columns={"ags": "ags_gemeinde"})
    shapes = points(table["lon"], table["lat"], index=table.index)
    out = gpd.GeoDataFrame(table, geometry=shapes)
    return credited(out, *(_embedded.source(one).attribution for one in ("gemeinden", "places")))


def _near(found: gpd.GeoDataFrame, lived: Located) -> gpd.GeoDataFrame:
    """Those of the same Kreise that people live at, with the Gemeinde of these people."""
    kreise = set(lived.table["ags"].astype("str").str[:5].dropna())
    own = found["ags_gemeinde"].astype("str").str[:5]
    found = credited(gpd.GeoDataFrame(found[own.isna() | own.isin(kreise)]), found)
    there = Located.of(found, what="candidates")
    spots = there.flat()
    rows, owner = lived.flat().sindex.nearest(spots, return_all=False, max_distance=LIVED_AT_M)
    out = found.iloc[rows].copy()
    keys = lived.table["ags"].astype("str").to_numpy(dtype=object)[owner]
    out["ags_gemeinde"] = pd.Series(keys, index=out.index, dtype="str")
    return credited(gpd.GeoDataFrame(out), found)


def _gemeinden_without(found: gpd.GeoDataFrame, lived: Located) -> gpd.GeoDataFrame:
    """For each Gemeinde that has no candidate, the point where most of its people live."""
    table = gpd.GeoDataFrame(lived.table)
    keys = table["ags"].astype("str")
    table = table[keys.notna() & ~keys.isin(set(found["ags_gemeinde"].dropna()))]
    table = table.sort_values(["population", "id"], ascending=[False, True])
    table = table[~table["ags"].duplicated()]
    names = _embedded.read("gemeinden").set_index("ags")["name"]
    named = table["place"].astype("str").fillna(table["ags"].map(names)).fillna(table["ags"])
    return gpd.GeoDataFrame(
        {
            "id": "siedlung/" + table["ags"].astype("str"),
            "name": named.astype("str"),
            "category": pd.Series("Siedlung", index=table.index, dtype="str"),
            "ags_gemeinde": table["ags"].astype("str"),
        },
        geometry=table.geometry.to_crs(WGS84),
    )
