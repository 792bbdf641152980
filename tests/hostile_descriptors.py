"""Descriptors that somebody made to hurt whoever reads them, made of rich ones of every format.

Each is as large as may be: 10 MB of text, or just below the number of values that are read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any, NamedTuple

from opendata_lint.exchange.plugins import find
from opendata_lint.exchange.protocol import Registry
from opendata_lint.testing import rich_dataset, rich_model

SIZE = 10_000_000
VALUES = 59_000
"""Values of a file that is just about read."""
NODES = 59_000
"""The same for YAML."""

TEXTS = {
    "letters": "a",
    "spaces": " ",
    "lines": "\n",
    "quotes": "\"'`",
    "brackets": "[",
    "parentheses": "((a",
    "angles": "<a ",
    "entities": "&lt;&#x",
    "dots": "a.",
    "dashes": "-",
    "digits": "1",
    "commas": "a, ",
    "semicolons": "a; ",
    "pairs": "a: b ",
    "words": "word ",
    "headings": "## Bias\n\ntext\n\n",
    "paragraphs": "x\n\n",
    "bullets": "- a\n  - b\n",
    "bold": "**a:** ",
    "rules": "---\n",
    "addresses": "https://a.example/b ",
    "one address": "http://",
    "parents": "../",
    "escaped parents": "%2e%2e%2f",
    "mails": "a@b.c ",
    "dois": "10.5281/zenodo.1 ",
    "dates": "2020-01-01T",
    "or": "MIT OR ",
    "nested licenses": "(MIT AND ",
    "cases": "aB",
    "braces": "{{a} ",
    "templates": "<your-a ",
    "your": "your-name ",
    "accents": "e\u0301\u0302",
    "terminal": "\x1b[31m\x1b]0;a\x07",
    "NUL": "\x00",
    "overrides": "\u202e\u2066a",
    "bibtex": "@article{a,\n title={{{\n",
    "html": "<p>a<ul><li>",
    "globs": "*[a",
    "underscores": "a_1",
}
"""Units of which the texts of a descriptor are made, against patterns that go back and forth."""
WRONG: dict[str, Any] = {
    "nulls": None,
    "numbers": 7,
    "empty texts": "",
    "texts": "x",
    "lists": [],
    "objects": {},
    "pairs": {"@id": "x"},
    "long numbers": 10**299,
}
"""Members that a list has in place of its own."""

FORMATS = (
    "openml", "croissant", "schema-org", "datapackage", "datacite", "datacite-json", "zenodo", "invenio",
    "kaggle", "dcat-ap", "cyclonedx", "spdx", "odcs", "mct", "mlflow",
)  # fmt: skip
"""The formats that there are files of."""
_NAMED = ("@id", "id", "bom-ref", "spdxId", "name", "path", "contentUrl", "title", "identifier", "ref", "key")
"""Keys whose texts tell the members of a list apart."""
_PATHS = {"mlflow": "a.mlflow.json"}
READ_ONLY: dict[str, Any] = {
    "mct": {
        "schema_version": "0.0.2",
        "model_details": {
            "name": "Crop Teller",
            "overview": "Tells crops apart.",
            "owners": [{"name": "Ada Beet", "contact": "ada@example.org"}],
            "version": {"name": "1.0", "date": "2023-02-11"},
            "licenses": [{"identifier": "Apache-2.0"}],
            "references": [{"reference": "https://example.org/paper"}],
            "citations": [{"citation": "Beet 2023"}],
        },
        "model_parameters": {"data": [{"name": "Diaries", "link": "https://example.org/diaries"}]},
        "quantitative_analysis": {
            "performance_metrics": [{"type": "accuracy", "value": "0.9", "slice": "beans"}]
        },
        "considerations": {
            "users": [{"description": "Gardeners"}],
            "limitations": [{"description": "Short texts"}],
            "ethical_considerations": [{"name": "Shaming", "mitigation_strategy": "No names"}],
        },
    },
    "mlflow": {
        "registered_model": {
            "name": "crop-teller",
            "creation_timestamp": 1725956130123,
            "description": "Tells crops apart.\n\n## Limitations\n\nShort texts only.",
            "tags": [{"key": "card.license", "value": "apache-2.0"}],
            "aliases": [{"alias": "champion", "version": "3"}],
        }
    },
}
"""Descriptors of formats that are not written."""


class Hostile(NamedTuple):
    """A hostile file."""

    format: str
    label: str
    path: str
    make: Callable[[], bytes]


def hostile_files(name: str) -> Iterator[Hostile]:
    """The hostile files of a format."""
    for kind, data in rich(name).items():
        if data.lstrip().startswith(b"<"):
            yield from _of_xml(name, kind, data)
        elif not data.startswith(b"---"):
            yield from _of_value(name, kind, data)


@cache
def rich(name: str) -> dict[str, bytes]:
    """Rich descriptors of a format, by kind of card."""
    if name in READ_ONLY:
        return {"read": json.dumps(READ_ONLY[name]).encode()}
    registry: Registry = find(name)
    cards = {"dataset": rich_dataset(), "model": rich_model()}
    return {kind: registry.dump(cards[kind]).data for kind in registry.kinds}


def path_of(name: str) -> str:
    """A usual path of a format's files."""
    return _PATHS.get(name) or find(name).filenames[0]


