"""OpenML's documents as cards: descriptions, features, qualities, and heads of ARFF files."""

from __future__ import annotations

import re
from typing import Any, Literal

from opendata_lint.exchange.body import read_description
from opendata_lint.exchange.canonical import Agent, CanonicalCard, File, License, Related, Table
from opendata_lint.exchange.documents import Element, read_xml
from opendata_lint.exchange.formats.openml import xsd
from opendata_lint.exchange.formats.openml.arff import is_arff, read_arff
from opendata_lint.exchange.formats.openml.latin import casual
from opendata_lint.exchange.formats.openml.measured import read_features, read_qualities
from opendata_lint.exchange.in_words import read_citation_in_words, read_license_in_words
from opendata_lint.exchange.licenses import read_license
from opendata_lint.exchange.protocol import DescriptorFault, Loaded
from opendata_lint.vocabulary import languages

_Left = dict[str, list[str]]
_KEPT = (
    "version", "description_version", "contributor", "upload_date", "file_id", "ignore_attribute",
    "update_comment", "status", "processing_date", "error", "warning",
)  # fmt: skip
"""What only OpenML says, and is known."""
_ACCESS: dict[str, Literal["open", "restricted", "closed"]] = {
    "public": "open", "circles": "restricted", "private": "closed",
}  # fmt: skip
_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)


def read(data: bytes, path: str) -> Loaded:
    """A document of OpenML as a card. Raises `DescriptorFault` for what tells of no data."""
    if is_arff(data):
        return _of_arff(data, path)
    root = read_xml(data, path).value
    if root.tag == "data_features":
        return read_features(root)
    if root.tag == "data_qualities":
        return read_qualities(root)
    if root.tag != "data_set_description":
        span = (root.start, root.start + 1)
        raise DescriptorFault(f"{path} is a `{root.tag[:60]}`, and describes no dataset of OpenML", span)
    return _description(root)


def _of_arff(data: bytes, path: str) -> Loaded:
    head = read_arff(data, path)
    table = Table("default", head.columns, files=(path.rpartition("/")[2],))
    notes = () if head.whole else ("the head of the file is too long, and was read in part",)
    return Loaded(
        CanonicalCard("dataset", head.relation, summary=head.comment or None, tables=(table,)), (), notes
    )


def _description(root: Element) -> Loaded:
    left: _Left = {}
    for child in root.children:
        left.setdefault(child.tag, []).append("".join(child.texts).strip())
    told = {tag: values for tag, values in left.items() if any(values)}
    notes: list[str] = []
    card = _of_texts(told, notes)
    card = card._replace(**_of_data(told), **_of_words(told))
    extra = {tag: values if _is_list(tag) or len(values) > 1 else values[0] for tag, values in told.items()}
    unknown = tuple(f"/{tag}" for tag in extra if tag not in _KEPT)
    if extra.get("status") == "deactivated":
        notes.append("OpenML has taken this dataset out of use: its status is `deactivated`")
    return Loaded(card._replace(extra={"x-openml": extra} if extra else {}), unknown, tuple(notes))


def _is_list(tag: str) -> bool:
    return any(row.name == tag and row.most == xsd.MANY for row in xsd.DESCRIPTION)


def _one(told: _Left, tag: str) -> str | None:
    """Take out the text of an element that stands once; several stay."""
    return told.pop(tag)[0] or None if len(told.get(tag, ())) == 1 else None


def _of_texts(told: _Left, notes: list[str]) -> CanonicalCard:
    """Name, number, description, license, citation and people."""
    name = _one(told, "name") or ""
    number = told.get("id", [""])[0]
    if re.fullmatch(r"[1-9]\d{0,9}", number, re.ASCII):
        del told["id"]
    title, text = _title(name, _one(told, "description") or "")
    head, text = _head(text)
    summary, topics = read_description(text, "dataset")
    license_ = _license(_one(told, "licence"), topics, notes)
    in_words = topics.pop("citation", None)
    cited = _one(told, "citation")
    if cited and cited.lower() in _NOTHING:
        cited = None
    creators = [Agent(one) for one in told.pop("creator", []) if one]
    if not creators and head.get("author"):
        creators = [Agent(one) for one in _people(head["author"])]
        notes.append("the creators stand in the description alone")
    if head.get("source") and "source" not in topics:
        topics["source"] = head["source"]
    return CanonicalCard(
        "dataset", title, f"openml:d/{number}" if "id" not in told and number else None, summary, license_,
        creators=tuple(creators), topics=topics,
        citation=read_citation_in_words(in_words) if in_words else cited or head.get("please cite"),
    )  # fmt: skip


def _title(name: str, text: str) -> tuple[str, str]:
    """The title in full, where the description opens with it, and the rest of the description."""
    found = re.match(r"# ([^\n]{1,1000})(?:\n|\Z)", text)
    if found and casual(found[1], 128) == name:
        return found[1].strip(), text[found.end() :].strip()
    return name, text


