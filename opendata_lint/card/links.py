"""The links of a card, with their places.

markdown-it-py's inline pass is run only on passages that may hold a link. It gives no places inside a
passage, so its rules for links are wrapped to note where they matched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from opendata_lint.card.outline import Block
from opendata_lint.finding import Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

    from opendata_lint.card.card import Card

LinkKind = Literal["link", "image", "autolink", "html", "definition"]
MAX_LINKED = 60_000
"""Code points of passages with links that are read for them; the most of 2,239 real files is 16,000."""
_MARKS = re.compile(r"\]\(|<(?:http|mailto|a |img )")


class Link(NamedTuple):
    """One link or image of a card's body."""

    kind: LinkKind
    target: str
    """As written, without the angle brackets around it."""
    text: str
    """The Markdown between the brackets, a definition's label; empty for HTML and autolinks."""
    span: Span
    """The whole link in the card's text."""


@lru_cache(maxsize=2)  # of one card every rule on links asks for them
def links_of(card: Card) -> tuple[Link, ...]:
    """Every link of the card's body outside code, in order.

    Of links by reference (`[text][label]`) the definition is given, once, and not their uses.
    """
    found = list(_definitions(card))
    left = MAX_LINKED
    for section in card.sections:
        if section.level and _may_hold_link(section.raw):
            line = card.source.line_of(section.span[0])
            found.extend(_in_passage(card, Block("text", section.raw, line, line + 1)))
        cells: dict[int, int] = {}  # how far the cells of a row have been read
        for block in section.blocks:
            if block.kind == "html":
                found.extend(_in_html(block.text, card.source.line_starts[block.line]))
            elif block.kind not in ("code", "rule") and _may_hold_link(block.text):
                left -= len(block.text)
                if left < 0:
                    return _in_order(found)
                found.extend(_in_passage(card, block, cells))
    return _in_order(found)


def _in_order(found: list[Link]) -> tuple[Link, ...]:
    return tuple(sorted(found, key=lambda link: link.span))


def _definitions(card: Card) -> Iterator[Link]:
    for label, facts in card.outline.references.items():
        line = card.source.line_of(card.body_start) + facts["map"][0]
        yield Link("definition", facts["href"], label, card.line_span(line))


def _may_hold_link(text: str) -> bool:
    return ("[" in text or "<" in text) and _MARKS.search(text) is not None


def _in_passage(card: Card, block: Block, cells: dict[int, int] | None = None) -> Iterator[Link]:
    matches = _matches(block.text, card.outline.references)
    places = _places(card, block, cells)
    for kind, start, end in matches:
        source = block.text[start:end]
        named = _named(kind, source)
        if named:
            yield Link(kind, *named, (places(start), places(end)))


def _named(kind: LinkKind, source: str) -> tuple[str, str] | None:
    """Target and text of a link's source, None for what names no target of its own."""
    if kind == "autolink":
        return source[1:-1], ""
    if kind == "html":
        target = _attribute(source, "href") or _attribute(source, "src")
        return (target, "") if target is not None else None
    for middle in _middles(source):
        match = _DESTINATION.match(source, middle + 1)
        if match:
            return match[1] if match[1] is not None else match[2], source[source.index("[") + 1 : middle]
    return None


def _places(card: Card, block: Block, cells: dict[int, int] | None) -> Callable[[int], int]:
    """A function from an offset in a passage to one in the card's text.

    A passage's lines are those of the file without the marks of lists and quotes before them.
    """
    starts: list[tuple[int, int]] = []  # offsets of each line in the passage and in the card
    offset = 0
    for number, line in enumerate(block.text.split("\n")):
        file_line = min(block.line + number, len(card.source.line_starts) - 1)
        text = card.source.line_text(file_line)
        known = (cells or {}).get(file_line, 0) if block.kind == "cell" else 0
        column = max(text.find(line.rstrip(), known), 0)
        if cells is not None and block.kind == "cell":
            cells[file_line] = column + len(line.rstrip())
        starts.append((offset, card.source.line_starts[file_line] + column))
        offset += len(line) + 1

    def place(at: int) -> int:
        own, there = next(pair for pair in reversed(starts) if pair[0] <= at)
        return min(there + at - own, len(card.text))

    return place


_DESTINATION = re.compile(r"\(\s*(?:<([^<>\n]*)>|(\S*?))(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*\)\Z")


def _middles(source: str) -> Iterator[int]:
    """Where `](` stands, from the last to the first: a link's text may hold links' source itself."""
    at = source.rfind("](")
    while at > 0:
        yield at
        at = source.rfind("](", 0, at)


_HTML_LINK = re.compile(r"<(?:a|img|source|video|audio)\s[^<>]*>", re.I)


