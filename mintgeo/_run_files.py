"""The files of a run: ``run.json`` and its tables, written plainly and read with suspicion."""

import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from shutil import copyfile
from time import perf_counter
from typing import Any, Final

import geopandas as gpd
import pandas as pd
from pyarrow import parquet

from mintgeo._cache import file_hash
from mintgeo._crs import WGS84
from mintgeo._errors import InputError, reason
from mintgeo._outputs import MANIFEST, RUN_FILE, TABLES, Manifest, is_file, places
from mintgeo._phrase import Phrase, phrases
from mintgeo._run_former import with_codes, with_places

FORMAT: Final = 3
_WORDS: Final = 2
_FIRST: Final = 1
"""Formats: 3 has codes where 2 has words; 1 names no checksums."""
_LARGEST: Final = 10_000_000
_MOST_CELLS: Final = 20_000_000
_MOST_BYTES: Final = 400_000_000
_LONGEST: Final = 100
_UNFOLDED: Final = 8
_TRIES: Final = 100
_DEVICES: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_FORBIDDEN: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\ud800-\udfff]|^[. ]|[. ]$|^$')
_WANTED: Final[Mapping[str, type]] = {
    "name": str, "title": str, "as_of": str, "parameters": dict, "inputs": dict, "vintages": list,
    "attributions": list, "versions": dict, "tables": dict,
}  # fmt: skip


