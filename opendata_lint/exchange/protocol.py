"""What a plugin for a registry or format is: the one interface of our own and of other people's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from opendata_lint.exchange.canonical import CanonicalCard
from opendata_lint.finding import Finding, Span
from opendata_lint.vocabulary.identifiers import Identifier

API = 1
"""The version of this interface. A plugin that was made for another one is not run."""


class DescriptorFault(Exception):
    """A descriptor cannot be read at all: the message says what, where and why."""

    def __init__(self, message: str, span: Span | None = None) -> None:
        super().__init__(message)
        self.span = span
        """The offsets of the place in its text, where there is one."""


class LimitFault(DescriptorFault):
    """A descriptor is larger or deeper than what is read; nothing says that it is wrong."""


class NotExpressible(Exception):
    """A format has no way to say what a card is, such as Kaggle's for a model; the message says why."""

    @classmethod
    def lacking(cls, title: str, missing: Sequence[str]) -> NotExpressible:
        """For a card without facts that a format demands, each with the key that would say it."""
        words = " and ".join(filter(None, [", ".join(missing[:-1]), missing[-1]]))
        return cls(f"{title} asks for {words}: add {'it' if len(missing) == 1 else 'them'} to the card")


class Loss(NamedTuple):
    """What a format cannot say of a card."""

    path: str
    """In the canonical card: `creators/0/orcid`, `topics/bias`."""
    reason: str
    """The limit that it meets, for people: `OpenML allows 64 characters`."""


class Loaded(NamedTuple):
    """What came of reading a descriptor."""

    card: CanonicalCard
    unknown: tuple[str, ...] = ()
    """Pointers of what was not understood; its values are kept in the card's `extra`."""
    notes: tuple[str, ...] = ()
    """What was understood another way than it is written, a sentence each."""


class Dumped(NamedTuple):
    """What came of writing a descriptor."""

    data: bytes
    losses: tuple[Loss, ...] = ()
    """Everything that `load` would not find again, each named once."""


class Registry(Protocol):
    """A plugin. Nothing here opens a connection or writes a file; the same input gives the same output."""

    api: int
    """`API` as the plugin knows it."""
    name: str
    """Lower case, such as `croissant`; what `--to` and `--from` take."""
    title: str
    """The name for people, such as `Croissant`."""
    versions: tuple[str, ...]
    """Versions of the format that can be written, the usual one first; empty where it has none."""
    filenames: tuple[str, ...]
    """Glob patterns of usual file names, the one to write first; several formats may share one."""
    id_schemes: tuple[str, ...]
    """Prefixes of identifiers that are this registry's, such as `openml`."""
    kinds: tuple[str, ...]
    """The kinds of cards that can be written: `dataset`, `model`; empty where it can only be read."""

    def sniff(self, path: str, head: bytes) -> float:
        """How likely a file is one of these, 0 to 1, by its path and its first 64 kB.

        Above 0.5 for a file that says what it is; below for one that only has the name.
        """

    def load(self, data: bytes, path: str) -> Loaded:
        """A descriptor as a card. Raises `DescriptorFault`, and nothing else, for what cannot be read."""

    def dump(self, card: CanonicalCard, version: str | None = None) -> Dumped:
        """A card as a descriptor of a version, by default the first of `versions`.

        Raises `NotExpressible` for a kind of card, or one without a fact, that the format cannot be of.
        """

    def check(self, data: bytes, path: str) -> Iterable[Finding]:
        """What is wrong by the format's specification, at JSON pointers into the descriptor."""

    def parse_id(self, text: str) -> Identifier | None:
        """An identifier of this registry in any of its forms; None for what is none."""


def losses_of(before: CanonicalCard, after: CanonicalCard, reasons: Mapping[str, str]) -> tuple[Loss, ...]:
    """What a card lost on its way, measured: each difference with the reason that its path has.

    `reasons` are by path, the longest that fits wins; `*` stands for the number of a list's member and for
    the name of a topic. Raises `LookupError` for a difference without a reason: the plugin loses what it
    does not know of.
    """
    from opendata_lint.exchange.differences import differences

    lost: dict[Loss, None] = {}
    for path in differences(before, after):
        reason = _reason(path, reasons)
        if reason is None:
            raise LookupError(f"{path} is lost, and no reason for it is known")
        lost[Loss(path, reason)] = None
    return tuple(lost)


def _reason(path: str, reasons: Mapping[str, str]) -> str | None:
    steps = path.split("/")
    for end in range(len(steps), 0, -1):
        for pattern, reason in reasons.items():
            wanted = pattern.split("/")
            if len(wanted) == end and all(
                want in ("*", step) for want, step in zip(wanted, steps, strict=False)
            ):
                return reason
    return None
