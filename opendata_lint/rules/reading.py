"""What the prose of a card says, for rules that ask whether a detail is told.

A claim that a detail is missing must be true, so that a phrase counts wherever in the prose it stands,
and nothing is claimed of a text that is not English: the phrases are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from opendata_lint.card import Card
from opendata_lint.card.prose import without_comments
from opendata_lint.finding import NOWHERE, Finding, Place, at_section
from opendata_lint.vocabulary import phrases as vocabulary
from opendata_lint.vocabulary.details import telling

_APART = ("citation", "license", "contact", "links", "contents_list", "acknowledgments")
"""Topics whose sections tell nothing of how the data came to be, though years and names stand there."""
_ENGLISH = 0.06
"""The least share of common English words in English prose."""


@lru_cache(maxsize=1)
def prose_of(card: Card) -> str:
    """The prose of the whole card in lower case, a space around each line; code is left out."""
    return _lowered(card, range(len(card.sections)))


@lru_cache(maxsize=1)
def story_of(card: Card) -> str:
    """The prose without the sections on citation, license, contact and the like."""
    topics = card.section_topics
    return _lowered(card, (index for index in range(len(topics)) if topics[index] not in _APART))


def text_on(card: Card, *topics: str) -> str:
    """The prose of the sections and labelled bullets on any of `topics`, as `prose_of` writes it.

    Headings are left out: `Data Collection` alone does not tell that data was collected.
    """
    answers = [card.topics[topic] for topic in topics if topic in card.topics]
    sections = sorted({index for answer in answers for index in answer.sections})
    lines = sorted({line for answer in answers for line in answer.lines})
    bullets = "".join(f" {card.source.line_text(line).strip().lower()} \n" for line in lines)
    return _lowered(card, [*sections, *_below(card, sections)], titles=False) + bullets


def _below(card: Card, sections: list[int]) -> Iterator[int]:
    """Subsections without a topic of their own, which belong to the section above."""
    inside = set(sections)
    for index, section in enumerate(card.sections):
        if section.parent in inside and index not in inside and not card.section_topics[index]:
            inside.add(index)
            yield index


def _lowered(card: Card, sections: Iterable[int], titles: bool = True) -> str:
    parts: list[str] = []
    for index in sections:
        section = card.sections[index]
        if titles:
            parts.append(section.title)
        blocks = (block for block in section.blocks if block.kind not in ("code", "rule"))
        parts += [without_comments(block.text) for block in blocks]
    text = "\n".join(parts).replace("*", "").lower()
    return f" {text} ".replace("\n", " \n ")


def tells(text: str, *details: str) -> bool:
    """Whether a lowered text holds a phrase of any of `details`."""
    return any(phrase in text for detail in details for phrase in telling(detail))


@lru_cache(maxsize=64)
def is_english(text: str) -> bool:
    """Whether a lowered text reads as English; a text of a few words need only be written in ASCII."""
    words = text[:6_000].split()
    if len(words) < 20:
        return text.isascii()
    return sum(map(vocabulary.word_set("stopwords").__contains__, words)) >= _ENGLISH * len(words)


def described(card: Card, *topics: str) -> bool:
    """Whether the card answers one of `topics` in a section, or in bullets where it has no such section.

    Saying that there is nothing to tell does not count.
    """
    for answer in (card.topics.get(topic) for topic in topics):
        if answer is None or answer.state != "answered":
            continue
        if "answered" in answer.section_states or (not answer.sections and "bullet" in answer.where):
            return True
    return False


def place_of(card: Card, *topics: str) -> Place:
    """The heading of the first answered section on one of `topics`, else nowhere."""
    for topic in topics:
        answer = card.topics.get(topic)
        if answer is None:
            continue
        for index, state in zip(answer.sections, answer.section_states, strict=True):
            if state in ("answered", "declined") and card.sections[index].level:
                return at_section(index)
    return NOWHERE


def unsaid(card: Card, code: str, topics: tuple[str, ...], message: str, hint: str) -> Iterator[Finding]:
    """The finding that a detail is missing from the sections on `topics`, where the card is in English."""
    if is_english(prose_of(card)):
        yield Finding(code, message, place_of(card, *topics), hint=hint, subject=code)
