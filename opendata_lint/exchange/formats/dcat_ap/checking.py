"""What is wrong in a description by DCAT-AP 3.0.1."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from opendata_lint.exchange import judging
from opendata_lint.exchange.formats.dcat_ap.graph import PREFIXES, XSD, Graph, Statement, compact
from opendata_lint.exchange.formats.dcat_ap.jsonld import read_jsonld
from opendata_lint.exchange.formats.dcat_ap.shapes import (
    CLASSES,
    NARROWER,
    RECOMMENDED,
    Rule,
    known_names,
    rules_of,
)
from opendata_lint.exchange.formats.dcat_ap.turtle import read_turtle
from opendata_lint.exchange.judging import (
    BROKEN_REFERENCE,
    CONTEXT,
    INVALID,
    LIMIT,
    MISSING,
    PLACEHOLDER,
    TOOL_DIFFERS,
    UNKNOWN_NAME,
    unreadable,
)
from opendata_lint.exchange.placeholders import is_placeholder
from opendata_lint.exchange.protocol import DescriptorFault
from opendata_lint.finding import MAX_FINDINGS, NOWHERE, Finding, at_value
from opendata_lint.vocabulary.suggestions import suggest

_EU = "http://publications.europa.eu/resource/authority/"
_MAIN = ("dcat:Dataset", "dcat:Catalog", "dcat:DataService", "dcat:DatasetSeries", "dcat:Distribution")


def read_graph(data: bytes, path: str) -> Graph:
    """The statements of a file of Turtle or JSON-LD, as its name or first letter tells."""
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    turtle = path.lower().endswith((".ttl", ".n3", ".nt")) or (
        start not in (b"{", b"[") and not path.lower().endswith((".json", ".jsonld"))
    )
    return read_turtle(data, path) if turtle else read_jsonld(data, path)


def findings(data: bytes, path: str) -> list[Finding]:
    """Everything that is wrong."""
    try:
        graph = read_graph(data, path)
    except DescriptorFault as fault:
        return [unreadable(fault)]
    if graph.remote:
        told = (
            f"what the names mean stands at {graph.remote[0][:100]}, which is not fetched: nothing is judged"
        )
        return [Finding(TOOL_DIFFERS, told, at_value("/@context"))]
    found = [*_undeclared(graph), *_misspelt(graph)]
    for subject in graph.about:
        for name in sorted(graph.types(subject), key=lambda one: one not in _MAIN):
            if name in CLASSES:
                found += _shape(graph, subject, name)
    if not graph.of(*_MAIN) and not found:
        found.append(
            Finding(judging.RECOMMENDED, "no dataset, catalog or service of DCAT is described", NOWHERE)
        )
    return [*dict.fromkeys(found)]


def _undeclared(graph: Graph) -> Iterator[Finding]:
    for prefix, place in graph.undeclared.items():
        told = f"the context does not declare `{prefix}:`, so that it means nothing: add `{PREFIXES[prefix]}`"
        yield Finding(CONTEXT, told, place, subject=prefix)
    for key, place, terms in graph.unmapped:
        near = suggest(key, terms, 1)
        if near:
            told = f"the context gives `{key[:60]}` no meaning: `{near[0]}` is meant?"
            yield Finding(UNKNOWN_NAME, told, place, subject=key)


def _misspelt(graph: Graph) -> Iterator[Finding]:
    """Names that their vocabulary does not have."""
    for statements in graph.about.values():
        present = {one.predicate for one in statements}
        told_of: set[str] = set()
        for one in statements:
            name = one.predicate if one.predicate != "rdf:type" else compact(one.object.value)
            known = known_names().get(name.partition(":")[0])
            if known and name not in known and name not in told_of and len(told_of) < MAX_FINDINGS:
                told_of.add(name)
                near = [better for better in suggest(name, sorted(known), 1) if better not in present]
                if near:
                    told = f"there is no `{name[:60]}`: `{near[0]}` is meant?"
                    yield Finding(UNKNOWN_NAME, told, one.place, subject=name)


def _shape(graph: Graph, subject: str, name: str) -> Iterator[Finding]:
    """What is wrong in a node as a member of a class."""
    here = graph.places.get(subject, NOWHERE)
    for predicate, rule in rules_of(name).items():
        said = list(graph.all(subject, predicate))
        if len(said) < rule.least and not _meant(graph, subject, predicate):
            told = f"`{predicate}` is missing, which a `{name}` must have"
            yield Finding(MISSING, told, here, subject=f"{subject} {predicate}")
        if rule.most is not None and len(said) > rule.most:
            told = f"`{predicate}` stands {len(said)} times; a `{name}` may have {rule.most}"
            yield Finding(LIMIT, told, said[rule.most].place, subject=f"{subject} {predicate}")
        for one in said:
            yield from _value(graph, one, rule, name)
    absent = [one for one in RECOMMENDED.get(name, ()) if not any(graph.all(subject, one))]
    if absent:
        told = f"a `{name}` had better have {', '.join(f'`{one}`' for one in absent)}"
        yield Finding(judging.RECOMMENDED, told, here, subject=subject)


def _meant(graph: Graph, subject: str, predicate: str) -> bool:
    """Whether a misspelt property stands for the missing one: that is told already."""
    known = known_names().get(predicate.partition(":")[0], frozenset())
    return any(
        one.predicate not in known and suggest(one.predicate, [predicate], 1)
        for one in graph.about.get(subject, ())
        if one.predicate.partition(":")[0] in known_names()
    )


def _value(graph: Graph, said: Statement, rule: Rule, name: str) -> Iterator[Finding]:
    term, predicate = said.object, said.predicate
    fault = _kind_fault(said, rule)
    if fault:
        yield Finding(INVALID, f"`{predicate}` of a `{name}` {fault}", said.place)
    elif rule.kind == "text" and is_placeholder(term.value):
        yield Finding(PLACEHOLDER, f"`{term.value[:60]}` waits to be filled in", said.place)
    elif (
        rule.classes
        and not graph.types(term.value) & {*rule.classes}
        and not _misspelt_class(graph, term.value)
    ):
        yield _class_fault(graph, said, rule)


def _misspelt_class(graph: Graph, node: str) -> bool:
    """Whether a class is told that its vocabulary does not have: that is told already."""
    return any(
        name not in known_names()[name.partition(":")[0]]
        for name in graph.types(node)
        if name.partition(":")[0] in known_names()
    )


def _kind_fault(said: Statement, rule: Rule) -> str | None:
    term, kind = said.object, rule.kind
    if kind == "text":
        return None if term.kind == "literal" else "must be a text, not an address or node"
    if kind in ("node", "iri"):
        shown = f"`{term.value[:60]}`"
        if term.kind == "literal":
            return f"must be an address or node, not the text {shown}"
        return "must be an address" if kind == "iri" and term.kind == "blank" else None
    if not kind:
        return (
            f"must be a node, not the text `{term.value[:60]}`"
            if rule.classes and term.kind == "literal"
            else None
        )
    wanted = _DATES if kind == "date" else (kind,)
    datatype = term.datatype.removeprefix(XSD)
    if term.kind != "literal" or datatype not in wanted:
        return f"must have the datatype {' or '.join(f'xsd:{one}' for one in wanted)}"
    return None if _well_formed(term.value, datatype) else f"is no xsd:{datatype}: `{term.value[:60]}`"


_DATES = ("date", "dateTime", "gYear", "gYearMonth")
_ZONE = r"(Z|[+-]\d\d:\d\d)?"
_FORMS = {
    "date": rf"-?\d{{4,}}-\d\d-\d\d{_ZONE}",
    "dateTime": rf"-?\d{{4,}}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?{_ZONE}",
    "gYear": rf"-?\d{{4,}}{_ZONE}",
    "gYearMonth": rf"-?\d{{4,}}-(0[1-9]|1[0-2]){_ZONE}",
    "nonNegativeInteger": r"\+?\d+|-0+",
    "decimal": r"[+-]?(\d+(\.\d*)?|\.\d+)",
    "hexBinary": r"([0-9A-Fa-f]{2})*",
    "duration": r"-?P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?",
}


def _well_formed(text: str, datatype: str) -> bool:
    if not re.fullmatch(_FORMS.get(datatype, r".*"), text.strip(), re.ASCII | re.DOTALL):
        return False
    if datatype in ("date", "dateTime") and re.match(r"\d{4}-", text.strip()):
        try:
            date.fromisoformat(text.strip()[:10])
        except ValueError:
            return False
    return True


def _class_fault(graph: Graph, said: Statement, rule: Rule) -> Finding:
    term, predicate = said.object, said.predicate
    wanted = " or ".join(f"`{one}`" for one in rule.classes)
    types = graph.types(term.value)
    if any(NARROWER.get(one) in rule.classes for one in types):
        told = (
            f"`{predicate}` names a {wanted} by a narrower class only, which the official shapes do not see"
        )
        return Finding(TOOL_DIFFERS, told, said.place)
    if term.value.startswith(_EU):
        told = f"the official shapes want {wanted} said of `{term.value[:80]}` in the file, too"
        return Finding(TOOL_DIFFERS, told, said.place)
    shown = f"<{term.value[:80]}>" if term.kind == "iri" else "the node"
    if types:
        others = ", ".join(f"`{one[:60]}`" for one in sorted(types))
        told = f"`{predicate}` must name a {wanted}; {shown} is a {others}"
        return Finding(INVALID, told, said.place)
    told = f"`{predicate}` must name a {wanted}, and the file does not say that {shown} is one"
    return Finding(BROKEN_REFERENCE, told, said.place)
