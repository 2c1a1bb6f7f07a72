"""How somebody is reached, and yes or no: what looks so and what does not."""

import re
from typing import Final
from urllib.parse import urlsplit

from mintgeo.survey.notes import Notes
from mintgeo.survey.vocabulary import key

_EMAIL: Final = re.compile(
    r"(?<![\w@.%+'-])[A-Za-z0-9._%+'-]+@[A-Za-z0-9äöüß-]+(?:\.[A-Za-z0-9äöüß-]+)+(?![\w@])"
)
"""Nothing may stand directly beside it: "jörg@hof.example" is none, and no part of it is one."""
_PHONE: Final = re.compile(
    r"[+(]?[\d()/.\-–\s]{5,30}(?:\s*(?:-|x|ext\.?|durchwahl|dw)\s*\d+)?", re.IGNORECASE
)
_DOMAIN: Final = re.compile(
    r"(?!www\.[^.]*$)(?:[a-z0-9äöüß-]+\.)+[a-z]{2,}(?:[/?#]\S*)?", re.IGNORECASE
)
_BARE: Final = re.compile(r"[1-9]\d{5,12}")
_YES: Final = frozenset(str.split(
    "ja j yes y true wahr 1 x ok okay ✓ ✔ ☑ ☒ jagerne jagern gerne selbstverstaendlich "
    "jaeinverstanden "
    "einverstanden zugestimmt erlaubt erteilt oui checked ausgewaehlt selected ichstimmezu "
    "jaichstimmezu "
    "zustimmung iagree agreed agree yesplease sure natuerlich jabitte jadarfveroeffentlichtwerden "
    "liegtvor freigegeben an on"
))  # fmt: skip
_NO: Final = frozenset(str.split(
    "nein n no false falsch 0 nichteinverstanden neinbittenicht abgelehnt nichtausgewaehlt "
    "notselected "
    "unchecked nichterlaubt keinefreigabe nointern nurintern neindanke nichtveroeffentlichen "
    "ichstimmenichtzu disagree internonly verweigert aus off"
))  # fmt: skip
_BUT: Final = re.compile(
    r"\?|\b(?:aber|nur|bloß|allein|außer|ausgenommen|ohne|wenn|falls|sofern|soweit|solange|sobald|bis|erst|ab|"
    r"vor|vorher|später|noch|unter|eventuell|evtl|vielleicht|teil\w*|intern\w*|anonym\w*|"
    r"vorbehalt\w*|rück\w*|absprache|abstimmung|prüfung|nein|nicht|kein\w*|but|only|if|unless|"
    r"until|except|without|after|before|once|when|later|maybe|perhaps|partly|provided|subject|"
    r"pending|approval|no|not|nach(?!\s+(?:(?:der|den|dem)\s+)?(?:art|§|(?:eu-)?ds-?gvo)))\b",
    re.IGNORECASE,
)
"""What makes a yes depend on something; whoever says it is asked again."""
_BEGINS: Final = {
    "no": re.compile(
        r"(?:nein|no|nicht|keine?)\b(?!\s+(?:einw|einspr|bedenk|problem|objection|concern|issue))",
        re.IGNORECASE,
    ),
    "yes": re.compile(r"(?:ja|yes)\b", re.IGNORECASE),
}
_OR: Final = re.compile(r"\s*(?:\boder\b|\bor\b|\bund\b|;|,)\s*", re.IGNORECASE)
_AGREES: Final = re.compile(
    r"\b(?:einverstanden|stimmen? (?:\w+ )*zu|zugestimmt|erlauben?|erlaubt|willigen? (?:\w+ )*ein|"
    r"agree|consent)\b",
    re.IGNORECASE,
)
_DENIES: Final = re.compile(r"\b(?:nicht|kein\w*|not|don't|no)\b", re.IGNORECASE)
_CALLED: Final = re.compile(r"(?:tel|telefon|phone|mobil|fon|t)\.?\s*:?\s*", re.IGNORECASE)
NOTHING: Final = frozenset(str.split(
    "ka keineangabe keineangaben na nichtzutreffend entfaellt null nan unbekannt anonymous anonym "
    "nichtbekannt weissnicht nn keineantwort noanswer notapplicable unknown"
))  # fmt: skip
"""Words that say that nothing is said."""


def yes_or_no(text: str) -> str | None:
    """``yes``, ``no``, or None where a text says neither.

    Examples
    --------
    >>> [yes_or_no(text) for text in ("Ja, gerne", "nein", "ja, nach Rücksprache", "x")]
    ['yes', 'no', None, 'yes']
    """
    word = "".join(key(text).split()) or text.strip()
    if word in _YES:
        return None if "?" in text else "yes"
    if word in _NO:
        return "no"
    found = next((code for code, begins in _BEGINS.items() if begins.match(text.strip())), None)
    if found is None and _AGREES.search(text):
        found = "no" if _DENIES.search(text) else "yes"
    return None if found == "yes" and _BUT.search(text) else found


def says_nothing(text: str) -> bool:
    """Whether a text only fills a cell: "k. A.", "-", "/".

    Examples
    --------
    >>> says_nothing("k. A."), says_nothing("–"), says_nothing("Kita")
    (True, True, False)
    """
    bare = key(text)
    return not any(one.isalnum() or one in '?"„“〃✓✔☑☒✗✘' for one in text) or bare in NOTHING


def consent_of(text: str, notes: Notes) -> str | None:
    """Whether an entry may be published; what is no clear answer counts as none."""
    answer = yes_or_no(text)
    if answer is None:
        notes.add("survey.consent_odd", cell=text)
    return answer


def email_of(text: str, notes: Notes) -> str | None:
    """The first address of e-mail in a text."""
    found = _EMAIL.findall(text)
    if not found:
        notes.add("survey.email_odd", cell=text)
        return None
    if len(found) > 1:
        notes.add("survey.email_several", cell=text, email=found[0])
    return str(found[0]).strip(".'")


def phone_of(text: str, notes: Notes) -> str | None:
    """A phone number as it is written, if it can be one."""
    bare = text.strip()
    if (called := _CALLED.match(bare)) is not None:
        bare = bare[called.end() :]
    if not all(_PHONE.fullmatch(one.strip()) for one in _OR.split(bare)):
        notes.add("survey.phone_odd", cell=text)
        return None
    if _BARE.fullmatch(bare):
        notes.add("survey.phone_short", cell=text)
    return text


def url_of(text: str, notes: Notes) -> str | None:
    """A web page; only what a browser opens as one."""
    text = text.strip()
    if re.match(r"https?://", text, re.IGNORECASE):
        try:
            host = urlsplit(text).hostname or ""
        except ValueError:
            host = ""
        if _DOMAIN.fullmatch(host) and not re.search(r"[\s\"'<>]", text):
            return text
    elif _DOMAIN.fullmatch(text) and "@" not in text:
        notes.add("survey.url_read", cell=text, url=f"https://{text}")
        return f"https://{text}"
    notes.add("survey.url_odd", cell=text)
    return None
