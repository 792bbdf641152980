"""What the files of a model tell: its library, class, task, size, the model that it was made from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from opendata_lint.drafting.draft import Draft
from opendata_lint.drafting.galleries import human_size
from opendata_lint.drafting.pickles import NotPickled, Pickled, read_pickle
from opendata_lint.drafting.walking import Contents, Found
from opendata_lint.drafting.weights import SUFFIXES, Weights, WeightsFault, read_weights
from opendata_lint.exchange.canonical import Related
from opendata_lint.exchange.licenses import read_license

_PICKLES = (".pkl", ".pickle", ".joblib", ".pt", ".pth", ".ckpt", ".bin")
_NO_MODEL = re.compile(r"^(?:training_args|optimizer|scheduler|rng_state.*|scaler|trainer_state)\.", re.I)
"""What trainers leave beside a model."""
_LARGEST_CONFIG = 2_000_000
_MOST_OPENED = 50
_WORK_IDS = r"[\w.-]{1,96}/[\w.-]{1,96}"

_CONFIGS = {
    "adapter_config.json": "peft",
    "config_sentence_transformers.json": "sentence-transformers",
    "model_index.json": "diffusers",
    "config.json": "transformers",
    "open_clip_config.json": "open_clip",
    "mlc-chat-config.json": "mlc-llm",
}
"""Files that a library writes beside its weights, the one that tells most first."""
_TASKS = {
    "ForSequenceClassification": "text-classification", "ForTokenClassification": "token-classification",
    "ForQuestionAnswering": "question-answering", "ForMaskedLM": "fill-mask",
    "ForCausalLM": "text-generation", "LMHeadModel": "text-generation",
    "ForImageClassification": "image-classification", "ForObjectDetection": "object-detection",
    "ForSemanticSegmentation": "image-segmentation", "ForCTC": "automatic-speech-recognition",
    "ForSpeechSeq2Seq": "automatic-speech-recognition", "ForAudioClassification": "audio-classification",
    "ForMultipleChoice": "multiple-choice",
}  # fmt: skip
"""Tasks by the ends of class names of transformers; those that serve several tasks are left out."""
_OF_SKLEARN = {"Classifier": "tabular-classification", "Regressor": "tabular-regression"}
_PACKAGES = {
    "sklearn": "sklearn", "torch": "pytorch", "xgboost": "xgboost", "lightgbm": "lightgbm",
    "catboost": "catboost", "keras": "keras", "tensorflow": "keras", "fastai": "fastai", "spacy": "spacy",
    "flair": "flair", "sentence_transformers": "sentence-transformers", "transformers": "transformers",
    "ultralytics": "ultralytics", "skops": "sklearn",
}  # fmt: skip
"""Libraries as the Hub names them, by the package of a class."""


def is_model_file(found: Found) -> bool:
    """Whether a file holds weights, or is a model's configuration, by its name."""
    low = found.name.lower()
    if _NO_MODEL.match(low):
        return False
    return low.endswith((*SUFFIXES, *_PICKLES, ".h5", ".tflite", ".pb")) or low in _CONFIGS


def model_files(contents: Contents) -> list[Found]:
    """The files of a model in a folder. `config.json` alone is none: many tools have one."""
    files = [found for found in contents.files if is_model_file(found)]
    return files if any(found.name != "config.json" for found in files) else []


class _Config(NamedTuple):
    path: str
    library: str
    values: Mapping[str, Any]


def with_model(draft: Draft, contents: Contents) -> Draft:
    """The draft with what the files of a model tell."""
    notes: list[str] = []
    configs = list(_configs(contents, notes))
    for config in configs:
        draft = _from_config(draft, config)
    weights, sizes = [], 0
    files = [found for found in contents.files if is_model_file(found)]
    for found in files[:_MOST_OPENED]:
        if found.name.lower().endswith(SUFFIXES):
            weights += _weights(contents, found, notes)
            sizes += found.size
        elif found.name.lower().endswith(_PICKLES):
            draft = _from_pickle(draft, contents, found, notes)
    if weights:
        draft = _from_weights(draft, weights, sizes)
    return draft._replace(notes=(*draft.notes, *notes))


