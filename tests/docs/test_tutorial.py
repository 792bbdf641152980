"""The tutorials' commands do what the pages say, in an empty folder, with a real pre-commit and Git."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import opendata_lint


@pytest.mark.slow
@pytest.mark.parametrize("page", ["tutorial.md", "registry-tutorial.md"])
@pytest.mark.skipif(os.name == "nt", reason="the tutorial's commands are for a POSIX shell")
def test_commands_print_what_the_page_shows(root: Path, page: str) -> None:
    if not shutil.which("opendata-lint", path=str(Path(sys.executable).parent)):
        pytest.skip("opendata-lint is not installed beside this Python; scripts/dev.py installs it")
    if not (root / ".cache/wheelhouse/stamp").is_file():
        pytest.skip("no .cache/wheelhouse to install from; `scripts/dev.py test` fills it")
    command = [sys.executable, "scripts/run_tutorial.py", "--check", page]
    done = subprocess.run(command, cwd=root, check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, f"{done.stderr}\n`scripts/run_tutorial.py` writes the pages anew"


def test_the_pages_name_the_version_at_hand(root: Path) -> None:
    pages = [root / "README.md", *(root / "docs").glob("*.md"), root / "CITATION.cff"]
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    version = opendata_lint.__version__
    assert text.count(f"rev: v{version}") == text.count("rev: v") >= 3
    assert text.count(f"opendata-lint@v{version}") == text.count("opendata-lint@v") >= 3
    assert f"\nversion: {version}\n" in text
