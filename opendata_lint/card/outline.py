"""Markdown to outline: the sections of a card's body, their blocks, and its labelled bullets.

markdown-it-py finds the blocks. Its inline pass is left out here, as no section needs it and it is the
slow half; `links.py` runs it on the few passages that hold a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from opendata_lint.card.text import SourceText
from opendata_lint.finding import Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MAX_BODY = 230_000
"""Code points of a body that are read as Markdown; the longest of 1,400 real cards has 224,000."""
MAX_MARKS = 20_000
"""Line ends, table bars and marks of lists and quotes in a body that is read; real cards reach 9,600."""
MAX_STEPS = 30_000
"""Lines at which the parser looks for a block, each level of lists and quotes counted; real cards: 5,600."""

_EACH_MARK = ("\n", "\r", "|", ">", "- ", "* ", "+ ", ". ", ") ")
_MARKS = re.compile(r"\n|\r|\||>|[-*+.)] ")

BlockKind = Literal["text", "item", "cell", "code", "html", "rule"]


class Block(NamedTuple):
    """A passage of a section: a paragraph, a list item's text, a table cell, code, HTML or a rule."""

    kind: BlockKind
    text: str
    """Its Markdown without the marks of the lists and quotes around it.

    Spaces stand in HTML in place of comments, and a block that is nothing else is left out: nobody is shown
    it, and whatever judges text would take it for an answer.
    """
    line: int
    """Its first line in the file, from 0."""
    end_line: int
    """The line behind its last."""


class Section(NamedTuple):
    """A heading of the card's own (none in a list, quote or HTML counts) and what stands below it."""

    title: str
    """The heading as a person reads it: no marks, links, HTML, numbering, emoji or `[optional]`."""
    raw: str
    """The heading's Markdown."""
    level: int
    """1 to 6; 0 for what stands above the first heading, whose title is empty."""
    span: Span
    """The heading's text in the card."""
    parent: int | None
    """Index of the section that encloses this one."""
    blocks: tuple[Block, ...]
    """What stands below the heading, up to the next heading of any level."""


class Bullet(NamedTuple):
    """A labelled line such as `- **License:** MIT`."""

    label: str
    value: str
    line: int
    section: int
    """Index of the section in which it stands."""


class Outline(NamedTuple):
    """A card's body, read once."""

    sections: tuple[Section, ...]
    bullets: tuple[Bullet, ...]
    inner_headings: tuple[str, ...]
    """Markdown of headings in lists and quotes: no sections, but they make anchors."""
    references: dict[str, Any]
    """Link reference definitions by label, as markdown-it-py keeps them."""
    unread: int | None
    """The line, from 0, at which reading ended as the body is too long or has too many blocks."""
    unclosed: int | None
    """The line, from 0, of a code fence that nothing closes, so that the rest of the card is code."""

    @property
    def truncated(self) -> bool:
        """Whether the card's end was not read."""
        return self.unread is not None


_NEEDS = {
    "table": re.compile(r"\|"),
    "code": re.compile(r"\t|    "),
    "fence": re.compile("```|~~~"),
    "blockquote": re.compile(">"),
    "reference": re.compile(r"\]:"),
    "html_block": re.compile("<"),
    "lheading": re.compile(r"[=-][ \t]*(?:[\r\n]|\Z)"),
}
"""What must stand in a text for a block rule of markdown-it-py to match anywhere in it."""


def block_tokens(text: str, environment: dict[str, Any] | None = None) -> list[Token]:
    """The tokens of CommonMark with tables, blocks only; `environment` receives the references.

    Rules that cannot match anywhere are left out, as each is tried at every line.
    """
    idle = tuple(rule for rule, need in _NEEDS.items() if not need.search(text))
    return _parser(idle).parse(text, environment)


@cache
def _parser(without: tuple[str, ...]) -> MarkdownIt:
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark").enable("table")
    markdown.core.ruler.disable(["inline", "text_join"])
    markdown.block.ruler.disable(without)
    inside: Any = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    markdown.block.ruler.before("table", "budget", _stops_reading, inside)
    return markdown


