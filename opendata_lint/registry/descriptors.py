"""What descriptors for other registries say of license and version, where they speak of the data.

They are read like everything that others wrote: bounded, without entities, and what cannot be read says
nothing. Descriptors of software beside data (`CITATION.cff` without `type: dataset`) are passed over: the
license of the code need not be that of the data.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from opendata_lint.card import Card
from opendata_lint.rules.license_files import grants_in
from opendata_lint.tree import Tree, TreeFault

_LARGEST = 4_000_000
"""Bytes of a descriptor that is read; larger ones say nothing."""
_MOST = 20
"""Licenses of a list that are looked at."""


class Stated(NamedTuple):
    """What a descriptor says."""

    licenses: tuple[str, ...] = ()
    """Names, ids or addresses, as they are written."""
    version: str | None = None


def read(tree: Tree, path: str) -> bytes | None:
    """The whole of a file, None where it is not there, cannot be read or is too large."""
    try:
        data = tree.read(path, _LARGEST + 1)
    except TreeFault:
        return None
    return data if len(data) <= _LARGEST else None


def load_json(tree: Tree, path: str) -> Any:
    """What a JSON file holds, None where it cannot be read."""
    data = read(tree, path)
    try:
        return None if data is None else json.loads(data)
    except (ValueError, RecursionError):
        return None


def load_yaml(tree: Tree, path: str) -> dict[Any, Any]:
    """The mapping that a YAML file holds, empty where it cannot be read."""
    data = read(tree, path)
    return {} if data is None else Card(b"---\n" + data.rstrip() + b"\n---\n", path, "dataset").metadata


def stated(tree: Tree, path: str) -> Stated | None:
    """What a descriptor says of the data; None where it says nothing that is understood."""
    name = path.rpartition("/")[2].lower()
    if name.endswith(".cff"):
        fields = load_yaml(tree, path)
        return _plain(fields) if fields.get("type") == "dataset" else None
    if name.endswith(".xml"):
        return _of_xml(read(tree, path))
    if not name.endswith((".json", ".jsonld")):
        return None
    fields = load_json(tree, path)
    return _of_json(name, fields) if isinstance(fields, dict) else None


def _of_json(name: str, fields: dict[str, Any]) -> Stated | None:
    if "croissant" in name or name in ("datapackage.json", "dataset-metadata.json"):
        return _plain(fields)
    if name == "codemeta.json":
        return _plain(fields) if "Dataset" in _texts(fields.get("@type", fields.get("type"))) else None
    if name == ".zenodo.json":
        return _plain(fields) if fields.get("upload_type") == "dataset" else None
    if name == "ro-crate-metadata.json":
        graph = fields.get("@graph")
        entities = graph if isinstance(graph, list) else []
        roots = [one for one in entities if isinstance(one, dict) and one.get("@id") == "./"]
        return _plain(roots[0]) if roots else None
    if name == "datacite.json":
        types = fields.get("types")
        general = types.get("resourceTypeGeneral") if isinstance(types, dict) else None
        return _plain(fields) if general == "Dataset" else None
    return None


def _plain(fields: dict[Any, Any]) -> Stated:
    """The usual keys of license and version."""
    found: list[str] = []
    for key in ("license", "licenses", "rightsList"):
        found += _texts(fields.get(key))
    version = fields.get("version")
    numeric = isinstance(version, (int, float)) and not isinstance(version, bool)
    text = str(version).strip() if numeric or isinstance(version, str) else ""
    return Stated(tuple(found), text or None)


def _texts(value: Any) -> list[str]:
    """Texts of a text, an object that names something, or a list of these."""
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if isinstance(value, list):
        return [text for one in value[:_MOST] if not isinstance(one, list) for text in _texts(one)]
    if isinstance(value, dict):
        keys = ("rightsIdentifier", "rightsUri", "id", "@id", "name", "path", "url")
        return next(([value[key].strip()] for key in keys if isinstance(value.get(key), str)), [])
    return []


def _of_xml(data: bytes | None) -> Stated | None:
    """DataCite's and OpenML's XML; a document type, which could hold entities, is refused."""
    if data is None or b"<!" in data.replace(b"<!--", b"").replace(b"<![CDATA[", b"") or b"\0" in data:
        return None
    from xml.etree import ElementTree

    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError:
        return None
    licenses, version = [], None
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        text = (element.text or "").strip()
        if tag == "resourceType" and element.get("resourceTypeGeneral") != "Dataset":
            return None
        if tag in ("licence", "license", "rights"):
            licenses.append(element.get("rightsIdentifier") or element.get("rightsURI") or text)
        elif tag == "version" and text:
            version = text
    return Stated(tuple(one for one in licenses[:_MOST] if one), version)


def known_licenses(texts: tuple[str, ...]) -> frozenset[str] | None:
    """What licenses that are written in any manner grant; None where one of them is not known.

    `-only` and `-or-later` are not told apart, and addresses count for what they are of.
    """
    found: set[str] = set()
    for text in texts:
        grants = () if "licenseref-" in text.lower() else grants_in(text[:500])
        if not grants:
            return None
        found |= {f"{grant.family} {grant.version or ''}" for grant in grants}
    return frozenset(found) or None
