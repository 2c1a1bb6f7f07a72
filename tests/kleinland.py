"""Kleinland: a tiny world whose every answer can be worked out by hand.

Two Länder (91 west, 92 east) of one Kreis each, side by side on the equator, six places and two
sites. On the equator a degree of longitude is 111,319.49 m, so distances follow from longitudes.
"""

from dataclasses import replace

import geopandas as gpd
import pandas as pd
from shapely.geometry import LineString, Point, box

import mintgeo as mg
from mintgeo import _embedded
from mintgeo._crs import points
from mintgeo._osm import ATTRIBUTION
from mintgeo.analysis.gaps import gap_points, gap_towns, gaps
from mintgeo.analysis.participation import participation
from mintgeo.analysis.ranking import HALF, LOW
from mintgeo.findings import TABLE, kept
from mintgeo.language import PEOPLE
from mintgeo.travel.roads.reading.profiles import PROFILES

DEGREE_M = 111_319.490793

PLACES = pd.DataFrame(
    {
        "id": ["a", "b", "c", "d", "e", "f"],
        "place": ["Adorf", "Bdorf", "Cdorf", "Ddorf", "Edorf", "Fdorf"],
        "lon": [0.00, 0.05, 0.10, 0.20, 0.40, 0.90],
        "population": [100.0, 200.0, 300.0, 400.0, 500.0, 0.0],
        "ags_land": ["91", "91", "91", "92", "92", "92"],
    }
)
"""From west to east; nobody lives in Fdorf."""


def demand() -> gpd.GeoDataFrame:
    """Six places with 1,500 people."""
    table = PLACES.assign(ags_kreis=PLACES["ags_land"] + "001")
    table["ags"] = table["ags_kreis"] + "001"
    place = points(table.pop("lon"), [0.0] * len(table))
    return _invented(gpd.GeoDataFrame(table, geometry=place))


def sites() -> gpd.GeoDataFrame:
    """One offer at Adorf, one potential at Edorf, and an offer nobody could find."""
    table = pd.DataFrame(
        {
            "id": ["s1", "s2", "s3"],
            "name": ["Labor Adorf", "Feuerwehr Edorf", "Verschollen"],
            "role": ["offer", "potential", "offer"],
            "category": ["Schülerlabor", "Feuerwehr", None],
        }
    )
    place = points([0.0, 0.4, float("nan")], [0.0, 0.0, float("nan")])
    place[2] = None
    return _invented(gpd.GeoDataFrame(table, geometry=place))


def regions() -> gpd.GeoDataFrame:
    """Two Kreise that share the border at 0.15° east."""
    table = pd.DataFrame(
        {
            "level": "kreis",
            "name": ["Westkreis", "Ostkreis"],
            "ags": ["91001", "92001"],
            "gebietsstand": "heute",
            "population": [600, 900],
            "area_km2": [1.0, 2.0],
        }
    )
    shapes = [box(-0.1, -0.1, 0.15, 0.1), box(0.15, -0.1, 1.0, 0.1)]
    return _invented(gpd.GeoDataFrame(table, geometry=shapes, crs=4326))


