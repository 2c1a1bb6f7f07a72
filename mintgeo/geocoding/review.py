"""How well a list was placed: counts by level and finding, and the rows to look at first."""

from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo._errors import OptionError
from mintgeo._schema import GEOCODED, MATCH_LEVELS, received
from mintgeo._schema.rows import people_in
from mintgeo.findings import TOPICS, Finding, about, findings_of, row_notes, which
from mintgeo.findings.of_corrections import USED
from mintgeo.online.consent import is_sites

_TOPICS: Final = tuple(TOPICS)
"""What findings of rows are about, the gravest first."""


def geocode_report(table: gpd.GeoDataFrame) -> pd.DataFrame:
    """Count the rows of a geocoded table by level of match and by what findings are about.

    Parameters
    ----------
    table
        A geocoded table.

    Returns
    -------
    DataFrame
        ``part`` (``level`` or ``finding``), ``what`` (a match level; or the topic of findings:
        ``contradiction``, ``ambiguous``, ``abroad``, ``unknown``, ``beside``, ``respelled``,
        ``no_address``, ``street``, ``online``, ``other``, ``corrected``, ``repaired``), ``rows``,
        ``people`` (sum of ``count``, rows where there is none), ``share`` of all rows, ``radius_m``
        (median, metres), ``score`` (mean, 0–100). Levels add up to all rows; a row may have several
        findings or none.

    Raises
    ------
    TableError
        If the table was not geocoded.

    Examples
    --------
    >>> import pandas as pd
    >>> import mintgeo as mg
    >>> table = pd.DataFrame({"PLZ": ["24103", "20144"], "Ort": ["Kiel", "München"]})
    >>> placed = mg.geocode(mg.read_participants(table))
    >>> mg.geocode_report(placed)[["part", "what", "rows"]]
          part           what  rows
    0    level          place     1
    1    level           none     1
    2  finding  contradiction     1
    """
    table = received(table, GEOCODED)
    levels = [("level", level, table["match_level"] == level) for level in MATCH_LEVELS]
    findings = [("finding", what, which(table, about(what))) for what in _TOPICS]
    rows = [_counted(part, what, table, there) for part, what, there in [*levels, *findings]]
    counts = pd.DataFrame(rows)
    return counts[counts["rows"] > 0].reset_index(drop=True)


def doubtful_rows(
    table: gpd.GeoDataFrame, *, limit: int | None = None, lang: str = "de"
) -> pd.DataFrame:
    """List the rows that someone should look at, the gravest first.

    Parameters
    ----------
    table
        A geocoded table.
    limit
        At most so many rows; all by default.
    lang
        Language of the notes, ``de`` or ``en``.

    Returns
    -------
    DataFrame
        Rows that were not placed or have findings, but those that somebody has decided on the map
        (``corrections`` of ``geocode``), with ``id``, ``match_level``, ``match_score``,
        ``radius_m`` and ``note`` (what the findings say): first those without a place, then by the
        gravest topic, then the largest radius, then in the order of the list.

    Raises
    ------
    OptionError
        If ``limit`` is negative.

    Examples
    --------
    >>> import pandas as pd
    >>> import mintgeo as mg
    >>> table = pd.DataFrame({"PLZ": ["24103", "20144"], "Ort": ["Kiel", "München"]})
    >>> mg.doubtful_rows(mg.geocode(mg.read_participants(table)))[["id", "match_level"]]
      id match_level
    1  2        none
    """
    table = received(table, GEOCODED)
    if limit is not None and limit < 0:
        raise OptionError("limit must not be negative, it is {limit}.", limit=limit)
    out = pd.DataFrame(table[["id", "match_level", "match_score", "radius_m"]])
    out["note"] = row_notes(table, lang=lang)
    decided = which(table, lambda one: one.code in USED)
    lost = out["match_level"] == "none"
    grave = np.array([_gravest(findings) for findings in findings_of(table)], dtype=int)
    keys = (-out["radius_m"].fillna(0).to_numpy(), grave, ~lost.to_numpy())
    order = np.lexsort(keys)
    out = out.iloc[order]
    doubted = ((out["note"] != "") | (out["match_level"] == "none")) & ~decided.to_numpy()[order]
    return out[doubted].head(limit or len(out))


def _gravest(findings: tuple[Finding, ...]) -> int:
    return min((_TOPICS.index(one.topic) for one in findings), default=len(_TOPICS))


def _counted(part: str, what: str, table: pd.DataFrame, there: pd.Series) -> dict[str, object]:
    rows = table[there]
    people = len(rows) if is_sites(table) else people_in(rows).sum()
    return {
        "part": part,
        "what": what,
        "rows": len(rows),
        "people": int(people),
        "share": len(rows) / max(1, len(table)),
        "radius_m": float(rows["radius_m"].median()) if len(rows) else np.nan,
        "score": float(rows["match_score"].mean()) if len(rows) else np.nan,
    }
