"""Files beside a work that speak in words: LICENSE, and descriptions such as scikit-learn's `DESCR`."""

from __future__ import annotations

import re
from pathlib import Path

from opendata_lint.drafting.draft import Draft
from opendata_lint.drafting.rst import Block, read_rst
from opendata_lint.drafting.walking import Contents, Found
from opendata_lint.exchange.canonical import Agent
from opendata_lint.exchange.licenses import read_license
from opendata_lint.rules.license_files import LICENSE_NAMES, is_software
from opendata_lint.vocabulary.license_texts import HEAD, recognized

_LARGEST_TEXT = 200_000
_LEAST_SUMMARY = 8
"""Words of a paragraph that can say what a work is."""
_NOT_TEXT = (".py", ".json", ".js", ".html", ".png", ".svg", ".csv")


def with_license(draft: Draft, contents: Contents) -> Draft:
    """The draft with the license whose text lies in the folder itself."""
    if draft.card.license.expression:
        return draft
    for found in contents.files:
        low = found.name.lower()
        if "/" in found.path or not low.startswith(LICENSE_NAMES[:-1]) or low.endswith(_NOT_TEXT):
            continue
        grant = recognized(_head(contents.on_disk(found)))
        if grant is None:
            draft = draft.told(note=f"{found.path} holds no license that is known by its text")
            continue
        license_ = read_license(grant.id)
        if draft.card.kind == "dataset" and is_software(grant):
            why = f"from {found.path}; it is a license for code, so make sure that it is meant for the data"
            return draft.guessed("license", why, license=license_)
        draft = draft._replace(card=draft.card._replace(license=license_))
        return draft.told(found=f"license {license_.expression} ({found.path})")
    return draft


def _head(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return stream.read(HEAD * 4).decode("utf-8", "replace")
    except OSError:
        return ""


def description_files(contents: Contents) -> list[Found]:
    """Files that describe the data in reStructuredText or plain text, by name."""
    return [
        found
        for found in contents.files
        if re.fullmatch(r"(?:descr|description)(?:\.(?:rst|txt))?|.*\.rst", found.name.lower())
        and "/" not in found.path
    ]


def with_description(draft: Draft, path: Path, shown: str) -> Draft:
    """The draft with what a file such as `iris.rst` of scikit-learn says.

    The first title names the work, the first paragraph of prose is the summary, a field `Creator` names its
    maker; all the text is kept as the structure of the data, as that is what such files tell.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(_LARGEST_TEXT + 1)
    except OSError as error:
        return draft.told(note=f"{shown} was not read: {error.strerror or error}")
    if len(data) > _LARGEST_TEXT or b"\0" in data:
        return draft.told(note=f"{shown} was not read: it is larger than 200 kB, or no text")
    title, blocks = read_rst(data.decode("utf-8", "replace"))
    facts = _facts(draft, title, blocks)
    if not facts:
        return draft
    draft = draft._replace(card=draft.card._replace(**facts))  # type: ignore[arg-type]
    names = [{"topics": "description"}.get(fact, fact) for fact in facts]
    return draft.told(found=f"{', '.join(names)} ({shown})")


def _facts(draft: Draft, title: str | None, blocks: list[Block]) -> dict[str, object]:
    card = draft.card
    facts: dict[str, object] = {}
    if title and not card.title:
        facts["title"] = title
    prose = [block.text for block in blocks if block.kind == "text"]
    summary = next(
        (text for text in prose if len(text.split()) >= _LEAST_SUMMARY and text.endswith(".")), None
    )
    if summary and not card.summary:
        facts["summary"] = summary
    makers = [
        name for block in blocks for name in block.fields.get("creator", block.fields.get("author", ()))
    ]
    if makers and not card.creators:
        facts["creators"] = tuple(Agent(name) for name in dict.fromkeys(makers))
    rest = "\n\n".join(block.text for block in blocks if block.text != facts.get("summary"))
    if rest and "structure" not in card.topics:
        facts["topics"] = {**card.topics, "structure": rest}
    return facts
