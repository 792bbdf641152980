"""Licenses and access as a list of rights."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from opendata_lint.exchange.canonical import CanonicalCard, License
from opendata_lint.exchange.keyed import string
from opendata_lint.exchange.licenses import SPDX, ids_of, read_license, read_licenses
from opendata_lint.vocabulary.spdx import is_spdx_id, spdx_name

_ACCESS = "info:eu-repo/semantics/"
_WORDS = {
    "open": ("openAccess", "Open access"),
    "restricted": ("restrictedAccess", "Restricted access"),
    "gated": ("restrictedAccess", "Access on request"),
    "embargoed": ("embargoedAccess", "Embargoed access"),
    "closed": ("closedAccess", "Closed access"),
}
_READ = {address: access for access, (address, _) in _WORDS.items() if access != "gated"}


def rights_of(card: CanonicalCard) -> list[dict[str, str]]:
    """The rights of a card: its licenses, all of which hold, and who may have the files."""
    found = list(_licenses(card.license))
    if card.access:
        address, words = _WORDS[card.access]
        found.append({"rights": words, "rightsUri": f"{_ACCESS}{address}"})
    return found


def _licenses(license_: License) -> Iterable[dict[str, str]]:
    operator, parts = ids_of(license_)
    if operator == "OR":
        parts = (str(license_.expression),)
    for part in parts:
        yield _known(part) if is_spdx_id(part) else _own(part, license_)
    if not parts and (license_.name or license_.url):
        made = {"rights": license_.name or "", "rightsUri": license_.url or ""}
        yield {key: value for key, value in made.items() if value}


def _known(id_: str) -> dict[str, str]:
    return {"rights": spdx_name(id_) or id_, "rightsUri": f"{SPDX}{id_}"} | _identifier(id_)


def _own(part: str, license_: License) -> dict[str, str]:
    own = part.startswith("LicenseRef-")
    made = {"rights": (own and license_.name) or part, "rightsUri": (own and license_.url) or ""}
    return {key: value for key, value in made.items() if value} | _identifier(part)


def _identifier(id_: str) -> dict[str, str]:
    return {"rightsIdentifier": id_, "rightsIdentifierScheme": "SPDX", "schemeUri": SPDX}


def read_rights(records: list[dict[str, Any]]) -> tuple[License, str | None]:
    """License and access that a list of rights tells."""
    access, names, own = None, [], License()
    for record in records:
        address = string(record, "rightsUri") or ""
        if address.startswith(_ACCESS):
            access = _READ.get(address.removeprefix(_ACCESS)) or access
            continue
        said = _said(record)
        if said:
            names.append(said)
            if read_license(said).expression is None or said.startswith("LicenseRef-"):
                words = string(record, "rights")
                own = License(None, words, address or None)
    found = read_licenses(names)
    if own != License() and len(names) <= len(set(names)):
        is_name = own.name and own.name not in (own.url, found.expression)
        found = found._replace(name=own.name if is_name else None, url=own.url)
    return found, access


def _said(record: dict[str, Any]) -> str | None:
    """The part of an entry that names the license best."""
    said = [string(record, key) for key in ("rightsIdentifier", "rightsUri", "rights")]
    known = next((one for one in said if one and read_license(one).expression), None)
    return known or said[2] or said[1]
