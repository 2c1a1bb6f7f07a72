"""Participants by the smallest areas of a study, those from elsewhere, and where nobody is from."""

from collections.abc import Iterator
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from mintgeo._crs import LAEA
from mintgeo._kinds import Kind
from mintgeo._located import Located
from mintgeo.chapters.area import AREA, in_area
from mintgeo.chapters.area.parts import gemeinde_names
from mintgeo.chapters.lists import KEYED_PARTICIPANTS
from mintgeo.chapters.participation.tables import COUNTS
from mintgeo.chapters.people import LOCATED, POINTS
from mintgeo.chapters.protocol import Sentence
from mintgeo.chapters.regions import AROUND, KREISE, LEVELS, PARTS, is_country, where
from mintgeo.chapters.rows import numbered
from mintgeo.chapters.stages import Results, Stage, Work
from mintgeo.chapters.words import who
from mintgeo.germany.regions import nearest_region
from mintgeo.language import N_, Language
from mintgeo.run import Run

OWN: Final[Kind[pd.DataFrame]] = Kind(name="participation_areas", privacy="closed")
"""``level``, ``ags``, ``name``, ``participants``, ``population``: of the smallest areas that have
names, and of all beyond them; never published."""
BEYOND: Final = "außerhalb"
FAR_M: Final = 10_000
"""Who may be farther off than that is in no Gemeinde for sure."""
_NAMED: Final = 5


def _counted(work: Work) -> Results:
    """Nothing in a study of the whole country: there Kreise are small enough."""
    if work[AREA].kind == "country":
        return {}
    people, levels, homes = work[KEYED_PARTICIPANTS], work[LEVELS], work[POINTS]
    inside = where(people, work.get(KREISE), work[AROUND], work.get(PARTS)) == "inside"
    layer = levels.get("district", levels.get("gemeinde"))
    level = "district" if "district" in levels else "gemeinde"
    if layer is None:
        return {}
    if isinstance(layer, gpd.GeoDataFrame):
        found, size = nearest_region(people, layer)[0], nearest_region(homes, layer)[0]
        names = dict(zip(layer["ags"], layer["name"], strict=True))
    else:
        found, size = _nearest(people, work[LOCATED]), homes["ags"]
        names = gemeinde_names(homes)
    exact = people["radius_m"].le(FAR_M) | (level != "gemeinde")
    keys = found.where(inside & exact).fillna(BEYOND)
    return {
        OWN: _table(level, keys, people["count"], homes["population"].groupby(size).sum(), names)
    }


def _nearest(people: gpd.GeoDataFrame, homes: Located) -> pd.Series:
    """Gemeinde of the settlement nearest to every participant with a place."""
    there = people.geometry.notna() & ~people.geometry.is_empty
    known = homes.table["ags"].notna().to_numpy() & np.isfinite(homes.xy).all(axis=1)
    at = people.geometry[there].to_crs(LAEA).get_coordinates().to_numpy()
    row = cKDTree(homes.xy[known]).query(at)[1]
    out = pd.Series(pd.NA, index=people.index, dtype="str")
    out[there] = homes.table["ags"].to_numpy()[known][row]
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


def missing(run: Run, say: Language) -> Iterator[Sentence]:
    """Say from which areas nobody comes, and how many live there; not in public."""
    table, word = _areas(run)
    if run.is_public or table is None:
        return
    lived = table[table["population"] > 0]
    empty = lived[lived["participants"] == 0].sort_values("population", ascending=False)
    if lived["participants"].sum() == 0:
        return
    if not len(empty):
        yield Sentence(about=say("Wer fehlt"), text=say(_ALL[word], area=in_area(run, say)))
        return
    named = [
        numbered(ags, name, say.people(people), say)
        for ags, name, people in zip(
            empty["ags"].head(_NAMED), empty["name"], empty["population"], strict=False
        )
    ]
    share = empty["population"].sum() / lived["population"].sum()
    yield Sentence(
        about=say("Wer fehlt"),
        text=say(
            _NONE[word], n=say.number(len(empty)), all=say.number(len(lived)),
            area=in_area(run, say), people=say.people(float(empty["population"].sum())),
            share=say.percent(share), who=who(run, say), names=say.listed(named),
        ),
    )  # fmt: skip


def _areas(run: Run) -> tuple[pd.DataFrame | None, str]:
    """The smallest areas of which participants are counted, and what they are."""
    own = run.find(OWN)
    if own is not None:
        return own[own["ags"] != BEYOND], str(own["level"].iloc[0])
    kreise = run.find(COUNTS, level="kreis")
    if kreise is None or not (is_country(run) and "sites" not in run.tables):
        return None, ""
    return kreise[kreise["ags"] != BEYOND], "kreis"


def from_beyond(run: Run, say: Language) -> str:
    """Say how many come from beyond the area, and from where most do; nothing of nobody."""
    own, around = run.find(KREISE), run.find(AROUND)
    table = run.find(COUNTS, level="kreis")
    if table is None or own is None or around is None:
        return ""
    beyond = table[~table["ags"].isin(own["ags"]) & (table["participants"].fillna(0) > 0)]
    if not len(beyond):
        return ""
    most = beyond.sort_values(["participants", "ags"], ascending=[False, True]).head(_NAMED)
    named = [
        numbered(ags, name, say.number(number), say)
        for ags, name, number in zip(most["ags"], most["name"], most["participants"], strict=True)
    ]
    return say(
        "Von außerhalb kommen {n} von {all}; die meisten: {names}.",
        n=say.number(beyond["participants"].sum()), all=say.number(table["participants"].sum()),
        names=say.listed(named),
    )  # fmt: skip


_NONE: Final = {
    "gemeinde": N_(
        "Aus {n} von {all} Gemeinden {area} kommt niemand auf der Liste; dort leben {people} {who} "
        "({share}). Die größten: {names}."
    ),
    "district": N_(
        "Aus {n} von {all} Teilgebieten {area} kommt niemand auf der Liste; dort leben {people} "
        "{who} ({share}). Die größten: {names}."
    ),
    "kreis": N_(
        "Aus {n} von {all} Kreisen {area} kommt niemand auf der Liste; dort leben {people} {who} "
        "({share}). Die größten: {names}."
    ),
}
_ALL: Final = {
    "gemeinde": N_("Aus jeder Gemeinde {area} kommt jemand."),
    "district": N_("Aus jedem Teilgebiet {area} kommt jemand."),
    "kreis": N_("Aus jedem Kreis {area} kommt jemand."),
}
STAGE: Final = Stage(
    title=N_("Teilnahme"), needs=(KEYED_PARTICIPANTS, AREA, LEVELS, POINTS, LOCATED),
    wants=(KREISE, PARTS, AROUND), makes=(OWN,), run=_counted,
)  # fmt: skip
