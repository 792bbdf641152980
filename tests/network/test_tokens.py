"""Which server gets a token, and that none is ever shown."""

import base64

import pytest

from opendata_lint.network.protocol import NetworkFault
from opendata_lint.network.secrets import Secrets
from opendata_lint.network.servers import refuse_elsewhere, server_at

TOKEN = "hf_a+b/c=d&e"


@pytest.mark.parametrize(
    "url", ["https://example.org", "http://127.0.0.1:8000", "http://localhost:7777/x", "http://[::1]:80/"]
)
def test_a_token_goes_where_nobody_reads_along(url: str) -> None:
    assert server_at(url, TOKEN, anonymous=False).token == TOKEN


@pytest.mark.parametrize(
    "url", ["http://example.org", "http://127.0.0.1.example.org", "http://localhost.example.org"]
)
def test_and_nowhere_else(url: str) -> None:
    with pytest.raises(NetworkFault, match="is not https"):
        server_at(url, TOKEN, anonymous=False)
    assert server_at(url, None, anonymous=False).token is None
    assert server_at(url, TOKEN, anonymous=True).token is None


@pytest.mark.parametrize("token", ["two\nlines", "ü", "a\x00b"])
def test_what_is_no_token_is_told_without_saying_it(token: str) -> None:
    with pytest.raises(NetworkFault) as fault:
        server_at("https://example.org", token, anonymous=False)
    assert token not in str(fault.value)


@pytest.mark.parametrize(
    "url",
    ["https://example.org:8443/", "http://example.org/", "https://example.org.evil.example/",
     "https://www.example.org/", "https://example.org@evil.example/"],
)  # fmt: skip
def test_another_server_is_one_of_another_scheme_host_or_port(url: str) -> None:
    origin = server_at("https://example.org/api", None, anonymous=False).origin
    refuse_elsewhere("https://example.org:443/elsewhere", origin)
    refuse_elsewhere("https://EXAMPLE.org/elsewhere", origin)
    with pytest.raises(NetworkFault, match="nobody asked for"):
        refuse_elsewhere(url, origin)


def test_a_token_is_hidden_in_every_form_that_a_request_gives_it() -> None:
    secrets = Secrets([TOKEN])
    pair = base64.b64encode(b"ann:kaggle-key").decode()
    secrets.add_header(f"Basic {pair}")
    secrets.add_header("Bearer another-one")
    text = f"{TOKEN} hf_a%2Bb%2Fc%3Dd%26e hf_a%2Bb/c%3Dd%26e {pair} kaggle-key another-one ann"
    assert secrets.redacted(text) == " ".join(["[token]"] * 6) + " ann"


def test_short_texts_are_no_secrets() -> None:
    assert Secrets(["a", "", None, "  "]).redacted("a banana") == "a banana"
