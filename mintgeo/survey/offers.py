"""The texts of one offer → its values, field by field; what can't be is said and left out."""

import re
from functools import cache
from typing import Any, Final

from mintgeo._schema.surveys import COST_UNITS, COSTS, RHYTHMS
from mintgeo.language import LANGUAGES, language
from mintgeo.language.words import CATEGORIES, TOPICS
from mintgeo.read.amounts import amount
from mintgeo.survey import labels
from mintgeo.survey.audience import NO_ENDS, Audience, Ends, ages_of_grades, audience, groups_of
from mintgeo.survey.contacts import consent_of, email_of, phone_of, url_of
from mintgeo.survey.costs import Cost, cost_of
from mintgeo.survey.dates import days_in, moment
from mintgeo.survey.fields import CHOSEN
from mintgeo.survey.notes import Notes
from mintgeo.survey.venues import stage_of, venue_of
from mintgeo.survey.vocabulary import choose, key
from mintgeo.survey.whens import Times, times_of

Values = dict[str, Any]
BETWEEN: Final = "; "
_PLAIN: Final = ("title", "provider", "description", "contact", "remarks", "state")
_ADDRESS: Final = ("street", "house_number", "postcode", "district", "lat", "lon", "latlon")
_SEVERAL: Final = re.compile(
    r"[^\W\d_]{3,}\s*(?:/|;|\n|\bund\b|\band\b|&|,)\s*[A-ZÄÖÜ][^\W\d_]{2,}"
)
_LONGEST, _MOST, _READ = 60, 5_000, 500
"""Letters of a place, places of an offer, letters of a text that is read for its meaning."""
AS_TOPICS: Final = {
    "math": "Mathematik", "computer_science": "Informatik", "biology": "Biologie",
    "chemistry": "Chemie", "physics": "Physik", "astronomy": "Astronomie", "technology": "Technik",
    "natural_sciences": "Naturwissenschaften", "and_environment": "Umwelt",
}  # fmt: skip
"""Subject of the platform → topic of sites."""


def offer_of(texts: dict[str, str], notes: Notes) -> Values:
    """The values of one offer, as columns of ``OFFERS``; addresses are still as written."""
    texts, long = _readable(texts, notes)
    out: Values = {name: texts.get(name) for name in _PLAIN}
    out["submitted"] = moment(texts["submitted"]) if "submitted" in texts else None
    _choices(texts, out, notes)
    _audience(texts, out, notes)
    _times(texts, out, notes)
    _costs(texts, out, notes)
    _where(texts, out, notes)
    for name, read in (("email", email_of), ("phone", phone_of), ("url", url_of)):
        out[name] = read(texts[name], notes.at(name, texts[name])) if name in texts else None
    if "consent" in texts:
        out["consent"] = consent_of(texts["consent"], notes.at("consent", texts["consent"]))
    _capacity(texts, out, notes)
    out["times"] = out["times"] or long.get("times")
    return out


def _readable(texts: dict[str, str], notes: Notes) -> tuple[dict[str, str], dict[str, str]]:
    """The texts, without those that are too long for what they should say."""
    long = {name: text for name, text in texts.items() if name not in _PLAIN and len(text) > _READ}
    for name, text in long.items():
        notes.at(name, text).add("survey.too_long", cell=text)
    return {name: text for name, text in texts.items() if name not in long}, long


def _choices(texts: dict[str, str], out: Values, notes: Notes) -> None:
    topics = choose(texts.get("topics", ""), CHOSEN["topics"])
    out["disciplines"], out["further_disciplines"] = map(topics.of, CHOSEN["topics"])
    known = _words_of(TOPICS)
    words = [known[key(word)] for word in (*topics.words, *topics.unknown) if key(word) in known]
    words += [AS_TOPICS[code] for code in topics.of("disciplines") if code in AS_TOPICS]
    own = [one for one in topics.unknown if key(one) not in known]
    out["topics"] = [*sorted(set(words), key=TOPICS.index), *dict.fromkeys(own)]
    formats = choose(texts.get("formats", ""), CHOSEN["formats"])
    out["formats"] = formats.of("formats")
    kinds = _words_of(CATEGORIES)
    places = [kinds[key(word)] for word in formats.unknown if key(word) in kinds]
    out["category"] = places[0] if places else None
    kind = choose(texts.get("provider_type", ""), CHOSEN["provider_type"])
    out["provider_type"] = next(iter(kind.of("organizationTypes")), None)
    for name, chosen, rest in (
        ("topics", topics, own),
        ("formats", formats, [word for word in formats.unknown if key(word) not in kinds]),
        ("provider_type", kind, kind.unknown),
    ):
        notes.at(name, texts.get(name))
        for word, label in chosen.similar:
            notes.add("survey.choice_similar", cell=word, meant=label)
        for word in rest:
            notes.add("survey.choice_unknown", cell=word)


