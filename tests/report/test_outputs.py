"""Everything that a report writes, and the PDF."""

import re
import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from struct import pack

import geopandas as gpd
import pandas as pd
import pytest
from PIL import Image

import mintgeo as mg
from mintgeo import report
from mintgeo.language import language
from mintgeo.report.pdf import _figures
from tests.conftest import EVIL
from tests.offline import sockets_blocked

MISSING = report.missing_for_pdf()
FIGURES = ("karte", "anteile", "raeume", "teilnahme", "wege")
needs_pdf = pytest.mark.skipif(bool(MISSING), reason=MISSING or "there is all it needs")


@pytest.fixture(scope="module")
def written(small_evil: mg.Run, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    with sockets_blocked():
        return report.write(small_evil, tmp_path_factory.mktemp("out"), for_print=True)


def streams(path: Path) -> str:
    """The content of a PDF, unpacked as far as it is packed."""
    parts = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", path.read_bytes(), re.DOTALL)
    out = [path.read_bytes()]
    for part in parts:
        try:
            out.append(zlib.decompress(part))
        except zlib.error:
            out.append(part)
    return b"\n".join(out).decode("latin-1")


@pytest.mark.slow
def test_every_output_is_written(written: list[Path]) -> None:
    home = written[0].parent
    names = {path.relative_to(home).as_posix() for path in written}
    wanted = {
        "report.html", "map.html", "tables.xlsx", "layers.gpkg",
        *(f"figures/{name}.{kind}" for name in FIGURES for kind in ("png", "svg")),
    }  # fmt: skip
    assert names - {"report.pdf"} == wanted
    assert ("report.pdf" in names) == (not MISSING)
    assert all(path.stat().st_size > 1000 for path in written)


@needs_pdf
def test_pdf_is_tagged_and_speaks_german(written: list[Path]) -> None:
    (path,) = [one for one in written if one.suffix == ".pdf"]
    content = streams(path)
    assert content.startswith("%PDF-1.")
    for sign in ("/StructTreeRoot", "/Lang (de)", "/Alt", "pdfuaid"):
        assert sign in content
    assert "/JavaScript" not in content
    assert content.count("/Subtype /Image") == len(FIGURES)
    assert "/Outlines" in content
    assert "(D:20261126" in content


@needs_pdf
def test_pdf_shows_the_pixels_of_the_figures(written: list[Path]) -> None:
    """What stands in a PDF for a picture is packed as in a PNG: made one, it can be read."""
    (path,) = [one for one in written if one.suffix == ".pdf"]
    found = []
    for head, packed in re.findall(
        rb"<<([^\n]*/Subtype /Image.*?)>>\nstream\n(.*?)\nendstream", path.read_bytes(), re.DOTALL
    ):
        assert b"/Predictor 15" in head
        size = [int(one) for one in re.findall(rb"/(?:Width|Height) (\d+)", head)]
        parts = {b"IHDR": pack(">2I5B", *size, 8, 2, 0, 0, 0), b"IDAT": packed, b"IEND": b""}
        made = b"".join(
            pack(">I", len(what)) + kind + what + pack(">I", zlib.crc32(kind + what))
            for kind, what in parts.items()
        )
        found.append(Image.open(BytesIO(b"\x89PNG\r\n\x1a\n" + made)).convert("RGB"))
    wanted = [Image.open(one) for one in written if one.suffix == ".png"]
    assert len(found) == len(wanted) == len(FIGURES)
    assert {one.tobytes() for one in found} == {one.tobytes() for one in wanted}


@pytest.mark.slow
def test_figures_on_paper_stand_in_their_sections(small_evil: mg.Run) -> None:
    still = _figures(report.prints(small_evil), language("de"))
    assert list(still) == ["map", "regions", "gaps", "meeting", "participation"]
    page = report.render(small_evil, still=still)
    anchors = re.findall(r'<h2 id="(\w+)"|<figcaption>Abbildung (\d)', page)
    order = [section or number for section, number in anchors]
    assert order[1:6] == ["map", "1", "regions", "2", "gaps"]
    assert order[6:11] == ["3", "meeting", "4", "participation", "5"]
    assert page.count("<img") == page.count('<img style="margin-top: -') == len(FIGURES)
    assert EVIL not in page


def test_long_tables_are_cut_on_paper_and_say_so(small_evil: mg.Run) -> None:
    rows = pd.concat([small_evil.table("journeys").iloc[[2]]] * 41, ignore_index=True)
    rows = gpd.GeoDataFrame(rows.assign(place="Kleinkleckersdorf"))
    run = replace(small_evil, tables={**small_evil.tables, "journeys": rows})
    said = "Hier stehen die ersten 40 von 41; alle stehen in <em>tables.xlsx</em>."
    paper, screen = (report.render(run, map_html="", still=part) for part in ({"map": "x"}, None))
    assert paper.count("Kleinkleckersdorf") == 40
    assert said in paper
    assert screen.count("Kleinkleckersdorf") == 41
    assert said not in screen


@pytest.mark.slow
def test_public_variant_shares_what_is_the_same(small_evil: mg.Run) -> None:
    sites = small_evil.table("sites").iloc[:2]  # the third has no place and is not published
    full = replace(small_evil, tables={**small_evil.tables, "sites": sites})
    drawn, twin = report.prints(full), full.public()
    shared = report.prints(twin, twin=full, drawn=drawn)
    assert not {"wege", "teilnahme"} & set(shared), "of nine people no Kreis is told"
    assert [name for name, one in shared.items() if one is drawn[name]] == [
        "karte", "anteile", "raeume",
    ]  # fmt: skip
    assert shared == report.prints(twin)
    assert "nicht genannt: 0." in drawn["teilnahme"].alt


@pytest.mark.slow
def test_same_bytes(small_evil: mg.Run, written: list[Path], tmp_path: Path) -> None:
    home, again = written[0].parent, report.write(small_evil, tmp_path, for_print=True)
    assert len(again) == len(written) >= 14
    for path in again:
        name = path.relative_to(tmp_path)
        assert path.read_bytes() == (home / name).read_bytes(), name


def test_page_for_paper_has_figures_and_no_map(small_evil: mg.Run) -> None:
    page = report.render(small_evil, still={"map": "<figure>hier</figure>"})
    assert "<figure>hier</figure>" in page
    assert "<iframe" not in page
    assert "lassen sich Verkehrsmittel" not in page


def test_without_the_extra_it_says_so(
    small_evil: mg.Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mintgeo.report.pdf.find_spec", lambda _: None)
    assert "mintgeo[pdf]" in report.missing_for_pdf()
    with pytest.raises(mg.MintgeoError, match="Extra „pdf“"):
        report.write_pdf(small_evil, tmp_path / "a.pdf", {})
    assert not list(tmp_path.iterdir())
