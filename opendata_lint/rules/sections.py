"""Headings, sections and tables of a card's body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from opendata_lint.card import Card
from opendata_lint.card.outline import Block, Section
from opendata_lint.card.prose import without_comments, word_count
from opendata_lint.finding import NOWHERE, Finding, Related, Span, at_key, at_section, at_span, at_value
from opendata_lint.rules import rule
from opendata_lint.rules.catalog import option
from opendata_lint.tree import Tree


def _headed(card: Card) -> Iterator[tuple[int, Section]]:
    """The sections that have a heading, with their indexes."""
    return ((index, section) for index, section in enumerate(card.sections) if section.level)


def _shown(text: str) -> str:
    return f"`{' '.join(text.split())[:60]}`"


@rule("SEC001")
def title_missing(card: Card, tree: Tree) -> Iterator[Finding]:
    """A body without a heading of the first level, where the front matter gives the page no title either."""
    if any(section.level == 1 for section in card.sections) or re.search(r"<h1\b", card.body, re.I):
        return
    if isinstance(card.metadata.get("title"), str) and card.metadata["title"].strip():
        return  # makers of sites, and the Hub's Spaces, show it as the page's heading
    place = NOWHERE
    what = "the card has no title (a heading of the first level)"
    if not without_comments(card.body).strip():
        what = "the card has no text"
    for index, section in _headed(card):
        place = at_section(index)
        first = (
            f"{_shown(section.raw) if section.raw.strip() else 'without text'}, is of level {section.level}"
        )
        what = f"no heading is of the first level; the first one, {first}"
        break
    yield Finding("SEC001", what, place, hint=f"begin the text with `# {card.kind.title()} Card for ...`")


_TITLE_PLACEHOLDER = re.compile(
    r"[\[<{(]\s*(?:the |your )?(?:data ?set|model)s?['’]?s?[ _-](?:name|title|id)\s*[\]>})]"
    r"|\A(?:(?:data ?set|model) card (?:for|of)\s+)?(?:the |your )?(?:data ?set|model) (?:name|id)\Z"
    r"|\Adata ?set card creation guide\Z|\A(?:data ?set|model) card for\Z"
    r"|\{\{.*?\}\}|\[?more information needed|needs more information",
    re.I,
)


@rule("SEC002")
def title_placeholder(card: Card, tree: Tree) -> Iterator[Finding]:
    """A title that is still the template's."""
    for index, section in _headed(card):
        if section.level == 1 and _TITLE_PLACEHOLDER.search(section.raw.strip()):
            yield Finding(
                "SEC002",
                f"the title {_shown(section.raw)} is the template's",
                at_section(index),
                hint=f"write the name of the {card.kind}",
            )


_YAML_INSTRUCTION = re.compile(r"\A(?:todo:? ?)?(?:add )?yaml tags\b|\bcopy-paste the tags\b", re.I)


@rule("SEC003")
def template_text(card: Card, tree: Tree) -> Iterator[Finding]:
    """Instructions of a template that were left standing."""
    for pointer, item in card.members:
        key = item.key.raw if item.key is not None else ""
        if _YAML_INSTRUCTION.search(key) or _YAML_INSTRUCTION.search(item.value.raw):
            place = at_key(pointer) if item.key is not None else at_value(pointer)
            message = f"{_shown(key or item.value.raw)} is the template's instruction, not metadata"
            yield Finding("SEC003", message, place, hint="replace it by the card's own keys")
    for placeholder in card.placeholders:
        if placeholder.kind == "template":
            yield Finding(
                "SEC003",
                f"{_shown(placeholder.text)} is left from the template",
                at_span(*placeholder.span),
                hint="replace it by what it asks for, or remove it",
            )


@rule("SEC004")
def placeholder(card: Card, tree: Tree) -> Iterator[Finding]:
    """Lines that only say that something is to be written."""
    for found in card.placeholders:
        if found.kind in ("template", "empty-label"):
            continue
        title = card.sections[found.section].title
        yield Finding(
            "SEC004",
            f"{_shown(found.text)} is a placeholder" + (f" (in {_shown(title)})" if title else ""),
            at_span(*found.span),
            hint=_FILL_IN,
        )
    yield from _own_placeholders(card)


