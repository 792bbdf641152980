"""A DataCite record, in the names of its JSON form, as a card."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from opendata_lint.card import Kind
from opendata_lint.exchange.canonical import Agent, CanonicalCard, Related, Relation
from opendata_lint.exchange.formats.datacite.people import read_agent, read_publisher
from opendata_lint.exchange.formats.datacite.rights import read_rights
from opendata_lint.exchange.formats.datacite.terms import is_unknown
from opendata_lint.exchange.formats.datacite.writing import HOME, MODALITIES, PAGE, TASKS, TYPES
from opendata_lint.exchange.headed import read_headed
from opendata_lint.exchange.keyed import mapping, objects, string, strings
from opendata_lint.exchange.protocol import Loaded
from opendata_lint.exchange.relations import NAMES, relation_of
from opendata_lint.exchange.works import keeps_its_form, read_doi

_SIZE = re.compile(r"n<1K|\d+[KMBT]<n<\d+[KMBT]|n>1T")
_DAY = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:T\S*)?")
_AGENTS = ("creators", "contributors")


class _Reader:
    """One reading; what is not understood gathers in `kept`."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        self.record = record
        self.kept: dict[str, Any] = {}
        self.notes: list[str] = []

    def card(self) -> CanonicalCard:
        record = self.record
        license_, access = read_rights(objects(record, "rightsList"))
        publisher, more = read_publisher(record.get("publisher"))
        self.keep("publisher", more)
        dates = self.dates()
        descriptions = self.descriptions()
        return CanonicalCard(
            kind=self.kind(),
            title=self.title(),
            id=self.alternate(HOME),
            license=license_,
            version=string(record, "version"),
            creators=self.creators(),
            publisher=publisher,
            contact=self.contact(),
            doi=read_doi(string(record, "doi") or ""),
            url=string(record, "url") or self.alternate(PAGE),
            languages=(language,) if (language := string(record, "language")) else (),
            size_category=self.size(),
            related=self.related(),
            access=access,  # type: ignore[arg-type]
            **dates,
            **self.subjects(),
            **descriptions,
        )

    def keep(self, key: str, value: Any) -> None:
        if value:
            self.kept[key] = value

    def kind(self) -> Kind:
        types = mapping(self.record, "types")
        general = string(types, "resourceTypeGeneral") or "Dataset"
        kind: Kind = "model" if general in ("Model", "Software") else "dataset"
        if general not in ("Dataset", "Model"):
            self.notes.append(f"a resource of the type {general} is read as a {kind}")
            self.kept["resourceTypeGeneral"] = general
        words = string(types, "resourceType")
        if words and words != TYPES[kind][1]:
            self.kept["resourceType"] = words
        return kind

    def title(self) -> str:
        titles = objects(self.record, "titles")
        main = next((one for one in titles if not one.get("titleType") and string(one, "title")), None)
        self.keep("titles", [one for one in titles if one is not main])
        self.keep("title", {key: said for key, said in (main or {}).items() if key != "title"})
        title = string(main, "title") or ""
        return "" if is_unknown(title) else title

    def creators(self) -> tuple[Agent, ...]:
        found, kept = [], {}
        for record in objects(self.record, "creators"):
            agent, more = read_agent(record)
            if agent:
                found.append(agent)
                if more:
                    kept[agent.name] = more
        self.keep("creators", kept)
        return tuple(found)

    def contact(self) -> Agent | None:
        contributors = objects(self.record, "contributors")
        mine = next((one for one in contributors if one.get("contributorType") == "ContactPerson"), None)
        self.keep("contributors", [one for one in contributors if one is not mine])
        agent, more = read_agent(mine) if mine else (None, {})
        self.keep("contact", more)
        return agent

    def dates(self) -> dict[str, Any]:
        found: dict[str, str] = {}
        others = []
        for record in objects(self.record, "dates"):
            name = {"Created": "created", "Issued": "published", "Updated": "modified"}.get(
                str(record.get("dateType"))
            )
            match = _DAY.fullmatch(string(record, "date") or "")
            if name and match and name not in found and not record.get("dateInformation"):
                found[name] = match[1]
            else:
                others.append(record)
        self.keep("dates", others)
        year = string(self.record, "publicationYear") or str(self.record.get("publicationYear") or "")
        if re.fullmatch(r"\d{4}", year):
            if not found.get("published"):
                found["published"] = self.available(others) or year
            if not found["published"].startswith(year):
                self.kept["publicationYear"] = year
        return {name: found.get(name) for name in ("created", "published", "modified")}

    def available(self, dates: list[dict[str, Any]]) -> str | None:
        """The day on which the work could be had, which stays among the dates."""
        said = next((string(one, "date") for one in dates if one.get("dateType") == "Available"), None)
        match = _DAY.fullmatch(said or "")
        return match[1] if match else None

    def subjects(self) -> dict[str, Any]:
        found: dict[str, list[str]] = {"keywords": [], "tasks": [], "modalities": []}
        others = []
        for record in objects(self.record, "subjects"):
            scheme, word = string(record, "subjectScheme"), string(record, "subject")
            field = {TASKS["subjectScheme"]: "tasks", MODALITIES["subjectScheme"]: "modalities"}.get(
                scheme or ""
            )
            plain = record.keys() <= {"subject", "lang"}
            if word and (field or plain):
                found[field or "keywords"].append(word)
            else:
                others.append(record)
        self.keep("subjects", others)
        return {name: tuple(words) for name, words in found.items()}

    def alternate(self, wanted: str) -> str | None:
        found = None
        for record in objects(self.record, "alternateIdentifiers"):
            if found is None and record.get("alternateIdentifierType") == wanted:
                found = string(record, "alternateIdentifier")
        others = [
            one for one in objects(self.record, "alternateIdentifiers")
            if one.get("alternateIdentifierType") not in (HOME, PAGE)
        ]  # fmt: skip
        self.keep("alternateIdentifiers", others)
        return found

    def size(self) -> str | None:
        sizes = strings(self.record, "sizes")
        found = next((size for size in sizes if _SIZE.fullmatch(size)), None)
        self.keep("sizes", [size for size in sizes if size != found])
        self.keep("formats", strings(self.record, "formats"))
        return found

    def related(self) -> tuple[Related, ...]:
        titles: dict[tuple[str | None, Any], str] = {}
        items = []
        for item in objects(self.record, "relatedItems"):
            identifier = string(mapping(item, "relatedItemIdentifier"), "relatedItemIdentifier")
            title = next((string(one, "title") for one in objects(item, "titles")), None)
            ours = {
                "relatedItemIdentifier",
                "titles",
                "relatedItemType",
                "relationType",
                "relationTypeInformation",
            }
            if identifier and title and item.keys() <= ours and item.get("relatedItemType") == "Other":
                titles[identifier, string(item, "relationType")] = title
            else:
                items.append(item)
        self.keep("relatedItems", items)
        found, others = [], []
        for record in objects(self.record, "relatedIdentifiers"):
            relation, id_ = _relation(record), string(record, "relatedIdentifier")
            if relation and id_ and keeps_its_form(id_):
                found.append(Related(relation, id_, titles.get((id_, record.get("relationType")))))
            else:
                others.append(record)
        self.keep("relatedIdentifiers", others)
        return tuple(found)

    def descriptions(self) -> dict[str, Any]:
        summary, citation = None, None
        topics: dict[str, str] = {}
        others = []
        for record in objects(self.record, "descriptions"):
            text, kind = string(record, "description"), record.get("descriptionType")
            told = read_headed(text) if text and kind in ("Methods", "TechnicalInfo", "Other") else None
            if kind == "Abstract" and text and summary is None:
                summary = text
                self.keep("abstract", {key: said for key, said in record.items() if key == "lang"})
            elif told and told[0] == "citation" and citation is None:
                citation = told[1]
            elif told and told[0] not in topics:
                topics[told[0]] = told[1]
            elif kind == "Methods" and text and "collection" not in topics:
                topics["collection"] = text
            else:
                others.append(record)
        self.keep("descriptions", others)
        return {"summary": summary, "citation": citation, "topics": topics}


def _relation(record: Mapping[str, Any]) -> Relation | None:
    information = record.get("relationTypeInformation")
    name = str(record.get("relationType"))
    for relation, written in NAMES.items():
        if information == relation and written == name:
            return relation
    return relation_of(name)


def card_of(record: Mapping[str, Any], pointer: str = "") -> Loaded:
    """The card of a record, with the places of what no card holds."""
    reader = _Reader(record)
    card = reader.card()
    for key in ("geoLocations", "fundingReferences"):
        reader.keep(key, objects(record, key))
    unknown = tuple(f"{pointer}/{key}" for key in reader.kept if key in record)
    extra = {"x-datacite": reader.kept} if reader.kept else {}
    return Loaded(card._replace(extra=extra), unknown, tuple(reader.notes))
