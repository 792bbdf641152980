"""Planning, applying and judging edits; properties that hold for all cards; diffs."""

from __future__ import annotations

import re
import subprocess

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opendata_lint.card import Card
from opendata_lint.card.text import SourceText
from opendata_lint.finding import Edit, Fix, SettledFinding, Severity
from opendata_lint.fixing import Mended, mend
from opendata_lint.fixing.diff import unified
from opendata_lint.fixing.planning import plan
from opendata_lint.report import Crash
from tests.fixing.mended import lint, mended

# Planning and safety.


def _finding(
    *edits: Edit, safe: bool = True, code: str = "LIC002", severity: Severity = Severity.ERROR
) -> SettledFinding:
    fix = Fix("t", edits, safe)
    return SettledFinding(
        code, "x", severity, "m", None, "README.md", None, None, None, (), fix, f"{code}{edits}"
    )


def test_plan_leaves_what_overlaps_for_later() -> None:
    first, second, third = (_finding(Edit(*e, "x")) for e in ((0, 4), (3, 5), (4, 6)))
    assert plan([first, second, third], unsafe=False).findings == (first, third)
    same = _finding(Edit(0, 4, "x"), code="LIC009")
    assert plan([first, same], unsafe=False).edits == (Edit(0, 4, "x"),)
    assert plan([_finding(Edit(2, 2, "a")), _finding(Edit(2, 2, "b"))], False).edits == (Edit(2, 2, "a"),)
    assert not plan([_finding(Edit(0, 1, ""), safe=False)], unsafe=False).findings


def test_edits_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        SourceText(b"abcdef").edited([Edit(0, 3, ""), Edit(2, 4, "")])


def _rigged(*rounds: tuple[SettledFinding, ...], crash: bool = False) -> Mended:
    """Mend a card that is judged as the rounds tell, one after the other."""
    card = Card(b"---\nlicense: mit\n---\n# A\n", "README.md", "dataset")
    base = lint(card)._replace(findings=())
    results = [base._replace(findings=findings) for findings in rounds]
    if crash:
        results[-1] = results[-1]._replace(crashes=(Crash("LIC002", "README.md", "e", "d"),))
    return mend(card, lambda _: results.pop(0) if len(results) > 1 else results[0])


def test_card_stays_where_a_fix_does_harm() -> None:
    good = _finding(Edit(13, 16, "0bsd"))
    breaks = _finding(Edit(4, 11, "["))
    worse = good._replace(code="SEC002", message="a new one", fix=None, fingerprint="new")
    endless = _finding(Edit(24, 24, "!"))
    for done, reason in (
        (_rigged((breaks,), ()), "could not be read"),
        (_rigged((good,), (worse,)), "new error"),
        (_rigged((good,), (), crash=True), "fails"),
        (_rigged((endless,)), "undo each other"),
    ):
        assert done.data is None
        assert not done.fixed
        assert reason in done.refusal
    assert _rigged((good,), ()).data == b"---\nlicense: 0bsd\n---\n# A\n"


# Properties over made-up cards.

_FRAGMENTS = (
    "license: Apache 2.0",
    "license: mit",
    "licenses:\n- mit # c1",
    "language: no",
    "languages: [English, eng, 'no']",
    "language:\n  - en\n  - EN\n  # c2\n  - iw",
    "tags: text",
    "tags: [a, 'b', a, time-series]",
    "tags:\n- x\n- x\n- 012",
    "task_categories:\n- conversational\n- text-generation",
    "task_ids: [Topic Classification]",
    "pretty_name: “Tides”",
    "size_categories: 10k<n<100k # c3",
    "version: 1.10",
    "date: 2024-01-05",
    "other:\t\ttabs",
    "nmae: ' x '",
    "x: &a [English]\ny: *a",
    "block: |\n  license: Apache 2.0\n  # no comment",
    'multilinguality: "monolingual"',
    "dataset_info:\n  features:\n  - name: l\n    dtype:\n      class_label:\n"
    "        names:\n          0: no\n          1: yes",
    "source_datasets: [Original]",
    "# c4 a comment of its own",
    "",
    "\u00a0odd: key",
    "annotations_creators: [Found, found]",
)
_BODIES = (
    "# Title\n",
    "## Uses [optional]\n\n[a]() and [b](me@x.org)\n",
    "[toc](#uses-optional)\n",
    "```\n[x]()\n```\n",
    "| a | [b]() |\n|---|---|\n",
    "no end of line",
)
_OPENERS = ("---", "---", "---", "--- ", "----", "\n---", "")


