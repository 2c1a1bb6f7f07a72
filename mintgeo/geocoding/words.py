"""What a row says of where it is, and where its words disagree with each other."""

from collections.abc import Iterator
from typing import Final

import numpy as np
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
    pairs = zip(match["findings"], rows["street"].to_numpy(dtype=object), strict=True)
    for position, (findings, street) in enumerate(pairs):
        gathered.say(position, _only_street(findings, street))
    far = _far_coordinates(match, rows, known)
    km = (far / 1000).round()
    gathered.add(far.notna(), "place.coordinates_contradict", km=km, postcode=rows["postcode"])
    for position, contradicts in _in_other_lands(rows, known):
        if not any(one.topic == "contradiction" for one in gathered.of(position)):
            gathered.say(position, (contradicts,))
    odd = rows["state_key"].notna() & rows["land"].isna() & ~rows["state_key"].isin(ABROAD)
    gathered.add(odd, "place.state_unknown", state=rows["state"])
    return pd.Series(gathered.lists(), index=match.index, dtype=object)


def _only_street(findings: tuple[Finding, ...], street: object) -> tuple[Finding, ...]:
    """Of a row without PLZ and place, whether it has a street at least."""
    if findings and isinstance(street, str) and findings[0].code == "place.no_address":
        return (found("place.only_street"),)
    return findings


def _in_other_lands(rows: pd.DataFrame, known: Gazetteer) -> Iterator[tuple[int, Finding]]:
    """Positions of rows whose PLZ lies in another Land than they say, and what is found of them."""
    said = np.flatnonzero(rows["land"].notna().to_numpy())
    cells = rows[["postcode", "land", "state"]].iloc[said].itertuples(index=False, name=None)
    for position, (postcode, land, state) in zip(said.tolist(), cells, strict=True):
        code = known.codes.get(postcode)
        if code is not None and isinstance(code.ags_land, str) and code.ags_land != land:
            own = known.laender.get(code.ags_land, "?")
            yield position, found("place.state_contradicts", postcode=postcode, land=own,
                                  state=state)  # fmt: skip


def _far_coordinates(match: pd.DataFrame, rows: pd.DataFrame, known: Gazetteer) -> pd.Series:
    """Metres between given coordinates and the PLZ, where they contradict each other."""
    given = rows["postcode"][match["rung"] == "coordinate"]
    codes = {row: known.codes[plz] for row, plz in given.items() if plz in known.codes}
    lon, lat = ([getattr(code, name) for code in codes.values()] for name in ("lon", "lat"))
    here = match.loc[list(codes), ["lon", "lat"]].to_numpy(dtype=float)
    gap = pd.Series(GEOD.inv(here[:, 0], here[:, 1], lon, lat)[2], index=[*codes], dtype=float)
    return gap[gap > APART_M].reindex(match.index)
