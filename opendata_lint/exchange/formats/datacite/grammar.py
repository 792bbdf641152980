"""What elements and attributes a DataCite record has, and what they are called in its JSON form.

One table serves reading, writing and checking.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

NAMESPACE = "http://datacite.org/schema/kernel-4"
Text = Literal["none", "string", "filled", "year", "language", "longitude", "latitude", "any", "mixed"]
"""What an element holds: nothing but elements; text; text that is not empty; ...; anything; text and `br`."""


class Attribute(NamedTuple):
    """An attribute of an element."""

    name: str
    key: str
    terms: str | None = None
    """The controlled list that it is from."""
    required: bool = False


class Node(NamedTuple):
    """A kind of element."""

    text: Text = "string"
    key: str | None = None
    """The key of its text, where it becomes an object; None where the text is all of it."""
    attributes: tuple[Attribute, ...] = ()
    children: tuple[Child, ...] = ()
    order: Literal["all", "sequence", "choice"] = "sequence"
    """`all`: in any order, each once at most; `choice`: in any order, any number."""


class Child(NamedTuple):
    """An element in another."""

    tag: str
    key: str
    node: Node
    required: bool = False
    many: bool = False
    flat: bool = False
    """Whether its keys stand in the object of what it is in."""
    item: str = ""
    """The members of what is only there to hold them; their list goes by `key`."""
    item_required: bool = False


def _attributes(names: str, terms: dict[str, str] | None = None, required: str = "") -> tuple[Attribute, ...]:
    return tuple(
        Attribute(name, name.replace("URI", "Uri"), (terms or {}).get(name), name in required.split())
        for name in names.split()
    )


def _held(tag: str, item: str, node: Node, required: bool = False) -> Child:
    return Child(tag, tag, node, required, item=item, item_required=required)


_LANG = Attribute("{http://www.w3.org/XML/1998/namespace}lang", "lang")
_ANY = Node("any")


def _name(tag: str, text: Text) -> Child:
    said = Node(text, "name", (Attribute("nameType", "nameType", "nameType"), _LANG))
    return Child(tag, "name", said, True, flat=True)


def _agent(tag: str, text: Text, more: tuple[Attribute, ...] = (), whole: bool = True) -> Node:
    # the XML Schema names the types of these two in a way that does not bind; the documentation binds less
    scheme = _attributes("nameIdentifierScheme schemeURI", required="nameIdentifierScheme")
    identifier = Node("filled", "nameIdentifier", (*scheme, _LANG))
    of_affiliation = _attributes("affiliationIdentifier affiliationIdentifierScheme schemeURI")
    affiliation = Node("string", "name", (*of_affiliation, _LANG))
    parts = (
        _name(tag, text),
        Child("givenName", "givenName", _ANY),
        Child("familyName", "familyName", _ANY),
        Child("nameIdentifier", "nameIdentifiers", identifier, many=True),
        Child("affiliation", "affiliation", affiliation, many=True),
    )
    return Node("none", None, more, parts if whole else parts[:3])


_TYPE_OF_CONTRIBUTOR = _attributes(
    "contributorType", {"contributorType": "contributorType"}, "contributorType"
)
_RELATION = {
    "relationType": "relationType",
    "resourceTypeGeneral": "resourceTypeGeneral",
    "relatedIdentifierType": "relatedIdentifierType",
    "relatedItemType": "resourceTypeGeneral",
    "relatedItemIdentifierType": "relatedIdentifierType",
}
_TITLE = Node("string", "title", (Attribute("titleType", "titleType", "titleType"), _LANG))
_POINT = Node(
    "none",
    children=(
        Child("pointLongitude", "pointLongitude", Node("longitude"), True),
        Child("pointLatitude", "pointLatitude", Node("latitude"), True),
    ),
    order="all",
)
_BOX = Node(
    "none",
    children=(
        Child("westBoundLongitude", "westBoundLongitude", Node("longitude"), True),
        Child("eastBoundLongitude", "eastBoundLongitude", Node("longitude"), True),
        Child("southBoundLatitude", "southBoundLatitude", Node("latitude"), True),
        Child("northBoundLatitude", "northBoundLatitude", Node("latitude"), True),
    ),
    order="all",
)
POLYGON = Node(
    "none",
    children=(
        Child("polygonPoint", "polygonPoint", _POINT, True, many=True),
        Child("inPolygonPoint", "inPolygonPoint", _POINT),
    ),
)
_PLACE = Node(
    "none",
    children=(
        Child("geoLocationPlace", "geoLocationPlace", _ANY),
        Child("geoLocationPoint", "geoLocationPoint", _POINT),
        Child("geoLocationBox", "geoLocationBox", _BOX),
        Child("geoLocationPolygon", "geoLocationPolygon", POLYGON),
    ),
    order="choice",
)
_FUNDING = Node(
    "none",
    children=(
        Child("funderName", "funderName", Node("filled"), True),
        Child(
            "funderIdentifier", "funderIdentifier",
            Node("string", "funderIdentifier", _attributes(
                "funderIdentifierType schemeURI", {"funderIdentifierType": "funderIdentifierType"},
                "funderIdentifierType")),
            flat=True,
        ),
        Child("awardNumber", "awardNumber", Node("string", "awardNumber", _attributes("awardURI")),
              flat=True),
        Child("awardTitle", "awardTitle", _ANY),
    ),
    order="all",
)  # fmt: skip
_ITEM = Node(
    "none",
    None,
    _attributes("relatedItemType relationType relationTypeInformation", _RELATION,
                "relatedItemType relationType"),
    (
        Child("relatedItemIdentifier", "relatedItemIdentifier", Node(
            "string", "relatedItemIdentifier", _attributes(
                "relatedItemIdentifierType relatedMetadataScheme schemeURI schemeType", _RELATION))),
        Child("creators", "creators", _agent("creatorName", "string", whole=False), item="creator"),
        Child("titles", "titles", _TITLE, item="title"),
        Child("publicationYear", "publicationYear", Node("year")),
        Child("volume", "volume", _ANY),
        Child("issue", "issue", _ANY),
        Child("number", "number", Node("string", "number", _attributes(
            "numberType", {"numberType": "numberType"})), flat=True),
        Child("firstPage", "firstPage", _ANY),
        Child("lastPage", "lastPage", _ANY),
        Child("publisher", "publisher", _ANY),
        Child("edition", "edition", _ANY),
        Child("contributors", "contributors",
              _agent("contributorName", "string", _TYPE_OF_CONTRIBUTOR, whole=False), item="contributor"),
    ),
)  # fmt: skip

RESOURCE = Node(
    "none",
    children=(
        Child("identifier", "doi", Node("filled", "doi", _attributes(
            "identifierType", required="identifierType")), True, flat=True),
        _held("creators", "creator", _agent("creatorName", "string"), True),
        _held("titles", "title", _TITLE, True),
        Child("publisher", "publisher", Node("filled", "name", (
            *_attributes("publisherIdentifier publisherIdentifierScheme schemeURI"), _LANG)), True),
        Child("publicationYear", "publicationYear", Node("year"), True),
        Child("resourceType", "types", Node("string", "resourceType", _attributes(
            "resourceTypeGeneral", _RELATION, "resourceTypeGeneral")), True),
        _held("subjects", "subject", Node("string", "subject", (
            *_attributes("subjectScheme schemeURI valueURI classificationCode"), _LANG))),
        _held("contributors", "contributor", _agent("contributorName", "filled", _TYPE_OF_CONTRIBUTOR)),
        _held("dates", "date", Node("string", "date", _attributes(
            "dateType dateInformation", {"dateType": "dateType"}, "dateType"))),
        Child("language", "language", Node("language")),
        _held("alternateIdentifiers", "alternateIdentifier", Node(
            "string", "alternateIdentifier",
            _attributes("alternateIdentifierType", required="alternateIdentifierType"))),
        _held("relatedIdentifiers", "relatedIdentifier", Node("string", "relatedIdentifier", _attributes(
            "resourceTypeGeneral relatedIdentifierType relationType relatedMetadataScheme schemeURI"
            " schemeType relationTypeInformation", _RELATION, "relatedIdentifierType relationType"))),
        _held("sizes", "size", Node()),
        _held("formats", "format", Node()),
        Child("version", "version", Node()),
        _held("rightsList", "rights", Node("string", "rights", (
            *_attributes("rightsURI rightsIdentifier rightsIdentifierScheme schemeURI"), _LANG))),
        _held("descriptions", "description", Node("mixed", "description", (
            *_attributes("descriptionType", {"descriptionType": "descriptionType"}, "descriptionType"),
            _LANG))),
        _held("geoLocations", "geoLocation", _PLACE),
        _held("fundingReferences", "fundingReference", _FUNDING),
        _held("relatedItems", "relatedItem", _ITEM),
    ),
    order="all",
)  # fmt: skip
"""The whole of a record, by the XML Schemas of 4.5 to 4.7."""
