"""What a report on coverage begins with: its message, a small map, and what to do next."""

from collections.abc import Iterator
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
from markupsafe import Markup

from mintgeo.analysis.ranking import LOW
from mintgeo.cartography.classes import classes
from mintgeo.cartography.palettes import SHARE_COLOURS, UNKNOWN, time_colours
from mintgeo.cartography.palettes import SHARES as SHARES_AT
from mintgeo.cartography.sketch import sketch
from mintgeo.chapters.area import in_area
from mintgeo.chapters.coverage.tables import SHARES
from mintgeo.chapters.coverage.words import after_share, first_told
from mintgeo.chapters.lists import SITES, near
from mintgeo.chapters.protocol import Headline, Sentence
from mintgeo.chapters.regions import shown
from mintgeo.chapters.routers.known import AIRLINE
from mintgeo.chapters.rows import records, row_span
from mintgeo.chapters.streets import ISOCHRONES, is_local
from mintgeo.chapters.words import by_mode, said_of, who
from mintgeo.germany.own_areas import ELSEWHERE
from mintgeo.language import N_, NN_, SAYS_NOTHING, Language, bound
from mintgeo.run import Run

_FEW: Final = {
    "kreis": (
        N_("In {n} von {all} Kreisen erreichen nach bester Schätzung weniger als {low} der {who} "
           "in {minutes} Minuten {mode} ein Angebot"),
        N_("In {n} von {all} Kreisen erreichen nach bester Schätzung weniger als {low} der {who} "
           "in {minutes} Minuten ein Angebot, auch wenn sie {mode} werden"),
    ),
    "gemeinde": (
        N_("In {n} von {all} Gemeinden erreichen nach bester Schätzung weniger als {low} der {who} "
           "in {minutes} Minuten {mode} ein Angebot"),
        N_("In {n} von {all} Gemeinden erreichen nach bester Schätzung weniger als {low} der {who} "
           "in {minutes} Minuten ein Angebot, auch wenn sie {mode} werden"),
    ),
}  # fmt: skip
_OPEN: Final = {
    "kreis": NN_("in einem Kreis ist es nicht zu sagen", "in {n} Kreisen ist es nicht zu sagen"),
    "gemeinde": NN_("in einer Gemeinde ist es nicht zu sagen",
                    "in {n} Gemeinden ist es nicht zu sagen"),
}  # fmt: skip
_WHOLE: Final = (
    N_("{In_area} erreichen {share} der {who} in {minutes} Minuten {mode} ein Angebot"),
    N_("{In_area} erreichen {share} der {who} in {minutes} Minuten ein Angebot, wenn sie {mode} "
       "werden"),
)  # fmt: skip
_UNKNOWN: Final = N_("Wer {mode} ein Angebot erreicht, ist aus diesen Punkten nicht zu sagen")
_MIN_AREAS: Final = 5
"""Of fewer areas a count of them says little,"""
_MIN_PART: Final = 0.1
"""and so it does of fewer than this part of them."""


def message(run: Run, say: Language) -> str:
    """Say in how many areas few people reach an offer; where these are few, how many do."""
    counted = _counted(run)
    if counted is not None:
        level, few, areas, unsaid = counted
        text = said_of(
            _FEW[level], run.mode, say, n=say.number(few), all=say.number(areas),
            low=say.percent(LOW), who=who(run, say), minutes=say.limit(run.longest),
        )  # fmt: skip
        return f"{text}; {say.count(*_OPEN[level], unsaid)}" if unsaid else text
    if run.find(SHARES, level="country") is None:
        return ""
    whole = first_told(run)
    if whole is None:
        return say(_UNKNOWN, mode=by_mode(run.mode, say))
    return said_of(
        _WHOLE, whole["mode"], say, share=row_span(whole, lang=say.code), who=who(run, say),
        minutes=say.limit(whole["minutes"]), In_area=in_area(run, say, first=True),
    )  # fmt: skip


def headlines(run: Run, say: Language) -> Iterator[Headline]:
    """The longest threshold of every mode, but for what the message says of the whole already.

    In place of that there are the shorter thresholds of its mode.
    """
    said = first_told(run) if _counted(run) is None else None
    for row in records(run, SHARES, level="country"):
        of_message = said is not None and row["mode"] == said["mode"]
        large = (row["minutes"] == run.longest) != of_message
        if large and row["share"] is not None:
            yield Headline(value=row_span(row, lang=say.code), text=after_share(run, row, say))


