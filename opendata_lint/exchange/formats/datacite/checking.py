"""What is wrong with a DataCite record in XML; of one in JSON what its JSON Schema cannot say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from opendata_lint.exchange.documents import Element, XmlDocument
from opendata_lint.exchange.formats.datacite.grammar import NAMESPACE, RESOURCE, Child, Node
from opendata_lint.exchange.formats.datacite.terms import LISTS, VERSIONS, since
from opendata_lint.exchange.formats.datacite.values import value_faults
from opendata_lint.exchange.judging import (
    CONTEXT,
    DOUBLE,
    INVALID,
    MISSING,
    OUTDATED,
    UNKNOWN_NAME,
    UNKNOWN_TERM,
    UNREADABLE,
    opened,
    schema_findings,
)
from opendata_lint.finding import MAX_FINDINGS, NOWHERE, Finding, at_key, at_value
from opendata_lint.vocabulary.suggestions import suggest

_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"


def check_xml(data: bytes, path: str) -> list[Finding]:
    """The findings of a record in XML."""
    document, found = opened(data, path)
    if document is None:
        return found
    if not isinstance(document, XmlDocument):
        return [Finding(UNREADABLE, f"{path} is no XML: a DataCite record begins with <resource", NOWHERE)]
    root = document.value
    if root.tag != "resource":
        return [
            Finding(
                UNREADABLE, f"the root of a DataCite record is <resource>, not <{root.tag}>", at_value("")
            )
        ]
    if root.namespace != NAMESPACE:
        said = f"`{root.namespace}`" if root.namespace else "no namespace"
        text = f"the namespace of a DataCite record is `{NAMESPACE}`, not {said}"
        return [Finding(CONTEXT, text, at_value(""))]
    checker = _Checker(_version(root))
    findings = [*_context(root), *checker.element(root, RESOURCE, "")]
    return list(dict.fromkeys(findings))[:MAX_FINDINGS]


def _locations(root: Element) -> list[str]:
    """The addresses of schemas that the root names for DataCite's namespace."""
    words = root.attributes.get(f"{_XSI}schemaLocation", "").split()
    return [address for name, address in zip(words[::2], words[1::2], strict=False) if name == NAMESPACE]


def _version(root: Element) -> str:
    """The version whose terms hold: that of the schema's address, else the newest."""
    for address in _locations(root):
        match = re.search(r"kernel-(4\.\d)", address)
        if match:
            return max(match[1], VERSIONS[-1])
    return VERSIONS[0]


def _context(root: Element) -> Iterator[Finding]:
    place = at_value(f"/@{_XSI}schemaLocation")
    words = root.attributes.get(f"{_XSI}schemaLocation", "").split()
    if len(words) % 2:
        yield Finding(
            CONTEXT, "`xsi:schemaLocation` must be pairs of a namespace and the address of its schema", place
        )
    for address in _locations(root):
        match = re.search(r"kernel-(\d(?:\.\d)?)", address)
        if match and match[1] not in ("4", *VERSIONS):
            text = f"`xsi:schemaLocation` names version {match[1]} of the schema; {VERSIONS[0]} is the newest"
            yield Finding(CONTEXT if match[1][0] != "4" or match[1] > VERSIONS[0] else OUTDATED, text, place)


