"""What a rejected value may have meant, by the name that a schema node gives in `x-opendata-lint.spelling`.

Where a list is too long for an `enum`, or the right value is not the one that looks most alike, a node
names its speller here. Each returns the values to write instead, the likeliest first, or none.
"""

from __future__ import annotations

from collections.abc import Callable

from opendata_lint.vocabulary import fields, languages, suggest


def language(text: str) -> list[str]:
    """ISO 639 codes that may be meant: `English` is `en`, `pt_BR` is `pt`, `eng` is `en`, `iw` is `he`."""
    word = " ".join(text.split())
    replaced = languages.replacement(word)
    if replaced:
        return list(replaced.choices)
    code = languages.two_letter(word.casefold()) or _locale_language(word) or languages.code_of(word)
    return [code] if code else _by_likeness(word)


def _locale_language(word: str) -> str | None:
    """The language of `EN`, `pt_br`, `eng_US` or `de_DE.UTF-8`, by its shortest code."""
    primary, _, rest = word.replace("_", "-").partition("-")
    code = primary.casefold()
    known = languages.is_iso639(code) or languages.is_special(code)
    return (languages.two_letter(code) or code) if known and len(rest) < 12 and " " not in word else None


def _by_likeness(word: str) -> list[str]:
    if len(word) < 6:  # nearly every short code is one letter away from another
        return []
    names = suggest(word, languages.language_names())
    return list(dict.fromkeys(code for name in names if (code := languages.code_of(name))))


def primary_language(text: str) -> list[str]:
    """The language of a tag, without its region or script: `zh-TW` is `zh`."""
    code = languages.primary_subtag(text.replace("_", "-"))
    return [languages.two_letter(code) or code]


def size_category(text: str) -> list[str]:
    """The size category of the same bounds: `100k<n<1M` is `100K<n<1M`."""
    category = fields.size_spelling(text)
    return [category] if category else []


SPELLINGS: dict[str, Callable[[str], list[str]]] = {
    "language": language,
    "primary-language": primary_language,
    "size-category": size_category,
}
"""Spellers by name. Where a node names none, the nearest members of its `enum` are suggested."""