def _own_placeholders(card: Card) -> Iterator[Finding]:
    """Phrases that the configuration calls placeholders, wherever they stand outside of code."""
    phrases = [phrase.casefold() for phrase in option(card, "SEC004", "phrases")]
    blocks = (
        block for section in card.sections for block in section.blocks if phrases and block.kind != "code"
    )
    for block in blocks:
        for number, line in enumerate(block.text.split("\n")):
            phrase = next((phrase for phrase in phrases if phrase in line.casefold()), None)
            if phrase:
                place = at_span(*card.line_span(block.line + number))
                yield Finding(
                    "SEC004", f"{_shown(line)} holds the placeholder {_shown(phrase)}", place, hint=_FILL_IN
                )


_FILL_IN = "fill it in, or say why there is nothing to say"


def _is_underlined(card: Card, section: Section) -> bool:
    """Whether a heading is one by the line of dashes or equals signs below it, as often by accident."""
    return not card.source.line_text(card.source.line_of(section.span[0])).lstrip().startswith("#")


def _is_empty(section: Section) -> bool:
    return not any(block.kind != "rule" and without_comments(block.text).strip() for block in section.blocks)


@rule("SEC005")
def section_empty(card: Card, tree: Tree) -> Iterator[Finding]:
    """A heading with nothing below it, not even a deeper heading, or a label with nothing behind it."""
    parents = {section.parent for section in card.sections}
    first = next((index for index, _ in _headed(card)), None)
    for index, section in _headed(card):
        # The title of a card whose sections are headings of the first level too stands for all of them.
        if index in parents or index == first or not section.title or not _is_empty(section):
            continue
        if not _is_underlined(card, section) and any(
            _is_underlined(card, after) for after in card.sections[index + 1 : index + 2]
        ):
            continue  # what was meant as its text, or as the header of a table, stands there
        message = f"the section {_shown(section.title)} is empty"
        yield Finding("SEC005", message, at_section(index), hint=_FILL_IN)
    for found in card.placeholders:
        if found.kind == "empty-label":
            label = found.text.strip("-*+_: \t")
            yield Finding(
                "SEC005", f"nothing stands behind {_shown(label)}", at_span(*found.span), hint=_FILL_IN
            )


@rule("SEC006")
def section_duplicate(card: Card, tree: Tree) -> Iterator[Finding]:
    """Two sections of one name below the same heading."""
    seen: dict[tuple[int | None, str], int] = {}
    for index, section in _headed(card):
        if not section.title:
            continue
        first = seen.setdefault((section.parent, section.title.casefold()), index)
        if first != index:
            yield Finding(
                "SEC006",
                f"a second section {_shown(section.title)}",
                at_section(index),
                hint="join the two, name them apart, or put each below the heading that it belongs to",
                related=(Related(at_section(first), "the first one"),),
            )


@rule("SEC007")
def heading_jump(card: Card, tree: Tree) -> Iterator[Finding]:
    """A heading more than one level below the one above it."""
    above = 0
    for index, section in _headed(card):
        if above and section.level > above + 1:
            message = f"the heading {_shown(section.title)} jumps from level {above} to level {section.level}"
            yield Finding("SEC007", message, at_section(index), hint=f"write it with {'#' * (above + 1)}")
        above = section.level


@rule("SEC008")
def heading_empty(card: Card, tree: Tree) -> Iterator[Finding]:
    """A heading without text."""
    for index, section in _headed(card):
        if not section.raw.strip():
            yield Finding(
                "SEC008",
                "a heading has no text",
                at_section(index),
                hint="name the section, or remove the marks",
            )


@rule("SEC009")
def summary_missing(card: Card, tree: Tree) -> Iterator[Finding]:
    """Nothing that says in a few sentences what the dataset or model is."""
    known = card.topics.keys() & {"summary", "model_details"}
    if card.body.strip() and not known and not _introduced(card, option(card, "SEC009", "minimum-words")):
        message = f"no sentence at the top of the card says what the {card.kind} is"
        yield Finding("SEC009", message, hint="say in two or three sentences what it is and what it is for")


def _introduced(card: Card, least: int) -> bool:
    """Whether a sentence of `least` words stands near the top: above the first headings or below them."""
    blocks = (block for section in card.sections[:4] for block in section.blocks)
    return any(block.kind in ("text", "item", "html") and word_count(block.text) >= least for block in blocks)


