"""Comments that keep findings back: where they count, what is told of them, how they are written."""

from __future__ import annotations

import stat
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opendata_lint.card import Card
from opendata_lint.cli import main
from opendata_lint.engine import lint_card
from opendata_lint.finding import Fix, Severity
from opendata_lint.report import CardResult
from opendata_lint.runner import lint_paths
from opendata_lint.settings import Settings, load_profile
from opendata_lint.tree import UnknownTree
from tests.rules.examples import BASES

_BASE = BASES["dataset"]
_PROFILE = Settings(load_profile("default"))


def lint(text: str, chosen: Settings = _PROFILE) -> CardResult:
    result = lint_card(Card(text.encode(), "README.md", "dataset"), UnknownTree(), chosen, "README.md")
    assert not result.crashes, result.crashes[0].details
    return result


def codes(result: CardResult) -> list[str]:
    return [finding.code for finding in result.findings]


def kept_back(result: CardResult) -> list[str]:
    return [finding.code for finding in result.suppressed]


def with_license(yaml: str) -> str:
    return _BASE.replace("license: cc-by-4.0\n", yaml)


def with_limitations(markdown: str) -> str:
    head, _, tail = _BASE.partition("### Other Known Limitations\n")
    return f"{head}### Other Known Limitations\n{markdown}\n#{tail.partition(chr(10) + '#')[2]}"


