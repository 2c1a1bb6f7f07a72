"""Where the next meeting should be, in a study: what is asked, said, shown, and kept to itself."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest

import mintgeo as mg
from mintgeo._errors import InputError
from mintgeo._located import Located
from mintgeo.chapters.lists import INDEX, KEYED_PARTICIPANTS
from mintgeo.chapters.meeting import NEXT_MEETING, VENUE, words
from mintgeo.chapters.meeting.tables import CHANGE, KINDS, LEFT_OUT, NEXT_WAYS, PLACES, STAGE
from mintgeo.chapters.stages import Work
from mintgeo.chapters.travel import ROUTER
from mintgeo.language import language
from mintgeo.privacy.tables import faults
from mintgeo.report.environment import environment
from mintgeo.study import load_study
from tests.report.test_languages import Texts
from tests.test_best_meeting import CAR, people, venues
from tests.untranslated import leftovers, pretend

_STUDY = """\
[study]
name = "s"
title = "S"
as_of = 2026-11-26
[inputs]
participants = "p.csv"
[outputs]
folder = "out"
[router]
modes = ["car"]
[meeting]
"""
HALLS = "Name;Breite;Länge\nHalle Nord;53,5;11,2\nHalle Süd;53,5;11,5\nHalle Irgendwo;;\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "p.csv").write_text("PLZ;Ort\n17033;Neubrandenburg\n", encoding="utf-8")
    (tmp_path / "halls.csv").write_text(HALLS, encoding="utf-8")
    return tmp_path


def german(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The equator as a line through Mecklenburg: a degree is 66.4 km there."""
    return table.set_geometry(table.geometry.translate(11, 53.5))


def plan_of(folder: Path, text: str) -> mg.study.Study:
    (folder / "s.toml").write_text(_STUDY + text, encoding="utf-8")
    return load_study(folder / "s.toml")


def worked(folder: Path, text: str, homes: gpd.GeoDataFrame, last: Any = None) -> Work:
    """What the stage makes."""
    work = Work(plan=plan_of(folder, text), mode="car")
    homes, last = (None if one is None else german(one) for one in (homes, last))
    given = {KEYED_PARTICIPANTS: Located(homes), INDEX: [], ROUTER: CAR}
    work.keep(given if last is None else {**given, VENUE: last})
    made = STAGE.run(work)
    work.keep(made)
    return work


def run_with(work: Work, run: mg.Run) -> mg.Run:
    """The run of Kleinland with the tables of the next meeting."""
    tables = {kind.name: work.tables[kind.name] for kind in KINDS if kind.name in work.tables}
    return replace(
        run, tables={**run.tables, **tables},
        parameters={**run.parameters, **NEXT_MEETING.parameters(work)},
    )  # fmt: skip


@pytest.fixture(scope="module")
def base() -> mg.Run:
    """A run of nothing but a meeting."""
    meeting = {"name": "Aula", "date": "2025-05-03", "router": "airline"}
    last = german(venues([0.0])).assign(name="Aula Adorf", radius_m=0.0)
    return mg.Run(
        name="r", title="R", as_of="2026-11-26", tables={VENUE.name: last}, inputs={},
        parameters={"modes": ["car"], "minutes": [30.0], "meeting": meeting}, vintages=(),
        attributions=(),
    )  # fmt: skip


def page(run: mg.Run, lang: str) -> str:
    """The section of the report."""
    say = language(lang)
    (section,) = NEXT_MEETING.sections(run, say)
    template = environment(say).get_template(section.template)
    return template.render(run=run, still="", most=None, **section.values)


def homes(count: int = 5) -> gpd.GeoDataFrame:
    return people([0.0, 0.2, None], [count, 1, 2]).assign(radius_m=[3_000.0, 0.0, 0.0])


_ASKED = 'name = "M"\nplace = "Neubrandenburg"\nvenues = "halls.csv"\n'


