"""`opendata-lint fetch WORK`: get what a registry says of a work, as a card."""

from __future__ import annotations

import argparse
from typing import Any

from opendata_lint.cli import CLEAN, exchange, fault, importing


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "fetch", help="make a card of what a registry on the network says of a work",
        description="Ask a registry for a work, such as openml:61, hf:datasets/OWNER/NAME, zenodo:1234567, "
        "kaggle:OWNER/SLUG or a DOI, and write what it says as a card. Only this command, `publish` and "
        "`registry lineage --online` use the network.",
    )  # fmt: skip
    parser.add_argument("work", metavar="WORK", help="the identifier or address of a work")
    parser.add_argument(
        "--descriptor", action="store_true", help="write what the registry serves, not a card of it"
    )
    parser.add_argument("--endpoint", metavar="URL", help="another server of that registry")
    importing.add_output(parser, "the file to write; default: standard output")
    parser.set_defaults(run=run)


@exchange.told
def run(arguments: argparse.Namespace) -> int:
    """Fetch, then write all of it or nothing."""
    from opendata_lint.network.protocol import NetworkFault

    try:
        data = _fetched(arguments)
    except NetworkFault as error:
        return fault(str(error))
    refusal = exchange.write(data, arguments.output, arguments.force)
    return fault(refusal) if refusal else CLEAN


def _fetched(arguments: argparse.Namespace) -> bytes:
    """What is to be written. Raises `NetworkFault`, and what `exchange.told` tells."""
    from opendata_lint.exchange.exporting import dumped, registry_of
    from opendata_lint.network.fetching import CARD, read
    from opendata_lint.network.remotes import remote_of
    from opendata_lint.vocabulary.identifiers import parse_identifier

    work = parse_identifier(arguments.work)
    remote = remote_of(work)
    fetched = remote.fetch(remote.server(arguments.endpoint, anonymous=False), work)
    if arguments.descriptor or fetched.format == CARD:
        return fetched.data
    loaded, registry = read(fetched)
    made = dumped(registry_of(CARD)[0], loaded.card, None)
    importing.tell(loaded, registry, arguments.quiet)
    if not arguments.quiet:
        exchange.tell_losses("the card", made.losses)
    return made.data
