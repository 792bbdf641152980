"""Make `schemas/defs/lists.schema.json`: the enumerations that repeat the vocabulary's lists.

python scripts/generate_schemas.py           write it
python scripts/generate_schemas.py --check   exit 1 if it is not current
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from opendata_lint.vocabulary import fields, load, tasks  # noqa: E402

OUTPUT = ROOT / "schemas" / "defs" / "lists.schema.json"
_HAS_TEXT = {"type": "string", "minLength": 1}
_TASK_LIST = "choose from https://huggingface.co/tasks, which lists what the Hub knows"
# Tasks whose data is always in some language; embeddings may be of anything.
_SPEECH = ["automatic-speech-recognition", "text-to-speech"]
_NOT_OF_A_LANGUAGE = ["feature-extraction"]


def told(code: str, hint: str, **more: str) -> dict[str, Any]:
    """What a node says of itself to the linter."""
    return {"x-opendata-lint": {"code": code, "hint": hint, **more}}


def closed(values: Iterable[str], about: dict[str, Any]) -> dict[str, Any]:
    """One of `values`, where there is text at all: other types are judged elsewhere."""
    return {"if": _HAS_TEXT, "then": {"enum": list(values), **about}}


def task(code: str, what: str) -> dict[str, Any]:
    """A task category or pipeline tag: on the Hub's list, and not taken from it."""
    removed = {**load("tasks")["removed"], **load("task-history")["removed"]}
    known = tasks.pipeline_tags()
    about = told(code, _TASK_LIST, wanted=f"in the official list of {what}")
    return {
        "if": {"enum": list(removed)},
        "then": {"allOf": [_retired(name) for name in removed]},
        "else": closed(known, about),
    }


def _retired(name: str) -> dict[str, Any]:
    removed = tasks.removed_task(name)
    assert removed is not None
    instead = " or ".join(f"`{choice}`" for choice in removed.choices)
    hint = f"write {instead}" if instead else _TASK_LIST
    text = f"`{name}` is no longer in the official list of tasks (removed in {removed.date[:7]})"
    return {
        "not": {"const": name},
        **told("MET011", hint, message=f"{text}; use {instead}" if instead else text),
    }


def renamed_keys(kind: str) -> dict[str, Any]:
    """Keys that are called otherwise today, one node each so that each says its new name."""
    forbidden = load("fields")["forbidden_keys"]
    names: dict[str, dict[str, str]] = load("front-matter")["renamed"]
    known = fields.known_keys("dataset" if kind == "dataset" else "model")
    return {
        "allOf": [
            {
                "properties": {old: {"not": {}}},
                **told(
                    "MET002" if old in forbidden else "MET003",
                    f"rename the key to `{row['key']}`; where that stands too, keep one with all values",
                    message=f"the key `{old}` is "
                    + ("not allowed; it is " if old in forbidden else "")
                    + f"called `{row['key']}` today"
                    + (f" (since {row['since']})" if "since" in row else ""),
                ),
            }
            for old, row in names.items()
            if row["key"] in known
        ]
    }


def language_tasks() -> list[str]:
    """Tasks whose data is text or speech."""
    rows = load("tasks")["pipeline_tags"]
    texts = [tag for tag in tasks.pipeline_tags() if rows[tag]["group"] == "nlp"]
    return [tag for tag in [*texts, *_SPEECH] if tag not in _NOT_OF_A_LANGUAGE]


def creators(field: fields.Field) -> dict[str, Any]:
    """A field with a closed list that lets `other-...` pass, as its first validator did."""
    allowed = list(fields.values(field))
    about = told("MET015", f"write one of {', '.join(allowed)}", wanted=f"a value of `{field}`")
    return {"if": {**_HAS_TEXT, "not": {"pattern": "^other-"}}, "then": {"enum": allowed, **about}}


def lists() -> dict[str, Any]:
    """The whole file."""
    size_hint = "count the examples and write the category that holds their number, such as 1K<n<10K"
    relation_hint = "leave the key out, and the Hub works the relation out by itself"
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": "Made by scripts/generate_schemas.py from opendata_lint/vocabulary/data; do not edit.",
        "$defs": {
            "taskCategory": task("MET008", "task categories"),
            "pipelineTag": task("MET010", "pipeline tags"),
            "taskId": closed(
                tasks.task_ids(),
                told(
                    "MET009",
                    "take a subtask from the Hub's list of tasks, or move the words to `tags`",
                    wanted="in the official list of task ids",
                ),
            ),
            "languageTask": {"enum": language_tasks()},
            "sizeCategory": closed(
                fields.values("size_categories"),
                told("MET013", size_hint, wanted="a size category", spelling="size-category"),
            ),
            "annotationsCreator": creators("annotations_creators"),
            "languageCreator": creators("language_creators"),
            "multilinguality": creators("multilinguality"),
            "baseModelRelation": closed(
                fields.values("base_model_relation"),
                told("MET021", relation_hint, wanted="a relation to a base model"),
            ),
            "gatedFieldType": {"enum": list(fields.values("gated_field_types"))},
            "renamedDatasetKeys": renamed_keys("dataset"),
            "renamedModelKeys": renamed_keys("model"),
        },
    }


def main() -> int:
    """Write or check the file."""
    text = json.dumps(lists(), indent=1, ensure_ascii=False) + "\n"
    if OUTPUT.is_file() and OUTPUT.read_text(encoding="utf-8") == text:
        return 0
    name = OUTPUT.relative_to(ROOT).as_posix()
    if "--check" in sys.argv:
        print(f"not current: {name}; run scripts/generate_schemas.py", file=sys.stderr)
        return 1
    OUTPUT.write_text(text, encoding="utf-8")
    print(f"written: {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
