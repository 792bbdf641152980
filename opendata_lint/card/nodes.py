"""Front matter as a tree of nodes that know where they stand.

The tree is made from PyYAML's event stream with a stack of our own, in one pass and lazily: the C
loader's own composer recurses, and crashes the interpreter on deep nesting.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from opendata_lint.finding import Span

MAX_DEPTH = 100
"""Nesting allowed in front matter, aliases followed; real cards reach about 12."""
MAX_EXPANDED = 60_000
"""Nodes allowed in front matter, aliases followed; real cards stay below 40,000."""

# libyaml ends a line at the first three and refuses the last inside a text; YAML 1.2 readers and the Hub
# take all four as characters like any other.
_STAND_INS = {0x85: "\uf885", 0x2028: "\uf828", 0x2029: "\uf829", 0xFEFF: "\uf8ff"}
_RESTORE = {ord(stand_in): chr(code) for code, stand_in in _STAND_INS.items()}


_STYLES: dict[str | None, Literal["plain", "quoted", "block"]] = {
    "'": "quoted", '"': "quoted", "|": "block", ">": "block",
}  # fmt: skip


class Node:
    """A scalar, a sequence or a mapping of front matter, with its span in the card's text."""

    __slots__ = ("end", "items", "kind", "named", "raw", "start", "style", "tag")

    def __init__(self, kind: Literal["scalar", "sequence", "mapping"], start: int, end: int) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.tag: str | None = None
        """The tag as written, None where there is none."""
        self.style: Literal["plain", "quoted", "block", "flow"] = "block"
        """Plain scalars get their type by their looks; flow collections stand in brackets."""
        self.raw = ""
        """A scalar's text before it is given a type."""
        self.items: list[Item] = []
        self.named: dict[str, list[Item]] | None = None
        """A mapping's members by the text of their keys, once `values.named` has been asked for them."""

    @property
    def span(self) -> Span:
        """Offsets of the node in the card's text."""
        return self.start, self.end


class Item(NamedTuple):
    """A member of a mapping (with a key) or of a sequence (without)."""

    key: Node | None
    value: Node
    alias: Span | None
    """Where the alias stands through which this member is reached, if it is one."""


class YamlFault(NamedTuple):
    """Why front matter cannot be read as YAML."""

    kind: Literal["syntax", "depth", "expansion", "cycle", "length", "documents", "control-character"]
    problem: str
    """What the YAML reader said, in its words."""
    span: Span


class Composed(NamedTuple):
    """The outcome of composing front matter: a root node, or the reason why there is none."""

    root: Node | None
    fault: YamlFault | None


def compose(text: str, base: int) -> Composed:
    """Compose the YAML `text`, which stands at offset `base` of its card. Never raises."""
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    builder = _Builder(text, base)
    try:
        for event in yaml.parse(text.translate(_STAND_INS), Loader=loader):
            fault = builder.take(event)
            if fault:
                return Composed(None, fault)
    except yaml.YAMLError as error:
        return Composed(None, _syntax_fault(error, text, base))
    return Composed(builder.root, None)


