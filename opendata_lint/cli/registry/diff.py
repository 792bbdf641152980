"""`opendata-lint registry diff OLD [NEW]`: which cards two trees do not have alike."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from opendata_lint.cli import CLEAN, FINDINGS
from opendata_lint.cli.registry import asking, common

if TYPE_CHECKING:
    from opendata_lint.registry.index.changes import FilesChange
    from opendata_lint.registry.index.comparing import CardChange
    from opendata_lint.registry.index.survey import Survey

_SIGNS = {"added": "+", "removed": "-", "changed": "~"}
_DIGESTS = ("data_digest",)


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "diff", help="show which cards changed between revisions",
        description="Show the cards that were added, removed or changed between two revisions, or since one: "
        "version, license, status, other facts, and how many files of the data.",
    )  # fmt: skip
    parser.add_argument("old", metavar="OLD", help="a revision of Git, or OLD..NEW")
    parser.add_argument("new", nargs="?", metavar="NEW", help="another; default: the files on disk")
    parser.add_argument("--exit-code", action="store_true", help="exit 1 where there is a difference")
    asking.add_format(parser)
    common.add_repository(parser).add_argument(
        "--staged", action="store_true", help="what is staged in Git takes the place of the files on disk"
    )
    parser.set_defaults(run=run, rev=None)


@common.told
def run(arguments: argparse.Namespace) -> int:
    """Compare, and tell."""
    from opendata_lint.registry.index.comparing import compare

    old, new = _ends(arguments)
    changes = compare(_survey(old, arguments), _survey(new, arguments))
    rows = (_object(change) for change in changes)
    asking.tell(arguments, {}, "changes", rows, lambda: _lines(changes))
    return FINDINGS if changes and arguments.exit_code else CLEAN


def _ends(arguments: argparse.Namespace) -> tuple[str, str | None]:
    """The two revisions; None for the files on disk, or what is staged. Raises `RegistryFault`."""
    from opendata_lint.registry.registrar import RegistryFault

    old, new = arguments.old, arguments.new
    if ".." in old and new is None:
        old, _, new = (part or "HEAD" for part in old.partition(".."))
    if new is not None and arguments.staged:
        raise RegistryFault("two revisions are named, so that --staged has no place")
    return old, new


def _survey(revision: str | None, arguments: argparse.Namespace) -> Survey:
    from opendata_lint.registry.index.survey import Survey

    meant = argparse.Namespace(
        **vars(arguments) | {"rev": revision} | ({"staged": False} if revision else {})
    )
    tree = common.tree_of(meant)
    return Survey(tree, common.configuration_of(tree, meant))


def _object(change: CardChange) -> dict[str, Any]:
    return change._asdict() | {
        "fields": [one._asdict() for one in change.fields],
        "data": change.data._asdict(),
    }


def _lines(changes: Sequence[CardChange]) -> Iterator[str]:
    from opendata_lint.reporting.terminal import harmless

    for change in changes:
        version = f" {change.version}" if change.version else ""
        yield harmless(f"{_SIGNS[change.change]} {change.id}{version}  {change.path}")
        if change.change == "changed":
            for line in _details(change):
                yield harmless(f"    {line}")
    counts = [f"{number} {kind}" for kind in _SIGNS if (number := sum(one.change == kind for one in changes))]
    yield ", ".join(counts) or "no card changed"


def _details(change: CardChange) -> Iterator[str]:
    for one in change.fields:
        if one.field not in _DIGESTS:  # the files below tell more
            yield f"{one.field.replace('_', ' ')}: {shown(one.old)} -> {shown(one.new)}"
    if change.text:
        yield "text of the card changed"
    if change.data:
        yield f"data: {files(change.data)}"


def shown(value: object) -> str:
    """A value of a fact for people: short, `none` where there is none."""
    text = ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    text = " ".join(text.split())
    return f"{text[:77]}…" if len(text) > 78 else text or "none"


def files(change: FilesChange) -> str:
    """How many files changed, in words."""
    parts = [f"{number} {name}" for name, number in change._asdict().items() if number]
    return f"{', '.join(parts)} file{'' if sum(change) == 1 else 's'}"
