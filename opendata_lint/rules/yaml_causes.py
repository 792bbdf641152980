"""Why front matter is no YAML: the likely mistake behind what the reader says.

A YAML reader names the point at which it gave up, often the line below the mistake, in the words of the
grammar. Each function of `_CAUSES` knows one mistake that real cards show, and where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from opendata_lint.card import Card
from opendata_lint.card.nodes import YamlFault
from opendata_lint.finding import Span
from opendata_lint.rules.front_matter import conflict_markers, heading_inside

TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|<%.*?%>")
"""An expression of a template language, which a program was to replace."""


class Cause(NamedTuple):
    """Why front matter is no YAML, in plain words."""

    span: Span
    what: str
    hint: str


class _Scene:
    """The fault and the lines around it, counted from 0 in the whole card."""

    def __init__(self, card: Card, fault: YamlFault) -> None:
        assert card.front_matter is not None
        self.card = card
        self.fault = fault
        self.first = card.source.line_of(card.front_matter.yaml[0])
        self.line = card.source.line_of(fault.span[0])

    def text(self, line: int) -> str:
        return self.card.source.line_text(line)

    def above(self, line: int) -> int | None:
        """The nearest line above `line` that is not blank, inside the front matter."""
        return next((n for n in range(line - 1, self.first - 1, -1) if self.text(n).strip()), None)

    def suspects(self) -> list[int]:
        """The line of the fault and the one above it, the upper first: readers often stop a line late."""
        above = self.above(self.line)
        return [self.line] if above is None else [above, self.line]

    def cause(self, line: int, what: str, hint: str) -> Cause:
        return Cause(self.card.line_span(line), what, hint)


def template_span(card: Card) -> Span | None:
    """The template expression at which the YAML reader stopped, if it was one."""
    if card.yaml_fault is None or card.yaml_fault.kind != "syntax":
        return None
    scene = _Scene(card, card.yaml_fault)
    for line in scene.suspects():
        match = TEMPLATE.search(scene.text(line))
        if match:
            start = card.source.line_starts[line]
            return start + match.start(), start + match.end()
    return None


def cause_of(card: Card, fault: YamlFault) -> Cause:
    """The likely mistake behind a fault; the reader's own words where none is known."""
    scene = _Scene(card, fault)
    for look in _CAUSES:
        cause = look(scene)
        if cause:
            return cause
    return Cause(
        fault.span, fault.problem, "check the quotes, colons and indentation of this line and the one above"
    )


def _conflict(scene: _Scene) -> Cause | None:
    assert scene.card.front_matter is not None
    for span in conflict_markers(scene.card):
        if span[0] < scene.card.front_matter.yaml[1]:
            return Cause(
                span,
                "a merge conflict marker stands in the front matter",
                "settle the conflict and remove its lines",
            )
    return None


def _control_character(scene: _Scene) -> Cause | None:
    if scene.fault.kind != "control-character":
        return None
    code = ord(scene.card.text[scene.fault.span[0]])
    return Cause(scene.fault.span, f"control character U+{code:04X}", "remove the character")


def _second_document(scene: _Scene) -> Cause | None:
    if scene.fault.kind != "documents":
        return None
    return Cause(
        scene.fault.span, "a second YAML document begins", "keep one document: remove `...` and `---` inside"
    )


def _template_line(scene: _Scene) -> Cause | None:
    for line in scene.suspects():
        if re.search(r"copy-paste the tags|add yaml tags here", scene.text(line), re.I):
            return scene.cause(
                line, "the template's line on tags is left", "replace it by the card's own keys"
            )
    return None


def _body_inside(scene: _Scene) -> Cause | None:
    heading = heading_inside(scene.card)
    if heading is None or heading[0] > scene.fault.span[0]:
        return None
    title = scene.card.text[slice(*heading)][:60]
    return Cause(
        heading, f"the front matter is not closed above `{title}`", "put a line `---` above the card's text"
    )


def _html_comment(scene: _Scene) -> Cause | None:
    for line in range(scene.line, max(scene.first, scene.line - 4) - 1, -1):
        if scene.text(line).lstrip().startswith("<!--"):
            return scene.cause(
                line, "an HTML comment stands in the front matter", "begin comments in YAML with `#`"
            )
    return None


def _bracket_not_indented(scene: _Scene) -> Cause | None:
    if "could not find expected ':'" not in scene.fault.problem:
        return None
    for line in scene.suspects():
        above = scene.above(line)
        if (
            re.match(r"[\[{]", scene.text(line))
            and above is not None
            and scene.text(above).rstrip().endswith(":")
        ):
            what = f"the bracket below `{scene.text(above).strip()[:40]}` is not indented"
            return scene.cause(line, what, "indent the bracketed lines by two spaces")
    return None


def _tab(scene: _Scene) -> Cause | None:
    if re.match(r" *\t", scene.text(scene.line)) or "tab" in scene.fault.problem:
        return scene.cause(scene.line, "the line is indented with a tab", "indent with spaces")
    return None


def _dash_without_space(scene: _Scene) -> Cause | None:
    bad = [line for line in scene.suspects() if re.match(r"\s*-[^\s-]", scene.text(line))]
    if not bad:
        return None
    line = bad[0]
    while (above := scene.above(line)) is not None and re.match(r"\s*-[^\s-]", scene.text(above)):
        line = above
    return scene.cause(
        line, f"no space behind the dash in `{scene.text(line).strip()[:40]}`", "write `- ` before each item"
    )