def _head(text: str) -> tuple[dict[str, str], str]:
    """The lines with which most descriptions open: `**Author**: ...`, by their label in lower case."""
    told: dict[str, str] = {}
    at = 0
    while found := _LABELED.match(text, at):
        told.setdefault(found[1].lower(), " ".join(found[2].split()).strip(" -"))
        at = found.end()
    return {label: said for label, said in told.items() if said and said.lower() not in _NOTHING}, text[
        at:
    ].strip()


_LABELED = re.compile(r"\*\*(Author|Source|Please cite)\*\*[ \t]*:([^\n]*)(?:\n\s*|\Z)", re.IGNORECASE)
_NOTHING = ("unknown", "none", "n/a", "-", "?", "not available")


def _people(text: str) -> list[str]:
    """Names in a line, apart where that is certain: at semicolons, and at commas between full names."""
    names = [one.strip() for one in text.split(";")]
    if len(names) == 1:
        names = [one.strip() for one in re.split(r",|\band\b", text)]
        if not all(" " in one for one in names):
            names = [text.strip()]
    return [one for one in names if one]


def _license(said: str | None, topics: dict[str, str], notes: list[str]) -> License:
    """The license by its element; in full by the section of the description that tells more."""
    short = read_license(said or "")
    told = read_license_in_words(topics["license"]) if said and "license" in topics else None
    if told and (short in (told, License(name=SEE_DESCRIPTION)) or said == short_license(told)):
        del topics["license"]
        return told
    if said and said.lower() in ("public", "publicly available"):
        notes.append(
            f"`{said}` is no license: it tells that the data can be had, not what may be done with it"
        )
    return short


SEE_DESCRIPTION = "See the description"


def short_license(license_: License) -> str:
    """A license in the 64 characters of Basic Latin that OpenML has for it; empty where there is none."""
    if license_ == License():
        return ""
    for text in (license_.expression, license_.name, license_.url):
        if text and xsd.fits(xsd.Kind("latin", 64), text):
            return text
    return SEE_DESCRIPTION


def _of_data(told: _Left) -> dict[str, Any]:
    """The file, the table and the works that it comes from."""
    address, target, key = _one(told, "url"), _target(told), _one(told, "row_id_attribute")
    files = (File(address, md5=(_one(told, "md5_checksum") or "").lower() or None),) if address else ()
    table = Table("default", target=target, key=(key,) if key else (), files=(address,) if address else ())
    related = (
        *(Related("derivedFrom", one) for one in filter(None, [_one(told, "original_data_url")])),
        *(Related("documentedBy", one) for one in filter(None, [_one(told, "paper_url")])),
    )
    form = told.get("format", [""])
    if form == ["arff"]:
        del told["format"]
    return {"files": files, "tables": (table,) if target or key else (), "related": related}


def _target(told: _Left) -> str | None:
    """The column to predict; of several none is *the* target, and they are kept as they are written."""
    said = told.get("default_target_attribute", [""])
    return None if len(said) > 1 or "," in said[0] else _one(told, "default_target_attribute")


def _of_words(told: _Left) -> dict[str, Any]:
    """Version, dates, languages, keywords and who may see it."""
    label = _one(told, "version_label")
    version = label or _one(told, "version")
    uploaded = told.get("upload_date", [""])[0][:10]
    collected = told.get("collection_date", [""])
    made = _one(told, "collection_date") if _DAY.fullmatch(collected[0]) else None
    known = _languages(told.get("language", [""])[0])
    if known:
        del told["language"]
    access = _ACCESS.get(told.get("visibility", [""])[0])
    if access:
        del told["visibility"]
    return {
        "version": version,
        "published": uploaded if len(uploaded) == 10 and _DAY.fullmatch(uploaded) else None,
        "created": made,
        "languages": known,
        "keywords": tuple(dict.fromkeys(filter(None, told.pop("tag", [])))),
        "access": access,
    }


def _languages(text: str) -> tuple[str, ...]:
    """Codes of the languages that are named, in English or by code; empty where one is not known."""
    found = [_language(one.strip()) for one in re.split(r"[,;]", text) if one.strip()]
    return tuple(dict.fromkeys(one for one in found if one)) if all(found) else ()


def _language(name: str) -> str | None:
    """A code goes before a name: `en` is English, and one of the names of a language of Vietnam."""
    if is_code(name):
        return name
    known = languages.code_of(name.replace("_", " "))
    if known or not languages.well_formed_bcp47(name):
        return known
    return name if languages.is_iso639(languages.primary_subtag(name)) else None


def is_code(text: str) -> bool:
    """Whether a text is the bare code of a language."""
    return len(text) in (2, 3) and text.islower() and languages.is_iso639(text)
