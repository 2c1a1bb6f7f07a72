"""What people write on ages, times, costs, places and choices, in other words than the samples."""

import pytest

from mintgeo.survey.audience import audience
from mintgeo.survey.contacts import says_nothing, yes_or_no
from mintgeo.survey.costs import cost_of
from mintgeo.survey.headers import meant
from mintgeo.survey.notes import Notes
from mintgeo.survey.offers import offer_of
from mintgeo.survey.parts import parts_of
from mintgeo.survey.venues import venue_of
from mintgeo.survey.vocabulary import choose
from mintgeo.survey.whens import times_of

N = None


@pytest.mark.parametrize(("text", "unit", "ages", "grades"), [
    ("8 bis 12 Jahre", "", (8, 12), (N, N)),
    ("für Kinder von 6 bis 10 Jahren", "", (6, 10), (N, N)),
    ("ab der 7. Klasse", "", (N, N), (7, N)), ("1.-4. Klasse", "", (N, N), (1, 4)),
    ("bis Kl. 10", "", (N, N), (N, 10)), ("Jgst. 9-12", "", (N, N), (9, 12)),
    ("14+", "", (14, N), (N, N)), ("U18", "", (N, 17), (N, N)),
    ("unter 14 Jahren", "", (N, 13), (N, N)),
    ("zwischen 8 und 14 Jahren", "", (8, 14), (N, N)), ("from 12 years", "", (12, N), (N, N)),
    ("Mittelstufe (7-9)", "", (N, N), (7, 9)),
    ("Familien mit Kindern ab 4 Jahren", "", (4, N), (N, N)),
    ("Klassenstufe 5 und höher", "", (N, N), (5, N)), ("10-jährige", "", (10, 10), (N, N)),
    ("5-7", "grade", (N, N), (5, 7)), ("5-7", "age", (5, 7), (N, N)),
    ("8; 9; 10", "grade", (N, N), (8, 10)),
    ("2026-06-08 00:00:00", "grade", (N, N), (6, 8)), ("Jul 5", "grade", (N, N), (5, 7)),
    ("6,5 - 9 Jahre", "", (6.5, 9), (N, N)), ("ab 4 1/2 Jahren", "", (4.5, N), (N, N)),
    ("Klasse 4,5", "", (N, N), (4, 5)), ("3,4,5", "age", (3, 5), (N, N)),
    ("18-", "age", (18, N), (N, N)), ("-12", "age", (N, 12), (N, N)),
    ("8–12 Jahre (max. 15 Kinder)", "", (8, 12), (N, N)), ("Years 7-9", "", (N, N), (7, 9)),
    ("Gruppen von 8 bis 12 Kindern, Klasse 3", "", (N, N), (3, 3)),
    ("7th grade", "", (N, N), (7, 7)),
    ("Grundschule 3/4", "", (N, N), (3, 4)),
    ("Klasse 15", "", (N, N), (N, N)), ("7 bis 5", "", (N, N), (N, N)),
])  # fmt: skip
def test_numbers_of_an_audience(text: str, unit: str, ages: object, grades: object) -> None:
    found = audience(text, unit, Notes())
    assert (found.ages, found.grades) == (ages, grades)
    assert found.said


@pytest.mark.parametrize(("text", "groups"), [
    ("Sek I und Sek II", ["pupils_in_sek_1", "pupils_in_sek_2"]),
    ("Azubis und Studierende", ["apprentices", "students"]),
    ("Grundschüler:innen", ["childs_in_primary_level"]), ("Q1/Q2", ["pupils_in_sek_2"]),
    ("Lehrkräfte", ["teachers_preschool_and_primary_level", "teachers_sek_1", "teachers_sek_2"]),
])  # fmt: skip
def test_groups_of_an_audience(text: str, groups: list[str]) -> None:
    notes = Notes()
    assert audience(text, "", notes).groups == groups
    assert not notes.said


