"""500 worlds with known truth: do 90 % intervals hold it, and are they as narrow as can be."""

import pytest

from tests.verify.test_embedded_truth import Capsys, Rows, judge
from tests.worlds import judged

pytestmark = pytest.mark.verify


def test_intervals_in_500_worlds(capsys: Capsys) -> None:
    """The analyst knows neither the law of the places nor the parts of the variance."""
    table = judged(range(500))
    rows: Rows = []
    for strata in (["group", "minutes"], ["mode", "group"]):
        for key, part in table.groupby(strata):
            what = ", ".join(f"{one:g} min" if isinstance(one, float) else one for one in key)
            held, best = part["held"].mean() * 100, part["oracle_held"].mean() * 100
            wider = part["width"].mean() / part["oracle_width"].mean()
            rows += [
                (f"{what}: truth held, % (oracle {best:.1f})", held, "≥", 86),
                (f"{what}: truth held, %", held, "≤", 96),
                (f"{what}: mean width / oracle's", wider, "≤", 1.5),
            ]
    judge("90 % intervals in 500 worlds, laws differ from world to world", rows, capsys)
