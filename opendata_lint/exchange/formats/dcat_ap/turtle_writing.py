"""Nodes as `writing` makes them, as Turtle."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from opendata_lint.exchange.formats.dcat_ap.graph import PREFIXES

Node = Mapping[str, Any]
"""A node of JSON-LD whose names have the prefixes of the specification."""


def turtle_of(nodes: Iterable[Node]) -> str:
    """A file of Turtle. What is named within a node by an address is described once, below."""
    told: dict[str, dict[str, list[str]]] = {}
    for node in nodes:
        _gather(node, told)
    used = {
        prefix
        for facts in told.values()
        for said in facts.values()
        for text in said
        for prefix in _names(text)
    }
    used |= {
        predicate.partition(":")[0]
        for facts in told.values()
        for predicate in facts
        if predicate != "rdf:type"
    }
    head = [f"@prefix {prefix}: <{address}> .\n" for prefix, address in PREFIXES.items() if prefix in used]
    return "".join([*head, *(_statement(subject, facts) for subject, facts in told.items() if facts)])


def _names(text: str) -> Iterator[str]:
    """The prefixes of names in a value, whose literals are left aside."""
    for match in re.finditer(r'"(?:[^"\\]|\\.)*"|<[^>]*>|([a-z]+):', text):
        if match[1]:
            yield match[1]


def _statement(subject: str, facts: Mapping[str, list[str]]) -> str:
    lines = [
        f"{'a' if predicate == 'rdf:type' else predicate} {', '.join(said)}"
        for predicate, said in facts.items()
    ]
    return f"\n{subject} " + " ;\n    ".join(lines) + " .\n"


def _gather(node: Node, told: dict[str, dict[str, list[str]]]) -> None:
    """The facts of a node that has an address, and those of nodes within."""
    facts = told.setdefault(iri(str(node["@id"])), {})
    for predicate, said in _facts(node, told):
        there = facts.setdefault(predicate, [])
        there.extend(one for one in said if one.startswith("[") or one not in there)


def _facts(node: Node, told: dict[str, dict[str, list[str]]]) -> Iterator[tuple[str, list[str]]]:
    kinds = node.get("@type", [])
    if kinds:
        yield "rdf:type", [kinds] if isinstance(kinds, str) else [*kinds]
    for predicate, said in node.items():
        if not predicate.startswith("@"):
            yield predicate, [_value(one, told) for one in (said if isinstance(said, list) else [said])]


def _value(said: Any, told: dict[str, dict[str, list[str]]]) -> str:
    if not isinstance(said, Mapping):
        return literal(str(said))
    if "@value" in said:
        return f"{literal(said['@value'])}^^{said['@type']}"
    if "@id" not in said:
        inner = " ; ".join(
            f"{'a' if predicate == 'rdf:type' else predicate} {', '.join(values)}"
            for predicate, values in _facts(said, told)
        )
        return f"[ {inner} ]"
    _gather(said, told)
    return iri(str(said["@id"]))


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ODD = re.compile(r'["\\\x00-\x1f\x7f\ud800-\udfff]')


def literal(text: str) -> str:
    """A text as a literal of Turtle."""
    return f'"{_ODD.sub(_escaped, text)}"'


def _escaped(match: re.Match[str]) -> str:
    letter = match[0]
    if "\ud800" <= letter <= "\udfff":  # no letter at all
        return "\\uFFFD"
    return _ESCAPES.get(letter) or f"\\u{ord(letter):04X}"


def iri(address: str) -> str:
    """An address as Turtle has it; what may not stand in one is written in percent."""
    prefix, _, local = address.partition(":")
    if prefix in PREFIXES and re.fullmatch(r"\w+", local, re.ASCII):
        return address
    return "<" + re.sub(r'[\x00-\x20<>"{}|^`\\]', lambda match: f"%{ord(match[0]):02X}", address) + ">"
