"""MDL: what a model card tells of evaluation, and whether its places agree on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from opendata_lint.card import Card
from opendata_lint.card.outline import Section
from opendata_lint.finding import NOWHERE, Finding, Related, at_span, at_value
from opendata_lint.rules import rule
from opendata_lint.rules.telling import left_open, says, says_beside, text_of, windows
from opendata_lint.tree import Tree
from opendata_lint.vocabulary.model_words import words

_VALUE = r"\d[.,]\d|\d ?%|\b0\.\d|\b1\.0|\b\d{2}\b"


@rule("MDL029")
def results_missing(card: Card, tree: Tree) -> Iterator[Finding]:
    """No metric with a value stands anywhere in the card."""
    if not left_open(card, "evaluation") and not _has_results(card):
        yield Finding(
            "MDL029",
            "no metric with a value tells how well the model does",
            NOWHERE,
            "add a section `Results` with metric, data and value, or `model-index` in the front matter",
        )


def _has_results(card: Card) -> bool:
    if _reports(card) or _indexed(card) or _told_elsewhere(card):
        return True
    return any(_may_report(section) for section in card.sections)


def _told_elsewhere(card: Card) -> bool:
    """Whether the card says where its results stand: a link beside `see` or `refer to`."""
    return any(
        re.search(_SEE, window) and re.search(r"\]\(|https?://", window)
        for window in windows(
            text_of(card), ("result", "evaluat", "performance", "accuracy", "benchmark", "metrics"), 200
        )
    )


_SEE = r"\b(?:refer|see|check|found|find|visit|reported|presented|available|details)\b"


def _may_report(section: Section) -> bool:
    """Whether a metric and a number stand together: in one table, one paragraph, or under one heading."""
    blocks = [block for block in section.blocks if block.kind != "rule"]
    told = "\n".join([section.title, *(block.text for block in blocks)]).lower()
    if not says(told, words("metrics")):
        return False
    cells = "\n".join(block.text for block in blocks if block.kind in ("cell", "html"))
    if re.search(_VALUE, cells):
        return True
    return any(re.search(_VALUE, window) for window in windows(told, words("metrics"), 100))


@lru_cache(maxsize=2)
def _reports(card: Card) -> bool:
    """Whether a value of a metric surely stands in the card."""
    return says_beside(
        text_of(card),
        words("sure-metrics"),
        r"(?<![\d.v])(?:\d\d?\.\d+|0\.\d+|\d\d?(?:\.\d+)? ?%)(?![\d.]*[bm]\b)",
        30,
    )


@rule("MDL028")
def evaluation_data_missing(card: Card, tree: Tree) -> Iterator[Finding]:
    """Values of metrics, and nothing on what data or which split of it they were measured."""
    text = text_of(card)
    if not says(text, words("splits")) and _reports(card):
        what = "which split of the data" if says(text, words("evaluation-data")) else "what data"
        yield Finding(
            "MDL028",
            f"values of metrics are given, and nothing tells on {what} they were measured",
            NOWHERE,
            "name the data and the split beside the values",
        )


@rule("MDL034")
def uncertainty_missing(card: Card, tree: Tree) -> Iterator[Finding]:
    """Values of metrics stand there without a spread, a number of runs or a decision threshold."""
    if not says(text_of(card), words("spread")) and _reports(card):
        yield Finding(
            "MDL034",
            "values of metrics are given without spread, number of runs or decision threshold",
            NOWHERE,
            "say over how many runs a value was measured and how far they lie apart",
        )


class Indexed(NamedTuple):
    """A value of `model-index`."""

    pointer: str
    metric: str
    """Its type and name, folded."""
    names: frozenset[str]
    dataset: frozenset[str]
    """Words of the data's names, folded."""
    shown: str
    value: float


def _indexed(card: Card) -> list[Indexed]:
    """Every number in `model-index`; shapes that the schemas refuse are passed over."""
    found = []
    for at, model in _mappings(card.metadata.get("model-index"), "/model-index"):
        for place, result in _mappings(model.get("results"), f"{at}/results"):
            dataset = result.get("dataset")
            names = (
                [str(dataset.get(key, "")) for key in ("name", "type")] if isinstance(dataset, dict) else []
            )
            for pointer, metric in _mappings(result.get("metrics"), f"{place}/metrics"):
                value = _number(metric.get("value"))
                if value is not None:
                    called = frozenset(
                        _folded(str(metric[key])) for key in ("name", "type") if metric.get(key)
                    )
                    data = frozenset(filter(None, map(_folded, names)))
                    shown = str(metric.get("name") or metric.get("type"))
                    found.append(Indexed(f"{pointer}/value", shown.lower(), called, data, shown, value))
    return found


