"""Findings are data: they survive whatever a table goes through, and are said in two languages."""

import re
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

import mintgeo as mg
from mintgeo._crs import points
from mintgeo._csv import unmarked, write_csv
from mintgeo._errors import InputError, OptionError
from mintgeo._excel import fill
from mintgeo._run_former import with_codes, with_places
from mintgeo._xlsx.parts import decoded
from mintgeo.addresses.query import DOUBTS
from mintgeo.cli import main
from mintgeo.findings import (
    KINDS,
    SEVERITIES,
    TOPICS,
    Finding,
    Gathered,
    Kind,
    Reading,
    column,
    decode,
    encode,
    findings_of,
    found,
    kept,
    sentence,
)
from mintgeo.language import language, word
from mintgeo.language._catalog import messages
from mintgeo.privacy import public_tables
from mintgeo.report.spoken import spoken
from tests.text.hostile import TEXTS

DE, EN = language("de"), language("en")
SAMPLES: dict[str, Any] = {
    "n": 3, "km": 41, "number": 5, "row": 7, "total": 12, "found": 13, "places": ["Ay", "Bee", "…"],
    "kreise": ["Ay"], "postcodes": ["10000"], "cells": ["x", "y"], "column": "lat", "why": "person",
}  # fmt: skip
TEXT = st.text(max_size=40) | st.sampled_from(TEXTS)


def sample(kind: Kind) -> Finding:
    return found(kind.code, **{name: SAMPLES.get(name, f"<{name}>") for name in kind.values})


def table(*texts: str) -> pd.DataFrame:
    """A row for every text, that speaks of it."""
    rows = [[found("place.respelled", place=text, meant=f"{text}!")] for text in texts]
    index = pd.RangeIndex(len(rows) + 1)
    out = pd.DataFrame({"id": [str(one) for one in index], "findings": column([*rows, []], index)})
    return out.assign(count=1)


# What a finding is


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
def test_every_code_is_said_in_both_languages(kind: Kind) -> None:
    assert kind.severity in SEVERITIES
    assert kind.topic in TOPICS
    german, english = (sentence(sample(kind), say) for say in (DE, EN))
    assert german != english or kind.sentence == "{text}"
    for said in (german, english):
        assert not re.search(r"[{}]", said)
        assert said.count("<") == len([name for name in _said(kind) if name not in SAMPLES])


def _said(kind: Kind) -> set[str]:
    return set(kind.values) - set(kind.also)


def test_codes_that_others_rely_on_are_there() -> None:
    assert set(KINDS) >= DOUBTS
    assert all(code == kind.code and "." in code for code, kind in KINDS.items())


def test_a_finding_has_exactly_the_values_of_its_code() -> None:
    with pytest.raises(OptionError, match=r"no finding 'place\.lost'"):
        found("place.lost", place="x")
    with pytest.raises(OptionError, match=r"The values of place\.respelled are place, meant, not"):
        found("place.respelled", place="x")
    with pytest.raises(TypeError, match="text or a number"):
        found("place.place_unknown", place=object())


def test_codes_of_other_versions_are_kept_and_said() -> None:
    text = '[{"code":"read.from_the_future","cell":"x","n":2}]'
    (one,) = decode(text)
    assert encode([one]) == text
    assert (one.severity, one.topic) == ("info", "other")
    assert sentence(one, DE) == "read.from_the_future, cell x, n 2"
    (changed,) = decode('[{"code":"place.respelled","place":"x"}]')
    assert sentence(changed, DE) == "place.respelled, place x"


@given(st.lists(TEXT, min_size=1, max_size=4), TEXT, st.integers(-(10**9), 10**9))
def test_any_text_comes_back(cells: list[str], place: str, km: int) -> None:
    findings = [
        found("read.letters_mended", cells=cells),
        found("place.contradiction", postcode="1", places=cells, place=place, km=km),
    ]
    text = encode(findings)
    assert text.isprintable()
    text.encode("utf-8")
    assert list(decode(text)) == findings
    said = [sentence(one, say) for one in findings for say in (DE, EN)]
    assert all(isinstance(one, str) and one.encode("utf-8") for one in said)


@pytest.mark.parametrize("place", ["{place}", "{meant}", "%s", "<b>", "{0.__class__}", "; ", '"}]'])
def test_values_are_no_formats(place: str) -> None:
    one = found("place.respelled", place=place, meant="Ay")
    assert sentence(one, DE) == f"Ort „{place}“ gelesen als „Ay“"
    assert decode(encode([one])) == (one,)


def test_long_texts_are_cut() -> None:
    said = sentence(found("place.place_unknown", place="x" * 10_000), DE)
    assert len(said) < 250


# The column


