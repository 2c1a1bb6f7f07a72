"""Shares by region in the report and the workbook, and the map of a run."""

from collections.abc import Iterator
from typing import Any, Final

import pandas as pd

from mintgeo.analysis.ranking import LOW
from mintgeo.cartography.classes import middles
from mintgeo.chapters.area import area_name
from mintgeo.chapters.coverage.tables import REACH, SHARES, known
from mintgeo.chapters.lists import SITES, offers, placed_offers
from mintgeo.chapters.protocol import Section
from mintgeo.chapters.regions import is_country, shown, where_of
from mintgeo.chapters.rows import Row, region_name, spans_of
from mintgeo.chapters.streets import is_local
from mintgeo.chapters.words import who
from mintgeo.language import N_, NOTHING, SAYS_NOTHING, Language
from mintgeo.run import Run

_LOW_KREISE: Final = 20
MOST_ROWS: Final = 30
"""Areas in a table and its figure: those of the most people. On paper, a page holds so many and
what is said of them."""


def sections(run: Run, say: Language) -> Iterator[Section]:
    """The map, and the shares of the areas that stand below the whole one."""
    if not known(run):
        return
    yield Section(anchor="map", title=say("Karte"), template="map.html.j2", values=_drawn(run, say))
    level = table_level(run)
    table = run.find(SHARES, level=level) if level else None
    if table is None or table["share"].isna().all():
        level, table = "", None
    every = {**whole(run, say), "name": area_name(run, say), "sum": True}
    rows = [] if table is None else by_region(run, in_order(run, table), say)
    people = who(run, say)
    values = {
        "regions": told(run, [*rows, every]),
        "unsayable": table is not None and _says_nothing(table),
        "edge": bool(edge_people(run)),
        "left_out": table is not None and table["ags"].nunique() > len(rows),
        "whole": every, "first": say(_ONE[level]) if level else say("Gebiet"),
        "caption": say(_CAPTIONS[level], who=people) if level else say(_CAPTION, who=people),
        "placed": len(placed_offers(run)), "beyond": _beyond(run, say),
    }  # fmt: skip
    title = say(_TITLES[level]) if level else say("Erreichbarkeit")
    yield Section(anchor="regions", title=title, template="regions.html.j2", values=values)


def table_level(run: Run) -> str:
    """The level of areas of which the report has a table: the first below the whole, or none."""
    there = [one for one in _TITLES if run.find(SHARES, level=one) is not None]
    return "gemeinde" if is_local(run) and "gemeinde" in there else next(iter(there), "")


def _drawn(run: Run, say: Language) -> dict[str, Any]:
    if is_local(run):
        return {"people_only": False}
    level = shown(run)[0]
    if run.of(SHARES, level=level)["share"].isna().all():
        text = say("Punkte: bewohnte Orte in der Farbe ihrer Zeit zum nächsten Angebot.")
        return {"people_only": True, "colour": text}
    return {"people_only": False, "colour": say(_COLOURED[level], who=who(run, say))}


def _beyond(run: Run, say: Language) -> str:
    """Say how many offers lie outside of the area, and that they count all the same."""
    placed = run.of(SITES)
    spots = placed[(placed["role"] == "offer") & placed.geometry.notna()]
    outside = spots[where_of(run, spots) != "inside"]
    if is_country(run) or not len(outside):
        return ""
    return say.count(
        "Ein Angebot der Liste liegt außerhalb; für die Wege zählt es mit. Auf der Karte ist es "
        "blass, soweit sie reicht.",
        "{n} Angebote der Liste liegen außerhalb; für die Wege zählen sie mit. Auf der Karte sind "
        "sie blass, soweit sie reicht.",
        len(outside),
    )


_TITLES: Final = {
    "land": N_("Erreichbarkeit nach Bundesländern"),
    "kreis": N_("Erreichbarkeit nach Kreisen"),
    "district": N_("Erreichbarkeit nach Teilgebieten"),
    "gemeinde": N_("Erreichbarkeit nach Gemeinden"),
}
_ONE: Final = {
    "land": N_("Bundesland"), "kreis": N_("Kreis"), "gemeinde": N_("Gemeinde"),
    "district": N_("Teilgebiet"),
}  # fmt: skip
_CAPTIONS: Final = {
    "land": N_("So viele {who} erreichen in jedem Bundesland ein Angebot"),
    "kreis": N_("So viele {who} erreichen in jedem Kreis ein Angebot"),
    "district": N_("So viele {who} erreichen in jedem Teilgebiet ein Angebot"),
    "gemeinde": N_("So viele {who} erreichen in jeder Gemeinde ein Angebot"),
}
_CAPTION: Final = N_("So viele {who} erreichen ein Angebot")
_COLOURED: Final = {
    "kreis": N_("Farbe: Anteil der {who} je Kreis, die ein Angebot erreichen."),
    "gemeinde": N_("Farbe: Anteil der {who} je Gemeinde, die ein Angebot erreichen."),
    "district": N_("Farbe: Anteil der {who} je Teilgebiet, die ein Angebot erreichen."),
    "cell": N_("Farbe: Anteil der {who} je Zelle, die ein Angebot erreichen."),
}


