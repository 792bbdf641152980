"""DAT001 to DAT005, DAT016: what the body owes to what the front matter declares of the data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from opendata_lint.card import Card
from opendata_lint.card.outline import Block
from opendata_lint.card.prose import without_comments
from opendata_lint.card.topics import body_language_known
from opendata_lint.data import claims
from opendata_lint.data.declared import Config, configs_of
from opendata_lint.finding import NOWHERE, Finding, Place, Related, at_section, at_span, at_value
from opendata_lint.rules import rule
from opendata_lint.tree import Tree

_MOST_NAMES = 60
"""Names that a card can be asked to list; beyond that people give an example."""


def named(names: Sequence[str]) -> str:
    """`a`, `b` and `c`; of many the first three and how many more."""
    shown = [f"`{name[:40]}`" for name in names[:3]]
    if len(names) > 3:
        return f"{', '.join(shown)} and {len(names) - 3} more"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _section(card: Card, topic: str) -> Place:
    """The first section on a topic that says something."""
    answer = card.topics[topic]
    states = zip(answer.sections, answer.section_states, strict=True)
    return at_section(next(index for index, state in states if state == "answered"))


def _body(card: Card) -> str:
    """All words of the body but those of code, which shows data and does not speak of it."""
    return claims.body_words(
        block for section in card.sections for block in (*section.blocks,) if block.kind != "code"
    ) + claims.folded("\n".join(section.title for section in card.sections))


def _distinct(configs: tuple[Config, ...]) -> dict[str, str]:
    """The splits of all configs by name, with the pointer of the first of each."""
    found: dict[str, str] = {}
    for config in configs:
        for split in config.splits:
            found.setdefault(split.name, split.pointer)
        for pattern in config.patterns:
            if pattern.split:
                found.setdefault(pattern.split, pattern.pointer.removesuffix("/path"))
    return found


@rule("DAT001")
def split_not_described(card: Card, tree: Tree) -> Iterator[Finding]:
    """The section on splits leaves out a split that the front matter declares."""
    splits = _distinct(configs_of(card)) if card.kind == "dataset" else {}
    if not 2 <= len(splits) <= _MOST_NAMES or not claims.is_answered(card, "splits"):
        return
    words = claims.body_words(block for section in card.sections for block in section.blocks)
    missing = [name for name in splits if not claims.mentions_split(words, name)]
    if missing:
        yield Finding(
            "DAT001",
            f"{'no word on the split' if len(missing) == 1 else 'no word on the splits'} {named(missing)}, "
            "which the front matter declares",
            _section(card, "splits"),
            "say what each split is for and how many examples it has",
            related=(Related(at_value(splits[missing[0]]), "the split is declared here"),),
            subject=",".join(missing),
        )


@rule("DAT002")
def split_count_differs(card: Card, tree: Tree) -> Iterator[Finding]:
    """A number of examples in the section on splits is not the one of `dataset_info`."""
    configs = tuple(config for config in configs_of(card) if config.splits)
    declared = {(config.name, split.name): split for config in configs for split in config.splits}
    for claim in claims.split_counts(card, configs) if configs else ():
        split = declared[claim.config, claim.split]
        if split.examples is None or claims.agrees(claim.number, split.examples):
            continue
        start, end = card.line_span(claim.line)
        at = card.text.find(claim.text, start, end)
        yield Finding(
            "DAT002",
            f"the split `{split.name}` has {claim.number:,} examples here "
            f"and {split.examples:,} in `dataset_info`",
            at_span(at, at + len(claim.text)) if at >= 0 else at_span(start, end),
            "count again, and correct the one that is wrong",
            related=(Related(at_value(f"{split.pointer}/num_examples"), "the other number"),),
            subject=f"{claim.config}/{claim.split}",
        )


@rule("DAT003")
def field_not_documented(card: Card, tree: Tree) -> Iterator[Finding]:
    """The section on fields leaves out a feature of `dataset_info`."""
    features = {f.name: f for config in configs_of(card) for f in config.features}
    if not 1 <= len(features) <= _MOST_NAMES or not claims.is_answered(card, "fields"):
        return
    blocks = claims.blocks_of(card, "fields")
    if any("](http" in block.text or "://" in block.text for block in blocks) and len(blocks) < 5:
        return  # the fields are described elsewhere
    words = claims.body_words(blocks) + _body(card)
    missing = [name for name in features if not claims.mentions(words, name)]
    if missing:
        yield Finding(
            "DAT003",
            f"{'the field' if len(missing) == 1 else 'the fields'} {named(missing)} of `dataset_info` "
            f"{'is' if len(missing) == 1 else 'are'} not described",
            _section(card, "fields"),
            "say of each field what it means, its unit and its possible values",
            related=(Related(at_value(features[missing[0]].pointer), "the field is declared here"),),
            subject=",".join(missing),
        )


_FIELD = (
    r"(?s)[`*_ ]*(?P<name>[A-Za-z_][\w.-]{0,60})[`*_ ]*(?:\((?P<type>[^()]*)\))?\s*"
    r"(?:[:\-–—=]+|\Z)(?P<rest>.*)"
)
_TYPE_WORDS = (
    " a an the of or and in with is are as type types dtype feature features field column value values "
    "data string strings str text utf8 int int8 int16 int32 int64 uint8 uint16 uint32 uint64 integer "
    "integers float float16 float32 float64 double number bool boolean binary bytes list lists array "
    "sequence tuple dict dictionary struct object null none nan timestamp date datetime containing "
    "contains consisting scalar numeric numerical classlabel class_label "
)
"""Words that tell a type or nothing."""
_WORD = r"[^\W_]+"


@rule("DAT004")
def field_without_meaning(card: Card, tree: Tree) -> Iterator[Finding]:
    """Of most fields the list tells only name and type."""
    entries = list(_entries(claims.blocks_of(card, "fields")))
    bare = [(block, name) for block, name, rest in entries if _is_bare(name, rest)]
    if len(entries) >= 2 and 2 * len(bare) > len(entries):
        yield Finding(
            "DAT004",
            f"{len(bare)} of {len(entries)} fields have a name and a type, and no meaning: "
            f"{named([name for _, name in bare])}",
            at_span(*card.line_span(bare[0][0].line)),
            "say in a few words what each field holds, with its unit and possible values",
            subject="fields",
        )


def _entries(blocks: list[Block]) -> Iterator[tuple[Block, str, str]]:
    """Block, name and text of each entry of a list of fields but those that head a list of their own."""
    for block, following in zip(blocks, [*blocks[1:], None], strict=False):
        match = re.match(_FIELD, block.text) if block.kind == "item" else None
        if not match or not match["rest"].strip() or match["rest"].rstrip().endswith(":"):
            continue
        # A sentence in the item below speaks of this one.
        if following is None or following.kind != "item" or re.match(_FIELD, following.text):
            yield block, match["name"], match["rest"]


def _is_bare(name: str, rest: str) -> bool:
    own = set(re.findall(_WORD, name.lower().replace("_", " ")))
    words = [word.lower() for word in re.findall(_WORD, rest)]
    return all(f" {word} " in _TYPE_WORDS or word in own for word in words)


_SHOWS = ("code", "cell", "html")
_IN_TEXT = r"(?i)[\t{}\[\]|\"“”«»「]|`[^`]{3,}`|https?://|!\[|\be\.g\.|\bexample\b[^.]{0,200}:|\u2192|->"


@rule("DAT005")
def example_missing(card: Card, tree: Tree) -> Iterator[Finding]:
    """No example of an instance, where the card has a section for it or describes fields."""
    instances = card.topics.get("instances")
    if not instances or not claims.is_answered(card, "instances"):
        return
    blocks = claims.blocks_of(card, "instances")
    if any(block.kind in _SHOWS or re.search(_IN_TEXT, without_comments(block.text)) for block in blocks):
        return
    yield Finding(
        "DAT005",
        "the section on instances shows no example",
        _section(card, "instances"),
        "show one instance as it is in the data, in a block of code or a table",
        conclusive=body_language_known(card),
    )


_QUANTITY = (
    r"(?i)\d[\d,.]{0,20} ?(?:k|m|b|thousand|million|billion|hundred)?\+? (?:[\w'’/()-]{1,40} ){0,4}?"
    r"(?:\w{0,40}s\b|people|data|\w{1,40}en\b)"
)


_SPLIT_COUNT = (
    r"(?i)\b(?:train\w*|valid\w*|dev|test|total|size|"
    r"examples|instances|rows|samples|count)\b[^\d\n]{0,20}\d{2}"
)


@rule("DAT016")
def count_missing(card: Card, tree: Tree) -> Iterator[Finding]:
    """No number of examples, neither in the front matter nor in the body."""
    if any(split.examples is not None for config in configs_of(card) for split in config.splits):
        return
    told = card.topics.get("splits")
    if told is not None and "placeholder" in told.section_states:
        return  # SEC004 tells that the numbers are still to come
    blocks = [
        block for section in card.sections for block in section.blocks if block.kind not in ("code", "rule")
    ]
    if any(_tells_number(block.text, block.kind) for block in blocks):
        return
    yield Finding(
        "DAT016",
        "the card does not say how many examples the data has",
        NOWHERE,
        "give the number of examples of each split",
        conclusive=body_language_known(card),
    )


def _tells_number(text: str, kind: str) -> bool:
    if not re.search(r"\d", text):
        return False
    noise = r"\]\([^()]*\)|https?://\S+|(?<![@\w.-])[@\w.-]{1,80}@\w+"
    plain = " ".join(re.sub(noise, " ", without_comments(text)).split())
    return bool(
        re.search(r"\d", plain)
        if kind == "cell"
        else re.search(_QUANTITY, plain) or re.search(_SPLIT_COUNT, plain)
    )
