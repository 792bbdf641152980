"""Write the dated vocabulary files from published lists: `refresh_vocabulary.py SOURCE...`.

A SOURCE is one of the files named in `RECIPES`, or a directory that holds some of them. A list is
written when all its files are given; the others stay as they are. The same files give the same
bytes. Free-text remarks in the sources are left out: the vocabulary holds facts, no prose.

Lists without a recipe (`front-matter`, `language-mistakes`, `spdx`, ...) are kept by hand.

    python scripts/refresh_vocabulary.py path/to/lists path/to/iso639-3.json
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent.parent / "opendata_lint" / "vocabulary" / "data"

Json = dict[str, Any]
Inputs = Mapping[str, Any]

_HUB_DOCS = "huggingface/hub-docs"
_HUB_JS = "huggingface/huggingface.js"


def main(argv: list[str] | None = None) -> int:
    """Write every list whose sources are given; return 2 when not one could be written."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("sources", nargs="+", type=Path, metavar="SOURCE")
    parser.add_argument("--output", type=Path, default=DATA, help="directory to write to")
    options = parser.parse_args(argv)
    inputs = read_inputs(options.sources)
    written = 0
    for name, (needs, recipe) in RECIPES.items():
        if needs <= inputs.keys():
            document = {"name": name, **recipe(inputs)}
            (options.output / f"{name}.json").write_text(render(document), "utf-8", newline="\n")
            written += 1
    print(f"{written} of {len(RECIPES)} lists written to {options.output}")
    return 0 if written else 2


def read_inputs(sources: Iterable[Path]) -> Inputs:
    """Parse the known files among `sources`, keyed by file name."""
    known = set().union(*(needs for needs, _ in RECIPES.values()))
    files = [file for source in sources for file in (source.iterdir() if source.is_dir() else [source])]
    return {file.name: json.loads(file.read_text("utf-8")) for file in files if file.name in known}


