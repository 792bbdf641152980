"""What outputs share besides words: paths, order, places in a card's text, JSON."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

from opendata_lint.card.text import SourceText
from opendata_lint.finding import Location, SettledFinding
from opendata_lint.reporting import RenderOptions
from opendata_lint.reporting.terminal import COMMAND
from opendata_lint.rules.catalog import catalog


def from_root(path: str, options: RenderOptions) -> str:
    """A report's path as seen from the top of the repository; as it is where it lies outside."""
    if options.root is None:
        return path
    absolute = PurePath(os.path.normpath(options.here / path))
    return absolute.relative_to(options.root).as_posix() if absolute.is_relative_to(options.root) else path


def gravest_first(findings: Iterable[SettledFinding]) -> list[SettledFinding]:
    """Findings by falling severity, otherwise in the report's order: services show only the first few."""
    return sorted(findings, key=lambda finding: -finding.severity)


def is_omission(finding: SettledFinding) -> bool:
    """Whether a finding says that something is missing; of somebody else's rule, whether it has no place."""
    info = catalog().get(finding.code)
    return info.omission if info else finding.location is None


def to_json(value: Any, indent: int | None = None) -> str:
    """`value` as ASCII JSON; inside strings, what a CI service would take for a command is escaped."""
    return COMMAND.sub(r"#\\u0023", json.dumps(value, indent=indent))


class CardText:
    """Offsets and columns of a card's text in other units."""

    def __init__(self, text: str) -> None:
        # A report's text has lost its byte order mark; with this one nothing else is taken for it.
        self._source = SourceText(b"\xef\xbb\xbf" + text.encode("utf-8", "replace"), len(text))

    def location(self, start: int, end: int) -> Location:
        """Lines and columns of the text between two offsets."""
        return self._source.location(start, end)

    def byte_column(self, line: int, column: int) -> int:
        """The column in bytes of UTF-8, from 1, of a line and column in code points, from 1."""
        return len(self._source.line_text(line - 1)[: column - 1].encode()) + 1
