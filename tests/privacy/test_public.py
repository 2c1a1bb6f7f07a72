"""What a public variant holds: nothing of the lists but what is known to be harmless."""

import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

import mintgeo as mg
from mintgeo._errors import InputError, PrivacyError
from mintgeo.privacy import audit, public_tables, refuse_leaks
from mintgeo.privacy.tables import check_public
from mintgeo.privacy.ways import distances_m, rounded_way, sides

KEY = b"Kleinland" * 4
SECRETS = ("Zora", "Geheim", "5550123", "Fußnote", "Lena", "privat")


@pytest.fixture(scope="module")
def full() -> mg.Run:
    """40 people of Hamburg, 22 of Kiel, 3 of Lübeck, one of nowhere, at a meeting in Hamburg."""
    places = pd.DataFrame({
        "Vorname": ["Zora"] * 4, "PLZ": ["20146", "24103", "23552", None],
        "Ort": ["Hamburg", "Kiel", "Lübeck", "Geheimhausen"], "Anzahl": [40, 22, 3, 1],
    })  # fmt: skip
    people = mg.geocode(mg.read_participants(places))
    labs = pd.DataFrame({
        "Name": ["Labor", "Club"], "PLZ": ["20146", "241o3"], "Ort": ["Hamburg", "Kiel"],
        "Handy privat": ["0171 5550123", ""], "Ansprechpartnerin": ["Lena Geheim", ""],
    })  # fmt: skip
    sites = mg.geocode(mg.read_sites(labs))
    sites.attrs["read"] = {"left_out": [["9", "Fußnote: Fragen an Lena"]]}
    venue = mg.geocode(mg.read_sites(pd.DataFrame({"Name": ["Aula"], "PLZ": ["20146"]})))
    ways = mg.journeys(people, venue, mg.Airline())
    lists = {
        name: {"file": f"{name} von Lena.csv", "sha256": "ab" * 32, "rows": 4}
        for name in ("participants", "sites")
    }
    return mg.Run(
        name="t", title="T", as_of="2026-11-26", vintages=(), attributions=(), inputs=lists,
        parameters={"modes": ["car"], "variant": "full"},
        tables={
            "participants": people, "sites": sites, "meeting": venue, "journeys": ways,
            "journey_summary": mg.journey_summary(ways),
            **{f"participation_{by}": mg.participation(people, by=by) for by in ("land", "kreis")},
            "geocode_participants": mg.geocode_report(people), "kreise": mg.regions("kreis"),
            "notes": pd.DataFrame({"text": ["Lena"]}),
        },
    )  # fmt: skip


@pytest.mark.slow
def test_no_word_of_a_list_reaches_a_public_folder(full: mg.Run, tmp_path: Path) -> None:
    home = full.public().save(tmp_path / "public")
    for file in home.rglob("*.*"):
        for word in SECRETS:
            assert word.encode() not in file.read_bytes(), (file.name, word)
    for table in public_tables(full.tables, key=KEY).values():
        text = f"{table.to_csv()}{table.attrs}"
        assert not [word for word in SECRETS if word in text]
    assert json.loads((home / "run.json").read_text())["inputs"] == {}


def test_numbers_follow_the_rule_and_rates_follow_from_them(full: mg.Run) -> None:
    out = public_tables(full.tables, key=KEY)
    kreise = out["participation_kreis"].set_index("ags")
    told = kreise
    assert set(told.index) == {"02000", "01002"}
    assert not told["hidden"].any()
    assert (told["participants"] % 5 == 0).all()
    assert abs(told.at["02000", "participants"] - 40) <= 10
    assert np.allclose(told["per_1000"], told["participants"] / told["population"] * 1000)
    assert (told["per_1000_low"] < told["per_1000"]).all()
    laender = out["participation_land"].set_index("ags")
    assert laender.at["02", "participants"] == told.at["02000", "participants"]
    total = out["participation_total"]["participants"].item()
    summary = out["journey_summary"].iloc[0]
    assert (summary["people"], set(summary.index)) == (total, {"people", "median_m"})
    assert summary["median_m"] % 1000 == 0


