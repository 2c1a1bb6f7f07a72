"""The concentration index against its definition, Gini, and the spread of samples."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mintgeo as mg
from mintgeo._errors import InputError

CLOSE = 1e-9
rows = st.lists(
    st.tuples(st.integers(0, 50), st.integers(-5, 5), st.integers(1, 6)), min_size=2, max_size=25
)


def by_definition(values: list[float], rank: list[float]) -> float:
    """2 cov(h, R) / μ, with the mean rank of those who share one."""
    h, r = np.array(values, dtype=float), np.array(rank)
    fraction = np.array([((r < one).sum() + (r <= one).sum()) / (2 * len(r)) for one in r])
    return float(2 * np.cov(h, fraction, bias=True)[0, 1] / h.mean())


@given(rows)
def test_index_is_its_definition_and_weights_are_repeats(
    places: list[tuple[int, int, int]],
) -> None:
    values, rank, people = (np.array(one, dtype=float) for one in zip(*places, strict=True))
    if not values.sum() > 0:
        return
    repeated = [np.repeat(one, people.astype(int)) for one in (values, rank)]
    expected = by_definition(*repeated)
    found = mg.concentration(values, rank, people)
    assert found.index == pytest.approx(expected, abs=CLOSE)
    assert mg.concentration(values, -rank, people).index == pytest.approx(-expected, abs=CLOSE)
    assert mg.concentration(values, rank, 7 * people).low == pytest.approx(found.low, abs=CLOSE)
    order = np.argsort(values)
    shuffled = mg.concentration(values[order], rank[order], people[order])
    assert (shuffled.low, shuffled.index, shuffled.high) == pytest.approx(
        (found.low, found.index, found.high), abs=CLOSE
    )
    assert -1 <= found.low <= found.index <= found.high <= 1
    assert abs(found.index) <= mg.gini(values, people) + CLOSE
    area = np.trapezoid(found.curve["value"], found.curve["people"])
    assert found.index == pytest.approx(1 - 2 * area, abs=CLOSE)
    assert mg.concentration(values, values, people).index == pytest.approx(
        mg.gini(values, people), abs=CLOSE
    )


@pytest.mark.parametrize(("places", "least"), [(40, 0.81), (80, 0.84), (300, 0.86)])
def test_its_interval_holds_the_index_of_all(places: int, least: float) -> None:
    """Samples out of a land where the better-off have more; 85, 87 and 89 % in the long run."""
    rng = np.random.default_rng(11)

    def land(size: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        income = rng.normal(0, 1, size)
        return rng.gamma(2, np.exp(0.4 * income)), income, rng.integers(1, 5, size).astype(float)

    true = mg.concentration(*land(400_000)).index
    spans = [mg.concentration(*land(places)) for _ in range(600)]
    held = np.mean([one.low <= true <= one.high for one in spans])
    assert true > 0.1
    assert least <= held <= 0.93


def test_one_place_has_no_span_and_nonsense_is_refused() -> None:
    alone = mg.concentration([2.0], [1.0])
    assert alone.index == 0
    assert np.isnan([alone.low, alone.high]).all()
    for values, rank, people in (
        ([1.0, 2], [1.0], None), ([-1.0, 2], [1.0, 2], None), ([1.0, 2], [np.nan, 2], None),
        ([1.0, 2], [1.0, 2], [0.0, 0]), ([], [], None), ([0.0, 0], [1.0, 2], None),
        ([1.0, 2], [1.0, 2], [1.0, np.inf]),
    ):  # fmt: skip
        with pytest.raises(InputError, match=r"concentration\(\) needs"):
            mg.concentration(values, rank, people)  # type: ignore[arg-type]
