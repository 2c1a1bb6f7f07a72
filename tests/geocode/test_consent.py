"""Whose rows may leave: places that read_sites() has read, as it has read them, and nobody else."""

import pickle
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mintgeo as mg
from mintgeo._errors import MintgeoError, PrivacyError
from tests.geocode.fake_server import FakeServer, ok, serving

CONSENT = mg.Consent(given_by="Netzwerk Süd", reason="Bogen", on=date(2026, 3, 4))
ADDRESS = {"Straße": ["Torstraße 1", "Torstraße 2"], "PLZ": ["17033"] * 2,
           "Ort": ["Neubrandenburg"] * 2}  # fmt: skip


def asked(table: pd.DataFrame, folder: Path, consent: mg.Consent | None = None) -> list[str]:
    """What a server is asked about a table; PrivacyError is fine, anything else is not."""
    with serving(lambda *_: ok()) as server:
        return told(server, table, folder, consent)


def told(
    server: FakeServer, table: pd.DataFrame, folder: Path, consent: mg.Consent | None
) -> list[str]:
    server.asked.clear()
    online = mg.Online(
        service="nominatim", url=server.url, contact="a@b.de", pause_s=0, wait_s=0, tries=1,
        cache=folder / f"{len(list(folder.iterdir()))}.sqlite", progress=False, consent=consent,
    )  # fmt: skip
    with suppress(PrivacyError):
        mg.geocode(table, using=[online])
    return list(server.queries)


def labs() -> pd.DataFrame:
    return mg.read_sites(pd.DataFrame({"Einrichtung": ["Lernlabor", "Zoo"], **ADDRESS}))


CHILDREN = {
    "names alone": {"Name": ["Zora Geheim", "Yuri Still"]},
    "turned round": {"Name": ["Geheim, Zora", "Still, Yuri"]},
    "with a title": {"Name": ["Frau Geheim (Labor)", "Familie Still, Verein"]},
    "one word": {"Name": ["zora", "yuri"]},
    "abroad": {"Name": ["Łucja Żak-Nowak", "Nguyễn Văn An"]},
    "called an institution": {"Einrichtung": ["Zora Geheim", "Yuri M. von Still"]},
    "first names apart": {"Vorname": ["Zora", "Yuri"], "Name": ["Schule", "Labor"]},
    "born": {"Name": ["Schule A", "Schule B"], "geb. am": ["1.2.2014", "3.4.2015"]},
    "date of birth": {"Einrichtung": ["Labor", "Zoo"], "Geburtsdatum": ["1.2.2014", "3.4.2015"]},
    "age": {"Name": ["Labor 1", "Labor 2"], "Alter": [11, 12]},
    "counted": {"Name": ["Labor 1", "Labor 2"], "Anzahl Kinder": [1, 1]},
    "counted shortly": {"Name": ["Labor 1", "Labor 2"], "TN": [1, 1]},
    "class": {"Schule": ["Schule A", "Schule B"], "Klasse": ["5a", "6b"]},
    "parents": {"Name": ["Kita A", "Kita B"], "Eltern": ["x", "y"]},
    "sex": {"Name": ["Kita A", "Kita B"], "Geschlecht": ["w", "m"]},
    "home": {"Einrichtung": ["Kita A", "Kita B"], "Wohnort": ["Neubrandenburg"] * 2},
    "their school": {"Schule": ["Goethe-Gymnasium", "Goethe-Gymnasium"]},
    "kind of school": {"Name": ["Zora Geheim", "Yuri Still"], "Schulart": ["Gymnasium"] * 2},
    "course": {"Name": ["Zora Geheim", "Yuri Still"], "Kategorie": ["Robotik-Labor"] * 2},
    "English": {"name": ["Labor 1", "Labor 2"], "child": ["Zora", "Yuri"]},
    "participants": {"name": ["Labor 1", "Labor 2"], "Teilnehmerin": ["Zora", "Yuri"]},
}


@pytest.mark.parametrize("kind", CHILDREN)
def test_children_that_were_read_as_sites_stay(kind: str, tmp_path: Path) -> None:
    cells = {**ADDRESS, **CHILDREN[kind]}
    if "Wohnort" in cells:
        del cells["Ort"]
    table = mg.read_sites(pd.DataFrame(cells))
    assert len(mg.withheld(table)) == 2
    if kind in ("names alone", "born", "their school"):
        assert asked(table, tmp_path) == []


