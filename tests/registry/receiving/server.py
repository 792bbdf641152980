"""A Git server to push to: a bare repository with the hooks, over `file://` and over `git http-backend`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.conftest import ROOT
from tests.repositories import Repository


class Pushed:
    """What came of a push."""

    def __init__(self, done: subprocess.CompletedProcess[str]) -> None:
        self.taken = done.returncode == 0
        self.said = done.stdout
        assert "Traceback" not in self.said, self.said

    @property
    def told(self) -> list[str]:
        """The lines of the hook."""
        lines = (line.removeprefix("remote: ").rstrip() for line in self.said.splitlines())
        return [line.removeprefix("opendata-lint: ") for line in lines if line.startswith("opendata-lint: ")]


class Server:
    """A bare repository with a hook, and a clone of somebody who pushes to it."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        programs = folder / "programs"
        programs.mkdir()
        program = programs / "opendata-lint"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m opendata_lint "$@"\n')
        program.chmod(0o755)
        path = os.pathsep.join((str(programs), environment["PATH"]))
        # Auto-gc would run on behind a push that is done.
        more = {"PATH": path, "PYTHONPATH": str(ROOT), "GIT_CONFIG_COUNT": "1"}
        more |= {"GIT_CONFIG_KEY_0": "receive.autogc", "GIT_CONFIG_VALUE_0": "false"}
        self.environment = dict(environment) | more
        self.bare = Repository(folder / "bare.git", self.environment)
        self.bare.path.mkdir()
        self.bare.git("init", "--quiet", "--bare")
        self.bare.git("config", "http.receivepack", "true")
        self.work = Repository(folder / "work", self.environment)
        self.work.path.mkdir()
        self.work.git("init", "--quiet")
        self.use("pre-receive")

    def use(self, hook: str) -> None:
        """Have one hook and no other."""
        shutil.rmtree(self.bare.path / "hooks")
        (self.bare.path / "hooks").mkdir()
        shutil.copy(ROOT / "hooks" / hook, self.bare.path / "hooks" / hook)

    def configure(self, text: str) -> None:
        """Write the server's own configuration."""
        file = self.bare.path.parent / "server.toml"
        file.write_text(text, encoding="utf-8")
        self.bare.git("config", "opendata-lint.config", "../server.toml")

    def commit(self, files: Mapping[str, str | bytes | None]) -> str:
        """Commit files; None takes one away."""
        for name, content in files.items():
            if content is None:
                self.work.git("rm", "--quiet", "--", name)
            else:
                self.work.write(name, content)
        self.work.git("add", "--all")
        self.work.git("commit", "--quiet", "--allow-empty", "--message", "A commit")
        return self.work.git("rev-parse", "HEAD").strip()

    def push(self, *refs: str, url: str = "") -> Pushed:
        """Push refs, `HEAD:main` unless others are named."""
        where = url or self.bare.path.as_uri()
        return Pushed(self.work.run("git", "push", where, *(refs or ("HEAD:refs/heads/main",))))

    def refs(self) -> list[str]:
        """The refs that the server has."""
        return self.bare.git("for-each-ref", "--format=%(refname)").split()


class _Backend(BaseHTTPRequestHandler):
    """Runs `git http-backend` as a CGI program."""

    environment: Mapping[str, str]

    def do_GET(self) -> None:
        self._run(b"")

    def do_POST(self) -> None:
        if self.headers.get("Transfer-Encoding") == "chunked":
            parts = []
            while size := int(self.rfile.readline().strip(), 16):
                parts.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            self._run(b"".join(parts))
        else:
            self._run(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def _run(self, body: bytes) -> None:
        path, _, query = self.path.partition("?")
        variables = {
            "REQUEST_METHOD": self.command, "PATH_INFO": path, "QUERY_STRING": query, "REMOTE_USER": "tester",
            "CONTENT_TYPE": self.headers.get("Content-Type", ""), "CONTENT_LENGTH": str(len(body)),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""), "GIT_HTTP_EXPORT_ALL": "1",
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
        }  # fmt: skip
        done = subprocess.run(
            ["git", "http-backend"],
            input=body, env={**self.environment, **variables}, stdout=subprocess.PIPE, check=False,
        )  # fmt: skip
        head, _, content = done.stdout.partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
        self.send_response(int(headers.pop("Status", "200").split()[0]))
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def over_http(bare: Path, environment: Mapping[str, str]) -> Iterator[str]:
    """The address of a bare repository over HTTP."""
    root = {"GIT_PROJECT_ROOT": str(bare.parent)}
    backend = type("Backend", (_Backend,), {"environment": dict(environment) | root})
    with ThreadingHTTPServer(("127.0.0.1", 0), backend) as http:
        thread = threading.Thread(target=http.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{http.server_port}/{bare.name}"
        http.shutdown()
        thread.join()
