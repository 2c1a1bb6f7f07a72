"""Colours and the classes that they stand for: one choice for maps, figures and layers."""

from typing import Final

SHARES: Final = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
"""Where the classes of a share begin and end."""
SHARE_COLOURS: Final = ("#d0d1e6", "#a6bddb", "#67a9cf", "#1c9099", "#016c59")
"""ColorBrewer PuBuGn, six classes without the palest, which would read as "no data" on white."""
CHANGE_COLOURS: Final = (
    "#b35806", "#f1a340", "#fee0b6", "#f7f7f7", "#d8daeb", "#998ec3", "#542788",
)  # fmt: skip
"""ColorBrewer PuOr, seven classes: losses orange, gains purple, safe for colour-blind eyes."""
FAR_COLOURS: Final = ("#bf8300", "#cf5a2c", "#a8316a", "#6b2a8a", "#2a1a5e")
"""From near to far, ever darker: also in grey print and for colour-blind eyes."""
MINUTES: Final = (15, 30, 60, 90)
"""Minutes between the classes of time."""
LOST: Final = "#9aa5ae"
"""What no way leads to."""
KIND_COLOURS: Final = (
    "#d55e00", "#e69f00", "#cc79a7", "#f0e442", "#56b4e9", "#000000", "#999999",
)  # fmt: skip
"""Okabe & Ito's colours that differ from those of shares; the last stands for all further kinds."""
EXACT_COLOURS: Final = {
    "address": "#0072b2", "street": "#009e73", "place": "#c98500", "rough": "#b3261e",
}  # fmt: skip
"""How exactly a row was placed."""
STOP_COLOUR: Final = "#54278f"
"""Of the stops of a plan,"""
GAINED_COLOUR: Final = "#7fbc41"
LEFT_COLOUR: Final = "#de77ae"
"""of whom it gains, and of who is left without (ColorBrewer PiYG, safe for colour-blind eyes)."""
HUB_COLOUR: Final = "#08519c"
UNKNOWN: Final = "#e3e6e9"
"""Where a small map knows nothing."""


def time_colours(count: int) -> list[str]:
    """Of areas of equal time, from pale (the longest threshold) to strong, without the palest."""
    last = min(count, len(SHARE_COLOURS) - 2)
    return [SHARE_COLOURS[round(1 + at * (last - 1) / max(count - 1, 1))] for at in range(count)]
