"""E-mail, phone and web page as they are compared."""

import re
from typing import Final

from mintgeo._organisations import own_domain

_EMAIL: Final = re.compile(r"[\w.%+'-]+@([\w-]+(?:\.[\w-]+)+)")
_URL: Final = re.compile(
    r"^(?:[a-z]+://)?(?:www\d?\.)?([^/?#:\s]+\.[a-z]{2,})(?::\d+)?([^\s?#]*)", re.IGNORECASE
)
_LEAST: Final = 6


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
    hosts = email.rpartition("@")[2], page.partition("/")[0]
    return next(filter(None, map(own_domain, hosts)), "")
