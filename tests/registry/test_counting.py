"""Versions in all the forms that people give them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opendata_lint.registry.counting import Bump, VersionFault, next_version, parse_version, softened, step

NUMBERS = st.lists(st.integers(0, 1_800), min_size=1, max_size=4).map(lambda found: ".".join(map(str, found)))
VERSIONS = st.builds("{}{}".format, st.sampled_from(["", "v"]), NUMBERS)


@pytest.mark.parametrize(
    ("old", "new", "kind", "bump"),
    [
        ("1.0.0", "1.0.0", "same", Bump.NONE),
        ("1.0", "1.0.0", "same", Bump.NONE),
        ("v1.0", "1.0", "same", Bump.NONE),
        ("1.0.0+a", "1.0.0+b", "same", Bump.NONE),
        ("1.0.0", "1.0.1", "raised", Bump.PATCH),
        ("1.0.0", "1.1.0", "raised", Bump.MINOR),
        ("1.9", "1.10", "raised", Bump.MINOR),
        ("1.9.9", "2.0.0", "raised", Bump.MAJOR),
        ("v1", "v2", "raised", Bump.MAJOR),
        ("1.0.0", "1.0.0.1", "raised", Bump.PATCH),
        ("0.3.1", "0.4.0", "raised", Bump.MAJOR),
        ("0.3.1", "0.3.2", "raised", Bump.MINOR),
        ("0.0.1", "0.0.2", "raised", Bump.MAJOR),
        ("0.9", "1.0", "raised", Bump.MAJOR),
        ("1.0.0-rc.1", "1.0.0", "raised", Bump.MAJOR),
        ("1.0.0-rc.2", "1.0.0-rc.10", "raised", Bump.MAJOR),
        ("1.0.0", "1.0.0-rc.1", "lowered", Bump.NONE),
        ("2.0.0", "1.9.0", "lowered", Bump.NONE),
        ("2024.1", "2024.2", "raised", Bump.MAJOR),
        ("2024-05-17", "2024-05-18", "raised", Bump.MAJOR),
        ("20240517", "20250101", "raised", Bump.MAJOR),
        ("2024-05-17", "2024-04-17", "lowered", Bump.NONE),
        ("2024.1", "3.0", "unclear", Bump.NONE),
        ("final", "final-2", "unclear", Bump.NONE),
        ("final", "final", "same", Bump.NONE),
        ("1.0.0", "beta", "unclear", Bump.NONE),
        ("", "1.0", "unclear", Bump.NONE),
    ],
)
def test_step(old: str, new: str, kind: str, bump: Bump) -> None:
    assert step(old, new) == (kind, bump)


@pytest.mark.parametrize(
    ("old", "bump", "new"),
    [
        ("1.2.3", Bump.PATCH, "1.2.4"),
        ("1.2.3", Bump.MINOR, "1.3.0"),
        ("1.2.3", Bump.MAJOR, "2.0.0"),
        ("1.0", Bump.MINOR, "1.1"),
        ("1.0", Bump.PATCH, "1.0.1"),
        ("1.0", Bump.MAJOR, "2.0"),
        ("v2", Bump.MAJOR, "v3"),
        ("v2", Bump.MINOR, "v2.1"),
        ("2.0.0-rc.1", Bump.MAJOR, "2.0.0"),
        ("1.2.3+build", Bump.PATCH, "1.2.4"),
        ("0.3.1", Bump.MAJOR, "1.0.0"),
    ],
)
def test_next(old: str, bump: Bump, new: str) -> None:
    assert next_version(old, bump) == new


@pytest.mark.parametrize(
    "text", ["2024.1", "2024-05-17", "final", "1.x", "", "1." * 20, "9" * 10_000, "1\n2"]
)
def test_what_cannot_be_counted(text: str) -> None:
    with pytest.raises(VersionFault, match="cannot be counted up"):
        next_version(text, Bump.PATCH)


@given(VERSIONS, st.sampled_from([Bump.PATCH, Bump.MINOR, Bump.MAJOR]))
def test_next_is_raised_by_as_much(text: str, bump: Bump) -> None:
    found = step(text, next_version(text, bump))
    assert found.kind == "raised"
    assert found.bump >= bump


@given(VERSIONS, st.sampled_from([Bump.PATCH, Bump.MINOR, Bump.MAJOR]))
def test_softened_bump_still_says_as_much(text: str, bump: Bump) -> None:
    assert step(text, next_version(text, softened(text, bump))).bump >= bump


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text(old: str, new: str) -> None:
    assert step(old, new).kind in ("same", "raised", "lowered", "unclear")
    parse_version(old)


@given(VERSIONS, VERSIONS)
def test_there_and_back(one: str, other: str) -> None:
    pair = (step(one, other).kind, step(other, one).kind)
    assert pair in (("same", "same"), ("raised", "lowered"), ("lowered", "raised"))
