"""What the profiles of AI and of datasets ask of a package beyond its class.

The pages of `DatasetPackage` and `AIPackage` in the model of SPDX 3.0.1 restrict properties of other classes;
no schema, shape or library of SPDX enforces it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeGuard

from opendata_lint.exchange.judging import INVALID, MISSING, RECOMMENDED
from opendata_lint.finding import Finding, at_value

_ASKED = {
    "dataset_DatasetPackage": (
        "builtTime", "releaseTime", "software_downloadLocation", "software_primaryPurpose", "originatedBy",
    ),
    "ai_AIPackage": (
        "software_downloadLocation", "software_packageVersion", "software_primaryPurpose", "releaseTime",
        "suppliedBy",
    ),
}  # fmt: skip
_NOT_KEPT = {
    "dataset_DatasetPackage": frozenset({"originatedBy"}),
    "ai_AIPackage": frozenset({"releaseTime", "suppliedBy"}),
}
"""What SPDX's own examples leave out throughout, and every tool lets pass: told as advice."""


def restrictions(nodes: list[tuple[str, Any]]) -> Iterator[Finding]:
    """The findings in packages. One that another only names, such as training data, need not be whole."""
    subjects = _subjects(nodes)
    for pointer, node in nodes:
        kind = node.get("type") if isinstance(node, dict) else None
        if not _is_asked(kind):
            continue
        whole = not subjects or node.get("spdxId") in subjects
        for name in _ASKED[kind]:
            if node.get(name) in (None, "", []):
                known = whole and name not in _NOT_KEPT[kind]
                if name not in node or known:
                    yield _missing(pointer, node, kind, name, MISSING if known else RECOMMENDED)
        origins = node.get("originatedBy")
        if kind == "dataset_DatasetPackage" and isinstance(origins, list) and len(origins) > 1:
            what = f"a DatasetPackage is `originatedBy` one agent, not {len(origins)}"
            yield Finding(INVALID, what, at_value(f"{pointer}/originatedBy"))


def _missing(pointer: str, node: dict[str, Any], kind: str, name: str, code: str) -> Finding:
    what = f"`{name}` is missing: the profile asks for it of each `{kind}`"
    return Finding(code, what, at_value(f"{pointer}/{name}" if name in node else pointer), subject=name)


def _is_asked(kind: Any) -> TypeGuard[str]:
    return isinstance(kind, str) and kind in _ASKED


def _subjects(nodes: list[tuple[str, Any]]) -> set[str]:
    """What the document is about: the packages that are root elements; empty where none is."""
    packages = {
        node["spdxId"]
        for _, node in nodes
        if isinstance(node, dict) and _is_asked(node.get("type")) and isinstance(node.get("spdxId"), str)
    }
    roots = (
        root
        for _, node in nodes
        if isinstance(node, dict) and isinstance(node.get("rootElement"), list)
        for root in node["rootElement"]
        if isinstance(root, str)
    )
    return packages.intersection(roots)
