"""What the commands that exchange cards share: finding cards, and telling what became of them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

from opendata_lint.cli import fault

if TYPE_CHECKING:
    from opendata_lint.configuration import Configuration
    from opendata_lint.exchange.protocol import Loss
    from opendata_lint.runner import Task
    from opendata_lint.settings import FormatPlugins


def told(run: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """A command that says in one line what is wrong with what it was given."""

    @wraps(run)
    def telling(arguments: argparse.Namespace) -> int:
        from opendata_lint.exchange.exporting import FormatFault
        from opendata_lint.exchange.protocol import DescriptorFault, NotExpressible
        from opendata_lint.runner import PathFault
        from opendata_lint.schema import SchemaFault
        from opendata_lint.settings import SettingsFault
        from opendata_lint.tree import TreeFault

        try:
            return run(arguments)
        except NotExpressible as why:
            return fault(f"this cannot be written: {why}")
        except OSError as error:
            return fault(f"{error.filename}: {error.strerror}" if error.strerror else str(error))
        except (FormatFault, DescriptorFault, PathFault, SchemaFault, SettingsFault, TreeFault) as error:
            return fault(str(error))

    return telling


_OF_DESCRIPTORS = (".json", ".jsonld", ".xml", ".yaml", ".yml", ".cff", ".ttl")


def cards(paths: Sequence[Path], configuration: Configuration) -> list[Task]:
    """The cards among files and folders. Raises what `runner.find` raises, also for a descriptor."""
    from opendata_lint import runner

    for path in paths:
        if path.suffix.lower() in _OF_DESCRIPTORS and path.is_file():
            raise runner.PathFault(
                f"{path}: cards are Markdown; `opendata-lint convert` turns a descriptor into another format"
            )
    request = runner.Request(paths=tuple(paths) or (Path(),))
    return [
        runner.task_of(candidate, request, configuration)
        for candidate in runner.find(request, configuration).cards
    ]


def formats_of(arguments: argparse.Namespace) -> FormatPlugins:
    """The formats of other people that the configuration for the working directory allows."""
    from opendata_lint.cli import configuring

    configuration = configuring.configuration_of(arguments)
    return configuration.resolve(Path.cwd() / "README.md").settings.formats


def read(path: Path) -> bytes:
    """A file's content, or that of standard input for `-`. Raises `OSError`."""
    if str(path) == "-":
        return sys.stdin.buffer.read()
    return path.read_bytes()


def say(text: str) -> None:
    """Say something on standard error, with nothing in it that a terminal would act upon."""
    from opendata_lint.reporting.terminal import harmless

    print(f"opendata-lint: {harmless(text)}", file=sys.stderr)


def shown(path: Path) -> str:
    """A path as people see it."""
    from opendata_lint.runner import shown

    return shown(path)


def tell_losses(title: str, losses: Iterable[Loss]) -> None:
    """Say what a format cannot say, each limit once with all that meets it."""
    by_reason: dict[str, list[str]] = {}
    for loss in losses:
        by_reason.setdefault(loss.reason, []).append(_named(loss.path))
    for reason, paths in by_reason.items():
        more = f" and {len(paths) - 6} more" if len(paths) > 6 else ""
        say(f"lost in {title}: {', '.join(paths[:6])}{more} ({reason})")


def _named(path: str) -> str:
    """A lost fact as its author knows it: by the card's own key where it has another name there."""
    from opendata_lint.exchange.formats.hub.keys import FIELDS

    if path == "extra/x-hub/sections":
        return "sections on other topics"
    first, slash, rest = path.removeprefix("extra/x-hub/front_matter/").removeprefix("extra/").partition("/")
    return FIELDS.get(first, first) + slash + rest


def write(data: bytes, output: str | None, force: bool) -> str | None:
    """Write to a file, or to standard output for `-` and None; what kept it from that, else None."""
    if output in (None, "-"):
        sys.stdout.flush()
        sys.stdout.buffer.write(_for_terminal(data) if sys.stdout.isatty() else data)
        sys.stdout.buffer.flush()
        return None
    from opendata_lint.writing import write_whole

    path = Path(str(output))
    if path.is_dir():
        return f"{path} is a folder; name a file in it"
    if path.exists() and not force:
        return f"{path} is there already; --force replaces it"
    write_whole(path, data)
    return None


def _for_terminal(data: bytes) -> bytes:
    """The text with nothing in it that a terminal would act upon: others may have written it."""
    from opendata_lint.reporting.terminal import harmless

    return "\n".join(map(harmless, data.decode("utf-8", "replace").split("\n"))).encode()


def difference(path: str, before: bytes, after: bytes) -> str:
    """The change of a descriptor as a unified diff, harmless to a terminal."""
    from opendata_lint.fixing.diff import unified
    from opendata_lint.reporting.terminal import harmless

    try:
        lines = unified(path, before, after).splitlines()
    except UnicodeDecodeError:
        return ""
    return "".join(f"{harmless(line)}\n" for line in lines)
