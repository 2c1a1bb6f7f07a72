"""Letters that files, pages and terminals can hold; a letter they can't is shown as replaced."""

import re
from typing import Final

_LOST: Final = "\ufffd"
_CONTROLS: Final = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
"""Control characters, halves of letters, and what is no letter: neither XML nor UTF-8 holds all."""
_COMMANDS: Final = "\r\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
"""What makes a terminal write elsewhere, or in another direction."""
_UNPRINTABLE: Final = re.compile(f"[{_CONTROLS}]")
_UNSAYABLE: Final = re.compile(f"[{_CONTROLS}{_COMMANDS}]")


def whole(text: str) -> str:
    r"""The text with a sign in place of halves of letters, which no encoding can write.

    Examples
    --------
    >>> whole("Caf\udce9.csv")
    'Caf�.csv'
    """
    if text.isprintable():  # halves are not
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def printable(text: str) -> str:
    r"""The text without what no file of ours can hold: control characters, halves of letters.

    Examples
    --------
    >>> printable("Labor\x1b[2J"), printable("Zeile 1\nZeile 2")
    ('Labor�[2J', 'Zeile 1\nZeile 2')
    """
    return text if text.isprintable() else _UNPRINTABLE.sub(_LOST, text)


def sayable(text: str) -> str:
    r"""The text as a terminal may show it: nothing in it moves, colours or turns what it writes.

    Examples
    --------
    >>> sayable("Labor\r\x1b[31mrot")
    'Labor��[31mrot'
    """
    return _UNSAYABLE.sub(_LOST, text)


def shortened(text: str, longest: int) -> str:
    """The text, cut with a sign where it has more units of UTF-16 than a file can hold.

    Examples
    --------
    >>> shortened("Sternwarte", 6), shortened("Labor", 5)
    ('Stern…', 'Labor')
    """
    if 2 * len(text) <= longest or len(text.encode("utf-16-le")) <= 2 * longest:
        return text
    kept = text.encode("utf-16-le")[: 2 * (longest - 1)].decode("utf-16-le", errors="ignore")
    return f"{kept}…"