@given(st.lists(TEXT, min_size=1, max_size=3))
def test_rows_keep_what_was_found_of_them(texts: list[str]) -> None:
    before = table(*texts)
    wanted = dict(zip(before["id"], findings_of(before), strict=True))
    whole = pd.concat([before[before["id"] != "0"], before[before["id"] == "0"]])
    joined = whole.merge(pd.DataFrame({"id": [*wanted, "new"]}), on="id", how="outer")
    for after in (whole, joined):
        assert dict(zip(after["id"], findings_of(after), strict=True)) == wanted | (
            {"new": ()} if after is joined else {}
        )


@pytest.mark.parametrize("ending", ["parquet", "gpkg", "csv", "xlsx"])
def test_files_keep_it(ending: str, tmp_path: Path) -> None:
    before, file = table(*TEXTS), tmp_path / f"a.{ending}"
    if ending == "parquet":
        before.to_parquet(file)
        after = pd.read_parquet(file)
    elif ending == "gpkg":
        there = points([0.0] * len(before), [0.0] * len(before))
        gpd.GeoDataFrame(before, geometry=there).to_file(file)
        after = pd.DataFrame(gpd.read_file(file))
    elif ending == "csv":
        write_csv(before[["findings"]], file, sep=";", decimal=",")
        after = pd.read_csv(file, sep=";", encoding="utf-8-sig")
    else:
        after = _through_excel(before, file)
    found_ = [one for one in findings_of(after) if one]
    own = {"csv": unmarked, "xlsx": decoded}.get(ending)
    if own:  # apostrophes before what looks like a formula, _x005F_: mintgeo's readers know them
        found_ = [decode(own(encode(one))) for one in found_]
    assert found_ == [one for one in findings_of(before) if one]


def _through_excel(before: pd.DataFrame, file: Path) -> pd.DataFrame:
    book = Workbook()
    fill(book.worksheets[0], before)
    book.save(file)
    return pd.read_excel(file, dtype="str")


@pytest.mark.parametrize("text", ["Widerspruch", "[1]", "{}", '[{"cell":"x"}]', "[" * 10_000])
def test_something_else_in_the_column_is_refused_without_saying_it(text: str) -> None:
    wrong = table("Ay").assign(findings=text)
    with pytest.raises(InputError, match="holds no findings in 2 of 2 rows") as caught:
        mg.row_findings(wrong)
    assert text not in str(caught.value)


def test_sentences_of_former_versions_are_findings() -> None:
    former = pd.DataFrame({"read_note": ["PLZ ergänzt", ""], "match_note": ["Widerspruch: x", ""]})
    assert [[one.code for one in row] for row in findings_of(former)] == [
        ["read.said", "step.said"], [],
    ]  # fmt: skip
    assert mg.row_notes(former, lang="en").to_list() == ["PLZ ergänzt; Widerspruch: x", ""]
    assert mg.row_notes(former, stage="match").to_list() == ["Widerspruch: x", ""]


# What reading and placing find


@pytest.fixture(scope="module")
def placed() -> gpd.GeoDataFrame:
    rows = pd.DataFrame({
        "PLZ": ["1067", "20144", "A-1010", None], "Ort": ["Dresden", "München", "Wien", "Summe"],
        "Anzahl": ["ca. 5", 1, 1, 2],
    })  # fmt: skip
    return mg.geocode(mg.read_participants(rows))


def test_rows_say_codes_and_values(placed: gpd.GeoDataFrame) -> None:
    rows = mg.row_findings(placed, lang="en")
    assert rows["code"].to_list() == [
        "read.postcode_zero", "read.number_read", "place.contradiction", "read.postcode_abroad",
        "place.abroad",
    ]  # fmt: skip
    assert rows["values"].iloc[1] == {"column": "count", "cell": "ca. 5", "number": "5"}
    assert rows["sentence"].iloc[1] == "count “ca. 5” read as 5"
    assert rows["id"].to_list() == ["1", "1", "2", "3", "3"]


def test_columns_of_sentences_are_what_the_findings_say(placed: gpd.GeoDataFrame) -> None:
    for name, stage in (("read_note", "read"), ("match_note", "match")):
        pd.testing.assert_series_equal(
            placed[name], mg.row_notes(placed, stage=stage), check_names=False
        )


def test_placing_once_more_says_the_same_once(placed: gpd.GeoDataFrame) -> None:
    again = mg.geocode(placed)
    pd.testing.assert_series_equal(again["findings"], placed["findings"])


