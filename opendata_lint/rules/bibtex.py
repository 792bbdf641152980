"""Where a BibTeX entry breaks: what a reader of BibTeX would stumble over first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TYPES = (
    "article|book|booklet|collection|conference|dataset|inbook|incollection|inproceedings|manual|mastersthesis"
    "|misc|online|phdthesis|proceedings|report|software|techreport|thesis|unpublished|www"
)
_ENTRY = re.compile(rf"@(?:{_TYPES})[ \t]*([{{(])", re.I)
_LONGEST = 20_000


class BibtexFault(NamedTuple):
    """What is wrong with an entry, in words that follow its name; the offsets of its first line."""

    entry: str
    """How the entry begins: `@article{smith2020`."""
    problem: str
    start: int
    end: int


def is_bibtex(text: str) -> bool:
    """Whether `text` holds the beginning of a BibTeX entry."""
    return _ENTRY.search(text) is not None


def bibtex_faults(text: str) -> Iterator[BibtexFault]:
    """The first fault of every entry in `text`: braces that do not match, or no key."""
    starts = list(_ENTRY.finditer(text))
    for index, match in enumerate(starts):
        limit = starts[index + 1].start() if index + 1 < len(starts) else len(text)
        body = text[match.end() : min(limit, match.end() + _LONGEST)]
        problem = _problem(body, match[1])
        if problem:
            head = re.split(r"[\s,=]", body.lstrip(" \t"), maxsplit=1)[0][:60]
            line_end = match.end() + len(body.partition("\n")[0].rstrip())
            yield BibtexFault(match[0] + head, problem, match.start(), line_end)


def _problem(body: str, opener: str) -> str | None:
    """What is wrong with an entry, given what stands behind its opening brace."""
    end = _closing(body, opener)
    if end is None:
        return "is never closed: braces are missing" if opener == "{" else "is never closed: a `)` is missing"
    key = re.match(r"\s*([^\s,={}]*)\s*(,|\Z)?", body[:end])
    if key and (not key[1] or body[key.end(1) : end].lstrip().startswith("=")):
        return "has no key before its first field"
    if key and key[2] is None:
        return "has no comma behind its key"
    if body[end + 1 :].lstrip().startswith("}"):
        return "has a `}` too many"
    return None


def _closing(body: str, opener: str) -> int | None:
    """The offset of the brace that closes the entry; BibTeX counts every brace, even behind a backslash."""
    depth = 1 if opener == "{" else 0
    for match in re.finditer(r"[{})]", body):
        if match[0] == ")":
            if opener == "(" and depth == 0:
                return match.start()
            continue
        depth += 1 if match[0] == "{" else -1
        if depth == 0 and opener == "{":
            return match.start()
    return None
