"""Tells a template of a card from a card that merely holds placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from opendata_lint.recognition.reading import HEADING_LIMIT, TEXT_LIMIT, Reading

_NAME = re.compile(r"(?:^|[_.-])template(?:[_.-]|$)", re.IGNORECASE)
_TITLE = re.compile(r"\b(?:card|sheet|fill the|readme)s? template\b|\btemplate for\b")
_RENDERED_LATER = re.compile(r"^[ \t]*(?:[\w-]+[ \t]?:|-)?[ \t]?[\"']?(?:\{\{|\{%)", re.MULTILINE)
_SLOT = re.compile(r"^[ \t]*(?:[\w-]+[ \t]?:|-)[ \t]?\{\w{1,40}\}", re.MULTILINE)
_STATEMENT = re.compile(r"\{%-? ?(?:if|for|set|block|include|endif|endfor)\b")
_INSTRUCTING = (
    " add anyone briefly copy describe detail discuss document example explain fill give how"
    " identify if include indicate insert list mention outline provide report specify state"
    " summarise summarize what when where which who why write "
)
_PLACEHOLDERS = ("more information", "needs more")
_MIN_STATEMENTS = 3
_MIN_SLOTS = 2
_MIN_INSTRUCTIONS = 3


def template_sign(name: str, raw: str | None, reading: Reading) -> str:
    """Why this is a template, as a short phrase; empty when it is none.

    Marks in the front matter count only above a body without headings: authors who copy a
    template and fill it in often forget the front matter, and what they have is a card.
    """
    front = (raw or "")[:TEXT_LIMIT]
    if _NAME.search(name):
        return "the file's name says template"
    if not reading.headings and (_RENDERED_LATER.search(front) or _slots(front)):
        return "template marks in the front matter"
    if _is_unrendered(reading.prose):
        return "template marks in the title or text"
    if any(_TITLE.search(heading) for heading in reading.headings[:1]):
        return "the title says template"
    if _is_mostly_instructions(reading.prose):
        return "most paragraphs say what to write"
    return ""


def _slots(front: str) -> bool:
    """Whether values are ``{slots}``: one may be an odd YAML mapping, two are a template."""
    return sum(1 for _ in _SLOT.finditer(front)) >= _MIN_SLOTS


def _is_unrendered(prose: tuple[str, ...]) -> bool:
    """Jinja in the first heading, or several of its statements outside code.

    Other double braces prove nothing: BibTeX has them, and a card filled in by hand may
    keep some of its template's.
    """
    title = next((line for line in prose if line.startswith("#")), "")[:HEADING_LIMIT]
    if "{{" in title or "{%" in title:
        return True
    return sum(1 for line in prose if _STATEMENT.search(line)) >= _MIN_STATEMENTS


def _is_mostly_instructions(prose: Iterable[str]) -> bool:
    """Whether at least half of the paragraphs begin by telling an author what to write.

    Placeholders count for neither side. Of real cards, also those that keep a form's
    questions above their answers, at most three paragraphs in ten begin so.
    """
    told = total = 0
    for line in _openings(prose):
        text = line.lstrip("*_[<!->`{( ").lower()
        if not text.startswith(_PLACEHOLDERS):
            total += 1
            word = text[:HEADING_LIMIT].partition(" ")[0].rstrip("*_:,.")
            told += f" {word} " in _INSTRUCTING
    return told >= _MIN_INSTRUCTIONS and 2 * told >= total


def _openings(prose: Iterable[str]) -> Iterator[str]:
    """First line of each paragraph; headings and tables of contents left out."""
    fresh = True
    for line in prose:
        if not line or line.startswith("#"):
            fresh = True
        elif fresh:
            fresh = False
            if not line.startswith("- ["):
                yield line
