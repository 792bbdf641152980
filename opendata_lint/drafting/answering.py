"""Answers of people, held against the vocabulary and put into the draft."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from opendata_lint.card import prose
from opendata_lint.drafting.draft import Draft
from opendata_lint.drafting.questions import Question
from opendata_lint.exchange.canonical import Agent, License, Related
from opendata_lint.exchange.licenses import read_license
from opendata_lint.vocabulary import languages as vocabulary
from opendata_lint.vocabulary import suggest
from opendata_lint.vocabulary.hub_licenses import hub_ids, hub_license

_LONGEST = 20_000
_NO = frozenset(("no", "none", "n", "nothing", "nobody", "no.", "none."))


class AnswerFault(Exception):
    """An answer cannot be taken; the message says why and what to write."""


def answered(draft: Draft, question: Question, said: str | Sequence[str]) -> Draft:
    """The draft with the answer to a question; what was guessed there is no guess any more.

    Raises `AnswerFault` for an answer that the vocabulary does not know or that tells nothing.
    """
    text = said.strip() if isinstance(said, str) else "; ".join(one.strip() for one in said)
    _plain(text, question)
    card = draft.card._replace(**_facts(draft, question, text))
    guesses = {field: why for field, why in draft.guesses.items() if field != question.field}
    return draft._replace(card=card, guesses=guesses)


def _facts(draft: Draft, question: Question, text: str) -> dict[str, Any]:
    """The fields of the card that an answer fills."""
    card, field = draft.card, question.field
    if question.form in _READERS:
        return {field: _READERS[question.form](text)}
    if question.form == "address":
        return _address(text)
    if question.form == "model":
        return {"related": _base(card.related, text)}
    if field.startswith("topics/"):
        return {"topics": {**card.topics, field.removeprefix("topics/"): _prose(text, question)}}
    return {field: " ".join(text.split()) if question.form == "line" else _prose(text, question)}


def _plain(text: str, question: Question) -> None:
    """Raises `AnswerFault` for what is no text at all, or only stands in for one."""
    if not text:
        raise AnswerFault("nothing was said")
    if len(text) > _LONGEST:
        raise AnswerFault(f"it has {len(text):,} characters; write the essence, at most {_LONGEST:,}")
    if any(not letter.isprintable() and letter not in "\n\t\u200c\u200d" for letter in text):
        raise AnswerFault("it holds control characters; write it without them")
    if question.form in ("line", "text") and any(prose.placeholder(line) for line in text.split("\n")):
        raise AnswerFault("it only says that something is to be written; leave it out for now")


def _prose(text: str, question: Question) -> str:
    if text.casefold() in _NO and question.none:
        return question.none
    if prose.not_applicable(text) or len(re.findall(r"\w+", text)) < 2:
        raise AnswerFault("that is too short to tell anybody something; say it in a few words")
    return text


def _license(text: str) -> License:
    low = text.casefold()
    if low in ("unknown", "other", "none", "no"):
        raise AnswerFault(
            f"`{low}` lets nobody use it. Ask whoever owns it, or leave the question open for now"
        )
    entry = hub_license(low)
    if entry is not None and entry.is_family:
        raise AnswerFault(_family(low))
    found = read_license(text)
    if found.expression or found.url:
        return found
    near = suggest(text, hub_ids()) or [one for one in hub_ids() if one.startswith(f"{low}-")][:6]
    meant = "; write its id, an SPDX expression, or the address of its text"
    if near:
        meant = f"; did you mean {' or '.join(f'`{one}`' for one in near)}?"
    raise AnswerFault(f"`{text[:80]}` is no license that is known{meant}")


def _family(low: str) -> str:
    members = [one for one in hub_ids() if one.startswith(f"{low}-") and one[len(low) + 1 :][:1].isdigit()]
    members = members or [one for one in hub_ids() if one.startswith(low) and one != low]
    return f"`{low}` names a family of licenses; which one: {', '.join(members[:6])}?"


def _languages(text: str) -> tuple[str, ...]:
    words = [word.strip() for word in re.split(r"[,;\n]", text) if word.strip()]
    return tuple(dict.fromkeys(map(_language, words)))


def _language(word: str) -> str:
    low = word.casefold()
    code = vocabulary.code_of(word)
    if code:
        return code
    short = vocabulary.two_letter(low)
    if short:
        return short
    known = low.partition("-")[0]
    if vocabulary.is_iso639(known) and vocabulary.well_formed_bcp47(word):
        return word if "-" in word else low
    changed = vocabulary.replacement(low)
    if changed and changed.choices:
        raise AnswerFault(
            f"`{word[:40]}` is no language; did you mean {' or '.join(f'`{c}`' for c in changed.choices)}?"
        )
    near = suggest(word, vocabulary.language_names())
    meant = f"; did you mean {' or '.join(f'`{one}`' for one in near)}?" if near else ""
    raise AnswerFault(f"`{word[:40]}` is no language that is known{meant}")


def _people(text: str) -> tuple[Agent, ...]:
    """`Ada Lovelace <ada@example.org>; University of Elsewhere`."""
    found = []
    for part in re.split(r"[;\n]", text):
        who = re.fullmatch(r"\s*([^<>]*?)\s*(?:<([^<>\s]+)>)?\s*", part)
        if who is None or (not who[1] and who[2]):
            raise AnswerFault(
                f"`{part.strip()[:60]}` is no name; write it as `Ada Lovelace <ada@example.org>`"
            )
        if who[1]:
            mail = who[2] if who[2] and re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", who[2]) else None
            if who[2] and not mail:
                raise AnswerFault(f"`{who[2][:60]}` is no e-mail address")
            found.append(Agent(who[1], email=mail))
    if not found or all(one.name.casefold() in _NO for one in found):
        raise AnswerFault("no name was given")
    return tuple(found)


_READERS: dict[str, Callable[[str], Any]] = {
    "license": _license,
    "languages": _languages,
    "people": _people,
}


def _address(text: str) -> dict[str, Any]:
    doi = re.fullmatch(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?(10\.\d{4,9}/\S+)", text, re.I)
    if doi:
        return {"doi": doi[1].lower()}
    if re.fullmatch(r"https?://[\w-]+(?:\.[\w-]+)+(?:[/?#:]\S*)?", text):
        return {"url": text}
    if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+(?:/\S*)?", text):
        return {"url": f"https://{text}"}
    raise AnswerFault(f"`{text[:80]}` is no address; write it as https://example.org/data, or a DOI")


def _base(related: tuple[Related, ...], text: str) -> tuple[Related, ...]:
    if not re.fullmatch(r"[\w.-]{1,96}(?:/[\w.-]{1,96})?|https?://\S{4,500}", text) or text.casefold() in _NO:
        raise AnswerFault(f"`{text[:80]}` is no id of a model; write it as owner/name, or leave it out")
    bases = ("finetunedFrom", "adapterOf", "quantizedFrom", "mergeOf")
    kept = tuple(one for one in related if one.relation not in bases)
    return (*kept, Related("finetunedFrom", text))