def _block_text_not_indented(scene: _Scene) -> Cause | None:
    line: int | None = scene.line
    for _ in range(4):
        line = scene.above(line) if line is not None else None
        if line is None:
            return None
        match = re.match(r"(\s*)(?:- )?[^#]*:\s+([|>])[-+\d]*\s*$", scene.text(line))
        if match:
            what = f"the text below `{match[2]}` is not indented"
            return scene.cause(
                line + 1, what, "indent every line of the text by two spaces more than its key"
            )
    return None


def _start_character(scene: _Scene) -> Cause | None:
    if "cannot start any token" not in scene.fault.problem:
        return None
    character = scene.card.text[slice(*scene.fault.span)]
    return Cause(scene.fault.span, f"a value cannot begin with `{character}`", "put the value in quotes")


def _colon_without_space(scene: _Scene) -> Cause | None:
    if not scene.fault.problem.startswith(("mapping values are not allowed", "could not find expected ':'")):
        return None
    for line in scene.suspects():
        text = scene.text(line).strip()
        if re.match(r"[\w-]+:[^\s:/]\S*\Z", text):
            return scene.cause(line, f"no space behind the colon in `{text[:40]}`", "write `key: value`")
    return None


def _unquoted_colon(scene: _Scene) -> Cause | None:
    if not scene.fault.problem.startswith("mapping values are not allowed"):
        return None
    text = scene.text(scene.line)
    if re.match(r"\s*(?:- )?[^\s:]+:\s+[^\s:].*:(?:\s|$)", text):
        key = text.split(":", 1)[0].strip().removeprefix("- ")
        return scene.cause(
            scene.line, f"the value of `{key}` holds a colon and is not quoted", "put the value in quotes"
        )
    what = f"`{text.strip()[:40]}` is indented as if it belonged to the line above"
    return scene.cause(scene.line, what, "indent keys of one mapping alike")


def _quotes(scene: _Scene) -> Cause | None:
    if "quoted scalar" in scene.fault.problem:
        for line in range(scene.line, scene.first - 1, -1):
            match = re.search(r"(?:^|[:\-,\[{]\s*)([\"'])(?:(?!\1).)*$", scene.text(line))
            if match:
                return scene.cause(
                    line, f"the quote {match[1]} is not closed", "close the quote on the same line"
                )
    for line in scene.suspects():
        if re.match(r"\s*(?:- )?(?:[^\s:]+:\s+)?(\"[^\"]*\"|'[^']*')\s*[^\s,:#\]}]", scene.text(line)):
            return scene.cause(
                line,
                "text stands behind the closing quote",
                "quote the whole value; write '' for ' inside '...'",
            )
    return None


def _bracket(scene: _Scene) -> Cause | None:
    if "flow" not in scene.fault.problem and "expected ','" not in scene.fault.problem:
        return None
    for line in range(scene.line, scene.first - 1, -1):
        text = scene.text(line)
        if sum(map(text.count, "[{")) > sum(map(text.count, "]}")):
            return scene.cause(
                line, "a bracket is not closed", "close the bracket, or quote a value that begins with one"
            )
    return None


def _reference(scene: _Scene) -> Cause | None:
    match = re.search(r"(?:while scanning an|found undefined) (alias|anchor)", scene.fault.problem)
    if match is None:
        return None
    mark = "*" if match[1] == "alias" else "&"
    return Cause(
        scene.fault.span, f"`{mark}` at the start of a value names an {match[1]}", "put the value in quotes"
    )


def _list_and_key_mixed(scene: _Scene) -> Cause | None:
    text = scene.text(scene.line).strip()[:40]
    if "did not find expected '-' indicator" in scene.fault.problem:
        what = f"the list above `{text}` belongs to no key"
        return scene.cause(scene.line, what, "write the key, such as `tags:`, above the list")
    if "did not find expected key" in scene.fault.problem and text.startswith("-"):
        what = f"the list item `{text}` stands where a key must"
        return scene.cause(scene.line, what, "give the list a key of its own, and its items one indentation")
    return None


def _no_colon(scene: _Scene) -> Cause | None:
    if "could not find expected ':'" not in scene.fault.problem:
        return None
    for line in scene.suspects():
        text = scene.text(line).strip()
        if not re.search(r":(?:\s|$)", text):
            return scene.cause(
                line, f"`{text[:40]}` is neither `key: value` nor `- item`", "give it a key or a dash"
            )
    return None


def _behind_the_end(scene: _Scene) -> Cause | None:
    if "expected <document start>" not in scene.fault.problem:
        return None
    what = f"`{scene.text(scene.line).strip()[:40]}` stands behind a value that is complete"
    return scene.cause(scene.line, what, "write all keys in one form, without brackets around some")


_CAUSES: tuple[Callable[[_Scene], Cause | None], ...] = (
    _conflict, _control_character, _second_document, _template_line, _body_inside, _html_comment, _tab,
    _dash_without_space, _block_text_not_indented, _bracket_not_indented, _start_character,
    _colon_without_space, _unquoted_colon, _reference, _quotes, _bracket, _list_and_key_mixed, _no_colon,
    _behind_the_end,
)  # fmt: skip
