"""License expressions: what is read is written back, and errors point at the right place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opendata_lint.vocabulary.expressions import (
    Compound,
    LicenseExpressionError,
    Node,
    Term,
    parse_expression,
)
from opendata_lint.vocabulary.licenses import exception_ids, hub_ids, is_license, spdx_ids

TERMS = st.builds(
    lambda key, plus, exception: f"{key}{plus}{exception}",
    st.sampled_from(["MIT", "Apache-2.0", "LicenseRef-own", "DocumentRef-a:LicenseRef-b"])
    | st.sampled_from(spdx_ids())
    | st.sampled_from(hub_ids()),
    st.just(""),
    st.sampled_from(["", *(f" WITH {key}" for key in exception_ids()), " with AdditionRef-x"]),
)
EXPRESSIONS = st.recursive(
    TERMS,
    lambda inner: st.builds(
        lambda parts, operator: f" {operator} ".join(f"({part})" for part in parts),
        st.lists(inner.filter(lambda text: " with " not in text.lower()), min_size=2, max_size=3),
        st.sampled_from(["AND", "or", "And"]),
    ),
    max_leaves=6,
)


def _bare(node: Node) -> object:
    """The tree without places in the text."""
    if isinstance(node, Term):
        return node[:3]
    return node.operator, [_bare(part) for part in node.parts]


@given(EXPRESSIONS)
def test_written_and_read_again_it_is_the_same(text: str) -> None:
    once = parse_expression(text)
    again = parse_expression(str(once))
    assert str(again) == str(once)
    assert _bare(again.root) == _bare(once.root)
    assert is_license(
        text.lower()
        .replace("licenseref", "LicenseRef")
        .replace("documentref", "DocumentRef")
        .replace("additionref", "AdditionRef")
    )


@given(EXPRESSIONS)
def test_terms_stand_where_they_say(text: str) -> None:
    for term in parse_expression(text).terms():
        assert text[term.start : term.end].casefold() == str(term).casefold()


@given(st.text(alphabet="()+ aAnNdDoOrRmMiItT-2.0,/", max_size=40) | st.text(max_size=40))
def test_any_text_is_read_or_refused_in_place(text: str) -> None:
    error = _error_of(text)
    if error:
        assert 0 <= error.start <= error.end <= len(text)
        assert error.message


def _error_of(text: str) -> LicenseExpressionError | None:
    try:
        parse_expression(text)
    except LicenseExpressionError as error:
        return error
    return None


def test_and_binds_closer_than_or() -> None:
    root = parse_expression("mit or apache-2.0 and isc").root
    assert isinstance(root, Compound)
    assert root.operator == "OR"
    assert str(root) == "MIT OR (Apache-2.0 AND ISC)"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("apache-2.0+", "Apache-2.0+"),
        ("openrail++", "openrail++"),
        ("gpl-2.0+ with classpath-exception-2.0", "GPL-2.0+ WITH Classpath-exception-2.0"),
        ("((mit))", "MIT"),
    ],
)
def test_canonical_spelling(text: str, written: str) -> None:
    assert str(parse_expression(text)) == written


@pytest.mark.parametrize(
    ("text", "part", "reason"),
    [
        ("", "", "empty"),
        ("  ", "  ", "empty"),
        ("mit apache-2.0", "apache-2.0", "syntax"),
        ("cc-by-4.0, mit", ",", "syntax"),
        ("mit/isc", "/", "syntax"),
        ("(mit", "(", "syntax"),
        ("mit)", ")", "syntax"),
        ("mit OR", "OR", "syntax"),
        ("AND mit", "AND", "syntax"),
        ("()", ")", "syntax"),
        ("(mit OR isc) WITH LLVM-exception", "WITH", "syntax"),
        ("LLVM-exception", "LLVM-exception", "syntax"),
        ("mit OR custom", "custom", "unknown-license"),
        ("LicenseRef-", "LicenseRef-", "unknown-license"),
        ("LicenseRef-a+", "LicenseRef-a+", "unknown-license"),
        ("mit WITH isc", "isc", "unknown-exception"),
        ("mit WITH", "WITH", "syntax"),
    ],
)
def test_errors_say_where(text: str, part: str, reason: str) -> None:
    with pytest.raises(LicenseExpressionError) as caught:
        parse_expression(text)
    assert text[caught.value.start : caught.value.end] == part
    assert caught.value.reason == reason


def test_a_thousand_parentheses_are_refused_not_followed() -> None:
    with pytest.raises(LicenseExpressionError, match="deep"):
        parse_expression("(" * 1_000 + "mit" + ")" * 1_000)
    assert str(parse_expression("(" * 50 + "mit" + ")" * 50)) == "MIT"


def test_an_expression_without_end_is_refused_unread() -> None:
    with pytest.raises(LicenseExpressionError, match="longer than 5,000 characters") as caught:
        parse_expression("mit or " * 1_000_000)
    assert caught.value.reason == "too-long"
