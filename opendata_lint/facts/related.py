"""The works that a card names: what it is made of, what it was trained and evaluated on, what replaces it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from opendata_lint.card import Card, Kind
from opendata_lint.vocabulary.identifiers import Identifier, parse_identifier

PREVIOUS = "previousVersionOf"
"""What a card says of a work that replaces it: it is the previous version of that."""

_MADE = {
    "finetune": "finetunedFrom",
    "quantized": "quantizedFrom",
    "adapter": "adapterOf",
    "merge": "mergeOf",
}
"""The Hub's words under `base_model_relation`."""
_MOST = 10_000
"""Works that are read of one card."""


class Link(NamedTuple):
    """A work that a card names."""

    relation: str
    identifier: Identifier
    pointer: str
    """Where the front matter names it."""


def links_of(card: Card) -> list[Link]:
    """The works that the front matter names, in order; `original` and plain words name none."""
    found: list[Link] = []
    for link in _links(card):
        if link.identifier.names_a_work:
            found.append(link)
        if len(found) == _MOST:
            break
    return found


def _links(card: Card) -> Iterator[Link]:
    yield from _under(card, "source_datasets", "derivedFrom", "dataset")
    if card.kind == "model":
        relation = _relation_to_base(card)
        for key in ("base_model", "base_models", "finetuned_from"):
            yield from _under(card, key, relation, "model")
        yield from _under(card, "datasets", "trainedOn", "dataset")
        yield from _evaluations(card)
    yield from _under(card, "new_version", PREVIOUS, card.kind)


def _relation_to_base(card: Card) -> str:
    """As the Hub has it: the relation that is stated, else many models are merged, and one is tuned."""
    said = card.metadata.get("base_model_relation")
    if isinstance(said, str) and said.strip().lower() in _MADE:
        return _MADE[said.strip().lower()]
    bases = card.metadata.get("base_model")
    return "mergeOf" if isinstance(bases, list) and len(bases) > 1 else "finetunedFrom"


def _under(card: Card, key: str, relation: str, kind: Kind) -> Iterator[Link]:
    value = card.metadata.get(key)
    for index, one in enumerate(value) if isinstance(value, list) else [(None, value)]:
        if isinstance(one, str) and one.strip():
            pointer = f"/{key}" if index is None else f"/{key}/{index}"
            yield Link(relation, parse_identifier(one, kind), pointer)


def _evaluations(card: Card) -> Iterator[Link]:
    """The data sets of `model-index`, each by its id on the Hub and the revision that was used."""
    for number, model in enumerate(_list(card.metadata.get("model-index"))):
        results = _list(model.get("results") if isinstance(model, dict) else None)
        for index, result in enumerate(results):
            data = result.get("dataset") if isinstance(result, dict) else None
            name = data.get("type") if isinstance(data, dict) else None
            if isinstance(data, dict) and isinstance(name, str) and name.strip():
                pointer = f"/model-index/{number}/results/{index}/dataset/type"
                yield Link("evaluatedOn", _with_revision(name, data.get("revision")), pointer)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _with_revision(name: str, revision: Any) -> Identifier:
    found = parse_identifier(name, "dataset")
    if found.revision or not isinstance(revision, str) or not revision.strip():
        return found
    pinned = parse_identifier(f"{found.text}@{revision.strip()}", "dataset")
    return pinned if pinned.work == found.work else found
