"""geocode(): coordinates, then PLZ and place by the ladder, then what speaks against it."""

from collections.abc import Sequence
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo import _embedded
from mintgeo._collector import resting
from mintgeo._credits import credited
from mintgeo._crs import WGS84
from mintgeo._errors import InputError
from mintgeo._parallel import AnyExecutor
from mintgeo._progress import quiet
from mintgeo._schema import GEOCODED, received
from mintgeo.findings import (
    COLUMN,
    Finding,
    at_stages,
    column,
    findings_of,
    notes,
)
from mintgeo.gazetteer.gazetteer import Gazetteer
from mintgeo.gazetteer.quality import (
    COORDINATE_RADIUS_M,
    COORDINATE_SCORE,
    INSIDE_OF_RADIUS,
    NEAR_M,
    Placement,
)
from mintgeo.gazetteer.step import BY_HAND, Step, refine
from mintgeo.geocoding.corrections import Corrections, decide
from mintgeo.geocoding.corrections.decided import RUNG
from mintgeo.geocoding.matching import matched
from mintgeo.geocoding.words import NEEDS, doubted, prepared
from mintgeo.online.consent import is_sites, reasons
from mintgeo.read.geometry import apart
from mintgeo.read.tables import read_any

SOURCES: Final = {
    "coordinate": "Liste",
    RUNG: BY_HAND,
    "pair": "PLZ und Ort",
    "part": "PLZ und Teil des Ortsnamens",
    "prefix": "PLZ und Anfang des Ortsnamens",
    "near": "Ort neben der PLZ",
    "fuzzy": "PLZ und ähnlicher Ort",
    "postcode": "PLZ",
    "gemeinde": "Name der Gemeinde",
    "region": "Ort in der PLZ-Region",
    "name": "Ortsname",
}
"""Rung → ``match_source``."""
_GIVEN: Final = ("coordinate", RUNG)
_LEVELS: Final = dict.fromkeys(_GIVEN, "coordinate") | {"postcode": "postcode", "none": "none"}
_NAMES: Final = ("places", "plz_places")
_RESULT: Final = ("match_level", "match_score", "radius_m", "match_source")
_NOTE: Final = "match_note"
_READ: Final = ("read",)
"""Stage of findings that stay when a table is placed once more."""


def geocode(
    table: pd.DataFrame,
    *,
    gazetteer: Gazetteer | None = None,
    placement: Placement | None = None,
    using: Sequence[Step] | Step = (),
    wanted: str = "house",
    corrections: Corrections | None = None,
    progress: bool = True,
    executor: AnyExecutor | None = None,
) -> gpd.GeoDataFrame:
    """Place the rows of a list, offline.

    Parameters
    ----------
    table
        A participants or sites table, or any DataFrame or GeoDataFrame that has a PLZ, a place, an
        address, coordinates or points: it is read as ``read_participants`` does, keeps its index
        and its own columns, and gets those of the schema beside them.
    gazetteer
        Where PLZ and places are; by default the one that comes with the package.
    placement
        How far true points lie from its matches; by default as measured for that gazetteer.

    using
        Further steps, such as an ``AddressIndex``, in this order; one alone needs no list. Each
        sees only rows that are still coarser than wanted; what it finds replaces what was found if
        it is finer.
    wanted
        A row that is placed at this level or a finer one is left alone.
    corrections
        What somebody has decided on the map of ``mg.maps.placement_map``: the file that it has
        saved, several of them, or a frame of its columns. It counts before everything else. A row
        that was put somewhere has the level ``coordinate``, one whose place was chosen the level of
        that place, one that was found right has no doubt any more. A correction is not used, and
        a finding says why, if its row says something else today.
    progress
        Let steps show progress bars, if the output is a terminal or notebook.
    executor
        Who computes, as of ``reach``; without one this process does. Steps that ask somebody stay
        in this process.

    Returns
    -------
    GeoDataFrame
        The table in its index and order, with point ``geometry`` (EPSG:4326, missing where nothing
        was found), ``match_level``, ``match_score`` (probability in per cent that the true point
        lies within 5 km), ``radius_m`` (metres; the true point lies inside in 95 of 100 cases),
        ``match_source``, ``findings`` (codes and values, after those of the reader; see
        ``row_findings`` and ``row_notes``) and ``match_note`` (what they say, in German).

    Raises
    ------
    InputError
        If the table is none, or says of no row where it is, or the corrections are faulty.
    OptionError
        If ``wanted`` is no level, or ``using`` holds something that is no step.

    Notes
    -----
    The ladder: corrections; given coordinates; exact PLZ and place; a part or the beginning of the
    place's name in the PLZ; the name within 12 km of the PLZ; a name there that is nearly so; PLZ
    alone. With a PLZ that is unknown: the name near the PLZ of the same three digits; a name that
    means one place in its Land or in Germany. PLZ and place more than 30 km apart contradict each
    other: the row is not placed, unless its Land agrees with exactly one of the two. Streets are
    used by the steps.

    Examples
    --------
    >>> import pandas as pd
    >>> import mintgeo as mg
    >>> table = pd.DataFrame({"PLZ": ["24103", "20144"], "Ort": ["Kiel", "München"]})
    >>> placed = mg.geocode(mg.read_participants(table))
    >>> placed[["place", "match_level", "radius_m"]]
         place match_level  radius_m
    0     Kiel       place    2430.0
    1  München        none       NaN
    >>> mg.row_findings(placed)["code"].to_list()
    ['place.contradiction']
    """
    table = _read(table)
    using = [using] if isinstance(using, Step) else using
    known = gazetteer or Gazetteer.embedded()
    with resting():
        rows = prepared(table, known)
        decided = decide(corrections, table, rows, known)
        match = decided.put(matched(rows, known, executor))
        match = decided.signed(_measured(match, placement or Placement.embedded()))
        match["findings"] = doubted(match, rows, known)
    with quiet(when=not progress):
        match = refine(match, _seen(table, rows), known, using=using, wanted=wanted,
                       executor=executor)  # fmt: skip
    with resting():
        match["findings"] = decided.said(match)
        out = _told(table, match)
    out.attrs = dict(table.attrs) | decided.reading(table)
    out.attrs |= {"steps": [step.describe() for step in using]}
    names = (_embedded.source(name).attribution for name in _NAMES)
    credited(out, *(names if gazetteer is None else ()), *using)
    GEOCODED.check(out)
    return out


