"""YAML as people write citation files, which readers of YAML 1.1 and of 1.2 take for the same."""

from __future__ import annotations

import re
from typing import Any

_NUMBER = re.compile(
    r"[-+]?(?:0o[0-7]+|0x[0-9a-fA-F]+|(?:\d[\d_]*\.?[\d_]*|\.\d+)(?:[eE][-+]?\d+)?|\.(?:inf|nan))", re.I
)
"""What is a number to some reader of YAML."""
_BREAKS = re.compile("[\x85\u2028\u2029\r]")
"""Ends of lines to some readers, and characters like others to the rest."""


def to_yaml(document: dict[str, Any]) -> str:
    """A document in block style and in its own order; texts of several lines as such."""
    import yaml

    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, data: Any) -> bool:
            return True

        def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
            super().increase_indent(flow, False)  # lists stand below their key, two spaces in

    def text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
        style = (
            '"'
            if _BREAKS.search(value)
            else "|"
            if "\n" in value
            else "'"
            if _NUMBER.fullmatch(value)
            else None
        )
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style)

    Dumper.add_representer(str, text)
    made: str = yaml.dump(document, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=100)
    return made
