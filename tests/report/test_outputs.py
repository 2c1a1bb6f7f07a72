"""Everything that a report writes, and the PDF."""

import re
import zlib
from pathlib import Path

import pytest

import mintgeo as mg
from mintgeo import report

MISSING = report.missing_for_pdf()
needs_pdf = pytest.mark.skipif(bool(MISSING), reason=MISSING or "there is all it needs")


@pytest.fixture(scope="module")
def written(evil_run: mg.Run, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return report.write(evil_run, tmp_path_factory.mktemp("out"), for_print=True)


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


def test_every_output_is_written(written: list[Path]) -> None:
    home = written[0].parent
    names = {path.relative_to(home).as_posix() for path in written}
    wanted = {
        "report.html", "map.html", "tables.xlsx", "layers.gpkg",
        *(f"figures/{name}.{kind}" for name in ("karte", "anteile") for kind in ("png", "svg")),
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
    assert content.count("/Subtype /Image") >= 2


@needs_pdf
def test_same_bytes(evil_run: mg.Run, written: list[Path], tmp_path: Path) -> None:
    (path,) = [one for one in written if one.suffix == ".pdf"]
    again = report.write_pdf(evil_run, tmp_path / "a.pdf", report.prints(evil_run))
    assert again.read_bytes() == path.read_bytes()


def test_page_for_paper_has_figures_and_no_map(evil_run: mg.Run) -> None:
    page = report.render(evil_run, still="<figure>hier</figure>")
    assert "<figure>hier</figure>" in page
    assert "<iframe" not in page
    assert "lassen sich Verkehrsmittel" not in page


def test_without_the_extra_it_says_so(
    evil_run: mg.Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mintgeo.report.pdf.find_spec", lambda _: None)
    assert "mintgeo[pdf]" in report.missing_for_pdf()
    with pytest.raises(mg.MintgeoError, match="Extra „pdf“"):
        report.write_pdf(evil_run, tmp_path / "a.pdf", {})
    assert not list(tmp_path.iterdir())
