"""BOMs judged by cyclonedx-python-lib: `python cyclonedx.py FILE...` in an environment that has it.

Prints the tool with its version, then a line a file; ends with 1 where one is refused.
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from pathlib import Path


def main(paths: list[str]) -> int:
    here = Path(__file__).resolve().parent
    sys.path[:] = [
        one for one in sys.path if Path(one or ".").resolve() != here
    ]  # this file has the library's name
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    print(f"cyclonedx-python-lib {version('cyclonedx-python-lib')} JsonStrictValidator")
    refused = False
    for path in paths:
        text = Path(path).read_text(encoding="utf-8")
        declared = str(json.loads(text).get("specVersion"))
        try:
            schema = SchemaVersion.from_version(declared)
            fault: object = JsonStrictValidator(schema).validate_str(text)
        except ValueError as error:  # no version, or none that there is
            fault = error
        refused = refused or fault is not None
        print(f"{path}: {f'refused: {str(fault)[:2000]}' if fault else f'valid CycloneDX {declared}'}")
    return int(refused)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
