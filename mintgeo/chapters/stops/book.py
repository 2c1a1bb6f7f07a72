"""The plan in the workbook: stops, whom they reach by Gemeinde, other plans."""

from collections.abc import Iterator
from typing import Final

import geopandas as gpd
import pandas as pd

from mintgeo.chapters.protocol import Column, Sheet
from mintgeo.chapters.rows import degrees, region_name
from mintgeo.chapters.stops import words
from mintgeo.chapters.stops.hubs import HUBS, WAYS, hub_rows
from mintgeo.chapters.stops.tables import OTHERS, STOPS
from mintgeo.language import Language
from mintgeo.language.planned import certainty_words, hub_sign
from mintgeo.run import Run

_FORMATS: Final = {
    "people": "#,##0", "adds": "#,##0", "loses": "#,##0", "nearest_offer_km": "0.0",
    "nearest_stop_km": "0.0",
}  # fmt: skip


def sheets(run: Run, say: Language) -> Iterator[Sheet]:
    """Stops; their Gemeinden; stops of other plans."""
    yield from hub_sheets(run, say)
    stops, others = run.find(STOPS), run.find(OTHERS)
    reached = words.reached_rows(run, say)
    if stops is None or stops.empty or reached is None:
        return
    heads = _heads(say)
    minutes = say.limit(words.told(run)["minutes"])
    yield Sheet(
        title=say("Halte"), table=_table(stops, run, say), place=75, formats=_FORMATS, printed=None,
        columns=[Column(name=name, head=head) for name, head in heads.items()],
        note=say("wo das MINT-Mobil halten sollte, in der Reihenfolge dessen, was jeder Halt "
                 "hinzufügt ({minutes} Minuten)", minutes=minutes),
    )  # fmt: skip
    named = {row["id"]: (row["order"], row["name"]) for row in words.stop_rows(run, say)}
    table = reached.assign(
        order=[named[one][0] for one in reached["id"]],
        stop=[named[one][1] for one in reached["id"]],
    ).sort_values(["order", "people"], ascending=[True, False], kind="stable")
    yield Sheet(
        title=say("Halte nach Gemeinden"), table=table, place=76, formats=_FORMATS,
        columns=[
            Column(name="order", head=say("Nr.")), Column(name="stop", head=say("Halt")),
            Column(name="gemeinde", head=say("Gemeinde")),
            Column(name="people", head=heads["people"]), Column(name="adds", head=heads["adds"]),
        ],
        note=say("wen jeder Halt in welcher Gemeinde erreicht"),
    )  # fmt: skip
    if others is not None:
        yield Sheet(
            title=say("Halte anderer Pläne"), table=_table(others, run, say), place=77,
            formats=_FORMATS,
            columns=[Column(name="plan", head=say("Plan")),
                     *(Column(name=name, head=head) for name, head in heads.items())],
            note=say("wirklich andere Pläne, die fast ebenso viel erreichen"),
        )  # fmt: skip


def hub_sheets(run: Run, say: Language) -> Iterator[Sheet]:
    """Hubs, and from which one each Gemeinde lends."""
    hubs, ways = run.find(HUBS), run.find(WAYS)
    if hubs is None or ways is None:
        return
    rows = hub_rows(run, say)
    table = degrees(hubs).assign(
        sign=[hub_sign(int(row["order"])) for row in rows],
        gemeinden=[row["gemeinden"] for row in rows],
        farthest=[row["farthest"] for row in rows],
    )
    heads = {
        "sign": say("Nr."), "name": say("Standort"), "boxes": say("Kisten"),
        "gemeinden": say("Gemeinden"), "served": say("Menschen"),
        "mean_min": say("mittlerer Weg (min)"), "longest_min": say("längster Weg (min)"),
        "farthest": say("von"), "lat": "", "lon": "",
    }  # fmt: skip
    yield Sheet(
        title=say("Standorte für Kisten"), table=table, place=78, formats={"served": "#,##0"},
        columns=[Column(name=name, head=head) for name, head in heads.items()],
        note=say("wo Kisten mit Experimenten zum Ausleihen stehen sollten"),
    )  # fmt: skip
    names = dict(zip(hubs["id"], hubs["name"], strict=True))
    lent = ways.assign(
        hub=ways["hub_id"].map(names),
        name=[region_name(key, name, say) for key, name in
              zip(ways["id"], ways["name"], strict=True)],
    )  # fmt: skip
    yield Sheet(
        title=say("Wer wo ausleiht"), table=lent, place=79,
        formats={"travel_min": "0"},
        columns=[
            Column(name="name", head=say("Gemeinde")), Column(name="population"),
            Column(name="hub", head=say("Standort")), Column(name="travel_min"),
        ],
        note=say("von welchem Standort jede Gemeinde ausleiht"),
    )  # fmt: skip


def _heads(say: Language) -> dict[str, str]:
    return {
        "order": say("Nr."), "name": say("Halt"), "gemeinde": say("Gemeinde"),
        "kreis": say("Kreis"), "people": say("erreicht"), "adds": say("davon neu"),
        "loses": say("ohne ihn fehlen"), "sure": say("Platz im Plan"),
        "nearest_offer": say("nächstes Angebot heute"), "nearest_offer_km": say("Luftlinie (km)"),
        "nearest_stop_km": say("nächster Halt (km)"), "near": say("Hinweis"),
        "lat": "", "lon": "", "id": "",
    }  # fmt: skip


def _table(stops: gpd.GeoDataFrame, run: Run, say: Language) -> pd.DataFrame:
    rows = words.stop_rows(run, say, OTHERS if "plan" in stops else STOPS)
    return degrees(stops).assign(
        name=[row["name"] for row in rows], gemeinde=[row["gemeinde"] for row in rows],
        sure=[certainty_words(row, say) for row in rows],
        near=[words.near_words(row, say) for row in rows],
    )  # fmt: skip


def columns(run: Run, say: Language) -> list[tuple[str, str]]:
    """What the columns of the sheets mean."""
    stops = run.find(STOPS)
    if stops is None or stops.empty:
        return []
    return [
        ("adds", say("davon, wen heute kein Angebot und kein Halt davor erreicht")),
        ("loses", say("wer nur diesen Halt erreicht")),
    ]  # fmt: skip
