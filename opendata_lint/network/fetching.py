"""What a registry served, as facts."""

from __future__ import annotations

from opendata_lint.exchange.exporting import FormatFault, loaded
from opendata_lint.exchange.protocol import DescriptorFault, Loaded, Registry
from opendata_lint.network.protocol import Fetched, NetworkFault

CARD = "hub"
"""The format of cards."""


def read(fetched: Fetched) -> tuple[Loaded, Registry]:
    """What a descriptor says, and the format that it is in. Raises `NetworkFault` for what is none."""
    try:
        found, registry = loaded(fetched.data, fetched.path, fetched.format)
    except (DescriptorFault, FormatFault) as error:
        raise NetworkFault(f"what the registry serves cannot be read: {error}") from error
    if fetched.measured:
        from opendata_lint.exchange.formats.openml.measured import joined

        more = (read(Fetched(data, fetched.format, "measured.xml"))[0].card for data in fetched.measured)
        found = found._replace(card=joined(found.card, *more))
    if fetched.files and not found.card.files:
        found = found._replace(card=found.card._replace(files=fetched.files))
    return found, registry
