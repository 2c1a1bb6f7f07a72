"""The one door to osmium: OpenStreetMap extracts, streamed object by object."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from functools import reduce
from operator import or_
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any, Final

from mintgeo import _osm_kind
from mintgeo._door import check_file
from mintgeo._errors import InputError, MintgeoError, MissingExtraError, reason
from mintgeo._limits import LIMITS, refuse_more
from mintgeo._osm_pbf import WRITTEN_AS, Block, read_blocks
from mintgeo._phrase import Phrase
from mintgeo._progress import waiting
from mintgeo._text import sayable

ATTRIBUTION: Final = "Orte und Straßen © OpenStreetMap-Mitwirkende (ODbL)"
ENDINGS: Final = (".osm.pbf", ".osm", ".osm.gz", ".osm.bz2", ".pbf", ".o5m", ".opl")
"""Usual names of files that are read; what a file is, its first bytes say."""

LARGE_BYTES: Final = 500_000_000
"""Of larger extracts the places of nodes are kept in a file for the while, not in memory."""

_FEW: Final = 1_000_000

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""


def check_extract(path: str | Path) -> Path:
    """Return the path of an extract that is there, not empty and begins or is named as one.

    Raises
    ------
    InputError
        If it is none of these, or holds changes; what is inside shows only when it is read.
    """
    hint = Phrase("; an OpenStreetMap extract is needed")
    file = check_file(path, most=LIMITS.extract_bytes, hint=hint)
    if not _osm_kind.format_of(file) and not file.name.lower().endswith(ENDINGS):
        wanted = ", ".join(ENDINGS)
        raise InputError(
            "{file} is not named as an extract; wanted is one of {wanted}.",
            file=file.name,
            wanted=wanted,
        )
    return file


class Unusual(Exception):  # noqa: N818
    """An extract is none of the usual ones; it must be read patiently."""


def readable(file: Path, kinds: str) -> Iterator[Any]:
    try:
        yield from _counted(file, _objects(file, kinds))
    except MintgeoError:
        raise
    except Exception as error:
        raise _unreadable(file, error) from error


def stream(
    path: str | Path,
    kinds: str,
    *,
    keys: Iterable[str] = (),
    ids: Iterable[int] | None = None,
    locations: bool = False,
    progress: bool = True,
) -> Iterator[Any]:
    """Yield the objects of an extract as they stand there, one at a time; nothing is kept.

    Parameters
    ----------
    path
        An extract.
    kinds
        Which objects, a letter each: ``n`` nodes, ``w`` ways, ``r`` relations.
    keys
        Only objects with at least one of these tags; all if none is named.
    ids
        Only objects with these ids.
    locations
        Let the nodes of ways know where they are, in whatever order they come: all nodes are
        read first, unless a look at the file shows that they come first anyway. osmium then holds
        16 bytes per node of the extract (of large ones in a temporary file).
    progress
        Show a progress bar, if the output is a terminal or notebook.

    Yields
    ------
    osmium.osm.Node, Way or Relation
        An object is valid until the next one comes: copy what you need.

    Raises
    ------
    InputError
        If the file is no extract, or is cut off: at the object where that shows.
    MissingExtraError
        If osmium is not installed.
    """
    osmium = engine()
    file = check_extract(path)
    ids, keys = None if ids is None else list(ids), tuple(keys)
    if ids and min(ids) < 0:
        raise Unusual
    filters = [osmium.filter.IdFilter(ids)] if ids is not None else []
    filters += [osmium.filter.KeyFilter(*keys)] if keys else []
    try:
        ordered = locations and is_ordered(file)
        with _placer(file, ordered=ordered) if locations else nullcontext() as placer:
            found = _objects(file, kinds, *filters, placer=placer)
            yield from _counted(file, waiting(found, progress=progress, **bar(file)))
    except (MintgeoError, Unusual):
        raise
    except Exception as error:
        raise _unreadable(file, error) from error


def blocks(
    path: str | Path, wanted: Mapping[str, Iterable[str]], *, ordered: bool = True,
    progress: bool = True,
) -> Iterator[Block]:  # fmt: skip
    """Yield the objects that have certain tags as flat arrays, far quicker than one at a time.

    ``wanted`` says for each kind (``n``, ``w``, ``r``) of which tags an object must have one. Ways
    know where their nodes are; these are read first unless the extract is ``ordered``. All else is
    as of ``stream``.
    """
    file = check_extract(path)
    try:
        with TemporaryDirectory(prefix="mintgeo-") as folder:
            picked = Path(folder) / "picked.osm.pbf"
            _pick(file, wanted, picked, ordered=ordered)
            found = waiting(read_blocks(picked), progress=progress, **bar(file))
            yield from _counted(file, found, of=lambda block: len(block.ids))
    except (MintgeoError, Unusual):
        raise
    except Exception as error:
        raise _unreadable(file, error) from error


def _pick(file: Path, wanted: Mapping[str, Iterable[str]], goal: Path, *, ordered: bool) -> None:
    """Let osmium write the objects of a file that have certain tags.

    Ways of other tags don't come to the placer, which would look for all their nodes.
    """
    osmium, key_filter = engine(), engine().filter.KeyFilter
    tagged = {one: key_filter(*keys).enable_for(_entities(one)) for one, keys in wanted.items()}
    kinds = osmium.filter.EntityFilter(_entities("".join(wanted)))
    ways = tagged.pop("w", kinds)
    with (
        _placer(file, ordered=ordered) as placer,
        osmium.io.Reader(_opened(file)) as reader,
        osmium.SimpleWriter(osmium.io.File(str(goal), WRITTEN_AS)) as writer,
    ):
        osmium.apply(reader, ways, placer, kinds, *tagged.values(), writer)


def holds_nodes(path: str | Path, ids: Iterable[int]) -> bool:
    """Whether an extract has one of these nodes."""
    osmium = engine()
    found = _objects(check_extract(path), "n", osmium.filter.IdFilter(ids))
    return next(found, None) is not None


def is_ordered(file: Path) -> bool:
    """Whether a file says, or shows at a look, that its nodes come before its ways."""
    sorted_ = header(file).get("sorting") == "Type_then_ID"
    return sorted_ or _osm_kind.order_of(file, _osm_kind.format_of(file)).nodes_first


def _objects(file: Path, kinds: str, *filters: Any, placer: Any = None) -> Iterator[Any]:
    osmium = engine()
    wanted = _entities(kinds)
    if placer is None:
        reader = osmium.FileProcessor(_opened(file), wanted)
    else:
        reader = osmium.FileProcessor(_opened(file), wanted | osmium.osm.NODE)
        reader.with_filter(placer).with_filter(osmium.filter.EntityFilter(wanted))
    for one in filters:
        reader.with_filter(one)
    return iter(reader)


def _entities(kinds: str) -> Any:
    osmium = engine()
    of_kind = {"n": osmium.osm.NODE, "w": osmium.osm.WAY, "r": osmium.osm.RELATION}
    return reduce(or_, map(of_kind.__getitem__, kinds), osmium.osm.NOTHING)


@contextmanager
def _placer(file: Path, *, ordered: bool) -> Iterator[Any]:
    """What tells the nodes of ways where they are; it knows all nodes, or will in time."""
    osmium = engine()
    with _place_store(file) as store:
        placer = osmium.NodeLocationsForWays(osmium.index.create_map(store))
        placer.ignore_errors()
        if not ordered:
            with osmium.io.Reader(_opened(file), osmium.osm.NODE) as reader:
                osmium.apply(reader, placer)
        yield placer


@contextmanager
def _place_store(file: Path) -> Iterator[str]:
    """Name of the index that osmium shall keep the places of nodes in."""
    folder = None
    if file.stat().st_size >= LARGE_BYTES:
        with suppress(OSError):
            folder = TemporaryDirectory(prefix="mintgeo-")
    if folder is None:
        yield "flex_mem"
        return
    with folder as name:
        yield f"sparse_file_array,{name}/nodes"


def _opened(file: Path) -> Any:
    kind = _osm_kind.format_of(file)
    osmium = engine()
    return osmium.io.File(file, kind) if kind else osmium.io.File(file)


def _counted(
    file: Path, found: Iterable[Any], of: Callable[[Any], int] = lambda _: 1
) -> Iterator[Any]:
    """Refuse an extract of more objects than bytes: something packed to take all memory."""
    most, number = max(file.stat().st_size, _FEW), 0
    for one in found:
        number += of(one)
        if number > most:
            refuse_more(
                number,
                most,
                file=file.name,
                of=Phrase("objects"),
                do=Phrase("fetch the extract again"),
            )
        yield one


def bar(file: Path) -> dict[str, object]:
    return {"desc": sayable(file.name[:40]), "unit": " Objekte", "unit_scale": True}


def extent(path: str | Path) -> Box | None:
    """Box that the extract's header claims to cover, or None if it says nothing.

    Raises
    ------
    InputError
        If the file is no extract.
    """
    box = header(check_extract(path)).box()
    if not box.valid():
        return None
    low, high = box.bottom_left, box.top_right
    return low.lon, low.lat, high.lon, high.lat


def header(file: Path) -> Any:
    osmium = engine()
    try:
        with osmium.io.Reader(_opened(file), osmium.osm.NOTHING) as reader:
            return reader.header()
    except Exception as error:
        raise _unreadable(file, error) from error


def _unreadable(file: Path, error: Exception) -> InputError:
    wrong = _osm_kind.impossible_object(file, _osm_kind.format_of(file))
    if wrong:
        return InputError(
            "{file} can't be read: {wrong}; mend or take out that object.",
            file=file.name,
            wrong=wrong,
        )
    return InputError(
        "{file} cannot be read as an OpenStreetMap extract ({error}); it is something else, or "
        "was cut off on its way: fetch it again.",
        file=file.name,
        error=reason(error),
    )


def engine() -> ModuleType:
    try:
        import osmium
    except ImportError as error:
        raise MissingExtraError(
            "Reading OpenStreetMap extracts needs osmium: pip install 'mintgeo[osm]'."
        ) from error
    return osmium
