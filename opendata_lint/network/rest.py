"""JSON over HTTP for registries without a client of their own, by Python's own library.

One server, no redirects to another, few and short tries, bounded answers.
"""

from __future__ import annotations

import json
from http.client import HTTPException
from typing import Any, NamedTuple
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from opendata_lint import __version__
from opendata_lint.network.bounds import LARGEST, SILENCE, TRIES, in_time
from opendata_lint.network.protocol import Absent, NetworkFault
from opendata_lint.network.servers import Server, refuse_elsewhere

_AGAIN = (429, 500, 502, 503, 504)
"""Answers after which a reading request is made once more."""
_ABSENT = (401, 403, 404, 410)
_TOLD = 300
"""Characters of a server's own words that are shown."""


class _Redirects(HTTPRedirectHandler):
    """Follows what stays on the server, for requests that only read."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def redirect_request(
        self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        refuse_elsewhere(newurl, self._server.origin)
        if req.get_method() != "GET":
            raise NetworkFault(f"{self._server.url} answers {code} to what was sent; it was not taken")
        followed = super().redirect_request(req, fp, code, msg, headers, newurl)
        if followed is not None and self._server.token:
            followed.add_unredirected_header("Authorization", f"Bearer {self._server.token}")
        return followed


class Answer(NamedTuple):
    """What a server says."""

    code: int
    data: bytes


def call(
    server: Server,
    method: str,
    path: str,
    body: Any = None,
    accept: str = "application/json",
) -> Any:
    """The JSON that a server answers, None where it answers nothing.

    `path` begins with a slash and is below the server's own; `body` is sent as JSON. Raises `Absent` where
    the server has no such thing or none for us, `NetworkFault` for everything else that is no answer.
    """
    try:
        return in_time(lambda: _called(server, method, path, body, accept))
    except NetworkFault as error:  # a server may say what it was sent
        raise type(error)(server.secrets.redacted(str(error))) from None


def _called(server: Server, method: str, path: str, body: Any, accept: str) -> Any:
    headers = {"Accept": accept, "User-Agent": f"opendata-lint/{__version__}"}
    data = None
    if body is not None:
        data = json.dumps(body, ensure_ascii=False).encode()
        headers["Content-Type"] = "application/json"
    request = Request(server.url + path, data, headers, method=method)
    if server.token:
        # Not among the headers that `urllib` copies to wherever it is redirected.
        request.add_unredirected_header("Authorization", f"Bearer {server.token}")
    answer = _asked(server, request, TRIES if method == "GET" else 1)
    if answer.code in _ABSENT:
        raise Absent(f"{server.url}{path} answers {answer.code}{_words(answer.data)}")
    if not 200 <= answer.code < 300:
        raise NetworkFault(f"{server.url}{path} answers {answer.code}{_words(answer.data)}")
    return _json(answer.data, f"{server.url}{path}") if answer.data.strip() else None


def _asked(server: Server, request: Request, tries: int) -> Answer:
    for left in range(tries, 0, -1):
        try:
            answer = _once(server, request)
        except NetworkFault:
            raise
        except (OSError, HTTPException, ValueError) as error:
            if left == 1:
                raise NetworkFault(f"{server.url} cannot be asked: {_cause(error)}") from error
            continue
        if answer.code not in _AGAIN or left == 1:
            return answer
    raise AssertionError("asked at least once")


def _once(server: Server, request: Request) -> Answer:
    opener = build_opener(_Redirects(server))
    try:
        with opener.open(request, timeout=SILENCE) as response:
            return Answer(response.status, _read(response))
    except HTTPError as error:
        with error:
            return Answer(error.code, _read(error))


def _read(response: Any) -> bytes:
    data: bytes = response.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise NetworkFault(f"the answer is longer than {LARGEST:,} bytes")
    if getattr(response, "length", None):
        raise NetworkFault("the answer breaks off")
    return data


def _cause(error: Exception) -> str:
    reason = error.reason if isinstance(error, URLError) else error
    return str(reason) or type(reason).__name__


def _json(data: bytes, place: str) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise NetworkFault(f"{place} does not answer in JSON{_words(data)}") from error


def _words(data: bytes) -> str:
    """What a server says of itself, cut short: the `message` of JSON, or the start of a text."""
    text = data[:4_000].decode("utf-8", "replace")
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        said = None
    if isinstance(said, dict):
        parts = [said.get("message"), *_field_errors(said.get("errors"))]
        text = "; ".join(part for part in parts if isinstance(part, str)) or text
    elif text.lstrip()[:1] == "<":
        return ": a page for people, not an answer of the API"
    text = " ".join(text.split())
    return f": {text[:_TOLD]}" if text else ""


def _field_errors(errors: Any) -> list[str]:
    """`errors` as Zenodo has them: a list of fields with what is wrong in each."""
    found = []
    for one in errors[:5] if isinstance(errors, list) else ():
        if isinstance(one, dict):
            messages = one.get("messages") or [one.get("message")]
            words = [word for word in messages if isinstance(word, str)] if isinstance(messages, list) else []
            found.append(f"{one.get('field')}: {', '.join(words)}")
    return found
