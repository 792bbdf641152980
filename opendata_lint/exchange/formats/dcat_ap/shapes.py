"""What DCAT-AP 3.0.1 asks of its classes: how often a property may stand, and what it may say.

Facts of the shapes that SEMIC publishes with the specification, in a notation of our own: `1..` at least
one, `..1` at most one; then `text` (a literal), `node` (no literal), `iri`, `date` (a date, time, year or
month) or a datatype; then the class of what is named.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple


class Rule(NamedTuple):
    """What a property must be like."""

    least: int
    most: int | None
    kind: str
    """`text`, `node`, `iri`, `date`, a datatype, or empty."""
    classes: tuple[str, ...]
    """One of which the named thing must be of; empty for any."""


_RESOURCE = "dcat:Catalog|dcat:Dataset|dcat:DataService|dcat:DatasetSeries"
_SHAPES: dict[str, dict[str, str]] = {
    "foaf:Agent": {"foaf:name": "1.. text", "dct:type": "..1 - skos:Concept"},
    "dcat:CatalogRecord": {
        "foaf:primaryTopic": f"1..1 - {_RESOURCE}", "dct:modified": "1..1 date",
        "dct:conformsTo": "..1 - dct:Standard",
        "dct:issued": "..1 date", "adms:status": "..1 - skos:Concept",
        "dct:language": ".. - dct:LinguisticSystem",
        "dct:source": "..1 - dcat:CatalogRecord", "dct:title": ".. text", "dct:description": ".. text",
    },
    "dcat:Catalog": {
        "dct:title": "1.. text", "dct:description": "1.. text", "dct:publisher": "1..1 - foaf:Agent",
        "dct:language": ".. node dct:LinguisticSystem",
        "dcatap:applicableLegislation": ".. iri eli:LegalResource",
        "dct:license": "..1 node dct:LicenseDocument", "dct:issued": "..1 date", "dct:modified": "..1 date",
        "dct:spatial": ".. node dct:Location", "dct:hasPart": ".. node dcat:Catalog",
        "dct:isPartOf": ".. - dcat:Catalog",
        "dct:rights": "..1 node dct:RightsStatement", "dcat:record": ".. node dcat:CatalogRecord",
        "dcat:themeTaxonomy": ".. node skos:ConceptScheme", "dcat:service": ".. node dcat:DataService",
        "dcat:catalog": ".. node dcat:Catalog", "dct:creator": "..1 node foaf:Agent",
        "dcat:dataset": ".. node dcat:Dataset", "foaf:homepage": "..1 node foaf:Document",
    },
    "skos:ConceptScheme": {"dct:title": "1.. text"},
    "skos:Concept": {"skos:prefLabel": "1.. text"},
    "spdx:Checksum": {"spdx:algorithm": "1..1", "spdx:checksumValue": "1..1 hexBinary"},
    "dcat:DataService": {
        "dct:title": "1.. text", "dct:description": ".. text", "dcat:endpointURL": "1.. node",
        "dcat:endpointDescription": ".. node", "dct:accessRights": "..1 node dct:RightsStatement",
        "dcatap:applicableLegislation": ".. iri eli:LegalResource",
        "dct:conformsTo": ".. node dct:Standard",
        "dcat:contactPoint": ".. node vcard:Kind", "dct:format": ".. node dct:MediaTypeOrExtent",
        "dcat:keyword": ".. text", "dcat:landingPage": ".. node foaf:Document",
        "dct:license": "..1 node dct:LicenseDocument", "dct:publisher": "..1 node foaf:Agent",
        "dcat:servesDataset": ".. node dcat:Dataset", "dcat:theme": ".. iri skos:Concept",
    },
    "dcat:Dataset": {
        "dct:title": "1.. text", "dct:description": "1.. text", "dct:identifier": ".. text",
        "dcat:keyword": ".. text",
        "dcat:version": "..1 text", "adms:versionNotes": ".. text", "dct:issued": "..1 date",
        "dct:modified": "..1 date",
        "dct:accessRights": "..1 node dct:RightsStatement",
        "dct:accrualPeriodicity": "..1 node dct:Frequency",
        "dcatap:applicableLegislation": ".. iri eli:LegalResource",
        "dct:conformsTo": ".. node dct:Standard",
        "dcat:contactPoint": ".. node vcard:Kind", "dct:creator": ".. node foaf:Agent",
        "dct:publisher": "..1 node foaf:Agent", "dcat:distribution": ".. node dcat:Distribution",
        "adms:sample": ".. node dcat:Distribution", "foaf:page": ".. node foaf:Document",
        "dcat:landingPage": ".. node foaf:Document", "dct:spatial": ".. node dct:Location",
        "dct:temporal": ".. node dct:PeriodOfTime", "dct:hasVersion": ".. node dcat:Dataset",
        "dct:source": ".. node dcat:Dataset", "dcat:inSeries": ".. node dcat:DatasetSeries",
        "dct:isReferencedBy": ".. node", "dct:relation": ".. node",
        "dct:language": ".. node dct:LinguisticSystem",
        "adms:identifier": ".. node adms:Identifier", "dct:provenance": ".. node dct:ProvenanceStatement",
        "prov:qualifiedAttribution": ".. node prov:Attribution",
        "dcat:qualifiedRelation": ".. node dcat:Relationship",
        "dcat:spatialResolutionInMeters": "..1 decimal", "dcat:temporalResolution": "..1 duration",
        "dcat:theme": ".. iri skos:Concept", "dct:type": ".. node skos:Concept",
        "prov:wasGeneratedBy": ".. node prov:Activity",
    },
    "dcat:Distribution": {
        "dcat:accessURL": "1.. node", "dcat:downloadURL": ".. node",
        "dcat:accessService": ".. node dcat:DataService",
        "dct:title": ".. text", "dct:description": ".. text", "dct:issued": "..1 date",
        "dct:modified": "..1 date",
        "dcatap:applicableLegislation": ".. iri eli:LegalResource",
        "dcatap:availability": "..1 node skos:Concept",
        "dcat:byteSize": "..1 nonNegativeInteger", "spdx:checksum": "..1 node spdx:Checksum",
        "dcat:compressFormat": "..1 node dct:MediaType", "dcat:packageFormat": "..1 node dct:MediaType",
        "dcat:mediaType": "..1 node dct:MediaType", "dct:format": "..1 node dct:MediaTypeOrExtent",
        "foaf:page": ".. node foaf:Document", "odrl:hasPolicy": "..1 node odrl:Policy",
        "dct:language": ".. node dct:LinguisticSystem", "dct:license": "..1 node dct:LicenseDocument",
        "dct:conformsTo": ".. node dct:Standard", "dct:rights": "..1 node dct:RightsStatement",
        "dcat:spatialResolutionInMeters": "..1 decimal", "dcat:temporalResolution": "..1 duration",
        "adms:status": "..1 node skos:Concept",
    },
    "adms:Identifier": {"skos:notation": "..1"},
    "dct:LicenseDocument": {"dct:type": ".. - skos:Concept"},
    "dct:Location": {"dcat:bbox": "..1 text", "dcat:centroid": "..1 text", "locn:geometry": "..1 text"},
    "dct:PeriodOfTime": {
        "dcat:startDate": "..1 date", "dcat:endDate": "..1 date", "time:hasBeginning": "..1 - time:Instant",
        "time:hasEnd": "..1 - time:Instant",
    },
    "dcat:Relationship": {"dct:relation": f"1.. - {_RESOURCE}", "dcat:hadRole": "1.. - dcat:Role"},
    "dcat:DatasetSeries": {
        "dct:title": "1.. text", "dct:description": "1.. text",
        "dcatap:applicableLegislation": ".. iri eli:LegalResource",
        "dcat:contactPoint": ".. node vcard:Kind", "dct:accrualPeriodicity": "..1 node dct:Frequency",
        "dct:spatial": ".. node dct:Location", "dct:issued": "..1 date", "dct:modified": "..1 date",
        "dct:publisher": "..1 node foaf:Agent", "dct:temporal": ".. node dct:PeriodOfTime",
    },
}  # fmt: skip
RECOMMENDED = {
    "dcat:Dataset": ("dcat:contactPoint", "dcat:distribution", "dcat:keyword", "dct:publisher", "dcat:theme"),
    "dcat:Distribution": ("dct:license", "dct:format", "dct:description", "dcatap:availability"),
    "dcat:Catalog": ("dct:license", "dct:issued", "dct:modified", "dct:language", "foaf:homepage"),
    "dcat:DataService": ("dcat:servesDataset", "dcat:endpointDescription", "dct:publisher"),
    "dcat:DatasetSeries": ("dcat:contactPoint", "dct:publisher"),
}
"""What had better be there; of place and time of a dataset the specification says so too, which few have."""
NARROWER = {
    "foaf:Person": "foaf:Agent", "foaf:Organization": "foaf:Agent", "foaf:Group": "foaf:Agent",
    "org:Organization": "foaf:Agent", "org:FormalOrganization": "foaf:Agent", "prov:Agent": "foaf:Agent",
    "vcard:Organization": "vcard:Kind", "vcard:Individual": "vcard:Kind", "vcard:Group": "vcard:Kind",
    "dct:MediaType": "dct:MediaTypeOrExtent", "dct:FileFormat": "dct:MediaTypeOrExtent",
}  # fmt: skip
"""Classes that are a kind of another one, by their own vocabularies, which the shapes do not know."""


@cache
def rules_of(name: str) -> dict[str, Rule]:
    """The rules of a class by property; none for other classes."""
    return {predicate: _rule(text) for predicate, text in _SHAPES.get(name, {}).items()}


def _rule(text: str) -> Rule:
    often, kind, named = [*text.split(), "", ""][:3]
    least, _, most = often.partition("..")
    classes = tuple(named.split("|")) if named else ()
    return Rule(int(least or 0), int(most) if most else None, kind.removeprefix("-"), classes)


CLASSES = tuple(_SHAPES)


@cache
def known_names() -> dict[str, frozenset[str]]:
    """Names of the vocabularies DCAT and DCMI Terms, by prefix: both are closed."""
    return {
        prefix: frozenset(f"{prefix}:{name}" for name in names.split()) for prefix, names in _NAMES.items()
    }


_NAMES = {
    "dcat": (
        "Catalog CatalogRecord DataService Dataset DatasetSeries Distribution Relationship Resource Role "
        "accessService accessURL bbox byteSize catalog centroid compressFormat contactPoint dataset "
        "distribution downloadURL endDate endpointDescription endpointURL first hadRole hasCurrentVersion "
        "hasVersion inSeries isVersionOf keyword landingPage last mediaType next nextVersion packageFormat "
        "prev previousVersion qualifiedRelation record resource seriesMember servesDataset service "
        "spatialResolutionInMeters startDate temporalResolution theme themeTaxonomy version"
    ),
    "dct": (
        "abstract accessRights accrualMethod accrualPeriodicity accrualPolicy alternative audience available "
        "bibliographicCitation conformsTo contributor coverage created creator date dateAccepted "
        "dateCopyrighted dateSubmitted description educationLevel extent format hasFormat hasPart hasVersion "
        "identifier instructionalMethod isFormatOf isPartOf isReferencedBy isReplacedBy isRequiredBy issued "
        "isVersionOf language license mediator medium modified provenance publisher references relation "
        "replaces requires rights rightsHolder source spatial subject tableOfContents temporal title type "
        "valid Agent AgentClass BibliographicResource FileFormat Frequency Jurisdiction LicenseDocument "
        "LinguisticSystem Location LocationPeriodOrJurisdiction MediaType MediaTypeOrExtent MethodOfAccrual "
        "MethodOfInstruction PeriodOfTime PhysicalMedium PhysicalResource Policy ProvenanceStatement "
        "RightsStatement SizeOrDuration Standard"
    ),
}
