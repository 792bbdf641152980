"""Words that name rules: a code, a family, a name, `ALL`, and which of several choices wins."""

from __future__ import annotations

import re
from collections.abc import Mapping

from opendata_lint.rules.catalog import RuleInfo, catalog, codes_of, redirect
from opendata_lint.settings.values import Choice, SettingsFault
from opendata_lint.vocabulary import suggest


def chosen(choice: Choice, running: set[str], rules: Mapping[str, RuleInfo], preview: bool) -> set[str]:
    """The codes that run after a choice: the closer selector wins, and of equals the one that ignores."""
    said = [(rank(s), False, s) for s in (*(choice.select or ()), *choice.extend_select)]
    said += [(rank(s), True, s) for s in choice.ignore]
    verdicts: dict[str, bool] = {}
    for _, ignored, selector in sorted(said):
        for code in known_codes(selector, rules):
            hidden = rules[code].status == "preview" and not preview and not is_exact(selector, rules[code])
            if ignored or not hidden:
                verdicts[code] = not ignored
    kept = running if choice.select is None else set()
    return {code for code in (*kept, *verdicts) if verdicts.get(code, True)}


def is_exact(selector: str, info: RuleInfo) -> bool:
    """Whether a selector is the code or the name of a rule."""
    return selector.casefold() in (info.code.casefold(), info.name)


def rank(selector: str) -> int:
    """How closely a selector names rules: `ALL`, then a prefix by its length; a name is the closest."""
    if selector.upper() == "ALL":
        return 0
    return len(selector) if re.fullmatch(r"[A-Za-z]{1,5}\d{0,3}", selector) else 100


def known_codes(selector: str, rules: Mapping[str, RuleInfo] | None = None) -> list[str]:
    """The codes that a selector means; a rule's former code or name leads to the rule.

    `rules` None is for the built-in ones. Raises `SettingsFault` where it means none.
    """
    known = catalog() if rules is None else rules
    codes = codes_of(selector, known) if selector else []
    if codes:
        return codes
    renamed = redirect(selector, known.values())
    if renamed:
        return [renamed]
    candidates = [*known, *(info.name for info in known.values())]
    near = suggest(selector, candidates)
    hint = f"; did you mean `{near[0]}`?" if near else "; `opendata-lint rule` lists them"
    raise SettingsFault(f"there is no rule `{selector}`{hint}")


def selector_notice(selector: str, rules: Mapping[str, RuleInfo], selects: bool) -> str | None:
    """What to tell somebody who names a rule that was renamed, is deprecated or removed; else None.

    Raises `SettingsFault` where a removed rule is to run, or for an unknown selector.
    """
    codes = known_codes(selector, rules)
    info = rules[codes[0]]
    if len(codes) > 1:
        return None
    if not is_exact(selector, info) and redirect(selector, [info]):
        return f"the rule `{selector}` is now {info.code} (`{info.name}`)"
    instead = f"; {info.instead} takes its place" if info.instead else ""
    if info.status == "removed":
        message = f"the rule `{selector}` has been removed{instead}"
        if selects:
            raise SettingsFault(message)
        return message
    return f"the rule `{selector}` is deprecated{instead}" if info.status == "deprecated" else None
