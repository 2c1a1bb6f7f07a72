"""What is said of bus and train."""

from collections.abc import Iterator
from typing import Any, Final

from mintgeo.chapters.protocol import Sentence
from mintgeo.chapters.rows import Row, records
from mintgeo.chapters.transit.tables import ACCESS, DAYS, JOURNEY
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
    "foot": N_("in {minutes} Minuten da, zu Fuß"),
    "longer": N_("länger als {minutes} Minuten unterwegs"),
    "no_connection": N_("keine Verbindung"),
    "no_service": N_("an der Haltestelle fährt zu dieser Zeit nichts"),
    "no_stop": N_("zu weit von einer Haltestelle"),
    "no_location": N_("ohne Ort"),
}


def told_router(run: Run) -> dict[str, Any] | None:
    """What the router by timetable said of itself, if the run has one."""
    every: list[dict[str, Any]] = list(run.parameters.get("routers", {}).values())
    return next((one for one in every if one.get("kind") == "timetable"), None)


def class_name(row: Row, say: Language) -> str:
    """How people of a class reach an offer."""
    return say(_CLASSES[row["class"]], minutes=say.number(row["minutes"]))


def when(run: Run, say: Language) -> str:
    """On which day and at which time people leave."""
    told = told_router(run) or {}
    day = next((row for row in records(run, DAYS) if str(row["date"])[:10] == told["date"]), None)
    named = {"day": say.day(told["date"]), "kind": say(KINDS[day["kind"]]) if day else ""}
    if "arrive_by" in told:
        return say("am {day} ({kind}), Ankunft bis {time} Uhr", time=told["arrive_by"], **named)
    first, last = told["depart"]
    return say("am {day} ({kind}), Abfahrt von {first} bis {last} Uhr", first=first, last=last,
               **named)  # fmt: skip


def points(run: Run, say: Language) -> Iterator[Sentence]:
    """Whom bus and train take to an offer, and for whom nothing runs."""
    rows = {row["class"]: row for row in records(run, ACCESS)}
    if not rows:
        return
    minutes = say.number(next(iter(rows.values()))["minutes"])
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
        yield {"kind": "change", "time": "", "text": say("umsteigen, {minutes}", minutes=minutes)}
    else:
        time = row["depart"] if row["start"] is None else ""
        yield {"kind": "walk", "time": time, "text": say(
            "zu Fuß zu {goal}, {minutes}", goal=goal, minutes=minutes
        )}  # fmt: skip