def _stops_reading(state: Any, start: int, end: int, silent: bool) -> bool:
    """A rule that takes the rest of a body for a block of nothing once the parser has taken `MAX_STEPS`."""
    steps = state.env["steps"] = state.env.get("steps", 0) + 1
    if steps <= MAX_STEPS:
        return False
    if not silent:
        state.env.setdefault("unread", start)
        state.line = end
    return True


def read_outline(source: SourceText, start: int) -> Outline:
    """The outline of the text behind offset `start`, which must begin a line."""
    end = body_end(source, start)
    body = source.text[start:end]
    first_line = source.line_of(start)
    environment: dict[str, Any] = {}
    tokens = block_tokens(body, environment)
    reader = _Reader(source, first_line)
    reader.read(tokens)
    unread = first_line + environment["unread"] if "unread" in environment else None
    if unread is None and (end < len(source.text) or source.rest):
        unread = source.line_of(end)
    if unread is not None:
        reader.drop_end()
    return Outline(
        sections=tuple(reader.sections()),
        bullets=tuple(reader.bullets()),
        inner_headings=tuple(reader.inner_headings),
        references=environment.get("references", {}),
        unread=unread,
        unclosed=reader.unclosed,
    )


def body_end(source: SourceText, start: int) -> int:
    """The offset behind what is read of a body that begins at `start`.

    Blocks cost time, not letters: a body made of nothing but their marks ends sooner, behind a line.
    """
    end = min(start + MAX_BODY, len(source.text))
    if end - start <= MAX_MARKS or sum(source.text.count(m, start, end) for m in _EACH_MARK) <= MAX_MARKS:
        return end
    last = next(islice(_MARKS.finditer(source.text, start, end), MAX_MARKS, None), None)
    return source.line_starts[source.line_of(last.start())] if last else end


class _Heading(NamedTuple):
    raw: str
    level: int
    line: int


class _Reader:
    """Sorts the block tokens of a body into sections."""

    def __init__(self, source: SourceText, first_line: int) -> None:
        self.source = source
        self.first_line = first_line
        self.headings: list[_Heading] = [_Heading("", 0, first_line)]
        self.blocks: list[list[Block]] = [[]]
        self.inner_headings: list[str] = []
        self.unclosed: int | None = None

    def read(self, tokens: list[Any]) -> None:
        containers: list[str] = []
        lines = (self.first_line, self.first_line + 1)
        for token in tokens:
            if token.map:
                lines = (self.first_line + token.map[0], self.first_line + token.map[1])
            if token.type == "inline":
                self._inline(token.content, containers, lines)
            elif token.nesting == 1:
                containers.append(token.type)
            elif token.nesting == -1:
                containers.pop()
            elif token.type in ("fence", "code_block"):
                self.blocks[-1].append(Block("code", token.content, *lines))
                if token.markup and not containers and not self._closes(token.markup, lines):
                    self.unclosed = lines[0]
            elif token.type == "html_block":
                shown = _shown(token.content)
                if shown.strip():
                    self.blocks[-1].append(Block("html", shown, *lines))
            elif token.type == "hr":
                self.blocks[-1].append(Block("rule", "", *lines))
            if token.type == "heading_open" and len(containers) == 1:
                self.headings.append(_Heading("", int(token.tag[1]), lines[0]))
                self.blocks.append([])

    def drop_end(self) -> None:
        """Leave out the last section, of which the rest was not read, and headings left empty by that."""
        self.unclosed = None
        while len(self.headings) > 1:
            self.headings.pop()
            self.blocks.pop()
            if self.blocks[-1]:
                break

    def _closes(self, markup: str, lines: tuple[int, int]) -> bool:
        """Whether the last line of a fenced block is its closing fence."""
        last = self.source.line_text(lines[1] - 1).strip()
        return lines[1] - lines[0] > 1 and last.startswith(markup) and not last.strip(markup[0])

    def _inline(self, content: str, containers: list[str], lines: tuple[int, int]) -> None:
        innermost = containers[-1] if containers else ""
        if innermost == "heading_open":
            if len(containers) == 1:
                self.headings[-1] = self.headings[-1]._replace(raw=content)
            else:
                self.inner_headings.append(content)
                self.blocks[-1].append(Block("text", content, *lines))
            return
        kind: BlockKind = "text"
        if innermost in ("td_open", "th_open"):
            kind = "cell"
        elif "list_item_open" in containers:
            kind = "item"
        if content:
            self.blocks[-1].append(Block(kind, content, *lines))

    def sections(self) -> Iterator[Section]:
        enclosing: list[tuple[int, int]] = []  # level and index of the sections that are open
        for index, (heading, blocks) in enumerate(zip(self.headings, self.blocks, strict=True)):
            while enclosing and enclosing[-1][0] >= max(heading.level, 1):
                enclosing.pop()
            parent = enclosing[-1][1] if enclosing else None
            if heading.level:
                enclosing.append((heading.level, index))
            yield Section(
                title=plain_title(heading.raw),
                raw=heading.raw,
                level=heading.level,
                span=self._heading_span(heading),
                parent=parent,
                blocks=tuple(blocks),
            )

    def _heading_span(self, heading: _Heading) -> Span:
        start = self.source.line_starts[min(heading.line, len(self.source.line_starts) - 1)]
        if not heading.level:
            return start, start
        line = self.source.line_text(heading.line)
        first = heading.raw.split("\n", 1)[0]
        column = line.find(first) if first else 0
        return start + max(column, 0), start + (max(column, 0) + len(first) if first else len(line))

    def bullets(self) -> Iterator[Bullet]:
        for index, blocks in enumerate(self.blocks):
            label_cell: Block | None = None
            for block in blocks:
                if block.kind == "cell":
                    if label_cell and label_cell.line == block.line:
                        yield Bullet(plain_title(label_cell.text), block.text.strip(), block.line, index)
                        label_cell = None
                    elif label_cell is None or label_cell.line != block.line:
                        label_cell = block
                elif block.kind in ("item", "text"):
                    yield from _labelled_lines(block, index)


