"""The rule behind published numbers: its law, its bounds, its key."""

import hashlib
import os
import stat
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mintgeo._errors import PrivacyError
from mintgeo.privacy import MOST_OFF, NEAR, SHOWN, secret_key
from mintgeo.privacy import key as key_room
from mintgeo.privacy.rule import RANKS, STEP, Chance, bounds, most_without_way

counts = st.dictionaries(
    st.sampled_from([f"{land:02}{kreis:03}" for land in range(1, 5) for kreis in range(1, 5)]),
    st.integers(0, 60),
    min_size=1,
)
keys = st.binary(min_size=32, max_size=32)


def number(count: int, seed: int) -> int | None:
    chance = Chance(key=seed.to_bytes(32), everybody={"01001": count, "02001": 1})
    return chance.published(["01001"])


@settings(max_examples=200)
@given(counts, keys)
def test_a_number_lies_within_its_bounds(cells: dict[str, int], key: bytes) -> None:
    chance = Chance(key=key, everybody=cells)
    for kreis, count in cells.items():
        told = chance.published([kreis])
        low, high = bounds(told)
        assert low <= count <= high
        assert told is None or (told % STEP == 0 and told >= SHOWN)


def test_the_law_is_the_documented_one() -> None:
    """5 · ⌊(count + ones of 16 bits − 8 + 2) / 5⌋: the extremes that no draw is likely to show."""
    reached = {STEP * ((count + e + 2) // STEP) - count for count in range(5) for e in range(-8, 9)}
    assert max(map(abs, reached)) == MOST_OFF
    hidden = [c for c in range(40) for e in range(-8, 9) if STEP * ((c + e + 2) // STEP) < SHOWN]
    assert bounds(None) == (0, max(hidden))
    assert all(end % STEP == 0 for told in (None, 10, 15, 20) for end in bounds(told))


def test_nine_of_ten_numbers_are_near() -> None:
    off = [
        abs((number(count, seed) or 0) - count) for count in range(30, 35) for seed in range(800)
    ]
    assert np.mean(np.array(off) <= NEAR) > 0.9
    assert abs(np.mean([(number(32, seed) or 0) - 32 for seed in range(3000)])) < 0.2


def test_few_are_hardly_ever_shown_and_nobody_can_count_on_it() -> None:
    shares = [np.mean([number(count, seed) is not None for seed in range(2000)])
              for count in (0, 2, 4, 7, 10, 14)]  # fmt: skip
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert 0 < shares[2] < 0.08
    assert 0.3 < shares[3] < 0.5
    assert 0.85 < shares[4] < shares[5] < 1.0


def test_the_same_areas_have_the_same_number() -> None:
    cells = {"11000": 17, "12054": 30}
    one, again = (
        Chance(key=b"k" * 32, everybody=people)
        for people in (cells, dict(reversed(cells.items())) | {"01001": 0})
    )
    assert one.published(["11000"]) == again.published(["11000"])
    assert one.published(["11000", "12054"]) == again.published(["12054", "11000"])
    told = {
        Chance(key=bytes([seed] * 32), everybody=cells | {"12060": 0}).published(area)
        for seed in range(50)
        for area in (["12054"], ["12054", "12060"])
    }
    assert len(told) > 2


def test_a_way_is_told_of_five_people_at_least() -> None:
    def share(people: int) -> float:
        chances = (Chance(key=s.to_bytes(32), everybody={"01001": people}) for s in range(500))
        return float(np.mean([chance.tells_way(people) for chance in chances]))

    assert share(4) == 0
    assert 0 < share(5) < share(8) < share(10) < 1
    assert share(most_without_way() + 1) == 1


def test_one_person_more_draws_every_number_anew() -> None:
    before = {f"{land:02}001": 31 for land in range(1, 17)}
    after = before | {"16077": 1}
    changed = []
    for seed in range(40):
        chances = [Chance(key=bytes([seed] * 32), everybody=people) for people in (before, after)]
        told = [[chance.published([kreis]) for kreis in before] for chance in chances]
        changed.append(np.mean([a != b for a, b in zip(*told, strict=True)]))
    assert 0.3 < np.mean(changed) < 0.7


def test_the_rank_is_about_the_middle_one() -> None:
    ranks = {Chance(key=bytes([one] * 32), everybody={"01001": 21}).rank(21) for one in range(99)}
    assert ranks == set(range(11 - RANKS, 11 + RANKS + 1))
    assert {Chance(key=bytes([one] * 32), everybody={}).rank(1) for one in range(99)} == {1}


def test_the_key_is_kept_and_only_the_user_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MINTGEO_PRIVACY_KEY")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "not" / "yet"))
    monkeypatch.setattr(sys, "platform", "linux")
    key = secret_key()
    assert key == secret_key()
    assert len(key) == 32
    file = tmp_path / "not" / "yet" / "mintgeo" / "privacy.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    file.write_bytes(b"short")
    with pytest.raises(PrivacyError, match="is no key of mintgeo"):
        secret_key()


def test_a_key_that_is_just_being_written_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "mintgeo" / "privacy.key"
    file.parent.mkdir()
    file.write_bytes(b"half a key")
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 49:
            file.write_bytes(b"k" * 32)

    monkeypatch.setattr(key_room, "sleep", wait)
    monkeypatch.delenv("MINTGEO_PRIVACY_KEY")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    assert secret_key() == b"k" * 32
    assert sum(waits) < 2, "and not for long"


@pytest.mark.parametrize(
    "text", ["0123456789abcdef", "größer als früher", "16 Zeichen \udcff oder so"]
)
def test_a_text_is_the_same_key_everywhere(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers that were published once must come out alike, whatever the release."""
    monkeypatch.setenv("MINTGEO_PRIVACY_KEY", text)
    plain = text.encode("utf-8", "surrogatepass")
    wanted = hashlib.scrypt(plain, salt=b"mintgeo", n=16_384, r=8, p=1, dklen=32)
    assert secret_key() == wanted


@pytest.mark.slow
def test_many_processes_agree_on_one_new_key(tmp_path: Path) -> None:
    ask = "from mintgeo.privacy import secret_key; print(secret_key().hex())"
    started = [
        subprocess.Popen(
            [sys.executable, "-c", ask], stdout=subprocess.PIPE, env=_env(tmp_path), text=True
        )
        for _ in range(3)
    ]
    assert len({one.communicate()[0] for one in started}) == 1


def _env(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "MINTGEO_PRIVACY_KEY"}
    return kept | {"XDG_CONFIG_HOME": str(home)}


def test_without_a_place_for_the_key_chance_is_drawn_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.delenv("MINTGEO_PRIVACY_KEY")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "file"))
    with pytest.warns(UserWarning, match="MINTGEO_PRIVACY_KEY"):
        first = secret_key()
    with pytest.warns(UserWarning, match="perturbed anew"):
        assert secret_key() == first


def test_without_a_home_chance_is_drawn_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MINTGEO_PRIVACY_KEY", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    with pytest.warns(UserWarning, match="No key can be kept"):
        assert len(secret_key()) == 32


@pytest.mark.parametrize("text", ["", "geheim", "0123456789abcde"])
def test_a_key_that_could_be_guessed_is_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINTGEO_PRIVACY_KEY", text)
    with pytest.raises(PrivacyError, match="at least 16"):
        secret_key()
