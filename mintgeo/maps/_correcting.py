"""What the map of a placed list knows of corrections: signs of rows, choices, what was decided."""

from typing import Any, Final

import geopandas as gpd
import pandas as pd

from mintgeo._crs import GERMANY
from mintgeo.findings import Finding, findings_of
from mintgeo.findings.of_corrections import NOTE, USED
from mintgeo.gazetteer.gazetteer import Gazetteer
from mintgeo.geocoding.corrections import Candidate, candidates_of, kind_of_list, row_signs
from mintgeo.geocoding.corrections.file import AWAY, FILE_NAME
from mintgeo.geocoding.words import prepared
from mintgeo.language import Language
from mintgeo.language.corrected import COLUMNS, DECISIONS, LISTS
from mintgeo.maps._data import CandidateSpot, Decision, WasDecided
from mintgeo.maps._theme_data import CorrectionFile

_WORDS: Final = ("postcode", "place", "land")
_DECISIONS: Final[dict[str, Decision]] = {
    "correction.moved": "moved", "correction.chosen": "chosen", "correction.right": "right",
}  # fmt: skip


def file_of(table: pd.DataFrame, say: Language) -> CorrectionFile:
    """How the file is called and written that the page saves."""
    west, south, east, north = GERMANY
    return {
        "name": FILE_NAME,
        "kind": say(LISTS[kind_of_list(table)]),
        "header": [say(text) for text in COLUMNS.values()],
        "decisions": {code: say(DECISIONS[code]) for code in _DECISIONS.values()},
        "bounds": [[south - AWAY, west - AWAY], [north + AWAY, east + AWAY]],
    }


def with_choices(
    table: gpd.GeoDataFrame, doubted: pd.Series, gazetteer: Gazetteer | None
) -> tuple[pd.DataFrame, list[list[CandidateSpot]], list[WasDecided]]:
    """Signs of all rows, among what somebody may choose, and what was decided before.

    Parameters
    ----------
    table
        A geocoded table with a plain index.
    doubted
        Whether somebody should look at a row; only such have choices.
    gazetteer
        As of ``geocode``.

    Returns
    -------
    DataFrame
        ``check``, ``choice`` and ``was``: numbers from 1 in the two lists, or 0.
    list
        Choices, each different list once.
    list
        What was decided.
    """
    words = _words(table, doubted, gazetteer) if doubted.any() else {}
    choices: dict[tuple[Any, ...], int] = {}
    lists = {row: _spots(found) for row, found in words.items() if found}
    for found in lists.values():
        choices.setdefault(found, len(choices) + 1)
    before = [_before(findings) for findings in findings_of(table)]
    numbers = {row: at for at, row in enumerate([r for r, b in enumerate(before) if b], start=1)}
    rows = pd.DataFrame({"check": row_signs(table)})
    rows["choice"] = [choices[lists[row]] if row in lists else 0 for row in rows.index]
    rows["was"] = [numbers.get(row, 0) for row in rows.index]
    spots: list[list[CandidateSpot]] = [
        [{"at": [lat, lon], "name": name} for lat, lon, name in found] for found in choices
    ]
    return rows, spots, [one for one in before if one]


def _words(
    table: gpd.GeoDataFrame, doubted: pd.Series, gazetteer: Gazetteer | None
) -> dict[int, list[Candidate]]:
    """Candidates of the rows in doubt, of each different address once."""
    known = gazetteer or Gazetteer.embedded()
    said = prepared(table, known).loc[doubted.to_numpy(), list(_WORDS)].astype(object)
    said = said.where(said.notna(), None)
    rows = dict(zip(said.index, said.itertuples(index=False, name=None), strict=True))
    found = {one: candidates_of(known, *one) for one in dict.fromkeys(rows.values())}
    return {row: found[one] for row, one in rows.items()}


def _spots(found: list[Candidate]) -> tuple[tuple[float, float, str], ...]:
    return tuple((round(one.match.lat, 5), round(one.match.lon, 5), one.name) for one in found)


def _before(findings: tuple[Finding, ...]) -> WasDecided | None:
    one = next((one for one in findings if one.code in USED), None)
    if one is None:
        return None
    said = {name: str(one.get(name) or "") for name in ("place", "day", NOTE)}
    return {"decision": _DECISIONS[one.code], "place": said["place"], "date": said["day"],
            "note": said[NOTE]}  # fmt: skip
