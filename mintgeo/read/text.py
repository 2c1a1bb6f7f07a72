"""Letters that were decoded wrongly on their way."""

import re
from typing import Final

_NEXT: Final = "[\u0080-\u00bf\u0152-\u0178\u02c6-\u20ac\u2122]"
_BROKEN: Final = re.compile(f"(?:[ÃÂÌ]{_NEXT}|â{_NEXT}{{2}})+")
"""UTF-8 read as Windows-1252: a first byte and those that follow, as that code page shows them."""


def mend(text: str) -> str:
    """Put UTF-8 right that was read as Windows-1252, once or twice over; leave all else.

    Examples
    --------
    >>> mend("GrÃ¼ne StraÃŸe")
    'Grüne Straße'
    >>> mend("Grüne Straße"), mend("Ångström")
    ('Grüne Straße', 'Ångström')
    """
    for _ in range(2):
        if not _BROKEN.search(text):
            break
        try:
            text = _BROKEN.sub(_decoded, text)
        except UnicodeError:
            break
    return text


def _decoded(match: re.Match[str]) -> str:
    raw = b"".join(
        letter.encode("latin-1") if ord(letter) < 256 else letter.encode("cp1252")  # noqa: PLR2004
        for letter in match.group()
    )
    return raw.decode("utf-8")
