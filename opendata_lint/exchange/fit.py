"""A card without those of its values that are not what they should be, which no registry would take."""

from __future__ import annotations

import re
from datetime import date

from opendata_lint.exchange.agents import orcid_fault, read_orcid
from opendata_lint.exchange.canonical import Agent, CanonicalCard
from opendata_lint.exchange.works import read_doi, typed
from opendata_lint.vocabulary.languages import well_formed_bcp47


def fit(card: CanonicalCard) -> CanonicalCard:
    """The card with dates, DOIs, addresses, ORCID iDs and language tags that are such, and each word once."""
    return card._replace(
        title=_said(card.title) or "",
        creators=tuple(one for agent in card.creators if (one := _agent(agent))),
        publisher=_agent(card.publisher),
        contact=_agent(card.contact),
        doi=read_doi(card.doi or ""),
        url=card.url if is_web_address(card.url) else None,
        created=_day(card.created),
        published=_day(card.published),
        modified=_day(card.modified),
        keywords=_once(card.keywords),
        modalities=_once(card.modalities),
        tasks=_once(card.tasks),
        languages=tuple(tag for tag in dict.fromkeys(card.languages) if well_formed_bcp47(tag)),
        license=card.license._replace(url=card.license.url if is_web_address(card.license.url) else None),
        version=_said(card.version),
        id=_said(card.id),
        summary=_said(card.summary),
        citation=_said(card.citation),
        size_category=_said(card.size_category),
        topics={topic: text for topic, text in card.topics.items() if _said(text)},
    )


def is_web_address(text: str | None) -> bool:
    """Whether a text is an address of the web."""
    found = typed(text) if text and re.match(r"(?i)(?:https?|ftp)://", text) else None
    return found is not None and found.value == text


def _agent(agent: Agent | None) -> Agent | None:
    if agent is None or not (_said(agent.name) or _said(agent.given) or _said(agent.family)):
        return None
    given, family = _said(agent.given), _said(agent.family)
    orcid = read_orcid(agent.orcid) if agent.orcid and not orcid_fault(agent.orcid) else None
    name = _said(agent.name) or " ".join(filter(None, (given, family)))
    url = agent.url if is_web_address(agent.url) else None
    return Agent(name, agent.kind, given, family, _said(agent.email), url, orcid, _said(agent.affiliation))


def _said(text: str | None) -> str | None:
    return text if text and any(letter.isprintable() and not letter.isspace() for letter in text) else None


def _day(text: str | None) -> str | None:
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", text or "", re.ASCII)
    if not match:
        return None
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None
    return text


def _once(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if _said(word)))
