"""Did-you-mean finds slips and keeps quiet about words that are merely other words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opendata_lint.vocabulary import suggest
from opendata_lint.vocabulary.languages import iso639_codes, language_names
from opendata_lint.vocabulary.licenses import hub_ids
from opendata_lint.vocabulary.tasks import pipeline_tags


@pytest.mark.parametrize(
    ("word", "candidates", "best"),
    [
        ("text-clasification", pipeline_tags(), "text-classification"),
        ("Question_Answering", pipeline_tags(), "question-answering"),
        ("summarisation", pipeline_tags(), "summarization"),
        ("apache2.0", hub_ids(), "apache-2.0"),
        ("cc-by-4", hub_ids(), "cc-by-4.0"),
        ("mti", hub_ids(), "mit"),
        ("engl", iso639_codes(), "eng"),
        ("Portugese", language_names(), "Portuguese"),
    ],
)
def test_the_best_comes_first(word: str, candidates: list[str], best: str) -> None:
    assert suggest(word, candidates)[0] == best


@pytest.mark.parametrize("word", ["", "zzz", "q", "weather", "my own terms, see below", "gpt"])
def test_far_words_are_not_suggested(word: str) -> None:
    assert suggest(word, hub_ids()) == []


def test_limit_and_no_word_twice() -> None:
    assert len(suggest("cc-by-nc-4", hub_ids(), limit=2)) == 2
    assert suggest("english", ["English", "English"]) == ["English"]


@given(st.sampled_from(hub_ids()), st.data())
def test_one_dropped_letter_of_a_long_word_is_found(word: str, data: st.DataObject) -> None:
    if len(word) > 8:
        at = data.draw(st.integers(0, len(word) - 1))
        assert word in suggest(word[:at] + word[at + 1 :], hub_ids(), limit=10)


@given(st.text(max_size=60))
def test_any_text_is_answered_from_the_candidates(word: str) -> None:
    assert set(suggest(word, hub_ids())) <= set(hub_ids())
