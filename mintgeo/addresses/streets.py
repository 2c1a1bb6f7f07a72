"""Names of streets as they are compared: a table of short forms, then letters and digits only."""

import re
from functools import lru_cache
from typing import Final

_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})

SPELLINGS: Final = (
    (r"stra(?:ss|s|sz)e(?![a-z])", "str"),
    (r"str\.?(?![a-z])", "str"),
    (r"(?<=[a-z])pl\.?$|\bpl\.", "platz"),
    (r"(?<=[a-z])w\.$|wg\.$", "weg"),
    (r"(?<=[a-z])g\.$", "gasse"),
    (r"(?<=[a-z])al\.$", "allee"),
    (r"\bch\.$", "chaussee"),
    (r"\bsdlg\.?|siedl\.", "siedlung"),
    (r"\bhpt\.?(?=str)", "haupt"),
    (r"\bbhf\.?-?", "bahnhof"),
    (r"\ba\. ?d\.?(?= |$)", "an der"),
    (r"\bi\. ?d\.?(?= |$)", "in der"),
    (r"\bv\. ?d\.?(?= |$)", "von der"),
    (r"\bz\. ?d\.?(?= |$)", "zu den"),
    (r"\bunt\. ?d\.?(?= |$)", "unter den"),
    (r"^a\. ", "am "),
    (r"^i\. ", "im "),
    (r"\bv\. ", "von "),
    (r"\bst\.(?=[ -]|[a-z])|\bst(?=[ -])|\bskt\.?(?=[ -])", "sankt "),
    (r"\bgr\.|\bgross(?:e|er|es|en)\b", "gross"),
    (r"\bkl\.|\bklein(?:e|er|es|en)\b", "klein"),
    (r"\bob\.|\bober(?:e|er|es|en)\b", "ober"),
    (r"\bunt\.|\bunter(?:e|er|es|en)\b", "unter"),
    (r"\balt(?:e|er|es|en)\b", "alt"),
    (r"\bneu(?:e|er|es|en)\b", "neu"),
    (r"\bhl\.|\bheilig(?:e|er|es|en)?\b", "heilig"),
    (r"\bprofessor\b|\bprof\.", "prof"),
    (r"\bdoktor\b|\bdr\.", "dr"),
    (r"\bbuergermeister\b|\bbuergerm\.|\bbgm\.?|\bbuergerm\b", "bgm"),
    (r"\bpfr\.", "pfarrer"),
    (r"\bgeschw\.", "geschwister"),
    (r"\bgebrueder\b|\bgebr\.", "gebr"),
    (r"\bfriedr\.|\bfr\.", "friedrich"),
    (r"\bjoh\.", "johann"),
    (r"\bwilh\.", "wilhelm"),
    (r"\bheinr\.", "heinrich"),
    (r"\bherm\.", "hermann"),
    (r"\bgust\.", "gustav"),
    (r"\bludw\.", "ludwig"),
    (r"\brud\.", "rudolf"),
    (r"\bth\.", "theodor"),
    (r"\bkarl\b", "carl"),
    (r"\brudolph\b", "rudolf"),
    (r"\badolph\b", "adolf"),
)
"""Spelling (of lower-case text without umlauts) → the form that both sides are brought to.

Words that bend ("Alte", "Alter") lose their ending, since a dot hides it; "straße" shrinks to
"str", since what all streets share says little in a comparison.
"""
_RULES: Final = tuple((re.compile(pattern), full) for pattern, full in SPELLINGS)
_NEEDS_DOT: Final = re.compile(r"\\\.(?!\?)")
_UNDOTTED: Final = tuple(
    (re.compile(pattern), full)
    for pattern, full in SPELLINGS
    if not all(_NEEDS_DOT.search(branch) for branch in pattern.split("|"))
)
"""Rules that may fit a text without a dot: most names have none, and half of the rules need one."""
_SPACE: Final = re.compile(r"[\s_]+")
_WORDS: Final = re.compile(r"[^\W_]+")
_TYPE: Final = re.compile(r"(?<=[a-z]{3})(str|platz|weg|ring|allee|gasse|damm)$")


@lru_cache(maxsize=200_000)
def street_words(name: str) -> tuple[str, ...]:
    """Words of a street's name in the forms of the table; the kind of street is a word of its own.

    Examples
    --------
    >>> street_words("Prof.-Dr.-Haupt-Straße")
    ('prof', 'dr', 'haupt', 'str')
    >>> street_words("Gr. Wollweberstr.")
    ('gross', 'wollweber', 'str')
    """
    text = _SPACE.sub(" ", name.casefold().translate(_UMLAUTS)).strip()
    for pattern, full in _RULES if "." in text else _UNDOTTED:
        text = pattern.sub(full, text)
    return tuple(part for word in _WORDS.findall(text) for part in _TYPE.sub(r" \1", word).split())


@lru_cache(maxsize=200_000)
def street_key(name: str) -> str:
    """Name of a street as it is compared: one form for each short form, no case, no hyphens.

    Examples
    --------
    >>> street_key("An der Hauptstraße") == street_key("a. d. Haupt-Str.")
    True
    >>> street_key("Bürgermeister-Müller-Weg") == street_key("Bgm. Mueller Weg")
    True
    """
    return "".join(street_words(name))