def test_of_few_people_nothing_is_told() -> None:
    rows = pd.DataFrame({"ags": ["02000"], "name": ["Hamburg"], "participants": [2],
                         "population": [1e6]})  # fmt: skip
    tables = {
        "participation_kreis": rows, "participation_land": rows.assign(ags="02"),
        "journey_summary": pd.DataFrame({"people": [2]}),
    }  # fmt: skip
    told = [public_tables(tables, key=bytes([one] * 32)) for one in range(60)]
    assert sum(bool(one) for one in told) <= 3


def test_tables_of_different_people_are_refused(full: mg.Run) -> None:
    tables = dict(full.tables)
    tables["participation_land"] = tables["participation_land"].assign(participants=1)
    with pytest.raises(PrivacyError, match="do not count the same"):
        public_tables(tables, key=KEY)


def test_what_is_not_known_to_be_harmless_is_refused(full: mg.Run) -> None:
    with pytest.raises(PrivacyError, match=r"table notes.*table participants|table participants"):
        check_public(full.tables)
    exact = {"participation_land": full.tables["participation_land"]}
    with pytest.raises(PrivacyError, match="exact counts"):
        check_public(exact)
    with pytest.raises(PrivacyError, match=r"kreise\.telefon"):
        check_public({"kreise": mg.regions("kreis").assign(telefon="0171")})
    noted = mg.regions("kreis")
    noted.attrs["note"] = "Lena"
    with pytest.raises(PrivacyError, match="metadata note"):
        check_public({"kreise": noted})


def test_a_public_run_is_its_own_public_variant(full: mg.Run) -> None:
    public = full.public()
    assert public.public() is public


def test_labels_of_rows_are_not_published(full: mg.Run) -> None:
    named = full.tables["sites"].set_axis(["Zora", "Lena"])
    out = public_tables({"sites": named}, key=KEY)
    assert isinstance(out["sites"].index, pd.RangeIndex)


class TestAudit:
    """Whatever is put into a clean public folder is found, by its kind."""

    @pytest.fixture
    def home(self, full: mg.Run, tmp_path: Path) -> Path:
        folder = full.public().save(tmp_path / "public")
        assert audit(folder) == []
        return folder

    def codes(self, home: Path) -> set[str]:
        with pytest.raises(PrivacyError, match="would tell of single people"):
            refuse_leaks(home)
        return {leak.code for leak in audit(home)}

    def change(self, home: Path, name: str, **columns: object) -> None:
        file = home / "tables" / f"{name}.parquet"
        pd.read_parquet(file).assign(**columns).to_parquet(file)

    @pytest.mark.parametrize("name", ["liste.csv", "figures/x.txt", "tables/a.csv", ".notes"])
    def test_strange_files(self, home: Path, name: str) -> None:
        (home / name).parent.mkdir(exist_ok=True)
        (home / name).write_text("Lena")
        assert self.codes(home) == {"file"}

    def test_every_output_may_stand_there(self, home: Path) -> None:
        (home / "figures").mkdir()
        for name in (
            "report.html", "report.pdf", "map.html", "tables.xlsx", "manifest.json",
            "figures/karte.png", "figures/karte.svg",
        ):  # fmt: skip
            (home / name).write_text("nobody", encoding="utf-8")
        assert audit(home) == []
        (home / "figures" / "more").mkdir()
        (home / "figures" / "more" / "karte.png").write_text("nobody", encoding="utf-8")
        assert {leak.where for leak in audit(home)} == {"figures/more", "figures/more/karte.png"}

    def test_layers_hold_nothing_of_people(self, home: Path) -> None:
        point = gpd.points_from_xy([9.99], [53.56])
        table = gpd.GeoDataFrame({"name": ["Labor"]}, geometry=point, crs=4326)
        table.to_file(home / "layers.gpkg", layer="angebote", engine="pyogrio")
        assert audit(home) == []
        told = table.assign(match_note="Lena")
        told.to_file(home / "layers.gpkg", layer="teilnehmende", engine="pyogrio")
        assert {(one.code, one.what) for one in audit(home)} == {
            ("layer", "teilnehmende.match_note")
        }

    def test_what_a_table_says_of_itself(self, home: Path) -> None:
        file = home / "tables" / "kreise.parquet"
        kreise = gpd.read_parquet(file)
        kreise.attrs["read"] = "Fragen an Lena"
        kreise.to_parquet(file)
        assert [leak.code for leak in audit(home)] == ["table"]
        assert "read" in audit(home)[0].what

    def test_a_folder_without_a_run(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="holds no public run"):
            audit(tmp_path)

    def test_links_and_folders(self, home: Path) -> None:
        (home / "report.html").symlink_to(home / "run.json")
        (home / "ordner").mkdir()
        assert {leak.where for leak in audit(home)} == {"report.html", "ordner"}

    def test_tables_and_columns(self, home: Path, full: mg.Run) -> None:
        full.tables["journeys"].to_parquet(home / "tables" / "journeys.parquet")
        self.change(home, "journey_summary", total_km=1000.0)
        assert self.codes(home) == {"table"}
        assert {leak.what for leak in audit(home)} == {"table journeys", "journey_summary.total_km"}

    def test_entries_of_lists(self, home: Path) -> None:
        file = home / "run.json"
        run = json.loads(file.read_text())
        run["inputs"]["participants"] = {"sha256": "ab"}
        run["parameters"]["variant"] = "full"
        file.write_text(json.dumps(run))
        assert {leak.what for leak in audit(home)} == {
            "inputs.participants", "the full variant of a run",
        }  # fmt: skip

    def test_numbers_that_the_rule_does_not_make(self, home: Path) -> None:
        kreise = pd.read_parquet(home / "tables" / "participation_kreis.parquet")
        self.change(home, "participation_kreis", participants=kreise["participants"] + 1)
        assert self.codes(home) >= {"number"}

    def test_rates_that_tell_more_than_their_number(self, home: Path) -> None:
        kreise = pd.read_parquet(home / "tables" / "participation_kreis.parquet")
        self.change(home, "participation_kreis", per_1000=kreise["per_1000"] * 1.01)
        assert self.codes(home) == {"number"}

    def test_inference(self, home: Path) -> None:
        """So few in all that those of Hamburg leave nobody elsewhere: no counts fit."""
        self.change(home, "participation_total", participants=pd.array([10], "Int64"))
        assert "inference" in self.codes(home)

    @pytest.mark.parametrize("text", [b"", b"[]", b"\xff", b"{" * 9999, b'{"inputs": 3}'])
    def test_no_run_at_all(self, home: Path, text: bytes) -> None:
        (home / "run.json").write_bytes(text)
        with pytest.raises(InputError, match="holds no public run"):
            audit(home)


