"""Links that lead nowhere: empty, into sections or files that are not there, or never filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from opendata_lint.card import Card
from opendata_lint.card.links import Link, anchors_of
from opendata_lint.card.links import links_of as card_links
from opendata_lint.finding import Finding, at_span
from opendata_lint.rules import rule
from opendata_lint.tree import Tree, join
from opendata_lint.vocabulary import suggest

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_EMAIL = re.compile(r"[\w.+,{}-]+@[\w-]+(?:\.[\w-]+)+\Z")
_HOST = re.compile(
    r"(?:www\.[\w-]+\.|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|edu|co|ai|gov|eu)(?:/|\Z)|\(https?://)",
    re.I,
)
_PLACEHOLDER = re.compile(
    r"<[^<>]*>|\{\{.*?\}\}|\bgithub-username\b"
    r"|\byour[-_ ]?(?:user ?name|name|org\w*|repo\w*|hf[-_]username)\b"
    r"|\Ahttps?://(?:\.\.\.|url|link|example)?/?\Z"
    r"|\A(?:url|link|todo|tbd|xxx+|to-be-done|link[-_ ]here|insert.*|\.\.\.)\Z"
    r"|more information needed",
    re.I,
)
_ENDINGS = ("", ".md", ".html", ".rst", ".ipynb")
"""Sites made of a repository name its pages without these."""
_PAGES_OF_A_HOST = re.compile(
    r"(?:^|/)(?:issues|pulls?|wiki|releases|actions|discussions|blob|tree|raw|resolve)(?:/|\Z)"
)
"""Paths that GitHub or the Hub serves and no file stands for."""


@lru_cache(maxsize=2)  # each rule here asks of the same card
def _links(card: Card) -> tuple[Link, ...]:
    """The links of a card, without those on lines that are placeholders as a whole."""
    placeholders = {placeholder.line for placeholder in card.placeholders}
    return tuple(link for link in card_links(card) if card.source.line_of(link.span[0]) not in placeholders)


def _is_local(target: str) -> bool:
    """Whether a target is a path relative to the card."""
    return not (
        target[:1] in ("", "#", "/", "?")
        or _SCHEME.match(target)
        or _EMAIL.match(target)
        or _PLACEHOLDER.search(target)
    )


@rule("LNK001")
def empty_link(card: Card, tree: Tree) -> Iterator[Finding]:
    """A link without target or without text."""
    for link in _links(card):
        shown = f"`{card.text[slice(*link.span)][:60]}`"
        if not link.target.strip():
            yield Finding(
                "LNK001",
                f"the link {shown} has no target",
                at_span(*link.span),
                hint="give the target, or keep the text alone",
            )
        elif link.kind == "link" and not link.text.strip():
            yield Finding(
                "LNK001",
                f"the link {shown} has no text to click on",
                at_span(*link.span),
                hint="give the link a text",
            )


@rule("LNK002")
def broken_anchor(card: Card, tree: Tree) -> Iterator[Finding]:
    """A link into the card itself that no heading answers."""
    inside = [link for link in _links(card) if re.match(r"#[^:]", link.target)]
    if not inside or card.outline.truncated:
        return
    anchors = anchors_of(card)
    plain = {anchor.replace("\ufe0f", "") for anchor in anchors}
    for link in inside:
        name = unquote(link.target[1:]).lower().removeprefix("user-content-").replace("\ufe0f", "")
        if name in plain or name == "top":
            continue
        near = suggest(name, sorted(anchors), 1)
        hint = f"link to `#{near[0]}`" if near else "link to a heading of this card, or remove the link"
        yield Finding(
            "LNK002",
            f"no heading of the card makes the anchor `{link.target[:60]}`",
            at_span(*link.span),
            hint=hint,
        )


@rule("LNK003")
def missing_file(card: Card, tree: Tree) -> Iterator[Finding]:
    """A relative link to a file that is not there."""
    for link in _links(card):
        if not _is_local(link.target) or _PAGES_OF_A_HOST.search(link.target):
            continue
        path = join(card.path, link.target)
        if path is None or any(tree.exists(path + ending) for ending in _ENDINGS):
            continue
        if _HOST.match(link.target):
            address = link.target.strip("()").removeprefix("https://").removeprefix("http://")[:60]
            message = (
                f"`{link.target[:60]}` is read as the path of a file, as it does not begin with `https://`"
            )
            yield Finding("LNK003", message, at_span(*link.span), hint=f"write `https://{address}`")
            continue
        yield Finding(
            "LNK003",
            f"the link leads to `{path[:80]}`, which is not in the repository",
            at_span(*link.span),
            hint="correct the path, or give the full address",
            # A folder outside of Git may be a part of what the card belongs to.
            conclusive=tree.in_git,
        )


@rule("LNK004")
def email_without_mailto(card: Card, tree: Tree) -> Iterator[Finding]:
    """An e-mail address as the target of a link."""
    for link in _links(card):
        if link.kind in ("link", "html", "definition") and _EMAIL.match(link.target):
            message = f"`{link.target}` is read as the path of a file, as no `mailto:` stands before it"
            yield Finding("LNK004", message, at_span(*link.span), hint=f"write `mailto:{link.target}`")


@rule("LNK005")
def placeholder_target(card: Card, tree: Tree) -> Iterator[Finding]:
    """A link whose target a template left to be filled in."""
    for link in _links(card):
        if _PLACEHOLDER.search(link.target):
            message = f"the target `{link.target[:60]}` is a placeholder"
            yield Finding("LNK005", message, at_span(*link.span), hint="give the address, or remove the link")


@rule("LNK006")
def leaves_tree(card: Card, tree: Tree) -> Iterator[Finding]:
    """A relative link out of the repository, or outside of Git out of the folder that is checked."""
    if not tree.in_git and tree.on_disk(card.path) is None:
        return  # nobody knows how many folders are above a text without a file
    for link in _links(card):
        if (
            _is_local(link.target)
            and not _PAGES_OF_A_HOST.search(link.target)
            and join(card.path, link.target) is None
        ):
            what = "the repository" if tree.in_git else "the folder that is checked"
            yield Finding(
                "LNK006",
                f"the link `{link.target[:60]}` leads out of {what}",
                at_span(*link.span),
                hint="give the full address of what it means",
                conclusive=tree.in_git,
            )