def _invented(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """A table that knows that nobody has to be named."""
    table.attrs["attributions"] = []
    return table


def laender() -> gpd.GeoDataFrame:
    """The two Länder, each as large as its Kreis."""
    table = regions().assign(level="land", ags=["91", "92"], name=["Westland", "Ostland"])
    return gpd.GeoDataFrame(table)


NAMES = {
    "91": "Westland", "92": "Ostland", "91001": "Westkreis", "92001": "Ostkreis",
}  # fmt: skip
MODES = ("car", "bike")
LIMITS = [15.0, 30.0]
SOURCES = [_embedded.source(name) for name in ("demand", "kreise", "laender", "places")]
_HOMES = {"p1": 0.0, "p2": 0.2, "p3": 0.4}


def run(people: int = 3) -> mg.Run:
    """A run with every table that a study of a country has, of ``people`` and six more.

    Made by the verbs themselves, in a second.
    """
    sites, homes, venue = _sites(), _participants(people), _venue()
    areas = PLACES["id"].map(dict.fromkeys("bcdf", "rural") | {"a": "city", "e": "town"})
    counted = gpd.GeoDataFrame(demand().assign(area_type=areas))
    ways = _journeys(homes, venue)
    tables: dict[str, pd.DataFrame] = {
        "sites": sites, "participants": homes, "meeting": venue, "journeys": ways,
        "geocode_sites": mg.geocode_report(sites), "geocode_participants": mg.geocode_report(homes),
        "journey_summary": mg.journey_summary(ways), "kreise": regions(), "laender": laender(),
        TABLE: kept({"sites": sites, "participants": homes}),
        "participation_land": participation(homes, by="land", layer=laender()),
        "participation_kreis": participation(homes, by="kreis", layer=regions()),
        **_reached(counted, sites),
    }  # fmt: skip
    routers = {mode: mg.Airline(mode=mode) for mode in MODES}
    return mg.Run(
        name="kleinland", title="Kleinland: Wer kommt hin?", as_of="2026-11-26", tables=tables,
        parameters={
            "people": {"source": "frei erfunden", "vintage": "heute", "who": PEOPLE,
                       "points": 6, "people": 1500.0, "outside": 0.0,
                       "unknown": None, "error": None},
            "modes": list(MODES), "max_min": 240, "router": "airline",
            "routers": {mode: way.describe() for mode, way in routers.items()},
            "laws": {mode: way.law.plain() for mode, way in routers.items()},
            "speeds": {mode: way.curve.plain() for mode, way in routers.items()},
            "minutes": LIMITS, "gap_minutes": 30.0, "interval": 0.9, "within": "",
            "area": "Kleinland", "partners": None,
            "gap_areas": {"least_people": 200, "left_out": tables["gaps"].attrs["left_out"]},
            "meeting": {"name": "Aula Adorf", "date": "2025-05-03"},
        },
        inputs={
            name: {"file": f"{name}.csv", "sha256": digit * 64, "rows": len(tables[name])}
            for name, digit in (("participants", "a"), ("sites", "b"))
        },
        vintages=tuple((one.title, one.vintage) for one in SOURCES),
        attributions=("frei erfunden", *(one.attribution for one in SOURCES), ATTRIBUTION),
    )  # fmt: skip


def town() -> mg.Run:
    """A run with every table that a study of a town has: on a street along the equator."""
    whole = run()
    tables: dict[str, pd.DataFrame] = {
        name: table for name, table in whole.tables.items() if name not in _OF_PEOPLE
    }
    for mode, way in {mode: mg.Airline(mode=mode) for mode in MODES}.items():
        reached = gpd.GeoDataFrame(whole.tables[f"reach_{mode}"])
        tables[f"partners_{mode}"] = mg.partner_gains(reached, _could_join(), way, minutes=15)
    kreise = whole.tables["coverage_kreis"]
    names = kreise["ags"].map({"91001": "Adorf", "92001": "Edorf"}).astype("str")
    gemeinden = kreise.assign(ags=kreise["ags"] + "001", name=names)
    street = gpd.GeoDataFrame(geometry=[LineString([(0, 0), (0.9, 0)])], crs=4326)
    areas = [
        {"id": "alle", "minutes": limit, "mode": mode, "area_km2": 1.0,
         "geometry": box(-limit / 300, -0.05, limit / 300, 0.05)}
        for mode in MODES for limit in LIMITS
    ]  # fmt: skip
    tables |= {
        "coverage_gemeinde": gemeinden, "roads": street,
        "isochrones": gpd.GeoDataFrame(areas, crs=4326),
    }  # fmt: skip
    profile = {"arcs": 1, "profile": PROFILES["car"].source}
    parameters = {
        **whole.parameters, "router": "roads", "routers": dict.fromkeys(MODES, profile),
        "meeting": None, "partners": {"minutes": 15.0},
    }  # fmt: skip
    extract = {"file": "kleinland.osm.pbf", "sha256": "c" * 64, "rows": 6}
    inputs = {"sites": whole.inputs["sites"], "extract": extract}
    return replace(whole, tables=tables, parameters=parameters, inputs=inputs)


_OF_PEOPLE = {
    "participants", "geocode_participants", "participation_land", "participation_kreis", "meeting",
    "journeys", "journey_summary",
}  # fmt: skip


def _could_join() -> gpd.GeoDataFrame:
    """A fire station in Ddorf and a farm in Edorf, as a map has them."""
    rows = {"Name": ["Feuerwehr Ddorf", "Hof Edorf"], "PLZ": ["17033", "17033"],
            "Art": ["Feuerwehr", "Bauernhof"]}  # fmt: skip
    placed = mg.geocode(mg.read_sites(pd.DataFrame(rows)))
    placed = placed.assign(
        role="potential", id=["way/1", "way/2"], topics="Biologie", age_min=4.0, age_max=14.0,
        could_offer="ein Tag bei uns", osm_ids=["way/1", "way/2"],
    )  # fmt: skip
    return gpd.GeoDataFrame(
        placed.set_geometry(gpd.GeoSeries([Point(0.2, 0), Point(0.4, 0)], crs=4326))
    )


def _reached(counted: gpd.GeoDataFrame, sites: gpd.GeoDataFrame) -> dict[str, pd.DataFrame]:
    """Everything that follows from who reaches an offer."""
    parts: dict[str, list[pd.DataFrame]] = {}
    compared: dict[str, list[pd.DataFrame]] = {
        f"area_{x}": [] for x in ("ranks", "pairs", "counts")
    }
    tables: dict[str, pd.DataFrame] = {}
    for mode in MODES:
        way = mg.Airline(mode=mode)
        reached = mg.reach(counted, sites, way, max_min=240)
        draws = mg.uncertainty(reached, sites, minutes=LIMITS, progress=False)
        tables[f"reach_{mode}"] = reached
        for by in ("land", "kreis", "area_type"):
            areas = mg.area_shares(
                reached, by=by, minutes=LIMITS, uncertainty=draws, too_coarse="blank"
            )
            compared["area_ranks"].append(areas.ranks())
            compared["area_pairs"].append(areas.pairs())
            compared["area_counts"].append(areas.counts((LOW, HALF)))
        for by in ("country", "land", "kreis", "area_type"):
            table = mg.coverage(reached, by=by, minutes=LIMITS, sites=sites, uncertainty=draws)
            names = table["ags"].map(NAMES).fillna(table["name"]).astype("str")
            parts.setdefault(by, []).append(table.assign(name=names))
        if mode == MODES[0]:
            tables |= {
                "gap_points": gap_points(reached, minutes=30),
                "gaps": gaps(reached, minutes=30, sites=sites, router=way, uncertainty=draws,
                             progress=False),
                "gap_share": mg.coverage(reached, by="country", minutes=30, uncertainty=draws),
                "gap_towns": gap_towns(reached, minutes=30, counted=["rural"]),
            }  # fmt: skip
    tables |= {name: _named(pd.concat(x, ignore_index=True)) for name, x in compared.items()}
    return {**{f"coverage_{by}": pd.concat(x, ignore_index=True) for by, x in parts.items()},
            **tables}  # fmt: skip


def _named(table: pd.DataFrame) -> pd.DataFrame:
    for key, name in (("ags", "name"), ("other_ags", "other_name")):
        if key in table:
            table[name] = table[key].map(NAMES).fillna(table[name]).astype("str")
    return table


def _sites() -> gpd.GeoDataFrame:
    rows = {
        "Name": ["Labor Adorf", "Feuerwehr Edorf", "Verschollen"],
        "PLZ": ["17033", "17033", ""],
        "Art": ["Schülerlabor", "Feuerwehr", "Museum"],
    }
    placed = mg.geocode(mg.read_sites(pd.DataFrame(rows)))
    ours = sites()
    for column in ("id", "role"):
        placed[column] = ours[column]
    return gpd.GeoDataFrame(placed.set_geometry(ours.geometry))


def _participants(people: int) -> gpd.GeoDataFrame:
    """Some of Adorf, three of Ddorf, one of Edorf, and two whom nobody could find."""
    rows = {
        "id": ["p1", "p2", "p3", "p4"],
        "PLZ": ["17033", "17109", "17192", "99999"],
        "Anzahl": [people, 3, 1, 2],
    }
    placed = mg.geocode(mg.read_participants(pd.DataFrame(rows)))
    at = [Point(_HOMES[one], 0) if one in _HOMES else None for one in placed["id"]]
    return gpd.GeoDataFrame(placed.set_geometry(gpd.GeoSeries(at, crs=4326)))


def _venue() -> gpd.GeoDataFrame:
    placed = mg.geocode(mg.read_sites(pd.DataFrame({"Name": ["Aula Adorf"], "PLZ": ["17033"]})))
    return gpd.GeoDataFrame(placed.set_geometry(gpd.GeoSeries([Point(0, 0)], crs=4326)))


def _journeys(homes: gpd.GeoDataFrame, venue: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Ways, with the Länder of here: the embedded ones are all elsewhere."""
    ways = mg.journeys(homes, venue, mg.Airline())
    there = ways.geometry.notna()
    keys = ways.geometry[there].x.lt(0.15).map({True: "91001", False: "92001"})
    ways["ags_kreis"] = keys.reindex(ways.index)
    ways["ags_land"] = ways["ags_kreis"].str[:2]
    ways["land"] = ways["ags_land"].map(NAMES)
    return ways
