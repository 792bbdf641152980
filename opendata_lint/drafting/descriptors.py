"""What descriptors beside the data say: Croissant, Data Package, OpenML and all other known formats."""

from __future__ import annotations

from opendata_lint.drafting.draft import Draft
from opendata_lint.drafting.walking import Contents, Found
from opendata_lint.exchange.canonical import CanonicalCard
from opendata_lint.rules.modality import meant

_LARGEST = 10_000_000
_HEAD = 65_536
_SUFFIXES = (".json", ".jsonld", ".xml", ".yaml", ".yml", ".cff", ".ttl")
_NAMES = ("MLmodel", "registered_model_meta")


def from_descriptors(contents: Contents) -> tuple[Draft | None, tuple[str, ...]]:
    """The draft that the descriptors in the folder itself give, the richest first; None without any.

    Also what could not be read.
    """
    loaded: list[Draft] = []
    faults: list[str] = []
    for found in contents.files:
        if "/" not in found.path and _may_be_one(found):
            loaded += _loaded(contents, found, faults)
    if not loaded:
        return None, tuple(faults)
    loaded.sort(key=lambda one: -_richness(one.card))
    card = loaded[0].card
    for other in loaded[1:]:
        if other.card.kind == card.kind:
            card = _joined(card, other.card)
    draft = Draft(
        _in_our_terms(card),
        found=tuple(line for one in loaded for line in one.found),
        notes=tuple(line for one in loaded for line in one.notes),
    )
    return draft, tuple(faults)


def _in_our_terms(card: CanonicalCard) -> CanonicalCard:
    """A card with what front matter has no form for told in its text, and modalities as the Hub reads them.

    A result of an evaluation without task or data set is none for `model-index`. A keyword such as
    `time-series` stays, and the modality that it means stands beside it.
    """
    keywords = dict.fromkeys(card.keywords)
    keywords.update(dict.fromkeys(filter(None, map(meant, card.keywords))))
    lines = [
        f"- {one.type}: {one.value}" + (f" ({one.dataset})" if one.dataset else "")
        for one in card.metrics
        if not (one.task and one.dataset)
    ]
    topics = dict(card.topics)
    if lines:
        topics["evaluation"] = "\n\n".join(filter(None, (topics.get("evaluation"), "\n".join(lines))))
    return card._replace(extra={}, keywords=tuple(keywords), topics=topics)


def _may_be_one(found: Found) -> bool:
    return found.size <= _LARGEST and (found.name.lower().endswith(_SUFFIXES) or found.name in _NAMES)


def _loaded(contents: Contents, found: Found, faults: list[str]) -> list[Draft]:
    from opendata_lint.exchange.plugins import registry_for
    from opendata_lint.exchange.protocol import DescriptorFault

    try:
        data = contents.on_disk(found).read_bytes()
        registry = registry_for(found.path, data[:_HEAD])
        if registry is None or registry.name == "hub":
            return []
        loaded = registry.load(data, found.path)
    except OSError as error:
        faults.append(f"{found.path} was not read: {error.strerror or error}")
        return []
    except DescriptorFault as fault:
        faults.append(str(fault) if str(fault).startswith(found.path) else f"{found.path}: {fault}")
        return []
    notes = tuple(f"{found.path}: {note}" for note in loaded.notes)
    return [
        Draft(
            loaded.card,
            found=(found.path if found.name == registry.title else f"{found.path} ({registry.title})",),
            notes=notes,
        )
    ]


def _richness(card: CanonicalCard) -> int:
    return sum(bool(value) for value in card) + len(card.topics)


def _joined(card: CanonicalCard, other: CanonicalCard) -> CanonicalCard:
    """A card with what another one says beyond it."""
    facts = {name: getattr(other, name) for name in card._fields if not getattr(card, name)}
    license_ = card.license if any(card.license) else other.license
    return card._replace(**facts, license=license_)._replace(topics={**other.topics, **card.topics})
