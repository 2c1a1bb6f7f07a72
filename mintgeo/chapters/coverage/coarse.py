"""What a run does not tell because its points are too coarse, and what to do about it."""

from typing import Final

import pandas as pd

from mintgeo.chapters.coverage.tables import SHARES
from mintgeo.chapters.words import by_mode
from mintgeo.language import N_, Language
from mintgeo.run import Run

_LEVELS: Final = {
    "country": N_("im Ganzen"),
    "land": N_("nach Ländern"),
    "kreis": N_("nach Kreisen"),
    "gemeinde": N_("nach Gemeinden"),
    "district": N_("nach Teilgebieten"),
    "cell": N_("nach Zellen"),
    "area_type": N_("nach Stadt und Land"),
}
_COMMAND: Final = "mintgeo data fetch zensus-2022"
View = tuple[str, float]


def omissions(run: Run, say: Language) -> list[str]:
    """Name the shares that are left out, and the way to get them; nothing if there are all."""
    known: set[View] = set()
    said = []
    for level, name in _LEVELS.items():
        missing = empty(run.find(SHARES, level=level))
        new = {view: part for view, part in missing.items() if view not in known}
        if level == "country":
            known |= set(missing)
        if new:
            said.append(say("{level} {views}", level=say(name), views=_views(run, new, say)))
    if not said:
        return []
    return [
        say(
            "Nicht aus diesen Punkten, die für so kurze Wege zu grob sind: Anteile {shares}.",
            shares="; ".join(said),
        ),
        say("Mit dem amtlichen Gitter von 100 m gibt es sie: „{command}“.", command=_COMMAND),
    ]


def empty(table: pd.DataFrame | None) -> dict[View, tuple[int, int]]:
    """Modes and thresholds without all shares: of how many areas there is none, of how many."""
    if table is None:
        return {}
    lived_in = table[table["population"] > 0]
    found = lived_in["share"].isna().groupby([lived_in["mode"], lived_in["minutes"]], sort=False)
    counts = zip(found.sum().items(), found.size(), strict=True)
    return {view: (int(none), int(every)) for (view, none), every in counts if none}  # type: ignore[misc]


def _views(run: Run, empty: dict[View, tuple[int, int]], say: Language) -> str:
    """Say modes, their thresholds, and of how many areas shares are missing if not of all."""
    parts = []
    for mode in run.modes:
        found = {minutes: part for (one, minutes), part in empty.items() if one == mode}
        if found:
            limits = _limits(found, say)
            parts.append(say("{mode} in {limits}", mode=by_mode(mode, say), limits=limits))
    return ", ".join(parts)


def _limits(found: dict[float, tuple[int, int]], say: Language) -> str:
    if all(none == every for none, every in found.values()):
        minutes = say.listed([say.limit(one) for one in found])
        return say("{minutes} Minuten", minutes=minutes)
    return say.listed(
        [
            say(
                "{minutes} Minuten ({n} von {all})", minutes=say.limit(minutes),
                n=say.number(none), all=say.number(every),
            )
            for minutes, (none, every) in found.items()
        ]
    )  # fmt: skip
