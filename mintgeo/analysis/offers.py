"""Offers by kind: which groups of sites there are, and the coverage of each."""

from collections.abc import Mapping, Sequence
from typing import Final

import geopandas as gpd
import pandas as pd

from mintgeo._credits import credited
from mintgeo._errors import InputError, OptionError
from mintgeo._located import AnyTable, Located
from mintgeo._progress import waiting
from mintgeo._schema import SITES, received
from mintgeo._schema.rows import values_in
from mintgeo.analysis.coverage import coverage
from mintgeo.analysis.division import By, Division
from mintgeo.analysis.reach import reach
from mintgeo.analysis.uncertainty import uncertainty
from mintgeo.travel.protocol import Router

UNKNOWN: Final = "ohne Angabe"
AGE_GROUPS: Final = {
    "3 bis 5 Jahre": (3, 5),
    "6 bis 9 Jahre": (6, 9),
    "10 bis 15 Jahre": (10, 15),
    "16 bis 18 Jahre": (16, 18),
}
"""Kita, Grundschule, Sekundarstufe I and II."""
_KINDS: Final = ("category", "topic", "age")


def offer_groups(
    sites: gpd.GeoDataFrame,
    by: str = "category",
    *,
    ages: Mapping[str, tuple[float, float]] = AGE_GROUPS,
) -> dict[str, gpd.GeoDataFrame]:
    """Split the sites by what they offer.

    Parameters
    ----------
    sites
        A sites table, geocoded or not.
    by
        ``category``; ``topic`` (a site of several topics is in several groups, upper and lower case
        are the same); or ``age``: a site belongs to an age group if it takes any age of it.
    ages
        Age groups: name → youngest and oldest age in years.

    Returns
    -------
    dict
        Name of the group → its sites; the most sites first (ages in their order), and last, under
        ``ohne Angabe``, those of which nothing is known: they are in no other group.

    Raises
    ------
    OptionError
        For another ``by``.
    InputError
        If the sites do not have its column.
    """
    if by not in _KINDS:
        raise OptionError("by must be one of {kinds}, not {by!r}.", kinds=", ".join(_KINDS), by=by)
    needed = {"category": ["category"], "topic": ["topics"], "age": ["age_min", "age_max"]}[by]
    missing = [name for name in needed if name not in sites.columns]
    if missing:
        raise InputError(
            "The sites have no column {missing}.", missing=" and ".join(map(repr, missing))
        )
    sites = received(sites, SITES.asking(*needed))
    plain = pd.DataFrame(sites).reset_index(drop=True)
    members = _by_age(plain, ages) if by == "age" else _by_word(plain[needed[0]], by)
    return {name: sites.iloc[rows] for name, rows in members.items() if len(rows)}


def coverage_by_offers(
    demand: AnyTable,
    sites: gpd.GeoDataFrame,
    router: Router,
    *,
    groups: Mapping[str, gpd.GeoDataFrame] | str = "category",
    by: By = "country",
    key: str | None = None,
    minutes: float | Sequence[float] = (15, 30),
    max_min: float = 120,
    seed: int = 0,
    too_coarse: str = "refuse",
    geometry: bool = False,
    progress: bool = True,
) -> pd.DataFrame:
    """Share of people who can reach an offer of each kind.

    Every group of offers is reached anew, as if there were no others.

    Parameters
    ----------
    demand, sites, router, max_min
        As of ``reach``. Only sites of the role ``offer`` count.
    groups
        ``category``, ``topic`` or ``age``, or groups of your own as of ``offer_groups``.
    by, key, minutes, geometry, too_coarse
        As of ``coverage``.
    seed
        Of the intervals.
    progress
        Show a progress bar, if the output is a terminal or notebook.

    Returns
    -------
    DataFrame
        A coverage table with the column ``group`` in front. Groups overlap if their sites do, so
        their shares do not add up.
    """
    division = Division.of(by, key)
    split = offer_groups(sites, groups) if isinstance(groups, str) else groups
    people, parts = Located.of(demand), []
    for name, some in waiting(split.items(), progress=progress, unit=" Gruppen"):
        members = Located(some)
        reached = people.under(reach(people, members, router, max_min=max_min))
        draws = uncertainty(
            reached, members, router=router, seed=seed, minutes=minutes, progress=False
        )
        table = coverage(
            reached, by=division, minutes=minutes, sites=members, uncertainty=draws,
            too_coarse=too_coarse,
        )  # fmt: skip
        table.insert(0, "group", pd.Series(name, index=table.index, dtype="str"))
        parts.append(table)
    if not parts:
        raise InputError("There are no sites, so there is no group of them.")
    table = credited(pd.concat(parts, ignore_index=True), *parts)
    return division.drawn(table) if geometry else table


def _by_word(words: pd.Series, by: str) -> dict[str, pd.Index]:
    """Rows of every word, the most frequent first; topics are separated by semicolon or comma."""
    words = words.astype("object").where(words.notna(), None).astype("str")
    lists = words.map(values_in) if by == "topic" else words
    each = lists.explode().dropna().astype("str").str.strip()
    known = each[each != ""]
    spelt = known.groupby(known.str.casefold()).first()
    rows = {spelt[key]: part.index.unique() for key, part in known.groupby(known.str.casefold())}
    ordered = dict(sorted(rows.items(), key=lambda item: (-len(item[1]), item[0])))
    return {**ordered, UNKNOWN: words.index.difference(known.index, sort=False)}


def _by_age(sites: pd.DataFrame, ages: Mapping[str, tuple[float, float]]) -> dict[str, pd.Index]:
    """Rows of every age group; one missing bound leaves that side open."""
    silent = sites["age_min"].isna() & sites["age_max"].isna()
    low, high = sites["age_min"].fillna(0), sites["age_max"].fillna(float("inf"))
    rows = {
        name: sites.index[~silent & (low <= oldest) & (high >= youngest)]
        for name, (youngest, oldest) in ages.items()
    }
    return {**rows, UNKNOWN: sites.index[silent]}
