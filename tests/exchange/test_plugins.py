"""Formats of descriptors: the built-in rows, and plugins that are allowed, refused, or broken."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from opendata_lint.exchange.plugins import (
    API,
    BUILT_IN,
    CLASH,
    GROUP,
    UNUSABLE,
    Offer,
    PluginFault,
    find,
    load,
    offered,
    offers,
    recognized,
    registry_for,
)
from tests.plugins import installed

PLUGIN = """\
class Tides:
    api, name, title = 1, "tides", "Tide tables"
    versions, filenames, id_schemes, kinds = ("1",), ("tides.json",), (), ()

    def sniff(self, path, head):
        return 0.9 if b"gauges" in head else 0.0

    def check(self, data, path):
        return []

    def load(self, data, path): ...
    def dump(self, card, version=None): ...
    def parse_id(self, text): ...
"""


def test_entry_points_are_the_rows(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"][GROUP] == {offer.name: offer.target for offer in BUILT_IN}


@pytest.mark.parametrize("offer", BUILT_IN, ids=lambda offer: offer.name)
def test_built_in(offer: Offer) -> None:
    made = load(offer)
    assert (made.name, made.filenames, made.api) == (offer.name, offer.filenames, API)


def test_a_plugin_is_found_once_it_is_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(PluginFault, match="there is no format `tides`"):
        find("tides")
    assert registry_for("tides.json", b'{"gauges": []}') is None
    allowed = installed([("acme-tides", "tides=acme_tides:Tides", PLUGIN)], tmp_path, monkeypatch)
    assert find("tides", allowed).title == "Tide tables"
    named = registry_for("any/tides.json", b'{"gauges": []}', allowed)
    assert named is not None
    assert named.name == "tides"
    assert registry_for("other.json", b'{"gauges": []}', allowed) is named, "its content says so"
    assert registry_for("other.json", b"{}", allowed) is None
    broken = recognized("tides.json", b'{"gau', allowed)
    assert (broken.offer and broken.offer.name, broken.exact) == ("tides", True), "its name says so"


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("api, name, title = 1", "api, name, title = 2", "is made for version 2 of the interface"),
        ('"tides", "Tide', '"ebb", "Tide', "calls itself `ebb`"),
        ("class Tides:", "raise OSError('a\\nb')\nclass Tides:", "fails when loaded: OSError: a b"),
        ("class Tides:", "raise SystemExit\nclass Tides:", "fails when loaded: SystemExit"),
        ("class Tides:", "class Ebb:", "fails when loaded: AttributeError"),
        ("def parse_id", "def parsed_id", "is no registry: it has no `parse_id`"),
    ],
)
def test_a_broken_plugin_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, after: str, message: str
) -> None:
    code = PLUGIN.replace(before, after)
    assert code != PLUGIN
    allowed = installed([("acme-tides", "tides=acme_tides:Tides", code)], tmp_path, monkeypatch)
    with pytest.raises(PluginFault, match="the plugin `tides` of acme-tides") as told:
        find("tides", allowed)
    assert message in str(told.value)
    seen = recognized("tides.json", b"{}", allowed)
    assert seen.offer is None
    assert [(one.code, one.message) for one in seen.troubles] == [(UNUSABLE, str(told.value))]


def test_a_plugin_that_fails_when_asked_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = PLUGIN.replace('return 0.9 if b"gauges" in head else 0.0', "return 1 / 0")
    allowed = installed([("acme-tides", "tides=acme_tides:Tides", code)], tmp_path, monkeypatch)
    seen = recognized("dataset-metadata.json", b'{"id": "a/tides-2024", "licenses": []}', allowed)
    assert seen.offer is not None
    assert seen.offer.name == "kaggle"
    assert [one.code for one in seen.troubles] == [UNUSABLE]
    assert "ZeroDivisionError" in seen.troubles[0].message


def test_names_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kaggle = PLUGIN.replace('"tides"', '"kaggle"')
    allowed = installed([("acme-kaggle", "kaggle=acme_kaggle:Tides", kaggle)], tmp_path, monkeypatch)
    assert find("kaggle", allowed).title == "Kaggle"
    assert [one.code for one in offered(allowed).troubles] == [CLASH]
    overridden = allowed._replace(override=("kaggle",))
    assert find("kaggle", overridden).title == "Tide tables"
    assert not offered(overridden).troubles
    assert len(offers(overridden)) == len(BUILT_IN)


def test_of_two_plugins_with_one_name_none_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    allowed = installed(
        [("acme-tides", "tides=acme_tides:Tides", PLUGIN), ("ebb", "tides=ebb_tides:Tides", PLUGIN)],
        tmp_path,
        monkeypatch,
    )
    with pytest.raises(PluginFault, match="acme-tides and ebb both bring a format `tides`"):
        find("tides", allowed)
    assert [one.code for one in recognized("tides.json", b"{}", allowed).troubles] == [CLASH]
