"""Cards in the caches of this machine: that of the Hugging Face Hub's client, and that of OpenML's.

Only read where somebody asks for it, as what is found depends on the machine. The folders are read as they
lie; no client is loaded, and nothing is fetched.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from opendata_lint.card import Card, Kind
from opendata_lint.facts.licenses import license_expression
from opendata_lint.facts.naming import title_of
from opendata_lint.registry.digests import blob_digest
from opendata_lint.registry.lineage.resolving import Cached
from opendata_lint.vocabulary.identifiers import Identifier

_LARGEST = 2_000_000
"""Bytes of a cached card or description that are read."""


class Caches(NamedTuple):
    """Where the caches are."""

    hub: Path
    openml: Path

    def lookup(self, identifier: Identifier) -> Cached | None:
        """What the caches have of a work; None where they do not have it."""
        try:
            if identifier.work.startswith(("hf:datasets/", "hf:models/")):
                return self._on_hub(identifier)
            if identifier.scheme == "openml":
                return self._on_openml(identifier)
        except (OSError, ValueError):
            pass  # A cache that cannot be read has nothing.
        return None

    def _on_hub(self, identifier: Identifier) -> Cached | None:
        """`{datasets,models}--OWNER--NAME/snapshots/COMMIT/README.md`; names of revisions are in `refs/`."""
        room, _, name = identifier.work[3:].partition("/")
        folder = self.hub / "--".join((room, *name.split("/")))
        commit = _commit(folder, identifier.revision or "main")
        if commit is None:
            return None
        data = _read(folder / "snapshots" / commit / "README.md")
        kind: Kind = "dataset" if room == "datasets" else "model"
        card = Card(data, "README.md", kind)
        return Cached(title_of(card), license_expression(card), blob_digest(data), commit)

    def _on_openml(self, identifier: Identifier) -> Cached | None:
        """`org/openml/www/datasets/NUMBER/description.xml`."""
        number = identifier.work.rpartition("/")[2]
        data = _read(self.openml / "org" / "openml" / "www" / "datasets" / number / "description.xml")
        text = data.decode("utf-8", "replace")
        return Cached(_element(text, "name"), _license(_element(text, "licence")), blob_digest(data), None)


def caches_of(environment: Mapping[str, str] = os.environ) -> Caches:
    """The caches where their clients would look for them, by the same variables."""
    home = Path(environment.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    hub_home = Path(environment.get("HF_HOME") or home / "huggingface").expanduser()
    hub = environment.get("HF_HUB_CACHE") or environment.get("HUGGINGFACE_HUB_CACHE") or hub_home / "hub"
    openml = environment.get("OPENML_CACHE_DIR") or home / "openml"
    return Caches(Path(hub).expanduser(), Path(openml).expanduser())


def _commit(folder: Path, revision: str) -> str | None:
    """The commit of a revision, as the cache last saw it."""
    if re.fullmatch(r"[0-9a-f]{40}", revision):
        return revision
    parts = revision.split("/")
    if any(part in ("", ".", "..") for part in parts):
        return None
    told = _read(folder.joinpath("refs", *parts)).decode("ascii", "replace").strip()
    return told if re.fullmatch(r"[0-9a-f]{40}", told) else None


def _read(path: Path) -> bytes:
    """The start of a regular file. Raises `OSError`."""
    if not path.is_file():
        raise FileNotFoundError(path)
    with path.open("rb") as file:
        return file.read(_LARGEST)


def _element(text: str, name: str) -> str | None:
    """The text of the first element of that name: no parser is let at files of unknown origin."""
    match = re.search(rf"<oml:{name}>([^<]{{1,500}})</oml:{name}>", text)
    if not match:
        return None
    from html import unescape

    return " ".join(unescape(match[1]).split()) or None


def _license(told: str | None) -> str | None:
    """OpenML's license as expression; `Public` and texts that name no license are none."""
    if told is None or told.lower() in ("public", "unknown"):
        return None
    quoted = told.replace("\\", "").replace('"', "")
    return license_expression(Card(f'---\nlicense: "{quoted}"\n---\n'.encode(), "README.md", "dataset"))
