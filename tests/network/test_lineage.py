"""`registry lineage --lock --online`: what registries say is written down, and read offline from then on."""

import json
from collections.abc import Callable

import pytest

from tests.network.conftest import Told
from tests.network.protocols import datacite
from tests.network.server import Asked, Reply, as_json, serving
from tests.repositories import Repository

Run = Callable[..., Told]
CARD = """\
---
pretty_name: Mix
license: mit
source_datasets:
- logs
- doi:10.1000/ladders
- https://example.org/elsewhere
---
# Mix
"""
LOGS = "---\npretty_name: Logs\nlicense: mit\n---\n# Logs\n"
DOI = "doi:10.1000/ladders"


@pytest.fixture(autouse=True)
def _git_of_the_test(monkeypatch: pytest.MonkeyPatch, clean_environment: dict[str, str]) -> None:
    for name, value in clean_environment.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def own(repository: Repository, run: Run) -> Repository:
    repository.stage("datasets/mix/README.md", CARD)
    repository.stage("datasets/logs/README.md", LOGS)
    assert run("registry", "record", "--repo", repository.path)[0] == 0
    repository.git("add", "--all")
    return repository


def lock(run: Run, own: Repository, url: str, *more: str) -> Told:
    place = ("--endpoint", f"datacite={url}")
    return run("registry", "lineage", "mix", "--lock", "--online", *place, "--repo", own.path, *more)


def locks(own: Repository) -> dict[str, dict[str, str | None]]:
    text = (own.path / ".opendata/cards/mix.json").read_text(encoding="utf-8")
    return {one["id"]: one for one in json.loads(text)["lineage"]}


def test_what_a_registry_says_is_written_down(run: Run, own: Repository, monkeypatch) -> None:
    monkeypatch.setenv("ZENODO_TOKEN", "zenodo-secret")
    with serving(datacite) as served:
        code, out, err = lock(run, own, served.url)
    assert (code, err) == (0, "")
    assert f"{DOI}: no revision, CC-BY-4.0" in out
    assert "2 of 3 works looked at anew" in out
    found = locks(own)
    assert found[DOI]["license"] == "CC-BY-4.0"
    assert str(found[DOI]["digest"]).startswith("swh:1:cnt:")
    assert found["logs"]["license"] == "MIT"
    assert found["https://example.org/elsewhere"]["digest"] is None
    assert [one.path for one in served.asked] == ["/dois/10.1000/ladders"]
    assert served.tokens == []


def test_a_license_that_changed_is_told(run: Run, own: Repository) -> None:
    with serving(datacite) as served:
        assert lock(run, own, served.url)[0] == 0
        own.git("add", "--all")

        def later(asked: Asked) -> Reply:
            answer = json.loads(datacite(asked).body)
            answer["data"]["attributes"]["rightsList"] = [{"rightsIdentifier": "cc-by-nc-4.0"}]
            return as_json(answer)

        served.answering = later
        code, out, _ = lock(run, own, served.url)
    assert code == 0
    assert "CC-BY-NC-4.0, was under CC-BY-4.0, its card has changed" in out
    assert locks(own)[DOI]["license"] == "CC-BY-NC-4.0"
    run("registry", "record", "--repo", own.path)
    assert locks(own)[DOI]["license"] == "CC-BY-NC-4.0"
    monkeyed = run("check", own.path / "datasets/mix", "--select", "REG009", "--fail-level", "never")
    assert "`doi:10.1000/ladders` is under `CC-BY-NC-4.0`" in monkeyed[1]


def test_what_is_not_there_keeps_its_lock(run: Run, own: Repository) -> None:
    with serving(datacite) as served:
        assert lock(run, own, served.url)[0] == 0
        before = locks(own)
        served.answering = lambda asked: as_json({"errors": [{"title": "\x1b[31mgone"}]}, 404)
        code, out, _ = lock(run, own, served.url)
    assert code == 0
    assert "not found, its lock stays" in out
    assert "\x1b" not in out
    assert locks(own) == before


def test_a_registry_that_cannot_be_asked_leaves_the_record_as_it_was(run: Run, own: Repository) -> None:
    before = locks(own)
    with serving(lambda asked: Reply(200, b"<html>")) as served:
        code, _, err = lock(run, own, served.url)
    assert code == 2
    assert len(err.splitlines()) == 1
    assert locks(own) == before


@pytest.mark.parametrize(
    "arguments",
    [("--online",), ("--lock", "--upgrade"), ("--lock", "--endpoint", "hf=https://a.example"),
     ("--lock", "--online", "--endpoint", "https://a.example"), ("--lock", "--online", "--endpoint", "x=y")],
)  # fmt: skip
def test_options_that_belong_together(run: Run, own: Repository, arguments: tuple[str, ...]) -> None:
    code, _, err = run("registry", "lineage", "mix", *arguments, "--repo", own.path)
    assert code == 2
    assert err
