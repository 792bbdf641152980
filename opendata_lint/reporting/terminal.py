"""What outputs for a terminal share: colors, harmless text, display width."""

from __future__ import annotations

import unicodedata

from opendata_lint.engine import Report
from opendata_lint.finding import Severity

_COLORS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}


def paint(text: str, style: str, color: bool) -> str:
    """`text` in an SGR style such as `1;31`, or as it is where colors are off."""
    return f"\x1b[{style}m{text}\x1b[0m" if color else text


def severity_word(severity: Severity, color: bool, width: int = 0) -> str:
    """The severity's word in its color, padded to `width`."""
    return paint(severity.label.ljust(width), _COLORS[severity], color)


def harmless(text: str) -> str:
    """`text` on one line, without anything that a terminal acts on or that reorders what is read.

    Control characters, bidirectional overrides and line separators stand as visible escapes; a tab
    stays a tab.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(char if char == "\t" or _shows(char) else char.encode("unicode_escape").decode() for char in text)


def _shows(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") or char in "\u200c\u200d"


def width(text: str) -> int:
    """Columns that `text` takes on a terminal; East Asian wide characters take two, marks none."""
    if text.isascii():
        return len(text)
    return sum(_char_width(char) for char in text)


def _char_width(char: str) -> int:
    if unicodedata.combining(char) or char in "\u200c\u200d\ufe0f":
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def summary(report: Report, color: bool) -> str:
    """The last line: what was found in how many cards."""
    cards = len(report.results)
    checked = f"{cards} card{'' if cards == 1 else 's'}"
    counts = {severity: report.count(severity) for severity in reversed(Severity)}
    if not any(counts.values()):
        return f"{paint('Nothing found', '1;32', color)} in {checked}." if cards else "No cards found."
    words = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}
    parts = [_counted(counts[severity], word) for severity, word in words.items() if counts[severity]]
    flagged = sum(bool(result.findings) for result in report.results)
    found = " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))
    return f"Found {found} in {flagged} of {checked}."


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 or word == 'info' else 's'}"