def test_what_is_no_row_is_said_of_the_list(placed: gpd.GeoDataFrame) -> None:
    (row,) = mg.list_findings(placed, lang="en").to_dict("records")
    assert (row["row"], row["code"], row["severity"]) == (4, "list.total_wrong", "warning")
    assert row["sentence"] == "row of a total: 2, the rows add up to 7"
    assert placed.attrs["read"]["left_out"] == [
        {"row": 4, "text": "Summe | 2", "reason": "Summenzeile: 2, die Zeilen ergeben 7"}
    ]
    assert mg.list_findings(pd.DataFrame({"id": ["1"]})).empty
    table = kept({"participants": placed, "sites": placed.assign()})
    assert table["list"].to_list() == ["participants", "sites"]
    assert decode(table["findings"].iloc[0]) == Reading.of(placed).findings


def test_a_rejected_answer_does_not_move_a_row_abroad() -> None:
    people = mg.read_participants(pd.DataFrame({"PLZ": ["17033"], "Ort": ["Neubrandenburg"]}))
    placed = mg.geocode(people)
    gathered = Gathered(1)
    gathered.say(0, [found("online.abroad", service="photon")])
    doubted = gpd.GeoDataFrame(placed.assign(findings=gathered.column(placed.index)))
    review = mg.geocode_report(doubted)
    assert review.loc[review["part"] == "finding", "what"].to_list() == ["online"]


def test_findings_are_never_published(placed: gpd.GeoDataFrame) -> None:
    sites = placed.assign(name="Labor", role="offer")
    tables = public_tables({"sites": sites, "list_findings": kept({"participants": placed})})
    assert set(tables) == {"sites"}
    assert not {"findings", "read_note", "match_note"} & set(tables["sites"].columns)
    assert "read" not in tables["sites"].attrs


# What outputs say


def test_words_of_the_taxonomy_have_their_english() -> None:
    rules = mg.sites.taxonomy()
    for name in ("category", "offer"):
        assert [one for one in rules[name].unique() if one not in messages("en")] == []
    for text in rules["topics"]:
        topics = text.replace("|", ";")
        assert word(topics, DE) == topics
        assert not set(re.split(r"\s*;\s*", word(topics, EN))) & {"Physik", "Technik", "Natur"}
    assert word("Murmelbahn; Physik, Chemie", EN) == "Murmelbahn; physics, chemistry"


def test_tables_of_a_run_speak_the_language_of_the_output(placed: gpd.GeoDataFrame) -> None:
    sites = placed.assign(category=["Feuerwehr", "Eigenes", None, "Feuerwehr"][: len(placed)])
    gaps = pd.DataFrame({"name": ["Raum Ay"], "places": ["Ay"], "missing": ["Museum; Eigenes"]})
    run = mg.Run(
        name="x", title="x", as_of="2026-01-01", tables={"sites": sites, "gaps": gaps},
        parameters={}, inputs={}, vintages=(), attributions=(),
    )  # fmt: skip
    assert spoken(run, "de") is run
    said = spoken(run, "en").tables
    assert said["sites"]["category"].to_list()[:2] == ["fire brigade", "Eigenes"]
    assert said["sites"]["read_note"].iloc[0].startswith("postcode 1067 given")
    assert said["sites"]["match_note"].iloc[1].startswith("contradiction: postcode 20144")
    assert said["gaps"].iloc[0].to_list() == ["Ay area", "Ay", "museum; Eigenes"]
    assert run.tables["sites"] is sites


def test_a_list_is_placed_in_english(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, goal = tmp_path / "a.csv", tmp_path / "b.xlsx"
    source.write_text("PLZ;Ort;Anzahl\n1067;Dresden;2\n;Summe;3\n", encoding="utf-8")
    assert main(["geocode", str(source), "-o", str(goal), "--lang", "en"]) == 0
    assert capsys.readouterr().out.splitlines()[:2] == [
        "List: 1 row (1 postcode and place; 1 with a note)",
        "  not read: row 3, row of a total: 3, the rows add up to 2: Summe | 3",
    ]
    back = pd.read_excel(goal, dtype="str", sheet_name=None)
    assert set(back) == {"List", "Not read"}
    assert back["List"]["mintgeo: note on reading"].to_list() == [
        "postcode 1067 given its leading zero: 01067"
    ]
    found = back["List"].rename(columns={"mintgeo: findings": "findings"})
    assert [one.code for (one,) in findings_of(found)] == ["read.postcode_zero"]


def test_runs_of_former_formats_get_codes() -> None:
    about = {"parameters": {"people": {"who": "Kinder unter 16", "points": 3}}}
    people = with_codes(about)["parameters"]["people"]
    assert people == {"who": "children_under_16", "points": 3}
    assert with_codes({"parameters": {}}) == {"parameters": {}}
    gaps = pd.DataFrame({"name": ["Raum Ay – Bee"]})
    assert with_places({"gaps": gaps})["gaps"]["places"].to_list() == ["Ay – Bee"]
