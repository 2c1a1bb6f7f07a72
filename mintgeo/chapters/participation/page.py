"""Where participants come from, in the report and the workbook."""

import re
from collections.abc import Iterator
from typing import Final

import pandas as pd

from mintgeo.analysis.participation import (
    BASES,
    dispersion_of,
    rate_base,
    rate_words,
    readable_rates,
    who_counts,
)
from mintgeo.chapters.participation.missing import from_beyond, not_told
from mintgeo.chapters.participation.own import BEYOND, OWN, UNSURE, unsure
from mintgeo.chapters.participation.tables import COUNTS, LEVELS, near
from mintgeo.chapters.protocol import Column, Section, Sheet
from mintgeo.chapters.regions import LAENDER, is_country
from mintgeo.chapters.rows import Row, as_records, records, region_name
from mintgeo.language import N_, Language
from mintgeo.privacy import MOST_OFF, NEAR, SHOWN
from mintgeo.run import Run

_TOP_KREISE: Final = 30
_ENDS: Final = ("", "_low", "_high")
_FORMATS: Final = {
    **{f"per_{base}{end}": "0.00" for base in BASES for end in _ENDS},
    "dispersion": "0.00",
}
_BEYOND: Final = N_("anderswo oder nicht genau bekannt")
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


def sections(run: Run, say: Language) -> Iterator[Section]:
    """Länder and Kreise with participants."""
    tables = {by: table for by in LEVELS if (table := run.find(COUNTS, level=by)) is not None}
    if "land" not in tables:
        return
    land = _rows(tables["land"], say) if _shows_land(run) else []
    if "sites" not in run.tables:
        colour = say("Punkte und Kreise: woher die Teilnehmenden kommen.")
        values = {"colour": colour, "people_only": True}
        yield Section(anchor="map", title=say("Karte"), template="map.html.j2", values=values)
    values = {
        "everybody": next(iter(records(run, COUNTS, level="total")), None),
        "land": land,
        "own": _own(run, say),
        "own_per": "",
        "beyond": " ".join(filter(None, [from_beyond(run, say), not_told(run, say)])),
        "kreis_of_land": _shows_land(run),
        "land_per": _per(tables["land"], say),
        "whose": say.who(who_counts(tables["land"])),
        "chance": "" if run.is_public else _together(tables["land"], say),
        "kreise": [],
        "rule": {"least": SHOWN, "near": NEAR, "most": MOST_OFF},
    }
    if "kreis" in tables:
        kreise = near(run, tables["kreis"])
        rows = _rows(kreise, say)
        most = sorted(rows, key=lambda row: (-row["participants"], row["ags"]))
        values |= {"kreise": most[:_TOP_KREISE], "kreis_per": _per(kreise, say)}
    yield Section(
        anchor="participation", title=say("Woher die Teilnehmenden kommen"),
        template="participation.html.j2", values=values,
    )  # fmt: skip


def head(run: Run, say: Language) -> Iterator[str]:
    """What is counted, where there are no offers to say it of."""
    table = run.find(COUNTS, level="kreis")
    if "sites" in run.tables or table is None:
        return
    number = int(table["participants"].fillna(0).sum())
    text = say.count(
        "Berechnet am {day}. Eine teilnehmende Person.", "Berechnet am {day}. {n} Teilnehmende.",
        number,
        day=say.day(run.as_of),
    )  # fmt: skip
    yield text if not run.is_public else say("Berechnet am {day}.", day=say.day(run.as_of))


def _shows_land(run: Run) -> bool:
    """Whether Länder are told: in a study of several of them."""
    laender = run.find(LAENDER)
    return is_country(run) or (laender is not None and len(laender) > 1)


def _own(run: Run, say: Language) -> list[Row]:
    """The smallest areas with participants, the most first, and all that is none of them."""
    table = run.find(OWN)
    if table is None or unsure(run) > UNSURE:
        return []
    rows = as_records(table[table["participants"] > 0])
    rows.sort(key=lambda row: (row["ags"] == BEYOND, -row["participants"], row["ags"]))
    beyond = say(_BEYOND)
    return [
        {**row, "beyond": True, "name": beyond} if row["ags"] == BEYOND
        else {**row, "beyond": False, "name": region_name(row["ags"], row["name"], say)}
        for row in rows
    ]  # fmt: skip


def _rows(table: pd.DataFrame, say: Language) -> list[Row]:
    """Regions with participants."""
    rated = table.assign(**readable_rates(table, rate_base(table)))
    return [
        {**row, "name": region_name(row["ags"], row["name"], say)}
        for row in as_records(rated)
        if row["participants"]
    ]


def _per(table: pd.DataFrame, say: Language) -> str:
    """Say per how many people the rates of a table are."""
    return say("je {people}", people=rate_words(table, say))


