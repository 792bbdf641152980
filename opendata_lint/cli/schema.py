"""`opendata-lint schema dataset|model`: print a card schema in one piece, for use elsewhere."""

from __future__ import annotations

import argparse
import json
from typing import Any

from opendata_lint.cli import CLEAN


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser("schema", help="print the JSON Schema of a kind of card, without references")
    parser.add_argument("kind", choices=("dataset", "model"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the schema."""
    from opendata_lint.schema import card_schema

    print(json.dumps(card_schema(arguments.kind), indent=2, ensure_ascii=False))
    return CLEAN
