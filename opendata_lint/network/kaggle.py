"""Kaggle, by `kagglesdk`: the library beneath Kaggle's own program, made by Kaggle as well.

The program `kaggle` is not used, as importing it asks the server who we are. Neither of them can be pointed
at an address: they know Kaggle's own servers and, for tests, `localhost`, by KAGGLE_API_ENVIRONMENT. So
`--endpoint` is refused here.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from opendata_lint.exchange.canonical import CanonicalCard
from opendata_lint.exchange.exporting import dumped, registry_of
from opendata_lint.exchange.protocol import Dumped
from opendata_lint.network.clients import asked, client
from opendata_lint.network.guards import guarded_requests
from opendata_lint.network.protocol import Absent, Fetched, NetworkFault, Parcel, Plan
from opendata_lint.network.servers import Server, server_at
from opendata_lint.vocabulary.identifiers import Identifier, parse_identifier

_TAKEN = ("title", "subtitle", "description", "keywords", "licenses", "userSpecifiedSources")
"""What is replaced; all else (who may see the data, who works on it, its files) stays as it is at Kaggle."""
_OWN = "x-kaggle"
"""Where a card keeps what only Kaggle says."""
_ABSENT = (401, 403, 404)


class Kaggle:
    """Kaggle's data sets."""

    name = "kaggle"
    title = "Kaggle"
    kinds = ("dataset",)

    def server(self, given: str | None, *, anonymous: bool) -> Server:
        """The one that the client is set to."""
        environment = _sdk("kaggle_env")
        if given is not None:
            raise NetworkFault("Kaggle's client knows its own servers only; leave out --endpoint")
        try:
            url = environment.get_endpoint(environment.get_env())
        except Exception as error:  # it raises plain ones
            raise NetworkFault(f"Kaggle's client cannot be used: {error}") from None
        signed = {} if anonymous else _credentials()
        token = signed.get("api_token") or signed.get("password")
        return server_at(url, token, anonymous=anonymous)

    def fetch(self, server: Server, work: Identifier) -> Fetched:
        """The metadata of a data set, as its client would write it."""
        owner, slug = _data_set(work)
        said = asked(server, lambda: _standing(server, owner, slug))
        text = json.dumps({"id": f"{owner}/{slug}"} | said, indent=2, ensure_ascii=False) + "\n"
        return Fetched(text.encode("utf-8", "replace"), self.name, "dataset-metadata.json")

    def work(self, text: str, card: CanonicalCard) -> Identifier | None:
        """A data set by its name, with or without `kaggle:`; else the one that was fetched for the card."""
        own = card.extra.get(_OWN)
        text = text or str(own.get("id") or "" if isinstance(own, dict) else "")
        if not text:
            return None
        return parse_identifier(text if text.startswith(("kaggle:", "http")) else f"kaggle:{text}")

    def written(self, data: bytes, card: CanonicalCard, work: Identifier | None) -> Dumped:
        """The metadata of the data set that is named; there is none without a name."""
        if work is None:
            raise NetworkFault(
                "say which data set: --id OWNER/SLUG; Kaggle makes new ones together with their files only"
            )
        name = "/".join(_data_set(work))
        others = card.extra.get(_OWN)
        extra = {_OWN: others | {"id": name}} if isinstance(others, dict) else {}
        named = card._replace(id=name, extra={**card.extra, **extra})
        return dumped(registry_of(self.name)[0], named, None)

    def plan(self, server: Server, parcel: Parcel) -> Plan:
        """Other metadata for a data set that is there already, as Kaggle makes none without files."""
        if server.token is None:
            raise NetworkFault(
                "Kaggle needs a token: set KAGGLE_API_TOKEN, or KAGGLE_USERNAME and KAGGLE_KEY"
            )
        owner, slug = _parcel_to(parcel)
        every = json.loads(parcel.data)
        body = json.dumps(_taken(every), indent=2, ensure_ascii=False)
        others = ", ".join(key for key in every if key not in (*_TAKEN, "id"))
        kept = (f"stays as it is there: {others}",) if others else ()
        return Plan(f"replace the metadata of {owner}/{slug}", body, kept)

    def send(self, server: Server, parcel: Parcel) -> str:
        """Replace what the card says, and leave the rest as it is there."""
        owner, slug = _parcel_to(parcel)
        said = _taken(json.loads(parcel.data))
        asked(server, lambda: _replace(server, owner, slug, said))
        environment = _sdk("kaggle_env")
        return f"{environment.get_web_endpoint(environment.get_env())}/datasets/{owner}/{slug}"


