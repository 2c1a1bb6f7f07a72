"""Gap areas as the report says them: what is counted, how sure it is, what is left out."""

from typing import Final

import numpy as np
import pandas as pd

from mintgeo.analysis.gaps import only_rural
from mintgeo.analysis.resolution import coarse_places
from mintgeo.chapters.coverage.coarse import empty
from mintgeo.chapters.coverage.tables import REACH, SHARES
from mintgeo.chapters.gaps.tables import AREAS, POINTS, SHARE, TOWNS
from mintgeo.chapters.protocol import Sentence
from mintgeo.chapters.regions import is_country
from mintgeo.chapters.rows import Row, as_records, gap_name, records
from mintgeo.chapters.words import by_mode, who
from mintgeo.language import NN_, NOTHING, Language
from mintgeo.run import Run

_MOST_TOWNS: Final = 5
_TOP_GAPS: Final = 3


def rural(run: Run) -> bool:
    """Whether the areas of a run count people of rural areas only."""
    return only_rural(run.of(AREAS))


def gap_rows(run: Run, most: int, say: Language) -> list[Row]:
    """The areas of most person hours, with their people as they can be said."""
    return [
        {**row, "name": gap_name(row, say), "span": span(row, say), "known": known(row)}
        for row in records(run, AREAS)[:most]
    ]


def known(row: Row) -> bool:
    """Whether an area is established, as far as there is an interval at all."""
    return row.get("established") is None or bool(row["established"])


def span(row: Row, say: Language) -> str:
    """Say the interval of an area's people, or nothing."""
    if row.get("population_low") is None:
        return ""
    return say.people_span(row["population_low"], row["population_high"])


def area_people(row: Row, who: str, say: Language) -> str:
    """Say how many people an area has, no surer than it is."""
    people = row["span"] or say.people(row["population"])
    if row["known"]:
        return say("{people} {who}", people=people, who=who)
    return say("nicht belegt: {people} {who}", people=people, who=who)


def beyond(run: Run, say: Language) -> tuple[str, str]:
    """Say how many reach no offer, and the best estimate if that is not the same already."""
    if unknown_places(run, say):
        return NOTHING, ""
    best = say.people(float(run.of(POINTS)["population"].sum()))
    row = _share(run)
    if row is None or row["share_low"] == row["share_high"]:
        return best, ""
    low, high = (row["population"] * (1 - row[end]) for end in ("share_high", "share_low"))
    return say.people_span(low, high), best


def unknown_places(run: Run, say: Language) -> str:
    """Say that it can't be told who is beyond the threshold of gaps; nothing if it can."""
    share, reach, minutes = run.find(SHARE), run.find(REACH), run.parameters["gap_minutes"]
    blank = share is not None and bool(empty(share))
    if not blank and (reach is None or not coarse_places(reach, minutes)):
        return ""
    return say(
        "Wie viele {who} in {minutes} Minuten ({mode}) keines der Angebote erreichen, ist aus "
        "diesen Punkten nicht zu sagen: Sie sind für so kurze Wege zu grob.",
        who=who(run, say), minutes=say.limit(minutes), mode=by_mode(run.mode, say),
    )  # fmt: skip


def _share(run: Run) -> Row | None:
    """Coverage of all at the threshold of gaps, if it has an interval."""
    table = run.find(SHARE)
    if table is None:
        table = run.of(SHARES, level="country")
        asked = table["mode"] == run.mode
        table = table[asked & (table["minutes"] == run.parameters["gap_minutes"])]
    ends = ["share_low", "share_high"]
    if not len(table) or not set(ends) <= set(table) or table[ends].isna().any(axis=None):
        return None
    return dict(table.iloc[0])


def left_out(run: Run, say: Language) -> str:
    """Say how many areas are too small to be listed."""
    about = run.parameters.get("gap_areas")
    if not about or not about["left_out"]["areas"]:
        return ""
    small = about["left_out"]
    return say.count(
        "Ein Raum mit weniger als {least} {who} ({people}) ist weggelassen.",
        "{n} Räume mit weniger als {least} {who} (zusammen {people}) sind weggelassen.",
        small["areas"],
        least=say.number(about["least_people"]),
        who=who(run, say),
        people=say.people(small["people"]),
    )