def _configs(contents: Contents, notes: list[str]) -> Iterator[_Config]:
    for name, library in _CONFIGS.items():
        for found in contents.files:
            if found.name != name or found.path.count("/") > 1:
                continue
            values = _json(contents, found, notes)
            if name == "config.json" and not ("model_type" in values or "architectures" in values):
                continue
            yield _Config(found.path, library, values)
            break


def _json(contents: Contents, found: Found, notes: list[str]) -> dict[str, Any]:
    if found.size > _LARGEST_CONFIG:
        notes.append(f"{found.path} was not read: it is larger than 2 MB")
        return {}
    try:
        value = json.loads(contents.on_disk(found).read_bytes())
    except (OSError, ValueError, RecursionError):
        notes.append(f"{found.path} was not read: it is no JSON")
        return {}
    return value if isinstance(value, dict) else {}


def _from_config(draft: Draft, config: _Config) -> Draft:
    card, values, path = draft.card, config.values, config.path
    if card.library is None:
        draft = draft._replace(card=card._replace(library=config.library))
        draft = draft.told(found=f"library {config.library}, as {path} is one of its files")
    name = _name_of_class(values)
    if name and draft.card.architecture is None:
        draft = draft._replace(card=draft.card._replace(architecture=name))
        draft = draft.told(found=f"architecture {name} ({path})")
        task = next((task for end, task in _TASKS.items() if name.endswith(end)), None)
        if task and not draft.card.tasks:
            draft = draft.guessed("tasks", f"from the name of the class {name}", tasks=(task,))
    base = values.get("base_model_name_or_path")
    if isinstance(base, str) and re.fullmatch(_WORK_IDS, base) and not draft.card.related:
        draft = draft._replace(card=draft.card._replace(related=(Related("adapterOf", base),)))
        draft = draft.told(found=f"an adapter of {base} ({path})")
    start = values.get("_name_or_path")
    if isinstance(start, str) and re.fullmatch(_WORK_IDS, start):
        draft = draft._replace(hints={**draft.hints, "base_model": f"{path} names {start}"})
    return draft


def _name_of_class(values: Mapping[str, Any]) -> str | None:
    named = values.get("architectures")
    first = named[0] if isinstance(named, list) and named else values.get("_class_name")
    return first if isinstance(first, str) and re.fullmatch(r"[A-Za-z_]\w{0,99}", first) else None


def _weights(contents: Contents, found: Found, notes: list[str]) -> list[Weights]:
    try:
        return [read_weights(contents.on_disk(found))]
    except (WeightsFault, OSError) as fault:
        notes.append(f"{found.path} was not read: {getattr(fault, 'strerror', None) or fault}")
        return []


def _from_weights(draft: Draft, weights: list[Weights], size: int) -> Draft:
    """Size and types of all files together; what a file says of itself, from the first that says it."""
    formats = " and ".join(dict.fromkeys(one.format for one in weights))
    counts = [one.parameters for one in weights if one.parameters]
    dtypes = tuple(dict.fromkeys(dtype for one in weights for dtype in one.dtypes))
    told = f"Weights: {len(weights)} file{'s' if len(weights) > 1 else ''} ({formats}), {human_size(size)}."
    if counts and len(counts) == len(weights):
        number = sum(counts)
        told += f" Parameters: {number:,}" + (f" ({', '.join(dtypes[:4])})." if dtypes else ".")
    draft = _with_technical(draft, told)
    for one in weights[:1]:
        draft = _from_facts(draft, one)
    return draft.told(found=told)


def _with_technical(draft: Draft, text: str) -> Draft:
    card = draft.card
    before = card.topics.get("technical")
    topics = {**card.topics, "technical": f"{before}\n\n{text}" if before else text}
    return draft._replace(card=card._replace(topics=topics))


_GGUF_TEXTS = {"general.name": "title", "general.version": "version", "general.url": "url"}


