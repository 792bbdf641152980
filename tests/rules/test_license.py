"""LIC: what may stand under `license`, and what a finding says of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opendata_lint.card import Card
from opendata_lint.finding import Finding
from opendata_lint.places import span_of
from opendata_lint.rules import license as lic
from opendata_lint.schema import card_findings
from opendata_lint.tree import WorkTree
from opendata_lint.vocabulary import licenses

_CHECKS = (
    lic.invalid,
    lic.other_unnamed,
    lic.family,
    lic.deprecated,
    lic.miscased,
    lic.not_on_hub,
    lic.only_in_prose,
)
TREE = WorkTree(Path(__file__).parent)


def card_of(front: str, body: str = "") -> Card:
    return Card(f"---\n{front}\n---\n{body}".encode(), "card/README.md", "dataset")


def findings(front: str, body: str = "", tree: WorkTree = TREE) -> list[Finding]:
    """All LIC findings that speak of the value; that the Hub refuses it is left out."""
    card = card_of(front, body)
    found = [finding for check in _CHECKS for finding in check(card, tree)]
    found += [finding for finding in card_findings(card) if finding.code.startswith("LIC")]
    return [finding for finding in found if finding.code != "LIC009"]


def codes(front: str, body: str = "") -> list[str]:
    return sorted(finding.code for finding in findings(front, body))


@pytest.mark.parametrize(
    "value",
    [
        "mit",
        "MIT",
        "Apache-2.0",
        "cc-by-4.0",
        "gpl-3.0",
        "GPL-3.0-or-later",
        "LicenseRef-Own",
        "MIT OR (Apache-2.0 AND BSD-3-Clause)",
        "GPL-2.0-or-later WITH Classpath-exception-2.0",
        "[mit, CC0-1.0]",
        "'llama3.1'",
    ],
)
def test_valid_values_are_silent(value: str) -> None:
    assert not codes(f"license: {value}")


@pytest.mark.parametrize(
    ("value", "code", "part"),
    [
        ("Apache 2.0", "LIC002", "did you mean `apache-2.0`?"),
        ("CC BY-NC 4.0", "LIC002", "did you mean `cc-by-nc-4.0`?"),
        ("unkown", "LIC002", "did you mean `unknown`?"),
        ("other-my-license", "LIC002", "is not the id"),
        ("MIT AND", "LIC002", "missing after `AND`"),
        ("Unknown", "LIC003", "unknown"),
        ("unknown", "LIC003", "unknown"),
        ("other", "LIC004", "LICENSE file"),
        ("bsd", "LIC005", "such as `bsd-2-clause`"),
        ("gpl", "LIC005", "such as `gpl-3.0` or `gpl-2.0`"),
        ("openrail", "LIC005", "family"),
        ("open-mdw", "LIC006", "`openmdw-1.0`"),
        ("gpl-3.0+", "LIC006", "`GPL-3.0-or-later`"),
        ("GPL-2.0", "LIC006", "`GPL-2.0-only` or `GPL-2.0-or-later`"),
        ("Mit", "LIC007", "`mit` or `MIT`"),
        ("upl-1.0", "LIC007", "`UPL-1.0`"),
    ],
)
def test_one_mistake_is_one_finding(value: str, code: str, part: str) -> None:
    found = findings(f"license: {value}")
    assert [finding.code for finding in found] == [code]
    assert part in found[0].message


def test_a_list_is_judged_item_by_item() -> None:
    found = findings("license: [mit, Apache 2.0, unknown]")
    assert [(finding.code, finding.place.pointer) for finding in found] == [
        ("LIC002", "/license/1"),
        ("LIC003", "/license/2"),
    ]


@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_the_part_that_breaks_is_marked(quote: str) -> None:
    card = card_of(f"license: {quote}MIT AND Apache-9.9{quote}")
    (finding,) = lic.invalid(card, TREE)
    span, _ = span_of(finding.place, card)
    assert span
    assert card.text[slice(*span)] == "Apache-9.9"


@pytest.mark.parametrize(
    "key", ["license_name: own", "license_link: https://example.org/own", "license_details: own"]
)
def test_a_named_other_is_silent(key: str) -> None:
    assert not codes(f"license: other\n{key}")


def test_a_license_file_names_other(tmp_path: Path) -> None:
    (tmp_path / "card").mkdir()
    assert [f.code for f in findings("license: other", tree=WorkTree(tmp_path))] == ["LIC004"]
    (tmp_path / "card" / "LICENSE.txt").write_text("terms")
    assert not findings("license: other", tree=WorkTree(tmp_path))


def test_a_license_file_further_up_is_of_other_files(tmp_path: Path) -> None:
    (tmp_path / "LICENSE").write_text("terms of the code")
    assert [f.code for f in findings("license: other", tree=WorkTree(tmp_path))] == ["LIC004"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("# A\n\n## License\n\nFree for any use, if you name the harbor office as the source.\n", "LIC010"),
        ("# A\n\n- **License:** terms of the harbor office, see its page\n", "LIC010"),
        ("# A\n\n## License\n\n[More Information Needed]\n", "LIC004"),
        ("# A\n\nThe tool is under the MIT license.\n", "LIC004"),
    ],
)
def test_other_that_only_the_body_names(body: str, code: str) -> None:
    assert codes("license: other", body) == [code]
    assert not codes("license: other\nlicense_name: harbor-terms", body)


def test_a_family_without_members_on_the_hub() -> None:
    """The Hub has `gfdl` and no version of it, so that nothing better can be written."""
    assert not codes("license: gfdl")


@pytest.mark.parametrize("value", ["mit", "MIT", "MIT OR Apache-2.0"])
def test_a_name_beside_an_id_is_noise(value: str) -> None:
    assert codes(f"license: {value}\nlicense_name: own\nlicense_link: LICENSE") == ["LIC008", "LIC008"]


@pytest.mark.parametrize("value", ["other", "gpl", "LicenseRef-Own"])
def test_a_name_beside_an_open_license_is_welcome(value: str) -> None:
    assert not codes(f"license: {value}\nlicense_name: own")


@pytest.mark.parametrize("value", licenses.hub_ids())
def test_the_hub_takes_its_own_ids(value: str) -> None:
    assert not list(lic.not_on_hub(card_of(f"license: {value}"), TREE))
    assert not list(lic.invalid(card_of(f"license: {value}"), TREE))


@pytest.mark.parametrize(
    ("value", "meant"), [("MIT", "`mit`"), ("Apache 2.0", "`apache-2.0`"), ("open-mdw", "`openmdw-1.0`")]
)
def test_the_hub_refuses_other_spellings(value: str, meant: str) -> None:
    (finding,) = lic.not_on_hub(card_of(f"license: {value}"), TREE)
    assert '"license" must be one of' in finding.message
    assert meant in finding.message


@pytest.mark.parametrize(
    "body",
    [
        "# A\n\n## License\n\nPublished under CC BY 4.0.\n",
        "# A\n\n- **License:** Apache 2.0\n",
        "# A\n\n### Licensing Information\n\nMIT License\n",
    ],
)
def test_a_license_in_the_body_alone(body: str) -> None:
    assert codes("pretty_name: A", body) == ["LIC010"]
    assert not codes("pretty_name: A\nlicense: mit", body)
    assert "LIC010" not in codes("pretty_name: A\nlicenses: mit", body)


@pytest.mark.parametrize(
    "body",
    [
        "# A\n\n## License\n\nThe page does not mention a license; the code is MIT.\n",
        "# A\n\n## License\n\n[More Information Needed]\n",
        "# A\n\n- **License:** MIT (corpus A)\n- **License:** CC0 (corpus B)\n",
        "# A\n\nThe tool that made the data is under the MIT license.\n",
    ],
)
def test_a_body_that_names_no_license_of_the_work(body: str) -> None:
    assert "LIC010" not in codes("pretty_name: A", body)


def test_no_license_at_all() -> None:
    assert codes("pretty_name: A", "# A\n\nSome words.\n") == ["LIC001"]
    assert codes("pretty_name: A", "# A\n\nAll rights reserved.\n") == []


@given(st.text(max_size=60))
def test_any_text_gives_at_most_one_finding(text: str) -> None:
    """Whatever stands under `license`, no rule stumbles, and the message is one line."""
    card = card_of(f"license: {json.dumps(text)}")
    found = [f for check in _CHECKS if check is not lic.not_on_hub for f in check(card, TREE)]
    assert len(found) <= 1 or licenses.is_license(text.strip())
    assert not any("\n" in finding.message for finding in found)
