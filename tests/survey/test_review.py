"""What goes back to members: a page and marked copies in which nothing runs."""

import re
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

import mintgeo as mg
from mintgeo.cli import main
from tests.conftest import EVIL

SAMPLES = Path(__file__).parents[2] / "data" / "raw" / "umfrage"
HEAD = ("Anbieter", "E-Mail", "Angebot", "Thema", "Alter", "Ort", "Freigabe", EVIL)


@pytest.fixture
def evil(tmp_path: Path) -> Path:
    folder = tmp_path / "rueck"
    folder.mkdir()
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "'Blatt'&<b>"[:31].replace("'", "_")
    link, shell = '=HYPERLINK("http://x.example")', "=cmd|' /C calc'!A0"
    for row in (
        HEAD,
        (EVIL, f"{EVIL}@x.example", link, EVIL, EVIL, EVIL, EVIL, EVIL),
        (shell, "b@x.example", "@SUM(1)", "Physik", "8-12", "Gera", "ja", "+1+1"),
    ):
        sheet.append(row)
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.data_type = "s"
    book.save(folder / "böse <i>.xlsx")
    return folder


def test_nothing_of_a_file_runs_in_the_page(evil: Path, tmp_path: Path) -> None:
    survey = mg.read_survey(evil, places=False)
    mg.survey.review(survey, tmp_path / "out", title=EVIL)
    page = (tmp_path / "out" / "umfrage.html").read_text(encoding="utf-8")
    assert "<script" not in page.lower()
    assert "<i>" not in page
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    assert not re.search(r"\bsrc=|\bhref=\"(?!#)", page)


def test_copies_are_text_with_questions_on_their_cells(evil: Path, tmp_path: Path) -> None:
    survey = mg.read_survey(evil, places=False)
    mg.survey.review(survey, tmp_path / "out")
    (copy,) = (tmp_path / "out" / "umfrage_rueckfragen").iterdir()
    book = load_workbook(copy)
    for sheet in book:
        for cells in sheet.iter_rows():
            assert all(cell.data_type in ("s", "n") for cell in cells)
            assert all(cell.hyperlink is None for cell in cells)
    own = book.worksheets[1]
    assert own["C2"].value == '=HYPERLINK("http://x.example")'
    assert "E-Mail-Adresse" in own["B2"].comment.text
    assert own["B2"].fill.start_color.rgb.endswith("F4B6B0")
    assert any("B „E-Mail“" in str(cell.value) for cell in book.worksheets[0]["A"])


def test_offers_written_say_no_formula(evil: Path, tmp_path: Path) -> None:
    survey = mg.read_survey(evil, places=False)
    mg.survey.review(survey, tmp_path / "out", lang="en")
    sheet = load_workbook(tmp_path / "out" / "umfrage_angebote.xlsx").worksheets[0]
    assert {cell.data_type for cells in sheet.iter_rows() for cell in cells} <= {"s", "n"}
    headers = (tmp_path / "out" / "umfrage_spalten.csv").read_text(encoding="utf-8-sig")
    assert headers.splitlines()[0] == "file;header;field"


def test_questions_of_a_form_stand_where_its_answers_stand(tmp_path: Path) -> None:
    survey = mg.read_survey(SAMPLES / "10_formular_senkrecht.xlsx", places=False)
    mg.survey.review(survey, tmp_path)
    own = load_workbook(tmp_path / "umfrage_rueckfragen" / "10_formular_senkrecht.xlsx").worksheets[
        1
    ]
    assert own["A8"].value == "Ort"
    assert "Ort fehlt" in own["C8"].comment.text


def test_a_copy_that_was_corrected_is_read_again(tmp_path: Path) -> None:
    survey = mg.read_survey(SAMPLES / "02_google_forms.csv", places=False)
    mg.survey.review(survey, tmp_path)
    copy = tmp_path / "umfrage_rueckfragen" / "02_google_forms.xlsx"
    again = mg.read_survey(copy, places=False)
    assert again.offers["title"].tolist() == survey.offers["title"].tolist()
    assert again.offers["email"].equals(survey.offers["email"])


def test_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    source = str(SAMPLES / "13_ohne_absender.csv")
    assert main(["survey", source, "-o", str(out), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "4 offers" in said
    assert "umfrage.html" in said
    goal = tmp_path / "angebote.xlsx"
    assert main(["template", "-o", str(goal), "--language", "en", "--offers", source]) == 0
    assert load_workbook(goal).worksheets[0].title == "Our offers"
    assert main(["survey", str(tmp_path / "nichts"), "-o", str(out)]) == 2
    assert "nichts" in capsys.readouterr().err
