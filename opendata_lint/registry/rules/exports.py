"""The rule on checksums in front matter and in the descriptors on record."""

from __future__ import annotations

from collections.abc import Iterator

from opendata_lint.card import Card
from opendata_lint.finding import NOWHERE, Finding, Place, Related, at_value
from opendata_lint.registry.rules.standing import standing, unless_unknown
from opendata_lint.rules import rule
from opendata_lint.tree import Tree


def _at(card: Card, pointer: str) -> Place:
    return at_value(pointer) if card.find(pointer) else NOWHERE


@rule("REG012")
@unless_unknown
def checksum_placeholder(card: Card, tree: Tree) -> Iterator[Finding]:
    """A checksum that is none."""
    stands = standing(card, tree)
    if stands is None:
        return
    from opendata_lint.registry.checksums import bad_checksums, load_json

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