def test_a_list_of_places_is_compared_and_what_is_not_found_is_told(folder: Path) -> None:
    work = worked(folder, _ASKED, homes(), venues([0.0]))
    places = work[PLACES]
    assert list(places["name"]) == ["Halle Nord", "Halle Süd"]
    assert list(work[LEFT_OUT]["name"]) == ["Halle Irgendwo"]
    assert work[CHANGE]["plan"].tolist() == ["before", "after", "saved"]
    ways = work[NEXT_WAYS]
    assert list(ways["id"]) == ["p0", "p1", "p2"]
    assert ways["travel_min_before"].round(1).tolist()[:2] == [0.0, 13.3]
    assert ways["travel_min_after"].round(1).tolist()[:2] == [13.3, 0.0]
    assert ways["status_after"].iloc[2] == "no_location"
    assert {one.name for one in NEXT_MEETING.inputs(work.plan)} == {"venues"}


def test_a_study_without_a_former_place_asks_only_for_the_next(folder: Path) -> None:
    work = worked(folder, 'name = "M"\nvenues = "halls.csv"\nby = "longest"\n', homes())
    assert CHANGE not in work
    assert "travel_min_before" not in work[NEXT_WAYS]
    assert NEXT_MEETING.parameters(work)["next_meeting"]["by"] == "longest"


def test_a_list_of_which_nothing_is_found_is_refused(folder: Path) -> None:
    (folder / "halls.csv").write_text("Name;PLZ\nIrgendwo;\nNirgends;\n", encoding="utf-8")
    with pytest.raises(InputError, match="none of the 2 places in 'halls"):
        worked(folder, _ASKED, homes())


def test_of_people_nobody_found_nothing_is_said(folder: Path) -> None:
    assert worked(folder, _ASKED, people([None])).tables.keys() == set()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('name = "M"\n', "postcode"),
        ('name = "M"\nplace = "X"\nby = "mean"\n', "next = true"),
        ('name = "M"\nnext = true\nby = "quick"\n', "longest"),
        ('name = "M"\nnext = true\nby = "beyond"\n', "limit_min"),
        ('name = "M"\nnext = true\nlimit_min = 3\nlimit_km = 3\n', "not both"),
        ('name = "M"\nnext = true\nlimit_min = -3\n', "positive"),
        ('name = "M"\nnext = "yes"\n', "true or false"),
        ('name = "M"\nvenues = "nowhere.csv"\nby = 3\n', "nowhere"),
    ],
)  # fmt: skip
def test_faults_of_the_section(folder: Path, text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        plan_of(folder, text)


def _said(folder: Path, base: mg.Run, text: str, *given: Any) -> list[str]:
    run = run_with(worked(folder, text, *given), base)
    return words.sentences(run, language())


def test_sentences_say_best_change_and_what_is_open(folder: Path, base: mg.Run) -> None:
    last = venues([0.5]).assign(name="Halle West")
    best, against = _said(folder, base, _ASKED, homes(), last)
    assert best.startswith("Der beste Ort für das nächste Treffen (Auto): Halle Nord.")
    assert "für 6 Personen wäre der Weg kürzer, für 0 Personen länger" in against
    assert "Halle West" not in best
    (_, same) = _said(folder, base, _ASKED, homes(), venues([0.2]))
    assert "so gut wie der beste" in same
    (_, better) = _said(folder, base, _ASKED, homes(), venues([0.1]))
    assert "so gut wie der beste" in better
    blurred = people([0.0] * 4).assign(radius_m=9_000.0)
    near = 'name = "M"\nplace = "X"\nvenues = "near.csv"\n'
    text = "Name;Breite;Länge\nA;53,5;11,1\nB;53,5;10,9\nC;53,55;11,08\n"
    (folder / "near.csv").write_text(text, encoding="utf-8")
    said = _said(folder, base, near, blurred, venues([-0.102]))
    assert any("Genauso gut: B" in one for one in said)
    assert any("Davon nicht zu unterscheiden: C" in one for one in said)
    assert any("Vom bisherigen Ort" in one for one in said)


def test_ties_and_limits_are_said(folder: Path, base: mg.Run) -> None:
    text = 'name = "M"\nvenues = "two.csv"\nby = "beyond"\nlimit_km = 30\n'
    (folder / "two.csv").write_text(
        "Name;Breite;Länge\nA;53,5;11\nB;53,5;11,01\n", encoding="utf-8"
    )
    best, ties = _said(folder, base, text, people([0.0, 0.5]))
    assert "Eine Person hätte mehr als 30 km oder keinen Weg" in best
    assert ties == "Genauso gut: B."
    longest = text.replace("beyond", "longest")
    assert "am kürzesten" in _said(folder, base, longest, people([0.0, 0.5]))[0]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, base: mg.Run) -> mg.Run:
    folder = tmp_path_factory.mktemp("told")
    (folder / "p.csv").write_text("PLZ;Ort\n17033;Neubrandenburg\n", encoding="utf-8")
    (folder / "halls.csv").write_text(HALLS, encoding="utf-8")
    asked = _ASKED + "limit_min = 20\n"
    return run_with(worked(folder, asked, homes(), venues([0.0])), base)


