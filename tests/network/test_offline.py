"""That nothing but the commands for it reaches the network."""

import subprocess
import sys
from pathlib import Path

import pytest

CARD = "---\nlicense: mit\nsource_datasets:\n- hf:datasets/ann/ladders\n---\n# T\n\nhttps://example.org\n"
PROGRAM = """\
import contextlib, sys
opened = []

def watch(event, arguments):
    if event.startswith("socket."):
        opened.append(event)
        raise OSError("no network here")

sys.addaudithook(watch)
from opendata_lint.cli import main
with contextlib.suppress(SystemExit):
    main(sys.argv[1:])
loaded = [name for name in sys.modules if name.startswith("opendata_lint.network")]
raise SystemExit(f"it opens {opened} and loads {loaded}" if opened or loaded else 0)
"""
COMMANDS = (
    ("check", "README.md"),
    ("check", "--fix", "README.md"),
    ("explain", "README.md"),
    ("rule", "REG009"),
    ("registry", "record"),
    ("registry", "check"),
    ("registry", "lineage", "ladders", "--cached"),
    ("registry", "lineage", "ladders", "--lock"),
    ("textconv", "README.md"),
    ("fetch", "--help"),
    ("publish", "--help"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_socket_is_opened_and_the_room_is_not_loaded(
    command: tuple[str, ...], tmp_path: Path, clean_environment: dict[str, str], root: Path
) -> None:
    (tmp_path / "README.md").write_text(CARD.replace("# T", "# Ladders"), encoding="utf-8")
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, env=clean_environment, check=True)
    subprocess.run(["git", "add", "."], cwd=tmp_path, env=clean_environment, check=True)
    environment = clean_environment | {"PYTHONPATH": str(root)}
    if command[:2] == ("registry", "lineage"):
        record = [sys.executable, "-m", "opendata_lint", "registry", "record"]
        subprocess.run(record, cwd=tmp_path, env=environment, check=True)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *command],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_the_watch_sees_a_socket(tmp_path: Path, clean_environment: dict[str, str], root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "fetch", "zenodo:1", "--endpoint", "http://127.0.0.1:9"],
        cwd=tmp_path, env=clean_environment | {"PYTHONPATH": str(root)}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert "opendata_lint.network.rest" in done.stderr
    assert "socket." in done.stderr
