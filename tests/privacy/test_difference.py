"""One person more: what two public runs, or one and all other people, tell of a home."""

import numpy as np
import pytest

from tests.privacy.confirming import last_one
from tests.privacy.difference import one_more, summary


def _differences(seeds: range) -> dict[str, float]:
    found = summary([one_more(seed) for seed in seeds])
    for name, share in found.items():
        print(f"{name:35} {share:6.1%}")
    assert found["home proven"] == 0
    for prior in ("flat", "people", "list"):
        assert found[f"{prior}: above 95 %"] <= 0.05
    return found


@pytest.mark.slow
def test_one_person_more_is_not_located() -> None:
    _differences(range(40))


@pytest.mark.verify
def test_one_person_more_is_not_located_in_300_tries() -> None:
    found = _differences(range(5000, 5300))
    gain = found["list: best guess after"] - found["list: best guess before"]
    assert abs(gain) < 0.1
    assert found["only changed Kreis is the home"] < 0.5


def _last(seeds: range) -> tuple[float, float]:
    tries = [last_one(seed) for seed in seeds]
    ratios = np.array([one.ratio for one in tries])
    known = np.abs(ratios[np.isfinite(ratios)])
    certain = float(np.mean([one.certain for one in tries]))
    half, most, all_of_them = (float(np.exp(np.quantile(known, q))) for q in (0.5, 0.95, 1))
    print(f"certain {certain:.1%}; likelihood ratio {half:.2f}, {most:.2f}, {all_of_them:.2f}")
    return certain, most


@pytest.mark.verify
def test_who_knows_all_others_learns_little_of_the_last() -> None:
    certain, ratio = _last(range(300))
    assert certain <= 0.05
    assert ratio < 19
