"""Rows of a run's tables as the report shows them: which, in what order, under which name."""

from typing import Any, Final

import geopandas as gpd
import pandas as pd

from mintgeo.findings import TABLE, decode, sentence
from mintgeo.geocode import doubtful_rows
from mintgeo.language import N_, Language
from mintgeo.participation import dispersion_of, rate_base, rate_words, readable_rates
from mintgeo.ranking import LOW
from mintgeo.report.spans import spans_of
from mintgeo.run import Run

LISTS: Final = {"participants": N_("Teilnehmende"), "sites": N_("Angebote")}
_LOW_KREISE: Final = 20
_ALONE: Final = 1.05
"""A dispersion below this is that of people who come one by one."""
_TOGETHER: Final = {
    "told": N_("Gerechnet ist, wie angegeben, mit Gruppen von {size} Personen."),
    "groups": N_(
        "Gerechnet ist mit den Gruppen der Liste; im Mittel, je Kopf, hat eine {size} Personen."
    ),
    "years": N_(
        "Gerechnet ist mit dem Auf und Ab der Jahre in der Liste: Es ist wie bei Gruppen von "
        "{size} Personen."
    ),
    "rows": N_(
        "Gerechnet ist damit, dass die Personen einer Zeile zusammen kommen; im Mittel, je Kopf, "
        "sind das {size}."
    ),
}
Row = dict[str, Any]


def records(run: Run, name: str) -> list[Row]:
    """Rows of a table, None where there is nothing; no rows if the run has no such table."""
    return as_records(run.tables[name]) if name in run.tables else []


def as_records(table: pd.DataFrame) -> list[Row]:
    """Rows of a table, None where there is nothing."""
    plain = pd.DataFrame(table).astype(object)
    plain = plain.where(plain.notna(), None)
    return [dict(zip(plain.columns, row, strict=True)) for row in plain.to_numpy()]


def offers(run: Run) -> list[Row]:
    """Sites that take children today."""
    return [row for row in records(run, "sites") if row["role"] == "offer"]


def placed_offers(run: Run) -> list[Row]:
    """Offers that have a place, so that they can be reached."""
    return [row for row in offers(run) if row.get("geometry", "") is not None]


def kinds(run: Run) -> int:
    """How many kinds of offers there are."""
    return len({row["category"] for row in offers(run)} - {None})


def thresholds(run: Run) -> list[tuple[str, float]]:
    """Pairs of mode and minutes, in the order of the study."""
    pairs = run.tables["coverage_country"][["mode", "minutes"]]
    return list(zip(pairs["mode"].astype(str), pairs["minutes"].astype(float), strict=True))


def by_region(run: Run, table: pd.DataFrame, say: Language) -> list[Row]:
    """One record per region: people, offers, median way, and the span of every threshold."""
    pairs = thresholds(run)
    said = spans_of(table, pairs, lang=say.code)
    first = table.groupby("ags", sort=False)[["name", "population", "offers", "median_m"]].first()
    return [
        {
            "name": region_name(ags, str(first.at[ags, "name"]), say),
            "population": first.at[ags, "population"],
            "offers": first.at[ags, "offers"],
            "median_m": first.at[ags, "median_m"],
            "spans": said[ags],
        }
        for ags in first.index
    ]


def surely_low(run: Run, say: Language) -> tuple[list[Row], int]:
    """Kreise whose span at the longest threshold of the first mode ends below ``LOW``.

    Returns
    -------
    tuple
        Those of the most people, and how many there are.
    """
    table, (mode, _) = run.tables["coverage_kreis"], thresholds(run)[0]
    asked = table[(table["mode"] == mode) & (table["minutes"] == max(run.parameters["minutes"]))]
    if "share_high" not in asked:
        return [], 0
    low = asked[asked["share_high"] < LOW]
    order = low.sort_values(["population", "ags"], ascending=[False, True])
    rows = table.set_index("ags", drop=False).loc[order["ags"].head(_LOW_KREISE)]
    return by_region(run, rows.reset_index(drop=True), say), len(low)


