"""`dataset-metadata.json` as a card: what people write, and what Kaggle answers."""

from __future__ import annotations

import re
from typing import Any

from opendata_lint.exchange.body import read_description
from opendata_lint.exchange.canonical import CanonicalCard, License, Related
from opendata_lint.exchange.documents import read_json
from opendata_lint.exchange.formats.kaggle.resources import read_resources
from opendata_lint.exchange.formats.kaggle.terms import id_of_shown, read_kaggle_license
from opendata_lint.exchange.in_words import read_citation_in_words, read_license_in_words
from opendata_lint.exchange.licenses import read_licenses
from opendata_lint.exchange.protocol import DescriptorFault, Loaded
from opendata_lint.vocabulary.modalities import modalities
from opendata_lint.vocabulary.tasks import pipeline_tags

_FIGURES = (
    "datasetId", "datasetSlug", "ownerUser", "usabilityRating", "totalViews", "totalVotes", "totalDownloads",
)  # fmt: skip
"""What Kaggle counts and repeats in its answers."""
_UNFILLED = re.compile(
    r"\b(?:INSERT|REPLACE|ENTER|CHANGE|YOUR|MY)_[A-Z_]+|<[^<>/]{1,40}>"
    r"|(?i:^(?:your|my)[-_]?(?:kaggle[-_]?)?(?:user|user[-_]?name|org|name)/)"
)
"""In an id: its name may well be `my-dataset`, its account is never `your-username`."""
_SOURCE = re.compile(r"\[((?:[^\[\]\\\n]|\\.)+)\]\(([^()\s]+)\)|([^\s()\[\]]+:[^\s()\[\]]+)")


def is_answer(value: dict[str, Any]) -> bool:
    """Whether an object is what Kaggle's server says of a dataset, and not what was written for upload."""
    return any(key.endswith("Nullable") for key in value) or "usabilityRating" in value


def content(value: Any) -> Any:
    """The metadata in an object; some answers have them under `info`."""
    return value["info"] if isinstance(value, dict) and isinstance(value.get("info"), dict) else value


def is_unfilled(name: str) -> bool:
    """Whether an id waits for an account or a name."""
    return _UNFILLED.search(name) is not None


def read(data: bytes, path: str) -> Loaded:
    """A metadata file as a card. Raises `DescriptorFault` for what is none."""
    value = content(read_json(data, path).value)
    if not isinstance(value, dict):
        raise DescriptorFault(f"{path} holds no object, and so is no metadata of Kaggle")
    notes: list[str] = []
    if is_answer(value):
        notes.append("this is what Kaggle answered: its figures and doubled keys were left out")
        value = {key: one for key, one in value.items() if not _is_noise(key)}
    left = dict(value)
    card = _texts(left, notes)
    card = card._replace(**_works(left), **_words(left))
    card, subtitle = _subtitle(card, left)
    files, tables, rest = read_resources(left)
    card = card._replace(files=files, tables=tables)
    extra = subtitle | left | ({"resources": rest} if rest else {})
    if not extra:
        return Loaded(card, (), tuple(notes))
    unknown = tuple(f"/{key.replace('~', '~0').replace('/', '~1')}" for key in extra if key in value)
    return Loaded(card._replace(extra={"x-kaggle": extra}), unknown, tuple(notes))


def _is_noise(key: str) -> bool:
    return key.endswith("Nullable") or key in _FIGURES or re.match(r"has[A-Z]", key) is not None


def _text(left: dict[str, Any], key: str) -> str | None:
    """Take a text out; what is no text stays."""
    if not isinstance(left.get(key), str):
        return None
    return left.pop(key).strip() or None


def _texts(left: dict[str, Any], notes: list[str]) -> CanonicalCard:
    title, name = _text(left, "title"), _text(left, "id")
    if name and is_unfilled(name):
        notes.append(f"`{name}` waits for a name, and was left out")
        name = None
    summary, topics = read_description(_text(left, "description") or "", "dataset")
    license_ = _license(left, topics, notes)
    citation = topics.pop("citation", None)
    access = {False: "open", True: "closed"}.get(left["isPrivate"]) if _is_bool(left, "isPrivate") else None
    if access:
        del left["isPrivate"]
    return CanonicalCard(
        "dataset", title or "", name, summary, license_,
        citation=read_citation_in_words(citation) if citation else None, topics=topics, access=access,  # type: ignore[arg-type]
    )  # fmt: skip


def _is_bool(left: dict[str, Any], key: str) -> bool:
    return isinstance(left.get(key), bool)


def _license(left: dict[str, Any], topics: dict[str, str], notes: list[str]) -> License:
    """The license by the list; of `other` the description says more."""
    listed = left.get("licenses")
    names = [_license_name(one) for one in listed] if isinstance(listed, list) else []
    if not names or not all(names):
        return License()
    del left["licenses"]
    for name in names:
        known = id_of_shown(name)
        if known and known != name:
            notes.append(f"`{name}` is the name that Kaggle shows for `{known}`")
    each = [read_kaggle_license(name) for name in names]
    found = each[0] if len(each) == 1 else read_licenses(one.expression or one.name or "" for one in each)
    told = read_license_in_words(topics["license"]) if "license" in topics else None
    if told and found in (License(), told):
        del topics["license"]
        return told
    return found


def _license_name(one: Any) -> str:
    name = one.get("name") if isinstance(one, dict) else one
    return name if isinstance(name, str) else ""


def _words(left: dict[str, Any]) -> dict[str, Any]:
    """Keywords; those that name a modality or a task are that."""
    words = left.get("keywords")
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        return {}
    del left["keywords"]
    known, tasks = set(modalities()), set(pipeline_tags("dataset"))
    told = list(dict.fromkeys(word.strip() for word in words if word.strip()))
    as_task = {word: word.lower().replace(" ", "-") for word in told}
    return {
        "modalities": tuple(dict.fromkeys(word.lower() for word in told if word.lower() in known)),
        "tasks": tuple(dict.fromkeys(one for word, one in as_task.items() if one in tasks)),
        "keywords": tuple(w for w in told if w.lower() not in known and as_task[w] not in tasks),
    }


def _works(left: dict[str, Any]) -> dict[str, Any]:
    """The sources, where each line of them names one."""
    text = left.get("userSpecifiedSources")
    lines = text.strip().splitlines() if isinstance(text, str) else []
    found = [_SOURCE.fullmatch(line.strip()) for line in lines]
    if not found or not all(found):
        return {}
    del left["userSpecifiedSources"]
    return {
        "related": tuple(
            Related("derivedFrom", one[2] or one[3], _plain(one[1]) if one[1] not in (None, one[2]) else None)
            for one in found
            if one
        )
    }


def _plain(title: str) -> str:
    return re.sub(r"\\(.)", r"\1", title)


def _subtitle(card: CanonicalCard, left: dict[str, Any]) -> tuple[CanonicalCard, dict[str, Any]]:
    """The subtitle is the summary where there is no other, and else kept where it says something else."""
    subtitle = _text(left, "subtitle")
    if subtitle and not card.summary:
        return card._replace(summary=subtitle), {}
    return card, {"subtitle": subtitle} if subtitle and subtitle != card.summary else {}
