"""Potential partners and named settlements from an OpenStreetMap extract."""

from functools import lru_cache
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from mintgeo._cache import state_of
from mintgeo._credits import credited
from mintgeo._crs import LAEA, WGS84
from mintgeo._errors import MissingDataError
from mintgeo._osm import ATTRIBUTION, check_extract
from mintgeo._schema import SITES
from mintgeo.findings import COLUMN, Gathered, row_notes
from mintgeo.sites.names import distinct, offsets
from mintgeo.sites.shapes import Found, objects
from mintgeo.sites.taxonomy import Rule, keys, rules, taxonomy

SETTLEMENTS: Final = (
    "city", "town", "village", "hamlet", "isolated_dwelling", "suburb", "quarter", "neighbourhood",
    "borough",
)  # fmt: skip
SOURCE: Final = "OpenStreetMap"
BESIDE_M: Final = 100.0
"""A node of the same name and kind this near to an area is the same place."""
RADIUS_M: Final = 25.0
"""A building or its plot is known this well."""
_PLACE: Final = ("addr:city", "addr:place", "addr:village", "addr:hamlet", "addr:suburb")


def from_osm(
    path: str | Path,
    *,
    extra: pd.DataFrame | str | Path | None = None,
    progress: bool = True,
) -> gpd.GeoDataFrame:
    """Find the places of an extract that could be won as partners.

    Parameters
    ----------
    path
        An OpenStreetMap extract (``.osm.pbf``, ``.osm``, ``.osm.gz``, ``.osm.bz2``).
    extra
        Rules of your own, which win over those of ``taxonomy()``.
    progress
        Show a progress bar, if the output is a terminal or notebook.

    Returns
    -------
    GeoDataFrame
        A sites table, ordered by category, name and id, with point geometry (EPSG:4326; areas
        become a point on their surface) and the columns of a geocoded table: ``role`` is
        ``potential``, ``topics`` and ages are what such a place could offer (``could_offer``), not
        what it does. ``id`` is as ``way/123``, ``osm_ids`` names all objects of the place. An
        unnamed place is called by its kind and its nearest settlement. A node inside an area of the
        same kind, or within 100 m of one of the same kind and name, is that area, which takes its
        name where it has none.

    Raises
    ------
    InputError
        If the file is no extract, or ``extra`` can't be understood.
    MissingDataError
        If the extract holds no such place.
    """
    file = check_extract(path)
    if extra is None:
        return _embedded(file, state_of(file), progress=progress).copy()
    return _of_rules(file, rules(taxonomy(extra=extra)), progress=progress)


@lru_cache(maxsize=1)
def _embedded(path: Path, _state: tuple[int, ...], *, progress: bool) -> gpd.GeoDataFrame:
    """Places by the rules of the package: several stages of a study ask for the same ones."""
    return _of_rules(path, rules(taxonomy()), progress=progress)


def _of_rules(path: Path, known: list[Rule], *, progress: bool) -> gpd.GeoDataFrame:
    everything = objects(path, [*keys(known), "place"], progress=progress)
    found = [(one, rule) for one in everything if (rule := _rule(one, known)) is not None]
    if not found:
        raise MissingDataError("{name} holds no place of the taxonomy.", name=path.name)
    found = _once(found)
    settlements = _settlements(everything)
    rows = [_row(one, rule) for one, rule in found]
    shapes = gpd.GeoSeries([one.point for one, _ in found], crs=WGS84)
    table = gpd.GeoDataFrame(pd.DataFrame(rows), geometry=shapes)
    table = _named(table, settlements)
    table = table.sort_values(["category", "name", "id"], ignore_index=True)
    table["lat"], table["lon"] = table.geometry.y, table.geometry.x
    SITES.check(table)
    return credited(table, ATTRIBUTION)


def places_from_osm(path: str | Path, *, progress: bool = True) -> gpd.GeoDataFrame:
    """Return the named settlements of an extract.

    Parameters
    ----------
    path
        As of ``from_osm``.
    progress
        Show a progress bar, if the output is a terminal or notebook.

    Returns
    -------
    GeoDataFrame
        ``id``, ``name``, ``kind`` (``city``, ``town``, ``village``, ``hamlet``,
        ``isolated_dwelling``, ``suburb``, ``quarter``, ``neighbourhood``, ``borough``),
        ``population`` as the map says (NaN mostly), point geometry (EPSG:4326), ordered by name and
        id. Where a settlement is mapped as node and area, the node counts: it is its middle.

    Raises
    ------
    InputError
        If the file is no extract.
    """
    return credited(_settlements(objects(path, ["place"], progress=progress)), ATTRIBUTION)


def _rule(one: Found, known: list[Rule]) -> Rule | None:
    for rule in known:
        if rule.needed.issubset(one.tags) and all(
            condition.holds(one.tags) for condition in rule.conditions
        ):
            return rule
    return None


