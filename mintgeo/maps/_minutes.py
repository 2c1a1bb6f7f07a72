"""Classes of time: their limits, names and colours."""

from collections.abc import Sequence
from itertools import pairwise

from mintgeo.language import Language
from mintgeo.maps._data import NamedClass


def labels(limits: Sequence[float], say: Language) -> list[str]:
    """Names of the classes that some limits, in minutes, make."""
    ends = [say.number(limit) for limit in limits]
    return [
        say("bis {n} Minuten", n=ends[0]),
        *(say("{low} bis {n} Minuten", low=low, n=n) for low, n in pairwise(ends)),
        say("über {n} Minuten", n=ends[-1]),
    ]  # fmt: skip


def classes(labels: Sequence[str], palette: Sequence[str]) -> list[NamedClass]:
    """Names and colours, as long as there are both."""
    pairs = zip(labels, palette, strict=False)
    return [{"name": name, "colour": colour} for name, colour in pairs]
