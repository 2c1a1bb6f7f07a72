"""The files of a register: ``register.json`` and its tables, read with suspicion."""

import hashlib
import json
import re
from io import BytesIO
from pathlib import Path
from time import sleep
from typing import Any, Final

import pandas as pd
from pyarrow import ArrowException

from mintgeo._cache import file_hash
from mintgeo._errors import InputError, OutputError, reason
from mintgeo._outputs import REGISTER, is_file, places, writing
from mintgeo._text import whole
from mintgeo.duplicates.merging import as_json
from mintgeo.duplicates.prepared import is_missing

FORMAT: Final = 1
FILE: Final = f"{REGISTER}.json"
NAMES: Final = ("entries", "sources", "history")
_LARGEST: Final = 10_000_000
_MOST_BYTES: Final = 400_000_000
_TRIES, _PAUSE_S = 40, 0.05
_SHA: Final = re.compile("[0-9a-f]{64}")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
Tables = dict[str, pd.DataFrame]


class _MixedError(InputError):
    """Files do not belong together: a writer is at work this very moment, or they are damaged."""


def table_file(name: str) -> str:
    """Where a table is kept, below the folder of its register."""
    return f"{REGISTER}/{name}.parquet"


def write(
    folder: Path, about: dict[str, Any], tables: Tables, *, revision: str, force: bool
) -> str:
    """Write a register; return its revision. ``revision`` is that of the state it was made of.

    Raises
    ------
    OutputError
        If somebody else has written a newer state meanwhile, or files are in the way.
    """
    names = [FILE, *map(table_file, NAMES)]
    with writing(folder, parts={"register"}, wanted=names, force=force) as new:
        there = revision_of(folder)
        if there not in ("", revision):
            raise OutputError(
                "The register in '{folder}' was changed since it was loaded; load it, update it "
                "again, and save that.", folder=folder,
            )  # fmt: skip
        (new.folder / REGISTER).mkdir()
        told = {}
        for name in NAMES:
            goal = new.folder / table_file(name)
            as_text(tables[name]).to_parquet(goal, compression="zstd", index=False)
            told[name] = {"rows": len(tables[name]), "sha256": file_hash(goal)}
        full = {"format": FORMAT, **about, "tables": told}
        text = json.dumps(full, ensure_ascii=False, indent=1) + "\n"
        (new.folder / FILE).write_text(text, encoding="utf-8", newline="\n")
    return _digest(text.encode())


def as_text(table: pd.DataFrame) -> pd.DataFrame:
    """A table whose columns are numbers or texts throughout, as a file needs them."""
    out: dict[str, Any] = {}
    for name in table.columns:
        told = [one for one in table[name].astype(object) if not is_missing(one)]
        numbers = len(told) > 0 and all(
            isinstance(one, int | float) and not isinstance(one, bool) for one in told
        )
        if numbers:
            out[name] = pd.to_numeric(table[name]).astype("float64")
        else:
            cells = table[name].astype(object)
            out[name] = cells.map(lambda one: None if is_missing(one) else _text(one)).astype("str")
    return pd.DataFrame(out, columns=list(table.columns), index=table.index)


def _text(value: Any) -> str:
    """A text as it is, all else as JSON."""
    if isinstance(value, str):
        return value if value.isascii() else whole(value)
    told = as_json(value)
    return str(json.loads(told)) if told.startswith('"') else told


def revision_of(folder: str | Path) -> str:
    """Which state of a register a folder holds; empty if none."""
    file = next((one / FILE for one in places(Path(folder)) if is_file(one / FILE)), None)
    return "" if file is None else _digest(file.read_bytes())


def read(folder: str | Path) -> tuple[dict[str, Any], Tables, str]:
    """Read a register; what another process is writing this moment is waited for.

    Raises
    ------
    InputError
        If the folder holds no register, one of a newer mintgeo, or a damaged one.
    """
    home = Path(folder)
    for _ in range(_TRIES):
        try:
            return _read(home)
        except _MixedError:
            sleep(_PAUSE_S)
    return _read(home)


def _read(home: Path) -> tuple[dict[str, Any], Tables, str]:
    content = _content(home, FILE, _LARGEST)
    about = _about(home, content)
    tables = {}
    for name in NAMES:
        raw = _content(home, table_file(name), _MOST_BYTES)
        if _digest(raw) != about["tables"][name]["sha256"]:
            raise _MixedError(
                "'{home}' is damaged or no whole register: {file} is not the one that {json} "
                "names.",
                home=home.name,
                file=table_file(name),
                json=FILE,
            )
        tables[name] = _parsed(home, name, raw, about["tables"][name]["rows"])
    return about, tables, _digest(content)


def _about(home: Path, content: bytes) -> dict[str, Any]:
    try:
        raw = json.loads(content.decode("utf-8"))
        number = raw["format"]
        if isinstance(number, int) and not isinstance(number, bool) and number > FORMAT:
            raise InputError(
                "'{home}' is a register of a newer mintgeo (format {number}; this one reads up to "
                "{known}). Nothing was changed; update mintgeo.",
                home=home.name, number=number, known=FORMAT,
            )  # fmt: skip
        sound = number == FORMAT and not isinstance(number, bool) and _fits(raw)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise InputError(
            "{home}/{file} is damaged: {error}.", home=home.name, file=FILE, error=reason(error)
        ) from error
    if not sound:
        raise InputError("{home}/{file} is no register of mintgeo.", home=home.name, file=FILE)
    about: dict[str, Any] = raw
    return about


def _fits(raw: dict[str, Any]) -> bool:
    tables = [raw["tables"][name] for name in NAMES]
    listed = raw["kind"] in ("", "offers", "sites") and isinstance(raw["rounds"], list)
    listed = listed and all(_DAY.fullmatch(one["as_of"]) for one in raw["rounds"])
    return listed and all(
        isinstance(one["rows"], int) and _SHA.fullmatch(one["sha256"]) for one in tables
    )


def _content(home: Path, name: str, most: int) -> bytes:
    file = next((one / name for one in places(home) if is_file(one / name)), None)
    if file is None:
        if name == FILE:
            raise InputError(
                "'{home}' holds no register: there is no {file}.", home=home, file=FILE
            )
        raise _MixedError(
            "'{home}' is no whole register: {file} is missing.", home=home.name, file=name
        )
    try:
        if file.stat().st_size > most:
            raise InputError(
                "'{file}' has {size:,} bytes, more than the {most:,} that mintgeo reads.",
                file=file, size=file.stat().st_size, most=most,
            )  # fmt: skip
        return file.read_bytes()
    except OSError as error:
        raise _MixedError("'{file}' can't be read: {why}.", file=file, why=reason(error)) from error


def _parsed(home: Path, name: str, raw: bytes, rows: int) -> pd.DataFrame:
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(BytesIO(raw)) as file:
            table = as_text(file.read().to_pandas())
    except (ArrowException, ValueError, TypeError, OSError) as error:
        raise InputError(
            "{home}/{file} is damaged: {error}.",
            home=home.name,
            file=table_file(name),
            error=reason(error),
        ) from error
    if len(table) != rows:
        raise InputError("{home}/{file} has not all rows.", home=home.name, file=table_file(name))
    return table


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
