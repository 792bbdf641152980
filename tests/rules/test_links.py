"""Links: where they stand, and where they lead."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opendata_lint.card import Card
from opendata_lint.card.links import anchors_of, links_of, slug_of
from opendata_lint.finding import Finding
from opendata_lint.rules import all_checks
from opendata_lint.tree import Tree, UnknownTree, WorkTree


def card_of(body: str) -> Card:
    return Card(f"---\nlicense: mit\n---\n{body}".encode(), "data/README.md", "dataset")


def check(body: str, tree: Tree | None = None) -> list[Finding]:
    card = card_of(body)
    checks = [check for code, check in all_checks().items() if code.startswith("LNK")]
    return [finding for check in checks for finding in check(card, tree or UnknownTree())]


@pytest.mark.parametrize(
    ("body", "kind", "target", "source"),
    [
        ("[a](b)", "link", "b", "[a](b)"),
        ("x [a *b*](<c d> 'e') y", "link", "c d", "[a *b*](<c d> 'e')"),
        ("![a](b.png)", "image", "b.png", "![a](b.png)"),
        ("<https://a.b>", "autolink", "https://a.b", "<https://a.b>"),
        ('x <a href="b">c</a>', "html", "b", '<a href="b">'),
        ("<p>\n<img width=3 src='b.png'>\n</p>", "html", "b.png", "<img width=3 src='b.png'>"),
        ("[a][b]\n\n[b]: c", "definition", "c", "[b]: c"),
        ("- a\n  > b [c](d)", "link", "d", "[c](d)"),
        ("## T [a](b)", "link", "b", "[a](b)"),
        ("| a |\n|---|\n| [b](c) |", "link", "c", "[b](c)"),
        ("a\n   b\n [c](d)", "link", "d", "[c](d)"),
    ],
)
def test_a_link_knows_its_place(body: str, kind: str, target: str, source: str) -> None:
    card = card_of(body)
    (link,) = links_of(card)
    assert (link.kind, link.target, card.text[slice(*link.span)]) == (kind, target, source)


def test_links_alike_in_one_row_have_two_places() -> None:
    spans = {link.span for link in links_of(card_of("| a | b |\n|---|---|\n| [x]() | [x]() |"))}
    assert len(spans) == 2


def test_code_holds_no_links() -> None:
    assert not links_of(card_of("`[a](b)`\n\n```\n[a](b)\n```\n\n\\[a](b)"))


@pytest.mark.parametrize(
    ("heading", "slug"),
    [
        ("Data Splits", "data-splits"),
        ("Who are the *source* `language` producers?", "who-are-the-source-language-producers"),
        ("Bias, Risks & Limits", "bias-risks--limits"),
        ("[Linked](https://a.b) heading", "linked-heading"),
        ("🤗 Use", "-use"),
        ("Überblick_2", "überblick_2"),
        ("हिन्दी", "हिन्दी"),
    ],
)
def test_anchors_are_made_as_github_makes_them(heading: str, slug: str) -> None:
    assert slug_of(heading) == slug


def test_anchors_of_headings_alike_are_counted() -> None:
    body = "# A\n\n## B\n\n## B\n\n## B-1\n\n- # C\n\n<h2>D e</h2>\n\n<a name='F'></a>\n"
    assert anchors_of(card_of(body)) >= {"a", "b", "b-1", "b-1-1", "c", "d-e", "f"}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("[a](https://a.b) [c](#d)\n\n# D", []),
        ("[a]()", ["LNK001"]),
        ("[](https://a.b)", ["LNK001"]),
        ("[![](a.png)](https://a.b)", []),
        ("[a](#b)", ["LNK002"]),
        ("[a](#B-C)\n\n# b c", []),
        ("[a](#%C3%BCber)\n\n# Über", []),
        ("[a](a@b.org)", ["LNK004"]),
        ("[a](mailto:a@b.org)", []),
        ("[a](https://github.com/<github-username>)", ["LNK005"]),
        ("[a](url)", ["LNK005"]),
        ("[a](../../b.md)", []),  # nothing is known of the folders above
        ("[a](../../issues)", []),
        ("[a](/datasets/b)", []),
        ("[Needs More Information]()", []),  # SEC004's
    ],
)
def test_targets(body: str, expected: list[str]) -> None:
    assert [finding.code for finding in check(body)] == expected


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("train.csv", True),
        ("./train.csv?raw=true#L3", True),
        ("../LICENSE", True),
        ("pages/one", True),
        ("Train.csv", False),
        ("test.csv", False),
        ("spacy.io", False),
    ],
)
def test_files(tmp_path: Path, target: str, found: bool) -> None:
    for name in ("data/train.csv", "data/pages/one.md", "LICENSE"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    findings = check(f"[a]({target})", WorkTree(tmp_path))
    assert [finding.code for finding in findings] == ([] if found else ["LNK003"])
    if findings and target != "spacy.io":
        assert not findings[0].conclusive, "outside of Git the file may be elsewhere"


@pytest.mark.parametrize(
    ("in_git", "what"), [(True, "the repository"), (False, "the folder that is checked")]
)
def test_links_out_of_the_tree(tmp_path: Path, in_git: bool, what: str) -> None:
    if in_git:
        (tmp_path / ".git").mkdir()
        (tmp_path / ".git" / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "README.md").touch()
    (finding,) = check("[a](../../b.md)", WorkTree(tmp_path))
    assert (finding.code, finding.conclusive) == ("LNK006", in_git)
    assert finding.message == f"the link `../../b.md` leads out of {what}"


@given(st.text("[]()<>#! \n|-`ab:./@", max_size=60))
@settings(max_examples=300, deadline=None)
def test_no_body_breaks_a_check(body: str) -> None:
    check(body)
    card = card_of(body)
    for link in links_of(card):
        assert card.body_start <= link.span[0] < link.span[1] <= len(card.text)
