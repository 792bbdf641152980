"""Cards to descriptors beside them, and whether those that are there say what the card says."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple

from opendata_lint.card import Card
from opendata_lint.exchange.canonical import CanonicalCard
from opendata_lint.exchange.gathering import gathered
from opendata_lint.exchange.plugins import NONE, PluginFault, find, offers, registry_for
from opendata_lint.exchange.protocol import DescriptorFault, Dumped, Loaded, Loss, NotExpressible, Registry
from opendata_lint.settings import FormatPlugins, did_you_mean
from opendata_lint.tree import Tree, TreeFault, join


class Target(NamedTuple):
    """A descriptor that is to be written."""

    format: str
    """Name, with `@VERSION` where it is not the usual one."""
    path: str = ""
    """From the card's folder; empty for the usual name."""


State = Literal["same", "differs", "missing", "refused"]
"""`refused`: there is no such descriptor of this card, or the one that is there cannot be read."""


class Export(NamedTuple):
    """What came of one target."""

    target: Target
    title: str
    """The format for people, with its version."""
    path: str
    """From the tree's root."""
    state: State
    before: bytes | None = None
    """What stands there."""
    data: bytes = b""
    losses: tuple[Loss, ...] = ()
    reason: str = ""
    """Why it is refused."""


class FormatFault(Exception):
    """A format or version that is asked for does not exist, or cannot be used; the message says which."""


def registry_of(spec: str, plugins: FormatPlugins = NONE) -> tuple[Registry, str | None]:
    """The registry and the version that `NAME` or `NAME@VERSION` names. Raises `FormatFault`."""
    name, _, version = spec.strip().partition("@")
    try:
        registry = find(name, plugins)
    except PluginFault as fault:
        raise FormatFault(str(fault)) from fault
    if version and version not in registry.versions:
        meant = did_you_mean(version, registry.versions) or f"; write `{name}` alone"
        raise FormatFault(f"{registry.title} has no version `{version}` that can be written{meant}")
    return registry, version or None


def dumped(registry: Registry, card: CanonicalCard, version: str | None) -> Dumped:
    """A card in a format. Raises `NotExpressible`; `FormatFault` where a plugin fails."""
    if card.kind not in registry.kinds:
        if not registry.kinds:
            raise NotExpressible(f"{registry.title} can only be read, and is not written")
        kind = registry.kinds[0]
        raise NotExpressible(f"{registry.title} describes a {kind}, and this is the card of a {card.kind}")
    try:
        return registry.dump(card, version)
    except (NotExpressible, FormatFault):
        raise
    except Exception as error:
        raise FormatFault(f"the format `{registry.name}` fails: {type(error).__name__}: {error}") from error


def loaded(
    data: bytes, path: str, source: str | None, plugins: FormatPlugins = NONE
) -> tuple[Loaded, Registry]:
    """A descriptor as a card, and the registry that it is of: `source`, or what its content tells.

    Raises `DescriptorFault` for what cannot be read, `FormatFault` for an unknown format.
    """
    registry = registry_of(source, plugins)[0] if source else registry_for(path, data, plugins)
    if registry is None:
        names = ", ".join(offer.name for offer in offers(plugins))
        raise FormatFault(f"{path}: nothing tells what format this is; say it with --from ({names})")
    try:
        return registry.load(data, path), registry
    except DescriptorFault:
        raise
    except Exception as error:
        raise FormatFault(f"the format `{registry.name}` fails: {type(error).__name__}: {error}") from error


def export(
    card: Card, tree: Tree, target: Target, plugins: FormatPlugins = NONE, output: Path | None = None
) -> Export:
    """What a descriptor of a card should hold, and how the one that is there stands to it.

    `output` is a file in place of that beside the card. What only the descriptor says is kept: it is read,
    and goes into the new one. Nothing takes the place of the card. Raises `FormatFault`, and `OSError` for
    an `output` that cannot be read.
    """
    registry, version = registry_of(target.format, plugins)
    path = join(card.path, target.path or registry.filenames[0])
    shown = version or next(iter(registry.versions), "")
    title = f"{registry.title} {shown}".strip()
    if path is None:
        raise FormatFault(f"{target.path} leads out of the tree that {card.path} is in")
    if _is_card(card, tree, path, output):
        reason = "that is the card itself; name another file with --output, or - to print it"
        return Export(target, title, path, "refused", reason=reason)
    before = output.read_bytes() if output and output.exists() else None if output else _before(tree, path)
    try:
        facts = _with_kept(gathered(card, tree), registry, before, str(output or path))
        made = dumped(registry, facts, version)
    except NotExpressible as why:
        return Export(target, title, path, "refused", before, reason=str(why))
    except DescriptorFault as fault:
        reason = f"{fault}; mend it or delete it, so that nothing in it is lost"
        return Export(target, title, path, "refused", before, reason=reason)
    state: State = "missing" if before is None else "same" if before == made.data else "differs"
    return Export(target, title, path, state, before, made.data, made.losses)


def _is_card(card: Card, tree: Tree, path: str, output: Path | None) -> bool:
    if output is None:
        return path == card.path
    there = tree.on_disk(card.path)
    return there is not None and output.exists() and output.samefile(there)


def _before(tree: Tree, path: str) -> bytes | None:
    try:
        return tree.read(path)
    except TreeFault:
        return None


def _with_kept(card: CanonicalCard, registry: Registry, before: bytes | None, path: str) -> CanonicalCard:
    """The card with what its descriptor says beyond it. Raises `DescriptorFault` for one that is broken."""
    key = f"x-{registry.name}"
    if before is None or not before.strip():
        return card
    kept = registry.load(before, path).card.extra.get(key)
    if not isinstance(kept, dict):
        return card
    own = card.extra.get(key)
    return card._replace(extra={**card.extra, key: kept | (own if isinstance(own, dict) else {})})