def _audience(texts: dict[str, str], out: Values, notes: Notes) -> None:
    found = Audience()
    for name, unit in (("audience", ""), ("ages", "age"), ("grades", "grade")):
        if name not in texts:
            continue
        one = audience(texts[name], unit, notes.at(name, texts[name]))
        found.groups += one.groups
        found.special += one.special
        found.said |= one.said
        found.ages = one.ages if one.ages != NO_ENDS else found.ages
        found.grades = one.grades if one.grades != NO_ENDS else found.grades
        found.of_stages = one.of_stages or found.of_stages
    for unit, most in (("age", 120), ("grade", 13)):
        ends = _from_to(texts, unit, most, notes)
        found.said |= f"{unit}_from" in texts or f"{unit}_to" in texts
        if ends != NO_ENDS:
            setattr(found, f"{unit}s", ends)
    if found.ages == found.grades == NO_ENDS:
        found.take_stages()
    ages, grades = found.ages, found.grades
    expected = ages_of_grades(grades)
    if ages == NO_ENDS and grades != NO_ENDS:
        ages = expected
    elif _apart(ages, expected):
        notes.at("ages" if "ages" in texts else "age_from", texts.get("ages"))
        notes.add("survey.ages_contradict", ages=_said(ages), grades=_said(grades))
    out["age_from"], out["age_to"] = ages
    out["grade_from"], out["grade_to"] = grades
    out["target_groups"] = list(dict.fromkeys(found.groups)) or groups_of(ages, grades)
    out["special_groups"] = list(dict.fromkeys(found.special))
    out["_audience"] = found.said


def _from_to(texts: dict[str, str], unit: str, most: float, notes: Notes) -> Ends:
    """Ends that two columns say."""
    ends: list[float | None] = []
    for name in (f"{unit}_from", f"{unit}_to"):
        text = texts.get(name)
        found = _number(text) if text else None
        if text and (found is None or not 0 <= found <= most):
            odd = "survey.audience_odd" if found is None else "survey.age_unlikely"
            notes.at(name, text).add(odd, cell=text)
            found = None
        ends.append(found)
    low, high = ends
    if low is not None and high is not None and low > high:
        notes.at(f"{unit}_from", texts[f"{unit}_from"])
        notes.add("survey.age_order", cell=f"{low:g}–{high:g}")
        return NO_ENDS
    return low, high


def _number(text: str) -> float | None:
    found = re.fullmatch(r"\D*(\d{1,3})(?:[.,]0+)?\D*", text)
    return float(found[1]) if found else None


def _apart(ages: Ends, others: Ends) -> bool:
    """Whether two spans have nothing in common."""
    if NO_ENDS in (ages, others):
        return False
    low, high = ages[0] or 0, 200 if ages[1] is None else ages[1]
    least, most = others[0] or 0, 200 if others[1] is None else others[1]
    return low > most or high < least


def _said(ends: Ends) -> str:
    return "–".join("…" if end is None else f"{end:g}" for end in ends)


