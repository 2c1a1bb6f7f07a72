"""What fields of entries are called, and their values as people read them."""

from typing import Any, Final

from mintgeo._text import printable
from mintgeo.duplicates.merging import as_json
from mintgeo.duplicates.prepared import is_missing
from mintgeo.findings.of_surveys import FIELD_NAMES
from mintgeo.language import N_, Language
from mintgeo.language.words import word
from mintgeo.survey.words_of import CHOICES, said

_OWN: Final = {
    "id": N_("Kennung"), "first_seen": N_("Zuerst gemeldet"), "last_seen": N_("Zuletzt gemeldet"),
    "name": N_("Name"), "category": N_("Kategorie"), "disciplines": N_("Fächer"),
    "further_disciplines": N_("Weitere Fächer"), "target_groups": N_("Zielgruppen"),
    "special_groups": N_("Besondere Zielgruppen"), "days": N_("Tage"), "start": N_("Beginn"),
    "end": N_("Ende"), "merged_into": N_("Aufgegangen in"),
}  # fmt: skip
_CODED: Final = frozenset(name for columns in CHOICES.values() for name in columns)
_WORDS: Final = ("category", "topics")
_DAYS: Final = ("date_from", "date_to", "first_seen", "last_seen")
_BETWEEN: Final = "; "


def title(name: str, say: Language) -> str:
    """What a field is called; one that mintgeo does not know has its own name."""
    known = _OWN.get(name) or FIELD_NAMES.get(name)
    if known is None:
        return name
    text = say(known)
    return text[:1].upper() + text[1:]


def in_words(name: str, value: Any, say: Language) -> Any:
    """A value with words in place of codes; numbers stay numbers, whole ones without a point."""
    if is_missing(value):
        return None
    if not isinstance(value, str):
        return int(value) if isinstance(value, float) and value.is_integer() else value
    if name in _CODED:
        return _BETWEEN.join(said(name, value, say))
    return word(value, say) if name in _WORDS else value


def text_of(name: str, value: Any, say: Language) -> str:
    """A value as a line of text has it."""
    told = in_words(name, value, say)
    if told is None:
        return ""
    if isinstance(told, int | float) and not isinstance(told, bool):
        return say.number(told, 0 if isinstance(told, int) else 2)
    plain = told if isinstance(told, str) else as_json(told)
    return _day(plain, say) if name in _DAYS else " ".join(printable(plain).split())


def _day(text: str, say: Language) -> str:
    try:
        return say.day(text)
    except ValueError:
        return " ".join(printable(text).split())
