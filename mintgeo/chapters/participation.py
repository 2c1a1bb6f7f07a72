"""Where participants come from, by Land and Kreis."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import pandas as pd

from mintgeo import _qml, _schema
from mintgeo._kinds import Kind, columns_of
from mintgeo.chapters.lists import KEYED_PARTICIPANTS
from mintgeo.chapters.protocol import Chapter, Figure, Layer, Section, Sheet
from mintgeo.chapters.regions import KREISE, LAENDER
from mintgeo.chapters.rows import Row, as_records, records, region_name
from mintgeo.chapters.stages import Results, Stage, Work
from mintgeo.chapters.words import notes
from mintgeo.language import N_, Language
from mintgeo.participation import BASES, SMALL, participation, rate_base, readable_rates
from mintgeo.privacy import MOST_OFF, NEAR, SHOWN
from mintgeo.run import Run

if TYPE_CHECKING:
    from mintgeo.figures import Picture

COUNTS: Final[Kind[pd.DataFrame]] = Kind(
    name="participation", per="level", parts=("total", "land", "kreis"), privacy="counted",
    columns=columns_of(_schema.PARTICIPATION, also=("hidden",)),
)  # fmt: skip
_LEVELS: Final = ("land", "kreis")
_TOP_KREISE: Final = 30
_ENDS: Final = ("", "_low", "_high")
_FORMATS: Final = {f"per_{base}{end}": "0.00" for base in BASES for end in _ENDS}


def _counts(work: Work) -> Results:
    people = work[KEYED_PARTICIPANTS]
    return {COUNTS.at(by): participation(people, by=by) for by in _LEVELS}


def _sections(run: Run, say: Language) -> Iterator[Section]:
    tables = {by: table for by in _LEVELS if (table := run.find(COUNTS, level=by)) is not None}
    if "land" not in tables:
        return
    values = {
        "everybody": next(iter(records(run, COUNTS, level="total")), None),
        "land": _rows(tables["land"], say),
        "land_per": _per(tables["land"], say),
        "kreise": [],
        "rule": {"least": SHOWN, "near": NEAR, "most": MOST_OFF},
    }
    if "kreis" in tables:
        rows = _rows(tables["kreis"], say)
        most = sorted(rows, key=lambda row: (-row["participants"], row["ags"]))
        values |= {"kreise": most[:_TOP_KREISE], "kreis_per": _per(tables["kreis"], say)}
    yield Section(
        anchor="participation", title=say("Woher die Teilnehmenden kommen"),
        template="participation.html.j2", values=values,
    )  # fmt: skip


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
    return say("je {base} Menschen", base=say.base(rate_base(table)))


def _sheets(run: Run, say: Language) -> Iterator[Sheet]:
    titles = {
        "total": say("Teilnahme, gesamt"),
        "land": say("Teilnahme, Länder"),
        "kreis": say("Teilnahme, Kreise"),
    }
    for place, (level, title) in enumerate(titles.items(), start=30):
        table = run.find(COUNTS, level=level)
        if table is not None:
            readable = table if level == "total" else _readable(table)
            yield Sheet(title=title, table=readable, place=place, formats=_FORMATS)


def _readable(table: pd.DataFrame) -> pd.DataFrame:
    """The table with rates that people can read."""
    base = rate_base(table)
    rates = readable_rates(table, base)
    rates.columns = pd.Index([one.replace("rate", f"per_{base}") for one in rates.columns])
    old = [one for one in table.columns if one.startswith("per_1000")]
    return pd.concat([table.drop(columns=old), rates], axis=1)


def _columns(run: Run, say: Language) -> list[tuple[str, str]]:  # noqa: ARG001
    return [
        (", ".join(f"per_{base}" for base in BASES), say(
            "Teilnehmende je 1.000, 100.000 oder eine Million Menschen, mit 90-%-Spanne (low, "
            "high): so weit trägt der Zufall; unter fünf Teilnehmenden keine Rate"
        )),
        ("small", say("weniger als 20 Teilnehmende: zum Vergleichen zu wenige")),
    ]  # fmt: skip


def told(run: Run) -> pd.DataFrame | None:
    """Participants by Kreis, if there is a Kreis whose number is told."""
    table = run.find(COUNTS, level="kreis")
    return table if table is not None and (table["participants"].fillna(0) > 0).any() else None


def _layers(run: Run, say: Language) -> Iterator[Layer]:
    """Kreise by participants per people; in the public variant few are told."""
    from mintgeo.figures.turnout import MISSING, turnout

    counts, kreise = told(run), run.find(KREISE)
    if counts is None or kreise is None:
        return
    shapes = kreise[["ags", "name", "population", "geometry"]]
    table = shapes.merge(counts.drop(columns=["name", "population"]), on="ags", how="left")
    per = rate_base(counts)
    found = turnout(table, per=per)
    yield Layer(
        name="teilnahme",
        title=say("Teilnehmende je {base} Menschen", base=say.base(per)),
        meaning=say(
            "class: 1 ist die Klasse der niedrigsten Anteile; few: weniger als {least}; "
            "nobody: niemand; untold: nicht genannt", least=SMALL,
        ),
        table=gpd.GeoDataFrame(table.assign(**{"class": found.codes})),
        style=_qml.categorised("polygon", "class", found.classes(say), hatched=MISSING),
        place=20,
    )  # fmt: skip


def _on_map(run: Run) -> dict[str, Any]:
    table = run.find(COUNTS, level="kreis")
    return {} if table is None else {"participation": table}


def _figure(run: Run, say: Language) -> "Picture":
    from mintgeo.figures import participation_figure

    return participation_figure(
        run.of(COUNTS, level="kreis"),
        run.of(KREISE),
        laender=run.of(LAENDER),
        notes=[run.title, *notes(run, say)],
        lang=say.code,
    )


def _sees(run: Run) -> tuple[str, ...]:
    return () if told(run) is None else (COUNTS.at("kreis").name, "kreise", "laender")


PARTICIPATION: Final = Chapter(
    name="participation",
    kinds=(COUNTS,),
    stages=(
        Stage(title=N_("Teilnahme"), needs=(KEYED_PARTICIPANTS,), makes=(COUNTS,), run=_counts),
    ),
    sections=_sections,
    sheets=_sheets,
    columns=_columns,
    layers=_layers,
    on_map=_on_map,
    figures=(
        Figure(
            name="teilnahme", section="participation", needs=COUNTS.at("kreis").name, sees=_sees,
            draw=_figure,
        ),
    ),
)  # fmt: skip
