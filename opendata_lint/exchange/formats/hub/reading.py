"""A card to facts, as its front matter and its sections tell them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal, cast, get_args

from opendata_lint.card import Card, Kind
from opendata_lint.card.prose import placeholder
from opendata_lint.exchange.body import Body, body_of
from opendata_lint.exchange.canonical import Agent, CanonicalCard, License, Metric, Related, Relation
from opendata_lint.exchange.formats.hub.keys import AGENT_PARTS, AGENTS, LISTS, TAKEN, TASKS, TEXTS
from opendata_lint.exchange.formats.hub.tables import described, tables_of
from opendata_lint.exchange.licenses import address_of, read_license, read_licenses
from opendata_lint.exchange.placeholders import is_placeholder
from opendata_lint.exchange.protocol import DescriptorFault, Loaded
from opendata_lint.facts import facets
from opendata_lint.facts.naming import title_of, version_of
from opendata_lint.facts.related import PREVIOUS, links_of
from opendata_lint.recognition import guess_kind
from opendata_lint.vocabulary.fields import renamed_key

_LEGACY = {"languages": "language", "licenses": "license", "homepage_url": "homepage", "authors": "creators"}
_RELATIONS = frozenset(get_args(Relation))
_BIBTEX = re.compile(r"\A\s*(`{3,}|~{3,})[ \t]*(?:bibtex|bib|latex|tex)?[ \t]*\n(.*?)\n\1\s*\Z", re.S)


def read_card(data: bytes, path: str, kind: Kind | None = None) -> Loaded:
    """A card in the Hub's form of today or of former years. Raises `DescriptorFault`.

    `kind` None lets the content say whether it is a dataset's or a model's.
    """
    card = Card(data, path, kind or "dataset")
    if card.source.fault:
        raise DescriptorFault(f"{path} is no UTF-8 text; save it as UTF-8")
    if card.yaml_fault:
        problem, span = card.yaml_fault.problem, card.yaml_fault.span
        raise DescriptorFault(f"{path}: its front matter cannot be read: {problem}", span)
    if kind is None:
        kind = guess_kind(path, card.metadata or None, card.raw_front_matter, card.body)
        card = Card(data, path, kind)
    return facts_of(card)


def facts_of(card: Card) -> Loaded:
    """What a card that was read says."""
    metadata = {_LEGACY.get(key, key): value for key, value in card.metadata.items()}
    body = body_of(card)
    topics = {topic: text for topic, text in body.topics.items() if topic not in ("citation", "license")}
    tables, listed = described(tables_of(card), topics.get("fields"))
    if listed:
        del topics["fields"]
    others = {key: value for key, value in card.metadata.items() if not _is_read(key)}
    texts = {field: _text(metadata.get(key)) for key, field in TEXTS.items() if key != "version"}
    facts: dict[str, Any] = {
        **texts,
        **{field: _agent(metadata.get(key)) for key, field in AGENTS.items()},
        "title": "" if is_placeholder(title := title_of(card) or "") else title,
        "version": version_of(card),
        "summary": body.summary or _text(others.pop("description", None)),
        "license": _license(metadata),
        "creators": tuple(filter(None, map(_agent, _list(metadata.get("creators"))))),
        **{field: tuple(facets.words(metadata.get(key))) for key, field in LISTS.items()},
        "tasks": tuple(facets.words(metadata.get(TASKS[card.kind]))),
        "size_category": next(iter(facets.words(metadata.get("size_categories"))), None),
        "related": (*_related(card), *_papers(card)),
        "citation": _citation(body.topics.get("citation")),
        "tables": tables,
        "metrics": tuple(_metrics(card)),
    }
    extra = {key: value for key, value in card.metadata.items() if key[:2] == "x-" and key != "x-hub"}
    kept = _kept(others, body)
    facts["url"] = facts["url"] or next(
        _labeled_addresses(card, ("homepage", "website", "project page")), None
    )
    facts["access"] = _access(facts["access"], others)
    facts["modalities"] = facts["modalities"] or facets.modalities_of(card)
    return Loaded(
        CanonicalCard(
            card.kind, **facts, topics=topics, extra={**extra, **({"x-hub": kept} if kept else {})}
        ),
        unknown=tuple(f"/{key}" for key in others if renamed_key(key) is None),
    )


def _is_read(key: str) -> bool:
    return key in TAKEN or key in _LEGACY or key.startswith("x-")


def _kept(others: Mapping[str, Any], body: Body) -> dict[str, Any]:
    kept: dict[str, Any] = {"front_matter": dict(others)} if others else {}
    if body.rest:
        kept["sections"] = [list(section) for section in body.rest]
    return kept


def _text(value: Any) -> str | None:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    return str(value).strip() or None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _agent(value: Any) -> Agent | None:
    if isinstance(value, Mapping):
        name = _text(value.get("name"))
        parts = {part: _text(value.get(part)) for part in AGENT_PARTS}
        kind = parts.pop("kind")
        known = cast(Literal["person", "organization"], kind) if kind in ("person", "organization") else None
        return Agent(name, known, **parts) if name else None
    name = _text(value)
    return Agent(name) if name else None


def _license(metadata: Mapping[str, Any]) -> License:
    said = facets.words(metadata.get("license"))
    name, link = _text(metadata.get("license_name")), _text(metadata.get("license_link"))
    if said != ["other"]:
        found = read_licenses(said)
        return found if found != License() else License(None, name, link)
    known = read_license(name) if name else License()
    if known.expression and not known.expression.startswith("LicenseRef-"):
        return License(known.expression, None, None if link and link == address_of(known) else link)
    return License(known.expression, None if known.expression else name, link)


def _access(said: str | None, others: Mapping[str, Any]) -> Any:
    if said in ("open", "gated", "restricted", "closed", "embargoed"):
        return said
    return "gated" if any(key.startswith("extra_gated_") for key in others) else None


def _citation(text: str | None) -> str | None:
    if not text:
        return None
    fenced = _BIBTEX.match(text)
    return fenced[2] if fenced else text


def _related(card: Card) -> Iterator[Related]:
    """The works under the Hub's keys, and those under our own key for all others."""
    seen = set()
    for link in links_of(card):
        found = card.find(link.pointer)
        written = found.value.raw if found else link.identifier.text
        relation = "versionOf" if link.relation == PREVIOUS else link.relation
        if relation in _RELATIONS and not link.pointer.startswith(("/model-index", "/new_version")):
            seen.add((relation, written))
            yield Related(cast(Relation, relation), written)
    for one in _list(card.metadata.get("related")):
        if isinstance(one, Mapping) and one.get("relation") in _RELATIONS and _text(one.get("id")):
            yield Related(one["relation"], str(one["id"]), _text(one.get("title")))


