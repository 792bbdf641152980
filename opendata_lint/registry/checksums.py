"""Values that stand where a checksum should, and are none."""

from __future__ import annotations

import json
import re
from typing import Any

from opendata_lint.tree import Tree, TreeFault

_LENGTHS = {"md5": 32, "sha1": 40, "sha224": 56, "sha256": 64, "sha384": 96, "sha512": 128}
"""Hexadecimal digits by algorithm."""

_ANY = frozenset(("checksum", "hash", "digest", "checksumvalue"))
"""Keys, in lower case, of checksums that do not tell the algorithm."""

_PLACEHOLDER = re.compile(
    r"(?i)(to[-_ ]?do|tbd|tba|fix[-_ ]?me|x{3,}|dynamic|placeholder|change[-_ ]?me|replace[-_ ]?me|unknown"
    r"|n/?a|none|null|pending|\?+|\.{3}|<[^<>]*>|\{+[^{}]*\}+)(\b.{0,80})?"
)
_MOST = 20_000
"""Values of a file that are looked at."""
_LARGEST = 4_000_000
"""Bytes of a descriptor that is read; larger ones say nothing."""


def load_json(tree: Tree, path: str) -> Any:
    """What a JSON file holds, None where it cannot be read or is too large."""
    try:
        data = tree.read(path, _LARGEST + 1)
        return json.loads(data) if len(data) <= _LARGEST else None
    except (TreeFault, ValueError, RecursionError):
        return None


def bad_checksums(value: Any) -> list[tuple[str, str]]:
    """JSON pointer of each, and why it is none; at most 20,000 values are looked at."""
    found: list[tuple[str, str]] = []
    ahead: list[tuple[str, str, Any]] = [("", "", value)]
    for _ in range(_MOST):
        if not ahead:
            break
        pointer, key, one = ahead.pop()
        if isinstance(one, dict):
            ahead += [(f"{pointer}/{_escaped(name)}", str(name), one[name]) for name in reversed(one)]
        elif isinstance(one, list):
            numbered = list(enumerate(one[:_MOST]))
            ahead += [(f"{pointer}/{index}", key, item) for index, item in reversed(numbered)]
        elif isinstance(one, str) and (why := _fault(key, one.strip())):
            found.append((pointer, why))
    return found


def _escaped(name: object) -> str:
    return str(name).replace("~", "~0").replace("/", "~1")


def _fault(key: str, text: str) -> str | None:
    """Why a text under a key is no checksum; None where it is one, is empty, or the key is another."""
    name = re.sub(r"[-_]", "", key.rpartition(":")[2].lower())
    name = name if name in _ANY else name.removesuffix("sum")  # `md5sum`
    if not text or not (name in _LENGTHS or name in _ANY):
        return None
    if re.match(r"(?i)https?://", text):
        return f"`{text[:60]}` is an address"
    if _PLACEHOLDER.fullmatch(text):
        return f"`{text[:60]}` is a placeholder"
    algorithm, colon, digits = text.lower().partition(":")
    named = algorithm if colon and algorithm in _LENGTHS else name
    digits = digits if colon and algorithm in _LENGTHS else text.lower()
    if re.fullmatch(r"([0-9a-f])\1{7,}", digits):
        return f"it is {digits[0]} all through"
    wanted = _LENGTHS.get(named)
    if (
        wanted is None
        or (re.fullmatch(r"[0-9a-f]+", digits) and len(digits) == wanted)
        or _is_base64(text, wanted)
    ):
        return None
    return f"{named} has {wanted} hexadecimal digits"


def _is_base64(text: str, digits: int) -> bool:
    """Whether it is a checksum as Subresource Integrity and HTTP write it."""
    found = re.fullmatch(r"(?:[a-z0-9]+-)?([A-Za-z0-9+/_-]+)={0,2}", text)
    return found is not None and len(found[1]) == -(-digits // 2 * 4 // 3)
