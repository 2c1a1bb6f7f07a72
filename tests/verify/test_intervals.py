"""500 worlds with known truth: do 90 % intervals hold it, and are they as narrow as can be."""

import pytest

from tests.verify.test_embedded_truth import Capsys, Rows, judge
from tests.worlds import judged

pytestmark = pytest.mark.verify


def test_intervals_in_500_worlds(capsys: Capsys) -> None:
    """The analyst knows neither the law of the places nor the parts of the variance."""
    table = judged(range(500))
    rows: Rows = []
    for (mode, group, minutes), part in table.groupby(["mode", "group", "minutes"]):
        what = f"{mode}, {group}, {minutes:g} min"
        held, best = part["held"].mean() * 100, part["oracle_held"].mean() * 100
        wider = part["width"].mean() / part["oracle_width"].mean()
        rows += [
            (f"{what}: truth held, % (oracle {best:.1f})", held, "≥", 84),
            (f"{what}: mean width / oracle's", wider, "≤", 1.5),
        ]
    for mode, part in table.groupby("mode"):
        rows.append((f"{mode}: truth held, %", part["held"].mean() * 100, "≤", 98))
    judge("90 % intervals in 500 worlds, laws differ from world to world", rows, capsys)
