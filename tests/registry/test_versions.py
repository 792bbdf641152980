"""The order of versions."""

import pytest

from opendata_lint.registry.versions import is_version, order, plain


@pytest.mark.parametrize(
    "rising",
    [
        # The example of semver.org.
        ["1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11",
         "1.0.0-rc.1", "1.0.0"],
        ["0.9", "1.0", "1.0.1", "1.1", "1.10", "2"],
        ["2.0a1", "2.0b1", "2.0rc1", "2.0", "2.0.1"],
        ["2023-12-31", "2024-01-01", "2024-01-15", "2024-10-01"],
        ["2024.1", "2024.2", "2024.10"],
    ],
)  # fmt: skip
def test_versions_rise(rising: list[str]) -> None:
    falling = rising[::-1]
    assert sorted(falling, key=order) == rising
    assert len({order(version) for version in rising}) == len(rising)


@pytest.mark.parametrize(
    ("one", "other"), [("1.0", "1.0.0"), ("v1.2", "1.2.0"), ("1.0.0+a", "1.0.0+b"), ("1", "1.0")]
)
def test_spellings_of_one_version(one: str, other: str) -> None:
    assert order(one) == order(other)


def test_what_stands_in_a_tag() -> None:
    assert plain(" v1.0") == "1.0"
    assert plain("vintage") == "vintage"
    assert all(map(is_version, ("1.0.0", "2024-01-15", "1.0.0-rc.1+build.5", "a")))
    assert not any(
        map(is_version, ("", "1..0", "1.0.", "-1", "1 0", "1.lock", "1/0", "1\n", "1~0", "x" * 101))
    )


def test_numbers_of_any_length() -> None:
    assert order("9" * 5000) is not None
