"""A register: ids that stay, sources kept, nothing without consent, whole or not at all."""

import json
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest

from mintgeo._errors import InputError, OptionError, OutputError, TableError
from mintgeo._outputs import writing
from mintgeo._schema import registers
from mintgeo.register import Register, diff
from mintgeo.survey import read_survey
from tests.distorter import world

HOSTILE = '=HYPERLINK("http://x.example")</td><script>alert(1)</script>'


def offers() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": ["a!2", "a!3", "b!2"],
            "sender": ["werk", "werk", "biene"],
            "title": ["Löten lernen", "Drohnen steuern", "Im Bienenstock"],
            "provider": ["Werkhof", "Werkhof", "Imkerei Blume"],
            "postcode": ["07743", "07743", "99423"],
            "place": ["Jena", "Jena", "Weimar"],
            "email": ["a@werkhof-jena.de", "a@werkhof-jena.de", None],
            "contact": ["Anna Geheim", None, None],
            "remarks": [None, "intern: Geld fehlt", None],
            "consent": ["yes", "no", None],
        }
    )


def test_ids_never_change_for_unchanged_offers_over_three_rounds() -> None:
    made = world("offers", 150, seed=8).rows
    first = Register().update(made, as_of="2025-05-01")
    shuffled = made.sample(frac=1, random_state=1)
    second = first.update(
        shuffled.assign(id=[f"neu!{n}" for n in range(len(made))]), as_of="2026-05-01"
    )
    third = second.update(made.head(60).assign(id=[f"x{n}" for n in range(60)]), as_of="2027-05-01")
    assert (
        first.entries["id"].tolist()
        == second.entries["id"].tolist()
        == third.entries["id"].tolist()
    )
    assert not len(diff(first, second, public=False))
    assert set(second.history["event"]) == {"new"}
    ids = dict(zip(first.sources["sign"], first.sources["entry"], strict=True))
    assert dict(zip(third.sources["sign"], third.sources["entry"], strict=True)) == ids


def test_a_round_of_real_files_twice() -> None:
    read = read_survey(Path("data/raw/umfrage"), places=False).offers
    one = Register().update(read, as_of="2026-05-12")
    two = one.update(read.assign(id="n" + read["id"]), as_of="2027-05-12", complete=True)
    assert one.entries["id"].tolist() == two.entries["id"].tolist()
    assert len(two) == len(one) < len(read)


def test_changes_and_what_is_gone_and_back() -> None:
    old = Register().update(offers(), as_of="2026-01-01")
    table = offers().drop(index=1)
    table.loc[0, "email"] = "neu@werkhof-jena.de"
    table["topics"] = ["Technik; Physik", None]
    new = old.update(table, as_of="2027-01-01", complete=True)
    events = diff(old, new, public=False).table
    assert set(events.loc[events["event"] == "changed", "field"]) == {"email", "topics"}
    assert "gone" in set(events["event"])
    text = diff(old, new).text()
    assert "Geändert (1)" in text
    assert "jetzt Technik, Physik\n" in text  # what parts fields is not what parts their values
    assert "„Löten lernen“ (Werkhof, Jena)" in text
    assert "neu@werkhof-jena.de, vorher a@werkhof-jena.de" in text
    assert "Drohnen" not in text
    assert "Changed (1)" in diff(old, new).text(lang="en")
    back = new.update(offers(), as_of="2028-01-01")
    assert "back" in set(diff(new, back, public=False).table["event"])
    assert len(back.entries) == 3
    said = back.values[
        back.values["field"].eq("email") & back.values["id"].eq(back.entries.loc[0, "id"])
    ]
    assert set(said["value"]) == {'"a@werkhof-jena.de"', '"neu@werkhof-jena.de"'}
    assert said["chosen"].sum() == 1


