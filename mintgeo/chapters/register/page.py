"""The register in the report: how much there is, of what and for whom, what lacks, what is new."""

from collections.abc import Iterator
from typing import Any, Final

from mintgeo.chapters.protocol import Section, Sentence
from mintgeo.chapters.register.tables import COUNTS, ENTRIES, NEWS
from mintgeo.chapters.rows import Row, records
from mintgeo.language import N_, Language
from mintgeo.language.words import word
from mintgeo.run import Run
from mintgeo.survey.words_of import said

_HEADS: Final = {
    "topic": N_("Thema"), "target_group": N_("Zielgruppe"), "kreis": N_("Kreis"),
}  # fmt: skip
_LACKS: Final = {
    "age": N_("für welches Alter"), "times": N_("wann"), "cost": N_("was es kostet"),
    "topics": N_("welche Themen"), "contact": N_("wen man fragt"), "place": N_("wo"),
}  # fmt: skip
EVENTS: Final = {
    "new": N_("neu"), "back": N_("wieder dabei"), "changed": N_("geändert"),
    "gone": N_("nicht mehr dabei"), "merged": N_("zusammengeführt"),
}  # fmt: skip
_TOLD: Final = 12
"""So many rows of a table, and so many news of a kind, stand on the page."""


def points(run: Run, say: Language) -> Iterator[Sentence]:
    """How many entries there are, and how many of them are new."""
    if run.find(ENTRIES) is not None:
        yield Sentence(about=say("Register"), text=_lead(run, say))


def _lead(run: Run, say: Language) -> str:
    entries, about = run.of(ENTRIES), run.parameters["register"]
    text = say.count(
        "Das Register nennt {n} öffentliches Angebot im Gebiet, Stand {day}.",
        "Das Register nennt {n} öffentliche Angebote im Gebiet, Stand {day}.",
        len(entries), day=say.day(about["as_of"]),
    ) if len(entries) else say(
        "Das Register nennt kein öffentliches Angebot im Gebiet, Stand {day}.",
        day=say.day(about["as_of"]),
    )  # fmt: skip
    if about["elsewhere"]:
        text += " " + say.count(
            "{n} weiteres hat keinen Ort und ist nicht gezählt.",
            "{n} weitere haben keinen Ort und sind nicht gezählt.", about["elsewhere"],
        )  # fmt: skip
    if run.find(NEWS) is None:
        return text
    return text + " " + say(
        "Seit dem {day}: {new} neu, {changed} geändert, {gone} nicht mehr dabei.",
        day=say.day(about["former"]),
        **{name: say.number(len(_of(run, name))) for name in ("new", "changed", "gone")},
    )  # fmt: skip


def _of(run: Run, event: str) -> list[Row]:
    return [row for row in records(run, NEWS) if row["event"] == event]


def key_name(by: str, key: str | None, say: Language) -> str:
    """What a value is called that entries are counted by."""
    if key is None:
        return say("ohne Angabe")
    if by == "target_group":
        return ", ".join(said("target_groups", key, say))
    return word(key, say) if by == "topic" else key


def sections(run: Run, say: Language) -> Iterator[Section]:
    """The numbers, and the news."""
    rows = records(run, COUNTS)
    if not rows:
        return
    own = [{**row, "name": key_name(row["by"], row["key"], say)} for row in rows]
    lacking = {row["key"]: row["offers"] for row in rows if row["by"] == "lacks" and row["offers"]}
    lacks = [
        {"name": say(text), "offers": lacking[key]}
        for key, text in _LACKS.items() if key in lacking
    ]  # fmt: skip
    yield Section(
        anchor="register", title=say("Was das Register sagt"), template="register.html.j2",
        values={
            "lead": _lead(run, say), "number": len(run.of(ENTRIES)), "lacks": lacks,
            "tables": [
                {"head": say(head), "rows": [row for row in own if row["by"] == by], "top": _TOLD}
                for by, head in _HEADS.items()
            ],
            "news": list(_news(run, say)),
        },
    )  # fmt: skip


def _news(run: Run, say: Language) -> Iterator[dict[str, Any]]:
    """Names of what is new or changed; what is gone has no name any more."""
    for event in ("new", "back", "changed"):
        rows = _of(run, event)
        if rows:
            names = [_named(row, say) for row in rows[:_TOLD]]
            yield {"event": say(EVENTS[event]), "n": len(rows), "names": names}


def _named(row: Row, say: Language) -> str:
    title = row["title"] or row["provider"] or row["id"]
    where = ", ".join(one for one in (row["provider"], row["place"]) if one and one != title)
    return say("{title} ({where})", title=title, where=where) if where else str(title)
