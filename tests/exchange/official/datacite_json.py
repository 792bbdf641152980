"""Whether the package `datacite` takes records in JSON by its schema of 4.5: `datacite_json.py FILE...`."""

import json
import sys
from importlib.metadata import version
from pathlib import Path

here = Path(__file__).resolve().parent
sys.path[:] = [one for one in sys.path if Path(one or ".").resolve() != here]

from datacite import schema45  # noqa: E402


def main(paths: list[str]) -> int:
    print(f"datacite {version('datacite')}, schema of 4.5")
    refused = 0
    for path in paths:
        record = json.loads(Path(path).read_bytes())
        errors = sorted(schema45.validator.iter_errors(record), key=lambda one: list(map(str, one.path)))
        refused += bool(errors)
        told = (
            f"refused: /{'/'.join(map(str, errors[0].path))}: {errors[0].message[:500]}"
            if errors
            else "valid"
        )
        print(f"{path}: {told}")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
