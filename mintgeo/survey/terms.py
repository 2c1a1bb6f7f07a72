"""Times and prices of an offer, by all columns that say some."""

import re
from datetime import date
from functools import cache
from typing import Any

from mintgeo._schema.surveys import COST_UNITS, COSTS, RHYTHMS
from mintgeo.language import LANGUAGES, language
from mintgeo.survey import labels
from mintgeo.survey.costs import Cost, cost_of
from mintgeo.survey.dates import days_in
from mintgeo.survey.notes import Notes
from mintgeo.survey.vocabulary import key
from mintgeo.survey.whens import Times, times_of

Values = dict[str, Any]


def take_times(texts: dict[str, str], out: Values, notes: Notes) -> None:
    """Put when an offer takes place into its values."""
    found = _of_texts(texts, out, notes)
    _dates(texts, found, notes)
    if "rhythm" in texts:
        own = code_of(texts["rhythm"], RHYTHMS, labels.RHYTHMS)
        found.rhythm = own or times_of(texts["rhythm"], Notes()).rhythm
        if found.rhythm is None:
            notes.at("rhythm", texts["rhythm"]).add("read.times_odd", cell=texts["rhythm"])
    out |= found.columns()


def _dates(texts: dict[str, str], found: Times, notes: Notes) -> None:
    """Add the days of columns of their own; a first day without a last one is open."""
    first, last = (_days(name, texts, notes) for name in ("date_from", "date_to"))
    if first and last and min(first) > max(last):
        notes.at("date_to", texts["date_to"]).add(
            "survey.date_order", first=f"{min(first):%d.%m.%Y}", last=f"{max(last):%d.%m.%Y}"
        )
        return
    found.is_open |= not found.dates
    found.dates += [*first, *last]
    found.is_open &= not last and len(set(found.dates)) == 1


def _days(name: str, texts: dict[str, str], notes: Notes) -> list[date]:
    """The days of a column."""
    if name not in texts:
        return []
    days, _ = days_in(texts[name])
    if not days or None in days:
        notes.at(name, texts[name]).add("survey.date_odd", cell=texts[name])
    return [day for day in days if day is not None]


def _of_texts(texts: dict[str, str], out: Values, notes: Notes) -> Times:
    """Days and times of all columns that say some; what one lacks, another one has."""
    begin, end = _clock(texts.get("begins", "")), _clock(texts.get("ends", ""))
    span = f"{begin} – {end}" if begin and end else begin or (end and f"bis {end}")
    plain = " ".join(one for one in (texts.get("weekdays"), span) if one)
    first = next((name for name in ("weekdays", "begins", "ends") if name in texts), "")
    found = times_of(plain, notes.at(first, texts.get(first))) if plain else Times()
    text = texts.get("times")
    if text is None:
        out["times"] = plain or None
        return found
    said = times_of(text, notes.at("times", text))
    beside = "weekdays" in texts and not said.days and said.start is not None
    out["times"] = f"{plain} {text}" if beside else text
    return found.with_more(said)


def _clock(text: str) -> str:
    """A time of day of a spreadsheet, which writes it as a part of a day."""
    if re.fullmatch(r"0[.,]\d+", text):
        minutes = round(float(text.replace(",", ".")) * 1440)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    return text


def take_costs(texts: dict[str, str], out: Values, notes: Notes) -> None:
    """Put what an offer costs into its values."""
    found, text = Cost(), texts.get("cost")
    if text is not None and any(one.isalnum() for one in text):
        found.cost = code_of(text, COSTS, labels.COSTS)
        found = found if found.cost else cost_of(text, notes.at("cost", text))
    for name in ("cost_eur", "cost_max_eur"):
        if name in texts:
            priced = cost_of(texts[name], notes.at(name, texts[name]))
            value = 0.0 if priced.cost == "free" else priced.cost_eur
            if value is not None and _contradicts(name, value, found):
                notes.add("survey.cost_contradicts", cell=texts[name])
                found = Cost()
                break
            if value is not None:
                setattr(found, name, value)
                found.cost = found.cost or priced.cost
    if found.cost_eur is not None and found.cost_max_eur is None:
        found.cost_max_eur = found.cost_eur
    if "cost_per" in texts:
        found.cost_per = code_of(texts["cost_per"], COST_UNITS, labels.COST_UNITS)
        if found.cost_per is None:
            notes.at("cost_per", texts["cost_per"])
            notes.add("survey.choice_unknown", cell=texts["cost_per"])
    out |= vars(found)


def _contradicts(name: str, value: float, found: Cost) -> bool:
    """Whether a price in a column of its own can't be beside what was said before."""
    low, high = found.cost_eur, found.cost_max_eur
    if found.cost == "free" and value > 0:
        return not (low or 0) <= value <= (high or 0)
    if name == "cost_max_eur":
        return low is not None and value < low
    return low is not None and high is not None and not low <= value <= high


def code_of(text: str, codes: tuple[str, ...], words: dict[str, str]) -> str | None:
    """The code of a word of ours, in any language."""
    said = words_of(tuple(words[code] for code in codes)).get(key(text))
    return next((code for code in codes if words[code] == said), text if text in codes else None)


@cache
def words_of(words: tuple[str, ...]) -> dict[str, str]:
    """Words of ours by what they are called in any language."""
    return {key(language(lang)(word)): word for lang in LANGUAGES for word in words}
