"""The columns of a data file, from its head, its footer or a sample: no row of it goes into a card."""

from __future__ import annotations

import re
from pathlib import Path

from opendata_lint.data.budget import Budget, OverBudget
from opendata_lint.data.files import DataFile, format_of
from opendata_lint.data.reading import Reader, Unreadable
from opendata_lint.data.survey import is_installed
from opendata_lint.exchange.canonical import Column
from opendata_lint.exchange.formats.openml.arff import MOST, is_arff, read_arff

_BYTES, _SECONDS = 64_000_000, 20
"""What looking at one file may cost."""
_DEEPEST = 8
"""Levels of lists in lists that are told."""
_DTYPES = {
    "VARCHAR": "string", "UUID": "string", "JSON": "string", "BLOB": "binary", "BOOLEAN": "bool",
    "TINYINT": "int8", "SMALLINT": "int16", "INTEGER": "int32", "BIGINT": "int64", "UTINYINT": "uint8",
    "USMALLINT": "uint16", "UINTEGER": "uint32", "UBIGINT": "uint64", "FLOAT": "float32",
    "DOUBLE": "float64", "DECIMAL": "float64", "DATE": "date32", "TIME": "time64[us]",
    "TIMESTAMP": "timestamp[us]", "TIMESTAMP_S": "timestamp[s]", "TIMESTAMP_MS": "timestamp[ms]",
    "TIMESTAMP_NS": "timestamp[ns]", "STRUCT": "struct", "LIST": "list",
}  # fmt: skip
"""Dtypes by DuckDB's types."""
_OF_TEXT = {"INTEGER": "int64", "FLOAT": "float64", "BOOLEAN": "bool", "VARCHAR": "string"}
"""Dtypes by what the values of a CSV column, which are all text, can be read as."""


def columns_of(path: Path) -> tuple[Column, ...]:
    """The columns of an ARFF, Parquet, Arrow, CSV or JSON file with their types, as far as these are told.

    Empty for a file that is none of these or is broken, and for all but ARFF where DuckDB is not installed.
    Raises `OSError` where it cannot be opened, `DescriptorFault` for a head of ARFF that is wrong.
    """
    with path.open("rb") as stream:
        head = stream.read(MOST + 1)
    if is_arff(head):
        return read_arff(head, path.name).columns
    form = format_of(path.name, named=True)
    if form is None or not is_installed():
        return ()
    reader = Reader([path], Budget(_BYTES, _SECONDS))
    try:
        source = reader.open(DataFile(path.name, path.name, *form), path)
    except (Unreadable, OverBudget, EOFError):
        return ()
    finally:
        reader.close()
    types = source.types if source else {}
    return tuple(_column(name, kind, form[0]) for name, kind in types.items())


def _column(name: str, kind: str, form: str) -> Column:
    if form == "csv":
        return Column(name, _OF_TEXT.get(kind))
    inner = re.fullmatch(r"(.*)\[\d*\]", kind, re.DOTALL)
    if inner and kind.count("[") > _DEEPEST:
        return Column(name, "list")
    if inner:
        return Column(name, "list", children=(_column("item", inner[1], form),))
    if form == "arrow":  # its head tells families of types, and no widths
        return Column(name, {"VARCHAR": "string", "BOOLEAN": "bool", "LIST": "list"}.get(kind))
    return Column(name, _DTYPES.get(kind.partition("(")[0].partition(" ")[0]))