def test_everybody_is_an_audience_and_a_riddle_is_none() -> None:
    assert audience("alle Altersgruppen", "", Notes()).said
    assert audience("keine Altersbeschränkung", "", Notes()).said
    notes = Notes()
    assert not audience("wer mag", "", notes).said
    assert [note.finding.code for note in notes.said] == ["survey.audience_odd"]


@pytest.mark.parametrize(("text", "columns", "code"), [
    ("letzter Freitag im Monat 19 Uhr", {"days": "fr", "start": "19:00", "rhythm": "monthly"}, ""),
    ("14-tägig dienstags 15:00", {"days": "tu", "rhythm": "fortnightly", "start": "15:00"}, ""),
    ("Sommerferien, Mo-Fr 9-15 Uhr", {"days": "mo;tu;we;th;fr;holidays", "end": "15:00"}, ""),
    ("ab 3.9.2026 donnerstags 14 Uhr", {"days": "th", "date_from": "2026-09-03", "date_to": N}, ""),
    ("3.–7.8.2026, 9-15 Uhr", {"date_from": "2026-08-03", "date_to": "2026-08-07"}, ""),
    ("every second Tuesday of the month", {"days": "tu", "rhythm": "monthly"}, ""),
    ("May 12, 2026, 10am - 4pm", {"date_from": "2026-05-12", "start": "10:00", "end": "16:00"}, ""),
    ("immer dienstags, außer in den Ferien, 15-17 Uhr", {"days": "tu;school"}, ""),
    ("2026-05-12 15:00:00", {"date_from": "2026-05-12", "start": "15:00"}, ""),
    ("2026-05-12T15:00", {"date_from": "2026-05-12", "start": "15:00"}, ""),
    ("2026-05-12 00:00:00", {"date_from": "2026-05-12", "start": N}, ""),
    ("1x im Monat", {"rhythm": "monthly"}, ""), ("13th May 2027", {"date_from": "2027-05-13"}, ""),
    ("halbjährlich", {"rhythm": N}, "read.times_odd"),
    ("dreiwöchentlich mittwochs", {"rhythm": N}, "read.times_odd"),
    ("mittwochs 15:75", {"days": N}, "survey.time_impossible"),
    ("montags 18–16 Uhr", {"start": N}, "survey.time_impossible"),
    ("30.2.2027", {"date_from": N}, "survey.date_odd"),
    ("12.05.", {"date_from": N}, "survey.date_odd"),
    ("sobald es taut", {"days": N}, "read.times_odd"),
])  # fmt: skip
def test_times(text: str, columns: dict[str, object], code: str) -> None:
    notes = Notes()
    found = {name: value if isinstance(value, str) else None
             for name, value in times_of(text, notes).columns().items()}  # fmt: skip
    assert {name: found[name] for name in columns} == columns
    assert [note.finding.code for note in notes.said] == [code] * bool(code)


@pytest.mark.parametrize(("text", "cost", "low", "per", "code"), [
    ("5,50 €", "paid", 5.5, N, ""), ("1.200 € pro Gruppe", "paid", 1200, "group", ""),
    ("50 € pro Klasse (max. 25 SuS)", "paid", 50, "group", ""),
    ("zwischen 5 und 10 Euro", "paid", 5, N, ""),
    ("Eintritt frei", "free", N, N, ""), ("0 €", "free", N, N, ""),
    ("kostenlos (max. 20 Kinder)", "free", N, N, ""),
    ("Spende erbeten", "donation", N, N, ""), ("je nach Aufwand", "on_request", N, N, ""),
    ("gratis, 8 €", N, N, N, "survey.cost_contradicts"), ("12 $", N, N, N, "survey.cost_odd"),
    ("kostenlos, Material 5 €", "paid", 0, N, "survey.cost_several"),
    ("teuer", N, N, N, "survey.cost_odd"), ("1,250.00 €", "paid", 1250, N, ""),
    ("1,250 €", "paid", 1250, N, ""), ("12.05.2026: 5 €", "paid", 5, N, ""),
    ("5,10,15 €", N, N, N, "survey.cost_odd"), ("-5 €", "paid", 5, N, "survey.cost_unlikely"),
])  # fmt: skip
def test_costs(text: str, cost: object, low: object, per: object, code: str) -> None:
    notes = Notes()
    found = cost_of(text, notes)
    assert (found.cost, found.cost_eur, found.cost_per) == (cost, low, per)
    assert [note.finding.code for note in notes.said] == [code] * bool(code)