def _in_html(text: str, base: int) -> Iterator[Link]:
    for match in _HTML_LINK.finditer(text):
        target = _attribute(match.group(), "href") or _attribute(match.group(), "src")
        if target is not None:
            yield Link("html", target, "", (base + match.start(), base + match.end()))


def _attribute(tag: str, name: str) -> str | None:
    match = re.search(rf"\s{name}\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))", tag, re.I)
    return next((value for value in match.groups() if value is not None), "").strip() if match else None


class _Match(NamedTuple):
    kind: LinkKind
    start: int
    end: int


def _matches(text: str, references: dict[str, Any]) -> list[_Match]:
    """The links of a passage, with offsets in it."""
    plain = _plain_link()
    if not _MEANS_MORE.search(plain.sub("", text)):
        return [_Match("image" if m[1] else "link", *m.span()) for m in plain.finditer(text)]
    markdown = _inline_parser()
    found: list[_Match] = []
    markdown.inline.parse(text, markdown, {"references": references, "found": found, "text": text}, [])
    return sorted(found, key=lambda match: match.start)


@cache
def _plain_link() -> re.Pattern[str]:
    """An inline link or image in letters that mean nothing else to Markdown."""
    return re.compile(r"(!?)\[[\w ,.:;?/'-]+\]\((?:https?:)?[#\w./?=&%-]+\)")


_MEANS_MORE = re.compile(r"[\[\]<`\\]")
"""What may make a link, or keep one from being a link, beside those that are plain."""


@cache
def _inline_parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import autolink, html_inline, image, link

    markdown = MarkdownIt("commonmark")
    kinds: tuple[tuple[str, LinkKind, Callable[..., bool]], ...] = (
        ("link", "link", link),
        ("image", "image", image),
        ("autolink", "autolink", autolink),
        ("html_inline", "html", html_inline),
    )
    for name, kind, original in kinds:
        markdown.inline.ruler.at(name, _noting(kind, original))
    return markdown


def _noting(kind: LinkKind, original: Callable[..., bool]) -> Callable[..., bool]:
    """A rule of the inline pass that also notes where it matched."""

    def noting(state: Any, silent: bool) -> bool:
        start = state.pos
        matched = original(state, silent)
        # The text of an image is parsed apart, with offsets of its own.
        if matched and not silent and state.src == state.env["text"]:
            state.env["found"].append(_Match(kind, start, state.pos))
        return matched

    return noting


_ANCHOR = re.compile(r"<[a-z][^<>]*?\s(?:id|name)\s*=\s*[\"']?([^\s\"'<>]+)", re.I)


def anchors_of(card: Card) -> frozenset[str]:
    """The fragments that a link into the card may name, in lower case: headings and HTML ids.

    Headings get theirs as GitHub makes them; of headings alike, the second gets `-1` behind it.
    """
    found = {match[1].lower() for match in _ANCHOR.finditer(card.body)}
    seen: dict[str, int] = {}
    headings = [section.raw for section in card.sections if section.level]
    for raw in (*headings, *card.outline.inner_headings, *_html_headings(card.body)):
        slug = slug_of(raw)
        while slug in seen:
            seen[slug] += 1
            slug = f"{slug}-{seen[slug]}"
        seen[slug] = 0
    return frozenset(found | seen.keys())


def _html_headings(body: str) -> Iterator[str]:
    for match in re.finditer(r"<h([1-6])\b[^<>]*>(.*?)</h\1\s*>", body, re.I | re.S):
        yield re.sub(r"<[^<>]*>", "", match[2])


@lru_cache(maxsize=1024)  # cards share most of their headings
def slug_of(raw: str) -> str:
    """The fragment that GitHub makes of a heading's Markdown."""
    shown = _shown_text(raw) if _MARKED.search(raw) else raw
    return _NOT_IN_SLUG.sub(_mark, shown.strip().lower()).replace(" ", "-")


_MARKED = re.compile(r"[\\`*_\[<&\n]")
_NOT_IN_SLUG = re.compile(r"[^\w\- ]")


def _shown_text(raw: str) -> str:
    """A heading's text without its Markdown."""
    markdown = _inline_parser()
    tokens: list[Any] = []
    markdown.inline.parse(raw, markdown, {"references": {}, "found": [], "text": raw}, tokens)
    shown = ("text", "text_special", "code_inline")
    return "".join(token.content if token.type in shown else "" for token in tokens)


def _mark(match: re.Match[str]) -> str:
    """A character that stays in a slug though it is no letter: one that is set on the letter before it."""
    from unicodedata import category

    return match[0] if category(match[0])[0] == "M" else ""
