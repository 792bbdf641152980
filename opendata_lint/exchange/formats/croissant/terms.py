"""The words of Croissant and of its extension for responsible AI, and what they are in a card.

Sources: the specifications of Croissant 1.0 (2024-03-01) and 1.1 (2026-01-29) and of Croissant RAI 1.0
(2024-03-06), and `mlcroissant` 1.1.1 for the places where it differs.
"""

from __future__ import annotations

from typing import Any

SPECIFICATION = "http://mlcommons.org/croissant/"
"""The start of the address that `conformsTo` gives; a version follows."""
RAI_SPECIFICATION = "http://mlcommons.org/croissant/RAI/1.0"
VERSIONS = ("0.8", "1.0", "1.1")

CORE = (
    "citeAs", "column", "data", "dataType", "examples", "extract", "field", "fileProperty", "fileObject",
    "fileSet", "format", "includes", "isLiveDataset", "jsonPath", "key", "parentField", "recordSet",
    "references", "regex", "repeated", "replace", "separator", "source", "subField", "transform",
)  # fmt: skip
"""Properties that the context of every version maps to Croissant's namespace."""
LATER = (
    "annotation", "arrayShape", "containedIn", "equivalentProperty", "excludes", "isArray", "isEnumeration",
    "md5", "path", "readLines", "samplingRate", "sdVersion", "unArchive",
)  # fmt: skip
"""Properties of its namespace that many contexts leave out."""


def context(version: str, more: tuple[str, ...] = ()) -> dict[str, Any]:
    """The context that is written.

    It has `https://schema.org/`: the text of 1.1 says `http`, which the validator of its makers refuses.
    """
    mapped = {name: f"cr:{name}" for name in (*CORE, "equivalentProperty", "md5", "path", "samplingRate")}
    if version != "1.0":
        mapped |= {name: f"cr:{name}" for name in ("arrayShape", "containedIn", "isArray")}
    typed: dict[str, Any] = {
        "data": {"@id": "cr:data", "@type": "@json"},
        "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
        "examples": {"@id": "cr:examples", "@type": "@json"},
    }
    spaces = {
        "cr": SPECIFICATION,
        "dct": "http://purl.org/dc/terms/",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "sc": "https://schema.org/",
    } | ({"prov": "http://www.w3.org/ns/prov#"} if "prov" in more else {})
    terms = mapped | typed | spaces | {"conformsTo": "dct:conformsTo"}
    return {"@language": "en", "@vocab": "https://schema.org/"} | {
        name: terms[name] for name in sorted(terms)
    }


TERM_OF_TOPIC = {
    "collection": "dataCollection",
    "source": "dataCollectionRawData",
    "preprocessing": "dataPreprocessingProtocol",
    "annotation": "dataAnnotationProtocol",
    "annotators": "annotatorDemographics",
    "maintenance": "dataReleaseMaintenancePlan",
    "pii": "personalSensitiveInformation",
    "social": "dataSocialImpact",
    "bias": "dataBiases",
    "limits": "dataLimitations",
    "uses": "dataUseCases",
}
"""By a card's topic, the term of RAI 1.0 that says the same."""
BESIDE = {"misuse": "dataLimitations"}
"""Topics that a term holds beside its own: `dataLimitations` is also for what the data is not meant for."""
LABELS = {
    "dataCollectionType": ("collection", "Type of collection"),
    "dataCollectionMissingData": ("collection", "Missing data"),
    "dataCollectionTimeframe": ("collection", "Time of collection"),
    "dataImputationProtocol": ("preprocessing", "Imputation"),
    "dataManipulationProtocol": ("preprocessing", "Manipulation"),
    "dataAnnotationPlatform": ("annotation", "Annotation platform"),
    "dataAnnotationAnalysis": ("annotation", "Analysis of annotations"),
    "annotationsPerItem": ("annotation", "Annotations per item"),
    "machineAnnotationTools": ("annotation", "Machine annotation tools"),
}
"""Terms for a detail of a topic: a paragraph of it that begins with this label in bold type."""
RAI_TERMS = (*TERM_OF_TOPIC.values(), *LABELS)
"""The twenty terms of RAI 1.0."""
SYNTHETIC = "hasSyntheticData"
"""A term that NeurIPS asks for and no published vocabulary has."""
RAI_ALIASES = {
    "dataCollectionTimeFrame": "dataCollectionTimeframe",
    "dataDataManipulationProtocol": "dataManipulationProtocol",
}
"""Names that only `mlcroissant` has for terms of RAI 1.0."""
RAI_IN_PROSE = {
    "useCases": "dataUseCases",
    "annotationPlatform": "dataAnnotationPlatform",
    "dataReleaseMaintenance": "dataReleaseMaintenancePlan",
}
"""Names that the text of RAI 1.0 has beside those of its vocabulary."""
MANY = (
    "dataBiases", "dataLimitations", "dataUseCases", "personalSensitiveInformation", "annotatorDemographics",
    "dataPreprocessingProtocol", "dataAnnotationProtocol",
)  # fmt: skip
"""Terms that may have several values."""

ATOMIC = ("Boolean", "Date", "DateTime", "Float", "Integer", "Text", "Time", "URL")
"""Types of schema.org that a program can hold."""
CONTENT = ("AudioObject", "ImageObject", "VideoObject")
WIDTHS = (
    "Float16", "Float32", "Float64", "Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64",
)  # fmt: skip
MEANINGS = (
    "BoundingBox",
    "Label",
    "SegmentationMask",
    "Split",
    "TestSplit",
    "TrainingSplit",
    "ValidationSplit",
)
"""Croissant's own types."""

DATA_TYPES: dict[str, tuple[str, ...]] = {
    "string": ("sc:Text",),
    "bool": ("sc:Boolean",),
    "date32": ("sc:Date",),
    "time64[us]": ("sc:Time",),
    "timestamp[s]": ("sc:DateTime",),
    "image": ("sc:ImageObject",),
    "audio": ("sc:AudioObject",),
    "video": ("sc:VideoObject",),
    "class_label": ("sc:Text", "sc:Enumeration"),
    **{f"int{bits}": ("sc:Integer", f"cr:Int{bits}") for bits in (8, 16, 32, 64)},
    **{f"uint{bits}": ("sc:Integer", f"cr:UInt{bits}") for bits in (8, 16, 32, 64)},
    **{f"float{bits}": ("sc:Float", f"cr:Float{bits}") for bits in (16, 32, 64)},
}
"""By a dtype of the Hub, the types of Croissant: one that every reader knows, then the exact one."""
LIKE = {
    "large_string": "string", "date64": "date32", "time": "time64[us]", "timestamp": "timestamp[s]",
    "binary": "string", "large_binary": "string", "duration": "string", "decimal": "string",
    "null": "string",
}  # fmt: skip
"""What dtypes without a counterpart are written as, by their name without unit."""
DTYPE_OF_TYPE = {
    "Text": "string", "URL": "string", "Boolean": "bool", "Date": "date32", "Time": "time64[us]",
    "DateTime": "timestamp[s]", "Integer": "int64", "Float": "float64", "Number": "float64",
    "ImageObject": "image", "AudioObject": "audio", "VideoObject": "video",
    **{f"cr:{name}": name.lower() for name in WIDTHS},
}  # fmt: skip
SPLIT_TYPES = {"train": "cr:TrainingSplit", "validation": "cr:ValidationSplit", "test": "cr:TestSplit"}
