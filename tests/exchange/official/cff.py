"""Whether cffconvert takes citation files: `python cff.py FILE...` in an environment that has it."""

import sys
from importlib.metadata import version
from pathlib import Path

here = Path(__file__).resolve().parent
sys.path[:] = [one for one in sys.path if Path(one or ".").resolve() != here]

from cffconvert import Citation  # noqa: E402


def main(paths: list[str]) -> int:
    print(f"cffconvert {version('cffconvert')}, jsonschema {version('jsonschema')}")
    refused = 0
    for path in paths:
        try:
            Citation(Path(path).read_text(encoding="utf-8"), src=path).validate()
            told = "valid"
        except Exception as error:
            refused += 1
            told = f"refused: {type(error).__name__}: {str(error)[:500]}"
        print(f"{path}: {told}")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