@pytest.mark.parametrize(("text", "venues", "rest"), [
    ("an Ihrer Schule", ["at_yours"], ""), ("hybrid", ["on_site", "online"], ""),
    ("vor Ort in Weimar", ["on_site"], "Weimar"), ("mobil / vor Ort", ["on_site", "at_yours"], ""),
    ("Digitalwerkstatt, Markt 3", [], "Digitalwerkstatt, Markt 3"), ("on-line", ["online"], ""),
    ("in der Kita", ["at_yours"], ""), ("Technikum, Anger 1", [], "Technikum, Anger 1"),
])  # fmt: skip
def test_venues(text: str, venues: list[str], rest: str) -> None:
    assert venue_of(text) == (venues, rest)


@pytest.mark.parametrize(("low", "high", "ends", "codes"), [
    ("0,5", "3", (0.5, 3), []), ("ab 6", "bis 10", (6, 10), []),
    ("-5", "10", (N, 10), ["survey.age_unlikely"]),
])  # fmt: skip
def test_ends_in_columns_of_their_own(low: str, high: str, ends: object, codes: list[str]) -> None:
    notes = Notes()
    found = offer_of({"title": "Kurs", "age_from": low, "age_to": high}, notes)
    assert (found["age_from"], found["age_to"]) == ends
    assert [note.finding.code for note in notes.said] == codes


def test_how_many_can_take_part_is_no_age() -> None:
    notes = Notes()
    assert not audience("max. 12 Personen", "", notes).said
    assert [note.finding.code for note in notes.said] == [
        "survey.audience_rest", "survey.audience_odd",
    ]  # fmt: skip


def test_a_venue_that_is_not_understood_is_to_be_looked_at() -> None:
    notes = Notes()
    offer_of({"title": "Kurs", "place": "Gera", "venues": "on sight"}, notes)
    assert [note.finding.code for note in notes.said] == ["survey.choice_unknown"]


@pytest.mark.parametrize(
    "text", ["1-2 Klassen", "2 Gruppen", "eine Klasse", "one class", "1 bis 3 Schulklassen"]
)
def test_classes_are_no_people(text: str) -> None:
    notes = Notes()
    assert offer_of({"title": "Kurs", "capacity": text}, notes)["capacity"] is None
    assert [note.finding.code for note in notes.said] == ["read.number_odd"]


def test_choices_are_told_from_what_stands_between_them() -> None:
    text = "Trans*, inter* und nonbinäre Menschen; Mädchen und / oder Frauen, Hochbegabte"
    found = choose(text, ("specialTargetGroups",))
    assert found.of("specialTargetGroups") == [
        "trans_inter_and_non_binary", "women_and_girls", "highly_gifted",
    ]  # fmt: skip
    assert choose("Tagesworkshop", ("formats",)).of("formats") == ["workshop"]
    assert choose("Infomatik", ("disciplines",)).similar == [("Infomatik", "Informatik")]


