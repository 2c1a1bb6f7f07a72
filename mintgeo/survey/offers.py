"""The texts of one offer → its values, field by field; what can't be is said and left out."""

import re
from typing import Final

from mintgeo.language.words import CATEGORIES, TOPICS
from mintgeo.read.amounts import amount
from mintgeo.survey.contacts import consent_of, email_of, phone_of, url_of
from mintgeo.survey.dates import moment
from mintgeo.survey.fields import CHOSEN
from mintgeo.survey.notes import Notes
from mintgeo.survey.people import audience_of
from mintgeo.survey.terms import Values, take_costs, take_times, words_of
from mintgeo.survey.venues import stage_of, venue_of
from mintgeo.survey.vocabulary import Choices, choose, key

BETWEEN: Final = "; "
_PLAIN: Final = ("title", "provider", "description", "contact", "remarks", "state")
_ADDRESS: Final = ("street", "house_number", "postcode", "district", "lat", "lon", "latlon")
_SEVERAL: Final = re.compile(
    r"[^\W\d_]{3,}\s*(?:/|;|\n|\bund\b|\band\b|&|,)\s*[A-ZÄÖÜ][^\W\d_]{2,}"
)
_NO_PEOPLE: Final = re.compile(
    r"(?:\D*\d+(?:\s*(?:-|–|bis|oder|to|or)\s*\d+)?|(?:ein\w*|zwei|drei|vier|one|two|three|a))\s*(?:\w*klassen?|\w*gruppen?|class(?:es)?|groups?)\b",
    re.IGNORECASE,
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
    audience_of(texts, out, notes)
    take_times(texts, out, notes)
    take_costs(texts, out, notes)
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
    """Subjects, kinds of offer and kind of provider."""
    topics = choose(texts.get("topics", ""), CHOSEN["topics"])
    out["disciplines"], out["further_disciplines"] = map(topics.of, CHOSEN["topics"])
    known = words_of(TOPICS)
    words = [known[key(word)] for word in (*topics.words, *topics.unknown) if key(word) in known]
    words += [AS_TOPICS[code] for code in topics.of("disciplines") if code in AS_TOPICS]
    own = [one for one in topics.unknown if key(one) not in known]
    out["topics"] = [*sorted(set(words), key=TOPICS.index), *dict.fromkeys(own)]
    formats = choose(texts.get("formats", ""), CHOSEN["formats"])
    out["formats"] = formats.of("formats")
    kinds = words_of(CATEGORIES)
    places = [kinds[key(word)] for word in formats.unknown if key(word) in kinds]
    out["category"] = places[0] if places else None
    kind = choose(texts.get("provider_type", ""), CHOSEN["provider_type"])
    out["provider_type"] = next(iter(kind.of("organizationTypes")), None)
    _unsure(topics, own, notes.at("topics", texts.get("topics")))
    rest = [word for word in formats.unknown if key(word) not in kinds]
    _unsure(formats, rest, notes.at("formats", texts.get("formats")))
    _unsure(kind, kind.unknown, notes.at("provider_type", texts.get("provider_type")))


def _unsure(chosen: Choices, unknown: list[str], notes: Notes) -> None:
    """Say which words were taken for others, and which are of no list."""
    for word, label in chosen.similar:
        notes.add("survey.choice_similar", cell=word, meant=label)
    for word in unknown:
        notes.add("survey.choice_unknown", cell=word)


def _where(texts: dict[str, str], out: Values, notes: Notes) -> None:
    venues: list[str] = []
    place = texts.get("place")
    if "venues" in texts:
        venues, rest = venue_of(texts["venues"])
        notes.at("venues", texts["venues"])
        if (
            (rest[:1].isupper() or rest[:1].isdecimal())
            and place is None
            and "postcode" not in texts
        ):
            place = rest
            notes.add("survey.venue_is_place", cell=rest)
        elif rest:
            notes.add("survey.venue_rest" if venues else "survey.choice_unknown", cell=rest)
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
    found = None if _NO_PEOPLE.match(text) else amount(text)
    if found is None:
        notes.add("read.number_odd", column="capacity", cell=text)
    elif not 0 < found <= _MOST:
        notes.add("read.number_unlikely", column="capacity")
    else:
        out["capacity"] = found
        if not text.strip().isdecimal():
            notes.add("read.number_read", column="capacity", cell=text, number=f"{found:g}")
