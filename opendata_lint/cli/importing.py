"""`opendata-lint import FILE`: a descriptor of another registry as a card."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opendata_lint.cli import CLEAN, configuring, exchange, fault

if TYPE_CHECKING:
    from opendata_lint.exchange.protocol import Loaded, Registry
    from opendata_lint.settings import FormatPlugins


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "import", help="make a card of another registry's descriptor",
        description="Make a card of a descriptor: Croissant, an OpenML description, a Data Package, ... "
        "Nothing is made up: what the descriptor does not say is missing in the card, and `check` tells it.",
    )  # fmt: skip
    parser.add_argument("file", metavar="FILE", help="the descriptor, or - for standard input")
    parser.add_argument(
        "--from", dest="source", metavar="FORMAT", help="its format; default: what its name and content tell"
    )
    add_output(parser, "the card to write; default: standard output")
    configuring.add_files(parser)
    parser.set_defaults(run=run)


def add_output(parser: Any, about: str) -> None:
    """Add the arguments on where the result goes."""
    parser.add_argument("--output", "-o", metavar="FILE", help=about)
    parser.add_argument("--force", action="store_true", help="replace the file that --output names")
    parser.add_argument("--quiet", "-q", action="store_true", help="do not list what is lost")


@exchange.told
def run(arguments: argparse.Namespace) -> int:
    """Read the descriptor and write the card."""
    from opendata_lint.exchange.exporting import dumped, registry_of

    loaded, registry = read(arguments)
    hub, _ = registry_of("hub")
    made = dumped(hub, loaded.card, None)
    tell(loaded, registry, arguments.quiet)
    if not arguments.quiet:
        exchange.tell_losses("the card", made.losses)
    refusal = exchange.write(made.data, arguments.output, arguments.force)
    return fault(refusal) if refusal else CLEAN


def read(arguments: argparse.Namespace) -> tuple[Loaded, Registry]:
    """The descriptor that is named. Raises what `exchange.told` tells."""
    from opendata_lint.exchange.exporting import loaded

    formats = exchange.formats_of(arguments)
    path = Path(arguments.file)
    if arguments.file != "-" and not path.exists():
        raise FileNotFoundError(_missing(arguments.file, arguments.source, formats))
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder; name the descriptor in it")
    data = exchange.read(path)
    made, registry = loaded(data, arguments.file, arguments.source, formats)
    if arguments.source and not registry.sniff(arguments.file, data):
        _doubt(data, arguments.file, registry, formats)
    return made, registry


def _doubt(data: bytes, path: str, registry: Registry, formats: FormatPlugins) -> None:
    """Say that --from names another format than the content tells."""
    from opendata_lint.exchange.plugins import registry_for

    likely = registry_for(path, data, formats)
    if likely and likely.name != registry.name:
        exchange.say(f"{path} looks like {likely.title}, and is read as {registry.title}, as --from says")


def _missing(said: str, source: str | None, formats: FormatPlugins) -> str:
    """What to do about a file that is not there; an identifier is for another command."""
    from opendata_lint.exchange.exporting import registry_of
    from opendata_lint.vocabulary.identifiers import parse_identifier

    known = registry_of(source, formats)[0].parse_id(said) if source else None
    found = known or parse_identifier(said)
    if found.scheme not in ("words", "legacy", "name", "git") and not said.endswith(
        (".json", ".xml", ".yaml")
    ):
        return (
            f"{said}: no such file; it reads as an identifier ({found.text}), and nothing is fetched here: "
            f"use `opendata-lint fetch {found.text}`"
        )
    return f"{said}: no such file"


def tell(loaded: Loaded, registry: Registry, quiet: bool) -> None:
    """Say what was understood in another way than it is written, and what was not understood."""
    for note in loaded.notes:
        exchange.say(note)
    if loaded.unknown and not quiet:
        shown = ", ".join(loaded.unknown[:8]) + (" ..." if len(loaded.unknown) > 8 else "")
        exchange.say(f"kept as it is under `x-{registry.name}`, as a card has no place for it: {shown}")
