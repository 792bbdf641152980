"""The card itself, as the Hugging Face Hub has it: Markdown with YAML front matter."""

from __future__ import annotations

from collections.abc import Iterable

from opendata_lint.exchange.canonical import CanonicalCard
from opendata_lint.exchange.formats.hub.reading import read_card
from opendata_lint.exchange.formats.hub.writing import write_card
from opendata_lint.exchange.protocol import API, DescriptorFault, Dumped, Loaded, NotExpressible, losses_of
from opendata_lint.finding import Finding
from opendata_lint.vocabulary.identifiers import Identifier, parse_identifier

_REASONS = {
    "title": "a title in a card is one line without white space at its ends, and no placeholder",
    "modalities": "a card that states no modalities has those of its tasks and columns",
    "license": "a card names licenses by the Hub's ids, or as `other` by name and address",
    "files": "a card does not list files: they are read from the folder it stands in",
    "tables/*/files": "`configs` names the files of all tables, or of none",
    "tables/*/key": "a card has no place for the columns that tell records apart",
    "tables/*/target": "`train-eval-index` names one column of a table that a card lists",
    "tables/*/description": "a card describes its tables in its text alone",
    "tables/*/columns": "`dataset_info` holds names and types; descriptions stand in the text, for one table",
    "tables": "`dataset_info` holds tables with columns, splits or files",
    "summary": "the text of a card is Markdown: a summary that would end its section is escaped",
    "topics": "the text of a card is Markdown: a heading in it is escaped, a placeholder is no answer",
    "citation": "a citation in a card is BibTeX or text in a section of its own",
    "metrics": "`model-index` needs a task and a dataset for each result",
    "related": "`base_model` has one relation for all base models",
    "extra": "front matter holds what YAML and JSON share",
}


class Hub:
    """Cards of the Hugging Face Hub."""

    api = API
    name = "hub"
    title = "Hugging Face Hub card"
    versions: tuple[str, ...] = ()
    filenames = ("README.md",)
    id_schemes = ("hf",)
    kinds = ("dataset", "model")

    def sniff(self, path: str, head: bytes) -> float:
        """Cards are Markdown; front matter is what most have."""
        if not path.lower().endswith((".md", ".markdown")):
            return 0.0
        return 0.9 if head.removeprefix(b"\xef\xbb\xbf").startswith(b"---") else 0.4

    def load(self, data: bytes, path: str) -> Loaded:
        """A card as facts. Raises `DescriptorFault` for front matter that is no YAML."""
        return read_card(data, path)

    def dump(self, card: CanonicalCard, version: str | None = None) -> Dumped:
        """Facts as a card."""
        data = write_card(card)
        try:
            back = read_card(data, "README.md", card.kind).card
        except DescriptorFault as fault:
            raise NotExpressible(f"the card would be one that cannot be read: {fault}") from fault
        return Dumped(data, losses_of(card, back, _REASONS))

    def check(self, data: bytes, path: str) -> Iterable[Finding]:
        """That it can be read; all else about cards is what the other rules are for."""
        from opendata_lint.exchange.judging import unreadable

        try:
            self.load(data, path)
        except DescriptorFault as fault:
            yield unreadable(fault)

    def parse_id(self, text: str) -> Identifier | None:
        """A repository of the Hub: `hf:datasets/OWNER/NAME`, its address, a package URL."""
        found = parse_identifier(text)
        return found if found.scheme == "hf" else None
