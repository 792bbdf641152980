"""Zenodo, by its documented REST interface: there is no client of its own for Python.

Records: `GET /api/records/NUMBER`. Depositions: `POST /api/deposit/depositions` makes a draft,
`PUT /api/deposit/depositions/NUMBER` replaces the metadata of one, and `.../actions/edit` opens a record
that is published (developers.zenodo.org, Representations and Quickstart). Nothing is ever published from
here: that mints a DOI and cannot be undone, so it stays with a person.
"""

from __future__ import annotations

import json
import os
import re
from typing import Any

from opendata_lint.exchange.canonical import CanonicalCard, File
from opendata_lint.exchange.exporting import dumped, registry_of
from opendata_lint.exchange.protocol import Dumped
from opendata_lint.network import rest
from opendata_lint.network.protocol import Absent, Fetched, NetworkFault, Parcel, Plan
from opendata_lint.network.servers import Server, server_at
from opendata_lint.vocabulary.identifiers import Identifier, parse_identifier

_HOME = "https://zenodo.org/api"
_TOKEN = "ZENODO_TOKEN"
_DOI = re.compile(r"doi:10\.5281/zenodo\.([0-9]{1,12})")
_MOST_FILES = 10_000
_KEPT = (
    "title", "creators", "contributors", "description", "publication_date", "keywords", "version", "language",
    "notes", "related_identifiers", "references", "access_right", "access_conditions", "embargo_date", "doi",
    "method", "dates", "subjects", "locations", "grants",
)  # fmt: skip
"""What a record's `metadata` says in the same form as a deposition's."""


class Zenodo:
    """Zenodo, or another server with its interface."""

    name = "zenodo"
    title = "Zenodo"
    kinds = ("dataset", "model")

    def server(self, given: str | None, *, anonymous: bool) -> Server:
        """At the given address of an API, such as that of the sandbox, or Zenodo itself."""
        return server_at(given or _HOME, os.environ.get(_TOKEN), anonymous=anonymous)

    def fetch(self, server: Server, work: Identifier) -> Fetched:
        """A record as the metadata that it could be deposited with."""
        number = number_of(work)
        if number is None:
            raise Absent(f"`{work.text}` is no record of Zenodo")
        record = rest.call(server, "GET", f"/records/{number}")
        metadata = record.get("metadata") if isinstance(record, dict) else None
        if not isinstance(metadata, dict):
            raise NetworkFault(f"{server.url}/records/{number} is no record as Zenodo has them")
        text = json.dumps(_deposited(metadata, record), indent=2, ensure_ascii=False) + "\n"
        served = record.get("id")
        moved = str(served) if isinstance(served, int | str) and str(served) != number else None
        if moved is not None and not re.fullmatch(r"[0-9]{1,12}", moved):
            raise NetworkFault(f"{server.url}/records/{number} is no record as Zenodo has them")
        return Fetched(
            text.encode("utf-8", "replace"), self.name, ".zenodo.json",
            f"zenodo.{moved}" if moved else None, _files(record),
        )  # fmt: skip

    def work(self, text: str, card: CanonicalCard) -> Identifier | None:
        """A record by its number or DOI; of a card with a DOI of Zenodo, that record."""
        said = text or (f"doi:{card.doi}" if card.doi else "")
        found = parse_identifier(f"zenodo:{said}" if said.isdecimal() else said) if said else None
        return found if found is None or text or number_of(found) else None

    def written(self, data: bytes, card: CanonicalCard, work: Identifier | None) -> Dumped:
        """The metadata of a deposition."""
        return dumped(registry_of(self.name)[0], card, None)

    def plan(self, server: Server, parcel: Parcel) -> Plan:
        """A draft, made or changed; publishing it is left to a person."""
        if server.token is None:
            raise NetworkFault(f"Zenodo takes nothing without a token: set {_TOKEN}")
        number = _number_in(parcel)
        deed = f"replace the metadata of record {number} in a draft" if number else "make a new draft"
        return Plan(f"{deed}; publishing it is left to you", parcel.data.decode())

    def send(self, server: Server, parcel: Parcel) -> str:
        """Make or change the draft."""
        body = {"metadata": json.loads(parcel.data)}
        number = _number_in(parcel)
        if number is None:
            made = rest.call(server, "POST", "/deposit/depositions", body)
            return _draft(server, made)
        standing = rest.call(server, "GET", f"/deposit/depositions/{number}")
        if isinstance(standing, dict) and standing.get("submitted") and standing.get("state") == "done":
            rest.call(server, "POST", f"/deposit/depositions/{number}/actions/edit")
        return _draft(server, rest.call(server, "PUT", f"/deposit/depositions/{number}", body))


def number_of(work: Identifier) -> str | None:
    """The number of a record by its DOI; None for DOIs of others."""
    match = _DOI.fullmatch(work.work)
    return match[1] if match else None


def _number_in(parcel: Parcel) -> str | None:
    if parcel.work is None:
        return None
    number = number_of(parcel.work)
    if number is None:
        raise NetworkFault(f"`{parcel.work.text}` is no record of Zenodo, such as zenodo:1234567")
    return number


def _draft(server: Server, made: Any) -> str:
    """The address of a draft, by its number: what the server says of addresses is not for us to repeat."""
    number = made.get("id") if isinstance(made, dict) else None
    if not re.fullmatch(r"[0-9]{1,12}", str(number)):
        raise NetworkFault(f"{server.url} took it, and does not say as what; look there before sending again")
    return f"{server.url.removesuffix('/api')}/uploads/{number}"


def _deposited(metadata: dict[str, Any], record: dict[str, Any]) -> dict[str, Any]:
    """A record's metadata in the form of a deposition's, which `.zenodo.json` has too."""
    said = {key: metadata[key] for key in _KEPT if metadata.get(key)}
    kind = metadata.get("resource_type")
    if isinstance(kind, dict) and isinstance(kind.get("type"), str):
        said["upload_type"] = kind["type"]
        if isinstance(kind.get("subtype"), str):
            said[f"{kind['type']}_type"] = kind["subtype"]
    license_ = metadata.get("license")
    license_ = license_.get("id") if isinstance(license_, dict) else license_
    if isinstance(license_, str):
        said["license"] = license_
    if isinstance(record.get("doi"), str):
        said["doi"] = record["doi"]
    return said


def _files(record: dict[str, Any]) -> tuple[File, ...]:
    found = []
    files = record.get("files")
    for one in files[:_MOST_FILES] if isinstance(files, list) else ():
        name = one.get("key") if isinstance(one, dict) else None
        if isinstance(name, str) and name.isprintable() and ".." not in name.split("/") and name[:1] != "/":
            size, checksum = one.get("size"), one.get("checksum")
            md5 = re.fullmatch(r"md5:([0-9a-f]{32})", checksum) if isinstance(checksum, str) else None
            known = size if type(size) is int and size >= 0 else None
            found.append(File(name, size=known, md5=md5[1] if md5 else None))
    return tuple(found)
