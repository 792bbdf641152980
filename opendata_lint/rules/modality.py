"""MOD: which kinds of data (text, image, audio, ...) a card is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from opendata_lint.card import Card
from opendata_lint.finding import NOWHERE, Finding, at_value
from opendata_lint.rules import rule
from opendata_lint.tree import Tree
from opendata_lint.vocabulary import modalities, tasks

_TELLING_KEYS = ("tags", "task_categories", "task_ids", "modality", "modalities")
_FILE_NAME = re.compile(r"[\w*-]\.([a-z0-9]{2,8}(?:\.gz)?)\b")


@rule("MOD001")
def missing(card: Card, tree: Tree) -> Iterator[Finding]:
    """Neither a tag, a task, the features, a file name nor a word in the body tells the modality."""
    if not (_tells_by_body(card) or _tells_by_key(card) or _tells_by_data(card)):
        yield Finding(
            "MOD001",
            "nothing tells which kind of data this is about (text, image, audio, tabular, ...)",
            NOWHERE,
            "add the modality to `tags`, such as `text` or `image`, or say it in the summary",
        )


def _tells_by_body(card: Card) -> bool:
    answer = card.topics.get("modality")
    return answer is not None and any(where != "metadata" for where in answer.where)


def _tells_by_key(card: Card) -> bool:
    """Whether a tag or a task names a modality, or a task that works on one."""
    words = [word for key in _TELLING_KEYS for word in _texts(card.metadata.get(key))]
    return any(meant(word) or any(map(modalities.modalities_of_task, _tasks(word))) for word in words)


def _tasks(word: str) -> tuple[str, ...]:
    """A task, and those that stand for it since the Hub took it from its list."""
    removed = tasks.removed_task(word)
    return (word, *removed.choices) if removed else (word,)


def _tells_by_data(card: Card) -> bool:
    """Whether types of features are listed, or a file that the card names can hold one modality only."""
    infos = card.metadata.get("dataset_info")
    members = infos if isinstance(infos, list) else [infos]
    if any(isinstance(info, dict) and info.get("features") for info in members):
        return True
    known = (modalities.extension(match[0]) for match in _FILE_NAME.finditer(card.text.casefold()))
    return any(extension is not None and extension.strength == "decisive" for extension in known)


def _texts(value: Any) -> list[str]:
    return [member for member in (value if isinstance(value, list) else [value]) if isinstance(member, str)]


@rule("MOD002")
def tag_misspelled(card: Card, tree: Tree) -> Iterator[Finding]:
    """A tag that means a modality and is not spelled as the Hub reads it, such as `time-series`."""
    tags = card.metadata.get("tags")
    if not isinstance(tags, list):
        return
    for index, tag in enumerate(tags):
        known = meant(tag) if isinstance(tag, str) else None
        if known and known != tag and known not in tags:
            message = f"the Hub does not read the tag `{tag}` as a modality; its tag is `{known}`"
            yield Finding(
                "MOD002", message, at_value(f"/tags/{index}"), f"write `{known}`, or add it beside `{tag}`"
            )


def meant(tag: str) -> str | None:
    """The modality that a tag names: case, dashes, a plural `s` and a last word `data` are folded."""
    folded = "".join(letter for letter in tag.casefold() if letter.isalnum()).removesuffix("data")
    known = modalities.modality_tags()
    for candidate in (folded, folded.removesuffix("s"), f"{folded}s"):
        if candidate in known:
            return candidate
    return None
