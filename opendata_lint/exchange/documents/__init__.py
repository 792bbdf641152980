"""Descriptors as values that know where they stand: JSON, YAML and XML.

Bounded, as whoever wrote a descriptor may mean harm: size, depth, no entities, no tags that make objects.
"""

from __future__ import annotations

from opendata_lint.exchange.documents.base import LARGEST, Document, text_of
from opendata_lint.exchange.documents.json_document import JsonDocument, read_json
from opendata_lint.exchange.documents.xml_document import Element, XmlDocument, read_xml
from opendata_lint.exchange.documents.yaml_document import read_yaml

__all__ = [
    "LARGEST", "Document", "Element", "JsonDocument", "XmlDocument", "read_document", "read_json",
    "read_xml", "read_yaml", "text_of",
]  # fmt: skip


_YAML = (".yaml", ".yml", ".cff", "mlmodel", "registered_model_meta")
"""How names of files end that hold YAML; MLflow has two without an extension."""


def read_document(data: bytes, path: str) -> Document:
    """A descriptor in the syntax that its name and its first letter tell. Raises `DescriptorFault`."""
    name = path.lower()
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and not name.endswith((".json", ".jsonld")):
        return read_xml(data, path)
    return read_yaml(data, path) if name.endswith(_YAML) else read_json(data, path)
