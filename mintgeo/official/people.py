"""People of the Gemeindeverzeichnis: summed to larger regions, and put onto borders."""

from typing import Final

import geopandas as gpd
import pandas as pd

from mintgeo import _embedded
from mintgeo._ags import DIGITS
from mintgeo._credits import credited
from mintgeo._crs import LAEA, points
from mintgeo._errors import InputError
from mintgeo._phrase import Phrase
from mintgeo._schema import REGIONS
from mintgeo.gebietsstand import recode

_NAMES: Final = {"land": "laender", "kreis": "kreise"}


def summed(gemeinden: gpd.GeoDataFrame, level: str) -> gpd.GeoDataFrame:
    """Kreise or Länder of the Gemeindeverzeichnis: sums, at the middle of their people."""
    key = gemeinden["ags"].str[: DIGITS[level]]
    both = gemeinden[["population", "area_km2"]].groupby(key).sum()
    sums = both[both["population"] > 0]
    weight = gemeinden["population"]
    middle = [
        (part * weight).groupby(key).sum().reindex(sums.index) / sums["population"]
        for part in (gemeinden.geometry.x, gemeinden.geometry.y)
    ]
    names = _embedded.read(_NAMES[level]).set_index("ags")["name"]
    out = gpd.GeoDataFrame(
        {
            "level": level,
            "name": sums.index.map(names).fillna("?"),
            "ags": sums.index,
            "gebietsstand": gemeinden["gebietsstand"].iloc[0],
            **sums,
            "density": sums["population"] / sums["area_km2"],
        },
        geometry=points(*middle, index=sums.index),
    ).reset_index(drop=True)
    out.attrs = dict(gemeinden.attrs)
    if nobody := sorted(set(both.index) - set(sums.index)):
        notes = gemeinden.attrs.get("notes", [])
        out.attrs["notes"] = [*notes, f"keys without people left out: {', '.join(nobody)}"]
    return out


def with_people(layer: gpd.GeoDataFrame, gemeinden: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Put the people of the Gemeindeverzeichnis onto borders, recoding those of an older year.

    Raises
    ------
    UnknownRegionError
        If keys of one side are not on the other, and the table of changes knows no way.
    """
    REGIONS.asking("level", "ags", "area_km2").check(layer)
    REGIONS.asking("ags", "population", "gebietsstand").check(gemeinden)
    if layer.empty or gemeinden.empty or layer["level"].isna().any():
        raise InputError("Borders and Gemeindeverzeichnis need rows, and the borders their level.")
    digits = DIGITS[str(layer["level"].iloc[0])]
    sums = gemeinden["population"].groupby(gemeinden["ags"].str[:digits]).sum()
    sums = sums[sums > 0]
    empty = set(gemeinden["ags"].str[:digits]) - set(sums.index)
    live = layer[~layer["ags"].isin(empty)]
    keys = recode(live["ags"], sums.index, what=Phrase("keys of the layer"))
    recode(pd.Series(sums.index), keys, what=Phrase("keys of the Gemeindeverzeichnis"))
    out = layer.copy()
    out.loc[keys.index, "ags"] = keys
    merged = sorted(layer.loc[keys.index[keys != live["ags"]], "ags"])
    if out["ags"].duplicated().any():
        stays = out.assign(moved=layer["ags"] != out["ags"]).sort_values(["ags", "moved"])
        out = stays.drop(columns="moved").dissolve("ags", aggfunc="first").reset_index()
        out["area_km2"] = out.to_crs(LAEA).area / 1e6
    out = out[list(layer.columns)].sort_values("ags", ignore_index=True)
    out["population"] = out["ags"].map(sums).fillna(0.0)
    out["density"] = out["population"] / out["area_km2"]
    out["gebietsstand"] = gemeinden["gebietsstand"].iloc[0]
    notes = [*(layer.attrs.get("notes") or ()), *(gemeinden.attrs.get("notes") or ())]
    if merged:
        notes.append(f"keys recoded to {out['gebietsstand'].iloc[0]}: {', '.join(merged)}")
    out.attrs = {**layer.attrs, "notes": notes, "people": gemeinden.attrs.get("vintage", "")}
    credited(out, gemeinden)
    return out
