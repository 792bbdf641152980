from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opendata_lint.vocabulary.grants import grant_of, grants_of
from opendata_lint.vocabulary.hub_licenses import hub_ids, hub_license
from opendata_lint.vocabulary.license_names import mentions
from opendata_lint.vocabulary.license_texts import recognized


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("under CC BY-SA 4.0", ["cc-by-sa-4.0"]),
        ("CC-BY-NC-SA-3.0", ["cc-by-nc-sa-3.0"]),
        ("Creative Commons Attribution-NonCommercial 4.0 International", ["cc-by-nc-4.0"]),
        ("Creative Commons Attribution and ShareAlike 3.0", ["cc-by-sa-3.0"]),
        ("Creative Commons Attribution Non-Commercial Share Alike License 4.0", ["cc-by-nc-sa-4.0"]),
        ("Creative Commons Attribution License (CC BY 4.0)", ["cc-by-4.0"]),
        ("https://creativecommons.org/licenses/by-nc-nd/3.0/de/", ["cc-by-nc-nd-3.0"]),
        ("CC BY 2019", ["cc-by"]),
        ("CC0 1.0 Universal", ["cc0-1.0"]),
        ("the MIT license", ["mit"]),
        ("people at MIT CSAIL", []),
        ("Apache License, Version 2.0", ["apache-2.0"]),
        ("GPLv3 or GNU Lesser General Public License v2.1", ["gpl-3.0", "lgpl-2.1"]),
        ("3-clause BSD", ["bsd-3-clause"]),
        ("Open Data Commons Attribution License (ODC-By) v1.0", ["odc-by", "odc-by"]),
        ("Community Data License Agreement – Permissive, Version 1.0", ["cdla-permissive-1.0"]),
        ("the Llama 3.1 Community License", ["llama3.1"]),
        ("see creativecommons.org", []),
    ],
)
def test_names_in_text(text: str, names: list[str]) -> None:
    assert [mention.grant.id for mention in mentions(text)] == names


@given(st.text(alphabet="c -bynsad40.ILMTGPLv(),/", max_size=60))
def test_mentions_are_in_order_and_apart(text: str) -> None:
    found = mentions(text)
    ends = [0, *(mention.end for mention in found)]
    assert all(end <= mention.start < mention.end for end, mention in zip(ends, found, strict=False))


def test_every_hub_id_keeps_its_demands() -> None:
    for key in hub_ids():
        entry, grant = hub_license(key), grant_of(key)
        assert entry is not None
        assert hub_license(grant.id) == entry, f"{key} comes back as {grant.id}"
        asked = grant.demands()
        if entry.commercial_use is not None and asked is not None:
            assert ("non-commercial" in asked) == (entry.commercial_use is False)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("cc-by-4.0", "CC-BY-4.0", True),
        ("cc-by-4.0", "cc-by-3.0", False),
        ("gpl-3.0", "GPL-3.0-or-later", True),
        ("cc", "cc-by-nc-4.0", True),
        ("odbl", "ODbL-1.0", True),
        ("cc-by-sa-4.0", "cc-by-4.0", False),
    ],
)
def test_agreement(one: str, other: str, alike: bool) -> None:
    assert grant_of(one).agrees(grant_of(other)) is alike
    assert grant_of(other).agrees(grant_of(one)) is alike


def test_what_cannot_be_compared() -> None:
    assert grants_of("unknown") is None
    assert grants_of("other") is None
    assert grants_of("free as in beer") is None
    assert grants_of("GPL-2.0-only WITH Classpath-exception-2.0") is None
    assert [grant.id for grant in grants_of("MIT OR Apache-2.0") or ()] == ["mit", "apache-2.0"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Attribution-NonCommercial-ShareAlike 4.0 International\n\n====", "cc-by-nc-sa-4.0"),
        ("Creative Commons Legal Code\n\nAttribution-ShareAlike 3.0 Unported", "cc-by-sa-3.0"),
        ("  Apache License\n  Version 2.0, January 2004", "apache-2.0"),
        ("GNU LESSER GENERAL PUBLIC LICENSE\nVersion 3, 29 June 2007", "lgpl-3.0"),
        ("LLAMA 3.2 COMMUNITY LICENSE AGREEMENT", "llama3.2"),
        ("META LLAMA 3 COMMUNITY LICENSE AGREEMENT", "llama3"),
        ("This project is dual-licensed: Apache License Version 2.0 or MIT", None),
        ("All rights reserved.", None),
    ],
)
def test_license_texts(text: str, name: str | None) -> None:
    grant = recognized(text)
    assert (grant and grant.id) == name
