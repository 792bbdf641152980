"""What a component says as a model card or as data: topics, tasks, metrics and works it has to do with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast, get_args

from opendata_lint.card import Kind
from opendata_lint.exchange.canonical import Metric, Related, Relation
from opendata_lint.exchange.formats.cyclonedx.terms import ANCESTRY, DATA, SOCIAL, own, said_by_us
from opendata_lint.exchange.values import mapping, mappings, text, texts
from opendata_lint.vocabulary.modalities import modalities


def modalities_of(component: dict[str, Any], parameters: dict[str, Any]) -> tuple[str, ...]:
    """What the inputs of a model are, or what data is by a property of ours."""
    known = modalities()
    formats = [text(one.get("format")) for one in mappings(parameters.get("inputs"))]
    found = [*said_by_us(component, "modality"), *(one for one in formats if one)]
    return tuple(dict.fromkeys(one for one in found if one in known))


def tasks_of(component: dict[str, Any], parameters: dict[str, Any]) -> tuple[str, ...]:
    """The tasks of a model, or of data by properties of ours."""
    task = text(parameters.get("task")) or ""
    return tuple(filter(None, (*said_by_us(component, "task"), *(one.strip() for one in task.split(", ")))))


def related_of(component: dict[str, Any], parameters: dict[str, Any], kind: Kind) -> Iterator[Related]:
    """The works that the pedigree, the model card and the references name."""
    for one in mappings(mapping(component.get("pedigree")).get("ancestors")):
        address = next((text(ref.get("url")) for ref in mappings(one.get("externalReferences"))), None)
        yield from _work(one, one, address or text(one.get("purl")), ANCESTRY[kind])
    for one in mappings(parameters.get("datasets")):
        contents = mapping(one.get("contents"))
        yield from _work(one, contents, text(contents.get("url")), DATA[0])
    for one in mappings(component.get("externalReferences")):
        url, comment = text(one.get("url")), text(one.get("comment"))
        relation, _, title = (comment or "").partition(": ")
        if url and one.get("type") == "documentation":
            yield Related("documentedBy", url, comment)
        elif url and one.get("type") == "other" and relation in ("sameAs", "references"):
            yield Related(cast(Relation, relation), url, title or None)


def _work(one: dict[str, Any], ours: dict[str, Any], address: str | None, usual: str) -> Iterator[Related]:
    name = text(one.get("name"))
    found = address or own(ours, "id") or name or text(one.get("ref"))
    relation = own(ours, "relation") or usual
    if found and relation in get_args(Relation):
        yield Related(cast(Relation, relation), found, name if name != found else None)


def topics_of(model: dict[str, Any], data: dict[str, Any]) -> dict[str, str]:
    """What the considerations of a model card say, and the sensitive data."""
    said = mapping(model.get("considerations"))
    ethics: list[str] = []
    social: list[str] = []
    for risk in mappings(said.get("ethicalConsiderations")):
        told = _labeled(risk, {"name": "", "mitigationStrategy": "Mitigation: "})
        (social if told.startswith(SOCIAL) else ethics).append(told.removeprefix(SOCIAL))
    labels = {
        "groupAtRisk": "Group at risk: ",
        "benefits": "Benefits: ",
        "harms": "",
        "mitigationStrategy": "Mitigation: ",
    }
    found = {
        "uses": _joined(
            [*texts(said.get("useCases")), *(f"Users: {one}" for one in texts(said.get("users")))]
        ),
        "limits": _joined(
            [*texts(said.get("technicalLimitations")), *texts(said.get("performanceTradeoffs"))]
        ),
        "ethics": _joined(ethics),
        "social": _joined(social),
        "bias": _joined([_labeled(one, labels) for one in mappings(said.get("fairnessAssessments"))]),
        "pii": _joined(texts(data.get("sensitiveData"))),
    }
    return {topic: told for topic, told in found.items() if told}


def _labeled(one: dict[str, Any], labels: dict[str, str]) -> str:
    said = {name: text(one.get(name)) for name in labels}
    return "\n\n".join(labels[name] + told for name, told in said.items() if told)


def _joined(said: list[str]) -> str:
    given = [one for one in said if one]
    return given[0] if len(given) == 1 else "\n".join("- " + one.replace("\n", "\n  ") for one in given)


def metrics_of(model: dict[str, Any]) -> Iterator[Metric]:
    """The metrics; what they were measured on is read from the slices that we write."""
    for one in mappings(mapping(model.get("quantitativeAnalysis")).get("performanceMetrics")):
        kind, value, part = text(one.get("type")), text(one.get("value")), text(one.get("slice")) or ""
        ours = re.fullmatch(r"(?:dataset (.+?))?(?:(?:^|, )split (.+?))?(?:(?:^|, )task (.+))?", part[:500])
        if kind and value and ours:
            yield Metric(kind, value, ours[1], ours[2], ours[3])
        elif kind and value:
            yield Metric(kind, value, split=part)
