"""The registries' own clients, as they are installed, against a server on this machine.

Each is in an environment of its own together with this project: `OPENDATA_LINT_CLIENTS` names a folder with
the environments `hf`, `openml` and `kaggle`.
"""

import json
import os
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.network.protocols import CARD, COMMIT, DESCRIPTION, Hub, Kaggle, OpenML
from tests.network.server import Answering, Asked, Reply, Served, as_json, serving

pytestmark = pytest.mark.clients
TOKENS = {
    "hf": {"HF_TOKEN": "hf_secret-of-the-test"},
    "openml": {"OPENML_APIKEY": "openml-secret-of-the-test"},
    "kaggle": {"KAGGLE_API_TOKEN": "kaggle-secret-of-the-test"},
}
WORKS = {"hf": "hf:datasets/ann/ladders", "openml": "openml:61", "kaggle": "kaggle:ann/ladders"}
PORT = 7777
"""Where Kaggle's client looks for a server under test; it can be told no other."""


class Done(NamedTuple):
    code: int
    out: str
    err: str


class Client:
    """The program, where one client is installed."""

    def __init__(self, name: str, home: Path) -> None:
        folder = os.environ.get("OPENDATA_LINT_CLIENTS")
        scripts = Path(folder or "", name, "Scripts" if os.name == "nt" else "bin")
        if not folder or not scripts.is_dir():
            pytest.skip(f"OPENDATA_LINT_CLIENTS names no folder with an environment `{name}`")
        self.name = name
        self.home = home
        self.folder = home / "checkout"
        self.folder.mkdir()
        self.program = str(scripts / "opendata-lint")

    def __call__(self, *arguments: object, token: bool = True, **more: str) -> Done:
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TMPDIR") if name in os.environ}
        environment = kept | {"HOME": str(self.home), "PYTHONWARNINGS": "always"}
        environment |= {"KAGGLE_API_ENVIRONMENT": "TEST"} | (TOKENS[self.name] if token else {}) | more
        done = subprocess.run(
            [self.program, *map(str, arguments)], cwd=self.folder, env=environment, capture_output=True,
            text=True, encoding="utf-8", stdin=subprocess.DEVNULL, timeout=120, check=False,
        )  # fmt: skip
        assert "Traceback" not in done.stderr
        for secret in TOKENS[self.name].values():
            assert secret not in done.stdout + done.stderr
        return Done(done.returncode, done.stdout, done.stderr)

    def at(self, served: Served) -> tuple[str, ...]:
        """The options that point it to a server."""
        if self.name == "kaggle":
            return ()
        return ("--endpoint", served.url + ("/api/v1/xml" if self.name == "openml" else ""))

    def serve(self, answering: Answering) -> object:
        """A server that it can be pointed to."""
        return serving(answering, _free(PORT) if self.name == "kaggle" else 0)