def _counted(run: Run) -> tuple[str, int, int, int] | None:
    """A level, in how many of its areas few reach an offer, of how many, and where nobody can say.

    None if few areas are told, or few of them are such.
    """
    for level in _FEW:
        shares = _shares(run, level)
        told = shares.dropna()
        few = int((told < LOW).sum())
        if len(told) >= _MIN_AREAS and few >= max(1, _MIN_PART * len(told)):
            return level, few, len(shares), len(shares) - len(told)
    return None


def _shares(run: Run, level: str) -> pd.Series:
    """Shares of the areas of a level, of the first mode and the longest threshold.

    Those whose span says nothing are no shares to count: the table says so of them, too.
    """
    table = run.find(SHARES, level=level)
    if table is None:
        return pd.Series(dtype=float)
    asked = (table["mode"] == run.mode) & (table["minutes"] == run.longest)
    here = table[asked & (table["ags"] != ELSEWHERE)]
    if "share_low" not in here:
        return here["share"]
    return here["share"].where(here["share_high"] - here["share_low"] <= SAYS_NOTHING)


def steps(run: Run, say: Language) -> Iterator[Sentence]:
    """Complete the list; go by roads before single places are decided on."""
    if run.find(SHARES, level="country") is None:
        return
    yield Sentence(
        about=say("Liste prüfen"),
        text=say("Fehlt ein Angebot in der Liste, ist ein Anteil zu klein: Lassen Sie sie vor Ort "
                 "gegenlesen, wo der Anteil niedrig ist."),
    )  # fmt: skip
    if run.parameters["router"] == AIRLINE.key:
        yield Sentence(
            about=say("Auf Straßen rechnen"),
            text=say("Rechnen Sie auf dem Straßennetz nach, bevor Sie über einzelne Orte "
                     "entscheiden."),
        )  # fmt: skip


def small_map(run: Run, say: Language) -> Markup | str:
    """Draw Kreise in their classes, or the areas from where an offer is reached."""
    sites = run.plain(SITES)
    own = None if sites is None else near(run, sites)[0]
    offers = None if own is None else gpd.GeoDataFrame(own[own["role"] == "offer"])
    if is_local(run):
        return _of_streets(run, offers, say)
    if run.find(SHARES, level="country") is None:
        return ""
    return _of_areas(run, offers, say)


def _of_areas(run: Run, offers: gpd.GeoDataFrame | None, say: Language) -> Markup | str:
    level, areas = shown(run)
    shares = run.find(SHARES, level=level)
    if shares is None:
        return ""
    asked = shares[(shares["mode"] == run.mode) & (shares["minutes"] == run.longest)]
    asked = asked.drop_duplicates("ags").set_index("ags")
    areas = areas[areas["ags"].isin(asked.index)]
    if areas.empty or asked["share"].isna().all():  # a map of no share at all says nothing
        return ""
    found = classes(asked.reindex(areas["ags"]), "share", SHARES_AT[1:-1]).position
    colours = np.array([*SHARE_COLOURS, UNKNOWN])[found]
    key = [
        (SHARE_COLOURS[-1], say("{low} bis {high} %", low="80", high="100")),
        (SHARE_COLOURS[2], say("{low} bis unter {high} %", low="40", high="60")),
        (SHARE_COLOURS[0], say("unter {number} %", number="20")),
    ]  # fmt: skip
    title = say("Je dunkler, desto mehr der {who} erreichen ein Angebot.",
                who=who(run, say))  # fmt: skip
    return sketch(
        areas, colours, dots=offers, title=bound(title), key=_tied(key), dot=say("ein Angebot")
    )


def _of_streets(run: Run, offers: gpd.GeoDataFrame | None, say: Language) -> Markup | str:
    areas = run.of(ISOCHRONES)
    areas = areas[areas["mode"] == run.mode].sort_values("minutes", ascending=False)
    if areas.empty:
        return ""
    colours = time_colours(len(areas))
    names = [say("in höchstens {minutes} Minuten", minutes=say.limit(one))
             for one in areas["minutes"]]  # fmt: skip
    key = list(dict(zip(names, colours, strict=True)).items())
    title = say("Von hier wird ein Angebot erreicht ({mode}).", mode=by_mode(run.mode, say))
    tied = _tied([(colour, text) for text, colour in key])
    return sketch(areas, colours, dots=offers, title=bound(title), key=tied, dot=say("ein Angebot"))


def _tied(key: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(str(colour), bound(text)) for colour, text in key]
