"""A draft from a folder or file: descriptors first, as somebody wrote them, then what the files show."""

from __future__ import annotations

import re
from pathlib import Path

from opendata_lint.card import Kind
from opendata_lint.drafting.contents import data_paths, with_data
from opendata_lint.drafting.descriptors import from_descriptors
from opendata_lint.drafting.draft import Draft, DraftFault
from opendata_lint.drafting.galleries import modalities_of
from opendata_lint.drafting.models import model_files, with_model
from opendata_lint.drafting.papers import description_files, with_description, with_license
from opendata_lint.drafting.tables import data_files
from opendata_lint.drafting.walking import Contents, contents_of
from opendata_lint.exchange.canonical import CanonicalCard


def inspect(place: Path, kind: Kind | None = None) -> Draft:
    """What a folder, a data file, a model file, a descriptor or a description in words tells.

    `kind` None lets the files tell. Raises `DraftFault` where there is nothing to tell it by, `OSError`.
    """
    contents = contents_of(place)
    described, faults = from_descriptors(contents)
    known = kind or _kind_of(contents, described)
    if known is None:
        said = "".join(f"{fault}\n" for fault in faults[:5])
        raise DraftFault(
            f"{said}{place.as_posix()}: neither data, a model nor a description of one was found; "
            "say what the card is about with --kind dataset or --kind model"
        )
    draft = described or Draft(CanonicalCard(known))
    if draft.card.kind != known:
        draft = draft._replace(card=draft.card._replace(kind=known))
    draft = draft._replace(notes=(*contents.notes, *faults, *draft.notes))
    for found in description_files(contents) if not described or not described.card.summary else ():
        draft = with_description(draft, contents.on_disk(found), found.path)
    draft = with_license(draft, contents)
    draft = with_data(draft, contents) if known == "dataset" else with_model(draft, contents)
    return _with_title(draft, place)


def _kind_of(contents: Contents, described: Draft | None) -> Kind | None:
    """A model where there are weights, else what a descriptor says, else a dataset where data may be."""
    if model_files(contents):
        return "model"
    if described:
        return described.card.kind
    if data_files(contents) or description_files(contents) or modalities_of(data_paths(contents)):
        return "dataset"
    return None


def _with_title(draft: Draft, place: Path) -> Draft:
    """The name of the folder or file, where nothing better is known."""
    if draft.card.title.strip():
        return draft
    where = place.absolute()
    name = where.name if place.is_dir() or not where.parent.name else where.stem
    words = " ".join(re.sub(r"[-_.]+", " ", name).split())
    if not words or not words.isprintable():
        return draft
    title = words if any(letter.isupper() for letter in words) else words.title()
    return draft.guessed(
        "title", f"from the name of the {'folder' if place.is_dir() else 'file'}", title=title[:120]
    )
