"""Names of places, providers and offers as words that can be compared."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from mintgeo._organisations import legal_forms

_FOLD: Final = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "æ": "a", "ø": "o"})
_TWO: Final = (
    (re.compile("ae"), "a"), (re.compile("oe"), "o"), (re.compile("(?<![aeoq])ue"), "u"),
)  # fmt: skip
_WORDS: Final = re.compile(r"[^\W_]+")
_PHRASES: Final = tuple(
    (re.compile(rf"\b(?:{pattern})\b\.?"), full)
    for pattern, full in (
        (r"freiw|freiwillig\w*", ""),
        (r"ffw|ff|fw|wehr|fire (?:brigade|station|department)", "feuerwehr"),
        (r"k?vhs|kreisvolkshochschule|volks hochschule", "volkshochschule"),
        (r"thw", "technisch hilfswerk"),
        (r"th", "technisch hochschule"),
        (r"tu", "technisch universitat"),
        (r"techn?|technische[ns]?", "technisch"),
        (r"htw|hochschule fur technik und wirtschaft", "hochschule technik wirtschaft"),
        (r"fh|haw|hochschule fur angewandte wissenschaften|fach hochschule", "fachhochschule"),
        (r"drk", "deutsch rot kreuz"),
        (r"deutsche[rsn]?", "deutsch"),
        (r"rote[rsn]?", "rot"),
        (r"kv", "kreisverband"),
        (r"ov", "ortsverband"),
        (r"dlrg|deutsch +lebens ?rettungs ?gesellschaft", "deutsch lebensrettungsgesellschaft"),
        (r"awo|arbeiter wohlfahrt", "arbeiterwohlfahrt"),
        (r"gs|grundsch|primary school", "grundschule"),
        (r"gymn?", "gymnasium"),
        (r"rs|realsch", "realschule"),
        (r"hs|hauptsch", "hauptschule"),
        (r"ms|mittelsch", "mittelschule"),
        (r"igs|integrierte gesamtschule", "gesamtschule"),
        (r"bbs|bsz|berufsbildende schulen?|berufliches schulzentrum", "berufsschule"),
        (r"juz|jz|jugendz|jugend zentrum|jugendhaus", "jugendzentrum"),
        (r"mgh|mehr generationen haus", "mehrgenerationenhaus"),
        (r"kita|kindertagesstatte|kindertageseinrichtung|kiga", "kindergarten"),
        (r"uni|university", "universitat"),
        (r"st|skt", "sankt"),
        (r"stabi", "stadtbibliothek"),
        (r"bib|bucherei|library", "bibliothek"),
        (r"mus", "museum"),
        (r"inst", "institut"),
        (r"sfz", "schulerforschungszentrum"),
    )
)
_ENDS: Final = (
    ("uni", "universitat"),
    ("bib", "bibliothek"),
    ("bucherei", "bibliothek"),
    *(
        (f"{kind}sch", f"{kind}schule")
        for kind in ("grund", "real", "haupt", "mittel", "ober", "forder")
    ),
)
_ROMAN: Final = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7"}
NEUTRAL: Final = frozenset({
    "der", "die", "das", "dem", "den", "des", "ein", "eine", "einer", "eines", "fur", "fuer",
    "und", "mit", "von", "vom", "zu", "zum", "zur", "im", "in", "am", "an", "auf", "aus",
    "bei", "bis", "oder", "the", "of", "and", "for", "at", "with", "e", "v", "angebot",
    "standort", "projekt", "offer", "team", "stadt", "gemeinde", "markt", "ort", "ortsteil",
    "kurs", "workshop", "programm", "stiftung", "verein", "ag", "ev", "evang", "kath",
    "stadtisch", "stadtische", "stadtisches", "staatliche", "staatliches", "staatl",
    "offentliche", "abteilung", "abt", "geschaftsstelle", "hauptstelle", "sekretariat",
    "verwaltung", "zentrale",
})  # fmt: skip
"""Words that tell nothing where only one of two names has them."""
OPPOSITES: Final = (
    "nord", "sud", "ost", "west", "ober", "unter", "alt", "neu", "vorder", "hinter", "innen",
    "aussen", "gross", "klein", "jung", "madchen", "knaben", "mikro", "makro",
)  # fmt: skip
"""Beginnings of words that are told apart by them alone."""
KINDS: Final = frozenset({
    "feuerwehr", "volkshochschule", "grundschule", "gymnasium", "realschule", "hauptschule",
    "mittelschule", "gesamtschule", "schule", "berufsschule", "forderschule", "oberschule",
    "museum", "bibliothek", "stadtbibliothek", "jugendzentrum", "jugendtreff", "kindergarten",
    "universitat", "hochschule", "technisch", "hilfswerk", "fachhochschule", "deutsch", "rot",
    "kreuz", "lebensrettungsgesellschaft", "arbeiterwohlfahrt", "labor", "schulerlabor",
    "werkstatt", "sternwarte", "zoo", "tierpark", "haus", "zentrum", "mehrgenerationenhaus",
    "klub", "club", "treff", "makerspace", "planetarium", "umweltzentrum", "waldschule",
    "naturkundemuseum", "heimatmuseum", "stadtmuseum", "kinderuniversitat", "werk", "hof",
    "imkerei", "sankt", "institut", "akademie", "firma", "bauernhof", "forsthaus",
    "schwimmbad", "kirche", "rathaus",
})  # fmt: skip
"""Kinds of places, which many share: alike in these only, two names are not alike."""
WHAT: Final = (
    "amt", "archiv", "bibliothek", "buro", "feuerwehr", "gymnasium", "kindergarten", "kirche",
    "klub", "museum", "planetarium", "schule", "sternwarte", "theater", "universitat", "verein",
    "verband",
)  # fmt: skip
"""Ends of words that say what a place is: nobody renames a school as an archive."""


@lru_cache(maxsize=400_000)
def folded(text: str) -> str:
    """A text in lower case, without umlauts in any spelling and accents."""
    low = unicodedata.normalize("NFKC", text).casefold()
    for two, one in _TWO:
        low = two.sub(one, low)
    low = unicodedata.normalize("NFKD", low.translate(_FOLD))
    return low if low.isascii() else "".join(one for one in low if not unicodedata.combining(one))


_LEGAL: Final = re.compile(
    rf"\b(?:{legal_forms(folded)}|gemeinn\w+\.?)(?!\w)(?:[\s)]*(?:&|\+|und|u\.)\s*co\b\.?)?"
)


@lru_cache(maxsize=400_000)
def words_of(text: str) -> tuple[str, ...]:
    """Words of a name in the forms in which they are compared, in their order.

    Examples
    --------
    >>> words_of("FFW Jena e. V."), words_of("Freiwillige Feuerwehr Jena")
    (('feuerwehr', 'jena'), ('feuerwehr', 'jena'))
    >>> words_of("Städt. Kinder-Uni, Teil II")
    ('stadt', 'kinder', 'universitat', 'teil', '2')
    """
    low = _LEGAL.sub(" ", folded(text))
    low = " ".join(low.replace("-", " ").split())
    for pattern, full in _PHRASES:
        low = pattern.sub(f" {full} ", low)
    found = _WORDS.findall(low)
    return tuple(
        _ROMAN[word] if at and word in _ROMAN else _ended(word) for at, word in enumerate(found)
    )


def _ended(word: str) -> str:
    for end, full in _ENDS:
        if word.endswith(end) and len(word) > len(end) + 2:
            return word.removesuffix(end) + full
    return word
