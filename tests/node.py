"""Node for tests: found, skipped where it is missing, or required (MINTGEO_REQUIRE_NODE=1)."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
CHECKS = ROOT / "tools" / "scripts"
SCRIPTS = ROOT / "mintgeo" / "maps" / "assets"


def node() -> str | None:
    """Where node is, if it is there."""
    found = shutil.which("node")
    if found is None and os.environ.get("MINTGEO_REQUIRE_NODE") == "1":
        pytest.fail("node is required here and was not found")
    return found


def checked(name: str, *arguments: str, at: Path) -> subprocess.CompletedProcess[str]:
    """Run tsc or eslint, or skip the test where they are not installed."""
    tool = CHECKS / "node_modules" / ".bin" / name
    if node() is None or not tool.exists():
        if os.environ.get("MINTGEO_REQUIRE_NODE") == "1":
            pytest.fail(f"{name} is required here: make scripts installs it")
        pytest.skip(f"{name} is not installed (make scripts)")
    return subprocess.run([tool, *arguments], cwd=at, capture_output=True, text=True, check=False)


def run(code: str, *given: Any) -> Any:
    """Call a function of JavaScript in node."""
    program = f"console.log(JSON.stringify(({code})(...JSON.parse(require('fs').readFileSync(0)))))"
    done = subprocess.run(
        [node() or "node", "-e", program], input=json.dumps(given), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
