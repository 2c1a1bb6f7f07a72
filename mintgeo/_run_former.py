"""What runs of former formats say with words, as the codes that stand for them today."""

from typing import Any, Final

import pandas as pd

_OLDEST: Final = 100
_WHO: Final = {
    "Menschen": "people",
    **{f"Kinder unter {age}": f"children_under_{age}" for age in range(1, _OLDEST)},
}
"""Who was counted: as format 2 says it → code."""
_AREA: Final = "Raum "
"""What names of gaps begin with."""


def with_codes(about: dict[str, Any]) -> dict[str, Any]:
    """The content of a ``run.json`` of format 1 or 2 with codes instead of words.

    Rows of its lists have sentences and no findings; ``findings_of`` takes them for what they are.
    """
    people = about["parameters"].get("people")
    who = people.get("who") if isinstance(people, dict) else None
    if not isinstance(who, str):
        return about
    coded = {**people, "who": _WHO.get(who, who)}
    return {**about, "parameters": {**about["parameters"], "people": coded}}


def with_places(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables of such a run, with the places of its gaps beside their names."""
    gaps = tables.get("gaps")
    if gaps is None or "name" not in gaps.columns or "places" in gaps.columns:
        return tables
    return {**tables, "gaps": gaps.assign(places=gaps["name"].str.removeprefix(_AREA))}
