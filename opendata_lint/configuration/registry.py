"""What configuration files say of the registry, as settings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from opendata_lint.configuration import merging
from opendata_lint.configuration.said import Layer, absolute
from opendata_lint.settings import CardEntry, Member, RegistrySettings, SiteSettings


def registry_of(layers: Sequence[Layer]) -> RegistrySettings:
    """The settings of the registry: of each key in `[registry]` the strongest source counts."""
    merged: dict[str, Any] = {}
    for said in merging.all_said(layers, "registry"):
        merged |= said.value
    values = {name: said.value for name, said in merged.items() if name != "receive"}  # the server's alone
    if "signers" in merged:
        values["signers"] = absolute(merged["signers"]).as_posix()
    values["cards"] = tuple((name, _card(told)) for name, told in values.get("cards", {}).items())
    values["members"] = tuple((name, _member(told)) for name, told in values.get("members", {}).items())
    values["site"] = SiteSettings(**{name: said.value for name, said in values.get("site", {}).items()})
    return RegistrySettings(**values)


def _card(told: Layer) -> CardEntry:
    values = {name: said.value for name, said in told.items()}
    if "data" in values:
        values["data"] = tuple(path.strip("/") for path in values["data"])
    return CardEntry(**values)


def _member(told: Layer) -> Member:
    values = {name: said.value for name, said in told.items()}
    signers = absolute(told["signers"]).as_posix() if "signers" in told else None
    return Member(**values | {"signers": signers})
