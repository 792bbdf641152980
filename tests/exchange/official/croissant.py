"""The validator of Croissant's makers, run over files: `python croissant.py FILE...`.

For the interpreter of its own environment, which has `mlcroissant`; nothing of this project is imported.
"""

from __future__ import annotations

import importlib.metadata
import logging
import sys


def main(paths: list[str]) -> int:
    """Validates each file without opening a connection; 1 where one is refused."""
    from absl import logging as absl_logging

    logging.disable(logging.CRITICAL)
    absl_logging.set_verbosity(absl_logging.FATAL)
    import mlcroissant

    print(f"mlcroissant {importlib.metadata.version('mlcroissant')}")
    refused = 0
    for path in paths:
        try:
            mlcroissant.Dataset(jsonld=path)
        except Exception as error:  # it raises many kinds for what it refuses
            refused += 1
            print(f"{path}: refused: {type(error).__name__}: {error}")
        else:
            print(f"{path}: accepted")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
