"""Licenses as schema.org tells them: an address, a creative work, several of them that all hold."""

from __future__ import annotations

from typing import Any

from opendata_lint.exchange.canonical import License
from opendata_lint.exchange.licenses import SPDX, address_of, ids_of, one_id, read_license, read_licenses
from opendata_lint.exchange.linked.things import Thing, texts_of
from opendata_lint.vocabulary.spdx import is_spdx_id

REASON = (
    "schema.org has a license's address, name and identifier, and these are read as what they mean in SPDX"
)


def told_license(license_: License) -> Any:
    """The value of `license`; None where the card says nothing.

    Licenses of SPDX's list go by their addresses, several that all hold as a list. What a list cannot say, a
    choice or a license of one's own, is a work whose identifier is the SPDX expression.
    """
    operator, parts = ids_of(license_)
    if one_id(license_):
        return address_of(license_)
    if operator == "AND" and all(is_spdx_id(part) for part in parts):
        return [f"{SPDX}{part}" for part in parts]
    if license_.expression or license_.name:
        told = {"@type": "CreativeWork", "name": license_.name or license_.expression}
        more = {"identifier": license_.expression, "url": license_.url}
        return told | {name: value for name, value in more.items() if value}
    return license_.url


def license_of(thing: Thing, *names: str) -> License:
    """What a property says of the license."""
    found = [_one(thing, value) for value, _ in thing.spots(*names)]
    found = [one for one in found if one != License()]
    if len(found) < 2:
        return found[0] if found else License()
    return read_licenses(one.expression or one.name or one.url or "" for one in found)


def _one(thing: Thing, value: Any) -> License:
    if isinstance(value, dict) and "@value" not in value:
        return _work(Thing(value, "", thing.names))
    return next((read_license(text) for text in texts_of(value)), License())


def _work(work: Thing) -> License:
    name, url = work.text("name"), work.text("url") or work.id
    expression = work.text("identifier")
    if expression:
        return License(expression, None if name == expression else name, url)
    for said in (url, name):
        known = read_license(said) if said else License()
        if known.expression:
            return known
    return License(None, name, url)
