"""Creators, publisher and contact in DataCite's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opendata_lint.exchange.agents import ORCID, family_first, read_name, read_orcid
from opendata_lint.exchange.canonical import Agent
from opendata_lint.exchange.formats.datacite.terms import is_unknown
from opendata_lint.exchange.keyed import objects, string

ROR = "https://ror.org/"
_KINDS = {"person": "Personal", "organization": "Organizational"}


def agent_record(agent: Agent, more: Mapping[str, Any]) -> dict[str, Any]:
    """A person or organization as a creator; `more` is what a record said of it that a card does not hold."""
    ours = [
        *([_identifier(agent.orcid, "ORCID", ORCID)] if agent.orcid else []),
        *([_identifier(agent.url, "ROR", ROR)] if agent.url and agent.url.startswith(ROR) else []),
    ]
    kept = objects(more, "affiliation")
    same = kept and agent.affiliation == _joined(kept)
    affiliation = kept if same else [{"name": agent.affiliation}] if agent.affiliation else []
    made = {
        "name": family_first(agent),
        "nameType": _KINDS.get(agent.kind or ""),
        "lang": string(more, "lang"),
        "givenName": agent.given,
        "familyName": agent.family,
        "nameIdentifiers": ours + objects(more, "nameIdentifiers"),
        "affiliation": affiliation,
    }
    return {key: value for key, value in made.items() if value}


def _identifier(value: str, scheme: str, uri: str) -> dict[str, str]:
    said = f"{ORCID}{value}" if scheme == "ORCID" else value
    return {"nameIdentifier": said, "nameIdentifierScheme": scheme, "schemeUri": uri.rstrip("/")}


def read_agent(record: Mapping[str, Any]) -> tuple[Agent | None, dict[str, Any]]:
    """A creator as a person or organization, and what else was said of it; None for one that is unknown."""
    written = string(record, "name") or ""
    given, family = string(record, "givenName"), string(record, "familyName")
    if not (written or given or family) or is_unknown(written):
        return None, {}
    said = string(record, "nameType")
    name = read_name(written, given, family, split=said != "Organizational")
    identifiers = objects(record, "nameIdentifiers")
    orcid = next((found for one in identifiers if (found := _orcid(one))), None)
    ror = next((one for one in map(_ror, identifiers) if one), None)
    known = {"Personal": "person", "Organizational": "organization"}.get(said or "")
    kind = known or ("person" if name.given and name.family else None)
    affiliations = objects(record, "affiliation")
    agent = Agent(
        name.name, kind, name.given, name.family, None, ror, orcid, _joined(affiliations) or None,  # type: ignore[arg-type]
    )  # fmt: skip
    more: dict[str, Any] = {}
    if others := [one for one in identifiers if _orcid(one) != orcid or (not orcid and not _ror(one))]:
        more["nameIdentifiers"] = [one for one in others if not (ror and _ror(one) == ror)]
    if len(affiliations) > 1 or any(len(one) > 1 for one in affiliations):
        more["affiliation"] = affiliations
    if lang := string(record, "lang"):
        more["lang"] = lang
    return agent, {key: value for key, value in more.items() if value}


def _orcid(identifier: Mapping[str, Any]) -> str | None:
    scheme, value = string(identifier, "nameIdentifierScheme"), string(identifier, "nameIdentifier")
    return read_orcid(value) if value and scheme and scheme.upper() == "ORCID" else None


def _ror(identifier: Mapping[str, Any]) -> str | None:
    value = string(identifier, "nameIdentifier")
    return value if value and value.startswith(ROR) else None


def _joined(affiliations: list[dict[str, Any]]) -> str:
    return "; ".join(name for one in affiliations if (name := string(one, "name")))


def publisher_record(agent: Agent | None, more: Mapping[str, Any]) -> dict[str, Any]:
    """The publisher; DataCite's word for what is not available where the card names none."""
    if agent is None:
        return {"name": ":unav"}
    made: dict[str, Any] = {"name": agent.name}
    if agent.url and agent.url.startswith(ROR):
        made |= {
            "publisherIdentifier": agent.url,
            "publisherIdentifierScheme": "ROR",
            "schemeUri": ROR.rstrip("/"),
        }
    return made | {key: value for key, value in more.items() if key not in made and isinstance(value, str)}


def read_publisher(value: Any) -> tuple[Agent | None, dict[str, Any]]:
    """The publisher of a record, and what else was said of it. Before 4.5 JSON had a text here."""
    record = {"name": value} if isinstance(value, str) else value if isinstance(value, dict) else {}
    name = string(record, "name")
    if not name or is_unknown(name):
        return None, {}
    found = string(record, "publisherIdentifier")
    ror = found if found and found.startswith(ROR) else None
    ours = {"name", *(("publisherIdentifier", "publisherIdentifierScheme", "schemeUri") if ror else ())}
    return Agent(name, "organization", url=ror), {
        key: said for key, said in record.items() if key not in ours
    }