def _from_facts(draft: Draft, weights: Weights) -> Draft:
    """What GGUF, Keras and ONNX files say of the model in fields of a known meaning."""
    facts, card = weights.facts, draft.card
    said: dict[str, Any] = {}
    for key, field in _GGUF_TEXTS.items():
        value = _line(facts.get(key))
        if value and not getattr(card, field):
            said[field] = value
    license_ = _line(facts.get("general.license"))
    if license_ and not card.license.expression:
        said["license"] = read_license(license_)
    architecture = _line(facts.get("general.architecture")) or _line(facts.get("class_name"))
    if architecture and not card.architecture:
        said["architecture"] = architecture
    if weights.format == "Keras" and not card.library:
        said["library"] = "keras"
    for name in ("producer_name", "keras_version"):
        if _line(facts.get(name)):
            version = _line(facts.get("producer_version")) if name == "producer_name" else ""
            draft = _with_technical(
                draft, f"Written by {name.partition('_')[0]} {facts[name]} {version}".strip()
            )
    if said:
        draft = draft.told(found=f"{', '.join(said)}, as the header of the {weights.format} file says")
    return draft._replace(card=draft.card._replace(**said))


def _line(value: object) -> str:
    """A text of one line, empty for anything else."""
    if not isinstance(value, str):
        return ""
    line = " ".join(value.split())
    return line if line.isprintable() and len(line) <= 200 else ""


def _from_pickle(draft: Draft, contents: Contents, found: Found, notes: list[str]) -> Draft:
    try:
        pickled = read_pickle(contents.on_disk(found))
    except (NotPickled, OSError) as fault:
        notes.append(f"{found.path} was not read: {getattr(fault, 'strerror', None) or fault}")
        return draft
    if pickled.commands:
        notes.append(
            f"{found.path} names {', '.join(pickled.commands[:3])}: loading it may run commands. "
            "No model needs that; it was not loaded here"
        )
    if not pickled.whole:
        notes.append(f"{found.path} was read in part: it is very large")
    return _from_classes(draft, found, pickled)


def _from_classes(draft: Draft, found: Found, pickled: Pickled) -> Draft:
    """Library and class of the model: of the first class that is of a library of models."""
    main = next((one for one in pickled.classes if _library(one)), None)
    if main is None:
        return draft.told(note=f"{found.path} names no class of a library that is known here")
    library, card = _library(main), draft.card
    name = main.rpartition(".")[2]
    facts: dict[str, Any] = {} if card.library else {"library": library}
    is_class = name[:1].isupper() and library not in ("pytorch",)
    if is_class and not card.architecture:
        facts["architecture"] = name
    draft = draft._replace(card=card._replace(**facts))
    draft = draft.told(found=f"{found.path} is of {library}" + (f": {name}" if is_class else ""))
    if is_class:
        draft = _with_technical(draft, _described(pickled, main, found))
    elif library == "pytorch":
        own = [
            one for one in pickled.classes if not one.startswith(("torch", "collections", "numpy", "_codecs"))
        ]
        if own:
            draft = draft.told(note=f"{found.path} needs the class {own[0]} to be loaded")
    for one in pickled.classes if library == "sklearn" and not draft.card.tasks else ():
        task = next((task for end, task in _OF_SKLEARN.items() if one.endswith(end)), None)
        if task and one.startswith("sklearn."):
            why = f"from the name of the class {one.rpartition('.')[2]}"
            return draft.guessed("tasks", why, tasks=(task,))
    return draft


def _library(name: str) -> str | None:
    return _PACKAGES.get(name.partition(".")[0])


def _described(pickled: Pickled, main: str, found: Found) -> str:
    """Class, version and parts, as code: names such as `TextClassifier` in prose would tell of uses."""
    version = pickled.versions.get("scikit-learn")
    package = f"scikit-learn {version}" if version else main.partition(".")[0]
    name = main.rpartition(".")[2]
    lines = [f"file: {found.path}, {human_size(found.size)}", f"class: {name} of {package}"]
    parts = [
        one.rpartition(".")[2]
        for one in pickled.classes
        if one != main and _library(one) and one.rpartition(".")[2][:1].isupper()
    ]
    if parts:
        lines.append(f"parts: {', '.join(dict.fromkeys(parts[:12]))}")
    return "\n".join(("```text", *lines, "```"))
