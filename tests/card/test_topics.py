import time

import pytest

from opendata_lint.card import Card
from opendata_lint.card.card import Kind
from opendata_lint.card.outline import plain_title
from opendata_lint.card.topics import body_language_known, topics_conclusive
from opendata_lint.vocabulary import headings, phrases


def card(text: str, kind: Kind = "dataset") -> Card:
    return Card(text.encode(), "README.md", kind)


def state(text: str, topic: str, kind: Kind = "dataset") -> str:
    answer = card(text, kind).topics.get(topic)
    return answer.state if answer else "absent"


@pytest.mark.parametrize(
    ("title", "topics"),
    [
        ("Licensing Information", ("license",)),
        ("Bias, Risks, and Limitations", ("bias", "limits", "social")),
        ("Other Known Limitations", ("limits",)),
        ("Intended uses & limitations", ("uses", "limits")),
        ("Discussion of Biases", ("bias",)),
        ("License – CC BY 4.0", ("license",)),
        ("What are the limitations of the corpus?", ("limits",)),
        ("Dataset Sturcture", ("structure",)),
        ("Licencing Infromation", ("license",)),
        ("Bais", ("bias",)),
        ("Data Slits", ("splits",)),
        ("Feature", ("fields",)),
        ("Data License", ("license",)),
        ("Language(s) (NLP)", ("languages",)),
        ("Who is supporting/hosting/maintaining the dataset?", ("maintenance",)),
        ("许可证", ("license",)),
        ("ライセンス", ("license",)),
        ("Limitações", ("limits",)),
        ("Ограничения", ("limits",)),
        ("개인정보", ("pii",)),
        ("Context", ("summary", "rationale")),
        ("License plate statistics by state", ()),
        ("Citation graph", ()),
        ("Attention bias term", ()),
        ("MorphAnalyzers", ()),
        ("", ()),
    ],
)
def test_headings_have_topics(title: str, topics: tuple[str, ...]) -> None:
    assert headings.heading_topics(title) == topics


def test_a_title_is_known_only_as_a_whole() -> None:
    assert headings.heading_topics("A Dataset of Gender Bias", whole=True) == ()
    assert headings.heading_topics("A Dataset of Gender Bias") == ("bias",)


def test_topics_of_the_vocabulary_agree() -> None:
    known = headings.all_topics()
    assert {topic for whole in headings.wholes() for topic in (whole, *headings.parts(whole))} <= known
    assert set(phrases.prose_topics()) <= known


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("Names were replaced by numbers.", "answered"),
        ("The dataset contains no personal information.", "declined"),
        ("[More Information Needed]", "placeholder"),
        ("State this.\n\n[More Information Needed]", "answered"),
        ("", "empty"),
        ("N/A", "empty"),
        ("<!-- State whether there is any. -->", "empty"),
        ("### Names\n\nThey were replaced.", "answered"),
        ("```\nTODO\n```", "answered"),
    ],
)
def test_a_section_has_a_state(below: str, expected: str) -> None:
    assert state(f"# Birds\n\n## Personal and Sensitive Information\n\n{below}\n", "pii") == expected


def test_a_common_sentence_is_boilerplate() -> None:
    text = "## Recommendations\n\nUsers should be made aware of the risks, biases and limitations of the dataset. More information needed for further recommendations.\n"  # noqa: E501
    assert state(text, "recommend") == "boilerplate"
    assert state(text, "bias") == "absent"


def test_a_parent_without_text_lives_by_its_parts() -> None:
    text = "## Considerations for Using the Data\n\n### Discussion of Biases\n\n{}\n\n### Other Known Limitations\n\n[More Information Needed]\n"  # noqa: E501
    assert state(text.format("Two regions of five are left out."), "considerations") == "answered"
    assert state(text.format("[More Information Needed]"), "considerations") == "placeholder"
    assert state(text.format("Two regions of five are left out."), "limits") == "placeholder"


def test_the_best_place_counts() -> None:
    text = "---\nlicense: mit\n---\n## Licensing Information\n\n[More Information Needed]\n"
    answer = card(text).topics["license"]
    assert (answer.state, answer.where, answer.sections) == ("answered", ("metadata",), (1,))
    assert answer.section_states == ("placeholder",)
    assert answer.satisfied


