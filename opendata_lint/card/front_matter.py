"""Where front matter begins and ends: the Hub's own expression, and what merely looks like it.

Source of the expression: huggingface_hub `repocard.py` (`REGEX_YAML_BLOCK`, said there to be the
server's own; 2026-07-23 form). JavaScript and Python disagree on what white space is, so the class is
spelled out: JavaScript's takes U+FEFF and leaves out U+001C to U+001F and U+0085.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from opendata_lint.finding import Span

_JS_SPACE = r"[\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]"
_BLOCK = re.compile(
    rf"(?P<open>{_JS_SPACE}*---(?:\r\n|\r|\n))(?P<yaml>[\S\s]*?)(?P<close>(?:\r\n|\r|\n)---[ \t]*(?:\r\n|\n|\Z))"
)
_OPENER = re.compile(rf"{_JS_SPACE}*---(?:\r\n|\r|\n)")
_KEY_LINE = re.compile(r"[A-Za-z_][\w-]*:(?:[ \t]|$)")
_EMPTY_BLOCK = re.compile(r"---[ \t]*(?:\r\n|\r|\n)---[ \t]*(?:\r\n|\r|\n|\Z)")

Oddity = Literal[
    "indented-opener", "blank-lines-before-opener", "opener-trailing-space", "opener-dashes", "opener-language",
    "opener-missing", "text-before-opener", "no-closer", "dots-closer", "closer-dashes", "toml", "empty-block",
    "stray-fence", "second-block",
]  # fmt: skip


class FrontMatter(NamedTuple):
    """A block of front matter. Spans are offsets into the card's text."""

    yaml: Span
    """What stands between the fences, without them."""
    block: Span
    """From the start of the file to the end of the closing fence's line."""
    opener: Span
    """The three dashes that open it."""


def find(text: str) -> FrontMatter | None:
    """The front matter of a card as the Hub finds it, or None where the Hub sees none."""
    if not _OPENER.match(text):
        return None
    match = _BLOCK.match(text)
    if match is None:
        return None
    dashes = text.index("---", 0, match.end("open"))
    return FrontMatter(yaml=match.span("yaml"), block=match.span(), opener=(dashes, dashes + 3))


class LookAlike(NamedTuple):
    """Something at the top of a card that its readers take for front matter in different ways."""

    oddity: Oddity
    span: Span


def oddities(text: str, found: FrontMatter | None) -> list[LookAlike]:
    """What the readers of front matter (the Hub, Python clients, GitHub, editors) see differently."""
    return _oddities_of_block(text, found) if found else _oddities_of_top(text)


def _oddities_of_block(text: str, found: FrontMatter) -> list[LookAlike]:
    odd: list[LookAlike] = []
    before = text[: found.opener[0]]
    if "\n" in before or "\r" in before:
        odd.append(LookAlike("blank-lines-before-opener", (0, found.opener[0])))
    elif before:
        odd.append(LookAlike("indented-opener", (0, found.opener[0])))
    empty = _EMPTY_BLOCK.match(text, found.opener[0])
    if empty:
        odd.append(LookAlike("empty-block", (found.opener[0], empty.end())))
    after = found.block[1]
    stray = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n))*(---)[ \t]*(?:\r\n|\r|\n|\Z)").match(text, after)
    if stray:
        second = _BLOCK.match(text, after)
        holds_keys = bool(second and _KEY_LINE.match(second["yaml"]))
        odd.append(LookAlike("second-block" if holds_keys else "stray-fence", stray.span(1)))
    return odd


_FIRST_LINE = re.compile(r"[^\r\n]*")
_ODD_OPENERS: tuple[tuple[str, Oddity], ...] = (
    (r"-{3}[ \t]+$", "opener-trailing-space"),
    (r"(?:-{2}|-{4,})[ \t]*$", "opener-dashes"),
    (r"-{3}[ \t]*[A-Za-z]+[ \t]*$", "opener-language"),
    (r"\+{3}[ \t]*$", "toml"),
)


def _oddities_of_top(text: str) -> list[LookAlike]:
    """The file has no front matter: is there something at its top that was meant as such?"""
    top = len(text) - len(text.lstrip())
    first = _FIRST_LINE.match(text, top)
    line = first.group() if first else ""
    span = (top, top + len(line))
    following = text[span[1] : span[1] + 20_000].lstrip("\r\n")
    if line == "---":
        return _oddities_of_unclosed(text, span)
    for pattern, oddity in _ODD_OPENERS:
        if re.match(pattern, line) and (oddity == "toml" or _KEY_LINE.match(following) or following[:1] in "{-#"):
            return [LookAlike(oddity, span)]
    if _KEY_LINE.match(line) and _lines_until_fence(text, top):
        return [LookAlike("opener-missing", span)]
    return _block_further_down(text)


def _oddities_of_unclosed(text: str, opener: Span) -> list[LookAlike]:
    for pattern, oddity in (
        (r"(?:\r\n|\r|\n)\.\.\.[ \t]*(?=\r|\n|\Z)", "dots-closer"),
        (r"(?:\r\n|\r|\n)(?:----+|--)[ \t]*(?=\r|\n|\Z)", "closer-dashes"),
    ):
        match = re.compile(pattern).search(text, opener[1], opener[1] + 20_000)
        if match:
            start = match.start() + len(match.group()) - len(match.group().lstrip("\r\n"))
            return [LookAlike(oddity, (start, match.end()))]  # type: ignore[arg-type]
    if _EMPTY_BLOCK.match(text, opener[0]):
        return [LookAlike("empty-block", opener)]
    return [LookAlike("no-closer", opener)]


def _lines_until_fence(text: str, start: int) -> bool:
    """Whether YAML-like lines run from `start` to a line of three dashes."""
    for line in text[start : start + 20_000].splitlines():
        if line.rstrip() == "---":
            return True
        if line and not (_KEY_LINE.match(line) or line[0] in " \t-#[]{}"):
            return False
    return False


def _block_further_down(text: str) -> list[LookAlike]:
    """A block with keys that stands below a comment or a few lines of text."""
    pattern = re.compile(r"^(---)[ \t]*(?:\r\n|\r|\n)(?=[A-Za-z_][\w-]*:(?:[ \t\r\n]))", re.M)
    match = pattern.search(text, 0, 4_000)
    if match and _lines_until_fence(text, match.end()):
        return [LookAlike("text-before-opener", match.span(1))]
    return []
