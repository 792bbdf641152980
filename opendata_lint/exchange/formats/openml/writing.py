"""A card as a description for upload, within the characters and lengths that OpenML allows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape

from opendata_lint.exchange.body import describe, sections_of
from opendata_lint.exchange.canonical import CanonicalCard, File, License
from opendata_lint.exchange.formats.openml import xsd
from opendata_lint.exchange.formats.openml.latin import casual, cut, latin, system
from opendata_lint.exchange.formats.openml.reading import read, short_license
from opendata_lint.exchange.in_words import citation_in_words, license_in_words
from opendata_lint.exchange.licenses import read_license
from opendata_lint.exchange.protocol import Dumped, NotExpressible, losses_of
from opendata_lint.vocabulary import languages

_LONGEST = 16_384
"""Characters of a description."""
_NO_PLACE = "OpenML's description has no element for it"
_TEXT = "OpenML has one description in Basic Latin, in which summary and sections stand together"
_COLUMNS = "OpenML reads tables from the data file; the description names the target and the row id of one"
_PEOPLE = "OpenML names a creator in at most 128 characters of Basic Latin, and nothing else of them"
REASONS = {
    "title": "OpenML's names have letters, digits and `_-.(),`, at most 128, and descriptions Basic Latin",
    "id": "OpenML numbers its datasets",
    "summary": _TEXT,
    "topics": _TEXT,
    "license": "OpenML's licence may have 64 characters of Basic Latin",
    "version": "OpenML's version label may have 128 letters a-z, digits and `_-.(),`",
    "creators": _PEOPLE,
    "publisher": _NO_PLACE,
    "contact": _NO_PLACE,
    "doi": _NO_PLACE,
    "url": _NO_PLACE,
    "created": _NO_PLACE,
    "published": "OpenML sets the date of the upload itself",
    "modified": _NO_PLACE,
    "keywords": "OpenML's tags have letters a-z, digits and `_-.`, at most 64, and no spaces",
    "languages": "OpenML tells languages by English names in letters a-z, without region and script",
    "modalities": _NO_PLACE,
    "tasks": "at OpenML a task is a thing of its own that is made for a dataset",
    "size_category": "OpenML counts the rows itself",
    "related": "OpenML has one address for the original data and one for a paper",
    "citation": "OpenML's citation may have 1,024 characters of Basic Latin",
    "files": "OpenML has one address of a data file, with its MD5",
    "tables": _COLUMNS,
    "metrics": "at OpenML results belong to runs",
    "access": "OpenML knows public, circles and private",
    "extra": "OpenML's description has no element for what only another format or its server says",
}
_POLICIES = {"open": "public", "restricted": "circles", "closed": "private"}


def write(card: CanonicalCard) -> Dumped:
    """The description. Raises `NotExpressible` for a model, and without a name or a text."""
    if card.kind != "dataset":
        raise NotExpressible(
            "OpenML describes datasets; its flows are programs, and there is no place for a model"
        )
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<oml:data_set_description xmlns:oml="{xsd.NAMESPACE}">',
    ]
    values = _values(card)
    for row in xsd.DESCRIPTION:
        assert row.kind is not None
        for text in values.get(row.name, ()):
            if xsd.fits(row.kind, text) and latin(text) == text:
                said = escape(text, {"\r": "&#13;"})
                lines.append(f"  <oml:{row.name}>{said}</oml:{row.name}>")
    lines.append("</oml:data_set_description>\n")
    data = "\n".join(lines).encode("ascii")
    return Dumped(data, losses_of(card, read(data, "openml.xml").card, REASONS))


def _values(card: CanonicalCard) -> dict[str, list[str]]:
    """The texts of each element; what does not fit the schema after all is left out."""
    name, data_file = _name(card), _data_file(card)
    made = {
        "id": _number(card.id),
        "name": name,
        "description": _description(card, name),
        "creator": [latin(one.name) for one in card.creators],
        "collection_date": card.created,
        "language": _language(card.languages),
        "licence": short_license(card.license),
        "url": data_file.path if data_file else None,
        "md5_checksum": data_file.md5 if data_file else None,
        "version_label": casual(card.version or "", 128),
        "citation": cut(latin(card.citation or ""), 1_024, _CUT_CITATION),
        "tag": list(dict.fromkeys(system(word, 64) for word in card.keywords)),
        "visibility": _POLICIES.get(card.access or ""),
        "original_data_url": _address(card, "derivedFrom"),
        "paper_url": _address(card, "documentedBy"),
        **_of_table(card),
    }
    return {tag: list(_texts(value)) for tag, value in {**_kept(card), **_given(made)}.items()}


def _data_file(card: CanonicalCard) -> File | None:
    """The first file that has an address, among those of the tables too."""
    named = (*card.files, *(File(path) for table in card.tables for path in table.files))
    return next((file for file in named if "://" in file.path and "*" not in file.path), None)


def _given(made: Mapping[str, Any]) -> dict[str, Any]:
    return {tag: value for tag, value in made.items() if value}


def _texts(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, (list, tuple)) else [value]:
        text = str(one).strip() if isinstance(one, (str, int)) and not isinstance(one, bool) else ""
        if text:
            yield text


def _kept(card: CanonicalCard) -> dict[str, Any]:
    """What OpenML once said, but for what the card says anew."""
    kept = card.extra.get("x-openml")
    kept = dict(kept) if isinstance(kept, Mapping) else {}
    if not (card.published and str(kept.get("upload_date", "")).startswith(card.published)):
        kept.pop("upload_date", None)
    if not xsd.fits(xsd.Kind("casual", 64), str(kept.get("format", ""))):
        kept["format"] = "arff"
    return kept


def _number(name: str | None) -> str | None:
    found = re.fullmatch(r"openml:d/(\d{1,10})", name or "", re.ASCII)
    return found[1] if found else None


def _name(card: CanonicalCard) -> str:
    """The title as OpenML's names are; where no letter of it is left, the name in the card's id."""
    for text in (card.title, (card.id or "").rpartition("/")[2]):
        found = casual(" ".join(text.split()), 128)
        if re.search("[A-Za-z0-9]", found):
            return found
    raise NotExpressible(
        "OpenML requires a name in letters a-z and digits, and the card has no title in them"
    )


def _description(card: CanonicalCard, name: str) -> str:
    title = " ".join(latin(card.title).split())[:500]
    body = latin(describe(card)).strip()
    if not re.search("[A-Za-z0-9]", body):
        what = (
            "no letter of the card's text is in it" if body else "the card has neither a summary nor sections"
        )
        raise NotExpressible(f"OpenML requires a description in Basic Latin, and {what}")
    before = f"# {title}\n\n" if title and title != name else ""
    behind = "".join(f"\n\n{one}" for one in sections_of(_in_words(card)))
    room = _LONGEST - len(before) - len(latin(behind))
    if room < _LONGEST // 2:  # a citation that would crowd out the text
        room, behind = _LONGEST - len(before), ""
    return before + cut(body, room, _pointer(card)) + latin(behind)


def _in_words(card: CanonicalCard) -> dict[str, str]:
    """Sections for a license and a citation of which their elements do not hold all."""
    told = {}
    if card.license not in (License(), read_license(short_license(card.license))):
        told["license"] = license_in_words(card.license)
    if card.citation and len(latin(card.citation)) > 1_024:
        told["citation"] = citation_in_words(card.citation)
    return told


_CUT_CITATION = " [cut here; the whole stands in the description]"


def _pointer(card: CanonicalCard) -> str:
    """What stands at the end of a description that was cut: where the whole is."""
    where = card.url or (f"https://doi.org/{card.doi}" if card.doi else card.id)
    whole = f"the whole card: {latin(where)[:500]}" if where else "the whole stands in the dataset's card"
    return f"\n\n(Cut after {_LONGEST:,} characters, the most that OpenML takes; {whole})"


def _language(tags: tuple[str, ...]) -> str:
    """English names, one behind the other; a language without a name goes by its code."""
    return ",".join(dict.fromkeys(filter(None, map(_language_name, tags))))


def _language_name(tag: str) -> str:
    primary = languages.primary_subtag(tag)
    return casual(languages.name_of(primary) or tag, 128).replace(",", "")


def _address(card: CanonicalCard, relation: str) -> str | None:
    named = (work.id for work in card.related if work.relation == relation and "://" in work.id)
    return next((one for one in named if one.isascii() and not re.search(r"\s", one)), None)


def _of_table(card: CanonicalCard) -> dict[str, str | None]:
    """Target and row id of the one table that has them."""
    told = [table for table in card.tables if table.target or table.key]
    if not told:
        return {}
    table = told[0]
    target = table.target if table.target and "," not in table.target else None
    return {
        "default_target_attribute": target,
        "row_id_attribute": table.key[0] if len(table.key) == 1 else None,
    }
