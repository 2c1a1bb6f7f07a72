"""Participants by the smallest areas of a study, those from elsewhere, and where nobody is from."""

from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from mintgeo._crs import LAEA
from mintgeo._kinds import Kind
from mintgeo._located import Located
from mintgeo.chapters.area import AREA
from mintgeo.chapters.area.parts import gemeinde_names
from mintgeo.chapters.lists import KEYED_PARTICIPANTS
from mintgeo.chapters.participation.tables import COUNTS
from mintgeo.chapters.people import LOCATED, POINTS
from mintgeo.chapters.regions import AROUND, KREISE, LEVELS, PARTS, where
from mintgeo.chapters.stages import Results, Stage, Work
from mintgeo.germany.regions import nearest_region
from mintgeo.language import N_
from mintgeo.run import Run

OWN: Final[Kind[pd.DataFrame]] = Kind(name="participation_areas", privacy="closed")
"""``level``, ``ags``, ``name``, ``participants``, ``population``: of the smallest areas that have
names, and of all beyond them; never published."""
BEYOND: Final = "außerhalb"
FAR_M: Final = 10_000
"""Who may be farther off than that is in no Gemeinde for sure; that is about three times the radius
of a Gemeinde of middling size,"""
_SIZES: Final = 3.0
"""and so much farther than its own radius nobody is in a district for sure."""
UNSURE: Final = 0.1
"""Where more of those inside are in no area for sure, nothing is drawn or said of those areas."""


def _counted(work: Work) -> Results:
    """Nothing in a study of the whole country: there Kreise are small enough."""
    if work[AREA].kind == "country":
        return {}
    located, levels, homes = work[KEYED_PARTICIPANTS], work[LEVELS], work[POINTS]
    people = gpd.GeoDataFrame(located.table)
    inside = where(people, work.get(KREISE), work[AROUND], work.get(PARTS)) == "inside"
    layer = levels.get("district", levels.get("gemeinde"))
    level = "district" if "district" in levels else "gemeinde"
    if layer is None:
        return {}
    exact = people["radius_m"].le(FAR_M)
    if isinstance(layer, gpd.GeoDataFrame):
        found, size = nearest_region(located, layer)[0], nearest_region(homes, layer)[0]
        names = dict(zip(layer["ags"], layer["name"], strict=True))
        if level == "district":
            exact = people["radius_m"].le(found.map(_sizes(layer)) * _SIZES)
    else:
        found, size = _nearest(located, work[LOCATED]), homes["ags"]
        names = gemeinde_names(homes)
    keys = found.where(inside & exact).fillna(BEYOND)
    lived = homes["population"].groupby(size).sum().reindex(sorted(names)).fillna(0.0)
    return {OWN: _table(level, keys, people["count"], lived, names)}


def _sizes(layer: gpd.GeoDataFrame) -> pd.Series:
    """Radius (metres) of a circle as large as each area."""
    return pd.Series(np.sqrt(layer.geometry.to_crs(LAEA).area / np.pi).to_numpy(), layer["ags"])


def _nearest(people: Located, homes: Located) -> pd.Series:
    """Gemeinde of the settlement nearest to every participant with a place."""
    known = homes.table["ags"].notna().to_numpy() & np.isfinite(homes.xy).all(axis=1)
    row = cKDTree(homes.xy[known]).query(people.points.xy)[1]
    out = pd.Series(pd.NA, index=people.table.index, dtype="str")
    out.iloc[people.points.placed] = homes.table["ags"].to_numpy()[known][row]
    return out


def _table(
    level: str, keys: pd.Series, count: pd.Series, people: pd.Series, names: dict[str, str]
) -> pd.DataFrame:
    sums = count.groupby(keys.to_numpy()).sum()
    table = pd.DataFrame({"ags": [*people.index, BEYOND]})
    table["name"] = table["ags"].map(names).fillna(table["ags"])
    table["participants"] = table["ags"].map(sums).fillna(0).astype("int64")
    table["population"] = table["ags"].map(people)
    table.insert(0, "level", level)
    for one in ("level", "ags", "name"):
        table[one] = table[one].astype("str")
    return table


def unsure(run: Run) -> float:
    """Share of the participants of the area that are in none of its smallest areas for sure."""
    own, kreise, table = run.find(OWN), run.find(KREISE), run.find(COUNTS, level="kreis")
    if own is None or kreise is None or table is None:
        return 0.0
    inside = float(table.loc[table["ags"].isin(kreise["ags"]), "participants"].fillna(0).sum())
    sure = float(own.loc[own["ags"] != BEYOND, "participants"].sum())
    return 1 - sure / inside if inside else 0.0


STAGE: Final = Stage(
    title=N_("Teilnahme"), needs=(KEYED_PARTICIPANTS, AREA, LEVELS, POINTS, LOCATED),
    wants=(KREISE, PARTS, AROUND), makes=(OWN,), run=_counted,
)  # fmt: skip
