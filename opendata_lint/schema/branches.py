"""Which branch of an `anyOf` or `oneOf` the author of a card most likely meant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def best_branch(error: Any) -> list[Any]:
    """The errors of the branch that the author most likely meant."""
    branches: dict[int, list[Any]] = {}
    for inner in error.context:
        branches.setdefault(inner.schema_path[0], []).append(inner)
    here = len(error.absolute_path)

    def misfit(errors: list[Any]) -> tuple[bool, bool, int, int]:
        at_top = [e for e in errors if len(e.absolute_path) == here]
        wrong_type = any(e.validator == "type" for e in at_top)
        wrong_tag = any(
            e.validator in ("const", "enum")
            and len(e.absolute_path) == here + 1
            and isinstance(e.absolute_path[-1], str)
            for e in errors
        )
        return wrong_type, wrong_tag, len(errors), -max(len(e.absolute_path) for e in errors)

    if all(misfit(errors)[0] for errors in branches.values()):
        return [_any_type(error, branches)]
    return branches[min(branches, key=lambda index: misfit(branches[index]))]


def _any_type(error: Any, branches: Mapping[int, list[Any]]) -> Any:
    """All branches want another type: one error that names all of them."""
    from jsonschema import ValidationError

    wanted: list[str] = []
    for errors in branches.values():
        for inner in errors:
            if inner.validator == "type" and len(inner.absolute_path) == len(error.absolute_path):
                names = inner.validator_value
                wanted += [
                    name for name in ([names] if isinstance(names, str) else names) if name not in wanted
                ]
    return ValidationError(
        "",
        validator="type",
        validator_value=wanted,
        instance=error.instance,
        schema=error.schema,
        path=error.absolute_path,
    )
