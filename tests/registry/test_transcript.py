"""The tutorial of the registry, played through; then the same over HTTP, and with GTO's eyes."""

import json
import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from scripts import run_tutorial
from tests.conftest import ROOT
from tests.registry.receiving.server import over_http
from tests.repositories import Repository

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="the tutorial's commands are for a POSIX shell"),
    pytest.mark.skipif(
        not shutil.which("opendata-lint", path=str(Path(sys.executable).parent)),
        reason="opendata-lint is not installed beside this Python; scripts/dev.py installs it",
    ),
]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The repository `shelf` as the tutorial leaves it, beside `server.git`."""
    folder = tmp_path_factory.mktemp("played")
    environment = run_tutorial.surroundings(folder)
    now = folder / "work"
    now.mkdir()
    page = (ROOT / "docs" / "registry-tutorial.md").read_text(encoding="utf-8")
    for commands in re.findall(r"^```sh\n(.*?)^```$", page, re.M | re.S):
        now = run_tutorial.run(commands, now, environment).folder
    shelf = Repository(folder / "work" / "shelf", environment)
    assert shelf.git("tag") == "card/tides/v1.1.0\n"
    return shelf


def test_the_same_hook_by_file_address(played: Repository) -> None:
    played.stage("models/forecast/README.md", "---\nlicense: apache\n---\n")
    played.git("commit", "--quiet", "--message", "Cut the card")
    refused = played.run("git", "push", f"file://{played.path.parent}/server.git", "main")
    assert refused.returncode == 1
    assert "remote: opendata-lint: refused" in refused.stdout
    played.git("reset", "--quiet", "--hard", "HEAD~1")


def test_the_same_hook_over_http(played: Repository) -> None:
    server = played.path.parent / "server.git"
    Repository(server, played.environment).git("config", "http.receivepack", "true")
    card = played.path / "datasets/storms/README.md"
    good = card.read_text(encoding="utf-8").replace("cc-by-4.0", "cc-by-sa-4.0")
    with over_http(server, played.environment) as address:
        played.stage("datasets/storms/README.md", good.replace("cc-by-sa-4.0", "cc by sa"))
        played.git("commit", "--quiet", "--message", "Share alike")
        refused = played.run("git", "push", address, "main")
        assert refused.returncode == 1
        assert "remote: opendata-lint: refused" in refused.stdout
        assert "LIC002" in refused.stdout
        played.stage("datasets/storms/README.md", good)
        assert played.run("opendata-lint", "registry", "record").returncode == 0
        played.git("commit", "--quiet", "--all", "--amend", "--no-edit")
        assert "main -> main" in played.git("push", address, "main")
    assert Repository(server, played.environment).git("show", "main:datasets/storms/README.md") == good


@pytest.mark.peers
def test_a_release_as_gto_sees_it(played: Repository) -> None:
    gto = os.environ.get("OPENDATA_LINT_GTO") or shutil.which("gto")
    if not gto:
        pytest.skip("GTO is not installed here (OPENDATA_LINT_GTO names its command)")
    assert played.run("opendata-lint", "registry", "release", "winds", "1.0.0", "--gto").returncode == 0
    told = played.run(gto, "show", "--json", "--repo", str(played.path))
    assert told.returncode == 0, told.stdout
    seen = json.loads(told.stdout)
    assert seen["winds"]["version"] == "v1.0.0"
