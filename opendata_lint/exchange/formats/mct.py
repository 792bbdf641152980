"""Model cards of the Model Card Toolkit as JSON, version 0.0.2: read, not written, as nothing reads them now.

The toolkit had its last change in 2023; CycloneDX took its model card over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from opendata_lint.exchange.canonical import Agent, CanonicalCard, License, Metric, Related
from opendata_lint.exchange.leftovers import Known, kept, leftovers
from opendata_lint.exchange.protocol import API, DescriptorFault, Dumped, Loaded, NotExpressible
from opendata_lint.exchange.values import mapping, mappings, text, texts
from opendata_lint.finding import Finding
from opendata_lint.vocabulary.identifiers import Identifier

_PARTS = frozenset({"model_details", "model_parameters", "quantitative_analysis", "considerations"})
_TOLD: Known = [{"description": True}]
_KNOWN: Known = {
    "schema_version": True,
    "model_details": {
        "name": True, "overview": True, "documentation": True, "version": {"name": True, "date": True},
        "owners": [{"name": True, "contact": True}], "references": [{"reference": True}],
        "licenses": [{"identifier": True, "custom_text": True}], "citations": [{"citation": True}],
    },
    "model_parameters": {
        "model_architecture": True,
        "data": [{"name": True, "link": True, "description": True, "sensitive": {"sensitive_data": True}}],
    },
    "quantitative_analysis": {"performance_metrics": [{"type": True, "value": True, "slice": True}]},
    "considerations": {
        "users": _TOLD, "use_cases": _TOLD, "limitations": _TOLD, "tradeoffs": _TOLD,
        "ethical_considerations": [{"name": True, "mitigation_strategy": True}],
    },
}  # fmt: skip


class ModelCardToolkit:
    """A model card in JSON."""

    api: ClassVar[int] = API
    name: ClassVar[str] = "mct"
    title: ClassVar[str] = "Model Card Toolkit"
    versions: ClassVar[tuple[str, ...]] = ()
    filenames: ClassVar[tuple[str, ...]] = ("model_card.json", "*model*card*.json")
    id_schemes: ClassVar[tuple[str, ...]] = ()
    kinds: ClassVar[tuple[str, ...]] = ()

    def sniff(self, path: str, head: bytes) -> float:
        """By two of the four parts that a card has."""
        found = sum(f'"{part}"'.encode() in head for part in _PARTS)
        if found and b'"bomFormat"' not in head:
            return 0.6 if found == 1 else 0.9
        return 0.3 if re.search(r"model[-_]?card[^/]*\.json\Z", path.lower()) else 0.0

    def load(self, data: bytes, path: str) -> Loaded:
        """The model's card; graphics and formats stay in `extra`."""
        from opendata_lint.exchange.documents import read_json

        said = read_json(data, path).value
        if not isinstance(said, dict) or not _PARTS & said.keys():
            raise DescriptorFault(f"{path} is no card of the Model Card Toolkit: it has none of its parts")
        found = list(leftovers(said, _KNOWN))
        unknown = kept(found)
        card = _card(said)
        return Loaded(
            card._replace(extra={"x-mct": unknown}) if unknown else card, tuple(one.pointer for one in found)
        )

    def dump(self, card: CanonicalCard, version: str | None = None) -> Dumped:
        """Raises `NotExpressible`: the format is read only."""
        raise NotExpressible(
            "cards of the Model Card Toolkit are read, not written; CycloneDX has all they had"
        )

    def check(self, data: bytes, path: str) -> Iterable[Finding]:
        """By the schema of the toolkit."""
        return _findings(data, path)

    def parse_id(self, text: str) -> Identifier | None:
        """None: the toolkit has no identifiers."""
        return None


def _card(said: dict[str, Any]) -> CanonicalCard:
    details = mapping(said.get("model_details"))
    parameters = mapping(said.get("model_parameters"))
    version = mapping(details.get("version"))
    return CanonicalCard(
        kind="model",
        title=text(details.get("name")) or "",
        summary=_joined([text(details.get("overview")), text(details.get("documentation"))]),
        license=_license(details),
        version=text(version.get("name")),
        published=_day(text(version.get("date"))),
        creators=tuple(_owners(details)),
        related=tuple(_related(details, parameters)),
        citation=_joined([text(one.get("citation")) for one in mappings(details.get("citations"))]),
        topics=_topics(mapping(said.get("considerations")), parameters),
        metrics=tuple(_metrics(mapping(said.get("quantitative_analysis")))),
        architecture=text(parameters.get("model_architecture")),
    )


