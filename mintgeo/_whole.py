"""Whether a file is what its ending says, and whether its format proves that nothing is missing."""

import bz2
import gzip
import lzma
import sqlite3
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

_BEGINNINGS: Final = {
    ".zip": b"PK", ".xlsx": b"PK", ".gpkg": b"SQLite format 3", ".parquet": b"PAR1",
    ".gz": b"\x1f\x8b", ".bz2": b"BZh", ".xz": b"\xfd7zXZ",
}  # fmt: skip
_PBF: Final = b"OSMHeader"
_BLOCK: Final = 1 << 20
# RuntimeError is also what zipfile raises for a compression that it does not know
_DAMAGED: Final = (
    OSError, EOFError, ValueError, RuntimeError, zlib.error, lzma.LZMAError,
    zipfile.BadZipFile, sqlite3.Error,
)  # fmt: skip


def begins_right(path: Path, suffix: str) -> bytes | None:
    """Return the first bytes of a file that is not of its kind; None if it is, or may be."""
    with path.open("rb") as file:
        begin = file.read(64)
    if suffix == ".pbf":
        return None if _PBF in begin else begin
    return None if begin.startswith(_BEGINNINGS.get(suffix, b"")) else begin


def proves_whole(path: Path, suffix: str) -> bool:
    """Whether the format of a file proves that it is whole: by its end, and by its checksums.

    Never for formats that may end anywhere, such as CSV or PBF.
    """
    proof = _PROOFS.get(suffix)
    try:
        return proof is not None and proof(path)
    except _DAMAGED:
        return False


def _zip(path: Path) -> bool:
    """Ends with its table of contents, and every member has its checksum."""
    with zipfile.ZipFile(path) as archive:
        return bool(archive.namelist()) and archive.testzip() is None


def _unpacks(opened: Callable[[Path], gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile]) -> Callable:  # type: ignore[type-arg]
    def proof(path: Path) -> bool:
        some = False
        with opened(path) as file:
            while file.read(_BLOCK):
                some = True
        return some

    return proof


def _parquet(path: Path) -> bool:
    """Ends with its footer, and every row that it tells of is there."""
    from pyarrow import ArrowException, parquet

    try:
        with parquet.ParquetFile(path, page_checksum_verification=True) as file:
            rows = sum(batch.num_rows for batch in file.iter_batches())
            return bool(rows == file.metadata.num_rows)
    except ArrowException:
        return False


def _sqlite(path: Path) -> bool:
    """Has as many pages as its head says, and they fit each other."""
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        pages, size = (
            connection.execute(f"PRAGMA {what}").fetchone()[0]
            for what in ("page_count", "page_size")
        )
        checked = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    finally:
        connection.close()
    return bool(checked == "ok" and pages * size == path.stat().st_size)


_PROOFS: Final[dict[str, Callable[[Path], bool]]] = {
    ".zip": _zip, ".xlsx": _zip, ".gpkg": _sqlite, ".parquet": _parquet,
    ".gz": _unpacks(gzip.GzipFile), ".bz2": _unpacks(bz2.BZ2File), ".xz": _unpacks(lzma.LZMAFile),
}  # fmt: skip
