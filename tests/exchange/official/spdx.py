"""Documents judged by spdx-python-model: `python spdx.py FILE...` in an environment that has it.

Prints the tool with its version, then a line a file; ends with 1 where one is refused.
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from pathlib import Path

import spdx_python_model


def main(paths: list[str]) -> int:
    print(f"spdx-python-model {version('spdx-python-model')}")
    refused = False
    for path in paths:
        problem = _problem(json.loads(Path(path).read_text(encoding="utf-8")))
        refused = refused or problem is not None
        print(f"{path}: {f'refused: {problem[:2000]}' if problem else 'valid SPDX 3.0.1'}")
    return int(refused)


def _problem(data: object) -> str | None:
    try:
        _, objects = spdx_python_model.load_data(data)
    except Exception as error:  # the library raises what it likes
        return f"{type(error).__name__}: {error}"
    missing = objects.link()
    return f"dangling references: {sorted(map(str, missing))}" if missing else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
