"""What lies beside a card and speaks of the same work, read by the formats that know it."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from functools import lru_cache
from typing import NamedTuple, cast

from opendata_lint.card import Card
from opendata_lint.exchange.canonical import CanonicalCard
from opendata_lint.exchange.consistency.names import descriptors_beside
from opendata_lint.tree import Tree, TreeFault

_LARGEST = 2_000_000
"""Bytes of a descriptor that is read."""
_MOST = 12
"""Descriptors of a card that are read."""


class Statement(NamedTuple):
    """What a descriptor says."""

    path: str
    """From the tree's root."""
    title: str
    """Its format, for people."""
    card: CanonicalCard
    of_code: bool
    """Whether it is about software: its license may rightly be another one than that of the data."""


@lru_cache(maxsize=4)  # each rule asks for them
def statements(card: Card, hashable: Hashable) -> tuple[Statement, ...]:
    """The descriptors in a card's folder that speak of its work."""
    tree = cast(Tree, hashable)
    return tuple(_read(tree, descriptors_beside(card, tree)[:_MOST]))


def _read(tree: Tree, paths: tuple[str, ...]) -> Iterator[Statement]:
    for path in paths:
        try:
            data = tree.read(path, _LARGEST + 1)
        except TreeFault:
            continue
        if len(data) <= _LARGEST:
            yield from _of_project(data, path) if path.endswith("pyproject.toml") else _of_format(data, path)


def _of_format(data: bytes, path: str) -> Iterator[Statement]:
    from opendata_lint.exchange.plugins import registry_for
    from opendata_lint.exchange.protocol import DescriptorFault

    registry = registry_for(path, data)
    if registry is None:
        return
    try:
        said = registry.load(data, path).card
    except DescriptorFault:  # what is wrong in it, linting the descriptor tells
        return
    yield Statement(path, registry.title, said, _is_of_code(registry.name, data))


_SOFTWARE = re.compile(
    rb'"(?:upload_type|resourceTypeGeneral|@type|type)"\s*:\s*"(?:schema:|sc:)?(?:software|Software|SoftwareSourceCode)"'
)


def _is_of_code(name: str, data: bytes) -> bool:
    """Whether a descriptor is about software; a citation file is unless it says otherwise."""
    if name == "cff":
        return re.search(rb"(?m)^type:[ \t]*[\"']?dataset", data) is None
    if name in ("zenodo", "codemeta", "ro-crate", "datacite-json"):
        return _SOFTWARE.search(data) is not None
    return name == "datacite" and b'resourceTypeGeneral="Software"' in data


def _of_project(data: bytes, path: str) -> Iterator[Statement]:
    """A Python project: always code, though its version and authors may be those of the work."""
    import tomllib

    from opendata_lint.exchange.canonical import Agent
    from opendata_lint.exchange.licenses import read_license

    try:
        project = tomllib.loads(data.decode("utf-8")).get("project")
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError):
        return
    if not isinstance(project, dict) or not isinstance(project.get("name"), str):
        return
    license_, version, authors = (project.get(key) for key in ("license", "version", "authors"))
    named = [one.get("name") for one in authors if isinstance(one, dict)] if isinstance(authors, list) else []
    said = CanonicalCard(
        "dataset",
        project["name"],
        license=read_license(license_) if isinstance(license_, str) else CanonicalCard("dataset").license,
        version=version if isinstance(version, str) else None,
        creators=tuple(Agent(name) for name in named if isinstance(name, str)),
    )
    yield Statement(path, "Python project", said, of_code=True)
