"""XML with places: expat's events, no document type and so no entities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from opendata_lint.exchange.documents.base import (
    DEEPEST,
    LONGEST_PATHS,
    MOST_VALUES,
    depth_fault,
    paths_fault,
    size_fault,
    text_of,
)
from opendata_lint.exchange.protocol import DescriptorFault
from opendata_lint.finding import Place, Span

_DECLARED = re.compile(r"\A\s*<\?xml[^>]{0,200}?encoding=[\"']([A-Za-z0-9._-]+)[\"']")


class Element:
    """An element, without comments and processing instructions."""

    __slots__ = ("attributes", "children", "end", "namespace", "start", "tag", "texts")

    def __init__(self, namespace: str, tag: str, attributes: dict[str, str], start: int) -> None:
        self.namespace = namespace
        self.tag = tag
        """Its name without prefix."""
        self.attributes = attributes
        """By local name; those of a namespace as `{namespace}name`."""
        self.children: list[Element] = []
        self.texts: list[str] = []
        self.start = start
        self.end = start

    @property
    def text(self) -> str:
        """The text right in it, without white space at its ends."""
        return "".join(self.texts).strip()

    def all(self, tag: str) -> Iterator[Element]:
        """Its children of a name, in order."""
        return (child for child in self.children if child.tag == tag)

    def first(self, tag: str) -> Element | None:
        """Its first child of a name."""
        return next(self.all(tag), None)

    def say(self, tag: str) -> str | None:
        """The text of its first child of a name; None where there is none or it is empty."""
        child = self.first(tag)
        return (child.text or None) if child is not None else None


class XmlDocument:
    """An XML file. Pointers are like XPath from the root: `/creators/creator[2]/creatorName`, `/@version`."""

    def __init__(self, text: str, root: Element) -> None:
        self.text = text
        self.value: Element = root
        self._same: dict[tuple[int, str], list[Element]] = {}

    def span(self, place: Place) -> Span | None:
        """The offsets of the start tag of an element, or of the nearest that is above it."""
        if place.span is not None or place.pointer is None:
            return place.span
        found = self.value
        for step in place.pointer.split("/")[1:]:
            tag, _, number = step.rstrip("]").partition("[")
            key = (id(found), tag)
            same = self._same[key] if key in self._same else self._same.setdefault(key, list(found.all(tag)))
            index = int(number or 1) - 1
            if index >= len(same):
                break
            found = same[index]
        tag_end = self.text.find(">", found.start) + 1
        simple = not found.children and found.end > found.start
        return found.start, found.end if simple else max(tag_end, found.start + 1)


def read_xml(data: bytes, path: str) -> XmlDocument:
    """An XML file. Raises `DescriptorFault` for what is none or has a document type, with its place."""
    from xml.parsers import expat

    text = text_of(data, path)
    declared = _DECLARED.match(text)
    if declared and declared[1].lower().replace("_", "-") not in ("utf-8", "utf8", "us-ascii", "ascii"):
        raise DescriptorFault(f"{path} says that it is {declared[1]}, and is UTF-8", declared.span(1))
    builder = _Builder(text, path)
    parser = expat.ParserCreate("utf-8", namespace_separator="\n")
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.characters
    parser.StartDoctypeDeclHandler = builder.doctype
    builder.parser = parser
    try:
        parser.Parse(text.encode("utf-8"), True)
    except expat.ExpatError as error:
        at = builder.offset(parser.ErrorByteIndex)
        problem = expat.ErrorString(error.code)
        raise DescriptorFault(
            f"{path} is no XML: {problem} in line {error.lineno}, column {error.offset + 1}", (at, at + 1)
        ) from error
    assert builder.root is not None  # expat refuses a file without an element
    return XmlDocument(text, builder.root)


class _Builder:
    """Builds elements; a stack stands in for recursion."""

    def __init__(self, text: str, path: str) -> None:
        self.path = path
        self.parser: Any = None
        self.root: Element | None = None
        self.stack: list[Element] = []
        self.count = 0
        self.lengths = [0]  # per level, the characters of the path
        self.total = 0
        self._bytes = text.encode("utf-8")
        self._seen = (0, 0)  # how many bytes are how many characters: offsets only grow

    def offset(self, byte: int) -> int:
        """The offset of a byte in code points."""
        at, characters = self._seen
        if byte < at:
            at, characters = 0, 0
        characters += len(self._bytes[at:byte].decode("utf-8", "replace"))
        self._seen = (byte, characters)
        return characters

    def doctype(self, *_: Any) -> None:
        at = self.offset(max(self._bytes.find(b"<!DOCTYPE"), 0))
        raise DescriptorFault(
            f"{self.path} has a document type, which could hold anything: take it out", (at, at + 9)
        )

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1 + len(attributes)
        start = self.offset(self.parser.CurrentByteIndex)
        if len(self.stack) >= DEEPEST:
            raise depth_fault(self.path, (start, start + 1))
        if self.count > MOST_VALUES:
            raise size_fault(self.path, (start, start + 1))
        self.lengths.append(self.lengths[-1] + len(name))
        self.total += self.lengths[-1] + sum(map(len, attributes))
        if self.total > LONGEST_PATHS:
            raise paths_fault(self.path)
        namespace, _, tag = name.rpartition("\n")
        element = Element(
            namespace, tag, {_attribute(key): value for key, value in attributes.items()}, start
        )
        if self.stack:
            self.stack[-1].children.append(element)
        else:
            self.root = element
        self.stack.append(element)

    def end(self, _: str) -> None:
        element = self.stack.pop()
        self.lengths.pop()
        at = self.parser.CurrentByteIndex
        if self._bytes.startswith(b"</", at):  # else the element is empty, and its tag ends here
            at = self._bytes.find(b">", at) + 1
        element.end = self.offset(at)

    def characters(self, data: str) -> None:
        self.stack[-1].texts.append(data)


def _attribute(name: str) -> str:
    namespace, _, local = name.rpartition("\n")
    return f"{{{namespace}}}{local}" if namespace else local
