"""Run: the frozen result of a study, and how it is saved and read again."""

import platform
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeVar, cast

import geopandas as gpd
import pandas as pd

from mintgeo import _run_files
from mintgeo._cache import file_hash
from mintgeo._card import card
from mintgeo._errors import MissingDataError
from mintgeo._kinds import Kind, headlines, open_inputs
from mintgeo._outputs import RUN_FILE, Staging, identity, writing
from mintgeo._text import whole
from mintgeo.language import language
from mintgeo.privacy import public_tables
from mintgeo.privacy.tables import check_public, harmless
from mintgeo.suppression import without_coarse

Frame = TypeVar("Frame", bound=pd.DataFrame)
_PACKAGES: Final = ("mintgeo", "geopandas", "numpy", "pandas", "pyproj", "scipy", "shapely")


@dataclass(frozen=True, kw_only=True)
class Run:
    """The result of a study: everything that a report, a map or next year's comparison needs.

    Attributes
    ----------
    name, title, as_of
        Short name, headline, and the date the study speaks for (ISO).
    tables
        Name → table; names that can be those of files.
    parameters
        What was asked for: modes, thresholds, the router's constants. ``variant`` is ``full``, or
        ``public``: such a run can't hold participants one by one.
    inputs
        Name → file name, SHA-256 and number of rows of what was read.
    vintages
        Of which year each ingredient is: pairs of what and when.
    attributions
        Lines that must stand wherever the data are shown.
    versions
        Python and the packages that computed it.
    """

    name: str
    title: str
    as_of: str
    tables: Mapping[str, pd.DataFrame]
    parameters: Mapping[str, Any]
    inputs: Mapping[str, Mapping[str, Any]]
    vintages: tuple[tuple[str, str], ...]
    attributions: tuple[str, ...]
    versions: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _run_files.check_names(self.tables)
        if self.is_public:
            check_public(self.tables)
        object.__setattr__(self, "tables", MappingProxyType(dict(self.tables)))
        object.__setattr__(self, "versions", MappingProxyType(dict(self.versions) or versions()))

    def __reduce__(self) -> tuple[Any, ...]:
        """As another process takes it: mappings that can't be changed travel as dicts."""
        told: dict[str, Any] = {one.name: getattr(self, one.name) for one in fields(self)}
        plain: dict[str, Any] = {
            k: dict(v) if isinstance(v, MappingProxyType) else v for k, v in told.items()
        }
        return partial(type(self), **plain), ()

    @property
    def is_public(self) -> bool:
        """Whether this is the variant to publish."""
        return self.parameters.get("variant") == "public"

    def table(self, name: str) -> pd.DataFrame:
        """Return a copy of one table.

        Raises
        ------
        MissingDataError
            If the run has no such table.
        """
        if name not in self.tables:
            known = ", ".join(self.tables)
            raise MissingDataError(
                "The run has no table '{name}'; it has {known}.", name=name, known=known
            )
        return self.tables[name].copy()

    @property
    def modes(self) -> list[str]:
        """Ways to travel, in the order of the study."""
        return list(self.parameters["modes"])

    @property
    def mode(self) -> str:
        """The way to travel that stands for all where only one is said."""
        return self.modes[0]

    @property
    def longest(self) -> float:
        """The longest threshold, which stands for all where only one is said."""
        return float(max(self.parameters["minutes"]))

    def find(self, kind: Kind[Frame], *, mode: str = "", level: str = "") -> Frame | None:
        """Return a copy of a table by its kind, or None if the run has none.

        Parameters
        ----------
        kind
            As a chapter declares it.
        mode
            Of tables per mode; the first one by default.
        level
            Of tables per level.
        """
        part = (mode or self.mode) if kind.per == "mode" else level
        table = self.tables.get(kind.at(part).name)
        return None if table is None else cast("Frame", table.copy(deep=False))

    def plain(self, kind: Kind[Frame], *, mode: str = "", level: str = "") -> Frame | None:
        """Return a table as ``find`` does, with no other columns than may be published."""
        found = self.find(kind, mode=mode, level=level)
        part = (mode or self.mode) if kind.per == "mode" else level
        return None if found is None else cast("Frame", harmless(kind.at(part).name, found))

    def of(self, kind: Kind[Frame], *, mode: str = "", level: str = "") -> Frame:
        """Return a copy of a table by its kind, as ``find`` does.

        Raises
        ------
        MissingDataError
            If the run has no such table.
        """
        found = self.find(kind, mode=mode, level=level)
        if found is None:
            part = (mode or self.mode) if kind.per == "mode" else level
            self.table(kind.at(part).name)
        return cast("Frame", found)

    def by_mode(self, kind: Kind[Frame]) -> dict[str, Frame]:
        """Tables of a kind of every mode that has one."""
        found = {mode: self.find(kind, mode=mode) for mode in self.modes}
        return {mode: table for mode, table in found.items() if table is not None}

    def public(self) -> "Run":
        """Return the run as it may be published: participants only as perturbed counts per area.

        Nothing of the lists that were read is in it but the columns of the schema (see
        ``privacy``). A run that is public already is returned as it is.

        Raises
        ------
        PrivacyError
            If the tables of participation do not count the same people.
        """
        if self.is_public:
            return self
        return replace(
            self,
            tables=public_tables(self.tables),
            inputs={k: one for k, one in self.inputs.items() if k in open_inputs()},
            parameters={**self.parameters, "variant": "public"},
        )

    def describe(self) -> dict[str, Any]:
        """Return everything but the tables, as it goes into ``run.json``."""
        return {
            "format": _run_files.FORMAT,
            "name": self.name,
            "title": self.title,
            "as_of": self.as_of,
            "parameters": dict(self.parameters),
            "inputs": {name: dict(entry) for name, entry in self.inputs.items()},
            "vintages": [list(pair) for pair in self.vintages],
            "attributions": list(self.attributions),
            "versions": dict(self.versions),
            "tables": {
                name: {"rows": len(table), "geometry": isinstance(table, gpd.GeoDataFrame)}
                for name, table in self.tables.items()
            },
        }

    def save(self, folder: str | Path, *, force: bool = False) -> Path:
        """Write ``run.json`` and the tables (Parquet) into a folder; return the folder.

        A reader finds the run that was there or this one, never a mixture, at any moment. What an
        older run of mintgeo left there goes, reports too; what it did not write stays. The same run
        gives the same bytes. Only the user can read them, but for a public run.

        Parameters
        ----------
        folder
            Made if it is not there.
        force
            Overwrite files in the way that mintgeo did not write, or that were changed since.

        Raises
        ------
        OutputError
            If such files are in the way, by name, or it can't be written.
        """
        wanted = (RUN_FILE, *map(_run_files.table_file, self.tables))
        with writing(
            folder, parts={"run"}, wanted=wanted, hashes=self.input_hashes(), force=force,
            private=not self.is_public,
        ) as new:  # fmt: skip
            self.prepare(new)
        return Path(folder)

    def prepare(self, new: Staging, *, below: str = "", twin: "Run | None" = None) -> None:
        """Write the files of this run into a folder in preparation, or into one ``below`` it.

        ``twin`` is the full variant of this run, prepared already in the folder above.
        """
        about = self.describe()
        tables = None if twin is None else twin.tables
        _run_files.write(new.folder / below, about, self.tables, twin=tables)
        new.runs[below] = identity(about)

    def input_hashes(self) -> frozenset[str]:
        """SHA-256 of the files that this run was made of, as far as it knows."""
        return frozenset(str(one["sha256"]) for one in self.inputs.values() if "sha256" in one)

    def _repr_html_(self) -> str:
        """Title, date, the shares of the whole area, and the tables with their rows."""
        say = language()
        tables = ", ".join(f"{name} ({say.number(len(t))})" for name, t in self.tables.items())
        return card(
            self.title,
            [
                ("Stand", say.day(self.as_of)),
                ("Fassung", "zum Veröffentlichen" if self.is_public else "vollständig"),
                *headlines(self, say),
                ("Tabellen (Zeilen)", tables),
            ],
        )

    @classmethod
    def load(cls, folder: str | Path) -> "Run":
        """Read a run that ``save`` has written.

        Of a run of an older mintgeo, shares that its points are too coarse for are left out.

        Raises
        ------
        InputError
            If the folder holds no run, one of another format, a damaged one, or files of two runs.
        """
        saved = _run_files.read(folder)
        text = saved.about
        return cls(
            name=text["name"],
            title=text["title"],
            as_of=text["as_of"],
            tables=without_coarse(saved.tables, text["parameters"]),
            parameters=text["parameters"],
            inputs=text["inputs"],
            vintages=tuple((what, when) for what, when in text["vintages"]),
            attributions=tuple(text["attributions"]),
            versions=text["versions"],
        )


def describe_file(path: Path, *, rows: int | None) -> dict[str, Any]:
    """Name, SHA-256 and rows of an input file; None where rows are no measure of it."""
    return {"file": whole(path.name), "sha256": file_hash(path), "rows": rows}


def versions() -> dict[str, str]:
    """Python and the packages that a result depends on."""
    return {"python": platform.python_version(), **{name: version(name) for name in _PACKAGES}}
