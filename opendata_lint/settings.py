"""Which rules run, how grave their findings are, and where that was said."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from opendata_lint.card import Kind
from opendata_lint.finding import Severity
from opendata_lint.resources import resource
from opendata_lint.rules.catalog import catalog, codes_of
from opendata_lint.schema import UserSchema
from opendata_lint.vocabulary import suggest


class SettingsFault(Exception):
    """A setting cannot be used; the message says which, where, and what would do."""


class Profile(NamedTuple):
    """A named choice of rules and severities."""

    name: str
    description: str
    rules: Mapping[str, str]
    """Levels by code, `*` for all others: `error`, `warning`, `info`, `off`, or `page` for the page's own."""

    def level(self, code: str) -> Severity | None:
        """The severity of a rule under this profile, None where it is off."""
        level = self.rules.get(code, self.rules.get("*", "page"))
        if level == "off":
            return None
        return catalog()[code].severity if level == "page" else Severity.of(level)


def profile_names() -> list[str]:
    """The built-in profiles."""
    return sorted(path.stem for path in resource("schemas", "profiles").glob("*.json"))


@cache
def load_profile(name: str) -> Profile:
    """The built-in profile `name`. Raises `SettingsFault` where there is none."""
    if name not in profile_names():
        raise SettingsFault(f"there is no profile `{name}`{did_you_mean(name, profile_names())}")
    data = json.loads(resource("schemas", "profiles", f"{name}.json").read_bytes())
    return Profile(data["name"], data["description"], data["rules"])


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """`; did you mean ...?`, or the candidates where none is near."""
    names = list(candidates)
    near = suggest(word, names)
    if near:
        return f"; did you mean `{near[0]}`?"
    return f"; there are {', '.join(names)}" if len(names) < 12 else ""


class Settings(NamedTuple):
    """Everything that decides on a card's findings."""

    profile: Profile
    select: tuple[str, ...] = ()
    """Selectors of rules to run in place of the profile's; empty for the profile's own."""
    ignore: tuple[str, ...] = ()
    """Selectors of rules that do not run."""
    schema: UserSchema | None = None
    """A JSON Schema over the front matter in place of ours."""

    def levels(self) -> Mapping[str, Severity]:
        """The severity of every rule that runs, by code."""
        return _levels(self.profile.name, self.select, self.ignore)


@cache
def _levels(profile_name: str, select: tuple[str, ...], ignore: tuple[str, ...]) -> Mapping[str, Severity]:
    profile = load_profile(profile_name)
    chosen = _codes(select) if select else list(catalog())
    ignored = set(_codes(ignore))
    levels: dict[str, Severity] = {}
    for code in chosen:
        level = profile.level(code) or (catalog()[code].severity if select else None)
        if level is not None and code not in ignored:
            levels[code] = level
    return levels


def _codes(selectors: tuple[str, ...]) -> list[str]:
    return [code for selector in selectors for code in known_codes(selector)]


def known_codes(selector: str) -> list[str]:
    """The codes that a selector means. Raises `SettingsFault` where it means none."""
    codes = codes_of(selector)
    if not codes:
        candidates = [*catalog(), *(info.name for info in catalog().values())]
        near = suggest(selector, candidates)
        hint = f"; did you mean `{near[0]}`?" if near else "; `opendata-lint rule` lists them"
        raise SettingsFault(f"there is no rule `{selector}`{hint}")
    return codes


def kind_applies(code: str, kind: Kind) -> bool:
    """Whether a rule judges cards of a kind."""
    return kind in catalog()[code].kinds