def render(document: Json) -> str:
    """JSON text with one line for each member two levels down, so that diffs stay readable."""
    lines = []
    for key, value in document.items():
        if isinstance(value, dict) and len(value) > 8:
            members = ",\n".join(f"  {_compact(k)}: {_compact(v)}" for k, v in value.items())
            lines.append(f" {_compact(key)}: {{\n{members}\n }}")
        else:
            lines.append(f" {_compact(key)}: {_compact(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _source(inputs: Inputs, project: str, *files: str) -> str:
    """`owner/name file, file @ commit`: where a list was published."""
    commit = inputs["hub-lists.json"]["_meta"]["sources"][project.split("/")[1]]["commit"]
    return f"{project} {', '.join(files)} @ {commit[:8]}"


def _date(inputs: Inputs) -> str:
    """The one date of the snapshot; it stands in the source line of the license table."""
    found = re.search(r"\d{4}-\d\d-\d\d", inputs["licenses.json"]["source"])
    if not found:
        sys.exit("licenses.json: its `source` names no date")
    return found[0]


def licenses(inputs: Inputs) -> Json:
    """Hub license ids with their SPDX ids and what they grant."""
    table = inputs["licenses.json"]
    never = [key.casefold() for key in table["never_autofix"]]
    return {
        "date": _date(inputs),
        "source": f"{_source(inputs, _HUB_DOCS, 'docs/hub/repositories-licenses.md')}; "
        "SPDX license list 3.29.0; lfai/model_openness_tool; classes and grants by hand",
        "licenses": {row["hf_id"]: _license(row) for row in table["licenses"]},
        "renamed": inputs["hub-lists.json"]["license_renamed"],
        "aliases": table["aliases"],
        "never_respelled": never,
    }


def _license(row: Json) -> Json:
    """Members that say nothing (null text, empty list, false for a rare flag) are left out."""
    names = {
        "full_name": "name",
        "spdx_id": "spdx",
        "spdx_candidates": "spdx_candidates",
        "spdx_deprecated_id": "spdx_deprecated",
        "class": "category",
        "kind": "kind",
        "osi_approved": "osi",
        "fsf_libre": "fsf",
        "commercial_use": "commercial_use",
        "derivatives": "derivatives",
        "share_alike": "share_alike",
        "attribution": "attribution",
        "data_suitable": "data_suitable",
        "rai_restrictions": "use_restrictions",
        "mof_open": "mof_open",
        "derivative_must_be_one_of": "derivative_licenses",
        "model_name_prefix": "name_prefix",
        "required_phrase": "required_phrase",
        "url": "url",
    }
    return {to: row[key] for key, to in names.items() if row.get(key) not in (None, [])}


def languages(inputs: Inputs) -> Json:
    """Codes alone: reading them must cost next to nothing."""
    hub = inputs["hub-lists.json"]
    return {
        "date": _date(inputs),
        "source": _source(inputs, _HUB_JS, "packages/languages/src/languages_iso_639_{1,3}.ts"),
        "iso_639_1": " ".join(sorted(hub["languages_iso_639_1"])),
        "iso_639_3": " ".join(sorted(hub["languages_iso_639_3"])),
        "special": sorted(hub["languages_special"]),
        "dropped_639_2": hub["languages_dropped_iso_639_2"],
    }


def language_names(inputs: Inputs) -> Json:
    """One `code name` a line; two-letter codes first, so that they win where names are equal."""
    hub = inputs["hub-lists.json"]
    tables = (hub["languages_iso_639_1"], hub["languages_iso_639_3"])
    rows = [f"{code} {name}" for table in tables for code, name in sorted(table.items())]
    return {
        "date": _date(inputs),
        "source": _source(inputs, _HUB_JS, "packages/languages/src/languages_iso_639_{1,3}.ts"),
        "names": "\n".join(rows),
    }


def language_changes(inputs: Inputs) -> Json:
    """ISO 639: three-letter codes that have two letters, old codes, groups of languages."""
    rows = inputs["iso639-3.json"]["639-3"]
    retired = inputs["iso-639_deprecated.json"]["id"]
    return {
        "date": "2025-07-15",
        "source": "ISO 639-3 code tables and retirements of 2025-07-15 (iso639-lang 2.6.3); "
        "Debian iso-codes iso_639-3.json, iso_639-5.json (pycountry 26.2.16)",
        "two_letter": _pairs((row["alpha_3"], row["alpha_2"]) for row in _current(rows)),
        "bibliographic": _pairs(
            (row["bibliographic"], row.get("alpha_2", row["alpha_3"]))
            for row in rows
            if "bibliographic" in row
        ),
        "retired": _pairs((code, ",".join(_successors(row))) for code, row in retired.items()),
        "collections": " ".join(sorted(row["alpha_3"] for row in inputs["iso639-5.json"]["639-5"])),
    }


def _current(rows: Iterable[Json]) -> Iterable[Json]:
    """Languages with a two-letter code; `sh` was withdrawn in 2000 though tables still show it."""
    return (row for row in rows if row.get("alpha_2", "sh") != "sh")


def _successors(row: Json) -> list[str]:
    """The code a retired one became, or the codes it was split into (they stand in brackets)."""
    return [row["change_to"]] if row["change_to"] else re.findall(r"\[(\w+)\]", row["ret_remedy"])


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    """`a=b c=d`: a tenth of the parsing of a JSON object."""
    return " ".join(sorted(f"{left}={right}" for left, right in pairs))


def tasks(inputs: Inputs) -> Json:
    """Pipeline tags (= task categories), their subtasks, and tags that were removed."""
    hub = inputs["hub-lists.json"]
    return {
        "date": _date(inputs),
        "source": _source(inputs, _HUB_JS, "packages/tasks/src/pipelines.ts"),
        "pipeline_tags": {
            row["id"]: {
                "name": row["name"],
                "group": row["modality"],
                **({"models": False} if row["hide_in_models"] else {}),
                **({"datasets": False} if row["hide_in_datasets"] else {}),
            }
            for row in hub["pipeline_tags"]
        },
        "task_ids": {row["id"]: row["task_categories"] for row in hub["task_ids"]},
        "removed": {row["id"]: _removed(row, hub) for row in hub["pipeline_tags_removed"]},
    }


def _removed(row: Json, hub: Json) -> Json:
    """A removed tag is replaced by the category under which it lives on as a subtask."""
    parents = [p for task in hub["task_ids"] if task["id"] == row["id"] for p in task["task_categories"]]
    return {"date": row["removed"], "choices": parents}


def fields(inputs: Inputs) -> Json:
    """Allowed values of front matter fields other than licenses, languages and tasks."""
    hub = inputs["hub-lists.json"]
    return {
        "date": _date(inputs),
        "source": "; ".join(
            (
                _source(inputs, "huggingface/datasets", "src/datasets/utils/resources/*.json"),
                _source(inputs, "huggingface/datasets", "src/datasets/features/features.py"),
                _source(inputs, _HUB_JS, "packages/hub/src/types/api/api-{dataset,model}.ts"),
            )
        ),
        "size_categories": hub["size_categories"],
        "annotations_creators": hub["annotations_creators"],
        "language_creators": hub["language_creators"],
        "multilinguality": list(hub["multilinguality"]),
        "base_model_relation": hub["base_model_relation"],
        "gated_field_types": hub["gated_field_types"],
        "gated_keys": hub["gated_keys"],
        "forbidden_keys": hub["forbidden_keys_server_types"],
        "feature_dtypes": [re.split(r"[\[(]", dtype)[0] for dtype in _unique_dtypes(hub)],
        "feature_types": hub["feature_types"],
        "split_name_pattern": hub["split_name_regex"],
    }


def _unique_dtypes(hub: Json) -> list[str]:
    """Dtypes without parameters; `timestamp[s]` and `timestamp[s, tz=...]` are one."""
    first: dict[str, str] = {}
    for dtype in hub["feature_value_dtypes"]:
        first.setdefault(re.split(r"[\[(]", dtype)[0], dtype)
    return list(first.values())


def libraries(inputs: Inputs) -> Json:
    """Libraries the Hub knows for models and for datasets, and which tasks a library serves."""
    hub = inputs["hub-lists.json"]
    return {
        "date": _date(inputs),
        "source": _source(
            inputs,
            _HUB_JS,
            "packages/tasks/src/model-libraries.ts",
            "packages/tasks/src/dataset-libraries.ts",
            "packages/tasks/src/library-to-tasks.ts",
        ),
        "model_libraries": {row["id"]: row["label"] for row in hub["model_libraries"]},
        "dataset_libraries": {row["id"]: row["label"] for row in hub["dataset_libraries"]},
        "library_to_tasks": hub["library_to_tasks"],
    }


def modalities(inputs: Inputs) -> Json:
    """What file extensions, features and tasks say about the modality of the data."""
    table, hub = inputs["modalities.json"], inputs["hub-lists.json"]
    return {
        "date": _date(inputs),
        "source": f"{_source(inputs, _HUB_DOCS, 'docs/hub/datasets-cards.md')}; "
        "SPDX 3.0 DatasetType; MLCommons Croissant 1.1; DataCite 4.6; extensions by hand",
        "tags": hub["dataset_modality_tags"],
        "modalities": table["hf_modalities"],
        "extensions": {row["ext"]: _extension(row) for row in table["extensions"]},
        "features": {
            name: value
            for name, value in table["features"].items()
            if name.isidentifier() and value in table["hf_modalities"]
        },
        "tasks": table["tasks"],
        "crosswalk": table["crosswalk"],
    }


def _extension(row: Json) -> Json:
    members = {"modality": row["modality"], "strength": row["strength"]}
    return members | {key: row[key] for key in ("mime", "hf_module") if row.get(key)}


Recipe = Callable[[Inputs], Json]

_HUB = frozenset({"hub-lists.json", "licenses.json"})
RECIPES: dict[str, tuple[frozenset[str], Recipe]] = {
    "licenses": (_HUB, licenses),
    "languages": (_HUB, languages),
    "language-names": (_HUB, language_names),
    "language-changes": (
        frozenset({"iso639-3.json", "iso639-5.json", "iso-639_deprecated.json"}),
        language_changes,
    ),
    "tasks": (_HUB, tasks),
    "fields": (_HUB, fields),
    "libraries": (_HUB, libraries),
    "modalities": (_HUB | {"modalities.json"}, modalities),
}


if __name__ == "__main__":
    sys.exit(main())
