"""What ``plan.choice`` refuses by position, for stops and for hubs, in names of candidates."""

from collections.abc import Sequence
from typing import Any, Final

import geopandas as gpd

from mintgeo._errors import InfeasibleError
from mintgeo.analysis.planning.cover import listed, names_of
from mintgeo.germany.regions import regions

LEVELS: Final = {2: "land", 5: "kreis", 8: "gemeinde"}
"""What keys of so many digits stand for."""


def of_choice(error: InfeasibleError, candidates: gpd.GeoDataFrame) -> InfeasibleError:
    """Say which candidates, or how many; what ``plan.choice`` does not refuse stays as it is."""
    values = {name: error.values.get(name) for name in ("required", "wanted", "needed", "most")}
    if error.code == "required_forbidden":
        rows = candidates.iloc[[int(one) for one in values_of(error, "candidates")]]
        return InfeasibleError(
            "{names} are required and forbidden; leave them out of one.",
            code=error.code, names=listed(names_of(rows)), ids=tuple(rows["id"]),
        )  # fmt: skip
    if error.code == "required_exceed":
        return InfeasibleError(
            "{required} candidates are required, but only {wanted} are wanted: plan {needed}, or "
            "require fewer.",
            code=error.code, **values,
        )  # fmt: skip
    if error.code == "too_few_candidates":
        return InfeasibleError(
            "{wanted} candidates are wanted, but only {most} can be chosen: plan {most}, or add "
            "candidates.",
            code=error.code, **values,
        )  # fmt: skip
    return error


def areas_without(keys: Sequence[str], *, lacking: int) -> InfeasibleError:
    """Say which areas want more stops than there are candidates."""
    return InfeasibleError(
        "{areas} want more stops than there are candidates that anybody reaches; {lacking} are "
        "missing: add candidates there, or ask for fewer stops.",
        code="group_too_small", areas=listed(areas_named(keys)), groups=tuple(keys),
        lacking=lacking,
    )  # fmt: skip


def areas_named(keys: Sequence[str]) -> list[str]:
    """Areas by name and key, for a message."""
    tables = {len(key): regions(LEVELS[len(key)]) for key in keys}
    names = {ags: name for one in tables.values()
             for ags, name in zip(one["ags"], one["name"], strict=True)}  # fmt: skip
    return [f"{names[key]} ({key})" if key in names else key for key in keys]


def values_of(error: InfeasibleError, name: str) -> tuple[Any, ...]:
    """Values of an error under a name, as they came or one alone."""
    found = error.values.get(name, ())
    return tuple(found) if isinstance(found, tuple | list) else (found,)
