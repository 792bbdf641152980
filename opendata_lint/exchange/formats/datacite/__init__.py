"""DataCite 4.5 to 4.7, as XML and as JSON: the metadata of a DOI.

Facts from the XML Schemas of these versions and the documentation of their properties.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from opendata_lint.exchange.canonical import CanonicalCard
from opendata_lint.exchange.documents import XmlDocument, read_document, read_json
from opendata_lint.exchange.fit import fit
from opendata_lint.exchange.formats.datacite.grammar import NAMESPACE
from opendata_lint.exchange.formats.datacite.losses import REASONS
from opendata_lint.exchange.formats.datacite.reading import card_of
from opendata_lint.exchange.formats.datacite.terms import VERSIONS
from opendata_lint.exchange.formats.datacite.writing import record_of
from opendata_lint.exchange.formats.datacite.xml_form import read_record, write_record
from opendata_lint.exchange.protocol import API, DescriptorFault, Dumped, Loaded, NotExpressible, losses_of
from opendata_lint.exchange.works import read_doi
from opendata_lint.finding import Finding
from opendata_lint.vocabulary.identifiers import Identifier, parse_identifier

_NAMESPACE = re.compile(rb"http://datacite\.org/schema/kernel-\d")


class _Both:
    api = API
    id_schemes: tuple[str, ...] = ()
    kinds = ("dataset", "model")

    def parse_id(self, text: str) -> Identifier | None:
        """A DOI: DataCite has no other identifiers of its own."""
        found = parse_identifier(text) if read_doi(text) else None
        return found if found and found.scheme == "doi" else None


class DataCite(_Both):
    """A record as XML."""

    name = "datacite"
    title = "DataCite (XML)"
    versions = VERSIONS
    filenames = ("datacite.xml", "*datacite*.xml")

    def sniff(self, path: str, head: bytes) -> float:
        """A file that names DataCite's namespace is one."""
        if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            return 0
        if _NAMESPACE.search(head[:4_000]):
            return 0.95 if b"resource" in head[:4_000] else 0.3
        return 0.2 if "datacite" in path.lower() else 0

    def load(self, data: bytes, path: str) -> Loaded:
        """A record as a card."""
        document = read_document(data, path)
        if not isinstance(document, XmlDocument):
            raise DescriptorFault(f"{path} is no XML: a DataCite record begins with <resource")
        root = document.value
        if root.tag != "resource" or not root.namespace.startswith("http://datacite.org/schema/kernel-"):
            raise DescriptorFault(
                f"{path} is no DataCite record: its root is <{root.tag}>, not <resource> of {NAMESPACE}"
            )
        return card_of(read_record(root))

    def dump(self, card: CanonicalCard, version: str | None = None) -> Dumped:
        """A card as a record; without a DOI, a title and a date of publication there is none."""
        version = version or VERSIONS[0]
        if version not in VERSIONS:
            raise NotExpressible(f"DataCite {version} is not written; {', '.join(VERSIONS)} are")
        data = write_record(record_of(fit(card), version, xml=True), version)
        return Dumped(data, losses_of(card, self.load(data, "datacite.xml").card, REASONS))

    def check(self, data: bytes, path: str) -> Iterable[Finding]:
        """What is wrong by the XML Schema of the version, and by the documentation where it says more."""
        from opendata_lint.exchange.formats.datacite.checking import check_xml

        return check_xml(data, path)


class DataCiteJson(_Both):
    """A record as JSON, as DataCite's API has it."""

    name = "datacite-json"
    title = "DataCite (JSON)"
    versions = ("4.5",)
    filenames = ("datacite.json", "*datacite*.json")

    def sniff(self, path: str, head: bytes) -> float:
        """A file that names DataCite's schema is one; so is one with three names of its own."""
        if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
            return 0
        if _NAMESPACE.search(head):
            return 0.95
        own = (b'"publicationYear"', b'"resourceTypeGeneral"', b'"titles"', b'"creators"')
        if sum(word in head for word in own) >= 3:
            return 0.8
        return 0.2 if "datacite" in path.lower() else 0

    def load(self, data: bytes, path: str) -> Loaded:
        """A record as a card; one that the API wrapped in `data` and `attributes` is unwrapped."""
        value = read_json(data, path).value
        if not isinstance(value, dict):
            raise DescriptorFault(f"{path} is no DataCite record: it is not an object")
        record, pointer = unwrapped(value)
        if not record.keys() & {"titles", "creators", "publicationYear", "types", "doi"}:
            raise DescriptorFault(f"{path} is no DataCite record: it has neither titles nor creators")
        return card_of(record, pointer)

    def dump(self, card: CanonicalCard, version: str | None = None) -> Dumped:
        """A card as a record; without a title and a date of publication there is none.

        One without a DOI is a draft: DataCite gives it one when it is sent.
        """
        version = version or self.versions[0]
        if version not in self.versions:
            raise NotExpressible(f"DataCite {version} is not written as JSON; 4.5 is")
        record = record_of(fit(card), version, xml=False) | {"schemaVersion": NAMESPACE}
        for funding in record.get("fundingReferences", ()):
            funding.pop("schemeUri", None)
        data = (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")
        return Dumped(data, losses_of(card, self.load(data, "datacite.json").card, REASONS))

    def check(self, data: bytes, path: str) -> Iterable[Finding]:
        """What is wrong by the JSON form of 4.5, and by the documentation where it says more."""
        from opendata_lint.exchange.formats.datacite.checking import check_json

        return check_json(data, path)


def unwrapped(value: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """The record in a file, and the pointer to it."""
    inner, pointer = value, ""
    for step in ("data", "attributes"):
        if isinstance(inner.get(step), dict):
            inner, pointer = inner[step], f"{pointer}/{step}"
    return inner, pointer
