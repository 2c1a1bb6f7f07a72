"""The chapter of the next meeting: sentence, table, sheets, layer, theme."""

from collections.abc import Iterator
from typing import Final

import geopandas as gpd
import pandas as pd

from mintgeo import _qml
from mintgeo.chapters.meeting import tables, words
from mintgeo.chapters.meeting.held import VENUE
from mintgeo.chapters.meeting.tables import CHANGE, KINDS, NEXT_WAYS, PLACES
from mintgeo.chapters.protocol import (
    Chapter,
    Column,
    Layer,
    Section,
    Sentence,
    Sheet,
    Theme,
)
from mintgeo.chapters.rows import Row, degrees, records
from mintgeo.language import STATUSES, Language
from mintgeo.run import Run

_SHOWN: Final = 10
_COLOURS: Final = {"best": "#d55e00", "open": "#e69f00", "other": "#0072b2"}


def _points(run: Run, say: Language) -> Iterator[Sentence]:
    said = words.sentences(run, say, short=True)
    if said:
        yield Sentence(about=say("Nächstes Treffen"), text=" ".join(said))


def _sections(run: Run, say: Language) -> Iterator[Section]:
    rows = records(run, PLACES)
    if rows:
        last = next((row for row in records(run, CHANGE) if row["plan"] == "before"), None)
        values = {
            "said": words.sentences(run, say), "basis": words.basis(run, say),
            "missing": words.missing(run, say), "rows": rows[:_SHOWN],
            "all": len(rows), "last": last, "limit": words.limit(run, say),
            "last_name": next((row["name"] for row in records(run, VENUE)), ""),
            "without": any(row["without"] for row in rows[:_SHOWN]),
        }  # fmt: skip
        yield Section(
            anchor="next_meeting", title=say("Wo das nächste Treffen sein könnte"),
            template="next_meeting.html.j2", values=values,
        )  # fmt: skip


def _class(row: Row) -> str:
    """Whether a place is the best, can't be told from it, or is another one."""
    if row["rank"] == 1:
        return "best"
    return "open" if row["open"] else "other"


def _classes(say: Language) -> list[tuple[str, str, str]]:
    named = {
        "best": say("am besten"), "open": say("davon nicht zu unterscheiden"),
        "other": say("weiterer Ort"),
    }  # fmt: skip
    return [(code, named[code], colour) for code, colour in _COLOURS.items()]


def _shapes(run: Run, say: Language) -> gpd.GeoDataFrame | None:
    """The places with their class, the best on top, and what is said of each."""
    table = run.find(PLACES)
    if table is None:
        return None
    rows = records(run, PLACES)
    texts = [
        say("Rang {rank}, im Mittel {mean}, höchstens {longest}", rank=say.number(row["rank"]),
            mean=say.duration(row["mean_min"]), longest=say.duration(row["longest_min"]))
        for row in rows
    ]  # fmt: skip
    out = table.assign(text=texts, **{"class": [_class(row) for row in rows]})
    return gpd.GeoDataFrame(out.iloc[::-1].reset_index(drop=True))


def _themes(run: Run, say: Language) -> Iterator[Theme]:
    from mintgeo.maps import ShapesLayer

    shapes = _shapes(run, say)
    if shapes is not None:
        yield Theme(
            name="next_meeting", layer=ShapesLayer, place=70,
            of={"shapes": shapes, "classes": _classes(say), "show": False,
                "caption": say("Ort für das nächste Treffen"), "name": say("Nächstes Treffen")},
        )  # fmt: skip


def _layers(run: Run, say: Language) -> Iterator[Layer]:
    shapes = _shapes(run, say)
    if shapes is not None:
        yield Layer(
            name="treffpunkte", title=say("Orte für das nächste Treffen"), place=95,
            meaning=say("VERTRAULICH: Zeiten von wenigen verraten, wo sie wohnen"), table=shapes,
            style=_qml.categorised("point", "class", _classes(say)), label="name", shown=False,
        )  # fmt: skip


