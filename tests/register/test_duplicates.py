"""Duplicates against labelled pairs of a distorter that knows nothing of the code."""

from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mintgeo._errors import InputError, OptionError, TableError
from mintgeo.duplicates import DuplicateOptions, Duplicates, find_duplicates, merge
from mintgeo.duplicates.contacts import phone_key
from mintgeo.duplicates.decisions import signs
from mintgeo.duplicates.names import alike, compare_names
from mintgeo.duplicates.words import words_of
from tests.distorter import World, world


def same(found: Duplicates) -> set[tuple[str, str]]:
    """Pairs of rows that are in one group."""
    groups = found.groups.groupby(found.groups).groups.values()
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def shares(made: World) -> tuple[float, float]:
    got, true = same(find_duplicates(made.rows)), made.true_pairs
    return len(got & true) / len(got), len(got & true) / len(true)


@pytest.mark.parametrize("kind", ["sites", "offers"])
def test_pairs_of_the_distorter(kind: str) -> None:
    precision, recall = shares(world(kind, 500, seed=31))
    assert precision >= 0.99
    assert recall >= 0.95


@pytest.mark.verify
@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("kind", ["sites", "offers"])
def test_many_pairs_of_the_distorter(kind: str, seed: int) -> None:
    precision, recall = shares(world(kind, 1200, seed=seed))
    print(f"{kind} {seed}: precision {precision:.4f}, recall {recall:.4f}")
    assert precision >= 0.99
    assert recall >= 0.95


def test_probabilities_mean_what_they_say() -> None:
    """Of pairs taken for the same, about as many are as their probabilities promise, or more."""
    made = world("sites", 500, seed=5)
    pairs = find_duplicates(made.rows).pairs
    likely = pairs[pairs["probability"] >= 0.9]
    true = [
        tuple(sorted(pair)) in made.true_pairs
        for pair in zip(likely["a"], likely["b"], strict=True)
    ]
    assert sum(true) / len(true) >= likely["probability"].mean() - 0.02


@pytest.mark.parametrize(("one", "other", "level"), [
    ("Freiw. Feuerwehr Adorf", "FFW Adorf e.V.", "near"),
    ("Museum für Naturkunde", "Naturkundemuseum", "kind"),
    ("Grundschule Nord", "Grundschule Süd", "contrary"),
    ("Schülerlabor Westflügel", "Schülerlabor Ostflügel", "contrary"),
    ("Löten 1", "Löten 2", "contrary"),
    ("Löten", "Löten II", "contrary"),
    ("Grundschule Curie", "Gymnasium Curie", "contrary"),
    ("Müller-Werkstatt", "Mueller Werkstatt GmbH & Co. KG", "equal"),
    ("Müller UG (haftungsbeschränkt) & Co. KG", "Müller Gesellschaft mbH", "equal"),
    ("Müller G.m.b.H. und Co. KG", "Müller Aktiengesellschaft", "equal"),
    ("Löten Sa", "Löten So", "contrary"),
    ("Haus der Bienen", "Werkhof", "other"),
    ("Deutsches Rotes Kreuz KV Jura", "Rotes Kreuz Kreisverb. Jura, Deutsches", "near"),
    ("HTW Aula", "Hochschule für Technik und Wirtschaft, Aula", "equal"),
    ("Imkerei Blume, Geschäftsstelle", "Imkerei Blume", "equal"),
    ("Carl-Zeiss-Labor", "Karl-Zeiss-Labor", "near"), ("Fotovoltaik", "Photovoltaik", "near"),
    ("Mikrobiologie Blume", "Makrobiologie Blume", "contrary"),
    ("Labor Blume Gastronomie", "Labor Blume Astronomie", "contrary"),
    ("Haus der Unkräuter", "Haus der Kräuter", "contrary"),
    ("Stadtarchiv", "Musikschule", "contrary"),
    ("Lise-Meitner-Schule", "Meitner Gesamtschule Lise", "contrary"),
    ("", "Werkhof", "missing"),
])  # fmt: skip
def test_names(one: str, other: str, level: str) -> None:
    found = compare_names(words_of(one), words_of(other), ())
    assert found == level or (level, found) == ("near", "equal")
    assert compare_names(words_of(other), words_of(one), ()) == found


