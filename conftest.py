"""What of the package has examples to run."""

from pathlib import Path

PACKAGE = Path(__file__).parent / "mintgeo"


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Pass over modules without an example: looking for one imports and rewrites each of them."""
    if collection_path.suffix != ".py" or PACKAGE not in collection_path.parents:
        return None
    return True if ">>>" not in collection_path.read_text(encoding="utf-8") else None
