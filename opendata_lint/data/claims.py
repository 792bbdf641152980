"""What a card's body says of its data: which names occur, which split has how many examples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from opendata_lint.card import Card
from opendata_lint.card.outline import Block
from opendata_lint.data.declared import Config

_SPLIT_WORDS = (
    ("train", "training"),
    ("validation", "valid", "val", "dev", "development"),
    ("test", "testing", "eval", "evaluation"),
)
"""Words for the usual splits; those of a line mean the same."""
_COUNTED = (
    r"(?i)#|\b(?:examples?|instances?|samples?|rows?|size|counts?|number|num|records?|items?|entries|n"
    r"|total)\b"
)
"""Words of a column or row that counts examples."""
_NUMBER = r"(?<![\w.,~≈-])(\d{1,3}(?:[, \u202f]\d{3})+|\d+)(?![\w%]|[.,]\d|\s?(?:%|[kKmMgG]i?[bB]?\b))"
_VAGUE = r"(?i)[~≈≃+<>]|\b(?:about|approx\w*|around|roughly|nearly|over|almost|more than|circa|ca)\b"


class Claim(NamedTuple):
    """A number of examples that the body gives for a split."""

    config: str
    split: str
    number: int
    line: int
    """In the file, from 0."""
    text: str
    """The number as written."""


def blocks_of(card: Card, topic: str) -> list[Block]:
    """What stands in the sections on a topic and in their subsections."""
    answer = card.topics.get(topic)
    wanted = set(answer.sections) if answer else set()
    for index, section in enumerate(card.sections):
        if section.parent in wanted:
            wanted.add(index)
    found = []
    for index in sorted(wanted):
        section = card.sections[index]
        found.append(Block("text", section.title, 0, 0))
        found.extend(section.blocks)
    return found


def is_answered(card: Card, topic: str) -> bool:
    """Whether a section with a heading for the topic says something."""
    answer = card.topics.get(topic)
    return answer is not None and "answered" in answer.section_states


def body_words(blocks: Iterable[Block]) -> str:
    """The text of blocks in which names are looked for: lower case, a space where no name can go on."""
    return folded("\n".join(block.text for block in blocks))


def folded(text: str) -> str:
    """Text as `mentions` compares it: lower case, without escapes, the parts of names with spaces between."""
    return " " + re.sub(r"[\W_]+", " ", text.replace("\\", "").lower()) + " "


def mentions(words: str, name: str) -> bool:
    """Whether a name occurs in folded text; `-`, `_` and a space are alike."""
    return folded(name) in words or not folded(name).strip()


def mentions_split(words: str, split: str) -> bool:
    """Whether a split occurs under its name or another word for it; `train` is enough for `train_r1`."""
    first = re.split(r"[^a-z]", split.lower())[0]
    names = next((row for row in _SPLIT_WORDS if first in row), ())
    return any(mentions(words, name) for name in (split, *names))


def _is_split(cell: str, split: str) -> bool:
    """Whether a cell names a split and nothing else."""
    words = folded(cell).strip().removesuffix(" set").removesuffix(" split").removesuffix(" data")
    names = next((row for row in _SPLIT_WORDS if split.lower() in row), (split,))
    return any(words == folded(name).strip() for name in names)


def split_counts(card: Card, configs: tuple[Config, ...]) -> Iterator[Claim]:
    """The numbers of examples that tables and lists of the section on splits give.

    Only where it is plain which config and which split a number is for; rounded numbers are given as they
    are written.
    """
    blocks = blocks_of(card, "splits")
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        members = list(group)
        if kind == "cell":
            yield from _table_counts(_rows(members), configs)
        elif kind == "item" and len(configs) == 1:
            for block in members:
                yield from _item_counts(block, configs[0])


def _rows(cells: list[Block]) -> list[list[Block]]:
    return [list(row) for _, row in groupby(cells, key=lambda cell: cell.line)]


def _table_counts(rows: list[list[Block]], configs: tuple[Config, ...]) -> Iterator[Claim]:
    if len(rows) < 2:
        return
    header, *body = rows
    for config in configs:
        for split in config.splits:
            columns = [index for index, cell in enumerate(header) if _is_split(cell.text, split.name)]
            if len(columns) == 1:
                row = _row_of(body, config, configs)
                cell = row[columns[0]] if row and len(row) == len(header) else None
            else:
                cell = _count_in_row(header, body, split.name) if len(configs) == 1 else None
            if cell and (number := number_in(cell.text)) is not None:
                yield Claim(config.name, split.name, number, cell.line, cell.text.strip())


def _row_of(body: list[list[Block]], config: Config, configs: tuple[Config, ...]) -> list[Block] | None:
    """The row that counts the examples of a config."""
    named = [row for row in body if mentions(folded(row[0].text), config.name)]
    exact = [row for row in named if folded(row[0].text) == folded(config.name)]
    others = [
        other
        for other in configs
        if other is not config and named and mentions(folded(named[0][0].text), other.name)
    ]
    if len(exact or named) == 1 and (exact or not others):
        return (exact or named)[0]
    counted = [row for row in body if re.search(_COUNTED, row[0].text)]
    if len(configs) > 1:
        return None
    return counted[0] if len(counted) == 1 else body[0] if len(body) == 1 else None


def _count_in_row(header: list[Block], body: list[list[Block]], split: str) -> Block | None:
    """The one cell that counts the examples of the row of a split."""
    rows = [row for row in body if _is_split(row[0].text, split)]
    if len(rows) != 1 or len(rows[0]) != len(header):
        return None
    counted = [cell for cell, head in zip(rows[0], header, strict=True) if re.search(_COUNTED, head.text)]
    return counted[0] if len(counted) == 1 else rows[0][1] if len(header) == 2 else None


def _item_counts(block: Block, config: Config) -> Iterator[Claim]:
    """`train: 1,234 examples`."""
    label, mark, rest = block.text.partition(":")
    if "\n" in block.text or not mark:
        return
    for split in config.splits:
        if _is_split(label, split.name) and (number := number_in(rest)) is not None:
            yield Claim(config.name, split.name, number, block.line, rest.strip()[:40])


def number_in(text: str) -> int | None:
    """The one whole number of a text, None where there are more or fewer, or where it is only about right."""
    found = re.findall(_NUMBER, text)
    if len(found) != 1 or re.search(_VAGUE, text):
        return None
    digits = re.sub(r"\D", "", found[0])
    return int(digits) if len(digits) < 16 else None


def agrees(claimed: int, counted: int) -> bool:
    """Whether a number is right to the digits that it gives: 1,200 is right for 1,234."""
    zeros = len(str(claimed)) - len(str(claimed).rstrip("0"))
    return claimed == counted or (zeros >= 2 and abs(claimed - counted) < 10**zeros)
