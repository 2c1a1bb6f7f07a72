"""The part of the report on bus and train, and its sheets."""

from collections.abc import Iterator
from typing import Final

import numpy as np
import pandas as pd

from mintgeo.chapters.protocol import Column, Section, Sheet
from mintgeo.chapters.rows import degrees, records, region_name
from mintgeo.chapters.transit.tables import ACCESS, DAYS, JOURNEY, SERVED, STOPS, TRIPS
from mintgeo.chapters.transit.words import (
    both_ways,
    class_name,
    kind_of_day,
    legs,
    there_and_back,
    told_router,
    trip_name,
    when,
)
from mintgeo.language import Language
from mintgeo.run import Run

_ODD: Final = 8
"""So many odd days are named."""


def sections(run: Run, say: Language) -> Iterator[Section]:
    """Whom bus and train take, an example, and what a timetable does not say."""
    rows = records(run, ACCESS)
    told = told_router(run)
    if rows and told is not None:
        journey = records(run, JOURNEY)
        yield Section(
            anchor="transit", title=say("Mit Bus und Bahn"), template="transit.html.j2",
            values={
                "when": when(run, say), "publishers": told["publishers"], "legs": legs(run, say),
                "journey": journey and {**journey[0], "arrive": journey[-1]["arrive"]},
                "classes": [{**row, "name": class_name(row, say)} for row in rows],
                **_days(run, told["date"], say), **_trips(run, say), **_stops(run, say),
            },
        )  # fmt: skip


def _trips(run: Run, say: Language) -> dict[str, object]:
    """There and back: people by class, and how many offers are left with the way home."""
    rows, trips = both_ways(run), run.find(TRIPS)
    told = [{**row, "name": trip_name(row["class"], run, say)} for row in rows]
    if trips is None or not rows:
        return {"trips": told}
    people = trips["population"].to_numpy(dtype=float)
    there, home = (
        float(np.average(trips[name].to_numpy(dtype=float), weights=people))
        for name in ("offers_there", "offers")
    )
    return {"trips": told, "there": there, "home": home, "outing": there_and_back(run, say)}


def _stops(run: Run, say: Language) -> dict[str, object]:
    """Areas by how many live near a stop that is served well, the largest first."""
    rows = sorted(records(run, SERVED), key=lambda row: -row["population"])
    return {"areas": [
        {**row, "name": region_name(row["ags"], row["name"], say),
         "span": say.span(row["share_low"], row["share_high"])}
        for row in rows
    ]}  # fmt: skip


def _days(run: Run, date: str, say: Language) -> dict[str, object]:
    """What is to be said of the day, and of other days."""
    rows = records(run, DAYS)
    today = next((row for row in rows if row["date"] == date), None)
    odd = [row for row in rows if row["odd"] and row["date"] != date]
    ends = (rows[0]["date"], rows[-1]["date"]) if rows else ("", "")
    return {
        "today": today and {**today, "kind": kind_of_day(today["kind"], say)}, "ends": ends,
        "odd": [say.day(row["date"]) for row in odd[:_ODD]], "n_odd": len(odd),
    }  # fmt: skip


def sheets(run: Run, say: Language) -> Iterator[Sheet]:
    """People by how they reach an offer, and the days of the timetable."""
    rows, days = records(run, ACCESS), run.find(DAYS)
    if rows:
        table = pd.DataFrame([{**row, "way": class_name(row, say)} for row in rows])
        yield Sheet(
            title=say("Bus und Bahn"), table=table, place=45,
            note=say("wie ein Angebot mit Bus und Bahn erreicht wird, {when}", when=when(run, say)),
            columns=[
                Column(name="way", head=say("Weg zum Angebot")), Column(name="population"),
                Column(name="share", head=say("Anteil")),
            ],
            formats={"share": "0%"},
        )  # fmt: skip
    if days is not None:
        table = days.assign(
            kind=days["kind"].map(lambda kind: kind_of_day(kind, say)),
            odd=days["odd"].map({True: say("ja"), False: ""}),
        )  # fmt: skip
        heads = {
            "date": say("Tag"), "kind": say("Art des Tages"), "holiday": say("Ferien, Feiertag"),
            "runs": say("Fahrten"), "usual": say("Fahrten, üblich"), "odd": say("ungewöhnlich"),
            "agencies_gone": say("fehlende Betriebe"), "lines_gone": say("fehlende Linien"),
        }  # fmt: skip
        yield Sheet(
            title=say("Tage des Fahrplans"), table=table, place=46,
            note=say("wie viele Fahrten an jedem Tag im Fahrplan stehen, und was üblich ist"),
            columns=[Column(name=name, head=head) for name, head in heads.items()],
        )  # fmt: skip

    stops = run.find(STOPS)
    if stops is not None:
        heads = {
            "name": say("Haltestelle"), "departures": say("Abfahrten"), "lines": say("Linien"),
            "first": say("erste"), "last": say("letzte"),
            "longest_gap_min": say("längste Lücke (min)"), "lat": "", "lon": "",
        }  # fmt: skip
        table = degrees(stops).sort_values("departures", ascending=False, kind="stable")
        yield Sheet(
            title=say("Haltestellen"), table=table, place=47,
            note=say("was an jeder Haltestelle abfährt, {when}", when=when(run, say)),
            columns=[Column(name=name, head=head) for name, head in heads.items()],
        )  # fmt: skip
    if (served := run.find(SERVED)) is not None:
        heads = {
            "ags": "", "name": "", "population": "", "stops": say("solche Haltestellen"),
            "share_low": say("Anteil mindestens"), "share_high": say("Anteil höchstens"),
        }  # fmt: skip
        yield Sheet(
            title=say("Nahe Haltestellen"), table=served, place=48,
            note=say("wer nahe an einer Haltestelle mit mindestens 20 Abfahrten am Tag wohnt"),
            columns=[Column(name=name, head=head) for name, head in heads.items()],
            formats={"share_low": "0%", "share_high": "0%"},
        )  # fmt: skip


def columns(run: Run, say: Language) -> list[tuple[str, str]]:
    """What the columns of the sheets mean."""
    if run.find(ACCESS) is None:
        return []
    return [("odd", say(
        "ungewöhnlich: weniger als drei Viertel oder mehr als vier Drittel der Fahrten, die an "
        "solchen Tagen üblich sind, oder ein Betrieb fehlt ganz"
    ))]  # fmt: skip
