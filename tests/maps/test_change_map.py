"""The map of a change: its classes, and Kreise without data."""

from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser

import mintgeo as mg
from mintgeo._errors import InputError, OptionError
from mintgeo.cartography.breaks import change_bounds
from tests import kleinland
from tests.chromium import open_file
from tests.maps.test_coverage_map import payload

CHANGES = pd.Series([0.0, 0.011, -0.012, 0.02, 0.021, -0.05, 0.052, 0.3, float("nan")])


def changed(**more: object) -> pd.DataFrame:
    sites = kleinland.sites().assign(role="offer")
    old, new = (
        mg.reach(kleinland.demand(), sites[sites["id"].isin(ids)], mg.Airline())
        for ids in (["s1"], ["s1", "s2"])
    )
    return mg.compare(old, new, by="kreis", minutes=30).assign(**more)


def test_classes_are_fixed_unless_asked() -> None:
    bounds = [-0.2, -0.05, -0.005, 0.005, 0.05, 0.2]
    assert change_bounds(CHANGES, "fixed") == bounds
    assert payload(mg.maps.change_map(changed(), kleinland.regions()))["classes"] == bounds


@pytest.mark.parametrize(
    ("classes", "sizes"),
    [
        ((0.01, 0.1, 0.5), [0.01, 0.1, 0.5]),
        ("quantiles", [0.016, 0.021, 0.051]),
        ("fisher_jenks", [0.012, 0.021, 0.052]),
    ],
)
def test_classes_from_data_are_the_same_up_and_down(classes: object, sizes: list[float]) -> None:
    found = change_bounds(CHANGES, classes)  # type: ignore[arg-type]
    assert found == [*(-one for one in sizes[::-1]), *sizes]


@pytest.mark.parametrize(
    ("classes", "message"),
    [
        ("natural", "'fixed', 'quantiles', 'fisher_jenks' or three sizes, not 'natural'"),
        ((0.1, 0.05, 0.2), "three ascending sizes"),
        ((0.1, 0.2), "three ascending sizes"),
        ((0, 0.1, 0.2), "three ascending sizes"),
        ("quantiles", "more than 3 changes of different sizes .* there are 1"),
    ],
)
def test_classes_that_can_not_be_made_are_refused(classes: object, message: str) -> None:
    with pytest.raises(OptionError, match=message):
        mg.maps.change_map(changed(), kleinland.regions(), classes=classes)  # type: ignore[arg-type]


def test_a_table_without_rows_is_refused() -> None:
    with pytest.raises(InputError, match="no mode and threshold"):
        mg.maps.change_map(changed().iloc[:0], kleinland.regions())


@pytest.mark.browser
@pytest.mark.slow
def test_kreise_without_data_are_hatched_and_named(browser: Browser, tmp_path: Path) -> None:
    for rows, blank in ((changed(), 0), (changed().iloc[1:], 1)):
        made = mg.maps.change_map(rows, kleinland.regions())
        page = open_file(browser, made.save(tmp_path / "change.html")).page
        fills = [one.get_attribute("fill") for one in page.locator("path.kreis").all()]
        assert fills.count("url(#mintgeo-hatch)") == blank
        assert ("keine Angabe" in page.locator(".legend").inner_text()) == bool(blank)
        page.close()
