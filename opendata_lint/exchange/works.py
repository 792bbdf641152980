"""Identifiers of other works in the kinds that registries tell apart: DOI, URL, SWHID, ..."""

from __future__ import annotations

import re
from typing import NamedTuple

from opendata_lint.card import Kind
from opendata_lint.exchange.canonical import Relation
from opendata_lint.vocabulary.identifiers import parse_identifier

DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}(?:\.\d+)*/\S+)", re.I | re.ASCII)
"""A DOI in any of its forms; its group is the DOI alone."""
_FORMS = (
    ("DOI", DOI),
    ("arXiv", re.compile(r"arxiv:(?:\d{4}\.\d{4,5}|[a-z.-]+/\d{7})(?:v\d+)?", re.I)),
    ("SWHID", re.compile(r"swh:1:(?:cnt|dir|rev|rel|snp):[0-9a-f]{40}(?:;\S+)?")),
    ("ARK", re.compile(r"ark:/?\d{5,}/\S+")),
    ("Handle", re.compile(r"hdl:\S+/\S+")),
    ("URN", re.compile(r"urn:[a-z0-9][a-z0-9-]{1,31}:\S+", re.I)),
    ("URL", re.compile(r"(?:https?|ftp)://[^\s<>\"{}|\\^`/?#]+\.[^\s<>\"{}|\\^`]+", re.I)),
)
_OF_MODELS = ("finetunedFrom", "quantizedFrom", "adapterOf", "mergeOf")
_OF_DATASETS = ("trainedOn", "evaluatedOn")


class Work(NamedTuple):
    """An identifier with its kind."""

    type: str
    """As DataCite's list has it: `DOI`, `URL`, `arXiv`, ..."""
    value: str


def typed(text: str, relation: Relation | None = None, kind: Kind = "dataset") -> Work | None:
    """An identifier with its kind; that of a registry becomes its address. None where it names no work.

    `kind` is that of the card at hand; what `relation` leads to may be of the other.
    """
    for name, form in _FORMS:
        if form.fullmatch(text):
            return Work(name, text)
    wanted: Kind = "model" if relation in _OF_MODELS else "dataset" if relation in _OF_DATASETS else kind
    found = parse_identifier(text, wanted)
    address = address_of(found.scheme, found.text, found.revision)
    return Work("URL", address) if address else None


def keeps_its_form(text: str) -> bool:
    """Whether an identifier tells its kind by itself, which a bare ISSN or handle does not."""
    found = typed(text)
    return found is not None and found.value == text


def read_doi(text: str) -> str | None:
    """A DOI alone and in lower case, from any of its forms; None for what is none."""
    match = DOI.fullmatch(text.strip())
    return match[1].lower() if match else None


def address_of(scheme: str, text: str, revision: str | None = None) -> str | None:
    """The web address of a canonical identifier of a registry; None where it has none."""
    if scheme == "hf":
        name = text.removeprefix("hf:").partition("@")[0].removeprefix("models/")
        return f"https://huggingface.co/{name}" + (f"/tree/{revision}" if revision else "")
    if scheme == "openml":
        return f"https://www.openml.org/{text.removeprefix('openml:')}"
    if scheme == "kaggle":
        return f"https://www.kaggle.com/{text.removeprefix('kaggle:')}"
    if scheme == "git":
        return text.removeprefix("git+").partition("@")[0] if text.startswith("git+http") else None
    return None
