"""The chapter of stops: what it asks, what it says, and what stands on the page of each stop."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import mintgeo as mg
from mintgeo._errors import InputError, OptionError
from mintgeo.cartography.palettes import GAINED_COLOUR, KIND_COLOURS
from mintgeo.chapters.coverage.tables import SHARES as COVERAGE
from mintgeo.chapters.gained import as_told
from mintgeo.chapters.regions import KREISE
from mintgeo.chapters.rows import records
from mintgeo.chapters.stops import drawn, page, rests, tables, trial, words
from mintgeo.chapters.stops.hubs import hub_rows
from mintgeo.chapters.stops.leaves import _BEFORE
from mintgeo.chapters.stops.options import PlanOptions
from mintgeo.chapters.stops.tables import (
    AREAS,
    CANDIDATES,
    HOMES,
    REACHED,
    SAID,
    SHARES,
    STOPS,
    TROUBLE,
)
from mintgeo.language import language
from mintgeo.report import render, study_map, write_xlsx
from mintgeo.report.leaves import write_leaves
from mintgeo.report.points import key_points, next_steps
from mintgeo.study import load_study
from tests import planned, untranslated

DE, EN = language("de"), language("en")
HOSTILE = (
    "<script>alert(1)</script>", "{{ 7 * 7 }}", "../../etc/passwd", "=1+1", "Halt\x1b[2J", "Uelzen",
)  # fmt: skip


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planned.candidates(tmp_path_factory.mktemp("plan"))


@pytest.fixture(scope="module")
def asked(file: Path) -> PlanOptions:
    return PlanOptions(stops=2, minutes=15, candidates=file, alternatives=1, hubs=1, boxes=3)


@pytest.fixture(scope="module")
def run(small_run: mg.Run, asked: PlanOptions) -> mg.Run:
    return planned.run(small_run, asked)


def options(**more: Any) -> PlanOptions:
    return PlanOptions(stops=2, minutes=15, **more)


def test_the_plan_is_that_of_the_verb(run: mg.Run, asked: PlanOptions) -> None:
    stops, reached = run.of(STOPS), run.of(REACHED)
    assert asked.candidates is not None
    same = mg.plan_stops(
        planned.people(), mg.geocode(mg.read_sites(asked.candidates)), mg.Airline(), minutes=15,
        n_stops=2, existing=planned.sites(), draws=0,
    )  # fmt: skip
    assert stops["id"].tolist() == same.stops["id"].tolist()
    gained = words.share_row(run, "gain")
    assert gained is not None
    assert gained["reached"] == pytest.approx(stops["adds"].sum())
    assert reached["adds"].sum() == pytest.approx(stops["adds"].sum())
    homes, counts = run.of(HOMES), planned.people().set_index("id")["population"]
    each = counts[homes["id"]].groupby(homes["order"].to_numpy()).sum()
    assert each.tolist() == pytest.approx(stops["people"].tolist())
    assert run.of(AREAS)["people"].sum() == pytest.approx(counts.sum() - _before(run))


def test_the_page_to_try_it_is_that_of_the_plan(
    small_run: mg.Run, asked: PlanOptions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans: list[Any] = []
    solve = tables.plan_stops
    monkeypatch.setattr(
        tables, "plan_stops", lambda *what, **how: plans.append(solve(*what, **how)) or plans[0]
    )
    done = planned.planned(replace(asked, hubs=0, boxes=0, draws=0, what_if=True))
    run = planned.of(small_run, done)
    assert words.told(run)["what_if"]
    same = mg.maps.what_if(plans[0], kreise=run.find(KREISE), attributions=run.attributions)
    for one in (run, run.public()):
        (page,) = trial.files(one, DE)
        page.write(tmp_path / page.name)
        assert (tmp_path / page.name).read_text(encoding="utf-8") == same.html()


def test_there_is_no_page_unless_it_is_asked_for_and_fine_enough(run: mg.Run) -> None:
    assert not list(trial.files(run, DE))
    assert "what_if" not in words.told(run)
    for told, say, said in ((True, DE, "stops/what_if.html"), (False, EN, "coarse for shares")):
        plan = {**words.told(run), "what_if": told}
        other = replace(run, parameters={**run.parameters, "plan": plan})
        assert said in render(other, map_html="", lang=say.code)


def _before(run: mg.Run) -> float:
    before = words.share_row(run, "before")
    return 0.0 if before is None else float(before["reached"])


@pytest.mark.parametrize("say", [DE, EN], ids=["de", "en"])
def test_every_stop_says_whom_it_adds(run: mg.Run, say: Any) -> None:
    text = render(run, map_html="", lang=say.code)
    for row in page.rows(run, say):
        assert f"{row['order']}. {row['name']}" in text
        assert say.people_in_full(row["adds"]) in text
    said = " ".join(point.text for point in key_points(run, lang=say.code))
    assert next(iter(words.points(run, say))).text in said
    assert words.trouble(run, say) == ""


def test_english_says_no_german(run: mg.Run, monkeypatch: pytest.MonkeyPatch) -> None:
    untranslated.pretend(monkeypatch)
    data = [*planned.NAMES, "Labor Uelzen", *planned.REGIONS]
    said = [
        words.gain(run, EN),
        rests.proof(run, EN),
        words.sureness(run, EN),
        *(text for row in page.rows(run, EN) for text in (row["sure"], row["offer"], row["near"])),
        *(
            one.text
            for one in next_steps(run, lang="en")
            if one.about.strip("⟦⟧") == "Halte klären"
        ),
    ]
    assert said[-1]
    assert not untranslated.leftovers("\n".join(said), data)


def test_a_page_for_each_stop(run: mg.Run, tmp_path: Path) -> None:
    files = {one.name: one.read_text("utf-8") for one in write_leaves(run, tmp_path)}
    assert sorted(files) == ["01.html", "02.html", "all.html"]
    for row in words.stop_rows(run, DE):
        text = files[f"{row['order']:02d}.html"]
        assert f"Halt {row['order']}: {row['name']}" in text
        assert f"{row['geometry'].y:.5f}, {row['geometry'].x:.5f}" in text
        assert text.count("<article>") == 1
        for colour in (GAINED_COLOUR, KIND_COLOURS[0], _BEFORE):
            assert text.count(f'fill="{colour}"') != 1, "a key without anything of its colour"
    assert files["all.html"].count("<article>") == 2


@pytest.mark.parametrize(
    ("areas", "level"), [((), "country"), (("rural",), "area_type"), (("rural", "town"), "")]
)
def test_today_is_told_as_the_report_tells_it_elsewhere(
    run: mg.Run, areas: tuple[str, ...], level: str
) -> None:
    """The same share of the same people comes of other draws there; nobody sees two spans of it."""
    rows = {row["plan"]: row for row in records(run, SHARES)}
    told = as_told(rows, run, mode="car", minutes=15, areas=areas)
    assert told["gain"] == rows["gain"]
    if not level:
        assert told == rows
        return
    table = run.of(COVERAGE, level=level)
    wanted = table[(table["mode"] == "car") & (table["minutes"] == 15)]
    wanted = wanted[wanted["ags"].isin(areas)] if areas else wanted
    for name in ("share", "share_low", "share_high"):
        assert told["before"][name] == wanted[name].iloc[0]


def test_hubs_serve_every_gemeinde(run: mg.Run) -> None:
    (hub,) = hub_rows(run, DE)
    assert (hub["name"], hub["boxes"]) == ("Labor Uelzen", 3)
    assert hub["gemeinden"] == planned.people()["ags"].nunique()


def test_names_of_a_list_are_text_everywhere(small_run: mg.Run, tmp_path: Path) -> None:
    file = planned.candidates(tmp_path, HOSTILE)
    run = planned.run(small_run, PlanOptions(stops=5, minutes=5, candidates=file, draws=0))
    assert len(set(run.of(STOPS)["name"]) & set(HOSTILE)) >= 3
    texts = [render(run, map_html=""), study_map(run).html()]
    leaves = write_leaves(run, tmp_path / "out")
    assert {one.parent for one in leaves} == {tmp_path / "out" / "stops"}
    for text in [*texts, *(one.read_text("utf-8") for one in leaves)]:
        assert "<script>alert(1)" not in text
        assert "\x1b" not in text
        assert "49" not in {part.strip() for part in text.split(">")}
    book = load_workbook(write_xlsx(run, tmp_path / "a.xlsx"))
    cells = [cell for row in book["Halte"].iter_rows() for cell in row if cell.value == "=1+1"]
    assert all(cell.data_type == "s" for cell in cells)


@pytest.mark.slow
def test_a_public_folder_holds_the_pages(run: mg.Run, tmp_path: Path) -> None:
    mg.report.write(run, tmp_path, public=True)
    assert (tmp_path / "public/stops/01.html").is_file()
    assert mg.privacy.audit(tmp_path / "public") == []
    (tmp_path / "public/stops/Erika.html").with_suffix(".txt").write_text("x")
    assert [one.what for one in mg.privacy.audit(tmp_path / "public")]


def test_no_plan_is_an_answer(small_run: mg.Run, file: Path) -> None:
    """99 % within 5 minutes: why not, and what would do; the rest comes out."""
    asked = PlanOptions(target_share=0.99, minutes=5, candidates=file, forbidden=["Rosche", "k4"])
    done = planned.planned(asked)
    assert TROUBLE in done
    assert SAID not in done
    run = planned.run(small_run, asked)
    for say, word in ((DE, "gibt es nicht"), (EN, "There is no plan")):
        text = render(run, map_html="", lang=say.code)
        assert word in text
        assert words.trouble(run, say) in text.replace("\xa0", " ").replace("&#39;", "'")
        assert any(word in one.text for one in key_points(run, lang=say.code))
    assert words.trouble(run, DE) != words.trouble(run, EN)


def test_a_share_that_is_reached_already_needs_no_stop(
    small_run: mg.Run, file: Path, tmp_path: Path
) -> None:
    asked = PlanOptions(target_share=0.1, candidates=file, draws=0)
    run = planned.run(small_run, asked)
    assert run.of(STOPS).empty
    assert run.of(HOMES).empty
    for say, word in ((DE, "kein Halt nötig"), (EN, "No stop is needed")):
        assert word in render(run, map_html="", lang=say.code)
        assert any(word in one.text for one in key_points(run, lang=say.code))
    assert not any(one.about == "Halte klären" for one in next_steps(run, lang="de"))
    assert "mobil_halte" not in {one.name for one in drawn.layers(run, DE)}
    assert "Halte" not in load_workbook(write_xlsx(run, tmp_path / "a.xlsx")).sheetnames
    assert write_leaves(run, tmp_path / "out") == []
    assert study_map(run).html()


def test_hubs_are_told_where_there_is_no_plan_of_stops(
    small_run: mg.Run, file: Path, tmp_path: Path
) -> None:
    asked = PlanOptions(stops=99, candidates=file, hubs=1, boxes=3, draws=0)
    run = planned.run(small_run, asked)
    assert words.trouble(run, DE)
    assert "Labor Uelzen" in render(run, map_html="").split('id="plan"')[1].split("</section>")[0]
    assert "Standorte für Kisten" in load_workbook(write_xlsx(run, tmp_path / "a.xlsx")).sheetnames
    assert [one.name for one in drawn.layers(run, DE)] == ["mobil_kisten"]
    assert [one.name for one in drawn.themes(run, DE)] == ["plan_hubs"]


def test_places_that_can_be_no_stops_are_named(small_run: mg.Run, tmp_path: Path) -> None:
    file = tmp_path / "halte.csv"
    file.write_text("Name,PLZ,Ort\nHalle,99999,Nirgendwo\nSaal,29525,Uelzen\nFern,80331,München\n")
    run = planned.run(small_run, PlanOptions(stops=1, candidates=file, draws=0))
    assert rests.lost(run, DE).count("; er steht nicht zur Wahl: ") == 2
    assert "Halle" in rests.lost(run, EN)
    assert rests.lost(run, DE).split(". ")[1].rstrip(".").endswith("Fern")
    assert all(name in render(run, map_html="") for name in ("Halle", "Fern"))
    done = planned.planned(PlanOptions(stops=1, candidates=file, required=["Halle"], draws=0))
    assert "Halle" in str(done[TROUBLE])
    assert "Halle, " in str(planned.planned(
        PlanOptions(stops=1, candidates=_nowhere(tmp_path), draws=0))[TROUBLE])  # fmt: skip


def _nowhere(folder: Path) -> Path:
    file = folder / "nirgends.csv"
    file.write_text("Name,PLZ,Ort\nHalle,99999,Nirgendwo\nSaal,,\n")
    return file


def test_stops_are_apart_and_conditions_are_told(small_run: mg.Run, file: Path) -> None:
    free = planned.run(small_run, PlanOptions(stops=3, candidates=file, draws=0))
    assert rests.conditions(free, DE) == ""
    apart = PlanOptions(
        stops=3, candidates=file, min_apart_km=20.5, required=["k2"], per_kreis=1, draws=0
    )
    run = planned.run(small_run, apart)
    assert run.of(STOPS)["nearest_stop_km"].min() >= 20.5
    assert free.of(STOPS)["nearest_stop_km"].min() < 20.5
    for say, words_ in ((DE, ("20,5 km", "vorgegeben")), (EN, ("20.5 km", "required"))):
        text = render(run, map_html="", lang=say.code).replace("\xa0", " ")
        assert all(one in rests.conditions(run, say).replace("\xa0", " ") for one in words_)
        assert words_[0] in text
    assert rests.proof(run, DE) != rests.proof(free, DE)


def test_rural_people_get_rural_stops(file: Path) -> None:
    done = planned.planned(options(candidates=file, areas=["rural"], draws=0))
    assert set(done[CANDIDATES]["name"]) == set(planned.NAMES[:5])
    rural = planned.people()["area_type"] == "rural"
    counted = planned.people().loc[rural, "population"].sum()
    assert done[SHARES]["population"].to_numpy() == pytest.approx(counted)


@pytest.mark.parametrize(
    ("wishes", "told"),
    [
        ({"required": ["Nirgendwo"]}, "names no candidate: Nirgendwo"),
        ({"forbidden": ["zweimal"]}, "several candidates: zweimal (k0, k1)"),
    ],
)
def test_names_that_fit_no_candidate(tmp_path: Path, wishes: Any, told: str) -> None:
    names = ["zweimal", "zweimal", *planned.NAMES[2:]]
    file = planned.candidates(tmp_path, names)
    with pytest.raises(InputError, match=told.replace("(", r"\(").replace(")", r"\)")):
        planned.planned(options(candidates=file, **wishes))


def test_a_name_or_an_id_will_do(file: Path) -> None:
    done = planned.planned(options(candidates=file, required=["rosche", "k4"], draws=0))
    assert set(done[STOPS]["id"]) == {"k1", "k4"}
    assert set(done[STOPS]["status"]) == {"required"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"stops": 0}, {"target_share": 0.5}, {"stops": 0, "target_share": 50},
        {"floor": 2}, {"minutes": -1}, {"draws": -1}, {"draws": 5}, {"min_apart_km": -1},
        {"areas": ["dorf"]}, {"boxes": 3}, {"required": ["a"], "forbidden": ["a"]},
    ],
    ids=str,
)  # fmt: skip
def test_options_refuse_what_makes_no_sense(wrong: dict[str, Any]) -> None:
    with pytest.raises(OptionError, match=r"\[plan\]"):
        PlanOptions(**{"stops": 2, **wrong})


def test_faults_are_told_with_their_lines(tmp_path: Path) -> None:
    text = '[study]\nname = "x"\ntitle = "x"\nas_of = 2026-11-26\n[inputs]\nsites = "s.csv"\n'
    text += '[plan]\nstops = "acht"\nminute = 15\nmode = "bus"\ncandidates = "fehlt.csv"\n'
    file = tmp_path / "x.toml"
    (tmp_path / "s.csv").write_text("Name,PLZ\nLabor,17033\n")
    file.write_text(text + '[outputs]\nfolder = "x"\n')
    with pytest.raises(InputError) as told:
        load_study(file)
    for word in ("line 8", "line 9", "'minutes'"):
        assert word in str(told.value)
    file.write_text(text.replace('"acht"', "8").replace("minute ", "minutes ")
                    + '[outputs]\nfolder = "x"\n')  # fmt: skip
    with pytest.raises(InputError) as told:
        load_study(file)
    assert "mode must be one of" in str(told.value)
    assert "fehlt.csv" in str(told.value)
    for wrong in ("min_apart_km = -2", "draws = 7", "floor = 2\nminutes = 0"):
        file.write_text(f'{text.split("[plan]")[0]}[plan]\nstops = 8\n{wrong}\n'
                        '[outputs]\nfolder = "x"\n')  # fmt: skip
        with pytest.raises(InputError, match=rf"Line 9: .*{wrong.split()[0]}"):
            load_study(file)


def every(run: mg.Run, say: Any) -> Iterator[str]:
    yield from (words.gain(run, say), rests.proof(run, say))


def test_shares_of_coarse_points_are_not_told(run: mg.Run) -> None:
    shares = run.tables["plan_shares"].assign(share=None, share_low=None, share_high=None)
    coarse = mg.Run(**{**vars(run), "tables": {**run.tables, "plan_shares": shares}})
    assert "zu grob" in words.gain(coarse, DE)
    assert "%" not in words.gain(coarse, DE)
    assert all(every(coarse, EN))
