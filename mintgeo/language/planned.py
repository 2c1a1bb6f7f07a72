"""What is said of a stop of a plan: how sure its place is, whom it adds, what is near."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from mintgeo.language._figures import NOTHING
from mintgeo.language._marks import N_
from mintgeo.language._speech import Language

SURE: Final = 0.9
LIKELY: Final = 0.6
"""From these shares of the draws on, the place of a stop is sure, and likely."""
_GIVEN: Final = "required"
_LETTERS: Final = 26
_NAMED: Final = 3
"""So many Gemeinden are named."""
CERTAINTIES: Final = {
    "given": N_("vorgegeben"),
    "sure": N_("sicher"),
    "likely": N_("wahrscheinlich"),
    "open": N_("austauschbar"),
    "unknown": N_("nicht geprüft"),
}
"""How sure the place of a stop is."""
_SAID: Final = {
    "given": N_("Dieser Halt ist vorgegeben."),
    "sure": N_("Dieser Halt ist sicher: In {share} der Nachrechnungen ist er wieder im Plan."),
    "likely": N_(
        "Dieser Halt ist wahrscheinlich richtig: In {share} der Nachrechnungen ist er wieder im "
        "Plan."
    ),
    "open": N_(
        "Dieser Halt ist austauschbar: Nur in {share} der Nachrechnungen ist er wieder im Plan; "
        "ein anderer Ort wäre fast ebenso gut."
    ),
    "unknown": N_("Wie sicher dieser Halt ist, wurde nicht geprüft."),
}


def certainty(row: Mapping[str, Any]) -> str:
    """Name how sure the place of a stop is, by its ``status`` and ``certainty``.

    Examples
    --------
    >>> certainty({"status": "chosen", "certainty": 0.97})
    'sure'
    >>> certainty({"status": "required", "certainty": 1.0})
    'given'
    """
    if row.get("status") == _GIVEN:
        return "given"
    share = row.get("certainty")
    if share is None or pd.isna(share):
        return "unknown"
    return "sure" if share >= SURE else "likely" if share >= LIKELY else "open"


def certainty_words(row: Mapping[str, Any], say: Language) -> str:
    """Say it in a cell of a table.

    Examples
    --------
    >>> from mintgeo.language import language
    >>> certainty_words({"status": "chosen", "certainty": 0.4}, language("de"))
    'austauschbar (40 %)'
    """
    code = certainty(row)
    word = say(CERTAINTIES[code])
    if code in ("given", "unknown"):
        return word
    return say("{word} ({share})", word=word, share=say.percent(row["certainty"]))


def certainty_sentence(row: Mapping[str, Any], say: Language) -> str:
    """Say it in a sentence."""
    code = certainty(row)
    if code in ("given", "unknown"):
        return say(_SAID[code])
    return say(_SAID[code], share=say.percent(row["certainty"]))


def gemeinden_words(reached: pd.DataFrame, say: Language, *, column: str = "adds") -> str:
    """Name the Gemeinden of most people among the rows of a stop, and how many more there are."""
    some = reached[reached[column] > 0].sort_values(column, ascending=False, kind="stable")
    named = [
        say("{name} ({people})", name=name, people=say.people(people))
        for name, people in zip(some["gemeinde"], some[column], strict=True)
    ]
    if len(named) <= _NAMED + 1:
        return say.listed(named)
    first = ", ".join(named[:_NAMED])
    return say("{names} und {n} weiteren Gemeinden", names=first, n=len(named) - _NAMED)


def stop_lines(
    row: Mapping[str, Any],
    reached: pd.DataFrame | None,
    say: Language,
    *,
    who: str,
    minutes: float,
    mode: str,
) -> list[str]:
    """Say in a few lines whom a stop reaches and adds, what it would leave, what is near.

    Parameters
    ----------
    row
        A row of the table of stops.
    reached
        Its rows by Gemeinde, if they are known.
    who, minutes, mode
        Whom the plan counts, within which time, and how they come, in words.
    """
    words = {"who": who, "minutes": say.limit(minutes), "mode": mode}
    lines = [say(
        "{people} {who} erreichen ihn in höchstens {minutes} Minuten ({mode}).",
        people=say.people(row["people"]), **words,
    )]  # fmt: skip
    lines.append(_added(row, reached, say, who))
    if row["loses"] > 0:
        lines.append(say(
            "Ohne ihn wären {people} {who} wieder ohne Angebot.",
            people=say.people(row["loses"]), who=who,
        ))  # fmt: skip
    if offer := offer_words(row, say):
        lines.append(say("Nächstes Angebot: {offer}.", offer=offer))
    return [*lines, certainty_sentence(row, say)]


def offer_words(row: Mapping[str, Any], say: Language) -> str:
    """Name the nearest offer of today and how far it is; nothing where there is none."""
    name, km = row.get("nearest_offer"), row.get("nearest_offer_km")
    if name is None or pd.isna(name) or km is None or pd.isna(km):
        return ""
    return say("{name}, {way} Luftlinie", name=name, way=say.short_way(km * 1000))


def _added(row: Mapping[str, Any], reached: pd.DataFrame | None, say: Language, who: str) -> str:
    if row["adds"] <= 0:
        return say("Neu kommt durch ihn niemand hinzu.")
    people = say.people(row["adds"])
    where = NOTHING if reached is None else gemeinden_words(reached, say)
    if where in ("", NOTHING):
        return say("{people} {who} davon erreichen bisher kein Angebot.", people=people, who=who)
    return say(
        "{people} {who} davon erreichen bisher kein Angebot: {gemeinden}.",
        people=people, who=who, gemeinden=where,
    )  # fmt: skip


def hub_sign(order: int) -> str:
    """The letter of a hub.

    Examples
    --------
    >>> hub_sign(3), hub_sign(27)
    ('C', 'AA')
    """
    text = ""
    while order > 0:
        order, rest = divmod(order - 1, _LETTERS)
        text = chr(ord("A") + rest) + text
    return text
