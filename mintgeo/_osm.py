"""The one door to osmium: OpenStreetMap extracts, streamed object by object."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any, Final

from mintgeo._door import check_file
from mintgeo._errors import InputError, MintgeoError, MissingExtraError
from mintgeo._limits import LIMITS, refuse_more
from mintgeo._progress import waiting
from mintgeo._text import sayable

ATTRIBUTION: Final = "Orte und Straßen © OpenStreetMap-Mitwirkende (ODbL)"
ENDINGS: Final = (".osm.pbf", ".osm", ".osm.gz", ".osm.bz2")
"""Names of files that are read: PBF, or XML as it is or packed."""

LARGE_BYTES: Final = 500_000_000
"""Of larger extracts the places of nodes are kept in a file for the while, not in memory."""

_FEW: Final = 1_000_000

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""


def check_extract(path: str | Path) -> Path:
    """Return the path of an extract that is there, not empty and named as one.

    Raises
    ------
    InputError
        If it is none of these; what is inside shows only when it is read.
    """
    hint = "; an OpenStreetMap extract is needed"
    file = check_file(path, most=LIMITS.extract_bytes, hint=hint)
    if not file.name.lower().endswith(ENDINGS):
        wanted = ", ".join(ENDINGS)
        raise InputError(f"{file.name} is not named as an extract; wanted is one of {wanted}.")
    return file


def stream(
    path: str | Path,
    kinds: str,
    *,
    keys: Iterable[str] = (),
    ids: Iterable[int] | None = None,
    locations: bool = False,
    progress: bool = True,
) -> Iterator[Any]:
    """Yield the objects of an extract, one at a time; nothing is kept.

    Parameters
    ----------
    path
        An extract (``ENDINGS``).
    kinds
        Which objects, a letter each: ``n`` nodes, ``w`` ways, ``r`` relations.
    keys
        Only objects with at least one of these tags; all if none is named.
    ids
        Only objects with these ids.
    locations
        Let the nodes of ways know where they are. osmium then holds 16 bytes per node of the
        extract (of large ones in a temporary file), and the nodes must come before the ways, as
        they do in all usual extracts.
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
    osmium = _osmium()
    file = check_extract(path)
    of_kind = {"n": osmium.osm.NODE, "w": osmium.osm.WAY, "r": osmium.osm.RELATION}
    wanted = osmium.osm.NOTHING
    for kind in kinds:
        wanted |= of_kind[kind]
    try:
        reader = osmium.FileProcessor(file, wanted | (osmium.osm.NODE if locations else wanted))
        if locations:
            reader.with_filter(osmium.filter.EntityFilter(wanted))
        if ids is not None:
            reader.with_filter(osmium.filter.IdFilter(ids))
        keys = tuple(keys)
        if keys:
            reader.with_filter(osmium.filter.KeyFilter(*keys))
        with _place_store(file) if locations else nullcontext() as store:
            found = reader.with_locations(store) if locations else reader
            yield from _counted(file, waiting(found, progress=progress, **_bar(file)))
    except MintgeoError:
        raise
    except Exception as error:
        raise _unreadable(file, error) from error


def _counted(file: Path, found: Iterable[Any]) -> Iterator[Any]:
    """Refuse an extract of more objects than bytes: something packed to take all memory."""
    most = max(file.stat().st_size, _FEW)
    for number, one in enumerate(found, start=1):
        if number > most:
            refuse_more(number, most, file=file.name, of="objects", do="fetch the extract again")
        yield one


def _bar(file: Path) -> dict[str, object]:
    return {"desc": sayable(file.name[:40]), "unit": " Objekte", "unit_scale": True}


@contextmanager
def _place_store(file: Path) -> Iterator[str]:
    """Name of the index that osmium shall keep the places of nodes in."""
    if file.stat().st_size < LARGE_BYTES:
        yield "flex_mem"
        return
    with TemporaryDirectory(prefix="mintgeo-") as folder:
        yield f"sparse_file_array,{folder}/nodes"


def extent(path: str | Path) -> Box | None:
    """Box that the extract's header claims to cover, or None if it says nothing.

    Raises
    ------
    InputError
        If the file is no extract.
    """
    file = check_extract(path)
    osmium = _osmium()
    try:
        with osmium.io.Reader(file, osmium.osm.NOTHING) as reader:
            box = reader.header().box()
    except Exception as error:
        raise _unreadable(file, error) from error
    if not box.valid():
        return None
    low, high = box.bottom_left, box.top_right
    return low.lon, low.lat, high.lon, high.lat


def _unreadable(file: Path, error: Exception) -> InputError:
    return InputError(
        f"{file.name} cannot be read as an OpenStreetMap extract ({error}); it is something else, "
        f"or was cut off on its way: fetch it again."
    )


def _osmium() -> ModuleType:
    try:
        import osmium
    except ImportError as error:
        raise MissingExtraError(
            "Reading OpenStreetMap extracts needs osmium: pip install 'mintgeo[osm]'."
        ) from error
    return osmium
