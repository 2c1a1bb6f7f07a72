"""A meeting: where it was, and how far participants came."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import pandas as pd

from mintgeo._errors import InputError
from mintgeo._kinds import Kind
from mintgeo.analysis.journeys import journey_summary, journeys
from mintgeo.chapters.drawing import Figure
from mintgeo.chapters.lists import INDEX, KEYED_PARTICIPANTS, OF_A_SITE
from mintgeo.chapters.meeting.options import Meeting
from mintgeo.chapters.plan import Study
from mintgeo.chapters.protocol import Chapter, Column, Section, Sentence, Sheet, Theme
from mintgeo.chapters.rows import Row, records
from mintgeo.chapters.stages import Results, Stage, Work
from mintgeo.chapters.travel import ROUTER, for_everybody, said_of_router
from mintgeo.chapters.words import notes
from mintgeo.findings import row_notes
from mintgeo.geocoding import geocode
from mintgeo.language import LEVELS, N_, STATUSES, Language
from mintgeo.privacy.tables import WAY
from mintgeo.read import read_sites
from mintgeo.run import Run

if TYPE_CHECKING:
    from mintgeo.figures import Picture

VENUE: Final[Kind[gpd.GeoDataFrame]] = Kind(name="meeting", privacy="open", columns=OF_A_SITE)
JOURNEYS: Final[Kind[gpd.GeoDataFrame]] = Kind(name="journeys", privacy="personal")
SUMMARY: Final[Kind[pd.DataFrame]] = Kind(
    name=WAY, privacy="counted", columns=frozenset({"people", "median_m"})
)
_ENDS: Final = ("min", "median", "max")


def _asked(plan: Study) -> bool:
    asked = plan.section(Meeting)
    return asked is not None and asked.has_place


def _journeys(work: Work) -> Results:
    people = work[KEYED_PARTICIPANTS]
    venue = _venue(work)
    table = journeys(people, venue, for_everybody(work)[1])
    return {VENUE: venue, JOURNEYS: table, SUMMARY: journey_summary(table)}


def _venue(work: Work) -> gpd.GeoDataFrame:
    meeting = work.section(Meeting)
    row = {
        "id": "meeting",
        "name": meeting.name,
        "street": meeting.street or None,
        "postcode": meeting.postcode or None,
        "place": meeting.place or None,
        "lat": meeting.lat,
        "lon": meeting.lon,
    }
    venue = geocode(read_sites(pd.DataFrame([row])), using=work[INDEX])
    if venue.geometry.isna().any():
        note = row_notes(venue).iloc[0]
        raise InputError(
            "[meeting] the venue '{meeting}' was not found: {note}.",
            meeting=meeting.name,
            note=note,
        )
    return venue


def _parameters(work: Work) -> dict[str, Any]:
    asked = work.plan.section(Meeting)
    return {"meeting": _told(asked, for_everybody(work)[0]) if asked else None}


def _told(asked: Meeting, router: str) -> dict[str, str]:
    day = asked.date.isoformat() if asked.date else ""
    return {"name": asked.name, "date": day, "router": router}


def _points(run: Run, say: Language) -> Iterator[Sentence]:
    way = next(iter(records(run, SUMMARY)), None)
    if way is not None:
        said = _published(run, way, say) if run.is_public else _said(run, way, say)
        about = say("Treffen") if run.parameters["meeting"]["date"] else say("Wege")
        yield Sentence(about=about, text=said)


def _published(run: Run, way: Row, say: Language) -> str:
    meeting = run.parameters["meeting"]
    text = say(
        "Zu uns ({name}) kommen rund {people} Teilnehmende.",
        name=meeting["name"], people=say.number(way["people"]),
    ) if not meeting["date"] else say(
        "Zum Treffen am {day} ({name}) kamen rund {people} Teilnehmende.",
        day=say.day(meeting["date"]), name=meeting["name"], people=say.number(way["people"]),
    )  # fmt: skip
    return " ".join(filter(None, [text, _about_half(way["median_m"], say)]))


def _said(run: Run, way: Row, say: Language) -> str:
    meeting = run.parameters["meeting"]
    if not meeting["date"]:
        return say(
            "Zu uns ({name}) kommen {people} Teilnehmende; der mittlere Weg (Median): {way}.",
            name=meeting["name"], people=say.number(way["placed"]),
            way=say.distance(way["median_m"], way["median_blur_m"]),
        )  # fmt: skip
    return say.count(
        "Zum Treffen am {day} ({name}) kamen {people} Teilnehmende aus einem Bundesland; der "
        "mittlere Weg (Median): {way}.",
        "Zum Treffen am {day} ({name}) kamen {people} Teilnehmende aus {n} Bundesländern; der "
        "mittlere Weg (Median): {way}.",
        way["laender"],
        day=say.day(meeting["date"]),
        name=meeting["name"],
        people=say.number(way["placed"]),
        way=say.distance(way["median_m"], way["median_blur_m"]),
    )


def _about_half(metres: float | None, say: Language) -> str:
    """Say the one way that is published, of about the middle person; nothing if none is told."""
    if metres is None:
        return ""
    if not metres:
        return say("Etwa die Hälfte wohnt weniger als 1 km entfernt (Luftlinie).")
    return say(
        "Etwa die Hälfte wohnt höchstens rund {way} entfernt (Luftlinie).",
        way=say.kilometres(metres),
    )


def _sections(run: Run, say: Language) -> Iterator[Section]:
    way = next(iter(records(run, SUMMARY)), None)
    if way is None:
        return
    if run.is_public:
        way["about_half"] = _about_half(way["median_m"], say)
    else:
        way |= {end: say.distance(way[f"{end}_m"], way[f"{end}_blur_m"]) for end in _ENDS}
    ways = [
        {**row, "way": say.distance(row["distance_m"], row["blur_m"])}
        for row in records(run, JOURNEYS)
    ]
    values = {
        "way": way, "journeys": ways, "statuses": STATUSES, "levels": LEVELS,
        "caveat": said_of_router(run, say, run.parameters["meeting"].get("router")).caveat,
    }  # fmt: skip
    yield Section(
        anchor="meeting", title=_title(run, say), template="meeting.html.j2", values=values
    )


def _title(run: Run, say: Language) -> str:
    return say("Wege zum Treffen") if run.parameters["meeting"]["date"] else say("Wege zu uns")


def _sheets(run: Run, say: Language) -> Iterator[Sheet]:
    ways, summary = run.find(JOURNEYS), run.find(SUMMARY)
    dated = bool((run.parameters.get("meeting") or {}).get("date"))
    if ways is not None:
        table = _in_words(ways, {"distance": ("distance_m", "blur_m")}, say)
        yield Sheet(
            title=_title(run, say), table=table, place=20,
            note=say("wie weit Teilnehmende zum Treffen hatten") if dated else
            say("wie weit Teilnehmende zu uns haben"),
            columns=[Column(name=one) for one in _OF_A_WAY if one in table],
        )  # fmt: skip
    if summary is not None:
        pairs = {end: (f"{end}_m", f"{end}_blur_m") for end in _ENDS}
        table = _in_words(summary, pairs, say)
        yield Sheet(
            title=say("Wege, Überblick"), table=table, place=21, formats=_FORMATS,
            note=say("alle Wege zum Treffen zusammen") if dated else
            say("alle Wege zu uns zusammen"),
            columns=[Column(name=one) for one in _OF_ALL_WAYS if one in table],
        )  # fmt: skip


_FORMATS: Final = {"total_km": "#,##0"}
_OF_A_WAY: Final = (
    "id", "postcode", "place", "land", "count", "distance_m", "distance_text", "travel_min",
    "status", "match_level", "radius_m", "match_note",
)  # fmt: skip
_OF_ALL_WAYS: Final = (
    "people", "placed", "laender", "total_km", "min_text", "median_text", "max_text", "median_m",
)  # fmt: skip
"""Columns of the sheets, in their order; a public variant has few of them."""


def _in_words(table: pd.DataFrame, ways: dict[str, tuple[str, str]], say: Language) -> pd.DataFrame:
    """The table with its ways as text in the language of the workbook."""
    for name, (way, blur) in ways.items():
        if f"{name}_text" in table:
            pairs = zip(table[way], table[blur], strict=True)
            table[f"{name}_text"] = [say.distance(*pair) for pair in pairs]
    return table


def _columns(run: Run, say: Language) -> list[tuple[str, str]]:  # noqa: ARG001
    return [("blur_m", say("Umkreise beider Enden eines Weges zusammen, in Metern"))]


def _themes(run: Run, say: Language) -> Iterator[Theme]:  # noqa: ARG001
    from mintgeo.maps import PeopleLayer

    venue = run.find(VENUE)
    if venue is not None:
        yield Theme(name="people", layer=PeopleLayer, of={"meeting": venue}, place=30)


def _figure(run: Run, say: Language) -> "Picture":
    from mintgeo.figures import journeys_figure

    return journeys_figure(
        run.of(JOURNEYS),
        title=_title(run, say),
        place=run.parameters["meeting"]["name"],
        notes=[run.title, *notes(run, say)],
        lang=say.code,
    )


MEETING: Final = Chapter(
    name="meeting",
    kinds=(VENUE, JOURNEYS, SUMMARY),
    section=Meeting,
    stages=(
        Stage(
            title=N_("Wege zum Treffen"), needs=(KEYED_PARTICIPANTS, INDEX, ROUTER),
            makes=(VENUE, JOURNEYS, SUMMARY), run=_journeys, asked=_asked,
        ),
    ),
    parameters=_parameters,
    points=_points,
    sections=_sections,
    sheets=_sheets,
    columns=_columns,
    themes=_themes,
    figures=(
        Figure(
            name="wege", section="meeting", needs="journeys", sees=lambda _: ("journeys",),
            draw=_figure,
        ),
    ),
)  # fmt: skip
