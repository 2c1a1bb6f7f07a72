"""The ladder: coordinates, PLZ and place, PLZ alone, a place name that is unique; else a reason."""

from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo._crs import GEOD, WGS84
from mintgeo._errors import InputError
from mintgeo._schema import GEOCODED
from mintgeo.geocode.gazetteer import Gazetteer, keys

COORDINATE_RADIUS_M: Final = 50.0
"""Coordinates of a list are taken from maps or phones: good to a building and its yard."""
APART_M: Final = 30_000.0
"""A PLZ and a place farther apart than this contradict each other; so far no PLZ reaches."""
PLACE_FLOOR_M: Final = 5_000.0
"""A place named without its PLZ is not known better than this."""
SCORES: Final = {"coordinate": 100.0, "pair": 95.0, "postcode": 80.0, "doubted": 60.0, "name": 50.0}
"""First values: how well the words agree, not yet a measured probability."""

_NEEDS: Final = ("id", "postcode", "place", "state", "lat", "lon")
_RESULT: Final = (
    "lat",
    "lon",
    "match_level",
    "match_score",
    "radius_m",
    "match_source",
    "match_note",
)


def geocode(table: pd.DataFrame, *, gazetteer: Gazetteer | None = None) -> gpd.GeoDataFrame:
    """Place the rows of a list, offline.

    Parameters
    ----------
    table
        A participants or sites table.
    gazetteer
        Where PLZ and places are; by default the one that comes with the package.

    Returns
    -------
    GeoDataFrame
        The table in its index and order, with point ``geometry`` (EPSG:4326, missing where nothing
        was found), ``match_level``, ``match_score``, ``radius_m`` (metres; the true point lies
        inside in 95 of 100 cases), ``match_source`` and ``match_note`` (German).

    Raises
    ------
    InputError
        If the table lacks the columns that the readers give it.

    Notes
    -----
    The ladder: given coordinates; exact PLZ and place; PLZ alone; a place name that is unique in
    its Land or in Germany. PLZ and place that lie more than 30 km apart contradict each other: the
    row is not placed, unless its Land agrees with exactly one of the two. Streets are not used yet.
    """
    missing = [name for name in _NEEDS if name not in table.columns]
    if missing:
        raise InputError(
            f"The table has no column {', '.join(missing)}; read_participants() or read_sites() "
            "makes a table that has all."
        )
    known = gazetteer or Gazetteer.embedded()
    rows = _prepared(table, known)
    found = pd.concat([_given(rows), _named(rows, known)])
    found = found[~found.index.duplicated()].reindex(rows.index)
    found = _doubted(found, rows, known)
    out = gpd.GeoDataFrame(
        table.drop(columns=["geometry", *_RESULT[2:]], errors="ignore"),
        geometry=_points(found, table.index),
    )
    for name in _RESULT[2:]:
        out[name] = found[name].to_numpy()
    out = out.astype({"match_level": "str", "match_source": "str", "match_note": "str"})
    GEOCODED.check(out)
    return out


def _prepared(table: pd.DataFrame, known: Gazetteer) -> pd.DataFrame:
    """What the ladder looks at, by position: the words, and where the PLZ is."""
    rows = pd.DataFrame({name: table[name].to_numpy() for name in _NEEDS})
    rows = rows.astype(dict.fromkeys(("postcode", "place", "state"), "str"))
    rows["key"] = keys(rows["place"])
    rows["land"] = keys(rows["state"]).map(known.states).astype("str")
    plz = known.postcodes.reindex(rows["postcode"])
    for name in ("lat", "lon", "radius_m", "ags_land", "places"):
        rows[f"plz_{name}"] = plz[name].to_numpy()
    return rows.astype({"plz_ags_land": "str", "plz_places": "str"})


def _given(rows: pd.DataFrame) -> pd.DataFrame:
    there = rows[rows["lat"].notna() & rows["lon"].notna()]
    return _found(there, there, "coordinate", SCORES["coordinate"], COORDINATE_RADIUS_M, "Liste")


