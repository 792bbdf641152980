"""License and citation as sections of a description, for formats that have no field for them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from opendata_lint.exchange.canonical import License
from opendata_lint.exchange.licenses import read_license

_EXPRESSION = re.compile(r"`([^`\n]{1,2000})`(?:: (.+))?")
_WORDS = re.compile(
    r"\[(?P<linked>[^\]\[\n]{1,500})\]\((?P<address>\S{1,2000})\)|<(?P<bare>\S{1,2000})>|(?P<name>[^`<\[\n]{1,200})"
)
_FENCED = re.compile(r"(`{3,})[^`\n]*\n(.*)\n\1", re.S)


def license_in_words(license_: License) -> str:
    """A license as a line of Markdown that `read_license_in_words` takes back; empty for none."""
    words = license_.name or ""
    if license_.url:
        words = f"[{license_.name}]({license_.url})" if license_.name else f"<{license_.url}>"
    expression = f"`{license_.expression}`" if license_.expression else ""
    return ": ".join(filter(None, (expression, words)))


def read_license_in_words(text: str) -> License | None:
    """The license that a section tells in one line; None where it is prose."""
    spelled = _EXPRESSION.fullmatch(text.strip())
    expression, rest = (spelled[1], spelled[2]) if spelled else (None, text.strip())
    if rest is None:
        return License(expression)
    found = _WORDS.fullmatch(rest)
    if not found:
        return None
    name, address = found["linked"] or found["name"], found["address"] or found["bare"]
    return read_license(name) if name == rest and not expression else License(expression, name, address)


def citation_in_words(citation: str) -> str:
    """A citation as Markdown; BibTeX and other texts of several lines stand in a fence."""
    if "\n" not in citation and not citation.startswith("@"):
        return citation
    longest = max((len(ticks) for ticks in re.findall(r"`+", citation)), default=0)
    fence = "`" * max(3, longest + 1)
    return (
        f"{fence}bibtex\n{citation}\n{fence}" if citation.startswith("@") else f"{fence}\n{citation}\n{fence}"
    )


def read_citation_in_words(text: str) -> str:
    """The citation that a section tells, without the fence around it."""
    fenced = _FENCED.fullmatch(text.strip())
    return fenced[2].strip() if fenced else text.strip()


def sections(license_: License, citation: str | None) -> Mapping[str, str]:
    """The sections for both, by topic."""
    told = {"license": license_in_words(license_), "citation": citation_in_words(citation or "")}
    return {topic: text for topic, text in told.items() if text}
