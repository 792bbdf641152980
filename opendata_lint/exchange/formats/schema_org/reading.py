"""schema.org's words as a card."""

from __future__ import annotations

import re
from typing import Any, Literal, cast

from opendata_lint.exchange.body import TITLES
from opendata_lint.exchange.canonical import Column, File, Metric, Table
from opendata_lint.exchange.documents import read_json
from opendata_lint.exchange.formats.schema_org.terms import FAIR4ML, RELATIONS, TEXTS
from opendata_lint.exchange.formats.schema_org.writing import EXTRA
from opendata_lint.exchange.linked import Names, Thing, texts_of
from opendata_lint.exchange.linked.reading import card_of, description_of
from opendata_lint.exchange.linked.works import is_address, path_of, works_of
from opendata_lint.exchange.protocol import DescriptorFault, Loaded

_READ = {
    "@context", "@type", "@id", "@graph", "additionalType", "name", "description", "url", "identifier",
    "license", "version", "creator", "author", "publisher", "maintainer", "dateCreated", "datePublished",
    "dateModified", "keywords", "inLanguage", "distribution", "citation",
}  # fmt: skip
_ACCESS = ("open", "gated", "restricted", "closed", "embargoed")
_SIZE = re.compile(r"(\d{1,18}) ?B?")


def subject(value: Any, path: str) -> Thing:
    """The dataset or model that a document is about. Raises `DescriptorFault`."""
    found, pointer = value, ""
    context = value.get("@context") if isinstance(value, dict) else None
    members = value if isinstance(value, list) else value.get("@graph") if isinstance(value, dict) else None
    if isinstance(members, list):
        at = next((index for index, one in enumerate(members) if _is_subject(one)), 0 if members else None)
        found = members[at] if at is not None else None
        pointer = f"{'' if isinstance(value, list) else '/@graph'}/{at}"
    if not isinstance(found, dict):
        raise DescriptorFault(f"{path} holds no JSON object that could be a dataset")
    return Thing(found, pointer, names_of(found.get("@context") or context))


def names_of(context: Any) -> Names:
    """The names of a document; without a context of its own they are schema.org's."""
    names = Names(context or "https://schema.org/")
    names.vocab = names.vocab or (None if names.terms else "https://schema.org/")
    names.terms.setdefault("fair4ml", FAIR4ML)
    return names


def _is_subject(value: Any) -> bool:
    return isinstance(value, dict) and any(word in str(value.get("@type")) for word in ("Dataset", "MLModel"))


def is_model(thing: Thing) -> bool:
    """Whether the type of FAIR4ML is among the types of a thing."""
    said = [*thing.texts("@type"), *thing.texts("additionalType")]
    said += [one.id for one in thing.things("additionalType") if one.id]
    return any(re.split(r"[/#:]", one)[-1] == "MLModel" for one in said)


def read(data: bytes, path: str) -> Loaded:
    """A descriptor as a card. Raises `DescriptorFault` for what holds no JSON object."""
    thing = subject(read_json(data, path).value, path)
    kind: Literal["dataset", "model"] = "model" if is_model(thing) else "dataset"
    access = thing.text("conditionsOfAccess")
    summary, topics = description_of(thing, kind)
    others, read_names = _topics(thing, kind)
    tables, table_names = _tables(thing)
    model, model_names = _of_model(thing) if kind == "model" else ({}, ())
    files, strange = _files(thing)
    citation = next((text for text in thing.texts("citation") if re.search(r"\s|^@", text.strip())), None)
    said = card_of(thing, kind, titles=("name", "alternateName"))
    card = said._replace(
        summary=summary,
        tasks=said.tasks if kind == "dataset" else (),
        related=works_of(thing, RELATIONS[kind]),
        citation=citation,
        topics={**topics, **others},
        files=files,
        tables=tables,
        access=cast(Literal["open"], access) if access in _ACCESS else None,
    )._replace(**model)
    known = {*_READ, *RELATIONS[kind].values(), *read_names, *table_names, *model_names}
    known |= {"conditionsOfAccess"} if card.access else set()
    extra = {plain: thing.value[key] for plain, key in thing if plain not in known}
    unknown = [thing.key(plain) or "" for plain in extra]
    terms = {term: said for term, said in thing.names.terms.items() if term != "fair4ml"}
    if extra and terms:
        extra["@context"] = terms
    return Loaded(card._replace(extra={EXTRA: extra} if extra else {}), (*unknown, *strange))


