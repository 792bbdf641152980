"""Facts to a card: front matter in the usual order of its keys, a title, a section a topic."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from opendata_lint.card.nodes import Node
from opendata_lint.card.values import scalar
from opendata_lint.exchange.body import TITLES, guarded, sections_of
from opendata_lint.exchange.canonical import Agent, CanonicalCard, License, Metric, Related
from opendata_lint.exchange.formats.hub.keys import AGENTS, BASES, LISTS, TASKS, TEXTS
from opendata_lint.exchange.formats.hub.tables import front_matter_of, list_of_columns
from opendata_lint.exchange.licenses import SPDX, ids_of, one_id
from opendata_lint.vocabulary.hub_licenses import hub_id_of
from opendata_lint.vocabulary.identifiers import parse_identifier


def write_card(card: CanonicalCard) -> bytes:
    """A card as Markdown with front matter, in UTF-8."""
    fields = front_matter(card)
    block = f"---\n{as_yaml(fields)}---\n\n" if fields else ""
    parts = [f"# {' '.join(card.title.split())}"] if card.title.strip() else []
    parts += [guarded(card.summary)] if card.summary else []
    topics = dict(card.topics)
    listed = list_of_columns(card.tables)
    if listed and "fields" not in topics:
        topics["fields"] = listed
    parts += sections_of(topics)
    kept = card.extra.get("x-hub")
    if isinstance(kept, dict):
        parts += [f"## {title}\n\n{guarded(text)}" for title, text in kept.get("sections", ())]
    if card.citation:
        parts.append(f"## {TITLES['citation']}\n\n{_citation(card.citation)}")
    return (block + "\n\n".join(parts) + "\n").encode("utf-8", "replace")


def _citation(text: str) -> str:
    return f"```bibtex\n{text}\n```" if text.lstrip().startswith("@") and "```" not in text else guarded(text)


def front_matter(card: CanonicalCard) -> dict[str, Any]:
    """The front matter of a card as values of YAML, in the order in which it is written."""
    texts = {key: getattr(card, field) for key, field in TEXTS.items()}
    lists = {key: list(getattr(card, field)) for key, field in LISTS.items()}
    tasks: Any = list(card.tasks)
    if card.kind == "model" and len(tasks) == 1:
        tasks = tasks[0]
    kept = card.extra.get("x-hub")
    told = {
        "pretty_name" if card.kind == "dataset" else "model_name": card.title,
        "id": texts.pop("id"),
        **_license(card.license),
        "language": lists.pop("language"),
        TASKS[card.kind]: tasks,
        "size_categories": [card.size_category] if card.size_category else [],
        **lists,
        **texts,
        "creators": [_agent(agent) for agent in card.creators],
        **{key: _agent(agent) for key, field in AGENTS.items() if (agent := getattr(card, field))},
        **_related(card.related),
        **front_matter_of(card.tables),
        "model-index": _model_index(card),
        **(kept.get("front_matter", {}) if isinstance(kept, dict) else {}),
        **{key: value for key, value in card.extra.items() if key != "x-hub"},
    }
    return {key: value for key, value in told.items() if value not in (None, "", [], {}, ())}


def _agent(agent: Agent) -> Any:
    told = {name: value for name, value in agent._asdict().items() if value is not None}
    return told if len(told) > 1 else agent.name


def _license(said: License) -> dict[str, Any]:
    """The Hub's ids where it has them; else `other`, with the expression or the license's own name."""
    operator, parts = ids_of(said)
    ids = [hub_id_of(part) for part in parts]
    if parts and operator != "OR" and all(ids):
        return {
            "license": ids if len(ids) > 1 else ids[0],
            "license_name": said.name,
            "license_link": said.url,
        }
    name = said.name or said.expression
    if name is None and said.url is None:
        return {}
    known = one_id(said)
    link = said.url or (f"{SPDX}{known}" if known else None)
    return {"license": "other", "license_name": name, "license_link": link}


def _related(related: Iterable[Related]) -> dict[str, Any]:
    """The Hub's own keys where they can say it, `related` for all else."""
    told: dict[str, Any] = {"source_datasets": [], "datasets": [], "base_model": [], "related": []}
    relation = next((one.relation for one in related if one.relation in BASES), None)
    for one in related:
        key = _key(one, relation)
        if key:
            told[key].append(one.id)
        else:
            titled = {"title": one.title} if one.title else {}
            told["related"].append({"relation": one.relation, "id": one.id, **titled})
    if told["base_model"] and relation:
        told["base_model_relation"] = BASES[relation]
    return told


def _key(one: Related, base: str | None) -> str | None:
    """The key of the Hub for a related work; None where it has none."""
    if one.title:
        return None
    if one.relation == base:
        return "base_model" if _is_repository(one.id, "model") else None
    key = {"derivedFrom": "source_datasets", "trainedOn": "datasets"}.get(one.relation)
    return key if key and _is_repository(one.id, "dataset") else None


def _is_repository(text: str, kind: Any) -> bool:
    """Whether a text is the id of a repository as the Hub's keys take it."""
    found = parse_identifier(text, kind)
    return found.scheme == "hf" and text.count("/") == 1 and ":" not in text and "@" not in text


def _model_index(card: CanonicalCard) -> list[dict[str, Any]]:
    results = [_result(metric) for metric in card.metrics if metric.task and metric.dataset]
    return [{"name": card.title or card.id or "model", "results": results}] if results else []


def _result(metric: Metric) -> dict[str, Any]:
    dataset = {"type": metric.dataset, "name": metric.dataset, "split": metric.split}
    told = {
        "task": {"type": metric.task} if metric.task else None,
        "dataset": {key: value for key, value in dataset.items() if value} or None,
        "metrics": [{"type": metric.type, "value": Number(metric.value)}],
    }
    return {key: value for key, value in told.items() if value}


class Number(str):
    """A number that is written with just these digits."""

    __slots__ = ()


_BREAKS = frozenset("\x85\u2028\u2029\ufeff")


def as_yaml(value: Any) -> str:
    """YAML that reads the same by YAML 1.1 and 1.2: texts that look like anything else are quoted."""
    import yaml

    class Dumper(yaml.SafeDumper):
        """One that knows what YAML 1.2 takes for a number."""

        def ignore_aliases(self, data: Any) -> bool:
            return True

    def text(dumper: Any, said: str) -> Any:
        looks = Node("scalar", 0, 0)
        looks.raw, looks.style = said, "plain"
        quotes = None if isinstance(scalar(looks), str) else "'"
        if not _BREAKS.isdisjoint(said):  # which PyYAML writes as breaks of lines, and YAML 1.2 reads as none
            quotes = '"'
        return dumper.represent_scalar("tag:yaml.org,2002:str", said, style=quotes)

    def number(dumper: Any, said: Number) -> Any:
        looks = Node("scalar", 0, 0)
        looks.raw, looks.style = str(said), "plain"
        tag = "float" if isinstance(scalar(looks), (int, float)) else "str"
        return dumper.represent_scalar(f"tag:yaml.org,2002:{tag}", str(said))

    Dumper.add_representer(str, text)
    Dumper.add_representer(Number, number)
    written: str = yaml.dump(_plain(value), Dumper=Dumper, sort_keys=False, allow_unicode=True, width=110)
    return written


def _plain(value: Any) -> Any:
    """Values of YAML without tuples."""
    if isinstance(value, dict):
        return {str(key): _plain(member) for key, member in value.items()}
    return [_plain(member) for member in value] if isinstance(value, (list, tuple)) else value
