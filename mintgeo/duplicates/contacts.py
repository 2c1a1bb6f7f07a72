"""E-mail, phone and web page as they are compared."""

import re
from typing import Final

FREE: Final = frozenset({
    "gmx", "web", "t-online", "gmail", "googlemail", "yahoo", "outlook", "hotmail", "live",
    "freenet", "aol", "posteo", "mailbox", "icloud", "me", "arcor", "proton", "protonmail",
    "online", "magenta", "email", "mail", "vodafone", "kabelmail", "unity-mail",
})  # fmt: skip
"""First part of domains at which anybody has an address."""
_HOSTS: Final = frozenset({
    "facebook", "instagram", "google", "goo", "youtube", "linkedin", "twitter", "x", "tiktok",
    "jimdo", "wixsite", "wordpress", "blogspot", "github", "eventbrite", "linktr", "bit",
    "tinyurl", "forms", "docs", "sites", "sharepoint",
})  # fmt: skip
_EMAIL: Final = re.compile(r"[\w.%+'-]+@([\w-]+(?:\.[\w-]+)+)")
_URL: Final = re.compile(
    r"^(?:[a-z]+://)?(?:www\d?\.)?([^/?#:\s]+\.[a-z]{2,})(?::\d+)?([^\s?#]*)", re.IGNORECASE
)
_LEAST: Final = 6
_LEVELS: Final = ("name", "top")
_TWO_LEVELS: Final = frozenset({
    "co", "com", "org", "ac", "gov",
})  # fmt: skip


def email_key(text: str) -> str:
    """An address in lower case, or nothing."""
    found = _EMAIL.search(text.casefold())
    return found.group() if found else ""


def phone_key(text: str) -> str:
    """The digits of a number as dialled in Germany, or nothing.

    Examples
    --------
    >>> phone_key("+49 (0)3641 / 55-12"), phone_key("03641 5512"), phone_key("351123456")
    ('036415512', '036415512', '0351123456')
    """
    bare = re.sub(r"\(0\)", "", text)
    digits = "".join(one for one in bare if one.isdigit() and one.isascii())
    digits = (
        re.sub(r"^(?:0049|49(?=\d{9,}))", "0", digits)
        if "+49" not in bare
        else f"0{digits.removeprefix('49')}"
    )
    if len(digits) < _LEAST or not digits.strip("0"):
        return ""
    return digits if digits.startswith("0") else f"0{digits}"


def page_key(text: str) -> str:
    """Host and path of a page, or nothing; the scheme and www do not count."""
    found = _URL.match(text.strip().casefold())
    return found[1] + found[2].rstrip("/") if found else ""


def domain_key(email: str, page: str) -> str:
    """The own domain of an address or a page; nothing where anybody can have one."""
    for host in (email.rpartition("@")[2], page.partition("/")[0]):
        labels = host.split(".")
        if len(labels) < len(_LEVELS):
            continue
        at = -3 if len(labels) > len(_LEVELS) and labels[-2] in _TWO_LEVELS else -2
        if labels[at] not in FREE | _HOSTS:
            return ".".join(labels[at:])
    return ""
