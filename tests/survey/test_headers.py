"""Headers that other people write: what they ask, and what only looks as if they did."""

from pathlib import Path

import pytest

import mintgeo as mg
from mintgeo.survey.headers import meant


@pytest.mark.parametrize(("header", "field"), [
    ("PLZ vom Kursort", "postcode"), ("Postleitzahl der Stätte", "postcode"),
    ("Zip code of the venue", "postcode"), ("Adresse (Straße, PLZ, Ort)", "street"),
    ("Findet der Kurs bei Ihnen oder in der Schule statt?", "venues"),
    ("Wann findet der Kurs statt?", "times"), ("In welcher Stadt findet es statt?", "place"),
    ("Vereinstelefon", "phone"), ("Schulmail", "email"), ("Kurslink", "url"),
    ("Ansprechpers.", "contact"), ("Kursbeschr.", "description"), ("Fon", "phone"),
    ("Ab wie vielen Jahren (Alter)?", "age_from"), ("Max. age", "age_to"),
    ("Klassenstufe ab", "grade_from"), ("bis Jahrgang", "grade_to"), ("Alter von – bis", "ages"),
    ("Wer darf kommen?", "audience"), ("Can we put it online?", "consent"),
    ("Was zahlen die Gäste?", "cost"), ("Handynummer", "phone"), ("Free spaces", "capacity"),
    ("Wen laden Sie ein?", "audience"), ("Kurs", "title"), ("Class", "grades"),
    ("Dürfen wir Ihre Angaben speichern und veröffentlichen?", "consent"),
    ("Einverständnis", "consent"), ("Alter der Jugendlichen", "ages"), ("End", "ends"),
    ("Titel des Bildungsangebots", "title"), ("Ort der Bildungseinrichtung", "place"),
    ("Zu welchem MINT-Bereich gehört das Angebot?", "topics"),
    ("Unter welcher Telefonnummer sind Sie erreichbar?", "phone"),
    ("Link (hier erfahren Sie mehr)", "url"), ("Ansprechpartner (Anrede, Vorname)", "contact"),
    ("Contact person: first and last name", "contact"), ("Kurszeitraum", "times"),
    ("Eintrittsgeld", "cost"), ("Name der Freizeiteinrichtung", "provider"),
    ("Altersgruppe (z. B. 8 bis 12 Jahre)", "ages"), ("Klassen 5 bis 10", "grades"),
    ("Altersgruppe von Kindern", "ages"), ("Which age groups is it open to?", "ages"),
    ("Plätze 2026/27", "capacity"), ("Max. Teilnehmerzahl inkl. Betreuung", "capacity"),
    ("Angebotsform (Schule, Freizeit)", "formats"), ("Wann findet die Förderung statt?", "times"),
    ("Kosten (Förderung möglich)", "cost"), ("Titel und Nummer", "title"), ("Up to age", "age_to"),
    ("Termine (werden veröffentlicht)", "times"), ("Beginn (ggf. Anmeldefrist)", "begins"),
    ("Name (in deutscher Sprache)", "title"), ("Teilnehmerzahl (Schuljahr 2026/27)", "capacity"),
    ("Einverständnis mit der Veröffentlichung von Daten und Fotos", "consent"),
])  # fmt: skip
def test_what_headers_ask(header: str, field: str) -> None:
    found = meant(header)
    assert found is not None
    assert found.field == field


@pytest.mark.parametrize("header", [
    "Einwilligung in die Verarbeitung meiner Daten", "Ich stimme den AGB zu (agree)",
    "Darf ich Sie anrufen?", "I consent to the processing of my data",
    "Einverständnis Newsletter", "Geburtsort", "Ort und Datum der Unterschrift", "Billing address",
    "Rechnungs-PLZ", "Handy (privat)", "Preisträger: gewonnener Preis", "Fördersumme (Kosten)",
    "Zeitzone", "Klassenleitung", "Meldefrist (Datum)", "Date of reply", "Link zum Logo",
    "Status des Kurses", "Anzahl ehrenamtlicher Teilnehmer",
    "Wie alt ist Ihr Verein?", "Sprechzeiten", "Altersteilzeit", "Kursnummer", "Themenraum",
    "Preisgeld", "Wo haben Sie von uns gehört?", "Where did you hear of us?", "Art der Förderung",
    "Ende der Finanzierung", "Alter der Einrichtung",
    "Email subject line", "Öffentlichkeitsarbeit", "interne Nr.",
    "Wie sind Sie auf uns aufmerksam geworden?", "Wann sind Sie erreichbar?", "First name",
    "Darf das Angebot in den Newsletter aufgenommen werden?", "Dürfen wir Fotos veröffentlichen?",
    "Dürfen wir Sie in unseren Verteiler aufnehmen?", "Datum der Freigabe",
    "Anzahl Teilnehmende 2025", "Ende des Förderzeitraums",
    "Kosten (intern, wird nicht veröffentlicht)", "Bitte nicht veröffentlichen",
])  # fmt: skip
def test_what_headers_only_seem_to_ask(header: str) -> None:
    assert meant(header) is None


def _read(tmp_path: Path, *lines: str) -> mg.Survey:
    path = tmp_path / "antwort.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return mg.read_survey(path, places=False)


def test_the_clearest_header_says_it_wherever_it_stands(tmp_path: Path) -> None:
    survey = _read(
        tmp_path,
        "Angebotskürzel;Lernort;Titel;Anbieter;Ort;Thema",
        "K7;Keller;Ton;Haus;Gera;Physik",
    )
    offer = survey.offers.iloc[0]
    assert (offer["title"], offer["place"]) == ("Ton", "Gera")
    codes = dict(zip(survey.findings["header"], survey.findings["code"], strict=True))
    assert codes["Lernort"] == "survey.header_again"
    assert codes["Angebotskürzel"] == "survey.header_unknown"


def test_two_answers_to_whether_it_may_be_published_are_none(tmp_path: Path) -> None:
    survey = _read(
        tmp_path, "Titel;Anbieter;Ort;Titel veröffentlichen?;Beschreibung veröffentlichen?",
        "Ton;Haus;Gera;ja;nein", "Bild;Haus;Gera;ja;ja",
    )  # fmt: skip
    assert survey.offers["consent"].fillna("").tolist() == ["", "yes"]
    assert "survey.consent_odd" in set(survey.findings["code"])