def _topics(thing: Thing, kind: str) -> tuple[dict[str, str], list[str]]:
    """Topics that have a property of their own, and these properties."""
    found: dict[str, list[str]] = {}
    names: list[str] = []
    for name, topics in TEXTS[kind].items():
        texts = thing.texts(name)
        if not texts:
            continue
        names.append(name)
        for text in texts:
            topic = next((one for one in topics if text.startswith(f"**{TITLES[one]}:** ")), topics[0])
            said = text.removeprefix(f"**{TITLES[topic]}:** ") if topic != topics[0] else text
            found.setdefault(topic, []).append(said)
    uses = [text for one in thing.things("usageInfo") for text in one.texts("text")]
    if kind == "dataset" and len(uses) == 1 == len(thing.spots("usageInfo")):
        found["uses"] = uses
        names.append("usageInfo")
    return {topic: "\n\n".join(said) for topic, said in found.items()}, names


def _files(thing: Thing) -> tuple[tuple[File, ...], list[str]]:
    files: list[File] = []
    strange: list[str] = []
    for value, pointer in thing.spots("distribution"):
        node = Thing(value if isinstance(value, dict) else {}, pointer, thing.names)
        address = node.text("contentUrl", "url") or next(iter(texts_of(value)), None)
        if not address:
            strange.append(pointer)
            continue
        size = _SIZE.fullmatch((node.text("contentSize") or "").strip())
        sha256 = (node.text("sha256") or "").lower()
        files.append(
            File(
                address if is_address(address) else path_of(address),
                node.text("encodingFormat", "fileFormat"),
                int(size[1]) if size else None,
                sha256 if re.fullmatch(r"[0-9a-f]{64}", sha256) else None,
                description=node.text("description"),
            )
        )
    return tuple(files), strange


def _tables(thing: Thing) -> tuple[tuple[Table, ...], tuple[str, ...]]:
    """The variables as the columns of one table, or the parts as a table each."""
    parts = [one for one in thing.things("hasPart") if "Dataset" in one.types() and one.text("name")]
    if parts and len(parts) == len(thing.spots("hasPart")):
        tables = tuple(
            Table(one.text("name") or "", _columns(one), description=one.text("description")) for one in parts
        )
        return tables, ("hasPart",)
    columns = _columns(thing)
    return ((Table("default", columns),) if columns else ()), ("variableMeasured",) if columns else ()


def _columns(thing: Thing) -> tuple[Column, ...]:
    found: dict[str, Column] = {}
    for value, pointer in thing.spots("variableMeasured"):
        node = Thing(value, pointer, thing.names) if isinstance(value, dict) else None
        name = node.text("name") if node else next(iter(texts_of(value)), None)
        if name:
            found.setdefault(name, Column(name, description=node.text("description") if node else None))
    return tuple(found.values())


def _of_model(thing: Thing) -> tuple[dict[str, Any], tuple[str, ...]]:
    metrics = [_metric(node) for node in thing.things("fair4ml:hasEvaluation")]
    names = ["fair4ml:mlTask", "fair4ml:modelCategory", "softwareRequirements"]
    if metrics and None not in metrics:
        names.append("fair4ml:hasEvaluation")
    facts = {
        "tasks": tuple(thing.texts("fair4ml:mlTask")),
        "architecture": thing.text("fair4ml:modelCategory"),
        "library": thing.text("softwareRequirements"),
        "metrics": tuple(one for one in metrics if one),
    }
    return facts, tuple(names)


def _metric(node: Thing) -> Metric | None:
    result = next(iter(node.things("fair4ml:evaluationMetrics")), None)
    name, value = (result.text("name"), result.text("value")) if result else (None, None)
    if not name or not value:
        return None
    data = next((one.text("name") or one.id for one in node.things("fair4ml:evaluationDataset")), None)
    return Metric(name, value, data or node.text("fair4ml:evaluationDataset"), None, node.text("about"))
