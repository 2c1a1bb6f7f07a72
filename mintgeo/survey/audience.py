"""Free text on whom an offer is for → groups, ages, grades: "Kita", "Klasse 5–7", "ab 10 J."."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from mintgeo.read.ages import FIRST_GRADE, LAST_GRADE, OLDEST
from mintgeo.read.ages import Span as Ends
from mintgeo.survey.dates import span_of_date
from mintgeo.survey.fields import CHOSEN
from mintgeo.survey.notes import Notes
from mintgeo.survey.plainer import plainer, without_seats
from mintgeo.survey.vocabulary import choose, key

NO_ENDS: Final[Ends] = (None, None)
_GRADE: Final = (
    r"(?:(?:schul)?klassenstufen?|(?:schul)?klassen?|kl\.?|jahrgangsstufen?|jahrgängen?|jahrgang|"
    r"jgst\.?|jg\.?|schulstufen?|stufen?|schuljahr(?:en?|gang)?|grades?|class(?:es)?|year groups?|"
    r"years?(?=\s*\d))"
)
_AGE: Final = (
    r"(?:-?\s*jährigen?|-?\s*jähriger|lebensjahren?|lebensjahr|jahren?|jahre?|j\.?(?![a-zäöü])|"
    r"years?(?!\s*\d)(?:[ -]olds?)?(?: of age)?|yrs?\.?|alter von|alter|ages?|aged)"
)
_UNIT: Final = rf"(?:{_GRADE}|{_AGE})"
_FROM: Final = (
    r"(?:ab|von|vom|from|mind\.?|mindestens|min\.?|über|over|at least|older than|zwischen|"
    r"between|>=?|≥)"
)
_TO: Final = r"(?:bis(?: zu[rm]?)?|up to|max\.?|maximal|höchstens|<=?|≤)"
_UNDER: Final = r"(?:unter|under|younger than|u(?=\s?\d))"
_NUMBER: Final = r"\d{1,3}(?:[.,]5(?![.,]?\d)|(?:st|nd|rd|th)\b|\.(?!\d))?"
"""Half years are the only parts of a number: "8,9" are two."""
_AND: Final = r"(?:-|–|—|−|bis(?: zu[rm]?)?|to|through|till|/|,|und|u\.|and|&|\+(?=\s*\d)|oder|or)"
_ORDINAL: Final = re.compile(
    r"\b(?:der|zur|die|in)\s+\d{1,2}\.(?!\s*(?:\d|lebensj|jahr|geburt))", re.IGNORECASE
)
"""Which class is called so: "ab der 5.", "bis zur 7."."""
_MISTYPED: Final = re.compile(r"(?<![^\W_])(?:\d+[OolI]\d*|[OlI]\d+)(?![^\W_])")
"""Letters in place of digits: "1O-12"."""
_SPAN: Final = re.compile(
    rf"(?<![^\W_])(?:(?P<before>{_UNIT})\s*:?\s*)?(?:(?:(?P<from>{_FROM})|(?P<to>{_TO})|(?P<under>{_UNDER}))\s*)?"
    rf"(?:(?:der|dem|den|the)\s+)?(?:{_UNIT}\s*)?(?P<numbers>{_NUMBER}(?:\s*{_UNIT})?"
    rf"(?:\s*{_AND}\s*(?:ca\.\s*)?(?:{_UNIT}\s*)?{_NUMBER}(?:\s*{_UNIT})?)*)"
    rf"\s*(?P<plus>\+|plus\b|(?:und|u\.) (?:älter|höher|aufwärts|mehr)|and (?:older|up|above)|"
    rf"aufwärts)?(?:\s*{_UNIT})?",
    re.IGNORECASE,
)
_OF_GRADE: Final = re.compile(rf"(?<![^\W\d_]){_GRADE}(?![^\W\d_])", re.IGNORECASE)
_OF_AGE: Final = re.compile(rf"(?<![^\W\d_]){_AGE}(?![^\W\d_])", re.IGNORECASE)
_EITHER: Final = re.compile(r"\s*(?:/|,|;|\bund\b|\band\b|\boder\b|\bor\b|&)\s*", re.IGNORECASE)
_FILLERS: Final = re.compile(
    r"\b(?:für|for|im|in der|in|the|der|die|das|den|dem|ca|circa|etwa|rund|schüler\w*|kinder\w*|"
    r"children|kids|pupils|students|students|jugendliche\w*|teens|teenager|youth|young people|"
    r"sus|interessierte|menschen|people|personen|an|alle|jede\w*|everyone|everybody|all|families|"
    r"familien|mit|with|alters\w*|altersgruppe|zielgruppe|alt|old|ages?|offen|geeignet|empfohlen|"
    r"recommended|suitable|besonders|vor allem|auch|sowie|gerne|jahre?n?|von|ab|bis|and|und|"
    r"oder)\b",
    re.IGNORECASE,
)
_EVERYONE: Final = re.compile(
    r"\b(?:alle[rn]?|jede[rn]?|jedermann|everyone|everybody|all|any(?:one)?|familien?|families|"
    r"kinder|jugendliche\w*|children|kids|teens|teenager|youth|schüler\w*|pupils|öffentlichkeit|public|altersunabhängig)\b",
    re.IGNORECASE,
)
_NO_WORD: Final = re.compile(r"[\d()\[\]–—-]+")
_NO_LIMIT: Final = re.compile(r"\b(?:keine|ohne) alters\w+|\bno age limits?", re.IGNORECASE)
_YOUNG: Final = re.compile(r"\b(?:kinder\w*|jugendliche\w*|children|kids|teens)\b", re.IGNORECASE)
_LISTS: Final = CHOSEN["audience"]
_STAGES: Final = {
    "kita": ("age", 3, 6), "kindergarten": ("age", 3, 6), "vorschule": ("age", 5, 6),
    "krippe": ("age", 1, 3), "childs_in_preschool": ("age", 3, 6),
    "childs_in_primary_level": ("grade", 1, 4), "pupils_in_sek_1": ("grade", 5, 10),
    "pupils_in_sek_2": ("grade", 11, 13), "mittelstufe": ("grade", 7, 10),
    "unterstufe": ("grade", 5, 6), "orientierungsstufe": ("grade", 5, 6), "ef": ("grade", 10, 11),
    "vorschulkinder": ("age", 5, 6), "young_adults": ("age", 18, None),
}  # fmt: skip
"""Words, and groups that they mean, that say an age or a grade."""
_GROUP_GRADES: Final = {
    "childs_in_primary_level": (1, 4), "pupils_in_sek_1": (5, 10), "pupils_in_sek_2": (11, 13),
}  # fmt: skip


@dataclass(kw_only=True)
class Audience:
    """Whom an offer is for; ``said`` is whether anything was.

    ``of_stages`` are spans that groups mean, as "Grundschule" does: they count where no number says
    ages or grades.
    """

    groups: list[str] = field(default_factory=list)
    special: list[str] = field(default_factory=list)
    ages: Ends = NO_ENDS
    grades: Ends = NO_ENDS
    said: bool = False
    of_stages: list[tuple[str, Ends]] = field(default_factory=list)

    def join(self, other: "Audience") -> None:
        """Take over what another column says."""
        self.groups += other.groups
        self.special += other.special
        self.said |= other.said
        self.ages = other.ages if other.ages != NO_ENDS else self.ages
        self.grades = other.grades if other.grades != NO_ENDS else self.grades
        self.of_stages = other.of_stages or self.of_stages

    def take_stages(self) -> None:
        """Let the groups say the ages and grades."""
        for unit, ends in self.of_stages:
            setattr(self, unit, _wider(getattr(self, unit), ends))


def audience(text: str, unit: str, notes: Notes) -> Audience:
    """What a text says; ``unit`` is ``age``, ``grade``, or empty where the question names none."""
    out = Audience()
    if (ends := span_of_date(text)) is not None:
        notes.add("survey.span_of_date", cell=text, low=ends[0], high=ends[1])
        return _put(out, unit or "grade", ends, notes, text)
    if _MISTYPED.search(text):
        notes.add("survey.audience_odd", cell=text)
        return out
    text = without_seats(_NO_LIMIT.sub("alle", text), notes)
    years = _OF_AGE.search(text) is not None and _OF_GRADE.search(text) is None
    rest = text = plainer(text, years=unit == "age" or years)
    for found, own in _spans(text, unit or _unit_of_words(text)):
        rest = rest.replace(found, " ; ", 1)
        _put(out, own, _ends(found), notes, text)
    _groups(rest, out, notes, numbers=rest != text)
    if not out.said:
        notes.add("survey.audience_odd", cell=text)
    return out


def _spans(text: str, unit: str) -> Iterator[tuple[str, str]]:
    """Parts of a text that are numbers, and whether of ages or grades; what is unsaid goes on."""
    known = unit
    found = [part for one in _SPAN.finditer(text) for part in _of_one_unit(one.group().strip())]
    units = [_unit(one) for one in found]
    for part, own in zip(found, units, strict=True):
        known = own or known or next(filter(None, units), "")
        yield part, known


def _of_one_unit(part: str) -> list[str]:
    """Numbers that are ages and grades together, apart: "8-12 Jahre oder Kl. 3-6"."""
    if not (_OF_AGE.search(part) and _OF_GRADE.search(part)):
        return [part]
    return [one for one in _EITHER.split(part) if any(letter.isdecimal() for letter in one)]


def _unit_of_words(text: str) -> str:
    """What numbers without a unit count, by the words beside them: "Mittelstufe 7-9"."""
    if _ORDINAL.search(text):
        return "grade"
    chosen = choose(_NO_WORD.sub(" ; ", text), _LISTS)
    spans = _stage_spans(chosen.words, chosen.of(_LISTS[0]))
    if any(unit == "grade" for unit, _, _ in spans):
        return "grade"
    return "age" if spans or _YOUNG.search(text) else ""


def _unit(part: str) -> str:
    if _OF_GRADE.search(part) or re.search(rf"{_GRADE}\s*\d|\d\.?\s*{_GRADE}", part, re.IGNORECASE):
        return "grade"
    return "age" if re.search(rf"{_AGE}\s*\d|\d\.?\s*{_AGE}", part, re.IGNORECASE) else ""


def _ends(part: str) -> Ends:
    """Lowest and highest of a part with numbers; in the wrong order as it stands."""
    match = _SPAN.fullmatch(part) or _SPAN.match(part)
    numbers = _numbers(match["numbers"]) if match else []
    if match is None or not numbers:
        return NO_ENDS
    if len(numbers) == 1:
        if match["from"] or match["plus"]:
            return numbers[0], None
        if match["to"]:
            return None, numbers[0]
        return (None, numbers[0] - 1) if match["under"] else (numbers[0], numbers[0])
    if len(numbers) == 2:  # noqa: PLR2004
        return numbers[0], numbers[1]
    return min(numbers), max(numbers)


def _numbers(text: str) -> list[float]:
    return [float(one.replace(",", ".")) for one in re.findall(r"\d{1,3}(?:[.,]5(?!\d))?", text)]


def _put(out: Audience, unit: str, ends: Ends, notes: Notes, text: str) -> Audience:
    """Take a span over if it can be one."""
    low, high = ends
    if not unit:
        unit = "age"
        if max(filter(None, ends), default=0) <= LAST_GRADE and None not in ends:
            notes.add("survey.unit_unsaid", cell=text)
    out.said = True
    if None not in ends and low > high:  # type: ignore[operator]
        notes.add("survey.age_order", cell=text)
        return out
    most = LAST_GRADE if unit == "grade" else OLDEST
    if any(end is not None and end > most for end in ends):
        notes.add("survey.age_unlikely", cell=text)
        return out
    name = "grades" if unit == "grade" else "ages"
    setattr(out, name, _wider(getattr(out, name), ends))
    return out


def _wider(one: Ends, other: Ends) -> Ends:
    """Both spans together; what is open on one side stays open."""
    if one == NO_ENDS:
        return other
    low = None if one[0] is None or other[0] is None else min(one[0], other[0])
    high = None if one[1] is None or other[1] is None else max(one[1], other[1])
    return low, high


def _groups(text: str, out: Audience, notes: Notes, *, numbers: bool) -> None:
    """Groups and stages in what stands beside numbers; words that say nothing more are passed."""
    chosen = choose(text, _LISTS)
    groups, special = (chosen.of(name) for name in _LISTS)
    for part in list(chosen.unknown):
        bare = " ".join(_FILLERS.sub(" ", part).split()).strip(" .:-–()")
        again = choose(bare, _LISTS) if bare else None
        if again is not None and again.codes and not again.unknown:
            groups += again.of(_LISTS[0])
            special += again.of(_LISTS[1])
            chosen.words.extend(again.words)
        elif bare or not (numbers or _EVERYONE.search(part)):
            _left(part, bare, out, notes, numbers=numbers or bool(chosen.codes))
            continue
        chosen.unknown.remove(part)
        out.said = out.said or bool(_EVERYONE.search(part))
    for word, label in chosen.similar:
        notes.add("survey.choice_similar", cell=word, meant=label)
    out.groups = list(dict.fromkeys([*out.groups, *groups]))
    out.special = list(dict.fromkeys([*out.special, *special]))
    out.said = out.said or bool(groups or special)
    _stages(out, chosen.words, groups)


def _left(part: str, bare: str, out: Audience, notes: Notes, *, numbers: bool) -> None:
    everyone = _EVERYONE.search(part) is not None and not bare
    if everyone or numbers or out.said:
        out.said = True
        if bare:
            notes.add("survey.audience_rest", cell=bare)


def _stages(out: Audience, words: list[str], groups: list[str]) -> None:
    """Ages and grades that words or groups mean."""
    spans = _stage_spans(words, groups)
    out.of_stages = [(f"{unit}s", (low, high)) for unit, low, high in spans]


def _stage_spans(words: list[str], groups: list[str]) -> list[tuple[str, int, int | None]]:
    """The spans that words mean, failing that those of the groups."""
    spans = [_STAGES[key(word)] for word in words if key(word) in _STAGES]
    return spans or [_STAGES[group] for group in groups if group in _STAGES]


def groups_of(ages: Ends, grades: Ends) -> list[str]:
    """Groups of the platform that these grades, or failing that ages, are of."""
    if grades != NO_ENDS:
        low, high = grades[0] or 1, grades[1] or LAST_GRADE
        return [name for name, (one, two) in _GROUP_GRADES.items() if low <= two and high >= one]
    if ages == NO_ENDS:
        return []
    low, high = ages[0] or 0, ages[1] if ages[1] is not None else 18
    out = ["childs_in_preschool"] if low < 6 else []  # noqa: PLR2004
    for name, (one, two) in _GROUP_GRADES.items():
        if low < two + FIRST_GRADE + 1 and high >= one + FIRST_GRADE + (one > 1):
            out.append(name)
    return out
