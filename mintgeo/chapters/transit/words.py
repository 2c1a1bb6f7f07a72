"""What is said of bus and train."""

from collections.abc import Iterator
from typing import Any, Final

import pandas as pd

from mintgeo.chapters.protocol import Sentence
from mintgeo.chapters.rows import Row, records
from mintgeo.chapters.transit.tables import ACCESS, DAYS, JOURNEY, TRIPS
from mintgeo.chapters.words import who
from mintgeo.language import N_, Language
from mintgeo.run import Run

KINDS: Final = {
    "school": N_("Schultag"), "holiday": N_("Ferientag"), "saturday": N_("Samstag"),
    "sunday": N_("Sonntag"),
}  # fmt: skip
VEHICLES: Final = {
    "bus": N_("Bus"), "tram": N_("Straßenbahn"), "subway": N_("U-Bahn"), "train": N_("Zug"),
    "ferry": N_("Fähre"), "cable_car": N_("Seilbahn"), "funicular": N_("Standseilbahn"),
    "coach": N_("Fernbus"), "taxi": N_("Taxi"), "on_call": N_("Rufbus"), "plane": N_("Flugzeug"),
    "other": N_("Linie"),
}  # fmt: skip
_CLASSES: Final = {
    "ride": N_("in {minutes} Minuten da, mit Bus oder Bahn"),
    "timed": N_("in {minutes} Minuten da, aber nur wer passend zur Abfahrt losgeht"),
    "walk": N_("in {minutes} Minuten da, zu Fuß"),
    "longer": N_("länger als {minutes} Minuten unterwegs"),
    "no_connection": N_("keine Verbindung"),
    "no_service": N_("an der Haltestelle fährt zu dieser Zeit nichts"),
    "no_stop": N_("zu weit von einer Haltestelle"),
    "no_location": N_("ohne Ort"),
}


TRIP_CLASSES: Final = {
    "both": N_("hin, {stay} Minuten dort und bis {home_by} Uhr zurück"),
    "home": N_("hin, aber nicht bis {home_by} Uhr zurück: Nur der Heimweg fehlt"),
    "none": N_("kein Weg hin, der Zeit zum Bleiben lässt"),
}
_TRIP_CLASS: Final = {"ok": "both", "no_way_back": "home", "home_too_late": "home"}
_TO_STOP: Final = N_("{minutes} zu Fuß zur Haltestelle {goal}")
_TO_OFFER: Final = N_("{minutes} zu Fuß bis {goal}")


def told_router(run: Run) -> dict[str, Any] | None:
    """What the router by timetable said of itself, if the run has one."""
    every: list[dict[str, Any]] = list(run.parameters.get("routers", {}).values())
    return next((one for one in every if one.get("kind") == "timetable"), None)


def class_name(row: Row, say: Language) -> str:
    """How people of a class reach an offer."""
    said = _CLASSES[row["class"]]
    return say(said, minutes=say.limit(row["minutes"]))


def when(run: Run, say: Language) -> str:
    """On which day and at which time people leave."""
    told = told_router(run) or {}
    row = next((row for row in records(run, DAYS) if row["date"] == told["date"]), None)
    named = {"day": say.day(told["date"]), "kind": _of_day(row, say)}
    if "arrive_by" in told:
        return say("am {day} ({kind}), Ankunft bis {time} Uhr", time=told["arrive_by"], **named)
    first, last = told["depart"]
    return say("am {day} ({kind}), Abfahrt von {first} bis {last} Uhr", first=first, last=last,
               **named)  # fmt: skip


def _of_day(row: Row | None, say: Language) -> str:
    return "" if row is None else kind_of_day(str(row["kind"]), say)


def kind_of_day(kind: str, say: Language) -> str:
    """What a kind of day is called."""
    return say(KINDS[kind])


