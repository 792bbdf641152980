"""What tests of the network share: an environment without tokens, proxies and homes of anybody's."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from opendata_lint.cli import main
from tests.network.protocols import Zenodo
from tests.network.server import Served, serving

_OURS = ("HF_", "HUGGING", "OPENML", "KAGGLE", "ZENODO", "GIT_")


@pytest.fixture(autouse=True)
def quiet_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, str]:
    """Take away what would change where clients go, and return what is left."""
    import os

    for name in list(os.environ):
        if name.startswith(_OURS) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    for name, folder in (("HOME", ""), ("XDG_CONFIG_HOME", "config"), ("XDG_CACHE_HOME", "cache")):
        monkeypatch.setenv(name, str(tmp_path / "home" / folder))
    (tmp_path / "home").mkdir()
    return dict(os.environ)


@pytest.fixture
def zenodo() -> Iterator[Served]:
    with serving(Zenodo()) as served:
        yield served


Told = tuple[int, str, str]


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Told]:
    """Run the program here; its exit code, and what it prints to where."""

    def call(*arguments: object) -> Told:
        capfdbinary.readouterr()
        try:
            code = main([str(one) for one in arguments])
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capfdbinary.readouterr()
        assert b"Traceback" not in err
        return code, out.decode(), err.decode()

    return call
