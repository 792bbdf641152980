"""Which rules run over a card, how grave their findings are, and what else decides on them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Literal, NamedTuple

from opendata_lint.card import Card, Kind
from opendata_lint.finding import FileKind, Finding, Severity
from opendata_lint.resources import resource
from opendata_lint.rules.catalog import RuleInfo, catalog, codes_of, redirect
from opendata_lint.rules.plugins import plugin_rules
from opendata_lint.schema import CardSchema, UserSchema
from opendata_lint.vocabulary import suggest


class SettingsFault(Exception):
    """A setting cannot be used; the message says which, where, and what would do."""


class Choice(NamedTuple):
    """What one source (a profile, the configuration, the command line) says of the rules."""

    select: tuple[str, ...] | None = None
    """Selectors of rules to run in place of those chosen so far; None to keep these."""
    extend_select: tuple[str, ...] = ()
    """Selectors of rules to run besides."""
    ignore: tuple[str, ...] = ()
    """Selectors of rules that do not run."""
    severity: tuple[tuple[str, str], ...] = ()
    """Severities by selector: `error`, `warning` or `info`."""

    def selectors(self) -> Iterator[str]:
        """Every selector that it names."""
        yield from (
            *(self.select or ()),
            *self.extend_select,
            *self.ignore,
            *(name for name, _ in self.severity),
        )


class Profile(NamedTuple):
    """A named choice of rules and severities."""

    name: str
    description: str
    levels: tuple[tuple[str, str], ...]
    """Levels by code, `*` for all others: `error`, `warning`, `info`, `off`, or `page` for the page's own."""
    kinds: tuple[Kind, ...]
    """The kinds of cards that it was made for."""


def profile_names() -> list[str]:
    """The built-in profiles."""
    return sorted(path.stem for path in resource("schemas", "profiles").glob("*.json"))


@cache
def load_profile(name: str) -> Profile:
    """The built-in profile `name`. Raises `SettingsFault` where there is none."""
    if name not in profile_names():
        raise SettingsFault(f"there is no profile `{name}`{did_you_mean(name, profile_names())}")
    data = json.loads(resource("schemas", "profiles", f"{name}.json").read_bytes())
    return Profile(data["name"], data["description"], tuple(data["rules"].items()), tuple(data["kinds"]))


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """`; did you mean ...?`, or the candidates where none is near and they are few."""
    names = list(candidates)
    near = suggest(word, names)
    if near:
        return f"; did you mean `{near[0]}`?"
    return f"; there are {', '.join(names)}" if 0 < len(names) < 12 else ""


class CardEntry(NamedTuple):
    """What the configuration says of one card of the registry."""

    data: tuple[str, ...] | None = None
    """Folders and files of its data, from the tree's root; None for the card's folder, empty for no data."""
    owners: tuple[str, ...] = ()


class Member(NamedTuple):
    """Another registry whose cards count as known."""

    url: str
    rev: str
    signers: str | None = None
    """The absolute path of a file of allowed signers, as SSH has it."""
    trust: Literal["records", "names"] = "records"


class SiteSettings(NamedTuple):
    """What the configuration says of the catalog as a site."""

    title: str | None = None
    url: str | None = None


class RegistrySettings(NamedTuple):
    """What the configuration says of the repository's registry."""

    name: str | None = None
    owners: tuple[str, ...] = ()
    gto: bool = False
    """Whether the tags of releases are written in the grammar of GTO."""
    signers: str | None = None
    """The path of a file of allowed signers of releases, as SSH has it: absolute, as POSIX path."""
    cards: tuple[tuple[str, CardEntry], ...] = ()
    """By id."""
    members: tuple[tuple[str, Member], ...] = ()
    """By the name that a registry goes by here."""
    site: SiteSettings = SiteSettings()

    def card(self, card_id: str) -> CardEntry:
        """What is said of a card; nothing where it is not named."""
        return dict(self.cards).get(card_id, CardEntry())


class FormatPlugins(NamedTuple):
    """The formats of descriptors that other people's plugins bring, not yet imported."""

    offers: tuple[tuple[str, str, str], ...] = ()
    """Name, `module:Class` and distribution of each."""
    override: tuple[str, ...] = ()
    """Names of built-in formats whose places plugins may take."""


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
        running = _chosen(choice, running, rules, preview)
        for selector, level in sorted(choice.severity, key=lambda pair: _rank(pair[0])):
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


def _chosen(choice: Choice, running: set[str], rules: Mapping[str, RuleInfo], preview: bool) -> set[str]:
    """The codes that run after a choice: the closer selector wins, and of equals the one that ignores."""
    said = [(_rank(s), False, s) for s in (*(choice.select or ()), *choice.extend_select)]
    said += [(_rank(s), True, s) for s in choice.ignore]
    verdicts: dict[str, bool] = {}
    for _, ignored, selector in sorted(said):
        for code in known_codes(selector, rules):
            hidden = rules[code].status == "preview" and not preview and not _is_exact(selector, rules[code])
            if ignored or not hidden:
                verdicts[code] = not ignored
    kept = running if choice.select is None else set()
    return {code for code in (*kept, *verdicts) if verdicts.get(code, True)}


def _is_exact(selector: str, info: RuleInfo) -> bool:
    return selector.casefold() in (info.code.casefold(), info.name)


def _rank(selector: str) -> int:
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
    if not _is_exact(selector, info) and redirect(selector, [info]):
        return f"the rule `{selector}` is now {info.code} (`{info.name}`)"
    instead = f"; {info.instead} takes its place" if info.instead else ""
    if info.status == "removed":
        message = f"the rule `{selector}` has been removed{instead}"
        if selects:
            raise SettingsFault(message)
        return message
    return f"the rule `{selector}` is deprecated{instead}" if info.status == "deprecated" else None
