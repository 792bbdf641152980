"""Comments of a card that speak to this program, and what of the card each of them covers.

A comment counts only where YAML or Markdown takes it as one: none in a quoted or block scalar, in code
or in a code span does. Cards without any, which are most, cost one search for a word.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from opendata_lint.card.nodes import Node
from opendata_lint.card.outline import block_tokens, body_end
from opendata_lint.finding import Span

if TYPE_CHECKING:
    from opendata_lint.card.card import Card

_WORD = "opendata-lint"
_YAML = re.compile(rf"(?<![^\s])#[ \t]*(?={_WORD}\b)(?P<inner>[^\r\n]*)", re.I)
_HTML = re.compile(rf"<!--\s*(?={_WORD}\b)(?P<inner>(?:(?!<!--).)*?)-->", re.I | re.S)


class Comment(NamedTuple):
    """A comment that begins with this program's name."""

    form: Literal["yaml", "html"]
    span: Span
    """The comment with its marks."""
    inner: Span
    """What it says, from the program's name on."""
    covers: Span | None
    """What begins in here is meant; None where nothing follows that could be."""
    line: Span | None
    """The line of a comment that stands behind something; what stands on that line is meant too."""
    removal: tuple[Span, str]
    """What to replace by what so that the comment is gone and nothing else changes."""


def comments_of(card: Card) -> Iterator[Comment]:
    """The comments of a card that begin with this program's name, in order."""
    if re.search(_WORD, card.text, re.I):
        yield from _yaml_comments(card)
        yield from _MarkdownComments(card).found()


def line_range(card: Card, line: int, end_line: int) -> Span:
    """Offsets from the start of a line to the start of another, both counted from 0."""
    starts = [*card.source.line_starts, len(card.text)]
    return starts[min(line, len(starts) - 1)], starts[min(end_line, len(starts) - 1)]


def _yaml_comments(card: Card) -> Iterator[Comment]:
    if card.front_matter is None or card.yaml_fault:
        return
    first = _YAML.search(card.text, *card.front_matter.yaml)
    if not first:
        return
    begun = _Begun(card)
    scalars = sorted(scalar_regions(card))
    ends = list(accumulate((end for _, end in scalars), max))  # of those that begin no later
    for match in _YAML.finditer(card.text, first.start(), card.front_matter.yaml[1]):
        before = bisect_right(scalars, (match.start(), len(card.text)))
        if not before or ends[before - 1] <= match.start():
            yield _yaml_comment(card, match, begun)


def scalar_regions(card: Card) -> list[Span]:
    """Where a `#` is text."""
    nodes = [node for _, item in card.members for node in (item.key, item.value)]
    return [
        _content(card, node) for node in (*nodes, card.root) if node is not None and node.kind == "scalar"
    ]


def _content(card: Card, node: Node) -> Span:
    if node.style != "block":
        return node.span
    # The line with the mark of a block scalar may end in a comment.
    return min(node.end, line_range(card, 0, card.source.line_of(node.start) + 1)[1]), node.end


def _yaml_comment(card: Card, match: re.Match[str], begun: _Begun) -> Comment:
    number = card.source.line_of(match.start())
    line = line_range(card, number, number + 1)
    before = card.text[line[0] : match.start()]
    alone = not before.strip()
    if before.lstrip().startswith("#") or alone:
        covers, beside = _begun_below(card, number, begun), None
    else:
        covers, beside = _begun_beside(line, match.start(), begun), line
    removal = line if alone else (line[0] + len(before.rstrip()), match.end())
    return Comment("yaml", match.span(), match.span("inner"), covers, beside, (removal, ""))


def _begun_below(card: Card, number: int, begun: _Begun) -> Span | None:
    """What begins on the next line that holds more than a comment, with all that is below it."""
    following = bisect_right(begun.lines, number)
    if following == len(begun.lines):
        return None
    line = line_range(card, begun.lines[following], begun.lines[following] + 1)
    return line[0], max([line[1], *(end for _, end in begun.on(line))])


def _begun_beside(line: Span, before: int, begun: _Begun) -> Span:
    """What begins last on a line in front of a comment, with all that is below it."""
    earlier = [span for span in begun.on(line) if span[0] < before]
    return max(earlier, key=lambda span: (span[0], -span[1]), default=line)


class _Begun:
    """The members of the front matter, each from its key on, by where they begin."""

    def __init__(self, card: Card) -> None:
        self.spans: list[Span] = []
        for _, (key, value, alias) in card.members:
            start = key.start if key else (alias[0] if alias else value.start)
            self.spans.append((start, alias[1] if alias else max(value.end, start)))
        self.spans.sort()
        first, last = map(card.source.line_of, card.front_matter.yaml if card.front_matter else (0, 0))
        self.lines = [
            line
            for line in range(first, last + 1)
            if (content := card.source.line_text(line).strip()) and not content.startswith("#")
        ]
        """The lines of the front matter, from 0, that hold more than a comment."""

    def on(self, line: Span) -> list[Span]:
        """Those that begin on a line."""
        return self.spans[bisect_left(self.spans, (line[0], 0)) : bisect_left(self.spans, (line[1], 0))]


