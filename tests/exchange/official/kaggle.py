"""Whether Kaggle's own client takes metadata files: what it checks before it sends anything.

    python kaggle.py FILE...

Needs `kaggle` (and `six`, which it forgets to ask for). Nothing is sent: the calls that would are replaced,
and the resources that a file names are made, empty, in a folder of their own.
"""

import json
import os
import sys
import tempfile
from pathlib import Path
from unittest import mock

os.environ["KAGGLE_USERNAME"], os.environ["KAGGLE_KEY"] = "nobody", "none"  # importing it looks for both
sys.path = [entry for entry in sys.path if Path(entry or ".").resolve() != Path(__file__).parent]

from importlib.metadata import version  # noqa: E402

from kaggle.api.kaggle_api_extended import KaggleApi  # noqa: E402
from requests.exceptions import HTTPError  # noqa: E402


def problem(path: Path) -> str:
    """What the client says against a file; empty where it would send it."""
    api = KaggleApi()
    api.config_values = {api.CONFIG_NAME_USER: "nobody"}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / api.DATASET_METADATA_FILE).write_bytes(path.read_bytes())
        for resource in json.loads(path.read_bytes()).get("resources", []):
            made = home / resource["path"]
            made.parent.mkdir(parents=True, exist_ok=True)
            made.touch()
        with (
            mock.patch.object(api, "dataset_status", side_effect=HTTPError),
            mock.patch.object(api, "upload_files"),
            mock.patch.object(api, "build_kaggle_client"),
            mock.patch.object(api, "with_retry"),
        ):
            try:
                api.dataset_create_new(folder, quiet=True)
            except Exception as error:
                return f"{type(error).__name__}: {error}"
    return ""


def main() -> int:
    print(f"kaggle {version('kaggle')}")
    bad = 0
    for name in sys.argv[1:]:
        told = problem(Path(name))
        bad += bool(told)
        print(f"{name}: {told or 'accepted'}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
