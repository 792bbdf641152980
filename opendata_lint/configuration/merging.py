"""From what sources say, the weakest first, to one value a key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from opendata_lint.configuration.said import Layer, Said
from opendata_lint.settings import Choice


def strongest(layers: Sequence[Layer], key: str) -> Said | None:
    """What the strongest source says of a key, None where none does."""
    return next((layer[key] for layer in reversed(layers) if key in layer), None)


def all_said(layers: Iterable[Layer], *keys: str) -> Iterator[Said]:
    """Everything that is said of keys, the weakest first."""
    for layer in layers:
        yield from (layer[key] for key in keys if key in layer)


def choices_of(layers: Sequence[Layer]) -> tuple[Choice, ...]:
    """The choice of rules of files that extend one another: a list replaces, an `extend-` list adds."""
    select = strongest(layers, "select")
    ignore = strongest(layers, "ignore")
    choice = Choice(
        select.value if select else None,
        _joined(layers, "extend-select"),
        (*(ignore.value if ignore else ()), *_joined(layers, "extend-ignore")),
    )
    severities = [Choice(severity=said.value) for said in all_said(layers, "severity")]
    return tuple(one for one in (choice, *severities) if one != Choice())


def _joined(layers: Sequence[Layer], key: str) -> tuple[str, ...]:
    return tuple(word for said in all_said(layers, key) for word in said.value)


def allowed(layers: Sequence[Layer]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The values that any source allows, by allow-list."""
    table: dict[str, dict[str, None]] = {}
    for said in all_said(layers, "allow"):
        for name, words in said.value:
            table.setdefault(name, {}).update(dict.fromkeys(words))
    return tuple((name, tuple(words)) for name, words in table.items())


def options_said(layers: Sequence[Layer]) -> dict[tuple[str, str], tuple[Any, str]]:
    """Value and origin of each option, by the rule as it was named and the option's name."""
    table: dict[tuple[str, str], tuple[Any, str]] = {}
    for said in all_said(layers, "rules"):
        for code, name, value, origin in said.value:
            table[code, name] = (value, origin)
    return table
