"""Where the next meeting should be, in sentences."""

from typing import Any, Final

from mintgeo.chapters.meeting.held import VENUE
from mintgeo.chapters.meeting.tables import CHANGE, LEFT_OUT, PLACES
from mintgeo.chapters.rows import Row, records
from mintgeo.emissions import FACTORS
from mintgeo.language import Language
from mintgeo.modes import MODES
from mintgeo.run import Run

_NAMED: Final = 4
"""So many places a sentence names."""


def asked(run: Run) -> dict[str, Any]:
    """What was asked for."""
    return dict(run.parameters["next_meeting"])


def limit(run: Run, say: Language) -> str:
    """The limit in words; nothing without one."""
    said = asked(run)
    if said["limit_km"] is not None:
        return say("{number} km", number=say.number(said["limit_km"]))
    if said["limit_min"] is None:
        return ""
    return say("{number} min", number=say.number(said["limit_min"]))


def sentences(run: Run, say: Language, *, short: bool = False) -> list[str]:
    """Where it should be, how sure that is, and, unless it is to be short, what changes."""
    rows = records(run, PLACES)
    if not rows:
        return []
    change = {} if short else {row["plan"]: row for row in records(run, CHANGE)}
    said = best(run, rows[0], say), against(run, change, say), _ties(rows, say), _open(rows, say)
    return [text for text in said if text]


def best(run: Run, row: Row, say: Language) -> str:
    """The best place and its numbers."""
    said = asked(run)
    mode, by = said["mode"], said["by"]
    values = {
        "name": row["name"], "mode": say(MODES[mode].heading),
        "mean": say.duration(row["mean_min"]), "longest": say.duration(row["longest_min"]),
    }  # fmt: skip
    if by == "longest":
        return say(
            "Der beste Ort für das nächste Treffen ({mode}): {name}. Dorthin ist der längste Weg "
            "am kürzesten, {longest}; im Mittel sind es {mean}.", **values,
        )  # fmt: skip
    if by == "beyond":
        return say.count(
            "Der beste Ort für das nächste Treffen ({mode}): {name}. Eine Person hätte mehr als "
            "{limit} oder keinen Weg; im Mittel sind es {mean}.",
            "Der beste Ort für das nächste Treffen ({mode}): {name}. {n} Personen hätten mehr als "
            "{limit} oder keinen Weg; im Mittel sind es {mean}.",
            round(row["value"]), limit=limit(run, say), **values,
        )  # fmt: skip
    return say(
        "Der beste Ort für das nächste Treffen ({mode}): {name}. Alle zusammen bräuchten dorthin "
        "am wenigsten Zeit, im Mittel {mean} je Weg; der längste Weg: {longest}.", **values,
    )  # fmt: skip


def against(run: Run, change: dict[str, Row], say: Language) -> str:
    """The best place against the last one; nothing without a last one."""
    if not change:
        return ""
    before, after, saved = (change[one] for one in ("before", "after", "saved"))
    name = next(row["name"] for row in records(run, VENUE))
    if saved["value"] is not None and saved["value"] <= 0:
        return say("Der bisherige Ort ({name}) ist so gut wie der beste dieser Orte.", name=name)
    if saved["open"]:
        return say(
            "Vom bisherigen Ort ({name}) ist das nicht zu unterscheiden: Wohnorte sind nur auf "
            "einen Umkreis genau bekannt.", name=name,
        )  # fmt: skip
    people = {
        which: say.count("{n} Person", "{n} Personen", round(saved[which]))
        for which in ("shorter", "longer")
    }
    told = say(
        "Der bisherige Ort ({name}) kostet im Mittel {before}: für {shorter} wäre der Weg kürzer, "
        "für {longer} länger.", name=name, before=say.duration(before["mean_min"]), **people,
    )  # fmt: skip
    if before["co2_kg"] is None or after["co2_kg"] is None:
        return told
    return " ".join([told, say(
        "Hin und zurück wären es {after_kg} statt {before_kg} CO₂e.",
        before_kg=kilograms(before["co2_kg"], say), after_kg=kilograms(after["co2_kg"], say),
    )])  # fmt: skip


def _ties(rows: list[Row], say: Language) -> str:
    equal = [row["name"] for row in rows[1:] if row["rank"] == 1]
    return say("Genauso gut: {names}.", names=_few(equal, say)) if equal else ""


def _open(rows: list[Row], say: Language) -> str:
    """Places that can't be told from the best one."""
    doubt = [row["name"] for row in rows if row["open"] and row["rank"] > 1]
    if not doubt:
        return ""
    return say(
        "Davon nicht zu unterscheiden: {names}. Wohnorte sind nur auf einen Umkreis genau bekannt.",
        names=_few(doubt, say),
    )  # fmt: skip


def _few(names: list[str], say: Language) -> str:
    if len(names) <= _NAMED:
        return say.listed(names)
    more = say.count("ein weiterer", "{n} weitere", len(names) - _NAMED)
    return say.listed([*names[:_NAMED], more])


def kilograms(value: object, say: Language) -> str:
    """Kilograms of CO2e."""
    return say("{number} kg", number=say.number(value))


def basis(run: Run, say: Language) -> str:
    """What emissions and draws rest on."""
    mode, draws = asked(run)["mode"], asked(run)["draws"]
    drawn = say(
        "„Am besten in“ ist der Anteil von {n} Ziehungen, in denen der Ort der beste ist, wenn die "
        "Wohnorte irgendwo in ihren Umkreisen liegen; Fehler der Fahrzeiten stecken nicht darin.",
        n=say.number(draws),
    )  # fmt: skip
    factor = FACTORS.people.get(mode)
    if factor is None:
        return drawn
    counted = say(
        "Personen-km und CO₂e hin und zurück: {grams} g je Person und km ({name}; {source}, "
        "{year}).", grams=say.number(factor.grams), name=factor.name(say.code),
        source=factor.source, year=factor.year,
    )  # fmt: skip
    return " ".join(filter(None, [counted, drawn]))


def missing(run: Run, say: Language) -> str:
    """Places of the list that were not found."""
    rows = records(run, LEFT_OUT)
    if not rows:
        return ""
    names = _few([row["name"] for row in rows], say)
    return say("Nicht gefunden und nicht verglichen: {names}.", names=names)
