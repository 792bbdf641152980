"""Every output format over one report, held to the files in `golden/`.

Where a format changes on purpose, write them anew with

    pytest tests/reporting --update-golden

and read the difference before committing it.
"""

import json
from pathlib import Path

import pytest

from opendata_lint import __version__
from opendata_lint.reporting import FORMATS, RenderOptions, renderer
from tests.reporting.sample import OPTIONS, report

GOLDEN = Path(__file__).parent / "golden"
VARIANTS = [(name, name, OPTIONS) for name in FORMATS]
VARIANTS.append(("full-color", "full", OPTIONS._replace(color=True)))


@pytest.mark.parametrize(("file", "name", "options"), VARIANTS, ids=[file for file, _, _ in VARIANTS])
def test_golden_file(file: str, name: str, options: RenderOptions, update_golden: bool) -> None:
    text = renderer(name)(report(), options).replace(f'"{__version__}"', '"X.Y.Z"')
    if name == "sarif":
        text = without_pages(text)
    path = GOLDEN / f"{file}.txt"
    if update_golden:
        path.write_bytes(text.encode())
    assert text.encode() == path.read_bytes()


def without_pages(text: str) -> str:
    """SARIF without what stands in the rules' pages, which change for their own reasons."""
    log = json.loads(text)
    for rule in log["runs"][0]["tool"]["driver"]["rules"]:
        for key in (
            "name",
            "shortDescription",
            "fullDescription",
            "help",
            "defaultConfiguration",
            "properties",
        ):
            assert rule.pop(key)
    return json.dumps(log, indent=2) + "\n"


def test_unknown_format() -> None:
    with pytest.raises(KeyError):
        renderer("terminal")
