"""The main results: sentences that say no more than the spans allow."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pytest

import mintgeo as mg
from mintgeo.analysis.ranking import HALF, LOW
from mintgeo.chapters.coverage.lead import headlines
from mintgeo.language import language, loose, quoted
from mintgeo.report import summary
from mintgeo.report.points import caveats, key_points, message, next_steps

Spans = dict[str, tuple[float, float]]


def shares(spans: Spans, mode: str = "car") -> pd.DataFrame:
    """Rows of a coverage table at 30 minutes, and others at 15 that must not be said."""
    rows = [
        {"ags": ags, "name": ags, "mode": mode, "minutes": minutes, "population": 1000.0,
         "share": (low + high) / 2, "share_low": low, "share_high": high}
        for minutes, factor in ((15.0, 0.1), (30.0, 1.0))
        for ags, (low, high) in ((ags, (low * factor, high * factor))
                                 for ags, (low, high) in spans.items())
    ]  # fmt: skip
    return pd.DataFrame(rows)


def standing(level: str, drawn: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
    """Shares of areas in 200 draws and the tables made of them; at 15 minutes all is reversed."""
    names = np.array(sorted(drawn))
    late = np.array([np.broadcast_to(drawn[name], 200) for name in names]).T
    draws = np.stack([1 - late, late])
    areas = mg.AreaShares(
        level=level, ags=names, names=names, mode="car", minutes=(15.0, 30.0), shares=draws,
        estimate=draws.mean(axis=1),
    )  # fmt: skip
    spans = {name: tuple(np.quantile(drawn[name], [0.05, 0.95])) for name in names}
    return {
        "area_ranks": areas.ranks(), "area_pairs": areas.pairs(),
        "area_counts": areas.counts((LOW, HALF)), f"coverage_{level}": shares(spans),
    }  # fmt: skip


def between(low: float, high: float, *, turned: bool = False) -> Any:
    """Draws that fill a span; those of two areas go together unless one is turned."""
    return np.linspace(low, high, 200)[:: -1 if turned else 1]


def small(**tables: Any) -> mg.Run:
    return mg.Run(
        name="k", title="Kleinland", as_of="2026-01-01",
        tables={
            "sites": pd.DataFrame({"role": ["offer", "offer", "potential"]}),
            "coverage_country": pd.concat(
                [shares({"DE": (0.356, 0.494)}), shares({"DE": (0.1, 0.1)}, "bike")]
            ),
            **tables,
        },
        parameters={
            "modes": ["car", "bike"], "minutes": [15.0, 30.0], "gap_minutes": 30.0,
            "area": "Kleinland", "router": "airline", "people": {"who": "children_under_16"},
            "partners": {"minutes": 15}, "meeting": {"name": "Fest", "date": "2025-05-03"},
        },
        inputs={}, vintages=(), attributions=(),
    )  # fmt: skip


def said(run: mg.Run, about: str, lang: str = "de") -> str:
    return spoken(run, lang)[about]


def spoken(run: mg.Run, lang: str = "de") -> dict[str, str]:
    return {
        point.about: point.text
        for point in [*key_points(run, lang=lang), *next_steps(run, lang=lang)]
    }


def test_who_reaches_an_offer() -> None:
    assert said(small(), "Erreichbarkeit") == (
        "In Kleinland erreichen 35–50 % der Kinder unter 16 in höchstens 30 Minuten eines der "
        "Angebote dieser Liste, wenn sie mit dem Auto gebracht werden. "
        "Zum Vergleich, in derselben Zeit: 10 % mit dem Fahrrad."
    )
    assert said(small(), "Reach", "en") == (
        "In Kleinland, 35–50% of children under 16 reach one of the learning sites of this list "
        "within 30 minutes if they are driven. For comparison, in the same time: 10% by bike."
    )
    assert [one.about for one in key_points(small())] == ["Erreichbarkeit"]
    assert list(spoken(small())) == ["Erreichbarkeit", "Liste prüfen", "Auf Straßen rechnen"]


ALIKE = {"A": between(0.1, 0.3), "B": between(0.5, 0.7), "C": between(0.15, 0.35)}
"""The spans of A and C overlap, and A is below C in every draw."""


def test_what_goes_together_is_told_apart() -> None:
    assert said(small(**standing("land", ALIKE)), "Bundesländer") == (
        "Den höchsten Anteil hat mit mindestens 98 % Sicherheit B (51–69 %). Den niedrigsten "
        "Anteil hat mit mindestens 98 % Sicherheit A (11–29 %). Von 3 Paaren von Bundesländern ist "
        "bei 3 belegt, welches vorn liegt."
    )
    assert said(small(**standing("land", ALIKE)), "States", "en").startswith(
        "With at least 98% certainty, B (51–69%) has the highest share."
    )


def test_what_goes_apart_is_not() -> None:
    """The same spans, and which is lowest changes from draw to draw."""
    drawn = {**ALIKE, "C": between(0.15, 0.35, turned=True)}
    assert said(small(**standing("land", drawn)), "Bundesländer") == (
        "Den höchsten Anteil hat mit mindestens 98 % Sicherheit B (51–69 %). Den niedrigsten "
        "Anteil hat mit mindestens 98 % Sicherheit eines dieser Bundesländer: A (11–29 %) und C "
        "(16–34 %). Von 3 Paaren von Bundesländern ist bei 2 belegt, welches vorn liegt."
    )


def test_certainty_is_no_more_than_the_draws_can_tell() -> None:
    """In 190 of 200 draws: at least 91 %, not 95."""
    drawn = np.where(np.arange(200) < 190, 0.1, 0.3)
    sentence = said(small(**standing("land", {"A": drawn, "B": 0.2})), "Bundesländer")
    assert "Den niedrigsten Anteil hat mit mindestens 91 % Sicherheit A" in sentence
    drawn = np.where(np.arange(200) < 185, 0.1, 0.3)
    sentence = said(small(**standing("land", {"A": drawn, "B": 0.2, "C": 0.9})), "Bundesländer")
    assert "mit mindestens 98 % Sicherheit eines dieser Bundesländer: A" in sentence


def test_too_many_to_name() -> None:
    rng = np.random.default_rng(1)
    drawn = {name: rng.uniform(0.1, 0.9, 200) for name in "ABCDEFGH"}
    assert said(small(**standing("land", drawn)), "Bundesländer") == (
        "Wo der Anteil am höchsten und wo er am niedrigsten ist, lässt sich nicht sagen."
    )


def test_that_one_of_all_is_the_first_is_no_news() -> None:
    """Of two areas, which are first in half of the draws each, one surely is the first."""
    drawn = np.where(np.arange(200) < 100, 0.1, 0.3)
    sentence = said(small(**standing("land", {"A": drawn, "B": 0.2})), "Bundesländer")
    assert sentence == (
        "Wo der Anteil am höchsten und wo er am niedrigsten ist, lässt sich nicht sagen."
    )


def test_equal_shares_have_no_first() -> None:
    sentence = said(small(**standing("land", {"A": 1.0, "B": 1.0, "C": 0.5})), "Bundesländer")
    assert sentence.startswith(
        "Wo der Anteil am höchsten ist, lässt sich nicht sagen: 2 Bundesländer"
    )
    assert "Den niedrigsten Anteil hat mit mindestens 98 % Sicherheit C" in sentence


def test_a_single_land_is_not_compared() -> None:
    assert "Länder" not in spoken(small(coverage_land=shares({"A": (0.1, 0.2)})))


@pytest.mark.parametrize(
    ("rural", "judged"),
    [
        (between(0.3, 0.5), "Auf dem Land sind es 10 bis 11 Prozentpunkte weniger."),
        (between(0.45, 0.65), "Auf dem Land sind es 4 bis 5 Prozentpunkte mehr."),
        (between(0.3, 0.5, turned=True), "Ein Unterschied ist nicht belegt."),
    ],
)
@pytest.mark.parametrize("urban", ["city", "town"])
def test_town_and_country_are_compared_draw_by_draw(urban: str, rural: Any, judged: str) -> None:
    """City stands before rural in the table of pairs, town behind it."""
    tables = standing("area_type", {urban: between(0.4, 0.6) + 1e-3, "rural": rural})
    sentence = said(small(**tables), "Stadt und Land")
    assert sentence.startswith(
        "In Städten erreichen" if urban == "city" else "In kleineren Städten"
    )
    assert sentence.endswith(judged)


def test_where_there_is_no_city() -> None:
    table = shares({"town": (0.5, 0.6), "rural": (0.1, 0.2)})
    sentence = said(small(coverage_area_type=table), "Stadt und Land")
    assert sentence.startswith("In kleineren Städten und Vororten erreichen 50–60 %")
    alone = small(coverage_area_type=shares({"rural": (0.1, 0.2)}))
    assert "Stadt und Land" not in spoken(alone)


def test_gemeinden_are_counted_in_every_draw() -> None:
    """A is above half in all draws, B in none, C and D in half of them: in the same, or not."""
    drawn = {"A": 0.9, "B": 0.1, "C": between(0.4, 0.6), "D": between(0.4, 0.6)}
    words = "Gemeinden erreicht in dieser Zeit mindestens die Hälfte der Kinder unter 16 ein"
    sentence = said(small(**standing("gemeinde", drawn)), "Gemeinden")
    assert sentence.startswith(f"In 1 bis 3 von 4 {words}")
    drawn |= {"D": between(0.4, 0.6, turned=True)}
    sentence = said(small(**standing("gemeinde", drawn)), "Gemeinden")
    assert sentence.startswith(f"In 2 von 4 {words}")


AREAS = pd.DataFrame({
    "name": ["Raum A – B", "Raum C", "Raum D", "Raum E"], "places": ["A – B", "C", "D", "E"],
    "population": [1234.0, 900, 80, 7],
    "kreise": ["Westkreis, Ostkreis", "Ostkreis", "Ostkreis", "Ostkreis"],
})  # fmt: skip


def test_three_gaps_and_where_they_lie() -> None:
    assert said(small(gaps=AREAS), "Lücken") == (
        "Nach bester Schätzung brauchen 2.220 Kinder unter 16 in 4 zusammenhängenden Räumen mehr "
        "als 30 Minuten (mit dem Auto gebracht) bis zum nächsten Angebot."
    )
    assert said(small(gaps=AREAS), "Angebot schaffen") == (
        "Neue oder mobile Angebote sparen in diesen Räumen die meiste Wegzeit: Raum A – B (1.230 "
        "Kinder unter 16; liegt in den Kreisen Westkreis und Ostkreis); Raum C (900 Kinder unter "
        "16; liegt im Kreis Ostkreis); Raum D (80 Kinder unter 16; liegt im Kreis Ostkreis)."
    )
    one = said(small(gaps=AREAS.head(1)), "Close gaps", "en")
    assert one.endswith(
        "here: A – B area (1,230 children under 16; in the districts Westkreis and Ostkreis)."
    )


def test_rural_gaps_are_called_so_and_doubt_is_told() -> None:
    known = AREAS.assign(
        counted="rural", population_low=[1111.0, 85, 80, 7], population_high=[1300.0, 6427, 80, 7],
        established=[True, False, True, True],
    )  # fmt: skip
    assert said(small(gaps=known), "Lücken").startswith("Im ländlichen Raum brauchen")
    text = said(small(gaps=known), "Angebot schaffen")
    assert "Raum A – B (1.110 bis 1.300 Kinder unter 16; liegt" in text
    assert "Raum C (nicht belegt: 85 bis 6.430 Kinder unter 16; liegt" in text
    assert "Raum D (80 Kinder unter 16;" in text


def test_the_partner_that_adds_most() -> None:
    best = pd.DataFrame({"name": ["Wehr"], "category": ["Feuerwehr"], "gained": [4321.0]})
    assert said(small(partners_car=best), "Partner ansprechen") == (
        "Am meisten brächte nach bester Schätzung Wehr (Feuerwehr): Etwa 4.320 Kinder unter 16 "
        "erreichen heute in 15 Minuten kein Angebot und würden dann dieses erreichen, wenn sie mit "
        "dem Auto gebracht werden."
    )
    none = small(partners_car=best.assign(gained=0.0))
    assert "Partner ansprechen" not in spoken(none)


@pytest.mark.parametrize(
    ("laender", "blur_m", "words"),
    [
        (1, 100.0, "kamen 8 Teilnehmende aus einem Bundesland; der mittlere Weg (Median): 12 km."),
        (3, 20_000.0, "aus 3 Bundesländern; der mittlere Weg (Median): unter 20 km."),
    ],
)
def test_travel_to_the_meeting(laender: int, blur_m: float, words: str) -> None:
    way = pd.DataFrame({"placed": [8], "people": [9], "laender": [laender],
                        "median_m": [12_000.0], "median_blur_m": [blur_m]})  # fmt: skip
    sentence = said(small(journey_summary=way), "Treffen")
    assert sentence.startswith("Zum Treffen am 03.05.2025 (Fest) kamen 8 Teilnehmende")
    assert sentence.endswith(words)


def test_the_gravest_caveat_comes_first() -> None:
    assert caveats(small())[0] == "Die Angebote sind eine Auswahl, kein Verzeichnis."
    assert caveats(small())[1] == "Jeder Anteil gilt nur für die Angebote der gelesenen Liste."


@pytest.mark.slow
def test_main_results_stand_at_the_top_of_all_outputs(
    small_run: mg.Run, small_town_run: mg.Run
) -> None:
    for one, many in ((small_run, 5), (small_town_run, 3)):
        points = key_points(one)
        assert 3 <= len(points) <= 7
        assert len(points) == many
        page = loose(mg.report.render(one, map_html=""))
        top = page[: page.index('id="map"')]
        assert message(one) in top
        for point in [*points, *next_steps(one)]:
            text = quoted(point.text, "de")
            assert (text in top) is not point.large
            assert point.text[:40] in summary(one).replace("\n  ", " ")


def test_shares_that_no_area_has_are_not_promised(small_run: mg.Run) -> None:
    """Points too coarse for any area: no map of shares, no table of dashes, and dots are said."""
    ranks = ("area_ranks", "area_pairs", "area_counts")
    tables = {name: small_run.table(name) for name in small_run.tables if name not in ranks}
    for name in ("coverage_land", "coverage_kreis"):
        tables[name] = tables[name].assign(share=np.nan, share_low=np.nan, share_high=np.nan)
    page = loose(mg.report.render(mg.Run(**{**vars(small_run), "tables": tables}), map_html=""))
    body = page.split("<body>")[1]
    assert "<svg" not in body
    assert "Punkte: bewohnte Orte in der Farbe ihrer Zeit" in body
    assert "Farbe: Anteil" not in body
    assert "<svg" in mg.report.render(small_run, map_html="").split("<body>")[1]


def test_the_number_of_the_message_is_not_said_again() -> None:
    """Its place is taken by the shorter time of its mode."""
    run, say = small(), language("de")
    assert message(run) == (
        "In Kleinland erreichen 35–50 % der Kinder unter 16 in 30 Minuten ein Angebot, wenn sie "
        "mit dem Auto gebracht werden"
    )
    assert [one.value for one in headlines(run, say)] == ["3–5 %", "10 %"]


def test_a_share_that_cannot_be_told_is_no_message() -> None:
    """Walks too short for the points: the first way that tells something speaks."""
    open_ones = pd.concat([shares({"DE": (0.0, 1.0)}), shares({"DE": (0.2, 0.3)}, "bike")])
    assert message(small(coverage_country=open_ones)) == (
        "In Kleinland erreichen 20–30 % der Kinder unter 16 in 30 Minuten mit dem Fahrrad ein "
        "Angebot"
    )


@pytest.mark.parametrize(
    ("low", "counted"),
    [((0.0, 0.15), True), ((0.0, 1.0), False), ((0.3, 0.5), False)],
    ids=["low", "open", "high"],
)
def test_areas_count_where_their_spans_say_something(
    low: tuple[float, float], counted: bool
) -> None:
    spans = {"A": low, **dict.fromkeys("BCDEF", (0.7, 0.8))}
    said = message(small(coverage_gemeinde=shares(spans)))
    assert said.startswith("In 1 von 6 Gemeinden") is counted
    assert "nicht zu sagen" not in said


def test_areas_of_which_nobody_can_say_are_counted_beside_the_others() -> None:
    """One number of areas on all pages."""
    spans = dict.fromkeys("ABC", (0.0, 0.15)) | dict.fromkeys("DEF", (0.7, 0.8)) | {"G": (0.0, 1.0)}
    run = small(coverage_kreis=shares(spans))
    assert message(run).startswith("In 3 von 7 Kreisen erreichen nach bester Schätzung weniger als")
    assert message(run).endswith("werden; in einem Kreis ist es nicht zu sagen")
    run = small(coverage_gemeinde=shares(spans | {"H": (0.0, 1.0)}))
    assert message(run, lang="en").startswith("In 3 of 8 municipalities, by the best estimate,")
    assert message(run, lang="en").endswith("; in 2 municipalities, nobody can tell")


def test_few_of_many_areas_are_no_message() -> None:
    names = [f"{number:02}" for number in range(40)]
    spans = dict.fromkeys(names, (0.7, 0.8)) | {"00": (0.0, 0.1)}
    assert message(small(coverage_gemeinde=shares(spans))).startswith("In Kleinland erreichen")