class _MixedError(InputError):
    """Files do not belong together: a mixture, or a writer is at work this very moment."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Saved:
    """What ``run.json`` says, checked, and the tables."""

    about: dict[str, Any]
    tables: dict[str, pd.DataFrame]


def table_file(name: str) -> str:
    """Return where a table is kept, below the folder of its run."""
    return f"{TABLES}/{name}.parquet"


def check_names(names: Iterable[object]) -> None:
    """Refuse names of tables that can't be names of files on every system.

    Raises
    ------
    InputError
        It names all of them.
    """
    given = list(names)
    wrong = [name for name in given if not _fits(name)]
    if wrong:
        raise InputError(
            "Tables can't have the names {listed}: wanted are names of files, up to {longest} "
            "characters, without / \\ : and the like.",
            listed=", ".join(map(repr, wrong[:10])),
            longest=_LONGEST,
        )
    alike = Counter(unicodedata.normalize("NFC", str(name)).casefold() for name in given)
    if doubles := [name for name, times in alike.items() if times > 1]:
        raise InputError(
            "Tables need names that differ by more than case: {doubles}.",
            doubles=", ".join(doubles),
        )


def _fits(name: object) -> bool:
    return (
        isinstance(name, str)
        and len(name.encode("utf-8", "replace")) <= _LONGEST
        and not _FORBIDDEN.search(name)
        and not _DEVICES.fullmatch(name)
    )


def write(
    folder: Path,
    about: Mapping[str, Any],
    tables: Mapping[str, pd.DataFrame],
    *,
    twin: Mapping[str, pd.DataFrame] | None = None,
) -> None:
    """Write the tables (Parquet), then ``run.json``, which names the SHA-256 of each.

    ``twin`` are tables written already into the folder above: those that are the very same are
    copied. The same run gives the same bytes.
    """
    (folder / TABLES).mkdir(parents=True, exist_ok=True)
    told = {}
    for name, table in tables.items():
        goal = folder / table_file(name)
        if twin is not None and twin.get(name) is table:
            copyfile(folder.parent / table_file(name), goal)
        else:
            table.to_parquet(goal, compression="zstd")
        told[name] = {**about["tables"][name], "sha256": file_hash(goal)}
    text = json.dumps({**about, "tables": told}, ensure_ascii=False, indent=2) + "\n"
    (folder / RUN_FILE).write_text(text, encoding="utf-8", newline="\n")


def read(folder: str | Path) -> Saved:
    """Read a run; what another process is writing this moment is waited for.

    Raises
    ------
    InputError
        If the folder holds no run, one of another format, a damaged one, or files of two runs.
    """
    home = Path(folder)
    for _ in range(_TRIES):
        before = _state(home)
        try:
            return _read(home)
        except _MixedError:
            if _state(home) == before:  # no writer was at work: it is what it is
                raise
    return _read(home)


def _state(home: Path) -> tuple[Any, ...]:
    """What a writer changes: times too, as numbers of files that are gone are given again."""
    found = [one / RUN_FILE for one in places(home) if is_file(one / RUN_FILE)]
    with suppress(OSError):
        now = [(one, one.stat()) for one in found]
        told = [(one, is_.st_ino, is_.st_mtime_ns, is_.st_ctime_ns) for one, is_ in now]
        return (len(places(home)), *told)
    return (perf_counter(),)


def _read(home: Path) -> Saved:
    about = _about(home)
    first = about["format"] == _FIRST
    tables = {
        name: _table(home, name, entry, first=first) for name, entry in about["tables"].items()
    }
    if about["format"] != FORMAT:
        about, tables = with_codes(about), with_places(tables)
    return Saved(about=about, tables=tables)


def _about(home: Path) -> dict[str, Any]:
    content = _content(home, RUN_FILE, most=_LARGEST)
    try:
        raw = json.loads(content.decode("utf-8"))
        faults = _faults(raw)
    except (ValueError, RecursionError) as error:
        raise InputError(
            "{home}/{run_file} is damaged: {error}.",
            home=home.name,
            run_file=RUN_FILE,
            error=reason(error),
        ) from error
    if faults:
        raise InputError(
            "{home}/{run_file} is damaged: {faults}.",
            home=home.name, run_file=RUN_FILE, faults=phrases(faults, "; "),
        )  # fmt: skip
    if raw["format"] != _FIRST:
        _check_listed(home, content)
    about: dict[str, Any] = raw
    return about


def _check_listed(home: Path, content: bytes) -> None:
    """Compare ``run.json`` with what the manifest beside it says, if there is one."""
    manifest = next((found for one in places(home) if (found := Manifest.read(one))), None)
    entry = manifest.files.get(RUN_FILE) if manifest else None
    if entry and entry.sha256 != hashlib.sha256(content).hexdigest():
        raise _MixedError(
            "'{home}' holds no complete run of mintgeo: {run_file} is not the one that {manifest} "
            "names.",
            home=home.name, run_file=RUN_FILE, manifest=MANIFEST,
        )  # fmt: skip


def _faults(raw: Any) -> list[str]:
    """All that is wrong with what a ``run.json`` says."""
    if not isinstance(raw, dict):
        return [Phrase("it holds no object")]
    if raw.get("format") not in (_FIRST, _WORDS, FORMAT) or isinstance(raw["format"], bool):
        return [Phrase("its format is {format}, not {wanted}", format=str(raw.get("format"))[:40],
                       wanted=FORMAT)]  # fmt: skip
    faults: list[str] = [
        Phrase("'{key}' should hold {kind}", key=key, kind=kind.__name__)
        for key, kind in _WANTED.items()
        if not isinstance(raw.get(key), kind)
    ]
    if faults:
        return faults
    json.dumps(raw, ensure_ascii=False, indent=2).encode("utf-8")  # what it says can be written
    date.fromisoformat(raw["as_of"])
    check_names(raw["tables"])
    good = {
        "vintages": all(_texts(pair) and len(pair) == 2 for pair in raw["vintages"]),  # noqa: PLR2004
        "attributions": _texts(raw["attributions"]),
        "versions": _texts(list(raw["versions"].values())),
        "inputs": all(isinstance(entry, dict) for entry in raw["inputs"].values()),
        "tables": all(_is_entry(entry, raw["format"]) for entry in raw["tables"].values()),
    }
    return [
        Phrase("'{key}' holds something else than it should", key=key)
        for key, fits in good.items()
        if not fits
    ]


def _texts(values: Any) -> bool:
    return isinstance(values, list) and all(isinstance(one, str) for one in values)


def _is_entry(entry: Any, number: int) -> bool:
    return (
        isinstance(entry, dict)
        and type(entry.get("rows")) is int
        and isinstance(entry.get("geometry"), bool)
        and (number == _FIRST or isinstance(entry.get("sha256"), str))
    )


def _table(home: Path, name: str, entry: Mapping[str, Any], *, first: bool) -> pd.DataFrame:
    """Read a table; what is parsed are the very bytes that were compared."""
    file = table_file(name)
    content = _content(home, file, most=_MOST_BYTES)
    if not first and hashlib.sha256(content).hexdigest() != entry["sha256"]:
        raise _MixedError(
            "'{home}' holds no complete run of mintgeo: {file} is damaged or of another run.",
            home=home.name, file=file,
        )  # fmt: skip
    try:
        _check_size(content, rows=entry["rows"])
        reader = gpd.read_parquet if entry["geometry"] else pd.read_parquet
        table: pd.DataFrame = reader(BytesIO(content))
        if isinstance(table, gpd.GeoDataFrame) and table.crs == WGS84:
            table = table.set_crs(WGS84, allow_override=True)  # by its name, as it was made
    except MemoryError as error:
        raise InputError(
            "{home}/{file} does not fit into memory.", home=home.name, file=file
        ) from error
    except Exception as error:  # of a damaged file, libraries raise what they stumble on
        raise InputError(
            "'{home}' holds no complete run of mintgeo: {file} can't be read ({kind}: {error}).",
            home=home.name, file=file, kind=type(error).__name__, error=reason(error),
        ) from error  # fmt: skip
    return table


def _check_size(content: bytes, *, rows: int) -> None:
    """Refuse what a small file would unfold to, before it does."""
    about = parquet.ParquetFile(BytesIO(content)).metadata
    if about.num_rows != rows:
        raise InputError("it has {num_rows} rows, not {rows}", num_rows=about.num_rows, rows=rows)
    groups = [about.row_group(number) for number in range(about.num_row_groups)]
    unfolded = sum(group.total_byte_size for group in groups)
    cells = about.num_rows * about.num_columns
    if unfolded > max(_MOST_BYTES, _UNFOLDED * len(content)) or cells > max(
        _MOST_CELLS, len(content)
    ):
        raise InputError(
            "it would unfold to {cells:,} cells, {unfolded:,} bytes", cells=cells, unfolded=unfolded
        )


def _content(home: Path, name: str, *, most: int) -> bytes:
    """The bytes of a file of a run, wherever it waits; looked for again if it moves meanwhile."""
    for _ in range(_TRIES):
        found = [one / name for one in places(home) if is_file(one / name)]
        if not found:
            break
        with suppress(FileNotFoundError):
            if found[0].stat().st_size > most:
                raise InputError(
                    "{home}/{name} has more than {most:,} bytes.",
                    home=home.name, name=name, most=most,
                )  # fmt: skip
            return found[0].read_bytes()
    raise _MixedError(
        "'{home}' holds no complete run of mintgeo: no {name} is there.", home=home.name, name=name
    )
