"""Plain reStructuredText as Markdown: titles, paragraphs, lists, fields, tables; the rest as it stands."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

_UNDERLINE = re.compile(r"([=\-~^\"'#*+`:.])\1{2,}\s*")
_TABLE = re.compile(r"=+(?: +=+)+\s*|\+[-=+]+\+\s*")
_FIELD = re.compile(r":([^:`]{1,60}):(?:[ \t]+(.*))?")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s")


class Block(NamedTuple):
    """A part of a text, as Markdown."""

    kind: Literal["text", "heading", "list", "code"]
    text: str
    fields: Mapping[str, tuple[str, ...]] = {}
    """Values of a field list by their names in lower case."""


def read_rst(text: str) -> tuple[str | None, list[Block]]:
    """The first title, and the blocks behind it. Linear in the text."""
    title: str | None = None
    blocks: list[Block] = []
    for lines in _groups(_without_directives(text)):
        heading = _heading(lines)
        if heading is None:
            blocks.extend(_block(lines))
        elif title is None:
            title = heading
        else:
            blocks.append(Block("heading", f"### {heading}"))
    return title, blocks


def _without_directives(text: str) -> str:
    """The text without anchors and the first lines of directives, whose content stays."""
    lines = text.expandtabs(4).replace("\r\n", "\n").split("\n")
    return "\n".join(
        "" if line.lstrip().startswith(".. ") or line.strip() == ".." else line for line in lines
    )


def _groups(text: str) -> Iterator[list[str]]:
    """Lines that belong together: up to an empty line, a title alone, an indented block as a whole."""
    group: list[str] = []
    lines = text.split("\n")
    in_table = False
    for index, line in enumerate(lines):
        if group and not in_table and (not line.strip() or _begins(group, line, lines, index)):
            yield group
            group = []
        if line.strip():
            in_table = in_table or bool(_TABLE.fullmatch(line.strip()))
            group.append(line.rstrip())
        elif in_table:
            in_table = False
            yield group
            group = []
        if len(group) == 2 and _heading(group) is not None:
            yield group
            group = []
    if group:
        yield group


def _begins(group: list[str], line: str, lines: list[str], index: int) -> bool:
    """Whether a line begins something new without an empty line before it."""
    below = lines[index + 1] if index + 1 < len(lines) else ""
    return bool(_UNDERLINE.fullmatch(below)) and not _UNDERLINE.fullmatch(line) and len(group) > 0


def _heading(lines: list[str]) -> str | None:
    bare = [line for line in lines if not _UNDERLINE.fullmatch(line)]
    if len(bare) == 1 and len(lines) > 1 and not bare[0][:1].isspace() and _UNDERLINE.fullmatch(lines[-1]):
        return _plain(bare[0]).rstrip(":") or None
    return None


def _block(lines: list[str]) -> list[Block]:
    lines = textwrap.dedent("\n".join(line for line in lines)).split("\n")
    if any(_TABLE.fullmatch(line.strip()) for line in lines):
        return [_code("text", lines)]
    if all(_UNDERLINE.fullmatch(line) for line in lines):
        return []
    if lines[0].startswith(">>>"):
        return [_code("python", lines)]
    if _FIELD.match(lines[0]):
        return [_fields(lines)]
    if any(_ITEM.match(line) for line in lines):
        return [Block("list", "\n".join(map(_plain, lines)))]
    text = re.sub(r"::$", ":", _plain(" ".join(" ".join(lines).split())))
    return [Block("text", text)] if text.strip("*: ") else []


def _code(language: str, lines: list[str]) -> Block:
    fence = "~~~~" if any("```" in line for line in lines) else "```"
    return Block("code", "\n".join((fence + language, *lines, fence)))


def _fields(lines: list[str]) -> Block:
    """A field list as a list, with what is indented below its fields."""
    values: dict[str, tuple[str, ...]] = {}
    shown = []
    for line in lines:
        field = _FIELD.match(line)
        if field:
            name, value = field[1].strip(), (field[2] or "").strip()
            shown.append(f"- {name}: {_plain(value)}".rstrip(" :") if value else f"- {name}")
            if value:
                key = name.lower().removesuffix("s")
                values[key] = (*values.get(key, ()), _plain(value))
        else:
            shown.append(_plain(line))
    return Block("list", "\n".join(shown), values)


def _plain(text: str) -> str:
    """A line without roles and marks that Markdown does not have."""
    text = re.sub(r":[\w-]+(?::[\w-]+)?:`~?([^`<]{1,200}?)(?:\s*<[^`>]{0,200}>)?`", r"\1", text)
    text = re.sub(r"`([^`<]{1,200}?)\s*<(https?://[^`>\s]{1,500})>`_{1,2}", r"[\1](\2)", text)
    text = re.sub(r"``([^`]{1,500})``", r"`\1`", text)
    return re.sub(r"\|details-\w+\|", "", text).rstrip()
