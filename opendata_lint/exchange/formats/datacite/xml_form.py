"""A DataCite record as XML: read into the names of its JSON form, and written from them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any

from opendata_lint.exchange.documents import Element
from opendata_lint.exchange.formats.datacite.grammar import NAMESPACE, POLYGON, RESOURCE, Child, Node

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 does not have."""


def read_record(root: Element) -> dict[str, Any]:
    """The content of a record; what the format does not have is left out, for `check` to tell."""
    found: dict[str, Any] = _value(root, RESOURCE)
    found.pop("identifierType", None)
    return found


def _value(element: Element, node: Node) -> Any:
    if node is POLYGON:
        return [{child.tag: _object(child, part.node)} for child in element.children for part in node.children
                if part.tag == child.tag]  # fmt: skip
    if node.key is None and not node.children:
        return _number(element.text) if node.text in ("longitude", "latitude") else _line(element.text)
    return _object(element, node)


def _object(element: Element, node: Node) -> dict[str, Any]:
    made: dict[str, Any] = {}
    if node.key:
        made[node.key] = "\n".join(element.texts).strip() if node.text == "mixed" else _line(element.text)
    for attribute in node.attributes:
        if attribute.name in element.attributes:
            made[attribute.key] = element.attributes[attribute.name].strip()
    for child in node.children:
        _child(element, child, made)
    return made


def _child(element: Element, child: Child, made: dict[str, Any]) -> None:
    found = list(element.all(child.tag))
    if child.item:
        members = [_value(one, child.node) for holder in found for one in holder.all(child.item)]
        if members:
            made[child.key] = members
    elif found and child.many:
        made[child.key] = [_value(one, child.node) for one in found]
    elif found:
        value = _value(found[0], child.node)
        if child.flat:
            made |= value
        else:
            made[child.key] = value


def _line(text: str) -> str:
    """A text in one line: files are often indented and broken."""
    return re.sub(r"\s*\n\s*", " ", text) if "\n" in text else text


def _number(text: str) -> float | str:
    try:
        number = float(text)
    except ValueError:
        return text
    return number if isfinite(number) else text


def write_record(record: Mapping[str, Any], version: str) -> bytes:
    """A record as a file of XML for a version of the schema."""
    where = f"{NAMESPACE} https://schema.datacite.org/meta/kernel-{version}/metadata.xsd"
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<resource xmlns="{NAMESPACE}" xmlns:xsi="{_XSI}" xsi:schemaLocation="{where}">',
        *_inner(record, RESOURCE, "  "),
        "</resource>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _lines(value: Any, tag: str, node: Node, indent: str) -> Iterator[str]:
    if node is POLYGON:
        inner = [line for point in value for name, one in point.items()
                 for line in _lines(one, name, node.children[0].node, indent + "  ")]  # fmt: skip
        yield from (f"{indent}<{tag}>", *inner, f"{indent}</{tag}>")
        return
    if not isinstance(value, Mapping):
        yield f"{indent}<{tag}>{_escaped(_said(value))}</{tag}>"
        return
    attributes = "".join(
        f' {attribute.name.replace(_XML, "xml:")}="{_quoted(value[attribute.key])}"'
        for attribute in node.attributes
        if value.get(attribute.key) is not None
    )
    if node.key:
        text = _escaped(_said(value.get(node.key)))
        yield f"{indent}<{tag}{attributes}>{text}</{tag}>" if text else f"{indent}<{tag}{attributes}/>"
        return
    inner = list(_inner(value, node, indent + "  "))
    yield f"{indent}<{tag}{attributes}>"
    yield from inner
    yield f"{indent}</{tag}>"


def _inner(value: Mapping[str, Any], node: Node, indent: str) -> Iterator[str]:
    for child in node.children:
        said = value.get(child.key)
        if said is None or said == [] or ((child.item or child.many) and not isinstance(said, list)):
            continue
        if child.item:
            yield f"{indent}<{child.tag}>"
            for member in said:
                yield from _lines(member, child.item, child.node, indent + "  ")
            yield f"{indent}</{child.tag}>"
        elif child.many:
            for member in said:
                yield from _lines(member, child.tag, child.node, indent)
        else:
            yield from _lines(value if child.flat else said, child.tag, child.node, indent)


def _said(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _escaped(text: str) -> str:
    clean = _NO_XML.sub("", text)
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def _quoted(value: Any) -> str:
    text = _escaped(_said(value)).replace('"', "&quot;")
    return text.replace("\n", "&#10;").replace("\t", "&#9;")
