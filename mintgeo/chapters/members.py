"""The network itself: how many came to its meetings, naming nobody: ``[members]``.

Nothing of it is public. What may be published of members is made by ``privacy.public_members``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pandas as pd

from mintgeo._errors import OptionError
from mintgeo._kinds import Kind
from mintgeo.analysis.members.history import Meeting, member_history
from mintgeo.analysis.members.over_time import member_cohorts, member_growth
from mintgeo.chapters.lists import INDEX
from mintgeo.chapters.plan import Study
from mintgeo.chapters.protocol import Chapter, Column, Input, Section, Sentence, Sheet
from mintgeo.chapters.rows import Row, records, region_name
from mintgeo.chapters.stages import Results, Stage, Work
from mintgeo.geocoding import geocode
from mintgeo.language import N_, Language
from mintgeo.read import read_participants
from mintgeo.run import Run

HISTORY: Final[Kind[pd.DataFrame]] = Kind(name="member_history", privacy="personal")
GROWTH: Final[Kind[pd.DataFrame]] = Kind(name="member_growth")
"""By year, of all and of each Land."""
COHORTS: Final[Kind[pd.DataFrame]] = Kind(name="member_cohorts")
_ALL: Final = "DE"


@dataclass(frozen=True, kw_only=True)
class Members:
    """Lists of who took part in the meetings of a network.

    Attributes
    ----------
    lists, dates, names
        A list of participants for every meeting, its day (2026-11-24), and what it is called.
    person
        Columns that tell together who somebody is.
    digital
        Column that says who took part from afar.
    """

    lists: list[Path]
    dates: list[str]
    names: list[str] = field(default_factory=list)
    person: list[str] = field(default_factory=lambda: ["E-Mail"])
    digital: str = ""

    def __post_init__(self) -> None:
        if not self.lists or len(self.dates) != len(self.lists) or (
            self.names and len(self.names) != len(self.lists)
        ):  # fmt: skip
            raise OptionError("[members] needs a date, and if any then a name, for each of lists.")
        if not self.person:
            raise OptionError("[members] person must name a column at least.")


def _inputs(plan: Study) -> Iterator[Input]:
    asked = plan.section(Members)
    for number, file in enumerate(asked.lists if asked else [], start=1):
        yield Input(name=f"members {number}", key="lists", file=file)


def _told(work: Work) -> Results:
    asked = work.section(Members)
    names = asked.names or asked.dates
    meetings = [
        Meeting(
            participants=geocode(read_participants(file), using=work[INDEX]), date=day, name=name,
            digital=asked.digital or False,
        )
        for file, day, name in zip(asked.lists, asked.dates, names, strict=True)
    ]  # fmt: skip
    history = member_history(meetings, person=asked.person)
    both = [member_growth(history, by=level) for level in ("country", "land")]
    return {HISTORY: history, GROWTH: pd.concat(both, ignore_index=True),
            COHORTS: member_cohorts(history)}  # fmt: skip


def _by_year(run: Run) -> list[Row]:
    """Years of all, the first one first."""
    return [row for row in records(run, GROWTH) if row["ags"] == _ALL]


def _lead(run: Run, say: Language) -> str:
    rows, history = _by_year(run), run.of(HISTORY)
    last = rows[-1]
    meetings = say.count("{n} Treffen", "{n} Treffen", history["meeting"].nunique())
    people = say.count("{n} Mensch", "{n} Menschen", last["total"])
    if len(rows) == 1:
        text = say("Bei {meetings} im Jahr {last} dabei: {people}.", meetings=meetings,
                   last=last["year"], people=people)  # fmt: skip
    else:
        text = say(
            "Bei {meetings} von {first} bis {last} dabei: {people}; im letzten Jahr {active}, "
            "davon {new} zum ersten Mal.",
            meetings=meetings, first=rows[0]["year"], last=last["year"], people=people,
            active=say.number(last["active"]), new=say.number(last["new"]),
        )  # fmt: skip
    unknown = sum(row["unknown"] for row in rows)
    if not unknown:
        return text
    return text + " " + say.count(
        "Von {n} weiteren Anmeldung sagt keine Liste, wer es war.",
        "Von {n} weiteren Anmeldungen sagt keine Liste, wer es war.", unknown,
    )  # fmt: skip


def _points(run: Run, say: Language) -> Iterator[Sentence]:
    if _by_year(run):
        yield Sentence(about=say("Mitglieder"), text=_lead(run, say))


def _sections(run: Run, say: Language) -> Iterator[Section]:
    rows = _by_year(run)
    if not rows:
        return
    last = rows[-1]["year"]
    lands = [
        {**row, "name": region_name(str(row["ags"]), str(row["name"]), say)}
        for row in records(run, GROWTH)
        if row["ags"] != _ALL and row["year"] == last and row["total"]
    ]  # fmt: skip
    stays = [
        say(
            "Zum ersten Mal {first} dabei: {members}, davon {active} auch {last}.",
            members=say.count("{n} Mensch", "{n} Menschen", row["members"]),
            first=row["cohort"], active=say.number(row["active"]), last=last,
        )
        for row in records(run, COHORTS) if row["year"] == last and row["cohort"] < last
    ]  # fmt: skip
    yield Section(
        anchor="members", title=say("Wie das Netzwerk wächst"), template="members.html.j2",
        values={"lead": _lead(run, say), "years": rows, "last": last, "stays": stays,
                "lands": sorted(lands, key=lambda row: -row["total"])},
    )  # fmt: skip


def _sheets(run: Run, say: Language) -> Iterator[Sheet]:
    table = run.find(GROWTH)
    if table is None:
        return
    heads = {
        "name": say("Gebiet"), "year": say("Jahr"), "active": say("dabei"),
        "digital": say("nur aus der Ferne"), "new": say("zum ersten Mal"),
        "total": say("bisher insgesamt"), "unknown": say("unbekannt"),
    }  # fmt: skip
    named = [region_name(str(ags), str(name), say)
             for ags, name in zip(table["ags"], table["name"], strict=True)]  # fmt: skip
    yield Sheet(
        title=say("Mitglieder"), table=table.assign(name=named), place=92,
        columns=[Column(name=name, head=head) for name, head in heads.items()],
        note=say("VERTRAULICH: wie viele in jedem Jahr dabei waren, nach Land"),
    )  # fmt: skip


MEMBERS: Final = Chapter(
    name="members",
    kinds=(HISTORY, GROWTH, COHORTS),
    section=Members,
    inputs=_inputs,
    stages=(
        Stage(
            title=N_("Mitglieder"), needs=(INDEX,), makes=(HISTORY, GROWTH, COHORTS), run=_told,
            asked=lambda plan: plan.section(Members) is not None,
        ),
    ),
    points=_points,
    sections=_sections,
    sheets=_sheets,
)  # fmt: skip
