"""Whether openml-python reads descriptions back, and says of them what they say.

    python openml.py FILE...

Needs `openml`. The numbers and the address that only the server gives are put in; nothing is fetched.
"""

import logging
import sys
import warnings
from pathlib import Path
from typing import Any

sys.path = [entry for entry in sys.path if Path(entry or ".").resolve() != Path(__file__).parent]
warnings.simplefilter("ignore")
logging.disable()

import openml  # noqa: E402
import xmltodict  # noqa: E402
from openml.datasets.functions import _create_dataset_from_description  # noqa: E402

SERVER = {"oml:id": "1", "oml:version": "1", "oml:url": "https://example.org/data.arff"}
SAID = (
    "name", "description", "format", "creator", "collection_date", "language", "licence", "citation", "tag",
    "default_target_attribute", "row_id_attribute", "version_label", "visibility", "original_data_url",
    "paper_url",
)  # fmt: skip


def problem(path: Path) -> str:
    """What is wrong with a description; empty where it is read as it is meant."""
    told: dict[str, Any] = xmltodict.parse(path.read_bytes())["oml:data_set_description"]
    try:
        read = _create_dataset_from_description({**SERVER, **told})
        # as for an upload: without a number it checks the characters too
        upload = openml.OpenMLDataset(
            told["oml:name"], told["oml:description"], told["oml:format"], citation=told.get("oml:citation")
        )
        again = xmltodict.parse(upload._to_xml())["oml:data_set_description"]
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    different = [name for name in SAID if getattr(read, name) != told.get(f"oml:{name}")]
    different += [name for name in ("name", "format") if again[f"oml:{name}"] != told[f"oml:{name}"]]
    return f"read otherwise: {', '.join(different)}" if different else ""


def main() -> int:
    print(f"openml {openml.__version__}")
    told = {name: problem(Path(name)) for name in sys.argv[1:]}
    for name, said in told.items():
        print(f"{name}: {said or 'accepted'}")
    return 1 if any(told.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