def _mappings(value: Any, pointer: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for index, member in enumerate(value if isinstance(value, list) else ()):
        if isinstance(member, dict):
            yield f"{pointer}/{index}", member


def _number(value: Any) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return float(value)
    text = value.strip().rstrip("% ") if isinstance(value, str) else ""
    return float(text) if re.fullmatch(r"-?\d{1,9}(?:\.\d{1,12})?", text) else None


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


class Shown(NamedTuple):
    """A number in the body under the name of a metric."""

    metric: str
    row: str
    """What else heads it: the label of its row and the titles around it, folded."""
    text: str
    value: float
    line: int


def _shown(card: Card) -> Iterator[Shown]:
    """Numbers of tables, each with the metric that heads its column or row, and of labelled bullets."""
    titles = ""
    for index, section in enumerate(card.sections):
        titles = _folded(section.title)
        rows: dict[int, list[str]] = {}
        for block in section.blocks:
            if block.kind == "cell":
                rows.setdefault(block.line, []).append(block.text.strip())
        yield from _table_numbers(list(rows.items()), titles)
        for bullet in card.bullets:
            if bullet.section == index and bullet.line not in rows:
                value = _cell_number(bullet.value)
                if value is not None:
                    yield Shown(_folded(bullet.label), titles, bullet.value, value, bullet.line)


def _table_numbers(rows: list[tuple[int, list[str]]], titles: str) -> Iterator[Shown]:
    header: list[str] = []
    for line, cells in rows:
        values = [_cell_number(cell) for cell in cells]
        if all(value is None for value in values):
            header = cells
            continue
        for column, value in enumerate(values[1:], 1):
            if value is None or not cells:
                continue
            head = header[column] if column < len(header) else ""
            row = _folded(
                " ".join(cell for cell, number in zip(cells, values, strict=True) if number is None)
            )
            yield Shown(_folded(head), row + titles, cells[column], value, line)
            yield Shown(_folded(cells[0]), _folded(head) + titles, cells[column], value, line)


def _cell_number(cell: str) -> float | None:
    text = cell.strip("*_` ~≈").replace(",", "")
    match = re.fullmatch(r"(-?\d{1,9}(?:\.\d{1,12})?)\s*(?:%|±.*|\+/-.*|\(.*\))?", text)
    return float(match[1]) if match else None


@rule("MDL030")
def results_contradicted(card: Card, tree: Tree) -> Iterator[Finding]:
    """A value in `model-index` that the body gives otherwise, for the same metric on the same data."""
    indexed = _indexed(card)
    if not indexed:
        return
    shown = list(_shown(card))
    alone = len({item.dataset for item in indexed}) == 1
    for item in indexed:
        same = [one for one in shown if one.metric in item.names and (alone or _about(one, item))]
        # The same number elsewhere, told to three digits, is the value under another name.
        known = [*same, *(one for one in shown if sum(map(str.isdigit, one.text)) >= _DIGITS)]
        if same and not any(agree(item.value, one) for one in known):
            yield _contradiction(card, item, same[0])


_DIGITS = 3


def _about(shown: Shown, item: Indexed) -> bool:
    return any(name in shown.row for name in item.dataset)


def _contradiction(card: Card, item: Indexed, other: Shown) -> Finding:
    return Finding(
        "MDL030",
        f"`model-index` gives {item.shown} as {item.value:g}, the text as {other.text.strip('*_` ')}",
        at_value(item.pointer),
        "find out which of the two was measured, and write it in both places",
        (Related(at_span(*card.line_span(other.line)), "the text gives it here"),),
        subject=item.metric,
    )


def agree(value: float, other: Shown) -> bool:
    """Whether two numbers are the same but for rounding and for percent."""
    places = len(other.text.strip("*_`% ").partition(".")[2].rstrip("*_`% ")) or 0
    tolerance = 0.6 * 10.0 ** -min(places, 6)
    return any(abs(scaled - other.value) <= tolerance for scaled in (value, value * 100, value / 100))