@pytest.mark.parametrize(("header", "field"), [
    ("Wie nennt sich Ihr Kurs?", "title"), ("Welche Einrichtung vertreten Sie?", "provider"),
    ("Was müssen Teilnehmende bezahlen? (Preis)", "cost"),
    ("An wen richtet sich das Angebot?", "audience"),
    ("Telefonnummer der Ansprechperson", "phone"), ("Adresse der Einrichtung", "street"),
    ("Bitte beschreiben Sie Ihr Angebot kurz (Ort, Zeit, Ablauf)", "description"),
    ("Einverständniserklärung zur Veröffentlichung", "consent"),
    ("Maximale Gruppengröße", "capacity"),
    ("Mindestalter", "age_from"), ("Klasse bis", "grade_to"),
    ("Wie oft findet es statt?", "rhythm"),
    ("Name of your organisation", "provider"), ("How many can take part?", "capacity"),
    ("Completion time", "submitted"), ("Kursort", "place"), ("KURZBESCHREIBUNG", "description"),
    ("Max. TN", "capacity"), ("Darf auf die Webseite", "consent"), ("Datum von", "date_from"),
    ("IP-Adresse", "ignored"), ("Haustier", None),
    ("Wie heißt Ihre Einrichtung?", "provider"), ("What is your school called?", "provider"),
    ("Wie heißt der Kurs?", "title"), ("Bezeichnung der Schule", "provider"),
    ("Schulname", "provider"), ("Ihr Name", "contact"), ("Organisation type", "provider_type"),
    ("Darf der Eintrag online gestellt werden?", "consent"), ("Anmeldeschluss", None),
    ("startlanguage", "ignored"), ("datestamp", "ignored"), ("Fragenzeit: Titel", "ignored"),
])  # fmt: skip
def test_headers(header: str, field: str | None) -> None:
    found = meant(header)
    assert (found.field if found else None) == field


def test_yes_no_and_nothing() -> None:
    said = ["Ja, bitte", "nein danke", "ja, aber nur intern", "eventuell", "✓", "N"]
    assert list(map(yes_or_no, said)) == ["yes", "no", None, None, "yes", "no"]
    assert [says_nothing(text) for text in ("---", "keine Angabe", "n/a", "Kita", "?")] == [
        True, True, True, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize("text", [
    "ja (nach Rücksprache)", "Ja, nach Prüfung", "ja, vorbehaltlich", "yes, after approval", "ja?",
    "ja nein", "ja erst ab Mai", "nach Rücksprache einverstanden", "Ja, sofern das Logo dabei ist",
    "stimme unter Vorbehalt zu", "I agree once you have called", "keine Einwände", "kein Problem",
])  # fmt: skip
def test_a_yes_with_a_condition_is_none_and_is_asked_again(text: str) -> None:
    assert yes_or_no(text) is None


@pytest.mark.parametrize("text", [
    "Ja – bitte mit Logo", "☒", "Ja, ich bin mit der Veröffentlichung einverstanden", "erlaubt",
    "Ja, gemäß DSGVO", "Ja, nach Art. 6 DSGVO", "I agree", "ja, das Angebot darf auf die Webseite",
])  # fmt: skip
def test_a_yes_without_one_is_a_yes(text: str) -> None:
    assert yes_or_no(text) == "yes"


def test_offers_in_one_cell_are_dealt_out() -> None:
    texts = {"title": "1) Bauen 2) Messen", "cost": "5 €\n7 €", "place": "Suhl"}
    lined = parts_of({"title": "- Bauen\n- Messen"}, Notes())
    assert [one["title"] for one in lined] == ["Bauen", "Messen"]
    dealt = parts_of(texts, Notes())
    assert [one["cost"] for one in dealt] == ["5 €", "7 €"]
    assert [one["place"] for one in dealt] == ["Suhl", "Suhl"]
    assert len(parts_of({"title": "3. Forschertag"}, Notes())) == 1


def test_a_novel_in_a_cell_is_said_and_costs_no_time() -> None:
    notes = Notes()
    found = offer_of({"title": "Kurs", "times": "a-" * 16_000, "ages": "1," * 16_000}, notes)
    assert {note.finding.code for note in notes.said} == {"survey.too_long"}
    assert found["times"] == "a-" * 16_000
