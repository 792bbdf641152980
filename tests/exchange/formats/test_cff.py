"""`CITATION.cff`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from opendata_lint.exchange.canonical import Agent, CanonicalCard, License, Related
from opendata_lint.exchange.documents import read_yaml
from opendata_lint.exchange.formats.cff import Cff
from opendata_lint.exchange.protocol import DescriptorFault, NotExpressible
from opendata_lint.testing import registry_suite, rich_dataset, rich_model

TestSuite = registry_suite(Cff)

PATH = "CITATION.cff"
MINIMAL = {
    "cff-version": "1.2.0",
    "title": "Diaries",
    "message": "Please cite it.",
    "type": "dataset",
    "authors": [{"family-names": "Beet"}],
}


def _written(card: CanonicalCard) -> dict[str, Any]:
    value: dict[str, Any] = read_yaml(Cff().dump(card).data, PATH).value
    return value


def _load(**changes: Any) -> CanonicalCard:
    return Cff().load(json.dumps(MINIMAL | changes).encode(), PATH).card


def _check(text: str | None = None, **changes: Any) -> list[tuple[str, str | None]]:
    value = {key: one for key, one in (MINIMAL | changes).items() if one is not None}
    data = (text or json.dumps(value)).encode()
    return [(one.code, one.place.pointer) for one in Cff().check(data, PATH)]


@pytest.mark.parametrize("card", [rich_dataset(), rich_model()], ids=lambda card: card.kind)
def test_golden(card: CanonicalCard, golden: Callable[[str, bytes], None]) -> None:
    data = Cff().dump(card).data
    golden(f"citation-{card.kind}.cff", data)
    assert list(Cff().check(data, PATH)) == []


def test_what_is_kept() -> None:
    card = rich_dataset()
    back = Cff().load(Cff().dump(card).data, PATH).card
    for kept in (
        "title",
        "id",
        "summary",
        "license",
        "version",
        "creators",
        "contact",
        "doi",
        "url",
        "published",
    ):
        assert getattr(back, kept) == getattr(card, kept)
    assert (back.keywords, back.tasks, back.modalities) == (card.keywords, card.tasks, card.modalities)


@pytest.mark.parametrize(
    ("license_", "written", "back"),
    [
        (License("CC-BY-4.0"), {"license": "CC-BY-4.0"}, License("CC-BY-4.0")),
        (License("MIT OR Apache-2.0"), {"license": ["MIT", "Apache-2.0"]}, License("MIT OR Apache-2.0")),
        (License("MIT AND CC-BY-4.0"), {}, License()),
        (
            License("LicenseRef-own", "Our Own", "https://example.org/l"),
            {"license-url": "https://example.org/l"},
            License(url="https://example.org/l"),
        ),
        (License("CC-BY-NC-SA-2.0-DE"), {}, License()),
        (License(), {}, License()),
    ],
)
def test_licenses(license_: License, written: dict[str, Any], back: License) -> None:
    card = rich_dataset()._replace(license=license_)
    assert {key: one for key, one in _written(card).items() if "license" in key} == written
    dumped = Cff().dump(card)
    assert Cff().load(dumped.data, PATH).card.license == back
    assert any(loss.path.startswith("license") for loss in dumped.losses) == (back != license_)


def test_a_list_of_licenses_is_a_choice() -> None:
    assert _load(license=["Apache-2.0", "MIT"]).license == License("Apache-2.0 OR MIT")


def test_people() -> None:
    card = rich_dataset()._replace(
        creators=(
            Agent("Ada Lovelace", "person", orcid="0000-0002-1825-0097"),
            Agent("Alexander von Humboldt", "person", "Alexander", "von Humboldt"),
            Agent("Clubs", "organization", url="https://example.org"),
        )
    )
    assert _written(card)["authors"] == [
        {"alias": "Ada Lovelace", "orcid": "https://orcid.org/0000-0002-1825-0097"},
        {"given-names": "Alexander", "family-names": "von Humboldt"},
        {"name": "Clubs", "website": "https://example.org"},
    ]
    assert Cff().load(Cff().dump(card).data, PATH).card.creators == card.creators
    parts = {"given-names": "Alexander", "name-particle": "von", "family-names": "Humboldt"}
    assert _load(authors=[parts]).creators == (card.creators[1],)


def test_identifiers() -> None:
    same = (Related("sameAs", "swh:1:dir:" + "a" * 40), Related("sameAs", "https://example.org/x", "Mirror"))
    card = rich_dataset()._replace(related=same)
    assert [one["type"] for one in _written(card)["identifiers"]] == ["other", "swh", "url"]
    assert Cff().load(Cff().dump(card).data, PATH).card.related == same
    assert _load(identifiers=[{"type": "doi", "value": "10.1000/182"}]).doi == "10.1000/182"


@pytest.mark.parametrize(
    ("written", "version"),
    [("1.10", "1.10"), ("'1.10'", "1.10"), ("1", "1"), ("v2", "v2"), ("2024-05-01", "2024-05-01")],
)
def test_versions_keep_their_digits(written: str, version: str) -> None:
    text = (
        f"cff-version: 1.2.0\nmessage: m\ntitle: t\ntype: dataset\nauthors: [name: A]\nversion: {written}\n"
    )
    assert Cff().load(text.encode(), PATH).card.version == version
    assert _check(text) == []
    card = rich_dataset()._replace(version=version)
    assert Cff().load(Cff().dump(card).data, PATH).card.version == version


@pytest.mark.parametrize(
    "text", ["yes", "0o17", "1e3", "~", "- a", "a: b", "# a", "2020-01-01", "0x1F", "é\u2028x", "'", "a\nb"]
)
def test_texts_stay_texts(text: str) -> None:
    assert Cff().load(Cff().dump(rich_dataset()._replace(title=text)).data, PATH).card.title == text


def test_what_a_card_does_not_hold_comes_back() -> None:
    more = {
        "message": "Cite the paper.",
        "commit": "abc123",
        "repository-code": "https://example.org/code",
        "preferred-citation": {"type": "article", "title": "T", "authors": [{"name": "Clubs"}]},
        "authors": [{"family-names": "Beet", "alias": "ada", "country": "DE"}],
    }
    card = _load(**more)
    written = _written(card)
    assert {key: written[key] for key in more} == more
    assert Cff().load(Cff().dump(card).data, PATH).card == card


def test_what_every_file_needs() -> None:
    with pytest.raises(NotExpressible, match="creators"):
        Cff().dump(rich_dataset()._replace(creators=()))
    with pytest.raises(NotExpressible, match="pretty_name"):
        Cff().dump(rich_dataset()._replace(title=" "))
    with pytest.raises(NotExpressible, match="not written"):
        Cff().dump(rich_dataset(), "1.1.0")


@pytest.mark.parametrize(
    ("changes", "code", "pointer"),
    [
        ({"message": None}, "DSC002", ""),
        ({"authors": None}, "DSC002", ""),
        ({"authors": []}, "DSC002", "/authors"),
        ({"authors": "Ada Beet"}, "DSC003", "/authors"),
        ({"authors": [{"name": "Clubs", "affiliation": "X"}]}, "DSC006", "/authors/0/affiliation"),
        ({"authors": [{"family-name": "Beet"}]}, "DSC006", "/authors/0/family-name"),
        ({"authors": [{"name": "A"}, {"name": "A"}]}, "DSC010", "/authors/1"),
        ({"authors": [{"family-names": "B", "orcid": "0000-0002-1825-0097"}]}, "DSC003", "/authors/0/orcid"),
        ({"authors": [{"family-names": "B", "email": "ada"}]}, "DSC003", "/authors/0/email"),
        ({"cff-version": 1.2}, "DSC004", "/cff-version"),
        ({"cff-version": "1.1.0"}, "DSC014", "/cff-version"),
        ({"cff-version": "2.0"}, "DSC004", "/cff-version"),
        ({"type": "data"}, "DSC004", "/type"),
        ({"doi": "https://doi.org/10.1000/182"}, "DSC003", "/doi"),
        ({"doi": ""}, "DSC003", "/doi"),
        ({"doi": "[ZENODO_DOI]"}, "DSC009", "/doi"),
        ({"date-released": "TBD"}, "DSC009", "/date-released"),
        ({"date-released": "01.02.2024"}, "DSC003", "/date-released"),
        ({"date-released": "2024-02-30"}, "DSC003", "/date-released"),
        ({"license": "LicenseRef-own"}, "DSC004", "/license"),
        ({"license": "cc-by-4.0"}, "DSC004", "/license"),
        ({"license": "Apache 2.0"}, "DSC004", "/license"),
        ({"license": "MIT OR Apache-2.0"}, "DSC004", "/license"),
        ({"license": ["MIT", "Nope"]}, "DSC004", "/license/1"),
        ({"license": ["MIT", "MIT"]}, "DSC010", "/license/1"),
        ({"license": {"id": "MIT"}}, "DSC003", "/license"),
        ({"licence": "MIT"}, "DSC006", "/licence"),
        ({"keywords": "a, b"}, "DSC003", "/keywords"),
        ({"keywords": []}, "DSC002", "/keywords"),
        ({"url": "example.org"}, "DSC003", "/url"),
        ({"identifiers": [{"type": "doi", "value": "x"}]}, "DSC003", "/identifiers/0/value"),
        ({"identifiers": [{"type": "handle", "value": "x"}]}, "DSC004", "/identifiers/0/type"),
        ({"references": [{"type": "article", "title": "T"}]}, "DSC002", "/references/0"),
        ({"references": [{"type": "paper", "title": "T", "authors": [{"name": "A"}]}]}, "DSC004",
         "/references/0/type"),
    ],
)  # fmt: skip
def test_one_fault_one_finding(changes: dict[str, Any], code: str, pointer: str) -> None:
    assert _check(**changes) == [(code, pointer)]


def test_what_the_schema_lets_pass_is_told_and_not_held_against_a_file() -> None:
    data = json.dumps(
        MINIMAL
        | {
            "repository-code": "https://github.com/<your-org>/x",
            "authors": [{"family-names": "Beet", "orcid": "https://orcid.org/0000-0000-0000-0000"}],
        }
    ).encode()
    found = {one.code: one.conclusive for one in Cff().check(data, PATH)}
    assert found == {"DSC003": False, "DSC009": False}


def test_keys_that_stand_twice() -> None:
    text = "cff-version: 1.2.0\nmessage: m\ntitle: t\ntitle: u\nauthors: [name: Clubs]\n"
    assert _check(text) == [("DSC010", "/title")]


@pytest.mark.parametrize("data", [b"", b"- a", b"a: [", b"name: x", b"\xff\xfe", b"a: !!python/object:x y"])
def test_other_files(data: bytes) -> None:
    with pytest.raises(DescriptorFault):
        Cff().load(data, PATH)
    assert list(Cff().check(data, PATH))


def _official(shared: Path) -> Any:
    from jsonschema import Draft7Validator

    path = shared / "official" / "citation-file-format" / "schema.json"
    if not path.is_file():
        pytest.skip("no official schema")
    return Draft7Validator(json.loads(path.read_bytes()))


def test_what_we_write_fits_the_official_schema(shared: Path) -> None:
    from hypothesis import HealthCheck, given, settings

    from opendata_lint.testing import canonical_cards

    validator = _official(shared)

    @settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
    @given(canonical_cards())
    def holds(card: CanonicalCard) -> None:
        if card.creators:
            assert list(validator.iter_errors(_written(card))) == []

    holds()


def test_the_license_ids_are_the_official_ones(shared: Path) -> None:
    from opendata_lint.exchange.listed_licenses import cff_licenses

    assert cff_licenses() == set(_official(shared).schema["definitions"]["license-enum"]["enum"])


def test_real_files(shared: Path) -> None:
    folder = shared / "cases" / "registry" / "cff"
    if not folder.is_dir():
        pytest.skip("no real files")
    validator = _official(shared)
    for path in sorted(folder.glob("*.cff")):
        data = path.read_bytes()
        official = validator.is_valid(read_yaml(data, path.name).value)
        faults = [one for one in Cff().check(data, path.name) if one.code < "DSC012" and one.conclusive]
        assert bool(faults) != official, path.name
        card = Cff().load(data, path.name).card
        assert card.title
        unfit = ["creators/16/orcid"] if "KoMedQA" in path.name else []  # sixteen zeros
        unfit += ["license/expression"] if "LicenseRef-" in str(card.license) else []
        assert [loss.path for loss in Cff().dump(card).losses] == unfit
