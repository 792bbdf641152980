"""A card as a document of SPDX: a package, and the elements that it has to do with."""

from __future__ import annotations

from typing import Any

from opendata_lint.exchange.canonical import Agent, CanonicalCard
from opendata_lint.exchange.formats.spdx.fields import (
    DAY,
    OF_KIND,
    PURPOSES,
    common_of,
    file_of,
    identifiers_of,
    lacking,
    moment,
    ref_of,
    work_of,
)
from opendata_lint.exchange.formats.spdx.forms import CONTEXT_OF_3_0_1
from opendata_lint.exchange.formats.spdx.terms import DESCENT, PACKAGES, REFERENCES, RELATIONSHIPS
from opendata_lint.exchange.leftovers import put_back
from opendata_lint.exchange.protocol import NotExpressible
from opendata_lint.facts.licenses import reference

_INFO = "_:creationinfo"


def document_of(card: CanonicalCard) -> dict[str, Any]:
    """The document. Raises `NotExpressible` for a card without what SPDX or its profile cannot do without."""
    graph = _Graph(card)
    package = graph.package()
    graph.people(package)
    graph.license(package)
    graph.works(package)
    graph.files(package)
    graph.restore(package)
    return {"@context": CONTEXT_OF_3_0_1, "@graph": [*graph.head(package), *graph.elements]}


class _Graph:
    """Elements under one base address, made one after the other."""

    def __init__(self, card: CanonicalCard) -> None:
        import uuid

        sorted_card = card._replace(topics=dict(sorted(card.topics.items())))
        self.card = card
        self.base = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, repr(sorted_card))}"
        self.elements: list[dict[str, Any]] = []
        self._agents: dict[Agent, str] = {}
        self._authors: list[str] = []

    def add(self, kind: str, name: str, /, **said: Any) -> dict[str, Any]:
        """An element; what is empty in it is left out."""
        made = {"type": kind, "spdxId": f"{self.base}#{name}", "creationInfo": _INFO} | {
            key: value for key, value in said.items() if value not in (None, "", [], {})
        }
        self.elements.append(made)
        return made

    def package(self) -> dict[str, Any]:
        """The package itself, without references to others."""
        card = self.card
        if not card.title:
            raise NotExpressible("SPDX needs a name: give the card a title (`pretty_name` or a heading)")
        if not DAY.fullmatch(card.published or ""):
            raise lacking("the day of the release", "date_published")
        return self.add(PACKAGES[card.kind], "package", **common_of(card), **OF_KIND[card.kind](card))

    def head(self, package: dict[str, Any]) -> list[dict[str, Any]]:
        """Creation information, document and bill of materials, which stand first."""
        card = self.card
        day = next(filter(DAY.fullmatch, filter(None, (card.modified, card.published))), "")
        own = "dataset" if card.kind == "dataset" else "ai"
        profiles = ["core", "software", own, "simpleLicensing", "extension"]
        info = {
            "type": "CreationInfo",
            "@id": _INFO,
            "specVersion": "3.0.1",
            "createdBy": self._authors,
            "created": moment(day),
        }
        made = [info]
        for kind, name, root in (
            ("SpdxDocument", "document", f"{self.base}#bom"),
            ("software_Sbom", "bom", package["spdxId"]),
        ):
            made.append(
                {
                    "type": kind,
                    "spdxId": f"{self.base}#{name}",
                    "creationInfo": _INFO,
                    "profileConformance": profiles,
                    "rootElement": [root],
                }
            )
        return made

    def people(self, package: dict[str, Any]) -> None:
        """Creators, publisher and contact; a dataset has one originator, others are related to it."""
        card = self.card
        creators = [self._agent(agent) for agent in card.creators]
        supplier = self._agent(card.publisher) if card.publisher else None
        self._authors = list(dict.fromkeys([*creators, *filter(None, [supplier])]))
        if not self._authors:
            raise lacking("who made it", "creators")
        first = creators or self._authors[:1]
        package["originatedBy"] = list(dict.fromkeys(first if card.kind == "model" else first[:1]))
        package["suppliedBy"] = supplier or first[0]
        self._role(package, "creators", creators if len(creators) > 1 else [])
        self._role(package, "contact", [self._agent(card.contact)] if card.contact else [])

    def _role(self, package: dict[str, Any], role: str, agents: list[str]) -> None:
        if agents:
            self.relate(package, "other", agents, comment=role)

    def _agent(self, agent: Agent) -> str:
        if agent not in self._agents:
            kind = {"person": "Person", "organization": "Organization"}.get(agent.kind or "", "Agent")
            number = len(self._agents) + 1
            made = self.add(
                kind,
                f"agent-{number}",
                name=agent.name,
                externalIdentifier=identifiers_of(agent),
                externalRef=[ref_of("altWebPage", agent.url)] if agent.url else [],
            )
            self._agents[agent] = made["spdxId"]
        return self._agents[agent]

    def relate(self, source: dict[str, Any], kind: str, targets: list[str], /, **said: Any) -> None:
        """A relationship of the package to others."""
        number = sum(one["type"] == "Relationship" for one in self.elements) + 1
        self.add(
            "Relationship",
            f"relationship-{number}",
            **{"from": source["spdxId"], "relationshipType": kind, "to": targets},
            **said,
        )

    def license(self, package: dict[str, Any]) -> None:
        """The declared license as an expression."""
        license_ = self.card.license
        expression = license_.expression or (reference(license_.name) if license_.name else None)
        if license_.url and not expression:
            expression = "LicenseRef-other"
        if expression:
            made = self.add(
                "simplelicensing_LicenseExpression",
                "license",
                name=license_.name,
                externalRef=[ref_of("license", license_.url)] if license_.url else [],
                simplelicensing_licenseExpression=expression,
            )
            self.relate(package, "hasDeclaredLicense", [made["spdxId"]])

    def works(self, package: dict[str, Any]) -> None:
        """Works that this one is made of, trained or tested on, and the library that it is for."""
        card = self.card
        for number, one in enumerate(card.related, 1):
            if one.relation in REFERENCES:
                continue
            kind = RELATIONSHIPS.get(one.relation, "descendantOf")
            usual = kind != "descendantOf" or one.relation == DESCENT[card.kind]
            made = self.add("software_Package", f"work-{number}", **work_of(one, card.kind))
            self.relate(package, kind, [made["spdxId"]], comment=None if usual else one.relation)
        if card.library:
            made = self.add(
                "software_Package", "library", name=card.library, software_primaryPurpose="framework"
            )
            self.relate(package, "dependsOn", [made["spdxId"]])
        if card.citation:
            self.add(
                "Annotation",
                "citation",
                comment="citation",
                annotationType="other",
                subject=package["spdxId"],
                statement=card.citation,
            )

    def files(self, package: dict[str, Any]) -> None:
        """The files that the package contains."""
        purpose = PURPOSES[self.card.kind]
        made = [
            self.add("software_File", f"file-{number}", **file_of(file), software_primaryPurpose=purpose)
            for number, file in enumerate(self.card.files, 1)
        ]
        if made:
            self.relate(package, "contains", [one["spdxId"] for one in made])

    def restore(self, package: dict[str, Any]) -> None:
        """What an earlier document said of the package, and nothing in a card says."""
        kept = self.card.extra.get("x-spdx")
        if isinstance(kept, dict):
            put_back(package, kept.get("package"))
