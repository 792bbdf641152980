"""`fetch` from servers that speak without a client: what comes, and what must not."""

import contextlib
import json
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from opendata_lint.network import bounds, rest
from tests.network.conftest import Told
from tests.network.protocols import Zenodo, datacite
from tests.network.server import Asked, Reply, Served, as_json, serving
from tests.network.terminal import at_terminal

Run = Callable[..., Told]
TOKEN = "zenodo-secret"


def fetch(run: Run, served: Served | str, *more: object, work: str = "zenodo:1234567") -> Told:
    url = served if isinstance(served, str) else served.url
    return run("fetch", work, "--descriptor", "--endpoint", f"{url}/api", *more)


def test_a_record_is_served_in_the_form_of_a_deposition(run: Run, zenodo: Served) -> None:
    code, out, err = fetch(run, zenodo)
    assert (code, err) == (0, "")
    said = json.loads(out)
    assert said["upload_type"] == "dataset"
    assert said["license"] == "cc-by-4.0"
    assert said["doi"] == "10.5281/zenodo.1234567"
    assert not {"resource_type", "relations", "stats"} & said.keys()
    assert [one.path for one in zenodo.asked] == ["/api/records/1234567"]
    assert not zenodo.tokens


@pytest.mark.parametrize(
    "work",
    ["zenodo:1234567", "10.5281/zenodo.1234567", "https://zenodo.org/records/1234567",
     "https://doi.org/10.5281/ZENODO.1234567"],
)  # fmt: skip
def test_every_form_of_an_identifier_asks_the_same_server(run: Run, zenodo: Served, work: str) -> None:
    assert fetch(run, zenodo, work=work)[0] == 0
    assert [one.path for one in zenodo.asked] == ["/api/records/1234567"]


def test_a_card_of_a_record(run: Run, zenodo: Served) -> None:
    code, out, err = run("fetch", "zenodo:1234567", "--endpoint", f"{zenodo.url}/api")
    assert code == 0, err
    for text in (
        "license: cc-by-4.0",
        "doi: 10.5281/zenodo.1234567",
        "orcid: 0000-0002-1825-0097",
        "# Ladders",
    ):
        assert text in out


def test_the_doi_of_all_versions_leads_to_the_newest(run: Run, zenodo: Served, monkeypatch) -> None:
    monkeypatch.setenv("ZENODO_TOKEN", TOKEN)
    code, out, _ = fetch(run, zenodo, work="zenodo:1234566")
    assert code == 0
    assert json.loads(out)["doi"] == "10.5281/zenodo.1234567"
    assert zenodo.tokens == [f"Bearer {TOKEN}"] * 2


def test_a_doi_of_any_archive(run: Run) -> None:
    with serving(datacite) as served:
        code, out, _ = run("fetch", "doi:10.1000/ladders", "--descriptor", "--endpoint", served.url)
        assert code == 0
        assert json.loads(out)["titles"] == [{"title": "Ladders"}]
        assert "viewCount" not in json.loads(out)
        code, out, _ = run("fetch", "https://doi.org/10.1000/LADDERS", "--endpoint", served.url)
        assert code == 0
        assert "license: cc-by-4.0" in out
        code, _, err = run("fetch", "doi:10.1000/nothing", "--descriptor", "--endpoint", served.url)
    assert code == 2
    assert "404" in err


def nothing_but_a_page(asked: Asked) -> Reply:
    return Reply(200, b"<!DOCTYPE html><html><body>Sign in</body></html>", {"Content-Type": "text/html"})


def escapes(asked: Asked) -> Reply:
    return as_json({"message": "\x1b[31mall is well\n::error::\u202e"}, 400)


