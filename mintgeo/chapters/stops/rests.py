"""What a plan rests on: its proof, the conditions that it keeps, places that could be no stops."""

from typing import Final

from mintgeo.chapters.stops.tables import STOPS
from mintgeo.chapters.stops.words import told
from mintgeo.language import Language
from mintgeo.run import Run

_LOST: Final = 6
"""So many places that could be no stops are named for each reason."""


def proof(run: Run, say: Language) -> str:
    """Say whether a better plan is ruled out, and how much better one could be at most."""
    if run.of(STOPS).empty:
        return ""
    about = told(run)
    if about["proven"]:
        return _proven(run, say)
    if about["gap"] is None:
        return say("Ob es einen besseren Plan gibt, ist offen.")
    if about["target_share"]:
        return say(
            "Ob es mit weniger Halten geht, ist offen: Höchstens {gap} weniger wären es.",
            gap=say.percent(about["gap"]),
        )  # fmt: skip
    return say(
        "Ein besserer Plan ist nicht ausgeschlossen; er erreichte höchstens {gap} mehr als dieser.",
        gap=say.percent(about["gap"], 1),
    )  # fmt: skip


def _proven(run: Run, say: Language) -> str:
    if told(run)["target_share"]:
        return say("Mit weniger Halten geht es nicht; das ist bewiesen.")
    if conditions(run, say):
        return say(
            "Nach bester Schätzung erreicht kein anderer Plan mit so vielen Halten, der die "
            "Bedingungen erfüllt, mehr; das ist bewiesen."
        )
    return say(
        "Nach bester Schätzung erreicht kein anderer Plan mit so vielen Halten mehr; das ist "
        "bewiesen."
    )


def conditions(run: Run, say: Language) -> str:
    """Say what every plan had to keep to; nothing if it was free."""
    about = told(run)
    required, forbidden, each, floor, km = (
        about.get(name) or 0
        for name in ("required", "forbidden", "per_kreis", "floor", "min_apart_km")
    )
    said = [
        required and say.count("ein Halt ist vorgegeben", "{n} Halte sind vorgegeben", required),
        forbidden
        and say.count("ein Ort ist ausgeschlossen", "{n} Orte sind ausgeschlossen", forbidden),
        each
        and say.count("jeder Kreis hat mindestens einen Halt",
                      "jeder Kreis hat mindestens {n} Halte", each),
        floor
        and say("in jedem Kreis erreichen mindestens {share} ein Angebot",
                share=say.percent(floor)),
        km
        and say("zwei Halte liegen mindestens {km} km Luftlinie auseinander",
                km=say.number(km, int(km % 1 > 0))),
    ]  # fmt: skip
    kept = "; ".join(str(one) for one in said if one)
    return say("Bedingungen: {conditions}.", conditions=kept) if kept else ""


def lost(run: Run, say: Language) -> str:
    """Name places that could be no stops by the reason; nothing if all could."""
    names: dict[str, list[str]] = {}
    for row in told(run).get("lost") or []:
        names.setdefault(row.get(say.code) or row["en"], []).append(row["name"])
    return " ".join(
        say("{why}: {names}.", why=why, names=say.listed(_first(some, say)))
        for why, some in names.items()
    )


def _first(names: list[str], say: Language) -> list[str]:
    more = len(names) - _LOST
    if more < 1:
        return names
    return [*names[:_LOST], say.count("ein weiterer", "{n} weitere", more)]