def _told(table: pd.DataFrame, match: pd.DataFrame) -> gpd.GeoDataFrame:
    """The table with its points, and all that was found of its rows."""
    out = gpd.GeoDataFrame(
        table.drop(columns=["geometry", *_RESULT, _NOTE, COLUMN], errors="ignore"),
        geometry=_points(match, table.index),
    )
    for name in _RESULT:
        out[name] = match[name].to_numpy()
    out = out.astype({"match_level": "str", "match_source": "str"})
    findings = _all_findings(table, match)
    out[COLUMN] = column(findings, table.index)
    out[_NOTE] = notes(findings, table.index, stage="match")
    return out


def _read(table: pd.DataFrame) -> pd.DataFrame:
    """The table, read first if no reader has made it."""
    if not isinstance(table, pd.DataFrame):
        raise InputError("geocode() places a DataFrame, not {kind}.", kind=type(table).__name__)
    if not all(name in table.columns for name in NEEDS):
        return read_any(table)
    table = received(table)
    _, points = apart(table)
    if points is None:
        return table
    lat, lon = (table[name].fillna(pd.Series(points[name].to_numpy(), table.index))
                for name in ("lat", "lon"))  # fmt: skip
    return table.assign(lat=lat, lon=lon)


def _seen(table: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """What steps may see: the address, names of sites only, and what kind of table it is.

    Names of rows that could be people are for steps that ask nobody; see ``refine``.
    """
    seen = rows.assign(street=None, name=None, district=None, withheld=reasons(table).to_numpy())
    for name in ("street", "district"):
        if name in table.columns:
            seen[name] = table[name].to_numpy()
    if is_sites(table):
        seen["name"] = table["name"].to_numpy()
    seen.attrs = {"sites": is_sites(table)}
    return seen


def _all_findings(table: pd.DataFrame, match: pd.DataFrame) -> list[tuple[Finding, ...]]:
    """What the reader has found, then what was found now."""
    pairs = zip(findings_of(table), match["findings"], strict=True)
    return [(*at_stages(before, _READ), *new) for before, new in pairs]


def _measured(match: pd.DataFrame, placement: Placement) -> pd.DataFrame:
    """Level, source, radius and score of every match."""
    rung = match["rung"]
    there = rung != "none"
    given = rung.isin(_GIVEN)
    spread = match["spread_m"].astype(float)
    at_least = match["at_least_m"].astype(float)
    radius = placement.radius_m(rung, spread)
    widened = (at_least > radius) & (at_least > NEAR_M)
    radius = radius.clip(lower=at_least)
    radius = np.ceil(radius.mask(given, COORDINATE_RADIUS_M).where(there))
    score = placement.score(rung.where(there & ~given), spread).mask(given, COORDINATE_SCORE)
    score = score.mask(widened, score.clip(upper=100 * INSIDE_OF_RADIUS))
    return match.assign(
        match_level=rung.map(_LEVELS).fillna("place"),
        match_source=rung.map(SOURCES),
        radius_m=radius,
        match_score=score,
    )


def _points(match: pd.DataFrame, index: pd.Index) -> gpd.GeoSeries:
    there = match["lat"].notna().to_numpy()
    points = np.full(len(match), None, dtype=object)
    points[there] = gpd.points_from_xy(match["lon"][there], match["lat"][there])
    return gpd.GeoSeries(points, index=index, crs=WGS84)
