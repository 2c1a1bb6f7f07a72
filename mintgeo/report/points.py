"""The main results as sentences that can be quoted; they claim no more than the spans allow."""

from collections.abc import Mapping
from typing import Any, Final

from mintgeo.coverage import ELSEWHERE
from mintgeo.language import MODES, Language, language, word
from mintgeo.report import areas, comparing, wording
from mintgeo.report.coarse import omissions
from mintgeo.report.rows import placed_offers, records
from mintgeo.report.spans import row_span
from mintgeo.run import Run

_TOP_GAPS: Final = 3

Row = dict[str, Any]


def key_points(run: Run, *, lang: str = "de") -> list[tuple[str, str]]:
    """Say the main results, most of the first mode and the longest threshold.

    Returns
    -------
    list of tuple
        What it is about, and a sentence or two; nothing of what the run does not know. What the
        shares do not hold for, stands in ``caveats``.
    """
    say = language(lang)
    found = [
        (say("Erreichbarkeit"), _reached(run, say)),
        (say("Länder"), _extremes(run, say)),
        (say("Gemeinden"), comparing.gemeinden(run, _who(run, say), say)),
        (say("Stadt und Land"), _types(run, say)),
        (say("Lücken"), _gaps(run, say)),
        (say("Möglicher Partner"), _partner(run, say)),
        (say("Treffen"), _meeting(run, say)),
    ]
    return [(about, text) for about, text in found if text]


def caveats(run: Run, *, lang: str = "de") -> list[str]:
    """Say what every share must be read with; the first sentence is the gravest."""
    say = language(lang)
    roads = run.parameters["router"] == "roads"
    return [
        say("Die Angebote sind eine Auswahl, kein Verzeichnis."),
        say.count(
            "Jeder Anteil gilt nur für das eine Angebot der gelesenen Liste.",
            "Jeder Anteil gilt nur für die {n} Angebote der gelesenen Liste.",
            len(placed_offers(run)),
        ),
        say("Zeiten sind auf den Straßen der Karte gerechnet, ohne Verkehr und Wartezeiten.")
        if roads
        else say("Zeiten sind aus der Luftlinie geschätzt, nicht auf Straßen gerechnet."),
        say("Jeder Anteil steht als Spanne, in der der wahre Wert in 9 von 10 Fällen liegt."),
        *omissions(run, say),
    ]


def after_share(run: Run, row: Mapping[Any, Any], say: Language) -> str:
    """Say what a share is of, as it goes on after the number itself."""
    sentence = wording.AFTER_SHARE[row["mode"]]
    return say(sentence, who=_who(run, say), minutes=say.number(row["minutes"]))


def _reached(run: Run, say: Language) -> str:
    first, *others = [_rows(run, "country", mode) for mode in run.parameters["modes"]]
    if not first:
        return ""
    row, area = first[0], run.parameters["area"]
    sentence = wording.REACHED[row["mode"]]
    text = say(
        sentence, area=say(area), share=_share(row, say), who=_who(run, say),
        minutes=say.number(row["minutes"]),
    )  # fmt: skip
    beside = [
        say("{share} {mode}", share=_share(rows[0], say), mode=_phrase(rows[0]["mode"], say))
        for rows in others
        if rows
    ]
    if not beside:
        return text
    compared = say("Zum Vergleich, in derselben Zeit: {shares}.", shares=say.listed(beside))
    return f"{text} {compared}"


def _extremes(run: Run, say: Language) -> str:
    return comparing.extremes(run, _rows(run, "land", run.parameters["modes"][0]), say)


def _types(run: Run, say: Language) -> str:
    """Compare rural areas with the most urban ones."""
    rows = {row["ags"]: row for row in _rows(run, "area_type", run.parameters["modes"][0])}
    urban = next((kind for kind in wording.TYPES if kind in rows), None)
    if urban is None or "rural" not in rows:
        return ""
    text, (rural, other) = wording.TYPES[urban], (rows["rural"], rows[urban])
    shares = say(text, urban=_share(other, say), rural=_share(rural, say), who=_who(run, say))
    return " ".join(filter(None, [shares, comparing.apart(run, urban, say)]))


