"""The keys of front matter that reading and writing share, beyond those that the Hub gives a meaning to."""

from __future__ import annotations

from opendata_lint.exchange.canonical import Agent

TEXTS = {
    "id": "id",
    "version": "version",
    "doi": "doi",
    "homepage": "url",
    "date_created": "created",
    "date_published": "published",
    "date_modified": "modified",
    "library_name": "library",
    "architecture": "architecture",
    "access": "access",
}
"""Fields of the canonical card that are one text, by key."""

LISTS = {"tags": "keywords", "language": "languages", "modalities": "modalities"}
"""Fields of the canonical card that are texts, by key."""

TASKS = {"dataset": "task_categories", "model": "pipeline_tag"}
"""The key of the tasks, by kind of card."""

FIELDS = {
    **{field: key for key, field in (*TEXTS.items(), *LISTS.items())},
    "title": "pretty_name", "size_category": "size_categories", "tables": "dataset_info",
}  # fmt: skip
"""Keys by field of the canonical card, where a field is not what several keys say together."""

AGENTS = {"publisher": "publisher", "contact": "contact"}
"""Fields of the canonical card that are somebody, by key."""

AGENT_PARTS = tuple(name for name in Agent._fields if name != "name")

BASES = {
    "finetunedFrom": "finetune",
    "quantizedFrom": "quantized",
    "adapterOf": "adapter",
    "mergeOf": "merge",
}
"""The Hub's words under `base_model_relation` by our relation."""

TAKEN = frozenset(
    (
        *TEXTS, *LISTS, *AGENTS, "pretty_name", "model_name", "license", "license_name", "license_link",
        "creators", "task_categories", "pipeline_tag", "size_categories", "source_datasets", "datasets",
        "base_model", "base_model_relation", "related", "configs", "dataset_info", "train-eval-index",
        "model-index",
    )
)  # fmt: skip
"""Keys that are read; all others are kept as they are."""
