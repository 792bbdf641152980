"""Front matter as lines, a value each, that differ only where what it says differs."""

from __future__ import annotations

from opendata_lint.card.nodes import Item, Node
from opendata_lint.card.values import key_text, scalar
from opendata_lint.card.yaml11 import read_plain

MAX_LINES_TEXT = 5_000_000
"""Characters of all lines together; long paths before many values could make far more of a small card."""

_LABELS = ("config_name", "name", "split", "id", "path", "type")
"""Keys by which people know a member of a list, in order of preference."""
_MAX_LABEL = 80


class TooLong(Exception):
    """The lines would be longer than anybody reads."""


class Lines:
    """Lines that are being collected, up to `MAX_LINES_TEXT` characters."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._left = MAX_LINES_TEXT

    def add(self, line: str) -> None:
        """Add a line. Raises `TooLong`."""
        self._left -= len(line) + 1
        if self._left < 0:
            raise TooLong
        self.lines.append(line)


def add_values(lines: Lines, node: Node, path: str = "") -> None:
    """Add the values below a node: keys sorted, lists in order, aliases followed. Raises `TooLong`.

    The order of keys and how a value is quoted say nothing; what the order of a list says is not known.
    """
    tag = f"{node.tag} " if node.tag else ""
    if node.kind == "scalar":
        _add_scalar(lines, node, path, tag)
    elif not node.items:
        lines.add(f"{path or '.'}: {tag}{'{}' if node.kind == 'mapping' else '[]'}")
    elif node.kind == "mapping":
        for key, item in sorted(((_key(item), item) for item in node.items), key=lambda pair: pair[0]):
            add_values(lines, item.value, f"{path}.{key}" if path else key)
    else:
        for label, item in zip(_labels(node.items), node.items, strict=True):
            add_values(lines, item.value, f"{path}[{label}]")


def _add_scalar(lines: Lines, node: Node, path: str, tag: str) -> None:
    if "\n" not in node.raw or not _is_plain(node.raw.replace("\n", "")):
        lines.add(f"{path or '.'}: {tag}{_shown(node)}")
        return
    for line in node.raw.rstrip("\n").split("\n"):
        lines.add(f"{path}| {tag}{line}")


def _shown(node: Node) -> str:
    """A scalar so that what differs to a reader of YAML 1.1 or 1.2 looks different."""
    if node.style == "plain":
        return "null" if not node.tag and scalar(node) is None else node.raw
    return node.raw if _is_plain(node.raw) else _quoted(node.raw)


def _is_plain(text: str) -> bool:
    """Whether a text would be the same text without quotes."""
    if not text or text != text.strip() or text[0] in "\"'[{" or "\n" in text:
        return False
    node = Node("scalar", 0, 0)
    node.raw, node.style = text, "plain"
    return isinstance(scalar(node), str) and read_plain(text).type == "text"


def _key(item: Item) -> str:
    text = key_text(item.key) if item.key is not None else ""
    return text if text.replace("_", "").replace("-", "").isalnum() or text == "<<" else _quoted(text)


def _quoted(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)


def _labels(items: list[Item]) -> list[str]:
    """What the members of a list are called: scalars nothing, mappings their names, else numbers.

    With numbers, one member more at the top would change every line.
    """
    named = ["" if item.value.kind == "scalar" else _name(item.value) for item in items]
    known = [name for name in named if name]
    if len(set(known)) == len(known) and None not in named:
        return [name or "" for name in named]
    return ["" if item.value.kind == "scalar" else str(index) for index, item in enumerate(items)]


def _name(node: Node) -> str | None:
    """The name of a mapping in a list, None where it has none."""
    texts = {item.key.raw: item.value.raw for item in node.items if item.key and item.value.kind == "scalar"}
    name = next((texts[label] for label in _LABELS if texts.get(label)), "")
    return name if 0 < len(name) <= _MAX_LABEL and name.isprintable() and "]" not in name else None