def test_nothing_without_consent_is_published(tmp_path: Path) -> None:
    register = Register().update(offers(), as_of="2026-01-01")
    assert register.public()["title"].tolist() == ["Löten lernen"]
    for kind in ("csv", "geojson", "xlsx"):
        file = register.export(tmp_path / f"r.{kind}")
        cells = (
            []
            if kind != "xlsx"
            else [cell.value for rows in openpyxl.load_workbook(file).active for cell in rows]
        )
        text = " ".join(map(str, cells)) if cells else file.read_text(encoding="utf-8-sig")
        assert "Löten" in text
        for secret in ("Geheim", "intern", "Bienenstock", "Drohnen", "a!2"):
            assert secret not in text
    other = offers().head(1).assign(id="c!9", sender="fremd", consent=None, phone="0800 GEHEIM")
    both = register.update(other, as_of="2026-02-01")
    assert len(both) == 3
    assert "phone" not in both.public() or both.public()["phone"].isna().all()
    taken = both.update(offers().head(1).assign(consent="no"), as_of="2026-03-01")
    assert not len(taken.public())
    assert diff(both, taken).table["event"].tolist() == ["gone"]


def test_saved_and_loaded(tmp_path: Path) -> None:
    register = Register().update(offers(), as_of="2026-01-01").save(tmp_path / "r")
    again = Register.load(tmp_path / "r")
    for name in ("entries", "sources", "history"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(register, name))
    assert again.revision == register.revision
    bytes_ = {one.name: one.read_bytes() for one in (tmp_path / "r").rglob("*.*")}
    again.save(tmp_path / "r")
    assert {one.name: one.read_bytes() for one in (tmp_path / "r").rglob("*.*")} == bytes_
    assert (tmp_path / "r/register.json").stat().st_mode & 0o077 == 0


def test_two_writers(tmp_path: Path) -> None:
    """The second one to save is told, whether the first has ended or is still at work."""
    Register().update(offers(), as_of="2026-01-01").save(tmp_path)
    one, other = Register.load(tmp_path), Register.load(tmp_path)
    one.update(offers().head(1).assign(title="Neu"), as_of="2026-02-01").save(tmp_path)
    late = other.update(offers(), as_of="2026-02-01")
    with pytest.raises(OutputError, match="changed since"):
        late.save(tmp_path)
    with pytest.raises(OutputError, match="changed since"):
        Register().update(offers(), as_of="2026-02-01").save(tmp_path)
    with writing(tmp_path, parts={"survey"}), pytest.raises(OutputError, match="Another process"):
        Register.load(tmp_path).save(tmp_path)
    assert len(Register.load(tmp_path)) == 4


def test_tables_are_as_the_schema_says() -> None:
    old = Register().update(offers(), as_of="2026-01-01")
    new = old.update(offers().head(2).assign(phone="03641 9"), as_of="2027-01-01", complete=True)
    assert new.found is not None
    for one in (old, new):
        registers.ENTRIES.check(one.entries)
        registers.SOURCES.check(one.sources)
        registers.HISTORY.check(one.history)
        registers.VALUES.check(one.values)
    for public in (True, False):
        registers.CHANGES.check(diff(old, new, public=public).table)
    registers.DUPLICATE_PAIRS.check(new.found.pairs)


def test_a_status_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    register = Register().update(offers(), as_of="2026-01-01")
    replace(register, entries=register.entries.assign(status="sold")).save(tmp_path)
    with pytest.raises(TableError, match="'status' is not one of current"):
        Register.load(tmp_path)


def damaged(folder: Path, **more: object) -> None:
    file = folder / "register.json"
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), **more}), encoding="utf-8")


