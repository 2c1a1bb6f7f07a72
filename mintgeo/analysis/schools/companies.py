"""Schools × companies → how many of every topic are near: for a first look at work."""

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo._credits import credited
from mintgeo._errors import InputError, OptionError
from mintgeo._located import AnyTable, Located
from mintgeo._schema import SCHOOL_COMPANIES
from mintgeo.analysis.offers import UNKNOWN, offer_groups
from mintgeo.analysis.schools.access import names_of
from mintgeo.travel.pairs import matrix
from mintgeo.travel.protocol import Router


def school_companies(
    schools: AnyTable,
    companies: AnyTable,
    router: Router,
    *,
    minutes: float = 30,
    topics: str | Sequence[str] | None = None,
) -> pd.DataFrame:
    """Count the companies of every topic near every school, for Berufsorientierung.

    Parameters
    ----------
    schools
        Geocoded schools.
    companies
        Geocoded sites with ``topics``: companies, workshops, laboratories.
    router
        How pupils travel.
    minutes
        Threshold; exactly this long is near.
    topics
        Only this one, or these; by default all that the companies have, and ``ohne Angabe`` for
        those of which none is known.

    Returns
    -------
    DataFrame
        One row per school and topic, also where there is no company: ``companies`` (0 then), the
        nearest of them and the time. A company of several topics counts in each.

    Raises
    ------
    OptionError
        If ``minutes`` is not positive, or no company has one of the ``topics``.
    InputError
        If the companies have no column ``topics``, or there are none.
    """
    if not minutes > 0:
        raise OptionError("minutes must be a positive number, not {minutes!r}.", minutes=minutes)
    at, there = Located.of(schools, what="schools"), Located.of(companies, what="companies")
    plain = gpd.GeoDataFrame(there.table).reset_index(drop=True)
    groups = offer_groups(plain, "topic")
    if not groups:
        raise InputError("There are no companies.")
    groups = _asked(groups, [topics] if isinstance(topics, str) else topics)
    ways = matrix(at, there, router, max_min=minutes)
    pairs = pd.DataFrame({"row": ways.row, "column": ways.column, "travel_min": ways.travel_min})
    pairs = pairs.sort_values(["row", "travel_min", "column"], kind="stable")
    ids, names = plain["id"].astype(str).to_numpy(dtype=object), names_of(plain)
    parts = []
    for topic, members in groups.items():
        near = pairs[pairs["column"].isin(members.index)]
        counts, first = near.groupby("row").size(), near.drop_duplicates("row").set_index("row")
        first = first.reindex(range(len(at)))
        nearest = [None if np.isnan(one) else ids[int(one)] for one in first["column"]]
        parts.append(pd.DataFrame({
            "id": at.table["id"].astype(str).to_numpy(), "topic": topic,
            "minutes": float(minutes),
            "companies": counts.reindex(range(len(at))).fillna(0).astype("int64"),
            "nearest_id": nearest, "travel_min": first["travel_min"],
        }).rename_axis("row").reset_index())  # fmt: skip
    out = pd.concat(parts, ignore_index=True).sort_values("row", kind="stable", ignore_index=True)
    out["name"] = out["id"].map(names_of(at.table)).array
    out["nearest"] = out["nearest_id"].map(names).array
    texts = {one.name: "str" for one in SCHOOL_COMPANIES.columns if one.kind == "text"}
    out = out[[one.name for one in SCHOOL_COMPANIES.columns]].astype(texts)
    SCHOOL_COMPANIES.check(out)
    return credited(out, at.table, there.table, router)


def _asked(
    groups: dict[str, gpd.GeoDataFrame], topics: Sequence[str] | None
) -> dict[str, gpd.GeoDataFrame]:
    """The groups of the topics asked for, whatever their capitals."""
    if topics is None:
        return groups
    wanted = {topic.casefold(): topic for topic in topics}
    chosen = {name: some for name, some in groups.items() if name.casefold() in wanted}
    missing = wanted.keys() - {name.casefold() for name in chosen}
    if missing or not chosen:
        raise OptionError(
            "No company has the topics {missing}; there are {known}.",
            missing=", ".join(wanted[one] for one in sorted(missing)),
            known=", ".join(one for one in groups if one != UNKNOWN),
        )
    return chosen
