"""Free text on where an offer takes place → with the provider, with you, online; and the rest."""

import re
from typing import Final

_ONLINE: Final = re.compile(
    r"\b(?:(?:rein\s+|nur\s+)?on-?line(?!-?angebot\w* der)|digital(?:e[nrs]?)?|virtuell|per zoom|"
    r"zoom|teams|videokonferenz|webinar|remote|"
    r"im internet|via internet|web-?basiert|ortsunabhängig)\b",
    re.IGNORECASE,
)
_YOURS: Final = re.compile(
    r"(?:\bvor ort\s+)?\bbei (?:ihnen|euch|dir|den (?:schulen|einrichtungen|"
    r"teilnehmenden))(?:\s+vor ort)?(?:\s+in der \w+)?|"
    r"\b(?:vor ort )?(?:an|in|auf) (?:ihrer|eurer|deiner|der eigenen|ihrem|eurem|den|"
    r"interessierten) "
    r"(?:schulen?|einrichtung(?:en)?|kitas?|haus|kindergarten|hort|räumen|klassenzimmer|schulhof)|"
    r"\bmobil(?:es angebot|e\w*)?\b|\baufsuchend\w*|\binhouse\b|\bwir kommen\b(?:\s+(?:zu|an|"
    r"in)\s+(?:ihnen|euch|ihre?\w*)(?:\s+\w+)?)?|"
    r"\b(?:at|in) your (?:school|place|site|institution|premises|daycare)|\bwe (?:come|travel) "
    r"to you\w*|\bmobile\b|"
    r"^\s*(?:(?:an|in|auf) (?:der|einer|den)\s+)?(?:schulen?|kitas?|einrichtung(?:en)?|"
    r"kindergarten|"
    r"klassenzimmer|schools?)\s*$|"
    r"\b(?:bundes|deutschland|landes)weit\b|\bon tour\b|\ban schulen\b|\bin schulen\b|\bat "
    r"schools?\b|\bin kitas\b",
    re.IGNORECASE,
)
_HERE: Final = re.compile(
    r"\bvor ort\b|\bon[- ]?site\b|\bbei uns\b(?:\s+im haus)?|\bin unser(?:en|em|er)\s+\w+|"
    r"\b(?:in )?präsenz(?:veranstaltung)?\b|"
    r"\bin[- ]person\b|\b(?:at|in) our \w+|\bpräsent\b|\bhier\b|\bim haus\b|\bam standort\b|"
    r"\bface to face\b",
    re.IGNORECASE,
)
_HYBRID: Final = re.compile(r"\bhybrid\w*|\bblended\b", re.IGNORECASE)
_LEFT: Final = re.compile(
    r"^(?:[\s,;/|()+&.:-]|\b(?:und|oder|and|or|auch|as well|sowie|nur|only|in|im|bzw|nach "
    r"absprache|auf wunsch)\b)+|"
    r"(?:[\s,;/|()+&.:-]|\b(?:und|oder|and|or|auch|möglich|possible)\b)+$",
    re.IGNORECASE,
)
_KINDS: Final = (("online", _ONLINE), ("at_yours", _YOURS), ("on_site", _HERE))
_STAGE: Final = {True: "online", False: "on-site"}


def venue_of(text: str) -> tuple[list[str], str]:
    """Where a text says that something takes place, and what of it says something else.

    Examples
    --------
    >>> venue_of("bei Ihnen vor Ort"), venue_of("online oder vor Ort, Anger 1")
    ((['at_yours'], ''), (['on_site', 'online'], 'Anger 1'))
    """
    found = set()
    if _HYBRID.search(text):
        found |= {"online", "on_site"}
        text = _HYBRID.sub(" ", text)
    for code, pattern in _KINDS:
        if pattern.search(text):
            found.add(code)
            text = pattern.sub(" ", text)
    rest = " ".join(_LEFT.sub("", text.strip()).split()).strip(" ,;")
    return [code for code in ("on_site", "at_yours", "online") if code in found], rest


def stage_of(venues: list[str]) -> str | None:
    """The code of the platform for venues of ours."""
    kinds = {one == "online" for one in venues}
    return "hybrid" if len(kinds) > 1 else _STAGE[kinds.pop()] if kinds else None