class _Checker:
    """Compares elements with the table of the format."""

    def __init__(self, version: str) -> None:
        self.version = version

    def element(self, element: Element, node: Node, pointer: str) -> Iterator[Finding]:
        yield from self.attributes(element, node, pointer)
        if node.text == "any":
            return
        yield from self.children(element, node, pointer)
        yield from value_faults(element, node, pointer)

    def attributes(self, element: Element, node: Node, pointer: str) -> Iterator[Finding]:
        if node.text == "any":
            return
        known = {attribute.name: attribute for attribute in node.attributes}
        for name, value in element.attributes.items():
            if name.startswith(_XSI):
                continue
            shown = name.rpartition("}")[2]
            place = at_value(f"{pointer}/@{shown}")
            if name not in known:
                near = suggest(shown, [one.rpartition("}")[2] for one in known])
                hint = f"; did you mean `{near[0]}`?" if near else ""
                yield Finding(UNKNOWN_NAME, f"<{element.tag}> has no attribute `{shown}`{hint}", place)
                continue
            yield from self.term(known[name].terms, value, element.tag, shown, f"{pointer}/@{shown}")
            if since("attribute", name) > self.version:
                came = since("attribute", name)
                text = f"`{shown}` came with version {came}, and the record is one of {self.version}"
                yield Finding(UNKNOWN_NAME, text, place)
            if shown == "lang" and not re.fullmatch(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*|", value):
                yield Finding(INVALID, f"`{value[:60]}` is no language tag such as `en`", place)
        for attribute in node.attributes:
            if attribute.required and attribute.name not in element.attributes:
                text = f"<{element.tag}> must have the attribute `{attribute.name}`"
                yield Finding(MISSING, text, at_value(pointer), subject=attribute.name)

    def term(self, terms: str | None, value: str, tag: str, name: str, pointer: str) -> Iterator[Finding]:
        if terms is None:
            return
        known = LISTS[terms]
        if value not in known:
            near = suggest(value, known)
            hint = (
                f"; did you mean `{near[0]}`?"
                if near
                else f"; it has {len(known)} terms, such as `{known[0]}`"
            )
            text = f"`{value[:60]}` is not in the list of DataCite for `{name}` of <{tag}>{hint}"
            yield Finding(UNKNOWN_TERM, text, at_value(pointer))
        elif since(terms, value) > self.version:
            text = (
                f"`{value}` came into the list with version {since(terms, value)}, and `xsi:schemaLocation`"
                f" says that the record is one of {self.version}"
            )
            yield Finding(UNKNOWN_TERM, text, at_value(pointer))

    def children(self, element: Element, node: Node, pointer: str) -> Iterator[Finding]:
        if node.text == "mixed":
            yield from _breaks(element, pointer)
            return
        known = {child.tag: child for child in node.children}
        counts: Counter[str] = Counter()
        last = -1
        order = list(known)
        for one in element.children:
            counts[one.tag] += 1
            place = f"{pointer}/{one.tag}" + (f"[{counts[one.tag]}]" if counts[one.tag] > 1 else "")
            child = known.get(one.tag)
            if child is None or one.namespace != NAMESPACE:
                yield _stranger(one, element, list(known), place)
                continue
            if counts[one.tag] > 1 and not child.many and node.order != "choice":
                yield Finding(DOUBLE, f"<{element.tag}> may have one <{one.tag}> only", at_key(place))
            index = order.index(one.tag)
            if node.order == "sequence" and index < last:
                text = f"<{one.tag}> must stand before <{order[last]}> in <{element.tag}>"
                yield Finding(INVALID, text, at_key(place))
            last = max(last, index)
            yield from self.child(one, child, place)
        for child in node.children:
            if child.required and not counts[child.tag]:
                text = f"<{child.tag}> is missing from <{element.tag}>"
                yield Finding(MISSING, text, at_value(pointer), subject=child.tag)

    def child(self, element: Element, child: Child, pointer: str) -> Iterator[Finding]:
        if not child.item:
            yield from self.element(element, child.node, pointer)
            return
        holder = Node(
            "none", children=(Child(child.item, child.item, child.node, child.item_required, many=True),)
        )
        yield from self.element(element, holder, pointer)


def _breaks(element: Element, pointer: str) -> Iterator[Finding]:
    for one in element.children:
        if one.tag != "br" or one.children or one.text:
            text = f"a <{element.tag}> holds text and empty <br/> only; write `&lt;` for a `<` that is text"
            yield Finding(UNKNOWN_NAME, text, at_value(f"{pointer}/{one.tag}"))
            return


def _stranger(one: Element, parent: Element, known: list[str], pointer: str) -> Finding:
    if one.namespace != NAMESPACE:
        said = one.namespace or "none"
        return Finding(
            UNKNOWN_NAME, f"<{one.tag}> is not in DataCite's namespace (it is in {said})", at_value(pointer)
        )
    near = suggest(one.tag, known)
    hint = f"; did you mean <{near[0]}>?" if near else ""
    return Finding(UNKNOWN_NAME, f"<{parent.tag}> cannot hold <{one.tag}>{hint}", at_value(pointer))


def check_json(data: bytes, path: str) -> list[Finding]:
    """The findings of a record in JSON."""
    from opendata_lint.exchange.formats.datacite.json_checking import faults

    document, found = opened(data, path)
    if document is None:
        return found
    if not isinstance(document.value, dict):
        return [Finding(UNREADABLE, f"{path} is no DataCite record: it is not an object", at_value(""))]
    return list(dict.fromkeys(faults(document.value, schema_findings)))[:MAX_FINDINGS]
