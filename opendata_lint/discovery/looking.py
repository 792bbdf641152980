"""What recognition needs to know of a file, from its first bytes and without a YAML library.

A search looks at every README of a repository, the full reading only at cards, and in parallel.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from opendata_lint.card import front_matter
from opendata_lint.card.text import SourceText

LOOK_LIMIT = 131_072
"""Bytes of a file that are looked at."""


class Look(NamedTuple):
    """The arguments of `recognition.recognize`, the name left out."""

    metadata: Mapping[str, object] | None
    raw: str | None
    body: str


def look(data: bytes) -> Look:
    """Front matter and body of a file of which `data` are the first bytes.

    Keys are those at the start of a line: values of a YAML mapping never stand there. Front matter
    whose fences are wrong, or whose end lies behind the limit, is what stands above the first heading.
    """
    text = SourceText(data).text
    found = front_matter.find(text)
    if found:
        raw, body = text[slice(*found.yaml)], text[found.block[1] :]
    elif front_matter.oddities(text, None):
        raw, body = text.partition("\n#")[0], text
    else:
        return Look(None, None, text)
    return Look(dict.fromkeys(_key().findall(raw)) or None, raw, body)


@cache
def _key() -> re.Pattern[str]:
    return re.compile(r'^"?([A-Za-z][\w-]{0,60})"?[ \t]{0,4}:(?=[ \t\r\n]|$)', re.MULTILINE)