def _shown(html: str) -> str:
    """HTML with spaces in place of comments, so that lines and columns stay. One that never ends runs on."""
    end = 0
    kept: list[str] = []
    while (start := html.find("<!--", end)) >= 0:
        closed = html.find("-->", start + 4)
        kept.append(html[end:start])
        end = closed + 3 if closed >= 0 else len(html)
        kept.append(re.sub(r"[^\n]", " ", html[start:end]))
    return "".join(kept) + html[end:]


_LABELLED = re.compile(
    r"\s{0,3}(?:[-*+]\s+)?"
    r"(?:(?P<mark>\*\*|__)(?P<bold>[^*_\n]{1,60}?)(?P=mark)\s*:?|(?P<plain>[A-Z][\w /()-]{1,40}):)"
    r"\s*(?P<value>.*)"
)


def _labelled_lines(block: Block, section: int) -> Iterator[Bullet]:
    for number, line in enumerate(block.text.split("\n")):
        match = _LABELLED.match(line) if len(line) < 5_000 else None
        if not match:
            continue
        bold = match["bold"]
        if bold is None and block.kind != "item":
            continue  # `Note: ...` in running text is no label
        if (
            bold is not None
            and not bold.rstrip().endswith(":")
            and ":" not in match.group()[: match.start("value")]
        ):
            continue  # plain emphasis at the start of a sentence
        label = plain_title(bold if bold is not None else match["plain"])
        yield Bullet(label, match["value"].strip(), block.line + number, section)


_TITLE_NOISE = re.compile(
    r"<[^<>]{0,200}>"  # HTML tags
    r"|!?\[(?=[^\]]*\]\()|\]\([^()]*\)"  # the brackets and the target of links
    r"|\[optional\]|\(optional\)"
    r"|[*`~]+|\\(?=[-.#*_()\[\]!])"
    r"|(?<!\w)_+|_+(?!\w)"
    r"|[\U0001F000-\U0001FFFF\u2190-\u2BFF\uFE0F\u200D\u20E3]",
    re.I,
)
_NUMBERING = re.compile(
    r"\A(?:(?:\d{1,2}(?:\.\d{1,2}){0,3}|[A-Z]|[IVX]{1,5})[.):]|\d{1,2}(?:\.\d{1,2}){1,3})\s+"
)


def plain_title(raw: str) -> str:
    """A heading or label as a person reads it."""
    text = _TITLE_NOISE.sub("", raw[:1_000])
    text = _NUMBERING.sub("", " ".join(text.split()))
    return text.strip().strip(":#").strip()
