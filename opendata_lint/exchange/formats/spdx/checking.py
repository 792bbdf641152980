"""What is wrong in a document of SPDX 3.0.1: its graph by the classes of the model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from opendata_lint.exchange.formats.spdx.classes import Class, Property, classes, closed_lists
from opendata_lint.exchange.formats.spdx.forms import CONTEXT_OF_3_0_1, FORMS, HASHES, INDIVIDUALS
from opendata_lint.exchange.judging import (
    BROKEN_REFERENCE,
    CONTEXT,
    DOUBLE,
    INVALID,
    MISSING,
    UNKNOWN_NAME,
    UNKNOWN_TERM,
    UNREADABLE,
    opened,
)
from opendata_lint.finding import Finding, at_key, at_value
from opendata_lint.schema.words import kind_of, shown
from opendata_lint.vocabulary.expressions import LicenseExpressionError, parse_expression
from opendata_lint.vocabulary.suggestions import suggest

_DEEPEST = 12
"""Levels of objects within each other; SPDX needs three."""


class _Graph(NamedTuple):
    """What is known of a document before it is judged."""

    types: dict[str, str]
    """The type of each object by its identifier."""
    places: dict[str, str]
    """The pointer of each object by its identifier."""
    imported: frozenset[str]
    whole: bool
    """Whether all elements can be found; else references into nothing follow from a fault told already."""
    told: set[str]
    """References that lead nowhere and were told of."""


def findings(data: bytes, path: str) -> Iterator[Finding]:
    """The findings in a document."""
    document, unread = opened(data, path)
    yield from unread
    if document is None:
        return
    whole = document.value
    if not isinstance(whole, dict):
        yield Finding(
            UNREADABLE, f"{path} is no document of SPDX 3: the whole must be an object", at_value("")
        )
        return
    if str(whole.get("spdxVersion", "")).startswith("SPDX-"):
        yield Finding(UNREADABLE, f"{path} is of {whole['spdxVersion']}; SPDX 3.0.1 is read", at_value(""))
        return
    yield from _context(whole)
    yield from _of_document(whole)


def _context(whole: dict[str, Any]) -> Iterator[Finding]:
    context = whole.get("@context")
    if context is None:
        yield Finding(
            MISSING, f"`@context` is missing: write `{CONTEXT_OF_3_0_1}`", at_value(""), subject="@context"
        )
    elif context != CONTEXT_OF_3_0_1 and not (isinstance(context, list) and CONTEXT_OF_3_0_1 in context):
        said = f"{shown(context)} is not the context of SPDX 3.0.1: write `{CONTEXT_OF_3_0_1}`"
        yield Finding(CONTEXT, said, at_value("/@context"))


def _of_document(whole: dict[str, Any]) -> Iterator[Finding]:
    from opendata_lint.exchange.formats.spdx.profiles import restrictions

    graph = whole.get("@graph")
    if "@graph" not in whole and "type" in whole:
        graph, at = [{name: value for name, value in whole.items() if name != "@context"}], [""]
    elif not isinstance(graph, list):
        problem = "must be a list" if "@graph" in whole else "is missing: it holds the elements"
        code = INVALID if "@graph" in whole else MISSING
        yield Finding(code, f"`@graph` {problem}", at_value("/@graph" if "@graph" in whole else ""))
        return
    else:
        at = [f"/@graph/{index}" for index in range(len(graph))]
    nodes = list(zip(at, graph, strict=True))
    known, doubles = _survey(nodes)
    yield from doubles
    for pointer, node in nodes:
        yield from _node(pointer, node, known, 0)
    yield from restrictions(nodes)


def _survey(nodes: list[tuple[str, Any]]) -> tuple[_Graph, list[Finding]]:
    """All objects that have an identifier, within others too."""
    types: dict[str, str] = {}
    places: dict[str, str] = {}
    imported: set[str] = set()
    doubles: list[Finding] = []
    whole = all(isinstance(node, dict) and _findable(node) for _, node in nodes)
    stack = list(reversed(nodes))
    while stack:
        pointer, node = stack.pop()
        if isinstance(node, list):
            stack.extend((f"{pointer}/{index}", one) for index, one in reversed(list(enumerate(node))))
        if not isinstance(node, dict) or pointer.count("/") > 3 * _DEEPEST:
            continue
        name = "spdxId" if "spdxId" in node else "@id"
        identifier = node.get(name)
        if isinstance(identifier, str):
            if identifier in places:
                what = f"`{identifier[:120]}` is the identifier of {places[identifier]} too"
                doubles.append(Finding(DOUBLE, what, at_value(f"{pointer}/{name}")))
            places.setdefault(identifier, pointer)
            types.setdefault(identifier, str(node.get("type")))
        if isinstance(node.get("externalSpdxId"), str):
            imported.add(node["externalSpdxId"])
        stack.extend((f"{pointer}/{key}", one) for key, one in node.items() if isinstance(one, (dict, list)))
    return _Graph(types, places, frozenset(imported), not doubles and whole, set()), doubles


def _findable(node: dict[str, Any]) -> bool:
    return any(_is_reference(node.get(name), blank=name == "@id") for name in ("spdxId", "@id"))


def _node(pointer: str, node: Any, known: _Graph, depth: int) -> Iterator[Finding]:
    """The findings in an object and in those within it."""
    if not isinstance(node, dict):
        yield Finding(INVALID, f"must be an object, not {kind_of(node)}", at_value(pointer))
        return
    if depth > _DEEPEST:
        yield Finding(INVALID, f"nested more than {_DEEPEST} levels deep", at_value(pointer))
        return
    name = node.get("type")
    if not isinstance(name, str):
        yield Finding(MISSING, "`type` is missing", at_value(pointer), subject="type")
        return
    found = classes().get(name)
    if found is None or found.abstract:
        if ":" not in name:  # a class of an extension has its address here
            yield Finding(UNKNOWN_TERM, _no_class(name, found), at_value(f"{pointer}/type"))
        return
    yield from _identified(pointer, node, found)
    for key, value in node.items():
        rule = found.properties.get(key)
        if rule is not None:
            yield from _property(f"{pointer}/{key}", key, value, rule, known, depth)
        elif key not in ("type", "@id", "spdxId", "@context") and ":" not in key:
            near = suggest(key, list(found.properties))
            meant = f"; did you mean `{near[0]}`?" if near else ""
            yield Finding(
                UNKNOWN_NAME, f"`{name}` has no property `{key[:80]}`{meant}", at_key(f"{pointer}/{key}")
            )
    for key, rule in found.properties.items():
        if rule.least and key not in node:
            yield Finding(MISSING, f"`{key}` is missing from the `{name}`", at_value(pointer), subject=key)
    yield from _in_words(pointer, node)


def _no_class(name: str, found: Class | None) -> str:
    if found is not None:
        return f"there are no objects of `{name}` itself, only of classes that extend it"
    near = suggest(name, [one for one, class_ in classes().items() if not class_.abstract])
    return f"SPDX has no class `{name[:80]}`" + (f"; did you mean `{near[0]}`?" if near else "")


def _identified(pointer: str, node: dict[str, Any], found: Class) -> Iterator[Finding]:
    element = "Element" in found.bases
    name = "spdxId" if element else "@id"
    identifier = node.get(name)
    if element and identifier is None:
        yield Finding(
            MISSING, "`spdxId` is missing: each element has one", at_value(pointer), subject="spdxId"
        )
    elif identifier is not None and not _is_reference(identifier, blank=not element):
        wanted = "an address, such as `https://example.org/sbom#package`"
        yield Finding(INVALID, f"{shown(identifier)} is not {wanted}", at_value(f"{pointer}/{name}"))


def _is_reference(value: Any, blank: bool) -> bool:
    if not isinstance(value, str):
        return False
    return (
        bool(re.match(r"_:.+", value))
        if value.startswith("_:") and blank
        else bool(re.match(r"(?!_:)[A-Za-z][^:\s]*:\S+\Z", value))
    )


def _property(
    pointer: str, key: str, value: Any, rule: Property, known: _Graph, depth: int
) -> Iterator[Finding]:
    if rule.many:
        if not isinstance(value, list):
            yield Finding(INVALID, f"`{key}` must be a list", at_value(pointer))
            return
        if len(value) < rule.least:
            yield Finding(
                MISSING, f"`{key}` needs {rule.least} at least and has {len(value)}", at_value(pointer)
            )
        for index, one in enumerate(value):
            yield from _value(f"{pointer}/{index}", key, one, rule.type, known, depth)
    elif isinstance(value, list):
        yield Finding(INVALID, f"`{key}` takes one value, not a list", at_value(pointer))
    else:
        yield from _value(pointer, key, value, rule.type, known, depth)


def _value(pointer: str, key: str, value: Any, kind: str, known: _Graph, depth: int) -> Iterator[Finding]:
    if kind in FORMS:
        wanted, holds = FORMS[kind]
        if not holds(value):
            yield Finding(
                INVALID, f"`{key}` must be {wanted}, not {kind_of(value)} ({shown(value)})", at_value(pointer)
            )
    elif kind.startswith("%"):
        words = closed_lists()[kind[1:]]
        if value not in words:
            near = suggest(value, list(words)) if isinstance(value, str) else []
            meant = f"; did you mean `{near[0]}`?" if near else ""
            few = f"; it must be one of {', '.join(words)}" if not near and len(words) <= 14 else ""
            yield Finding(
                UNKNOWN_TERM, f"{shown(value)} is no value of `{key}`{meant or few}", at_value(pointer)
            )
    elif isinstance(value, dict):
        yield from _node(pointer, value, known, depth + 1)
        yield from _of_class(pointer, key, str(value.get("type")), kind)
    elif not isinstance(value, str):
        yield Finding(INVALID, f"`{key}` must be an object or the identifier of one", at_value(pointer))
    else:
        yield from _reference(pointer, key, value, kind, known)


def _reference(pointer: str, key: str, value: str, kind: str, known: _Graph) -> Iterator[Finding]:
    if value in known.types:
        yield from _of_class(pointer, key, known.types[value], kind)
    elif (
        value in INDIVIDUALS
        or value in known.imported
        or value.startswith("https://spdx.org/rdf/3.0.1/terms/")
    ):
        return
    elif not _is_reference(value, blank=True):
        yield Finding(INVALID, f"{shown(value)} is no identifier of an element", at_value(pointer))
    elif known.whole and value not in known.told:
        known.told.add(value)
        what = f"nothing in this document is {shown(value)}, and no `import` of it names that"
        yield Finding(BROKEN_REFERENCE, what, at_value(pointer))


def _of_class(pointer: str, key: str, name: str, wanted: str) -> Iterator[Finding]:
    found = classes().get(name)
    if found is not None and not found.abstract and wanted not in found.bases:
        yield Finding(INVALID, f"`{key}` must be a `{wanted}`, and this is a `{name}`", at_value(pointer))


def _in_words(pointer: str, node: dict[str, Any]) -> Iterator[Finding]:
    """What the model says in words only: expressions of licenses, and how long a hash is."""
    expression = node.get("simplelicensing_licenseExpression")
    if isinstance(expression, str):
        try:
            parse_expression(expression)
        except LicenseExpressionError as error:
            code = UNKNOWN_TERM if error.reason.startswith("unknown") else INVALID
            what = f"no license expression: {error.message}"
            yield Finding(code, what, at_value(f"{pointer}/simplelicensing_licenseExpression"))
    digits, value = HASHES.get(str(node.get("algorithm"))), node.get("hashValue")
    if digits and isinstance(value, str) and not re.fullmatch(rf"[0-9A-Fa-f]{{{digits}}}", value):
        what = f"a {node['algorithm']} has {digits} hexadecimal digits, and this is {shown(value)}"
        yield Finding(INVALID, what, at_value(f"{pointer}/hashValue"))
