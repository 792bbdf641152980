"""Data contracts of the Open Data Contract Standard."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opendata_lint.exchange.canonical import Agent, CanonicalCard, Column, License, Table
from opendata_lint.exchange.formats.hub.writing import as_yaml
from opendata_lint.exchange.formats.odcs import Odcs
from opendata_lint.exchange.protocol import DescriptorFault, NotExpressible
from opendata_lint.testing import registry_suite, rich_dataset, rich_model
from opendata_lint.testing.cards import canonical_cards
from opendata_lint.testing.suite import assert_round_trip

TestSuite = registry_suite(Odcs)

PATH = "datacontract.odcs.yaml"
ERRORS = {f"DSC{number:03}" for number in range(1, 12)}
MINIMAL: dict[str, Any] = {
    "apiVersion": "v3.1.0",
    "kind": "DataContract",
    "id": "orders",
    "version": "1.0.0",
    "status": "active",
    "description": {"purpose": "Orders."},
    "servers": [{"server": "files", "type": "local", "path": "orders.csv", "format": "csv"}],
    "schema": [
        {"name": "orders", "properties": [{"name": "id", "logicalType": "integer", "primaryKey": True}]}
    ],
}


def _changed(*change: Any) -> dict[str, Any]:
    """The minimal contract with a value at a path: the last of `change`; None takes it out."""
    *path, last, value = change
    contract = copy.deepcopy(MINIMAL)
    place: Any = contract
    for step in path:
        place = place[step]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return contract


def _check(value: Any) -> list[tuple[str, str | None]]:
    return [(one.code, one.place.pointer) for one in Odcs().check(as_yaml(value).encode(), PATH)]


@pytest.mark.parametrize("version", Odcs.versions)
def test_golden(version: str, golden: Callable[[str, bytes], None]) -> None:
    golden(f"odcs-{version}.yaml", Odcs().dump(rich_dataset(), version).data)


@pytest.mark.parametrize("version", ["3.2.0", "3.1.0"])
def test_nothing_is_lost_since_teams_have_properties(version: str) -> None:
    card = rich_dataset()
    dumped = Odcs().dump(card, version)
    assert dumped.losses == ()
    assert Odcs().load(dumped.data, PATH).card == card
    assert [one for one in Odcs().check(dumped.data, PATH) if one.code in ERRORS] == []


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(canonical_cards("dataset"), st.sampled_from(Odcs.versions))
def test_round_trip_in_all_versions(card: CanonicalCard, version: str) -> None:
    assert_round_trip(Odcs(), card, version)
    try:
        written = Odcs().dump(card, version).data
    except NotExpressible:
        return
    assert [one for one in Odcs().check(written, PATH) if one.code in ERRORS] == []


def test_what_cannot_be_written() -> None:
    with pytest.raises(NotExpressible, match="model"):
        Odcs().dump(rich_model())
    with pytest.raises(NotExpressible, match="`version`"):
        Odcs().dump(CanonicalCard("dataset", "Diaries"))
    with pytest.raises(NotExpressible, match="title"):
        Odcs().dump(CanonicalCard("dataset", version="1"))


def test_a_contract_that_people_wrote() -> None:
    text = b"""
apiVersion: v3.0.2
kind: DataContract
id: 53581432-6c55-4ba2-a65f-72344a91553a
name: Orders
version: 1.1.0
status: active
domain: seller
tags: [finance]
description:
  purpose: Views built on top of the seller tables.
  limitations: Data based on the seller perspective.
  usage: Predict sales over time
servers:
  - {server: warehouse, type: postgres, host: localhost, port: 5432, database: shop, schema: public}
schema:
  - name: tbl
    physicalName: tbl_1
    description: Payments
    properties:
      - name: ref_date
        physicalType: VARCHAR(18)
        logicalType: date
        primaryKey: true
        primaryKeyPosition: 2
      - name: id
        logicalType: integer
        primaryKey: true
        primaryKeyPosition: 1
        logicalTypeOptions: {format: i32}
team:
  - {username: ada@example.org, name: Ada Beet, role: Owner, dateIn: 2022-08-02}
