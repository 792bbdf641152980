"""The options of rules, held against what the rules' pages say of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opendata_lint.rules.catalog import Option, RuleInfo
from opendata_lint.settings import SettingsFault, did_you_mean, known_codes

_FORMS = {"integer": "a whole number", "boolean": "true or false", "text": "text", "texts": "a list of texts"}


def checked_options(
    said: Mapping[tuple[str, str], tuple[Any, str]], rules: Mapping[str, RuleInfo]
) -> tuple[tuple[str, str, Any], ...]:
    """Code, name and value of each option that is set. Raises `SettingsFault` for one that is of no use."""
    found = {}
    for (selector, name), (value, origin) in said.items():
        try:
            codes = known_codes(selector, rules)
        except SettingsFault as fault:
            raise SettingsFault(f"{origin}: {fault}") from fault
        if len(codes) > 1:
            raise SettingsFault(
                f"{origin}: options are given rule by rule, and `{selector}` means {len(codes)} of them"
            )
        found[codes[0], name] = _checked(rules[codes[0]], name, value, origin)
    return tuple(
        (code, name, value) for (code, name), value in sorted(found.items(), key=lambda pair: pair[0])
    )


def _checked(info: RuleInfo, name: str, value: Any, origin: str) -> Any:
    names = [option.name for option in info.options]
    if name not in names:
        none = (
            f"{info.code} has no options"
            if not names
            else f"{info.code} has no option `{name}`{did_you_mean(name, names)}"
        )
        raise SettingsFault(f"{origin}: {none}")
    option = info.option(name)
    if not _fits(option, value):
        raise SettingsFault(
            f"{origin}: `{name}` of {info.code} must be {_FORMS[option.type]}, not {_shown(value)}"
        )
    if option.minimum is not None and value < option.minimum:
        raise SettingsFault(
            f"{origin}: `{name}` of {info.code} must be at least {option.minimum}, not {value}"
        )
    return value


def _fits(option: Option, value: Any) -> bool:
    if option.type == "texts":
        return isinstance(value, tuple) and all(isinstance(member, str) for member in value)
    wanted = {"integer": int, "boolean": bool, "text": str}[option.type]
    return type(value) is wanted  # True is an int in Python, and no number in TOML


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return (
        f"`{value}`"
        if isinstance(value, (str, int, float))
        else "a list"
        if isinstance(value, tuple)
        else "a table"
    )
