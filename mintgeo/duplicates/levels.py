"""How pairs of rows compare: places, contacts and ages as arrays, names by words."""

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from mintgeo._crs import GEOD
from mintgeo.duplicates.blocks import Pairs
from mintgeo.duplicates.names import compare_names
from mintgeo.duplicates.prepared import Prepared

_NEAR_M, _HOUSE_M, _APART_M = 150.0, 60.0, 15_000.0
_OWN: Final = 30
"""Rows that may have the same domain, if it is to be somebody's own."""
_SAME_SPOT: Final = 3
_STREET: Final = 84.0
_BESIDE: Final = 4
_LIKENESS: Final = 35.0
Levels = npt.NDArray[np.object_]
Mask = npt.NDArray[np.bool_]


def where(rows: Prepared, pairs: Pairs) -> Levels:
    """Level of the places: ``house``, ``near``, ``street``, ``town``, ``city``, and so on."""
    same_plz, some_plz = _same(rows, "postcode", pairs)
    same_place, some_place = _same(rows, "place", pairs)
    same_bare, _ = _same(rows, "bare", pairs)
    place = same_place | same_bare
    slip = some_plz & ~same_plz & place & _alike(rows, "postcode", pairs, slips=1)
    town = same_plz | (place & ~some_plz) | slip
    city = ~town & place & same_place
    elsewhere = ~town & ~city & (some_plz | some_place)
    out = np.full(len(pairs), "missing", dtype=object)
    out[town], out[city], out[elsewhere] = "town", "city", "elsewhere"
    street, numbers = _streets(rows, pairs)
    here = town | city
    out[here & (street == 0)] = "moved"
    out[here & (street == 1)] = "street"
    out[here & (street == 1) & (numbers == 0)] = "moved"
    out[here & (street == 1) & (numbers == 1)] = "house"
    return _by_distance(rows, pairs, out)


def _by_distance(rows: Prepared, pairs: Pairs, out: Levels) -> Levels:
    a, b = pairs.T
    there = np.isfinite(rows.lat[a] + rows.lon[a] + rows.lat[b] + rows.lon[b])
    gap = np.full(len(pairs), np.nan)
    gap[there] = GEOD.inv(
        rows.lon[a][there], rows.lat[a][there], rows.lon[b][there], rows.lat[b][there]
    )[2]
    own = _often(rows, a) <= _SAME_SPOT
    near = (gap <= _NEAR_M) & own
    unsaid = np.isin(out, ["town", "city", "missing", "elsewhere", "street"])
    out[near & unsaid] = "near"
    out[(gap <= _HOUSE_M) & own & np.isin(out, ["near", "street"])] = "near"
    out[(gap > _APART_M) & np.isin(out, ["missing", "city"])] = "elsewhere"
    out[(gap > _NEAR_M) & (gap <= _APART_M) & (out == "missing")] = "moved"
    return out


def _often(rows: Prepared, at: Pairs) -> npt.NDArray[np.int64]:
    """How many rows lie at the very point of each: many do at the middle of a postcode."""
    spots = np.stack([np.nan_to_num(rows.lat).round(5), np.nan_to_num(rows.lon).round(5)], axis=1)
    if not len(spots):
        return np.empty(0, np.int64)
    _, codes, counts = np.unique(spots, axis=0, return_inverse=True, return_counts=True)
    return np.asarray(counts[codes.ravel()][at], dtype=np.int64)


def _same(rows: Prepared, field: str, pairs: Pairs) -> tuple[Mask, Mask]:
    """Where both have the same value, and where both have one."""
    one, other = rows.codes[field][pairs[:, 0]], rows.codes[field][pairs[:, 1]]
    both = (one >= 0) & (other >= 0)
    return both & (one == other), both


def _alike(rows: Prepared, field: str, pairs: Pairs, *, slips: int) -> Mask:
    one, other = (rows.texts[field][pairs[:, at]] for at in (0, 1))
    gaps = process.cpdist(one, other, scorer=OSA.distance, score_cutoff=slips)
    return np.asarray(gaps <= slips)


def _streets(rows: Prepared, pairs: Pairs) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """1 the same, 0 another, −1 unsaid: of the street, and of the number.

    Numbers that stand beside each other, as entrances of one house do, leave it open.
    """
    same, both = _same(rows, "street", pairs)
    one, other = (rows.texts["street"][pairs[:, at]] for at in (0, 1))
    alike = np.zeros(len(pairs), dtype=bool)
    ask = np.flatnonzero(both & ~same)
    if len(ask):
        alike[ask] = process.cpdist(one[ask], other[ask], scorer=fuzz.ratio) >= _STREET
    street = np.where(~both, -1, (same | alike).astype(np.int64))
    same, both = _same(rows, "number", pairs)
    numbers = np.array([float(one or "nan") for one in rows.texts["number"]])
    beside = np.abs(numbers[pairs[:, 0]] - numbers[pairs[:, 1]]) <= _BESIDE
    return street, np.where(~both | (beside & ~same), -1, same.astype(np.int64))


