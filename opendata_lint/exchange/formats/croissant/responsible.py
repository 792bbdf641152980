"""How the data was made and may be used, in the terms of RAI 1.0 and of PROV, and back."""

from __future__ import annotations

import re
from typing import Any

from opendata_lint.exchange.body import TITLES
from opendata_lint.exchange.canonical import CanonicalCard, Related
from opendata_lint.exchange.formats.croissant.synthetic import labeled, synthetic
from opendata_lint.exchange.formats.croissant.terms import (
    BESIDE,
    LABELS,
    MANY,
    RAI_ALIASES,
    RAI_IN_PROSE,
    SYNTHETIC,
    TERM_OF_TOPIC,
)
from opendata_lint.exchange.linked import Thing, texts_of
from opendata_lint.exchange.linked.works import is_address, work_of

ACTIVITIES = ("collection", "preprocessing", "annotation")
"""Topics that tell of something that was done to make the data."""
_BY_LABEL = {label.lower(): name for name, (_, label) in LABELS.items()}
_PARAGRAPH = re.compile(r"\*\*([^*\n]{1,40}?):\*\* (\S[^\n]*(?:\n[^\n]+)*)")
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?)?)?")


def told(card: CanonicalCard) -> dict[str, Any]:
    """The terms of RAI that a card's topics are."""
    found: dict[str, list[str]] = {}
    for topic, term in TERM_OF_TOPIC.items():
        main, details = _taken_apart(topic, card.topics.get(topic, ""))
        if main:
            found.setdefault(term, []).append(main)
        for name, value in details.items():
            found.setdefault(name, []).append(value)
    for topic, term in BESIDE.items():
        if card.topics.get(topic):
            found.setdefault(term, []).append(f"**{TITLES[topic]}:** {card.topics[topic]}")
    made: dict[str, Any] = {
        f"rai:{term}": _value(term, found[term])
        for term in (*TERM_OF_TOPIC.values(), *LABELS)
        if term in found
    }
    is_synthetic = synthetic(card.keywords, card.summary, card.topics)
    return made if is_synthetic is None else made | {f"rai:{SYNTHETIC}": is_synthetic}


def _value(term: str, texts: list[str]) -> Any:
    if term == "dataCollectionTimeframe":
        return _DATE.findall(texts[0])
    return texts if term in MANY else texts[0]


def _taken_apart(topic: str, text: str) -> tuple[str, dict[str, str]]:
    """A topic without the paragraphs that have a term of their own, and these by term."""
    kept: list[str] = []
    details: dict[str, str] = {}
    for paragraph in text.split("\n\n"):
        found = _PARAGRAPH.fullmatch(paragraph)
        name = _BY_LABEL.get(found[1].lower()) if found else None
        if found and name and LABELS[name][0] == topic and name not in details and _fits(name, found[2]):
            details[name] = found[2]
        else:
            kept.append(paragraph)
    return "\n\n".join(kept), details


def _fits(name: str, value: str) -> bool:
    """Whether a time of collection is one date, or one to another."""
    if name != "dataCollectionTimeframe":
        return True
    return re.fullmatch(rf"{_DATE.pattern}(?: to {_DATE.pattern})?", value) is not None


def told_provenance(card: CanonicalCard) -> dict[str, Any]:
    """What the data was made of and by, in terms of PROV."""
    texts = {topic: _taken_apart(topic, card.topics.get(topic, ""))[0] for topic in ("source", *ACTIVITIES)}
    sources: list[Any] = [_entity(one) for one in card.related if one.relation == "derivedFrom"]
    if not sources and texts["source"]:
        sources = [_described("Entity", "source", texts["source"])]
    done = [_described("Activity", topic, texts[topic]) for topic in ACTIVITIES if texts[topic]]
    made = {"prov:wasDerivedFrom": sources, "prov:wasGeneratedBy": done}
    return {name: values for name, values in made.items() if values}


def _described(kind: str, topic: str, text: str) -> dict[str, str]:
    return {"@type": f"prov:{kind}", "prov:label": TITLES[topic], "description": text}


