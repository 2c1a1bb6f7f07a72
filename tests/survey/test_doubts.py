"""What contradicts itself, is ruled out or long ago; in other words than the samples."""

from pathlib import Path

import pytest

import mintgeo as mg
from mintgeo.survey.audience import audience
from mintgeo.survey.costs import cost_of
from mintgeo.survey.notes import Notes
from mintgeo.survey.offers import offer_of
from mintgeo.survey.whens import times_of

N = None


def _codes(notes: Notes) -> list[str]:
    return [note.finding.code for note in notes.said]


@pytest.mark.parametrize(("text", "columns", "code"), [
    ("Di-Sa außer donnerstags 9-11 Uhr", {"days": "tu;we;fr;sa", "start": "09:00"}, ""),
    ("Mo-So nicht Fr bis So", {"days": "mo;tu;we;th"}, ""),
    ("daily except Fri and Sat", {"days": "mo;tu;we;th;su"}, ""),
    ("freitags außer montags", {"days": N}, "read.times_odd"), ("jeden Tag", {"start": N}, ""),
    ("nicht freitags", {"days": N}, "read.times_odd"),
    ("Donnerstagabend 18 Uhr", {"days": "th", "start": "18:00"}, ""),
    ("jeden zweiten Freitag", {"days": "fr", "rhythm": "fortnightly"}, ""),
    ("jeden 2. Freitag im Monat", {"days": "fr", "rhythm": "monthly"}, ""),
    ("every other Monday", {"days": "mo", "rhythm": "fortnightly"}, ""),
    ("7./8.3.2027", {"date_from": "2027-03-07", "date_to": "2027-03-08"}, ""),
    ("7. und 9.3.27", {"date_from": "2027-03-07", "date_to": "2027-03-09"}, ""),
    ("9.3.2027 bis 7.3.2027", {"date_from": N}, "survey.date_order"),
    ("9.3.2027, 7.3.2027", {"date_from": "2027-03-07"}, ""),
    ("9.3.2027 9-10 Uhr, 7.3.2027 9-10 Uhr", {"date_to": "2027-03-09"}, ""),
    ("Mi, 9.3.2027", {"days": N, "date_from": N}, "survey.day_contradicts"),
    ("Di, 9.3.2027", {"days": "tu", "date_from": "2027-03-09"}, ""),
    ("ab 9.3.2027 mittwochs", {"days": "we", "date_from": "2027-03-09"}, ""),
    ("mittwochs bis 9.3.2027", {"days": "we", "date_to": "2027-03-09"}, ""),
    ("9.3.2027, mittwochs 9 Uhr", {"days": "we", "date_from": "2027-03-09"}, ""),
    ("Sa 6.3. und So 7.3.2027", {"date_from": "2027-03-06", "date_to": "2027-03-07"}, ""),
    ("4x jährlich", {"rhythm": N}, "read.times_odd"), ("1x jährlich", {"rhythm": "yearly"}, ""),
    ("Osterferien 2027", {"days": "holidays"}, ""),
])  # fmt: skip
def test_times(text: str, columns: dict[str, object], code: str) -> None:
    notes = Notes()
    found = {name: value if isinstance(value, str) else None
             for name, value in times_of(text, notes).columns().items()}  # fmt: skip
    assert {name: found[name] for name in columns} == columns
    assert _codes(notes) == [code] * bool(code)


@pytest.mark.parametrize(("text", "low", "high", "per", "code"), [
    ("leider nicht gratis", N, N, N, "survey.cost_odd"), ("not free", N, N, N, "survey.cost_odd"),
    ("nicht umsonst: 6 €", 6, 6, N, ""), ("2 Euro 50", 2.5, 2.5, N, ""), ("7€20", 7.2, 7.2, N, ""),
    ("Eintritt + 2 €", N, N, N, "survey.cost_odd"), ("zzgl. 3 € Ton", N, N, N, "survey.cost_odd"),
    ("Museum plus €4", N, N, N, "survey.cost_odd"), ("9 € zzgl. Ton", 9, 9, N, ""),
    ("9 € + 3 € Ton", 3, 9, N, "survey.cost_several"),
    ("8 Euro 20 Kinder", 8, 8, N, ""), ("3 x 20 €", N, N, N, "survey.cost_odd"),
    ("8 € 20 % Rabatt", 8, 8, N, ""), ("8 € 18-65 Jahre", 8, 8, N, ""),
    ("1 x 20 €", 20, 20, N, ""), ("2 mal 45 Minuten, 9 €", 9, 9, N, ""),
    ("Jahresbeitrag 30 €", 30, 30, "year", ""), ("12 € im Monat", 12, 12, "month", ""),
])  # fmt: skip
def test_costs(text: str, low: object, high: object, per: object, code: str) -> None:
    notes = Notes()
    found = cost_of(text, notes)
    assert (found.cost_eur, found.cost_max_eur, found.cost_per) == (low, high, per)
    assert _codes(notes) == [code] * bool(code)


