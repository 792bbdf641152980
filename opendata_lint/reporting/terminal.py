"""What outputs that people read share: colors, harmless text, display width, the last line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from opendata_lint.finding import SettledFinding, SettledRelated, Severity

if TYPE_CHECKING:  # every message of a fault passes through here, and must not load all rules for it
    from opendata_lint.report import Report

_COLORS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}
# What starts a command of a CI service in the middle of a line: `##[group]`, `##vso[...]`, `##teamcity[...]`.
COMMAND = re.compile(r"##(?=\w*\[)")
_JOINERS = "\u200c\u200d"  # several scripts and emoji cannot be written without them


def paint(text: str, style: str, color: bool) -> str:
    """`text` in an SGR style such as `1;31`, or as it is where colors are off."""
    return f"\x1b[{style}m{text}\x1b[0m" if color else text


def severity_word(severity: Severity, color: bool, width: int = 0) -> str:
    """The severity's word in its color, padded to `width`."""
    return paint(severity.label.ljust(width), _COLORS[severity], color)


def harmless(text: str) -> str:
    """`text` on one line, without anything that a terminal or a CI log acts on or that reorders what is read.

    Control characters, bidirectional overrides, line separators and what XML forbids stand as visible
    escapes, and so does a `#` that would begin a command of a CI service; a tab stays a tab.
    """
    if text.isascii() and text.isprintable() and "##" not in text:
        return text
    return "".join(cells(text))


def cells(text: str) -> list[str]:
    """How each character of `text` is shown; together they are `harmless(text)`."""
    shown = [char if _shows(char) else char.encode("unicode_escape").decode() for char in text]
    for match in COMMAND.finditer(text):
        shown[match.start() + 1] = "\\x23"
    return shown


def _shows(char: str) -> bool:
    if char.isascii():
        return char.isprintable() or char == "\t"
    if ord(char) & 0xFFFE == 0xFFFE or "\ufdd0" <= char <= "\ufdef":  # no characters, and none in XML
        return False
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") or char in _JOINERS


def shown_path(path: str) -> str:
    """A path at the start of a line: harmless, and never `::`, with which GitHub's commands begin."""
    return harmless(f"./{path}" if path.lstrip().startswith("::") else path)


def where(place: SettledFinding | SettledRelated) -> str:
    """`path:line:column`, or the path alone where there is no location."""
    location = place.location
    return shown_path(place.path) + (f":{location.line}:{location.column}" if location else "")


def remarks(finding: SettledFinding) -> Iterator[str]:
    """What belongs to a finding besides its message: related places, the hint, the fix; a line each."""
    for related in finding.related:
        yield f"note: {where(related)}: {harmless(related.message)}"
    if finding.fix:  # says what the hint says, of this very place
        options = "--fix" if finding.fix.safe else "--fix --unsafe-fixes"
        yield f"help: {harmless(finding.fix.title)} (`{options}` does it)"
    elif finding.hint:
        yield f"help: {harmless(finding.hint)}"


def width(text: str) -> int:
    """Columns that `text` takes on a terminal; East Asian wide characters take two, marks none."""
    if text.isascii():
        return len(text)
    return sum(_char_width(char) for char in text)


def _char_width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def summary(report: Report, color: bool) -> str:
    """The last line: what was found in how many cards, and how much was kept back."""
    checked = files_in_words(report)
    parts = [
        counted(report.count(severity), severity) for severity in reversed(Severity) if report.count(severity)
    ]
    if not report.results:
        text = "No cards found"
    elif not parts:
        text = f"{paint('Nothing found', '1;32', color)} in {checked}"
    else:
        flagged = sum(bool(result.findings) for result in report.results)
        found = " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))
        text = f"Found {found} in {flagged} of {checked}"
    kept = [
        (report.suppressed, "suppressed"),
        (report.baselined, "in the baseline"),
        (report.stale, "more in the baseline no longer found: `--shrink-baseline` removes them"),
    ]
    aside = ", ".join(f"{count} {what}" for count, what in kept if count)
    return f"{text}{f' ({aside})' if aside else ''}."


def files_in_words(report: Report) -> str:
    """How many files were checked, by what they are: `2 cards`, `4 files, 1 card and 3 descriptors`."""
    descriptors = sum(result.file.kind == "descriptor" for result in report.results)
    counts = ((len(report.results) - descriptors, "card"), (descriptors, "descriptor"))
    words = " and ".join(f"{count} {what}{'' if count == 1 else 's'}" for count, what in counts if count)
    return f"{len(report.results)} files, {words}" if all(count for count, _ in counts) else words


def counted(count: int, severity: Severity) -> str:
    """A number of findings in words, such as `2 errors`."""
    return f"{count} {severity.label}{'' if count == 1 or severity is Severity.INFO else 's'}"
