"""Whether DCAT-AP's own shapes hold for descriptions, by pySHACL: `python dcat_ap.py FILE...`.

Needs pyshacl, and the shapes in the folder that OPENDATA_LINT_SHARED names.
"""

from __future__ import annotations

import os
import sys
from importlib.metadata import version
from pathlib import Path

from pyshacl import validate
from rdflib import Graph, Namespace

SHARED = Path(os.environ.get("OPENDATA_LINT_SHARED", Path(__file__).parents[4] / "shared"))
SH = Namespace("http://www.w3.org/ns/shacl#")


def shapes() -> Graph:
    """The constraints of properties and of the classes of what they name."""
    graph = Graph()
    for name in ("shapes.ttl", "range.ttl"):
        graph.parse(SHARED / "official" / "dcat-ap" / name)
    return graph


def problems(path: str, rules: Graph) -> list[str]:
    """What the shapes find in a file; warnings are none."""
    try:
        graph = Graph().parse(path, format="turtle" if path.endswith(".ttl") else "json-ld")
    except Exception as error:  # rdflib raises what its parsers raise
        return [f"{type(error).__name__}: {str(error)[:200]}"]
    _, report, _ = validate(graph, shacl_graph=rules)
    found = []
    for result in report.objects(None, SH.result):
        if report.value(result, SH.resultSeverity) == SH.Violation:
            kind = str(report.value(result, SH.sourceConstraintComponent)).partition("#")[2]
            found.append(f"{report.value(result, SH.resultPath)}: {kind}")
    return found


def main(paths: list[str]) -> int:
    """0 where all files are accepted."""
    print(f"pyshacl {version('pyshacl')}, DCAT-AP 3.0.1")
    rules = shapes()
    refused = 0
    for path in paths:
        found = problems(path, rules)
        refused += bool(found)
        print(f"{path}: {'; '.join(sorted(found)) or 'accepted'}")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
