"""The topics that labelled bullets, front-matter keys and plain prose answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from opendata_lint.card import prose
from opendata_lint.card.answers import Book, Tally
from opendata_lint.card.passages import Passage, bold_label
from opendata_lint.vocabulary import headings
from opendata_lint.vocabulary import phrases as vocabulary
from opendata_lint.vocabulary.phrases import SearchedText

if TYPE_CHECKING:
    from opendata_lint.card.card import Card


class _Label(NamedTuple):
    """A label and what stands behind it."""

    topics: headings.Topics
    line: int
    open: bool
    """Whether the passages that follow belong to it."""
    tally: Tally


def read_labels(card: Card, passages: Sequence[tuple[Passage, ...]], book: Book) -> None:
    """Labelled bullets and table rows, and lines in bold type that stand for headings."""
    labels = [label for found in passages for label in _labels(found)]
    labels += _row_labels(card, passages)
    for label in labels:
        for topic in label.topics:
            book.add(topic, "bullet", label.tally.state(topic), label.tally.words, line=label.line)


def _labels(passages: tuple[Passage, ...]) -> Iterator[_Label]:
    head: _Label | None = None  # a paragraph's label owns all that follows, up to the next
    item: _Label | None = None  # a list item's only what is in the list item
    for passage in passages:
        label = _label_of(passage)
        if label and passage.kind == "text":
            head, item = label, None
            yield label
            continue
        if label:
            item = label
            yield label
        for owner in (head, None if label else item):
            if owner is not None and owner.open:
                owner.tally.add(passage)


def _label_of(passage: Passage) -> _Label | None:
    """The label that a passage begins with, with its value."""
    if passage.kind not in ("text", "item"):
        return None
    name, value = bold_label(passage.text) or _plain_label(passage)
    if not name:
        return None
    is_open = not value or name.endswith("?")
    label = _Label(headings.label_topics(name.strip(" :")), passage.line, is_open, Tally())
    if passage.verdict == "placeholder":
        label.tally.placeholders += 1
    elif value and not prose.not_applicable(value) and not _is_hint(name, value):
        label.tally.add(passage._replace(text=value, verdict="content", words=prose.word_count(value)))
    return label


def _plain_label(passage: Passage) -> tuple[str, str]:
    """The label of a list item without bold type: `- License: MIT`."""
    name, colon, value = passage.text.partition(":")
    is_label = passage.kind == "item" and colon and len(name) <= 40 and name.count(" ") <= 5
    return (name.strip("`_* "), value.strip()) if is_label else ("", "")


def _is_hint(name: str, value: str) -> bool:
    """Whether what stands behind a question only tells how to answer it, as datasheets print it."""
    return name.endswith("?") and value.startswith(("If so", "If not", "If the", "For example", "Please "))


def _row_labels(card: Card, passages: Sequence[tuple[Passage, ...]]) -> Iterator[_Label]:
    """Table rows whose first cell is a known label. A row whose second cell is one too heads the table."""
    lines = {passage.line for found in passages for passage in found if passage.kind == "cell"}
    for bullet in card.bullets if lines else ():
        if bullet.line not in lines or headings.label_topics(bullet.value):
            continue
        label = _Label(headings.label_topics(bullet.label), bullet.line, False, Tally())
        if prose.placeholder(bullet.value):
            label.tally.placeholders += 1
        elif bullet.value and not prose.not_applicable(bullet.value):
            label.tally.add(
                Passage(bullet.line, bullet.value, "cell", "content", prose.word_count(bullet.value), "")
            )
        yield label


_KEYS: dict[str, str] = {
    "license": "license",
    "licenses": "license",
    "license_name": "license",
    "license_link": "license",
    "source_datasets": "source",
    "base_model": "source training_data",
    "language": "languages",
    "languages": "languages",
    "language_details": "languages",
    "task_categories": "uses modality",
    "task_ids": "uses",
    "pipeline_tag": "uses modality",
    "modality": "modality",
    "modalities": "modality",
    "annotations_creators": "annotation",
    "model-index": "evaluation",
    "metrics": "evaluation",
    "co2_eq_emissions": "environment",
    "authors": "curators",
    "creators": "curators",
    "author": "curators",
    "maintainers": "curators",
    "curators": "curators",
    "contact": "contact",
    "citation": "citation",
    "personal_and_sensitive_information": "pii",
    "limitations": "limits",
    "bias": "bias",
    "intended_use": "uses",
}
"""Front-matter keys and the topics that they answer: those of the Hub, and those that people invent."""

_DATASET_KEYS = {"dataset_info": "structure fields splits modality", "configs": "structure"}
_MODEL_KEYS = {
    "datasets": "training_data source",
    "dataset": "training_data source",
    "model_type": "model_details",
}

_MODALITY_TAGS = frozenset(
    ("3d", "audio", "document", "geospatial", "image", "tabular", "text", "timeseries", "video")
)


def _topics_by_key(card: Card) -> dict[str, str]:
    return {**_KEYS, **(_DATASET_KEYS if card.kind == "dataset" else _MODEL_KEYS)}


def keys_of_topic(topic: str, card: Card) -> list[str]:
    """The keys of the front matter that answer a topic, in the order of the card."""
    table = _topics_by_key(card)
    keys = [key for key in card.metadata if topic in table.get(key, "").split()]
    told = [key for key in keys if _tells(card.metadata[key])]
    return [*told, "tags"] if topic == "modality" and _has_modality_tag(card) else told


def _tells(value: Any) -> bool:
    return value not in (None, "", [], {}) and not _is_unknown(value)


def _has_modality_tag(card: Card) -> bool:
    tags = _members(card.metadata.get("tags"))
    return any(tag in _MODALITY_TAGS or tag.startswith("modality:") for tag in tags)


def read_metadata(card: Card, book: Book) -> None:
    """Front-matter keys with a value; one that only says `unknown` leaves its topic empty."""
    keys = _topics_by_key(card)
    for key, value in card.metadata.items():
        for topic in keys.get(key, "").split():
            if value in (None, "", [], {}):
                continue
            if _is_unknown(value):
                book.add(topic, "metadata", "empty")
            elif key == "annotations_creators" and _members(value) <= {"no-annotation"}:
                book.add(topic, "metadata", "declined")
            else:
                book.add(topic, "metadata", "answered")
    if _has_modality_tag(card):
        book.add("modality", "metadata", "answered")


def _members(value: Any) -> set[str]:
    members = value if isinstance(value, list) else [value]
    return {str(member).strip().lower() for member in members if member is not None}


def _is_unknown(value: Any) -> bool:
    return isinstance(value, (str, list)) and _members(value) <= {"unknown", "unk", "n/a", "none", "null"}


_TITLES_TELL = frozenset(("source", "training_data", "modality", "languages", "uses"))
"""Topics for which a heading itself may say it all, such as `BERT fine-tuned on SQuAD`."""


def read_prose(
    card: Card, topics: Sequence[headings.Topics], passages: Sequence[tuple[Passage, ...]], book: Book
) -> None:
    """Running text that speaks of a topic which no section or bullet answers."""
    missing = [topic for topic in vocabulary.prose_topics() if not book.told(topic, "section", "bullet")]
    if not missing:
        return
    told = [p for found in passages for p in found if p.verdict == "content" and p.text]
    # What a fence that nothing closes has swallowed was meant as text.
    unclosed = card.outline.unclosed
    text = SearchedText(_quiet("\n".join(p.text for p in told if p.kind != "code" or p.line == unclosed)))
    titles = SearchedText(
        "\n".join(f" {s.title.lower()} " for s, found in zip(card.sections, topics, strict=True) if not found)
    )
    code = SearchedText("\n".join(p.text for p in told if p.kind == "code").lower())
    for topic in missing:
        words = _spoken_words(text, topic, card.kind == "model")
        if not words and topic in _TITLES_TELL:
            words = _spoken_words(titles, topic, card.kind == "model")
        if not words and code.find(vocabulary.spoken("code_prose", topic)) >= 0:
            words = 1
        if words:
            book.add(topic, "prose", "answered", words)


def _quiet(text: str) -> str:
    """A text in lower case, each line with a space before and behind, without phrases that mislead."""
    text = "\n".join(f" {line} " for line in text.lower().replace("*", "").split("\n"))
    for phrase in vocabulary.words("prose_noise"):
        if phrase in text:
            text = text.replace(phrase, " ")
    return text


def _spoken_words(searched: SearchedText, topic: str, model: bool) -> int:
    """The words of the first line that speaks of the topic, 0 where none does."""
    at = searched.find(vocabulary.spoken("prose", topic))
    if at < 0 and model:
        at = searched.find(vocabulary.spoken("model_prose", topic))
    if at < 0:
        return 0
    text, end = searched.text, searched.text.find("\n", at)
    return max(1, prose.word_count(text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]))


def read_wholes(book: Book) -> None:
    """A topic such as `structure` is answered where one of its parts (`fields`) is."""
    for whole in headings.wholes():
        parts = [book.entries[part] for part in headings.parts(whole) if part in book.entries]
        if parts and not book.told(whole, "section", "bullet", "metadata", "prose"):
            best = max(parts, key=lambda entry: entry.rank)
            state = best.state
            for place in best.places:
                if place.state == state:
                    book.add(whole, place.where, place.state, place.words)