def _papers(card: Card) -> Iterator[Related]:
    """Papers that labeled items of the text name, as the Hub's template has them."""
    listed = card.metadata.get("related")
    said = {one.get("id") for one in _list(listed) if isinstance(one, Mapping)}
    for address in dict.fromkeys(_labeled_addresses(card, ("paper",))):
        if address not in said:
            yield Related("documentedBy", address)


_ADDRESS = re.compile(r"https?://[^\s<>()\[\]]+[^\s<>()\[\].,;:]")


def _labeled_addresses(card: Card, labels: tuple[str, ...]) -> Iterator[str]:
    """Addresses behind labels such as `**Homepage:**`; those behind placeholders are the template's."""
    for bullet in card.bullets:
        if bullet.label.strip(" :").lower() in labels and not placeholder(bullet.value):
            yield from _ADDRESS.findall(bullet.value)[:1]


def _metrics(card: Card) -> Iterator[Metric]:
    for number, model in enumerate(_list(card.metadata.get("model-index"))):
        for index, result in enumerate(_list(model.get("results")) if isinstance(model, Mapping) else ()):
            if isinstance(result, Mapping):
                yield from _results(card, result, f"/model-index/{number}/results/{index}")


def _results(card: Card, result: Mapping[str, Any], pointer: str) -> Iterator[Metric]:
    task, dataset = result.get("task"), result.get("dataset")
    task = task if isinstance(task, Mapping) else {}
    dataset = dataset if isinstance(dataset, Mapping) else {}
    for index, metric in enumerate(_list(result.get("metrics"))):
        found = card.find(f"{pointer}/metrics/{index}/value")
        kind = _text(metric.get("type")) if isinstance(metric, Mapping) else None
        if kind and found and found.value.kind == "scalar":
            yield Metric(
                kind,
                found.value.raw.strip(),
                _text(dataset.get("type")),
                _text(dataset.get("split")),
                _text(task.get("type")),
            )
