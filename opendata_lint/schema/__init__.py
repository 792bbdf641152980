"""JSON Schema to findings at exact places, with messages that a person understands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from opendata_lint.card import Card, Kind
from opendata_lint.card.document import document_of
from opendata_lint.finding import MAX_FINDINGS, Finding, at_section, at_span
from opendata_lint.schema.own import CardSchema, Texts
from opendata_lint.schema.quick import Check, compile_check
from opendata_lint.schema.store import SchemaFault, card_schema, user_schema, validator, without

__all__ = ["CardSchema", "SchemaFault", "UserSchema", "card_findings", "card_schema"]


class _Judge:
    """Our schema of a kind of card, for the rules that are on."""

    def __init__(self, kind: Kind, codes: frozenset[str] | None) -> None:
        whole = card_schema(kind)
        self.schema: dict[str, Any] = whole if codes is None else without(whole, codes)
        self.quick: Check | None = compile_check(self.schema)
        self._validator: Any = None

    def errors(self, document: Any) -> Iterator[Any]:
        """Jsonschema's errors; it is imported only where something is wrong."""
        if self.quick and self.quick(document):
            return iter(())
        self._validator = self._validator or _skipping(self.schema)
        errors: Iterator[Any] = self._validator.iter_errors(document)
        return errors


def _skipping(schema: dict[str, Any]) -> Any:
    from opendata_lint.schema.skipping import skipping_validator

    return skipping_validator(schema)


@lru_cache(maxsize=16)
def _judge(kind: Kind, codes: frozenset[str] | None) -> _Judge:
    return _Judge(kind, codes)


def card_findings(card: Card, codes: frozenset[str] | None = None) -> Iterator[Finding]:
    """What our schema of the card's kind finds in the whole card, of the rules `codes` or of all."""
    judge = _judge(card.kind, codes)
    yield from _findings(judge.errors(document_of(card)), judge.schema, card)


def _findings(errors: Iterator[Any], schema: Mapping[str, Any], card: Card) -> Iterator[Finding]:
    first = next(errors, None)
    if first is None:
        return
    from opendata_lint.schema.violations import code_of, findings_of

    told: Counter[str] = Counter()
    seen: dict[Finding, None] = {}  # jsonschema tells of two missing keys in two errors, each for both
    for error in chain((first,), errors):
        code = code_of(error, schema)
        told[code] += 1
        if told[code] <= MAX_FINDINGS + 1:  # one more tells that there are too many
            found = findings_of(error, schema)
            seen.update((_at_topic(one, list(error.absolute_path), card), None) for one in found)
    yield from seen


def _at_topic(finding: Finding, path: list[Any], card: Card) -> Finding:
    """A finding about the answer to a topic stands at the section that gives the answer."""
    answer = card.topics.get(path[1]) if path[:1] == ["topics"] and len(path) > 1 else None
    for index, state in zip(answer.sections, answer.section_states, strict=True) if answer else ():
        if answer and state == answer.state and card.sections[index].level:
            return finding._replace(place=at_section(index), subject=str(path[1]))
    return finding


class UserSchema:
    """A JSON Schema of a user's own, over the front matter. Raises `SchemaFault` where it is broken."""

    def __init__(self, path: Path, text: str, beside: Texts = ()) -> None:
        self.path = path
        """The file that it stands in, as people see it."""
        self.text = text
        self.beside = beside
        """The files that its references lead to."""
        self.schema = user_schema(path, text)
        self._validator = validator(self.schema, path, dict(beside))

    def __reduce__(self) -> tuple[type[UserSchema], tuple[Path, str, Texts]]:
        """A validator cannot be sent to another process; it is made anew there."""
        return UserSchema, (self.path, self.text, self.beside)

    def findings(self, card: Card) -> Iterator[Finding]:
        """What the schema finds in a card's front matter. Raises `SchemaFault` for a broken reference."""
        from opendata_lint.schema import words
        from opendata_lint.schema.violations import findings_of

        if card.front_matter is None:
            required = self.schema.get("required", [])
            lacks = f", so {words.either(words.ticked(required), 'and')} cannot be there" if required else ""
            yield Finding("YML001", f"the card has no front matter{lacks}", at_span(0, 0))
            return
        if card.yaml_fault:
            return
        errors = self._errors(card)
        for error in errors:
            error.path.extendleft(["metadata"])  # our places count from the card's document
        yield from dict.fromkeys(found for error in errors for found in findings_of(error, self.schema))

    def _errors(self, card: Card) -> list[Any]:
        from referencing.exceptions import Unresolvable

        try:
            return list(self._validator.iter_errors(card.value))
        except Unresolvable as error:
            raise SchemaFault(f"{self.path}: the reference {error.ref} leads nowhere") from error
