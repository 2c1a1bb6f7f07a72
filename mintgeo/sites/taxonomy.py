"""Which places of OpenStreetMap could offer MINT, on which topics, for whom: a table of rules."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from importlib.resources import files
from io import StringIO
from pathlib import Path
from typing import Final

import pandas as pd

from mintgeo._door import check_file, reading
from mintgeo._errors import InputError, name_rows
from mintgeo._limits import LIMITS
from mintgeo._phrase import Phrase

COLUMNS: Final = ("category", "tags", "topics", "age_min", "age_max", "offer")
STOP: Final = "stop"
"""Optional: ``yes`` where a mobile offer could stop at places of the category."""
_SCHOOLS: Final = frozenset({"school", "college", "trade_school"})


@dataclass(frozen=True)
class Condition:
    """One tag: any of some values, or (with ``!=``) none of them; ``*`` stands for any letters."""

    key: str
    values: frozenset[str]
    wanted: bool = True

    def holds(self, tags: dict[str, str]) -> bool:
        """Whether an object's tags meet it; a value may be a list ("swimming;diving")."""
        given = tags.get(self.key)
        if given is None:
            return not self.wanted
        parts = [part.strip() for part in given.split(";")]
        fits = any(fnmatchcase(part, value) for part in parts for value in self.values)
        return fits is self.wanted


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One row of the table."""

    category: str
    conditions: tuple[Condition, ...]
    topics: str
    age_min: float
    age_max: float
    offer: str

    @cached_property
    def needed(self) -> frozenset[str]:
        """Keys without which no object fits."""
        return frozenset(one.key for one in self.conditions if one.wanted)


def taxonomy(*, extra: pd.DataFrame | str | Path | None = None) -> pd.DataFrame:
    """Return the table of learning places, with rows of your own before it.

    Parameters
    ----------
    extra
        A table or a CSV (semicolons) with the same columns (``stop`` may be missing); its rows go
        first, so they win.

    Returns
    -------
    DataFrame
        One row per rule, the first that fits an object counts: ``category`` (German), ``tags``
        (``key=value``; ``|`` between values, ``*`` for any letters, ``!=`` for none of them, ``&``
        between conditions), ``topics`` (``|`` between them), ``age_min`` and ``age_max`` (years),
        ``offer`` (what such a place could do with children), ``stop`` (``yes`` where a mobile
        offer could stop, else ``no``).

    Raises
    ------
    InputError
        If a column is missing or a rule can't be understood; all such rules are named.
    """
    text = (files("mintgeo.sites") / "taxonomy.csv").read_text(encoding="utf-8")
    parts = [_read(StringIO(text))]
    if extra is not None:
        own = extra.astype("str") if isinstance(extra, pd.DataFrame) else _read(extra)
        missing = [name for name in COLUMNS if name not in own.columns]
        if missing:
            raise InputError(
                "The taxonomy of your own lacks {missing}.", missing=", ".join(missing)
            )
        parts.insert(0, own.reindex(columns=[*COLUMNS, STOP], fill_value="no"))
    table = pd.concat(parts, ignore_index=True)
    for name in ("age_min", "age_max"):
        table[name] = pd.to_numeric(table[name], errors="coerce")
    rules(table)
    return table


def stopping() -> list[str]:
    """Categories at whose places a mobile offer could stop.

    Examples
    --------
    >>> "Schule" in stopping(), "Kraftwerk" in stopping()
    (True, False)
    """
    table = taxonomy()
    return list(table.loc[table[STOP] == "yes", "category"].unique())


def schools() -> list[str]:
    """Categories of general and vocational schools: those that tags of schools decide.

    Examples
    --------
    >>> schools()
    ['Berufliche Schule', 'Schule']
    """
    alone = [(one.category, *one.conditions) for one in rules(taxonomy())
             if len(one.conditions) == 1]  # fmt: skip
    return [category for category, tag in alone if tag.key == "amenity" and tag.values <= _SCHOOLS]


def rules(table: pd.DataFrame) -> list[Rule]:
    """Parse the rows of a taxonomy.

    Raises
    ------
    InputError
        If rows have no category, no ages, or tags that can't be understood; all are named.
    """
    found, faulty = [], []
    for number, row in enumerate(table.to_dict("records"), start=1):
        conditions = _conditions(str(row["tags"]))
        good = conditions and str(row["category"]).strip() and row["age_min"] <= row["age_max"]
        if not good:
            faulty.append(number)
            continue
        topics = "; ".join(topic.strip() for topic in str(row["topics"]).split("|"))
        found.append(
            Rule(
                category=str(row["category"]).strip(), conditions=conditions or (), topics=topics,
                age_min=float(row["age_min"]), age_max=float(row["age_max"]),
                offer=str(row["offer"]),
            )
        )  # fmt: skip
    if faulty:
        raise InputError(
            "{n} of {n2} rules of the taxonomy ({rows}, counted from 1) need a category, tags "
            "such as 'amenity=school' and ages from low to high.",
            n=len(faulty),
            n2=len(table),
            rows=name_rows(faulty),
        )
    return found


def keys(found: list[Rule]) -> list[str]:
    """Every key of which at least one must be there for any rule to fit."""
    first = {next(one.key for one in rule.conditions if one.wanted) for rule in found}
    return sorted(first)


def _conditions(text: str) -> tuple[Condition, ...] | None:
    out = []
    for part in text.split("&"):
        wanted = "!=" not in part
        key, _, values = part.partition("=" if wanted else "!=")
        names = frozenset(value.strip() for value in values.split("|") if value.strip())
        if not key.strip() or not names:
            return None
        out.append(Condition(key.strip(), names, wanted))
    return tuple(out) if any(one.wanted for one in out) else None


def _read(source: StringIO | str | Path) -> pd.DataFrame:
    if isinstance(source, StringIO):
        return pd.read_csv(source, sep=";", dtype="str", keep_default_na=False)
    file = check_file(source, most=LIMITS.text_bytes)
    with reading(file.name, Phrase("taxonomy")), file.open("rb") as raw:
        return pd.read_csv(raw, sep=";", dtype="str", keep_default_na=False)