def _once(found: list[tuple[Found, Rule]]) -> list[tuple[Found, Rule]]:
    """Drop nodes that are areas of the list; the area takes their tags where it lacks them."""
    shapes = gpd.GeoSeries([one.shape for one, _ in found], crs=WGS84).to_crs(LAEA)
    is_node = (shapes.geom_type == "Point").to_numpy()
    nodes, areas = np.flatnonzero(is_node), np.flatnonzero(~is_node)
    pairs = shapes.iloc[areas].sindex.query(
        shapes.iloc[nodes], predicate="dwithin", distance=BESIDE_M
    )
    out = dict(enumerate(found))
    for node, area in sorted(zip(nodes[pairs[0]], areas[pairs[1]], strict=True)):
        inside = bool(shapely.intersects(shapes.iloc[node], shapes.iloc[area]))
        if node in out and _same(out[node], out[area], inside=inside):
            (point, _), (shape, rule) = out.pop(node), out[area]
            out[area] = (shape.with_tags_of(point), rule)
    return list(out.values())


def _same(node: tuple[Found, Rule], area: tuple[Found, Rule], *, inside: bool) -> bool:
    if node[1].category != area[1].category:
        return False
    names = [one.tags.get("name", "").casefold() for one, _ in (node, area)]
    return (names[0] == names[1] != "") or (inside and not all(names))


def _row(one: Found, rule: Rule) -> dict[str, object]:
    tags = one.tags
    street = " ".join(filter(None, [tags.get("addr:street"), tags.get("addr:housenumber")]))
    return {
        "id": one.id,
        "name": tags.get("name") or tags.get("official_name") or pd.NA,
        "role": "potential",
        "category": rule.category,
        "topics": rule.topics,
        "provider": tags.get("operator", pd.NA),
        "street": street or pd.NA,
        "postcode": tags.get("addr:postcode", pd.NA),
        "place": next((tags[key] for key in _PLACE if key in tags), pd.NA),
        "state": pd.NA,
        "age_min": rule.age_min,
        "age_max": rule.age_max,
        "capacity": np.nan,
        "url": tags.get("website") or tags.get("contact:website") or pd.NA,
        "source": SOURCE,
        "could_offer": rule.offer,
        "osm_ids": "; ".join((one.id, *one.merged)),
        "match_level": "coordinate",
        "match_score": 100.0,
        "radius_m": RADIUS_M,
        "match_source": SOURCE,
    }


def _named(table: gpd.GeoDataFrame, settlements: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Call unnamed places by their kind and settlement, and say so."""
    near, apart = (pd.Series(pd.NA, index=table.index, dtype="str") for _ in range(2))
    if len(settlements):
        there, points = settlements.to_crs(LAEA), table.geometry.to_crs(LAEA)
        at = there.sindex.nearest(points, return_all=False)[1]
        near = pd.Series(settlements["name"].to_numpy()[at], index=table.index, dtype="str")
        apart = pd.Series(offsets(there.geometry.to_numpy()[at], points.to_numpy()), table.index)
    unnamed = table["name"].isna()
    called = table["category"] + (" bei " + near).fillna(" ohne Namen")
    called = called.mask(~unnamed, table["name"])
    apart = apart.mask(~unnamed, "bei " + near + ", " + apart)
    called = distinct(called, [table["street"], apart])
    out = table.assign(
        name=called.astype("str"),
        place=table["place"].fillna(near).astype("str"),
    )
    gathered = Gathered(len(out))
    gathered.add(unnamed, "read.unnamed")
    out[COLUMN] = gathered.column(out.index)
    out["read_note"], out["match_note"] = row_notes(out), pd.Series("", out.index, dtype="str")
    text = ("provider", "street", "postcode", "state", "url", "topics")
    return gpd.GeoDataFrame(out.astype(dict.fromkeys(text, "str")))


def _settlements(everything: list[Found]) -> gpd.GeoDataFrame:
    found = [
        one for one in everything
        if one.tags.get("place") in SETTLEMENTS and one.tags.get("name")
    ]  # fmt: skip
    found.sort(key=lambda one: (one.tags["name"], one.shape.geom_type != "Point", one.id))
    table = pd.DataFrame(
        {
            "id": [one.id for one in found],
            "name": [one.tags["name"] for one in found],
            "kind": [one.tags["place"] for one in found],
            "population": pd.to_numeric(
                pd.Series([one.tags.get("population") for one in found], dtype="str"),
                errors="coerce",
            ),
        }
    )
    layer = gpd.GeoDataFrame(table, geometry=[one.point for one in found], crs=WGS84)
    areas = {one.id: one.shape for one in found if one.shape.geom_type != "Point"}
    twins = [
        number
        for number, row in layer.iterrows()
        if row["id"] in areas and _has_node(row, layer, areas[row["id"]])
    ]
    return gpd.GeoDataFrame(layer.drop(index=twins).reset_index(drop=True))


def _has_node(row: pd.Series, layer: gpd.GeoDataFrame, area: shapely.Geometry) -> bool:
    same = layer[(layer["name"] == row["name"]) & layer["id"].str.startswith("node/")]
    return bool(same.geometry.intersects(area).any())
