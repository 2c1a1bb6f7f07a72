"""Whether data are what a TypedDict says, as a page has them: JSON, where a tuple is a list."""

import types
from collections.abc import Iterator
from itertools import islice
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)  # fmt: skip

from mintgeo.maps._data import PackedSpots, PackedTexts
from tests.maps.packed import rows_of

_SEEN = 50
"""So many entries of a list are looked at."""
_PLAIN: dict[Any, tuple[type, ...]] = {
    str: (str,), bool: (bool,), int: (int,), float: (int, float), type(None): (type(None),),
}  # fmt: skip


def faults(value: Any, kind: Any, at: str = "data") -> Iterator[str]:
    """Where the value is something else."""
    origin, parts = get_origin(kind), get_args(kind)
    if kind is Any or isinstance(kind, TypeVar):
        return
    if kind in _PLAIN:
        if not isinstance(value, _PLAIN[kind]) or (isinstance(value, bool) and kind is not bool):
            yield f"{at}: {value!r} is no {kind.__name__}"
    elif origin is Literal:
        if value not in parts:
            yield f"{at}: {value!r} is none of {parts}"
    elif origin in (Union, types.UnionType):
        if all(any(faults(value, one, at)) for one in parts):
            yield f"{at}: {value!r:.60} is no {kind}"
    elif origin is NotRequired:
        yield from faults(value, parts[0], at)
    elif is_typeddict(kind) or is_typeddict(origin):
        yield from _fields(value, origin or kind, parts, at)
    else:
        yield from _several(value, kind, origin, parts, at)


def _several(value: Any, kind: Any, origin: Any, parts: Any, at: str) -> Iterator[str]:
    if origin is dict:
        for key, one in value.items():
            yield from faults(one, parts[1], f"{at}.{key}")
        return
    if not isinstance(value, list):
        yield f"{at}: {value!r:.60} is no {kind}"
        return
    if origin is Annotated and not parts[1] <= len(value) <= parts[-1]:
        yield f"{at}: {len(value)} entries are no {kind}"
    if origin is tuple and parts[-1] is not ...:
        if len(value) != len(parts):
            yield f"{at}: {len(value)} entries are no {kind}"
        inside = zip(value, parts, strict=False)
    else:
        item = get_args(parts[0])[0] if origin is Annotated else parts[0]
        inside = ((one, item) for one in islice(value, _SEEN))
    for position, (one, what) in enumerate(inside):
        yield from faults(one, what, f"{at}[{position}]")


def _fields(value: Any, kind: Any, parts: tuple[Any, ...], at: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{at}: {value!r:.60} is no {kind.__name__}"
        return
    known = get_type_hints(kind, include_extras=True)
    missing = sorted(kind.__required_keys__ - set(value))
    unknown = sorted(set(value) - set(known))
    yield from (f"{at}: {one} is missing" for one in missing)
    yield from (f"{at}: nobody knows {one}" for one in unknown)
    bound = dict(zip(getattr(kind, "__parameters__", ()), parts, strict=False))
    for name in set(known) & set(value):
        yield from faults(value[name], _filled(known[name], bound), f"{at}.{name}")
    if kind is PackedSpots and parts and not missing:
        for row in value["rows"][:_SEEN]:
            texts = zip(value["columns"], (value["words"][one] for one in row[2:]), strict=True)
            yield from faults({"at": row[:2], **dict(texts)}, parts[0], f"{at}.rows")
    if kind is PackedTexts and parts and not missing:
        for spot in rows_of(value)[:_SEEN]:
            yield from faults(spot, parts[0], f"{at}.texts")


def _filled(kind: Any, bound: dict[Any, Any]) -> Any:
    """A type with what its parameters stand for."""
    if isinstance(kind, TypeVar):
        return bound.get(kind, kind)
    parameters = getattr(kind, "__parameters__", ())
    return kind[tuple(bound.get(one, one) for one in parameters)] if parameters else kind