def _entity(work: Related) -> dict[str, str]:
    told = {"@type": "prov:Entity"}
    told["@id" if is_address(work.id) else "identifier"] = work.id
    return told | ({"prov:label": work.title} if work.title else {})


def topics_of(thing: Thing) -> dict[str, str]:
    """A card's topics from the terms of RAI, by whatever name they go."""
    found: dict[str, list[str]] = {}
    for topic, term in TERM_OF_TOPIC.items():
        main, others = _items(_texts(thing, term))
        for other, text in others.items():
            found.setdefault(other, []).append(text)
        if main:
            found.setdefault(topic, []).insert(0, _joined(main))
    for name, (topic, label) in LABELS.items():
        said = [text.strip() for text in _texts(thing, name)]
        if said:
            joint = " to " if name == "dataCollectionTimeframe" and len(said) == 2 else "; "
            text = re.sub(r"\n\s*\n", "\n", joint.join(said))
            found.setdefault(topic, []).append(f"**{label}:** {text}")
    return {topic: "\n\n".join(texts) for topic, texts in found.items()}


def _texts(thing: Thing, term: str) -> list[str]:
    aliases = [
        alias for names in (RAI_ALIASES, RAI_IN_PROSE) for alias, name in names.items() if name == term
    ]
    return thing.texts(*(f"{space}{name}" for name in (term, *aliases) for space in ("rai:", "cr:", "")))


def _items(texts: list[str]) -> tuple[list[str], dict[str, str]]:
    """The values of a term's own topic, and those of topics that it holds beside."""
    main: list[str] = []
    others: dict[str, str] = {}
    for text in texts:
        topic = next((one for one in BESIDE if text.startswith(f"**{TITLES[one]}:** ")), None)
        if topic and topic not in others:
            others[topic] = text.removeprefix(f"**{TITLES[topic]}:** ")
        else:
            main.append(text)
    return main, others


def _joined(texts: list[str]) -> str:
    """Several values as a list where each is one line."""
    if len(texts) > 1 and not any("\n" in text.strip() for text in texts):
        return "\n".join(f"- {text.strip()}" for text in texts)
    return "\n\n".join(texts)


def with_provenance(
    thing: Thing, topics: dict[str, str]
) -> tuple[dict[str, str], tuple[Related, ...], list[str]]:
    """Topics with what PROV tells, the works that the data was made of, and pointers of what is neither."""
    works: dict[Related, None] = {}
    strange: list[str] = []
    for name, kinds in (("prov:wasDerivedFrom", ("source",)), ("prov:wasGeneratedBy", ACTIVITIES)):
        for value, pointer in thing.spots(name):
            work = work_of(thing, "derivedFrom", value) if name == "prov:wasDerivedFrom" else None
            topic, text = _prose(thing, value, kinds)
            if work is not None:
                works[work] = None
            elif text and topic not in topics:
                topics = topics | {topic: text}
            elif text not in _texts(thing, TERM_OF_TOPIC[topic]):
                strange.append(pointer)
    return topics, tuple(works), strange


def _prose(thing: Thing, value: Any, topics: tuple[str, ...]) -> tuple[str, str | None]:
    """What a value tells in words, and the topic of that."""
    if not isinstance(value, dict):
        return topics[0], next(iter(texts_of(value)), None)
    said = Thing(value, "", thing.names)
    label = said.text("prov:label", "name", "rdfs:label")
    topic = next((one for one in topics if label == TITLES[one]), topics[0])
    return topic, said.text("description", "prov:description") or label


def with_synthetic(thing: Thing, card: CanonicalCard) -> CanonicalCard:
    """A card that says of synthetic data what its descriptor does."""
    said = next((value for value, _ in thing.spots(f"rai:{SYNTHETIC}", f"cr:{SYNTHETIC}")), None)
    if not isinstance(said, bool) or synthetic(card.keywords, card.summary, card.topics) is said:
        return card
    before = [card.topics["source"]] if card.topics.get("source") else []
    return card._replace(topics={**card.topics, "source": "\n\n".join([*before, labeled(said)])})
