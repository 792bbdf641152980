"""The real descriptors of the shared collection, and what is true of each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path


def verdicts(cases: Path, folders: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    """Names of the files in some folders, each with whether it is faulty.

    The specification's verdict counts where there is one, then what the specification requires and a file
    lacks, then the official tool's. Files that are no descriptors, or were not looked at, are left out.
    """
    for row in json.loads((cases / "manifest.json").read_bytes())["files"]:
        name, tool = row["file"], row.get("tool_verdict")
        if name.partition("/")[0] not in folders or tool in ("schema", "reference", "unchecked"):
            continue
        if "spec_verdict" in row:
            yield name, row["spec_verdict"] != "ok"
        else:
            yield name, bool(row.get("spec_1_1_required_missing")) or tool != "valid"
