"""Values of offers → words that people read, and that ``read_survey`` reads back as the same."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from mintgeo.language import Language
from mintgeo.language.words import word
from mintgeo.survey import labels, vocabulary
from mintgeo.survey.offers import AS_TOPICS

_BETWEEN: Final = "; "
_LISTS: Final = {
    "disciplines": "disciplines", "further_disciplines": "additionalDisciplines",
    "formats": "formats", "target_groups": "projectTargetGroups",
    "special_groups": "specialTargetGroups", "provider_type": "organizationTypes",
}  # fmt: skip
"""Column of codes of the platform → its list."""
_OURS: Final[Mapping[str, Mapping[str, str]]] = {
    "days": labels.DAYS, "venues": labels.VENUES, "rhythm": labels.RHYTHMS, "cost": labels.COSTS,
    "cost_per": labels.COST_UNITS, "consent": labels.CONSENTS,
}  # fmt: skip
"""Column of codes of ours → what they are called."""
_AS_THEY_ARE: Final = (
    "title", "provider", "description", "contact", "email", "phone", "url", "street", "postcode",
    "place", "state", "remarks", "times", "submitted", "date_from", "date_to",
)  # fmt: skip
_NUMBERS: Final = ("age_from", "age_to", "grade_from", "grade_to", "capacity", "cost_eur",
                   "cost_max_eur", "lat", "lon")  # fmt: skip
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "topics": ("disciplines", "further_disciplines"), "formats": ("formats",),
    "audience": ("target_groups", "special_groups"), "provider_type": ("provider_type",),
    "weekdays": ("days",), "venues": ("venues",), "rhythm": ("rhythm",), "cost": ("cost",),
    "cost_per": ("cost_per",), "consent": ("consent",),
}  # fmt: skip
"""Field → the columns of codes that it is made of."""
SEVERAL: Final = frozenset({"topics", "formats", "audience", "weekdays", "venues"})


def said(column: str, codes: object, say: Language) -> list[str]:
    """What the codes of a column are called; a code that is not known says itself."""
    if not isinstance(codes, str) or not codes:
        return []
    known = _called(column, say)
    return [known.get(code, code) for code in codes.split(";")]


def choices(field: str, say: Language) -> list[str]:
    """All that a field can choose from."""
    return [text for column in CHOICES[field] for text in _called(column, say).values()]


def _called(column: str, say: Language) -> dict[str, str]:
    if column in _LISTS:
        return vocabulary.labels(_LISTS[column], say.code)
    return {code: say(text) for code, text in _OURS[column].items()}


def texts_of(offer: Mapping[Any, Any], say: Language) -> dict[str, Any]:
    """The fields of an offer as a template has them: texts, and numbers."""
    out: dict[str, Any] = {}
    for field, columns in CHOICES.items():
        words = [text for name in columns for text in said(name, offer.get(name), say)]
        out[field] = _BETWEEN.join([*words, *_more(field, offer, say)])
    out |= {name: offer.get(name) for name in (*_AS_THEY_ARE, *_NUMBERS)}
    out["begins"], out["ends"] = offer.get("start"), offer.get("end")
    if out["cost_max_eur"] == out["cost_eur"]:
        out["cost_max_eur"] = None
    return {name: None if value is None or pd.isna(value) else value for name, value in out.items()}


def _more(field: str, offer: Mapping[Any, Any], say: Language) -> list[str]:
    """Words beside the codes: topics of the sender's own, the kind of place."""
    if field == "formats" and isinstance(offer.get("category"), str):
        return [word(offer["category"], say)]
    if field != "topics" or not isinstance(offer.get("topics"), str):
        return []
    codes = str(offer.get("disciplines") or "").split(";")
    implied = {AS_TOPICS[code] for code in codes if code in AS_TOPICS}
    return [word(one, say) for one in offer["topics"].split(_BETWEEN) if one not in implied]
