"""A card as `dataset-metadata.json`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from opendata_lint.exchange.body import describe, sections_of
from opendata_lint.exchange.canonical import CanonicalCard, License
from opendata_lint.exchange.formats.kaggle.resources import resources_of
from opendata_lint.exchange.formats.kaggle.terms import FREQUENCIES, kaggle_id
from opendata_lint.exchange.in_words import sections
from opendata_lint.exchange.protocol import Dumped, NotExpressible, losses_of

SHORTEST_TITLE, LONGEST_TITLE = 6, 50
SHORTEST_SUBTITLE, LONGEST_SUBTITLE = 20, 80
SHORTEST_SLUG, LONGEST_SLUG = 6, 50
"""Characters. Kaggle's page allows names of 3; its client refuses those below 6."""

_NO_PLACE = "the metadata of Kaggle has no place for it"
_ACCOUNTS = "Kaggle knows the people of a dataset by their accounts alone"
REASONS = {
    "title": f"Kaggle allows titles of {SHORTEST_TITLE} to {LONGEST_TITLE} characters in one line",
    "id": f"Kaggle allows an account, a slash and a name of {SHORTEST_SLUG} to {LONGEST_SLUG} letters a-z, "
    "digits and hyphens",
    "summary": "Kaggle has one description, in which summary and sections stand together",
    "topics": "Kaggle has one description, in which summary and sections stand together",
    "license": "Kaggle allows one license of its list, and its GNU licenses tell the version alone",
    "version": "Kaggle numbers the versions itself",
    "creators": _ACCOUNTS,
    "publisher": _ACCOUNTS,
    "contact": _ACCOUNTS,
    "doi": _NO_PLACE,
    "url": _NO_PLACE,
    "created": _NO_PLACE,
    "published": "Kaggle sets the date itself",
    "modified": "Kaggle sets the date itself",
    "keywords": "Kaggle has one list of tags for keywords, modalities and tasks, each there once",
    "modalities": "Kaggle has one list of tags for keywords, modalities and tasks, each there once",
    "tasks": "Kaggle has one list of tags for keywords, modalities and tasks, each there once",
    "languages": _NO_PLACE,
    "size_category": _NO_PLACE,
    "related": "Kaggle has a text on the sources, and no place for other works",
    "citation": "Kaggle has one description, in which the citation stands as a section",
    "files": "Kaggle names local files, each with a description, and those of tables among them",
    "tables": "Kaggle names columns by local file, with a type of its list and a description",
    "metrics": _NO_PLACE,
    "library": _NO_PLACE,
    "architecture": _NO_PLACE,
    "access": "Kaggle knows public and private",
    "extra": "Kaggle has no place for what only another format can say",
}


def write(card: CanonicalCard) -> Dumped:
    """The metadata file. Raises `NotExpressible` for a model, and where title or id do not do."""
    from opendata_lint.exchange.formats.kaggle.reading import read

    if card.kind != "dataset":
        raise NotExpressible(
            "dataset-metadata.json is for datasets; Kaggle keeps models in files of another kind"
        )
    data = (json.dumps(_document(card), indent=2, ensure_ascii=False) + "\n").encode("utf-8", "replace")
    back = read(data, "dataset-metadata.json").card
    return Dumped(data, losses_of(card, back, REASONS))


def _document(card: CanonicalCard) -> dict[str, Any]:
    kept = card.extra.get("x-kaggle")
    kept = dict(kept) if isinstance(kept, Mapping) else {}
    by_path = kept.pop("resources", None)
    license_, in_words = _license(card.license)
    description = describe(card)
    told = list(sections_of(sections(in_words, card.citation)))
    made = {
        "title": _title(card.title),
        "id": _id(kept.pop("id", None) or card.id),
        "subtitle": _subtitle(card.summary, kept.pop("subtitle", None)),
        "description": "\n\n".join(filter(None, (description, *told))) or None,
        "licenses": [{"name": license_}],
        "keywords": _keywords(card) or None,
        "isPrivate": {"open": False, "closed": True, "restricted": True, "embargoed": True}.get(
            card.access or ""
        ),
        "userSpecifiedSources": _sources(card),
        "resources": resources_of(card, by_path if isinstance(by_path, dict) else {}) or None,
    }
    if kept.get("expectedUpdateFrequency") not in FREQUENCIES:
        kept.pop("expectedUpdateFrequency", None)
    kept = {key: value for key, value in kept.items() if made.get(key) is None}
    return {key: value for key, value in made.items() if value is not None} | kept


def _title(title: str) -> str:
    text = " ".join(title.split())
    if len(text) < SHORTEST_TITLE:
        what = f"`{text}` has {len(text)}" if text else "the card has none"
        raise NotExpressible(
            f"Kaggle requires a title of {SHORTEST_TITLE} to {LONGEST_TITLE} characters; {what}"
        )
    if len(text) <= LONGEST_TITLE:
        return text
    cut = text[: LONGEST_TITLE + 1].rpartition(" ")[0].rstrip(" ,;:-–—")
    return cut if len(cut) >= SHORTEST_TITLE else text[:LONGEST_TITLE].rstrip()


def _id(name: Any) -> str:
    found = re.fullmatch(r"([\w.-]+)/([\w.-]+)", name if isinstance(name, str) else "", re.ASCII)
    slug = _slug(found[2]) if found else ""
    if found is None or len(slug) < SHORTEST_SLUG:
        what = f"`{slug}` is too short" if slug else "the card names none"
        raise NotExpressible(
            f"Kaggle requires an account and a name of {SHORTEST_SLUG} to {LONGEST_SLUG} characters as id; "
            f"{what}: write it in the card as `x-kaggle: {{id: ACCOUNT/NAME}}`"
        )
    return f"{_slug(found[1]) or found[1]}/{slug}"


def _slug(text: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    return slug[:LONGEST_SLUG].rstrip("-")


def _subtitle(summary: str | None, kept: Any) -> str | None:
    """What is kept, else the summary; only where it has the right length."""
    for text in (kept, summary):
        if isinstance(text, str) and "\n" not in text and SHORTEST_SUBTITLE <= len(text) <= LONGEST_SUBTITLE:
            return text
    return None


def _license(license_: License) -> tuple[str, License]:
    """Kaggle's id, and the license that the description must tell, empty where the id tells all."""
    from opendata_lint.exchange.formats.kaggle.terms import read_kaggle_license

    found = kaggle_id(license_)
    if found is None:
        return "other", license_
    means = read_kaggle_license(found)
    same = means == license_ or (means.expression or "").removesuffix("-only") == (
        license_.expression or ""
    ).removesuffix("-only")
    return found, License() if same else license_


def _keywords(card: CanonicalCard) -> list[str]:
    tasks = [task.replace("-", " ") for task in card.tasks]
    return list(dict.fromkeys((*card.keywords, *card.modalities, *tasks)))


def _sources(card: CanonicalCard) -> str | None:
    """The works that the data comes from, a line each."""
    lines = []
    for work in card.related:
        if work.relation != "derivedFrom" or re.search(r"[\s()\[\]]", work.id):
            continue
        title = re.sub(r"([\\\[\]])", r"\\\1", " ".join((work.title or "").split()))
        bare = not title and ":" in work.id
        lines.append(work.id if bare else f"[{title or work.id}]({work.id})")
    return "\n".join(lines) or None
