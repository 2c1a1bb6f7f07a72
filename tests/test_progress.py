"""Bars show on a terminal or in a notebook, and nowhere else."""

import inspect
import io
import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

import mintgeo as mg
from mintgeo import _progress as progress
from mintgeo._progress import quiet, waiting
from tests import kleinland
from tests.walking import verbs


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def watched(patch: pytest.MonkeyPatch, *, soon: float = 0) -> Terminal:
    """Let the output be a terminal until the test ends."""
    made = Terminal()
    patch.setattr(sys, "stderr", made)
    patch.setattr(progress, "_SOON", soon)
    return made


def test_a_terminal_sees_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = watched(monkeypatch)
    assert list(waiting("abc", progress=True, desc="Zeilen")) == ["a", "b", "c"]
    assert "Zeilen" in terminal.getvalue()


def test_no_bar_where_none_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = watched(monkeypatch)
    list(waiting("abc", progress=False))
    with quiet():
        list(waiting("abc", progress=True))
    assert terminal.getvalue() == ""


def test_a_file_sees_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    list(waiting("abc", progress=True))
    assert capsys.readouterr().err == ""


def test_a_notebook_sees_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    shell = type("ZMQInteractiveShell", (), {})()
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    assert not waiting("abc", progress=True).disable


def test_short_waits_show_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = watched(monkeypatch, soon=60)
    list(waiting("abc", progress=True))
    assert terminal.getvalue() == ""


def test_draws_can_be_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = watched(monkeypatch)
    reach = mg.reach(kleinland.demand(), kleinland.sites(), mg.Airline())
    mg.uncertainty(reach, kleinland.sites(), progress=False)
    assert terminal.getvalue() == ""
    mg.uncertainty(reach, kleinland.sites())
    assert "Ziehungen" in terminal.getvalue()


@pytest.mark.parametrize(
    "verb",
    [
        mg.uncertainty, mg.gaps, mg.isochrones, mg.coverage_by_offers, mg.RoadNetwork.from_osm,
        mg.Osrm.from_osm, mg.AddressIndex.from_osm, mg.sites.from_osm, mg.study.run, mg.geocode,
        mg.compare, mg.sites.places_from_osm,
    ],
)  # fmt: skip
def test_slow_verbs_can_be_watched(verb: Callable[..., Any]) -> None:
    assert inspect.signature(verb).parameters["progress"].default is True


def test_progress_means_the_same_everywhere() -> None:
    found = {name: inspect.signature(one).parameters.get("progress") for name, one in verbs()}
    with_it = {name: one for name, one in found.items() if one is not None}
    assert len(with_it) > 10
    for name, one in with_it.items():
        assert one.kind is inspect.Parameter.KEYWORD_ONLY, name
        assert one.default is True, name
    reading = {name for name, _ in verbs() if name.endswith("from_osm")}
    assert reading <= set(with_it)  # extracts are large


def test_what_is_quiet_stays_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = watched(monkeypatch)
    with quiet(), quiet(when=False):
        list(waiting("abc", progress=True))
    assert terminal.getvalue() == ""
    with quiet(when=False):
        list(waiting("abc", progress=True))
    assert terminal.getvalue() != ""