def contact(rows: Prepared, pairs: Pairs) -> Levels:
    """``twice``, ``direct``, ``domain``, ``different`` or ``missing``.

    Branches share the home page of their network: where e-mail or phone differ, it says no more
    than its domain does, and where both differ, nothing.
    """
    direct = {name: _same(rows, name, pairs) for name in ("email", "phone", "page")}
    email, phone = (direct[name][1] & ~direct[name][0] for name in ("email", "phone"))
    home = np.array(["/" not in one for one in rows.texts["page"]] or [], dtype=bool)[pairs[:, 0]]
    mail, call, page = (same for same, _ in direct.values())
    page = page & ~(home & ~mail & ~call & (email | phone))
    agree = mail.astype(int) + call + page
    said = direct["email"][1] | direct["phone"][1]
    own, _ = _same(rows, "domain", pairs)
    few = _counts(rows.codes["domain"])[pairs[:, 0]] <= _OWN
    out = np.where(said, "different", "missing").astype(object)
    out[own & few] = np.where(email & phone, "missing", "domain")[own & few]
    out[agree == 1], out[agree > 1] = "direct", "twice"
    return out


def often(rows: Prepared, pairs: Pairs) -> npt.NDArray[np.float64]:
    """Rows that have the rarest contact which a pair shares; 1 where it shares none."""
    out = np.full(len(pairs), np.inf)
    for name in ("email", "phone", "page"):
        same, _ = _same(rows, name, pairs)
        out = np.where(same, np.minimum(out, _counts(rows.codes[name])[pairs[:, 0]]), out)
    return np.where(np.isfinite(out), out, 1.0)


def _counts(codes: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    if not len(codes):
        return codes
    counts = np.bincount(codes + 1)
    counts[0] = 0
    return np.asarray(counts[codes + 1], dtype=np.int64)


def ages(rows: Prepared, pairs: Pairs) -> Levels:
    """``same``, ``overlap``, ``disjoint`` or ``missing``; an open end is one."""
    low = np.nan_to_num(rows.age_from, nan=0.0)
    high = np.nan_to_num(rows.age_to, nan=120.0)
    said = np.isfinite(rows.age_from) | np.isfinite(rows.age_to)
    a, b = pairs.T
    out = np.full(len(pairs), "missing", dtype=object)
    both = said[a] & said[b]
    apart = (high[a] < low[b]) | (high[b] < low[a])
    same = (low[a] == low[b]) & (high[a] == high[b])
    out[both] = "overlap"
    out[both & apart], out[both & same] = "disjoint", "same"
    return out


def names(rows: Prepared, field: str, pairs: Pairs, asked: Mask, always: Mask) -> Levels:
    """Levels of ``compare_names``; what is not asked is ``other``.

    So is what shares too few letters, but for those pairs that are compared ``always``.
    """
    words = rows.words[field]
    out = np.full(len(pairs), "other", dtype=object)
    if not len(pairs):
        return out
    bags = np.array([*(" ".join(sorted(one)) for one in words), ""], dtype=object)[:-1]
    empty = bags == ""
    out[empty[pairs[:, 0]] | empty[pairs[:, 1]]] = "missing"
    ask = np.flatnonzero(asked & (out == "other"))
    one, other = (bags[pairs[ask, at]] for at in (0, 1))
    like = process.cpdist(one, other, scorer=fuzz.token_set_ratio) >= _LIKENESS
    ask = ask[like | always[ask]]
    name, _ = pd.factorize(bags)
    town, _ = pd.factorize(np.array([*map(" ".join, rows.near), ""], dtype=object)[:-1])
    same = np.stack([code[pairs[ask, at]] for code in (name, town) for at in (0, 1)], axis=1)
    _, first, which = np.unique(same, axis=0, return_index=True, return_inverse=True)
    said = [
        compare_names(words[a], words[b], frozenset((*rows.near[a], *rows.near[b])))
        for a, b in pairs[ask[first]].tolist()
    ]
    out[ask] = np.array(said, dtype=object)[which.ravel()]
    return out


def name_counts(rows: Prepared, field: str, pairs: Pairs) -> npt.NDArray[np.float64]:
    """Rows that have the name of the first of a pair."""
    codes, _ = pd.factorize(
        np.array([*(" ".join(sorted(one)) for one in rows.words[field]), ""], dtype=object)[:-1]
    )
    counts = np.bincount(codes) if len(codes) else codes
    return np.asarray(counts[codes][pairs[:, 0]], dtype="float64")
