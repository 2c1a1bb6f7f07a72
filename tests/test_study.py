"""A study from its file to its folder, offline, and what a faulty one says."""

import json
import pkgutil
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

import mintgeo as mg
from mintgeo._errors import InputError, MissingDataError
from mintgeo._outputs import MANIFEST
from mintgeo.chapters.participation import Attendance
from mintgeo.cli import main
from mintgeo.language import loose
from mintgeo.report.folder import file_names
from mintgeo.study.names import input_files, table_names
from tests.counting import Counts
from tests.offline import sockets_blocked

ROOT = Path(__file__).parents[1]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The study and its inputs in a folder of their own."""
    shutil.copytree(ROOT / "data" / "raw", tmp_path / "data" / "raw")
    shutil.copytree(ROOT / "studies", tmp_path / "studies")
    return tmp_path


def test_run_holds_every_table(run: mg.Run) -> None:
    assert set(run.tables) == {
        "sites", "participants", "meeting", "journeys", "journey_summary", "coverage_country",
        "geocode_sites",
        "list_findings",
        "geocode_participants", "participation_land", "participation_kreis",
        "coverage_land", "coverage_kreis", "coverage_area_type", "reach_car",
        "reach_bike", "reach_foot", "gap_points", "gaps", "gap_share", "gap_towns", "kreise",
        "laender", "area_ranks", "area_pairs", "area_counts",
        "next_meeting", "next_meeting_change", "next_meeting_ways",
        "plan_stops", "plan_reached", "plan_shares", "plan_others", "plan_others_reached",
        "plan_areas", "plan_homes", "plan_candidates", "plan_hubs", "plan_hub_ways",
    }  # fmt: skip
    assert len(run.table("coverage_land")) == 16 * 3 * 2
    assert len(run.table("coverage_kreis")) == 400 * 3 * 2
    with pytest.raises(MissingDataError, match="coverage_land"):
        run.table("weather")


def test_germany_transforms_few_tables(counted_run: tuple[mg.Run, Counts]) -> None:
    """All that a national run reads and computes; regions are joined once per list."""
    run, counts = counted_run
    assert len(counts.transformed) <= 20
    assert counts.transformed.count(len(run.table("reach_car"))) == 2
    assert sorted(counts.joined) == [len(run.table("participants")), len(run.table("sites"))]


def test_names_follow_from_the_study(run: mg.Run) -> None:
    for name in ("deutschland", "neubrandenburg"):
        plan = mg.study.load_study(ROOT / "studies" / f"{name}.toml")
        assert {file.name for file in input_files(plan)} >= {f"{name}.toml"}
        assert all(file.is_file() for file in input_files(plan))
        if name == run.name:
            assert set(run.tables) <= set(table_names(plan))
            assert set(mg.report.pictures(run)) <= {
                Path(one).stem
                for one in file_names(table_names(plan), for_print=True)
                if one.startswith("figures/")
            }


def test_levels_agree(run: mg.Run) -> None:
    """Kreise sum to Länder sum to Germany, in people, covered people and offers."""
    keys = ["mode", "minutes"]
    sums = [
        run.table(f"coverage_{by}").groupby(keys)[["population", "covered", "offers"]].sum()
        for by in ("country", "land", "kreis")
    ]
    pd.testing.assert_frame_equal(sums[0], sums[1])
    told = run.table("coverage_kreis").groupby(keys)["share"].agg(lambda part: part.notna().all())
    assert set(told.index[~told]) == {("bike", 15.0), ("foot", 15.0), ("foot", 30.0)}
    pd.testing.assert_frame_equal(sums[0][told], sums[2][told])
    pd.testing.assert_frame_equal(sums[0].drop(columns="covered"), sums[2].drop(columns="covered"))
    assert (sums[2]["covered"] <= sums[0]["covered"] * (1 + 1e-9)).all()
    assert sums[0]["population"].iloc[0] == pytest.approx(83_019_213, abs=100)


def test_gaps_are_the_rest(run: mg.Run) -> None:
    country = run.table("coverage_country").set_index(["mode", "minutes"]).loc[("car", 30.0)]
    beyond = run.table("gap_points")["population"].sum()
    assert beyond + country["covered"] == pytest.approx(country["population"])


def test_saved_run_comes_back_and_has_the_same_bytes(run: mg.Run, tmp_path: Path) -> None:
    run.save(tmp_path / "a")
    again = mg.Run.load(tmp_path / "a")
    again.save(tmp_path / "b")
    for file in (tmp_path / "a").rglob("*.*"):
        twin = tmp_path / "b" / file.relative_to(tmp_path / "a")
        assert file.read_bytes() == twin.read_bytes(), file.name
    assert again.parameters == json.loads(json.dumps(run.parameters))


def test_run_json_says_what_it_was_made_of(run: mg.Run, tmp_path: Path) -> None:
    text = json.loads((run.save(tmp_path) / "run.json").read_text(encoding="utf-8"))
    assert text["inputs"]["participants"]["file"] == "participants.csv"
    assert len(text["inputs"]["sites"]["sha256"]) == 64
    assert {"python", "mintgeo", "pandas"} <= set(text["versions"])
    assert any("Zensus 2011" in when for _, when in text["vintages"])
    assert text["parameters"]["routers"]["car"]["source"]


def test_half_a_run_is_refused(run: mg.Run, tmp_path: Path) -> None:
    run.save(tmp_path)
    (tmp_path / "tables" / "gaps.parquet").unlink()
    with pytest.raises(InputError, match="no complete run"):
        mg.Run.load(tmp_path)
    with pytest.raises(InputError, match="no complete run"):
        mg.Run.load(tmp_path / "nowhere")


@pytest.mark.slow
def test_command_writes_everything_with_sockets_blocked(
    run: mg.Run, country_pages: Path, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Run for the second time here: every table, page and sheet has the bytes of the first.

    What is for print is written with sockets blocked in ``report/test_outputs.py``.
    """
    study = copy / "studies" / "deutschland.toml"
    text = study.read_text(encoding="utf-8").replace("for_print = true", "for_print = false")
    study.write_text(text, encoding="utf-8")
    with sockets_blocked():
        assert main(["report", str(study), "--fresh"]) == 0
    out = copy / "data" / "processed" / "deutschland"
    assert {"report.html", "map.html", "tables.xlsx", "run.json"} <= {f.name for f in out.iterdir()}
    assert "aus 7 Bundesländern" in " ".join(capsys.readouterr().out.split())
    first = country_pages
    twins = [one.relative_to(first) for one in first.rglob("*.*") if one.name != MANIFEST]
    assert {"report.html", "map.html", "tables.xlsx", "run.json"} < {one.name for one in twins}
    stops = [one for one in twins if one.parent.name == "stops"]
    assert len(stops) == len(run.table("plan_stops")) + len(["all.html"])
    assert len(twins) == len(run.tables) + 4 + len(stops)
    for twin in twins:
        assert (out / twin).read_bytes() == (first / twin).read_bytes(), twin