@pytest.mark.parametrize(
    ("text", "topic", "expected"),
    [
        ("- **License:** MIT\n- **Curated by:** A team\n", "license", "answered"),
        ("- **Curated by:**\n- **License:** MIT\n", "curators", "placeholder"),
        ("- **License:** [More Information Needed]\n", "license", "placeholder"),
        ("- License: MIT\n", "license", "answered"),
        ("**Limitations**\n\nOnly five birds.\n", "limits", "answered"),
        ("**Who funded it?** If so, please name the grant.\n\n**Bias**\n\nMen only.\n", "bias", "answered"),
        ("| Field | Value |\n|---|---|\n| License | MIT |\n", "license", "answered"),
        ("<h2>License</h2>\n\nMIT\n", "license", "answered"),
        ("---\nlicense: unknown\n---\n", "license", "empty"),
        ("---\nannotations_creators:\n- no-annotation\n---\n", "annotation", "declined"),
        ("---\ntags:\n- audio\n---\n", "modality", "answered"),
        ("---\nsource_datasets:\n- original\n---\n", "source", "answered"),
        ("It is released under the MIT license.\n", "license", "answered"),
        ("This dataset may contain biases.\n", "bias", "answered"),
        ("Pages were crawled from a forum.\n", "source", "answered"),
        ("We use weights & biases for logs.\n", "bias", "absent"),
        ("Hello.\n", "license", "absent"),
        ("- [Discussion of Biases](#discussion-of-biases)\n", "bias", "absent"),
        ("# A Dataset of Gender Bias\n\nHello.\n", "bias", "absent"),
        ("```\nthis has bias\n```\n", "bias", "absent"),
        ("```\nrun()\n\n## Limitations and bias\nSmall.\n", "bias", "answered"),
        ("~~~\nthis has bias\n```\n~~~\n", "bias", "absent"),
    ],
)
def test_labels_keys_and_prose_answer_too(text: str, topic: str, expected: str) -> None:
    assert state(text, topic) == expected


@pytest.mark.parametrize(
    ("text", "conclusive"),
    [
        ("---\nlicense: mit\n---\n# A\n\nA few words on the tides of the bay.\n", True),
        ("# A\n\nA few words on the tides of the bay.\n", True),
        ("```yaml\nlicense: mit\n```\n\n# A\n\nA few words on the tides of the bay.\n", False),
        ("```yaml\ntide: high\n```\n\n# A\n\nA few words on the tides of the bay.\n", True),
    ],
)
def test_metadata_that_nobody_reads_leaves_it_open(text: str, conclusive: bool) -> None:
    assert topics_conclusive(card(text)) == conclusive


def test_a_models_training_data_tell_its_source() -> None:
    text = "---\ndatasets:\n- squad\n---\n"
    assert state(text, "source", "model") == "answered"
    assert state(text, "source", "dataset") == "absent"


def test_text_below_the_title_is_the_summary() -> None:
    text = "# Birds\n\nFive hundred photos of birds that live in the mountains of Peru.\n"
    assert state(text, "summary") == "answered"
    assert state("# Birds\n\n- **Homepage:** https://example.org/a/b\n", "summary") == "absent"


def test_sections_have_a_main_topic() -> None:
    found = card("# Birds\n\n## Table of Contents\n\n## License\n\nMIT\n")
    assert found.section_topics == (None, None, None, "license")


def test_placeholders_have_a_place() -> None:
    text = (
        "# A\n\n## License\n\n  [More Information Needed]\n\n| x | TODO |\n|---|---|\n| ... | y |\n".replace(
            "\n", "\r\n"
        )
    )
    first, second = card(text).placeholders
    assert text[slice(*first.span)] == "[More Information Needed]"
    assert (first.line, first.section, first.kind) == (4, 2, "words")
    assert text[slice(*second.span)] == "TODO"


def test_code_holds_no_placeholders() -> None:
    assert not card("```\nTODO\n...\n```\n\n    TODO\n").placeholders


def test_a_label_with_something_behind_it_is_no_placeholder() -> None:
    assert not card("- **BibTeX:**\n\n```\n@misc{x}\n```\n").placeholders
    assert not card("- **Fields:**\n  - name\n  - place\n").placeholders
    assert [found.kind for found in card("- **Homepage:**\n- **Paper:** x\n").placeholders] == ["empty-label"]


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("## License\n\nMIT\n", True),
        ("The birds that are in this set of photos live in the mountains of Peru. " * 5, True),
        ("Les oiseaux de ce jeu de photos vivent dans les montagnes du Pérou. " * 5, False),
        ("这个数据集包含鸟类照片。", False),
        ("## 许可证\n\n麻省\n\n## 局限性\n\n只有鸟类\n\n## 引用\n\n无\n", True),
        ("", True),
    ],
)
def test_the_language_of_a_body_is_known_or_not(text: str, known: bool) -> None:
    assert body_language_known(card(text)) is known


@pytest.mark.parametrize(
    "text",
    [
        "<!-- " * 20_000,
        "**" * 50_000,
        "[a](" * 25_000,
        "<insert " * 12_000,
        "# Limitations\n\n## Bias\n\n- x\n\n" * 3_000,
        "|a|b|\n|-|-|\n" + "|TODO|x|\n" * 8_000,
        "本" * 100_000,
    ],
)
def test_hostile_text_takes_no_more_than_linear_time(text: str) -> None:
    start = time.perf_counter()
    _ = card(text).topics
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("1.2 Data", "Data"),
        ("**A. Data**", "Data"),
        ("📊 2. Data", "Data"),
        ("ELECTRA: Pre-training", "ELECTRA: Pre-training"),
        ("SQuAD2.0 Data", "SQuAD2.0 Data"),
    ],
)
def test_a_title_loses_its_number_only(raw: str, title: str) -> None:
    assert plain_title(raw) == title
