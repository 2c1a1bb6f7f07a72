"""How far matches of the gazetteer lie from true points: measured on railway stations, per rung.

Stations have an address and coordinates, and the gazetteer does not hold them. Every station is
placed five ways: by PLZ and place as given, by PLZ alone, by place alone, by place with a PLZ that
nobody knows, and by PLZ with a misspelled place. The distance is divided by ``spread_m`` to the
power of ``POWER``; its quantiles per rung are the table. The rung ``gemeinde`` is measured on
people instead, see ``towns``.
"""

import numpy as np
import pandas as pd

from mintgeo.gazetteer.gazetteer import Gazetteer
from mintgeo.gazetteer.ladder import Ladder
from mintgeo.gazetteer.quality import NEAR_M, POWER, Placement
from tools.embed.metric import laea
from tools.embed.towns import RATIOS

PROBABILITIES = (
    *np.arange(0.05, 0.91, 0.05).round(2),
    0.925,
    0.94,
    0.95,
    0.957,
    0.965,
    0.975,
    0.99,
)
FEW = 200
"""A rung with fewer stations takes the larger of its own quantiles and those of all by place."""
ZONES = "0123456789"


def samples(stations: pd.DataFrame, known: Gazetteer) -> pd.DataFrame:
    """Place every station five ways: which rung, how far off, and the ``spread_m`` of its PLZ."""
    rng = np.random.default_rng(1)
    ladder = Ladder(known)
    at = laea(stations)
    rows = []
    for number, (postcode, place) in enumerate(
        zip(stations["postcode"], stations["place"], strict=True)
    ):
        ways = {
            "given": (postcode, place, None),
            "postcode": (postcode, None, None),
            "name": (None, place, None),
            "region": (f"{postcode[:3]}??", place, None),
            "fuzzy": (postcode, _misspelled(place, rng), None),
        }
        for way, address in ways.items():
            match = ladder.place(*address)
            rows.append((number, way, postcode[0], match.rung, match.lat, match.lon,
                         match.spread_m, match.at_least_m))  # fmt: skip
    table = pd.DataFrame(
        rows,
        columns=["station", "way", "zone", "rung", "lat", "lon", "spread_m", "least_m"],
    )
    found = table["rung"] != "none"
    there = laea(table[found])
    away = np.hypot(*(there - at[table.loc[found, "station"]]).T)
    table.loc[found, "away_m"] = away
    return table


def _misspelled(place: str, rng: np.random.Generator) -> str:
    """Swap two letters in the middle of a name."""
    if len(place) < 5:  # noqa: PLR2004
        return place
    cut = int(rng.integers(1, len(place) - 2))
    return place[:cut] + place[cut + 1] + place[cut] + place[cut + 2 :]


def of_rung(table: pd.DataFrame, rung: str) -> pd.DataFrame:
    """Samples that say something of a rung: those of its own way, or as addresses were given."""
    own = {"gemeinde": "name", **{one: one for one in ("postcode", "name", "region", "fuzzy")}}
    return table[(table["rung"] == rung) & (table["way"] == own.get(rung, "given"))]


def quantiles(table: pd.DataFrame) -> pd.DataFrame:
    """The table ``placement`` but for the rung of people: ``rung``, ``p``, ``ratio``, ``n``."""
    by_place = _ratios(table[(table["way"] == "given") & (table["rung"] != "none")])
    rungs = [rung for rung in sorted(table["rung"].unique()) if rung not in ("none", "gemeinde")]
    parts = []
    for rung in rungs:
        ratios = _ratios(of_rung(table, rung))
        if not len(ratios):
            continue
        values = np.quantile(ratios, PROBABILITIES)
        if len(ratios) < FEW:
            values = np.maximum(values, np.quantile(by_place, PROBABILITIES))
        parts.append(
            pd.DataFrame({"rung": rung, "p": PROBABILITIES, "ratio": values.round(4),
                          "n": len(ratios)})
        )  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def _ratios(table: pd.DataFrame) -> np.ndarray:
    return (table["away_m"] / table["spread_m"] ** POWER).to_numpy(dtype=float)


def placement(tables: dict[str, pd.DataFrame]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The table ``placement`` from all stations, and how well it does on a zone left out."""
    names = ("postcodes", "plz_places", "places", "laender", "kreise", "gemeinden")
    known = Gazetteer.build(**{name: tables[name] for name in names})
    table = samples(tables["stations"], known)
    return pd.concat([quantiles(table), of_people()], ignore_index=True), cross_validated(table)


def of_people() -> pd.DataFrame:
    """The rung ``gemeinde``, as last measured on the official grid."""
    return pd.read_csv(RATIOS)


def judged(table: pd.DataFrame) -> pd.DataFrame:
    """Samples that were found, with the radius and score that the nine other zones of PLZ give."""
    parts = []
    for zone in ZONES:
        others = quantiles(table[table["zone"] != zone])
        fitted = Placement.build(pd.concat([others, of_people()]))
        rows = table[(table["zone"] == zone) & (table["rung"] != "none")]
        radius = np.maximum(fitted.radius_m(rows["rung"], rows["spread_m"]), rows["least_m"])
        score = fitted.score(rows["rung"], rows["spread_m"])
        parts.append(rows.assign(radius_m=radius, score=score))
    return pd.concat(parts)


def cross_validated(table: pd.DataFrame) -> pd.DataFrame:
    """Share inside ``radius_m`` per way and rung, each zone of PLZ judged by the nine others."""
    found = judged(table)
    found = found.assign(
        inside=found["away_m"] <= found["radius_m"], near=found["away_m"] <= NEAR_M
    )
    groups = found.groupby(["way", "rung"])
    return groups.agg(
        n=("inside", "size"), inside=("inside", "mean"), radius_m=("radius_m", "median"),
        median_m=("away_m", "median"), score=("score", "mean"), near=("near", "mean"),
    ).round(3).reset_index()  # fmt: skip
