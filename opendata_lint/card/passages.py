"""The lines of a section, each judged by itself: content, placeholder, or nothing at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from opendata_lint.card import prose
from opendata_lint.card.outline import Block, BlockKind, Section
from opendata_lint.finding import Span
from opendata_lint.vocabulary.headings import label_topics

if TYPE_CHECKING:
    from opendata_lint.card.card import Card

Verdict = Literal["content", "placeholder", "boilerplate", "nothing", "label"]
"""`nothing` is `N/A` and the like; a `label` is a line in bold type that heads what follows."""

_MAX_CODE = 2_000
"""Code points of a code block in which words are counted."""


class Passage(NamedTuple):
    """A line of a paragraph, list item, table cell or HTML block, or a whole block of code."""

    line: int
    """In the file, from 0."""
    text: str
    """Without HTML comments and, in HTML blocks, without tags."""
    kind: BlockKind
    verdict: Verdict
    words: int
    reason: str
    """The kind of the placeholder; empty where it is none."""


class Placeholder(NamedTuple):
    """A line that asks its writer to say something."""

    line: int
    """In the file, from 0."""
    span: Span
    """Offsets of the line's text, or of the table cell's."""
    text: str
    section: int
    """Index into `Card.sections`."""
    kind: str
    """What `prose.placeholder` calls it, or `template` for a template's instruction."""


def passages_of(section: Section) -> tuple[Passage, ...]:
    """The passages of a section in order. Empty lines, rules and links of a table of contents are none."""
    found = [passage for block in section.blocks for passage in _passages(block)]
    return tuple(_with_empty_labels(found))


def placeholders_in(card: Card, index: int, passages: tuple[Passage, ...]) -> Iterator[Placeholder]:
    """The placeholders among the passages of section `index`."""
    for passage in passages:
        if passage.verdict == "placeholder":
            start, end = card.line_span(passage.line)
            if passage.kind == "cell":
                at = card.text.find(passage.text, start, end)
                start, end = (at, at + len(passage.text)) if at >= 0 else (start, end)
            yield Placeholder(passage.line, (start, end), card.text[start:end], index, passage.reason)


def bold_label(text: str) -> tuple[str, str] | None:
    """The label and the rest of a line that begins in bold type (or is an italic question)."""
    mark = text[:2]
    if mark in ("**", "__"):
        end = text.find(mark, 2, 300)
        return (text[2:end], text[end + 2 :].lstrip(" :")) if end > 2 else None
    if text[:1] in ("*", "_") and text.rstrip("*_ ").endswith("?"):
        return text.strip("*_ "), ""
    return None


def _passages(block: Block) -> Iterator[Passage]:
    if block.kind == "code":
        if block.text.strip():
            words = prose.word_count(block.text[:_MAX_CODE])
            yield Passage(block.line, block.text, "code", "content", words, "")
    elif block.kind == "html":
        yield from _html_passages(block)
    elif block.kind != "rule":
        text = prose.without_comments(block.text)
        common = block.kind != "cell" and prose.boilerplate(text, "")
        for number, line in enumerate(text.split("\n")):
            stripped = line.strip()
            if stripped and not _is_anchor(stripped):
                yield _passage(block.line + number, stripped, block.kind, common)


def _passage(line: int, text: str, kind: BlockKind, common: bool) -> Passage:
    reason = prose.placeholder(text) if kind != "cell" or len(text) < 60 else None
    if reason == "ellipsis" and kind == "cell":
        reason = None  # tables of samples are full of them
    if not reason and kind != "cell" and not common and prose.template_text(text):
        reason = "template"
    if reason:
        return Passage(line, text, kind, "placeholder", 0, reason)
    verdict: Verdict = "content"
    if common:
        verdict = "boilerplate"
    elif prose.not_applicable(text):
        verdict = "nothing"
    elif _is_label(text):
        verdict = "label"
    return Passage(line, text, kind, verdict, prose.word_count(text), "")


def _is_anchor(text: str) -> bool:
    """Whether a text is one link into the same page, as tables of contents have them."""
    return text.startswith("[") and text.endswith(")") and text.count("](") == 1 and "](#" in text


def _is_label(text: str) -> bool:
    found = bold_label(text)
    if not found or found[1]:
        return False
    return text.rstrip("*_ ").endswith((":", "?")) or text.endswith(":") or bool(label_topics(found[0]))


_HEADINGS = ("<h1", "<h2", "<h3", "<h4", "<h5", "<h6", "<summary", "<b>", "<strong>")
_MEDIA = ("<img", "<video", "<audio", "<iframe", "<picture", "<embed")


def _html_passages(block: Block) -> Iterator[Passage]:
    for number, line in enumerate(block.text.split("\n")):
        raw = line.strip()
        if not raw:
            continue
        text = prose.without_tags(raw)
        if raw.lower().startswith(_HEADINGS) and text:
            yield _passage(block.line + number, f"**{text}**", "text", common=False)
        elif prose.placeholder(raw) == "blank":
            yield Passage(block.line + number, raw, "html", "placeholder", 0, "blank")
        elif text:
            yield _passage(block.line + number, text, "html", common=False)
        elif any(tag in raw.lower() for tag in _MEDIA):
            yield Passage(block.line + number, "", "html", "content", 0, "")


def _goes_on(before: Passage | None, passage: Passage) -> bool:
    """Whether a list item of three dots says that the list above it could go on."""
    return before is not None and before.kind == passage.kind == "item" and before.verdict == "content"


def _with_empty_labels(passages: list[Passage]) -> Iterator[Passage]:
    """Labels of list items count as placeholders where nothing stands behind them."""
    before: Passage | None = None
    for passage, following in zip(passages, [*passages[1:], None], strict=False):
        if passage.reason == "ellipsis" and _goes_on(before, passage):
            yield passage._replace(verdict="nothing", reason="")
        elif passage.kind == "item" and prose.empty_label(passage.text):
            if following is None or (following.kind == "item" and bold_label(following.text)):
                yield passage._replace(verdict="placeholder", words=0, reason="empty-label")
            else:
                yield passage._replace(verdict="label")
        else:
            yield passage
        before = passage
