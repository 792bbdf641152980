"""The baseline: only new faults are told, whatever else changes; it shrinks, and grows only when told to."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from opendata_lint import baseline
from opendata_lint.baseline import BaselineFault, Seen
from opendata_lint.card import Card
from opendata_lint.card.comments import block_starts, scalar_regions
from opendata_lint.cli import main
from opendata_lint.configuration import Configuration, Given, flag
from opendata_lint.engine import lint_card
from opendata_lint.finding import SettledFinding
from opendata_lint.report import Report
from opendata_lint.runner import Request, run
from opendata_lint.settings import Settings, load_profile
from opendata_lint.tree import UnknownTree, WorkTree
from tests.repositories import Repository
from tests.rules.examples import BASES

_BASE = BASES["dataset"]
_FAULTY = _BASE.replace("license: cc-by-4.0", "license: unknown").replace("- text\n", "- text\n- text\n")
_FOLDER = ".opendata-lint-baseline"


def check(*arguments: str) -> int:
    return main(["check", "--isolated", "--output-format", "concise", *arguments])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one faulty card, which is the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "README.md").write_text(_FAULTY, encoding="utf-8")
    return tmp_path


def test_what_is_known_is_not_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check() == 1
    assert check("--write-baseline") == 0
    told = capsys.readouterr()
    assert "holds 2 findings (2 added, 0 removed)" in told.err
    assert "(2 in the baseline)" in told.out
    assert check() == 1, "a baseline counts where somebody names it"
    assert check("--baseline", _FOLDER) == 0


def test_one_new_fault_is_told_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check("--write-baseline")
    card = folder / "README.md"
    card.write_text(_FAULTY.replace("- text\n- text\n", "- text\n- text\n- oceanography\n"), encoding="utf-8")
    capsys.readouterr()
    check("--baseline", _FOLDER)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert "oceanography" in lines[0]
    assert "(2 in the baseline)" in lines[1]


def test_it_shrinks_when_told_to_and_a_fault_that_comes_back_is_new(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check("--write-baseline")
    card = folder / "README.md"
    card.write_text(_FAULTY.replace("license: unknown", "license: cc0-1.0"), encoding="utf-8")
    capsys.readouterr()
    assert check("--baseline", _FOLDER) == 0
    assert "1 more in the baseline no longer found" in capsys.readouterr().out
    check("--baseline", _FOLDER, "--select", "MET")
    assert "no longer found" not in capsys.readouterr().out, "only rules that ran are judged"
    check("--shrink-baseline", "--select", "MET")
    assert "(0 added, 0 removed)" in capsys.readouterr().err
    assert check("--shrink-baseline") == 0
    assert "(0 added, 1 removed)" in capsys.readouterr().err
    card.write_text(_FAULTY, encoding="utf-8")
    assert check("--baseline", _FOLDER) == 1
    assert check("--shrink-baseline") == 1, "shrinking never takes a new fault in"


def test_writing_for_some_rules_or_cards_keeps_what_is_known_of_others(folder: Path) -> None:
    other = folder / "other" / "README.md"
    other.parent.mkdir()
    other.write_text(_FAULTY, encoding="utf-8")
    check("--write-baseline")
    before = {file.name: file.read_bytes() for file in (folder / _FOLDER).iterdir()}
    assert len(before) == 2
    check("other/README.md", "--write-baseline", "--select", "LIC")
    assert {file.name: file.read_bytes() for file in (folder / _FOLDER).iterdir()} == before


def test_a_card_that_is_gone_goes_when_shrinking(folder: Path) -> None:
    other = folder / "DATASET_CARD.md"
    other.write_text(_FAULTY, encoding="utf-8")
    check("--write-baseline")
    other.unlink()
    check("--shrink-baseline")
    (file,) = (folder / _FOLDER).iterdir()
    assert json.loads(file.read_bytes())["card"] == "README.md"


def test_suppressed_findings_are_not_known(folder: Path) -> None:
    text = _FAULTY.replace("license: unknown", "license: unknown # opendata-lint: ignore[LIC003] asked")
    (folder / "README.md").write_text(text, encoding="utf-8")
    check("--write-baseline")
    assert "LIC003" not in baseline.read(folder / _FOLDER, "README.md")


def test_files_are_canonical_and_hold_no_more_than_they_must(folder: Path) -> None:
    check("--write-baseline")
    (file,) = (folder / _FOLDER).iterdir()
    before = file.read_bytes()
    data = json.loads(before)
    assert set(data) == {"version", "card", "rules"}
    assert list(data["rules"]) == sorted(data["rules"])
    assert b"\r" not in before
    assert before.endswith(b"}\n")
    file.write_text(json.dumps(data), encoding="utf-8")
    check("--write-baseline")
    assert file.read_bytes() == before


def test_names_of_files_never_meet(tmp_path: Path) -> None:
    paths = [
        "a/b.md",
        "a-b.md",
        "a b.md",
        "A/B.md",
        "données/README.md",
        "x" * 300 + ".md",
        "a/b.md.json",
        "..md",
    ]
    for path in paths:
        baseline.write(tmp_path, path, {"LIC003": frozenset([path])})
    files = [file.name for file in tmp_path.iterdir()]
    assert len({name.casefold() for name in files}) == len(paths)
    assert max(map(len, files)) < 120
    assert all(name.isascii() for name in files)
    assert baseline.read_all(tmp_path) == {path: {"LIC003": frozenset([path])} for path in paths}


def test_faults_are_told_with_exit_code_2(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check("--baseline", "nowhere") == 2
    assert "nowhere: there is no such baseline" in capsys.readouterr().err
    assert check("--shrink-baseline") == 2
    (folder / "cards").mkdir()
    (folder / "cards" / "README.md").write_text(_FAULTY, encoding="utf-8")
    assert check("--write-baseline", "cards") == 2
    assert "`README.md`, so it is no baseline" in capsys.readouterr().err
    assert check("--write-baseline", "README.md") == 2
    assert check("--write-baseline", "--shrink-baseline") == 2
    check("README.md", "--write-baseline")
    (file,) = (folder / _FOLDER).iterdir()
    for damaged in ("", "[]", "{", '{"version": 9, "card": "README.md", "rules": {}}', "<<<<<<< HEAD\n{}"):
        file.write_text(damaged, encoding="utf-8")
        capsys.readouterr()
        assert check("--baseline", _FOLDER) == 2, damaged
        assert file.name in capsys.readouterr().err


def test_two_repositories_cannot_share_one(tmp_path: Path) -> None:
    tmp_path.joinpath("known").mkdir()
    seen = [Seen("README.md", tmp_path / name, {}, frozenset()) for name in ("one", "two")]
    with pytest.raises(BaselineFault, match="a card of two repositories"):
        baseline.renew(tmp_path / "known", seen)


def findings_of(text: str, name: str = "README.md") -> dict[str, SettledFinding]:
    card = Card(text.encode("utf-8", "surrogatepass"), name, "dataset")
    result = lint_card(card, UnknownTree(), Settings(load_profile("default")), name)
    assert not result.crashes
    assert len({f.fingerprint for f in result.findings}) == len(result.findings)
    return {finding.fingerprint: finding for finding in result.findings}


def with_neutral_lines(card: Card, chance: random.Random, count: int = 5) -> str:
    """The card with empty lines and comments at random places, where they mean nothing."""
    newline, places = card.source.newline, []
    if card.front_matter and not card.yaml_fault:
        start, end = card.front_matter.yaml
        texts = scalar_regions(card)
        lines = [line for line in card.source.line_starts if start <= line <= end]
        free = [line for line in lines if not any(a < line <= b for a, b in texts)]
        places += [(line, chance.choice(("# neutral", "   # neutral: too", ""))) for line in free]
    comment = f"<!-- neutral -->{newline}"
    places += [
        (line, chance.choice(("", newline, comment, newline + comment))) for line in block_starts(card)
    ]
    text = card.text
    for offset, line in sorted(chance.sample(places, min(count, len(places))), reverse=True):
        text = text[:offset] + line + newline + text[offset:]
    return text


_MANY_FAULTS = (
    _FAULTY.replace("size_categories:\n- 1K<n<10K\n", "size_categories: [1K<n<10K,\n  many, many]\n")
    .replace("All four harbors", "[x]() [y]() [x]()\n\n[More Information Needed]\n\nAll four harbors")
    .replace("### Maintenance", "#### Empty\n\n#### Empty\n\n### Maintenance")
)


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_neutral_lines_change_no_fingerprint(seed: int, newline: str) -> None:
    text = _MANY_FAULTS.replace("\n", newline)
    before = findings_of(text)
    assert len(before) > 8
    card = Card(text.encode(), "README.md", "dataset")
    assert findings_of(with_neutral_lines(card, random.Random(seed), 12)).keys() == before.keys()


def test_members_of_a_list_are_known_by_what_they_are() -> None:
    faulty = "task_categories:\n- text-clasification\n- no-task\n"
    text = _FAULTY.replace("task_categories:\n- text-classification\n", faulty)
    before = findings_of(text)
    shifted = findings_of(text.replace("categories:\n- text-c", "categories:\n- summarization\n- text-c"))
    assert before.keys() - shifted.keys() == set()
    new = findings_of(text.replace("categories:\n- text-c", "categories:\n- worse-task\n- text-c"))
    assert ["worse-task" in new[key].message for key in new.keys() - before.keys()] == [True]


def test_alike_findings_are_counted() -> None:
    one = _FAULTY.replace("All four harbors", "[x]()\n\nAll four harbors")
    two = _FAULTY.replace("All four harbors", "[x]()\n\n[x]()\n\nAll four harbors")
    assert findings_of(one).keys() < findings_of(two).keys()
    assert len(findings_of(two)) == len(findings_of(one)) + 1


def test_branches_that_clean_different_cards_merge_without_conflict(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred real merges."""
    count = 100
    monkeypatch.chdir(repository.path)
    for name, value in repository.environment.items():
        monkeypatch.setenv(name, value)
    for number in range(count):
        repository.write(f"data/set-{number:03}/README.md", _FAULTY)
    check("--write-baseline")
    repository.git("add", ".")
    repository.git("commit", "--quiet", "-m", "base")
    for number in range(count):
        card = f"data/set-{number:03}/README.md"
        repository.git("checkout", "--quiet", "-b", f"clean-{number}", "main")
        repository.write(card, _FAULTY.replace("license: unknown", "license: cc0-1.0"))
        assert check("--shrink-baseline", card) == 0
        repository.git("commit", "--quiet", "-a", "-m", f"clean {card}")
    repository.git("checkout", "--quiet", "main")
    for number in range(count):
        repository.git("merge", "--quiet", "--no-edit", f"clean-{number}")
    assert check("--baseline", _FOLDER) == 0
    known = baseline.read_all(repository.path / _FOLDER)
    assert len(known) == count
    assert all("LIC003" not in one for one in known.values())


