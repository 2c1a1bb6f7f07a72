"""Companies × areas of networks → who has sites in several of them."""

from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from mintgeo._credits import credited
from mintgeo._crs import LAEA, WGS84
from mintgeo._errors import OptionError
from mintgeo._located import AnyTable, Located
from mintgeo._schema import GEOCODED, SITES
from mintgeo._schema.networks import COMPANY_NETWORKS
from mintgeo._schema.rows import SEPARATOR
from mintgeo.analysis.companies.areas import Networks, network_areas
from mintgeo.analysis.companies.grouped import companies_of, grouped_by

_ASKED: Final = SITES.asking("id", "name")
_PLACED: Final = GEOCODED.asking("id")
_STEP: Final = 0.01
"""Degrees after which a border gets a corner before it is projected: it is straight there."""


def company_networks(
    sites: AnyTable, networks: Networks, *, key: str | None = None, least_sites: int = 2
) -> pd.DataFrame:
    """Find the companies that have sites in the areas of networks.

    Parameters
    ----------
    sites
        Geocoded sites: a company is who runs a site (``provider``, else ``name``). Any provider
        counts, such as a research society.
    networks
        Polygons with a name; a table with the columns ``network`` and ``ags`` (or ``Netzwerk``,
        ``Kreis`` …), a row per Kreis or Land, by key or name; or a mapping of names to what
        ``within`` takes. Areas may overlap.
    key
        Column of the keys of a layer of polygons.
    least_sites
        Companies of fewer sites are left out.

    Returns
    -------
    DataFrame
        One row per company and network, those of most networks first and last those that only a
        name joins, with the columns of ``docs/tables.md``. Where sites of a company lie in no
        network, or have no place, a row says so (``reason``). A site in several networks counts in
        each (``shared``); ``unsure`` counts those nearer to the border of a network than they and
        it are known.
        ``attrs["unnamed"]`` is the number of sites that name nobody.

    Raises
    ------
    OptionError
        If ``least_sites`` is not 1 or more, or ``networks`` is nothing of these.
    InputError, UnknownRegionError
        If there is no network, or a region of one is not known.

    Notes
    -----
    Sites are of one company if their names are the same without capitals, umlauts, signs, legal
    form and branch, or their pages have one domain that not everybody uses; ``grouped_by`` says
    which, ``names`` all spellings. ``name_alone`` is a name that no site has with a legal form, a
    page or as its ``provider``: schools of one name are seldom of one. Nothing is matched by
    likeness.

    Examples
    --------
    >>> import pandas as pd
    >>> import mintgeo as mg
    >>> works = pd.DataFrame({
    ...     "Name": ["Optik GmbH", "OPTIK GmbH & Co. KG, Werk 2"], "PLZ": ["07743", "44135"]})
    >>> works = mg.geocode(mg.read_sites(works))
    >>> found = mg.company_networks(works, {"Ruhr": ["Dortmund", "Bochum"], "Saale": ["Jena"]})
    >>> found[["name", "network", "land", "sites", "grouped_by"]]
             name network                 land  sites grouped_by
    0  Optik GmbH    Ruhr  Nordrhein-Westfalen      1       name
    1  Optik GmbH   Saale            Thüringen      1       name
    """
    if isinstance(least_sites, bool) or not least_sites >= 1:
        raise OptionError("least_sites must be 1 or more, not {value!r}.", value=least_sites)
    at, layer = Located.of(sites, what="sites"), network_areas(networks, key)
    _ASKED.check(at.table)
    _PLACED.check(at.table)
    known = companies_of(at.table)
    size = known.groupby("company")["company"].transform("size")
    rows = np.flatnonzero((size >= least_sites).to_numpy())
    pairs = _where(at.rows(rows), layer)
    table = _told(at.table.iloc[rows], known.iloc[rows], pairs, layer)
    COMPANY_NETWORKS.check(table)
    out = credited(table, at.table, layer)
    out.attrs["unnamed"] = int(known["company"].isna().sum())
    return out


