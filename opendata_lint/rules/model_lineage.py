"""MDL: the model that another was made from, and the data that it was trained on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from opendata_lint.card import Card
from opendata_lint.finding import NOWHERE, Finding, Span, at_span
from opendata_lint.rules import rule
from opendata_lint.rules.telling import says_beside, text_of
from opendata_lint.tree import Tree
from opendata_lint.vocabulary.model_words import words

_ID = r"[A-Za-z0-9][\w.-]{0,95}(?:/[\w.-]{1,96})?"
_NAME = re.compile(
    r"[\s:*_]{1,8}(?:the |model )?(?:\*\*|__)?"
    r"(?:\[\**`?[^\]`*\n]{1,80}`?\**\]\((?P<link>[^)\s]{1,200})\)"
    rf"|`(?P<code>{_ID})`"
    r"|(?P<plain>[A-Za-z][\w.-]{1,60}/[\w.-]{2,80}))"
)
_MADE = (
    r"(?:fine-?\s?tuned?|finetun\w+|adapted|quanti[sz]ed|distilled|pruned|merged|trained|converted"
    r"|gguf|awq|gptq|bit)\s*$"
)
_KEYS = ("base_model", "finetuned_from", "base_models")


class Base(NamedTuple):
    """A model that the text names as the one that this was made from."""

    name: str
    span: Span


@rule("MDL023")
def base_model_undeclared(card: Card, tree: Tree) -> Iterator[Finding]:
    """The text says from which model this was made, and the front matter has no `base_model`."""
    if not card.readable or any(card.metadata.get(key) for key in _KEYS):
        return
    base = next(bases(card), None)
    if base is None:
        yield from _told_by_title(card)
    else:
        yield Finding(
            "MDL023",
            f"the text names `{base.name}` as the model that this was made from, and `base_model` does not",
            at_span(*base.span),
            f"add `base_model: {base.name}` to the front matter, with the owner of the repository",
            subject=base.name,
        )


def bases(card: Card) -> Iterator[Base]:
    """The models that the text says this one was made from, in order."""
    text = card.text.lower()
    for verb in words("made-from"):
        at = text.find(verb, card.body_start)
        while at >= 0:
            end = at + len(verb)
            match = _NAME.match(card.text, end) if _is_about_making(text, at, verb) else None
            if match and (name := _model_name(match)):
                yield Base(name, (at, match.end()))
            at = text.find(verb, end)


def _is_about_making(text: str, at: int, verb: str) -> bool:
    """Whether `version of` and its like follow a word for making a model out of another."""
    return not verb.endswith(("version of", "versions of", "variant of", "checkpoint of")) or bool(
        re.search(_MADE, text[max(0, at - 40) : at])
    )


_DERIVED = re.compile(r"(?i)\b(gguf|awq|gptq|exl2|q?lora|int4|[48][- ]?bit)\b")


def _told_by_title(card: Card) -> Iterator[Finding]:
    """A title such as `Some Model GGUF`, which says that another model was quantized or adapted."""
    title = next((section for section in card.sections if section.level), None)
    derived = _DERIVED.search(title.title) if title and title.level == 1 else None
    if title and derived:
        yield Finding(
            "MDL023",
            f"`{derived[1]}` in the title means that this was made from a model, and `base_model` names none",
            at_span(*title.span),
            "add `base_model` to the front matter, with the id of that model",
            subject=derived[1].lower(),
        )


_HUB = re.compile(
    r"https?://(?:www\.)?(?:huggingface\.co|hf\.co)/(?:models/)?(?P<id>[\w.-]+(?:/[\w.-]+)?)/?(?:[?#].*)?$"
)
_NO_MODELS = (
    "datasets",
    "docs",
    "spaces",
    "papers",
    "blog",
    "tasks",
    "collections",
    "models",
    "transformers",
)


def _model_name(match: re.Match[str]) -> str | None:
    """The id on the Hub that a match names; None where it may be something else."""
    if match["link"]:
        hub = _HUB.match(match["link"])
        return hub["id"] if hub and hub["id"].split("/")[0] not in _NO_MODELS else None
    return str(match["code"] or match["plain"])


_LINKED = (
    r"\]\(|https?://|ftp://|doi\.org|arxiv|\b10\.\d{4}|load_dataset|`[\w.-]+/[\w.-]+`|\bdatasets?: ?\S+/\S+"
)


@rule("MDL022")
def training_data_unlinked(card: Card, tree: Tree) -> Iterator[Finding]:
    """Training data is spoken of, and neither `datasets` nor a link or id leads to it."""
    told = card.topics.get("training_data")
    if told is None or not told.satisfied or card.metadata.get("datasets") or card.metadata.get("dataset"):
        return
    if "section" in told.where and any(_links(card, index) for index in told.sections):
        return
    if not says_beside(text_of(card), words("trained"), _LINKED, 200):
        yield Finding(
            "MDL022",
            "no link or id leads to the training data",
            NOWHERE,
            "list the data sets in `datasets`, or link to them where the training data is described",
        )


def _links(card: Card, index: int) -> bool:
    return any(re.search(_LINKED, block.text) for block in card.sections[index].blocks)
