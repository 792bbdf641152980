"""The tutorial's commands do what the page says, in an empty folder, with a real pre-commit."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hooks.conftest import pre_commit_environment, project

__all__ = ["pre_commit_environment", "project"]

ADDRESS = "https://git.example.org/opendata-lint"
REVISION = "v0.1.0"


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the tutorial's commands are for a POSIX shell")
def test_commands_print_what_the_page_shows(
    root: Path, project: Path, pre_commit_environment: dict[str, str]
) -> None:
    scripts = str(Path(sys.executable).parent)
    if not shutil.which("opendata-lint", path=scripts):
        pytest.skip("opendata-lint is not installed beside this Python; scripts/dev.py installs it")
    subprocess.run(["git", "tag", "--force", REVISION], cwd=project, check=True)
    # Git fetches the page's address of the linter from the repository under test.
    redirect = {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{project.as_uri()}.insteadOf",
        "GIT_CONFIG_VALUE_0": ADDRESS,
        "PATH": scripts + os.pathsep + pre_commit_environment["PATH"],
    }
    done = subprocess.run(
        [sys.executable, "scripts/run_tutorial.py", "--check"],
        cwd=root,
        env=pre_commit_environment | redirect,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
