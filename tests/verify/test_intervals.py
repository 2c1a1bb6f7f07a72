"""500 worlds with known truth: do 90 % intervals hold it, and are they as narrow as can be."""

import pytest

from tests.verify.test_embedded_truth import Capsys, Rows, judge
from tests.worlds import judged

pytestmark = pytest.mark.verify


def test_intervals_in_500_worlds(capsys: Capsys) -> None:
    """The analyst knows neither the law of the places nor the parts of the variance."""
    table = judged(range(500))
    rows: Rows = []
    for (group, minutes), part in table.groupby(["group", "minutes"]):
        what = f"{group}, {minutes:g} min"
        held, best = part["held"].mean() * 100, part["oracle_held"].mean() * 100
        wider = part["width"].median() / part["oracle_width"].median()
        rows += [
            (f"{what}: truth held, % (oracle {best:.1f})", held, "≥", 86),
            (f"{what}: truth held, %", held, "≤", 96),
            (f"{what}: median width / oracle's", wider, "≤", 1.5),
        ]
    judge("90 % intervals in 500 worlds, laws differ from world to world", rows, capsys)
