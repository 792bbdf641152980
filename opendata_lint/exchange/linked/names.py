"""What names mean in a document of JSON-LD."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

CR = "http://mlcommons.org/croissant/"
"""The namespace of Croissant since 1.0."""
OLD_CR = "http://mlcommons.org/schema/"
"""That of 0.8."""
RAI = "http://mlcommons.org/croissant/RAI/"
NAMESPACES = {
    "rai": RAI,
    "cr": CR,
    "dct": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "fair4ml": "https://w3id.org/fair4ml#",
    "": "https://schema.org/",
}
"""By the prefix that is used for it here; schema.org has none."""
_ALSO = {
    "http://schema.org/": "",
    "http://www.schema.org/": "",
    "https://www.schema.org/": "",
    OLD_CR: "cr",
    "https://w3id.org/fair4ml/": "fair4ml",
}
"""Other spellings; whether one may be used is another question than what is meant by it."""


class Names:
    """The names of a document: each in one spelling, whatever its context makes of it.

    That is `name` for schema.org's, `cr:field`, `rai:dataBiases`, `dct:conformsTo`, `prov:wasDerivedFrom`
    for the vocabularies known here, the whole address for others.
    """

    def __init__(self, context: Any) -> None:
        self.vocab: str | None = None
        self.terms: dict[str, str] = {}
        """What the context says a term or prefix is, as it is written there."""
        self.remote: list[str] = []
        """Contexts that would have to be fetched."""
        for part in context if isinstance(context, list) else [context]:
            self._take(part)
        self._known: dict[str, str] = {}

    def _take(self, part: Any) -> None:
        if isinstance(part, str):
            self.remote.append(part)
            if part.rstrip("/").removesuffix("/docs/jsonldcontext.json").endswith("schema.org"):
                self.vocab = "https://schema.org/"
        elif isinstance(part, Mapping):
            for term, said in part.items():
                meant = said.get("@id") if isinstance(said, Mapping) else said
                if term == "@vocab" and isinstance(meant, str):
                    self.vocab = meant
                elif not term.startswith("@") and isinstance(meant, str):
                    self.terms[term] = meant

    def plain(self, name: str) -> str:
        """A name in the one spelling."""
        if name not in self._known:
            self._known[name] = name if name.startswith("@") else compact(self.address(name))
        return self._known[name]

    def address(self, name: str) -> str:
        """The whole address that a name stands for; the name itself where nothing says it."""
        for _ in range(8):  # a term may be defined by another one
            if name in self.terms and self.terms[name] != name:
                name = self.terms[name]
                continue
            prefix, colon, local = name.partition(":")
            if not colon:
                return f"{self.vocab}{name}" if self.vocab else name
            if local.startswith("//") or prefix not in self.terms:
                return name
            name = f"{self.terms[prefix]}{local}"
        return name

    def undeclared(self, name: str) -> str | None:
        """The prefix of a name that the context does not have, None where all is well."""
        prefix, colon, local = name.partition(":")
        if not colon or local.startswith("//") or prefix in self.terms or name in self.terms:
            return None
        return None if prefix in ("", "_", "urn", "http", "https", "doi", "tag", "did") else prefix


def compact(address: str) -> str:
    """An address in the one spelling."""
    for prefix, start in _starts():
        if address.startswith(start):
            return f"{prefix}:{address[len(start) :]}" if prefix else address[len(start) :]
    return address


def _starts() -> Iterator[tuple[str, str]]:
    yield from NAMESPACES.items()
    for start, prefix in _ALSO.items():
        yield prefix, start
