"""JSON-LD as statements with places: inline contexts of prefixes and terms, nested nodes, graphs, lists.

Contexts at an address are not fetched; what they would mean is not known, and said to be so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from opendata_lint.exchange.documents import read_json
from opendata_lint.exchange.formats.dcat_ap.graph import PREFIXES, RDF, XSD, Graph, Term
from opendata_lint.exchange.protocol import DescriptorFault
from opendata_lint.finding import Place, at_key, at_value

_DEEPEST = 100


class _Meaning(NamedTuple):
    id: str
    type: str = ""
    language: str = ""


class _Context(NamedTuple):
    terms: dict[str, _Meaning]
    vocab: str = ""
    language: str = ""


def read_jsonld(data: bytes, path: str) -> Graph:
    """The statements of a file of JSON-LD. Raises `DescriptorFault`."""
    value = read_json(data, path).value
    if not isinstance(value, (dict, list)):
        raise DescriptorFault(f"{path} is no JSON-LD: the whole must be an object")
    reader = _Reader(path)
    reader.nodes(value, _Context({}), "", 0)
    return reader.graph


class _Reader:
    def __init__(self, path: str) -> None:
        self.path = path
        self.graph = Graph()

    def nodes(self, value: Any, context: _Context, pointer: str, depth: int) -> None:
        """The nodes of an object, a list of them, or a graph."""
        for index, one in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(one, dict):
                self.node(one, context, pointer if index is None else f"{pointer}/{index}", depth)

    def node(self, value: dict[str, Any], context: _Context, pointer: str, depth: int) -> Term:
        """A node with its statements."""
        if depth > _DEEPEST:
            raise DescriptorFault(f"{self.path} is nested more than {_DEEPEST} levels deep")
        if "@context" in value:
            context = self.context(value["@context"], context)
        keys = {key: _meaning(key, context) for key in value if key != "@context"}
        said = next((value[key] for key, meaning in keys.items() if meaning and meaning.id == "@id"), None)
        subject = Term("iri", _iri(said, context)) if isinstance(said, str) and said else self.graph.blank()
        if subject.value.startswith("_:"):
            subject = Term("blank", subject.value)
        self.graph.places.setdefault(subject.value, at_value(pointer))
        for key, meaning in keys.items():
            below = f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}"
            if meaning is None:
                self.graph.unmapped.append((key, at_key(below), tuple(context.terms)))
            elif meaning.id == "@graph":
                self.nodes(value[key], context, below, depth + 1)
            elif meaning.id == "@type":
                for place, one in _members(value[key], below):
                    if isinstance(one, str):
                        self._told(one, place, context)
                        kind = Term("iri", _name(one, context) or one)
                        self.graph.add(subject, f"{RDF}type", kind, at_value(pointer), place)
            elif not meaning.id.startswith("@"):
                self._told(key, at_key(below), context)
                for place, one in _members(value[key], below):
                    self.value(subject, meaning, one, context, pointer, place, depth)
        return subject

    def _told(self, key: str, place: Place, context: _Context) -> None:
        """Remembers a prefix that means nothing, as the context does not declare it."""
        prefix, colon, _ = key.partition(":")
        if colon and prefix in PREFIXES and key not in context.terms and prefix not in context.terms:
            self.graph.undeclared.setdefault(prefix, place)

    def value(
        self,
        subject: Term,
        meaning: _Meaning,
        said: Any,
        context: _Context,
        above: str,
        place: Place,
        depth: int,
    ) -> None:
        """The statements that one value of a property makes."""
        if isinstance(said, dict) and ("@list" in said or "@set" in said):
            key = "@list" if "@list" in said else "@set"
            for inner, one in _members(said[key], f"{place.pointer}/{key}"):
                self.value(subject, meaning, one, context, above, inner, depth + 1)
            return
        term = self.term(said, meaning, context, place, depth)
        if term is not None:
            self.graph.add(subject, meaning.id, term, at_value(above), place)

    def term(self, said: Any, meaning: _Meaning, context: _Context, place: Place, depth: int) -> Term | None:
        """What a value says."""
        if isinstance(said, dict):
            if "@value" in said:
                return _literal(said, context)
            return self.node(said, context, place.pointer or "", depth + 1)
        if not isinstance(said, str):
            typed = {"@value": said, "@type": meaning.type} if meaning.type else {"@value": said}
            return _literal(typed, context)
        if meaning.type in ("@id", "@vocab"):
            return Term(
                "iri", _name(said, context) or said if meaning.type == "@vocab" else _iri(said, context)
            )
        return Term(
            "literal", said, meaning.type, "" if meaning.type else meaning.language or context.language
        )

    def context(self, said: Any, above: _Context) -> _Context:
        """A context upon another one."""
        for part in said if isinstance(said, list) else [said]:
            if isinstance(part, str):
                self.graph.remote.append(part)
            elif part is None:
                above = _Context({})
            elif isinstance(part, dict):
                above = _with(part, above)
        return above


def _with(part: dict[str, Any], above: _Context) -> _Context:
    terms, context = dict(above.terms), above
    for key, fields in (("@vocab", "vocab"), ("@language", "language")):
        if isinstance(part.get(key), str):
            context = context._replace(**{fields: part[key]})
    context = context._replace(terms=terms)
    plain = {key: said for key, said in part.items() if not key.startswith("@")}
    for _ in range(2):  # a term may be told by a prefix that stands below it
        for key, said in plain.items():
            name = said.get("@id", key) if isinstance(said, dict) else said
            if not isinstance(name, str):
                continue
            more = said if isinstance(said, dict) else {}
            kind = more.get("@type")
            kind = (_name(kind, context) or kind) if isinstance(kind, str) else ""
            language = more.get("@language")
            terms[key] = _Meaning(
                name if name.startswith("@") else _name(name, context, key) or name,
                "" if kind == f"{XSD}string" else kind,
                language if isinstance(language, str) else "",
            )
    return context


def _meaning(key: str, context: _Context) -> _Meaning | None:
    """What a key means; None where it means nothing."""
    if key.startswith("@"):
        return _Meaning(key)
    if key in context.terms:
        return context.terms[key]
    name = _name(key, context)
    return _Meaning(name) if name else None


def _name(name: str, context: _Context, unless: str = "") -> str | None:
    """The address of a name of the vocabulary; None where it has none."""
    if name in context.terms and name != unless:
        return context.terms[name].id
    prefix, colon, local = name.partition(":")
    if colon and not local.startswith("//") and prefix in context.terms and prefix != unless:
        return context.terms[prefix].id + local
    if colon or name.startswith("@"):
        return name
    return context.vocab + name if context.vocab else None


def _iri(said: str, context: _Context) -> str:
    prefix, colon, local = said.partition(":")
    if colon and not local.startswith("//") and prefix in context.terms:
        return context.terms[prefix].id + local
    return said


def _literal(said: dict[str, Any], context: _Context) -> Term | None:
    value, kind, language = said.get("@value"), said.get("@type"), said.get("@language")
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return Term("literal", str(value).lower(), f"{XSD}boolean") if isinstance(value, bool) else None
    natural = "" if isinstance(value, str) else f"{XSD}{'integer' if isinstance(value, int) else 'double'}"
    datatype = (_name(kind, context) or kind) if isinstance(kind, str) else natural
    return Term(
        "literal", str(value), "" if datatype == f"{XSD}string" else datatype,
        language if isinstance(language, str) else "",
    )  # fmt: skip


def _members(value: Any, pointer: str) -> Iterator[tuple[Place, Any]]:
    if isinstance(value, list):
        yield from ((at_value(f"{pointer}/{index}"), one) for index, one in enumerate(value))
    else:
        yield at_value(pointer), value
