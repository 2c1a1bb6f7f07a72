"""Corrections of rows: what is used, what is not, and what is refused."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mintgeo as mg
from mintgeo._csv import marked
from mintgeo._errors import InputError
from mintgeo.cli import main
from mintgeo.findings import Reading, findings_of
from mintgeo.gazetteer.gazetteer import Gazetteer
from mintgeo.geocoding.corrections import candidates_of, read_corrections, row_signs
from mintgeo.language import explained
from mintgeo.study import load_study

LIST = pd.DataFrame({
    "ID": ["0815", "b", "c", "d"],
    "PLZ": ["17235", "80331", None, "99084"],
    "Ort": ["Neustrelitz", "Hannover", "Rothenburg", "Erfurt"],
})  # fmt: skip
SITES = LIST.assign(Name=[f"Labor {one}" for one in "abcd"], Art="Labor")


def people(table: pd.DataFrame = LIST) -> pd.DataFrame:
    return mg.read_participants(table)


def deciding(*rows: tuple[Any, ...], table: pd.DataFrame | None = None) -> pd.DataFrame:
    """Corrections: id, decision, latitude and longitude."""
    of = people() if table is None else table
    signs = dict(zip(of["id"], row_signs(of), strict=True))
    return pd.DataFrame([
        {"Liste": "Teilnehmende", "Kennung": id_, "Prüfzeichen": signs.get(id_, "bcdf"),
         "Entscheidung": decision, "Breite": lat, "Länge": lon, "gewählter Ort": "",
         "Datum": "24.11.2026", "Notiz": "laut Liste"}
        for id_, decision, lat, lon in rows
    ])  # fmt: skip


def codes(table: pd.DataFrame) -> dict[str, list[str]]:
    rows = zip(table["id"], findings_of(table), strict=True)
    return {id_: [one.code for one in row] for id_, row in rows}


def test_a_point_counts_before_everything_else() -> None:
    coordinates = LIST.assign(lat=53.0, lon=13.0)
    table = people(coordinates)
    placed = mg.geocode(table, corrections=deciding(("b", "versetzt", 48.1, 11.5), table=table))
    row = placed.set_index("id").loc["b"]
    assert (row.geometry.y, row.geometry.x) == (48.1, 11.5)
    assert (row["match_level"], row["match_source"], row["radius_m"]) == (
        "coordinate", "Korrektur", 50.0,
    )  # fmt: skip
    assert codes(placed)["b"] == ["correction.moved"]
    assert row["match_note"] == "am 24.11.2026 auf der Karte berichtigt"
    assert "b" not in mg.doubtful_rows(placed)["id"].to_list()
    assert placed.set_index("id")["match_source"]["d"] == "Liste"


def test_a_chosen_place_is_no_finer_than_it_is() -> None:
    choices = candidates_of(Gazetteer.embedded(), None, "Rothenburg", None)
    assert len({one.name for one in choices}) == len(choices) > 1
    one = choices[-1].match
    made = deciding(("c", "gewählt", round(one.lat, 5), round(one.lon, 5)))
    row = mg.geocode(people(), corrections=made).set_index("id").loc["c"]
    assert row["match_level"] == "place"
    assert row["radius_m"] > 1000
    assert choices[-1].name in row["match_note"]


def test_a_place_that_cannot_be_chosen_is_not_used() -> None:
    placed = mg.geocode(people(), corrections=deciding(("c", "gewählt", 53.55, 9.99)))
    assert codes(placed)["c"][-1] == "correction.no_choice"
    assert placed.set_index("id")["match_level"]["c"] == "none"


def test_what_is_right_has_no_doubt_as_long_as_it_lies_there() -> None:
    before = mg.geocode(people(LIST.assign(Ort="Neustrelits"))).set_index("id")
    assert codes(before.reset_index())["0815"] == ["place.respelled"]
    at, table = before.geometry["0815"], people(LIST.assign(Ort="Neustrelits"))
    made = deciding(("0815", "richtig", at.y, at.x), table=table)
    after = mg.geocode(table, corrections=made)
    assert codes(after)["0815"] == ["correction.right"]
    assert after.set_index("id")["match_level"]["0815"] == before["match_level"]["0815"]
    assert "0815" not in mg.doubtful_rows(after)["id"].to_list()
    moved = mg.geocode(table, corrections=made.assign(Breite=at.y + 0.01))
    assert codes(moved)["0815"] == ["place.respelled", "correction.elsewhere"]


@pytest.mark.parametrize("column", ["PLZ", "Ort", "Straße", "Bundesland"])
def test_a_row_that_changed_is_not_corrected(column: str) -> None:
    made = deciding(("d", "versetzt", 51, 11))
    changed = LIST.assign(**{column: LIST.get(column, pd.Series("", LIST.index)).mask(
        LIST["ID"] == "d", "Gera")})  # fmt: skip
    placed = mg.geocode(mg.read_participants(changed), corrections=made)
    assert "correction.row_changed" in codes(placed)["d"]
    assert "d" in mg.doubtful_rows(placed)["id"].to_list()
    assert placed.set_index("id")["match_source"]["d"] != "Korrektur"


def test_rows_that_are_gone_are_said_of_the_list() -> None:
    made = deciding(("x", "versetzt", 51, 11), ("d", "versetzt", 51, 11))
    made.loc[len(made)] = made.iloc[0].to_dict() | {"Liste": "Angebote"}
    placed = mg.geocode(people(), corrections=made)
    said = [one for one in Reading.of(placed).findings if "corrections" in one.code]
    assert [(one.code, one.get("n")) for one in said] == [
        ("list.corrections_lost", 1), ("list.corrections_elsewhere", 1),
    ]  # fmt: skip
    assert said[0].get("cells") == ("x",)
    again = mg.geocode(placed, corrections=made)
    pd.testing.assert_frame_equal(pd.DataFrame(again), pd.DataFrame(placed))
    assert again.attrs == placed.attrs
    bare = mg.geocode(placed)
    pd.testing.assert_frame_equal(pd.DataFrame(bare), pd.DataFrame(mg.geocode(people())))
    assert "corrections" not in str(bare.attrs["read"]["findings"])


def test_sites_and_people_of_one_id_are_told_apart() -> None:
    sites = mg.read_sites(SITES)
    placed = mg.geocode(sites, corrections=deciding(("d", "versetzt", 51, 11)))
    assert codes(placed)["d"] == []


def test_ids_and_numbers_survive_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "aus Excel.csv"
    made = deciding(("0815", "versetzt", "53,36", "13,06")).assign(Kennung="815")
    path.write_text(made.to_csv(index=False, sep=";"), encoding="cp1252")
    placed = mg.geocode(people(), corrections=path)
    assert codes(placed)["0815"] == ["correction.moved"]
    book = tmp_path / "Mappe.xlsx"
    made.assign(Breite=53.36, Länge=13.06, Datum=pd.Timestamp("2026-11-24")).to_excel(
        book, index=False
    )
    placed = mg.geocode(people(), corrections=[path, book])
    assert placed.set_index("id").geometry["0815"].coords[0] == (13.06, 53.36)


FAULTS = {
    "row 2: the list is unknown": {"Liste": "Gäste"},
    "row 2: it has no id": {"Kennung": ""},
    "row 2: its check": {"Prüfzeichen": "=1+1"},
    "row 2: the decision is unknown": {"Entscheidung": "vielleicht"},
    "row 2: latitude and longitude are no two numbers": {"Breite": "53.123.456"},
    "row 2: it lies far from Germany": {"Breite": "9,9", "Länge": "53,5"},
    "row 2: the date is none": {"Datum": "gestern"},
    "no file of corrections .* Breite": {"Breite": None},
}


@pytest.mark.parametrize("fault", FAULTS)
def test_faulty_rows_are_named(fault: str) -> None:
    made = deciding(("d", "versetzt", 51, 11)).astype(object)
    for name, value in FAULTS[fault].items():
        made = made.drop(columns=name) if value is None else made.assign(**{name: value})
    with pytest.raises(InputError, match=fault) as raised:
        mg.geocode(people(), corrections=made)
    assert explained(raised.value) != str(raised.value)


def test_rows_that_contradict_each_other_are_refused() -> None:
    one = deciding(("d", "versetzt", 51, 11))
    same = pd.concat([one, one], ignore_index=True)
    assert codes(mg.geocode(people(), corrections=same))["d"] == ["correction.moved"]
    with pytest.raises(InputError, match=r"row 2: another .*row 3: another"):
        mg.geocode(people(), corrections=same.assign(Breite=[51, 52]))


PLAIN = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=30)
MADE = {"Liste": "sites", "Prüfzeichen": "bcdf", "Entscheidung": "moved", "Breite": "51",
        "Länge": "11", "Datum": "2026-11-24"}  # fmt: skip


@given(PLAIN | st.sampled_from(["=1+1", "'=x", "-3", "@a", "a;=b", '"', "0E5", "+49 30"]))
def test_any_id_comes_back_as_it_was_written(id_: str) -> None:
    read = read_corrections(pd.DataFrame([MADE | {"Kennung": marked(id_)}]))
    assert [one.id for one in read] == [id_]


def test_a_sign_tells_little() -> None:
    signs = row_signs(people())
    assert signs.str.fullmatch("[bcdfghjkmnpqrstv]{4}").all()
    assert signs.is_unique
    assert row_signs(mg.geocode(people())).to_list() == signs.to_list()


def test_no_step_looks_at_a_row_that_was_decided() -> None:
    asked = []

    class Step:
        def find(self, rows: pd.DataFrame, _: Gazetteer) -> dict[int, Any]:
            asked.extend(rows["id"])
            return {}

        def describe(self) -> dict[str, Any]:
            return {}

    one = candidates_of(Gazetteer.embedded(), None, "Rothenburg", None)[0].match
    made = deciding(
        ("c", "gewählt", round(one.lat, 5), round(one.lon, 5)), ("d", "versetzt", 51, 11)
    )
    mg.geocode(people(), using=Step(), corrections=made)
    assert asked == ["0815", "b"]


@pytest.mark.slow
def test_command_line_and_study_file_take_them(tmp_path: Path, capsys: Any) -> None:
    LIST.to_csv(tmp_path / "liste.csv", index=False, sep=";")
    deciding(("b", "versetzt", 48.1, 11.5)).to_csv(tmp_path / "k.csv", index=False, sep=";")
    out, names = tmp_path / "o.csv", ("liste.csv", "k.csv")
    files = [str(tmp_path / name) for name in names]
    page = tmp_path / "karte.html"
    asked = ["geocode", files[0], "-o", str(out), "--map", str(page), "--corrections", files[1]]
    assert main(asked) == 0
    assert "Korrektur" in out.read_text(encoding="utf-8-sig")
    assert '"decision":"moved"' in page.read_text(encoding="utf-8")
    assert page.stat().st_mode & 0o077 == 0
    assert main([*asked[:-3], str(tmp_path / "karte.csv")]) == 2
    assert main(["geocode", files[0], "-o", files[1], "--corrections", files[1], "--force"]) == 2
    text = '[study]\nname="x"\ntitle="x"\nas_of=2026-11-26\n[outputs]\nfolder="o"\n'
    text += '[inputs]\nsites="s"\n'
    (tmp_path / "s.toml").write_text(text + 'corrections = ["k.csv", "m.csv"]\n', encoding="utf-8")
    plan = load_study(tmp_path / "s.toml")
    assert plan.inputs.files("corrections").paths == ("k.csv", "m.csv")
    (tmp_path / "s.toml").write_text(text + 'corrections = {path = "k"}\n', encoding="utf-8")
    with pytest.raises(InputError, match="corrections is one path"):
        load_study(tmp_path / "s.toml")
