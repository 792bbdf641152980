"""LNG: what the number of languages says, where JSON Schema cannot count them."""

from __future__ import annotations

from collections.abc import Iterator

from opendata_lint.card import Card
from opendata_lint.finding import Finding, Related, at_key, at_value
from opendata_lint.rules import rule
from opendata_lint.tree import Tree
from opendata_lint.vocabulary import languages


def _languages(card: Card, key: str) -> set[str] | None:
    """The languages that the card names, regions aside; None where it names them loosely."""
    value = card.metadata.get(key)
    texts = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    if not all(isinstance(text, str) for text in texts) or "multilingual" in texts or "mul" in texts:
        return None
    return {_one_name(text) for text in texts if not languages.is_special(text)}


def _one_name(text: str) -> str:
    """One code for every way to name a language."""
    code = languages.primary_subtag(text.replace("_", "-"))
    replaced = languages.replacement(code)
    code = languages.two_letter(code) or (replaced.code if replaced and replaced.code else code)
    return languages.one_name(code)


@rule("LNG005")
def multilinguality_mismatch(card: Card, _: Tree) -> Iterator[Finding]:
    """`multilinguality` says one language and `language` names more, or the other way round."""
    stated = card.metadata.get("multilinguality")
    word = stated[0] if isinstance(stated, list) and len(stated) == 1 else stated
    key = "language" if "language" in card.metadata else "languages"  # the key's old name
    named = _languages(card, key)
    if not named or word not in ("monolingual", "multilingual", "translation"):
        return
    if (word == "monolingual") == (len(named) == 1):
        return
    if word != "monolingual" and all(map(languages.is_macrolanguage, named)):
        return  # Arabic dialects, say, are languages of their own under one code
    count = "one language" if len(named) == 1 else f"{len(named)} languages"
    yield Finding(
        "LNG005",
        f"`multilinguality` says `{word}`, but `{key}` names {count}",
        at_value("/multilinguality/0" if isinstance(stated, list) else "/multilinguality"),
        "make the two agree: `monolingual` is for one language, `multilingual` and `translation` for several",
        related=(Related(at_key(f"/{key}"), f"{count} here"),),
    )