def _together(table: pd.DataFrame, say: Language) -> str:
    """Say with what groups the chance of participation is reckoned."""
    factor, known = dispersion_of(table)
    if factor < _ALONE and known != "told":
        return say(
            "Gerechnet ist, als käme jeder für sich. Kommen Teilnehmende in Gruppen, etwa als "
            "Klasse, schwanken die Zahlen mehr: Nennen Sie in der Studie die Spalte, in der die "
            "Gruppe steht."
        )
    return say(_TOGETHER[known], size=say.number(factor, 1))


def sheets(run: Run, say: Language) -> Iterator[Sheet]:
    """Counts of all, of Länder, and of Kreise, those of most participants first."""
    titles = {
        "total": say("Teilnahme, gesamt"),
        "land": say("Teilnahme, Länder"),
        "kreis": say("Teilnahme, Kreise"),
    }
    if not _shows_land(run):
        titles.pop("land")
    for place, (level, title) in enumerate(titles.items(), start=30):
        table = run.find(COUNTS, level=level)
        if table is None:
            continue
        table = near(run, table) if level == "kreis" else table
        people, per = say.who(who_counts(table)), _per(table, say)
        shown = table if level == "total" else _readable(table)
        if level == "kreis":
            shown = shown.sort_values(["participants", "ags"], ascending=[False, True])
        if "small" in shown:
            yes, no = say("ja"), say("nein")
            shown = shown.assign(small=[yes if small else no for small in shown["small"]])
        yield Sheet(
            title=title, table=shown, place=place, formats=_FORMATS,
            columns=[
                Column(name=one, head=_head(one, people, per, say))
                for one in map(str, shown.columns)
                if not one.startswith(_FOR_PROGRAMS)
            ],
            note=say("wie viele von wie vielen teilnahmen, und was im nächsten Jahr kommt")
            if "next_low" in shown else say("wie viele von wie vielen teilnahmen"),
        )  # fmt: skip
    own = run.find(OWN)
    if own is not None and unsure(run) <= UNSURE:
        beyond = own["ags"] == BEYOND
        own = own.assign(last=beyond, ags=own["ags"].mask(beyond, ""),
                         name=own["name"].mask(beyond, say(_BEYOND)))  # fmt: skip
        own = own.sort_values(["last", "participants", "ags"], ascending=[True, False, True])
        yield Sheet(
            title=say("Teilnahme im Gebiet"), table=own, place=33,
            columns=[Column(name=one) for one in ("ags", "name", "participants", "population")],
            note=say("wie viele aus den kleinsten Flächen kommen; nicht zum Veröffentlichen"),
        )  # fmt: skip


_FOR_PROGRAMS: Final = ("dispersion", "smoothed", "under")


def _head(column: str, people: str, per: str, say: Language) -> str:
    """Header of a column that says of whom, or per how many, it is."""
    if column == "population":
        return people
    rate = _RATE.fullmatch(column)
    if rate is None:
        return ""
    end = rate.group(1) or ""
    return say(_RATES[end], per=per)


_RATE: Final = re.compile(r"per_\d+(?:_(low|high))?")
_RATES: Final = {
    "": N_("Teilnehmende {per}"), "low": N_("{per}, von"), "high": N_("{per}, bis"),
}  # fmt: skip


def _readable(table: pd.DataFrame) -> pd.DataFrame:
    """The table with rates that people can read."""
    base = rate_base(table)
    rates = readable_rates(table, base)
    rates.columns = pd.Index([one.replace("rate", f"per_{base}") for one in rates.columns])
    old = [one for one in table.columns if one.startswith("per_1000")]
    table = pd.concat([table.drop(columns=old), rates], axis=1)
    if "smoothed_per_1000" not in table:
        return table
    smooth = table.pop("smoothed_per_1000") * base / BASES[0]
    return table.assign(**{f"smoothed_per_{base}": smooth})


def columns(run: Run, say: Language) -> list[tuple[str, str]]:
    """What the columns of the sheets mean."""
    table = run.find(COUNTS, level="land")
    whose = run.parameters["people"]["who"] if table is None else who_counts(table)
    return [
        (", ".join(f"per_{base}" for base in BASES), say(
            "Teilnehmende je 1.000, 100.000 oder eine Million {who}, mit 90-%-Spanne "
            "für die Rate im Mittel vieler Jahre; unter fünf Teilnehmenden keine Rate",
            who=say.who(whose),
        )),
        ("next_low, next_high", say(
            "so viele nehmen im nächsten Jahr teil, in 9 von 10 Fällen, wenn sich nichts ändert"
        )),
        ("small", say("weniger als 20 Teilnehmende: zum Vergleichen zu wenige")),
    ]  # fmt: skip
