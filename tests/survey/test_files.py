"""Files as they come: folders with broken ones among them, too large ones, headers to correct."""

import zipfile
from pathlib import Path

import pytest

import mintgeo as mg
from mintgeo._errors import InputError

GOOD = (
    "Anbieter;E-Mail;Angebot;Thema;Alter;Ort;Freigabe\nHaus;a@b.example;Kurs;Physik;8-12;Gera;ja\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "gut.csv").write_text(GOOD, encoding="utf-8")
    return tmp_path


def bomb(path: Path) -> None:
    """A workbook whose sheet unpacks to more than is read."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", '<workbook xmlns:r="r"><sheets>'
                         '<sheet name="a" r:id="1"/>'
                         "</sheets></workbook>")  # fmt: skip
        archive.writestr("xl/_rels/workbook.xml.rels", '<Relationships><Relationship Id="1" '
                         'Type="x/worksheet" Target="a.xml"/></Relationships>')  # fmt: skip
        with archive.open("xl/a.xml", "w", force_zip64=True) as sheet:
            for _ in range(520):
                sheet.write(b" " * 1_000_000)


@pytest.mark.slow
def test_bombs_and_giants_are_refused_and_the_others_read(folder: Path) -> None:
    bomb(folder / "bombe.xlsx")
    with (folder / "riese.csv").open("wb") as file:
        file.write(GOOD.encode())
        file.truncate(200_000_001)
    (folder / "kaputt.xlsx").write_bytes(b"PK\x03\x04nichts")
    (folder / "bild.png").write_bytes(b"\x89PNG")
    (folder / "~$gut.xlsx").write_bytes(b"lock")
    survey = mg.read_survey(folder, places=False)
    assert survey.offers["title"].tolist() == ["Kurs"]
    assert set(survey.refused) == {"bombe.xlsx", "riese.csv", "kaputt.xlsx"}
    codes = dict(zip(survey.findings["file"], survey.findings["code"], strict=True))
    assert codes["bild.png"] == "survey.file_ignored"
    assert "~$gut.xlsx" not in codes
    mg.survey.review(survey, folder / "out")
    page = (folder / "out" / "umfrage.html").read_text(encoding="utf-8")
    assert "200.000.000" in page


def test_the_only_file_that_is_broken_is_an_error(folder: Path) -> None:
    (folder / "kaputt.xlsx").write_bytes(b"PK\x03\x04nichts")
    with pytest.raises(InputError, match="kaputt"):
        mg.read_survey(folder / "kaputt.xlsx")
    empty = folder / "leer"
    empty.mkdir()
    with pytest.raises(InputError, match="no table"):
        mg.read_survey(empty)


def test_macros_stay_behind(folder: Path) -> None:
    """A workbook with macros is read as its cells; nothing of them is in what goes back."""
    from openpyxl import Workbook

    book = Workbook()
    for line in GOOD.splitlines():
        book.worksheets[0].append(line.split(";"))
    file = folder / "makro.xlsm"
    book.save(file)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"Sub AutoOpen()")
    survey = mg.read_survey([file], places=False)
    assert survey.offers["title"].tolist() == ["Kurs"]
    mg.survey.review(survey, folder / "out")
    with zipfile.ZipFile(folder / "out" / "umfrage_rueckfragen" / "makro.xlsx") as copy:
        assert not any("vba" in name.casefold() for name in copy.namelist())


@pytest.mark.parametrize("ending", [".csv", ".toml"])
def test_headers_can_be_said(folder: Path, ending: str) -> None:
    (folder / "gut.csv").write_text(GOOD.replace("Angebot", "Rubrum"), encoding="utf-8")
    before = mg.read_survey(folder / "gut.csv", places=False)
    assert before.offers["title"].isna().all()
    assert "survey.header_unknown" in set(before.findings["code"])
    said = folder.parent / f"{folder.name}{ending}"
    text = {
        ".csv": "file;header;field\n*;Rubrum;title\n",
        ".toml": '["*"]\nRubrum = "Titel des Angebots"\n',
    }
    said.write_text(text[ending], encoding="utf-8")
    after = mg.read_survey(folder / "gut.csv", headers=said, places=False)
    assert after.offers["title"].tolist() == ["Kurs"]
    assert after.headers.set_index("header").loc["Rubrum", "how"] == "given"
    assert (
        mg.read_survey(folder, headers={"Rubrum": "title"}, places=False)
        .offers["title"]
        .notna()
        .all()
    )
    with pytest.raises(InputError, match="rubbish"):
        mg.read_survey(folder, headers={"Rubrum": "rubbish"})


def test_headers_that_were_written_are_read(folder: Path) -> None:
    survey = mg.read_survey(folder, places=False)
    mg.survey.review(survey, folder.parent / f"{folder.name}_out")
    file = folder.parent / f"{folder.name}_out" / "umfrage_spalten.csv"
    again = mg.read_survey(folder, headers=file, places=False)
    assert again.offers.equals(survey.offers)


def test_answers_of_one_sender_are_gathered(folder: Path) -> None:
    (folder / "zwei.csv").write_text(GOOD.replace("Kurs", "Anderer Kurs"), encoding="utf-8")
    survey = mg.read_survey(folder, places=False)
    (sender,) = survey.senders.to_dict("records")
    assert sender["email"] == "a@b.example"
    assert sender["files"] == "gut.csv;zwei.csv"
    assert sender["offers"] == 2


def test_codes_and_labels_of_the_platform_are_its_own() -> None:
    """The embedded lists say what the platform says."""
    import pandas as pd

    from mintgeo.survey.vocabulary import table
    from tests.shared_data import shared

    theirs = pd.read_csv(
        shared("mintvernetzt/vocabularies.csv"), dtype="str", keep_default_na=False
    )
    ours = table().rename(columns={"code": "slug"})[["list", "slug", "de", "en"]]
    theirs = theirs[theirs["list"].isin(set(ours["list"]))]
    pd.testing.assert_frame_equal(
        ours.reset_index(drop=True), theirs.reset_index(drop=True), check_dtype=False
    )


def test_crosses_below_merged_groups_and_days_as_columns(tmp_path: Path) -> None:
    """Heads over two rows, one column per group and per day; a header may be a choice by itself."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ("Angaben", None, "Montag", "Dienstag", "Zielgruppe", None, None, "Kontakt", "Online?"),
        ("Titel", "Anbieter", None, None, "Kita", "Grundschule", "Sek I", "Mail", None),
        ("Bienen", "Imker Max", "15-16 Uhr", None, None, "x", "x", "i@max.example", "nein"),
        ("Sterne", "Sternwarte", None, "x", "x", None, None, "s@s.example", "ja"),
    ):
        sheet.append(row)
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("E1:G1")
    book.save(tmp_path / "gruppen.xlsx")
    one, two = mg.read_survey(tmp_path, places=False).offers.to_dict("records")
    assert (one["days"], one["start"]) == ("mo", "15:00")
    assert one["target_groups"] == "childs_in_primary_level;pupils_in_sek_1"
    assert (one["grade_from"], one["grade_to"]) == (1, 10)
    assert (two["days"], two["target_groups"], two["venues"]) == (
        "tu",
        "childs_in_preschool",
        "online",
    )


