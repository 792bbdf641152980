"""Compares the built-in profiles in one table, for `docs/profiles.md`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

BEGIN = "<!-- begin: made by scripts/generate.py from schemas/profiles -->"
END = "<!-- end -->"
BROAD = ("default", "hub")
"""Profiles with too many rules for the table; the table of rules has them."""


def outputs(root: Path, pages: list[dict[str, Any]]) -> dict[Path, str]:
    """The page on profiles with the comparison put between its marks."""
    path = root / "docs" / "profiles.md"
    text = path.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGIN)
    tail = rest.partition(END)[2]
    profiles = [
        json.loads(file.read_bytes()) for file in sorted((root / "schemas" / "profiles").glob("*.json"))
    ]
    made = "\n".join(comparison(profiles, pages))
    return {path: f"{head}{BEGIN}\n\n{made}\n\n{END}{tail}"}


def comparison(profiles: list[dict[str, Any]], pages: list[dict[str, Any]]) -> Iterator[str]:
    """What each profile is for and leaves out, then the levels of rules in those of standards."""
    profiles = sorted(profiles, key=lambda profile: (profile["name"] not in BROAD, profile["name"]))
    yield "| profile | judges | what it is | source | it does not check |"
    yield "|---|---|---|---|---|"
    for profile in profiles:
        kinds = " and ".join(f"{kind}s" for kind in profile["kinds"])
        left = "; ".join(profile["does_not_check"])
        yield f"| `{profile['name']}` | {kinds} | {profile['description']} | {profile['source']} | {left} |"
    asking = [profile for profile in profiles if profile["name"] not in BROAD]
    yield from ["", "What the profiles of standards ask for: **E** error, W warning, i info.", ""]
    yield "| rule | " + " | ".join(f"`{profile['name']}`" for profile in asking) + " |"
    yield "|---|" + "---|" * len(asking)
    for facts in pages:
        levels = [profile["rules"].get(facts["code"], "") for profile in asking]
        if any(levels):
            marks = " | ".join(_MARKS[level] for level in levels)
            yield f"| {facts['code']} `{facts['name']}` | {marks} |"


_MARKS = {"error": "**E**", "warning": "W", "info": "i", "": ""}