def test_next_years_version_and_damage_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mintgeo.register.files._TRIES", 1)
    Register().update(offers(), as_of="2026-01-01").save(tmp_path)
    damaged(tmp_path, format=2)
    before = {one: one.read_bytes() for one in tmp_path.rglob("*.*")}
    with pytest.raises(InputError, match="newer mintgeo"):
        Register.load(tmp_path)
    with pytest.raises(OutputError):
        Register().save(tmp_path)
    assert {one: one.read_bytes() for one in tmp_path.rglob("*.*")} == before
    for wrong in ("1", True, None, 0, [1]):
        damaged(tmp_path, format=wrong)
        with pytest.raises(InputError):
            Register.load(tmp_path)
    damaged(tmp_path, format=1)
    Register.load(tmp_path)
    file = tmp_path / "register/entries.parquet"
    file.write_bytes(file.read_bytes()[:-9])
    with pytest.raises(InputError, match="damaged"):
        Register.load(tmp_path)
    with pytest.raises(InputError, match="no register"):
        Register.load(tmp_path / "nirgends")


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    table = offers().assign(title=HOSTILE, consent="yes").head(1)
    register = Register().update(table, as_of="2026-01-01")
    sheet = openpyxl.load_workbook(register.export(tmp_path / "r.xlsx")).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == HOSTILE]
    assert [cell.data_type for cell in cells] == ["s"]
    assert "'=HYPER" in register.export(tmp_path / "r.csv").read_text("utf-8-sig")
    placed = gpd.read_file(register.export(tmp_path / "r.geojson"))
    assert placed["title"].tolist() == [HOSTILE]


def test_faulty_calls(tmp_path: Path) -> None:
    register = Register().update(offers(), as_of="2026-05-01")
    for day in ("2026", "01.05.2026", "2026-13-01", 5):
        with pytest.raises(OptionError, match="as_of"):
            register.update(offers(), as_of=day)  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="last round"):
        register.update(offers(), as_of="2025-01-01")
    with pytest.raises(OptionError, match="register of offers"):
        register.update(pd.DataFrame({"id": ["1"], "name": ["x"]}), as_of="2026-06-01")
    with pytest.raises(TableError, match="status"):
        register.update(offers().assign(status="x"), as_of="2026-06-01")
    with pytest.raises(OptionError, match=r"\.pdf"):
        register.export(tmp_path / "r.pdf")
    (tmp_path / "r.csv").write_text("meine", encoding="utf-8")
    with pytest.raises(OutputError):
        register.export(tmp_path / "r.csv")


def test_entries_are_joined_only_by_decision() -> None:
    table = offers().head(2).assign(title=["Löten", "Drohnen"])
    register = Register().update(table, as_of="2026-01-01")
    from mintgeo.duplicates.decisions import signs

    marks = signs(table)
    said = pd.DataFrame([{"a": "a!2", "check_a": marks[0], "b": "a!3", "check_b": marks[1],
                          "decision": "same", "date": "2026-01-02"}])  # fmt: skip
    joined = register.update(table, as_of="2026-01-02", decisions=said)
    assert len(joined) == 1
    assert set(joined.entries["status"]) == {"current", "merged"}
    assert joined.entries["id"].tolist() == register.entries["id"].tolist()
    later = joined.update(table, as_of="2026-01-03")
    assert len(later) == 1


def test_what_was_joined_is_parted_by_decision() -> None:
    from mintgeo.duplicates.decisions import signs

    table = offers().iloc[[0, 0, 2]].assign(id=["a", "b", "c"], phone=["03641 1111", None, None])
    register = Register().update(table, as_of="2026-01-01")
    assert len(register) == 2
    marks = signs(table)
    said = pd.DataFrame([{"a": "a", "check_a": marks[0], "b": "b", "check_b": marks[1],
                          "decision": "different", "date": "2026-01-02"}])  # fmt: skip
    parted = register.update(table, as_of="2026-01-02", decisions=said)
    assert len(parted) == 3
    assert set(register.entries["id"]) < set(parted.entries["id"])
    assert len(parted.update(table, as_of="2026-01-03", decisions=said)) == 3


