"""MLflow: the `MLmodel` file of a saved model, and what its registry says of a model or version; read only.

The registry answers with JSON (`registered_model`, `model_version`), its file store keeps the same in YAML.
MLflow has no fields for what a card is about: descriptions hold it, and tags such as `card.license`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from opendata_lint.exchange.canonical import CanonicalCard, License, Related
from opendata_lint.exchange.leftovers import Known, Left, kept, leftovers
from opendata_lint.exchange.protocol import API, DescriptorFault, Dumped, Loaded, NotExpressible
from opendata_lint.exchange.values import mapping, mappings, text
from opendata_lint.finding import Finding
from opendata_lint.vocabulary.identifiers import Identifier

_LIBRARIES = {
    "sklearn": "scikit-learn", "transformers": "transformers", "pytorch": "pytorch", "tensorflow": "tf-keras",
    "keras": "keras", "sentence_transformers": "sentence-transformers", "spacy": "spacy", "fastai": "fastai",
    "onnx": "onnx", "paddle": "paddlepaddle", "xgboost": "xgboost", "lightgbm": "lightgbm",
    "catboost": "catboost", "h2o": "h2o", "spark": "spark", "statsmodels": "statsmodels",
    "prophet": "prophet",
    "pmdarima": "pmdarima", "langchain": "langchain", "llama_index": "llama-index",
}  # fmt: skip
"""The Hub's names of libraries, or the usual ones, by flavor."""
_OF_FLAVOR = ("task", "pipeline_model_type", "source_model_name")
_KNOWN: Known = {
    "name": True, "description": True, "version": True, "tags": True, "utc_time_created": True,
    "creation_timestamp": True, "last_updated_timestamp": True, "model_name": True, "model_version": True,
}  # fmt: skip


class MLflow:
    """A model as MLflow keeps it."""

    api: ClassVar[int] = API
    name: ClassVar[str] = "mlflow"
    title: ClassVar[str] = "MLflow"
    versions: ClassVar[tuple[str, ...]] = ()
    filenames: ClassVar[tuple[str, ...]] = ("MLmodel", "registered_model_meta", "*mlflow*.json")
    id_schemes: ClassVar[tuple[str, ...]] = ()
    kinds: ClassVar[tuple[str, ...]] = ()

    def sniff(self, path: str, head: bytes) -> float:
        """By its name or by keys that only MLflow has."""
        if path.rpartition("/")[2] in ("MLmodel", "registered_model_meta"):
            return 0.9
        if re.search(rb'"(registered_model|model_version)"\s*:\s*\{', head):
            return 0.8
        return 0.7 if re.search(rb"^flavors:", head, re.M) and b"mlflow" in head else 0.0

    def load(self, data: bytes, path: str) -> Loaded:
        """The model's card; signatures, runs and environments stay in `extra`."""
        from opendata_lint.exchange.documents import read_document

        whole = read_document(data, path).value
        at, said = _model(whole)
        if said is None:
            raise DescriptorFault(f"{path} is no model of MLflow: it has no `flavors` and no `name`")
        found = list(_unknown(said))
        card = _card(said)
        card = card._replace(extra={"x-mlflow": kept(found)}) if found else card
        return Loaded(card, tuple(at + one.pointer for one in found))

    def dump(self, card: CanonicalCard, version: str | None = None) -> Dumped:
        """Raises `NotExpressible`: what MLflow writes is made by saving a model."""
        raise NotExpressible(
            "MLflow writes its files itself when a model is saved or registered; they are read"
        )

    def check(self, data: bytes, path: str) -> Iterable[Finding]:
        """What MLflow needs to load a model: flavors, and a signature that is JSON."""
        return _findings(data, path)

    def parse_id(self, text: str) -> Identifier | None:
        """None: `models:/name/version` names a model within one server only."""
        return None


def _model(whole: Any) -> tuple[str, dict[str, Any] | None]:
    """Where the model stands in an answer of the registry, and the model."""
    said = mapping(whole)
    for name in ("registered_model", "model_version"):
        if isinstance(said.get(name), dict):
            return f"/{name}", said[name]
    named = text(said.get("name")) or text(said.get("model_name"))
    return "", said if isinstance(said.get("flavors"), dict) or named else None


def _unknown(said: dict[str, Any]) -> Iterator[Left]:
    for one in leftovers(said, _KNOWN):
        if one.pointer == "/flavors" and isinstance(one.value, dict):
            known = dict.fromkeys(_OF_FLAVOR, True)
            yield from leftovers(one.value, dict.fromkeys(one.value, known), one.pointer)
        else:
            yield one


