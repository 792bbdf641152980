"""Calls of Git that write tags, sign, verify and push, just as its user configured them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from opendata_lint.registry.registrar import RegistryFault

# Git sets these in hooks, for the repository of the hook.
_OF_ANOTHER_PLACE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_INDEX_FILE")


def call(root: Path, *arguments: str, told: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run a Git command, which may ask at the terminal for what opens a key or a remote.

    `told` is its standard input. Raises `RegistryFault` where Git is absent.
    """
    # What stands in for another object (`refs/replace/`) has not its content.
    closed = {"LC_ALL": "C", "GIT_NO_REPLACE_OBJECTS": "1"}
    kept = {name: value for name, value in os.environ.items() if name not in _OF_ANOTHER_PLACE}
    try:
        return subprocess.run(
            ["git", "-C", str(root), *arguments], env=kept | closed, input=told or "",
            capture_output=True, check=False, text=True, encoding="utf-8", errors="surrogateescape",
        )  # fmt: skip
    except OSError as error:
        raise RegistryFault(f"cannot run git: {error.strerror}") from error


def why(done: subprocess.CompletedProcess[str]) -> str:
    """Why a command failed, in its own words, on one line."""
    lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
    told = [line for line in lines if line.startswith(("fatal:", "error:", "remote:"))] or lines
    return "; ".join(told[:3]) or f"exit code {done.returncode}"


def configured(root: Path, key: str) -> str | None:
    """A value of Git's configuration, None where it is not set."""
    done = call(root, "config", "--get", key)
    return done.stdout.rstrip("\n") if done.returncode == 0 else None