@pytest.mark.parametrize(
    ("file", "content", "words"),
    [
        ("data/raw/participants.csv", b"", "„participants.csv“ ist leer"),
        ("data/raw/participants.csv", b"%PDF-1.4 \x00", "ist ein PDF"),
        ("data/raw/participants.csv", b"Alter\n3\n", "keine Spalte für PLZ"),
        ("data/raw/participants.csv", b"id;plz\n1;10115\n1;10115\n", "teilen sich eine Kennung"),
        ("data/raw/learning_sites.csv", b"name;plz\nx;99999\n", "PLZ|hat einen Ort"),
        ("data/raw/learning_sites.csv", b"plz\n10115\n", "keine Spalte „name“"),
        ("studies/deutschland.toml", b"[study", "keine TOML-Datei"),
        ("studies/deutschland.toml", b"[studie]\n", "vielleicht „study“"),
    ],
)
@pytest.mark.slow
def test_faulty_input_is_one_message_and_code_2(
    copy: Path, capsys: pytest.CaptureFixture[str], file: str, content: bytes, words: str
) -> None:
    (copy / file).write_bytes(content)
    assert main(["report", str(copy / "studies" / "deutschland.toml")]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "Traceback" not in said
    assert any(word in said for word in words.split("|"))


HEAD = """[study]
name = "x"
title = "X"
as_of = 2026-11-26
[outputs]
folder = "out"
[inputs]
sites = "a.csv"
"""


def test_a_study_names_the_groups_of_its_participants(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    groups = '[participation]\ngroups = "Klasse"\nyears = "Jahr"\n'
    path.write_text(f'{HEAD}participants = "p.csv"\n{groups}', encoding="utf-8")
    told = mg.study.load_study(path).section(Attendance)
    assert told is not None
    assert (told.groups, told.years, told.dispersion) == ("Klasse", "Jahr", 0)
    for text, said in (
        (f"{HEAD}{groups}", "needs a list"),
        (f'{HEAD}participants = "p.csv"\n[participation]\ngroup = "a"\n', "perhaps 'groups'"),
        (f'{HEAD}participants = "p.csv"\n[participation]\ndispersion = 0.2\n', "1 or more"),
    ):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match=said):
            mg.study.load_study(path)


def test_all_faults_of_a_study_file_at_once(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(
        '[study]\nname = "x"\n[inputs]\nsite = "a"\n[coverage]\nminutes = ["30"]\n',
        encoding="utf-8",
    )
    with pytest.raises(InputError) as error:
        mg.study.load_study(path)
    for word in ("'title'", "'as_of'", "'sites'", "perhaps 'sites'", "minutes", "'folder'"):
        assert word in str(error.value)


@pytest.mark.slow
def test_the_language_of_a_study_and_of_a_command(
    small_run: mg.Run,
    copy: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    study = copy / "studies" / "deutschland.toml"
    text = study.read_text(encoding="utf-8").replace("for_print = true", 'lang = "en"')
    study.write_text(text, encoding="utf-8")
    monkeypatch.setattr(mg.study, "run", lambda *_, **__: small_run)
    page = copy / "data" / "processed" / "deutschland" / "public" / "report.html"
    for options, lang, words in (
        ([], "en", "Key findings"),
        (["--lang", "de"], "de", "Wichtigste"),
    ):
        assert main(["report", str(study), *options]) == 0
        written = page.read_text(encoding="utf-8")
        assert f'<html lang="{lang}">' in written
        assert words in written
        said = " ".join(capsys.readouterr().out.split())
        assert ("results in" in said) == (lang == "en")
        assert ("aus 2 Bundesländern" in said) == (lang == "de")


@pytest.mark.slow
def test_options_check_themselves(copy: Path) -> None:
    path = copy / "studies" / "deutschland.toml"
    good = path.read_text(encoding="utf-8")
    for old, new, words in (
        ('"foot"]', '"boat"]', "modes"),
        ("max_min = 240", "max_min = -1", "max_min"),
        ("gap_minutes = 30", "gap_minutes = 0", "positive minutes"),
        ("lat = 53.5610", "", "both lat and lon"),
        ('kind = "airline"', 'kind = "magic"', "airline"),
        ("public = true", 'lang = "fr"', r"\[outputs\] lang must be one of de, en"),
    ):
        path.write_text(good.replace(old, new), encoding="utf-8")
        with pytest.raises(InputError, match=words):
            mg.study.load_study(path)


def test_importing_does_no_work() -> None:
    code = "import sys, mintgeo; print('pandas' in sys.modules, 'folium' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_every_public_name_is_there_and_is_no_module() -> None:
    """A verb that has the name of a module is lost as soon as the module is imported."""
    modules = {one.name for one in pkgutil.iter_modules(mg.__path__)}
    verbs = {name for name in mg.__all__ if not isinstance(getattr(mg, name), ModuleType)}
    assert not modules & verbs
    assert set(mg.__all__) - verbs <= modules
    assert mg.__all__ == sorted(mg.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        _ = mg.nothing


@pytest.mark.slow
def test_people_of_an_official_grid(copy: Path) -> None:
    """Two cells with people and the per cent under 18; the third says nothing of children."""
    (copy / "grid.csv").write_text(
        "GITTER_ID_1km;Einwohner\nCRS3035RES1000mN3271000E4552000;1000\n"
        "CRS3035RES1000mN3272000E4552000;500\nCRS3035RES1000mN3273000E4552000;40\n",
        encoding="utf-8",
    )
    (copy / "ages.csv").write_text(
        "GITTER_ID_1km;unter18_A\nCRS3035RES1000mN3271000E4552000;20\n"
        "CRS3035RES1000mN3272000E4552000;10\n",
        encoding="utf-8",
    )
    study = copy / "studies" / "deutschland.toml"
    added = '\n[people]\ngrid = "../grid.csv"\nages = "../ages.csv"\nunder = 18\n'
    study.write_text(study.read_text(encoding="utf-8") + added, encoding="utf-8")
    run = mg.study.run(study, progress=False)
    people = run.parameters["people"]
    assert people["who"] == "children_under_18"
    assert people["people"] == 250
    assert people["error"] is None
    assert people["unknown"] == {"points": 1, "people": 40.0}
    assert run.attributions[0].startswith("© Statistische Ämter")
    assert run.inputs["people"]["file"] == "grid.csv"
    page = loose(mg.report.render(run))
    assert "Anteil der Kinder unter 18, die" in page
    assert "mit 40 Menschen ist die Zahl der Kinder nicht bekannt" in page
    assert "Gemessener Fehler" not in page


def test_report_quotes_the_measured_error(run: mg.Run) -> None:
    page = loose(mg.report.render(run))
    assert "Gemessener Fehler" in page
    assert "im Mittel der Länder um 0,4, 0,3 und 0,3 Prozentpunkte" in page


@pytest.mark.parametrize("section", ["ages = 'a.csv'", "under = 16", "grid = 'g'\nunder = -1"])
def test_children_need_a_grid(copy: Path, section: str) -> None:
    study = copy / "studies" / "deutschland.toml"
    study.write_text(study.read_text(encoding="utf-8") + f"\n[people]\n{section}\n", "utf-8")
    with pytest.raises(InputError, match=r"\[people\]"):
        mg.study.load_study(study)
