"""The outline of a body: what of it is shown to people, and where."""

import time

import pytest

from opendata_lint.card import Card
from opendata_lint.card.outline import Block


def blocks(body: str) -> list[Block]:
    card = Card(body.encode(), "README.md", "dataset")
    return [block for section in card.sections for block in section.blocks]


@pytest.mark.parametrize("comment", ["<!-- word -->", "<!-- two\n\nparagraphs -->", "<!-- a --> <!-- b -->"])
def test_a_block_that_is_only_a_comment_is_none(comment: str) -> None:
    assert [block.text for block in blocks(f"# Tides\n\n{comment}\n\nEvery hour.\n")] == ["Every hour."]
    assert not blocks(f"# Tides\n\n{comment}\n")


def test_lines_and_columns_stay_where_a_comment_is_left_out() -> None:
    html = "<div><!-- a\nb --> <a href='x'>c</a>\n</div>"
    (block,) = blocks(f"# Tides\n\n{html}\n")
    assert (block.kind, block.line) == ("html", 2)
    assert block.text.rstrip("\n") == "<div>      \n      <a href='x'>c</a>\n</div>"


def test_a_comment_that_never_ends_runs_on() -> None:
    assert not blocks("# Tides\n\n<!-- not done\n\nEvery hour.\n")


def test_code_is_shown_with_its_comments() -> None:
    (block,) = blocks("# Tides\n\n```html\n<!-- shown -->\n```\n")
    assert block.text == "<!-- shown -->\n"


def test_many_marks_take_little_time() -> None:
    start = time.process_time()
    blocks("<div>\n" + "<!-- " * 40_000)
    blocks("<div>\n" + "<!-- -->" * 25_000)
    assert time.process_time() - start < 2