def _of_value(name: str, kind: str, data: bytes) -> Iterator[Hostile]:
    import yaml

    path = path_of(name)
    limit = NODES if path.endswith((".yaml", ".cff")) else VALUES

    def read() -> Any:
        return yaml.safe_load(data) if not data.startswith(b"{") else json.loads(data)

    def made(label: str, change: Callable[[Any], Any]) -> Hostile:
        return Hostile(name, f"{kind}: {label}", path, lambda: _json(change(read())))

    for steps, value in _places(read()):
        where = "/".join(map(str, steps)) or "root"
        if isinstance(value, list) and value:
            yield made(f"many {where}", partial(_put, steps, partial(_many, limit)))
            for what, member in WRONG.items():
                wrong = partial(_wrong, member, limit)
                yield made(f"{what} in {where}", partial(_put, steps, wrong))
        elif isinstance(value, dict):
            yield made(f"keys in {where}", partial(_put, steps, partial(_keys, limit)))
            yield made(f"keys like others in {where}", partial(_put, steps, partial(_near, limit)))
            yield made(f"{where} in itself", partial(_put, steps, _nested))
        elif isinstance(value, str):
            yield made(f"list for {where}", partial(_put, steps, lambda text: [text] * (limit // 2)))
    for what, unit in TEXTS.items():
        yield made(f"texts of {what}", partial(_texts, unit))
    yield made("all lists long", partial(_all_lists, limit))
    yield made("all texts waiting", partial(_all_texts, "TODO"))


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")


Steps = tuple[str | int, ...]


def _places(value: Any, steps: Steps = ()) -> Iterator[tuple[Steps, Any]]:
    """Every value with the way to it; of lists the first member alone."""
    yield steps, value
    if isinstance(value, dict):
        for key, member in value.items():
            yield from _places(member, (*steps, key))
    elif isinstance(value, list) and value:
        yield from _places(value[0], (*steps, 0))


def _put(steps: Steps, change: Callable[[Any], Any], document: Any) -> Any:
    place = document
    for step in steps[:-1]:
        place = place[step]
    if not steps:
        return change(document)
    place[steps[-1]] = change(place[steps[-1]])
    return document


def _count(value: Any) -> int:
    return len(list(_every(value)))


def _every(value: Any) -> Iterator[Any]:
    yield value
    for member in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _every(member)


def _many(limit: int, members: list[Any]) -> list[Any]:
    first = members[0]
    count = (limit - 2_000) // (_count(first) + (1 if isinstance(first, dict) else 0))
    return [*members, *(_other(first, number) for number in range(count))]


def _other(member: Any, number: int) -> Any:
    """A member with another name."""
    if isinstance(member, str):
        return f"{member}{number}"
    if not isinstance(member, dict):
        return member
    return {
        key: f"{value}{number}" if key in _NAMED and isinstance(value, str) else value
        for key, value in member.items()
    }


def _wrong(member: Any, limit: int, _: list[Any]) -> list[Any]:
    size = max(len(json.dumps(member)), 2)
    return [member] * min((limit - 2_000) // (1 + _count(member)), SIZE // size)


def _keys(limit: int, value: dict[str, Any]) -> dict[str, Any]:
    return value | {f"k{number}": number for number in range(limit - 2_000)}


def _near(limit: int, value: dict[str, Any]) -> dict[str, Any]:
    """With keys that are nearly the usual ones."""
    names = list(value) or ["name"]
    return value | {f"{names[number % len(names)]}{number:x}": "x" for number in range((limit - 2_000) // 2)}


def _nested(value: dict[str, Any]) -> dict[str, Any]:
    """In each of its lists, and under each of its keys, itself; as deep as is read."""
    top = value
    for _ in range(40):
        lists = [key for key, member in value.items() if isinstance(member, list)] or list(value)[:1]
        top = value | {key: [top] for key in lists[:1]} | dict.fromkeys(lists[1:2], top)
        if _count(top) > VALUES // 4:
            break
    return top


def _texts(unit: str, document: Any) -> Any:
    """A document whose texts are long ones, but for those that say what it is."""
    count = sum(isinstance(one, str) for one in _every(document))
    return _mapped(document, unit * (SIZE // count // len(unit.encode())))


def _mapped(value: Any, text: str, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _mapped(member, text, name) for name, member in value.items()}
    if isinstance(value, list):
        return [_mapped(member, text, key) for member in value]
    kept = key in _TELLING or not isinstance(value, str)
    return value if kept else text


_TELLING = (
    "@context", "@vocab", "@type", "type", "conformsTo", "bomFormat", "specVersion", "$schema", "kind",
    "apiVersion", "cff-version", "schema_version", "schemaVersion", "relationshipType",
)  # fmt: skip


def _all_texts(text: str, document: Any) -> Any:
    return _mapped(document, text)


def _all_lists(limit: int, document: Any) -> Any:
    """A document all of whose lists are long, those inside of others not."""
    lists = [key for key, value in document.items() if isinstance(value, list) and value]
    for key in lists:
        document[key] = _many(max(limit // len(lists), 3_000), document[key])
    return document


def _of_xml(name: str, kind: str, data: bytes) -> Iterator[Hostile]:
    from xml.etree import ElementTree

    path = path_of(name)
    root = ElementTree.fromstring(data)
    if root.tag.startswith("{"):
        ElementTree.register_namespace("", root.tag[1:].partition("}")[0])

    def made(label: str, change: Callable[[Any], None]) -> Hostile:
        def write() -> bytes:
            tree = ElementTree.fromstring(data)
            change(tree)
            return ElementTree.tostring(tree, "utf-8")

        return Hostile(name, f"{kind}: {label}", path, write)

    for steps, element in _elements(root):
        where = element.tag.rpartition("}")[2] + "/".join(map(str, steps))
        yield made(f"attributes of {where}", partial(_attributes, steps))
        if steps:
            yield made(f"many {where}", partial(_siblings, steps, True))
            yield made(f"empty {where}", partial(_siblings, steps, False))
            yield made(f"{where} in itself", partial(_inside, steps))
    for what, unit in TEXTS.items():
        if unit.isprintable() or unit.isspace() or "\n" in unit:
            yield made(f"texts of {what}", partial(_long_texts, unit))


def _elements(element: Any, steps: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Any]]:
    yield steps, element
    for index, child in enumerate(element):
        if child.tag not in [other.tag for other in element[:index]]:
            yield from _elements(child, (*steps, index))


def _at(root: Any, steps: tuple[int, ...]) -> Any:
    for step in steps:
        root = root[step]
    return root


def _attributes(steps: tuple[int, ...], root: Any) -> None:
    _at(root, steps).attrib.update({f"a{number}": "x" for number in range(VALUES - 1_000)})


def _siblings(steps: tuple[int, ...], whole: bool, root: Any) -> None:
    from copy import deepcopy

    parent, element = _at(root, steps[:-1]), _at(root, steps)
    one = deepcopy(element) if whole else type(element)(element.tag)
    size = sum(1 + len(each.attrib) for each in one.iter())
    parent.extend([one] * ((VALUES - 1_000) // size))


def _inside(steps: tuple[int, ...], root: Any) -> None:
    element = _at(root, steps)
    for _ in range(90):
        element.append(type(element)(element.tag, element.attrib))
        element = element[-1]


def _long_texts(unit: str, root: Any) -> None:
    texts = [one for one in root.iter() if (one.text or "").strip()]
    for one in texts:
        one.text = unit * (SIZE // len(texts) // len(unit.encode()))
