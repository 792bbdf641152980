"""Which formats of descriptors are installed, and what keeps a plugin from being used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from opendata_lint.configuration.plugins import REGISTRIES, Entry
from opendata_lint.exchange.plugins import BUILT_IN, Offer, PluginFault, load, offered
from opendata_lint.settings import FormatPlugins


class Listed(NamedTuple):
    """A format that is built in or that a plugin brings."""

    name: str
    distribution: str
    version: str
    """The distribution's."""
    title: str | None = None
    """As the other members behind it, None where it could not be loaded, or may not."""
    api: int | None = None
    versions: tuple[str, ...] | None = None
    """Versions of the format that it can write."""
    kinds: tuple[str, ...] | None = None
    """The kinds of cards that it can write."""
    filenames: tuple[str, ...] | None = None
    disabled: str | None = None
    """Why it is not used; None where it is."""


def listing(plugins: FormatPlugins, installed: Iterable[Entry], version: str) -> Iterator[Listed]:
    """Every format there is: the built-in ones, which have this version, then those of plugins.

    Only what the configuration allows is loaded.
    """
    used = offered(plugins)
    for offer in BUILT_IN:
        listed = _loaded(offer, version)
        if offer not in used.offers:
            by = next(one.distribution for one in used.offers if one.name == offer.name)
            listed = listed._replace(disabled=f"{by} takes its place")
        yield listed
    allowed = set(plugins.offers)
    for entry in installed:
        if entry.group != REGISTRIES:
            continue
        mine = Listed(entry.name, entry.distribution, entry.version)
        offer = Offer(entry.name, entry.value, (), entry.distribution)
        if (entry.name, entry.value, entry.distribution) not in allowed:
            yield mine._replace(disabled="the configuration does not name it in `plugins`")
        elif offer in used.offers:
            yield _loaded(offer, entry.version)
        else:
            told = next(one.message for one in used.troubles if one.name == entry.name)
            yield mine._replace(disabled=told)


def _loaded(offer: Offer, version: str) -> Listed:
    listed = Listed(offer.name, offer.distribution, version)
    try:
        registry = load(offer)
    except PluginFault as fault:
        return listed._replace(disabled=str(fault))
    return listed._replace(
        title=registry.title,
        api=registry.api,
        versions=tuple(registry.versions),
        kinds=tuple(registry.kinds),
        filenames=tuple(registry.filenames),
    )
