"""What a template is filled with is read back as the same, in both languages."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

import mintgeo as mg
from mintgeo._errors import OptionError
from mintgeo._schema import OFFERS
from mintgeo._schema.surveys import CONSENTS, COST_UNITS, COSTS, RHYTHMS, VENUES
from mintgeo._schema.values import WEEKDAYS
from mintgeo.survey.vocabulary import labels

ROOT = Path(__file__).parents[2]
PLACE_IN_SURVEY = {"id", "file", "sheet", "row", "part", "sender", "findings"}
LISTS = {"disciplines": "disciplines", "further_disciplines": "additionalDisciplines",
         "formats": "formats", "target_groups": "projectTargetGroups",
         "special_groups": "specialTargetGroups"}  # fmt: skip


def subset(codes: Any) -> st.SearchStrategy[str | None]:
    """Some codes, in the order of their list."""
    every = list(codes)
    some = st.sets(st.sampled_from(every), max_size=4)
    return some.map(lambda one: ";".join(code for code in every if code in one) or None)


CODES = st.fixed_dictionaries({
    **{column: subset(labels(name, "de")) for column, name in LISTS.items()},
    "provider_type": st.sampled_from(list(labels("organizationTypes", "de"))),
    "days": subset((*WEEKDAYS, "school")), "venues": subset(VENUES),
    "rhythm": st.sampled_from(RHYTHMS), "consent": st.sampled_from(CONSENTS),
    "cost": st.sampled_from([one for one in COSTS if one != "paid"]),
    "cost_per": st.sampled_from(COST_UNITS), "age_from": st.integers(3, 9),
    "age_to": st.integers(10, 19), "grade_from": st.integers(1, 5), "grade_to": st.integers(6, 13),
    "capacity": st.integers(1, 500),
    "title": st.sampled_from(["=Licht", "Löten & Co.", "-5 Grad", "7. Forschertag", "@home"]),
})  # fmt: skip


def offers_of(rows: list[dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=[one.name for one in OFFERS.columns])


def read_back(offers: pd.DataFrame, folder: Path, lang: str) -> mg.Survey:
    file = mg.survey.write_template(folder / f"{lang}.xlsx", offers=offers, lang=lang)
    return mg.read_survey(file, places=False)


@settings(max_examples=10,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(rows=st.lists(CODES, min_size=1, max_size=4), lang=st.sampled_from(["de", "en"]))
def test_codes_come_back(tmp_path: Path, rows: list[dict[str, Any]], lang: str) -> None:
    for at, row in enumerate(rows):
        row |= {"provider": f"Haus {at}", "email": f"a{at}@b.example", "place": "Gera"}
    found = read_back(offers_of(rows), tmp_path, lang).offers
    assert len(found) == len(rows)
    for row, back in zip(rows, found.to_dict("records"), strict=True):
        wanted = {name: value for name, value in row.items() if value is not None}
        if row["venues"] is None or row["target_groups"] is None:
            back |= {name: None for name in ("venues", "target_groups") if row[name] is None}
        assert {name: back[name] for name in wanted} == wanted


def test_all_of_the_samples_comes_back(tmp_path: Path) -> None:
    before = mg.read_survey(ROOT / "data" / "raw" / "umfrage", places=False).offers
    after = read_back(before, tmp_path, "en").offers
    columns = [name for name in before.columns if name not in PLACE_IN_SURVEY]
    pd.testing.assert_frame_equal(before[columns], after[columns])


@pytest.mark.parametrize(
    ("lang", "title"), [("de", "Titel des Angebots"), ("en", "Title of the offer")]
)
def test_template_has_lists_and_no_formula(tmp_path: Path, lang: str, title: str) -> None:
    file = mg.survey.write_template(tmp_path / "leer.xlsx", lang=lang)
    again = mg.survey.write_template(tmp_path / "noch.xlsx", lang=lang)
    assert file.read_bytes() == again.read_bytes()
    book = load_workbook(file)
    sheet = book.worksheets[0]
    assert title in [cell.value for cell in sheet[1]]
    lists = [one for one in sheet.data_validations.dataValidation if one.type == "list"]
    assert len(lists) >= 10
    assert book.worksheets[2].sheet_state == "hidden"
    empty = mg.read_survey(file)
    assert empty.offers.empty
    assert "survey.no_offers" in set(empty.findings["code"])


def test_template_is_a_workbook(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="xlsx"):
        mg.survey.write_template(tmp_path / "angebote.csv")


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_lists_of_a_template_are_no_list_that_went_unread(tmp_path: Path, lang: str) -> None:
    offers = offers_of([{"title": "Kurs", "provider": "Haus", "place": "Gera"}])
    survey = read_back(offers, tmp_path, lang)
    assert "list.hidden_sheet_unread" not in survey.findings["code"].tolist()


def test_a_hidden_sheet_of_that_name_with_offers_is_named(tmp_path: Path) -> None:
    offers = offers_of([{"title": "Kurs", "provider": "Haus", "place": "Gera"}])
    book = load_workbook(mg.survey.write_template(tmp_path / "a.xlsx", offers=offers))
    book.worksheets[2].insert_rows(1, amount=2)
    for column, cells in enumerate((("Angebot", "Kurs 2"), ("Ort", "Gera")), start=1):
        for number, cell in enumerate(cells, start=1):
            book.worksheets[2].cell(number, column, cell)
    book.save(tmp_path / "a.xlsx")
    survey = mg.read_survey(tmp_path / "a.xlsx", places=False)
    assert "list.hidden_sheet_unread" in survey.findings["code"].tolist()
