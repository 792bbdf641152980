"""Whether `datacontract lint` accepts contracts, by the version that each names: `python odcs.py FILE...`.

Needs datacontract-cli; nothing is fetched.
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

sys.path = [entry for entry in sys.path if Path(entry or ".").resolve() != Path(__file__).parent]

import jsonschema  # noqa: E402
import yaml  # noqa: E402
from datacontract.data_contract import DataContract  # noqa: E402


def problems(path: str) -> list[str]:
    """What the tool, and the schema of the declared version, say of a file."""
    run = DataContract(data_contract_file=path).lint()
    found = [
        f"{check.result.value}: {check.reason}" for check in run.checks if check.result.value != "passed"
    ]
    contract = yaml.safe_load(Path(path).read_bytes())
    declared = str(contract.get("apiVersion") if isinstance(contract, dict) else None).removeprefix("v")
    schema = files("datacontract").joinpath("schemas", f"odcs-{declared}.schema.json")
    if schema.is_file():
        validator = jsonschema.Draft201909Validator(json.loads(schema.read_bytes()))
        found += [
            f"schema {declared}: {e.json_path}: {e.message[:200]}" for e in validator.iter_errors(contract)
        ]
    return found


def main(paths: list[str]) -> int:
    """0 where all files are accepted."""
    print(f"datacontract-cli {version('datacontract-cli')}")
    refused = 0
    for path in paths:
        found = problems(path)
        refused += bool(found)
        print(f"{path}: {'; '.join(found) or 'accepted'}")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