def _gaps(run: Run, say: Language) -> str:
    rows = areas.gap_rows(run, _TOP_GAPS, say)
    named = [
        say(
            "{name} ({people}; zuständig: {kreise})", name=row["name"],
            people=areas.area_people(row, _who(run, say), say), kreise=row["kreise"],
        )
        for row in rows
    ]  # fmt: skip
    if not named:
        return ""
    known = {
        "minutes": say.number(run.parameters["gap_minutes"]),
        "mode": _phrase(run.parameters["modes"][0], say),
        "areas": "; ".join(named),
    }
    if areas.rural(run):
        return say.count(
            "Im ländlichen Raum braucht man nach bester Schätzung hier mehr als {minutes} Minuten "
            "({mode}) bis zum nächsten Angebot: {areas}.",
            "Im ländlichen Raum braucht man nach bester Schätzung in {n} zusammenhängenden Räumen "
            "mehr als {minutes} Minuten ({mode}) bis zum nächsten Angebot. Die meisten "
            "Personenstunden jenseits davon haben: {areas}.",
            len(run.tables["gaps"]),
            **known,
        )
    return say.count(
        "Nach bester Schätzung braucht man hier mehr als {minutes} Minuten ({mode}) bis zum "
        "nächsten Angebot: {areas}.",
        "Nach bester Schätzung braucht man in {n} zusammenhängenden Räumen mehr als {minutes} "
        "Minuten ({mode}) bis zum nächsten Angebot. Die meisten Personenstunden jenseits davon "
        "haben: {areas}.",
        len(run.tables["gaps"]),
        **known,
    )


def _partner(run: Run, say: Language) -> str:
    mode = run.parameters["modes"][0]
    best = next(iter(records(run, f"partners_{mode}")), None)
    if best is None or not best["gained"]:
        return ""
    return say(
        wording.GAINS[mode], name=best["name"], kind=word(best["category"], say),
        people=say.people(best["gained"]), who=_who(run, say),
        minutes=say.number(run.parameters["partners"]["minutes"]),
    )  # fmt: skip


def _meeting(run: Run, say: Language) -> str:
    way = next(iter(records(run, "journey_summary")), None)
    if way is None:
        return ""
    meeting = run.parameters["meeting"]
    if run.parameters.get("variant") == "public":
        text = say(
            "Zum Treffen am {day} ({name}) kamen rund {people} Teilnehmende.",
            day=say.day(meeting["date"]), name=meeting["name"], people=say.number(way["people"]),
        )  # fmt: skip
        return " ".join(filter(None, [text, wording.about_half(way["median_m"], say)]))
    return say.count(
        "Zum Treffen am {day} ({name}) kamen {people} Teilnehmende aus einem Land; der mittlere "
        "Weg (Median): {way}.",
        "Zum Treffen am {day} ({name}) kamen {people} Teilnehmende aus {n} Ländern; der mittlere "
        "Weg (Median): {way}.",
        way["laender"],
        day=say.day(meeting["date"]),
        name=meeting["name"],
        people=say.number(way["placed"]),
        way=say.distance(way["median_m"], way["median_blur_m"]),
    )


def _rows(run: Run, by: str, mode: str) -> list[Row]:
    """Rows with an interval at the longest threshold, the lowest share first."""
    name, minutes = f"coverage_{by}", max(run.parameters["minutes"])
    if name not in run.tables or "share_low" not in run.tables[name]:
        return []
    table = run.tables[name]
    table = table[(table["mode"] == mode) & (table["minutes"] == minutes)]
    table = table[(table["ags"] != ELSEWHERE) & table["share"].notna()]
    rows = table.sort_values("share", kind="stable").to_dict("records")
    return [{str(column): value for column, value in row.items()} for row in rows]


def _share(row: Row, say: Language) -> str:
    return row_span(row, lang=say.code)


def _phrase(mode: str, say: Language) -> str:
    return say(MODES[mode])


def _who(run: Run, say: Language) -> str:
    return say.who(run.parameters["people"]["who"])
