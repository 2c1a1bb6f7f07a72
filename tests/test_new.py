"""``mintgeo new``: from lists as people have them to a study that loads."""

import io
import re
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box

from mintgeo._errors import InputError
from mintgeo.cli import main
from mintgeo.read.kinds import lists_of
from mintgeo.study import Study, load_study
from mintgeo.study.new import Seen, suggested
from mintgeo.study.new.toml import toml

OFFERS = (
    "Einrichtung;Art;Thema;PLZ;Ort\n"
    "Lernlabor Rostock;Schülerlabor;Physik;18055;Rostock\n"
    "Technikzentrum Schwerin;Technikzentrum;Technik, Informatik;19053;Schwerin\n"
    "Meereslabor Stralsund;Schülerlabor;Biologie;18439;Stralsund\n"
)
OF_UELZEN = (
    "Name;Kategorie;PLZ;Ort\nLernwerkstatt;Werkstatt;29525;Uelzen\n"
    "Moorlabor;Labor;29556;Suderburg\n"
)
PEOPLE = "Vorname;PLZ;Wohnort;Anzahl Kinder\nZora;29525;Uelzen;3\nAli;29549;Bad Bevensen;2\n"
Ask = Callable[..., tuple[int, str, Study | None]]


class Terminal(io.StringIO):
    """Somebody who types."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run ``mintgeo new`` in a folder with lists, and load what it wrote."""
    monkeypatch.chdir(tmp_path)
    Path("angebote.csv").write_text(OFFERS, "utf-8")
    Path("uelzen.csv").write_text(OF_UELZEN, "utf-8")
    Path("gäste.csv").write_text(PEOPLE, "utf-8")

    def run(*words: str, typed: io.StringIO | None = None) -> tuple[int, str, Study | None]:
        monkeypatch.setattr(sys, "stdin", typed)
        code = main(["new", *words])
        goal = Path(words[words.index("-o") + 1] if "-o" in words else "studie.toml")
        plan = load_study(goal) if code == 0 else None
        return code, "".join(capsys.readouterr()), plan

    return run


@pytest.mark.parametrize(
    ("files", "within", "kinds"),
    [
        (["angebote.csv"], "Mecklenburg-Vorpommern", {"sites"}),
        (["uelzen.csv"], "Landkreis Uelzen", {"sites"}),
        (["gäste.csv"], "Landkreis Uelzen", {"participants"}),
        (["gäste.csv", "uelzen.csv"], "Landkreis Uelzen", {"sites", "participants"}),
        (["gäste.csv", "angebote.csv"], "", {"sites", "participants"}),
    ],
)
def test_flags_alone(ask: Ask, files: list[str], within: str, kinds: set[str]) -> None:
    code, said, plan = ask(*files)
    assert code == 0, said
    assert plan is not None
    assert plan.coverage.within == within
    assert {kind for kind in ("sites", "participants") if plan.inputs.files(kind).paths} == kinds
    assert plan.router.modes == ["car", "bike", "foot"]
    text = Path("studie.toml").read_text("utf-8")
    assert not any(word in text for word in ("Zora", "Moorlabor", "Lernlabor", "29549", "Bevensen"))
    assert max(map(len, text.splitlines())) <= 100


def test_a_town_with_its_districts(ask: Ask) -> None:
    shapes = [box(12.08, 54.05, 12.12, 54.09), box(12.12, 54.05, 12.16, 54.09)]
    districts = gpd.GeoDataFrame({"name": ["A", "B"]}, geometry=shapes, crs=4326)
    districts.to_file("ortsteile.geojson")
    words = ("--within", "kreisfreie Stadt Rostock", "--districts", "ortsteile.geojson")
    code, said, plan = ask("angebote.csv", *words, "--modes", "Rad, zu Fuß", "--title", 'A "B" \\')
    assert code == 0, said
    assert plan is not None
    assert (plan.inputs.districts, plan.title) == ("ortsteile.geojson", 'A "B" \\')
    assert (plan.router.modes, plan.coverage.within) == (["bike", "foot"], words[1])


def test_sheets_with_messy_headers(ask: Ask, tmp_path: Path) -> None:
    head = pd.DataFrame([["Gästeliste", None, None], ["Name des Kindes", "Wohnot", "Wie viele?"]])
    rows = pd.DataFrame([["Zora", "Uelzen", 3], ["Ali", "Suderburg", 1]])
    offers = pd.DataFrame({"Name der Einrichtung": ["Labor"], "Art": ["Labor"], "Ort": ["Uelzen"]})
    with pd.ExcelWriter(tmp_path / "Mappe 'neu'.xlsx") as book:
        pd.DataFrame({"Notiz": ["nichts"]}).to_excel(book, sheet_name="Info", index=False)
        for name in ("Mai", 'Juni "2"'):
            pd.concat([head, rows]).to_excel(book, sheet_name=name, index=False, header=False)
        offers.to_excel(book, sheet_name="Angebote", index=False)
    code, said, plan = ask("Mappe 'neu'.xlsx")
    assert code == 0, said
    assert plan is not None
    people, sites = plan.inputs.files("participants"), plan.inputs.files("sites")
    assert (people.sheet, dict(people.columns)) == (("Mai", 'Juni "2"'), {"Wohnot": "place"})
    assert (sites.sheet, sites.paths) == ("Angebote", ("Mappe 'neu'.xlsx",))
    assert plan.coverage.within == "Landkreis Uelzen"


