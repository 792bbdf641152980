"""`opendata-lint convert FILE --to FORMAT`: a descriptor in the words of another registry."""

from __future__ import annotations

import argparse
from typing import Any

from opendata_lint.cli import CLEAN, FINDINGS, configuring, exchange, fault, importing


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "convert", help="turn a descriptor of one registry into that of another",
        description="Turn a descriptor into another format by way of what a card would say, and tell what is "
        "lost on the way.",
    )  # fmt: skip
    parser.add_argument("file", metavar="FILE", help="the descriptor or card, or - for standard input")
    parser.add_argument(
        "--from", dest="source", metavar="FORMAT", help="its format; default: what its name and content tell"
    )
    parser.add_argument("--to", required=True, metavar="FORMAT", help="such as croissant or datacite@4.6")
    parser.add_argument("--strict", action="store_true", help="write nothing that loses anything")
    importing.add_output(parser, "the file to write; default: standard output")
    configuring.add_files(parser)
    parser.set_defaults(run=run)


@exchange.told
def run(arguments: argparse.Namespace) -> int:
    """Read one format and write another."""
    from opendata_lint.exchange.exporting import dumped, registry_of

    loaded, source = importing.read(arguments)
    formats = exchange.formats_of(arguments)
    registry, version = registry_of(arguments.to, formats)
    made = dumped(registry, loaded.card, version)
    for note in loaded.notes:
        exchange.say(note)
    if not arguments.quiet:
        exchange.tell_losses(registry.title, made.losses)
    if made.losses and arguments.strict:
        exchange.say(f"not written, as {registry.title} cannot say all that {source.title} says (--strict)")
        return FINDINGS
    refusal = exchange.write(made.data, arguments.output, arguments.force)
    return fault(refusal) if refusal else CLEAN
