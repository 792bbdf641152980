"""RO-Crate's `ro-crate-metadata.json`, versions 1.0 to 1.2: a folder as linked data; read only.

Facts from the specification's chapters on the metadata descriptor and the root data entity.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from opendata_lint.card import Kind
from opendata_lint.exchange import judging
from opendata_lint.exchange.canonical import CanonicalCard, File, Relation
from opendata_lint.exchange.documents import read_json
from opendata_lint.exchange.linked import Names, Thing
from opendata_lint.exchange.linked.judging import dates, leaves_folder, misspelt, waiting
from opendata_lint.exchange.linked.reading import card_of
from opendata_lint.exchange.linked.vocabulary import DATASET
from opendata_lint.exchange.linked.works import path_of, works_of
from opendata_lint.exchange.protocol import API, DescriptorFault, Dumped, Loaded, NotExpressible
from opendata_lint.exchange.values import mappings
from opendata_lint.finding import MAX_FINDINGS, Finding, at_value
from opendata_lint.vocabulary.identifiers import Identifier

_DESCRIPTOR = re.compile(r"(?:.*/)?(?:[^/]*-)?ro-crate-metadata\.json(?:ld)?")
_CONTEXT = "https://w3id.org/ro/crate/"
_INLINED = (
    "author", "creator", "publisher", "maintainer", "contactPoint", "license", "isBasedOn", "citation",
    "affiliation", "identifier", "sameAs", "keywords", "about",
)  # fmt: skip
"""Properties whose references are followed; files are looked up on their own."""
_RELATIONS: dict[Relation, str] = {
    "derivedFrom": "isBasedOn",
    "documentedBy": "subjectOf",
    "references": "citation",
}
_READ = {
    "@id", "@type", "name", "description", "license", "version", "author", "creator", "publisher",
    "maintainer", "dateCreated", "datePublished", "dateModified", "keywords", "identifier", "url",
    "inLanguage", "hasPart", *_RELATIONS.values(),
}  # fmt: skip
_MOST = 100_000
"""Entities of a crate that are looked at."""


class RoCrate:
    """A crate, by its root data entity."""

    api: ClassVar[int] = API
    name: ClassVar[str] = "ro-crate"
    title: ClassVar[str] = "RO-Crate"
    versions: ClassVar[tuple[str, ...]] = ()
    filenames: ClassVar[tuple[str, ...]] = ("ro-crate-metadata.json",)
    id_schemes: ClassVar[tuple[str, ...]] = ()
    kinds: ClassVar[tuple[str, ...]] = ()

    def sniff(self, path: str, head: bytes) -> float:
        """A file that names RO-Crate's context or version, and has a graph."""
        if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
            return 0
        if b"w3id.org/ro/crate" in head and b'"@graph"' in head:
            return 0.95
        return 0.4 if _DESCRIPTOR.fullmatch(path) else 0

    def load(self, data: bytes, path: str) -> Loaded:
        """The card of the root data entity; people, licenses and files are found by their references."""
        crate = _Crate(read_json(data, path).value, path)
        root = crate.thing()
        kind: Kind = "model" if any("MLModel" in one for one in root.types()) else "dataset"
        said = card_of(root, kind, creators=("author", "creator"), contacts=("maintainer", "contactPoint"))
        card = said._replace(
            published=(said.published or "").partition("T")[0] or None,
            modified=(said.modified or "").partition("T")[0] or None,
            size_category=None,
            related=works_of(root, _RELATIONS),
            files=tuple(crate.files(root)),
        )
        extra = {plain: root.value[key] for plain, key in root if plain not in _READ}
        unknown = tuple(root.key(plain) or "" for plain in extra)
        return Loaded(card._replace(extra={"x-ro-crate": extra} if extra else {}), unknown)

    def dump(self, card: CanonicalCard, version: str | None = None) -> Dumped:
        """Never: a crate tells of the files of a folder how they came about, which a card does not."""
        raise NotExpressible("a crate describes the files of a folder one by one; it is read only")

    def check(self, data: bytes, path: str) -> Iterable[Finding]:
        """What is wrong by the specification's musts."""
        document, faults = judging.opened(data, path)
        if document is None:
            return faults
        doubles = [
            Finding(judging.DOUBLE, f"an object has `{name}` twice: only the last one counts", subject=name)
            for name in getattr(document, "doubles", ())
        ]
        try:
            crate = _Crate(document.value, path)
        except DescriptorFault as fault:
            return [*doubles, *_without_root(document.value, fault)]
        return [*doubles, *_context(document.value), *_entities(crate), *_root(crate)][:MAX_FINDINGS]

    def parse_id(self, text: str) -> Identifier | None:
        """None: a crate has no identifiers of its own."""
        return None


