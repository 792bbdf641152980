"""JSON-LD read by rdflib and held to schema.org's words: `python schema_org.py FILE...`.

schema.org has no validator that works without the network. For the interpreter of an environment with rdflib;
nothing of this project is imported. The context of schema.org, which would be fetched, is stood in for.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import rdflib

SCHEMA = "https://schema.org/"
MODEL = "https://w3id.org/fair4ml#MLModel"


def main(paths: list[str]) -> int:
    """Reads each file; 1 where one is no JSON-LD, or not about data or a model with a name."""
    print(f"rdflib {rdflib.__version__}")
    refused = 0
    for path in paths:
        try:
            problem = fault(path)
        except Exception as error:  # rdflib raises many kinds for what it cannot read
            problem = f"{type(error).__name__}: {error}"
        refused += bool(problem)
        print(f"{path}: refused: {problem}" if problem else f"{path}: accepted")
    return 1 if refused else 0


def fault(path: str) -> str | None:
    """What is wrong with a file, None where nothing is."""
    value: dict[str, Any] = json.loads(Path(path).read_bytes())
    said = value.pop("@context")
    parts = [
        {"@vocab": SCHEMA} if part == SCHEMA else part
        for part in (said if isinstance(said, list) else [said])
    ]
    data = json.dumps({"@context": parts, **value})
    graph = rdflib.Graph().parse(data=data, format="json-ld", publicID="https://example.org/")
    schema = rdflib.Namespace(SCHEMA)
    sets = set(graph.subjects(rdflib.RDF.type, schema.Dataset))
    about = sets | set(graph.subjects(schema.additionalType, rdflib.Literal(MODEL)))
    described = [
        one for one in about if (one, schema.name, None) in graph and (one, schema.description, None) in graph
    ]
    if not described:
        return "no dataset or model with a name and a description"
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