def _times(texts: dict[str, str], out: Values, notes: Notes) -> None:
    found = _of_texts(texts, out, notes)
    days = {}
    for name in ("date_from", "date_to"):
        if name in texts:
            named, _ = days_in(texts[name])
            if not named or None in named:
                notes.at(name, texts[name]).add("survey.date_odd", cell=texts[name])
            days[name] = next((day for day in named if day is not None), None)
            found.dates += [day for day in named if day is not None]
    first_day, last_day = days.get("date_from"), days.get("date_to")
    if first_day and last_day and first_day > last_day:
        notes.at("date_to", texts["date_to"])
        notes.add("survey.date_order", first=f"{first_day:%d.%m.%Y}", last=f"{last_day:%d.%m.%Y}")
        found.dates = []
    if "rhythm" in texts:
        found.rhythm = _code(texts["rhythm"], RHYTHMS, labels.RHYTHMS)
        found.rhythm = found.rhythm or times_of(texts["rhythm"], Notes()).rhythm
        if found.rhythm is None:
            notes.at("rhythm", texts["rhythm"]).add("read.times_odd", cell=texts["rhythm"])
    out |= found.columns()


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


def _costs(texts: dict[str, str], out: Values, notes: Notes) -> None:
    found, text = Cost(), texts.get("cost")
    if text is not None and any(one.isalnum() for one in text):
        found.cost = _code(text, COSTS, labels.COSTS)
        found = found if found.cost else cost_of(text, notes.at("cost", text))
    for name in ("cost_eur", "cost_max_eur"):
        if name in texts:
            priced = cost_of(texts[name], notes.at(name, texts[name]))
            if priced.cost_eur is not None or priced.cost == "free":
                setattr(found, name, priced.cost_eur or 0.0)
                found.cost = found.cost or priced.cost
    if found.cost_eur is not None and found.cost_max_eur is None:
        found.cost_max_eur = found.cost_eur
    if "cost_per" in texts:
        found.cost_per = _code(texts["cost_per"], COST_UNITS, labels.COST_UNITS)
        if found.cost_per is None:
            notes.at("cost_per", texts["cost_per"])
            notes.add("survey.choice_unknown", cell=texts["cost_per"])
    out |= vars(found)


@cache
def _words_of(words: tuple[str, ...]) -> dict[str, str]:
    """Words of ours by what they are called in any language."""
    return {key(language(lang)(word)): word for lang in LANGUAGES for word in words}


def _code(text: str, codes: tuple[str, ...], words: dict[str, str]) -> str | None:
    """The code of a word of ours, in any language."""
    said = _words_of(tuple(words[code] for code in codes)).get(key(text))
    return next((code for code in codes if words[code] == said), text if text in codes else None)


def _where(texts: dict[str, str], out: Values, notes: Notes) -> None:
    venues: list[str] = []
    place = texts.get("place")
    if "venues" in texts:
        venues, rest = venue_of(texts["venues"])
        notes.at("venues", texts["venues"])
        if rest[:1].isupper() and place is None and "postcode" not in texts:
            place = rest
            notes.add("survey.venue_is_place", cell=rest)
        elif rest:
            notes.add("survey.venue_rest", cell=rest)
    if "place" in texts:
        found, rest = venue_of(texts["place"])
        notes.at("place", texts["place"])
        if found and len(rest) < len(texts["place"]):
            notes.add("survey.place_is_venue", cell=texts["place"])
            venues, place = [*dict.fromkeys([*venues, *found])], rest or None
        elif len(place or "") < _LONGEST and _SEVERAL.search(place or ""):
            notes.add("survey.maybe_several_places", cell=place)
    if not venues and "mobile_stem_offers" in out["formats"]:
        venues = ["at_yours"]
    if not venues and out["formats"] == ["online_format"]:
        venues = ["online"]
    out["venues"], out["stage"], out["place"] = venues, stage_of(venues), place
    out |= {name: texts.get(name) for name in _ADDRESS}


def _capacity(texts: dict[str, str], out: Values, notes: Notes) -> None:
    text = texts.get("capacity")
    out["capacity"] = None
    if text is None:
        return
    notes.at("capacity", text)
    found = amount(text)
    if found is None:
        notes.add("read.number_odd", column="capacity", cell=text)
    elif not 0 < found <= _MOST:
        notes.add("read.number_unlikely", column="capacity")
    else:
        out["capacity"] = found
        if not text.strip().isdecimal():
            notes.add("read.number_read", column="capacity", cell=text, number=f"{found:g}")
