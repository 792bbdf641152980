"""Git repositories to try things in."""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Repository:
    """A Git repository of a test."""

    path: Path
    environment: Mapping[str, str]

    def run(self, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a command at its top; `more` are environment variables."""
        return subprocess.run(
            command,
            cwd=self.path,
            env=dict(self.environment) | more,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )

    def git(self, *arguments: str) -> str:
        """Run a Git command that must succeed and return what it prints."""
        done = self.run("git", *arguments)
        assert done.returncode == 0, done.stdout
        return done.stdout

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file of the work tree, and the folders above it."""
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def stage(self, name: str, content: str | bytes) -> Path:
        """Write a file and add it to the index."""
        file = self.write(name, content)
        self.git("add", "--", name)
        return file