class _Block(NamedTuple):
    """A block of the body, in lines of the file."""

    type: str
    level: int
    heading: int
    """1 to 6 for a heading, else 0."""
    lines: tuple[int, int]
    content: str


class _MarkdownComments:
    """The HTML comments of a body.

    The body is parsed once more, as the outline does not keep how blocks nest; few cards come here.
    """

    def __init__(self, card: Card) -> None:
        self.card = card
        body = card.text[card.body_start : body_end(card.source, card.body_start)]
        self.blocks: list[_Block] = []
        if re.search(_WORD, body, re.I):
            first = card.source.line_of(card.body_start)
            lines = (first, first + 1)
            for token in block_tokens(body):
                if token.map:
                    lines = (first + token.map[0], first + token.map[1])
                if token.nesting >= 0:  # a table's cells have no lines of their own, but those of their row
                    self.blocks.append(_block(token, lines))
        self.following = self._followers()

    def _followers(self) -> list[int | None]:
        """For each block the next one on its level that is not only comments, in one pass from the end."""
        followers: list[int | None] = [None] * len(self.blocks)
        nearest: dict[int, int] = {}  # by level, the next block that no shallower one stands before
        for index in range(len(self.blocks) - 1, -1, -1):
            level = self.blocks[index].level
            after = nearest.get(level)
            skip = after is not None and self._is_only_comments(self.blocks[after])
            followers[index] = followers[after] if skip and after is not None else after
            nearest = {known: at for known, at in nearest.items() if known < level}
            nearest[level] = index
        return followers

    def found(self) -> Iterator[Comment]:
        seen: set[Span] = set()
        for index, block in enumerate(self.blocks):
            if block.type not in ("html_block", "inline"):
                continue
            for match in _HTML.finditer(self.card.text, *line_range(self.card, *block.lines)):
                if match.span() not in seen and (
                    block.type == "html_block" or _is_comment(match.group(), block)
                ):
                    seen.add(match.span())
                    yield self._comment(match, index)

    def _comment(self, match: re.Match[str], index: int) -> Comment:
        block = self.blocks[index]
        covers = self._enclosing(index) if block.type == "inline" else self._following(index)
        return Comment("html", match.span(), match.span("inner"), covers, None, self._removal(match, block))

    def _enclosing(self, index: int) -> Span:
        """The section of the heading in which a comment stands, or its paragraph, item or row."""
        opener = self.blocks[index - 1] if index else self.blocks[index]
        return self._region(index - 1 if opener.heading and opener.level == 0 else index)

    def _following(self, index: int) -> Span | None:
        """The next block on the comment's own level, or the section whose heading it is."""
        after = self.following[index]
        return None if after is None else self._region(after)

    def _region(self, index: int) -> Span:
        block = self.blocks[index]
        end = block.lines[1]
        if block.heading and block.level == 0:
            later = (
                b.lines[0]
                for b in self.blocks[index + 1 :]
                if b.level == 0 and 0 < b.heading <= block.heading
            )
            end = next(later, len(self.card.source.line_starts))
        return line_range(self.card, block.lines[0], end)

    def _is_only_comments(self, block: _Block) -> bool:
        return block.type == "html_block" and not _HTML.sub("", block.content).strip()

    def _removal(self, match: re.Match[str], block: _Block) -> tuple[Span, str]:
        card, text = self.card, self.card.text
        first, last = card.source.line_of(match.start()), card.source.line_of(match.end())
        start, end = line_range(card, first, last + 1)
        before, behind = text[start : match.start()], text[match.end() : end]
        if before.strip() or behind.strip() or block.level:
            return (
                match.start() - (len(before) - len(before.rstrip()) if before.strip() else 0),
                match.end(),
            ), ""
        blank_above = first == 0 or start <= card.body_start or not card.source.line_text(first - 1).strip()
        blank_below = last + 1 >= len(card.source.line_starts) or not card.source.line_text(last + 1).strip()
        if blank_above and blank_below:
            return (start, line_range(card, 0, last + 2)[1]), ""
        if blank_above or blank_below:
            return (start, end), ""
        return match.span(), ""  # an empty line keeps the blocks around it apart


def _block(token: Any, lines: tuple[int, int]) -> _Block:
    heading = int(token.tag[1]) if token.type == "heading_open" else 0
    return _Block(token.type, token.level, heading, lines, token.content)


def _is_comment(comment: str, block: _Block) -> bool:
    """Whether a comment in running text is one, and not code that shows how one is written."""
    return comment in _inline_html(block.content)


@lru_cache(maxsize=1)  # the comments of a passage are asked for one after the other
def _inline_html(passage: str) -> frozenset[str]:
    from markdown_it import MarkdownIt

    inline = MarkdownIt("commonmark").parseInline(passage)[0]
    return frozenset(child.content for child in inline.children or () if child.type == "html_inline")


def block_starts(card: Card) -> list[int]:
    """The offsets at which the body's outermost blocks begin, in order."""
    first = card.source.line_of(card.body_start)
    tokens = block_tokens(card.text[card.body_start : body_end(card.source, card.body_start)])
    lines = [first + token.map[0] for token in tokens if token.map and token.level == 0]
    return [line_range(card, line, line)[0] for line in lines]
