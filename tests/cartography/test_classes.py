"""One rule of doubt for maps, figures and layers."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from mintgeo.cartography.classes import classes, middles

BORDERS = [0.2, 0.4, 0.6, 0.8]
PAIR = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(sorted)


@given(st.lists(PAIR, min_size=1, max_size=20))
def test_doubt_is_where_ends_are_more_than_a_class_apart(spans: list[list[float]]) -> None:
    low, high = np.array(spans).T
    table = pd.DataFrame({"share": high, "share_low": low, "share_high": high})
    found = classes(table, "share", BORDERS)
    alone = [
        classes(pd.DataFrame({"share": ends}), "share", BORDERS).position for ends in (low, high)
    ]
    assert (found.doubtful == (alone[1] - alone[0] > 1)).all()
    assert (alone[0] <= found.position).all()
    assert (found.position <= alone[1]).all()


def test_without_spans_the_value_counts_and_nothing_is_in_doubt() -> None:
    table = pd.DataFrame({"change": [-0.3, 0.0, np.nan]})
    found = classes(table, "change", [-0.2, -0.05, 0.05, 0.2])
    assert found.position.tolist() == [0, 2, -1]
    assert not found.doubtful.any()


def test_a_span_that_is_not_known_leaves_the_value() -> None:
    table = pd.DataFrame({"share": [0.5], "share_low": [np.nan], "share_high": [1.0]})
    assert middles(table, "share").tolist() == [0.5]
    assert not classes(table, "share", BORDERS).doubtful[0]
