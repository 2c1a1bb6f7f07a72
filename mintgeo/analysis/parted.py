"""Reach of a demand that is larger than memory: part by part, each written to a file of its own."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

import geopandas as gpd
import pandas as pd

from mintgeo._cache import write_atomically
from mintgeo._credits import credited
from mintgeo._door import reading
from mintgeo._errors import InputError, OptionError, OutputError, reason
from mintgeo._located import AnyTable, Located
from mintgeo._parallel import AnyExecutor, each
from mintgeo._phrase import Phrase
from mintgeo._schema import DEMAND
from mintgeo.analysis.reach import Ways, of_role
from mintgeo.travel.protocol import Router, check_limits, placed

ENDING: Final = ".parquet"
_NAME: Final = re.compile(r"\w[\w.-]*")
Parts: TypeAlias = str | Path | Iterable[str | Path | gpd.GeoDataFrame]
"""A folder of Parquet files, or files and tables one after the other."""
_Part: TypeAlias = tuple[str, Path | gpd.GeoDataFrame]


def reach_parts(
    demand: Parts | AnyTable,
    sites: AnyTable,
    router: Router,
    *,
    out: str | Path,
    column: str = "ags_land",
    max_min: float = 120,
    role: str | None = "offer",
    executor: AnyExecutor | None = None,
) -> pd.DataFrame:
    """Find the nearest two offers of every demand point, part by part, written to files.

    Parameters
    ----------
    demand
        A folder of GeoParquet files, each a demand table; an iterable of such files or of tables;
        or one table, whose parts are the rows of one value of ``column``. Files are read by whoever
        computes, so that only the parts under way are in memory.
    sites, router, max_min, role
        As of ``reach``.
    out
        Folder for the reach tables, a GeoParquet file for each part with the name of its file, its
        value of ``column``, or its number. Only the user can read them.
    column
        Column that parts one table: the Land unless told otherwise.
    executor
        Who computes, as of ``reach``: each part goes to one worker, who reads and writes the files.

    Returns
    -------
    DataFrame
        One row per part: ``part`` (name), ``rows``, ``people``, ``reached`` (people with status
        ``ok``), ``file``.

    Raises
    ------
    InputError
        If a file can't be read, or there is no part.
    OutputError
        If a file of a part is there already, or can't be written.
    TableError
        If a part breaks the schema of a demand table.

    Notes
    -----
    A part is to the bit what ``reach`` finds for its table. Ids are looked at within each part.

    Examples
    --------
    >>> import pandas as pd
    >>> from tempfile import TemporaryDirectory
    >>> import mintgeo as mg
    >>> lab = mg.geocode(mg.read_sites(pd.DataFrame({"Name": ["Labor"], "PLZ": ["17033"]})))
    >>> people = mg.population(within=["13071", "01"])
    >>> with TemporaryDirectory() as folder:
    ...     parts = mg.reach_parts(people, lab, mg.Airline(), out=folder, max_min=60)
    >>> parts[["part", "rows"]]
      part  rows
    0   01  4089
    1   13   704
    """
    check_limits(max_min=max_min)
    there = Located.of(sites, what="destinations")
    folder = Path(out)
    writing = _Writing(
        ways=Ways.of(of_role(there, role), router, max_min), folder=folder,
        sources=tuple(credited(pd.DataFrame(), there.table, router).attrs["attributions"]),
    )  # fmt: skip
    done = list(each(writing, _checked(_parts(demand, column), folder), executor=executor))
    if not done:
        raise InputError("There is no part of a demand: the folder or list is empty.")
    return pd.DataFrame(done).astype({"part": "str", "file": "str"})


@dataclass(frozen=True, kw_only=True, eq=False)
class _Writing:
    """What is done with each part.

    Attributes
    ----------
    ways, folder
        What is asked, and where the answers go.
    sources
        Whom the tables name besides those of the demand.
    """

    ways: Ways
    folder: Path
    sources: tuple[str, ...]

    def __call__(self, part: _Part) -> dict[str, object]:
        name, source = part
        table = source if isinstance(source, pd.DataFrame) else _read(source)
        people = Located(table, what="origins")
        demand = gpd.GeoDataFrame(people.table)
        DEMAND.check(demand)
        found = self.ways(placed(self.ways.router, people, what="origins"))
        reached = credited(self.ways.beside(demand, [found]), self.sources)
        file = _file(self.folder, name)
        try:
            with write_atomically(file, private=True) as new:
                reached.to_parquet(new)
        except OSError as error:
            raise OutputError(
                "'{file}' can't be written: {why}.", file=file.name, why=reason(error)
            ) from error
        count = demand["population"]
        return {
            "part": name, "rows": len(reached), "people": float(count.sum()),
            "reached": float(count[(reached["status"] == "ok").to_numpy()].sum()),
            "file": str(file),
        }  # fmt: skip


def _read(file: Path) -> gpd.GeoDataFrame:
    with reading(file.name, Phrase("GeoParquet file")):
        return gpd.read_parquet(file)


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name}{ENDING}"


def _parts(demand: Parts | AnyTable, column: str) -> Iterator[_Part]:
    """Names of the parts, and where their rows are: files stay closed."""
    if isinstance(demand, pd.DataFrame | Located):
        yield from _of_table(Located.of(demand).table, column)
        return
    if isinstance(demand, str | Path):
        home = Path(demand)
        demand = sorted(home.glob(f"*{ENDING}")) if home.is_dir() else [home]
    for number, one in enumerate(demand):
        if isinstance(one, pd.DataFrame | Located):
            yield f"{number:05}", gpd.GeoDataFrame(Located.of(one).table)
        else:
            yield Path(one).stem, Path(one)


def _of_table(table: pd.DataFrame, column: str) -> Iterator[_Part]:
    if column not in table:
        raise InputError("The demand has no column '{name}' to part it by.", name=column)
    keys = table[column].astype("str").fillna("none")
    for key in sorted(keys.unique()):
        yield key, gpd.GeoDataFrame(table[(keys == key).to_numpy()])


def _checked(parts: Iterable[_Part], folder: Path) -> Iterator[_Part]:
    """Parts whose file can be written: its name is one, and nothing lies there."""
    seen: set[str] = set()
    for name, source in parts:
        if not _NAME.fullmatch(name):
            raise OptionError("A part can't be named '{name}': it is no name of a file.", name=name)
        if name in seen:
            raise InputError("Two parts are named '{name}'; name their files apart.", name=name)
        if _file(folder, name).exists():
            raise OutputError(
                "'{file}' is there already; name an empty folder for the parts.",
                file=f"{name}{ENDING}",
            )
        seen.add(name)
        yield name, source
