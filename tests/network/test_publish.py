"""`publish`, to a server that takes Zenodo's depositions: what is shown, asked, refused and sent."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.network.conftest import Told
from tests.network.protocols import Zenodo
from tests.network.server import Reply, Served, as_json, serving
from tests.network.terminal import at_terminal

Run = Callable[..., Told]
TOKEN = "zenodo-secret"
CARD = """\
---
pretty_name: Ladders
license: cc-by-4.0
language: de
creators:
- name: Ann Rung
  kind: person
  given: Ann
  family: Rung
  orcid: 0000-0002-1825-0097
---
# Ladders

Heights of ladders, measured by hand.
"""


@pytest.fixture
def answering() -> Zenodo:
    return Zenodo()


@pytest.fixture
def served(answering: Zenodo) -> Iterator[Served]:
    with serving(answering) as served:
        yield served


@pytest.fixture
def card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ZENODO_TOKEN", TOKEN)
    path = tmp_path / "README.md"
    path.write_text(CARD, encoding="utf-8")
    return path


def publish(run: Run, card: Path, served: Served, *more: object) -> Told:
    place = ("--to", "zenodo", "--endpoint", f"{served.url}/api")
    return run("publish", card, *place, "--isolated", "--force", *more)


def test_a_dry_run_shows_all_and_sends_nothing(run: Run, card: Path, served: Served) -> None:
    code, out, err = publish(run, card, served, "--dry-run")
    assert code == 0, err
    assert out.startswith(f"to {served.url}/api: make a new draft; publishing it is left to you\n")
    assert json.loads(out.partition("\n\n")[2])["title"] == "Ladders"
    assert TOKEN not in out + err
    assert served.asked == []


def test_a_new_draft(run: Run, card: Path, served: Served, answering: Zenodo) -> None:
    code, out, err = publish(run, card, served, "--yes")
    assert code == 0, err
    assert out.splitlines()[-1] == f"sent: {served.url}/uploads/999"
    (method, path, body), *others = answering.deposits
    assert (method, path, others) == ("POST", "/api/deposit/depositions", [])
    assert body["metadata"]["title"] == "Ladders"
    assert body["metadata"]["creators"][0]["name"] == "Rung, Ann"


@pytest.mark.parametrize("by", ["option", "card"])
def test_a_published_record_is_opened_and_changed_and_not_published(
    run: Run, card: Path, served: Served, answering: Zenodo, by: str
) -> None:
    if by == "card":
        said = CARD.replace("license:", "doi: 10.5281/zenodo.1234567\nlicense:")
        card.write_text(said, encoding="utf-8")
    place = ("--id", "zenodo:1234567") if by == "option" else ()
    code, _, err = publish(run, card, served, "--yes", *place)
    assert code == 0, err
    assert [(method, path.rpartition("depositions")[2]) for method, path, _ in answering.deposits] == [
        ("POST", "/1234567/actions/edit"),
        ("PUT", "/1234567"),
    ]


def test_nothing_is_sent_where_nobody_can_be_asked(run: Run, card: Path, served: Served) -> None:
    code, out, err = publish(run, card, served)
    assert code == 2
    assert "make a new draft" in out
    assert "nobody can be asked here" in err
    assert served.asked == []


@pytest.mark.parametrize(("answer", "code", "sent"), [("y\n", 0, True), ("n\n", 2, False), ("\n", 2, False)])
def test_somebody_at_a_terminal_is_asked(
    card: Path, served: Served, answer: str, code: int, sent: bool, root: Path
) -> None:
    place = ["--to", "zenodo", "--isolated", "--force", "--endpoint", f"{served.url}/api"]
    with at_terminal(root, "publish", str(card), *place) as terminal:
        shown = terminal.until(b"Send this? [y/N] ")
        assert served.asked == []
        terminal.type(answer.encode())
        shown += terminal.until(None)
        assert terminal.code() == code, shown
    assert bool(served.asked) is sent
    assert TOKEN.encode() not in shown


def test_a_card_with_errors_is_not_sent(run: Run, card: Path, served: Served) -> None:
    card.write_text(CARD.replace("cc-by-4.0", "no-such-license"), encoding="utf-8")
    place = ("--to", "zenodo", "--endpoint", f"{served.url}/api", "--isolated")
    code, out, err = run("publish", card, *place, "--yes")
    assert (code, out) == (1, "")
    assert "no-such-license" in err
    assert "--force sends it all the same" in err
    assert served.asked == []


def test_broken_front_matter_is_not_sent_by_force_either(run: Run, card: Path, served: Served) -> None:
    card.write_text("---\nlicense: [\n---\n# T\n", encoding="utf-8")
    code, _, err = publish(run, card, served, "--yes")
    assert code == 2
    assert "front matter cannot be read" in err
    assert served.asked == []


def test_without_a_token_nothing_is_sent(run: Run, card: Path, served: Served, monkeypatch) -> None:
    monkeypatch.delenv("ZENODO_TOKEN")
    code, _, err = publish(run, card, served, "--yes")
    assert code == 2
    assert "set ZENODO_TOKEN" in err
    assert served.asked == []


def test_a_token_that_is_not_taken(run: Run, card: Path, served: Served, monkeypatch) -> None:
    monkeypatch.setenv("ZENODO_TOKEN", "another-secret")
    code, _, err = publish(run, card, served, "--yes")
    assert code == 2
    assert "answers 401: Unauthorized" in err
    assert "another-secret" not in err


def test_errors_of_the_server_are_told_by_field(run: Run, card: Path, served: Served) -> None:
    wrong = {
        "message": "A validation error occurred.",
        "errors": [{"field": "metadata.creators.0.name", "messages": ["Missing data for required field."]}],
    }
    served.answering = lambda asked: as_json(wrong, 400)
    code, _, err = publish(run, card, served, "--yes")
    assert code == 2
    assert "metadata.creators.0.name: Missing data for required field." in err
    assert "it may have been taken" in err


def test_what_is_sent_is_sent_once_and_to_one_server(run: Run, card: Path, served: Served) -> None:
    served.answering = lambda asked: Reply(503)
    assert publish(run, card, served, "--yes")[0] == 2
    assert len(served.asked) == 1
    with serving(Zenodo()) as other:
        for code in (301, 302, 303, 307, 308):
            place = {"Location": f"{other.url}/api/deposit/depositions"}
            served.answering = lambda asked, code=code, place=place: Reply(code, b"", place)
            assert publish(run, card, served, "--yes")[0] == 2
        assert other.asked == []


@pytest.mark.parametrize("work", ["10.1000/182", "hf:datasets/a/b", "ladders", "openml:61"])
def test_works_of_others(run: Run, card: Path, served: Served, work: str) -> None:
    code, _, err = publish(run, card, served, "--yes", "--id", work)
    assert code == 2
    assert "is no record of Zenodo" in err
    assert served.asked == []


def test_not_one_card(run: Run, card: Path, served: Served, tmp_path: Path) -> None:
    assert publish(run, tmp_path / "none.md", served, "--yes")[0] == 2
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "README.md").write_text(CARD, encoding="utf-8")
    code, _, err = publish(run, tmp_path, served, "--yes")
    assert code == 2
    assert "2 cards there; name one" in err
    assert served.asked == []


def test_what_a_server_says_back_cannot_pretend_to_be_ours(run: Run, card: Path, served: Served) -> None:
    served.answering = lambda asked: as_json({"id": "1\x1b[31m/../", "links": {"html": "https://evil"}}, 201)
    code, out, err = publish(run, card, served, "--yes")
    assert code == 2
    assert "\x1b" not in out + err
    assert "evil" not in out + err
