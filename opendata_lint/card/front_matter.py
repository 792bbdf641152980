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
    rf"(?P<open>{_JS_SPACE}*---(?:\r\n|\r|\n))(?P<yaml>[\S\s]*?)"
    r"(?P<close>(?:\r\n|\r|\n)---[ \t]*(?:\r\n|\n|\Z))"
)
_OPENER = re.compile(rf"{_JS_SPACE}*---(?:\r\n|\r|\n)")
_KEY_LINE = re.compile(r"[A-Za-z_][\w-]*:(?=[ \t\r\n]|\Z)")
_EMPTY_BLOCK = re.compile(r"---[ \t]*(?:\r\n|\r|\n)---[ \t]*(?:\r\n|\r|\n|\Z)")
_HEAD = 20_000
"""Characters at the top of a card that are searched for what was meant as front matter."""

Oddity = Literal[
    "indented-opener", "blank-lines-before-opener", "opener-trailing-space", "opener-dashes",
    "opener-language", "opener-missing", "text-before-opener", "no-closer", "odd-closer", "carriage-returns",
    "toml", "empty-block", "stray-fence", "second-block", "early-closer",
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


_CLOSER = re.compile(r"[\r\n]---[ \t]*(?:\r\n|\n|\Z)")


def find_unread(text: str, rest: str) -> FrontMatter | None:
    """The front matter of a card whose closing fence stands in the part `rest` that is not read."""
    opener = _OPENER.match(text)
    if not opener or not _CLOSER.search(text[-len("\r\n---") :] + rest):
        return None
    dashes = text.index("---", 0, opener.end())
    return FrontMatter(yaml=(opener.end(), len(text)), block=(0, len(text)), opener=(dashes, dashes + 3))


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
    odd.extend(_behind_block(text, found.block[1]))
    return odd


_STRAY = re.compile(r"---[ \t]*(?:\r\n|\r|\n|\Z)")
_BLANK_LINES = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n))*")


def _behind_block(text: str, end: int) -> list[LookAlike]:
    """A second block, a line of dashes that belongs to none, or keys that stand behind the closing fence."""
    blank = _BLANK_LINES.match(text, end)
    top = blank.end() if blank else end
    if _STRAY.match(text, top):
        second = _BLOCK.match(text, top)
        if second and _KEY_LINE.match(second["yaml"]):
            return [LookAlike("second-block", (top, top + 3))]
        # Behind a blank line it is a rule across the page, as many cards have it.
        return [LookAlike("stray-fence", (top, top + 3))] if top == end else []
    if _KEY_LINE.match(text, top) and _lines_until_fence(text, top):
        return [LookAlike("early-closer", (top, _line_end(text, top)))]
    return []


_YAML_AT_ONCE = re.compile(r"(?:\r\n|\r|\n)(?:#[^\r\n]*(?:\r\n|\r|\n))*(?:[{-]|[A-Za-z_][\w-]*:\s)")
_ODD_OPENERS: tuple[tuple[str, Oddity], ...] = (
    (r"-{3}[ \t]+$", "opener-trailing-space"),
    (r"(?:-{2}|-{4,})[ \t]*$", "opener-dashes"),
    (r"-{3}[ \t]*[A-Za-z]+[ \t]*$", "opener-language"),
    (r"\+{3}[ \t]*$", "toml"),
)


def _oddities_of_top(text: str) -> list[LookAlike]:
    """The file has no front matter: is there something at its top that was meant as such?"""
    top = len(text) - len(text.lstrip())
    span = (top, _line_end(text, top))
    line = text[slice(*span)]
    following = text[span[1] : span[1] + _HEAD].lstrip()
    # A list or a comment counts only without a blank line above: the line may be a rule, and text follow.
    holds_keys = bool(_KEY_LINE.match(following) or _YAML_AT_ONCE.match(text, span[1]))
    if line == "---":
        return _oddities_of_unclosed(text, span, holds_keys)
    for pattern, oddity in _ODD_OPENERS:
        if re.match(pattern, line) and (oddity == "toml" or holds_keys):
            return [LookAlike(oddity, span)]
    if _KEY_LINE.match(line) and (_lines_until_fence(text, top) or _begins_like_metadata(line, following)):
        return [LookAlike("opener-missing", span)]
    return _block_further_down(text)


_ODD_CLOSER = re.compile(r"^(?:[ \t]+---|--|----+|\.\.\.|---\w{1,20})[ \t]*$", re.M)


def _oddities_of_unclosed(text: str, opener: Span, holds_keys: bool) -> list[LookAlike]:
    if "\n" not in text:
        return [LookAlike("carriage-returns", opener)] if holds_keys and "\r---" in text else []
    if _EMPTY_BLOCK.match(text, opener[0]):
        return [LookAlike("empty-block", opener)]
    if not holds_keys:
        return []
    closer = _ODD_CLOSER.search(text, opener[1] + 1, opener[1] + _HEAD)
    if closer:
        start = closer.end() - len(closer.group().lstrip())
        return [LookAlike("odd-closer", (start, start + len(closer.group().strip())))]
    return [LookAlike("no-closer", opener)]


def _line_end(text: str, start: int) -> int:
    """The offset at which the line that holds `start` ends, without its line end."""
    ends = [end for end in (text.find("\n", start), text.find("\r", start)) if end >= 0]
    return min(ends, default=len(text))


def _lines_until_fence(text: str, start: int) -> bool:
    """Whether YAML-like lines run from `start` to a line of three dashes."""
    for line in text[start : start + _HEAD].splitlines():
        if line.rstrip() == "---":
            return True
        if line and not (_KEY_LINE.match(line) or line[0] in " \t-#[]{}"):
            return False
    return False


def _begins_like_metadata(first: str, following: str) -> bool:
    """Whether a card without any fence begins with a key of cards and goes on in YAML."""
    goes_on = re.match(r"- \S|[a-z_]+:(?:[ \t]|$)", following, re.M)
    return goes_on is not None and _is_card_key(first.split(":", 1)[0])


def _is_card_key(name: str) -> bool:
    from opendata_lint.vocabulary.fields import known_keys, renamed_key

    return name in known_keys("dataset") or name in known_keys("model") or renamed_key(name) is not None


_FENCED = re.compile(r"\s*(?:`{3,}|~{3,})[ \t]*(?:ya?ml)?[ \t]*(?:\r\n|\r|\n)([A-Za-z_][\w-]*):", re.I)


def in_code_fence(text: str) -> bool:
    """Whether a card begins with a block of code that holds keys of cards: metadata that nobody reads."""
    found = _FENCED.match(text)
    return found is not None and _is_card_key(found[1])


_COMMENT = re.compile(r"<!--.*?-->", re.S)
_INNER_OPENER = re.compile(r"^(---)[ \t]*(?:\r\n|\r|\n)(?=([A-Za-z_][\w-]*):(?:[ \t\r\n]))", re.M)


def _block_further_down(text: str) -> list[LookAlike]:
    """A block with keys of cards that stands below a comment or a few lines of text."""
    head = _COMMENT.sub(lambda comment: " " * len(comment.group()), text[:4_000])
    match = _INNER_OPENER.search(head)
    if match and _is_card_key(match[2]) and _lines_until_fence(text, match.end()):
        return [LookAlike("text-before-opener", match.span(1))]
    return []
