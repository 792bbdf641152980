"""A real HTTP server on this machine, whose answers a test decides, and which remembers what it was asked."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit


class Asked(NamedTuple):
    """A request as it came."""

    method: str
    path: str
    """Without query, its escapes read."""
    query: dict[str, list[str]]
    headers: dict[str, str]
    """By names in lower case."""
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Reply(NamedTuple):
    """An answer."""

    code: int = 200
    body: bytes = b""
    headers: dict[str, str] = {}  # noqa: RUF012 - of a NamedTuple, and never changed


Answering = Callable[[Asked], Reply]


def as_json(value: Any, code: int = 200, **headers: str) -> Reply:
    return Reply(code, json.dumps(value).encode(), {"Content-Type": "application/json"} | headers)


class Served:
    """A running server."""

    def __init__(self, answering: Answering, port: int = 0) -> None:
        self.answering = answering
        self.asked: list[Asked] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def tokens(self) -> list[str]:
        """Every `Authorization` that came."""
        return [one.headers["authorization"] for one in self.asked if "authorization" in one.headers]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler(served: Served) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            parts = urlsplit(self.path)
            asked = Asked(
                self.command, unquote(parts.path), parse_qs(parts.query),
                {name.lower(): value for name, value in self.headers.items()}, _body(self),
            )  # fmt: skip
            served.asked.append(asked)
            reply = served.answering(asked)
            self.send_response(reply.code)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if "Content-Length" not in reply.headers:
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(reply.body)

        do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = _answer

        def log_message(self, format: str, *args: Any) -> None:
            pass

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:  # the client has gone
                self.close_connection = True

    return Handler


def _body(handler: BaseHTTPRequestHandler) -> bytes:
    if handler.headers.get("Transfer-Encoding", "").lower() == "chunked":
        data = b""
        while size := int(handler.rfile.readline().strip() or b"0", 16):
            data += handler.rfile.read(size)
            handler.rfile.readline()
        handler.rfile.readline()
        return data
    return handler.rfile.read(int(handler.headers.get("Content-Length") or 0))


@contextmanager
def serving(answering: Answering, port: int = 0) -> Iterator[Served]:
    """A server for as long as the block runs."""
    served = Served(answering, port)
    try:
        yield served
    finally:
        served.close()
