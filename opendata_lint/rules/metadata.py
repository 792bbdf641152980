"""MET: what the keys of the front matter ask of each other, where JSON Schema cannot say it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from opendata_lint.card import Card
from opendata_lint.card.values import pointer_of
from opendata_lint.finding import Finding, Related, at_key, at_value
from opendata_lint.rules import rule
from opendata_lint.rules.catalog import option
from opendata_lint.tree import Tree
from opendata_lint.vocabulary import fields, suggest, tasks


def _members(value: Any) -> list[Any]:
    """The items of a list; none for any other value, which is judged by the schema."""
    return value if isinstance(value, list) else []


def _texts(value: Any) -> list[str]:
    return [member for member in _members(value) if isinstance(member, str)]


@rule("MET012")
def task_id_without_category(card: Card, _: Tree) -> Iterator[Finding]:
    """A task id whose task category is not named."""
    categories = _meant(_texts(card.metadata.get("task_categories")))
    if not categories:
        return
    for index, task in enumerate(_members(card.metadata.get("task_ids"))):
        wanted = tasks.parents(task) if isinstance(task, str) else ()
        if "question-answering" in categories and str(task).endswith("-qa"):
            continue  # the Hub files some elsewhere, but it is question answering
        if wanted and categories.isdisjoint(wanted):
            names = " or ".join(f"`{name}`" for name in wanted)
            yield Finding(
                "MET012",
                f"`{task}` is a task of {names}, which `task_categories` does not name",
                at_value(f"/task_ids/{index}"),
                f"add {names} to `task_categories`, or remove the task id",
            )


def _meant(categories: list[str]) -> set[str]:
    """The categories on the Hub's list that were meant: old and misspelled names are MET011 and MET008."""
    known = tasks.pipeline_tags("dataset")
    meant = set(categories)
    for category in meant.difference(known):
        removed = tasks.removed_task(category)
        meant.update(removed.choices if removed else suggest(category, known)[:1])
    return meant


def _configs_of(info: Any) -> list[dict[str, Any]]:
    return [config for config in (info if isinstance(info, list) else [info]) if isinstance(config, dict)]


def _examples(config: dict[str, Any]) -> int | None:
    """How many examples the splits of a config hold; None where one does not say."""
    splits = _members(config.get("splits"))
    counts = [split.get("num_examples") if isinstance(split, dict) else None for split in splits]
    known = [count for count in counts if isinstance(count, int) and not isinstance(count, bool)]
    return sum(known) if known and len(known) == len(counts) else None


@rule("MET014")
def size_category_mismatch(card: Card, _: Tree) -> Iterator[Finding]:
    """No size category fits the number of examples, neither of a config nor of all together."""
    named = [text for text in _texts(card.metadata.get("size_categories")) if fields.size_bounds(text)]
    totals = [_examples(config) for config in _configs_of(card.metadata.get("dataset_info"))]
    counts = [total for total in totals if total]
    if not named or not counts or len(counts) < len(totals):
        return
    fitting = {fields.size_category(count) for count in [*counts, sum(counts)]}
    if fitting.isdisjoint(named):
        yield Finding(
            "MET014",
            f"`{named[0]}` does not fit the {sum(counts):,} examples that `dataset_info` counts",
            at_value(f"/size_categories/{_members(card.metadata['size_categories']).index(named[0])}"),
            f"write `{fields.size_category(sum(counts))}`, or correct `dataset_info` if it is out of date",
            related=(Related(at_key("/dataset_info"), "the splits are counted here"),),
        )


@rule("MET016")
def two_default_configs(card: Card, _: Tree) -> Iterator[Finding]:
    """More than one config is marked as the default; the schema judges the rest of `configs`."""
    configs = [c if isinstance(c, dict) else {} for c in _members(card.metadata.get("configs"))]
    marked = [index for index, config in enumerate(configs) if config.get("default") is True]
    for index in marked[1:]:
        first = marked[0]
        names = [f"`{configs[i].get('config_name')}`" for i in (first, index)]
        yield Finding(
            "MET016",
            f"two configs are marked as the default: {names[0]} and {names[1]}",
            at_value(f"/configs/{index}/default"),
            "keep `default: true` in one config only",
            related=(Related(at_value(f"/configs/{first}/default"), "the first default"),),
        )


@rule("MET017")
def label_numbers(card: Card, _: Tree) -> Iterator[Finding]:
    """Numbered label names that leave a number out; the schema judges the rest of `dataset_info`."""
    for pointer, names in _class_labels(card.metadata.get("dataset_info"), "/dataset_info"):
        numbers = [int(key) for key in names if key.isdecimal()]
        missing = sorted(set(range(len(names))).difference(numbers))
        if len(numbers) == len(names) and missing:
            yield Finding(
                "MET017",
                f"the label names leave out the number {missing[0]}; there are {len(names)} of them, from 0",
                at_key(pointer),
                "number the labels from 0 without gaps",
            )


def _class_labels(value: Any, pointer: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every mapping of label names below `value`, with its pointer."""
    if isinstance(value, list):
        for index, member in enumerate(value):
            yield from _class_labels(member, pointer_of(pointer, index))
    elif isinstance(value, dict):
        label = value.get("class_label")
        if isinstance(label, dict) and isinstance(label.get("names"), dict):
            yield f"{pointer}/class_label/names", label["names"]
        for name, member in value.items():
            yield from _class_labels(member, pointer_of(pointer, name))


@rule("MET026")
def recommended_key_missing(card: Card, _: Tree) -> Iterator[Finding]:
    """A key that the configuration recommends is missing; those that people search by are in the schema."""
    for key in option(card, "MET026", "keys"):
        if card.readable and key not in card.metadata:
            yield Finding(
                "MET026", f"`{key}` is missing", hint="the configuration asks for this key", subject=key
            )


@rule("MET028")
def key_misspelled(card: Card, _: Tree) -> Iterator[Finding]:
    """An unknown key that looks like a known one."""
    known = fields.known_keys(card.kind)
    either = {*fields.known_keys("dataset"), *fields.known_keys("model"), *fields.known_keys("space")}
    for key in card.metadata:
        if key in either or fields.renamed_key(key):
            continue
        near = suggest(key, known)
        if near:
            yield Finding(
                "MET028",
                f"no reader knows the key `{key}`; did you mean `{near[0]}`?",
                at_key(pointer_of("", key)),
                f"rename the key to `{near[0]}`",
            )
