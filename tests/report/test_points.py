"""The main results: sentences that say no more than the spans allow."""

from typing import Any

import pandas as pd
import pytest

import mintgeo as mg
from mintgeo.report import summary
from mintgeo.report.points import caveats, key_points

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
    return {point.about: point.text for point in key_points(run, lang=lang)}


def test_who_reaches_an_offer() -> None:
    assert said(small(), "Erreichbarkeit") == (
        "In Kleinland erreichen 35–50 % der Kinder unter 16 in höchstens 30 Minuten eines der "
        "Angebote dieser Liste, wenn sie mit dem Auto gebracht werden. "
        "Zum Vergleich, in derselben Zeit: 10 % mit dem Fahrrad."
    )
    assert said(small(), "Reach", "en") == (
        "In Kleinland, 35–50% of children under 16 reach one of the offers of this list within 30 "
        "minutes if they are taken by car. For comparison, in the same time: 10% by bike."
    )
    assert list(spoken(small())) == ["Erreichbarkeit"]


@pytest.mark.parametrize(
    ("spans", "sentences"),
    [
        (
            {"A": (0.1, 0.2), "B": (0.5, 0.6), "C": (0.3, 0.4)},
            (
                "Den höchsten Anteil hat B (50–60 %), auch wenn man die Spannen berücksichtigt. "
                "Den niedrigsten Anteil hat A (10–20 %), auch wenn man die Spannen berücksichtigt."
            ),
        ),
        (
            {"A": (0.1, 0.2), "B": (0.5, 0.6), "C": (0.45, 0.503)},
            (
                "Den höchsten Anteil hat eines dieser Länder: B (50–60 %) und C (45–51 %). "
                "Den niedrigsten Anteil hat A (10–20 %), auch wenn man die Spannen berücksichtigt. "
                "Wo die Spannen sich überlappen, folgt daraus keine Reihenfolge."
            ),
        ),
        (
            dict.fromkeys("ABCDEF", (0.1, 0.9)),
            (
                "Wo der Anteil am höchsten ist, lässt sich nicht sagen: Die Spannen von 6 Ländern "
                "überlappen sich. Wo der Anteil am niedrigsten ist, lässt sich nicht sagen: Die "
                "Spannen von 6 Ländern überlappen sich."
            ),
        ),
    ],
)
def test_extremes(spans: Spans, sentences: str) -> None:
    assert said(small(coverage_land=shares(spans)), "Länder") == sentences


def test_people_without_a_region_are_no_extreme() -> None:
    table = shares({"A": (0.1, 0.2), "B": (0.5, 0.6), "außerhalb": (0.0, 0.0)})
    assert "außerhalb" not in said(small(coverage_land=table), "Länder")


@pytest.mark.parametrize(
    ("rural", "judged"),
    [
        ((0.09, 0.2), "Der Unterschied ist größer als die Unsicherheit."),
        ((0.09, 0.694), "Die Spannen überlappen sich; ein Unterschied ist nicht belegt."),
    ],
)
def test_town_and_country_are_judged_as_they_are_written(
    rural: tuple[float, float], judged: str
) -> None:
    """69.4 % is below 69.6 %, but both spans are written with 69 and 70."""
    table = shares({"city": (0.696, 0.8), "town": (0.1, 0.3), "rural": rural})
    sentence = said(small(coverage_area_type=table), "Stadt und Land")
    assert sentence.startswith("In Städten erreichen 69–80 % der Kinder unter 16 in dieser Zeit")
    assert sentence.endswith(judged)


def test_where_there_is_no_city() -> None:
    table = shares({"town": (0.5, 0.6), "rural": (0.1, 0.2)})
    sentence = said(small(coverage_area_type=table), "Stadt und Land")
    assert sentence.startswith("In kleineren Städten und Vororten erreichen 50–60 %")
    alone = small(coverage_area_type=shares({"rural": (0.1, 0.2)}))
    assert "Stadt und Land" not in spoken(alone)


