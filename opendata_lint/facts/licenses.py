"""The license of a card as one SPDX expression."""

from __future__ import annotations

import re
from typing import Any

from opendata_lint.card import Card
from opendata_lint.vocabulary.expressions import (
    Compound,
    LicenseExpressionError,
    Node,
    Term,
    parse_expression,
)
from opendata_lint.vocabulary.hub_licenses import hub_license, hub_spelling
from opendata_lint.vocabulary.spdx import spdx_spelling


def license_expression(card: Card) -> str | None:
    """What the front matter says of the license, None where it says nothing or `unknown`.

    Several values are joined by AND: nobody can tell which of them may be chosen, so all hold. A license
    that SPDX does not have becomes a `LicenseRef-`; `other` goes by the name in `license_name`.
    """
    value = card.metadata.get("license", card.metadata.get("licenses"))
    parts = [part for one in (value if isinstance(value, list) else [value]) if (part := _part(one, card))]
    if len(parts) < 2:
        return parts[0] if parts else None
    return " AND ".join(f"({part})" if " OR " in part else part for part in dict.fromkeys(parts))


def _part(value: Any, card: Card) -> str | None:
    if not isinstance(value, str) or not value.strip():
        return None
    text = value.strip()
    spelled = hub_spelling(text) or text
    if spelled == "other":
        name = card.metadata.get("license_name")
        return reference(name if isinstance(name, str) and name.strip() else "other")
    try:
        return _written(parse_expression(spelled).root)
    except LicenseExpressionError:
        return reference(text)


def _written(node: Node, inner: bool = False) -> str | None:
    if isinstance(node, Term):
        return _term(node)
    parts = [part for one in node.parts if (part := _written(one, isinstance(one, Compound)))]
    joined = f" {node.operator} ".join(parts)
    return (f"({joined})" if inner and len(parts) > 1 else joined) or None


def _term(term: Term) -> str | None:
    known = hub_license(term.id)
    if known is not None and known.kind == "none":
        return None
    spelled = (known.spdx if known else None) or spdx_spelling(term.id) or term.id
    if spdx_spelling(spelled) is None and not re.match(r"(DocumentRef-[^:]+:)?LicenseRef-", spelled):
        spelled = reference(spelled)
    return str(term._replace(id=spelled))


def reference(name: str) -> str:
    """A `LicenseRef-` for the name of a license that SPDX does not have."""
    kept = re.sub(r"[^A-Za-z0-9.-]+", "-", name[:200]).strip("-.") or "other"
    return f"LicenseRef-{kept[:100]}"
