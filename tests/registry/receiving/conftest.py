"""What the tests of the server's side share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.registry.receiving.server import Server


@pytest.fixture
def server(tmp_path: Path, clean_environment: dict[str, str]) -> Server:
    """A server to push to."""
    if os.name == "nt":
        pytest.skip("hooks of a server are shell scripts")
    return Server(tmp_path, clean_environment)