def test_a_header_that_was_renamed_is_looked_at_as_it_was(tmp_path: Path) -> None:
    cells = pd.DataFrame({"Kind": ["Labor", "Zoo"], **ADDRESS})
    table = mg.read_sites(cells, columns={"Kind": "name"})
    assert asked(table, tmp_path) == []
    assert set(mg.withheld(table)["code"]) == {"people"}


PLACES = {
    "by their names": {"Name": ["MaxLab", "Freiwillige Feuerwehr Torgelow"]},
    "by their header": {"Institution": ["phaeno", "ix-quadrat"]},
    "by their kind": {"Name": ["phaeno", "Rabennest"], "Kategorie": ["Museum", "Kindergarten"]},
    "by their provider": {"Name": ["phaeno", "Rabennest"], "Träger": ["Stadt", "Land"]},
    "by their role": {"Name": ["Haus Anna", "Universum Bremen"], "Rolle": ["Angebot"] * 2},
    "by their company": {"Name": ["Meyer Optik GmbH", "Anna Schmidt e. V."]},
}


@pytest.mark.parametrize("kind", PLACES)
def test_places_are_asked_about(kind: str, tmp_path: Path) -> None:
    table = mg.read_sites(pd.DataFrame({**ADDRESS, **PLACES[kind]}))
    assert mg.withheld(table).empty
    if kind == "by their header":
        assert len(asked(table, tmp_path)) == 2


def test_the_callers_word_and_a_consent_both_count(tmp_path: Path) -> None:
    cells = pd.DataFrame({"Name": ["Haus Zora", "Yuri Still"], **ADDRESS, "Telefon": "1"})
    table = mg.read_sites(cells)
    assert asked(table, tmp_path) == []
    assert len(asked(table, tmp_path, CONSENT)) == 2
    sure = mg.read_sites(cells, certain=True)
    assert mg.withheld(sure).empty
    assert len(asked(sure, tmp_path)) == 2


def test_names_of_people_stay_even_with_consent(tmp_path: Path) -> None:
    table = mg.read_sites(
        pd.DataFrame({"Name": ["Frau Ina Leise"], "PLZ": "17033", "Ort": "Neubr"})
    )
    assert asked(table, tmp_path, CONSENT) == []


# ---------------------------------------------------------------- row by row, and unchanged

PERSON = {"street": "Geheimweg 7", "postcode": "20146", "place": "Hamburg"}


def in_place(table: pd.DataFrame) -> pd.DataFrame:
    table.loc[table.index[0], list(PERSON)] = list(PERSON.values())
    return table


def only_street(table: pd.DataFrame) -> pd.DataFrame:
    table["street"] = [PERSON["street"], table["street"].iloc[1]]
    return table


def appended(table: pd.DataFrame) -> pd.DataFrame:
    new = table.iloc[[0]].assign(id="new", **PERSON)
    out = pd.concat([new, table.iloc[[1]]])
    out.attrs = dict(table.attrs)
    return out


def enlarged(table: pd.DataFrame) -> pd.DataFrame:
    table = table.astype(object)
    table.loc[99] = table.loc[table.index[0]]
    table.loc[99, ["id", *PERSON]] = ["99", *PERSON.values()]
    return table.drop(index=table.index[0])


def merged(table: pd.DataFrame) -> pd.DataFrame:
    other = pd.DataFrame({"id": table["id"], "street": [PERSON["street"], "Torstraße 2"]})
    out = table.drop(columns="street").merge(other, on="id")
    out.attrs = dict(table.attrs)
    return out


def swapped(table: pd.DataFrame) -> pd.DataFrame:
    table["name"] = [PERSON["street"], table["name"].iloc[1]]
    return table


def replaced(table: pd.DataFrame) -> pd.DataFrame:
    return table.replace({"street": {"Torstraße 1": PERSON["street"]}})


