"""OpenML, by `openml`: its server is `openml.config.server`, as its configuration or `--endpoint` says."""

from __future__ import annotations

import os
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from opendata_lint.exchange.canonical import CanonicalCard
from opendata_lint.exchange.exporting import dumped, registry_of
from opendata_lint.exchange.protocol import Dumped
from opendata_lint.network.bounds import LARGEST, TRIES
from opendata_lint.network.clients import asked, client
from opendata_lint.network.guards import guarded_requests
from opendata_lint.network.protocol import Fetched, NetworkFault, Parcel, Plan
from opendata_lint.network.servers import Server, server_at
from opendata_lint.vocabulary.identifiers import Identifier, parse_identifier

_TOKEN = "OPENML_APIKEY"
_NAMESPACE = "{http://openml.org/openml}"
_NEW = {
    "name": "name", "description": "description", "format": "data_format", "creator": "creator",
    "contributor": "contributor", "collection_date": "collection_date", "language": "language",
    "licence": "licence", "url": "url", "default_target_attribute": "default_target_attribute",
    "row_id_attribute": "row_id_attribute", "ignore_attribute": "ignore_attribute",
    "version_label": "version_label", "citation": "citation", "tag": "tag", "visibility": "visibility",
    "original_data_url": "original_data_url", "paper_url": "paper_url", "update_comment": "update_comment",
}  # fmt: skip
"""Elements of a description, and what the client calls them."""
_EDITED = (
    "description", "creator", "contributor", "collection_date", "language", "citation", "original_data_url",
    "paper_url",
)  # fmt: skip
"""What can be changed of a data set that is there, whoever made it and whatever is made of it."""


class OpenML:
    """OpenML, or another server with its interface."""

    name = "openml"
    title = "OpenML"
    kinds = ("dataset",)

    def server(self, given: str | None, *, anonymous: bool) -> Server:
        """At the given endpoint, or that of the client's configuration, whose key is for it alone."""
        config = _library().config
        token = os.environ.get(_TOKEN) or (config.apikey if given is None else None)
        return server_at(given or config.server, token, anonymous=anonymous)

    def fetch(self, server: Server, work: Identifier) -> Fetched:
        """The description of a data set, as it is served."""
        number = _number(work)
        absent = (client("openml.exceptions", "openml", OpenML.title).OpenMLServerException,)
        data, *measured = asked(server, lambda: _described(server, number), absent)
        version = re.search(rb"<oml:version>\s*([0-9]{1,9})\s*</oml:version>", data)
        return Fetched(
            data, self.name, "openml.xml", version[1].decode() if version else None, (),
            tuple(measured),
        )  # fmt: skip

    def work(self, text: str, card: CanonicalCard) -> Identifier | None:
        """A data set by its number, with or without `openml:`; else the one that was fetched for the card."""
        if text:
            return parse_identifier(f"openml:{text}" if text.isdecimal() else text)
        own = parse_identifier(card.id or "")
        return own if own.scheme == "openml" else None

    def written(self, data: bytes, card: CanonicalCard, work: Identifier | None) -> Dumped:
        """A description for upload."""
        return dumped(registry_of(self.name)[0], card, None)

    def plan(self, server: Server, parcel: Parcel) -> Plan:
        """A new data set where the card says at which address its data is, or changes to one."""
        if server.token is None:
            raise NetworkFault(f"OpenML needs a key: set {_TOKEN}, or `openml configure apikey`")
        elements = _elements(parcel.data)
        if parcel.work is not None:
            number = _number(parcel.work)
            changes = {name: elements[name] for name in _EDITED if name in elements}
            if not changes:
                raise NetworkFault("the card says nothing that OpenML lets be changed")
            body = "\n".join(f"{name}: {value}" for name, value in changes.items())
            kept = ", ".join(name for name in elements if name not in (*_EDITED, "id"))
            return Plan(
                f"change what data set {number} says of itself", body,
                (f"stays as it is there, as OpenML does not let it be changed: {kept}",) if kept else (),
            )  # fmt: skip
        if "url" not in elements:
            raise NetworkFault(
                "OpenML makes a data set only of data that it can get: name its file by an https address in "
                "the card, or say which data set is meant: --id NUMBER"
            )
        return Plan("make a new data set", parcel.data.decode())

    def send(self, server: Server, parcel: Parcel) -> str:
        """Make the data set, or change it."""
        elements = _elements(parcel.data)
        if parcel.work is None:
            number = asked(server, lambda: _made(server, elements))
        else:
            number = _number(parcel.work)
            changes = {name: elements[name] for name in _EDITED if name in elements}
            asked(server, lambda: _changed(server, number, changes))
        return f"{server.url.partition('/api')[0]}/d/{number}"


def _library() -> Any:
    return client("openml", "openml", OpenML.title)


def _number(work: Identifier) -> int:
    match = re.fullmatch(r"openml:d/([0-9]{1,12})", work.work)
    if not match:
        raise NetworkFault(f"`{work.text}` is no data set of OpenML, such as openml:61")
    return int(match[1])


def _set_up(server: Server, folder: str, tries: int) -> Any:
    """The client, asking that server only and keeping what it is told in a folder that goes away."""
    library = _library()
    library.config.server = server.url
    library.config.apikey = server.token or ""
    library.config.set_retry_policy("human", n_retries=tries)
    library.config.set_root_cache_directory(folder)
    return library


def _described(server: Server, number: int) -> list[bytes]:
    """The description, and what is measured of the data as far as it is."""
    with TemporaryDirectory(prefix="opendata-lint-") as folder, guarded_requests(server):
        library = _set_up(server, folder, TRIES)
        place = Path(library.config.get_cache_directory(), "datasets", str(number))
        _get(library, number)
        documents = [_read(place / "description.xml")]
        unmeasured = client("openml.exceptions", "openml", OpenML.title).OpenMLServerException
        for name in ("features", "qualities"):
            try:
                _get(library, number, features=name == "features", qualities=name == "qualities")
                documents.append(_read(place / f"{name}.xml"))
            except (unmeasured, FileNotFoundError):
                continue
        return documents


def _get(library: Any, number: int, *, features: bool = False, qualities: bool = False) -> None:
    """Have the client keep what it is told in its cache."""
    library.datasets.get_dataset(
        number, download_data=False, download_features_meta_data=features, download_qualities=qualities
    )


def _read(place: Path) -> bytes:
    with place.open("rb") as file:
        return file.read(LARGEST + 1)


def _made(server: Server, elements: dict[str, Any]) -> int:
    with TemporaryDirectory(prefix="opendata-lint-") as folder, guarded_requests(server):
        library = _set_up(server, folder, 1)
        said = {_NEW[name]: value for name, value in elements.items() if name in _NEW}
        return int(library.datasets.OpenMLDataset(**said).publish().dataset_id)


def _changed(server: Server, number: int, changes: dict[str, Any]) -> None:
    with TemporaryDirectory(prefix="opendata-lint-") as folder, guarded_requests(server):
        _set_up(server, folder, 1).datasets.edit_dataset(number, **changes)


def _elements(data: bytes) -> dict[str, Any]:
    """The elements of a description that we wrote; several of a name as a list."""
    from xml.etree import ElementTree

    found: dict[str, Any] = {}
    for element in ElementTree.fromstring(data):
        name, text = element.tag.removeprefix(_NAMESPACE), element.text or ""
        former = found.get(name)
        if former is None:
            found[name] = text
        else:
            found[name] = [*former, text] if isinstance(former, list) else [former, text]
    return found
