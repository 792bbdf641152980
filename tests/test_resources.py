"""The files that travel with the package are found."""

from opendata_lint.resources import resource


def test_hooks_are_found() -> None:
    assert (resource("hooks", "pre-commit")).read_bytes().startswith(b"#!/bin/sh\n")


def test_schemas_are_found() -> None:
    assert resource("schemas").is_dir()
    assert resource("schemas", "defs").parent == resource("schemas")
