"""Names of streets as they are compared: a table of short forms, then letters and digits only."""

import re
from functools import lru_cache
from typing import Final

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
_GAP: Final = re.compile(r"\(.*?\)\??|\[.*?\]\??|\\b|[\^$]|\\?.\?")
"""What a pattern can do without, or has in several forms: groups, classes, edges, ``.?``."""


def letters_of(pattern: str) -> tuple[str, ...]:
    r"""Letters without which a pattern can't fit, the longest in a row: one text for each branch.

    Examples
    --------
    >>> letters_of(r"stra(?:ss|s|sz)e(?![a-z])"), letters_of(r"(?<=[a-z])pl\.?$|\bpl\.")
    (('stra',), ('pl', 'pl.'))
    """
    branches = _GAP.sub("\0", pattern).replace("\\", "").split("|")
    return tuple(max(branch.split("\0"), key=len) for branch in branches)


_RULES: Final = tuple(
    (letters_of(pattern), re.compile(pattern), full) for pattern, full in SPELLINGS
)
_UNDOTTED: Final = tuple(
    (plain, pattern, full)
    for letters, pattern, full in _RULES
    if (plain := tuple(one for one in letters if "." not in one))
)
"""Rules that may fit a text without a dot: most names have none, and half of the rules need one."""
_WORDS: Final = re.compile(r"[^\W_]+")
TYPES: Final = ("str", "platz", "weg", "ring", "allee", "gasse", "damm")
"""Kinds of streets as words of a key."""
_TYPE: Final = re.compile(rf"(?<=[a-z]{{3}})({'|'.join(TYPES)})$")


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
    text = name.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    text = " ".join(text.replace("_", " ").split())
    for letters, pattern, full in _RULES if "." in text else _UNDOTTED:
        for one in letters:  # far faster than asking the patterns
            if one in text:
                text = pattern.sub(full, text)
                break
    words: list[str] = []
    for word in _WORDS.findall(text):
        kind = _TYPE.search(word) if word.endswith(TYPES) else None
        words += (word[: kind.start()], kind[0]) if kind else (word,)
    return tuple(words)


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
