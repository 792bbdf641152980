"""What the message of a release's tag states, as trailers: written and read strictly, byte by byte.

Git's own reading of trailers is lenient (they may be folded, doubled, or followed by others). Here every
fact stands once, in the last paragraph, on one line, and nowhere else: what a person sees is what counts.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from opendata_lint.registry.record import Record
from opendata_lint.registry.releases.grammar import TagFault
from opendata_lint.registry.versions import plain

NONE = "none"
"""What stands for a fact that there is not: no data in the repository, no license."""

_ONCE = ("Card-Id", "Card-Version", "Card-Digest", "Data-Digest", "License", "Profile", "Result")
_MANY = "Lineage"
_OURS = re.compile(rf"(?im)^[ \t]*({'|'.join((*_ONCE, _MANY))})[ \t]*:")
_TRAILER = re.compile(r"([A-Za-z0-9][A-Za-z0-9-]*): (\S.*)")


class Attestation(NamedTuple):
    """What a release states of a card at a commit."""

    id: str
    version: str
    card_digest: str
    data_digest: str | None
    license: str | None
    profile: str
    """The profile that the card passed."""
    lineage: tuple[str, ...] = ()
    """Relation, id, revision and digest of each source whose digest was on record."""


def attestation_of(record: Record, version: str) -> Attestation:
    """What a release of a card states, from its record, which must have passed a profile."""
    assert record.profile
    return Attestation(
        record.id, plain(version), record.card_digest, record.data_digest, record.license, record.profile,
        lineage_of(record),
    )  # fmt: skip


def lineage_of(record: Record) -> tuple[str, ...]:
    """The sources of a card of which a digest is on record, a line each."""
    return tuple(
        f"{one.relation} {one.id} {one.revision or NONE} {one.digest}" for one in record.lineage if one.digest
    )


def to_message(stated: Attestation, text: str) -> str:
    """The message of a tag: the text of whoever releases, then the trailers.

    Raises `TagFault` for a text or a fact that would be read otherwise than it is meant.
    """
    said = text.strip().replace("\r\n", "\n")
    if _OURS.search(said):
        raise TagFault("the message has a line like those that state the facts of a release; reword it")
    if re.search(r"(?m)^-----BEGIN ", said):
        raise TagFault("the message has a line like the beginning of a signature; reword it")
    values = (
        stated.id, stated.version, stated.card_digest, stated.data_digest or NONE, stated.license or NONE,
        stated.profile, "pass",
    )  # fmt: skip
    pairs = [*zip(_ONCE, values, strict=True), *((_MANY, line) for line in stated.lineage)]
    for name, value in pairs:
        if not value.isprintable() or value != value.strip():
            raise TagFault(f"`{name}` of the release cannot be written on one line: {value[:60]!r}")
    trailers = "\n".join(f"{name}: {value}" for name, value in pairs)
    return f"{said}\n\n{trailers}\n"


def states_something(message: str) -> bool:
    """Whether there is anything like our trailers in a message."""
    return _OURS.search(message) is not None


def read(message: str) -> Attestation:
    """What a message, without its signature, states. Raises `TagFault` for any that is not as we write it."""
    if "\r" in message or "\0" in message:
        raise TagFault("its message has carriage returns or NULs, which may hide a line")
    body, _, last = message.rstrip("\n").rpartition("\n\n")
    found: dict[str, list[str]] = {}
    for line in last.split("\n"):
        match = _TRAILER.fullmatch(line)
        if match is None:
            raise TagFault("the last paragraph of its message is not made of `Name: value` lines alone")
        name = next((known for known in (*_ONCE, _MANY) if known.lower() == match[1].lower()), match[1])
        found.setdefault(name, []).append(match[2])
    if _OURS.search(body):
        raise TagFault("its message states facts in the middle too, where only text belongs")
    for name in _ONCE:
        number = len(found.get(name, ()))
        if number != 1:
            raise TagFault(f"its message states `{name}` {f'{number} times' if number else 'nowhere'}")
    facts = {name: found[name][0] for name in _ONCE}
    if facts["Result"] != "pass":
        raise TagFault(f"it states the result `{facts['Result']}`, and only what passes is released")
    return Attestation(
        facts["Card-Id"], facts["Card-Version"], facts["Card-Digest"], _or_none(facts["Data-Digest"]),
        _or_none(facts["License"]), facts["Profile"], tuple(found.get(_MANY, ())),
    )  # fmt: skip


def _or_none(value: str) -> str | None:
    return None if value == NONE else value
