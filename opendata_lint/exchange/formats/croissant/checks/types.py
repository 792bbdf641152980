"""The data types of fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from opendata_lint.exchange import judging
from opendata_lint.exchange.formats.croissant.terms import ATOMIC, CONTENT, MEANINGS, WIDTHS
from opendata_lint.exchange.linked import Thing
from opendata_lint.finding import Finding, at_value
from opendata_lint.vocabulary.suggestions import suggest

_CLASSES = (
    "Number", "Enumeration", "GeoCoordinates", "GeoShape", "Place", "Person", "Organization", "PostalAddress",
    "Country", "City", "Language", "QuantitativeValue", "PropertyValue", "DefinedTerm", "MediaObject",
    "DigitalDocument", "CreativeWork", "Dataset", "DataDownload", "Duration", "Event", "Thing", "Intangible",
    "StructuredValue", "MonetaryAmount", "Distance", "Mass", "Product", "Article", "Book", "Movie", "Review",
    "Rating", "WebPage", "SoftwareSourceCode", "SoftwareApplication", "ScholarlyArticle", "Observation",
    "CssSelectorType", "PronounceableText", "XPathType", "Gene", "Protein", "MolecularEntity", "Taxon",
    "ChemicalSubstance", "BioChemEntity", "Question", "Answer", "Comment", "Message", "Map", "3DModel",
)  # fmt: skip
"""Classes of schema.org that values of fields may be of."""
_MEANT = {
    "String": "Text", "Str": "Text", "string": "Text", "Int": "Integer", "Bool": "Boolean",
    "Double": "Float", "Decimal": "Float", "Datetime": "DateTime", "Timestamp": "DateTime",
    "Image": "ImageObject", "Audio": "AudioObject", "Video": "VideoObject", "Url": "URL", "URI": "URL",
    "Categorical": "Text", "Array": "Text", "List": "Text", "Object": "Text", "Any": "Text",
}  # fmt: skip
_PROGRAM = {*ATOMIC, *CONTENT, *(f"cr:{name}" for name in WIDTHS), "cr:BoundingBox"}
"""Types that say how a value is held."""
_KNOWN = {*_PROGRAM, *_CLASSES, *(f"cr:{name}" for name in MEANINGS)}


def type_findings(field: Thing, typed: bool) -> Iterator[Finding]:
    """Types that are none, and a field without any.

    `typed` is whether a type of what the field is in may tell the field's.
    """
    spots = field.spots("cr:dataType", "dataType")
    told: list[str] = []
    strange: list[tuple[str, str, str]] = []
    wrong = False
    for value, pointer in spots:
        said = value.get("@id") if isinstance(value, Mapping) else value
        if not isinstance(said, str):
            wrong = True
            yield Finding(
                judging.INVALID, "a data type must be the name of one, such as `sc:Text`", at_value(pointer)
            )
            continue
        plain = field.names.plain(said)
        told.append(plain)
        if _is_own(plain) and plain not in _KNOWN:
            strange.append((plain, said, pointer))
    held = bool(_PROGRAM & set(told))
    for plain, said, pointer in strange:
        meant = _meant(plain)
        if held and meant is None:
            continue  # a property of schema.org, or another vocabulary's, that tells more of the values
        wrong = True
        hint = f"write `{meant}`" if meant else "use one such as `sc:Text`, `sc:Integer`, `sc:ImageObject`"
        yield Finding(judging.UNKNOWN_TERM, f"`{said[:60]}` is no data type", at_value(pointer), hint)
    derived = field.key(
        "cr:subField",
        "cr:references",
        "cr:parentField",
        "cr:equivalentProperty",
        "equivalentProperty",
        "value",
    )
    from_field = any(
        source.key("cr:field", "cr:recordSet") or source.id for source in field.things("cr:source")
    )
    if wrong or derived or from_field:
        return
    if not spots and typed:
        yield Finding(
            judging.TOOL_DIFFERS,
            "what it is in tells the type of this field, and `mlcroissant` asks for its own `dataType`",
            at_value(field.pointer),
        )
    elif not spots:
        yield Finding(
            judging.MISSING,
            "`dataType` is missing",
            at_value(field.pointer),
            "write one such as `sc:Text`, `sc:Integer` or `sc:ImageObject`",
            subject="dataType",
        )
    elif told and not held:
        yield Finding(
            judging.TOOL_DIFFERS,
            "none of these types tells how a value is held, and `mlcroissant` refuses the field",
            at_value(spots[0].pointer),
            "write a type such as `sc:Text` beside",
        )


def _is_own(plain: str) -> bool:
    """Whether a type is of schema.org or Croissant, whose types are known."""
    return ":" not in plain or plain.startswith("cr:")


def _meant(plain: str) -> str | None:
    """The type that a misspelt one stands for."""
    local = plain.removeprefix("cr:")
    meant = _MEANT.get(local) or next(iter(suggest(local, (*ATOMIC, *CONTENT), 1)), None)
    near = next(iter(suggest(local, (*WIDTHS, *MEANINGS), 1)), None)
    return f"sc:{meant}" if meant else f"cr:{near}" if near else None
