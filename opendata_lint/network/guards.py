"""What holds for every request of a client: one server, bounded answers, no token where none may be.

The clients make their connections themselves, follow redirects anywhere, wait forever and read whatever
comes. Each of them uses one of two libraries, and here is a guard for each.
"""

from __future__ import annotations

import contextlib
import io
import logging
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from opendata_lint.network.bounds import LARGEST, SILENCE
from opendata_lint.network.protocol import NetworkFault
from opendata_lint.network.servers import Server, refuse_elsewhere

_CHUNK = 65_536
_AUTHORIZATION = "Authorization"


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep what clients print and log, addresses with tokens among it, from the terminal."""
    former = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            yield
    finally:
        logging.disable(former)


@contextlib.contextmanager
def guarded_requests(server: Server) -> Iterator[None]:
    """Guard all that `requests` sends: every hop of every session goes through its adapter."""
    adapters: Any = import_module("requests.adapters")
    send = adapters.HTTPAdapter.send

    def guarded(adapter: Any, request: Any, stream: bool = False, timeout: Any = None, **options: Any) -> Any:
        refuse_elsewhere(str(request.url), server.origin)
        if server.anonymous:
            request.headers.pop(_AUTHORIZATION, None)
        server.secrets.add_header(request.headers.get(_AUTHORIZATION))
        request.headers["Accept-Encoding"] = "identity"
        response = send(adapter, request, stream=True, timeout=timeout or SILENCE, **options)
        response.raw = io.BytesIO(_bounded(response.raw))
        response.headers.pop("Content-Encoding", None)
        return response

    adapters.HTTPAdapter.send = guarded
    try:
        yield
    finally:
        adapters.HTTPAdapter.send = send


def _bounded(raw: Any) -> bytes:
    """All of an answer, decoded. Raises `NetworkFault` where there is too much of it."""
    faults: Any = import_module("urllib3.exceptions")
    data = bytearray()
    try:
        while chunk := raw.read(_CHUNK, decode_content=True):
            data += chunk
            if len(data) > LARGEST:
                raise NetworkFault(f"the answer is longer than {LARGEST:,} bytes")
    except faults.HTTPError as error:
        raise NetworkFault(f"the answer breaks off: {error}") from error
    finally:
        raw.close()
    return bytes(data)


def guarded_client(like: Any, server: Server) -> Any:
    """A client of `httpx`, or of a library with its interface, that does what `like` does, guarded."""
    library: Any = import_module(type(like).__module__.partition(".")[0])

    class Bounded(library.SyncByteStream):  # type: ignore[misc]
        """An answer's bytes, up to the bound."""

        def __init__(self, stream: Any) -> None:
            self._stream = stream

        def __iter__(self) -> Iterator[bytes]:
            left = LARGEST
            for chunk in self._stream:
                left -= len(chunk)
                if left < 0:
                    raise NetworkFault(f"the answer is longer than {LARGEST:,} bytes")
                yield chunk

        def close(self) -> None:
            self._stream.close()

    def before(request: Any) -> None:
        refuse_elsewhere(str(request.url), server.origin)
        if server.anonymous:
            request.headers.pop(_AUTHORIZATION, None)
        server.secrets.add_header(request.headers.get(_AUTHORIZATION))
        request.headers["Accept-Encoding"] = "identity"

    def after(response: Any) -> None:
        if response.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise NetworkFault("the answer is compressed, though it was asked not to be")
        for header in ("Retry-After", "RateLimit"):  # how long to sleep is not for a server to say
            response.headers.pop(header, None)
        response.stream = Bounded(response.stream)

    theirs = [hook for hook in like.event_hooks["request"] if hook.__module__ != __name__]
    hooks = {"request": [*theirs, before], "response": [after]}
    return library.Client(event_hooks=hooks, follow_redirects=True, timeout=SILENCE)
