"""DataCite's controlled lists, and the version in which a term came (of those before 4.5, 4.5)."""

from __future__ import annotations

VERSIONS = ("4.7", "4.6", "4.5")
UNKNOWN = ":unav"
"""DataCite's own word for a value that is not available (its appendix of values for the unknown)."""
_UNKNOWNS = frozenset(
    {":unac", ":unal", ":unap", ":unas", ":unav", ":unkn", ":none", ":null", ":tba", ":etal"}
)

LISTS: dict[str, tuple[str, ...]] = {
    "resourceTypeGeneral": (
        "Audiovisual", "Award", "Book", "BookChapter", "Collection", "ComputationalNotebook",
        "ConferencePaper", "ConferenceProceeding", "DataPaper", "Dataset", "Dissertation", "Event", "Image",
        "Instrument", "InteractiveResource", "Journal", "JournalArticle", "Model", "OutputManagementPlan",
        "PeerReview", "PhysicalObject", "Poster", "Preprint", "Presentation", "Project", "Report", "Service",
        "Software", "Sound", "Standard", "StudyRegistration", "Text", "Workflow", "Other",
    ),
    "contributorType": (
        "ContactPerson", "DataCollector", "DataCurator", "DataManager", "Distributor", "Editor",
        "HostingInstitution", "Producer", "ProjectLeader", "ProjectManager", "ProjectMember",
        "RegistrationAgency", "RegistrationAuthority", "RelatedPerson", "Researcher", "ResearchGroup",
        "RightsHolder", "Sponsor", "Supervisor", "Translator", "WorkPackageLeader", "Other",
    ),
    "dateType": (
        "Accepted", "Available", "Collected", "Copyrighted", "Coverage", "Created", "Issued", "Submitted",
        "Updated", "Valid", "Withdrawn", "Other",
    ),
    "relatedIdentifierType": (
        "ARK", "arXiv", "bibcode", "CSTR", "DOI", "EAN13", "EISSN", "Handle", "IGSN", "ISBN", "ISSN", "ISTC",
        "LISSN", "LSID", "PMID", "PURL", "RAiD", "RRID", "SWHID", "UPC", "URL", "URN", "w3id",
    ),
    "relationType": (
        "IsCitedBy", "Cites", "IsCollectedBy", "Collects", "IsSupplementTo", "IsSupplementedBy",
        "IsContinuedBy", "Continues", "IsDescribedBy", "Describes", "HasMetadata", "IsMetadataFor",
        "HasVersion", "IsVersionOf", "IsNewVersionOf", "IsPreviousVersionOf", "IsPartOf", "HasPart",
        "IsPublishedIn", "IsReferencedBy", "References", "IsDocumentedBy", "Documents", "IsCompiledBy",
        "Compiles", "IsVariantFormOf", "IsOriginalFormOf", "IsIdenticalTo", "IsReviewedBy", "Reviews",
        "IsDerivedFrom", "IsSourceOf", "IsRequiredBy", "Requires", "IsObsoletedBy", "Obsoletes",
        "HasTranslation", "IsTranslationOf", "Other",
    ),
    "descriptionType": (
        "Abstract", "Methods", "SeriesInformation", "TableOfContents", "TechnicalInfo", "Other",
    ),
    "titleType": ("AlternativeTitle", "Subtitle", "TranslatedTitle", "Other"),
    "nameType": ("Organizational", "Personal"),
    "numberType": ("Article", "Chapter", "Report", "Other"),
    "funderIdentifierType": ("ISNI", "GRID", "ROR", "Crossref Funder ID", "Other"),
}  # fmt: skip

_SINCE: dict[tuple[str, str], str] = {
    ("resourceTypeGeneral", "Award"): "4.6",
    ("resourceTypeGeneral", "Project"): "4.6",
    ("resourceTypeGeneral", "Poster"): "4.7",
    ("resourceTypeGeneral", "Presentation"): "4.7",
    ("contributorType", "Translator"): "4.6",
    ("dateType", "Coverage"): "4.6",
    ("relatedIdentifierType", "CSTR"): "4.6",
    ("relatedIdentifierType", "RRID"): "4.6",
    ("relatedIdentifierType", "RAiD"): "4.7",
    ("relatedIdentifierType", "SWHID"): "4.7",
    ("relationType", "HasTranslation"): "4.6",
    ("relationType", "IsTranslationOf"): "4.6",
    ("relationType", "Other"): "4.7",
    ("attribute", "relationTypeInformation"): "4.7",
}


def since(kind: str, term: str) -> str:
    """The version that has a term; 4.5 for all that are older."""
    return _SINCE.get((kind, term), "4.5")


def is_unknown(text: str) -> bool:
    """Whether a value is one of DataCite's words for the unknown, with or without parentheses."""
    return text.strip().strip("()").lower() in _UNKNOWNS
