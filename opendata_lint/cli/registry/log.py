"""`opendata-lint registry log ID`: the commits that changed a card, its data or its record."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from opendata_lint.cli import CLEAN
from opendata_lint.cli.registry import asking, common
from opendata_lint.cli.registry.diff import files, shown
from opendata_lint.cli.registry.search import limit

if TYPE_CHECKING:
    from opendata_lint.registry.index.events import Event
    from opendata_lint.registry.index.history import Commit

_DIGESTS = ("card_digest", "data_digest", "exports")


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "log", help="show the history of a card",
        description="Show every commit that changed a card, its data or its record, with the version that "
        "the card had then and what changed.",
    )  # fmt: skip
    parser.add_argument("id", metavar="ID", help="a card, also one that is gone")
    parser.add_argument(
        "--limit", type=limit, default=100, metavar="N", help="commits that are looked at; default: 100"
    )
    asking.add_format(parser)
    common.add_tree(parser)
    parser.set_defaults(run=run)


@common.told
def run(arguments: argparse.Namespace) -> int:
    """Tell the history."""
    from opendata_lint.registry.index.events import events_of

    history, trail, _, cards = asking.past_of(arguments)
    events, cut = events_of(history, trail, cards, arguments.limit)
    rows = (_object(event) for event in events)
    asking.tell(arguments, {"id": trail.id, "cut": cut}, "commits", rows, lambda: _lines(events))
    if cut:
        common.note(f"only the newest {arguments.limit} commits were looked at; --limit allows more")
    end = next((event.commit for event in events if event.commit.is_end), None)
    if end:
        common.note(
            f"the clone is shallow and ends at {end.id[:12]}: what was before is not known, "
            "and all is told as if it had been added there"
        )
    return CLEAN


def _object(event: Event) -> dict[str, Any]:
    return commit_object(event.commit) | {
        "version": event.version,
        "card": event.card,
        "fields": [one._asdict() for one in event.fields],
        "text": event.text,
        "record": [one._asdict() for one in event.record],
        "data": event.data._asdict(),
        "exports": event.exports._asdict(),
    }


def commit_object(commit: Commit) -> dict[str, Any]:
    """A commit as it is told in JSON."""
    return {
        "commit": commit.id, "date": commit.date, "author": commit.author, "subject": commit.subject,
        "history_ends": commit.is_end,
    }  # fmt: skip


def _lines(events: Sequence[Event]) -> Iterator[str]:
    from opendata_lint.reporting.terminal import harmless

    for event in events:
        commit = event.commit
        yield harmless(f"{commit.id[:12]}  {commit.date[:10]}  {event.version or '-'}  {commit.subject}")
        for line in _details(event):
            yield harmless(f"    {line}")
    yield asking.count(len(events), "commit")


def _details(event: Event) -> Iterator[str]:
    if event.card:
        yield f"card {event.card}" + (", with its text" if event.text else "")
    if event.card in ("changed", "moved"):
        for one in event.fields:
            yield f"  {one.field}: {shown(one.old)} -> {shown(one.new)}"
    if event.data:
        yield f"data: {files(event.data)}"
    if event.exports:
        yield f"descriptors: {files(event.exports)}"
    if event.record:
        changed = [one for one in event.record if one.old is not None]
        yield "record " + (
            "changed" if changed else "added" if event.record[0].new is not None else "removed"
        )
        for one in changed:
            if one.field not in _DIGESTS and one.new is not None:
                yield f"  {one.field.replace('_', ' ')}: {shown(one.old)} -> {shown(one.new)}"