def test_what_was_is_told_only_if_it_still_may_be() -> None:
    """Who says no yes any more, whose entry became one with a private one, who said no and left."""
    one = offers().head(1)
    by_two = pd.concat([one.assign(phone="030 111"), one.assign(id="b", sender="ilm")])
    old = Register().update(by_two, as_of="2026-01-01")
    silent = one.assign(phone="030 222", consent=None)
    asked = pd.concat([silent, one.assign(id="b", sender="ilm", phone="030 333")])
    said = diff(old, old.update(asked, as_of="2027-01-01")).text()
    assert "030 333" in said
    assert "030 111" not in said
    assert "030 222" not in said
    no = old.update(one.assign(consent="no"), as_of="2027-01-01")
    left = no.update(offers().tail(1), as_of="2028-01-01", complete=True)
    assert "Löten" not in diff(old, left).text()


@pytest.mark.parametrize("consent", [["yes", "no"], ["no", "yes"]])
def test_what_is_one_with_a_private_entry_is_gone(consent: list[str]) -> None:
    table = offers().head(2).assign(consent=consent)
    old = Register().update(table, as_of="2026-01-01")
    from mintgeo.duplicates.decisions import signs

    marks = signs(table)
    said = pd.DataFrame([{"a": "a!2", "check_a": marks[0], "b": "a!3", "check_b": marks[1],
                          "decision": "same", "date": "2026-01-02"}])  # fmt: skip
    events = diff(old, old.update(table, as_of="2026-01-02", decisions=said)).table
    assert events["event"].tolist() == ["gone"]
    assert events[["old", "new", "title", "place"]].isna().all(axis=None)


def test_two_that_are_kept_apart_are_two_next_year() -> None:
    """They differ only in what is not compared; both change, and nobody passes the decision."""
    from mintgeo.duplicates.decisions import signs

    table = offers().iloc[[0, 0]].assign(id=["a", "b"], description=["montags", "in den Ferien"])
    marks = signs(table)
    said = pd.DataFrame([{"a": "a", "check_a": marks[0], "b": "b", "check_b": marks[1],
                          "decision": "different", "date": "2026-01-02"}])  # fmt: skip
    old = Register().update(table, as_of="2026-01-02", decisions=said)
    later = table.iloc[::-1].assign(id=["x", "y"], description=["Ferien", "Montag im Keller"])
    new = old.update(later, as_of="2027-01-02", complete=True)
    assert new.entries["id"].tolist() == old.entries["id"].tolist()
    assert new.entries["description"].tolist() == ["Montag im Keller", "Ferien"]
    assert set(new.entries["status"]) == {"current"}


def test_another_folder_gets_a_state_of_its_own(tmp_path: Path) -> None:
    """What was loaded from one folder may be saved in one that holds no register yet."""
    Register().update(offers(), as_of="2026-01-01").save(tmp_path / "26")
    later = Register.load(tmp_path / "26").update(offers().head(1), as_of="2027-01-01")
    later.save(tmp_path / "27")
    assert [len(Register.load(tmp_path / one).rounds) for one in ("26", "27")] == [1, 2]
    with pytest.raises(OutputError, match="changed since"):
        Register.load(tmp_path / "26").save(tmp_path / "27", force=True)


def test_an_offer_that_many_have_keeps_its_id() -> None:
    """A title of many makes no pair likely; what is not compared changes in each of them."""
    table = pd.DataFrame({"id": [f"{n}" for n in range(90)], "title": "Girls'Day"})
    table = table.assign(provider="Werk " + table["id"], postcode="07743", place="Jena")
    old = Register().update(table, as_of="2026-01-01")
    later = table.iloc[::-1].assign(
        id=[f"x{n}" for n in range(len(table))], title=" girls'day", description="Löten"
    )
    new = old.update(later, as_of="2027-01-01", complete=True)
    assert new.entries["id"].tolist() == old.entries["id"].tolist()
    assert set(new.entries["status"]) == {"current"}
