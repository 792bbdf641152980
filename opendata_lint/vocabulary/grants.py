"""What a license asks of those who use a work, to compare two of them. Not legal advice.

Licenses are told apart by family and version, so that ids of the Hub, ids of SPDX and names found in
running text (`CC BY-SA`, without a version) can be held against each other.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from opendata_lint.vocabulary.expressions import LicenseExpressionError, parse_expression
from opendata_lint.vocabulary.hub_licenses import hub_license

Demand = Literal["attribution", "share-alike", "non-commercial", "no-derivatives", "use-restrictions"]
"""What a license may ask; research-only licenses count as non-commercial."""

DEMANDS: tuple[Demand, ...] = (
    "non-commercial", "no-derivatives", "share-alike", "use-restrictions", "attribution",
)  # fmt: skip
"""All of them, the one that binds most first."""

_CC: dict[str, Demand] = {
    "by": "attribution",
    "sa": "share-alike",
    "nc": "non-commercial",
    "nd": "no-derivatives",
}
_VERSION = r"-?v?(\d+(?:\.\d+)*[a-z]?)(?:-[a-z]{2,3})?$"
_NO_VERSION = ("bsd-3-clause", "bsd-2-clause", "bsd-3-clause-clear")
# The one version there is; the Hub's ids leave it out, those of SPDX have it.
_ONLY_VERSION = {"odbl": "1.0", "odc-by": "1.0", "pddl": "1.0", "c-uda": "1.0"}


class Grant(NamedTuple):
    """A license by family and version."""

    family: str
    """In lower case, such as `cc-by-sa`, `gpl`, `llama`."""
    version: str | None
    """None where it is not said."""

    @property
    def id(self) -> str:
        """The id, as the Hub would write it."""
        if self.version is None or self.family in _ONLY_VERSION:
            return self.family
        return f"{self.family}{'' if self.family == 'llama' else '-'}{self.version}"

    def agrees(self, other: Grant) -> bool:
        """Whether both may be the same license: what one of them leaves open is no difference."""
        if self.family != other.family:
            return _is_family_of(self, other) or _is_family_of(other, self)
        return self.version is None or other.version is None or self.version == other.version

    def demands(self) -> frozenset[Demand] | None:
        """What it asks, None where its name does not tell."""
        return _demands(self)


def grant_of(license_id: str) -> Grant:
    """The grant that an id of the Hub or of SPDX names, in any case; `-only`, `-or-later`, `+` are cut."""
    key = re.sub(r"(-only|-or-later|(?<!\+)\+)$", "", license_id.casefold())
    if key in _NO_VERSION or key == "openrail++":
        return Grant(key, None)
    found = re.search(_VERSION, key)
    if not found:
        return Grant(key, _ONLY_VERSION.get(key))
    return Grant(key[: found.start()], found[1])


def grants_of(value: str) -> tuple[Grant, ...] | None:
    """The grants of one text under `license`: several where an expression joins them.

    None where the text says nothing that can be compared (`unknown`, `other`, no license, an exception).
    """
    try:
        terms = tuple(parse_expression(value.strip()).terms())
    except LicenseExpressionError:
        return None
    grants = tuple(grant_of(term.id) for term in terms)
    return None if any(term.exception for term in terms) or any(map(_is_open, grants)) else grants


def _is_open(grant: Grant) -> bool:
    entry = hub_license(grant.id)
    return grant.family.startswith("licenseref") or (entry is not None and entry.kind == "none")


def _is_family_of(wide: Grant, narrow: Grant) -> bool:
    """Whether `wide` is the name of a family, such as `cc` or `bsd`, to which `narrow` belongs."""
    if wide.version is not None:
        return False
    return (narrow.family.startswith(f"{wide.family}-") and wide.family in ("cc", "bsd")) or (
        wide.family == "openrail" and "rail" in narrow.family
    )


@cache
def _demands(grant: Grant) -> frozenset[Demand] | None:
    if grant.family.startswith("cc-by"):
        return frozenset(_CC[part] for part in grant.family.split("-")[1:] if part in _CC)
    entry = hub_license(grant.id) or hub_license(grant.family)
    if entry is None:
        return _demands_of_software(grant)
    if entry.commercial_use is None or entry.kind == "none":
        return None
    found: set[Demand] = set()
    if entry.attribution:
        found.add("attribution")
    if entry.share_alike:
        found.add("share-alike")
    if entry.commercial_use is False:
        found.add("non-commercial")
    if entry.derivatives is False:
        found.add("no-derivatives")
    if entry.use_restrictions:
        found.add("use-restrictions")
    return frozenset(found)


def _demands_of_software(grant: Grant) -> frozenset[Demand] | None:
    """Of versions that the Hub has no id for: the GNU licenses ask the same in each."""
    if grant.family in ("gpl", "lgpl", "agpl", "gfdl"):
        return frozenset(("attribution", "share-alike"))
    return None