def _card(said: dict[str, Any]) -> CanonicalCard:
    from opendata_lint.exchange.body import read_description

    flavors = mapping(said.get("flavors"))
    tags = _tags(said)
    summary, topics = read_description(
        text(said.get("description")) or tags.get("mlflow.note.content", ""), "model"
    )
    path = text(said.get("artifact_path")) or ""
    version = said.get("version") or said.get("model_version")
    name = text(said.get("name")) or text(said.get("model_name")) or tags.get("card.title")
    return CanonicalCard(
        kind="model",
        title=name or path.rstrip("/").rpartition("/")[2],
        summary=summary,
        license=_license(tags),
        version=str(version) if isinstance(version, (str, int)) and not isinstance(version, bool) else None,
        created=_day(said.get("utc_time_created")) or _day_of(said.get("creation_timestamp")),
        modified=_day_of(said.get("last_updated_timestamp")),
        url=tags.get("card.url"),
        tasks=tuple(dict.fromkeys(_of_flavors(flavors, "task"))),
        related=tuple(
            Related("derivedFrom", one) for one in dict.fromkeys(_of_flavors(flavors, "source_model_name"))
        ),
        topics=topics,
        library=next((_LIBRARIES[flavor] for flavor in flavors if flavor in _LIBRARIES), None),
        architecture=next(_of_flavors(flavors, "pipeline_model_type"), None),
    )


def _tags(said: dict[str, Any]) -> dict[str, str]:
    """Tags by name; the registry lists pairs of `key` and `value`, files have a mapping."""
    tags = said.get("tags")
    pairs = (
        tags.items()
        if isinstance(tags, dict)
        else ((one.get("key"), one.get("value")) for one in mappings(tags))
    )
    return {key: value for key, value in pairs if isinstance(key, str) and isinstance(value, str) and value}


def _license(tags: dict[str, str]) -> License:
    from opendata_lint.exchange.licenses import read_license

    return read_license(tags.get("card.license") or tags.get("license") or "")


def _of_flavors(flavors: dict[str, Any], key: str) -> Iterator[str]:
    return (found for flavor in flavors.values() if (found := text(mapping(flavor).get(key))))


def _day(moment: Any) -> str | None:
    said = str(moment)[:10]
    return said if re.fullmatch(r"\d{4}-\d\d-\d\d", said) else None


def _day_of(milliseconds: Any) -> str | None:
    """The day in UTC of milliseconds since 1970, which the registry counts."""
    from datetime import UTC, datetime

    said = str(milliseconds)
    if isinstance(milliseconds, bool) or not re.fullmatch(r"\d{1,14}", said):
        return None
    return datetime.fromtimestamp(int(said) / 1000, UTC).strftime("%Y-%m-%d")


def _findings(data: bytes, path: str) -> Iterator[Finding]:
    from opendata_lint.exchange.judging import INVALID, MISSING, UNREADABLE, opened
    from opendata_lint.finding import at_value
    from opendata_lint.schema.words import kind_of

    document, unread = opened(data, path)
    yield from unread
    if document is None:
        return
    whole = document.value
    if not isinstance(whole, dict):
        yield Finding(UNREADABLE, f"{path} is no model of MLflow: the whole must be a mapping", at_value(""))
        return
    _, said = _model(whole)
    if path.rpartition("/")[2] == "MLmodel" and "flavors" not in whole:
        yield Finding(
            MISSING, "`flavors` is missing: it says how the model is loaded", at_value(""), subject="flavors"
        )
    elif said is None and "flavors" not in whole:
        yield Finding(MISSING, "`name` is missing from the registered model", at_value(""), subject="name")
    flavors = whole.get("flavors", {})
    if not isinstance(flavors, dict):
        yield Finding(INVALID, f"`flavors` must be a mapping, not {kind_of(flavors)}", at_value("/flavors"))
        flavors = {}
    for name, flavor in flavors.items():
        if not isinstance(flavor, dict):
            place = at_value(f"/flavors/{name}")
            yield Finding(INVALID, f"the flavor `{name}` must be a mapping, not {kind_of(flavor)}", place)
    yield from _of_signature(whole.get("signature"))
    moment = whole.get("utc_time_created")
    if moment is not None and _day(moment) is None:
        yield Finding(INVALID, "`utc_time_created` is no moment", at_value("/utc_time_created"))


def _of_signature(signature: Any) -> Iterator[Finding]:
    import json

    from opendata_lint.exchange.judging import INVALID
    from opendata_lint.finding import at_value

    for name in ("inputs", "outputs", "params"):
        said = mapping(signature).get(name)
        try:
            if said is not None and not isinstance(json.loads(said), list):
                raise ValueError
        except (TypeError, ValueError, RecursionError):
            what = f"`signature.{name}` must be text that holds a list in JSON"
            yield Finding(INVALID, what, at_value(f"/signature/{name}"))
