"""Which rules run over a card, how grave their findings are, and what else decides on them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from opendata_lint.card import Card, Kind
from opendata_lint.finding import FileKind, Finding, Severity
from opendata_lint.rules.catalog import RuleInfo, catalog
from opendata_lint.rules.plugins import plugin_rules
from opendata_lint.schema import CardSchema, UserSchema
from opendata_lint.settings.selectors import chosen, known_codes, rank
from opendata_lint.settings.values import (
    Choice,
    FormatPlugins,
    Profile,
    RegistrySettings,
    SettingsFault,
)


class Settings(NamedTuple):
    """Everything that decides on a card's findings; hashable, and fit to be sent to another process."""

    profile: Profile
    choices: tuple[Choice, ...] = ()
    """What is said on top of the profile, the strongest last."""
    schema: UserSchema | None = None
    """A JSON Schema over the front matter in place of ours."""
    card_schemas: tuple[CardSchema, ...] = ()
    """JSON Schemas over whole cards besides ours: those of a profile of one's own."""
    plugins: tuple[str, ...] = ()
    """Modules of other people's rules."""
    formats: FormatPlugins = FormatPlugins()
    """Other people's formats of descriptors."""
    exports: tuple[tuple[str, str], ...] = ()
    """The descriptors that are kept in step with the card: format, and path from the card's folder."""
    options: tuple[tuple[str, str, Any], ...] = ()
    """Code, name and value of each option of a rule that is set."""
    allow: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Values by allow-list."""
    preview: bool = False
    """Whether rules in preview run like all others."""
    kind: Kind | None = None
    """The kind that a card is taken for; None lets its content say."""
    baseline: str | None = None
    """The folder of known findings: an absolute POSIX path, or a path in the tree of the cards."""
    baseline_in_tree: bool = False
    """Whether `baseline` is in the tree of the cards, and not on disk."""
    card_id: str | None = None
    """The card's id in its repository, in place of the one that the card tells."""
    registry: RegistrySettings = RegistrySettings()

    def choosing(
        self,
        select: Iterable[str] | None = None,
        ignore: Iterable[str] = (),
        extend_select: Iterable[str] = (),
    ) -> Settings:
        """The same with one more choice of rules, which is the strongest."""
        choice = Choice(None if select is None else tuple(select), tuple(extend_select), tuple(ignore))
        return self._replace(choices=(*self.choices, choice))

    def rules(self) -> Mapping[str, RuleInfo]:
        """Every rule that can be chosen: the built-in ones, those of plugins and of the profile's schemas."""
        if not self.plugins and not self.card_schemas:
            return catalog()
        return _known(self.plugins, self.card_schemas)

    def levels(self) -> Mapping[str, Severity]:
        """The severity of every rule that runs, by code. Raises `SettingsFault` for an unknown selector."""
        return _levels(self.profile, self.choices, self.plugins, self.card_schemas, self.preview)

    def judges(self, code: str, kind: FileKind) -> bool:
        """Whether a rule runs and judges files of a kind."""
        return code in self.running(kind)

    def running(self, kind: FileKind) -> Mapping[str, Severity]:
        """The severity of every rule that runs and judges files of a kind, by code. Raises as `levels`."""
        return _running(self.profile, self.choices, self.plugins, self.card_schemas, self.preview, kind)

    def rule_options(self) -> Mapping[str, Mapping[str, Any]]:
        """What rules find in `Card.options`: what is set, and the defaults of plugins' rules."""
        table: dict[str, dict[str, Any]] = {}
        if self.plugins:
            for code, info in self.rules().items():
                if code not in catalog() and info.options:
                    table[code] = {option.name: option.default for option in info.options}
        for code, name, value in self.options:
            table.setdefault(code, {})[name] = value
        if self.registry != RegistrySettings() or self.card_id:
            table["REG"] = {"registry": self.registry, "id": self.card_id}
        return table

    def allows(self, finding: Finding, card: Card) -> bool:
        """Whether a finding is about a value that the configuration allows."""
        if not self.allow or finding.place.pointer is None:
            return False
        words = dict(self.allow).get(self.rules()[finding.code].allow or "", ())
        if not words:
            return False
        found = card.find(finding.place.pointer)
        text = card.text[found.value.start : found.value.end].strip("\"'") if found else ""
        return _is_allowed(text, words, finding.code)


def _is_allowed(text: str, words: tuple[str, ...], code: str) -> bool:
    folded = {word.casefold() for word in words}
    if text.casefold() in folded:
        return True
    # A license expression is fine when its allowed parts are read as license references.
    return code.startswith("LIC") and _is_license_with(text, folded)


def _is_license_with(text: str, folded: set[str]) -> bool:
    from opendata_lint.vocabulary import licenses

    parts = re.split(r"([\s()]+)", text)
    changed = ["LicenseRef-allowed" if part.casefold() in folded else part for part in parts]
    return changed != parts and licenses.is_license("".join(changed))


@cache
def _known(plugins: tuple[str, ...], schemas: tuple[CardSchema, ...]) -> Mapping[str, RuleInfo]:
    rules = {**catalog(), **plugin_rules(plugins)}
    own = {
        code: RuleInfo(
            code,
            told.name,
            told.summary,
            told.severity,
            told.kinds,
            omission=False,
            fixable=False,
            since="-",
            page=told.page,
        )
        for schema in schemas
        for code, told in schema.rules.items()
    }
    for code in own:
        if code in rules:
            taken = f"the code {code} is taken by the rule `{rules[code].name}`"
            raise SettingsFault(f"{taken}; choose other letters for your own")
    return rules | own


@cache
def _levels(
    profile: Profile,
    choices: tuple[Choice, ...],
    plugins: tuple[str, ...],
    schemas: tuple[CardSchema, ...],
    preview: bool,
) -> Mapping[str, Severity]:
    rules = Settings(profile, plugins=plugins, card_schemas=schemas).rules()
    own = {code for schema in schemas for code in schema.rules}
    table = dict(profile.levels)
    given = {
        code: "page" if code in own else table.get(code, _unsaid(table, info)) for code, info in rules.items()
    }
    running = {code for code, level in given.items() if level != "off"}
    running = {code for code in running if rules[code].status != "preview" or preview}
    levels = {code: _level(given[code], info) for code, info in rules.items()}
    for choice in choices:
        running = chosen(choice, running, rules, preview)
        for selector, level in sorted(choice.severity, key=lambda pair: rank(pair[0])):
            levels |= dict.fromkeys(known_codes(selector, rules), Severity.of(level))
    return {code: levels[code] for code in rules if code in running and rules[code].status != "removed"}


@cache
def _running(
    profile: Profile,
    choices: tuple[Choice, ...],
    plugins: tuple[str, ...],
    schemas: tuple[CardSchema, ...],
    preview: bool,
    kind: FileKind,
) -> Mapping[str, Severity]:
    settings = Settings(profile, choices, plugins=plugins, card_schemas=schemas, preview=preview)
    rules = settings.rules()
    return {code: level for code, level in settings.levels().items() if kind in rules[code].kinds}


def _unsaid(table: Mapping[str, str], info: RuleInfo) -> str:
    """The level of a rule that a profile does not name: profiles say what cards should be, and no more."""
    return "page" if info.kinds == ("descriptor",) else table.get("*", "page")


def _level(level: str, info: RuleInfo) -> Severity:
    return info.severity if level in ("page", "off") else Severity.of(level)
