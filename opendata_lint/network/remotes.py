"""Which registries there are on the network, and which of them has a work."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from opendata_lint.network.protocol import NetworkFault, Publisher, Remote
from opendata_lint.network.zenodo import number_of
from opendata_lint.vocabulary.identifiers import Identifier

_ROOM = "opendata_lint.network"
_ALL = {
    "hf": "hub:Hub",
    "openml": "openml:OpenML",
    "kaggle": "kaggle:Kaggle",
    "zenodo": "zenodo:Zenodo",
    "datacite": "datacite:DataCite",
}
PUBLISHERS = ("openml", "hf", "zenodo", "kaggle")
"""What `publish --to` takes."""


def remote_named(name: str) -> Remote:
    """The registry of a name in `_ALL`."""
    module, _, class_ = _ALL[name].partition(":")
    return cast(Remote, getattr(import_module(f"{_ROOM}.{module}"), class_)())


def publisher_named(name: str) -> Publisher:
    """One of `PUBLISHERS`."""
    return cast(Publisher, remote_named(name))


def home_of(work: Identifier) -> str | None:
    """The name of the registry that has a work; None where it is none that we can ask."""
    if work.work.startswith(("hf:datasets/", "hf:models/")):
        return "hf"
    if work.scheme == "openml":
        return "openml"
    if work.work.startswith("kaggle:datasets/"):
        return "kaggle"
    if work.scheme == "doi":
        return "zenodo" if number_of(work) else "datacite"
    return None


def remote_of(work: Identifier) -> Remote:
    """The registry that has a work. Raises `NetworkFault` where it is none that we can ask."""
    name = home_of(work)
    if name is None:
        raise NetworkFault(
            f"`{work.text}` is in no registry that can be asked; give openml:61, hf:datasets/OWNER/NAME, "
            "hf:models/OWNER/NAME, zenodo:1234567, kaggle:OWNER/SLUG, or a DOI"
        )
    return remote_named(name)