@pytest.fixture(scope="session")
def real_cards(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    """Copies of all real dataset cards with their baseline, and the run that it was made of."""
    top = tmp_path_factory.mktemp("cards")
    for card in (shared / "corpus" / "dataset_cards").glob("*.md"):
        (top / card.name).write_bytes(card.read_bytes())
    report = _run_over(top, sorted(top.glob("*.md")), None)
    known = top / _FOLDER
    baseline.prepare(known)
    change = baseline.renew(
        known, [Seen(r.tree_path, r.root, baseline.known_of(r.findings), r.ran) for r in report.results]
    )
    assert change.total == change.added == len(report.findings)
    return top, report


def _run_over(top: Path, cards: list[Path], known: Path | None) -> Report:
    flags = {"baseline": flag(str(known), "--baseline")} if known else {}
    return run(Request(cards), Configuration(Given(isolated=True, flags=flags), top))


@pytest.mark.corpus
@pytest.mark.slow
def test_real_cards_are_green_once_their_faults_are_known(real_cards: tuple[Path, Report]) -> None:
    top, before = real_cards
    cards = sorted(top.glob("*.md"))
    report = _run_over(top, cards, top / _FOLDER)
    assert len(report.results) == len(cards) == 864
    assert not report.findings
    assert report.baselined == len(before.findings)
    assert report.stale == 0


@pytest.mark.corpus
@pytest.mark.slow
def test_one_new_fault_among_real_cards_is_told_alone(real_cards: tuple[Path, Report]) -> None:
    top, _ = real_cards
    card = sorted(top.glob("*.md"))[400]
    old = card.read_bytes()
    try:
        card.write_bytes(old + b"\n## One More Section\n\nSee [the list]() of what is left to do there.\n")
        report = _run_over(top, sorted(top.glob("*.md")), top / _FOLDER)
        assert [(f.code, f.path.endswith(card.name)) for f in report.findings] == [("LNK001", True)]
    finally:
        card.write_bytes(old)


@pytest.mark.corpus
@pytest.mark.slow
def test_neutral_lines_in_real_cards_tell_nothing(real_cards: tuple[Path, Report]) -> None:
    """Seeds 0 to 99, each over its share of the cards, so that every card has its turn."""
    top, before = real_cards
    known = {r.tree_path: (r.file.kind, {f.fingerprint for f in r.findings}) for r in before.results}
    cards, tree, chosen = sorted(top.glob("*.md")), WorkTree(top), Settings(load_profile("default"))
    for seed in range(100):
        for path in cards[seed::100]:
            kind, prints = known[path.name]
            card = Card(path.read_bytes(), path.name, kind)
            if card.source.fault:
                continue  # its bytes are no text that could be written back
            mark = "\ufeff" if card.source.bom else ""
            text = mark + with_neutral_lines(card, random.Random(seed)) + card.source.rest
            result = lint_card(Card(text.encode(), path.name, kind), tree, chosen, path.name)
            assert {f.fingerprint for f in result.findings} == prints, (seed, path.name)
