"""Tells a repository of data or weights, whose README is a card whatever it says.

The README of such a repository may be two lines without front matter: that is then the finding.
The price of a mistake is to ask a program's README for a license key, so software wins in doubt.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from opendata_lint.discovery.names import Patterns
from opendata_lint.tree import Tree, TreeFault

Held = Literal["data", "weights", "code", ""]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Not json, txt, xml, images, archives or databases: software has them too often.
_DATA = _words(
    """
    csv tsv parquet arrow feather orc avro jsonl ndjson xlsx sav dta rds hdf5 h5 nc zarr npy npz
    tfrecord tfrecords mat wav flac mp3 ogg geojson gpkg shp conllu
    """
)
_WEIGHTS = _words(
    """
    safetensors bin pt pth ckpt onnx gguf ggml pkl joblib tflite keras pdparams mlmodel mlpackage
    msgpack ot pb
    """
)
_CODE = _words(
    """
    py pyx ipynb r rmd js mjs ts tsx jsx vue c cc cpp cxx h hpp cu java kt scala go rs rb php cs
    swift m jl lua pl dart hs ex clj
    """
)
_COMPRESSION = frozenset(("gz", "bz2", "xz", "zst"))
# Files of these formats are weights where their names say so.
_EITHER = frozenset(("h5", "hdf5", "npz", "mat", "rds"))
_WEIGHT_WORDS = ("model", "weight", "checkpoint", "ckpt")
_SAMPLE_WORDS = _words("sample samples example examples fixture demo dummy mock")

MANIFESTS = _words(
    """
    pyproject.toml setup.py setup.cfg package.json cargo.toml go.mod pom.xml build.gradle
    build.gradle.kts build.sbt cmakelists.txt configure.ac configure meson.build gemfile
    composer.json package.swift mix.exs pubspec.yaml project.toml namespace deno.json
    stack.yaml dub.json
    """
)
"""Files, in lower case, of which one in the root says that a repository is software."""

# Repositories of data have these too, to build or check what they hold.
_HINTS_OF_CODE = _words("requirements.txt environment.yml environment.yaml pipfile dockerfile makefile")
_HINT_WORTH = 2
_WEIGHTS_WORTH = 5
"""A file of weights counts as much as so many others: models come with code of their own."""

_ATTRIBUTES = ".gitattributes"
_ATTRIBUTES_LIMIT = 65_536


def held_kind(tree: Tree, *, surely: bool) -> Literal["dataset", "model"] | None:
    """What a tree holds that is no software: data or weights in its root, in `data/` or in LFS.

    There must be more such files than files of code. `surely`: let Git say which files count, where
    a first look finds any; data that Git ignores lies about in many a repository of software.
    """
    top = tree.entries("")
    if any(name.lower() in MANIFESTS for name in top):
        return None
    in_lfs = _lfs_patterns(tree) if _ATTRIBUTES in top else Patterns(())
    if "data/" not in top and not in_lfs and all(held(name) in ("", "code") for name in top):
        return None
    counts = {"data": 0, "weights": 0, "code": 0, "": 0}
    files = tree.under("").files if surely and tree.in_git else [*top, *_near(tree)]
    for path in files:
        what = held(path)
        if what == "code" or "/" not in path or path.startswith("data/") or in_lfs.name(path):
            counts[what] += 1
    weights = _WEIGHTS_WORTH * counts["weights"]
    hints = _HINT_WORTH * sum(name.lower() in _HINTS_OF_CODE for name in top)
    if weights + counts["data"] <= counts["code"] + hints:
        return None
    return "model" if weights > counts["data"] else "dataset"


def held(path: str) -> Held:
    """What a file is, by its name: data, weights, code, or "" for anything else."""
    name = path.rpartition("/")[2].lower()
    stem, _, extension = name.rpartition(".")
    if extension in _COMPRESSION:
        stem, _, extension = stem.rpartition(".")
    if extension in _CODE:
        return "code"
    if not stem or not _SAMPLE_WORDS.isdisjoint(stem.replace("-", "_").split("_")):
        return ""
    if extension in _EITHER and any(word in stem for word in _WEIGHT_WORDS):
        return "weights"
    return "data" if extension in _DATA else "weights" if extension in _WEIGHTS else ""


def _near(tree: Tree) -> Iterator[str]:
    """The files in `data/` and in the folders in it, found without a walk."""
    for name in tree.entries("data"):
        yield f"data/{name}"
        if name.endswith("/"):
            yield from (f"data/{name}{below}" for below in tree.entries(f"data/{name[:-1]}"))


def _lfs_patterns(tree: Tree) -> Patterns:
    """The patterns of files that Git LFS keeps; a repository's data is there where it is large."""
    try:
        lines = tree.read(_ATTRIBUTES, _ATTRIBUTES_LIMIT).decode(errors="replace").splitlines()
    except TreeFault:
        return Patterns(())
    return Patterns([line.split()[0] for line in lines if "filter=lfs" in line.split()])
