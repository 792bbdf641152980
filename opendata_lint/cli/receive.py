"""`opendata-lint receive`: judge a push on the server; what `hooks/pre-receive` and `hooks/update` call."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opendata_lint.cli import CLEAN, FINDINGS

if TYPE_CHECKING:
    from opendata_lint.registry.receiving.judging import Verdict
    from opendata_lint.registry.receiving.server import Server

_LONGEST = 500
"""Characters of a line that is sent to whoever pushes."""
_MOST_NOTICES = 10
"""Lines that are told besides findings."""


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "receive",
        help="judge a push on the Git server",
        description="Judge a push on the Git server, in its hook `pre-receive` (which tells the refs on "
        "standard input) or `update` (as three arguments). Refuses it with exit code 1 where a card that it "
        "touches has faults, and where it cannot be judged within the bounds that the server sets.",
    )
    parser.add_argument(
        "update", nargs="*", metavar="REF OLD NEW", help="one ref, as Git tells it to the hook `update`"
    )
    parser.add_argument(
        "--config", type=Path, metavar="FILE",
        help="the server's own configuration; default: what `git config opendata-lint.config` names",
    )  # fmt: skip
    parser.add_argument("--within-bounds", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Judge the push in a process of its own, which the system ends when it goes out of bounds."""
    if len(arguments.update) not in (0, 3):
        return _refuse("give REF OLD NEW as the hook `update` gets them, or nothing as in `pre-receive`")
    if arguments.within_bounds:
        return _judge(arguments)
    from opendata_lint.registry.receiving.bounding import ran_out_of_time, supervise

    config = [f"--config={arguments.config.absolute()}"] if arguments.config else []
    done = supervise(["receive", "--within-bounds", *config, "--", *arguments.update])
    if done.told is not None and done.code in (CLEAN, FINDINGS):
        _say(done.told)
        return done.code
    if ran_out_of_time(done.code):
        return _refuse(
            f"refused: judging this push takes longer than the server allows; ended at {done.seconds:.0f} s"
        )
    return _refuse(
        f"refused: judging this push ended early (code {done.code}), most likely for want of the memory that "
        "this server allows; push less at once, or ask whoever runs it"
    )


def _judge(arguments: argparse.Namespace) -> int:
    """Judge, and tell the supervising process in JSON what to say."""
    import json

    try:
        code, lines = _judged(arguments)
    except MemoryError:
        code, lines = FINDINGS, ["refused: judging this push takes more memory than this server allows"]
    except Exception as error:
        code, lines = FINDINGS, [f"refused: {line}" for line in _reasons(error)]
    print(json.dumps(lines))
    return code


def _judged(arguments: argparse.Namespace) -> tuple[int, list[str]]:
    from opendata_lint.registry.receiving.judging import judge, judge_tags
    from opendata_lint.registry.receiving.updates import ranges_of, read_updates, update_of

    root, server = _server(arguments)
    if arguments.update:
        ref, old, new = arguments.update
        updates = [update_of([old, new, ref])]
    else:
        updates = list(read_updates(sys.stdin.buffer, server.limits))
    verdicts = list(judge(root, ranges_of(root, updates, server.limits), server))
    notices = dict.fromkeys(notice for verdict in verdicts for notice in verdict.notices)
    refused = [verdict for verdict in verdicts if verdict.findings]
    tags = [f"refused: {fault}" for fault in judge_tags(root, updates)]
    lines = [
        *list(notices)[:_MOST_NOTICES],
        *tags[: server.limits.lines],
        *_lines(refused, server.limits.lines),
    ]
    return FINDINGS if refused or tags else CLEAN, lines


def _reasons(error: Exception) -> list[str]:
    """Why nothing could be judged. Of a bug of ours the traceback is no business of whoever pushes."""
    from opendata_lint.baseline import BaselineFault
    from opendata_lint.registry.receiving import ReceiveFault
    from opendata_lint.runner import PathFault
    from opendata_lint.schema import SchemaFault
    from opendata_lint.settings import SettingsFault
    from opendata_lint.tree import TreeFault

    known = (BaselineFault, PathFault, ReceiveFault, SchemaFault, SettingsFault, TreeFault)
    if not isinstance(error, known):
        return [f"judging this push failed ({type(error).__name__}); tell whoever runs the server"]
    here = str(Path.cwd())
    return [line.replace(here, "the repository") for line in str(error).splitlines()[:_MOST_NOTICES]]


def _server(arguments: argparse.Namespace) -> tuple[Path, Server]:
    """The repository of the hook and the server's settings, whose bounds hold from now on."""
    from opendata_lint.registry.receiving import ReceiveFault
    from opendata_lint.registry.receiving.bounding import bound
    from opendata_lint.registry.receiving.server import server_of
    from opendata_lint.tree import find_repository

    root = find_repository(Path(os.environ.get("GIT_DIR", ".")))
    if root is None:
        raise ReceiveFault("this is no Git repository; `receive` belongs into a hook of the server")
    os.chdir(root)
    server = server_of(root, arguments.config)
    bound(server.limits)
    return root, server


def _lines(refused: list[Verdict], most: int) -> Iterator[str]:
    from opendata_lint.reporting.concise import line

    told = 0
    for verdict in refused:
        count, cards = len(verdict.findings), len({finding.path for finding in verdict.findings})
        refs = ", ".join(verdict.range.refs[:3]) + (", ..." if len(verdict.range.refs) > 3 else "")
        yield f"refused: {_count(count, 'finding')} in {_count(cards, 'card')} that the push touches ({refs})"
        shown = verdict.findings[: max(0, most - told)]
        told += len(shown)
        yield from (line(finding, color=False) for finding in shown)
        if count > len(shown):
            yield f"... and {count - len(shown)} more"
        if verdict.range.base:
            known = f"{verdict.range.base[:12]}..{verdict.range.commit[:12]}"
            yield f"the same before a push: opendata-lint check --rev {known}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _refuse(reason: str) -> int:
    _say([reason])
    return FINDINGS


def _say(lines: Iterable[str]) -> None:
    """Print to whoever pushes, to whom Git shows standard error."""
    from opendata_lint.reporting.terminal import harmless

    for text in lines:
        shown = harmless(text)
        cut = shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}..."
        print(f"opendata-lint: {cut}", file=sys.stderr)