def test_sheets_layers_themes_and_section(told: mg.Run) -> None:
    say = language()
    first, ways = NEXT_MEETING.sheets(told, say)
    assert [one.name for one in first.columns][:2] == ["rank", "name"]
    assert ways.table["status_after"].iloc[2] == "Ort unbekannt"
    assert {one.group for one in ways.columns} == {"", "bisheriger Ort", "bester Ort"}
    (layer,) = NEXT_MEETING.layers(told, say)
    assert list(layer.table["class"])[-1] == "best"
    (theme,) = NEXT_MEETING.themes(told, say)
    assert theme.layer(**theme.of)
    for text in ("Der beste Ort für das nächste Treffen", "TREMOD", "Halle Irgendwo", "ohne Weg"):
        assert text in page(told, "de")


def test_everything_is_said_in_english_too(told: mg.Run, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch)
    say = language("en")
    known = {"Halle", "Nord", "Süd", "Irgendwo", "Umweltbundesamt", "TREMOD", "B", "Aula", "Adorf"}
    assert leftovers("\n".join(Texts(page(told, "en")).found), known) == []
    titles = [one.title for one in NEXT_MEETING.sheets(told, say)]
    heads = [c.head for one in NEXT_MEETING.sheets(told, say) for c in one.columns]
    assert leftovers("\n".join([*titles, *heads])) == []


@pytest.mark.parametrize("count", [1, 2, 5])
def test_nothing_of_it_is_published(folder: Path, base: mg.Run, count: int) -> None:
    """Of one, two or five people: no table, no word, no place, nothing that follows."""
    run = run_with(worked(folder, _ASKED, homes(count), venues([0.5])), base)
    assert {PLACES.name, NEXT_WAYS.name, CHANGE.name} <= set(run.tables)
    public = run.public()
    assert not [name for name in public.tables if name.startswith("next_meeting")]
    assert faults({kind.name: _outline() for kind in KINDS}) == [f"table {k.name}" for k in KINDS]
    written = json.dumps(dict(public.parameters))
    for word in ("Halle Nord", "Halle Süd", "nächste Treffen", "CO₂"):
        assert word not in written
    for hook in (NEXT_MEETING.points, NEXT_MEETING.sections, NEXT_MEETING.sheets,
                 NEXT_MEETING.layers, NEXT_MEETING.themes):  # fmt: skip
        made: Iterator[Any] = iter(hook(public, language()))
        assert list(made) == []


def _outline() -> Any:
    from mintgeo.privacy.tables import Outline

    return Outline(columns=("id",), metadata=())
