"""What saves time when addresses are placed changes nothing of what is found."""

import gc
import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz, process

import mintgeo as mg
from mintgeo._collector import resting, seldom
from mintgeo.addresses import pieces, streets
from mintgeo.addresses.pools import number_in
from mintgeo.addresses.similarity import ALIKE, FULL, Names, likest
from mintgeo.addresses.streets import SPELLINGS, letters_of, street_key, street_words

VILLAGE = Path(__file__).with_name("kleindorf.osm")
WORDS = sorted({word for pattern, _ in SPELLINGS for word in re.findall("[a-z]+", pattern)})
SHORT = st.sampled_from([*WORDS, "", "ä", "der", "Weg", "STRASSE", "17", "ſ", "ring", "al", "w"])
ENDS = st.sampled_from(["", ".", " ", ". ", "-", ".-", "_", "\n", "\u00a0"])
NAMES = st.lists(st.tuples(SHORT, ENDS).map("".join), min_size=1, max_size=5).map("".join)


@given(NAMES)
@settings(max_examples=60, deadline=None)
def test_no_spelling_fits_without_its_letters(name: str) -> None:
    text = name.casefold()
    for pattern, _ in SPELLINGS:
        if re.search(pattern, text):
            assert any(letters in text for letters in letters_of(pattern)), (pattern, text)


@given(NAMES)
@settings(max_examples=60, deadline=None)
def test_words_are_those_of_all_rules_in_a_row(name: str) -> None:
    text = name.casefold().translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"}))
    text = re.sub(r"[\s_]+", " ", text).strip()
    for pattern, full in SPELLINGS:
        text = re.sub(pattern, full, text)
    kind = re.compile(rf"(?<=[a-z]{{3}})({'|'.join(streets.TYPES)})$")
    words = [kind.sub(r" \1", word) for word in re.findall(r"[^\W_]+", text)]
    assert street_words(name) == tuple(" ".join(words).split())


@given(NAMES)
@settings(max_examples=50, deadline=None)
def test_a_key_holds_the_number_of_its_name(name: str) -> None:
    assert number_in(name) in street_key(name)


@given(st.lists(st.sampled_from(["Park", "str", "Straße", "STRASSE", "ſtr", "weg.", "hof..", "x"]),
                max_size=4), st.sampled_from(["-", " ", "", "\u2003"]))  # fmt: skip
@settings(max_examples=50, deadline=None)
def test_what_follows_the_kind_of_a_street_is_seen(words: list[str], between: str) -> None:
    name = between.join(words)
    assert pieces.has_more(name) == (pieces._INSIDE.search(name) is not None)


KEYS = ("hauptstr", "hauptstrasse", "hauptweg", "haupstr", "lindenstr", "lindenallee", "birkenweg",
        "dorfstr", *(f"weg{letter}str" for letter in "abcdefghijkl"))  # fmt: skip


@given(st.lists(st.sampled_from([*KEYS, "hauptsrt", "lindestr", "wegstr", "wgestr", ""]) |
                st.text("adehlnprstuw", max_size=12), max_size=12))  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_comparing_many_at_once_finds_what_each_alone_would(keys: list[str]) -> None:
    alone, together = (Names({key: key for key in KEYS}) for _ in range(2))
    together.compare(keys)
    for key in keys:
        assert together.near(key) == alone.near(key)
        best = process.extract(key, KEYS, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=8)
        found = [(one.row, one.score) for one in alone.near(key)]
        assert found[: len(best)] == [(row, score) for _, score, row in best]
        assert all(score >= FULL for _, score in found[len(best) :])
        if key:
            assert likest(key, together) == likest(key, alone)


@pytest.fixture(scope="module")
def index() -> mg.AddressIndex:
    return mg.AddressIndex.from_osm(VILLAGE, progress=False)


def test_what_is_often_asked_about_is_answered_as_before(index: mg.AddressIndex) -> None:
    columns = {"postcode": index.in_postcode, "place": index.in_place}
    asked = [(ask, key, value) for kind, ask in columns.items()
             for value in ("17033", "neubrandenburg", "eichhof", "nirgendwo", "")
             for key in (*index.names(kind, value), "keinestr")]  # fmt: skip
    first = [ask(key, value) for ask, key, value in asked]
    assert any(first)
    for _ in range(25):
        for ask, key, value in asked:
            ask(key, value)
    assert [ask(key, value) for ask, key, value in asked] == first
    assert not index.may_hold("545", "17033", ("neubrandenburg",))


def test_rows_together_are_placed_as_each_alone(index: mg.AddressIndex) -> None:
    lines = ["Ahornstraße 5", "Ahronstr. 1", "Buchnweg 3a", "Buchenweg 8", "Ahornstrase 5", "-"]
    table = pd.DataFrame({"Straße": lines * 8, "Name": "Schule"})
    table["PLZ"] = (["17033"] * 6 + ["17039"] * 6 + [None] * 6 + ["71033"] * 6) * 2
    table["Ort"] = ["Neubrandenburg"] * 36 + [None] * 12
    sites = mg.read_sites(table)
    columns = ["geometry", "match_level", "radius_m", "match_score", "findings", "match_note"]
    together = mg.geocode(sites, using=[index])
    for row in range(0, len(sites), 9):
        alone = mg.geocode(sites.iloc[[row]], using=[index])
        one = pd.DataFrame(together.iloc[[row]][columns])
        pd.testing.assert_frame_equal(pd.DataFrame(alone[columns]), one)


@resting()
def _fails() -> None:
    with resting():
        assert not gc.isenabled()
    assert not gc.isenabled()
    raise ValueError("inside")


def test_the_collector_looks_less_often_only_inside() -> None:
    before = gc.get_threshold()
    with seldom():
        assert gc.get_threshold()[0] >= 10 * before[0] or before[0] >= 20_000
    assert gc.get_threshold() == before


def test_the_collector_rests_only_inside() -> None:
    assert gc.isenabled()
    with pytest.raises(ValueError, match="inside"):
        _fails()
    assert gc.isenabled()