class _Builder:
    """Builds nodes from parse events; a stack stands in for recursion."""

    def __init__(self, text: str, base: int) -> None:
        self.text = text
        self.base = base
        self.root: Node | None = None
        self.documents = 0
        self.events = 0
        self.anchors: dict[str, Node] = {}
        self.stack: list[Node] = []
        self.keys: list[Node | None] = []  # per level, the key that waits for its value
        self.sizes: list[int] = []  # per level, nodes so far with aliases followed
        self.heights: list[int] = []  # per level, the deepest nesting below
        self.measures: dict[int, tuple[int, int]] = {}  # size and height of anchored collections

    def take(self, event: Any) -> YamlFault | None:
        kind = type(event).__name__
        span = (self.base + event.start_mark.index, self.base + event.end_mark.index)
        self.events += 1
        if self.events > MAX_EXPANDED:  # enough to know that there are too many nodes
            return _too_many(span)
        if kind == "ScalarEvent":
            self._scalar(event, span)
        elif kind == "AliasEvent":
            return self._alias(event.anchor, span)
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            return self._open(event, span, "mapping" if kind[0] == "M" else "sequence")
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            return self._close(span[1])
        elif kind == "DocumentStartEvent":
            self.documents += 1
            if self.documents > 1:
                return YamlFault("documents", "a second YAML document begins", span)
        return None

    def _scalar(self, event: Any, span: Span) -> None:
        node = Node("scalar", *span)
        node.tag = event.tag
        node.raw = event.value.translate(_RESTORE)
        node.style = _STYLES.get(event.style, "plain")
        if node.style == "block":  # its end mark stands behind the blank lines that follow
            source = self.text[span[0] - self.base : span[1] - self.base]
            node.end = node.start + len(source.rstrip())
        if event.anchor:
            self.anchors[event.anchor] = node
            node.start = self._after_anchor(span)
        self._add(node, None, 1, 0)

    def _after_anchor(self, span: Span) -> int:
        """Where a scalar's own text begins behind its anchor."""
        source = self.text[span[0] - self.base : span[1] - self.base]
        if not source.startswith("&"):
            return span[0]
        name = source.split(maxsplit=1)
        return span[1] - len(name[1]) if len(name) == 2 else span[0]

    def _open(self, event: Any, span: Span, kind: Literal["sequence", "mapping"]) -> YamlFault | None:
        if len(self.stack) >= MAX_DEPTH:
            return YamlFault("depth", f"nested deeper than {MAX_DEPTH} levels", span)
        node = Node(kind, *span)
        node.tag = event.tag
        node.style = "flow" if event.flow_style else "block"
        if event.anchor:
            self.anchors[event.anchor] = node
        self.stack.append(node)
        self.keys.append(None)
        self.sizes.append(1)
        self.heights.append(0)
        return None

    def _close(self, end: int) -> YamlFault | None:
        node = self.stack.pop()
        self.keys.pop()
        size, height = self.sizes.pop(), self.heights.pop() + 1
        if node.style == "block" and node.items:
            # A block collection's end mark is the next token; people see it end with its last member.
            last = node.items[-1]
            end = last.alias[1] if last.alias else last.value.end
        node.end = max(node.start, end)
        self.measures[id(node)] = (size, height)
        self._add(node, None, size, height)
        return _too_many(node.span) if size > MAX_EXPANDED else None

    def _alias(self, name: str, span: Span) -> YamlFault | None:
        target = self.anchors.get(name)
        if target is None:
            return YamlFault("syntax", f"found undefined alias {name!r}", span)
        if target in self.stack:
            return YamlFault("cycle", f"the alias {name!r} stands inside the node that it names", span)
        size, height = self.measures.get(id(target), (1, 0))
        if len(self.stack) + height > MAX_DEPTH:
            return YamlFault("depth", f"nested deeper than {MAX_DEPTH} levels", span)
        self._add(target, span, size, height)
        return None

    def _add(self, node: Node, alias: Span | None, size: int, height: int) -> None:
        if not self.stack:
            self.root = node
            return
        self.sizes[-1] += size
        self.heights[-1] = max(self.heights[-1], height)
        parent = self.stack[-1]
        if parent.kind == "sequence":
            parent.items.append(Item(None, node, alias))
        elif self.keys[-1] is None:
            self.keys[-1] = node
        else:
            parent.items.append(Item(self.keys[-1], node, alias))
            self.keys[-1] = None


def _too_many(span: Span) -> YamlFault:
    return YamlFault("expansion", f"more than {MAX_EXPANDED:,} nodes once aliases are followed", span)


def _syntax_fault(error: Any, text: str, base: int) -> YamlFault:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    index = mark.index if mark else getattr(error, "position", 0)
    index = max(0, min(index, len(text) - 1))
    span = (base + index, base + min(index + 1, len(text)))
    reason = getattr(error, "reason", None)  # only the reader's own error, about a character, has one
    if reason:
        return YamlFault("control-character", reason, span)
    problem = getattr(error, "problem", None) or "not valid YAML"
    context = getattr(error, "context", None)
    return YamlFault("syntax", f"{problem} ({context})" if context else problem, span)
