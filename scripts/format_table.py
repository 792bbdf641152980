"""Measures what each format keeps of a card, for `docs/exchange.md`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from opendata_lint.exchange.canonical import CanonicalCard
from opendata_lint.exchange.plugins import BUILT_IN, load
from opendata_lint.exchange.protocol import Loss, Registry
from opendata_lint.testing import rich_dataset, rich_model

BEGIN = "<!-- begin: made by scripts/generate.py from the formats themselves -->"
END = "<!-- end -->"


def outputs(root: Path) -> dict[Path, str]:
    """The page on formats with the table put between its marks."""
    path = root / "docs" / "exchange.md"
    text = path.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGIN)
    tail = rest.partition(END)[2]
    made = "\n".join(table())
    return {path: f"{head}{BEGIN}\n\n{made}\n\n{END}{tail}"}


def table() -> Iterator[str]:
    """A row a format: how it is named, and what it cannot say of a dataset's and of a model's card."""
    yield "| `--to` | format | versions | file | lost of a rich dataset card | of a rich model card |"
    yield "|---|---|---|---|---|---|"
    for registry in map(load, BUILT_IN):
        versions = ", ".join(registry.versions) or "-"
        lost = [lost_of(registry, card) for card in (rich_dataset(), rich_model())]
        file = f"`{registry.filenames[0]}`"
        yield f"| `{registry.name}` | {registry.title} | {versions} | {file} | {' | '.join(lost)} |"


def lost_of(registry: Registry, card: CanonicalCard) -> str:
    """What is lost of a card, in a few words."""
    if card.kind not in registry.kinds:
        return "read only" if not registry.kinds else f"no {card.kind}s"
    return ", ".join(summed(registry.dump(card).losses, card)) or "nothing"


def summed(losses: tuple[Loss, ...], card: CanonicalCard) -> Iterator[str]:
    """Parts that are lost: as a whole, or in places."""
    counts = Counter(loss.path.partition("/")[0] for loss in losses)
    whole = {loss.path for loss in losses}
    for part, count in counts.items():
        if part == "topics":
            yield f"{count} of {len(card.topics)} topics"
        else:
            yield part if part in whole else f"parts of {part}"