class _Crate:
    """The graph of a crate. Raises `DescriptorFault` where the root data entity is not found."""

    def __init__(self, value: Any, path: str) -> None:
        graph = value.get("@graph") if isinstance(value, dict) else None
        if not isinstance(graph, list):
            raise DescriptorFault(f"{path} is no crate: it has no `@graph`, a list of entities")
        self.names = Names(value.get("@context"))
        self.names.vocab = "https://schema.org/"
        self.graph = graph[:_MOST]
        self.at = {
            one["@id"]: index
            for index, one in enumerate(self.graph)
            if isinstance(one, dict) and isinstance(one.get("@id"), str)
        }
        self.descriptor = next((index for id_, index in self.at.items() if _DESCRIPTOR.fullmatch(id_)), None)
        if self.descriptor is None:
            raise DescriptorFault(f"{path} is no crate: no entity has the `@id` `ro-crate-metadata.json`")
        about = self.graph[self.descriptor].get("about")
        said = about.get("@id") if isinstance(about, dict) else None
        root = self.at.get(said) if isinstance(said, str) else None
        if root is None:
            raise DescriptorFault(f"{path} is no crate: `about` of its descriptor leads to no entity")
        self.root: int = root

    @property
    def version(self) -> str:
        """The version that the descriptor says it conforms to, such as `1.1`."""
        said = str(self.graph[self.descriptor or 0].get("conformsTo"))
        match = re.search(r"w3id\.org/ro/crate/(\d\.\d)", said)
        return match[1] if match else "1.1"

    def thing(self) -> Thing:
        """The root data entity with the people and licenses that it refers to."""
        return Thing(self._inlined(self.graph[self.root], 2), f"/@graph/{self.root}", self.names)

    def _inlined(self, entity: dict[str, Any], depth: int) -> dict[str, Any]:
        return {
            key: self._followed(value, depth) if key in _INLINED and depth else value
            for key, value in entity.items()
        }

    def _followed(self, value: Any, depth: int) -> Any:
        if isinstance(value, list):
            return [
                self._followed(one, depth)
                for one in value[: 1_000 if depth > 1 else 20]
                if not isinstance(one, list)
            ]
        if isinstance(value, dict) and isinstance(value.get("@id"), str):
            found = self.at.get(value["@id"])
            return self._inlined(self.graph[found], depth - 1) if found is not None else value
        return value

    def files(self, root: Thing) -> Iterator[File]:
        """The files among the parts of the crate."""
        parts = root.value.get("hasPart")
        for part in mappings(parts if isinstance(parts, list) else [parts]):
            id_ = part.get("@id")
            entity = self.graph[self.at[id_]] if isinstance(id_, str) and id_ in self.at else part
            file = Thing(entity, "", self.names)
            if isinstance(id_, str) and "File" in (one.rpartition("/")[2] for one in file.texts("@type")):
                size = file.text("contentSize") or ""
                digest = (file.text("sha256") or "").lower()
                yield File(
                    path_of(id_.removeprefix("./"))
                    if not re.match(r"[a-z][a-z0-9+.-]*:", id_, re.I)
                    else id_,
                    next(
                        (text for text in file.texts("encodingFormat") if "/" in text and ":" not in text),
                        None,
                    ),
                    int(size) if re.fullmatch(r"\d{1,18}", size) else None,
                    digest if re.fullmatch(r"[0-9a-f]{64}", digest) else None,
                    description=file.text("description", "name"),
                )


