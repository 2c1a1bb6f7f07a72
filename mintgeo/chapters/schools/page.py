"""Schools in the report: how many reach an offer, which do not, who could come to them."""

from collections.abc import Iterator
from typing import Any, Final

import pandas as pd

from mintgeo.chapters.protocol import Section, Sentence
from mintgeo.chapters.rows import Row, records
from mintgeo.chapters.schools.tables import ACCESS, PARTIES, REACHED, alone
from mintgeo.chapters.words import by_mode
from mintgeo.language import NOTHING, Language
from mintgeo.modes import MODES
from mintgeo.run import Run

_COARSE_M: Final = 1_000
"""Places that may be off by this much are said to be, beside the time between them."""


def points(run: Run, say: Language) -> Iterator[Sentence]:
    """How many schools have an offer in reach, and for how many there is no way at all."""
    rows = records(run, REACHED)
    if rows:
        yield Sentence(about=say("Schulen"), text=f"{_of_first(run, rows, say)} {_left(run, say)}")


def _of_first(run: Run, rows: list[Row], say: Language) -> str:
    first = next((row for row in rows if row["mode"] == run.mode), rows[0])
    return say(
        "Von {schools} Schulen haben {reached} ein Angebot, das man {mode} in höchstens {minutes} "
        "Minuten erreicht.",
        schools=say.number(first["schools"]), reached=number_of(first, say),
        mode=by_mode(first["mode"], say), minutes=say.limit(first["minutes"]),
    )  # fmt: skip


def number_of(row: Row, say: Language) -> str:
    """How many schools it is: as a span, unless a timetable says the times."""
    low, high = row["low"], row["high"]
    if low is None or pd.isna(low):
        return say.number(row["reached"])
    if round(low) == round(high):
        return say.number(round(low))
    return say("{low} bis {high}", low=say.number(low // 1), high=say.number(-(-high // 1)))


def _left(run: Run, say: Language) -> str:
    """How many schools reach nothing by the ways that children go by themselves."""
    left, table = len(lost(run)), run.find(ACCESS)
    modes = [] if table is None else alone(table)["mode"].unique()
    ways = ", ".join(by_mode(str(one), say) for one in modes)
    if len(modes) == 1:
        return (
            say.count(
                "Nach bester Schätzung erreicht {n} Schule {way} keines.",
                "Nach bester Schätzung erreichen {n} Schulen {way} keines.",
                left,
                way=ways,
            )
            if left
            else say("Nach bester Schätzung erreicht jede Schule {way} eines.", way=ways)
        )
    if not left:
        return say(
            "Nach bester Schätzung erreicht jede Schule auf einem dieser Wege eines: {ways}.",
            ways=ways,
        )
    return say.count(
        "Nach bester Schätzung erreicht {n} Schule auf keinem dieser Wege eines: {ways}.",
        "Nach bester Schätzung erreichen {n} Schulen auf keinem dieser Wege eines: {ways}.",
        left, ways=ways,
    )  # fmt: skip


def lost(run: Run) -> pd.DataFrame:
    """Schools that reach nothing unless children are brought, one row each.

    Those without a place are not among them.
    """
    table = run.find(ACCESS)
    if table is None:
        return pd.DataFrame(columns=["id", "name"])
    own = alone(table)
    there = own[own["nothing"] & own["reason"].ne("no_location")]
    return pd.DataFrame(there.drop_duplicates("id"))


def steps(run: Run, say: Language) -> Iterator[Sentence]:
    """Whom to send to schools that reach nothing."""
    table = run.find(PARTIES)
    number = 0 if table is None else int(table["reason"].eq("ok").sum())
    if number:
        yield Sentence(about=say("MINT-Partys"), text=say.count(
            "Zu {n} Schule ohne Angebot könnte jemand aus der Nähe kommen; wer, steht in "
            "„tables.xlsx“ auf dem Blatt „MINT-Partys“.",
            "Zu {n} Schulen ohne Angebot könnte jemand aus der Nähe kommen; wer, steht in "
            "„tables.xlsx“ auf dem Blatt „MINT-Partys“.", number,
        ))  # fmt: skip


def sections(run: Run, say: Language) -> Iterator[Section]:
    """Ways to travel, schools that reach nothing, and who could come."""
    rows = records(run, REACHED)
    if not rows:
        return
    about: dict[str, Any] = run.parameters["schools"]
    without = lost(run)
    yield Section(
        anchor="schools", title=say("Welche Schulen ein Angebot erreichen"),
        template="schools.html.j2",
        values={
            "said": f"{_of_first(run, rows, say)} {_left(run, say)}", "about": about,
            "ways": [{**row, "name": by_mode(row["mode"], say), "span": number_of(row, say)}
                     for row in rows],
            "timed": any(pd.isna(row["low"]) for row in rows) and about["leave"],
            "lost": [{"name": row["name"], **_comes(run, str(row["id"]), say)}
                     for row in without.to_dict("records")],
            "come_by": _driving(about["come_by"], say),
            "parties": run.find(PARTIES) is not None,
        },
    )  # fmt: skip


def _driving(mode: str, say: Language) -> str:
    """How those travel who come: nobody brings them."""
    return say("mit dem Auto") if MODES[mode].brought else by_mode(mode, say)


def _comes(run: Run, id_: str, say: Language) -> Row:
    """Who could come to a school, and in which time."""
    table = run.find(PARTIES)
    row = None if table is None else table[table["id"] == id_]
    if row is None or row.empty or row["reason"].iloc[0] != "ok":
        return {"partner": NOTHING, "time": NOTHING}
    first = row.iloc[0]
    time = say("{number} min", number=say.number(first["travel_min"]))
    if first["blur_m"] >= _COARSE_M:
        km = say.blur_km(first["blur_m"])
        time = say("{time} (Orte auf {km} km genau)", time=time, km=km)
    return {"partner": first["partner"], "time": time}
