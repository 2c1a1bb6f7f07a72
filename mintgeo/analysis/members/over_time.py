"""Who took part in which meeting → growth by year and area, and who stays."""

from itertools import product
from typing import Final

import pandas as pd

from mintgeo._credits import credited
from mintgeo._errors import OptionError
from mintgeo._schema import MEMBER_COHORTS, MEMBER_GROWTH, MEMBER_HISTORY
from mintgeo.germany.own_areas import ELSEWHERE
from mintgeo.germany.regions import KEY_COLUMN, regions

_LEVELS: Final = ("country", "land", "kreis")
_ALL: Final = "DE"


def homes(history: pd.DataFrame) -> pd.DataFrame:
    """One row per known person: where they lived last, as far as it is known.

    Returns
    -------
    DataFrame
        By ``member``: ``ags_kreis``, ``ags_land`` (NA without a place), ``geometry``, and
        ``first``, the year of their first meeting.
    """
    MEMBER_HISTORY.check(history)
    known = pd.DataFrame(history[history["known"]]).sort_values("date", kind="stable")
    first = known.groupby("member")["year"].min()
    there = known["geometry"].map(lambda one: one is not None and not one.is_empty)
    known = known.assign(there=there.astype(bool)).sort_values("there", kind="stable")
    last = known.drop_duplicates("member", keep="last").set_index("member").sort_index()
    return last[["ags_kreis", "ags_land", "geometry"]].assign(first=first)


def member_growth(history: pd.DataFrame, *, by: str = "country") -> pd.DataFrame:
    """Count members by year and area: who took part, who was new, who had ever been there.

    Parameters
    ----------
    history
        As of ``member_history``.
    by
        ``country``, ``land`` or ``kreis``. Somebody counts where they lived last, in all years: who
        moves is neither lost nor won.

    Returns
    -------
    DataFrame
        One row per area that somebody is of and per year from the first to the last, with the
        columns of ``docs/tables.md``; those without a place stand under ``außerhalb``. True counts,
        which may tell of single people.

    Raises
    ------
    OptionError
        For another ``by``.
    """
    if by not in _LEVELS:
        raise OptionError(
            "by must be one of {levels}, not {by!r}.", levels=", ".join(_LEVELS), by=by
        )
    people = homes(history)
    area = _keys(people, by)
    known = history[history["known"]].assign(ags=history["member"].map(area))
    others = history[~history["known"]]
    others = others.assign(ags=_keys(others, by))
    years = _years(history)
    areas = sorted({*area, *others["ags"]})
    active = known.groupby(["ags", "year"])["member"].nunique()
    far = known.groupby(["ags", "year", "member"])["digital"].all().groupby(["ags", "year"]).sum()
    new = people.assign(ags=area).groupby(["ags", "first"]).size()
    index = pd.MultiIndex.from_tuples([*product(areas, years)], names=["ags", "year"])
    table = pd.DataFrame({
        name: _whole(count, index) for name, count in (
            ("active", active), ("digital", far), ("new", new.rename_axis(["ags", "year"])),
        )
    }, index=index)  # fmt: skip
    table["total"] = table.groupby("ags")["new"].cumsum()
    table["unknown"] = _whole(others.groupby(["ags", "year"])["count"].sum(), index)
    out = table.reset_index()
    out["ags"] = out["ags"].astype("str")
    out["name"] = out["ags"].map(_names(by)).fillna(out["ags"]).astype("str")
    out = out[[one.name for one in MEMBER_GROWTH.columns]]
    MEMBER_GROWTH.check(out)
    return credited(out, history)


def member_cohorts(history: pd.DataFrame) -> pd.DataFrame:
    """Count who is still there: of those who first came in one year, who came in each later one.

    Parameters
    ----------
    history
        As of ``member_history``; only people who are known.

    Returns
    -------
    DataFrame
        One row per first year and year since then: ``members`` of the cohort, ``active`` of them in
        that year, ``share``. True counts, which may tell of single people.
    """
    first = homes(history)["first"]
    known = history[history["known"]]
    active = known.assign(cohort=known["member"].map(first))
    counts = active.groupby(["cohort", "year"])["member"].nunique()
    sizes, years = first.value_counts(), _years(history)
    pairs = [(one, year) for one in sorted(sizes.index) for year in years if year >= one]
    index = pd.MultiIndex.from_tuples(pairs, names=["cohort", "year"])
    out = pd.DataFrame({"active": _whole(counts, index)}, index=index).reset_index()
    out["members"] = out["cohort"].map(sizes).astype("int64")
    out["share"] = out["active"] / out["members"]
    out = out[[one.name for one in MEMBER_COHORTS.columns]]
    MEMBER_COHORTS.check(out)
    return credited(out, history)


def _keys(rows: pd.DataFrame, by: str) -> pd.Series:
    if by == "country":
        return pd.Series(_ALL, index=rows.index)
    keys = rows[KEY_COLUMN[by]].astype("object")
    return keys.where(keys.notna(), ELSEWHERE)


def _names(by: str) -> dict[str, str]:
    if by == "country":
        return {_ALL: "Deutschland"}
    layer = regions(by)
    return dict(zip(layer["ags"], layer["name"], strict=True))


def _years(history: pd.DataFrame) -> range:
    """All years from the first meeting to the last; none if nobody ever came."""
    years = history["year"]
    return range(int(years.min()), int(years.max()) + 1) if len(years) else range(0)


def _whole(counts: pd.Series, index: pd.MultiIndex) -> pd.Series:
    return counts.reindex(index).fillna(0).astype("int64")
