"""Which pairs of rows are compared at all: those that share a key; and which were too many."""

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from mintgeo.duplicates.prepared import Prepared
from mintgeo.duplicates.words import KINDS, NEUTRAL

MOST: Final = 150
"""Rows that share a key and are compared each with each; of a key that more have, none are."""
_START: Final = 3
_CELL: Final = 0.004
Pairs = npt.NDArray[np.int64]


class Blocked(NamedTuple):
    """Pairs of positions (n, 2), the first below the second; and keys that too many rows have."""

    pairs: Pairs
    skipped: pd.DataFrame


def candidate_pairs(rows: Prepared, most: int = MOST) -> Blocked:
    """All pairs that share a key which at most ``most`` rows have.

    Keys: the postcode; the postcode, and the town, with the first letters of a word of the name;
    the whole name; two words of it; e-mail, phone, page and own domain; a cell of about 400 m, in
    four grids. So a pair is missed only if it shares none of them, or only ones of too many rows,
    which are said.
    """
    n = len(rows)
    found, skipped = [], []
    for name, positions, keys in _keys(rows):
        codes, values = pd.factorize(np.asarray(keys, dtype=object))
        counts = np.bincount(codes, minlength=len(values))
        large = np.flatnonzero(counts > most)
        skipped += [(name, str(values[one]), int(counts[one])) for one in large]
        keep = counts[codes] <= most
        found.append(_each_with_each(codes[keep], positions[keep], n))
    every = np.unique(np.concatenate(found)) if found else np.empty(0, np.int64)
    pairs = np.stack([every // max(n, 1), every % max(n, 1)], axis=1)
    said = pd.DataFrame(skipped, columns=["key", "value", "rows"])
    return Blocked(pairs, said.sort_values("rows", ascending=False, ignore_index=True))


def _each_with_each(codes: Pairs, positions: Pairs, n: int) -> Pairs:
    """Pairs of rows of the same key, as one number each."""
    order = np.lexsort((positions, codes))
    codes, positions = codes[order], positions[order]
    out = [np.empty(0, np.int64)]
    lag, left = 1, len(codes)
    while left > lag:
        same = np.flatnonzero(codes[lag:] == codes[:-lag])
        if not len(same):
            break
        low, high = positions[same], positions[same + lag]
        out.append(np.minimum(low, high) * n + np.maximum(low, high))
        lag += 1
    every: Pairs = np.unique(np.concatenate(out))
    own: Pairs = every[every // max(n, 1) != every % max(n, 1)]
    return own


def _keys(rows: Prepared) -> Iterator[tuple[str, Pairs, list[str]]]:
    for name in ("postcode", "email", "phone", "page", "domain"):
        yield name, *_there(rows.texts[name])
    for field, every in rows.words.items():
        yield f"{field} of words", *_there([" ".join(sorted(one)) for one in every])
        telling = [[word for word in one if word not in NEUTRAL] for one in every]
        own = [[word for word in one if word not in KINDS] or one for one in telling]
        for name in ("postcode", "bare"):
            yield f"{name} and {field}", *_flat(
                [[f"{key} {word[:_START]}" for word in {*words}] if key else []
                 for key, words in zip(rows.texts[name], telling, strict=True)]
            )  # fmt: skip
        yield f"words of {field}", *_flat([_twos(one) for one in own])
    yield from _cells(rows)


def _twos(words: list[str]) -> list[str]:
    few = sorted(set(words), key=lambda word: (-len(word), word))[:4]
    return ["|".join(sorted((one, other))) for at, one in enumerate(few) for other in few[:at]]


def _there(keys: npt.NDArray[np.object_] | list[str]) -> tuple[Pairs, list[str]]:
    at = [row for row, key in enumerate(keys) if key]
    return np.array(at, dtype=np.int64), [keys[row] for row in at]


def _flat(keys: list[list[str]]) -> tuple[Pairs, list[str]]:
    at = [row for row, several in enumerate(keys) for _ in several]
    return np.array(at, dtype=np.int64), [key for several in keys for key in several]


def _cells(rows: Prepared) -> Iterator[tuple[str, Pairs, list[str]]]:
    at = np.flatnonzero(np.isfinite(rows.lat) & np.isfinite(rows.lon))
    for up in (0.0, 0.5):
        for right in (0.0, 0.5):
            y = np.floor(rows.lat[at] / _CELL + up).astype(np.int64)
            x = np.floor(rows.lon[at] / _CELL + right).astype(np.int64)
            yield "cell", at, [f"{a},{b}" for a, b in zip(y, x, strict=True)]
