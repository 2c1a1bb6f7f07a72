"""What pages are given in few letters, read again without the code that reads it there."""

import base64
from itertools import accumulate
from typing import Any


def numbers_of(text: str) -> list[int]:
    """Whole numbers of a text without words."""
    found, value, unit = [], 0, 1
    for byte in base64.b64decode(text):
        value += (byte & 127) * unit
        unit *= 128
        if byte < 128:
            found.append(value)
            value, unit = 0, 1
    return found


def steps_of(numbers: list[int]) -> list[int]:
    """Steps up and down."""
    return [-(one + 1) // 2 if one % 2 else one // 2 for one in numbers]


def points_of(flat: list[int]) -> list[list[int]]:
    """Points of steps from one to the next."""
    x, y = (accumulate(steps_of(flat)[axis::2]) for axis in (0, 1))
    return [[*both] for both in zip(x, y, strict=True)]


def parts_of(shape: str) -> list[list[list[list[int]]]]:
    """Points of the lines of every part of a shape."""
    said, found = iter(numbers_of(shape)), []
    for lines in said:
        part = []
        for _ in range(lines):
            count = next(said)
            part.append(points_of([next(said) for _ in range(2 * count)]))
        found.append(part)
    return found


def rows_of(packed: Any) -> list[dict[str, Any]]:
    """Points with their texts."""
    places = points_of(numbers_of(packed["at"]))
    found: list[dict[str, Any]] = [{"at": [v / packed["parts"] for v in at]} for at in places]
    for name, column in packed["texts"].items():
        words = column["words"].split(column["mark"])
        which = accumulate(steps_of(numbers_of(column["rows"])))
        for row, at in zip(found, which, strict=True):
            row[name] = words[at]
    return found
