"""That nobody waits for a server that keeps a client busy."""

import time

import pytest

from opendata_lint.network import bounds
from opendata_lint.network.bounds import in_time
from opendata_lint.network.clients import asked, client
from opendata_lint.network.protocol import Absent, NetworkFault
from opendata_lint.network.servers import server_at

SERVER = server_at("https://example.org", "a-secret", anonymous=False)


def test_a_call_that_does_not_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "DEADLINE", 0.1)
    start = time.monotonic()
    with pytest.raises(NetworkFault, match=r"within 0\.1 s"):
        in_time(lambda: time.sleep(5))
    assert time.monotonic() - start < 2


def test_what_a_call_gives_and_raises_comes_through() -> None:
    assert in_time(lambda: [None]) == [None]
    with pytest.raises(KeyError):
        in_time(lambda: {}["a"])


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (ValueError("for a-secret:\n" + "long " * 1_000), NetworkFault),
        (SystemExit("a-secret"), NetworkFault),
        (KeyError("a-secret"), Absent),
        (NetworkFault("a-secret"), NetworkFault),
        (RecursionError(), NetworkFault),
    ],
)
def test_what_a_client_raises_is_one_short_line_without_a_token(
    error: BaseException, kind: type[Exception]
) -> None:
    def fails() -> None:
        print("a-secret")
        raise error

    with pytest.raises(NetworkFault) as fault:
        asked(SERVER, fails, (KeyError,))
    assert type(fault.value) is kind
    assert "a-secret" not in str(fault.value)
    assert "\n" not in str(fault.value)
    assert len(str(fault.value)) < 600
    assert fault.value.__cause__ is None
    assert fault.value.__suppress_context__


def test_what_a_client_prints_is_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    asked(SERVER, lambda: print("a-secret"))
    assert capsys.readouterr() == ("", "")


def test_a_client_that_does_not_load_is_one_message(tmp_path, monkeypatch) -> None:
    (tmp_path / "broken_client.py").write_text("import no_such_module_of_anybody", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(NetworkFault, match="does not load"):
        client("broken_client", "x", "X")