def towns(run: Run, say: Language) -> str:
    """Say in one line who beyond the threshold is not counted in the areas, and where most are."""
    table = run.find(TOWNS)
    if table is None or table.empty:
        return ""
    known = table[table["name"].notna()]
    largest = pd.DataFrame(known.head(_MOST_TOWNS))
    named = [
        f"{name} ({say.people(people)})"
        for name, people in zip(largest["name"], largest["population"], strict=True)
    ]
    values = {
        "people": say.people(float(table["population"].sum())),
        "who": who(run, say),
        "minutes": say.limit(run.parameters["gap_minutes"]),
        "names": say.listed(named),
    }
    if not named:
        return say(
            "In den Räumen nicht gezählt sind nach bester Schätzung {people} {who} in Städten, "
            "kleineren Städten und Vororten, die auch mehr als {minutes} Minuten brauchen.",
            **values,
        )
    if len(table) > len(known):
        return say(
            "In den Räumen nicht gezählt sind nach bester Schätzung {people} {who} in Städten, "
            "kleineren Städten und Vororten, die auch mehr als {minutes} Minuten brauchen, "
            "darunter in {names}.",
            **values,
        )
    if len(table) > len(named):
        return say(
            "In den Räumen nicht gezählt sind nach bester Schätzung {people} {who} in Städten, "
            "kleineren Städten und Vororten, die auch mehr als {minutes} Minuten brauchen; die "
            "meisten leben in {names}.",
            **values,
        )
    return say(
        "In den Räumen nicht gezählt sind nach bester Schätzung {people} {who} in Städten, "
        "kleineren Städten und Vororten, die auch mehr als {minutes} Minuten brauchen: {names}.",
        **values,
    )


def tells_apart(rows: list[Row], column: str) -> bool:
    """Whether what stands in a column differs between areas."""
    return len({row.get(column) or "" for row in rows}) > 1


def with_words(table: pd.DataFrame, kinds: int, say: Language) -> pd.DataFrame:
    """Areas for a sheet: whether they are established in words, and no column that says nothing.

    Where all ``kinds`` of offers are missing, that is what stands there.
    """
    out = table.copy()
    if "established" in out:
        words = {True: say("ja"), False: say("nicht belegt")}
        out["established"] = out["established"].map(words)
    if "missing" in out and not tells_apart(as_records(out), "missing"):
        out = out.drop(columns="missing")
    if "missing" in out:
        missing = out["missing"].fillna("")
        every = missing.ne("") & (missing.str.count(";") + 1 == kinds)
        out["missing"] = missing.mask(every, say("alle Arten"))
    if "area_type" in out and only_rural(out):
        out = out.drop(columns="area_type")
    return out.drop(columns="counted", errors="ignore")


def whole(run: Run) -> tuple[float, int]:
    """People in all areas, and how many areas there are."""
    people = run.of(AREAS)["population"].to_numpy(dtype=float)
    return float(np.sum(people)), len(people)


def points(run: Run, say: Language) -> list[Sentence]:
    """How many areas there are, and how many people live in them."""
    people, areas = whole(run) if run.find(AREAS) is not None else (0.0, 0)
    if not areas:
        return []
    known = {
        "minutes": say.limit(run.parameters["gap_minutes"]), "mode": by_mode(run.mode, say),
        "people": say.people(people), "who": who(run, say),
    }  # fmt: skip
    one, many = _RURAL if rural(run) else _ANYWHERE
    return [Sentence(about=say("Lücken"), text=say.count(one, many, areas, **known))]


_RURAL: Final = NN_(
    "Im ländlichen Raum brauchen nach bester Schätzung {people} {who} in einem zusammenhängenden "
    "Raum mehr als {minutes} Minuten ({mode}) bis zum nächsten Angebot.",
    "Im ländlichen Raum brauchen nach bester Schätzung {people} {who} in {n} zusammenhängenden "
    "Räumen mehr als {minutes} Minuten ({mode}) bis zum nächsten Angebot.",
)
_ANYWHERE: Final = NN_(
    "Nach bester Schätzung brauchen {people} {who} in einem zusammenhängenden Raum mehr als "
    "{minutes} Minuten ({mode}) bis zum nächsten Angebot.",
    "Nach bester Schätzung brauchen {people} {who} in {n} zusammenhängenden Räumen mehr als "
    "{minutes} Minuten ({mode}) bis zum nächsten Angebot.",
)


def steps(run: Run, say: Language) -> list[Sentence]:
    """Where a new offer would help most: the areas of most person hours, and where they lie."""
    rows = gap_rows(run, _TOP_GAPS, say)
    if not rows:
        return []
    apart = is_country(run) or tells_apart(rows, "kreise")
    text = say.count(
        "Ein neues oder mobiles Angebot spart hier die meiste Wegzeit: {areas}.",
        "Neue oder mobile Angebote sparen in diesen Räumen die meiste Wegzeit: {areas}.",
        len(rows),
        areas="; ".join(_lies(row, who(run, say), say, apart=apart) for row in rows),
    )
    return [Sentence(about=say("Angebot schaffen"), text=text)]


def _lies(row: Row, people: str, say: Language, *, apart: bool) -> str:
    """Say an area with its people and the Kreise in which it lies."""
    kreise = [one for one in str(row["kreise"] or "").split(", ") if one]
    known = {"name": row["name"], "people": area_people(row, people, say)}
    if not kreise or not apart:
        return say("{name} ({people})", **known)
    return say.count(
        "{name} ({people}; liegt im Kreis {kreise})",
        "{name} ({people}; liegt in den Kreisen {kreise})",
        len(kreise),
        kreise=say.listed(kreise),
        **known,
    )
