"""Rules on the descriptors beside a card: they say what the card says, and their checksums are some."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from opendata_lint.card import Card
from opendata_lint.finding import NOWHERE, Finding, Place, Related, at_value
from opendata_lint.registry.rules.standing import standing, unless_unknown
from opendata_lint.rules import rule
from opendata_lint.tree import Tree

if TYPE_CHECKING:
    from opendata_lint.registry.record import Record

_SHOWN = 3


@rule("REG008")
@unless_unknown
def descriptor_disagrees(card: Card, tree: Tree) -> Iterator[Finding]:
    """A descriptor that names another license or version than the card."""
    stands = standing(card, tree)
    if stands is None or stands.now is None:
        return
    from opendata_lint.registry.descriptors import stated

    for path, _ in stands.now.exports:
        said = stated(tree, path)
        if said is None:
            continue
        related = (Related(NOWHERE, "the descriptor", path),)
        if not _is_judged_elsewhere(path, card) and _is_other_license(said.licenses, stands.now):
            yield Finding(
                "REG008",
                f"{path} says {_listed(said.licenses)} for the license, and the card {stands.now.license}",
                _at(card, "/license"), hint="Say the same in both; the card counts.", related=related,
                subject=f"{path} license",
            )  # fmt: skip
        if _is_other_version(said.version, stands.now.version):
            yield Finding(
                "REG008", f"{path} says version {said.version}, and the card {stands.now.version}",
                _at(card, "/version"), hint="Say the same in both; the card counts.", related=related,
                subject=f"{path} version",
            )  # fmt: skip


def _is_judged_elsewhere(path: str, card: Card) -> bool:
    """Whether the rules on licenses hold the descriptor against the card, with or without a registry."""
    from opendata_lint.rules.license_files import is_description

    folder, _, name = path.rpartition("/")
    return folder == card.path.rpartition("/")[0] and is_description(name)


def _is_other_license(licenses: tuple[str, ...], now: Record) -> bool:
    """Whether a descriptor grants what the card does not; one that names less may mean the data alone."""
    from opendata_lint.registry.descriptors import known_licenses

    ours = known_licenses((now.license or "",))
    theirs = known_licenses(licenses)
    return ours is not None and theirs is not None and not theirs <= ours


def _is_other_version(theirs: str | None, ours: str | None) -> bool:
    from opendata_lint.registry.counting import parse_version, step

    if theirs is None or ours is None or step(ours, theirs).kind == "same":
        return False
    # A text without numbers may say something else than which version it is.
    return parse_version(theirs) is not None and parse_version(ours) is not None


def _at(card: Card, pointer: str) -> Place:
    return at_value(pointer) if card.find(pointer) else NOWHERE


def _listed(licenses: tuple[str, ...]) -> str:
    return ", ".join(f"`{one[:80]}`" for one in licenses[:_SHOWN])


@rule("REG012")
@unless_unknown
def checksum_placeholder(card: Card, tree: Tree) -> Iterator[Finding]:
    """A checksum that is none."""
    stands = standing(card, tree)
    if stands is None:
        return
    from opendata_lint.registry.checksums import bad_checksums
    from opendata_lint.registry.descriptors import load_json

    hint = "Write the checksum of the file, or leave the key out."
    for pointer, why in bad_checksums(card.metadata):
        yield Finding("REG012", f"`{pointer}` is no checksum: {why}", _at(card, pointer), hint=hint)
    exports = stands.now.exports if stands.now else ()
    for path in (path for path, _ in exports if path.lower().endswith((".json", ".jsonld"))):
        found = bad_checksums(load_json(tree, path))
        if found:
            more = f"; and {len(found) - 1} more" if len(found) > 1 else ""
            yield Finding(
                "REG012", f"{path}: `{found[0][0]}` is no checksum: {found[0][1]}{more}", hint=hint,
                related=(Related(NOWHERE, "the descriptor", path),), subject=path,
            )  # fmt: skip
