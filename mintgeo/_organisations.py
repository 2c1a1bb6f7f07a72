"""Organisations: what of a name only says their law, and which domains are nobody's own."""

import re
from collections.abc import Callable
from typing import Final

_FORMS: Final = (
    "e v", "eingetragener verein", "e g", "eingetragene genossenschaft", "e k", "e kfm", "e kfr",
    "g m b h", "gg m b h", "m b h", "gesellschaft m b h", "gesellschaft mit beschränkter haftung",
    "u g", "gug", "haftungsbeschränkt", "haftungsbeschr", "a g", "gag", "aktiengesellschaft", "se",
    "kg", "kgaa", "ohg", "gbr", "egbr", "partg mbb", "partg", "k d ö r", "a ö r",
    "körperschaft des öffentlichen rechts", "anstalt des öffentlichen rechts",
    "inc", "ltd", "limited", "llc", "b.v", "s.a",
)  # fmt: skip
"""In small letters. Behind a part there may be a point or a space; "." says that there is one."""
_GAPS: Final = {" ": r"\.?\s?", ".": r"[.\s]\s?"}
_EVERYBODYS: Final = frozenset({
    "11880", "aol", "arcor", "bit", "blogspot", "business", "dasoertliche", "docs", "email",
    "eventbrite", "facebook", "forms", "freenet", "gelbeseiten", "github", "gmail", "gmx", "goo",
    "google", "googlemail", "hotmail", "icloud", "instagram", "jimdo", "jimdofree", "jimdosite",
    "kabelmail", "linkedin", "linktr", "live", "magenta", "mail", "mailbox", "me", "online",
    "openstreetmap", "outlook", "posteo", "proton", "protonmail", "sharepoint", "sites", "t",
    "t-online", "telegram", "tiktok", "tinyurl", "twitter", "unity-mail", "vereine", "vodafone",
    "web", "webnode", "weebly", "whatsapp", "wikipedia", "wixsite", "wordpress", "x", "xing",
    "yahoo", "youtu", "youtube",
})  # fmt: skip
"""Domains at which everybody can have a page or an address, without what stands behind the dot."""
_SHARED_ENDS: Final = frozenset({"ac", "co", "com", "edu", "gov", "gv", "net", "or", "org"})
"""Second-level names under which others register: co.uk, or.at."""


def legal_forms(fold: Callable[[str], str]) -> str:
    """Legal forms of organisations, as alternatives of a regular expression.

    Parameters
    ----------
    fold
        How the texts are written that the expression is for, such as without umlauts.

    Examples
    --------
    >>> found = re.compile(legal_forms(str))
    >>> [bool(found.fullmatch(one)) for one in ("e. v.", "gmbh", "g.m.b.h.", "sa", "verein")]
    [True, True, True, False, False]
    """
    parts = (re.split(r"([ .])", one) for one in _FORMS)
    told = ("".join(_GAPS.get(part) or fold(part) for part in one) for one in parts)
    return rf"(?:{'|'.join(told)})\.?"


def own_domain(host: str) -> str:
    """The domain that somebody registered for a host; "" for one that everybody uses.

    Examples
    --------
    >>> own_domain("jobs.example.co.uk"), own_domain("gmail.com"), own_domain("localhost")
    ('example.co.uk', '', '')
    """
    labels = host.split(".")
    if len(labels) < len(("name", "top")):
        return ""
    at = -3 if labels[:-2] and labels[-2] in _SHARED_ENDS else -2
    return "" if labels[at] in _EVERYBODYS else ".".join(labels[at:])