def _taken(descriptor: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in descriptor.items() if key in _TAKEN}


def _sdk(module: str) -> Any:
    return client(f"kagglesdk.{module}", "kaggle", Kaggle.title)


def _credentials() -> dict[str, str]:
    """What to sign in with, as Kaggle's program finds it: a token, else a name and key; empty for nothing.

    Variables go before files, which are below the home folder or where KAGGLE_CONFIG_DIR says.
    """
    token, _ = _sdk("kaggle_env").get_access_token_from_env()
    if token:
        return {"api_token": str(token)}
    name, key = os.environ.get("KAGGLE_USERNAME"), os.environ.get("KAGGLE_KEY")
    if not (name and key):
        folder = os.environ.get("KAGGLE_CONFIG_DIR") or Path.home() / ".kaggle"
        try:
            said = json.loads(Path(folder, "kaggle.json").read_bytes())
            name, key = said["username"], said["key"]
        except (OSError, ValueError, LookupError, TypeError):
            return {}
    return {"username": str(name), "password": str(key)}


def _kaggle(server: Server) -> Any:
    """The client, signed in where the server has a token."""
    return _sdk("kaggle_client").KaggleClient(**(_credentials() if server.token else {}))


def _data_set(work: Identifier) -> tuple[str, str]:
    room, _, rest = work.work.removeprefix("kaggle:").partition("/")
    owner, _, slug = rest.partition("/")
    if not work.work.startswith("kaggle:") or room != "datasets" or not slug:
        raise NetworkFault(f"`{work.text}` is no data set of Kaggle, such as kaggle:OWNER/SLUG")
    return owner, slug


def _parcel_to(parcel: Parcel) -> tuple[str, str]:
    assert parcel.work is not None  # `written` refuses it
    return _data_set(parcel.work)


def _standing(server: Server, owner: str, slug: str) -> dict[str, Any]:
    """The metadata that Kaggle has now."""
    refused = client("requests.exceptions", "kaggle", Kaggle.title).HTTPError
    request = _sdk("datasets.types.dataset_api_service").ApiGetDatasetMetadataRequest()
    request.owner_slug, request.dataset_slug = owner, slug
    try:
        with guarded_requests(server), _kaggle(server) as kaggle:
            response = kaggle.datasets.dataset_api_client.get_dataset_metadata(request)
    except refused as error:
        if error.response is not None and error.response.status_code in _ABSENT:
            raise Absent(f"{server.url} has no data set {owner}/{slug} for us: {error}") from None
        raise
    if response.error_message or response.info is None:
        raise Absent(f"{server.url} has no data set {owner}/{slug} for us: {response.error_message}")
    return dict(response.info.to_dict())


def _replace(server: Server, owner: str, slug: str, said: dict[str, Any]) -> None:
    """Send all of the metadata: whatever is not among it Kaggle sets back, to public data for one."""
    standing = _standing(server, owner, slug)
    request = _sdk("datasets.types.dataset_api_service").ApiUpdateDatasetMetadataRequest()
    request.owner_slug, request.dataset_slug = owner, slug
    settings = _sdk("datasets.types.dataset_types").DatasetSettings
    request.settings = settings.from_dict(standing | said)
    with guarded_requests(server), _kaggle(server) as kaggle:
        response = kaggle.datasets.dataset_api_client.update_dataset_metadata(request)
    if response.errors:
        raise NetworkFault(f"{server.url} did not take it: {'; '.join(response.errors)}")