def _license(details: dict[str, Any]) -> License:
    from opendata_lint.exchange.licenses import read_licenses

    licenses = mappings(details.get("licenses"))
    said = (text(one.get("identifier")) or text(one.get("custom_text")) for one in licenses)
    return read_licenses(one for one in said if one)


def _day(date: str | None) -> str | None:
    """A day as ISO 8601; the toolkit's own examples write month, day and year with strokes."""
    if not date:
        return None
    american = re.fullmatch(r"(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])/(\d{4})", date)
    if american:
        return f"{american[3]}-{int(american[1]):02}-{int(american[2]):02}"
    return date if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", date) else None


def _owners(details: dict[str, Any]) -> Iterator[Agent]:
    for one in mappings(details.get("owners")):
        name, contact = text(one.get("name")), text(one.get("contact"))
        email = contact if contact and re.fullmatch(r"[^@\s]+@[^@\s]+", contact) else None
        url = contact if contact and re.match(r"https?://\S+\Z", contact) else None
        if name:
            yield Agent(name, email=email, url=url)


def _related(details: dict[str, Any], parameters: dict[str, Any]) -> Iterator[Related]:
    for one in mappings(parameters.get("data")):
        name, link = text(one.get("name")), text(one.get("link"))
        if link:
            yield Related("trainedOn", link, name)
    for one in mappings(details.get("references")):
        if reference := text(one.get("reference")):
            yield Related("references", reference)


def _topics(said: dict[str, Any], parameters: dict[str, Any]) -> dict[str, str]:
    def all_of(key: str, before: str = "") -> list[str]:
        found = (text(one.get("description")) for one in mappings(said.get(key)))
        return [before + one for one in found if one]

    risks = [
        _joined([text(one.get("name")), _after("Mitigation: ", text(one.get("mitigation_strategy")))])
        for one in mappings(said.get("ethical_considerations"))
    ]
    data = mappings(parameters.get("data"))
    found = {
        "uses": [*all_of("use_cases"), *all_of("users", "Users: ")],
        "limits": [*all_of("limitations"), *all_of("tradeoffs")],
        "ethics": [risk for risk in risks if risk],
        "training_data": [told for one in data if (told := _of_data(one))],
        "pii": [said for one in data for said in texts(mapping(one.get("sensitive")).get("sensitive_data"))],
    }
    return {topic: _listed(told) for topic, told in found.items() if told}


def _of_data(one: dict[str, Any]) -> str | None:
    name, description = text(one.get("name")), text(one.get("description"))
    return ": ".join(part for part in (name, description) if part) or None


def _after(label: str, said: str | None) -> str | None:
    return label + said if said else None


def _joined(said: list[str | None]) -> str | None:
    return "\n\n".join(one for one in said if one) or None


def _listed(said: list[str]) -> str:
    return said[0] if len(said) == 1 else "\n".join("- " + one.replace("\n", "\n  ") for one in said)


def _metrics(analysis: dict[str, Any]) -> Iterator[Metric]:
    for one in mappings(analysis.get("performance_metrics")):
        kind, value = text(one.get("type")), text(one.get("value"))
        if kind and value:
            yield Metric(kind, value, split=text(one.get("slice")))


def _findings(data: bytes, path: str) -> Iterator[Finding]:
    from opendata_lint.exchange.judging import TOOL_DIFFERS, UNREADABLE, opened, schema_findings
    from opendata_lint.finding import at_value
    from opendata_lint.schema.formats import FORMATS

    document, unread = opened(data, path)
    yield from unread
    if document is None:
        return
    said = document.value
    if not isinstance(said, dict):
        yield Finding(UNREADABLE, f"{path} is no model card: the whole must be an object", at_value(""))
        return
    yield from schema_findings(said, "mct")
    date = mapping(mapping(said.get("model_details")).get("version")).get("date")
    if isinstance(date, str) and not FORMATS["date"](date):
        what = f"`{date[:40]}` is no date as YYYY-MM-DD; the schema says so by a format that few tools check"
        yield Finding(TOOL_DIFFERS, what, at_value("/model_details/version/date"))