def region_name(ags: str, name: str, say: Language) -> str:
    """The name of a region; what has a number in the Gemeindeschlüssel has a proper name."""
    return name if ags.isdigit() else say(name)


def gap_name(row: Row, say: Language) -> str:
    """The name of a gap area, of whose parts only the places are proper names."""
    places = row.get("places")
    return say("Raum {places}", places=places) if places else str(row["name"])


def placement(run: Run, say: Language) -> list[Row]:
    """Rows of the review of each list, with the list's name."""
    return [
        {"list": say(label), **row}
        for name, label in LISTS.items()
        for row in records(run, f"geocode_{name}")
    ]


def doubts(run: Run, say: Language) -> list[Row]:
    """Rows that were repaired, doubted or not found, with the words that say so; none in public."""
    if run.parameters.get("variant") == "public":
        return []
    return [
        {"list": say(label), "id": row["id"], "note": row["note"] or say("nicht gefunden")}
        for name, label in LISTS.items()
        if name in run.tables
        for row in _doubtful(run, name, say)
    ]


def unread(run: Run, say: Language) -> list[Row]:
    """What of the lists became no row, or was read otherwise than it stands; none in public."""
    labels = {name: say(label) for name, label in LISTS.items()}
    return [
        {
            "list": labels[row["list"]],
            "row": one.get("row"),
            "text": one.get("text") or one.get("sheet") or one.get("header") or "",
            "note": sentence(one, say),
        }
        for row in records(run, TABLE)
        for one in decode(row["findings"])
    ]


def _doubtful(run: Run, name: str, say: Language) -> list[Row]:
    found = doubtful_rows(gpd.GeoDataFrame(run.tables[name]), lang=say.code)
    return as_records(found)


def partners(run: Run) -> list[Row]:
    """Partners in the order of the first mode, with what they gain in every mode."""
    tables = [run.tables.get(f"partners_{mode}") for mode in run.parameters["modes"]]
    if tables[0] is None:
        return []
    gains = [table.set_index("id")["gained"] for table in tables if table is not None]
    rows = records(run, f"partners_{run.parameters['modes'][0]}")
    return [{**row, "gains": [gain[row["id"]] for gain in gains]} for row in rows]


def participation(run: Run, name: str, say: Language) -> list[Row]:
    """Regions with participants; Kreise in the order of how many."""
    if name not in run.tables:
        return []
    table = run.tables[name]
    rated = table.assign(**readable_rates(table, rate_base(table)))
    there = [
        {**row, "name": region_name(row["ags"], row["name"], say)}
        for row in as_records(rated)
        if row["participants"]
    ]
    if name == "participation_land":
        return there
    return sorted(there, key=lambda row: (-row["participants"], row["ags"]))


def together(run: Run, say: Language) -> str:
    """Say with what groups the chance of participation is reckoned."""
    factor, known = dispersion_of(run.tables["participation_land"])
    if factor < _ALONE and known != "told":
        return say(
            "Gerechnet ist, als käme jeder für sich. Kommen Teilnehmende in Gruppen, etwa als "
            "Klasse, schwanken die Zahlen mehr: Nennen Sie in der Studie die Spalte der Gruppe "
            "([participation] groups)."
        )
    return say(_TOGETHER[known], size=say.number(factor, 1))


def told(run: Run) -> bool:
    """Whether there is a Kreis whose number of participants is told."""
    table = run.tables.get("participation_kreis")
    return table is not None and bool((table["participants"].fillna(0) > 0).any())


def rates_per(run: Run, name: str, say: Language) -> str:
    """Say per how many people the rates of a participation table are."""
    return say("je {people}", people=rate_words(run.tables[name], say))


def edge_people(run: Run) -> float:
    """People whose nearest offer could lie beyond the data, in the first mode."""
    reached = run.tables[f"reach_{run.parameters['modes'][0]}"]
    return float(reached.loc[reached["edge"], "population"].sum())
