"""How exactly the lists were placed, and which rows are worth a look."""

from collections.abc import Iterator
from typing import Final

import geopandas as gpd
import pandas as pd

from mintgeo._kinds import Kind
from mintgeo.chapters.lists import PARTICIPANTS, SITES
from mintgeo.chapters.protocol import Chapter, Column, Section, Sentence, Sheet
from mintgeo.chapters.rows import Row, as_records, records
from mintgeo.chapters.stages import Results, Stage, Work
from mintgeo.findings import PART, TABLE, TOPICS, Finding, decode, kept, sentence, which
from mintgeo.geocoding import doubtful_rows, geocode_report
from mintgeo.language import LEVELS, N_, Language
from mintgeo.run import Run

OF_SITES: Final[Kind[pd.DataFrame]] = Kind(
    name="geocode_sites", privacy="open",
    columns=frozenset({"part", "what", "rows", "share", "radius_m"}),
)  # fmt: skip
OF_PARTICIPANTS: Final[Kind[pd.DataFrame]] = Kind(name="geocode_participants")
OF_LISTS: Final[Kind[pd.DataFrame]] = Kind(name=TABLE)
"""What of the lists was not read."""
_LISTS: Final = {
    PARTICIPANTS: (OF_PARTICIPANTS, N_("Teilnehmende"), N_("Verortung, Teilnehmende")),
    SITES: (OF_SITES, N_("Angebote"), N_("Verortung, Angebote")),
}
"""Of each list its review, what it is called, and the sheet of the review."""


def _sections(run: Run, say: Language) -> Iterator[Section]:
    reviewed = [
        {"list": say(label), **row}
        for review, label, _ in _LISTS.values()
        for row in records(run, review)
    ]
    if reviewed:
        yield Section(
            anchor="placement", title=say("Wie genau die Listen verortet sind"),
            template="placement.html.j2",
            values={"placement": reviewed, "doubts": _doubts(run, say), "levels": LEVELS,
                    "findings": TOPICS, "unread": _unread(run, say)},
        )  # fmt: skip


def _doubts(run: Run, say: Language) -> list[Row]:
    """Rows in doubt or not found, with the words that say so; none in public.

    What was surely put right while reading, such as a zero that a spreadsheet took from a PLZ, is
    counted above them and noted in the workbook: nobody need look at it.
    """
    if run.is_public:
        return []
    return [
        {"list": say(label), "id": row["id"], "note": row["note"] or say("nicht gefunden")}
        for kind, (_, label, _) in _LISTS.items()
        if (table := run.find(kind)) is not None
        for row in as_records(doubtful_rows(_doubted(table), lang=say.code))
    ]


def _doubted(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Rows without those that have a place and nothing but readings that are sure."""
    grave = which(table, lambda one: one.severity != "info" or one.topic != "repaired")
    return gpd.GeoDataFrame(table[grave | (table["match_level"] == "none")])


def _steps(run: Run, say: Language) -> Iterator[Sentence]:
    """Look at the rows that are in doubt."""
    reviewed = any(run.find(review) is not None for review, _, _ in _LISTS.values())
    if reviewed and (number := len(_doubts(run, say))):
        text = say.count(
            "Eine Zeile der Listen ist nicht oder nur mit Zweifel verortet; sie steht unten.",
            "{n} Zeilen der Listen sind nicht oder nur mit Zweifel verortet; sie stehen unten.",
            number,
        )
        yield Sentence(about=say("Zeilen nachsehen"), text=text)


def _unread(run: Run, say: Language) -> list[Row]:
    """What of the lists became no row, or was read otherwise than it stands; none in public."""
    labels = {kind.name: say(label) for kind, (_, label, _) in _LISTS.items()}
    return [
        {
            "list": labels[row["list"]],
            "part": one.get(PART),
            "row": one.get("row"),
            "text": one.get("text") or one.get("sheet") or one.get("header") or "",
            "note": sentence(one, say),
        }
        for row in records(run, OF_LISTS)
        for one in decode(row["findings"])
    ]


def _lines(run: Run, say: Language) -> Iterator[str]:
    """What of the lists somebody should look at: sheets, columns, sums that are wrong."""
    labels = {kind.name: say(label) for kind, (_, label, _) in _LISTS.items()}
    for row in records(run, OF_LISTS):
        for one in decode(row["findings"]):
            if one.severity != "info":
                text = say(
                    "Achtung, {list}: {text}", list=labels[row["list"]], text=_where(one, say)
                )
                yield f"  {text}"


def _where(one: Finding, say: Language) -> str:
    part, row, text = one.get(PART), one.get("row"), sentence(one, say)
    where = [str(part)] if part else []
    where += [say("Zeile {row}", row=row)] if row is not None else []
    return ", ".join([*where, text])


def _sheets(run: Run, say: Language) -> Iterator[Sheet]:
    """One sheet for both lists."""
    found = [
        _in_words(table, say).assign(list=say(label))
        for review, label, _ in _LISTS.values()
        if (table := run.find(review)) is not None
    ]
    if found:
        yield Sheet(
            title=say("Verortung"), table=pd.concat(found, ignore_index=True), place=35,
            columns=[Column(name=one) for one in _OF_A_REVIEW],
            note=say("wie genau die Zeilen der Listen verortet sind"),
        )  # fmt: skip


_OF_A_REVIEW: Final = ("list", "what", "rows", "people", "share", "radius_m")


def _in_words(table: pd.DataFrame, say: Language) -> pd.DataFrame:
    """What a row of the review is of: a level of match, or a kind of finding."""
    named = {**LEVELS, **TOPICS}
    said = [say(named[one]) if one in named else one for one in table["what"]]
    return table.assign(what=said)


def _columns(run: Run, say: Language) -> list[tuple[str, str]]:  # noqa: ARG001
    return [
        ("radius_m", say(
            "der wahre Ort liegt in 95 von 100 Fällen in diesem Umkreis, in Metern"
        )),
        ("match_level, match_note", say(
            "wie genau eine Zeile verortet ist und was dabei auffiel"
        )),
    ]  # fmt: skip


def _kept(work: Work) -> Results:
    return {OF_LISTS: kept({kind.name: work[kind] for kind in _LISTS if kind in work})}


def _stage(listed: Kind[gpd.GeoDataFrame], review: Kind[pd.DataFrame]) -> Stage:
    return Stage(
        title=N_("Verortung"), needs=(listed,), makes=(review,),
        run=lambda work: {review: geocode_report(work[listed])},
    )  # fmt: skip


PLACEMENT: Final = Chapter(
    name="placement",
    kinds=(OF_SITES, OF_PARTICIPANTS, OF_LISTS),
    stages=(
        *(_stage(listed, review) for listed, (review, _, _) in _LISTS.items()),
        Stage(
            title=N_("Verortung"),
            wants=(SITES, PARTICIPANTS),
            makes=(OF_LISTS,),
            run=_kept,
        ),
    ),
    steps=_steps,
    lines=_lines,
    sections=_sections,
    sheets=_sheets,
    columns=_columns,
)
