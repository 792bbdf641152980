"""Licenses by the ids of the Open Definition's list, as Data Packages have them.

Most are those of SPDX; the few that differ are here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from opendata_lint.exchange.canonical import License
from opendata_lint.exchange.licenses import SPDX, one_id, read_license, read_licenses
from opendata_lint.exchange.remainder import Node
from opendata_lint.vocabulary.expressions import Compound, LicenseExpressionError, Term, parse_expression

_SPELLED = {"PDDL-1.0": "ODC-PDDL-1.0", "ODC-By-1.0": "ODC-BY-1.0"}
"""Names in the Open Definition's list, by SPDX id, where the two differ."""
_MEANT = {name.casefold(): spdx for spdx, name in _SPELLED.items()} | {
    "odc-pddl": "PDDL-1.0",
    "odc-by": "ODC-By-1.0",
    "odc-odbl": "ODbL-1.0",
    "odc-odbl-1.0": "ODbL-1.0",
    "cc-zero": "CC0-1.0",
}


def written(license_: License) -> list[dict[str, str]]:
    """The entries of `licenses`: one for each license of an expression. Empty where none can be told."""
    if license_.expression:
        found = [_entry(term, license_) for term in _terms(license_.expression)]
        return [entry for index, entry in enumerate(found) if entry and entry not in found[:index]]
    if license_.url:
        return [{"path": license_.url} | ({"title": license_.name} if license_.name else {})]
    return []


def _terms(expression: str) -> Iterator[Term]:
    try:
        stack: list[Any] = [parse_expression(expression).root]
    except LicenseExpressionError:
        return
    while stack:
        node = stack.pop()
        if isinstance(node, Compound):
            stack.extend(reversed(node.parts))
        else:
            yield node


def _entry(term: Term, license_: License) -> dict[str, str]:
    text = str(term)
    known = one_id(License(text))
    if known:
        return {"name": _SPELLED.get(known, known), "path": f"{SPDX}{known}"}
    if one_id(License(term.id)):  # with an exception
        return {"path": f"{SPDX}{term.id}", "title": text}
    return {"path": license_.url, "title": license_.name or text} if license_.url else {}


def read(licenses: list[Node]) -> License:
    """What a list of licenses says."""
    return read_licenses_of([_read(entry) for entry in licenses])


def read_licenses_of(found: list[License]) -> License:
    """Several licenses as one."""
    if len(found) == 1:
        return found[0]
    other = next((one for one in found if not one.expression), License())
    together = read_licenses([one.expression or one.name or one.url or "" for one in found])
    return together._replace(name=together.name and other.name, url=together.url or other.url)


def _read(entry: Node) -> License:
    if isinstance(entry.value, str):
        entry.take()
        return _of(entry.value)
    name, title = entry.text("name", "id", "type"), entry.text("title")
    address = entry.text("path", "url")
    for said in (name, title, address):
        if said and (found := _of(said)).expression:
            return found
    said = title or name
    return License(name=said, url=address) if said or address else License()


def _of(text: str) -> License:
    return read_license(_MEANT.get(text.casefold(), text))
