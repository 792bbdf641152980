"""Whether frictionless and the standard's own profiles accept Data Packages: `python datapackage.py FILE...`.

Needs frictionless. The profiles are read from the folder that OPENDATA_LINT_SHARED names, if there is one.
"""

from __future__ import annotations

import json
import os
import sys
from importlib.metadata import version
from pathlib import Path

import jsonschema
from frictionless import Package

SHARED = Path(os.environ.get("OPENDATA_LINT_SHARED", Path(__file__).parents[4] / "shared"))


def problems(path: str) -> list[str]:
    """What the validators say of a file."""
    descriptor = json.loads(Path(path).read_bytes())
    try:
        found = [f"frictionless: {error.message}" for error in Package.metadata_validate(descriptor)]
    except Exception as error:  # it raises for a type that it does not know, and fails for some other faults
        found = [f"frictionless: {type(error).__name__}: {error}"]
    number = "2.0" if "/2." in descriptor.get("$schema", "") else "1.0"
    profile = SHARED / "official" / "datapackage" / number / "datapackage.json"
    if profile.is_file():
        validator = jsonschema.Draft7Validator(json.loads(profile.read_bytes()))
        found += [
            f"profile {number}: {error.json_path}: {error.message[:200]}"
            for error in validator.iter_errors(descriptor)
        ]
    return found


def main(paths: list[str]) -> int:
    """0 where all files are accepted."""
    print(f"frictionless {version('frictionless')}")
    refused = 0
    for path in paths:
        found = problems(path)
        refused += bool(found)
        print(f"{path}: {'; '.join(found) or 'accepted'}")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