HOSTILE: dict[str, tuple[Callable[[Asked], Reply], str]] = {
    "a page": (nothing_but_a_page, "a page for people"),
    "no JSON": (lambda asked: Reply(200, b"{"), "does not answer in JSON"),
    "deep": (lambda asked: Reply(200, b"[" * 200_000), "does not answer in JSON"),
    "a list": (lambda asked: as_json([1]), "no record as Zenodo has them"),
    "nothing": (lambda asked: Reply(200, b""), "no record as Zenodo has them"),
    "no metadata": (lambda asked: as_json({"id": 1234567, "metadata": []}), "no record"),
    "a path for a number": (lambda asked: as_json({"id": "../../x", "metadata": {"a": 1}}), "no record"),
    "gone": (lambda asked: as_json({"status": 410, "message": "Record deleted"}, 410), "Record deleted"),
    "escapes": (escapes, "all is well"),
    "cut short": (lambda asked: Reply(200, b'{"id"', {"Content-Length": "900", "Connection": "close"}), ""),
    "around in circles": (lambda asked: Reply(302, b"", {"Location": asked.path}), ""),
    "to a file": (lambda asked: Reply(302, b"", {"Location": "file:///etc/passwd"}), "answers 302"),
    "to nowhere": (lambda asked: Reply(302, b"", {"Location": "http://[::"}), ""),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_no_answer_is_one_message(run: Run, tmp_path: Path, monkeypatch, case: str) -> None:
    monkeypatch.setenv("ZENODO_TOKEN", TOKEN)
    answering, words = HOSTILE[case]
    target = tmp_path / "card.md"
    with serving(answering) as served:
        code, out, err = fetch(run, served, "-o", target)
    assert (code, out) == (2, "")
    assert err.startswith("opendata-lint: ")
    assert words in err
    assert len(err.splitlines()) == 1
    assert len(err) < 1_000
    assert "\x1b" not in err
    assert "\u202e" not in err
    assert TOKEN not in err
    assert list(tmp_path.glob("*.md")) == []


def test_an_answer_without_end_is_given_up(run: Run, monkeypatch) -> None:
    monkeypatch.setattr(rest, "LARGEST", 100_000)
    with serving(lambda asked: Reply(200, b" " * 100_001)) as served:
        code, _, err = fetch(run, served)
    assert code == 2
    assert "longer than 100,000 bytes" in err


def test_a_server_that_never_answers_is_given_up(run: Run, monkeypatch) -> None:
    monkeypatch.setattr(rest, "SILENCE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        code, _, err = fetch(run, f"http://127.0.0.1:{silent.getsockname()[1]}")
    assert code == 2
    assert "timed out" in err


def test_a_server_that_answers_a_byte_at_a_time_is_given_up(run: Run, monkeypatch) -> None:
    """Each byte is in time, and so no timeout of a socket ends it."""
    monkeypatch.setattr(bounds, "DEADLINE", 0.5)

    def drip(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        with connection, contextlib.suppress(OSError):
            for byte in b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 100:
                connection.sendall(bytes([byte]))
                time.sleep(0.05)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=drip, args=(listening,), daemon=True).start()
        code, _, err = fetch(run, f"http://127.0.0.1:{listening.getsockname()[1]}")
    assert code == 2
    assert "no complete answer within 0.5 s" in err


def test_nobody_there(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    code, _, err = fetch(run, f"http://127.0.0.1:{port}")
    assert code == 2
    assert "cannot be asked" in err


def test_a_server_in_trouble_is_asked_once_more(run: Run) -> None:
    answers = [Reply(503), Zenodo()]

    def answering(asked: Asked) -> Reply:
        answer = answers.pop(0)
        return answer if isinstance(answer, Reply) else answer(asked)

    with serving(answering) as served:
        assert fetch(run, served)[0] == 0
    with serving(lambda asked: Reply(503)) as served:
        assert fetch(run, served)[0] == 2
        assert len(served.asked) == rest.TRIES


@pytest.mark.parametrize("token", [None, TOKEN])
def test_no_redirect_leads_to_another_server(run: Run, monkeypatch, token: str | None) -> None:
    if token:
        monkeypatch.setenv("ZENODO_TOKEN", token)
    with serving(Zenodo()) as other:
        place = {"Location": f"{other.url}/api/records/1234567"}
        with serving(lambda asked: Reply(302, b"", place)) as served:
            code, _, err = fetch(run, served)
        assert code == 2
        assert "sends us on to" in err
        assert other.asked == []


def test_a_token_that_is_said_back_is_not_shown(run: Run, monkeypatch) -> None:
    monkeypatch.setenv("ZENODO_TOKEN", TOKEN)
    with serving(lambda asked: as_json({"message": f"not {asked.headers['authorization']}"}, 403)) as served:
        code, _, err = fetch(run, served)
    assert code == 2
    assert "not Bearer [token]" in err


@pytest.mark.parametrize(
    ("endpoint", "words"),
    [
        ("http://example.org/api", "is not https"),
        ("https://me:pass@127.0.0.1/api", "must not hold a name or password"),
        ("ftp://127.0.0.1/api", "no address of a server"),
        ("127.0.0.1", "no address of a server"),
        ("http://127.0.0.1:99999999/api", "no address of a server"),
        ("http://127.0.0.1/api?x=", "no address of a server"),
        ("http:///api", "no address of a server"),
    ],
)
def test_endpoints_that_get_no_token(run: Run, monkeypatch, endpoint: str, words: str) -> None:
    monkeypatch.setenv("ZENODO_TOKEN", TOKEN)
    code, _, err = run("fetch", "zenodo:1", "--endpoint", endpoint)
    assert code == 2
    assert words in err
    assert TOKEN not in err
    assert "pass@" not in err


def test_a_configuration_in_the_tree_cannot_say_where_tokens_go(
    run: Run, zenodo: Served, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setenv("ZENODO_TOKEN", TOKEN)
    monkeypatch.chdir(tmp_path)
    with serving(Zenodo()) as other:
        for name in ("opendata-lint.toml", ".env", "zenodo.toml"):
            text = f'endpoint = "{other.url}/api"\nZENODO_ENDPOINT="{other.url}/api"\n'
            (tmp_path / name).write_text(text, encoding="utf-8")
        assert fetch(run, zenodo)[0] == 0
        assert other.asked == []


def test_a_terminal_gets_nothing_that_it_acts_upon(zenodo: Served, root: Path) -> None:
    answering = Zenodo()
    answering.record["metadata"]["notes"] = "\u009b31m \u202e reversed"
    zenodo.answering = answering
    place = ("--descriptor", "--endpoint", f"{zenodo.url}/api")
    with at_terminal(root, "fetch", "zenodo:1234567", *place) as terminal:
        shown = terminal.until(None).decode()
        assert terminal.code() == 0
    assert "\\u202e reversed" in shown
    assert not {"\u009b", "\u202e"} & set(shown)


def test_files_are_not_replaced_unasked(run: Run, zenodo: Served, tmp_path: Path) -> None:
    target = tmp_path / "card.json"
    assert fetch(run, zenodo, "-o", target)[0] == 0
    target.write_text("mine", encoding="utf-8")
    code, _, err = fetch(run, zenodo, "-o", target)
    assert (code, target.read_text(encoding="utf-8")) == (2, "mine")
    assert "--force" in err
    assert fetch(run, zenodo, "-o", target, "--force")[0] == 0
    assert json.loads(target.read_text(encoding="utf-8"))["title"] == "Ladders"


@pytest.mark.parametrize(
    "work", ["ladders", "git+https://example.org/a", "https://example.org/x", "", "\x1b[1m"]
)
def test_works_of_no_registry(run: Run, work: str) -> None:
    code, _, err = run("fetch", work)
    assert code == 2
    assert "in no registry that can be asked" in err
    assert "\x1b" not in err


@pytest.mark.parametrize(
    ("work", "client", "extra"),
    [
        ("hf:datasets/a/b", "huggingface_hub", "hf"),
        ("openml:61", "openml", "openml"),
        ("kaggle:a/b", "kagglesdk", "kaggle"),
    ],
)
def test_a_missing_client_is_told_with_what_brings_it(
    run: Run, monkeypatch, work: str, client: str, extra: str
) -> None:
    import sys

    class Missing:
        """Finds nothing of that name, as where it is not installed."""

        def find_spec(self, name: str, path: object = None, target: object = None) -> None:
            if name.partition(".")[0] == client:
                raise ModuleNotFoundError(f"No module named {client!r}", name=client)

    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    code, out, err = run("fetch", work)
    assert (code, out) == (2, "")
    assert f'pip install "opendata-lint[{extra}]"' in err
    assert len(err.splitlines()) == 1
