"""What a line or passage of a card says, or that it says nothing.

Every function here is linear in its input and looks at one text alone; `topics.py` puts them together.
"""

from __future__ import annotations

import re
from functools import cache

from opendata_lint.vocabulary import phrases as vocabulary

_URL = re.compile(r"(?:https?://|www\.)[^\s<>]+")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
_TARGET = re.compile(r"\]\([^()]{0,500}\)")
_WORD = re.compile(r"[^\W_](?:[\w'’.,+-]*\w)?")

_FIRST_CJK = "\u3040"
_MAX_PLACEHOLDER = 400
"""Longer lines are no placeholders; the longest known ones carry a URL of 90 characters."""
_MAX_DECLINING_WORDS = 80
"""A longer text tells something, whatever else it denies."""
_MAX_ECHO_WORDS = 25


def without_comments(text: str) -> str:
    """`text` without HTML comments; their line ends stay, so that lines can be counted."""
    if "<!--" not in text:
        return text
    kept: list[str] = []
    end = 0
    while (start := text.find("<!--", end)) >= 0:
        kept.append(text[end:start])
        end = text.find("-->", start + 4) + 3
        if end < 3:  # never closed
            end = len(text)
        kept.append("\n" * text.count("\n", start, end))
    return "".join([*kept, text[end:]])


def word_count(text: str) -> int:
    """The words of a passage of Markdown. URLs, markup and HTML comments are none.

    Each Chinese character and each kana counts as one word, as no spaces part words there.
    """
    text = _readable(text)
    if text.isascii() or max(text) < _FIRST_CJK:
        return len(_WORD.findall(text))
    apart, characters = _cjk().subn(" ", text)
    return characters + len(_WORD.findall(apart))


@cache
def _cjk() -> re.Pattern[str]:
    """Kana and Chinese characters; compiled when first met, as such ranges take 3 ms."""
    return re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