def fixed(text: str, fix: Fix | None) -> str:
    assert fix is not None
    assert fix.safe
    for edit in sorted(fix.edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


@pytest.mark.parametrize(
    "yaml",
    [
        "license: unknown # opendata-lint: ignore[LIC003] asked\n",
        "# opendata-lint: ignore[LIC003] asked\nlicense: unknown\n",
        "# opendata-lint: ignore[license-unknown] by name\nlicense: unknown\n",
        "# opendata-lint: ignore[LIC] the family\nlicense: unknown\n",
        "# opendata-lint: ignore[lic003]: any case, any mark\n\n# a remark\nlicense: unknown\n",
        "# opendata-lint: ignore[LIC003] covers what is below the key\nlicense:\n- cc-by-4.0\n- unknown\n",
        "license: # opendata-lint: ignore[LIC003] so does this\n- cc-by-4.0\n- unknown\n",
        "license:\n- cc-by-4.0\n- unknown # opendata-lint: ignore[LIC003] the item\n",
        "license:\n- cc-by-4.0\n# opendata-lint: ignore[LIC003] the item below\n- unknown\n",
        "license: [cc-by-4.0,\n  unknown] # opendata-lint: ignore[LIC003] its line\n",
        "license: unknown\n# opendata-lint: ignore-file[LIC003, MET026] anywhere\n",
        "license: unknown # a remark # opendata-lint: ignore[LIC003] and this\n",
    ],
)
def test_comments_in_front_matter(yaml: str) -> None:
    result = lint(with_license(yaml))
    assert set(kept_back(result)) == {"LIC003"}
    assert set(codes(result)) <= {"IGN001"}  # MET026 is not found in the base card


@pytest.mark.parametrize(
    "yaml",
    [
        "license: unknown\nx_note: 'a # opendata-lint: ignore-file[LIC003] quoted'\n",
        'license: unknown\nx_note: "a\n  # opendata-lint: ignore-file[LIC003] quoted"\n',
        "license: unknown\nx_note: |\n  # opendata-lint: ignore-file[LIC003] in a block\n",
        "license: unknown\nx_note: a#opendata-lint:ignore-file[LIC003]\n",
    ],
)
def test_text_is_no_comment(yaml: str) -> None:
    result = lint(with_license(yaml))
    assert "LIC003" in codes(result)
    assert not result.suppressed
    assert "IGN001" not in codes(result)


def test_comment_behind_the_mark_of_a_block_scalar() -> None:
    result = lint(
        with_license("license: unknown\nx_note: | # opendata-lint: ignore-file[LIC003] yes\n  text\n")
    )
    assert kept_back(result) == ["LIC003"]


def test_nothing_above_or_beside_is_covered() -> None:
    result = lint(with_license("license: unknown\n# opendata-lint: ignore[LIC003] too late\n"))
    assert {"LIC003", "IGN001"} <= set(codes(result))


_LIMITS = "Illegible remarks were left out, about one in twelve, and those are mostly the oldest ones."
_EMPTY_LINK = "See [the paper]() for the rest of what is known about this, as far as we can tell."


@pytest.mark.parametrize(
    "markdown",
    [
        f"\n<!-- opendata-lint: ignore[LNK001] to come -->\n{_EMPTY_LINK}\n",
        f"\n<!-- opendata-lint: ignore[LNK001] to come -->\n\n{_EMPTY_LINK}\n",
        f"\n<!-- opendata-lint: ignore[LNK001] x -->\n<!-- opendata-lint: ignore[LNK] x -->\n{_EMPTY_LINK}\n",
        f"\n<!--\nopendata-lint: ignore[LNK001]\nwhy\n-->\n\n- One item.\n- {_EMPTY_LINK}\n",
        f"\n{_EMPTY_LINK} <!-- opendata-lint: ignore[LNK001] to come -->\n",
        f"\n- One item.\n- {_EMPTY_LINK} <!-- opendata-lint: ignore[LNK001] to come -->\n",
        f"\n| a | b |\n|---|---|\n| x | {_EMPTY_LINK} <!-- opendata-lint: ignore[LNK001] to come --> |\n",
        f"\nIllegible ones are missing.\n\n{_EMPTY_LINK}\n\n<!-- opendata-lint: ignore-file[LNK001] x -->\n",
    ],
)
def test_comments_in_markdown(markdown: str) -> None:
    result = lint(with_limitations(markdown))
    assert set(kept_back(result)) == {"LNK001"}
    assert not codes(result)


@pytest.mark.parametrize(
    "markdown",
    [
        f"\n```html\n<!-- opendata-lint: ignore-file[LNK001] shown -->\n```\n\n{_EMPTY_LINK}\n",
        f"\n    <!-- opendata-lint: ignore-file[LNK001] shown -->\n\n{_EMPTY_LINK}\n",
        f"\nWrite `<!-- opendata-lint: ignore-file[LNK001] shown -->` above it. {_EMPTY_LINK}\n",
    ],
)
def test_code_is_no_comment(markdown: str) -> None:
    assert codes(lint(with_limitations(markdown))) == ["LNK001"]


def test_only_the_next_block_is_covered() -> None:
    text = f"\n<!-- opendata-lint: ignore[LNK001] the first -->\n{_EMPTY_LINK}\n\n{_EMPTY_LINK}\n"
    result = lint(with_limitations(text))
    assert kept_back(result) == ["LNK001"]
    assert codes(result) == ["LNK001"]


def test_a_comment_above_a_heading_covers_the_section_with_those_below_it() -> None:
    text = (
        "\nOld remarks are missing here, about one in ten.\n\n"
        "<!-- opendata-lint: ignore[LNK001] all of it -->\n#### First\n\n"
        f"{_EMPTY_LINK}\n\n##### Below\n\n{_EMPTY_LINK}\n\n#### Second\n\n{_EMPTY_LINK}\n"
    )
    result = lint(with_limitations(text))
    assert kept_back(result) == ["LNK001"] * 2
    assert codes(result) == ["LNK001"]


def test_omissions_are_suppressed_for_the_file() -> None:
    text = _BASE.replace("size_categories:\n- 1K<n<10K\n", "")
    assert "MET026" in codes(lint(text))
    result = lint(text.replace("---\n", "---\n# opendata-lint: ignore-file[MET026] never counted\n", 1))
    assert kept_back(result) == ["MET026"]
    assert not codes(result)


def test_related_places_count() -> None:
    text = with_license("license: cc-by-4.0\nlicense: cc-by-4.0\n")
    assert codes(lint(text)) == ["YML005"]
    result = lint(
        text.replace("license: cc-by-4.0\n", "license: cc-by-4.0 # opendata-lint: ignore[YML005] x\n", 1)
    )
    assert kept_back(result) == ["YML005"]
    assert not codes(result)


def test_unused_ones_are_told_and_their_fix_gives_the_card_without_them() -> None:
    for clean, comment in (
        (_BASE, "# opendata-lint: ignore[LIC003] x\nlicense: cc-by-4.0\n"),
        (_BASE, "license: cc-by-4.0  # opendata-lint: ignore[LIC003] x\n"),
    ):
        text = with_license(comment)
        (finding,) = lint(text).findings
        assert finding.code == "IGN001"
        assert fixed(text, finding.fix) == clean
    comment = "<!-- opendata-lint: ignore[LNK001] x -->"
    paragraph = "All four harbors lie on one coast"
    for text in (
        _BASE.replace(paragraph, f"{comment}\n{paragraph}"),
        _BASE.replace(paragraph, f"{comment}\n\n{paragraph}"),
    ):
        (finding,) = lint(text).findings
        assert fixed(text, finding.fix) == _BASE


def test_a_removed_comment_leaves_the_blocks_around_it_apart() -> None:
    text = with_limitations(
        "\nSome remarks are missing.\n<!-- opendata-lint: ignore[LNK001] x -->\nOthers are short.\n"
    )
    (finding,) = lint(text).findings
    assert fixed(text, finding.fix) == with_limitations("\nSome remarks are missing.\n\nOthers are short.\n")


@pytest.mark.parametrize(
    ("named", "kept"),
    [
        ("LIC003, LIC001, MET009", "LIC003"),
        ("LIC001, LIC003, MET009", "LIC003"),
        ("LIC001, NOPE, LIC003", "LIC003"),
        ("NOPE, LIC003, LIC001", "LIC003"),
        ("LIC003,NOPE,LIC001", "LIC003"),
        ("NOPE, LIC001", None),
    ],
)
def test_edits_of_one_comment_fit_together(named: str, kept: str | None) -> None:
    value = "unknown" if kept else "cc-by-4.0"
    text = with_license(f"license: {value} # opendata-lint: ignore[{named}] x\n")
    edits = {edit for finding in lint(text).findings if finding.fix for edit in finding.fix.edits}
    ordered = sorted(edits)
    assert all(one.end <= other.start for one, other in pairwise(ordered))
    for edit in reversed(ordered):
        text = text[: edit.start] + edit.text + text[edit.end :]
    rest = f" # opendata-lint: ignore[{kept}] x" if kept else ""
    assert text == with_license(f"license: {value}{rest}\n")


@pytest.mark.parametrize(
    ("comment", "told"),
    [
        ("opendata-lint: ignore[license-unknwon] x", "did you mean `license-unknown`?"),
        ("opendata-lint: ignore[LICC003] x", "did you mean `LIC003`?"),
        ("opendata-lint: ignore[] x", "must name the rules"),
        ("opendata-lint: ignore[*] x", "must name the rules"),
        ("opendata-lint: ignore-file[ALL] x", "must name the rules"),
        ("opendata-lint: ignore x", "must name the rules"),
        ("opendata-lint: disable[LIC003] x", "says `disable`"),
        ("opendata-lint ignore[LIC003] x", "a colon is missing"),
        ("opendata-lint: ignore[IGN001] x", "cannot be suppressed"),
        ("opendata-lint: ignore[L] x", "there is no rule `L`"),
    ],
)
def test_invalid_ones_are_told(comment: str, told: str) -> None:
    for text in (
        with_license(f"license: cc-by-4.0 # {comment}\n"),
        with_limitations(f"\n<!-- {comment} -->\n\n{_LIMITS}\n"),
    ):
        result = lint(text)
        assert codes(result) == ["IGN002"]
        (finding,) = result.findings
        assert told in f"{finding.message} {finding.hint}"
        assert codes(lint(fixed(text, finding.fix))) == []


def test_remarks_about_the_program_are_left_alone() -> None:
    assert not codes(lint(with_license("license: cc-by-4.0 # opendata-lint is run by the release script\n")))


def test_only_rules_that_ran_are_judged() -> None:
    text = with_license("license: cc-by-4.0 # opendata-lint: ignore[LIC003, LIC] x\n")
    assert codes(lint(text)) == ["IGN001"]
    assert not codes(lint(text, _PROFILE.choosing(ignore=("LIC003",))))
    assert not codes(lint(text, _PROFILE.choosing(select=("MET", "IGN"))))
    chosen = lint(text, _PROFILE.choosing(select=("LIC003", "IGN")))
    assert [f.message for f in chosen.findings] == ["`LIC003` is suppressed here, and nothing of it is found"]
    off = with_license("license: cc-by-4.0 # opendata-lint: ignore[LIC009] off in this profile\n")
    assert not codes(lint(off))
    links = with_limitations(
        "\n<!-- opendata-lint: ignore[LNK003] x -->\nSee [it](missing.md), which is not there.\n"
    )
    assert not codes(lint(links)), "nothing is known of the files around a text"


def test_a_missing_reason_is_told_as_info() -> None:
    result = lint(with_license("license: unknown # opendata-lint: ignore[LIC003]\n"))
    assert [(f.code, f.severity.label) for f in result.findings] == [("IGN003", "info")]


_LINES = st.lists(
    st.sampled_from(
        [
            "license: unknown", "tags:", "- a", "  - b: |", "    x", "text: 'q", "'", "[a,", "]", "# Title",
            "# opendata-lint: ignore[LIC003] r", "  # opendata-lint: ignore-file[LIC, NOPE]", "> quote", "",
            "<!-- opendata-lint: ignore[SEC004] r -->", "<!--", "-->", "| a | b |", "|---|---|", "- item",
            "x <!-- opendata-lint: z", "```", "&a b: *a", "<div>", "</div>", "## Two", "Setext\n===",
            "k: v # opendata-lint: ignore[LIC001]",
        ]
    ),
    max_size=14,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(front=_LINES, body=_LINES, newline=st.sampled_from(["\n", "\r\n"]))
def test_any_text_can_be_read_and_its_fixes_be_applied(
    front: list[str], body: list[str], newline: str
) -> None:
    text = newline.join(["---", *front, "---", "", *body, ""])
    result = lint(text)
    for finding in result.findings:
        if finding.code.startswith("IGN") and finding.fix:
            again = lint(fixed(text, finding.fix))
            assert len([c for c in codes(again) if c.startswith("IGN")]) < len(
                [c for c in codes(result) if c.startswith("IGN")]
            )


def run(folder: Path, *arguments: str, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.chdir(folder)
    return main(["check", "--isolated", "--output-format", "concise", *arguments])


_FAULTY = _BASE.replace("license: cc-by-4.0", "license: [cc-by-4.0,\n  unknown]").replace(
    "- text\n- oceanography", "- text\n- text\nlanguage_bcp47: 5"
)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_written_suppressions_leave_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, newline: str, mark: bytes
) -> None:
    file = tmp_path / "README.md"
    text = _FAULTY.replace("### Other Known", "### Empty\n\n### Other Known").replace(
        "pretty_name: Tide Table Notes\n", ""
    )
    file.write_bytes(mark + text.replace("\n", newline).encode())
    if sys.platform != "win32":
        file.chmod(0o640)
    before = file.read_bytes()
    assert run(tmp_path, "--fail-level", "info", monkeypatch=monkeypatch) == 1
    assert (
        run(tmp_path, "--fail-level", "info", "--add-ignore", "known since 2020", monkeypatch=monkeypatch)
        == 0
    )
    after = file.read_bytes()
    assert run(tmp_path, "--fail-level", "info", monkeypatch=monkeypatch) == 0
    assert run(tmp_path, "--fail-level", "info", "--add-ignore", "again", monkeypatch=monkeypatch) == 0
    assert file.read_bytes() == after
    kept = [line for line in after.splitlines(keepends=True) if b"opendata-lint: ignore" not in line]
    assert b"".join(kept) == before
    assert b"known since 2020" in after
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_broken_front_matter_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "README.md"
    file.write_text(_BASE.replace("license: cc-by-4.0", "license: [cc-by-4.0"), encoding="utf-8")
    before = file.read_bytes()
    assert run(tmp_path, "--add-ignore", "x", monkeypatch=monkeypatch) == 1
    assert file.read_bytes() == before
    assert "README.md: no suppression was written: its front matter cannot be read" in capsys.readouterr().err


def test_what_is_suppressed_can_be_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = with_license("license: unknown # opendata-lint: ignore[LIC003] asked\n")
    (tmp_path / "README.md").write_text(text, encoding="utf-8")
    assert run(tmp_path, monkeypatch=monkeypatch) == 0
    assert "(1 suppressed)" in capsys.readouterr().out
    assert run(tmp_path, "--no-ignores", monkeypatch=monkeypatch) == 1
    assert "LIC003" in capsys.readouterr().out


@pytest.mark.parametrize("reason", ["", " ", "two\nlines", "ends --> here", "bell \a"])
def test_a_reason_must_fit_in_a_comment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "README.md").write_text(_FAULTY, encoding="utf-8")
    assert run(tmp_path, "--add-ignore", reason, monkeypatch=monkeypatch) == 2
    assert "reason" in capsys.readouterr().err


@pytest.mark.corpus
@pytest.mark.slow
def test_real_cards_can_all_be_suppressed(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of every fourth card whose front matter can be read nothing is left; the metadata stay the same."""
    cards = sorted((shared / "corpus" / "dataset_cards").glob("*.md"))[::4]
    for card in cards:
        (tmp_path / card.name).write_bytes(card.read_bytes())
    run(
        tmp_path, "--strict", "--add-ignore", "known", *(card.name for card in cards), monkeypatch=monkeypatch
    )
    unreadable = set()
    for path in cards:
        old, new = (Card(file.read_bytes(), path.name, "dataset") for file in (path, tmp_path / path.name))
        assert new.value == old.value, path.name
        if new.yaml_fault or new.source.fault:
            unreadable.add(path.name)
    report = lint_paths([card.name for card in cards], isolated=True)
    left = {f.path for f in report.findings if f.severity > Severity.INFO}
    assert left <= unreadable
    assert report.suppressed > 1_000
