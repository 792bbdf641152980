"""Licenses in the many ways in which registries write them: ids in any case, names, addresses, lists."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from opendata_lint.exchange.canonical import License
from opendata_lint.facts.licenses import reference
from opendata_lint.vocabulary import load
from opendata_lint.vocabulary.expressions import (
    Compound,
    LicenseExpressionError,
    Term,
    parse_expression,
)
from opendata_lint.vocabulary.hub_licenses import hub_license, hub_spelling
from opendata_lint.vocabulary.spdx import is_spdx_id, spdx_id_of_name, spdx_spelling

SPDX = "https://spdx.org/licenses/"
_CC = re.compile(r"creativecommons\.org/(licenses|publicdomain)/([a-z-]+)/(\d\.\d)(/[a-z]{2})?")
_ADDRESS = re.compile(r"https?://\S+")


def read_license(text: str) -> License:
    """What a text of a descriptor means: an id, an expression, a name or an address."""
    said = " ".join(text.split())[:2_000]
    if not said:
        return License()
    hub = hub_license(hub_spelling(said) or said)
    if hub is not None and hub.kind == "none":  # `unknown`
        return License()
    known = _of_address(said) if _ADDRESS.fullmatch(said) else _of_words(said)
    if known:
        return License(known)
    return License(url=said) if _ADDRESS.fullmatch(said) else License(name=said)


def read_licenses(texts: Iterable[str]) -> License:
    """Several licenses as one: all hold, as no format says which of a list may be chosen."""
    found = [one for text in texts if (one := read_license(text)) != License()]
    if len(found) < 2:
        return found[0] if found else License()
    parts = [one.expression or reference(one.name or one.url or "other") for one in found]
    joined = " AND ".join(f"({part})" if " OR " in part else part for part in dict.fromkeys(parts))
    other = next((one for one in found if not one.expression), License())
    return License(joined, other.name, other.url)


def one_id(license_: License) -> str | None:
    """The SPDX id of a license that is one of SPDX's list and nothing else; None for all others."""
    expression = license_.expression
    return expression if expression and is_spdx_id(expression) else None


def ids_of(license_: License) -> tuple[str, tuple[str, ...]]:
    """The operator of an expression (`AND`, `OR`, empty for a lone license) and its parts as texts.

    A nested expression is one part.
    """
    if not license_.expression:
        return "", ()
    try:
        root = parse_expression(license_.expression).root
    except LicenseExpressionError:
        return "", (license_.expression,)
    if isinstance(root, Compound):
        return root.operator, tuple(str(part) for part in root.parts)
    return "", (str(root),)


def address_of(license_: License) -> str | None:
    """The address of a license: SPDX's page of one of its list, else what the card gives."""
    known = one_id(license_)
    return f"{SPDX}{known}" if known else license_.url


def _of_address(address: str) -> str | None:
    bare = re.sub(r"^https?://(www\.)?", "", address).rstrip("/")
    of_spdx = re.fullmatch(r"spdx\.org/licenses/([\w.+-]+?)(\.html|\.json)?", bare)
    if of_spdx:
        return spdx_spelling(of_spdx[1])
    cc = _CC.match(bare)
    if cc:
        return _creative_commons(cc[1], cc[2], cc[3])
    return _addresses().get(bare.lower())


def _creative_commons(kind: str, parts: str, version: str) -> str | None:
    if kind == "publicdomain":
        return "CC0-1.0" if parts == "zero" else None
    return spdx_spelling(f"CC-{parts}-{version}")


@cache
def _addresses() -> dict[str, str]:
    """SPDX ids by the addresses of licenses of the Hub, and by those of the Open Definition."""
    rows = load("licenses")["licenses"].values()
    found = {
        re.sub(r"^https?://(www\.)?", "", row["url"]).rstrip("/").lower(): row["spdx"]
        for row in rows
        if row.get("url") and row.get("spdx")
    }
    return found | {
        "opensource.org/licenses/mit": "MIT",
        "opensource.org/license/mit": "MIT",
        "opensource.org/licenses/apache-2.0": "Apache-2.0",
        "apache.org/licenses/license-2.0": "Apache-2.0",
        "apache.org/licenses/license-2.0.html": "Apache-2.0",
        "apache.org/licenses/license-2.0.txt": "Apache-2.0",
        "opendatacommons.org/licenses/by/1-0": "ODC-By-1.0",
        "opendatacommons.org/licenses/by": "ODC-By-1.0",
        "opendatacommons.org/licenses/odbl/1-0": "ODbL-1.0",
        "opendatacommons.org/licenses/odbl": "ODbL-1.0",
        "opendatacommons.org/licenses/pddl/1-0": "PDDL-1.0",
        "opendatacommons.org/licenses/pddl": "PDDL-1.0",
        "gnu.org/licenses/gpl-3.0.html": "GPL-3.0-only",
        "gnu.org/licenses/gpl-3.0.en.html": "GPL-3.0-only",
    }


def _of_words(text: str) -> str | None:
    """The expression that ids mean, in SPDX's case; a name that SPDX has."""
    hub = hub_license(hub_spelling(text) or text)
    if hub is not None:
        return hub.spdx or hub.spdx_deprecated
    try:
        return _written(text)
    except LicenseExpressionError:
        return spdx_id_of_name(text)


def _written(text: str) -> str | None:
    root = parse_expression(text).root
    return _spelled(root)


def _spelled(node: Term | Compound) -> str | None:
    if isinstance(node, Compound):
        parts = [_spelled(part) for part in node.parts]
        if None in parts:
            return None
        return f" {node.operator} ".join(
            f"({part})" if isinstance(inner, Compound) else str(part)
            for part, inner in zip(parts, node.parts, strict=True)
        )
    hub = hub_license(node.id)
    spelled = spdx_spelling(node.id) or (hub.spdx if hub else None)
    if spelled is None and not re.match(r"(DocumentRef-[^:]+:)?LicenseRef-", node.id):
        return None
    return str(node._replace(id=spelled or node.id))
