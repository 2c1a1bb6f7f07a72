"""Signs that maps and figures share: stripes of doubt, hatching, the length of a scale bar."""

from typing import Final

HATCH_LINE: Final = "#8a949d"
"""Lines on white where nothing is known."""
STRIPES: Final = ("#4a5a68", "#ffffff")
"""On light and on dark colours."""
_DARK: Final = 0.55
"""Below this brightness stripes are white."""
_LENGTHS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500)


def stripe(colour: str) -> str:
    """Colour of the stripes that mark doubt on ``colour`` (``#rrggbb``).

    Examples
    --------
    >>> stripe("#d0d1e6"), stripe("#016c59")
    ('#4a5a68', '#ffffff')
    """
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return STRIPES[0.3 * red + 0.59 * green + 0.11 * blue < _DARK]


def bar_length(width_m: float) -> int:
    """Kilometres of a scale bar: a round number, about a sixth of a map of so many metres.

    Examples
    --------
    >>> bar_length(640_000), bar_length(3000)
    (100, 1)
    """
    wanted = width_m / 6000
    return max((one for one in _LENGTHS if one <= wanted), default=_LENGTHS[0])
