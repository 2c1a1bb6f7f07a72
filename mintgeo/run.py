"""Run: the frozen result of a study, and how it is saved and read again."""

import json
import platform
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from shutil import copyfile
from types import MappingProxyType
from typing import Any, Final

import geopandas as gpd
import pandas as pd

from mintgeo._cache import file_hash, write_atomically
from mintgeo._card import card
from mintgeo._errors import InputError, MissingDataError
from mintgeo._text import whole
from mintgeo.language import MODES, NOTHING, language
from mintgeo.privacy import check_public, public_tables

RUN_FILE: Final = "run.json"
_TABLES: Final = "tables"
_FORMAT: Final = 1
_PACKAGES: Final = ("mintgeo", "geopandas", "numpy", "pandas", "pyproj", "scipy", "shapely")


@dataclass(frozen=True, kw_only=True)
class Run:
    """The result of a study: everything that a report, a map or next year's comparison needs.

    Attributes
    ----------
    name, title, as_of
        Short name, headline, and the date the study speaks for (ISO).
    tables
        Name → table.
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
        if self.parameters.get("variant") == "public":
            check_public(self.tables)
        object.__setattr__(self, "tables", MappingProxyType(dict(self.tables)))
        object.__setattr__(self, "versions", MappingProxyType(dict(self.versions) or versions()))

    def table(self, name: str) -> pd.DataFrame:
        """Return a copy of one table.

        Raises
        ------
        MissingDataError
            If the run has no such table.
        """
        if name not in self.tables:
            known = ", ".join(self.tables)
            raise MissingDataError(f"The run has no table '{name}'; it has {known}.")
        return self.tables[name].copy()

    def public(self) -> "Run":
        """Return the run as it may be published: participants only as counts per area.

        Counts of 1 to 4 are hidden, and others that would give them away (see ``privacy``).

        Raises
        ------
        PrivacyError
            If a table that is not known to be harmless holds participants one by one.
        """
        tables = public_tables(self.tables)
        return replace(self, tables=tables, parameters={**self.parameters, "variant": "public"})

    def describe(self) -> dict[str, Any]:
        """Return everything but the tables, as it goes into ``run.json``."""
        return {
            "format": _FORMAT,
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

    def save(self, folder: str | Path, *, beside: "Run | None" = None) -> Path:
        """Write ``run.json`` and the tables (Parquet) into a folder; return the folder.

        ``run.json`` comes last, so a folder that has one is whole. Tables of an older run that this
        one lacks are deleted. The same run gives the same bytes. ``beside`` is the full variant of
        this run, saved in the folder above: files of tables that are the very same are copied.
        """
        home = Path(folder)
        (home / _TABLES).mkdir(parents=True, exist_ok=True)
        for old in (home / _TABLES).glob("*.parquet"):
            if old.stem not in self.tables:
                old.unlink()
        for name, table in self.tables.items():
            file = f"{name}.parquet"
            with write_atomically(home / _TABLES / file) as part:
                if beside is not None and beside.tables.get(name) is table:
                    copyfile(home.parent / _TABLES / file, part)
                else:
                    table.to_parquet(part, compression="zstd")
        text = json.dumps(self.describe(), ensure_ascii=False, indent=2) + "\n"
        with write_atomically(home / RUN_FILE) as part:
            part.write_text(text, encoding="utf-8")
        return home

    def _repr_html_(self) -> str:
        """Title, date, the shares of the whole area, and the tables with their rows."""
        say = language()
        public = self.parameters.get("variant") == "public"
        tables = ", ".join(f"{name} ({say.number(len(t))})" for name, t in self.tables.items())
        return card(
            self.title,
            [
                ("Stand", say.day(self.as_of)),
                ("Fassung", "zum Veröffentlichen" if public else "vollständig"),
                *self._headline(),
                ("Tabellen (Zeilen)", tables),
            ],
        )

    def _headline(self) -> list[tuple[str, str]]:
        """The share of the whole area for every mode and threshold, with its interval if known."""
        if "coverage_country" not in self.tables:
            return []
        say, people = language(), self.parameters.get("people", {})
        rows = []
        for row in self.tables["coverage_country"].to_dict("records"):
            span = say.span(row.get("share_low"), row.get("share_high"))
            share = say.percent(row["share"]) if span == NOTHING else span
            what = f"{say(MODES[row['mode']])}, {say.number(row['minutes'])} Minuten"
            rows.append((what, f"{share} der {people.get('who', 'Menschen')}"))
        return rows

    @classmethod
    def load(cls, folder: str | Path) -> "Run":
        """Read a run that ``save`` has written.

        Raises
        ------
        InputError
            If the folder holds no run, or one of another format.
        """
        home = Path(folder)
        try:
            text = json.loads((home / RUN_FILE).read_text(encoding="utf-8"))
            if text["format"] != _FORMAT:
                raise InputError(
                    f"{home.name}/{RUN_FILE} has format {text['format']}, not {_FORMAT}."
                )
            tables = {
                name: _read(home / _TABLES / f"{name}.parquet", geometry=entry["geometry"])
                for name, entry in text["tables"].items()
            }
        except (OSError, KeyError, TypeError, json.JSONDecodeError) as error:
            raise InputError(f"'{home.name}' holds no complete run of mintgeo: {error}") from error
        return cls(
            name=text["name"],
            title=text["title"],
            as_of=text["as_of"],
            tables=tables,
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


def _read(path: Path, *, geometry: bool) -> pd.DataFrame:
    return gpd.read_parquet(path) if geometry else pd.read_parquet(path)
