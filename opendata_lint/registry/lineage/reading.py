"""The works that a card names, as its record has them."""

from __future__ import annotations

from collections.abc import Iterable

from opendata_lint.card import Card
from opendata_lint.facts.related import links_of
from opendata_lint.registry.record import Upstream


def upstreams_of(card: Card, former: Iterable[Upstream] = ()) -> tuple[Upstream, ...]:
    """The works that a card names, as its record has them: sorted, each once.

    What was seen of a work (revision, license, digest) is kept from the former record, unless the card now
    asks for another revision.
    """
    seen = {(one.relation, one.id): one for one in former}
    found: dict[tuple[str, str], Upstream] = {}
    for link in links_of(card):
        key = (link.relation, link.identifier.work)
        stated = link.identifier.revision
        lock = seen.get(key)
        if key in found:
            continue
        if lock is not None and stated in (None, lock.revision):
            found[key] = lock
        else:
            found[key] = Upstream(*key, stated)
    return tuple(found[key] for key in sorted(found))