def _readable(text: str) -> str:
    """A passage without comments, HTML tags, URLs and the targets of links."""
    text = without_comments(text)
    if "](" in text:
        text = _TARGET.sub("] ", text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "://" in text or "www." in text:
        text = _URL.sub(" ", text)
    return text


def without_tags(text: str) -> str:
    """A line of HTML without its tags."""
    return _TAG.sub(" ", text).strip()


_LIST_MARKS = "-*+>| \t"
_AROUND = " \t*_`~.!:,;。！：[]()（）"
_ELLIPSES = frozenset(("...", "…", "....", "……"))


def placeholder(line: str) -> str | None:
    """Why a whole line is a placeholder, None where it is not.

    `words` (`[More Information Needed]`, `TODO`), `ellipsis`, `braces` (`{{ text }}`), `blank`
    (`<insert a name>`) or `empty-label` (`- **License:**`). A label before it changes nothing, nor does a
    link around it. `N/A` is no placeholder. The line must not stand in code.
    """
    stripped = line.strip()
    if not stripped or len(stripped) > _MAX_PLACEHOLDER:
        return None
    text = stripped.lstrip(_LIST_MARKS)
    kind = _placeholder_kind(text)
    if kind or ":" not in text:
        return kind
    if stripped[0] in "-*+" and stripped[1:2].isspace() and empty_label(stripped[1:]):
        return "empty-label"
    label, _, value = text.partition(":")
    kind = _placeholder_kind(value.strip(" \t*_")) if len(label) <= 60 else None
    return kind if kind != "ellipsis" or text is not stripped else None


def empty_label(text: str) -> bool:
    """Whether a list item's text is a label in bold type and nothing more, such as `**License:**`."""
    bare = text.strip().strip("*_ \t")
    return bare.endswith(":") and len(bare) <= 60 and bare.count(":") == 1 and text.rstrip() != bare


def _placeholder_kind(text: str) -> str | None:
    if text.startswith(("{{", "{%")) and text.rstrip(" .*_").endswith(("}}", "%}")):
        return "braces"
    if text.strip(" \t*_[]()<>") in _ELLIPSES:
        return "ellipsis"
    shown, link, rest = text.partition("](")
    if link and (rest.startswith("#") or rest[rest.rfind(")") + 1 :].strip(_AROUND)):
        return None  # a link to a section, or a link with words behind it
    core = " ".join(shown.lower().strip(_AROUND).split())
    if _is_promise(core, text):
        return "words"
    return "blank" if _is_blank(shown, core, link, rest) else None


def _is_promise(core: str, text: str) -> bool:
    """Whether a text only says that something is needed or will come; `core` is its bare words."""
    return (
        core in vocabulary.word_set("placeholders")
        or core.startswith(("lorem ipsum", "todo:", "fixme:", "tbd:"))
        or text.strip(_AROUND).startswith(("TODO ", "FIXME "))
        or (core.endswith(" coming soon") and core.count(" ") < 6)
    )


def _is_blank(shown: str, core: str, link: str, rest: str) -> bool:
    """Whether a text in brackets asks the writer to put something in its place."""
    text = shown.strip("*_` \t")
    inner = text.strip("<>[]*_` \t")
    framed = (text[:1] == "<" and text[-1:] == ">" and not any(mark in inner for mark in "</=")) or (
        text[:1] == "[" and (text[-1:] == "]" or (link != "" and rest.startswith(")")))
    )
    if not framed or "[" in inner or "]" in inner:
        return False
    asks = core.strip("<>[]() ").startswith(vocabulary.words("placeholder_starts"))
    return asks or (inner.isupper() and " " in inner and not link)


def template_text(line: str) -> bool:
    """Whether a line is an instruction of a public card template that was left standing."""
    text = line.strip()
    if len(text) < 8 or len(text) > 1_000 or text.startswith(("[", "`", "!", "http")):
        return False
    return vocabulary.fingerprint(text) in vocabulary.fingerprints("template")


_NOTHING = frozenset(
    (
        *(
            "n/a",
            "na",
            "n.a",
            "none",
            "-",
            "--",
            "no",
            "nil",
            "null",
            "not applicable",
            "not available",
            "unknown",
        ),
        *("无", "なし", "없음", "нет", "ninguno", "ninguna", "nenhum", "aucun", "keine"),
    )
)


def not_applicable(text: str) -> bool:
    """Whether a text is no more than `N/A`, `none` or the like."""
    return len(text) < 40 and text.strip(" \t*_`[]().!:。|").lower() in _NOTHING


def declines(text: str, topic: str) -> bool:
    """Whether a text says that there is nothing to tell about `topic`.

    Such as `The data contain no personal information.` or `N/A: the labels come with the source.`
    Such a text is an answer. A bare `N/A` gives no reason and does not decline.
    """
    words = word_count(text)
    if words > _MAX_DECLINING_WORDS or not_applicable(text):
        return False
    lowered = " ".join(text.lower().replace("’", "'").replace("n't", " not").split())
    if any(phrase in lowered for phrase in vocabulary.declining(topic)):
        return True
    return words >= 4 and lowered.lstrip("*_-[( ").startswith(
        ("n/a", "not applicable", "none of ", "not relevant")
    )


def boilerplate(text: str, topic: str) -> bool:
    """Whether a paragraph stands alike in many cards and tells nothing of this one.

    A few of them restrict what may be done with the data; under `license` they are an answer.
    """
    if topic == "license" or not 20 <= len(text) <= 600:
        return False
    return vocabulary.fingerprint(text) in vocabulary.fingerprints("boilerplate")


_TOKEN = re.compile(r"[^\W_]+")
_FILLERS = frozenset(
    (
        "dataset",
        "data",
        "model",
        "card",
        "a",
        "an",
        "the",
        "of",
        "for",
        "in",
        "on",
        "is",
        "are",
        "this",
        "that",
        "these",
        "it",
        "to",
        "and",
    )
)


def echoes(text: str, title: str, name: str) -> bool:
    """Whether a text only repeats its heading and the card's name."""
    if len(text) > 400:
        return False
    tokens = _TOKEN.findall(text.lower())
    known = {*_TOKEN.findall(title.lower()), *_TOKEN.findall(name.lower())}
    said = [token for token in tokens if token not in _FILLERS]
    if not said:
        return 0 < len(tokens) <= _MAX_ECHO_WORDS
    return len(said) <= _MAX_ECHO_WORDS and sum(token in known for token in said) >= 0.8 * len(said)
