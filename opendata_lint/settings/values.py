"""What settings are made of: profiles, choices of rules, and what is said of the registry."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal, NamedTuple

from opendata_lint.card import Kind
from opendata_lint.resources import resource
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
