"""A faulty study is told in one message: everything, with the lines of the file."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mintgeo._errors import InputError, MintgeoError
from mintgeo.cli import main
from mintgeo.language import explained
from mintgeo.study import load_study
from mintgeo.study.lines import read_lines

FAULTY = """[study]
name = "x"
titel = "Y"
as_of = "gestern"

[inputs]
sites = "fehlt.csv"
participants = "leute.csv"

[routr]
[router]
kind = "airline"
extract = "x.pbf"
max_min = -3

[coverage]
minutes = [-15,
  30]
gap_minuts = 3
gap_areas = ["dorf"]
[meeting]
name = "Haus"
lat = 53.0
[outputs]
folder = "x"
lang = "fr"
"""
TOLD = {
    "Zeile 1:": "„title“", "Zeile 3:": "vielleicht „title“", "Zeile 4:": "ein Datum",
    "Zeile 7:": "„fehlt.csv“", "Zeile 8:": "„leute.csv“ hat keine Spalte",
    "Zeile 10:": "vielleicht „router“", "Zeile 13:": "gehört zu kind = 'roads'",
    "Zeile 14:": "max_min", "Zeile 17:": "-15", "Zeile 19:": "vielleicht „gap_minutes“",
    "Zeile 20:": "dorf", "Zeile 23:": "lat und lon", "Zeile 26:": "fr",
}  # fmt: skip


def test_everything_at_once(tmp_path: Path) -> None:
    (tmp_path / "leute.csv").write_text("Note;Kommentar\n1;b\n", "utf-8")
    (tmp_path / "s.toml").write_text(FAULTY, "utf-8")
    with pytest.raises(InputError) as error:
        load_study(tmp_path / "s.toml")
    said = explained(error.value)
    for line, words in TOLD.items():
        assert line in said
        assert words in said.split(line, 1)[1].split("Zeile", 1)[0], line
    assert said.count("Zeile ") == len(TOLD), said
    assert explained(error.value, lang="en") == str(error.value)


def test_lists_of_a_sound_study_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "leute.csv").write_text("Note;Kommentar\n1;b\n", "utf-8")
    (tmp_path / "s.toml").write_text(
        '[study]\nname = "x"\ntitle = "X"\nas_of = 2026-01-01\n[inputs]\nsites = "fehlt.csv"\n'
        'participants = "leute.csv"\n[outputs]\nfolder = "x"\nlang = "en"\n',
        "utf-8",
    )
    assert main(["report", str(tmp_path / "s.toml")]) == 2
    said = capsys.readouterr().err
    assert "Line 6: There is no file 'fehlt.csv'" in said
    assert "Line 7: 'leute.csv' has no column" in said
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('[study]\nname = a\ntitle = "b"\n', [2]),
        (
            '[inputs]\nsites = "C:\\Users\\a"\n[outputs\nfolder = "x"\n[study]\nname = "x"\n',
            [2, 3],
        ),
        ('[study]\nname = "a"\nname = "b"\n', [3]),
        ("[study]\ntitle = '''a\nb'''\nname = 'x' 'y'\n", [4]),
        ("a = [1,\n# nichts\n2]\nb\n", [4]),
    ],
)
def test_lines_that_are_no_toml(tmp_path: Path, text: str, lines: list[int]) -> None:
    assert [line for line, _ in read_lines(text).unread] == lines
    (tmp_path / "s.toml").write_text(text, "utf-8")
    with pytest.raises(InputError, match="is not a TOML file") as error:
        load_study(tmp_path / "s.toml")
    assert all(f"line {line}," in str(error.value) for line in lines)
    assert "needs" not in str(error.value)


def test_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_bytes("[study]\ntitle = 'Größe'\n".encode("cp1252"))
    with pytest.raises(InputError, match="line 2 has letters that are not UTF-8"):
        load_study(tmp_path / "s.toml")


@given(st.text(st.sampled_from("ab=[]\"'\n# 1\\{},."), max_size=60))
def test_reading_by_lines_ends_and_numbers_are_of_the_file(text: str) -> None:
    found = read_lines(text)
    count = len(text.split("\n"))
    assert all(1 <= line <= count for line in (*found.at.values(), *(at for at, _ in found.unread)))


@pytest.mark.parametrize(
    ("lists", "section", "missing"),
    [
        ('participants = "leute.csv"', '[schools]\nfile = "leute.csv"', "sites"),
        ('participants = "leute.csv"', "[plan]\nstops = 2", "sites"),
        ('sites = "orte.csv"', "[participation]", "participants"),
    ],
)
def test_a_section_of_which_nothing_could_be_told_is_refused(
    tmp_path: Path, lists: str, section: str, missing: str
) -> None:
    head = "Name;PLZ;Ort\nA;17033;Neubrandenburg\n"
    for name in ("leute.csv", "orte.csv"):
        (tmp_path / name).write_text(head, encoding="utf-8")
    file = tmp_path / "s.toml"
    study = '[study]\nname = "x"\ntitle = "Y"\nas_of = 2026-11-26\n[inputs]\n'
    file.write_text(f'{study}{lists}\n{section}\n[outputs]\nfolder = "o"\n', encoding="utf-8")
    with pytest.raises(InputError, match=rf"ine 7: \[\w+\] needs a list: {missing} in \[inputs\]"):
        load_study(file)


def test_a_file_of_a_section_that_is_not_there_has_the_line_of_its_key(tmp_path: Path) -> None:
    (tmp_path / "orte.csv").write_text("Name;PLZ;Ort\nA;17033;Berlin\n", encoding="utf-8")
    file = tmp_path / "s.toml"
    file.write_text(
        '[study]\nnam = "x"\ntitle = "Y"\nas_of = 2026-11-26\n[inputs]\nsites = "orte.csv"\n'
        '[schools]\nfile = "fehlt.csv"\n[outputs]\nfolder = "o"\n', encoding="utf-8",
    )  # fmt: skip
    with pytest.raises(InputError, match=r"[Ll]ine 8: .*fehlt\.csv"):
        load_study(file)


@pytest.mark.parametrize("minutes", ["[]", "[20, 45, 20]", "[20, 20.0]", "[0, 20]"])
def test_thresholds_are_some_and_different(tmp_path: Path, minutes: str) -> None:
    (tmp_path / "o.csv").write_text("Name;PLZ;Ort\nWerft;23966;Wismar\n", "utf-8")
    (tmp_path / "s.toml").write_text(
        '[study]\nname = "s"\ntitle = "S"\nas_of = 2027-01-01\n[inputs]\nsites = "o.csv"\n'
        f'[coverage]\nminutes = {minutes}\n[outputs]\nfolder = "x"\n', "utf-8",
    )  # fmt: skip
    with pytest.raises(MintgeoError) as error:
        load_study(tmp_path / "s.toml")
    assert "Zeile 8: [coverage]" in explained(error.value)