@pytest.mark.parametrize(("texts", "said"), [
    ({"cost": "gratis", "cost_eur": "7"}, True), ({"cost": "4 €", "cost_eur": "9"}, True),
    ({"cost_eur": "9", "cost_max_eur": "4"}, True), ({"cost": "kostenlos", "cost_eur": "0"}, False),
    ({"cost": "kostenlos, Material 5 €", "cost_eur": "5"}, False),
    ({"cost": "4-9 €", "cost_eur": "4", "cost_max_eur": "9"}, False),
])  # fmt: skip
def test_prices_in_two_columns(texts: dict[str, str], said: bool) -> None:
    notes = Notes()
    found = offer_of({"title": "Kurs", **texts}, notes)
    assert ("survey.cost_contradicts" in _codes(notes)) is said
    assert (found["cost"] is None) is said


@pytest.mark.parametrize(("text", "ages", "grades"), [
    ("ab der 7.", (N, N), (7, N)), ("bis zur 9.", (N, N), (N, 9)),
    ("ab dem 7. Lebensjahr", (7, N), (N, N)), ("7½–9", (7.5, 9), (N, N)),
    ("von 7 bis inkl. 9 Jahren", (7, 9), (N, N)), ("7 bis einschl. 9", (7, 9), (N, N)),
    ("7- bis 9-Jährige", (7, 9), (N, N)), ("5.- und 6. Klasse", (N, N), (5, 6)),
    ("9 u. älter", (9, N), (N, N)), ("6-9 Jahre bzw. Klasse 1-3", (6, 9), (1, 3)),
    ("Kl. 1-3 oder 6-9 Jahre", (6, 9), (1, 3)), ("1.–3. Klasse, 6–9 Jahre", (6, 9), (1, 3)),
    ("l0-12", (N, N), (N, N)), ("1O Jahre", (N, N), (N, N)),
])  # fmt: skip
def test_audiences(text: str, ages: object, grades: object) -> None:
    found = audience(text, "", Notes())
    assert (found.ages, found.grades) == (ages, grades)


@pytest.mark.parametrize(("rows", "past"), [
    (("1.3.2027", "1.3.2024", "8.3.2027"), [2]), (("1.3.2024",), []),
    (("1.3.2024", "8.3.2027"), [1]), (("1.3.2027", "1.3.2062", "8.3.2027"), []),
])  # fmt: skip
def test_what_was_long_ago_beside_the_others(
    tmp_path: Path, rows: tuple[str, ...], past: list[int]
) -> None:
    lines = [f"Kurs {at};Haus;Gera;{day}" for at, day in enumerate(rows, start=1)]
    path = tmp_path / "liste.csv"
    path.write_text("\n".join(["Titel;Anbieter;Ort;Datum", *lines]), encoding="utf-8")
    findings = mg.read_survey(path, places=False).findings
    found = findings[findings["code"].eq("survey.date_past")]
    assert (found["row"] - 1).tolist() == past


def test_a_total_that_counts_is_no_offer(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text(
        "Titel;Anbieter;Thema;Ort\nTon;Haus;Physik;Gera\nBild;Haus;Physik;Gera\n"
        "2 Angebote;Summe;;\n",
        encoding="utf-8",
    )
    survey = mg.read_survey(path, places=False)
    assert survey.offers["title"].tolist() == ["Ton", "Bild"]
    assert "list.total" in set(survey.findings["code"])
