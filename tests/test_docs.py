"""What is written agrees with the code: the tables' page, the README's commands."""

import re
from pathlib import Path

import pytest

from tools import write_table_docs

ROOT = Path(__file__).parents[1]


def test_page_of_tables_is_current() -> None:
    assert (ROOT / "docs" / "tables.md").read_text(encoding="utf-8") == write_table_docs.page()


def test_page_of_findings_is_current() -> None:
    written = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    assert written == write_table_docs.findings_page()
    words = (ROOT / "docs" / "anleitung" / "verstanden.md").read_text(encoding="utf-8")
    assert words == write_table_docs.words_page()


def test_page_of_addresses_is_current() -> None:
    written = write_table_docs.ADDRESSES.read_text(encoding="utf-8")
    assert written == write_table_docs.addresses_page()


def test_decisions_are_numbered_without_a_hole_and_have_one_form() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    for number, page in enumerate(pages, 1):
        text = page.read_text(encoding="utf-8")
        assert text.startswith(f"# {number}. "), page.name
        parts = re.findall(r"^\*\*(.+?)\.?\*\*", text, flags=re.MULTILINE)
        assert parts[0] == "Problem", page.name
        assert "Decision" in parts, page.name
        assert parts[-1] == "What would change it", page.name


def test_readme_names_targets_that_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    wanted = set(re.findall(r"\bmake ([a-z]+)\b", readme))
    assert {"report", "test"} <= wanted
    for target in wanted:
        assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), target


@pytest.mark.parametrize("page", ["README.md", "docs/index.md"])
def test_example_runs(page: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
    (tmp_path / "data").symlink_to(ROOT / "data")
    monkeypatch.chdir(tmp_path)
    exec(code, {})  # noqa: S102
    assert (tmp_path / "karte.html").stat().st_size > 100_000


def test_pictures_and_links_of_the_readme_are_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for goal in re.findall(r"\]\(([^)#]+)", readme):
        assert (ROOT / goal).exists(), goal
    picture = ROOT / "docs" / "_static" / "abdeckung.png"
    assert picture.stat().st_size <= 150_000