CHANGES: list[Callable[[pd.DataFrame], pd.DataFrame]] = [
    in_place, only_street, appended, enlarged, merged, swapped, replaced,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_row_that_is_not_as_it_was_read_stays(
    change: Callable[[pd.DataFrame], pd.DataFrame], tmp_path: Path
) -> None:
    table = change(labs())
    questions = asked(table, tmp_path)
    assert not any("Geheim" in question for question in questions)
    assert questions == ["Torstraße 2, 17033 Neubrandenburg, Deutschland"]
    assert mg.withheld(table)["code"].tolist() == ["unread"]


KEEPS: list[Callable[[pd.DataFrame], pd.DataFrame]] = [
    lambda table: table.copy(),
    lambda table: table.sort_values("name", ascending=False),
    lambda table: table.reset_index(drop=True),
    lambda table: table[
        ["id", "name", "role", "street", "postcode", "place", "state", "lat", "lon"]
    ],
    lambda table: pickle.loads(pickle.dumps(table)),  # noqa: S301
    lambda table: pd.concat([table.head(1), table.tail(1)]),
    mg.geocode,
]


@pytest.mark.parametrize("number", range(len(KEEPS)))
def test_a_row_that_only_moved_may_leave(number: int, tmp_path: Path) -> None:
    assert len(asked(KEEPS[number](labs()), tmp_path)) == 2


def test_attributes_are_no_proof(tmp_path: Path) -> None:
    """Participants dressed as sites, with everything that a table of sites carries."""
    people = mg.read_participants(pd.DataFrame(ADDRESS).replace("Torstraße", "Weg", regex=True))
    dressed = people.drop(columns="count").assign(name="Lernlabor", role="offer")
    dressed.attrs = dict(labs().attrs)
    assert asked(dressed, tmp_path) == []
    assert set(mg.withheld(dressed)["code"]) == {"unread"}
    dressed.attrs = {}
    assert set(mg.withheld(dressed)["code"]) == {"not_sites"}
    assert asked(dressed, tmp_path) == []


def test_it_is_said_per_row_and_what_may_leave_leaves(tmp_path: Path) -> None:
    cells = pd.DataFrame({"Name": ["Zora Geheim", "Lernlabor"], **ADDRESS})
    table = mg.read_sites(cells)
    with serving(lambda *_: ok()) as server:
        online = mg.Online(service="nominatim", url=server.url, contact="a@b.de", pause_s=0,
                           cache=tmp_path / "a.sqlite", progress=False)  # fmt: skip
        out = mg.geocode(table, using=[online])
    assert server.queries == ["Torstraße 2, 17033 Neubrandenburg, Deutschland"]
    first, second = out["match_note"]
    assert "nicht gefragt, der Name liest sich wie der eines Menschen" in first
    assert "nicht gefragt" not in second
    assert mg.withheld(table)[["id", "code"]].to_numpy().tolist() == [["1", "person"]]


def test_a_step_of_somebody_else_sees_no_name_of_a_person() -> None:
    seen: list[object] = []

    class Spy:
        def find(self, rows: pd.DataFrame, known: object) -> dict[int, object]:  # noqa: ARG002
            seen.extend(rows["name"].dropna())
            return {}

        def describe(self) -> dict[str, object]:
            return {"step": "Spy"}

    cells = pd.DataFrame({"Name": ["Zora Geheim", "Lernlabor"], **ADDRESS})
    mg.geocode(mg.read_sites(cells), using=[Spy()])  # type: ignore[list-item]
    assert seen == ["Lernlabor"]


LABS = labs()


@settings(max_examples=40)
@given(
    st.lists(st.sampled_from(["name", "street", "postcode", "place"]), min_size=1, unique=True),
    st.text(min_size=1, max_size=12),
)
def test_any_other_text_in_a_cell_that_would_be_sent_is_seen(columns: list[str], text: str) -> None:
    table = LABS.copy()
    before = table.loc[table.index[0], columns].astype(str).tolist()
    table.loc[table.index[0], columns] = text
    expected = [] if all(one == text for one in before) else ["unread"]
    assert mg.withheld(table)["code"].tolist() == expected


def test_an_empty_table_and_one_of_strangers_are_listed() -> None:
    strange = pd.DataFrame({"street": ["x"]})
    doubled = labs()
    doubled = doubled[[*doubled.columns, "name"]]
    assert set(mg.withheld(doubled)["code"]) == {"not_sites"}
    assert mg.withheld(strange)["code"].tolist() == ["not_sites"]
    assert mg.withheld(labs().iloc[:0]).empty
    assert issubclass(PrivacyError, MintgeoError)
