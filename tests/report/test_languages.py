"""Reports in another language: whatever is no data came from a message."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pyogrio
import pytest
from openpyxl import load_workbook

import mintgeo as mg
from mintgeo.language import language
from mintgeo.report import render, summary, write_change, write_gpkg, write_xlsx, written
from tests.test_compare import saved_run
from tests.untranslated import cells, leftovers, pretend

RUNS = ("run", "public", "town")
SHOWN = (
    "sites", "participants", "journeys", "gaps", "kreise", "laender", "coverage_land",
    "coverage_gemeinde", "partners_bike", "participation_land",
)  # fmt: skip
LABELS = ("title", "aria-label", "alt")


@pytest.fixture(scope="module")
def runs(small_run: mg.Run, small_town_run: mg.Run) -> dict[str, mg.Run]:
    return {"run": small_run, "public": small_run.public(), "town": small_town_run}


@pytest.fixture(autouse=True)
def pretended() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        pretend(patch)
        yield


def data(run: mg.Run) -> set[str]:
    """What stands in a run as it was read: names, notes, sources, files."""
    texts = cells(*(run.table(name) for name in SHOWN if name in run.tables))
    texts |= {name.removeprefix("Raum ") for name in run.table("gaps")["name"]}
    texts |= {run.title, *run.attributions, *run.versions.values()}
    texts.add(language("en").day(run.as_of))
    for file in run.inputs.values():
        texts |= {file["file"], file["sha256"][:16]}
    return texts | {(run.parameters["meeting"] or {"name": ""})["name"], run.parameters["area"]}


class Texts(HTMLParser):
    """Texts of a page, and labels that are read to some."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent = tag in ("style", "script")
        self.found += [text for name, text in attrs if name in LABELS and text]

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.append(data)


@pytest.mark.parametrize("name", RUNS)
@pytest.mark.slow
def test_report(runs: dict[str, mg.Run], name: str) -> None:
    page = render(runs[name], map_html="", lang="en")
    assert '<html lang="en">' in page
    assert leftovers("\n".join(Texts(page).found), data(runs[name])) == []


@pytest.mark.parametrize("name", RUNS)
def test_summary(runs: dict[str, mg.Run], name: str) -> None:
    files = [Path("x/report.html")]
    text = f"{summary(runs[name], lang='en')}\n{written(files, Path('x'), 1.5, lang='en')}"
    assert leftovers(text, {*data(runs[name]), "report.html", "s", "x"}) == []


@pytest.mark.parametrize("name", RUNS)
def test_workbook(runs: dict[str, mg.Run], name: str, tmp_path: Path) -> None:
    """Titles of all sheets, the two sheets of text, and the phrases in the tables."""
    book = load_workbook(write_xlsx(runs[name], tmp_path / "a.xlsx", lang="en"))
    data_sheet = book.worksheets[-1]
    columns = {str(cell.value) for cell in data_sheet[1]}
    texts = [sheet.title for sheet in book.worksheets]
    for sheet in book.worksheets[:2]:
        texts += [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    known = {*data(runs[name]), *columns, "tables"}
    assert leftovers("\n".join(texts), known) == []
    for sheet in book.worksheets[2:-1]:
        heads = 2 if sheet.merged_cells.ranges else 1
        for column in sheet.iter_cols():
            above = [str(cell.value) for cell in column[:heads] if cell.value is not None]
            assert leftovers("\n".join(above)) == [], sheet.title
            if any(word in above[-1] for word in ("Verkehrsmittel", "Weg⟧", "Weg, Median⟧")):
                said = {str(cell.value) for cell in column[heads:] if cell.value is not None}
                assert leftovers("\n".join(said)) == [], (sheet.title, above)


@pytest.mark.parametrize("name", ["run", "town"])
def test_layers(runs: dict[str, mg.Run], name: str, tmp_path: Path) -> None:
    run = runs[name]
    path = write_gpkg(run, tmp_path / "a.gpkg", lang="en")
    about = pyogrio.read_dataframe(path, sql="SELECT identifier, description FROM gpkg_contents")
    legends = pyogrio.read_dataframe(path, layer="layer_styles")["styleQML"]
    told = pyogrio.read_info(path, layer="angebote")["dataset_metadata"]
    texts = [*about["identifier"], *about["description"], told["VINTAGES"], told.get("LICENCE", "")]
    for legend in legends:
        texts += [part.split('"')[0] for part in legend.split('label="')[1:]]
    known = {"layer_styles", "share", "low", "high", "travel_min", "status", "ok", "heute"}
    assert leftovers("\n".join(texts), known) == []


def test_change(tmp_path: Path) -> None:
    old, new = (mg.Run.load(saved_run(tmp_path, year, *ids))
                for year, ids in ((2025, ["s1"]), (2026, ["s1", "s2"])))  # fmt: skip
    text, files = write_change(old, new, tmp_path / "out", lang="en")
    assert leftovers(text, ["Kleinland", "Westland", "Ostland"]) == []
    table = files[0].read_text(encoding="utf-8-sig")
    assert table.splitlines()[0].count(",") > 5
    assert "⟦2026 gegen 2025⟧" in files[-1].read_text("utf-8")
