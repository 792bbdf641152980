"""Every rule: a page, a bad example that fires exactly it, a good one that does not."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import yaml

from opendata_lint.card import Card
from opendata_lint.cli import CLEAN, main
from opendata_lint.engine import lint_card
from opendata_lint.exchange import judging
from opendata_lint.exchange.linting import lint_descriptor
from opendata_lint.exchange.plugins import CLASH, NONE, UNUSABLE
from opendata_lint.finding import SettledFinding, Severity
from opendata_lint.fixing import mend
from opendata_lint.report import CardResult
from opendata_lint.rules import all_checks
from opendata_lint.rules.catalog import PAGES, RuleInfo, catalog, page
from opendata_lint.rules.fixes import fixable_codes
from opendata_lint.schema import card_schema
from opendata_lint.settings import FormatPlugins, Settings, load_profile
from opendata_lint.suppressions import CODES
from opendata_lint.tree import RevisionTree, Tree, UnknownTree, WorkTree
from tests.plugins import installed
from tests.rules.examples import BASES, Example, all_examples, examples_of

_HEADINGS = ["What it finds", "Why it matters", "Bad", "Good", "How to fix", "Sources"]
_FACTS = {
    "code", "name", "summary", "severity", "kinds", "omission", "fixable", "since", "candidates", "standards",
}  # fmt: skip
_OPTIONAL_FACTS = {"status", "instead", "formerly", "options", "allow"}


def lint(
    data: bytes,
    kind: str,
    folder: Path,
    code: str,
    path: str = "README.md",
    tree: Tree | None = None,
    formats: FormatPlugins = NONE,
) -> list[SettledFinding]:
    """Findings of the default profile; a rule that it leaves off is selected in addition.

    A rule that is the Hub's alone is judged among the Hub's rules.
    """
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(data)
    settings = Settings(load_profile("default"))
    if code not in settings.levels() and code in Settings(load_profile("hub")).levels():
        settings = Settings(load_profile("hub"))
    elif code not in settings.levels():
        settings = settings.choosing(extend_select=[code])
    tree = tree or WorkTree(folder)
    if kind == "descriptor":
        result = lint_descriptor(data, path, tree, settings._replace(formats=formats), path)
    else:
        result = lint_card(Card(data, path, kind), tree, settings, path)  # type: ignore[arg-type]
    assert not result.crashes, result.crashes[0].details
    return list(result.findings)


_NOBODYS = ("user.name=A", "user.email=a@example.org", "commit.gpgSign=false", "tag.gpgSign=false")


def _git(folder: Path, *arguments: str) -> None:
    options = [word for option in (*_NOBODYS, "core.hooksPath=/dev/null") for word in ("-c", option)]
    subprocess.run(["git", "-C", str(folder), *options, *arguments], check=True, capture_output=True)


def _lay_out(example: Example, folder: Path) -> Tree:
    """Make the tree around an example, and what was before it."""
    if example.before:
        _lay_out(example.before, folder)
        _git(folder, "commit", "-q", "-m", "Before")
        for name, text in example.before.tags:
            _git(folder, "tag", "-a", name, "-m", text)
    for path, data in (
        *((path, text.encode()) for path, text in example.files),
        (example.path, example.data),
    ):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    if example.git:
        _git(folder, "init", "-q")
        _git(folder, "add", "--all")
    if example.recorded:
        assert main(["registry", "record", "example", "--repo", str(folder)]) == CLEAN
        _git(folder, "add", "--all")
    if not example.shallow:
        return WorkTree(folder)
    _git(folder, "commit", "-q", "--allow-empty", "-m", "After")
    _git(folder, "clone", "-q", "--depth=1", f"file://{folder}", "clone")
    return RevisionTree(folder / "clone", "HEAD")


@pytest.mark.parametrize("example", all_examples(), ids=str)
def test_example(example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = _lay_out(example, tmp_path)
    formats = installed(example.plugins, tmp_path / "packages", monkeypatch)
    findings = lint(example.data, example.kind, tmp_path, example.code, example.path, tree, formats)
    told = [f"{f.code} {f.message}" for f in findings]
    if example.verdict == "bad":
        assert {f.code for f in findings} == {example.code}, told
    else:
        assert not findings, told


def _mended(example: Example) -> tuple[bool, set[str], bytes | None]:
    """Whether fixes are offered for what a bad example shows, what is found behind them, and the new card."""
    if example.kind == "descriptor":  # written anew from its card, never mended
        return False, {example.code}, None
    settings = Settings(load_profile("default")).choosing(extend_select=[example.code])

    def lint_one(card: Card) -> CardResult:
        return lint_card(card, UnknownTree(), settings, "README.md")

    card = Card(example.data, "README.md", example.kind)
    offered = any(finding.code == example.code and finding.fix for finding in lint_one(card).findings)
    mended = mend(card, lint_one, unsafe=True)
    assert not mended.refusal
    return offered, {finding.code for finding in mended.result.findings}, mended.data


@pytest.mark.parametrize("info", catalog().values(), ids=lambda info: info.code)
def test_fix_turns_bad_into_good(info: RuleInfo) -> None:
    bad = [one for one in examples_of(PAGES / f"{info.code}.md") if one.verdict == "bad"]
    seen = [_mended(example) for example in bad]
    assert any(offered for offered, _, _ in seen) == info.fixable
    for example, (offered, left, data) in zip(bad, seen, strict=True):
        assert (data is not None) == offered
        if data is not None:
            assert example.code not in left, example
            again = _mended(example._replace(data=data))
            assert again[2] is None, "a second fix changes nothing"


def test_pages_tell_what_fix_does() -> None:
    told = {code for code in catalog() if "`--fix" in re.split(r"^## ", page(code), flags=re.M)[-2]}
    assert told == {info.code for info in catalog().values() if info.fixable}
    assert fixable_codes() <= told
    assert told - fixable_codes() <= set(CODES), "only findings about suppressions bring their own fix"


@pytest.mark.parametrize("kind", ["dataset", "model"])
def test_base_card_is_clean(kind: str, tmp_path: Path) -> None:
    told = [f"{f.code} {f.message}" for f in lint(BASES[kind].encode(), kind, tmp_path, "LIC003")]
    assert not told


@pytest.mark.parametrize("info", catalog().values(), ids=lambda info: info.code)
def test_page(info: RuleInfo) -> None:
    text = page(info.code)
    facts = yaml.safe_load(text.split("---\n", 2)[1])
    assert set(facts) - _OPTIONAL_FACTS == _FACTS
    families = "YML|MET|LIC|PRV|ETH|MOD|LNG|ANN|DAT|MDL|SEC|LNK|CON|DSC|PLG|REG|IGN"
    assert re.fullmatch(rf"({families})\d{{3}}", info.code)
    assert re.fullmatch(r"[a-z][a-z0-9-]{3,31}", info.name)
    assert info.severity in Severity
    assert info.kinds == ("descriptor",) or set(info.kinds) <= {"dataset", "model"}
    assert info.kinds
    assert re.findall(r"^## (.*)$", _without_fences(text), re.M) == _HEADINGS
    sources = re.split(r"^## Sources\n", text, flags=re.M)[1]
    assert sources.strip(), "a rule names its sources"
    verdicts = {example.verdict for example in examples_of(PAGES / f"{info.code}.md")}
    assert verdicts == {"bad", "good"}


def _without_fences(text: str) -> str:
    return re.sub(r"^(`{3,}).*?^\1$", "", text, flags=re.M | re.S)


def test_names_are_unique() -> None:
    names = [info.name for info in catalog().values()]
    assert len(set(names)) == len(names)


def test_every_rule_has_a_check_and_every_check_a_page() -> None:
    told = set(all_checks()) | _schema_codes() | set(CODES) | _descriptor_codes()
    assert told == set(catalog())


def _descriptor_codes() -> set[str]:
    told = {value for name, value in vars(judging).items() if name.isupper() and isinstance(value, str)}
    return told | {UNUSABLE, CLASH}


def _schema_codes() -> set[str]:
    codes: set[str] = set()

    def walk(node: object) -> None:
        if isinstance(node, dict):
            if "x-opendata-lint" in node:
                codes.add(node["x-opendata-lint"]["code"])
            for member in node.values():
                walk(member)
        elif isinstance(node, list):
            for member in node:
                walk(member)

    walk(card_schema("dataset"))
    walk(card_schema("model"))
    return codes | {"MET001"}  # the code of a user's node without one
