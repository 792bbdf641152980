"""What a stranger may push to hurt the server: nothing is run, time and memory are bounded, all is told.

The numbers are those that a test has time for; `benchmarks/pushes.py` measures the large ones.
"""

from __future__ import annotations

import random
import re
import time
from pathlib import Path

import pytest

from tests.cli.conftest import GOOD, PLAIN
from tests.registry.receiving.server import Server

BAD = PLAIN.replace("license: mit", "license: mti")
MARKER = "import pathlib\npathlib.Path({!r}).write_text('run')\n"


def test_many_refs(server: Server) -> None:
    server.configure("[registry.receive]\nrefs = 3000\n")
    commit = server.commit({"README.md": GOOD})
    lines = "".join(f"{commit} refs/heads/b{number}\n" for number in range(3000))
    packed = server.work.path / ".git/packed-refs"
    packed.write_text(f"# pack-refs with: peeled fully-peeled sorted \n{lines}")
    start = time.monotonic()
    assert server.push("refs/heads/b*:refs/heads/b*").taken
    server.work.git("update-ref", "refs/heads/one-more", "HEAD")
    refused = server.push("refs/heads/*:refs/new/*")
    assert refused.told == [
        "refused: this push changes more than 3000 refs, and this server takes no more at once; "
        "push them in parts"
    ]
    assert time.monotonic() - start < 60


def test_names_with_newlines_and_escapes(server: Server) -> None:
    name = "a\nremote: fine \x1b[2J\u202e\x07/README.md"
    server.commit({name: BAD})
    refused = server.push()
    assert not refused.taken
    assert all(char.isprintable() or char == "\n" for char in refused.said.replace("\x1b[K", ""))
    assert any(
        line.startswith("a\\nremote: fine \\x1b[2J\\u202e\\x07/README.md:2:10: ") for line in refused.told
    )


