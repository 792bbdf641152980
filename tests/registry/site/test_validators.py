"""The files for programs, judged by other people's programs: rdflib, pyshacl, mlcroissant.

They are heavy, and run in a step of their own: `scripts/dev.py validators`.
"""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.registry.site.conftest import TIDES
from tests.repositories import Repository

pytestmark = [pytest.mark.validators, pytest.mark.filterwarnings("default")]
rdflib = pytest.importorskip("rdflib", reason="`scripts/dev.py validators` installs it")

SCHEMA = "http://schema.org/"
CONTEXT = {"@context": {"@vocab": SCHEMA, "url": {"@type": "@id"}, "license": {"@type": "@id"}}}
"""A stand-in for the context of schema.org, which would have to be fetched."""


@pytest.fixture
def out(build: Callable[..., Path], catalog: Repository) -> Path:
    catalog.write("datasets/tides/README.md", TIDES.format(version="1.1.0"))
    catalog.write(
        "datasets/tides/data/large.parquet",
        f"version https://git-lfs.github.com/spec/v1\noid sha256:{'ab' * 32}\nsize 123456\n",
    )
    catalog.git("add", "--all")
    return build("--url", "https://data.example.org/catalog/", "--title", 'A "quoted" <catalog> \\ & more')


def graph_of_json(document: dict[str, Any], base: str) -> Any:
    """The triples of a document in the vocabulary of schema.org."""
    said = document["@context"]
    first, *others = said if isinstance(said, list) else [said]
    assert first == "https://schema.org/"
    context = {"@context": [CONTEXT["@context"], *others]}
    return rdflib.Graph().parse(data=json.dumps({**document, **context}), format="json-ld", publicID=base)


def test_the_catalog_is_valid_json_ld(out: Path) -> None:
    found = graph_of_json(
        json.loads((out / "catalog.jsonld").read_bytes()), "https://data.example.org/catalog/"
    )
    schema = rdflib.Namespace(SCHEMA)
    datasets = set(found.subjects(rdflib.RDF.type, schema.Dataset))
    assert {str(one).rpartition("/")[2] for one in datasets} == {"tides.html", "letters.html", "hostile.html"}
    assert len(set(found.objects(None, schema.dataset))) == 3
    assert [str(name) for name in found.objects(None, schema.name) if "quoted" in name and "catalog" in name]


def test_every_page_has_valid_json_ld(out: Path) -> None:
    for page in sorted((out / "cards").glob("*.html")):
        html = page.read_text(encoding="utf-8")
        block = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
        assert block, page.name
        found = graph_of_json(json.loads(block[1]), f"https://data.example.org/catalog/cards/{page.name}")
        assert len(found) > 5


def test_the_catalog_is_dcat_ap(out: Path, shapes: list[Path]) -> None:
    pyshacl = pytest.importorskip("pyshacl", reason="`scripts/dev.py validators` installs it")
    data = rdflib.Graph().parse(out / "catalog.ttl", publicID="https://data.example.org/catalog/")
    dcat = rdflib.Namespace("http://www.w3.org/ns/dcat#")
    assert len(set(data.subjects(rdflib.RDF.type, dcat.Dataset))) == 3
    judged = rdflib.Graph()
    for path in shapes:
        judged.parse(path)
    conforms, _, words = pyshacl.validate(data, shacl_graph=judged)
    assert conforms, words
    broken = rdflib.Graph().parse(out / "catalog.ttl", publicID="https://data.example.org/catalog/")
    broken.remove((None, rdflib.DCTERMS.title, None))
    assert not pyshacl.validate(broken, shacl_graph=judged)[0]


@pytest.fixture
def shapes() -> list[Path]:
    """The shapes of DCAT-AP 3.0.1, which are not ours to keep here."""
    shared = Path(os.environ.get("OPENDATA_LINT_SHARED", ROOT.parent / "shared"))
    folder = shared / "official" / "dcat-ap"
    if not folder.is_dir():
        pytest.skip(f"the shapes of DCAT-AP are not at {folder}")
    return [folder / "shapes.ttl", folder / "range.ttl"]


def test_datasets_are_croissant(out: Path) -> None:
    croissant = pytest.importorskip("mlcroissant", reason="`scripts/dev.py validators` installs it")
    for path in sorted((out / "croissant").glob("*.json")):
        read = croissant.Dataset(json.loads(path.read_bytes()))
        assert read.metadata.issues.errors == set(), path.name
        assert read.metadata.name
    tides = croissant.Dataset(json.loads((out / "croissant" / "tides.json").read_bytes())).metadata
    files = {one.name: one.sha256 for one in tides.distribution}
    assert files["large.parquet"] == "ab" * 32
    assert len(files["levels.csv"]) == 64
