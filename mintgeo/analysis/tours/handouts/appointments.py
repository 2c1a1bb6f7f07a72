"""Visits as a calendar (RFC 5545): one appointment each, which a second import updates."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mintgeo._cache import write_atomically
from mintgeo._errors import MissingExtraError, OptionError
from mintgeo._text import printable, whole
from mintgeo.analysis.tours.handouts.rows import Place, places_of
from mintgeo.analysis.tours.wishes import as_date, as_minutes
from mintgeo.language import Language, language

if TYPE_CHECKING:
    from mintgeo.analysis.tours.plan import TourPlan

_ZONE: Final = "Europe/Berlin"
_EPOCH: Final = datetime(2020, 1, 1, tzinfo=UTC)
"""Versions of a calendar are counted in minutes since then."""
_SUNDAYS: Final = {
    "DAYLIGHT": (datetime(1996, 3, 31, 2), 1, 2, "CEST", 3),  # noqa: DTZ001
    "STANDARD": (datetime(1996, 10, 27, 3), 2, 1, "CET", 10),  # noqa: DTZ001
}
"""When clocks change (Directive 2000/84/EC): first time, hours before and after, name, month."""
_HEAD: Final = (
    ("prodid", "-//mintgeo//mintgeo//DE"), ("version", "2.0"), ("calscale", "GREGORIAN"),
    ("method", "PUBLISH"), ("x-wr-timezone", _ZONE),
)  # fmt: skip
AnyTime = datetime | date | str


@dataclass(frozen=True, kw_only=True)
class _Edition:
    """Which calendar it is, and as of when."""

    name: str
    as_of: datetime

    @property
    def sequence(self) -> int:
        return max(int((self.as_of - _EPOCH) / timedelta(minutes=1)), 0)

    def uid(self, stop: str, visit: int) -> str:
        """The same for the same visit of the same stop in the calendar of the same name."""
        told = "\0".join((whole(self.name), whole(stop), str(visit)))
        return f"{sha256(told.encode()).hexdigest()[:32]}@mintgeo"


def write_ics(plan: "TourPlan", path: str | Path, *, as_of: AnyTime, name: str, lang: str) -> Path:
    """Write the calendar of a plan; see ``TourPlan.to_ics``."""
    ical, say = _icalendar(), language(lang)
    edition = _Edition(name=name, as_of=_utc(as_of))
    calendar = ical.Calendar()
    for key, value in _HEAD:
        calendar.add(key, value)
    calendar.add("x-wr-calname", ical.vText(printable(name)))
    calendar.add_component(_zone(ical))
    where = places_of(plan.places)
    boards = {(row["tour"], row["day"]): row["boxes"] for row in plan.days.to_dict("records")}
    for row in plan.tours.to_dict("records"):
        told = _told(row, where[str(row["id"])], boards[row["tour"], row["day"]], name, say)
        calendar.add_component(_event(ical, row, told, edition))
    for row in _dropped(plan):
        calendar.add_component(_cancelled(ical, row, edition, say))
    with write_atomically(path) as part:
        part.write_bytes(calendar.to_ical())
    return Path(path)


def _zone(ical: Any) -> Any:
    """Central European time, with the rule that has held since 1996."""
    zone = ical.Timezone()
    zone.add("tzid", _ZONE)
    for kind, (first, before, after, name, month) in _SUNDAYS.items():
        part = ical.TimezoneDaylight() if kind == "DAYLIGHT" else ical.TimezoneStandard()
        part.add("dtstart", first)
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("tzname", name)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        zone.add_component(part)
    return zone


def _told(
    row: Mapping[Any, Any], place: Place, board: str, name: str, say: Language
) -> dict[str, Any]:
    """What an appointment says besides its time."""
    lines = [
        say("{van}: Ankunft {arrive}, Abfahrt {leave}", van=row["van"], arrive=row["arrive"],
            leave=row["leave"]),
        say("Besuch {n} an diesem Halt", n=say.number(row["visit"])),
    ]  # fmt: skip
    boxes = place.boxes or board
    if boxes:
        lines.append(say("Bringt mit: {boxes}", boxes=boxes))
    lines.append(say("Für das Navi: {degrees}", degrees=place.degrees))
    title = say("{calendar}: {stop}", calendar=name, stop=row["name"])
    return {
        "summary": printable(title), "description": printable("\n".join(lines)),
        "location": printable(", ".join(filter(None, (str(row["name"]), place.address)))),
        "geo": (place.lat, place.lon),
    }  # fmt: skip


def _event(ical: Any, row: Mapping[Any, Any], told: Mapping[str, Any], edition: _Edition) -> Any:
    begin = as_minutes(row["begin"])
    event = _bare(ical, edition, str(row["id"]), int(row["visit"]), row["date"], begin)
    end = _moment(row["date"], begin + int(row["stay_min"]))
    event.add("dtend", end, parameters={"TZID": _ZONE})
    for key, value in told.items():
        event.add(key, value)
    event.add("status", "CONFIRMED")
    return event


def _cancelled(ical: Any, row: Mapping[str, Any], edition: _Edition, say: Language) -> Any:
    event = _bare(ical, edition, row["id"], row["visit"], row["date"], as_minutes(row["begin"]))
    title = say("{calendar}: {stop}", calendar=edition.name, stop=row["name"])
    event.add("summary", printable(title))
    event.add("status", "CANCELLED")
    return event


def _bare(ical: Any, edition: _Edition, stop: str, visit: int, on: str, minutes: int) -> Any:
    event = ical.Event()
    event.add("uid", edition.uid(stop, visit))
    event.add("dtstamp", edition.as_of)
    event.add("last-modified", edition.as_of)
    event.add("sequence", edition.sequence)
    event.add("dtstart", _moment(on, minutes), parameters={"TZID": _ZONE})
    return event


def _moment(on: str, minutes: int) -> datetime:
    """Local time as a clock on the wall has it; its zone stands beside it in the file."""
    midnight = datetime.combine(as_date(on), datetime.min.time())
    return midnight + timedelta(minutes=minutes)


def _dropped(plan: "TourPlan") -> Iterator[dict[str, Any]]:
    """Appointments of the plan before whose number no visit has any more."""
    now = Counter(str(one) for one in plan.tours["id"])
    before = plan.changes[plan.changes["date_before"].notna()].sort_values("date_before")
    counted: Counter[str] = Counter()
    for row in before.to_dict("records"):
        stop = str(row["id"])
        counted[stop] += 1
        if counted[stop] > now[stop]:
            yield {"id": stop, "name": row["name"], "visit": counted[stop],
                   "date": row["date_before"], "begin": row["begin_before"]}  # fmt: skip


def _utc(said: AnyTime) -> datetime:
    """A date, or a time with its zone, in UTC.

    Raises
    ------
    OptionError
        If it is neither.
    """
    try:
        when = said if isinstance(said, date) else datetime.fromisoformat(said)
    except (TypeError, ValueError) as error:
        raise OptionError(
            "as_of is a date or a time, as 2027-06-11 or 2027-06-11T14:00, not {found!r:.60}.",
            found=said,
        ) from error
    said = when if isinstance(when, datetime) else datetime.combine(when, datetime.min.time(), UTC)
    aware = said if said.tzinfo is not None else said.replace(tzinfo=UTC)
    return aware.astimezone(UTC).replace(microsecond=0)


def _icalendar() -> Any:
    try:
        import icalendar
    except ImportError as error:
        raise MissingExtraError(
            "Calendars need icalendar: install mintgeo with the extra 'plan' (mintgeo[plan])."
        ) from error
    return icalendar