_TOOL_COMMENT = re.compile(
    r"(?:pylint|flake8|mypy|yapf|isort|fmt|ruff|eslint\S*|markdownlint\S*|coding|noqa|type)\s*:\s*\S|noqa\b|!/(?:usr/)?bin|-\*-",
    re.I,
)
_CODE = re.compile(
    r"(?:import [\w.]+|from [\w.]+ import |def \w+\(|pip3? install |python3? \S|git (?:clone|lfs) |print\("
    r"|\w+(?:\.\w+)* = \S|%\w+ )"
)


@rule("SEC010")
def stray_comment(card: Card, tree: Tree) -> Iterator[Finding]:
    """A comment of code or of a tool that Markdown reads as a heading."""
    for index, section in _headed(card):
        if _TOOL_COMMENT.match(section.raw):
            hint = "remove the line, or put it into an HTML comment"
        elif section.level == 1 and _begins_with_code(section):
            hint = "put the code between two lines of three backticks"
        else:
            continue
        message = f"the comment {_shown('# ' + section.raw)} is read as a heading"
        yield Finding("SEC010", message, at_section(index), hint=hint)


def _begins_with_code(section: Section) -> bool:
    block = section.blocks[0] if section.blocks else None
    return block is not None and block.kind == "text" and bool(_CODE.match(block.text))


@rule("SEC011")
def table_broken(card: Card, tree: Tree) -> Iterator[Finding]:
    """Rows that were meant as a table and are shown as text, code or a heading."""
    for section in card.sections:
        header = section.raw.strip()
        if header.count("|") > 2 and header[0] == header[-1] == "|" and _is_underlined(card, section):
            message = f"the separator row below {_shown(header)} has no bars: the row is shown as a heading"
            yield Finding("SEC011", message, at_span(*section.span), hint=_SEPARATE)
        for block in section.blocks:
            if "|" not in block.text or block.kind not in ("text", "item", "code"):
                continue
            indented = (
                block.kind == "code"
                and re.match(r"(?: {4}|\t)", card.source.line_text(block.line)) is not None
            )
            if block.kind == "code" and not indented:
                continue
            problem = _table_problem(block, indented)
            if problem:
                yield Finding(
                    "SEC011", problem[0], at_span(*_line(card, block.line + problem[1])), hint=problem[2]
                )


_SEPARATOR = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\Z")


def _table_problem(block: Block, indented: bool) -> tuple[str, int, str] | None:
    """What is wrong with a table, in which line of its block, and what to do."""
    lines = [line.strip() for line in block.text.split("\n")]
    separators = [n for n, line in enumerate(lines) if "|" in line and _SEPARATOR.match(line)]
    if indented:
        if separators:
            return (
                "the table is indented by four spaces and shown as code",
                0,
                "indent it by at most three spaces",
            )
        return None
    for number in separators:
        if number and "|" in lines[number - 1]:
            header, dashes = _columns(lines[number - 1]), _columns(lines[number])
            if header != dashes:
                message = (
                    f"the table has {header} columns and its separator row {dashes}: it is shown as text"
                )
                return message, number, "give both rows the same number of columns"
    rows = [
        n
        for n, line in enumerate(lines)
        if len(line) > 2 and line[0] == line[-1] == "|" and line.count("|") > 2
    ]
    if not separators and len(rows) >= 3 and rows[2] - rows[0] == 2:
        return (
            _NO_SEPARATOR.format("no" if not _looks_like_separator(lines[rows[1]]) else "a broken"),
            rows[0],
            _SEPARATE,
        )
    return None


_SEPARATE = "write `|---|---|` below the header, a `---` for each column"
_NO_SEPARATOR = "the table has {} separator row and is shown as text"


def _looks_like_separator(line: str) -> bool:
    """Whether a line holds nothing but bars, dashes, colons and blanks."""
    return not line.strip("|-: \t") and "--" in line


def _columns(row: str) -> int:
    return len(re.split(r"(?<!\\)\|", row.strip().removeprefix("|").removesuffix("|")))


def _line(card: Card, line: int) -> Span:
    return card.line_span(min(line, len(card.source.line_starts) - 1))


@rule("SEC012")
def optional_marker(card: Card, tree: Tree) -> Iterator[Finding]:
    """The template's `[optional]` behind a heading."""
    for index, section in _headed(card):
        if re.search(r"\[optional\]", without_comments(section.raw), re.I):
            message = f"the template's `[optional]` is left in the heading {_shown(section.title)}"
            yield Finding("SEC012", message, at_section(index), hint="remove `[optional]`")
