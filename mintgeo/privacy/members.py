"""Members over time → what may be published of them: perturbed counts, and nothing of few."""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from mintgeo.analysis.members.over_time import homes
from mintgeo.analysis.participation import ELSEWHERE
from mintgeo.germany.regions import regions
from mintgeo.privacy.counts import Participation
from mintgeo.privacy.key import secret_key
from mintgeo.privacy.rule import bounds

_LEVELS: Final = {"land": "ags_land", "kreis": "ags_kreis"}


def public_members(history: pd.DataFrame, *, key: bytes | None = None) -> dict[str, pd.DataFrame]:
    """Return what may be published of the members of a network.

    Parameters
    ----------
    history
        As of ``member_history``; only people who are known count.
    key
        The secret by which counts are perturbed; that of the user by default.

    Returns
    -------
    dict
        ``members_total`` (``members``, one row), ``members_land`` and ``members_kreis`` (``ags``,
        ``name``, ``members``: who ever took part, by where they lived last) and ``members_year``
        (``year``, ``members`` who took part in it). Numbers follow the rule of participation
        tables: multiples of five, moved by chance, none below ten; an area without a row has few or
        none. Empty if not even the number of all may be told. Cohorts, distances, meetings, and who
        came from afar are never in it.

    Notes
    -----
    Areas are proven together, as in a public run. A number of a year stands beside that proof: all
    of them are left out unless what they say of the number of all follows from its own number.
    """
    people, secret = homes(history), key or secret_key()
    tables = {level: _counted(people, level) for level in _LEVELS}
    found = Participation.of(tables["land"], tables["kreis"]).publish(secret)
    if found is None or found.total is None:
        return {}
    out = {"members_total": pd.DataFrame({"members": [found.total]})}
    for level, numbers in (("land", found.laender), ("kreis", found.kreise)):
        out[f"members_{level}"] = _shown(tables[level], numbers)
    years = _years(history, people, secret)
    if _says_no_more(years, found.total):
        told = {year: number for year, number in years.items() if number is not None}
        rows = {"year": list(told), "members": list(told.values())}
        out["members_year"] = pd.DataFrame(rows, dtype="int64")
    return out


def _counted(people: pd.DataFrame, level: str) -> pd.DataFrame:
    """All areas of a level, also those without anybody."""
    counts = people[_LEVELS[level]].astype("object").fillna(ELSEWHERE).value_counts()
    layer = regions(level)
    rows = pd.DataFrame({"ags": [*layer["ags"], ELSEWHERE], "name": [*layer["name"], ELSEWHERE]})
    return rows.assign(participants=rows["ags"].map(counts).fillna(0).astype("int64"))


def _years(history: pd.DataFrame, people: pd.DataFrame, key: bytes) -> dict[int, int | None]:
    """Published number of every year, None where none may be told."""
    out: dict[int, int | None] = {}
    for year, rows in history[history["known"]].groupby("year"):
        active = people[people.index.isin(rows["member"])]
        found = Participation.of_kreise(_counted(active, "kreis")).publish(key)
        out[int(str(year))] = None if found is None else found.total
    return out


def _says_no_more(years: Mapping[int, int | None], total: int) -> bool:
    """Whether the years leave open all that the number of all people leaves open.

    All people are at least as many as those of any year, and at most those of all years together.
    """
    low, high = bounds(total)
    spans = [bounds(number) for number in years.values()]
    return max(one[0] for one in spans) <= low and sum(one[1] for one in spans) >= high


def _shown(table: pd.DataFrame, numbers: Mapping[str, int | None]) -> pd.DataFrame:
    shown = {area: number for area, number in numbers.items() if number is not None}
    rows = table[table["ags"].isin(list(shown))].reset_index(drop=True)
    out = rows[["ags", "name"]].assign(members=rows["ags"].map(shown))
    return out.astype({"members": "int64"})