@st.composite
def cards(draw: st.DrawFn) -> bytes:
    lines = draw(st.lists(st.sampled_from(_FRAGMENTS), max_size=7))
    closer = draw(st.sampled_from(("---", "---", "---  ", "...", "----")))
    body = draw(st.lists(st.sampled_from(_BODIES), max_size=4))
    text = "\n".join([draw(st.sampled_from(_OPENERS)), *lines, closer, *body])
    newline = draw(st.sampled_from(("\n", "\n", "\r\n")))
    return draw(st.sampled_from((b"", b"\xef\xbb\xbf"))) + text.replace("\n", newline).encode()


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cards(), st.booleans())
def test_mending_made_up_cards(data: bytes, unsafe: bool) -> None:
    done = mended(data, unsafe)
    left = [f for f in done.result.findings if f.fix and (unsafe or f.fix.safe)]
    assert not left
    if done.data is None:
        return
    assert mended(done.data, unsafe).data is None, "a second fix changes nothing"
    assert re.findall(rb"# c\d.*", done.data) == re.findall(rb"# c\d.*", data)
    ends = set(re.findall(rb"\r\n|\n", data))
    assert set(re.findall(rb"\r\n|\n", done.data)) <= ends
    before, after = (Card(one, "README.md", "dataset") for one in (data, done.data))
    if before.readable:
        named = {(f.pointer or "/").split("/")[1].strip("\u00a0") for f in done.fixed} | {
            "language",
            "license",
        }
        assert _all_but(after, named - {"odd"}) == _all_but(before, named - {"odd"})


def _all_but(card: Card, names: set[str]) -> dict[str, object]:
    keys = {key.strip("\u00a0"): value for key, value in card.metadata.items()}
    return {key: value for key, value in keys.items() if key not in names}


@given(st.text("abä\r\n\ufeff", max_size=40), st.data())
def test_bytes_outside_of_edits_stay(text: str, data: st.DataObject) -> None:
    source = SourceText(text.encode())
    cuts = sorted(data.draw(st.lists(st.integers(0, len(source.text)), max_size=8, unique=True)))
    edits = [
        Edit(a, b, data.draw(st.text("xyz", max_size=3))) for a, b in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    expected = "".join(
        source.text[end:start] + new
        for (_, end, _), (start, _, new) in zip([(0, 0, ""), *edits], edits, strict=False)
    ) + source.text[edits[-1].end if edits else 0 :]  # fmt: skip
    assert source.edited(edits) == (b"\xef\xbb\xbf" if source.bom else b"") + expected.encode()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text("ab\r\n", max_size=30), st.text("ab\r\n", max_size=30), st.sampled_from(("a", "a b", 'ö"\\q')))
def test_git_applies_our_diffs(
    tmp_path_factory: pytest.TempPathFactory, old: str, new: str, name: str
) -> None:
    folder = tmp_path_factory.mktemp("diff")
    (folder / name).write_bytes(old.encode())
    patch = unified(name, old.encode(), new.encode())
    assert (patch == "") == (old == new)
    if not old or not new or not patch:
        return  # a card that is mended is never empty
    done = subprocess.run(
        ["git", "apply", "-"], cwd=folder, input=patch.encode(), capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (folder / name).read_bytes() == new.encode()
