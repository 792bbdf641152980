"""Types of columns in words that front matter, DuckDB and Arrow share."""

from __future__ import annotations

import re
from typing import Any

_DECLARED = {
    "string": "text", "large_string": "text", "binary": "bytes", "large_binary": "bytes", "bool": "booleans",
    "int": "whole numbers", "uint": "whole numbers", "float": "numbers",
    "double": "numbers", "decimal": "numbers",
    "timestamp": "times", "date": "times", "time": "times", "duration": "times",
}  # fmt: skip
"""By the name of a dtype without its width and unit."""
_FOUND = {
    "VARCHAR": "text", "JSON": "text", "UUID": "text", "BLOB": "bytes", "BOOLEAN": "booleans",
    "TINYINT": "whole numbers", "SMALLINT": "whole numbers", "INTEGER": "whole numbers",
    "BIGINT": "whole numbers", "HUGEINT": "whole numbers", "UTINYINT": "whole numbers",
    "USMALLINT": "whole numbers", "UINTEGER": "whole numbers", "UBIGINT": "whole numbers",
    "UHUGEINT": "whole numbers", "FLOAT": "numbers", "DOUBLE": "numbers", "DECIMAL": "numbers",
    "DATE": "times", "TIME": "times", "TIMESTAMP": "times", "INTERVAL": "times",
    "LIST": "lists", "STRUCT": "mappings", "MAP": "mappings",
}  # fmt: skip
_NESTED = {"list": "lists", "sequence": "lists", "large_list": "lists", "struct": "mappings"}
_READ_FROM_TEXT = ("text", "times", "bytes")
"""What CSV and JSON hold as text."""


def family_of_declared(declared: Any) -> str | None:
    """What a feature of `dataset_info` holds; None for types that may be stored in more than one way."""
    if isinstance(declared, str):
        return _DECLARED.get(re.split(r"[\[(]", declared)[0].rstrip("0123456789")) or _DECLARED.get(declared)
    if isinstance(declared, dict):
        if isinstance(declared.get("sequence"), (dict, list)):
            return None  # a sequence of mappings is stored as a mapping of lists
        return next((word for key, word in _NESTED.items() if key in declared), None)
    return None


def family_of_found(found: str) -> str | None:
    """What a column of DuckDB's or Arrow's type holds; None for types without a counterpart."""
    if found.endswith("]"):
        return "lists"
    return _FOUND.get(found.partition("(")[0].partition(" ")[0])


def fits(declared: str | None, found: str | None, loose: bool) -> bool:
    """Whether a column can be what its feature says. `loose` is for formats that know few types."""
    if declared is None or found is None or declared == found:
        return True
    if {declared, found} <= {"text", "bytes"}:
        return True
    if not loose:
        return False
    if found == "text":
        return declared in _READ_FROM_TEXT
    if declared == "text":
        return found not in ("lists", "mappings")
    return (declared, found) in (("numbers", "whole numbers"), ("booleans", "whole numbers"))