def _without_root(value: Any, fault: DescriptorFault) -> Iterator[Finding]:
    if not isinstance(value, dict):
        yield Finding(judging.UNREADABLE, str(fault), at_value(""))
        return
    yield from _context(value)
    code = judging.BROKEN_REFERENCE if "leads to no entity" in str(fault) else judging.MISSING
    graph = value.get("@graph")
    at = next(
        (index for index, one in enumerate(graph) if _DESCRIPTOR.fullmatch(str(_id(one)))), None
    ) if isinstance(graph, list) else None  # fmt: skip
    yield Finding(code, str(fault), at_value("" if at is None else f"/@graph/{at}"))


def _id(entity: Any) -> Any:
    return entity.get("@id") if isinstance(entity, dict) else None


def _context(value: dict[str, Any]) -> Iterator[Finding]:
    said = value.get("@context")
    if said is None:
        text = f"`@context` is missing: without it no name means anything; write `{_CONTEXT}1.2/context`"
        yield Finding(judging.MISSING, text, at_value(""), subject="@context")
    elif _CONTEXT not in str(said):
        text = f"the context is not RO-Crate's, `{_CONTEXT}1.2/context`: the names mean something else"
        yield Finding(judging.CONTEXT, text, at_value("/@context"))


def _entities(crate: _Crate) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for index, entity in enumerate(crate.graph):
        place = f"/@graph/{index}"
        if not isinstance(entity, dict):
            yield Finding(judging.INVALID, "the members of `@graph` are objects", at_value(place))
            continue
        id_ = entity.get("@id")
        for key in ("@id", "@type"):
            if not entity.get(key):
                yield Finding(judging.MISSING, f"an entity needs `{key}`", at_value(place), subject=key)
        if isinstance(id_, str) and id_ in seen:
            text = f"`{id_[:60]}` is the `@id` of entity {seen[id_] + 1} too"
            yield Finding(judging.DOUBLE, text, at_value(f"{place}/@id"))
        elif isinstance(id_, str) and id_:
            seen[id_] = index
        types = str(entity.get("@type"))
        if isinstance(id_, str) and re.search(r"File|Dataset", types) and leaves_folder(id_):
            text = f"`{id_[:60]}` leads out of the folder of the crate"
            yield Finding(judging.UNSAFE_PATH, text, at_value(f"{place}/@id"))


def _root(crate: _Crate) -> Iterator[Finding]:
    root, place = crate.thing(), f"/@graph/{crate.root}"
    if "Dataset" not in root.types():
        yield Finding(judging.INVALID, "the root data entity must be a `Dataset`", at_value(f"{place}/@type"))
    if root.id and not root.id.endswith("/") and crate.version < "1.2":
        text = f"the `@id` of the root data entity must end with `/`, best as `./`, not `{root.id[:60]}`"
        yield Finding(judging.INVALID, text, at_value(f"{place}/@id"))
    for name in ("name", "description", "datePublished", "license"):
        if not root.spots(name):
            text = f"the root data entity has no `{name}`, which every crate must have"
            yield Finding(judging.MISSING, text, at_value(place), subject=name)
    yield from waiting(root, ("name", "description", "datePublished", "license"))
    yield from dates(root, ("dateCreated", "datePublished", "dateModified"))
    yield from (
        finding for finding, _ in misspelt(root, tuple(_READ), {*DATASET, "conformsTo", "contactPoint"})
    )
    if not crate.graph[crate.descriptor or 0].get("conformsTo"):
        text = f"the descriptor does not say to which version it conforms (`conformsTo`: `{_CONTEXT}1.2`)"
        yield Finding(
            judging.RECOMMENDED, text, at_value(f"/@graph/{crate.descriptor}"), subject="conformsTo"
        )
