"""Plans of weeks as a driver prints them: a sheet of A4 for each week and van."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from mintgeo.analysis.tours.handouts.rows import Place, places_of, visits_of
from mintgeo.analysis.tours.wishes import as_date
from mintgeo.language import Language

if TYPE_CHECKING:
    from mintgeo.analysis.tours.plan import TourPlan

Cells = tuple[Any, ...]
_FRIDAY: Final = 5
"""A week is said to end on Friday, or on a later day on which it is driven."""


@dataclass(frozen=True, kw_only=True)
class DayBlock:
    """A day of a van: a line above it, and a row per way."""

    title: str
    rows: tuple[Cells, ...]


@dataclass(frozen=True, kw_only=True)
class Week:
    """A week of a van.

    Attributes
    ----------
    key
        Year and number of the week (ISO 8601), and the van.
    title
        What stands above it.
    days
        Its days, in their order.
    """

    key: tuple[int, int, str]
    title: str
    days: tuple[DayBlock, ...]


def heads(say: Language) -> Cells:
    """What stands above the columns of a week."""
    return (
        say("Tag"), say("Datum"), say("ab"), say("nach"), say("an"), say("Beginn"), say("weiter"),
        say("Fahrt (min)"), say("km"), say("Adresse, Navi"), say("Hinweis"), say("Kontakt"),
    )  # fmt: skip


def weeks_of(plan: "TourPlan", say: Language) -> Iterator[Week]:
    """The weeks of each van in which it drives, by date, then van."""
    where, visits = places_of(plan.places), visits_of(plan.tours)
    blocks: dict[tuple[int, int, str], list[DayBlock]] = {}
    last: dict[tuple[int, int, str], date] = {}
    for day in plan.days.to_dict("records"):
        on = as_date(day["date"])
        year, number, _ = on.isocalendar()
        key = year, number, str(day["van"])
        blocks.setdefault(key, []).append(_block(day, visits[day["date"], day["van"]], where, say))
        last[key] = max(on, last.get(key, date.fromisocalendar(year, number, _FRIDAY)))
    for key in sorted(blocks):
        yield Week(key=key, title=_title(key, last[key], say), days=tuple(blocks[key]))


def _title(key: tuple[int, int, str], last: date, say: Language) -> str:
    monday = date.fromisocalendar(key[0], key[1], 1)
    return say(
        "{van} · Woche {number} · {first} bis {last}", van=key[2], number=str(key[1]),
        first=say.day(monday.isoformat()), last=say.day(last.isoformat()),
    )  # fmt: skip


def _block(
    day: Mapping[Any, Any], visits: Sequence[Mapping[Any, Any]], where: Mapping[str, Place],
    say: Language,
) -> DayBlock:  # fmt: skip
    first = (say.weekday(day["date"], short=True), say.day(day["date"]))
    rows, leave = [], day["depart"]
    for number, visit in enumerate(visits):
        stop = where[str(visit["id"])]
        rows.append((
            *(first if number == 0 else ("", "")), leave, stop.name, visit["arrive"],
            visit["begin"], visit["leave"], int(visit["drive_min"]), round(visit["drive_km"], 1),
            _address(stop), _hints(visit, stop, say), "",
        ))  # fmt: skip
        leave = visit["leave"]
    end = where[str(day["ends"])]
    rows.append((
        *(first if not visits else ("", "")), leave, end.name, day["back"], "", "",
        int(day["last_drive_min"]), round(day["last_drive_km"], 1), _address(end),
        _last_hints(day, say), "",
    ))  # fmt: skip
    return DayBlock(title=_day_title(day, where, say), rows=tuple(rows))


def _day_title(day: Mapping[Any, Any], where: Mapping[str, Place], say: Language) -> str:
    parts = [say("{weekday}, {date}", weekday=say.weekday(day["date"]), date=say.day(day["date"]))]
    if day["load_min"]:
        parts.append(say("{time} laden ({minutes})", time=day["load"],
                         minutes=say.duration(day["load_min"])))  # fmt: skip
    if day["boxes"]:
        parts.append(say("an Bord: {boxes}", boxes=day["boxes"]))
    parts.append(say("{time} ab {place}", time=day["depart"],
                     place=where[str(day["starts"])].name))  # fmt: skip
    parts.append(say("zurück {time}", time=day["back"]) if not day["night"]
                 else say("Nacht in {place}", place=where[str(day["ends"])].name))  # fmt: skip
    parts.append(say("Arbeitszeit {time}, {km}", time=hours_words(day["work_min"], say),
                     km=say.kilometres(day["drive_km"] * 1000)))  # fmt: skip
    return " · ".join(parts)


def hours_words(minutes: float, say: Language) -> str:
    """Say working time as hours and minutes.

    Examples
    --------
    >>> from mintgeo.language import language
    >>> hours_words(435, language("de"))
    '7:15 h'
    """
    hours, rest = divmod(round(minutes), 60)
    return say("{hours} h", hours=f"{hours}:{rest:02d}")


def _address(place: Place) -> str:
    return "\n".join(filter(None, (place.address, place.degrees)))


def _hints(visit: Mapping[Any, Any], stop: Place, say: Language) -> str:
    """What the driver has to know of a visit besides its clock times."""
    told = [say("mitbringen: {boxes}", boxes=stop.boxes)] if stop.boxes else []
    if visit["break_way_min"]:
        told.append(say("{minutes} Pause unterwegs", minutes=say.duration(visit["break_way_min"])))
    if visit["break_min"]:
        told.append(say("{minutes} Pause am Halt", minutes=say.duration(visit["break_min"])))
    if visit["wait_min"]:
        told.append(say("{minutes} warten", minutes=say.duration(visit["wait_min"])))
    return "\n".join(told)


def _last_hints(day: Mapping[Any, Any], say: Language) -> str:
    told = [say("Übernachtung")] if day["night"] else []
    if day["last_break_min"]:
        told.append(say("{minutes} Pause unterwegs", minutes=say.duration(day["last_break_min"])))
    return "\n".join(told)
