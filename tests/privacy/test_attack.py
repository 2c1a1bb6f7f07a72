"""An intruder tries: proof of small counts, averaging, candidate lists; what is left to read."""

import hashlib
from pathlib import Path

import numpy as np
import pytest

import mintgeo as mg
from mintgeo.privacy import audit, public_tables
from mintgeo.privacy.infer import Published, betrayed
from mintgeo.privacy.key import VARIABLE
from tests.privacy.attacker import small, told, truths
from tests.privacy.confirming import confirmed_by_noise
from tests.privacy.difference import numbers_of
from tests.privacy.law import AREAS, LANDS, OUTSIDE, Law, Numbers, keyed, land_of, publish
from tests.privacy.programs import Publication
from tests.privacy.published import read, seen, seen_in, tables_of
from tests.privacy.studies import Made, elsewhere, make, of_rows, pool, rows

ATTEMPTS = 64


def run_of(made: Made, mode: str = "car", title: str = "T") -> mg.Run:
    """What of a run depends on participants."""
    return mg.Run(
        name="t", title=title, as_of="2026-11-26", vintages=(), attributions=(), inputs={},
        parameters={"modes": [mode], "variant": "full"}, tables=tables_of(made, mode=mode),
    )  # fmt: skip


def list_of(counts: dict[str, int], venue: str | None = None) -> Made:
    """A list with so many people in each Kreis."""
    chosen: list[int] = []
    for area, count in counts.items():
        there = np.flatnonzero((rows()["ags_kreis"] == area).to_numpy())
        there = there if area != OUTSIDE else np.array([len(pool()) + len(elsewhere()) - 1])
        chosen += [int(there[place % len(there)]) for place in range(count)]
    return of_rows(chosen, kind="given", venue=venue)


# --- the attacker finds what is there ------------------------------------------------------------


@pytest.mark.parametrize(
    ("numbers", "least", "most"),
    [
        # at most 20 in all, 10 of them shown at least
        (Numbers(total=10, laender={}, kreise={"04012": 20, "12060": 10}), 0, 10),
        # at most 20 in all, and all of them in one Kreis
        (Numbers(total=10, laender={"04": 30}, kreise={"04012": 30}), 0, 0),
        # at most 25 in all, 15 of them in one Land
        (
            Numbers(total=15, laender={"13": 25}, kreise={"13071": 20, "13072": 15, "13073": 10}),
            0,
            10,
        ),
    ],
)
def test_the_programs_prove_what_can_be_proven(numbers: Numbers, least: int, most: int) -> None:
    found = {areas: (one.least, one.most)
             for one in told(Publication(numbers=numbers)) for areas in one.areas}  # fmt: skip
    assert found["01"] == found["01001"] == (least, most)


def test_other_numbers_are_other_people_only_if_the_rule_says_so() -> None:
    numbers = Numbers(total=25, laender={"04": 25}, kreise={"04011": 20})
    for same, least in ((True, 1), (False, 0)):
        seen_so = Publication(numbers=numbers, law=Law(same_people=same))
        found = {one.areas[0]: one for one in told(seen_so)}
        assert found["04012"].least == least


@pytest.mark.parametrize(("number", "leaks"), [(20, False), (25, False), (30, True)])
def test_the_package_finds_what_the_attacker_proves(number: int, leaks: bool) -> None:
    members = {land: tuple(area for area in AREAS if land_of(area) == land) for land in LANDS}
    theirs = Published(
        total=10, laender={**dict.fromkeys(LANDS), "04": number}, members=members,
        kreise={area: number if area == "04012" else None for area in AREAS},
    )  # fmt: skip
    told_so = Numbers(total=10, laender={"04": number}, kreise={"04012": number})
    found = small(Publication(numbers=told_so))
    assert bool(found) == bool(betrayed(theirs)) == leaks


# --- proofs --------------------------------------------------------------------------------------


def _attacked(seeds: range, folder: Path) -> tuple[int, list[str]]:
    """Publish, read the bytes, attack; how many were told anything, and what leaked.

    The package's own auditor is asked for every tenth.
    """
    shown, leaks = 0, []
    for seed in seeds:
        made = make(seed)
        home = run_of(made).public().save(folder)
        publication = seen_in(home)
        if publication.numbers.total is None:
            continue
        shown += 1
        assert seed % 10 or not audit(home)
        found = small(publication)
        hit = truths(made.counts) & {area for one in found for area in one.areas}
        leaks += [f"{seed} {made.kind}: {found[0]}, true {sorted(hit)}"] if found else []
    return shown, leaks