@given(st.text(max_size=30), st.text(max_size=30))
@settings(max_examples=60)
def test_any_names_compare_alike_both_ways(one: str, other: str) -> None:
    left, right = words_of(one), words_of(other)
    assert compare_names(left, left, ()) in {"equal", "kind", "vague", "missing"}
    for a in left:
        for b in right:
            assert alike(a, b) == alike(b, a)


@pytest.mark.parametrize(
    "text", ["+49 3641 55-12", "0049 (0)3641 5512", "(03641) 55 12", "3641/5512"]
)
def test_phones(text: str) -> None:
    assert phone_key(text) == "036415512"


def row(id_: str, name: str, street: str = "Weg 1", **more: object) -> dict[str, object]:
    return {"id": id_, "name": name, "street": street, "postcode": "07743", "place": "Jena", **more}


BOTH = {"email": "post@werkhof-jena.de", "phone": "03641 4711"}
HOME = {"url": "https://werkhof-jena.de"}


@pytest.mark.parametrize(("one", "other", "verdict"), [
    (row("a", "Stadtarchiv Jena", **BOTH), row("b", "Musikschule Jena", **BOTH), "unsure"),
    (row("a", "Stadtarchiv", **BOTH), row("b", "Musikschule", **BOTH), "unsure"),
    (row("a", "Werkhof Jena", **BOTH), row("b", "Lernwelten Jena", **BOTH), "same"),
    (row("a", "Stadtbücherei"), row("b", "Stadtbibliothek Jena"), "same"),
    (row("a", "Werkhof", "Weg 12"), row("b", "Werkhof", "Weg 14-16"), "same"),
    (row("a", "Werkhof", "Weg 12"), row("b", "Werkhof", "Weg 90"), "unsure"),
    (row("a", "Werkhof", "Straße des 17. Juni 3"), row("b", "Werkhof", "Straße des 17. Juni 60"),
     "unsure"),
    (row("a", "Werkhof", "Weg 12", **HOME, email="nord@werkhof-jena.de", phone="03641 1111"),
     row("b", "Werkhof", "Gasse 2", **HOME, email="west@werkhof-jena.de", phone="03641 2222"),
     "unsure"),
    (row("a", "Werkhof", "Weg 12", **HOME), row("b", "Werkhof", "Gasse 2", **HOME), "same"),
])  # fmt: skip
def test_what_leaves_no_doubt_and_what_does(
    one: dict[str, object], other: dict[str, object], verdict: str
) -> None:
    """Branches of a network, offices of a town in one house; new names, doors side by side."""
    assert find_duplicates(pd.DataFrame([one, other])).pairs["verdict"].tolist() == [verdict]


def test_no_chain_joins_what_differs() -> None:
    """The middle one is like both others, which differ."""
    table = pd.DataFrame(
        [
            row("a", "Sternwarte Urania Nord", phone="03641 111111", email="a@urania-jena.de"),
            row("b", "Sternwarte Urania", phone="03641 111111", email="a@urania-jena.de"),
            row(
                "c",
                "Sternwarte Urania Süd",
                "Gasse 9",
                phone="03641 222222",
                email="a@urania-jena.de",
            ),
        ]
    )
    groups = find_duplicates(table).groups
    assert groups["a"] != groups["c"]


def test_decisions_count_first_and_survive_new_ids() -> None:
    table = pd.DataFrame(
        [row("a", "Werkhof"), row("b", "Werkhof"), row("c", "Imkerei Blume", "Feld 3")]
    )
    marks = dict(zip(table["id"], signs(table), strict=True))
    assert find_duplicates(table).groups["a"] == find_duplicates(table).groups["b"]

    def said(one: str, other: str, decision: str) -> pd.DataFrame:
        return pd.DataFrame({
            "Eintrag 1": [one], "Prüfzeichen 1": [marks[one]], "Eintrag 2": [other],
            "Prüfzeichen 2": [marks[other]], "Entscheidung": [decision], "Datum": ["26.11.2026"],
        })  # fmt: skip

    apart = find_duplicates(table, decisions=said("a", "c", "dasselbe"))
    assert apart.groups["a"] == apart.groups["c"]
    assert "decided" in set(apart.pairs["why"])
    changed = table.assign(id=["x", "y", "z"], name=["Werkhof", "Werkhof Ost", "Imkerei Blume"])
    unknown = find_duplicates(changed, decisions=said("a", "b", "same"))
    assert len(unknown.unused) == 1