"""
    loaded = Odcs().load(text, PATH)
    card = loaded.card
    assert (card.title, card.id, card.summary) == (
        "Orders", "53581432-6c55-4ba2-a65f-72344a91553a", "Views built on top of the seller tables."
    )  # fmt: skip
    assert card.topics == {
        "uses": "Predict sales over time", "limits": "Data based on the seller perspective."
    }  # fmt: skip
    assert card.tables == (
        Table("tbl", (Column("ref_date", "date32"), Column("id", "int32")), description="Payments",
              key=("id", "ref_date")),
    )  # fmt: skip
    assert loaded.unknown == (
        "/status", "/domain", "/servers", "/schema/0/physicalName", "/schema/0/properties/0/physicalType",
        "/team",
    )  # fmt: skip
    again = Odcs().dump(card, "3.0.2")
    assert again.losses == ()
    for kept in ("VARCHAR(18)", "tbl_1", "seller", "5432", "Owner"):
        assert kept in again.data.decode()


def test_licenses() -> None:
    for license_ in (
        License("CC0-1.0"), License("MIT OR Apache-2.0"), License(),
        License("LicenseRef-own", "Our Own", "https://example.org/l"), License(url="https://example.org/l"),
    ):  # fmt: skip
        card = CanonicalCard("dataset", "Diaries", version="1", license=license_)
        assert Odcs().load(Odcs().dump(card).data, PATH).card.license == license_


def test_people_of_older_versions_are_told_by_login_and_name() -> None:
    card = CanonicalCard("dataset", "Diaries", version="1", creators=(Agent("Ada", email="a@example.org"),))
    assert Odcs().dump(card, "3.0.2").losses == ()
    assert b"- username: a@example.org" in Odcs().dump(card, "3.0.2").data


def test_what_is_no_contract() -> None:
    with pytest.raises(DescriptorFault):
        Odcs().load(b"- a\n", PATH)
    assert [code for code, _ in _check(["a"])] == ["DSC001"]
    assert Odcs().sniff("a.yaml", b"kind: DataContract\napiVersion: v3.0.2\n") > 0.5
    assert Odcs().sniff("a.json", b'{"kind": "DataContract", "apiVersion": "v3.0.2"}') > 0.5
    assert Odcs().sniff("a.yaml", b"kind: Deployment\napiVersion: apps/v1\n") < 0.5


PROPERTY = ("schema", 0, "properties", 0)
HERE = "/schema/0/properties/0"
FAULTS: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    (_changed("version", None), [("DSC002", "")]),
    (_changed("status", None), [("DSC002", "")]),
    (_changed("kind", "Contract"), [("DSC004", "/kind")]),
    (_changed("apiVersion", "3.1.0"), [("DSC004", "/apiVersion")]),
    (_changed("version", 1.0), [("DSC003", "/version")]),
    (_changed("info", {}), [("DSC006", "/info")]),
    (_changed("context", "x"), [("DSC011", "/context")]),
    (_changed("description", "text"), [("DSC003", "/description")]),
    (_changed("description", "purpose", "TODO"), [("DSC009", "/description/purpose")]),
    (_changed("description", "limitation", "x"), [("DSC006", "/description/limitation")]),
    (_changed("servers", 0, "type", "ftp"), [("DSC004", "/servers/0/type")]),
    (_changed("servers", 0, "format", None), [("DSC002", "/servers/0")]),
    (_changed("schema", {}), [("DSC003", "/schema")]),
    (_changed("schema", 0, "name", None), [("DSC002", "/schema/0")]),
    (_changed(*PROPERTY, "name", None), [("DSC002", HERE)]),
    (_changed(*PROPERTY, "logicalType", "text"), [("DSC004", f"{HERE}/logicalType")]),
    (_changed(*PROPERTY, "logicalType", "map"), [("DSC004", f"{HERE}/logicalType")]),
    (_changed(*PROPERTY, "nullable", True), [("DSC006", f"{HERE}/nullable")]),
    (
        _changed(*PROPERTY, "logicalTypeOptions", {"minLength": 1}),
        [("DSC003", f"{HERE}/logicalTypeOptions/minLength")],
    ),
    (_changed(*PROPERTY, "enum", [{"label": "a"}]), [("DSC011", f"{HERE}/enum")]),
    (_changed(*PROPERTY, "quality", [{"type": "sql"}]), [("DSC002", f"{HERE}/quality/0")]),
    (_changed(*PROPERTY, "relationships", [{"to": "nope.id"}]), [("DSC005", f"{HERE}/relationships/0/to")]),
    (_changed("team", {"members": [{"name": "Ada"}]}), [("DSC002", "/team/members/0")]),
    (_changed("authoritativeDefinitions", [{"type": "x"}]), [("DSC002", "/authoritativeDefinitions/0")]),
    (_changed("customProperties", [{"property": "x"}]), [("DSC002", "/customProperties/0")]),
]


@pytest.mark.parametrize(("value", "expected"), FAULTS)
def test_faults_are_told_once_at_their_place(value: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert [found for found in _check(value) if found[0] in ERRORS] == expected


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        (MINIMAL, []),
        (_changed("team", [{"username": "ada"}]), ["DSC014"]),
        (_changed("description", None), ["DSC013"]),
        (_changed(*PROPERTY, "relationships", [{"to": "orders.id"}]), []),
        (_changed("apiVersion", "v2.2.2"), ["DSC014"]),
    ],
)
def test_what_is_right_is_no_error(value: dict[str, Any], codes: list[str]) -> None:
    assert [code for code, _ in _check(value)] == codes


def test_json_is_read_too() -> None:
    assert Odcs().load(json.dumps(MINIMAL).encode(), "orders.odcs.json").card.id == "orders"
