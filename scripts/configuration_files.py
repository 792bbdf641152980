"""What is made from the table of configuration keys: two JSON Schemas and the reference in `docs/`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from opendata_lint.configuration.key import Key, Place  # noqa: E402
from opendata_lint.configuration.keys import ALLOW_LISTS, LEVELS, keys_of  # noqa: E402
from opendata_lint.reporting import FORMATS  # noqa: E402

_BEGIN, _END = "<!-- made by scripts/generate.py from here -->\n", "<!-- to here -->\n"
_TEXTS: dict[str, Any] = {"type": "array", "items": {"type": "string", "pattern": "\\S"}}
_WORD = {"type": "string", "pattern": "\\S"}
_OPTION_TYPES: dict[str, dict[str, Any]] = {
    "integer": {"type": "integer"},
    "boolean": {"type": "boolean"},
    "text": {"type": "string"},
    "texts": _TEXTS,
}

_INNER: dict[Place, str] = {
    "registry": "[registry]",
    "registry-card": "[registry.cards.tides]",
    "registry-member": "[registry.members.acme]",
    "registry-receive": "[registry.receive]",
}
"""The tables within a configuration file, as they are written."""


def outputs(root: Path, pages: list[dict[str, Any]]) -> dict[Path, str]:
    """The text of every file that is made, by path; `pages` is the front matter of the rules' pages."""
    reference = root / "docs" / "configuration.md"
    return {
        root / "schemas" / "opendata-lint.schema.json": _dumped(schema("configuration", pages)),
        root / "schemas" / "profile.schema.json": _dumped(schema("profile", pages)),
        reference: _filled(reference.read_text(encoding="utf-8"), "\n".join(_reference(pages))),
    }


def _dumped(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def schema(place: Place, pages: list[dict[str, Any]]) -> dict[str, Any]:
    """The JSON Schema of a file, in words that all drafts since the seventh share."""
    what = "configuration file" if place == "configuration" else "profile file"
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": "Made by scripts/generate.py from opendata_lint/configuration/keys.py; do not edit.",
        "title": f"opendata-lint {what}",
        **_table(place, pages),
    }


def _table(place: Place, pages: list[dict[str, Any]]) -> dict[str, Any]:
    keys = keys_of(place)
    required = [key.name for key in keys.values() if key.required]
    properties: dict[str, Any] = {"$schema": {"type": "string"}} if place == "profile" else {}
    properties |= {name: {"description": key.about, **_shape(key, pages)} for name, key in keys.items()}
    table: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    return table | ({"required": required} if required else {})


def _shape(key: Key, pages: list[dict[str, Any]]) -> dict[str, Any]:
    shapes: dict[str, dict[str, Any]] = {
        "boolean": {"type": "boolean"},
        "integer": {"type": "integer", "minimum": 1},
        "text": _WORD,
        "path": _WORD,
        "profile": _WORD,
        "choice": {"enum": list(key.choices)},
        "texts": _TEXTS,
        "patterns": _TEXTS,
        "switch": {"anyOf": [{"type": "boolean"}, _TEXTS]},
        "selectors": _TEXTS,
        "levels": {"type": "object", "additionalProperties": {"enum": list(LEVELS)}},
        "exports": {"type": "object", "additionalProperties": _WORD},
        "allow": {
            "type": "object",
            "properties": dict.fromkeys(ALLOW_LISTS, _TEXTS),
            "additionalProperties": False,
        },
        "rules": {
            "type": "object",
            "properties": _options(pages),
            "additionalProperties": {"type": "object"},
        },
        "schema": {"anyOf": [_WORD, {"type": "object"}]},
    }
    if key.form == "overrides":
        return {"type": "array", "items": _table("override", pages)}
    if key.inside:
        table = _table(key.inside, pages)
        return table if key.form == "table" else {"type": "object", "additionalProperties": table}
    return shapes[key.form] | ({"examples": list(FORMATS)} if key.name == "output-format" else {})


def _options(pages: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        facts["code"]: {
            "type": "object",
            "properties": {name: _option(told) for name, told in facts["options"].items()},
            "additionalProperties": False,
        }
        for facts in pages
        if "options" in facts
    }


def _option(told: dict[str, Any]) -> dict[str, Any]:
    shape = {"description": told["about"], "default": told["default"]}
    shape |= _OPTION_TYPES[told["type"]]
    return shape | ({"minimum": told["minimum"]} if "minimum" in told else {})


def _filled(text: str, made: str) -> str:
    """A page with its made part renewed; what people wrote around it stays."""
    head, _, rest = text.partition(_BEGIN)
    return f"{head}{_BEGIN}\n{made}\n\n{_END}{rest.partition(_END)[2]}"


def _reference(pages: list[dict[str, Any]]) -> Iterator[str]:
    yield "## Keys"
    overrides = keys_of("override")
    for key in keys_of("configuration").values():
        yield from ["", f"### `{key.name}`", "", key.about]
        if key.default:
            yield f"Without it: {key.default}."
        if key.name in overrides:
            yield "May stand in `[[overrides]]`."
        yield from ["", "```toml", f"{key.name} = {key.example}", "```"]
    yield from ["", "### `files`", "", overrides["files"].about]
    for place, title in _INNER.items():
        yield from ["", f"## Keys of `{title}`"]
        for key in keys_of(place).values():
            yield from ["", f"### `{key.name}` in `{title}`", "", key.about]
            if key.default:
                yield f"Without it: {key.default}."
            lines = [f"{other.name} = {other.example}" for other in keys_of(place).values() if other.required]
            own = f"{key.name} = {key.example}"
            yield from ["", "```toml", title, *lines, *([] if own in lines else [own]), "```"]
    yield from [
        "",
        "## Options of rules",
        "",
        "| rule | option | default | what it is |",
        "|---|---|---|---|",
    ]
    for facts in pages:
        for name, told in facts.get("options", {}).items():
            default = json.dumps(told["default"])
            yield f"| {facts['code']} `{facts['name']}` | `{name}` | `{default}` | {told['about']} |"
    yield from ["", "## What `allow` lets pass", "", "| list | rules |", "|---|---|"]
    for name in ALLOW_LISTS:
        codes = [facts["code"] for facts in pages if facts.get("allow") == name]
        yield f"| `{name}` | {', '.join(codes)} |"
