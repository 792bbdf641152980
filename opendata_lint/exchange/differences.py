"""Where two canonical cards differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from opendata_lint.exchange.canonical import CanonicalCard


def differences(before: CanonicalCard, after: CanonicalCard) -> list[str]:
    """The paths of what is not the same: `title`, `creators/0/orcid`, `topics/bias`.

    A list with another number of members differs as a whole. Order counts.
    """
    return list(_differing(before, after, ""))


def _differing(before: Any, after: Any, path: str) -> Iterator[str]:
    if before == after:
        return
    fields = getattr(before, "_fields", None)
    if fields is not None and type(before) is type(after):
        for name in fields:
            yield from _differing(getattr(before, name), getattr(after, name), _below(path, name))
    elif (
        isinstance(before or after, Mapping)
        and isinstance(before or {}, Mapping)
        and isinstance(after or {}, Mapping)
    ):
        first, second = before or {}, after or {}
        for name in dict.fromkeys((*first, *second)):
            yield from _differing(first.get(name), second.get(name), _below(path, name))
    elif isinstance(before, tuple) and isinstance(after, tuple) and len(before) == len(after):
        for index, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from _differing(one, other, _below(path, index))
    else:
        yield path


def _below(path: str, name: object) -> str:
    return f"{path}/{name}" if path else str(name)


def covers(lost: str, path: str) -> bool:
    """Whether a loss at one path tells of a difference at another: the same, or one above it."""
    return path == lost or path.startswith(f"{lost}/")
