"""Every real file is mended: nothing is left, nothing else is touched, and Git applies the diff."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from opendata_lint.card import Card
from opendata_lint.cli import main
from opendata_lint.engine import lint_card
from opendata_lint.fixing import mend
from opendata_lint.recognition import guess_kind
from opendata_lint.report import CardResult
from opendata_lint.settings import Settings, load_profile
from opendata_lint.tree import UnknownTree
from tests.real_cards.collection import lines

pytestmark = [pytest.mark.corpus, pytest.mark.slow]


def _copies(shared: Path, folder: Path) -> list[str]:
    """All real files, and of some of them forms with CRLF, with a BOM and without a last line end."""
    names = []
    for number, entry in enumerate(lines(shared / "corpus" / "manifest.jsonl")):
        data = (shared / "corpus" / entry["path"]).read_bytes()
        forms = {"": data}
        if number % 12 == 0 and b"\r" not in data and data:
            forms |= {
                "crlf-": data.replace(b"\n", b"\r\n"),
                "bom-": b"\xef\xbb\xbf" + data,
                "cut-": data.rstrip(b"\n"),
            }
        for prefix, content in forms.items():
            names.append(f"{prefix}{number}.md")
            (folder / names[-1]).write_bytes(content)
    return names


@pytest.fixture(scope="module")
def copies(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, list[str]]:
    """Two folders with the same files, and their names; the first is mended."""
    mended, other = tmp_path_factory.mktemp("mended"), tmp_path_factory.mktemp("other")
    names = _copies(shared, mended)
    for name in names:
        shutil.copy(mended / name, other / name)
    return mended, other, names


def _check(folder: Path, names: list[str], *arguments: str) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return main(["check", "--isolated", "--output-format", "concise", *arguments, *names])


def test_fix_then_diff_then_fix(
    copies: tuple[Path, Path, list[str]], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    mended, other, names = copies
    assert _check(other, names, "--diff") == 1
    patch = capfdbinary.readouterr().out
    assert _check(mended, names, "--fix-only") == 0
    told = capfdbinary.readouterr().err
    assert b"not mended" not in told
    subprocess.run(["git", "apply", "-"], cwd=other, input=patch, check=True, capture_output=True)
    assert [n for n in names if (mended / n).read_bytes() != (other / n).read_bytes()] == []
    assert _check(mended, names, "--diff", "--exit-non-zero-on-fix") == 0
    assert capfdbinary.readouterr().out == b""
    with capfdbinary.disabled():
        print("\n" + told.decode())


@pytest.mark.parametrize(("profile", "every"), [("default", 1), ("hub", 4)])
def test_values_stay_but_for_what_was_named(shared: Path, profile: str, every: int) -> None:
    settings = Settings(load_profile(profile))

    def lint(card: Card) -> CardResult:
        return lint_card(card, UnknownTree(), settings, "README.md")

    for entry in lines(shared / "corpus" / "manifest.jsonl")[::every]:
        data = (shared / "corpus" / entry["path"]).read_bytes()
        card = Card(data, "README.md", "dataset")
        kind = guess_kind("README.md", card.metadata or None, card.raw_front_matter, card.body)
        card = Card(data, "README.md", kind)
        done = mend(card, lint)
        assert not done.refusal, entry["path"]
        assert not [f for f in done.result.findings if f.fix and f.fix.safe], entry["path"]
        if done.data is None:
            continue
        after = Card(done.data, "README.md", kind)
        named = {(finding.pointer or "/").split("/")[1] for finding in done.fixed} | {"language", "license"}
        named |= {"source_datasets", "dataset_info"} if any(f.code == "MET003" for f in done.fixed) else set()
        if card.readable:
            kept = ({k: v for k, v in one.metadata.items() if k not in named} for one in (card, after))
            assert len({repr(values) for values in kept}) == 1, entry["path"]
        edits = sum(len(finding.fix.edits) for finding in done.fixed if finding.fix)
        new = set(after.text.splitlines())
        assert sum(line not in new for line in card.text.splitlines()) <= edits, entry["path"]
