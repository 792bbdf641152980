"""What a descriptor says cannot become front matter, sections or escapes of the card that is made of it."""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from opendata_lint.card import Card
from opendata_lint.exchange.canonical import Agent
from opendata_lint.exchange.formats.hub.writing import front_matter, write_card
from opendata_lint.testing import rich_dataset

_PIECES = st.sampled_from(
    ["---", "\n", "\n---\n", "license: mit", "# License", "## Biases\n\n", "License\n===", "a\n---", "```",
     "~~~",
     "<!--", "-->", "<script>", "- ", "> ", "&a ", "*a", "!!str ", "\x00", "\x1b[31m", "\x85",
     "\u2028", "\ufeff",
     "'", '"', ": ", " #", "{", "[", "\t", "\r", "\\", "x", " "]
)  # fmt: skip
_TEXTS = st.lists(_PIECES, min_size=1, max_size=8).map("".join)


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(member) for key, member in value.items()}
    return [_plain(one) for one in value] if isinstance(value, (list, tuple)) else value


@settings(deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))
@example("---", "# License", "---")
@example("x\n---\n\n# License\n\nMIT\n", "---\nlicense: mit\n---", "\x1b]0;a\x07")
@given(_TEXTS, _TEXTS, _TEXTS)
def test_texts_stay_where_they_are_put(summary: str, name: str, topic: str) -> None:
    facts = rich_dataset()._replace(
        title=name,
        summary=summary,
        creators=(Agent(name, affiliation=topic),),
        topics={"uses": topic, "bias": summary},
        keywords=(name,),
        citation=None,
        version=topic,
        tables=(),
        extra={"x-elsewhere": {name: [topic]}},
    )
    card = Card(write_card(facts), "README.md", "dataset")
    assert card.yaml_fault is None
    assert card.metadata == _plain(front_matter(facts))
    told = [(section.level, section.title) for section in card.sections if section.level in (1, 2)]
    if told[0][0] == 1:  # the title, which may be any text, `# License` too
        del told[0]
    assert told == [(2, "Intended Uses"), (2, "Biases")]
