"""From a card to what is sent to a registry."""

from __future__ import annotations

from opendata_lint.exchange.canonical import CanonicalCard
from opendata_lint.network.protocol import NetworkFault, Parcel, Publisher


def parcel_of(data: bytes, facts: CanonicalCard, publisher: Publisher, work: str) -> Parcel:
    """What to send of a card, given as it stands and as facts.

    `work` names the work whose metadata is replaced, empty where the card may tell. Raises `NetworkFault`
    where the registry takes none of the kind, `NotExpressible` where the card lacks what the registry needs.
    """
    if facts.kind not in publisher.kinds:
        raise NetworkFault(f"{publisher.title} takes no cards of a {facts.kind}")
    target = publisher.work(work, facts)
    written = publisher.written(data, facts, target)
    return Parcel(facts, written.data, target, written.losses)