def _named(rows: pd.DataFrame, known: Gazetteer) -> pd.DataFrame:
    rest = rows[rows["lat"].isna() | rows["lon"].isna()]
    pair = _by_pair(rest, known)
    rest = rest.drop(index=pair.index)
    by_plz = rest["plz_lat"].notna()
    return pd.concat([pair, _by_postcode(rest[by_plz], known), _by_name(rest[~by_plz], known)])


def _by_pair(rows: pd.DataFrame, known: Gazetteer) -> pd.DataFrame:
    both = rows[["postcode", "key"]].dropna().reset_index()
    hit = both.merge(known.pairs, on=["postcode", "key"]).set_index("index")
    return _found(hit, hit, "place", SCORES["pair"], hit["radius_m"], "PLZ und Ort")


def _by_postcode(rows: pd.DataFrame, known: Gazetteer) -> pd.DataFrame:
    """PLZ is known, but not together with this place: near, far or nowhere makes the difference."""
    at = rows[["plz_lat", "plz_lon"]].set_axis(["lat", "lon"], axis=1)
    out = _found(rows, at, "postcode", SCORES["postcode"], rows["plz_radius_m"], "PLZ")
    away = _away(rows, known)
    unknown = rows["key"].notna() & away.isna()
    words = "Ort „" + rows["place"] + "“"
    of_plz = "PLZ " + rows["postcode"] + " (" + rows["plz_places"].fillna("?") + ")"
    _note(out, unknown, words + " ist nicht bekannt, nach PLZ verortet")
    near = away <= APART_M
    _note(out, near, words + " gehört nicht zu " + of_plz + ", nach PLZ verortet")
    out.loc[near, "radius_m"] = np.maximum(out["radius_m"], away)[near]
    out.loc[unknown | near, "match_score"] = SCORES["doubted"]
    return _settle(out, rows[away > APART_M], away, of_plz, known)


def _settle(
    out: pd.DataFrame, rows: pd.DataFrame, away: pd.Series, of_plz: pd.Series, known: Gazetteer
) -> pd.DataFrame:
    """PLZ and place contradict each other: the Land decides if it agrees with one of them only."""
    km = (away[rows.index] / 1000).round().astype(int).astype(str)
    note = "Widerspruch: " + of_plz[rows.index] + " und Ort „" + rows["place"] + "“ liegen " + km
    note = note + " km auseinander"
    area = _areas_of(rows.assign(area=rows["land"]), known)
    place_fits = rows["land"].notna() & area["radius_m"].notna()
    plz_fits = rows["land"].notna() & (rows["land"] == rows["plz_ags_land"])
    _note(out, plz_fits & ~place_fits, note + "; das Land spricht für die PLZ")
    out.loc[rows.index, "match_score"] = SCORES["doubted"]
    lost = rows.index[plz_fits == place_fits]
    out.loc[lost, ["lat", "lon", "match_score", "radius_m"]] = np.nan
    out.loc[lost, "match_level"], out.loc[lost, "match_source"] = "none", pd.NA
    _note(out, plz_fits == place_fits, note)
    by_place = _by_name(_without_plz(rows[place_fits & ~plz_fits]), known)
    _note(by_place, by_place["match_level"] == "place", note + "; das Land spricht für den Ort")
    return pd.concat([out.drop(index=by_place.index), by_place])


