"""From the identifier of a work to the card that is known of it: in this registry, in a member, nowhere.

Nothing is fetched. The order: the records of the same repository, those of members, what the record saw when
it was last looked at, caches of this machine (only where they are asked for), and last what the names of
well-known models tell of their licenses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from opendata_lint.card import Kind
from opendata_lint.registry.record import Record, Upstream
from opendata_lint.rules.lineage import names_of
from opendata_lint.vocabulary.identifiers import Identifier
from opendata_lint.vocabulary.models import license_of_model

Origin = Literal["here", "member", "lock", "cache", "names", "unresolved"]
"""Where what is known of a work comes from."""


class Node(NamedTuple):
    """A work in a graph of lineage."""

    key: str
    """The id of a card here, `member:id`, or an identifier without revision; bare names are `name:...`."""
    kind: Kind | None
    title: str | None
    license: str | None
    """An SPDX expression."""
    origin: Origin
    record: Record | None = None
    """None where no registry has it."""
    digest: str | None = None
    """Of its card, where that is known without a record."""
    revision: str | None = None
    """The one that was seen."""

    @property
    def known(self) -> bool:
        """Whether more than its name is known."""
        return self.origin != "unresolved"

    @property
    def status(self) -> str | None:
        """The status on record."""
        return self.record.status if self.record else None

    @property
    def card_digest(self) -> str | None:
        """The digest of its card, where that is known."""
        return self.record.card_digest if self.record else self.digest


class Cached(NamedTuple):
    """What a cache of this machine has of a work."""

    title: str | None
    license: str | None
    digest: str | None
    revision: str | None


Lookup = Callable[[Identifier], Cached | None]
"""Ask the caches of this machine."""


def nothing_cached(identifier: Identifier) -> None:
    """The lookup of those who must not depend on the machine."""


class Catalog:
    """The records of one registry, by every name that a card may go by."""

    def __init__(self, records: Mapping[str, Record], member: str | None = None) -> None:
        self.records = records
        self.member = member
        self._by_name: dict[str, list[str]] = {}
        self._by_digest: dict[str, str] = {}
        for record in records.values():
            for name in dict.fromkeys(one.casefold() for one in (record.id, *names_of(record.card))):
                self._by_name.setdefault(name, []).append(record.id)
            if record.data_digest:
                self._by_digest.setdefault(record.data_digest, record.id)

    def key(self, card_id: str) -> str:
        """The key of a card of this registry in the graph."""
        return f"{self.member}:{card_id}" if self.member else card_id

    def find(self, identifier: Identifier, kind: Kind | None) -> str | None:
        """The id of the one card that an identifier may mean; None where there is none, or more than one."""
        if identifier.scheme == "swh":
            return self._by_digest.get(identifier.work)
        name = _name_of(identifier)
        for choice in dict.fromkeys((name, name.rpartition("/")[2])) if name else ():
            ids = self._by_name.get(choice.casefold(), ())
            fitting = [one for one in ids if kind is None or self.records[one].kind == kind]
            if fitting:
                return fitting[0] if len(fitting) == 1 else None
        return None


def _name_of(identifier: Identifier) -> str | None:
    """What a card's folder may be called: the name on the Hub, or a bare word."""
    if identifier.scheme == "name":
        return identifier.work
    if identifier.work.startswith(("hf:datasets/", "hf:models/")):
        return identifier.work.partition("/")[2]
    return None


class Resolver:
    """Finds works in registries, in this order: one's own, then the others."""

    def __init__(
        self,
        records: Mapping[str, Record],
        members: Mapping[str, Mapping[str, Record]],
        lookup: Lookup = nothing_cached,
    ) -> None:
        self.own = Catalog(records)
        self.members = {name: Catalog(others, name) for name, others in members.items()}
        self._lookup = lookup

    def catalogs(self) -> list[Catalog]:
        """One's own registry, then the members."""
        return [self.own, *self.members.values()]

    def resolve(
        self, identifier: Identifier, kind: Kind | None, asking: Catalog, lock: Upstream | None = None
    ) -> Node:
        """What is known of a work that a card of the registry `asking` names."""
        kind = identifier.kind or kind
        if identifier.scheme == "member":
            name, _, card_id = identifier.work.partition(":")
            home = self.members.get(name)
            if home and card_id in home.records:
                return node_of(home, home.records[card_id])
        for catalog in dict.fromkeys((asking, *self.catalogs())):
            found = catalog.find(identifier, kind)
            if found is not None:
                return node_of(catalog, catalog.records[found])
        return self._from_elsewhere(identifier, kind, lock)

    def _from_elsewhere(self, identifier: Identifier, kind: Kind | None, lock: Upstream | None) -> Node:
        """A work that no registry has."""
        key = f"name:{identifier.work}" if identifier.scheme == "name" else identifier.work
        bare = Node(key, kind, None, None, "unresolved", revision=identifier.revision)
        if lock and (lock.license or lock.digest):
            return bare._replace(
                license=lock.license, digest=lock.digest, origin="lock", revision=lock.revision
            )
        cached = self._lookup(identifier)
        if cached:
            return bare._replace(origin="cache", **cached._asdict())
        family = license_of_model(_name_of(identifier) or "") if kind == "model" else None
        return bare._replace(origin="names", license=family.id) if family else bare


def node_of(catalog: Catalog, record: Record) -> Node:
    """The node of a card on record."""
    return Node(
        catalog.key(record.id), record.kind, record.title, record.license,
        "member" if catalog.member else "here", record,
    )  # fmt: skip
