"""Where the rows of lists lie: the regions that a study is probably about."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

import shapely

from mintgeo._crs import UTM32
from mintgeo.germany.regions import regions
from mintgeo.germany.within import told_name
from mintgeo.study.new.looking import Seen

_MOST: Final = 0.8
"""Share of the rows that lies in their region; the rest may lie around it."""
_ROUNDING: Final = 1e-9
_SEVERAL: Final = 6
"""So many neighbouring Kreise are a region of their own, such as that of a network,"""
_PART: Final = 0.5
"""if they are no more than this part of the Kreise of their Länder,"""
_ROWS: Final = 3
"""and the longest list has so many rows in each of them, or more."""
_MAIN, _TIMES = 0.5, 3
"""A Kreis with so much of the rows of every list, and so many times as much as any other, is the
region alone."""
_BORDER_M: Final = 500
"""Borders of neighbours lie so far apart at most."""


def suggested(seen: Sequence[Seen]) -> tuple[str, ...]:
    """The Kreis, some neighbouring Kreise, or the Land that most of the rows lie in, by name.

    Lists count alike, however long they are. Nothing for Germany.
    """
    lists = [_shares(one.kreise) for one in seen if one.kreise]
    found: defaultdict[str, float] = defaultdict(float)
    for shares in lists:
        for key, part in shares.items():
            found[key] += part / len(lists)
    most = _most(found)
    if not most:
        return ()
    if len(most) == 1 or (_is_main(found) and _in_all(most[:1], lists)):
        return (_named(most[0]),)
    rows = max(sum(one.kreise.get(key, 0) for key in most) for one in seen)
    if rows >= _ROWS * len(most) and _in_all(most, lists):
        region = _region(most)
        if region:
            return tuple(_named(key) for key in region)
    laender = _most(_by_land(found))
    return (told_name(laender[0]),) if len(laender) == 1 else ()


def _named(kreis: str) -> str:
    """The name of a Kreis; of one that is a Land, that of the Land."""
    alone = regions("kreis")["ags"].str.startswith(kreis[:2]).sum() == 1
    return told_name(kreis[:2] if alone else kreis)


def _most(found: Mapping[str, float]) -> list[str]:
    """The fewest regions that hold most of the rows, that of the most first."""
    held, kept = 0.0, []
    for key in sorted(found, key=lambda key: (-found[key], key)):
        if held >= _MOST - _ROUNDING:
            break
        held += found[key]
        kept.append(key)
    return kept


def _in_all(keys: Sequence[str], lists: Sequence[Mapping[str, float]]) -> bool:
    """Whether every list has much of its rows in some Kreise."""
    return all(sum(shares.get(key, 0.0) for key in keys) >= _MAIN for shares in lists)


def _by_land(found: Mapping[str, float]) -> dict[str, float]:
    sums: defaultdict[str, float] = defaultdict(float)
    for key, part in found.items():
        sums[key[:2]] += part
    return sums


def _is_main(found: Mapping[str, float]) -> bool:
    """Whether one of a few Kreise stands out."""
    first, *others = sorted(found.values(), reverse=True)
    return len(found) <= _SEVERAL and first >= _MAIN and first >= _TIMES * max(others, default=0.0)


def _region(keys: list[str]) -> list[str]:
    """A few Kreise and what they enclose, if they are one piece of land, small in their Länder."""
    kreise = regions("kreis")
    beside = kreise["ags"].str.startswith(tuple({key[:2] for key in keys}))
    if len(keys) > _SEVERAL or len(keys) > _PART * int(beside.sum()):
        return []
    shapes = kreise.loc[kreise["ags"].isin(keys)].geometry.to_crs(UTM32)
    whole = shapely.union_all(shapely.buffer(shapes.to_numpy(), _BORDER_M))
    if len(shapely.get_parts(whole)) > 1:
        return []
    middles = kreise.geometry.to_crs(UTM32).representative_point()
    enclosed = kreise.loc[middles.within(shapely.Polygon(whole.exterior)).to_numpy(), "ags"]
    return [*keys, *(key for key in enclosed if key not in keys)]


def _shares(kreise: Mapping[str, int]) -> dict[str, float]:
    total = sum(kreise.values())
    return {key: count / total for key, count in kreise.items()}