def test_ways_are_rounded_and_sides_are_sure() -> None:
    assert [rounded_way(one * 1000) for one in (0.4, 1.6, 12.4, 49.0, 54.9, 176.2)] == [
        0.0, 2000.0, 10000.0, 50000.0, 50000.0, 180000.0,
    ]  # fmt: skip
    venue = gpd.GeoDataFrame(geometry=gpd.points_from_xy([9.99], [53.56]), crs=4326)
    found = sides(180_000.0, venue)
    assert (found["02000"], found["09162"]) == ("nearer", "farther")
    homes = mg.population()
    way = distances_m(homes, venue)
    nearer = homes["ags_kreis"].map(found).eq("nearer").to_numpy()
    assert way[nearer].max() < 175_000


@pytest.mark.parametrize(
    "line",
    ["Fragen an Rolf Fußnote", "Rolf Fußnote, Tel. 0171 5550199", "rolf@fussnote.example",
     "Auskunft gibt Rolf Fußnote (0395/5551234)"],
)  # fmt: skip
def test_contacts_below_a_list_are_no_sites(line: str, tmp_path: Path) -> None:
    file = tmp_path / "angebote.csv"
    file.write_text(f"Name;PLZ;Ort\nLabor;20146;Hamburg\nClub;24103;Kiel\n{line}\n", "utf-8")
    sites = mg.geocode(mg.read_sites(file))
    assert list(sites["name"]) == ["Labor", "Club"]


def test_a_row_without_a_place_is_no_published_site() -> None:
    rows = pd.DataFrame({"Name": ["Labor", "Rolf"], "PLZ": ["20146", None]})
    sites = mg.geocode(mg.read_sites(rows))
    assert list(sites["name"]) == ["Labor", "Rolf"]
    assert list(public_tables({"sites": sites}, key=KEY)["sites"]["name"]) == ["Labor"]
