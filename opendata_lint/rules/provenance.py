"""PRV: where the data or the model comes from, and how it can be found and cited.

That a source, a citation or a contact is missing is said in `schemas/defs/topics-*.schema.json`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from opendata_lint.card import Card
from opendata_lint.finding import NOWHERE, Finding, at_span
from opendata_lint.rules import rule
from opendata_lint.rules.bibtex import bibtex_faults, is_bibtex
from opendata_lint.tree import Tree

_ADDRESS = (
    r"(?:https?://|\bwww\.|\bgithub\.com/|\bhuggingface\.co/)[^\s<>\"')\]}]+"
    r"|\b10\.\d{4,9}/[^\s\"'<>]+|\barxiv:\s*\d{4}\.\d{4,5}|\bisbn[-:\s]*[\dx-]{10,17}"
    # A call that loads the thing names its repository.
    r"|(?:load_dataset|from_pretrained|pipeline|snapshot_download)\([^()]{0,80}?['\"][\w.-]+/[\w.-]+['\"]"
)
# Addresses that stand in cards and identify nothing: licenses, badges, templates, people, examples.
_NO_IDENTIFIER = (
    r"(?:https?://)?(?:www\.)?(?:creativecommons\.org|opensource\.org|choosealicense\.com|spdx\.org|opendatacommons\.org|"
    r"apache\.org/licenses|gnu\.org|(?:img\.)?shields\.io|example\.(?:com|org|net)|localhost|"
    r"github\.com/(?:[^/\s]+/?$|huggingface/datasets/blob/)|huggingface\.co/(?:docs|tasks|spaces|metrics|languages)\b|"
    r"mlco2\.github\.io|arxiv\.org/abs/1910\.09700|twitter\.com|linkedin\.com)"
)
_IDENTIFYING_KEYS = ("doi", "homepage", "repository", "paper", "url", "paperswithcode_id", "identifier")


@rule("PRV003")
def identifier_missing(card: Card, tree: Tree) -> Iterator[Finding]:
    """No address, DOI or id in the whole card by which the thing or its paper could be found."""
    if any(card.metadata.get(key) for key in _IDENTIFYING_KEYS):
        return
    if not any(_identifies(match[0]) for match in re.finditer(_ADDRESS, card.text, re.I)):
        yield Finding(
            "PRV003",
            "no homepage, repository, paper or DOI is given anywhere in the card",
            NOWHERE,
            "give an address or identifier at which the thing itself or its paper is found",
        )


def _identifies(address: str) -> bool:
    return not re.match(_NO_IDENTIFIER, address.rstrip(".,;"), re.I)


@rule("PRV005")
def bibtex_broken(card: Card, tree: Tree) -> Iterator[Finding]:
    """A BibTeX entry that no reader of BibTeX takes: braces that do not match, no key."""
    for start, end in _bibtex_spans(card):
        for fault in bibtex_faults(card.text[start:end]):
            place = at_span(start + fault.start, start + fault.end)
            hint = "close every brace that is opened, and begin with a key: `@article{key, ...}`"
            yield Finding("PRV005", f"the BibTeX entry `{fault.entry}` {fault.problem}", place, hint)


def _bibtex_spans(card: Card) -> Iterator[tuple[int, int]]:
    """The parts of the body that hold BibTeX: code blocks, and the text between them in one section."""
    if "@" not in card.text:
        return
    lines = card.source.line_starts
    for section in card.sections:
        runs: list[list[int]] = []
        joined = False
        for block in section.blocks:
            plain = block.kind in ("text", "item")
            if joined and block.kind == "code":  # so are its indented lines behind an empty one
                plain = not card.source.line_text(block.line).lstrip().startswith(("```", "~~~"))
            if plain and joined:  # an entry with an empty line in it is many paragraphs
                runs[-1][1] = block.end_line
            elif plain or block.kind == "code":
                runs.append([block.line, block.end_line])
            joined = plain
        for first, last in runs:
            start, end = lines[first], lines[last] if last < len(lines) else len(card.text)
            if is_bibtex(card.text[start:end]):
                yield start, end
