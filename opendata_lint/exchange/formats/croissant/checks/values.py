"""Values of the wrong kind: what must be a text, an object, a name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from opendata_lint.exchange import judging
from opendata_lint.exchange.formats.croissant.terms import RAI_TERMS
from opendata_lint.exchange.linked import Thing, texts_of
from opendata_lint.finding import Finding, at_value

_DATASET = (
    "name", "description", "cr:citeAs", "dct:conformsTo", "alternateName",
    *(f"rai:{term}" for term in RAI_TERMS),
)  # fmt: skip
_SOMEBODY = ("name", "givenName", "familyName", "email", "url", "description")
_PART = ("name", "description")
_TERMS = {"keywords": "DefinedTerm", "inLanguage": "Language"}
"""Properties whose values are texts or objects of one type."""


def value_findings(thing: Thing) -> Iterator[Finding]:
    """Values of the dataset and of its parts that are no texts where they must be."""
    yield from _texts(thing, _DATASET)
    for name, kind in _TERMS.items():
        for value, pointer in thing.spots(name):
            if not isinstance(value, str) and not (isinstance(value, Mapping) and _is_term(value)):
                yield Finding(judging.INVALID, f"`{name}` must be texts, or `{kind}`s", at_value(pointer))
    for role in ("creator", "publisher"):
        for who in thing.things(role):
            yield from _texts(who, _SOMEBODY)
    for file in thing.things("distribution"):
        yield from _texts(file, _PART)
    for records in thing.things("cr:recordSet"):
        yield from _texts(records, _PART)
        yield from _of_fields(records, "cr:field")


def _of_fields(node: Thing, name: str, depth: int = 0) -> Iterator[Finding]:
    for field in node.things(name) if depth < 50 else ():
        yield from _texts(field, _PART)
        yield from _of_fields(field, "cr:subField", depth + 1)


def _is_term(value: Mapping[str, object]) -> bool:
    return bool(texts_of(value)) or any(key in value for key in ("@id", "@type", "name"))


def _texts(thing: Thing, names: tuple[str, ...]) -> Iterator[Finding]:
    for name in names:
        for value, pointer in thing.spots(name):
            address = isinstance(value, Mapping) and set(value) == {"@id"}
            empty = isinstance(value, str) and not value.strip()
            if empty or (address and name in ("url", "dct:conformsTo")):
                continue
            if not texts_of(value) or isinstance(value, (int, float)):
                yield Finding(
                    judging.INVALID,
                    f"`{name if name.startswith('rai:') else name.rpartition(':')[2]}` must be a text",
                    at_value(pointer),
                )