def _free(port: int) -> int:
    """The port, once nobody else has it: other tests of this machine may."""
    for _ in range(100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                time.sleep(0.2)
                continue
            return port
    pytest.skip(f"port {port}, the one that Kaggle's client can be pointed to, is taken")


@pytest.fixture(params=["hf", "openml", "kaggle"])
def client(request: pytest.FixtureRequest, tmp_path: Path) -> Client:
    return Client(request.param, tmp_path)


@pytest.fixture
def hf(tmp_path: Path) -> Client:
    return Client("hf", tmp_path)


@pytest.fixture
def openml(tmp_path: Path) -> Client:
    return Client("openml", tmp_path)


@pytest.fixture
def kaggle(tmp_path: Path) -> Client:
    return Client("kaggle", tmp_path)


@pytest.fixture
def hub() -> Hub:
    return Hub()


@pytest.fixture
def hub_server(hub: Hub) -> Iterator[Served]:
    with serving(hub) as served:
        hub.url = served.url
        yield served


def test_a_card_of_the_hub_stays_as_it_is(hf: Client, hub_server: Served, tmp_path: Path) -> None:
    target = tmp_path / "card.md"
    done = hf("fetch", WORKS["hf"], "-o", target, *hf.at(hub_server), token=False)
    assert done == (0, "", "")
    assert target.read_bytes() == CARD
    assert hub_server.tokens == []
    assert {one.path for one in hub_server.asked} == {
        "/api/datasets/ann/ladders", f"/datasets/ann/ladders/resolve/{COMMIT}/README.md",
    }  # fmt: skip


def test_the_hub_where_its_own_variable_says(hf: Client, hub_server: Served) -> None:
    done = hf("fetch", WORKS["hf"], HF_ENDPOINT=hub_server.url)
    assert done.out.encode() == CARD
    assert set(hub_server.tokens) == {"Bearer hf_secret-of-the-test"}


def test_the_store_of_a_client_is_for_its_own_server(hf: Client, hub_server: Served, tmp_path: Path) -> None:
    store = tmp_path / "token"
    store.write_text("hf_stored-secret", encoding="ascii")
    assert hf("fetch", WORKS["hf"], *hf.at(hub_server), token=False, HF_TOKEN_PATH=str(store)).code == 0
    assert hub_server.tokens == []
    stored = {"HF_TOKEN_PATH": str(store), "HF_ENDPOINT": hub_server.url}
    assert hf("fetch", WORKS["hf"], token=False, **stored).code == 0
    assert set(hub_server.tokens) == {"Bearer hf_stored-secret"}


def test_a_card_is_committed_to_the_hub(hf: Client, hub: Hub, hub_server: Served, tmp_path: Path) -> None:
    card = tmp_path / "README.md"
    card.write_bytes(CARD + b"\nAnd more.\n")
    send = ("publish", card, "--to", "hf", "--id", "ann/ladders", "--force", *hf.at(hub_server))
    shown = hf(*send, "--dry-run")
    assert shown.code == 0
    assert "commit README.md to the dataset ann/ladders (main)" in shown.out
    assert "And more." in shown.out
    assert hf(*send).code == 2  # nobody to ask
    assert hf(*send, "--yes", token=False).code == 2
    assert hub_server.asked == []
    done = hf(*send, "--yes")
    assert done.code == 0, done.err
    assert done.out.splitlines()[-1] == f"sent: {hub_server.url}/datasets/ann/ladders"
    assert hub.card == card.read_bytes()
    assert set(hub_server.tokens) == {"Bearer hf_secret-of-the-test"}


def test_a_model_is_not_sent_as_a_data_set(hf: Client, hub_server: Served, tmp_path: Path) -> None:
    card = tmp_path / "README.md"
    card.write_bytes(CARD)
    place = ("--id", "hf:models/ann/ladders", *hf.at(hub_server))
    done = hf("publish", card, "--to", "hf", "--yes", "--force", *place)
    assert done.code == 2
    assert "is a model, and the card is of a dataset" in done.err
    assert hub_server.asked == []


def test_a_description_of_openml_as_it_is_served(openml: Client) -> None:
    with serving(OpenML()) as served:
        done = openml("fetch", "openml:61", "--descriptor", *openml.at(served), token=False)
        assert done == (0, DESCRIPTION, "")
        done = openml("fetch", "openml:62", "--descriptor", *openml.at(served))
        assert done.code == 2
        assert "Unknown dataset" in done.err
    keys = {one.path.rpartition("/")[2]: one.query.get("api_key") for one in served.asked}
    assert keys == {"61": None, "62": ["openml-secret-of-the-test"]}
    assert {one.path for one in served.asked} >= {
        "/api/v1/xml/data/features/61",
        "/api/v1/xml/data/qualities/61",
    }


def test_a_card_of_what_openml_describes_and_measures(openml: Client) -> None:
    with serving(OpenML()) as served:
        done = openml("fetch", "https://www.openml.org/d/61", *openml.at(served))
    assert done.code == 0, done.err
    for text in ("license: cc0-1.0", "name: height", "height: target", "- Ann Rung", "Heights of ladders"):
        assert text in done.out


DATA = CARD.replace(
    b"license:",
    b"creators: [Ann Rung, Bob Step]\nconfigs:\n- config_name: default\n"
    b"  data_files: https://example.org/ladders.arff\nlicense:",
)


def test_a_data_set_is_made_of_data_at_an_address(openml: Client, tmp_path: Path) -> None:
    card = tmp_path / "README.md"
    answering = OpenML()
    with serving(answering) as served:
        send = ("publish", card, "--to", "openml", "--force", "--yes", *openml.at(served))
        card.write_bytes(CARD)
        done = openml(*send)
        assert done.code == 2
        assert "name its file by an https address" in done.err
        card.write_bytes(DATA)
        assert openml(*send, token=False).code == 2
        assert served.asked == []
        done = openml(*send)
    assert done.code == 0, done.err
    assert done.out.splitlines()[-1] == f"sent: {served.url}/d/4711"
    sent = answering.sent[0]["description"]
    assert "<oml:url>https://example.org/ladders.arff</oml:url>" in sent
    assert sent.count("<oml:creator>") == 2
    assert [one.method for one in served.asked] == ["POST"]


def test_what_openml_lets_be_changed_is_changed(openml: Client, tmp_path: Path) -> None:
    card = tmp_path / "README.md"
    card.write_bytes(DATA)
    answering = OpenML()
    with serving(answering) as served:
        done = openml("publish", card, "--to", "openml", "--force", "--yes", "--id", "61", *openml.at(served))
    assert done.code == 0, done.err
    assert "does not let it be changed: name, format, licence, url" in done.out
    sent = answering.sent[0]
    assert sent["data_id"] == "61"
    assert "<oml:creator>Ann Rung</oml:creator><oml:creator>Bob Step</oml:creator>" in sent["edit_parameters"]
    assert "oml:licence" not in sent["edit_parameters"]


def test_what_is_sent_to_openml_is_sent_once(openml: Client, tmp_path: Path) -> None:
    """Its client repeats by itself what is cut off, and would make two data sets."""
    card = tmp_path / "README.md"
    card.write_bytes(DATA)
    with serving(lambda asked: Reply(200, b"", {"Content-Length": "9", "Connection": "close"})) as served:
        done = openml("publish", card, "--to", "openml", "--force", "--yes", *openml.at(served))
    assert done.code == 2
    assert "it may have been taken" in done.err
    assert len(served.asked) == 1


def test_the_key_of_openmls_configuration_is_for_its_server(openml: Client, tmp_path: Path) -> None:
    with serving(OpenML()) as served, serving(OpenML()) as other:
        config = tmp_path / ".config" / "openml" / "config"
        config.parent.mkdir(parents=True)
        text = f"server = {served.url}/api/v1/xml\napikey = stored-secret\n"
        config.write_text(text, encoding="ascii")
        assert openml("fetch", "openml:61", "--descriptor", token=False).code == 0
        assert openml("fetch", "openml:61", "--descriptor", *openml.at(other), token=False).code == 0
    assert all(one.query.get("api_key") == ["stored-secret"] for one in served.asked)
    assert not any("api_key" in one.query for one in other.asked)
    assert served.asked
    assert other.asked


def test_metadata_of_kaggle(kaggle: Client) -> None:
    with kaggle.serve(Kaggle()) as served:
        done = kaggle("fetch", "kaggle:ann/ladders", "--descriptor")
        assert done.code == 0, done.err
        assert json.loads(done.out)["licenses"] == [{"name": "CC0-1.0"}]
        assert json.loads(done.out)["id"] == "ann/ladders"
        done = kaggle("fetch", "https://www.kaggle.com/datasets/ann/ladders")
        assert done.code == 0, done.err
        assert "license: cc0-1.0" in done.out
        assert "Heights of ladders." in done.out
        done = kaggle("fetch", "kaggle:ann/other", "--descriptor")
        assert done.code == 2
        assert "Permission denied" in done.err
        assert kaggle("fetch", "kaggle:ann/ladders", "--endpoint", served.url).code == 2
    assert set(served.tokens) == {"Bearer kaggle-secret-of-the-test"}


def test_what_a_card_does_not_say_stays_at_kaggle(kaggle: Client, tmp_path: Path) -> None:
    card = tmp_path / "README.md"
    card.write_bytes(CARD.replace(b"Heights of", b"Widths and heights of"))
    answering = Kaggle()
    with kaggle.serve(answering):
        send = ("publish", card, "--to", "kaggle", "--id", "ann/ladders", "--force", "--yes")
        done = kaggle(*send)
    assert done.code == 0, done.err
    settings = answering.updates[0]["settings"]
    assert settings["isPrivate"] is True
    assert [one["username"] for one in settings["collaborators"]] == ["bob"]
    assert settings["expectedUpdateFrequency"] == "monthly"
    assert "Widths and heights" in settings["description"]


HOSTILE: dict[str, Callable[[Asked], Reply]] = {
    "page": lambda asked: Reply(200, b"<!DOCTYPE html><html>Sign in</html>", {"Content-Type": "text/html"}),
    "nothing": lambda asked: Reply(200, b""),
    "list": lambda asked: as_json([1, {"a": "\x1b[31m"}]),
    "words": lambda asked: as_json("\x1b[31mwords"),
    "numbers": lambda asked: as_json({"sha": 7, "id": [], "info": 5}),
    "trouble": lambda asked: Reply(500, b"\x1b[31mout of order " * 99, {"Content-Type": "text/plain"}),
    "refused": lambda asked: as_json({"code": 403, "message": f"not {dict(asked.headers)}"}, 403),
    "huge": lambda asked: Reply(200, b"[" + b" " * 11_000_000 + b"]", {"Content-Type": "application/json"}),
    "bomb": lambda asked: Reply(200, _zeros(), {"Content-Encoding": "gzip"}),
    "cut": lambda asked: Reply(200, b"{", {"Content-Length": "999", "Connection": "close"}),
    "circle": lambda asked: Reply(307, b"", {"Location": asked.path}),
    "mute": lambda asked: Reply(302),
}


def _zeros() -> bytes:
    import gzip

    return gzip.compress(b" " * 200_000_000, 9)


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_no_answer_is_one_message(client: Client, case: str, tmp_path: Path) -> None:
    target = tmp_path / "card.md"
    with client.serve(HOSTILE[case]) as served:
        done = client("fetch", WORKS[client.name], "-o", target, *client.at(served))
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1, done.err
    assert done.err.startswith("opendata-lint: ")
    assert "bug" not in done.err
    assert len(done.err) < 1_500
    assert "\x1b" not in done.err
    assert not target.exists()


def test_no_client_is_led_to_another_server(client: Client, tmp_path: Path) -> None:
    """Nor does it carry there what it sends: 307 has a client repeat it all, the token too."""
    card = tmp_path / "README.md"
    card.write_bytes(CARD)
    with serving(lambda asked: as_json({})) as other:

        def answering(asked: Asked) -> Reply:
            return Reply(307, b"", {"Location": other.url + asked.path})

        with client.serve(answering) as served:
            done = client("fetch", WORKS[client.name], *client.at(served))
            assert done.code == 2
            assert "sends us on to" in done.err
            assert served.asked
        assert other.asked == []


def test_nothing_in_a_checkout_says_where_to_go(client: Client, tmp_path: Path) -> None:
    answering = {"hf": Hub, "openml": OpenML, "kaggle": Kaggle}[client.name]()
    with serving(answering) as other:
        api = f"{other.url}/api/v1/xml"
        decoys = {
            ".env": f"HF_ENDPOINT={other.url}\nKAGGLE_API_ENVIRONMENT=LOCALHOST\nHF_TOKEN=hf_of-the-tree\n",
            "opendata-lint.toml": f'endpoint = "{other.url}"\n',
            "config": f"server = {api}\napikey = of-the-tree\n",
            "openml/config": f"server = {api}\napikey = of-the-tree\n",
            ".config/openml/config": f"server = {api}\napikey = of-the-tree\n",
            ".kaggle/kaggle.json": '{"username": "eve", "key": "of-the-tree"}',
            "kaggle.json": '{"username": "eve", "key": "of-the-tree"}',
            ".cache/huggingface/token": "hf_of-the-tree",
        }
        for name, text in decoys.items():
            (client.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (client.folder / name).write_text(text, encoding="ascii")
        with client.serve(answering) as served:
            done = client("fetch", WORKS[client.name], "--descriptor", *client.at(served), token=False)
        assert done.code == 0, done.err
        assert other.asked == []
        assert served.tokens == []
        assert not any("api_key" in one.query for one in served.asked)


def test_a_connection_that_is_made_anew_is_guarded_too(hf: Client, tmp_path: Path) -> None:
    """The Hub's client throws its session away where nobody answers, and tries again with another."""
    card = tmp_path / "README.md"
    card.write_bytes(CARD)
    later: list[Served] = []
    with serving(lambda asked: as_json({})) as other:

        def then_gone(asked: Asked) -> Reply:
            port = first.port
            first.close()  # before the answer, so that whoever comes next is refused
            threading.Timer(0.8, lambda: later.append(Served(elsewhere, port))).start()
            return as_json({"errors": [], "warnings": []}, Connection="close")

        def elsewhere(asked: Asked) -> Reply:
            return Reply(307, b"", {"Location": other.url + asked.path})

        first = Served(then_gone)
        done = hf("publish", card, "--to", "hf", "--id", "ann/ladders", "--force", "--yes", *hf.at(first))
        assert done.code == 2
        assert "sends us on to" in done.err
        assert [one.path for one in later[0].asked] == ["/api/datasets/ann/ladders/preupload/main"]
        assert other.asked == []
        later[0].close()


def test_nobody_there(client: Client) -> None:
    with client.serve(lambda asked: Reply()) as served:
        place = client.at(served)
    done = client("fetch", WORKS[client.name], *place)
    assert done.code == 2
    assert len(done.err.splitlines()) == 1


def test_works_of_a_card_are_looked_up_without_a_token(
    hf: Client, hub_server: Served, tmp_path: Path
) -> None:
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    card = hf.folder / "README.md"
    text = "---\nlicense: mit\nsource_datasets: [ann/ladders]\n---\n# Mix\n"
    card.write_text(text, encoding="utf-8")
    for command in (["init", "-q"], ["add", "README.md"]):
        subprocess.run([*git, *command], cwd=hf.folder, check=True)
    assert hf("registry", "record").code == 0
    lock = ("registry", "lineage", "mix", "--lock", "--online", "--endpoint", f"hf={hub_server.url}")
    done = hf(*lock)
    assert done.code == 0, done.err
    assert f"hf:datasets/ann/ladders: revision {COMMIT}, CC-BY-4.0" in done.out
    assert hub_server.tokens == []
    record = json.loads((hf.folder / ".opendata/cards/mix.json").read_text(encoding="utf-8"))
    assert [one["revision"] for one in record["lineage"]] == [COMMIT]
    assert [one["license"] for one in record["lineage"]] == ["CC-BY-4.0"]
    asked = len(hub_server.asked)
    found = hf("check", "--select", "REG", "--output-format", "json", "--fail-level", "never").out
    assert "REG015" not in {one["code"] for one in json.loads(found)["findings"]}
    assert len(hub_server.asked) == asked
