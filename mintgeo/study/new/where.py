"""Where the rows of lists lie: the region that a study is probably about."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from mintgeo.germany.within import told_name
from mintgeo.study.new.looking import Seen

_MOST: Final = 0.8
"""Share of a list that lies in its region; the rest may lie around it."""
_DIGITS: Final = (5, 2)


def suggested(seen: Iterable[Seen]) -> str:
    """The Kreis or Land that most rows of every list lie in, by name; empty for Germany.

    Lists count alike, however long they are.
    """
    shares = [_shares(one.kreise) for one in seen if one.kreise]
    for digits in _DIGITS:
        found: defaultdict[str, float] = defaultdict(float)
        for share in shares:
            for key, part in share.items():
                found[key[:digits]] += part / len(shares)
        best = max(found, key=lambda key: (found[key], key), default="")
        if best and found[best] >= _MOST:
            return told_name(best)
    return ""


def _shares(kreise: Mapping[str, int]) -> dict[str, float]:
    total = sum(kreise.values())
    return {key: count / total for key, count in kreise.items()}