def test_decisions_know_rows_that_are_equal_but_for_their_ids() -> None:
    """A spreadsheet takes zeros away, the page writes one space for several."""
    table = pd.DataFrame([row("007", "Werkhof"), row("0  8", "Werkhof"), row("9", "Werkhof")])
    mark = signs(table)[0]
    saved = {"a": "7", "check_a": mark, "b": "0 8", "check_b": mark, "decision": "different",
             "date": "2026-01-01"}  # fmt: skip
    found = find_duplicates(table, decisions=pd.DataFrame([saved]))
    assert found.groups["007"] != found.groups["0  8"]
    assert not len(found.unused)


def test_the_later_decision_counts_whatever_the_ids_were_then() -> None:
    table = pd.DataFrame([row("x", "Werkhof"), row("y", "Imkerei Blume", "Feld 3")])
    marks = signs(table)
    new = {"a": "x", "check_a": marks[0], "b": "y", "check_b": marks[1], "decision": "same",
           "date": "2026-03-01"}  # fmt: skip
    old = {**new, "a": "alt!1", "b": "alt!2", "decision": "different", "date": "2026-02-01"}
    for said in ([new, old], [old, new]):
        groups = find_duplicates(table, decisions=pd.DataFrame(said)).groups
        assert groups["x"] == groups["y"]


def test_contradicting_and_damaged_decisions_are_refused() -> None:
    table = pd.DataFrame([row("a", "Werkhof"), row("b", "Werkhof")])
    good = {
        "a": "a",
        "check_a": "bbbbbb",
        "b": "b",
        "check_b": "cccccc",
        "decision": "same",
        "date": "2026-01-01",
    }
    for wrong in ({"decision": "vielleicht"}, {"check_a": "12"}, {"date": "gestern"}, {"a": ""}):
        with pytest.raises(InputError, match="row 2"):
            find_duplicates(table, decisions=pd.DataFrame([{**good, **wrong}]))
    with pytest.raises(InputError, match="contradict"):
        find_duplicates(table, decisions=pd.DataFrame([good, {**good, "decision": "different"}]))
    with pytest.raises(InputError, match="columns"):
        find_duplicates(table, decisions=pd.DataFrame({"a": ["x"]}))


def test_merging_keeps_every_value_and_is_strict_about_consent() -> None:
    offers = pd.DataFrame(
        {
            "id": ["1", "2", "3"],
            "title": ["Löten lernen", "Löten  lernen", "Bienen"],
            "provider": ["Werkhof", "Werkhof e.V.", "Imkerei"],
            "postcode": ["07743"] * 3,
            "place": ["Jena"] * 3,
            "email": ["a@werkhof-jena.de", "a@werkhof-jena.de", None],
            "phone": ["03641 1", None, None],
            "submitted": ["2026-05-01T10:00:00", "2026-06-01T10:00:00", None],
            "consent": ["yes", "no", "yes"],
        }
    )
    merged = merge(offers, find_duplicates(offers))
    assert merged.entries["id"].tolist() == ["1", "3"]
    first = merged.entries.iloc[0]
    assert (first["provider"], first["phone"], first["consent"]) == (
        "Werkhof e.V.",
        "03641 1",
        "no",
    )
    said = merged.values[merged.values["id"].eq("1") & merged.values["field"].eq("provider")]
    assert dict(zip(said["origin"], said["chosen"], strict=True)) == {"1": False, "2": True}
    assert "provider" in first["differing"]


def test_odd_tables() -> None:
    empty = find_duplicates(pd.DataFrame({"id": [], "title": []}))
    assert len(empty.pairs) == len(empty.groups) == 0
    assert len(find_duplicates(pd.DataFrame({"id": [1], "name": [None]})).groups) == 1
    with pytest.raises(TableError, match="own"):
        find_duplicates(pd.DataFrame({"id": ["1", "1"], "name": ["a", "b"]}))
    with pytest.raises(TableError, match="'title'"):
        find_duplicates(pd.DataFrame({"id": ["1"]}))
    with pytest.raises(OptionError):
        DuplicateOptions(same=0.1, unsure=0.5)
    table = pd.DataFrame({"id": ["1"], "name": ["a"], "origin": ["x"]})
    found = find_duplicates(table)
    with pytest.raises(TableError, match="origin"):
        merge(table, found)


def test_keys_of_too_many_rows_are_said() -> None:
    table = pd.DataFrame([row(str(n), f"Verein {n:03}", f"Weg {n}") for n in range(12)])
    found = find_duplicates(table, options=DuplicateOptions(block=5))
    assert "postcode" in set(found.skipped["key"])