def _sheets(run: Run, say: Language) -> Iterator[Sheet]:
    table, ways = run.find(PLACES), run.find(NEXT_WAYS)
    if table is None or ways is None:
        return
    people = words.asked(run)["by"] == "beyond"
    heads = {
        "more": say("mehr als der beste (Personen)") if people else say("mehr als der beste (min)"),
        "beyond": say("weiter als {limit}", limit=words.limit(run, say)),
        "people": say("mit Weg dorthin"), "without": say("ohne Weg"),
        "mean_min": say("Zeit, Mittel (min)"),
        "total_min": say("Zeit, alle zusammen (min)"), "longest_min": say("längster Weg (min)"),
        "person_km": say("Personen-km, hin und zurück"), "co2_kg": say("CO₂e, hin und zurück (kg)"),
        "wins": say("am besten in (Anteil der Ziehungen)"), "station": say("Bahnhof"),
        "population": say("Menschen in der Gemeinde"),
    }  # fmt: skip
    told = degrees(table)
    yield Sheet(
        title=say("Nächstes Treffen"), table=told, place=22, formats=_FORMATS,
        note=say("wo das nächste Treffen sein könnte, der beste Ort zuerst"),
        columns=[Column(name=one, head=heads.get(one, "")) for one in _OF_A_PLACE if one in told],
    )  # fmt: skip
    yield Sheet(
        title=say("Wege, nächstes Treffen"), table=_in_words(ways, say), place=23,
        columns=[*_of_ways(ways, say)],
        formats={one: "0" for one in map(str, ways.columns) if one.startswith(_NUMBERS)},
        note=say("wie weit Teilnehmende zum bisherigen und zum besten Ort haben"),
    )  # fmt: skip


def _of_ways(ways: pd.DataFrame, say: Language) -> Iterator[Column]:
    """What is known of a participant, and the ways to the place before and after."""
    heads = {"travel_min": say("Zeit (min)"), "distance_m": say("Weg (m)"),
             "status": say("Weg dorthin")}  # fmt: skip
    groups = {"before": say("bisheriger Ort"), "after": say("bester Ort")}
    own = [one for one in map(str, ways.columns) if one.rpartition("_")[2] not in groups]
    yield from (Column(name=one) for one in own)
    for name, group in groups.items():
        for column, head in heads.items():
            if f"{column}_{name}" in ways:
                yield Column(name=f"{column}_{name}", code=column, head=head, group=group)


def _in_words(ways: pd.DataFrame, say: Language) -> pd.DataFrame:
    """Ways with the reasons in words, of those who have none."""
    out = ways.copy()
    for column in out.columns:
        if column.startswith("status"):
            out[column] = [say(STATUSES[one]) for one in out[column]]
    return out


_NUMBERS: Final = ("travel_min", "distance_m")
_FORMATS: Final = {
    "total_min": "#,##0", "mean_min": "0", "median_min": "0", "longest_min": "0", "beyond": "0",
    "without": "0", "people": "0", "person_km": "#,##0", "co2_kg": "#,##0", "more": "0.0",
    "wins": "0 %", "population": "#,##0",
}  # fmt: skip
_OF_A_PLACE: Final = (
    "rank", "name", "station", "place", "postcode", "people", "without", "beyond", "total_min",
    "mean_min", "median_min", "longest_min", "person_km", "co2_kg", "more", "wins", "population",
    "lat", "lon",
)  # fmt: skip


NEXT_MEETING: Final = Chapter(
    name="next_meeting",
    kinds=KINDS,
    inputs=tables.inputs,
    reads=tables.reads,
    stages=(tables.STAGE,),
    parameters=tables.parameters,
    attributions=tables.attributions,
    points=_points,
    sections=_sections,
    sheets=_sheets,
    layers=_layers,
    themes=_themes,
)