def _without_plz(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(postcode=pd.Series(index=rows.index, dtype="str"))


def _by_name(rows: pd.DataFrame, known: Gazetteer) -> pd.DataFrame:
    """No PLZ that is known: a name that means one place only, in its Land or in Germany."""
    area = _areas_of(rows.assign(area=rows["land"].fillna("")), known)
    single = area["radius_m"] <= APART_M
    radius = area["radius_m"] + PLACE_FLOOR_M
    out = _found(rows, area, "place", SCORES["name"], radius, "Ortsname")
    unknown = rows["postcode"].notna()
    plz = "PLZ " + rows["postcode"].fillna("") + " ist unbekannt"
    _note(out, unknown & single, plz + ", nach Ortsname verortet")
    lost = rows.index[~single]
    out.loc[lost, ["lat", "lon", "match_score", "radius_m"]] = np.nan
    out.loc[lost, "match_level"], out.loc[lost, "match_source"] = "none", pd.NA
    _note(out, unknown & ~single, plz)
    several = "Ort „" + rows["place"] + "“ ist mehrdeutig: in " + area["kreise"].astype(str)
    _note(
        out, area["radius_m"] > APART_M, several.str.replace(r"\.0$", "", regex=True) + " Kreisen"
    )
    _note(
        out, rows["key"].notna() & area["radius_m"].isna(), "Ort „" + rows["place"] + "“ unbekannt"
    )
    _note(out, rows["key"].isna() & rows["postcode"].isna(), "keine Adresse")
    return out


def _doubted(found: pd.DataFrame, rows: pd.DataFrame, known: Gazetteer) -> pd.DataFrame:
    """Check what was found against the other words of the row."""
    there = rows["plz_lat"].notna() & (found["match_level"] == "coordinate")
    gap = _metres(found[there], rows.loc[there, ["plz_lat", "plz_lon"]]).reindex(rows.index)
    km = (gap / 1000).round().fillna(0).astype(int).astype(str)
    far = gap > APART_M
    _note(found, far, "Widerspruch: Koordinaten liegen " + km + " km von PLZ " + rows["postcode"])
    other = rows["land"].notna() & rows["plz_ags_land"].notna()
    other &= rows["land"] != rows["plz_ags_land"]
    other &= ~found["match_note"].str.contains("Widerspruch")
    land = rows["plz_ags_land"].map(known.laender).astype("str").fillna("?")
    note = "Widerspruch: PLZ " + rows["postcode"] + " liegt in " + land + ", angegeben ist "
    _note(found, other, note + rows["state"])
    unknown = rows["state"].notna() & rows["land"].isna()
    _note(found, unknown, "Land „" + rows["state"] + "“ ist nicht bekannt")
    return found


def _away(rows: pd.DataFrame, known: Gazetteer) -> pd.Series:
    """Metres from each PLZ to the nearest place of the row's name; NaN where there is none."""
    both = rows.reset_index()[["index", "key", "plz_lat", "plz_lon"]].merge(known.names, on="key")
    gap = _metres(both, both[["plz_lat", "plz_lon"]])
    return gap.groupby(both["index"]).min().reindex(rows.index)


def _areas_of(rows: pd.DataFrame, known: Gazetteer) -> pd.DataFrame:
    wanted = pd.MultiIndex.from_arrays([rows["key"].fillna(""), rows["area"].fillna("?")])
    return known.areas.reindex(wanted).set_index(rows.index)


def _metres(here: pd.DataFrame, there: pd.DataFrame) -> pd.Series:
    to = there.to_numpy(dtype=float)
    lon, lat = here["lon"].to_numpy(dtype=float), here["lat"].to_numpy(dtype=float)
    return pd.Series(GEOD.inv(lon, lat, to[:, 1], to[:, 0])[2], index=here.index, dtype=float)


def _found(
    rows: pd.DataFrame,
    at: pd.DataFrame,
    level: str,
    score: float,
    radius: float | pd.Series,
    source: str,
) -> pd.DataFrame:
    out = pd.DataFrame({"lat": at["lat"], "lon": at["lon"]}, index=rows.index, dtype=float)
    out["match_level"], out["match_score"] = level, score
    out["radius_m"] = pd.Series(radius, index=rows.index, dtype=float)
    out["match_source"], out["match_note"] = source, ""
    return out.astype({"match_level": "object", "match_source": "object", "match_note": "object"})


def _note(out: pd.DataFrame, rows: pd.Series, text: str | pd.Series) -> None:
    where = rows.index[rows.fillna(False).to_numpy(dtype=bool)]
    new = text.loc[where] if isinstance(text, pd.Series) else pd.Series(text, index=where)
    old = out.loc[where, "match_note"]
    out.loc[where, "match_note"] = (old + "; ").where(old != "", "") + new


def _points(found: pd.DataFrame, index: pd.Index) -> gpd.GeoSeries:
    there = found["lat"].notna().to_numpy()
    points = np.full(len(found), None, dtype=object)
    points[there] = gpd.points_from_xy(found["lon"][there], found["lat"][there])
    return gpd.GeoSeries(points, index=index, crs=WGS84)
