"""Who reaches an offer, in sentences that claim no more than the spans allow."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np

from mintgeo.chapters.coverage.tables import SHARES
from mintgeo.chapters.lists import placed_offers
from mintgeo.chapters.protocol import Headline, Sentence
from mintgeo.chapters.rows import Row, records, row_span
from mintgeo.chapters.words import by_mode, on_roads, who
from mintgeo.coverage import ELSEWHERE
from mintgeo.language import N_, NOTHING, PEOPLE, Language
from mintgeo.run import Run

_FEW: Final = 5
"""More names than that are counted, not listed."""
_HALF: Final = 0.5
_REACHED: Final = {
    "car": N_(
        "In {area} erreichen {share} der {who} in höchstens {minutes} Minuten eines der Angebote "
        "dieser Liste, wenn sie mit dem Auto gebracht werden."
    ),
    "bike": N_(
        "In {area} erreichen {share} der {who} in höchstens {minutes} Minuten mit dem Fahrrad "
        "eines der Angebote dieser Liste."
    ),
    "foot": N_(
        "In {area} erreichen {share} der {who} in höchstens {minutes} Minuten zu Fuß eines der "
        "Angebote dieser Liste."
    ),
}
_AFTER_SHARE: Final = {
    "car": N_(
        "der {who} erreichen in höchstens {minutes} Minuten ein Angebot, wenn sie mit dem Auto "
        "gebracht werden"
    ),
    "bike": N_("der {who} erreichen in höchstens {minutes} Minuten mit dem Fahrrad ein Angebot"),
    "foot": N_("der {who} erreichen in höchstens {minutes} Minuten zu Fuß ein Angebot"),
}
"""What follows a share that stands alone, in large letters or in a column."""
_HIGHEST: Final = (
    N_("Den höchsten Anteil hat {name} ({share}), auch wenn man die Spannen berücksichtigt."),
    N_("Den höchsten Anteil hat eines dieser Länder: {names}."),
    N_(
        "Wo der Anteil am höchsten ist, lässt sich nicht sagen: Die Spannen von {n} Ländern "
        "überlappen sich."
    ),
)
_LOWEST: Final = (
    N_("Den niedrigsten Anteil hat {name} ({share}), auch wenn man die Spannen berücksichtigt."),
    N_("Den niedrigsten Anteil hat eines dieser Länder: {names}."),
    N_(
        "Wo der Anteil am niedrigsten ist, lässt sich nicht sagen: Die Spannen von {n} Ländern "
        "überlappen sich."
    ),
)
"""One Land, a few whose spans overlap, or too many of them."""
_TYPES: Final = {
    "city": N_(
        "In Städten erreichen {urban} der {who} in dieser Zeit ein Angebot, in ländlichen Gebieten "
        "{rural}."
    ),
    "town": N_(
        "In kleineren Städten und Vororten erreichen {urban} der {who} in dieser Zeit ein Angebot, "
        "in ländlichen Gebieten {rural}."
    ),
}
"""Urban against rural areas."""


def points(run: Run, say: Language) -> Iterator[Sentence]:
    """The main results, of the first mode and the longest threshold."""
    found = {
        say("Erreichbarkeit"): _reached(run, say),
        say("Länder"): _extremes(run, say),
        say("Gemeinden"): _gemeinden(run, say),
        say("Stadt und Land"): _types(run, say),
    }
    return (Sentence(about=about, text=text) for about, text in found.items() if text)


def caveats(run: Run, say: Language) -> list[str]:
    """Say what every share must be read with; the first sentence is the gravest."""
    return [
        say("Die Angebote sind eine Auswahl, kein Verzeichnis."),
        say.count(
            "Jeder Anteil gilt nur für das eine Angebot der gelesenen Liste.",
            "Jeder Anteil gilt nur für die {n} Angebote der gelesenen Liste.",
            len(placed_offers(run)),
        ),
        say("Zeiten sind auf den Straßen der Karte gerechnet, ohne Verkehr und Wartezeiten.")
        if on_roads(run)
        else say("Zeiten sind aus der Luftlinie geschätzt, nicht auf Straßen gerechnet."),
        say("Jeder Anteil steht als Spanne, in der der wahre Wert in 9 von 10 Fällen liegt."),
    ]


def headlines(run: Run, say: Language) -> Iterator[Headline]:
    """The longest threshold of every mode: what one reads before anything else."""
    for row in records(run, SHARES, level="country"):
        if row["minutes"] == run.longest and row["share"] is not None:
            yield Headline(value=row_span(row, lang=say.code), text=after_share(run, row, say))


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
        what = f"{by_mode(row['mode'], say)}, {say.number(row['minutes'])} Minuten"
        yield what, f"{share} der {say.who(people.get('who', PEOPLE))}"


def after_share(run: Run, row: Mapping[Any, Any], say: Language) -> str:
    """Say what a share is of, as it goes on after the number itself."""
    sentence = _AFTER_SHARE[row["mode"]]
    return say(sentence, who=who(run, say), minutes=say.number(row["minutes"]))


def _reached(run: Run, say: Language) -> str:
    first, *others = [_rows(run, "country", mode) for mode in run.modes]
    if not first:
        return ""
    row, area = first[0], run.parameters["area"]
    sentence = _REACHED[row["mode"]]
    text = say(
        sentence, area=say(area), share=_share(row, say), who=who(run, say),
        minutes=say.number(row["minutes"]),
    )  # fmt: skip
    beside = [
        say("{share} {mode}", share=_share(rows[0], say), mode=by_mode(rows[0]["mode"], say))
        for rows in others
        if rows
    ]
    if not beside:
        return text
    compared = say("Zum Vergleich, in derselben Zeit: {shares}.", shares=say.listed(beside))
    return f"{text} {compared}"


def _extremes(run: Run, say: Language) -> str:
    rows = _rows(run, "land", run.mode)
    if len(rows) < 2:  # noqa: PLR2004
        return ""
    best = [row for row in rows[::-1] if not _below(row, rows[-1])]
    worst = [row for row in rows if not _below(rows[0], row)]
    said = [_extreme(best, _HIGHEST, say), _extreme(worst, _LOWEST, say)]
    if any(1 < len(rivals) <= _FEW for rivals in (best, worst)):
        said.append(say("Wo die Spannen sich überlappen, folgt daraus keine Reihenfolge."))
    return " ".join(said)


def _extreme(rivals: list[Row], texts: tuple[str, str, str], say: Language) -> str:
    """Name the Länder whose span reaches that of the outermost one."""
    one, few, many = texts
    if len(rivals) == 1:
        return say(one, name=rivals[0]["name"], share=_share(rivals[0], say))
    if len(rivals) > _FEW:
        return say(many, n=len(rivals))
    return say(few, names=say.listed([f"{row['name']} ({_share(row, say)})" for row in rivals]))


def _gemeinden(run: Run, say: Language) -> str:
    """Count the Gemeinden where surely half of the people, or surely fewer, reach an offer."""
    rows = _rows(run, "gemeinde", run.mode)
    if len(rows) < 2:  # noqa: PLR2004
        return ""
    many = sum(row["share_low"] >= _HALF for row in rows)
    few = sum(row["share_high"] < _HALF for row in rows)
    known = {"many": many, "all": len(rows), "open": len(rows) - many - few, "who": who(run, say)}
    if not few:
        return say(
            "In {many} von {all} Gemeinden erreicht in dieser Zeit mindestens die Hälfte der {who} "
            "ein Angebot, in {open} lassen die Spannen es offen.",
            **known,
        )
    return say(
        "In {many} von {all} Gemeinden erreicht in dieser Zeit mindestens die Hälfte der {who} ein "
        "Angebot, in {few} weniger als die Hälfte; in {open} lassen die Spannen beides zu.",
        few=few,
        **known,
    )


def _types(run: Run, say: Language) -> str:
    """Compare rural areas with the most urban ones, as far as the spans allow."""
    rows = {row["ags"]: row for row in _rows(run, "area_type", run.mode)}
    urban = next((kind for kind in _TYPES if kind in rows), None)
    if urban is None or "rural" not in rows:
        return ""
    rural, other = rows["rural"], rows[urban]
    text = _TYPES[urban]
    shares = say(text, urban=_share(other, say), rural=_share(rural, say), who=who(run, say))
    apart = say("Der Unterschied ist größer als die Unsicherheit.")
    if not (_below(rural, other) or _below(other, rural)):
        apart = say("Die Spannen überlappen sich; ein Unterschied ist nicht belegt.")
    return f"{shares} {apart}"


def _rows(run: Run, by: str, mode: str) -> list[Row]:
    """Rows with an interval at the longest threshold, the lowest share first."""
    table = run.find(SHARES, level=by)
    if table is None or "share_low" not in table:
        return []
    table = table[(table["mode"] == mode) & (table["minutes"] == run.longest)]
    table = table[(table["ags"] != ELSEWHERE) & table["share"].notna()]
    rows = table.sort_values("share", kind="stable").to_dict("records")
    return [{str(column): value for column, value in row.items()} for row in rows]


def _below(row: Row, other: Row) -> bool:
    """Whether the span of a share ends below that of another one, as both are written."""
    return bool(np.ceil(100 * row["share_high"]) < np.floor(100 * other["share_low"]))


def _share(row: Row, say: Language) -> str:
    return row_span(row, lang=say.code)
