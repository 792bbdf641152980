"""What a registry on the network is to us."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from opendata_lint.exchange.canonical import CanonicalCard, File
from opendata_lint.exchange.protocol import Dumped, Loss
from opendata_lint.vocabulary.identifiers import Identifier

if TYPE_CHECKING:
    from opendata_lint.network.servers import Server


class NetworkFault(Exception):
    """Something could not be fetched or sent; the message says what, where, why, and holds no token."""


class Absent(NetworkFault):
    """The registry answers that it does not have the work, or not for us."""


class Fetched(NamedTuple):
    """A descriptor as a registry serves it."""

    data: bytes
    format: str
    """The name of the exchange format that reads it; `hub` for what is a card already."""
    path: str
    """The file name that it usually has."""
    revision: str | None = None
    """The commit or version that was served, where the registry has such."""
    files: tuple[File, ...] = ()
    """Files of the work, where the registry tells of them beside the descriptor."""
    measured: tuple[bytes, ...] = ()
    """What OpenML's server has measured of the data: features, qualities."""


class Parcel(NamedTuple):
    """What is to be sent: looked at and confirmed before anything leaves."""

    card: CanonicalCard
    data: bytes
    """The descriptor in the registry's format, or the card itself."""
    work: Identifier | None
    """The work whose metadata is replaced; None to make a new one."""
    losses: tuple[Loss, ...] = ()
    """What of the card the registry has no place for."""


class Plan(NamedTuple):
    """What sending would do, in words for whoever has to confirm it."""

    deed: str
    """`replace the metadata of ...`, `make a draft`."""
    body: str
    """What is sent, as text."""
    left_out: tuple[str, ...] = ()
    """What of it the registry cannot take this way."""


class Remote(Protocol):
    """A registry that can be asked. Its methods may raise `NetworkFault`."""

    name: str
    """What `--to` takes, and the exchange format that it takes metadata in."""
    title: str
    """The name for people."""

    def server(self, given: str | None, *, anonymous: bool) -> Server:
        """Where the registry is: at `given`, which somebody typed, or where its client would look."""

    def fetch(self, server: Server, work: Identifier) -> Fetched:
        """The descriptor of a work. Raises `Absent` where there is none."""


class Publisher(Remote, Protocol):
    """A registry that takes metadata too."""

    kinds: tuple[str, ...]
    """The kinds of cards that it can be sent."""

    def work(self, text: str, card: CanonicalCard) -> Identifier | None:
        """The work of this registry that a text names, or the card where the text is empty."""

    def written(self, data: bytes, card: CanonicalCard, work: Identifier | None) -> Dumped:
        """What is sent of a card, given as it stands and as facts. May raise what `Registry.dump` raises."""

    def plan(self, server: Server, parcel: Parcel) -> Plan:
        """What would be sent. May read from the registry, and changes nothing there."""

    def send(self, server: Server, parcel: Parcel) -> str:
        """Send it; where the work now is, as an address."""
