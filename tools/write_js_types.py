"""Write what pages are given (``_data.py``, ``_theme_data.py`` … of ``maps``) as TypeScript.

    python -m tools.write_js_types

The scripts of the pages are checked against it (``tools/scripts``), so the two languages can't
drift apart.
"""

import sys
import types
from inspect import getdoc, getmodule
from pathlib import Path
from typing import (
    Annotated,
    Any,
    Final,
    Literal,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from mintgeo.maps import _data, _plan_data, _theme_data

TARGET: Final = Path(__file__).parent.parent / "mintgeo/maps/assets/types/data.d.ts"
_HEAD: Final = (
    "// Written by tools.write_js_types from _data.py, _plan_data.py and _theme_data.py; do not "
    "edit.\n"
)
_PLAIN: Final = {
    str: "string", int: "number", float: "number", bool: "boolean", type(None): "null", Any: "any",
}  # fmt: skip


def written() -> str:
    """Return the whole file."""
    shapes = [
        one for module in (_data, _plan_data, _theme_data) for one in vars(module).values()
        if is_typeddict(one) and getmodule(one) is module
    ]  # fmt: skip
    themes = "".join(f"  {kind}: {one.__name__};\n" for kind, one in _theme_data.THEMES.items())
    listed = f"/** Data of every theme. */\ntype ThemesData = {{\n{themes}}};\n"
    return "\n".join([_HEAD, *map(declared, shapes), listed])


def declared(shape: Any) -> str:
    """Say a TypedDict as an object type."""
    parameters = ", ".join(one.__name__ for one in getattr(shape, "__parameters__", ()))
    fields = "".join(
        f"  {name}{'' if name in shape.__required_keys__ else '?'}: {said(kind)};\n"
        for name, kind in get_type_hints(shape, include_extras=True).items()
    )
    name = f"{shape.__name__}<{parameters}>" if parameters else shape.__name__
    doc = (getdoc(shape) or "").splitlines()[:1]
    told = f"/** {doc[0]} */\n" if doc and not doc[0].startswith("dict(") else ""
    return f"{told}type {name} = {{\n{fields}}};\n"


def said(kind: Any) -> str:
    """Say a type of Python in TypeScript.

    Examples
    --------
    >>> said(Annotated[list[float], 2, 3]), said(dict[str, int | None])
    ('[number, number, number?]', 'Record<string, number | null>')
    """
    origin, parts = get_origin(kind), get_args(kind)
    if kind in _PLAIN or isinstance(kind, TypeVar) or is_typeddict(kind):
        return _PLAIN.get(kind, getattr(kind, "__name__", ""))
    if origin is Annotated:
        return _tuple(get_args(parts[0])[0], parts[1], parts[-1])
    if origin is Literal:
        return " | ".join(f'"{one}"' for one in parts)
    if origin in (Union, types.UnionType):
        return " | ".join(map(said, parts))
    if origin is tuple and parts[-1] is not ...:
        return f"[{', '.join(map(said, parts))}]"
    return _holder(kind, origin, parts)


def _holder(kind: Any, origin: Any, parts: tuple[Any, ...]) -> str:
    """Say a list, a dictionary, something optional, or a TypedDict of something."""
    if origin in (list, tuple):
        inside = said(parts[0])
        return f"({inside})[]" if " | " in inside else f"{inside}[]"
    if origin is dict:
        return f"Record<{said(parts[0])}, {said(parts[1])}>"
    if is_typeddict(origin):
        return f"{origin.__name__}<{', '.join(map(said, parts))}>"
    if str(origin) in {"typing.NotRequired", "typing.Required"}:
        return said(parts[0])
    raise TypeError(f"No type of TypeScript is known for {kind!r}.")


def _tuple(item: Any, least: int, most: int) -> str:
    inside = [f"{said(item)}{'' if at < least else '?'}" for at in range(most)]
    return f"[{', '.join(inside)}]"


def main() -> int:
    """Write the file."""
    TARGET.write_text(written(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
