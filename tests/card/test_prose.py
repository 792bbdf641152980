import pytest

from opendata_lint.card import prose


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("[More Information Needed]", "words"),
        ("- **License:** [More Information Needed]", "words"),
        ("- **Paper [optional]:** [Needs More Information]", "words"),
        ("[More Information Needed](https://github.com/some/where.md#how)", "words"),
        ("More information needed", "words"),
        ("**TODO**", "words"),
        ("TODO: write this", "words"),
        ("> Coming soon!", "words"),
        ("More details coming soon.", "words"),
        ("TBD.", "words"),
        ("Lorem ipsum dolor sit amet", "words"),
        ("待补充", "words"),
        ("...", "ellipsis"),
        ("- …", "ellipsis"),
        ("{{ dataset_summary }}", "braces"),
        ("- **Demo:** {{ demo | default('x') }}", "braces"),
        ("<insert name here>", "blank"),
        ("[Add homepage URL here if available]()", "blank"),
        ("[DATASET NAME]", "blank"),
        ("- **Homepage:**", "empty-label"),
        ("* **Homepage**:", "empty-label"),
    ],
)
def test_a_placeholder_is_seen(line: str, kind: str) -> None:
    assert prose.placeholder(line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "",
        "N/A",
        "The list of things to do is in TODO.md.",
        "- [TODO](#todo)",
        "[More information](https://example.org) is on the site.",
        "- **License:** MIT",
        "**Homepage:**",
        "Todo lists of 30 people.",
        "[MASK] [MASK]",
        "<img src=x>",
        "For example: ...",
        "More support for other languages is coming soon in the next release of the tool.",
        "x" * 1_000,
    ],
)
def test_other_lines_are_no_placeholders(line: str) -> None:
    assert prose.placeholder(line) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("Two words.", 2),
        ("**Two** `words`", 2),
        ("[a link](https://example.org/long/path)", 2),
        ("https://example.org/a/b", 0),
        ("<!-- five words that are hidden --> one", 1),
        ("<p>one</p> two", 2),
        ("never <!-- closed", 1),
        ("don't, state-of-the-art 1,234", 3),
        ("数据集", 3),
        ("データ set", 4),
        ("русский текст", 2),
        ("--- *** |", 0),
    ],
)
def test_words_are_counted(text: str, words: int) -> None:
    assert prose.word_count(text) == words


def test_comments_go_and_lines_stay() -> None:
    assert prose.without_comments("a <!-- b\nc --> d\ne") == "a \n d\ne"


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("The dataset does not contain any personal information.", "pii"),
        ("The dataset doesn't contain personal data.", "pii"),
        ("No annotations were made.", "annotation"),
        ("N/A: the labels come with the source.", "annotators"),
        ("Not applicable, as no people were involved.", "pii"),
        ("该数据集不包含个人信息。", "pii"),
        ("Der Datensatz enthält keine personenbezogenen Daten.", "pii"),
        ("El conjunto no contiene datos personales.", "pii"),
    ],
)
def test_a_text_may_decline(text: str, topic: str) -> None:
    assert prose.declines(text, topic)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("N/A", "pii"),
        ("None.", "pii"),
        ("Names and addresses were removed.", "pii"),
        ("The dataset does not contain personal information. " + "It has many words more. " * 20, "pii"),
        ("The dataset does not contain any personal information.", "bias"),
    ],
)
def test_other_texts_do_not_decline(text: str, topic: str) -> None:
    assert not prose.declines(text, topic)


def test_a_common_sentence_tells_nothing_but_may_restrict() -> None:
    sentence = (
        "Dataset provided for research purposes only. "
        "Please check dataset license for additional information."
    )
    assert prose.boilerplate(sentence, "limits")
    assert prose.boilerplate(sentence.replace("license", "[license](https://example.org)"), "limits")
    assert not prose.boilerplate(sentence, "license")
    assert not prose.boilerplate("The data fields are the same among all splits.", "fields")


def test_instructions_of_templates_are_seen() -> None:
    assert prose.template_text("Provide a quick summary of the dataset.")
    assert prose.template_text("YAML tags:")
    assert not prose.template_text("A quick summary of this dataset of birds.")


def test_an_echo_repeats_heading_and_name() -> None:
    assert prose.echoes("This is the dataset card for Birds of Peru.", "Dataset Summary", "Birds of Peru")
    assert not prose.echoes("Photos of 300 species.", "Dataset Summary", "Birds of Peru")
    assert not prose.echoes("", "Dataset Summary", "Birds of Peru")
