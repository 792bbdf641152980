"""Rules of other people: modules that register checks as our own do, with pages beside them."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path

from opendata_lint.rules import Check, all_checks, registered
from opendata_lint.rules.catalog import RuleInfo, catalog, info_of


class PluginFault(Exception):
    """A plugin cannot be used; the message says which and why."""


@cache
def plugin_rules(modules: tuple[str, ...]) -> Mapping[str, RuleInfo]:
    """The rules that modules register, by code, with what their pages say.

    The page of a rule is `pages/CODE.md` beside the module that holds its check. Raises `PluginFault`
    for a module that fails and for a rule without a usable page.
    """
    rules: dict[str, RuleInfo] = {}
    all_checks()  # so that whoever takes the code of a built-in rule is the one to be refused
    for module in modules:
        try:
            import_module(module)
        except Exception as error:  # other people's code may fail in any way
            raise PluginFault(
                f"the plugin {module} fails when loaded: {type(error).__name__}: {error}"
            ) from error
        for code, check in plugin_checks((module,)).items():
            if code in catalog():
                raise PluginFault(
                    f"the plugin {module} takes the code {code} of the rule `{catalog()[code].name}`"
                )
            rules[code] = _info(code, check)
    return rules


def plugin_checks(modules: tuple[str, ...]) -> dict[str, Check]:
    """The checks of modules that are loaded, by code: those from the same package at the top."""
    packages = {module.partition(".")[0] for module in modules}
    return {
        code: check for code, check in registered().items() if check.__module__.partition(".")[0] in packages
    }


def _info(code: str, check: Check) -> RuleInfo:
    import yaml

    home = sys.modules[check.__module__].__file__ or ""
    page = Path(home).parent / "pages" / f"{code}.md"
    try:
        text = page.read_text(encoding="utf-8")
        facts = yaml.safe_load(text.split("---\n", 2)[1])
        info = info_of(facts, text)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, yaml.YAMLError) as error:
        reason = f"{type(error).__name__}: {error}"
        raise PluginFault(
            f"the rule {code} of {check.__module__} has no page that can be used at {page}: {reason}"
        ) from error
    if info.code != code:
        raise PluginFault(f"{page}: the page of {code} says that it is {info.code}")
    return info