@pytest.mark.parametrize(("header", "cells", "costs"), [
    ("Preis (€)", ("5", "0", "0"), [5, "free", "free"]),
    ("Kosten", ("nein", "nein", "7 €"), ["free", "free", 7]),
    ("Kosten [in Euro]", ("3", "1", "0"), [3, 1, "free"]),
    ("Kosten [kostenlos]", ("ja", "x", "nein"), ["free", "free", None]),
    ("Kostenlos?", ("ja", "nein", "x"), ["free", None, "free"]),
])  # fmt: skip
def test_prices_are_no_crosses(
    tmp_path: Path, header: str, cells: tuple[str, ...], costs: list[object]
) -> None:
    rows = [f"Kurs {cell} {at};Gera;{cell}" for at, cell in enumerate(cells)]
    text = "\n".join([f"Angebot;Ort;{header}", *rows])
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    offers = mg.read_survey(tmp_path / "a.csv", places=False).offers
    said = offers["cost_eur"].astype(object).where(offers["cost_eur"].notna(), offers["cost"])
    assert said.astype(object).where(said.notna(), None).tolist() == costs


def test_answers_below_a_header_with_brackets_are_read_as_texts(tmp_path: Path) -> None:
    text = "Angebot;Ort;Themen [Stichworte]\nA;Gera;Physik, Imkerei\nB;Gera;Chemie\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    offers = mg.read_survey(tmp_path / "a.csv", places=False).offers
    assert offers["topics"].tolist() == ["Physik; Imkerei", "Chemie"]


def test_codes_of_a_survey_tool_are_no_answers(tmp_path: Path) -> None:
    head = "id,submitdate,lastpage,startlanguage,seed,startdate,datestamp,anbieter,titel,ort"
    rows = [
        "1,2026-05-04 09:00:00,5,de,77,2026-05-04 08:50:00,2026-05-04 09:00:00,Haus,Kurs,Gera",
        "2,,1,de,78,2026-05-05 08:50:00,2026-05-05 08:51:00,,,",
    ]
    (tmp_path / "a.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
    survey = mg.read_survey(tmp_path / "a.csv", places=False)
    assert survey.offers["submitted"].tolist() == ["2026-05-04T09:00:00"]
    assert survey.offers[["times", "start", "date_from"]].isna().all(axis=None)
    assert "survey.empty_row" in survey.findings["code"].tolist()
    assert not survey.findings["code"].str.startswith("read.times").any()


@pytest.mark.parametrize("header", ["Wo findet es statt?", "Veranstaltungsort", "Adresse"])
@pytest.mark.parametrize("cell", ["Am Berg 3, 98693 Ilmenau", "98693 Ilmenau, Am Berg 3"])
def test_whole_addresses_are_taken_apart(tmp_path: Path, header: str, cell: str) -> None:
    text = f"Angebot;Anbieter;{header}\nKurs;Haus;{cell}\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    offers = mg.read_survey(tmp_path / "a.csv", places=False).offers
    at = offers[["street", "postcode", "place"]].iloc[0].tolist()
    assert at == ["Am Berg 3", "98693", "Ilmenau"]


def test_a_text_file_without_rows_is_not_called_a_sheet_without_a_name(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Anbieter;Angebot;Ort\n", encoding="utf-8")
    told = mg.read_survey(tmp_path / "a.csv", places=False).told()
    assert told["code"].tolist() == ["survey.no_offers"]