def test_gemeinden_are_counted() -> None:
    table = shares({"A": (0.5, 0.9), "B": (0.0, 0.49), "C": (0.0, 1.0), "D": (0.2, 0.5)})
    assert said(small(coverage_gemeinde=table), "Gemeinden").startswith(
        "In 1 von 4 Gemeinden erreicht in dieser Zeit mindestens die Hälfte der Kinder unter 16 "
        "ein Angebot, in 1 weniger als die Hälfte; in 2 lassen"
    )


AREAS = pd.DataFrame({
    "name": ["Raum A – B", "Raum C", "Raum D", "Raum E"], "places": ["A – B", "C", "D", "E"],
    "population": [1234.0, 900, 80, 7],
    "kreise": ["Westkreis, Ostkreis", "Ostkreis", "Ostkreis", "Ostkreis"],
})  # fmt: skip


def test_three_gaps_and_who_is_in_charge() -> None:
    assert said(small(gaps=AREAS), "Lücken") == (
        "Nach bester Schätzung braucht man in 4 zusammenhängenden Räumen mehr als 30 Minuten (mit "
        "dem Auto gebracht) bis zum nächsten Angebot. Die meisten Personenstunden jenseits davon "
        "haben: Raum A – B (1.230 Kinder unter 16; zuständig: Westkreis, Ostkreis); Raum C (900 "
        "Kinder unter 16; zuständig: Ostkreis); Raum D (80 Kinder unter 16; zuständig: Ostkreis)."
    )
    one = said(small(gaps=AREAS.head(1)), "Gaps", "en")
    assert one.endswith(
        "here: A – B area (1,230 children under 16; responsible: Westkreis, Ostkreis)."
    )


def test_rural_gaps_are_called_so_and_doubt_is_told() -> None:
    known = AREAS.assign(
        counted="rural", population_low=[1111.0, 85, 80, 7], population_high=[1300.0, 6427, 80, 7],
        established=[True, False, True, True],
    )  # fmt: skip
    text = said(small(gaps=known), "Lücken")
    assert text.startswith("Im ländlichen Raum braucht man")
    assert "Raum A – B (1.110 bis 1.300 Kinder unter 16; zuständig" in text
    assert "Raum C (nicht belegt: 85 bis 6.430 Kinder unter 16; zuständig" in text
    assert "Raum D (80 Kinder unter 16;" in text


def test_the_partner_that_adds_most() -> None:
    best = pd.DataFrame({"name": ["Wehr"], "category": ["Feuerwehr"], "gained": [4321.0]})
    assert said(small(partners_car=best), "Möglicher Partner") == (
        "Am meisten brächte nach bester Schätzung Wehr (Feuerwehr): Etwa 4.320 Kinder unter 16 "
        "erreichen heute in 15 Minuten kein Angebot und würden dann dieses erreichen, wenn sie mit "
        "dem Auto gebracht werden."
    )
    none = small(partners_car=best.assign(gained=0.0))
    assert "Möglicher Partner" not in spoken(none)


@pytest.mark.parametrize(
    ("laender", "blur_m", "words"),
    [
        (1, 100.0, "kamen 8 Teilnehmende aus einem Land; der mittlere Weg (Median): 12 km."),
        (3, 20_000.0, "aus 3 Ländern; der mittlere Weg (Median): unter 20 km."),
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
    assert caveats(small())[1] == "Jeder Anteil gilt nur für die 2 Angebote der gelesenen Liste."


def test_main_results_stand_at_the_top_of_all_outputs(
    small_run: mg.Run, small_town_run: mg.Run
) -> None:
    for one, many in ((small_run, 5), (small_town_run, 6)):
        points = key_points(one)
        assert 4 <= len(points) <= 7
        assert len(points) == many
        page = mg.report.render(one, map_html="")
        top = page[: page.index('id="map"')]
        for text in (point.text for point in points):
            assert text.replace('"', "&#34;") in top
            assert text[:60] in summary(one).replace("\n  ", " ")
