"""Gemeinden as points with a name and a class, and the table of keys that have gone."""

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from mintgeo.gazetteer.names import keys
from tools.embed.metric import laea
from tools.embed.regions import MERGED, SPLIT

SINCE = {"16056": "2021-07-01", "03152": "2016-11-01", "03156": "2016-11-01"}
NEAR_M = 5_000
"""A name of a PLZ this near may be the German one if it starts alike."""
SAME_M = 2_000
"""A name this near may be, whatever it is."""
STEM = 4


def german_names(
    places: pd.DataFrame, pairs: pd.DataFrame, kreise: gpd.GeoDataFrame
) -> pd.DataFrame:
    """Places whose Gemeinden have the names that Germans use.

    GeoNames calls some main places by a foreign name (Munich, Lubnjow) or by a part of the city. A
    Kreis of one Gemeinde gives it its own name; elsewhere a name that no PLZ knows gives way to the
    nearest name of a PLZ that starts alike (within 5 km), or to the nearest at all (2 km).
    """
    out = places.reset_index(drop=True)
    main = _main(out)
    city = main[main["ags"].str.endswith("000")]
    own = city["ags"].str[:5].map(kreise.set_index("ags")["name"]).dropna()
    out.loc[own.index, "name"] = own
    strange = main.drop(index=own.index)
    strange = strange[~strange["name"].isin(set(pairs["place"]))]
    for row, near in zip(
        strange.index,
        cKDTree(laea(pairs)).query_ball_point(laea(strange), NEAR_M),
        strict=True,
    ):
        if near:
            out.loc[row, "name"] = _closest_name(out.loc[[row]], pairs.iloc[sorted(near)])
    return out


def _closest_name(place: pd.DataFrame, near: pd.DataFrame) -> str:
    words = near["place"].str.casefold()
    alike = near[words.str[:STEM] == place["name"].iloc[0].casefold()[:STEM]]
    chosen = alike if len(alike) else near
    away = np.hypot(*(laea(chosen) - laea(place)).T)
    known = len(alike) > 0 or away.min() <= SAME_M
    return str(chosen["place"].iloc[int(away.argmin())] if known else place["name"].iloc[0])


def _main(places: pd.DataFrame) -> pd.DataFrame:
    """The largest place of every key."""
    named = places.dropna(subset="ags").sort_values(["population", "name"])
    return named.drop_duplicates("ags", keep="last")


def named_middles(gemeinden: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Gemeinden at the place that has their name, where GeoNames knows one under their key.

    The largest place of a city is sometimes a part of it to which GeoNames gives all its people.
    """
    both = gemeinden[["ags", "name"]].assign(key=keys(gemeinden["name"]))
    named = places.dropna(subset="ags").assign(key=keys(places["name"]))
    named = named.sort_values(["population", "name"]).drop_duplicates(["ags", "key"], keep="last")
    found = both.merge(named, on=["ags", "key"], how="left")
    out = gemeinden.copy()
    for column in ("lat", "lon"):
        out[column] = found[column].round(5).fillna(out[column])
    return out


def gemeinden(points: pd.DataFrame, places: pd.DataFrame, kinds: pd.Series) -> pd.DataFrame:
    """One row per key of the demand: its largest place, its people and its class.

    A Gemeinde that GeoNames does not name lies at its largest point and is called "bei" the nearest
    named place.
    """
    main = _main(places).set_index("ags")
    largest = points.sort_values(["population", "id"]).drop_duplicates("ags", keep="last")
    home = largest.set_index("ags").sort_index()
    known = home.index.isin(main.index)
    main = main.reindex(home.index)
    sums = points.groupby("ags")[["population", "population_2011", "area_ha"]].sum()
    out = pd.DataFrame(
        {
            "name": main["name"].where(known, "bei " + home["place"]),
            "lat": main["lat"].where(known, home["lat"]).round(5),
            "lon": main["lon"].where(known, home["lon"]).round(5),
            "population": sums["population"],
            "population_2011": sums["population_2011"],
            "settlement_ha": sums["area_ha"].round(1),
            "area_type": kinds.reindex(home.index),
        }
    )
    return out.rename_axis("ags").reset_index()


def changes(log: pd.DataFrame) -> pd.DataFrame:
    """Keys that have gone and their successors: Kreise by law, Gemeinden as the data tell."""
    kreise = pd.DataFrame(
        [(old, new, SINCE[old], "law") for old, new in sorted((MERGED | SPLIT).items())],
        columns=["old", "new", "since", "basis"],
    )
    recoded = log[log["step"] == "recoded"].sort_values("source")
    rows = pd.DataFrame({"old": recoded["source"], "new": recoded["to"]})
    rows["since"] = rows["old"].str[:5].map(SINCE).fillna("")
    rows["basis"] = "largest place inside, GeoNames 2023"
    return pd.concat([kreise, rows], ignore_index=True)
