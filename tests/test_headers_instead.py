"""What a list lacks is taken from a column that can mean it, and never against a clearer one."""

from collections.abc import Mapping

import pandas as pd
import pytest

import mintgeo as mg
from mintgeo import MintgeoError


def read(row: Mapping[str, str]) -> dict[str, str]:
    table = mg.read_sites(pd.DataFrame([row]))
    shown = ["name", "street", "postcode", "place", "provider"]
    return {key: str(value) for key, value in table[shown].iloc[0].dropna().items()}


@pytest.mark.parametrize(
    ("row", "meant"),
    [
        ({"Träger": "DRK", "Ort": "Fulda"}, {"name": "DRK", "place": "Fulda"}),
        ({"Operator": "DRK", "City": "Fulda"}, {"name": "DRK", "place": "Fulda"}),
        ({"Veranstalter": "VHS", "PLZ": "36037"}, {"name": "VHS", "postcode": "36037"}),
        ({"Bildungsakteur": "VHS", "Sitz": "Fulda"}, {"name": "VHS", "place": "Fulda"}),
        ({"Angebot": "Löten", "Standort": "Fulda"}, {"name": "Löten", "place": "Fulda"}),
        ({"Kurs": "Löten", "Veranstaltungsort": "Fulda"}, {"name": "Löten", "place": "Fulda"}),
        ({"Titel": "Löten", "Örtlichkeit": "Fulda"}, {"name": "Löten", "place": "Fulda"}),
        ({"Name": "Labor", "PLZ-Nr.": "36037"}, {"name": "Labor", "postcode": "36037"}),
    ],
)
def test_a_list_without_the_usual_header(row: dict[str, str], meant: dict[str, str]) -> None:
    assert read(row) == meant


@pytest.mark.parametrize(
    ("row", "meant"),
    [
        ({"Standort": "Haus B", "Ort": "Fulda"}, {"name": "Haus B", "place": "Fulda"}),
        ({"Name": "Labor", "Standort": "Haus B", "Ort": "Fulda"},
         {"name": "Labor", "place": "Fulda"}),
        ({"Name": "Labor", "Träger": "DRK", "Ort": "Fulda"},
         {"name": "Labor", "place": "Fulda", "provider": "DRK"}),
        ({"Name": "Labor", "Sitz": "Hünfeld", "Ort": "Fulda"},
         {"name": "Labor", "place": "Fulda"}),
    ],
)  # fmt: skip
def test_a_clearer_header_counts(row: dict[str, str], meant: dict[str, str]) -> None:
    assert read(row) == meant
    assert read(dict(reversed(row.items()))) == meant


def test_of_numbered_lines_the_first_counts_and_the_other_is_named() -> None:
    row = {"Name": "Labor", "Adresse 1": "Am Rain 5", "Adresse 2": "Hinterhaus", "Ort": "Fulda"}
    table = mg.read_sites(pd.DataFrame([row]))
    assert table["street"].iloc[0] == "Am Rain 5"
    assert table["Adresse 2"].iloc[0] == "Hinterhaus"
    assert "Adresse 2" in " ".join(mg.list_findings(table)["sentence"])


def test_two_columns_of_one_header_are_not_chosen_from() -> None:
    cells = pd.DataFrame([["Labor", "36037", "36039"]], columns=["Name", "PLZ", "PLZ "])
    with pytest.raises(MintgeoError, match="several columns for the same thing"):
        mg.read_sites(cells)


@pytest.mark.parametrize(
    ("header", "cell", "meant"),
    [
        ("Aus welchem Ort kommst du?", "Fulda", "place"),
        ("Wo wohnst du?", "Fulda", "place"),
        ("Where do you live?", "Fulda", "place"),
        ("Bitte gib deine Postleitzahl an", "36037", "postcode"),
        ("PLZ deines Wohnorts", "36037", "postcode"),
        ("Gruppengröße", "7", "count"),
        ("Summe Teilnehmer", "7", "count"),
        ("TN ges.", "7", "count"),
    ],
)
def test_questions_of_forms(header: str, cell: str, meant: str) -> None:
    rest = {"Ort": "Hünfeld"} if meant == "count" else {"Anzahl": "3"}
    table = mg.read_participants(pd.DataFrame([{header: cell, **rest}]))
    assert str(table[meant].iloc[0]) == cell


@pytest.mark.parametrize(
    "header",
    ["Wo hast du von uns erfahren?", "Summe", "Summe Punkte", "Belegung Raum", "Geburtsort"],
)
def test_what_only_sounds_like_it_is_left_alone(header: str) -> None:
    table = mg.read_participants(pd.DataFrame([{"Ort": "Fulda", header: "5"}]))
    assert table["count"].iloc[0] == 1
    assert table["place"].iloc[0] == "Fulda"
    assert table[header].iloc[0] == "5"
