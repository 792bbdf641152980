"""What is left of configuration whose plugins are not loaded: nothing that speaks of their rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from opendata_lint.configuration.said import Layer, Said
from opendata_lint.rules.catalog import RuleInfo
from opendata_lint.settings import SettingsFault, known_codes

_SELECTORS = ("select", "extend-select", "ignore", "extend-ignore")
_PAIRED = ("severity", "rules")
"""Keys whose values are tuples that begin with a selector."""


def notice(said: Said) -> str:
    """What to tell of plugins that a revision names."""
    named = ", ".join(f"`{word}`" for word in said.value)
    told = "plugins of a revision are not run, and what it says of their rules is passed over"
    return f"{said.origin}: {told}: {named}"


def without_unknown(layers: Sequence[Layer], rules: Mapping[str, RuleInfo]) -> tuple[Layer, ...]:
    """The layers without what those of a revision say of rules that are not there."""
    return tuple({key: _kept(key, said, rules) for key, said in layer.items()} for layer in layers)


def _kept(key: str, said: Said, rules: Mapping[str, RuleInfo]) -> Said:
    if said.files.runs_plugins:
        return said
    if key in _SELECTORS:
        return said._replace(value=tuple(word for word in said.value if _is_known(word, rules)))
    if key in _PAIRED:
        return said._replace(value=tuple(entry for entry in said.value if _is_known(entry[0], rules)))
    return said


def _is_known(selector: Any, rules: Mapping[str, RuleInfo]) -> bool:
    try:
        return bool(known_codes(selector, rules))
    except SettingsFault:
        return False
