"""The public entries of a register in the area of a study: placed, counted, and what is new."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd

from mintgeo._kinds import Item, Kind
from mintgeo.chapters.lists import INDEX
from mintgeo.chapters.plan import Study
from mintgeo.chapters.protocol import Input
from mintgeo.chapters.regions import AROUND, KREISE, PARTS, where
from mintgeo.chapters.register.options import Registers
from mintgeo.chapters.stages import Results, Stage, Work
from mintgeo.geocoding import geocode
from mintgeo.germany.regions import nearest_region, regions
from mintgeo.language import N_
from mintgeo.register.changes import diff
from mintgeo.register.files import FILE
from mintgeo.register.register import Register

SHOWN: Final = (
    "id", "name", "provider", "topics", "target_groups", "age_from", "age_to", "times", "cost",
    "postcode", "place", "first_seen",
)  # fmt: skip
"""Of a public entry; who can be asked stands in the export of the register, not in a report."""
ENTRIES: Final[Kind[gpd.GeoDataFrame]] = Kind(
    name="register", privacy="open", columns=frozenset({*SHOWN, "kreis", "new", "geometry"})
)
COUNTS: Final[Kind[pd.DataFrame]] = Kind(
    name="register_counts", privacy="open", columns=frozenset({"by", "key", "offers"})
)
"""Entries by ``topic``, ``target_group`` and ``kreis``, and those that lack something (``lacks``);
without a ``key`` those of which it is not known."""
NEWS: Final[Kind[pd.DataFrame]] = Kind(
    name="register_news", privacy="open",
    columns=frozenset({"event", "id", "title", "provider", "place"}),
)  # fmt: skip
KINDS: Final = (ENTRIES, COUNTS, NEWS)
ROUNDS: Final[Item[dict[str, Any]]] = Item(name="rounds of the register")
_LACKS: Final = {
    "age": ("age_from", "age_to"), "times": ("times",), "cost": ("cost",), "topics": ("topics",),
    "contact": ("email", "phone", "url"),
}  # fmt: skip
"""What an entry should say, and by which fields it does."""


def inputs(plan: Study) -> Iterator[Input]:
    """What tells one state of the registers from another."""
    asked = plan.section(Registers)
    if asked is not None:
        yield _input("register", "folder", asked.folder)
        if asked.former is not None:
            yield _input("former register", "former", asked.former)


def _input(name: str, key: str, folder: Path) -> Input:
    return Input(name=name, key=key, file=folder / FILE, check=partial(Register.load, folder))


def _asked(plan: Study) -> bool:
    return plan.section(Registers) is not None


def _told(work: Work) -> Results:
    asked = work.section(Registers)
    now = Register.load(asked.folder)
    old = None if asked.former is None else Register.load(asked.former)
    spots = _placed(work, now.public(), None if old is None else old.public())
    lost = spots["current"] & spots.geometry.isna()
    if AROUND in work:  # nobody knows whether these are of the area
        spots = gpd.GeoDataFrame(spots[spots.geometry.notna()])
    own = gpd.GeoDataFrame(spots[spots["current"]].reset_index(drop=True))
    days = {
        "as_of": _day(now), "former": "" if old is None else _day(old),
        "elsewhere": int(lost.sum()) if AROUND in work else 0,
    }  # fmt: skip
    out: dict[Any, Any] = {COUNTS: counts(own), ROUNDS: days}
    news = None if old is None else _news(old, now, spots)
    if news is not None:
        out[NEWS] = news
    fresh = set() if news is None else set(news.loc[news["event"].isin(["new", "back"]), "id"])
    told = [name for name in (*SHOWN, "kreis", "geometry") if name in own]
    out[ENTRIES] = gpd.GeoDataFrame(own[told].assign(new=own["id"].isin(fresh)))
    return out


def _day(register: Register) -> str:
    return str(register.rounds[-1]["as_of"]) if register.rounds else ""


def _placed(work: Work, now: pd.DataFrame, old: pd.DataFrame | None) -> gpd.GeoDataFrame:
    """Entries of both states in the area, or without a place; ``current`` are those of today."""
    gone = [] if old is None else [old[~old["id"].isin(now["id"])]]
    every = pd.concat([one.astype(object) for one in (now, *gone)], ignore_index=True)
    every["name"] = _called(every)
    every["current"] = every["id"].isin(now["id"])
    plain = every.assign(**{
        name: pd.to_numeric(every[name]) if name in every else float("nan")
        for name in ("lat", "lon", "age_from", "age_to")
    })  # fmt: skip
    texts = [str(name) for name in plain if name not in (*_NUMBERS, "current")]
    plain[texts] = plain[texts].astype("str").where(plain[texts].notna())
    spots = geocode(plain, using=work[INDEX])
    if AROUND in work:
        at = where(spots, work.get(KREISE), work[AROUND], work.get(PARTS))
        spots = spots[(at == "inside") | spots.geometry.isna()]
    spots = gpd.GeoDataFrame(spots.reset_index(drop=True))
    names = regions("kreis").set_index("ags")["name"]
    return spots.assign(kreis=nearest_region(spots)[0].map(names).astype("str"))


def _called(entries: pd.DataFrame) -> pd.Series:
    """What entries are called: by their title, else by who offers it, else by their id."""
    named = entries["id"]
    for name in ("provider", "name", "title"):
        named = entries[name].where(entries[name].notna(), named) if name in entries else named
    return named


_NUMBERS: Final = ("lat", "lon", "age_from", "age_to", "grade_from", "grade_to", "cost_eur",
                   "cost_max_eur", "capacity")  # fmt: skip


def counts(entries: gpd.GeoDataFrame) -> pd.DataFrame:
    """Entries by topic, target group and Kreis, the most first, and what they lack."""
    parts = [
        _by("topic", entries.get("topics"), len(entries)),
        _by("target_group", entries.get("target_groups"), len(entries)),
        _by("kreis", entries["kreis"].where(entries["kreis"].notna()), len(entries)),
    ]
    lacks = [
        {"by": "lacks", "key": name, "offers": int(_empty(entries, fields).sum())}
        for name, fields in _LACKS.items()
    ]
    lacks.append({"by": "lacks", "key": "place", "offers": int(entries.geometry.isna().sum())})
    table = pd.concat([*parts, pd.DataFrame(lacks)], ignore_index=True)
    return table.astype({"by": "str", "key": "str", "offers": "int64"})


def _empty(entries: pd.DataFrame, fields: tuple[str, ...]) -> pd.Series:
    """Rows that say nothing in any of some fields."""
    known = [name for name in fields if name in entries]
    return entries[known].isna().all(axis=1)


def _by(name: str, values: pd.Series | None, rows: int) -> pd.DataFrame:
    """Number of rows of every value; one of several counts for each."""
    told = pd.Series(dtype="str") if values is None else values.dropna().astype("str")
    single = told.str.split(";").explode().str.strip()
    numbers = single[single.ne("")].value_counts(sort=False)
    table = pd.DataFrame({"by": name, "key": numbers.index, "offers": numbers.to_numpy()})
    table = table.sort_values(["offers", "key"], ascending=[False, True], kind="stable")
    without = rows - len(told)
    none = pd.DataFrame([{"by": name, "key": None, "offers": without}]) if without else None
    return table if none is None else pd.concat([table.astype(object), none], ignore_index=True)


def _news(old: Register, now: Register, spots: pd.DataFrame) -> pd.DataFrame:
    """What is new of entries of the area, one row per entry and event."""
    table = diff(old, now).table
    table = table[table["id"].isin(spots["id"])].drop_duplicates(["id", "event"])
    texts = ["event", "id", "title", "provider", "place"]
    return table[texts].astype("str").where(table[texts].notna()).reset_index(drop=True)


def parameters(work: Work) -> dict[str, Any]:
    """Of when the states of the register are, and how many entries no area is known of."""
    return {"register": work[ROUNDS]} if ROUNDS in work else {}


STAGE: Final = Stage(
    title=N_("Register"), needs=(INDEX,), wants=(KREISE, AROUND, PARTS), makes=(*KINDS, ROUNDS),
    run=_told, asked=_asked,
)  # fmt: skip
