"""What may stand under `license:`: Hub ids and SPDX expressions. The one door to both."""

from __future__ import annotations

from opendata_lint.vocabulary.expressions import (
    Compound,
    LicenseExpression,
    LicenseExpressionError,
    Node,
    Term,
    parse_expression,
)
from opendata_lint.vocabulary.hub_licenses import (
    License,
    hub_ids,
    hub_license,
    hub_spelling,
    is_hub_id,
    is_never_respelled,
    renamed_hub_id,
)
from opendata_lint.vocabulary.spdx import (
    exception_ids,
    is_deprecated_spdx,
    is_spdx_id,
    spdx_ids,
    spdx_replacement,
    spdx_spelling,
)

__all__ = [
    "License",
    "LicenseExpression",
    "LicenseExpressionError",
    "Term",
    "exception_ids",
    "hub_ids",
    "hub_license",
    "hub_spelling",
    "is_deprecated_spdx",
    "is_hub_id",
    "is_license",
    "is_never_respelled",
    "is_spdx_id",
    "parse_expression",
    "renamed_hub_id",
    "spdx_ids",
    "spdx_replacement",
    "spdx_spelling",
    "to_spdx",
]


def is_license(text: str) -> bool:
    """Tell whether `text` is a Hub license id or an SPDX expression, in any case."""
    if hub_license(text):
        return True
    try:
        parse_expression(text)
    except LicenseExpressionError:
        return False
    return True


def to_spdx(text: str) -> str | None:
    """Return `text` as an SPDX expression in canonical spelling, or None if there is none.

    No meaning is added: `gpl-3.0` gives the deprecated `GPL-3.0`, which says as little about later
    versions as the Hub's id does, and `cc` or `other` give None.
    """
    try:
        root = parse_expression(text).root
    except LicenseExpressionError:
        return None
    node = _spdx_node(root)
    return None if node is None else str(node)


def _spdx_node(node: Node) -> Node | None:
    if isinstance(node, Compound):
        parts = [part for part in map(_spdx_node, node.parts) if part is not None]
        return node._replace(parts=tuple(parts)) if len(parts) == len(node.parts) else None
    entry = hub_license(node.id)
    if entry is None:
        return node
    spdx = entry.spdx or entry.spdx_deprecated
    return node._replace(id=spdx) if spdx else None
