"""Values of descriptors that wait for one: `TODO`, `[ZENODO_DOI]`, `https://github.com/<your-org>/x`."""

from __future__ import annotations

import re

_WHOLE = re.compile(
    r"(?:to ?do|tbd|tba|tbc|fixme|x{3,12}|n/?a|changeme|placeholder|lorem ipsum.*"
    r"|to be (?:done|added|determined)|yyyy(?:[-/]mm(?:[-/]dd)?)?|x\.y\.z"
    r"|(?:your|enter|insert|add)[ _-](?:your|the|a)?.{0,40}(?:here|name|title|doi))"
    r"[ .:!]*",
    re.I,
)
_PART = re.compile(
    r"<(?:your|insert|enter|replace|my|the|add)[\w -]{0,60}>|<[A-Z][A-Z0-9_-]{2,40}>"
    r"|\[[A-Z][A-Z0-9_ -]{2,60}\]|\[(?:[Dd]ataset|[Mm]odel) [Nn]ame\]"
    r"|\{\{.{0,60}\}\}|\bREPLACE[_-]?(?:ME|WITH|THIS)\w*|\b(?:your|my)-(?:org|user|username|name|repo|dataset)\b"
    r"|10\.\d{4,9}/\S{0,40}(?:X{4,}|x{5,})|\$\{[A-Z_]{2,40}\}|\b10\.5281/zenodo\.0{3,}\b",
)
_LONGEST = 300
"""Characters of a value that could wait for another; longer ones are prose."""


def is_placeholder(value: str) -> bool:
    """Whether a value says no more than that one is to stand here."""
    text = value.strip()
    return len(text) <= _LONGEST and bool(_WHOLE.fullmatch(text) or _PART.search(text))