def test_links_out_of_the_tree(server: Server, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text(BAD.replace("mti", "top-secret"))
    server.work.path.joinpath("data").mkdir()
    for name, target in {
        "README.md": str(tmp_path / "secret.md"),
        "data/README.md": "../../secret.md",
        "LICENSE": "/etc/passwd",
        "opendata-lint.toml": "/etc/passwd",
        "out": "/",
    }.items():
        (server.work.path / name).symlink_to(target)
    server.commit({"good/README.md": GOOD + "\nSee [this](../out/etc/passwd).\n"})
    done = server.push()
    assert "secret" not in done.said.replace("secret.md", "")
    assert "root:" not in done.said


def test_circles_of_links_and_deep_folders(server: Server) -> None:
    (server.work.path / "a").symlink_to("b")
    (server.work.path / "b").symlink_to("a")
    server.commit({"d/" * 300 + "README.md": GOOD, "README.md": GOOD})
    (server.work.path / "x").mkdir()
    (server.work.path / "x/README.md").symlink_to("../a/README.md")
    server.commit({})
    assert server.push().taken


def test_submodules_are_not_entered(server: Server, tmp_path: Path) -> None:
    commit = server.commit({"README.md": GOOD})
    server.work.write(
        ".gitmodules", f'[submodule "m"]\n\tpath = m\n\turl = ext::touch {tmp_path / "marker"}\n'
    )
    server.work.git("update-index", "--add", "--cacheinfo", f"160000,{commit},m")
    server.work.git("update-index", "--add", "--cacheinfo", f"160000,{commit},n/README.md")
    server.work.git("add", ".gitmodules")
    server.work.git("commit", "--quiet", "--message", "Modules")
    assert server.push().taken
    assert not (tmp_path / "marker").exists()


def test_nothing_of_what_is_pushed_is_run(server: Server, tmp_path: Path) -> None:
    marker = tmp_path / "marker"
    module = MARKER.format(str(marker))
    touch = f"touch {marker}"
    server.commit({
        "README.md": GOOD,
        "opendata-lint.toml": 'plugins = ["evil"]\noutput-format = "evil"\nextend-select = ["EVL001"]\n',
        "evil.py": module, "evil/__init__.py": module, "yaml.py": module, "sitecustomize.py": module,
        "opendata_lint/__init__.py": module, "opendata_lint/__main__.py": module,
        "evil-1.dist-info/entry_points.txt": "[opendata_lint.rules]\nevil = evil\n",
        "evil-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: evil\nVersion: 1\n",
        ".gitattributes": "*.md filter=evil diff=evil\n*.md textconv=evil\n",
        ".gitconfig": f'[filter "evil"]\n\tsmudge = {touch}\n[core]\n\tfsmonitor = {touch}\n',
        "hooks/pre-receive": f"#!/bin/sh\n{touch}\n", ".githooks/update": f"#!/bin/sh\n{touch}\n",
        "config": f"[core]\n\tfsmonitor = {touch}\n\thooksPath = hooks\n",
        "conftest.py": module, "setup.py": module,
    })  # fmt: skip
    done = server.push()
    assert done.taken, done.said
    (notice,) = done.told
    assert "plugins of a revision are not run" in notice
    assert not marker.exists()


def test_objects_that_stand_in_for_others_do_not_count(server: Server) -> None:
    server.commit({"README.md": BAD})
    bad = server.work.git("rev-parse", "HEAD:README.md").strip()
    server.work.write("good.md", GOOD)
    good = server.work.git("hash-object", "-w", "good.md").strip()
    server.work.git("update-ref", f"refs/replace/{bad}", good)
    assert server.push(f"refs/replace/{bad}").taken
    assert not server.push().taken


def test_large_files(server: Server) -> None:
    """A card that is data, and data beside a card: Git reads neither whole."""
    server.configure("[registry.receive]\nmemory = 400\n")
    noise = random.Random(1).randbytes(1 << 20) * 64
    server.commit({"README.md": GOOD, "data.bin": noise})
    assert server.push().taken
    server.commit({"README.md": noise})
    refused = server.push()
    assert refused.told == [
        f"refused: README.md: a card of {len(noise)} bytes, and this server reads cards of at most 2000000; "
        "keep data out of the card"
    ]


def test_pattern_that_never_ends_is_ended(server: Server) -> None:
    server.configure("[registry.receive]\nseconds = 3\n")
    front = '{"properties": {"a": {"pattern": "^(([a-z])+.)+[A-Z]([a-z])+$"}}}'
    card = GOOD.replace("---\n", f"---\na: {'a' * 60}\n", 1)
    server.commit({"README.md": card, "opendata-lint.toml": 'schema = "s.json"\n', "s.json": front})
    start = time.monotonic()
    refused = server.push()
    assert time.monotonic() - start < 15
    (told,) = refused.told
    assert re.fullmatch(
        r"refused: judging this push takes longer than the server allows; ended at \d+ s", told
    )
    assert server.refs() == []


@pytest.mark.parametrize(
    "files",
    [
        {"opendata-lint.toml": "a = " + "[" * 100_000},
        {"opendata-lint.toml": 'schema = "s.json"\n', "s.json": "[" * 100_000},
        {"opendata-lint.toml": 'schema = "s.json"\n', "s.json": '{"$ref": "#"}'},
        {"opendata-lint.toml": 'schema = "s.json"\n', "s.json": '{"$ref": "file:///etc/passwd"}'},
        {"opendata-lint.toml": 'profile = "p.json"\n', "p.json": '{"name": "x", "extends": "p.json"}'},
        {"opendata-lint.toml": 'extend = "opendata-lint.toml"\n'},
        {"opendata-lint.toml": 'baseline = "k"\n', "k": "x"},
        {"opendata-lint.toml": b"\xff\xfe"},
    ],
)
def test_hostile_configuration_is_refused_or_harmless(server: Server, files: dict[str, str]) -> None:
    server.commit({"README.md": GOOD, **files})
    done = server.push()
    assert done.taken or done.told[0].startswith("refused: "), done.said
    assert "root:" not in done.said


def test_hostile_cards_are_judged_in_bounded_time(server: Server) -> None:
    from tests.hostile import CARDS

    server.configure("[registry.receive]\nseconds = 50\n")
    server.commit({f"c{n}/README.md": make()[:1_500_000] for n, make in enumerate(CARDS.values())})
    start = time.monotonic()
    refused = server.push()
    assert time.monotonic() - start < 60
    assert refused.told[0].startswith("refused: ")
