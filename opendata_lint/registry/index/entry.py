"""An entry of a registry: a card with its record, or a record whose card is gone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from opendata_lint.card import Card, Kind
from opendata_lint.facts import facets
from opendata_lint.facts.licenses import license_expression
from opendata_lint.facts.naming import title_of, version_of
from opendata_lint.registry.digests import content_digest
from opendata_lint.registry.lineage.reading import upstreams_of
from opendata_lint.registry.names import id_of
from opendata_lint.registry.record import Record, Status, Upstream

State = Literal["current", "stale", "unrecorded", "gone", "member"]
"""`current`: the record is of the card as it is; `stale`: of a former one; `gone`: there is no card to it;
`member`: the record is of a card in another registry."""


class Entry(NamedTuple):
    """A card of a tree with its record, or a record whose card is gone.

    What the card says counts; where it is gone, what the record says.
    """

    id: str
    path: str
    """The card's path from the tree's root; of a card that is gone, where it was."""
    kind: Kind
    state: State
    record: Record | None
    blob: str | None
    """The id of the card's file in Git; None where the card is gone."""
    title: str | None
    summary: str
    """At most 300 characters of plain text; empty where the card does not say."""
    license: str | None
    """An SPDX expression."""
    licenses: tuple[str, ...]
    """Each license in the expression."""
    languages: tuple[str, ...]
    tasks: tuple[str, ...]
    modalities: tuple[str, ...]
    tags: tuple[str, ...]
    version: str | None
    status: Status | None
    """From the record; None without one."""
    owners: tuple[str, ...]
    lineage: tuple[Upstream, ...]
    front_matter: Mapping[str, Any]
    body: str
    """The Markdown behind the front matter."""
    data: bytes
    """The content of the card's file; empty where the card is gone."""

    def card(self) -> Card:
        """The card; its sections and topics are read when they are asked for."""
        return Card(self.data, self.path, self.kind)

    @property
    def passes(self) -> str | None:
        """The profile that the card, as it is, is on record to pass."""
        return self.record.profile if self.record and self.state in ("current", "member") else None


def entry_of(card: Card, blob: str, data: bytes, configured_id: str | None, record: Record | None) -> Entry:
    """The entry of a card that was read, with its record if it has one."""
    expression = license_expression(card)
    entry = Entry(
        id=id_of(card, configured_id),
        path=card.path,
        kind=card.kind,
        state="unrecorded",
        record=None,
        blob=blob,
        title=title_of(card),
        summary=facets.summary_of(card),
        license=expression,
        licenses=facets.terms_of(expression),
        languages=facets.languages_of(card),
        tasks=facets.tasks_of(card),
        modalities=facets.modalities_of(card),
        tags=facets.tags_of(card),
        version=version_of(card),
        status=None,
        owners=(),
        lineage=() if record else upstreams_of(card),
        front_matter=card.metadata,
        body=card.body,
        data=data,
    )
    return with_record(entry, record)


def with_record(entry: Entry, record: Record | None) -> Entry:
    """The entry with the record that belongs to it; as it is where there is none."""
    if record is None:
        return entry
    state = _state(record, entry.blob)
    return entry._replace(
        state=state,
        record=record,
        status=record.status,
        owners=record.owners,
        lineage=record.lineage if state == "current" else upstreams_of(entry.card(), record.lineage),
    )


def _state(record: Record, blob: str | None) -> State:
    if blob is None:
        return "gone"
    return "current" if record.card_digest == content_digest(blob) else "stale"


def of_record(record: Record, blob: str | None) -> Entry:
    """The entry of a record alone: its card is gone (`blob` None), or its content is not in this clone."""
    return Entry(
        id=record.id,
        path=record.card,
        kind=record.kind,
        state=_state(record, blob),
        record=record,
        blob=blob,
        title=record.title,
        summary="",
        license=record.license,
        licenses=facets.terms_of(record.license),
        languages=(),
        tasks=(),
        modalities=(),
        tags=(),
        version=record.version,
        status=record.status,
        owners=record.owners,
        lineage=record.lineage,
        front_matter={},
        body="",
        data=b"",
    )


def of_member(name: str, record: Record, trusted: bool) -> Entry:
    """The entry of a card in another registry, which goes by `name:id` and by its record alone.

    Of a registry that is not trusted no more is taken than that there is such a card.
    """
    known = record if trusted else record._replace(license=None, version=None, profile=None, owners=())
    lineage = tuple(_seen_from_here(name, one) for one in record.lineage) if trusted else ()
    own = known._replace(id=f"{name}:{record.id}", card=f"{name}:{record.card}", lineage=lineage)
    return of_record(own, None)._replace(state="member", status=record.status if trusted else None)


def _seen_from_here(name: str, upstream: Upstream) -> Upstream:
    """A source as it is called here: ids of cards in the member's own registry get its name in front."""
    return upstream if ":" in upstream.id else upstream._replace(id=f"{name}:{upstream.id}")