def _where(at: Located, layer: gpd.GeoDataFrame) -> pd.DataFrame:
    """Row of a site × position of a network (−1 for none), why, and whether that is sure."""
    there, points = at.points.placed, at.flat().reset_index(drop=True)
    shapes = layer.geometry.reset_index(drop=True)
    exact = gpd.GeoSeries(gpd.points_from_xy(at.points.lon, at.points.lat), crs=WGS84)
    row, network = shapes.sindex.query(exact, predicate="intersects", sort=True)
    inside = pd.DataFrame({"row": there[row], "network": network, "reason": "inside"})
    alone = np.setdiff1d(there, inside["row"])
    lost = np.setdiff1d(np.arange(len(points)), there)
    rest = pd.DataFrame({"row": np.concatenate([alone, lost]), "network": -1})
    rest["reason"] = np.repeat(["outside", "no_location"], [len(alone), len(lost)])
    out = pd.concat([inside, rest], ignore_index=True).sort_values("row", kind="stable")
    out["unsure"] = _unsure(out, points, shapes, at.table, float(layer["blur_m"].max()))
    out["shared"] = out["row"].duplicated(keep=False)
    return out


def _unsure(
    pairs: pd.DataFrame, points: gpd.GeoSeries, shapes: gpd.GeoSeries, sites: pd.DataFrame,
    blur_m: float,
) -> Any:  # fmt: skip
    """Whether a border is nearer than point and border are known."""
    radius = sites["radius_m"] if "radius_m" in sites else pd.Series(0.0, index=sites.index)
    blur = np.maximum(radius.fillna(0).to_numpy(dtype=float), max(blur_m, 1.0))
    edges = shapes.boundary.segmentize(_STEP).to_crs(LAEA)
    lines = np.append(edges.to_numpy(), edges.union_all())
    shapely.prepare(lines)
    row, network = (pairs[name].to_numpy() for name in ("row", "network"))
    out, there = np.zeros(len(pairs), dtype=bool), (pairs["reason"] != "no_location").to_numpy()
    row, network = row[there], network[there]
    out[there] = shapely.dwithin(lines[network], points.to_numpy()[row], blur[row])
    return out


def _told(
    sites: pd.DataFrame, known: pd.DataFrame, pairs: pd.DataFrame, layer: gpd.GeoDataFrame
) -> pd.DataFrame:
    rows = known.reset_index(drop=True).assign(id=sites["id"].astype(str).to_numpy())
    rows["place"] = _placed(sites).to_numpy()
    each = rows.join(pairs.set_index("row"), how="right")
    parts = each.groupby(["company", "reason", "network"], sort=False)
    table = parts.agg(
        sites=("id", "size"), shared=("shared", "sum"), unsure=("unsure", "sum"),
        places=("place", _once), site_ids=("id", _once),
    ).reset_index()  # fmt: skip
    about = {company: _about(part) for company, part in rows.groupby("company")}
    inside = each[each["reason"] == "inside"].groupby("company")["network"].nunique()
    for name in ("name", "names", "grouped_by", "all_sites"):
        table[name] = pd.Series([about[one][name] for one in table["company"]], dtype=object)
    table["networks"] = table["company"].map(inside).fillna(0).astype("int64")
    table["alone"] = table["grouped_by"] == "name_alone"
    table["order"] = table["reason"].map({"inside": 0, "outside": 1, "no_location": 2})
    at = table.pop("network")
    for name, column in (("network", "ags"), ("network_name", "name"), ("land", "land")):
        table[name] = at.map(dict(enumerate(layer[column])))
    table = table.sort_values(
        ["alone", "networks", "all_sites", "company", "order", "network"],
        ascending=[True, False, False, True, True, True], ignore_index=True,
    )  # fmt: skip
    texts = {one.name: "str" for one in COMPANY_NETWORKS.columns if one.kind == "text"}
    whole = {one.name: "int64" for one in COMPANY_NETWORKS.columns if one.kind == "integer"}
    return table[[one.name for one in COMPANY_NETWORKS.columns]].astype({**texts, **whole})


def _about(rows: pd.DataFrame) -> dict[str, object]:
    counts = rows["spelt"].value_counts(sort=False)
    names = sorted(counts.index, key=lambda one: (-counts[one], len(one), one))
    return {
        "name": names[0], "names": SEPARATOR.join(names), "grouped_by": grouped_by(rows),
        "all_sites": len(rows),
    }  # fmt: skip


def _placed(sites: pd.DataFrame) -> pd.Series:
    """Where sites are: the place, else the PLZ, else the id."""
    named = sites["id"].astype("object")
    for column in ("postcode", "place"):
        if column in sites.columns:
            named = sites[column].astype("object").where(sites[column].notna(), named)
    return named.astype(str)


def _once(texts: pd.Series) -> str:
    return SEPARATOR.join(dict.fromkeys(texts))
