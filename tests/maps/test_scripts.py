"""Scripts of the pages keep the types of their data, which are those of Python."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from mintgeo.maps._assets import joined
from mintgeo.maps._element import _ORDER
from mintgeo.maps._theme import ThemeLayer
from mintgeo.maps._theme_data import THEMES, CoverageData, GapsData, LocalData
from tests.conforming import faults
from tests.node import CHECKS, SCRIPTS, checked
from tools.write_js_types import TARGET, said, written


def test_types_of_the_scripts_are_those_of_python() -> None:
    assert TARGET.read_text(encoding="utf-8") == written(), "python -m tools.write_js_types"


def test_every_theme_has_data_with_a_type() -> None:
    assert {one.kind for one in ThemeLayer.__subclasses__()} == set(THEMES)


def test_types_that_json_has_not_are_refused() -> None:
    with pytest.raises(TypeError, match="set"):
        said(set[int])


def test_types_stay_out_of_the_pages() -> None:
    code = joined(_ORDER)
    assert "@param" not in code
    assert "@type" not in code


@pytest.mark.slow
def test_scripts_keep_the_types() -> None:
    done = checked("tsc", "-p", ".", at=CHECKS)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_scripts_are_clean() -> None:
    done = checked("eslint", "-c", str(CHECKS / "eslint.config.mjs"), ".", at=SCRIPTS)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_what_is_not_in_the_types_is_found(tmp_path: Path) -> None:
    faulty = {
        "Property 'kreis'": "themes.ground = (a, b, data) => ({ told: { x: data.kreis } });",
        "implicitly has an 'any'": "function lost(place) { return place; }",
        "'null' is not assignable": "percent(null);",
    }
    shutil.copytree(SCRIPTS, tmp_path / "assets")
    for position, script in enumerate(faulty.values()):
        (tmp_path / "assets" / f"new{position}.js").write_text(script, encoding="utf-8")
    options = {"extends": f"{CHECKS}/tsconfig.json", "include": ["assets/*.js", "assets/*/*.ts"]}
    (tmp_path / "tsconfig.json").write_text(json.dumps(options), encoding="utf-8")
    done = checked("tsc", "-p", str(tmp_path), at=CHECKS)
    for position, fault in enumerate(faulty):
        found = [one for one in done.stdout.splitlines() if f"new{position}.js" in one]
        assert any(fault in one for one in found), found


@pytest.mark.parametrize(
    ("kind", "data", "fault"),
    [
        (GapsData, {"bounds": None, "credits": [], "gaps": {}, "rural": 1, "who": "a"}, "rural"),
        (CoverageData, {"bounds": [[1, 2]], "credits": []}, "bounds: "),
        (CoverageData, {"bounds": None, "credits": [], "more": 1}, "nobody knows more"),
        (LocalData, {"people": [{"at": [1, 2], "people": 1, "place": "A",
                                 "times": {"car": [None, None, "ok"]}}]}, "3 entries"),
    ],
)  # fmt: skip
def test_data_of_another_form_are_found(kind: Any, data: dict[str, Any], fault: str) -> None:
    assert any(fault in one for one in faults(data, kind))
