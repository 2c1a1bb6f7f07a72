"""What a run must not tell: shares, and lists of places, that its points are too coarse for.

``coverage`` and ``gaps`` leave them out already. A run that was saved before they did, or that
somebody put together, is brought to the same when it is read.
"""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from mintgeo._errors import InputError
from mintgeo._located import Located
from mintgeo.analysis.coverage import MEASURES, blanked
from mintgeo.analysis.division import Division
from mintgeo.analysis.gaps import coarse_keys, gap_towns
from mintgeo.analysis.resolution import Resolution, coarse_places

_LEVELS: Final = ("country", "land", "kreis", "gemeinde", "area_type")
_PLACES: Final = ("gaps", "gap_points", "gap_towns")


def without_coarse(
    tables: Mapping[str, pd.DataFrame], parameters: Mapping[str, Any]
) -> dict[str, pd.DataFrame]:
    """Return the tables of a run, without what its points are too coarse for.

    Parameters
    ----------
    tables
        Of the run; its reach tables say how coarse the points are. Without them nothing changes.
    parameters
        Of the run: ``modes`` and ``gap_minutes``.
    """
    out = dict(tables)
    for mode in parameters.get("modes", ()):
        if f"reach_{mode}" not in out:
            continue
        reach = Located(out[f"reach_{mode}"])
        for level in _LEVELS:
            if (name := f"coverage_{level}") in out:
                out[name] = _without(out[name], reach, level, mode)
        if (name := f"partners_{mode}") in out:
            out[name] = _partners(out[name], reach)
    first = f"reach_{next(iter(parameters.get('modes', ())), '')}"
    known = first in out
    return _places(out, Located(out[first]), parameters.get("gap_minutes")) if known else out


def _places(
    tables: dict[str, pd.DataFrame], points: Located, minutes: float | None
) -> dict[str, pd.DataFrame]:
    """Lists of places beyond the threshold, empty if points are too coarse to tell them."""
    if minutes is None:
        return tables
    reach = points.table
    if "gap_share" in tables:
        share = _without(tables["gap_share"], points, "country", str(reach["mode"].iloc[0]))
        tables = {**tables, "gap_share": share}
    if coarse_places(reach, minutes):
        return {
            name: table.iloc[:0] if name in _PLACES else table for name, table in tables.items()
        }
    towns = tables.get("gap_towns")
    if towns is not None and towns["ags"].isin(coarse_keys(points, minutes)).any():
        kinds = set(reach["area_type"].dropna()) - set(towns["area_type"].dropna())
        known = gap_towns(points, minutes=minutes, counted=sorted(kinds))
        return {**tables, "gap_towns": known}
    return tables


def _partners(table: pd.DataFrame, reach: Located) -> pd.DataFrame:
    """Partners without the share of all people, if the points are too coarse to tell it."""
    everywhere, limits = np.zeros(len(reach), dtype=np.intp), sorted(table["minutes"].unique())
    if not Resolution.of(reach, everywhere, 1, limits).hidden.any():
        return table
    return blanked(table, np.ones(len(table), dtype=bool), ("share_before", "share_after"))


def _without(table: pd.DataFrame, reach: Located, level: str, mode: str) -> pd.DataFrame:
    """A coverage table whose rows of this mode are empty where the points are too coarse."""
    rows = (table["mode"] == mode).to_numpy()
    limits = sorted(table.loc[rows, "minutes"].unique())
    if not limits:
        return table
    try:
        keys = Division.of(level).keys(reach)
    except InputError:  # of a level that the points do not know, there is nothing to judge
        return table
    if level == "country":  # the whole has the key of what the run is about
        keys = pd.Series(table["ags"].iloc[0], index=keys.index)
    codes, names = pd.factorize(keys, sort=True)
    found = Resolution.of(reach, np.asarray(codes, dtype=np.intp), len(names), limits)
    if not found.hidden.any():
        return table
    hidden = pd.DataFrame(found.hidden.T, index=names, columns=limits).stack()
    asked = pd.MultiIndex.from_frame(table[["ags", "minutes"]])
    return blanked(table, hidden.reindex(asked, fill_value=False).to_numpy() & rows, MEASURES)
