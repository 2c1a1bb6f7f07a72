"""Every fault that was planted before there was a reader is found, or is harmless."""

import csv
from pathlib import Path

import pytest

import mintgeo as mg
from tools.survey_samples.planted import FAULTS, HARMLESS, Fault
from tools.write_survey_samples import MANIFEST

FOLDER = MANIFEST.with_name("umfrage")
SAID = {
    ("01_limesurvey.csv", 5): {"consent": "yes"},
    ("02_google_forms.csv", 2): {"disciplines": "physics;astronomy;computer_science",
                                 "special_groups": "trans_inter_and_non_binary"},
    ("02_google_forms.csv", 7): {"target_groups": "childs_in_primary_level", "age_to": 10.0},
    ("03_microsoft_forms.xlsx", 2): {"formats": "workshop;holiday_offer"},
    ("03_microsoft_forms.xlsx", 3): {"grade_from": 5.0, "grade_to": 7.0},
    ("04_vhs_verbunden.xlsx", 9): {"age_from": 8.0, "provider": "Volkshochschule Erfurt"},
    ("06_english.csv", 2): {"age_from": 8.0, "age_to": 12.0},
    ("06_english.csv", 3): {"grade_to": 7.0, "cost": "free"},
    ("06_english.csv", 4): {"venues": "at_yours"},
    ("07_windows1252.csv", 2): {"special_groups": "women_and_girls"},
    ("08_utf16.txt", 2): {"grade_from": 11.0, "age_from": 16.0},
    ("08_utf16.txt", 3): {"grade_from": 8.0, "grade_to": 9.0},
    ("08_utf16.txt", 4): {"target_groups": "childs_in_preschool"},
    ("09_excel_verlust.xlsx", 5): {"start": "15:00", "grade_to": 10.0},
    ("11_kreuze.ods", 4): {"disciplines": "physics;technology"},
    ("15_zeiten.csv", 2): {"days": "we", "start": "15:00", "end": "17:00"},
    ("15_zeiten.csv", 3): {"days": "sa", "rhythm": "monthly"},
    ("15_zeiten.csv", 4): {"days": "holidays"},
    ("15_zeiten.csv", 7): {"rhythm": "on_request"},
    ("15_zeiten.csv", 8): {"date_from": "2026-05-09", "start": "10:00"},
    ("16_kosten_orte.xlsx", 2): {"cost_eur": 5.0, "cost_per": "person"},
    ("16_kosten_orte.xlsx", 3): {"cost": "on_request"},
}  # fmt: skip
"""What comes out where a fault is harmless."""


@pytest.fixture(scope="module")
def survey() -> mg.Survey:
    return mg.read_survey(FOLDER)


def test_manifest_is_that_of_the_tool() -> None:
    with MANIFEST.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert rows[1:] == [list(map(str, fault)) for fault in FAULTS]
    assert len(FAULTS) >= 60
    assert len({fault.file for fault in FAULTS}) >= 14


@pytest.mark.parametrize("fault", [one for one in FAULTS if one.expected != HARMLESS])
def test_fault_is_found(survey: mg.Survey, fault: Fault) -> None:
    found = survey.findings[survey.findings["file"].eq(fault.file)]
    here = found[found["row"].eq(fault.row)] if fault.row else found
    assert fault.expected in set(here["code"]), sorted(here["code"])


def test_nothing_else_is_complained_of(survey: mg.Survey) -> None:
    """No warning and no error stands where nothing was planted."""
    planted = {(one.file, one.row, one.expected) for one in FAULTS}
    more = {
        (row.file, row.row, row.code)
        for row in survey.unread.itertuples()
        if not {(row.file, row.row, row.code), (row.file, 0, row.code)} & planted
    }
    assert more == {("09_excel_verlust.xlsx", 3, "survey.title_missing")}, "of the formula there"


@pytest.mark.parametrize("where", SAID)
def test_what_is_harmless_comes_out_right(survey: mg.Survey, where: tuple[str, int]) -> None:
    file, row = where
    offers = survey.offers
    own = offers[offers["file"].eq(file) & offers["row"].eq(row)].iloc[0]
    assert {name: own[name] for name in SAID[where]} == SAID[where]


def test_every_row_is_an_offer_or_explained(survey: mg.Survey) -> None:
    sheets = survey.sheets
    assert (sheets["rows"] == sheets["rows_read"] + sheets["rows_explained"]).all()
    assert sheets["offers"].sum() == len(survey.offers) == survey.offers["id"].nunique()
    gone = survey.findings[survey.findings["id"].isna() & survey.findings["row"].gt(0)]
    for sheet in sheets.itertuples():
        rows = gone[gone["file"].eq(sheet.file) & gone["sheet"].eq(sheet.sheet)]["row"]
        assert rows.nunique() >= sheet.rows_explained


def test_lists_of_one_row_per_offer_keep_their_provenance(survey: mg.Survey) -> None:
    parts = survey.offers[survey.offers["title"].isin(["Löten", "Nähen mit Strom"])]
    assert parts["row"].tolist() == [2, 2]
    assert parts["part"].tolist() == [1, 2]
    assert parts["days"].tolist() == ["mo", "tu"]


def test_files_are_small() -> None:
    assert sum(one.stat().st_size for one in Path(FOLDER).iterdir()) < 150_000
