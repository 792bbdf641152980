"""Statements of linked data, each with its place in the file it came from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from opendata_lint.finding import NOWHERE, Place

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "locn": "http://www.w3.org/ns/locn#",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": RDF,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "time": "http://www.w3.org/2006/time#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": XSD,
}
"""The vocabularies of DCAT-AP by the prefixes that its specification uses."""


class Term(NamedTuple):
    """What a statement says: an address, a node without one, or a literal."""

    kind: Literal["iri", "blank", "literal"]
    value: str
    datatype: str = ""
    """Of a literal; empty for plain text."""
    language: str = ""


class Statement(NamedTuple):
    """A property of a node."""

    predicate: str
    """With its prefix where it is of a known vocabulary, else the whole address."""
    object: Term
    place: Place = NOWHERE
    """The object's."""


class Graph:
    """Statements by what they are about."""

    def __init__(self) -> None:
        self.about: dict[str, list[Statement]] = {}
        self.places: dict[str, Place] = {}
        """Where each subject stands first."""
        self.remote: list[str] = []
        """Contexts that would have to be fetched to know what the file says."""
        self.undeclared: dict[str, Place] = {}
        """Prefixes that are used and not declared, with the first place of each."""
        self.unmapped: list[tuple[str, Place, tuple[str, ...]]] = []
        """Names that the context gives no meaning, with those that it does."""
        self._blank = 0
        self._told: set[tuple[str, str, Term]] = set()

    def blank(self) -> Term:
        """A new node without an address."""
        self._blank += 1
        return Term("blank", f"_:b{self._blank}")

    def add(self, subject: Term, predicate: str, said: Term, at: Place, place: Place) -> None:
        """A statement; `at` is the place of its subject, `place` of what is said. Doubles count once."""
        self.places.setdefault(subject.value, at)
        statements = self.about.setdefault(subject.value, [])
        name = compact(predicate)
        if (subject.value, name, said) not in self._told:
            self._told.add((subject.value, name, said))
            statements.append(Statement(name, said, place))

    def all(self, subject: str, *predicates: str) -> Iterator[Statement]:
        """The statements of a subject with one of some predicates, in order."""
        return (one for one in self.about.get(subject, ()) if one.predicate in predicates)

    def text(self, subject: str, *predicates: str) -> str | None:
        """The first literal, one in English before others."""
        found = [one.object for one in self.all(subject, *predicates) if one.object.kind == "literal"]
        found.sort(key=lambda term: term.language.lower()[:2] not in ("en", ""))
        return next((term.value for term in found if term.value.strip()), None)

    def types(self, subject: str) -> set[str]:
        """The classes of a subject."""
        return {compact(one.object.value) for one in self.all(subject, "rdf:type")}

    def of(self, *classes: str) -> list[str]:
        """The subjects of some classes, in order."""
        return [subject for subject in self.about if self.types(subject) & {*classes}]


def compact(address: str) -> str:
    """An address with the prefix of its vocabulary."""
    cut = max(address.rfind("#"), address.rfind("/")) + 1
    prefix = _BY_ADDRESS.get(address[:cut])
    return f"{prefix}:{address[cut:]}" if prefix and cut < len(address) else address


_BY_ADDRESS = {address: prefix for prefix, address in PREFIXES.items()}
