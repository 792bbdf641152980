"""Reads of a file only what recognition needs, in linear time and from bounded text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

TEXT_LIMIT = 65_536
"""Characters of front matter and of body that are looked at."""

LEAD_LIMIT = 1_200
"""Characters of prose that count as the opening."""

HEADING_LIMIT = 120
"""Longer lines are no headings; the limit also bounds what the expressions below see."""

HEADING_COUNT = 400
"""Headings and labels that are looked at."""

_KEY = re.compile(r'^[ \t]{0,4}"?([A-Za-z][\w-]{0,60})"?[ \t]{0,4}:', re.MULTILINE)
_MARKUP = re.compile(r"<[^<>]*>|\[\[[^\[\]]*\]\]|\{#[^{}]*\}|[*`\\]")
_NUMBER = re.compile(r"^[一二三四五六七八九十]+、|^[a-z]\. |^[\W\d_]+")
_OPTIONAL = ("[optional]", "(optional)")
_FENCES = ("```", "~~~")
_LABELS = ("**", "- **", "* **", "+ **")


class Reading(NamedTuple):
    """A file as recognition sees it; all text but ``prose`` in lower case."""

    keys: frozenset[str]
    prose: tuple[str, ...]
    headings: tuple[str, ...]
    lead: str
    text: str


def read(metadata: Mapping[str, object] | None, raw: str | None, body: str) -> Reading:
    """Take keys, prose (the lines outside fenced code), headings, opening and text."""
    text = body[:TEXT_LIMIT]
    prose = tuple(_outside_code(text))
    return Reading(
        keys=_keys(metadata, raw),
        prose=prose,
        headings=tuple(_headings(prose)),
        lead="\n".join(prose)[:LEAD_LIMIT].lower(),
        text=text.lower(),
    )


def _keys(metadata: Mapping[str, object] | None, raw: str | None) -> frozenset[str]:
    """Parsed keys; of front matter that is no valid mapping, what looks like keys.

    An empty mapping under a lone outer key (``YAML tags:`` with JSON below) is seen by
    the indented and quoted keys.
    """
    if metadata is not None:
        return frozenset(str(key) for key in metadata)
    return frozenset(_KEY.findall((raw or "")[:TEXT_LIMIT]))


def _outside_code(text: str) -> Iterator[str]:
    """Lines outside fenced code, without surrounding white space; blank lines stay."""
    fence = ""
    for line in text.splitlines():
        stripped = line.strip()
        if fence:
            fence = "" if stripped.startswith(fence) else fence
        elif stripped.startswith(_FENCES):
            fence = stripped[:3]
        else:
            yield stripped


def _headings(prose: tuple[str, ...]) -> Iterator[str]:
    """Normalized ATX, setext and HTML headings and labels in bold type, in their order."""
    count = 0
    previous = ""
    for line in prose:
        heading = ""
        if line.startswith("#") or line[:2].lower() == "<h":
            heading = line
        elif line.startswith(_LABELS):
            heading = line.partition("**")[2].partition("**")[0]
        elif line.startswith("==") and not line.strip("="):
            heading = previous
        previous = line
        if heading and len(heading) <= HEADING_LIMIT and count < HEADING_COUNT:
            count += 1
            yield normalize(heading)


def normalize(heading: str) -> str:
    """Lower case, without markup, number, emoji, ``[optional]`` and end punctuation."""
    text = _MARKUP.sub("", heading.lower()).replace("_", " ")
    for word in _OPTIONAL:
        text = text.replace(word, "")
    return _NUMBER.sub("", text.strip("# \t")).rstrip(" \t:.?!#-–—|")
