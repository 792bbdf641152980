"""Descriptors that are held to files."""

from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def golden(update_golden: bool) -> Callable[[str, bytes], None]:
    """A function that holds bytes to the file of a name in `golden/`, which

    pytest tests/exchange --update-golden

    writes anew: read the difference before committing it.
    """

    def hold(name: str, data: bytes) -> None:
        path = GOLDEN / name
        if update_golden:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
        assert path.is_file(), f"{name} is not there; write it with --update-golden"
        assert data == path.read_bytes()

    return hold
