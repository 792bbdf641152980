"""What registries on the network know of the works that a card names.

The names stand in a card, which anybody may have written: only the registries that we know are asked, at
their usual addresses or those that somebody typed, and never with a token.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from opendata_lint.card import Card
from opendata_lint.facts.licenses import license_expression
from opendata_lint.network.fetching import read
from opendata_lint.network.protocol import Absent, Fetched
from opendata_lint.network.remotes import home_of, remote_named
from opendata_lint.registry.digests import blob_digest
from opendata_lint.registry.record import Record, Upstream
from opendata_lint.vocabulary.identifiers import Identifier, parse_identifier

Key = tuple[str, str]
"""Relation and identifier of a work in a record."""


class Renewed(NamedTuple):
    """A record, renewed by what registries say."""

    record: Record
    told: tuple[str, ...]
    """What was found or not, a line a work."""


def renewed(
    record: Record,
    known: frozenset[Key],
    stated: Mapping[Key, str | None],
    endpoints: Mapping[str, str],
    *,
    upgrade: bool = False,
) -> Renewed:
    """The record with revision, license and digest of each work as its registry has them.

    `known` works are not asked for. A revision that the card states is the one that is asked for, else that
    of the lock, unless `upgrade`, else the newest. Raises `NetworkFault` where a registry cannot be asked.
    """
    lineage, told = [], []
    for lock in record.lineage:
        key = lock.relation, lock.id
        work = parse_identifier(lock.id, record.kind)
        if key in known or home_of(work) is None:
            lineage.append(lock)
            continue
        asked = stated.get(key) or (None if upgrade else lock.revision)
        seen = _seen(work, asked, endpoints)
        if isinstance(seen, str):
            told.append(f"{lock.id}: not found, its lock stays: {seen}")
            lineage.append(lock)
            continue
        new = lock._replace(revision=asked or seen.revision, license=seen.license, digest=seen.digest)
        told.append(f"{lock.id}: {_change(lock, new)}")
        lineage.append(new)
    return Renewed(record._replace(lineage=tuple(lineage)), tuple(told))


def _change(before: Upstream, after: Upstream) -> str:
    words = [f"revision {after.revision}" if after.revision else "no revision", after.license or "no license"]
    if before.license and before.license != after.license:
        words.append(f"was under {before.license}")
    if before.digest and before.digest != after.digest:
        words.append("its card has changed")
    return ", ".join(words)


class _Seen(NamedTuple):
    revision: str | None
    license: str | None
    digest: str


def _seen(work: Identifier, revision: str | None, endpoints: Mapping[str, str]) -> _Seen | str:
    """What its registry says of a work at a revision; in words why not, where it does not have it."""
    name = home_of(work) or ""
    remote = remote_named(name)
    if name == "hf" and revision:
        work = parse_identifier(f"{work.work}@{revision}", work.kind)
    server = remote.server(endpoints.get(name), anonymous=True)
    try:
        fetched = remote.fetch(server, work)
    except Absent as error:
        return str(error)
    return _Seen(fetched.revision, _license(fetched, work), blob_digest(fetched.data))


def _license(fetched: Fetched, work: Identifier) -> str | None:
    if fetched.format == "hub":
        return license_expression(Card(fetched.data, fetched.path, work.kind or "dataset"))
    return read(fetched)[0].card.license.expression
