"""CodeMeta's `codemeta.json`, versions 1 to 3: software in the words of schema.org; read only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from opendata_lint.card import Kind
from opendata_lint.exchange import judging
from opendata_lint.exchange.canonical import CanonicalCard, Relation
from opendata_lint.exchange.documents import read_json
from opendata_lint.exchange.linked import Names, Thing
from opendata_lint.exchange.linked.judging import dates, misspelt, waiting
from opendata_lint.exchange.linked.reading import card_of
from opendata_lint.exchange.linked.vocabulary import DATASET, FILE
from opendata_lint.exchange.linked.works import works_of
from opendata_lint.exchange.protocol import API, DescriptorFault, Dumped, Loaded, NotExpressible
from opendata_lint.finding import Finding, at_value
from opendata_lint.vocabulary.identifiers import Identifier

_CONTEXTS = ("codemeta", "schema.org")
_TERMS = (
    "codeRepository", "programmingLanguage", "runtimePlatform", "targetProduct", "applicationCategory",
    "applicationSubCategory", "downloadUrl", "fileSize", "installUrl", "memoryRequirements",
    "operatingSystem", "permissions", "processorRequirements", "releaseNotes", "softwareHelp",
    "softwareRequirements",
    "softwareVersion", "storageRequirements", "supportingData", "author", "citation", "contributor", "name",
    "copyrightHolder", "copyrightYear", "dateCreated", "dateModified", "datePublished", "editor", "funder",
    "keywords", "license", "producer", "provider", "publisher", "sponsor", "version", "isAccessibleForFree",
    "isPartOf", "hasPart", "description", "identifier", "sameAs", "url", "relatedLink", "softwareSuggestions",
    "maintainer", "contIntegration", "continuousIntegration", "buildInstructions", "developmentStatus",
    "embargoDate", "embargoEndDate", "funding", "readme", "issueTracker", "referencePublication",
    "hasSourceCode", "isSourceCodeOf", "review", "reviewAspect", "reviewBody",
)  # fmt: skip
_ALSO = frozenset({
    "type", "id", "agents", "codeSampleType", "runtime", "softwareAddOn", "screenshot", "featureList",
    "availableOnDevice", "countriesSupported", "countriesNotSupported", "softwareDependencies", "roleName",
    "startDate", "endDate", "endorsedBy", "position", "contactType", "softwarePermissions", "zippedCode",
    "relationship", "uploadedBy", "depends", "suggests", "dateReleased", "title", "programmingLanguages",
})  # fmt: skip
"""Terms that are right and proposed to nobody: of types beside software, and of the first version."""
_RELATIONS: dict[Relation, str] = {
    "documentedBy": "referencePublication",
    "derivedFrom": "isBasedOn",
    "sameAs": "sameAs",
}
_READ = {
    "@context", "@type", "@id", "name", "description", "license", "version", "softwareVersion", "author",
    "creator", "publisher", "maintainer", "dateCreated", "datePublished", "dateModified", "keywords",
    "identifier", "url", *_RELATIONS.values(),
}  # fmt: skip


class CodeMeta:
    """A `codemeta.json`."""

    api: ClassVar[int] = API
    name: ClassVar[str] = "codemeta"
    title: ClassVar[str] = "CodeMeta"
    versions: ClassVar[tuple[str, ...]] = ()
    filenames: ClassVar[tuple[str, ...]] = ("codemeta.json",)
    id_schemes: ClassVar[tuple[str, ...]] = ()
    kinds: ClassVar[tuple[str, ...]] = ()

    def sniff(self, path: str, head: bytes) -> float:
        """A file with CodeMeta's context, or of its name with a context."""
        if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") or b'"@context"' not in head:
            return 0
        named = path.rpartition("/")[2].lower() == "codemeta.json"
        if b"codemeta" in head[:4_000] and b'"@graph"' not in head[:4_000]:
            return 0.95 if named else 0.7
        return 0.6 if named else 0

    def load(self, data: bytes, path: str) -> Loaded:
        """The card of the software, or of what else the file is about."""
        thing = _thing(read_json(data, path).value, path)
        types = thing.types()
        kind: Kind = "dataset" if any("Dataset" in one for one in types) else "model"
        card = card_of(
            thing, kind, versions=("softwareVersion", "version"), creators=("author", "creator")
        )._replace(languages=(), size_category=None, related=works_of(thing, _RELATIONS))
        extra = {plain: thing.value[key] for plain, key in thing if plain not in _READ}
        notes = () if kind == "dataset" else (f"{' and '.join(types) or 'software'} is read as a model",)
        unknown = tuple(thing.key(plain) or "" for plain in extra)
        return Loaded(card._replace(extra={"x-codemeta": extra} if extra else {}), unknown, notes)

    def dump(self, card: CanonicalCard, version: str | None = None) -> Dumped:
        """Never: CodeMeta is for source code."""
        raise NotExpressible(
            "CodeMeta describes source code, and a card is about data or a model; it is read only"
        )

    def check(self, data: bytes, path: str) -> Iterable[Finding]:
        """What JSON-LD would make nothing or something else of."""
        document, faults = judging.opened(data, path)
        yield from faults
        if document is None:
            return
        for name in getattr(document, "doubles", ()):
            yield Finding(
                judging.DOUBLE, f"an object has `{name}` twice: only the last one counts", subject=name
            )
        try:
            thing = _thing(document.value, path)
        except DescriptorFault as fault:
            yield Finding(judging.UNREADABLE, str(fault), at_value(""))
            return
        yield from _context(document.value)
        if not thing.types():
            yield Finding(
                judging.MISSING, "`@type` is missing: `SoftwareSourceCode`", at_value(""), subject="@type"
            )
        if "name" not in dict(thing):
            yield Finding(judging.RECOMMENDED, "`name` is missing", at_value(""), subject="name")
        yield from (finding for finding, _ in misspelt(thing, _TERMS, {*DATASET, *FILE, *_ALSO}))
        yield from waiting(
            thing, ("name", "description", "version", "softwareVersion", "license", "codeRepository")
        )
        yield from dates(thing, ("dateCreated", "datePublished", "dateModified"))

    def parse_id(self, text: str) -> Identifier | None:
        """None: CodeMeta has no identifiers of its own."""
        return None


def _thing(value: Any, path: str) -> Thing:
    if not isinstance(value, dict):
        raise DescriptorFault(f"{path} is no CodeMeta file: it is not an object")
    names = Names(value.get("@context"))
    names.vocab = "https://schema.org/"
    names.terms |= {
        "type": "@type",
        "id": "@id",
        "codemeta": "https://schema.org/",
        "schema": "https://schema.org/",
    }
    return Thing(value, "", names)


def _context(value: dict[str, Any]) -> Iterator[Finding]:
    said = value.get("@context")
    if said is None:
        text = (
            "`@context` is missing: without it no name means anything; write `https://w3id.org/codemeta/3.0`"
        )
        yield Finding(judging.MISSING, text, at_value(""), subject="@context")
    elif not any(word in str(said).lower() for word in _CONTEXTS):
        text = "the context is neither CodeMeta's nor schema.org's: the names mean something else"
        yield Finding(judging.CONTEXT, text, at_value("/@context"))
    elif "codemeta" in str(said).lower() and not any(
        f"codemeta{rest}" in str(said).lower() for rest in ("/3", "-3")
    ):
        text = "the context is of an older version of CodeMeta, which 3.0 replaced"
        yield Finding(judging.OUTDATED, text, at_value("/@context"))