def points(run: Run, say: Language) -> Iterator[Sentence]:
    """Whom bus and train take to an offer, and for whom nothing runs."""
    rows = {row["class"]: row for row in records(run, ACCESS)}
    if not rows:
        return
    minutes = say.limit(next(iter(rows.values()))["minutes"])
    people = {name: row["population"] for name, row in rows.items()}
    text = say(
        "Bus und Bahn bringen {people} {who} in {minutes} Minuten zu einem Angebot, Warten "
        "eingerechnet, {when}.",
        people=say.people(people.get("ride", 0.0)), who=who(run, say), minutes=minutes,
        when=when(run, say),
    )  # fmt: skip
    if people.get("timed"):
        text += " " + say(
            "Weitere {people} schaffen es nur, wenn sie passend zur Abfahrt losgehen.",
            people=say.people(people["timed"]),
        )
    yield Sentence(about=say("Bus und Bahn"), text=text)

    if run.find(TRIPS) is not None:
        yield Sentence(about=say("Hin und zurück"), text=there_and_back(run, say))


def there_and_back(run: Run, say: Language) -> str:
    """For whom there is a way there and home, and for whom only the way home is missing."""
    people = {name: row["population"] for row in both_ways(run) for name in [row["class"]]}
    asked = run.parameters["outing"]
    text = say(
        "Um {leave} Uhr los, {stay} Minuten dort, bis {home_by} Uhr wieder zu Hause: Das geht mit "
        "Bus und Bahn oder zu Fuß für {people} {who}.",
        leave=asked["leave"], stay=say.number(asked["stay_min"]), home_by=asked["home_by"],
        people=say.people(people.get("both", 0.0)), who=who(run, say),
    )  # fmt: skip
    if not people.get("home"):
        return text
    more = say("Für {people} fehlt nur der Heimweg.", people=say.people(people["home"]))
    return f"{text} {more}"


def both_ways(run: Run) -> list[Row]:
    """People by whether there is a way there and home, the best first."""
    trips = run.find(TRIPS)
    if trips is None:
        return []
    total = max(float(trips["population"].sum()), 1e-9)
    sums = trips["population"].groupby(trip_class(trips).to_numpy()).sum()
    return [
        {"class": name, "population": float(sums[name]), "share": float(sums[name]) / total}
        for name in TRIP_CLASSES if sums.get(name, 0) > 0
    ]  # fmt: skip


def trip_class(trips: pd.DataFrame) -> pd.Series:
    """``both``, ``home`` (only the way home is missing) or ``none``, of every home."""
    return trips["reason"].map(_TRIP_CLASS).fillna("none")


def trip_name(name: str, run: Run, say: Language) -> str:
    """What a class of outings is called."""
    asked = run.parameters["outing"]
    return say(TRIP_CLASSES[name], stay=say.number(asked["stay_min"]), home_by=asked["home_by"])


def legs(run: Run, say: Language) -> list[Row]:
    """The legs of the example: when, what, and how it is drawn."""
    return [line for row in records(run, JOURNEY) for line in _lines(row, say)]


def _lines(row: Row, say: Language) -> Iterator[Row]:
    minutes = say.count("{n} Minute", "{n} Minuten", int(row["minutes"]))
    start, goal = row["start"] or row["place"], row["goal"] or row["offer"]
    if row["kind"] == "ride":
        vehicle = say(VEHICLES.get(row["vehicle"], VEHICLES["other"]))
        yield {"kind": "ride", "time": row["depart"], "text": say(
            "ab {stop}: {vehicle} {line} Richtung {headsign}", stop=start, vehicle=vehicle,
            line=row["line"], headsign=row["headsign"],
        )}  # fmt: skip
        yield {"kind": "stop", "time": row["arrive"], "text": say("an {stop}", stop=goal)}
    elif row["kind"] == "change":
        yield {"kind": "change", "time": "", "text": say("umsteigen: {minutes}", minutes=minutes)}
    else:
        home = row["start"] is None
        said = _TO_STOP if row["goal"] else _TO_OFFER
        yield {"kind": "walk", "time": row["depart"] if home else "",
               "text": say(said, minutes=minutes, goal=goal)}  # fmt: skip
