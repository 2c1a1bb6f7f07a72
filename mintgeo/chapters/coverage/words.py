"""Who reaches an offer, in sentences that claim no more than the spans allow."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from mintgeo.chapters.area import in_area
from mintgeo.chapters.coverage.tables import SHARES
from mintgeo.chapters.protocol import Sentence
from mintgeo.chapters.rows import Row, records, row_span
from mintgeo.chapters.travel import said_of_router
from mintgeo.chapters.words import by_mode, said_of, who
from mintgeo.germany.own_areas import ELSEWHERE
from mintgeo.language import N_, NOTHING, PEOPLE, SAYS_NOTHING, Language
from mintgeo.run import Run

_REACHED: Final = (
    N_(
        "{In_area} erreichen {share} der {who} in höchstens {minutes} Minuten {mode} eines der "
        "Angebote dieser Liste."
    ),
    N_(
        "{In_area} erreichen {share} der {who} in höchstens {minutes} Minuten eines der Angebote "
        "dieser Liste, wenn sie {mode} werden."
    ),
)
_AFTER_SHARE: Final = (
    N_("der {who} erreichen in höchstens {minutes} Minuten {mode} ein Angebot"),
    N_("der {who} erreichen in höchstens {minutes} Minuten ein Angebot, wenn sie {mode} werden"),
)
"""What follows a share that stands alone, in large letters or in a column."""


def points(run: Run, say: Language) -> Iterator[Sentence]:
    """Who reaches an offer, in all modes, at the longest threshold."""
    text = _reached(run, say)
    if text:
        yield Sentence(about=say("Erreichbarkeit"), text=text, large=True)


def caveats(run: Run, say: Language) -> list[str]:
    """Say what every share must be read with; the first sentence is the gravest."""
    if run.find(SHARES, level="country") is None:
        return []
    return [
        say("Die Angebote sind eine Auswahl, kein Verzeichnis."),
        say("Jeder Anteil gilt nur für die Angebote der gelesenen Liste."),
        said_of_router(run, say).caveat,
        say("Jeder Anteil steht als Spanne, in der der wahre Wert in 9 von 10 Fällen liegt."),
    ]


def lines(run: Run, say: Language) -> Iterator[str]:
    """Every share of the whole area, for the terminal."""
    for row in records(run, SHARES, level="country"):
        if row["share"] is not None:
            yield f"{row_span(row, lang=say.code):>9} {after_share(run, row, say)}"


def card(run: Run, say: Language) -> Iterator[tuple[str, str]]:
    """The share of the whole area for every mode and threshold, with its interval if known."""
    people = run.parameters.get("people", {})
    for row in records(run, SHARES, level="country"):
        span = row_span(row, lang=say.code)
        share = say.percent(row["share"]) if span == NOTHING else span
        what = f"{by_mode(row['mode'], say)}, {say.limit(row['minutes'])} Minuten"
        yield what, f"{share} der {say.who(people.get('who', PEOPLE))}"


def after_share(run: Run, row: Mapping[Any, Any], say: Language) -> str:
    """Say what a share is of, as it goes on after the number itself."""
    minutes = say.limit(row["minutes"])
    return said_of(_AFTER_SHARE, row["mode"], say, who=who(run, say), minutes=minutes)


def _reached(run: Run, say: Language) -> str:
    row = first_told(run)
    if row is None:
        return ""
    others = [told_rows(run, "country", mode) for mode in run.modes if mode != row["mode"]]
    text = said_of(
        _REACHED, row["mode"], say, In_area=in_area(run, say, first=True),
        share=_share(row, say), who=who(run, say), minutes=say.limit(row["minutes"]),
    )  # fmt: skip
    beside = [
        say("{share} {mode}", share=_share(rows[0], say), mode=by_mode(rows[0]["mode"], say))
        for rows in others
        if rows and _says(rows[0])
    ]
    if not beside:
        return text
    compared = say("Zum Vergleich, in derselben Zeit: {shares}.", shares=say.listed(beside))
    return f"{text} {compared}"


def first_told(run: Run) -> Row | None:
    """The share of the whole at the longest threshold, of the first mode that tells one."""
    rows = [row for mode in run.modes for row in told_rows(run, "country", mode)]
    return next(filter(_says, rows), None)


def _says(row: Row) -> bool:
    """Whether the span of a row says anything."""
    return bool(row["share_high"] - row["share_low"] <= SAYS_NOTHING)


def told_rows(run: Run, by: str, mode: str) -> list[Row]:
    """Rows with an interval at the longest threshold, the lowest share first."""
    table = run.find(SHARES, level=by)
    if table is None or "share_low" not in table:
        return []
    table = table[(table["mode"] == mode) & (table["minutes"] == run.longest)]
    table = table[(table["ags"] != ELSEWHERE) & table["share"].notna()]
    rows = table.sort_values("share", kind="stable").to_dict("records")
    return [{str(column): value for column, value in row.items()} for row in rows]


def _share(row: Row, say: Language) -> str:
    return row_span(row, lang=say.code)