@pytest.mark.slow
def test_no_count_below_five_is_proven(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "a key that nobody knows")
    shown, leaks = _attacked(range(60), tmp_path)
    assert shown > 30
    assert not leaks


@pytest.mark.verify
def test_no_count_below_five_is_proven_of_a_thousand_studies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "another key that nobody knows")
    shown, leaks = _attacked(range(1000, 2000), tmp_path)
    print(f"1,000 studies, {shown} told anything, {len(leaks)} leaks")
    assert not leaks


@pytest.mark.slow
@pytest.mark.parametrize("counts", [{"04011": 8, "04012": 1}, {"13071": 7, "13072": 1}])
def test_that_no_way_is_told_tells_nothing(counts: dict[str, int]) -> None:
    tables = tables_of(list_of(counts, "Bremen"))
    for key in range(12):
        publication = seen(public_tables(tables, key=bytes([key] * 32)))
        assert publication.numbers.total is None or not small(publication)


@pytest.mark.slow
def test_published_numbers_are_those_of_the_documented_rule() -> None:
    for seed in range(25):
        counts, key = make(seed).counts, bytes([seed] * 32)
        found = numbers_of(counts, key)
        redrawn = (publish(counts, keyed(key, counts, attempt=n)) for n in range(ATTEMPTS))
        assert any(one == found for one in redrawn)


@pytest.mark.slow
def test_nobody_tells_whether_somebody_has_no_place() -> None:
    """Areas without a number have no row, whoever is in the list."""
    for counts in (
        {"13071": 40},
        {"13071": 40, OUTSIDE: 1},
        {"13071": 20, "04011": 20, OUTSIDE: 9},
    ):
        for key in range(8):
            public = public_tables(tables_of(list_of(counts)), key=bytes([key] * 32))
            told = [public[f"participation_{by}"] for by in ("land", "kreis")]
            assert all(table["participants"].notna().all() for table in told)
            assert [OUTSIDE in set(table["ags"]) for table in told] == [
                OUTSIDE in numbers for numbers in (read(public).laender, read(public).kreise)
            ]


# --- candidate lists -----------------------------------------------------------------------------


@pytest.mark.slow
def test_no_list_is_confirmed_by_noise_without_the_key() -> None:
    for seed in range(3):
        counts = make(seed, kind="land", size=300).counts
        secret = hashlib.sha256(f"key {seed}".encode()).digest()
        found = numbers_of(counts, secret)
        if len(found.kreise) >= 8:  # of fewer numbers, some key gives the same by chance
            assert not confirmed_by_noise(found, counts, "T", "t", "2026-11-26")
            assert publish(counts, keyed(secret, counts)) == found


# --- averaging -----------------------------------------------------------------------------------


@pytest.mark.slow
def test_twenty_publications_of_a_list_average_to_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(VARIABLE, "a key that nobody knows")
    made = make(1, kind="few", size=120)
    chance, numbers, ways = np.random.default_rng(3), [], {}
    for number in range(20):
        order = chance.permutation(made.people["row"].to_numpy())
        again = of_rows(order, kind=made.kind, venue=None if number % 4 else "Waren")
        mode = ("car", "bike", "foot")[number % 3]
        public = run_of(again, mode, f"Titel {number}").public()
        told_now = read(public.tables)
        numbers.append((told_now.total, told_now.laender, told_now.kreise))
        if again.venue:
            ways.setdefault(mode, set()).add(told_now.way_km)
    assert all(one == numbers[0] for one in numbers)
    assert all(len(told_ways) == 1 for told_ways in ways.values())


# --- what is left to read ------------------------------------------------------------------------


def utility(kind: str, size: int, tries: int) -> tuple[float, float]:
    """Share of participants whose Land, and whose Kreis, is shown."""
    shares = []
    for seed in range(tries):
        counts = make(9000 + seed, kind=kind, size=size).counts
        found = numbers_of(counts, bytes([seed % 256] * 32))
        lands = sum(n for area, n in counts.items() if area[:2] in found.laender)
        shares.append((lands / size, sum(counts.get(area, 0) for area in found.kreise) / size))
    return tuple(np.mean(shares, axis=0))  # type: ignore[return-value]


@pytest.mark.verify
def test_regional_lists_still_say_something() -> None:
    found = {(kind, size): utility(kind, size, 40)
             for kind in ("national", "land", "few") for size in (30, 100, 300)}  # fmt: skip
    for (kind, size), (land, kreis) in found.items():
        print(f"{kind:10} {size:4}  Land shown for {land:5.0%}, Kreis for {kreis:5.0%}")
    assert found["few", 100][1] > 0.5
    assert found["national", 300][0] > 0.8
