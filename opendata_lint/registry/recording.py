"""From a card and the tree around it to its record."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from opendata_lint.card import Card
from opendata_lint.facts.licenses import license_expression
from opendata_lint.facts.naming import title_of, version_of
from opendata_lint.registry.codeowners import CodeOwners, code_owners
from opendata_lint.registry.digests import content_digest
from opendata_lint.registry.holdings import Holding, Holdings
from opendata_lint.registry.lineage.reading import upstreams_of
from opendata_lint.registry.names import id_of
from opendata_lint.registry.record import Record, Records, read_records
from opendata_lint.settings import RegistrySettings
from opendata_lint.tree import GitFile, Tree, TreeFault


class Shelf:
    """The records of a tree beside the files that they speak of; everything is read when first needed."""

    def __init__(
        self,
        tree: Tree,
        settings: RegistrySettings = RegistrySettings(),  # noqa: B008 - immutable
        files: Mapping[str, GitFile] | None = None,
        cards: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """`files` None for those that Git has in the tree; `cards` are ids by path, on record or not."""
        self.tree = tree
        self.settings = settings
        self._given = files
        self._cards = cards

    @cached_property
    def records(self) -> Records:
        """What is on record."""
        return read_records(self.tree)

    @cached_property
    def files(self) -> Mapping[str, GitFile]:
        """The files of the tree; none outside of Git. Raises `TreeFault`."""
        return self._given if self._given is not None else self.tree.git_files() or {}

    @cached_property
    def holdings(self) -> Holdings:
        """Who has which files. Raises `TreeFault`."""
        ids = {record.card: record.id for record in self.records.by_id.values()} | dict(self._cards)
        said = {name: entry.data for name, entry in self.settings.cards if entry.data is not None}
        configured = {card: said[name] for card, name in ids.items() if name in said}
        return Holdings(self.files, ids, configured)

    def before(self) -> Tree | None:
        """The tree that this one is compared with, one and the same for all cards. Raises what it raises."""
        found = self._before
        if isinstance(found, TreeFault):
            raise found
        return found

    @cached_property
    def _before(self) -> Tree | TreeFault | None:
        try:
            return self.tree.before()
        except TreeFault as fault:
            return fault

    @cached_property
    def code_owners(self) -> CodeOwners | None:
        """What the tree's `CODEOWNERS` says, None where there is none."""
        return code_owners(self.tree)

    def owners(self, card_id: str, path: str) -> tuple[str, ...]:
        """Who answers for a card: whom the configuration names, else who owns its path by `CODEOWNERS`."""
        configured = self.settings.card(card_id).owners or self.settings.owners
        return configured or (self.code_owners.of(path) if self.code_owners else ())

    def holding(self, path: str) -> Holding:
        """What the card at a path has. Raises `TreeFault`."""
        return self.holdings.of(path)

    def record_of(
        self, card: Card, configured_id: str | None, profile: str | None, lost: Record | None = None
    ) -> Record | None:
        """The record that a card should have now; None where Git does not have the card.

        `profile` is the one that it passed. What cannot be told from the tree (status, notice, what was
        seen of its sources) is taken from the record that it has, else from `lost`. Raises `TreeFault`.
        """
        file = self.files.get(card.path)
        if file is None:
            return None
        card_id = id_of(card, configured_id)
        former = self.records.by_card(card.path) or self.records.by_id.get(card_id) or lost
        holding = self.holding(card.path)
        fresh = Record(
            id=card_id,
            kind=card.kind,
            card=card.path,
            card_digest=content_digest(file.id),
            title=title_of(card),
            version=version_of(card),
            data=holding.roots,
            data_digest=holding.digest,
            license=license_expression(card),
            profile=profile,
            owners=self.owners(card_id, card.path),
            exports=holding.exports,
        )
        fresh = fresh._replace(lineage=upstreams_of(card, former.lineage if former else ()))
        return fresh if former is None else _with_kept(fresh, former)


def _with_kept(fresh: Record, former: Record) -> Record:
    """What only people can tell stays as it is."""
    return fresh._replace(status=former.status, notice=former.notice, replaced_by=former.replaced_by)


class Difference(NamedTuple):
    """A fact of a record that is not as it should be."""

    field: str
    recorded: object
    now: object


def differences(recorded: Record, now: Record) -> list[Difference]:
    """What a record says otherwise than it should."""
    pairs = zip(Record._fields, recorded, now, strict=True)
    return [Difference(name, one, other) for name, one, other in pairs if one != other]
