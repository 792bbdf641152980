"""Secrets and personal data: what is one, and what only looks like one. Tokens are put together here."""

from __future__ import annotations

import random
import string

import pytest

from opendata_lint.card import Card
from opendata_lint.data.personal import emails_in, luhn, personal_data_in, secrets_in
from opendata_lint.rules.secrets import personal_data_in_example, secret
from opendata_lint.tree import UnknownTree

_random = random.Random(11)


def some(count: int, letters: str = string.ascii_letters + string.digits) -> str:
    return "".join(_random.choices(letters, k=count))


TOKENS = {
    "a Hugging Face token": "hf_" + some(34, string.ascii_letters),
    "a GitHub token": "ghp_" + some(36),
    "a GitLab token": "glpat-" + some(20),
    "an AWS access key": "AKIA" + some(16, string.ascii_uppercase + "234567"),
    "an OpenAI key": "sk-proj-" + some(40) + "T3BlbkFJ" + some(40),
    "an Anthropic key": "sk-ant-api03-" + some(95),
    "a Google API key": "AIza" + some(35),
    "a Slack token": "xoxb-" + some(12, string.digits) + "-" + some(24),
    "a private key": "-----BEGIN RSA PRIVATE KEY-----\n" + some(64),
}


@pytest.mark.parametrize("kind", TOKENS)
def test_secret(kind: str) -> None:
    text = f'token = "{TOKENS[kind]}"\n'
    (trace,) = secrets_in(text)
    assert trace.kind == kind
    assert text[slice(*trace.span)] == TOKENS[kind]
    card = Card(f"# Gates\n\n```python\n{text}```\n".encode(), "README.md", "model")
    assert [finding.code for finding in secret(card, UnknownTree())] == ["ETH006"]
    assert TOKENS[kind] not in next(secret(card, UnknownTree())).message


@pytest.mark.parametrize(
    "text",
    [
        "hf_" + "x" * 34, "hf_yourtokenhere", "hf_" + "ab" * 17, "AKIAIOSFODNN7EXAMPLE", "ghp_" + "0" * 36,
        "sk-...", "some_hf_" + some(34, string.ascii_letters), "-----BEGIN PUBLIC KEY-----\n" + some(64),
        "-----BEGIN PRIVATE KEY-----\n...\n", "hf_" + some(50, string.ascii_letters),
    ],
)  # fmt: skip
def test_no_secret(text: str) -> None:
    assert list(secrets_in(text)) == []


PERSONAL = {
    "an e-mail address": ["olga.brandt@tidewater-harbor.net", "o@uni-ulm.de"],
    "a telephone number": ["+49 731 5021 443", "(801) 596-1887", "408-971-8523", "+1-650-253-0000"],
    "a payment card number": ["4539 1488 0343 6467", "5425-2334-3010-9903", "3714 496353 98431"],
    "a bank account number": ["DE89 3704 0044 0532 0130 00", "GB82WEST12345698765432"],
    "a national number (Brazil)": ["529.982.247-25"],
    "a national number (Italy)": ["RSSMRA85T10A562S"],
    "a national number (China)": ["11010519491231002X"],
    "a national number (France)": ["2 55 08 14 168 025 38"],
    "a national number (Finland)": ["131052-308T"],
}


@pytest.mark.parametrize(
    ("kind", "told"), [(kind, text) for kind, texts in PERSONAL.items() for text in texts]
)
def test_personal_data(kind: str, told: str) -> None:
    for text in (told, f"Ask ({told}), please", f"{'no number ' * 50}{told}\n" * 2):
        traces = [trace for trace in personal_data_in(text) if trace.kind == kind]
        assert len(traces) == text.count(told)
        assert all(text[slice(*trace.span)] == told for trace in traces)


@pytest.mark.parametrize(
    "text",
    [
        "you@example.com", "name@domain.com", "git@github.com:a/b.git", "logo@2x.png", "a@b", "@user",
        "2021-03-04", "10.1234/5678-9012-3456", "1234567890123456", "4539148803436468", "192.168.100.200",
        "arXiv:2012.12345", "0.123456789012", "1,234,567,890", "978-3-16-148410-0", "2020-01-01 12:30:45",
        "https://x.org/408-971-8523/", "4539 1488 0343 6468", "DE88 3704 0044 0532 0130 00", "529.982.247-26",
        "RSSMRA85T10A562T", "110105194912310021", "131052-308U", "(555) 555-0123", "1 2 3 4 5 6 7 8 9 10 11",
    ],
)  # fmt: skip
def test_no_personal_data(text: str) -> None:
    assert [text[slice(*trace.span)] for trace in personal_data_in(text)] == []


def test_luhn() -> None:
    assert luhn("79927398713")
    assert not luhn("79927398714")


@pytest.mark.parametrize(
    "piece", ["@", "a@", "1 ", "1" * 50, "a.", "+1 ", "hf_", "-----BEGIN ", "A1 ", "x@y."]
)
def test_long_texts_take_no_time(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    list(secrets_in(text))
    list(personal_data_in(text))
    list(emails_in(text))


def test_only_examples_of_data_count() -> None:
    def codes(heading: str, body: str) -> list[str]:
        card = Card(f"# Gates\n\n## {heading}\n\n{body}\n".encode(), "README.md", "dataset")
        return [finding.code for finding in personal_data_in_example(card, UnknownTree())]

    mail = '```json\n{"text": "ask olga.brandt@tidewater-harbor.net"}\n```'
    assert codes("Data Instances", mail) == ["ETH007"]
    assert codes("Data Instances", f"### train\n\n{mail}") == ["ETH007"]
    assert codes("Contact", mail) == []
    assert codes("Data Instances", mail.replace('{"', 'import x\n{"')) == []
    assert codes("Data Instances", "Ask olga.brandt@tidewater-harbor.net for more.") == []
