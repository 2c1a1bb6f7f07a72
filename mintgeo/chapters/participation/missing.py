"""Who is missing: areas that nobody comes from, and how many come from beyond the area."""

from collections.abc import Iterator
from typing import Final

import pandas as pd

from mintgeo.chapters.area import in_area
from mintgeo.chapters.participation.focus import beside, focus
from mintgeo.chapters.participation.own import BEYOND, OWN, UNSURE, unsure
from mintgeo.chapters.participation.tables import COUNTS
from mintgeo.chapters.protocol import Sentence
from mintgeo.chapters.regions import AROUND, KREISE, is_country
from mintgeo.chapters.rows import numbered
from mintgeo.chapters.words import who
from mintgeo.language import N_, NN_, Language
from mintgeo.run import Run

_NAMED: Final = 5


def missing(run: Run, say: Language) -> Iterator[Sentence]:
    """Say from which areas nobody comes, and how many live there; not in public."""
    table, word = _areas(run)
    if run.is_public or table is None or unsure(run) > UNSURE:
        return
    if is_country(run) and focus(run) is not None:
        yield from _beside(run, say)
        return
    lived = table[table["population"] > 0]
    empty = lived[lived["participants"] == 0].sort_values("population", ascending=False)
    if lived["participants"].sum() == 0:
        return
    if not len(empty):
        yield Sentence(about=say("Wer fehlt"), text=say(_ALL[word], area=in_area(run, say)))
        return
    if len(empty) == 1:
        text = say(_ONE[word], all=say.number(len(lived)), area=in_area(run, say),
                   names=_largest(empty, say))  # fmt: skip
        yield Sentence(about=say("Wer fehlt"), text=text)
        return
    share = empty["population"].sum() / lived["population"].sum()
    yield Sentence(
        about=say("Wer fehlt"),
        text=say(
            _NONE[word], n=say.number(len(empty)), all=say.number(len(lived)),
            area=in_area(run, say), people=say.people(float(empty["population"].sum())),
            share=say.percent(share), who=who(run, say), names=_largest(empty, say),
        ),
    )  # fmt: skip


def _beside(run: Run, say: Language) -> Iterator[Sentence]:
    """Of a list from one corner of the country: which neighbours are missing."""
    empty = beside(run)
    if len(empty):
        yield Sentence(
            about=say("Wer fehlt"),
            text=say.count(
                *_NEIGHBOURS, len(empty), people=say.people(float(empty["population"].sum())),
                who=who(run, say), names=_largest(empty, say),
            ),
        )  # fmt: skip


def _largest(areas: pd.DataFrame, say: Language) -> str:
    """The areas of most people, by name, with their number."""
    most = areas.sort_values(["population", "ags"], ascending=[False, True]).head(_NAMED)
    columns = (most["ags"], most["name"], most["population"])
    return say.listed(
        [numbered(ags, name, say.people(n), say) for ags, name, n in zip(*columns, strict=True)]
    )


def _areas(run: Run) -> tuple[pd.DataFrame | None, str]:
    """The smallest areas of which participants are counted, and what they are."""
    own = run.find(OWN)
    if own is not None:
        return own[own["ags"] != BEYOND], str(own["level"].iloc[0])
    kreise = run.find(COUNTS, level="kreis")
    if kreise is None or not (is_country(run) and "sites" not in run.tables):
        return None, ""
    return kreise[kreise["ags"] != BEYOND], "kreis"


def not_told(run: Run, say: Language) -> str:
    """Say that too few rows are exact enough to be counted by the smallest areas."""
    own = run.find(OWN)
    if own is None or unsure(run) <= UNSURE:
        return ""
    return say(_COARSE[str(own["level"].iloc[0])], share=say.percent(unsure(run)))


_COARSE: Final = {
    "gemeinde": N_(
        "Nach Gemeinden ist nicht gezählt: {share} der Teilnehmenden von hier sind dafür nicht "
        "genau genug verortet. Mit Straße und Hausnummer geht es."
    ),
    "district": N_(
        "Nach Teilgebieten ist nicht gezählt: {share} der Teilnehmenden von hier sind dafür nicht "
        "genau genug verortet. Mit Straße und Hausnummer geht es."
    ),
}


def from_beyond(run: Run, say: Language) -> str:
    """Say how many come from beyond the area, and from where most do; nothing of nobody."""
    own, around = run.find(KREISE), run.find(AROUND)
    table = run.find(COUNTS, level="kreis")
    if table is None or own is None or around is None:
        return ""
    beyond = table[~table["ags"].isin(own["ags"]) & (table["participants"].fillna(0) > 0)]
    if not len(beyond):
        return ""
    most = beyond.sort_values(["participants", "ags"], ascending=[False, True]).head(_NAMED)
    named = [
        numbered(ags, name, say.number(number), say)
        for ags, name, number in zip(most["ags"], most["name"], most["participants"], strict=True)
    ]
    return say(
        "Von außerhalb kommen {n} von {all}; die meisten: {names}.",
        n=say.number(beyond["participants"].sum()), all=say.number(table["participants"].sum()),
        names=say.listed(named),
    )  # fmt: skip


_NEIGHBOURS: Final = NN_(
    "Aus einem angrenzenden Kreis kommt niemand auf der Liste: {names}.",
    "Aus {n} angrenzenden Kreisen kommt niemand auf der Liste; dort leben {people} {who}. Die "
    "größten: {names}.",
)
_NONE: Final = {
    "gemeinde": N_(
        "Aus {n} von {all} Gemeinden {area} kommt niemand auf der Liste; dort leben {people} {who} "
        "({share}). Die größten: {names}."
    ),
    "district": N_(
        "Aus {n} von {all} Teilgebieten {area} kommt niemand auf der Liste; dort leben {people} "
        "{who} ({share}). Die größten: {names}."
    ),
    "kreis": N_(
        "Aus {n} von {all} Kreisen {area} kommt niemand auf der Liste; dort leben {people} {who} "
        "({share}). Die größten: {names}."
    ),
}
_ONE: Final = {
    "gemeinde": N_(
        "Nur aus einer von {all} Gemeinden {area} kommt niemand auf der Liste: {names}."
    ),
    "district": N_(
        "Nur aus einem von {all} Teilgebieten {area} kommt niemand auf der Liste: {names}."
    ),
    "kreis": N_("Nur aus einem von {all} Kreisen {area} kommt niemand auf der Liste: {names}."),
}
_ALL: Final = {
    "gemeinde": N_("Aus jeder Gemeinde {area} kommt jemand."),
    "district": N_("Aus jedem Teilgebiet {area} kommt jemand."),
    "kreis": N_("Aus jedem Kreis {area} kommt jemand."),
}
