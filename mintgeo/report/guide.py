"""The first two sheets of the workbook: the main results, and how to read the tables."""

from typing import Final

from mintgeo.language import Language
from mintgeo.participation import BASES, rate_base, who_counts
from mintgeo.report.points import caveats, key_points
from mintgeo.run import Run

MOST_ROWS: Final = 3000
"""Of a table in the workbook."""
_RATED: Final = ("participation_land", "participation_kreis")
Rows = list[tuple[str, str]]


def findings(run: Run, say: Language) -> Rows:
    """The main results, one sentence or two per row, and what they hold for."""
    return [
        (run.title, ""),
        *key_points(run, lang=say.code),
        (say("Zu beachten"), " ".join(caveats(run, lang=say.code))),
    ]


def guide(run: Run, say: Language) -> Rows:
    """Date, vintages, what the columns mean, sources."""
    return [
        (run.title, ""),
        (say("Stand"), say.day(run.as_of)),
        ("", ""),
        (say("Datenstand"), ""),
        *((say(what), say(when)) for what, when in run.vintages),
        ("", ""),
        (say("Spalten"), ""),
        *_columns(run, say),
        ("", ""),
        (say("Hinweise"), _limit(say)),
        ("", _times(run, say)),
        *([] if say.code == "de" else [("", _german(say))]),
        ("", ""),
        (say("Quellen"), ""),
        *(("", line) for line in run.attributions),
    ]


def _columns(run: Run, say: Language) -> Rows:
    """What columns mean, of those that the tables have."""
    there = {name for table in run.tables.values() for name in table.columns}
    told = [run.tables[name] for name in _RATED if name in run.tables]
    there = there - {"per_1000", "smoothed_per_1000"}
    for table in told:
        names = {"per_1000", "smoothed_per_1000"} & set(table.columns)
        there |= {name.replace("1000", str(rate_base(table))) for name in names}
    named = [
        (", ".join(name for name in names.split(", ") if name in there), meaning)
        for names, meaning in _meanings(run, say)
    ]
    return [row for row in named if row[0]]


def _meanings(run: Run, say: Language) -> Rows:
    who = say.who(run.parameters["people"]["who"])
    told = [run.tables[name] for name in _RATED if name in run.tables]
    whose = say.who(who_counts(told[0])) if told else who
    return [
        ("share", say(
            "Anteil der {who}, die in höchstens «minutes» Minuten ein Angebot erreichen", who=who
        )),
        ("share_low, share_high", say("Spanne des Anteils: in 9 von 10 Fällen liegt er darin")),
        ("rank_low, rank_high", say(
            "Spanne des Rangs (1 ist der höchste Anteil): in 9 von 10 Fällen liegt er darin"
        )),
        ("p_highest, p_lowest", say(
            "in diesem Teil der «draws» Ziehungen hat das Gebiet allein den höchsten, den "
            "niedrigsten Anteil"
        )),
        ("difference_low, difference_high", say(
            "Spanne des Unterschieds zweier Anteile, Ziehung für Ziehung gerechnet: enger, als die "
            "Spannen der Anteile vermuten lassen"
        )),
        ("verdict", say(
            "ob der Anteil höher oder niedriger ist als der des anderen Gebiets; alle diese "
            "Angaben zu einer Zeit stimmen in 9 von 10 Fällen zugleich"
        )),
        ("count_low, count_high", say(
            "in so vielen der «areas» Gebiete ist der Anteil mindestens «at_least», in 9 von 10 "
            "Fällen"
        )),
        ("p10_min, median_min, p90_min", say(
            "ein Zehntel, die Hälfte, neun Zehntel der {who} brauchen höchstens so lange", who=who
        )),
        ("median_point_min", say(
            "Median der bewohnten Punkte, jeder zählt einmal; Zellen eines Gitters wie bei Thünen, "
            "die mitgelieferten Punkte sind keines: je Kreis bis 10 Minuten anders"
        )),
        ("second_median_min", say(
            "die Hälfte der {who} hat zwei Angebote in höchstens dieser Zeit", who=who
        )),
        ("median_m", say(
            "die Hälfte der {who} hat höchstens diesen Weg, in Metern", who=who
        )),
        ("score", say(
            "Personenstunden jenseits der Schwelle, höchstens eine je Mensch und Weg"
        )),
        ("radius_m", say(
            "der wahre Ort liegt in 95 von 100 Fällen in diesem Umkreis, in Metern"
        )),
        ("within, gained", say(
            "Menschen in der Zeit um den Partner; davon heute ohne Angebot"
        )),
        (", ".join(f"per_{base}" for base in BASES), say(
            "Teilnehmende je 1.000, 100.000 oder eine Million {who}, mit 90-%-Spanne (low, high) "
            "für die Rate im Mittel vieler Jahre; unter fünf Teilnehmenden keine Rate", who=whose
        )),
        (", ".join(f"smoothed_per_{base}" for base in BASES), say(
            "die Rate für Karten: zum Mittel aller Gebiete gerückt, je weniger sie sagt"
        )),
        ("next_low, next_high", say(
            "so viele nehmen im nächsten Jahr teil, in 9 von 10 Fällen, wenn sich nichts ändert"
        )),
        ("dispersion, dispersion_of", say(
            "wie viel stärker (Varianz) Zahlen schwanken, weil Teilnehmende in Gruppen kommen; "
            "woher das bekannt ist: groups, years (Spalten der Liste), rows (Zeilen mit mehreren "
            "Personen) oder told (angegeben)"
        )),
        ("under", say(
            "«population» sind Kinder unter diesem Alter; leer: alle Menschen"
        )),
        ("population_low, population_high", say(
            "so viele {who} des Raumes sind in 9 von 10 Fällen jenseits der Schwelle", who=who
        )),
        ("established", say(
            "„nicht belegt“: die Spanne beginnt unter der Hälfte der besten Schätzung"
        )),
        ("small", say("weniger als 20 Teilnehmende: zum Vergleichen zu wenige")),
        ("blur_m", say("Umkreise beider Enden eines Weges zusammen, in Metern")),
        ("match_level, match_note", say(
            "wie genau eine Zeile verortet ist und was dabei auffiel"
        )),
    ]  # fmt: skip


def _limit(say: Language) -> str:
    return say(
        "Je Tabelle stehen hier höchstens {rows} Zeilen; alle stehen in «tables».",
        rows=say.number(MOST_ROWS),
    )


def _times(run: Run, say: Language) -> str:
    if run.parameters["router"] == "roads":
        return say(
            "Zeiten sind auf Straßen gerechnet, ohne Verkehr; Spannen enthalten ihren Fehler."
        )
    return say("Zeiten sind aus Luftlinien geschätzt; Spannen enthalten diesen Fehler.")


def _german(say: Language) -> str:
    return say(
        "Namen und eigene Wörter der Listen stehen da, wie sie in den Listen und Karten stehen."
    )
