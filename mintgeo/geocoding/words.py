"""What a row says of where it is, and where its words disagree with each other."""

from typing import Final

import pandas as pd

from mintgeo._crs import GEOD
from mintgeo.findings import Finding, Gathered, found
from mintgeo.gazetteer.gazetteer import ABROAD, GERMANY_KEYS, Gazetteer
from mintgeo.gazetteer.names import keys
from mintgeo.gazetteer.namesakes import APART_M

NEEDS: Final = ("id", "postcode", "place", "state", "lat", "lon")
"""Columns of every list that was read."""


def prepared(table: pd.DataFrame, known: Gazetteer) -> pd.DataFrame:
    """What the ladder looks at, by position; missing where the table has no such column."""
    there = {name: table.get(name) for name in (*NEEDS, "street")}
    rows = pd.DataFrame(there, index=table.index).reset_index(drop=True)
    rows = rows.astype(dict.fromkeys(("postcode", "place", "state", "street"), "str"))
    state = keys(rows["state"])
    rows["state_key"] = state.mask(state.isin(GERMANY_KEYS)).astype("str")
    rows["land"] = rows["state_key"].map(known.states).astype("str")
    rows["key"] = keys(rows["place"])
    return rows


def doubted(match: pd.DataFrame, rows: pd.DataFrame, known: Gazetteer) -> pd.Series:
    """What the ladder found, and where the other words of the row disagree."""
    gathered = Gathered(len(rows))
    pairs = zip(match["findings"], rows["street"], strict=True)
    for position, (findings, street) in enumerate(pairs):
        gathered.say(position, _only_street(findings, street))
    codes = rows["postcode"].map(known.codes)
    there = codes.notna()
    far = _far_coordinates(match, codes, there)
    km = (far / 1000).round()
    gathered.add(far.notna(), "place.coordinates_contradict", km=km, postcode=rows["postcode"])
    contradicts = pd.Series([_contradicts(one) for one in gathered.lists()], index=rows.index)
    plz_land = codes[there].map(lambda code: code.ags_land).reindex(rows.index).astype("str")
    other = rows["land"].notna() & plz_land.notna() & (rows["land"] != plz_land) & ~contradicts
    land = plz_land.map(known.laender).astype("str").fillna("?")
    gathered.add(other, "place.state_contradicts", postcode=rows["postcode"], land=land,
                 state=rows["state"])  # fmt: skip
    odd = rows["state_key"].notna() & rows["land"].isna() & ~rows["state_key"].isin(ABROAD)
    gathered.add(odd, "place.state_unknown", state=rows["state"])
    return pd.Series(gathered.lists(), index=match.index, dtype=object)


def _only_street(findings: tuple[Finding, ...], street: object) -> tuple[Finding, ...]:
    """Of a row without PLZ and place, whether it has a street at least."""
    if findings and isinstance(street, str) and findings[0].code == "place.no_address":
        return (found("place.only_street"),)
    return findings


def _contradicts(findings: tuple[Finding, ...]) -> bool:
    return any(one.topic == "contradiction" for one in findings)


def _far_coordinates(match: pd.DataFrame, codes: pd.Series, there: pd.Series) -> pd.Series:
    """Metres between given coordinates and the PLZ, where they contradict each other."""
    both = match.index[there & (match["rung"] == "coordinate")]
    lon = [codes[row].lon for row in both]
    lat = [codes[row].lat for row in both]
    here = match.loc[both, ["lon", "lat"]].to_numpy(dtype=float)
    gap = pd.Series(GEOD.inv(here[:, 0], here[:, 1], lon, lat)[2], index=both, dtype=float)
    return gap[gap > APART_M].reindex(match.index)
