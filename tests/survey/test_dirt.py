"""Bytes and letters that programs leave behind: signs that look like letters, NUL, no width."""

from pathlib import Path

import pytest

import mintgeo as mg
from mintgeo.read.encodings import find_encoding
from mintgeo.survey.contacts import email_of, url_of
from mintgeo.survey.notes import Notes

HEAD = "Titel;Anbieter;Ort;Alter;Thema"


@pytest.mark.parametrize(("text", "encoding"), [
    ("Kosten\n5 €\n7 €\n9,50 €\n8–12 €", "cp1252"), ("Gebühr\n5 €\n7 €\n3€\n4€/Kind", "cp1252"),
    ("§ 5\n10 €\nusw…\nTon…", "cp1252"), ("ø 12\nTon", "cp1252"), ("5 à 10\nTon", "cp1252"),
    ("Gebühr Öl\n5 €\n7 €\n9 €", "mac_roman"), ("Äpfel für 3 €", "mac_roman"),
    ("Gebühr für Öl", "cp850"),
    ("Größe\nBÜ;ÖPNV;KÖ", "mac_roman"), ("Größe\nBÜ;ÖPNV;KÖ", "cp850"),
])  # fmt: skip
def test_signs_between_spaces_are_no_letters(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "liste.csv"
    path.write_bytes(text.encode(encoding))
    assert find_encoding(path) == encoding


def test_a_text_with_a_nul_is_read_and_the_nul_is_said(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_bytes(
        f"{HEAD}\nTo\0n;Haus am Bach und am Berg;Gera;8-12;Physik und Chemie\n".encode()
    )
    survey = mg.read_survey(path, places=False)
    assert survey.offers["title"].tolist() == ["Ton"]
    assert "list.nul" in set(survey.findings["code"])


@pytest.mark.parametrize("content", [b"\0", b"abc\0" * 9, b"Titel;Ort\n" + bytes(range(32))])
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "liste.csv").write_bytes(b"\x01" + content)
    with pytest.raises(mg.MintgeoError):
        mg.read_survey(tmp_path / "liste.csv")


def test_letters_that_nobody_sees_mean_nothing(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text(
        f"{HEAD}\nSchall\u00admauer;Ha\u200bus;Gera;6\u200b-\u200b9;Physik\n"
        "\u202eabc\u202c;Haus;Gera;6-9;A\u0308ther\n",
        encoding="utf-8",
    )
    offers = mg.read_survey(path, places=False).offers
    assert offers["title"].tolist() == ["Schallmauer", "abc"]
    assert offers["provider"].tolist() == ["Haus", "Haus"]
    assert offers["age_to"].tolist() == [9, 9]
    assert offers["topics"].tolist() == ["Physik", "Äther"]


@pytest.mark.parametrize(("text", "email"), [
    ("mailto:rad@hof.example", "rad@hof.example"), ("Rad <rad@hof.example>", "rad@hof.example"),
    ("räd@hof.example", None), ("rä.d@hof.example", None), ("a@@hof.example", None),
    ("'rad@hof.example'", "rad@hof.example"), ("rad@hof.example.", "rad@hof.example"),
])  # fmt: skip
def test_no_part_of_an_address_is_one(text: str, email: str | None) -> None:
    notes = Notes()
    assert email_of(text, notes) == email
    assert [note.finding.code for note in notes.said] == ["survey.email_odd"] * (email is None)


@pytest.mark.parametrize("text", ["www.hof", "www.hof/kurs", "https://www.hof"])
def test_a_page_needs_a_whole_name(text: str) -> None:
    assert url_of(text, Notes()) is None
