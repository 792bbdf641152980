"""The Hugging Face Hub, by `huggingface_hub`, at the endpoint that `HF_ENDPOINT` or `--endpoint` says."""

from __future__ import annotations

import os
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from opendata_lint.exchange.canonical import CanonicalCard
from opendata_lint.exchange.protocol import Dumped
from opendata_lint.network.bounds import LARGEST, SILENCE
from opendata_lint.network.clients import asked, client
from opendata_lint.network.guards import guarded_client
from opendata_lint.network.protocol import Fetched, NetworkFault, Parcel, Plan
from opendata_lint.network.servers import Server, server_at
from opendata_lint.vocabulary.identifiers import Identifier, parse_identifier
from opendata_lint.vocabulary.identifiers.base import is_commit

_TOKENS = ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN")
_CARD = "README.md"
_SWITCHES = {"HF_HUB_DISABLE_TELEMETRY": "1", "HF_HUB_DISABLE_PROGRESS_BARS": "1", "HF_HUB_DISABLE_XET": "1"}
"""What the client reads when it is loaded: it must report to nobody, and fetch small files the plain way."""


class Hub:
    """The Hub, or another server with its interface."""

    name = "hf"
    title = "the Hugging Face Hub"
    kinds = ("dataset", "model")

    def server(self, given: str | None, *, anonymous: bool) -> Server:
        """At the given endpoint, or that of the client; its store of tokens is for the latter only."""
        if given is not None:
            # It knows addresses of that server for its own by this variable only, which it reads once.
            os.environ["HF_ENDPOINT"] = given
        library = _library()
        token = next((os.environ[name] for name in _TOKENS if os.environ.get(name)), None)
        if token is None and given is None and not anonymous:
            token = library.get_token()
        return server_at(given or library.HfApi().endpoint, token, anonymous=anonymous)

    def fetch(self, server: Server, work: Identifier) -> Fetched:
        """The card of a repository, as it stands in one commit."""
        kind, name = _repository(work)
        library = _library()
        absent = (
            library.errors.RepositoryNotFoundError,
            library.errors.RevisionNotFoundError,
            library.errors.EntryNotFoundError,
        )
        return asked(server, lambda: _fetched(server, kind, name, work.revision), absent)

    def work(self, text: str, card: CanonicalCard) -> Identifier | None:
        """A repository by its name; the card's own where its `id` is `OWNER/NAME`."""
        said = text or card.id or ""
        if not text and said.count("/") != 1:
            return None
        return parse_identifier(said, card.kind)

    def written(self, data: bytes, card: CanonicalCard, work: Identifier | None) -> Dumped:
        """The card as it stands."""
        return Dumped(data)

    def plan(self, server: Server, parcel: Parcel) -> Plan:
        """A commit to a repository that is there already."""
        if server.token is None:
            raise NetworkFault("the Hub takes nothing without a token: set HF_TOKEN, or `hf auth login`")
        if parcel.work is None:
            raise NetworkFault("say which repository: --id OWNER/NAME, or `id` in the card's front matter")
        kind, name = _repository(parcel.work)
        if kind != parcel.card.kind:
            raise NetworkFault(f"`{parcel.work.text}` is a {kind}, and the card is of a {parcel.card.kind}")
        branch = parcel.work.revision or "main"
        return Plan(f"commit {_CARD} to the {kind} {name} ({branch})", parcel.data.decode("utf-8", "replace"))

    def send(self, server: Server, parcel: Parcel) -> str:
        """Commit the card."""
        if parcel.work is None:
            raise NetworkFault("say which repository")
        kind, name = _repository(parcel.work)
        revision = parcel.work.revision
        library = _library()
        absent = (library.errors.RepositoryNotFoundError, library.errors.RevisionNotFoundError)
        asked(server, lambda: _committed(server, kind, name, revision, parcel.data), absent)
        room = "datasets/" if kind == "dataset" else ""
        return f"{server.url}/{room}{name}"


def _library() -> Any:
    for name, value in _SWITCHES.items():
        os.environ.setdefault(name, value)
    library = client("huggingface_hub", "hf", Hub.title)
    client("huggingface_hub.errors", "hf", Hub.title)
    if not hasattr(library, "set_client_factory"):
        raise NetworkFault('the client `huggingface_hub` is too old: pip install -U "opendata-lint[hf]"')
    return library


def _repository(work: Identifier) -> tuple[str, str]:
    """Kind and name of the repository."""
    room, _, name = work.work.removeprefix("hf:").partition("/")
    kind = {"datasets": "dataset", "models": "model"}.get(room)
    if not work.work.startswith("hf:") or kind is None:
        raise NetworkFault(f"`{work.text}` is no card of the Hub, such as hf:datasets/OWNER/NAME")
    return kind, name


def _api(server: Server) -> Any:
    """The client, asking that server only. `False` keeps it from looking for a token by itself."""
    library = _library()
    usual = library.get_session()
    # It makes a new one whenever nobody answers, so all that it makes must be guarded.
    library.set_client_factory(lambda: guarded_client(usual, server))
    return library.HfApi(endpoint=server.url, token=server.token or False)


def _fetched(server: Server, kind: str, name: str, revision: str | None) -> Fetched:
    api = _api(server)
    info = api.repo_info(name, repo_type=kind, revision=revision, timeout=SILENCE)
    commit = str(info.sha)
    if not is_commit(commit):
        raise NetworkFault(f"{server.url} names no commit of {name}")
    with TemporaryDirectory(prefix="opendata-lint-") as folder:
        path = api.hf_hub_download(
            name, _CARD, repo_type=kind, revision=commit, cache_dir=folder, etag_timeout=SILENCE
        )
        with Path(path).open("rb") as file:
            data = file.read(LARGEST + 1)
    return Fetched(data, "hub", _CARD, commit)


def _committed(server: Server, kind: str, name: str, revision: str | None, data: bytes) -> None:
    made = _api(server).upload_file(
        path_or_fileobj=data, path_in_repo=_CARD, repo_id=name, repo_type=kind, revision=revision,
        commit_message="Update the card",
    )  # fmt: skip
    if not re.fullmatch(r"[0-9a-f]{6,64}", str(made.oid)):
        raise NetworkFault(f"{server.url} took it, and names no commit; look there before sending again")