def test_paths_begin_beside_the_study(ask: Ask, tmp_path: Path) -> None:
    code, said, plan = ask("angebote.csv", "-o", "studien/mv.toml", "--lang", "en", "--within", "-")
    assert code == 0, said
    assert plan is not None
    assert plan.inputs.files("sites").paths == ("../angebote.csv",)
    assert (plan.coverage.within, plan.outputs.lang) == ("", "en")
    text = Path("studien/mv.toml").read_text("utf-8")
    assert "list of offers" in text
    assert "Angebote" not in text
    assert plan.resolve("../angebote.csv") == (tmp_path / "angebote.csv").resolve()


def test_nothing_is_overwritten_without_force(ask: Ask) -> None:
    assert ask("angebote.csv")[0] == 0
    first = Path("studie.toml").read_bytes()
    code, said, _ = ask("uelzen.csv")
    assert (code, Path("studie.toml").read_bytes()) == (2, first)
    assert "--force" in said
    assert ask("uelzen.csv", "--force")[0] == 0
    assert ask("angebote.csv", "-o", "angebote.csv", "--force")[0] == 2


def test_three_questions(ask: Ask) -> None:
    typed = Terminal("fehlt.csv\n\n'uelzen.csv'\n\nNirgendwo\nLK Celle\nKutsche\nRad\n")
    code, said, plan = ask(typed=typed)
    assert code == 0, said
    assert plan is not None
    assert (plan.coverage.within, plan.router.modes) == ("Landkreis Celle", ["bike"])
    assert said.count("Gebiet [Landkreis Uelzen]") == 2


@pytest.mark.parametrize("typed", [None, io.StringIO("")])
def test_nobody_to_ask(ask: Ask, typed: io.StringIO | None) -> None:
    code, said, _ = ask(typed=typed)
    assert code == 2
    assert "niemand ist da" in said
    assert "Traceback" not in said


def test_faults_of_all_lists_at_once(ask: Ask) -> None:
    Path("leer.csv").write_text("", "utf-8")
    Path("ohne.csv").write_text("Alter;Note\n3;1\n", "utf-8")
    code, said, _ = ask("leer.csv", "ohne.csv", "fehlt.csv")
    assert code == 2
    assert all(
        name in said for name in ("„leer.csv“ ist leer", "„ohne.csv“ hat keine", "„fehlt.csv“")
    )


def test_examples_in_comments_hold(ask: Ask) -> None:
    """Every line that is switched off can be switched on, but for the extract of no roads.

    Filters are for studies without one.
    """
    assert ask("angebote.csv")[0] == 0
    text = Path("studie.toml").read_text("utf-8")
    before, of_filters, after = re.split(
        r"(?=^# \[filters\]$)|(?=^\[outputs\]$)", text, flags=re.MULTILINE
    )
    on = re.sub(r"^# ", "", of_filters, flags=re.MULTILINE)
    Path("studie.toml").write_text(before + on + after, "utf-8")
    assert {kind.__name__ for kind in load_study("studie.toml").sections} == {"Filters"}
    on = re.sub(r"^# (?=\[meeting\]$|[a-z_]+ = (?!2026))", "", before, flags=re.MULTILINE) + after
    Path("studie.toml").write_text(on.replace('"airline"', '"roads"'), "utf-8")
    plan = load_study("studie.toml")
    assert (plan.coverage.area, plan.inputs.addresses) == ("im Wendland", "region.osm.pbf")
    assert all((plan.inputs.districts, plan.inputs.borders, plan.inputs.participants))
    assert plan.way.extract.name == "region.osm.pbf"
    assert {kind.__name__ for kind in plan.sections} == {"Meeting"}


def test_a_list_says_what_it_is_of(tmp_path: Path) -> None:
    for name, text, kind in (
        ("a.csv", "Name;PLZ;Ort\nx;1;y\n", "sites"),
        ("teilnehmende.csv", "Name;PLZ;Ort\nx;1;y\n", "participants"),
        ("b.csv", "Schule;Klasse;PLZ;Ort\nx;3;1;y\n", "participants"),
        ("c.csv", "PLZ;Ort\n1;y\n", "participants"),
    ):
        (tmp_path / name).write_text(text, "utf-8")
        assert [one.kind for one in lists_of(tmp_path / name)] == [kind], name


@given(st.dictionaries(st.text(min_size=1), st.text() | st.lists(st.text()) | st.booleans()))
def test_toml_holds_any_text(values: dict[str, object]) -> None:
    try:
        text = toml(values)
    except InputError:
        return
    assert tomllib.loads(f"a = {text}")["a"] == values


@pytest.mark.parametrize(
    ("kreise", "names"),
    [
        ([{"03354": 6, "03360": 2, "13076": 2}, {"03354": 80, "03360": 20}],
         ("Landkreis Lüchow-Dannenberg",)),
        ([{"14521": 20, "14523": 18}], ("Erzgebirgskreis", "Vogtlandkreis")),
        ([{"14521": 3, "14523": 2}], ("Sachsen",)),  # too few rows for a region of their own
        ([{"13003": 9, "13004": 9, "13073": 9}], ("Mecklenburg-Vorpommern",)),  # not one piece
        # a town that is enclosed belongs to them
        ([{"06433": 9, "06436": 9, "06414": 9, "07339": 9}],
         ("kreisfreie Stadt Wiesbaden", "Landkreis Groß-Gerau", "Main-Taunus-Kreis",
          "Landkreis Mainz-Bingen", "kreisfreie Stadt Mainz")),
        ([{"02000": 40, "01056": 5}], ("Hamburg",)),
        ([{"03354": 10}, {"13003": 5, "13004": 5}], ()),  # each list has a place of its own
        ([], ()),
    ],
)  # fmt: skip
def test_the_region_that_lists_lie_in(kreise: list[dict[str, int]], names: tuple[str, ...]) -> None:
    seen = [Seen(kind="sites", files=(), rows=sum(one.values()), kreise=one) for one in kreise]
    assert suggested(seen) == names
