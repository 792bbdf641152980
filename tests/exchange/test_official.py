"""What we write, accepted by the official validator of each format, which runs in an environment of its own.

`scripts/dev.py official` makes the environments; OPENDATA_LINT_OFFICIAL names the folder they are in.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from opendata_lint.exchange.canonical import CanonicalCard
from opendata_lint.exchange.exporting import registry_of
from opendata_lint.exchange.protocol import NotExpressible
from opendata_lint.testing import rich_dataset, rich_model

pytestmark = pytest.mark.official
SCRIPTS = Path(__file__).parent / "official"


class Check(NamedTuple):
    """A validator and what it judges."""

    script: str
    """In `official/`, without ending."""
    environment: str
    """The name of its environment: a dependency group `official-NAME` of the project."""
    formats: tuple[str, ...]
    """As `--to` takes them."""
    schemas: str = ""
    """The variable that names the folder with its schemas, which are not part of this repository."""


CHECKS = (
    Check("croissant", "croissant", ("croissant@1.1", "croissant@1.0")),
    Check("datapackage", "frictionless", ("datapackage@2.0", "datapackage@1.0")),
    Check("openml_xsd", "lxml", ("openml",), "OPENDATA_LINT_SHARED"),
    Check("openml", "openml", ("openml",)),
    Check("datacite_xml", "lxml", ("datacite@4.7", "datacite@4.6", "datacite@4.5"), "DATACITE_SCHEMAS"),
    Check("datacite_json", "datacite", ("datacite-json",)),
    Check("cff", "cff", ("cff",)),
    Check("kaggle", "kaggle", ("kaggle",)),
    Check("schema_org", "pyshacl", ("schema-org",)),
    Check("cyclonedx", "cyclonedx", ("cyclonedx@1.7", "cyclonedx@1.6", "cyclonedx@1.5")),
    Check("spdx", "spdx", ("spdx",)),
    Check("dcat_ap", "pyshacl", ("dcat-ap",), "OPENDATA_LINT_SHARED"),
    Check("odcs", "datacontract", ("odcs@3.2.0", "odcs@3.1.0", "odcs@3.0.2")),
)
_SCHEMAS = {"DATACITE_SCHEMAS": "official/datacite", "OPENDATA_LINT_SHARED": ""}
"""Where in the shared folder each variable leads."""


def _cards() -> Iterator[tuple[str, CanonicalCard]]:
    """The rich ones, and such as say little."""
    for card in (rich_dataset(), rich_model()):
        yield f"rich-{card.kind}", card
        few = {"topics": {}, "related": (), "metrics": (), "citation": None, "tables": (), "keywords": ()}
        yield f"plain-{card.kind}", card._replace(**few)  # type: ignore[arg-type]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.script)
def test_accepted(check: Check, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    home = os.environ.get("OPENDATA_LINT_OFFICIAL")
    if not home:
        pytest.skip("no environments of validators; `scripts/dev.py official` makes them")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    if check.schemas:
        shared: Path = request.getfixturevalue("shared")
        environment[check.schemas] = str(shared / _SCHEMAS[check.schemas])
    written = []
    for spec in check.formats:
        registry, version = registry_of(spec)
        for name, card in _cards():
            if card.kind not in registry.kinds:
                continue
            path = tmp_path / spec.replace("@", "-") / name / registry.filenames[0].replace("*", "a")
            path.parent.mkdir(parents=True)
            try:
                path.write_bytes(registry.dump(card, version).data)
            except NotExpressible:
                assert not name.startswith("rich"), f"{spec} must be able to say {name}"
                continue
            written.append(str(path))
    python = Path(home) / check.environment / ("Scripts" if os.name == "nt" else "bin") / "python"
    assert python.exists(), f"{python} is missing; `scripts/dev.py official` makes it"
    # Without PYTHONPATH, so that it does not see our packages.
    command = [str(python), str(SCRIPTS / f"{check.script}.py"), *written]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=tmp_path)
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
