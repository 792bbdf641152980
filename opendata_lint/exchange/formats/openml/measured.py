"""What OpenML's server measures: the features of a dataset, and its qualities."""

from __future__ import annotations

from typing import Any

from opendata_lint.exchange.canonical import CanonicalCard, Column, Table
from opendata_lint.exchange.documents import Element
from opendata_lint.exchange.protocol import Loaded
from opendata_lint.vocabulary.fields import size_category

_DTYPES = {
    "numeric": "float64", "real": "float64", "integer": "int64", "nominal": "class_label", "string": "string",
    "date": "timestamp[s]",
}  # fmt: skip
_READ = ("index", "name", "data_type", "nominal_value", "is_target", "is_ignore", "is_row_identifier")


def read_features(root: Element) -> Loaded:
    """The columns of a dataset, as a card of nothing else."""
    features = sorted(root.all("feature"), key=_index)
    named = [(feature.say("name") or "", feature) for feature in features]
    targets = [name for name, feature in named if _is(feature, "is_target")]
    keys = [name for name, feature in named if _is(feature, "is_row_identifier")]
    ignored = [name for name, feature in named if _is(feature, "is_ignore")]
    columns = tuple(_column(name, feature) for name, feature in named if name)
    table = Table("default", columns, target=targets[0] if len(targets) == 1 else None, key=tuple(keys))
    figures = {name: found for name, feature in named if (found := _figures(feature))}
    extra: dict[str, Any] = {
        "did": root.say("did"),
        "default_target_attribute": ",".join(targets) if len(targets) > 1 else None,
        "ignore_attribute": ignored,
        "features": figures,
    }
    kept = {key: value for key, value in extra.items() if value}
    card = CanonicalCard("dataset", tables=(table,), extra={"x-openml": kept} if kept else {})
    return Loaded(card, ("/feature",) if figures else ())


def _index(feature: Element) -> int:
    said = feature.say("index") or ""
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0


def _is(feature: Element, tag: str) -> bool:
    return feature.say(tag) in ("true", "1")


def _column(name: str, feature: Element) -> Column:
    labels = tuple("".join(one.texts) for one in feature.all("nominal_value"))
    return Column(name, _DTYPES.get((feature.say("data_type") or "").lower()), labels=labels)


def _figures(feature: Element) -> dict[str, str]:
    return {one.tag: one.text for one in feature.children if one.tag not in _READ and one.text}


def read_qualities(root: Element) -> Loaded:
    """What was measured of the whole, by name, as it is written; the number of rows tells the size."""
    found = {
        name: one.say("value")
        for one in root.all("quality")
        if (name := one.say("name")) and one.first("feature_index") is None
    }
    extra = {"did": root.say("did"), "qualities": found}
    kept = {key: value for key, value in extra.items() if value}
    size = _count(found.get("NumberOfInstances"))
    card = CanonicalCard(
        "dataset",
        size_category=size_category(size) if size else None,
        extra={"x-openml": kept} if kept else {},
    )
    return Loaded(card, ("/quality",) if found else ())


def _count(said: str | None) -> int | None:
    try:
        number = float(said or "")
    except ValueError:
        return None
    return int(number) if 0 < number < 1e18 else None


def joined(description: CanonicalCard, *measured: CanonicalCard) -> CanonicalCard:
    """A description with what features and qualities add to it."""
    card = description
    for more in measured:
        told = {**more.extra.get("x-openml", {}), **card.extra.get("x-openml", {})}
        table = _with_columns(card.tables, more.tables)
        card = card._replace(
            tables=table,
            size_category=card.size_category or more.size_category,
            extra={**card.extra, "x-openml": told} if told else card.extra,
        )
    return card


def _with_columns(own: tuple[Table, ...], more: tuple[Table, ...]) -> tuple[Table, ...]:
    if not more or len(own) > 1:
        return own
    if not own:
        return more
    table, found = own[0], more[0]
    return (
        table._replace(
            columns=table.columns or found.columns,
            target=table.target or found.target,
            key=table.key or found.key,
        ),
    )