def head(run: Run, say: Language) -> Iterator[str]:
    """What is counted, for the head of the report."""
    if not known(run):
        return
    placed = len(placed_offers(run))
    yield say.count(
        "Berechnet am {day}. Ein Angebot, {people} {who}.",
        "Berechnet am {day}. {n} Angebote, {people} {who}.",
        placed,
        day=say.day(run.as_of),
        people=say.people(whole(run, say)["population"]),
        who=who(run, say),
    )
    if unplaced := len(offers(run)) - placed:
        yield say.count(
            "Ein weiteres Angebot der Liste hat keinen Ort und zählt nicht mit.",
            "{n} weitere Angebote der Liste haben keinen Ort und zählen nicht mit.",
            unplaced,
        )


def whole(run: Run, say: Language) -> Row:
    """All people of the study."""
    return by_region(run, run.of(SHARES, level="country"), say)[0]


def by_region(run: Run, table: pd.DataFrame, say: Language) -> list[Row]:
    """One record per region: people, offers, median way, and the span of every threshold."""
    pairs = thresholds(run)
    said = spans_of(table, pairs, lang=say.code)
    first = table.groupby("ags", sort=False)[["name", "population", "offers", "median_m"]].first()
    return [
        {
            "sum": False,
            "name": region_name(ags, str(first.at[ags, "name"]), say),
            "population": first.at[ags, "population"],
            "offers": first.at[ags, "offers"],
            "median_m": first.at[ags, "median_m"],
            "spans": said[ags],
        }
        for ags in first.index
    ]


def _says_nothing(table: pd.DataFrame) -> bool:
    """Whether a span is so wide that it is not told."""
    if "share_low" not in table:
        return False
    return bool((table["share_high"] - table["share_low"] > SAYS_NOTHING).any())


def in_order(run: Run, table: pd.DataFrame) -> pd.DataFrame:
    """Rows as the figure has them: areas of most people, the highest middle first."""
    largest = table.drop_duplicates("ags").nlargest(MOST_ROWS, "population")["ags"]
    table = table[table["ags"].isin(largest)]
    asked = table[(table["mode"] == run.mode) & (table["minutes"] == run.longest)]
    asked = asked.assign(middle=middles(asked, "share"))
    order = asked.sort_values(["middle", "ags"], ascending=[False, True], na_position="last")
    place = {ags: number for number, ags in enumerate(order["ags"])}
    return table.sort_values("ags", key=lambda keys: keys.map(place), kind="stable")


def told(run: Run, rows: list[Row]) -> dict[str, Any]:
    """Rows and the heads of their columns, without those in which nothing is told of any area."""
    pairs = thresholds(run)
    areas = [row for row in rows if not row.get("sum")] or rows
    kept = [n for n in range(len(pairs)) if any(row["spans"][n] != NOTHING for row in areas)]
    heads: dict[str, list[float]] = {}
    for mode, minutes in (pairs[n] for n in kept):
        heads.setdefault(mode, []).append(minutes)
    trimmed = [{**row, "spans": [row["spans"][n] for n in kept]} for row in rows]
    return {"rows": trimmed, "heads": list(heads.items())}


def thresholds(run: Run) -> list[tuple[str, float]]:
    """Pairs of mode and minutes, in the order of the study."""
    pairs = run.of(SHARES, level="country")[["mode", "minutes"]]
    return list(zip(pairs["mode"].astype(str), pairs["minutes"].astype(float), strict=True))


def surely_low(run: Run, say: Language) -> tuple[list[Row], int]:
    """Kreise whose span at the longest threshold of the first mode ends below ``LOW``.

    Returns
    -------
    tuple
        Those of the most people, and how many there are.
    """
    table, (mode, _) = run.find(SHARES, level="kreis"), thresholds(run)[0]
    if table is None:
        return [], 0
    asked = table[(table["mode"] == mode) & (table["minutes"] == run.longest)]
    if "share_high" not in asked:
        return [], 0
    low = asked[asked["share_high"] < LOW]
    order = low.sort_values(["population", "ags"], ascending=[False, True])
    rows = table.set_index("ags", drop=False).loc[order["ags"].head(_LOW_KREISE)]
    return by_region(run, rows.reset_index(drop=True), say), len(low)


def edge_people(run: Run) -> float:
    """People whose nearest offer could lie beyond the data, in the first mode."""
    reached = run.of(REACH)
    return float(reached.loc[reached["edge"], "population"].sum())


def columns(run: Run, say: Language) -> list[tuple[str, str]]:
    """What the columns of the sheets mean."""
    if not known(run):
        return []
    people = who(run, say)
    return [
        ("share", say(
            "Anteil der {who}, die in höchstens so vielen Minuten ein Angebot erreichen", who=people
        )),
        ("share_low, share_high", say("Spanne des Anteils: in 9 von 10 Fällen liegt er darin")),
        ("p10_min, median_min, p90_min", say(
            "ein Zehntel, die Hälfte, neun Zehntel der {who} brauchen höchstens so lange",
            who=people,
        )),
        ("median_point_min", say(
            "Median der bewohnten Punkte, jeder zählt einmal; Zellen eines Gitters wie bei Thünen, "
            "die mitgelieferten Punkte sind keines: je Kreis bis 10 Minuten anders"
        )),
        ("second_median_min", say(
            "die Hälfte der {who} hat zwei Angebote in höchstens dieser Zeit", who=people
        )),
        ("median_m", say(
            "die Hälfte der {who} hat höchstens diesen Weg, in Metern", who=people
        )),
    ]  # fmt: skip
