"""Values as TOML: what a study file of ours holds is read back as it was."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from mintgeo._errors import InputError
from mintgeo._text import whole

_DELETE = "\x7f"


def toml(value: Any) -> str:
    r"""Write a value of a study file.

    Raises
    ------
    InputError
        If a text has halves of letters, as names of files from other systems may: TOML holds none.

    Examples
    --------
    >>> print(toml('C:\\Ue "x".csv'))
    "C:\\Ue \"x\".csv"
    >>> print(toml({"path": "a.csv", "columns": {"PLZ / Ort": "place"}}))
    { path = "a.csv", columns = { "PLZ / Ort" = "place" } }
    """
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{_key(key)} = {toml(one)}' for key, one in value.items())} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(toml, value))}]"
    return repr(value)


def _text(text: str) -> str:
    if whole(text) != text:
        raise InputError(
            "'{text}' has letters that a study file can't hold; give the file another name.",
            text=whole(text),
        )
    # A text of JSON is one of TOML, but for the one control character that JSON leaves as it is.
    return json.dumps(text, ensure_ascii=False).replace(_DELETE, "\\u007f")


def _key(key: str) -> str:
    return key if key.isascii() and key.isidentifier() else _text(key)
