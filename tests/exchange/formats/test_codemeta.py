"""`codemeta.json`."""

from __future__ import annotations

import json
from typing import Any

import pytest

from opendata_lint.exchange.canonical import License, Related
from opendata_lint.exchange.formats.codemeta import CodeMeta
from opendata_lint.exchange.protocol import DescriptorFault, NotExpressible
from opendata_lint.testing import registry_suite, rich_model

TestSuite = registry_suite(CodeMeta)

PATH = "codemeta.json"
FILE: dict[str, Any] = {
    "@context": "https://w3id.org/codemeta/3.0",
    "@type": "SoftwareSourceCode",
    "name": "Crop Teller",
    "description": "Tells crops.",
    "license": "https://spdx.org/licenses/Apache-2.0",
    "softwareVersion": "0.3.1",
    "author": [
        {
            "type": "Person",
            "id": "https://orcid.org/0000-0002-1825-0097",
            "givenName": "Ada",
            "familyName": "Beet",
        }
    ],
    "identifier": "https://doi.org/10.5281/zenodo.77",
    "datePublished": "2023-02-11",
    "keywords": ["gardening"],
    "codeRepository": "https://example.org/code",
    "referencePublication": {"@id": "https://doi.org/10.1000/182", "name": "On crops"},
}


def _check(**changes: Any) -> list[tuple[str, str | None]]:
    value = {key: one for key, one in (FILE | changes).items() if one is not None}
    return [(one.code, one.place.pointer) for one in CodeMeta().check(json.dumps(value).encode(), PATH)]


def test_what_is_read() -> None:
    loaded = CodeMeta().load(json.dumps(FILE).encode(), PATH)
    card = loaded.card
    assert (card.kind, card.title, card.version, card.doi) == (
        "model",
        "Crop Teller",
        "0.3.1",
        "10.5281/zenodo.77",
    )
    assert card.license == License("Apache-2.0")
    assert card.creators[0][:4] == ("Ada Beet", "person", "Ada", "Beet")
    assert card.related == (Related("documentedBy", "https://doi.org/10.1000/182", "On crops"),)
    assert card.extra == {"x-codemeta": {"codeRepository": "https://example.org/code"}}
    assert loaded.unknown == ("/codeRepository",)
    assert loaded.notes
    assert _check() == []


def test_it_is_read_only() -> None:
    with pytest.raises(NotExpressible, match="source code"):
        CodeMeta().dump(rich_model())


@pytest.mark.parametrize(
    ("changes", "code", "pointer"),
    [
        ({"@context": None}, "DSC002", ""),
        ({"@context": "https://example.org/"}, "DSC011", "/@context"),
        ({"@context": "https://doi.org/10.5063/schema/codemeta-2.0"}, "DSC014", "/@context"),
        ({"@type": None}, "DSC002", ""),
        ({"datePublished": "last week"}, "DSC003", "/datePublished"),
        ({"licence": "MIT"}, None, None),
        ({"codeRepositry": "x", "codeRepository": None}, "DSC006", "/codeRepositry"),
        ({"name": "TODO"}, "DSC009", "/name"),
        ({"name": None}, "DSC013", ""),
    ],
)
def test_one_fault_one_finding(changes: dict[str, Any], code: str | None, pointer: str | None) -> None:
    assert _check(**changes) == ([(code, pointer)] if code else [])


@pytest.mark.parametrize("data", [b"", b"[]", b"{"])
def test_other_files(data: bytes) -> None:
    with pytest.raises(DescriptorFault):
        CodeMeta().load(data, PATH)
    assert list(CodeMeta().check(data, PATH))
