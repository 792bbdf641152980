"""What is wrong in OpenML's documents: exact by its schemas, with the better value where one can be told."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice

from opendata_lint.exchange import judging
from opendata_lint.exchange.documents import Element, XmlDocument
from opendata_lint.exchange.formats.openml import xsd
from opendata_lint.exchange.formats.openml.arff import is_arff, read_arff
from opendata_lint.exchange.formats.openml.latin import casual, latin, system
from opendata_lint.exchange.formats.openml.reading import is_code
from opendata_lint.exchange.protocol import DescriptorFault
from opendata_lint.finding import MAX_FINDINGS, NOWHERE, Finding, at_span, at_value
from opendata_lint.vocabulary import languages
from opendata_lint.vocabulary.suggestions import suggest

_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_OF_XML_SCHEMA = (f"{_XSI}schemaLocation", f"{_XSI}noNamespaceSchemaLocation", f"{_XSI}type")
"""Attributes that any element may have; an element that may be `nil` there is none."""
_OTHER_ROOTS = ("task", "run", "flow", "study", "evaluations", "estimationprocedure", "upload_data_set")
"""Documents of OpenML that are about something else than data."""


def check(data: bytes, path: str) -> Iterator[Finding]:
    """The findings of a description, of features, of qualities, or of the head of an ARFF file."""
    if is_arff(data):
        yield from _arff(data, path)
        return
    document, faults = judging.opened(data, path)
    yield from faults
    if document is None:
        return
    if not isinstance(document, XmlDocument):
        yield Finding(judging.UNREADABLE, f"{path} is no XML, and so no document of OpenML")
        return
    yield from islice(_of_root(document.value), MAX_FINDINGS)


def _arff(data: bytes, path: str) -> Iterator[Finding]:
    try:
        read_arff(data, path)
    except DescriptorFault as fault:
        yield Finding(judging.INVALID, str(fault), at_span(*fault.span) if fault.span else NOWHERE)


def _of_root(root: Element) -> Iterator[Finding]:
    rows = xsd.DOCUMENTS.get(root.tag)
    if rows is None:
        if root.tag not in _OTHER_ROOTS or root.namespace != xsd.NAMESPACE:
            known = " or ".join(f"`{name}`" for name in xsd.DOCUMENTS)
            yield Finding(judging.UNREADABLE, f"the root is `{root.tag[:60]}`, not {known}", at_value(""))
        return
    if root.namespace != xsd.NAMESPACE:
        said = f"`{root.namespace[:80]}`" if root.namespace else "none"
        message = f"the namespace must be `{xsd.NAMESPACE}`, not {said}"
        yield Finding(judging.CONTEXT, message, at_value(""))
    yield from _of_element(root, rows, "", root.namespace)
    if root.tag == "data_set_description":
        yield from _advice(root)


def _of_element(element: Element, rows: Sequence[xsd.Row], pointer: str, namespace: str) -> Iterator[Finding]:
    """An element that holds elements: which ones, in what order, how often, and what they hold."""
    yield from _attributes(element, pointer)
    if element.text:
        message = f"`{element.tag}` holds elements; the text `{element.text[:40]}` has no place in it"
        yield Finding(judging.INVALID, message, at_value(pointer))
    known = {row.name: row for row in rows}
    present = {child.tag for child in element.children}
    missing = [row.name for row in rows if row.required and row.name not in present]
    free = [*missing, *(row.name for row in rows if row.name not in present or row.most == xsd.MANY)]
    numbered = list(_numbered(element, pointer))
    meant = set()
    for child, at in numbered:
        if child.tag not in known:
            near = suggest(child.tag, free, 1)
            meant.update(near)
            yield Finding(judging.UNKNOWN_NAME, _unknown(child.tag, near), at_value(at))
        elif child.namespace != namespace:
            message = f"`{child.tag}` is not in the namespace `{xsd.NAMESPACE}`"
            yield Finding(judging.CONTEXT, message, at_value(at))
    for name in missing:
        if name not in meant:
            message = f"`{name}` is missing from `{element.tag}`"
            yield Finding(judging.MISSING, message, at_value(pointer), subject=name)
    own = [(child, at) for child, at in numbered if child.tag in known]
    yield from _order(own, [row.name for row in rows])
    for child, at in own:
        row = known[child.tag]
        if row.most != xsd.MANY and not at.endswith(f"/{child.tag}"):
            message = f"`{child.tag}` stands more than once; it may be there once"
            yield Finding(judging.DOUBLE, message, at_value(at))
        if row.kind is None:
            yield from _of_element(child, xsd.INNER[child.tag], at, namespace)
        else:
            yield from _of_value(child, row.kind, at)


def _numbered(element: Element, pointer: str) -> Iterator[tuple[Element, str]]:
    """The children with their pointers: the first of a name has no number."""
    counts: dict[str, int] = {}
    for child in element.children:
        count = counts[child.tag] = counts.get(child.tag, 0) + 1
        yield child, f"{pointer}/{child.tag}" + (f"[{count}]" if count > 1 else "")


def _unknown(tag: str, near: list[str]) -> str:
    if tag in xsd.OF_THE_SERVER:
        return f"`{tag}` is what the server adds to its answers; a description for upload cannot hold it"
    better = f"did you mean `{near[0]}`?" if near else "take it out"
    return f"OpenML has no element `{tag[:60]}`; {better}"


def _attributes(element: Element, pointer: str) -> Iterator[Finding]:
    allowed = xsd.ATTRIBUTES.get(element.tag, ())
    for name, value in element.attributes.items():
        if name in allowed:
            if not xsd.fits(xsd.Kind("integer"), value):
                message = f"`{value[:40]}` is no whole number"
                yield Finding(judging.INVALID, message, at_value(pointer), subject=name)
        elif name not in _OF_XML_SCHEMA:
            message = f"`{element.tag}` has no attribute `{name[:60]}`"
            yield Finding(judging.UNKNOWN_NAME, message, at_value(pointer), subject=name)


def _order(children: Sequence[tuple[Element, str]], names: Sequence[str]) -> Iterator[Finding]:
    """The fewest elements that must move so that all stand in the order of the schema."""
    rank_of = {name: rank for rank, name in enumerate(names)}
    ranks = [rank_of[child.tag] for child, _ in children]
    staying = _longest_rising(ranks)
    there = [ranks[index] for index in sorted(staying)]
    for index, (child, at) in enumerate(children):
        if index not in staying:
            behind = bisect_right(there, ranks[index])
            where = f"before `{names[there[behind]]}`" if behind < len(there) else "at the end"
            message = f"`{child.tag}` must stand {where}: the order of the elements is fixed"
            yield Finding(judging.INVALID, message, at_value(at), subject="order")


def _longest_rising(ranks: Sequence[int]) -> set[int]:
    """The indices of a longest part of a list that never falls."""
    ends: list[int] = []  # the lowest rank at the end of a rising part of each length
    last: list[int] = []  # its index
    before: list[int] = []
    for index, rank in enumerate(ranks):
        length = bisect_right(ends, rank)
        ends[length : length + 1] = [rank]
        last[length : length + 1] = [index]
        before.append(last[length - 1] if length else -1)
    found = set()
    at = last[-1] if last else -1
    while at >= 0:
        found.add(at)
        at = before[at]
    return found


def _of_value(element: Element, kind: xsd.Kind, pointer: str) -> Iterator[Finding]:
    yield from _attributes(element, pointer)
    if element.children:
        message = f"`{element.tag}` holds a text; it cannot hold elements"
        yield Finding(judging.INVALID, message, at_value(pointer))
        return
    text = "".join(element.texts)
    if xsd.fits(kind, text):
        return
    if not text:
        message = f"`{element.tag}` is empty; write a value or leave it out"
        yield Finding(judging.INVALID, message, at_value(pointer))
        return
    if kind.form not in ("latin", "casual", "system"):
        yield Finding(*_no_form(kind, element.tag, text), at_value(pointer))
        return
    if len(text) > kind.most:
        message = f"`{element.tag}` has {len(text):,} characters; {kind.most:,} are the most"
        yield Finding(judging.LIMIT, message, at_value(pointer))
    wrong = _wrong(kind.form, text)
    if wrong:
        yield Finding(
            judging.LIMIT, _characters(kind, element.tag, text, wrong), at_value(pointer), subject="set"
        )


_OUTSIDE = {"latin": r"[^\x00-\x7f]", "casual": r"[^a-zA-Z0-9_\-.(),]", "system": r"[^a-zA-Z0-9_\-.]"}
_ALLOWED = {
    "latin": "Basic Latin alone",
    "casual": "letters a-z, digits and `_-.(),` alone",
    "system": "letters a-z, digits and `_-.` alone",
}


def _wrong(form: str, text: str) -> str:
    """The first character that a form does not have."""
    found = re.search(_OUTSIDE[form], text)
    return found[0] if found else ""


def _characters(kind: xsd.Kind, tag: str, text: str, wrong: str) -> str:
    better = {"latin": latin, "casual": _casual, "system": _system}[kind.form](text[:200])
    shown = "a space" if wrong == " " else "a line break" if wrong in "\r\n" else f"`{wrong}`"
    offered = (
        f"; write `{better}`"
        if better and len(text) <= 200 and len(better) <= 60 and "\n" not in better
        else ""
    )
    return f"`{tag}` may hold {_ALLOWED[kind.form]}, and holds {shown}{offered}"


def _casual(text: str) -> str:
    return casual(text, 128)


def _system(text: str) -> str:
    return system(text, 64)


_WANTED = {
    "int": "a whole number", "integer": "a whole number", "float": "a number", "boolean": "`true` or `false`",
    "dateTime": "a day and time such as `2014-04-06T23:23:39`", "uri": "an address",
}  # fmt: skip


def _no_form(kind: xsd.Kind, tag: str, text: str) -> tuple[str, str]:
    shown = " ".join(text.split())[:60]
    if kind.form == "policy":
        near = suggest(text, xsd.POLICIES, 1)
        better = (
            f"did you mean `{near[0]}`?"
            if near
            else "it must be " + " or ".join(f"`{one}`" for one in xsd.POLICIES)
        )
        return judging.UNKNOWN_TERM, f"`{shown}` is not whom `{tag}` can let see a dataset; {better}"
    if kind.form == "uri" and kind.most and len(text) > kind.most:
        return judging.LIMIT, f"`{tag}` has {len(text):,} characters; {kind.most:,} are the most"
    return judging.INVALID, f"`{tag}` must be {_WANTED[kind.form]}, not `{shown}`"


def _advice(root: Element) -> Iterator[Finding]:
    """What the schema allows and OpenML's documentation asks for otherwise."""
    language = root.say("language") or ""
    name = languages.name_of(language) if is_code(language) else None
    if name:
        message = f"`{language}` is a code; OpenML asks for the English name: `{name}`"
        yield Finding(judging.TOOL_DIFFERS, message, at_value("/language"))
    if root.first("licence") is None:
        message = "`licence` is missing: nobody can tell public domain from what was not asked"
        yield Finding(judging.RECOMMENDED, message, at_value(""), subject="licence")
