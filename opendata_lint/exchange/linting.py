"""Descriptors to findings: what a registry's own check says of a file, settled as what is found in a card."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

from opendata_lint.card.text import SourceText
from opendata_lint.engine import lint_subject
from opendata_lint.exchange.documents import LARGEST, Document, read_document
from opendata_lint.exchange.judging import MOST, UNREADABLE
from opendata_lint.exchange.plugins import (
    CLASH,
    HEAD,
    OURS,
    UNUSABLE,
    Offer,
    PluginFault,
    Trouble,
    load,
    recognized,
    told,
)
from opendata_lint.exchange.protocol import DescriptorFault
from opendata_lint.finding import NOWHERE, FileKind, Finding, Fix, Place, Span
from opendata_lint.report import CardResult, Crash
from opendata_lint.settings import Settings
from opendata_lint.tree import Tree

_HINTS = {
    UNUSABLE: "mend the plugin, install another release of it, or take it out of `plugins`",
    CLASH: "name one distribution in `plugins`; in the place of a built-in format with `override-formats`",
}
_LINE_END = re.compile(r"\s*[\r\n\x0b\x0c\x85\u2028\u2029]\s*")
"""What would begin another line: messages show parts of the file."""
_NAMING = ("@id", "id", "bom-ref", "spdxId", "name", "path", "url", "type")
"""Keys that tell the objects of a list apart, the most telling first."""


def lint_descriptor(data: bytes, path: str, tree: Tree, settings: Settings, shown_path: str) -> CardResult:
    """Check one descriptor by the specification of its format, which its name and content tell.

    `path` is from the tree's root. Never raises for what the file holds, nor for what a plugin does: its
    faults are findings, a fault of a built-in format is a `Crash`. Raises `BaselineFault` for an unusable
    baseline.
    """
    seen = recognized(path, data[:HEAD], settings.formats)
    found = list(map(_trouble, seen.troubles))
    crash = None
    if seen.offer:
        crash = _check(seen.offer, data, path, settings, found)
    elif not found:
        found.append(Finding(UNREADABLE, "this is a descriptor of no format that is known", NOWHERE))
    result = lint_subject(_Descriptor(data, path), found, tree, settings, shown_path)
    if crash is None:
        return result
    return result._replace(crashes=(crash._replace(path=shown_path),), ran=frozenset())


def _trouble(trouble: Trouble) -> Finding:
    return Finding(trouble.code, trouble.message, NOWHERE, _HINTS[trouble.code], subject=trouble.name)


def _check(offer: Offer, data: bytes, path: str, settings: Settings, found: list[Finding]) -> Crash | None:
    """Gather what a registry finds; returns what it raised if it is one of ours."""
    try:
        for finding in _bounded(load(offer).check(data, path)):
            if not isinstance(finding, Finding) or finding.code not in settings.rules():
                raise PluginFault(f"{_shown(finding)} is no finding of a rule that there is")
            found.append(finding._replace(message=_LINE_END.sub(" ", finding.message)))
    except Exception as error:  # other people's code may fail in any way, and ours may have a bug
        if offer.distribution == OURS:
            import traceback

            return Crash(offer.name, path, told(error), traceback.format_exc())
        problem = f"the plugin `{offer.name}` of {offer.distribution} fails in `check`: {told(error)}"
        found.append(_trouble(Trouble(UNUSABLE, offer.name, problem)))
    return None


def _bounded(findings: Iterable[Any]) -> Iterator[Any]:
    """The first findings: what a plugin yields may have no end."""
    return islice(findings, MOST)


def _shown(value: Any) -> str:
    return f"`{value.code}`" if isinstance(value, Finding) else f"what is of type `{type(value).__name__}`"


class _Descriptor:
    """A descriptor as what findings are about."""

    def __init__(self, data: bytes, path: str) -> None:
        self.path = path
        self.kind: FileKind = "descriptor"
        self.source = SourceText(data, LARGEST)
        self._document: Document | None = None
        with suppress(DescriptorFault):  # the registry tells it
            self._document = read_document(data, path)

    def spans(self, place: Place) -> tuple[Span | None, tuple[Span, ...]]:
        """The offsets of a place; of a pointer into what cannot be read, none."""
        if self._document is None:
            return place.span, ()
        return self._document.span(place), ()

    def drops(self, finding: Finding, settings: Settings) -> bool:
        """Nothing: allow-lists are for cards."""
        return False

    def concludes(self, finding: Finding, settings: Settings) -> bool:
        """As the finding says."""
        return finding.conclusive

    def steady(self, pointer: str) -> str:
        """A pointer with members of lists by what they are; elements of XML are numbered by their names."""
        value = self._document.value if self._document else None
        steps = []
        for token in pointer.split("/")[1:]:
            member = _member(value, token)
            steps.append(_name_of(member) if isinstance(value, list) else token)
            value = member
        return "/".join(steps)

    def heading(self, offset: int) -> str:
        """Nothing: a descriptor has no headings."""
        return ""

    def fix(self, finding: Finding) -> Fix | None:
        """None: descriptors are written anew from their card, never mended."""
        return None


def _member(value: Any, token: str) -> Any:
    if isinstance(value, dict):
        return value.get(token.replace("~1", "/").replace("~0", "~"))
    if isinstance(value, list) and re.fullmatch(r"\d{1,9}", token) and int(token) < len(value):
        return value[int(token)]
    return None


def _name_of(member: Any) -> str:
    if isinstance(member, dict):
        names = (f"{key}={member[key]}" for key in _NAMING if isinstance(member.get(key), (str, int)))
        return next(names, "*")[:200]
    return "*" if isinstance(member, list) else f"={member}"[:200]
