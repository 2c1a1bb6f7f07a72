"""The register in a study: what may be published of the area, counted, and what is new."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import mintgeo as mg
from mintgeo._errors import InputError
from mintgeo.chapters.register import REGISTER
from mintgeo.chapters.register.page import key_name, points
from mintgeo.language import language
from mintgeo.study import load_study
from mintgeo.study.inputs import file_faults
from tests.chapters.small import study

STUDY = study(
    "Register",
    """
[register]
folder = "neu"
former = "alt"
""",
    as_of="2027-06-01",
)


def offers() -> pd.DataFrame:
    return pd.DataFrame({
        "id": ["a", "b", "c", "d", "e"], "sender": ["w", "w", "x", "y", "z"],
        "title": ["Löten", None, "Bienen", "Geheimnisse", "Irgendwo"],
        "provider": ["Werkhof", "Drohnenclub", "Imkerei", "Verein Verborgen", "Niemandsland"],
        "topics": ["Technik; Physik", "Technik", None, "Physik", "Physik"],
        "target_groups": ["pupils_in_sek_1", "pupils_in_sek_1;pupils_in_sek_2", None, None, None],
        "age_from": [8, 10, None, None, None], "times": ["montags", None, None, None, None],
        "postcode": ["18055", "18057", "80331", "18055", None],
        "place": ["Rostock", "Rostock", "München", "Rostock", None],
        "email": ["a@werkhof.example", None, None, None, None], "contact": "Anna Geheim",
        "consent": ["yes", "yes", "yes", "no", "yes"],
    })  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> mg.Run:
    home = tmp_path_factory.mktemp("register")
    table = offers()
    old = mg.Register().update(table.head(1), as_of="2026-05-01")
    old.save(home / "alt")
    old.update(table.assign(cost="free"), as_of="2027-05-01").save(home / "neu")
    (home / "orte.csv").write_text("Name;lat;lon\nLabor;54,0887;12,1405\n", encoding="utf-8")
    (home / "s.toml").write_text(STUDY, encoding="utf-8")
    return mg.study.run(home / "s.toml", progress=False)


def test_a_folder_without_a_register_is_said_once_with_its_key(tmp_path: Path) -> None:
    """The check of files says the same as the stage that reads them, so one of both is left."""
    (tmp_path / "orte.csv").write_text("Name;lat;lon\nLabor;54,0887;12,1405\n", encoding="utf-8")
    (tmp_path / "s.toml").write_text(STUDY, encoding="utf-8")
    faults = file_faults(load_study(tmp_path / "s.toml"))
    assert [one.at for one in faults] == [("register", "folder"), ("register", "former")]
    for name, fault in zip(("neu", "alt"), faults, strict=True):
        with pytest.raises(InputError, match="holds no register") as caught:
            mg.Register.load(tmp_path / name)
        assert str(fault.text) == str(caught.value)


def test_only_what_may_be_published_in_the_area_counts(made: mg.Run) -> None:
    entries = made.table("register")
    assert entries["name"].tolist() == ["Löten", "Drohnenclub"]
    assert entries["new"].tolist() == [False, True]
    assert set(entries["kreis"]) == {"Rostock (Stadt)"}
    assert not {"email", "contact", "sender"} & set(entries)


def test_numbers_and_what_lacks(made: mg.Run) -> None:
    table = made.table("register_counts")
    told = {(row["by"], row["key"]): row["offers"] for row in table.to_dict("records")}
    assert told["topic", "Technik"] == 2
    assert told["topic", "Physik"] == 1
    assert told["target_group", "pupils_in_sek_2"] == 1
    assert told["lacks", "times"] == 1
    assert told["lacks", "contact"] == 1
    assert told["lacks", "cost"] == told["lacks", "place"] == 0
    news = made.table("register_news")
    assert sorted(zip(news["event"], news["title"].fillna(news["provider"]), strict=True)) == [
        ("changed", "Löten"), ("new", "Drohnenclub"),
    ]  # fmt: skip


@pytest.mark.parametrize(("lang", "words"), [
    ("de", ["Was das Register sagt", "nennt 2 öffentliche Angebote im Gebiet, Stand 01.05.2027",
            "1 weiteres hat keinen Ort", "Seit dem 01.05.2026: 1 neu, 1 geändert",
            "Schüler:innen Sek. I", "Drohnenclub",
            "wen man fragt: bei 1 Angebot"]),
    ("en", ["What the register says", "1 new, 1 changed", "technology", "whom to ask: of 1 offer"]),
])  # fmt: skip
def test_the_report_tells_it(made: mg.Run, lang: str, words: list[str]) -> None:
    public = made.public()
    page = mg.report.render(public, map_html="<p></p>", lang=lang).replace("\xa0", " ")
    for text in words:
        assert text in page
    for secret in ("Geheim", "Verborgen", "werkhof.example", "Bienen"):
        assert secret not in page


def test_none_is_said_as_none(made: mg.Run) -> None:
    none = replace(made, tables={**made.tables, "register": made.table("register").head(0)})
    (point,) = points(none, language("de"))
    assert point.text.startswith("Das Register nennt kein öffentliches Angebot im Gebiet")


def test_map_sheets_and_layers(made: mg.Run) -> None:
    say = language("de")
    (theme,) = REGISTER.themes(made, say)
    theme.layer(**theme.of, lang="de")
    entries, news = REGISTER.sheets(made, say)
    assert entries.table["target_groups"].tolist()[0] == "Schüler:innen Sek. I"
    assert set(news.table["event"]) == {"neu", "geändert"}
    (layer,) = REGISTER.layers(made, say)
    assert len(layer.table) == 2
    assert key_name("kreis", None, say) == "ohne Angabe"
