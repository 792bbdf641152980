"""JSON Schemas over whole cards that a user's profile adds to ours."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from opendata_lint.card import Card
from opendata_lint.card.topics import topics_conclusive
from opendata_lint.finding import Finding, Place, Severity, at_section
from opendata_lint.schema import words
from opendata_lint.schema.store import SchemaFault, checked_schema, validator

_CODE = r"[A-Z]{2,8}\d{3}"
_NAME = r"[a-z][a-z0-9-]{2,31}"
_KINDS = ("dataset", "model")


Texts: TypeAlias = tuple[tuple[str, str], ...]
"""The texts of files that references of a schema lead to, by their addresses from its folder."""


class Demand(NamedTuple):
    """A rule of a user's own, as the annotations of a schema tell it."""

    code: str
    name: str
    summary: str
    severity: Severity
    kinds: tuple[str, ...]
    page: str
    """Markdown, as built-in rules have it."""


class CardSchema:
    """A JSON Schema over the document of a whole card (`kind`, `metadata`, `topics`, `sections`).

    Nodes say in `x-opendata-lint` which rule they are: `code`, and optionally `name`, `message`, `hint`,
    `severity` and `kinds`. Equal where the place and the text are. Raises `SchemaFault` where the schema
    or an annotation is of no use.
    """

    def __init__(self, path: Path, text: str, beside: Texts = ()) -> None:
        self.path = path
        """The file that it stands in, as people see it."""
        self.text = text
        """The schema as JSON."""
        self.beside = beside
        """The files that its references lead to."""
        self.schema = checked_schema(json.loads(text), path)
        self.rules: Mapping[str, Demand] = _rules(self.schema, path)
        """The rules that its nodes name, by code."""

    def __reduce__(self) -> tuple[type[CardSchema], tuple[Path, str, Texts]]:
        """A validator cannot be sent to another process; it is made anew there."""
        return CardSchema, self._facts

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CardSchema) and self._facts == other._facts

    def __hash__(self) -> int:
        return hash(self._facts)

    @property
    def _facts(self) -> tuple[Path, str, Texts]:
        return self.path, self.text, self.beside

    def findings(self, card: Card) -> Iterator[Finding]:
        """What the schema finds in a card. Raises `SchemaFault` for a broken reference."""
        from referencing.exceptions import Unresolvable

        from opendata_lint.card.document import document_with_words
        from opendata_lint.schema.violations import findings_of

        document = document_with_words(card)
        found: dict[Finding, None] = {}
        try:
            for error in _validator(self).iter_errors(document):
                sure = list(error.absolute_path)[:1] != ["topics"] or topics_conclusive(card)
                for finding in findings_of(error, self.schema):
                    found[finding._replace(place=_placed(finding.place, error, card), conclusive=sure)] = None
        except Unresolvable as error:
            raise SchemaFault(f"{self.path}: the reference {error.ref} leads nowhere") from error
        yield from found


def _placed(place: Place, error: Any, card: Card) -> Place:
    """A place in the card for one in its document, which leaves out what stands above the first heading."""
    headed = [index for index, section in enumerate(card.sections) if section.level]
    if place.section is not None:
        return at_section(headed[place.section])
    if error.validator == "contains" and list(error.absolute_path) == ["sections"]:
        # The section may be there and lack something else that is asked for, such as words.
        titles = _wanted_titles(error.validator_value)
        return next((at_section(i) for i in headed if card.sections[i].title in titles), place)
    return place


def _wanted_titles(node: Any) -> list[Any]:
    title = node.get("properties", {}).get("title", {}) if isinstance(node, dict) else {}
    return [title["const"]] if "const" in title else title.get("enum", []) if isinstance(title, dict) else []


@cache
def _validator(schema: CardSchema) -> Any:
    return validator(schema.schema, schema.path, dict(schema.beside))


def _rules(schema: Any, path: Path) -> dict[str, Demand]:
    rules: dict[str, Demand] = {}
    for annotation in _annotations(schema):
        info = _info(annotation, path)
        if info is not None:
            rules.setdefault(info.code, info)
    return rules


def _annotations(node: Any) -> Iterator[Any]:
    if isinstance(node, dict):
        if "x-opendata-lint" in node:
            yield node["x-opendata-lint"]
        for keyword, member in node.items():
            if keyword not in ("enum", "const", "default", "examples", "x-opendata-lint"):
                yield from _annotations(member)
    elif isinstance(node, list):
        for member in node:
            yield from _annotations(member)


_KEYS = ("code", "name", "message", "hint", "severity", "kinds", "wanted")


def _info(annotation: Any, path: Path) -> Demand | None:
    """The rule of an annotation, None where it names no code."""
    if not isinstance(annotation, dict):
        raise SchemaFault(f"{path}: `x-opendata-lint` must be an object, not {words.shown(annotation)}")
    for key, value in annotation.items():
        _check_key(key, value, path)
    if "code" not in annotation:
        return None
    told = {key: str(annotation[key]) for key in ("code", "name", "message", "hint") if key in annotation}
    code, severity = told["code"], annotation.get("severity", "error")
    name = told.get("name", code.lower())
    summary = told.get("message", f"A demand of {path.name}.")
    kinds = tuple(annotation.get("kinds", _KINDS))
    page = _page(code, name, severity, kinds, summary, told.get("hint"))
    return Demand(code, name, summary, Severity.of(severity), kinds, page)


def _check_key(key: str, value: Any, path: Path) -> None:
    from opendata_lint.vocabulary import suggest

    shown = words.shown(value)
    if key not in _KEYS:
        near = suggest(key, _KEYS)
        meant = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(_KEYS)}"
        raise SchemaFault(f"{path}: `x-opendata-lint` has no key `{key}`; {meant}")
    if key == "code" and not (isinstance(value, str) and re.fullmatch(_CODE, value)):
        raise SchemaFault(
            f"{path}: the code {shown} must be capital letters and three digits, such as `ACME001`"
        )
    if key == "name" and not (isinstance(value, str) and re.fullmatch(_NAME, value)):
        raise SchemaFault(
            f"{path}: the name {shown} must be lower-case words joined by dashes, such as `consent-missing`"
        )
    if key == "severity" and value not in ("error", "warning", "info"):
        raise SchemaFault(f"{path}: the severity {shown} must be `error`, `warning` or `info`")
    if key == "kinds" and (
        not isinstance(value, list) or not value or any(kind not in _KINDS for kind in value)
    ):
        raise SchemaFault(f"{path}: `kinds` must list `dataset`, `model` or both, not {shown}")
    if key in ("message", "hint", "wanted") and not isinstance(value, str):
        raise SchemaFault(f"{path}: `{key}` must be text, not {shown}")


def _page(code: str, name: str, severity: str, kinds: tuple[str, ...], summary: str, hint: str | None) -> str:
    """A page as built-in rules have one, of what the annotation tells."""
    told = {
        "code": code,
        "name": name,
        "summary": summary,
        "severity": severity,
        "kinds": f"[{', '.join(kinds)}]",
    }
    facts = "".join(f"{key}: {value}\n" for key, value in told.items()) + "since: '-'\n"
    remedy = f"\n## How to fix\n\n{hint}\n" if hint else ""
    return f"---\n{facts}---\n\n## What it finds\n\n{summary}\n{remedy}"
