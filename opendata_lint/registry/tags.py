"""The releases that tags of Git attest: which card, which version, which data."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, cast

from opendata_lint.registry.drift import record_in
from opendata_lint.registry.names import ID
from opendata_lint.tree import RevisionTree, Tree
from opendata_lint.tree.git import git

_OURS = re.compile(rf"card/(?P<id>{ID})/v(?P<version>\S+)")
_GTO = re.compile(rf"(?P<id>{ID})@v(?P<version>\S+?)(?:#\d+)?")
_FORM = "%(refname:strip=2)%00%(objecttype)%00%(contents:trailers:key=Data-Digest,valueonly,separator=%2C)"


class Release(NamedTuple):
    """A version of a card that somebody released."""

    tag: str
    root: Path
    attested: str | None
    """What the tag itself says of the data; tags of other programs say nothing."""

    def data_digest(self) -> str | None:
        """The digest of the released data: the tag's, else that of the record in the commit that it names.

        Raises `TreeFault` where a clone does not have that.
        """
        if self.attested and self.attested.startswith(("swh:1:dir:", "git-tree:")):
            return self.attested
        found = re.fullmatch(_OURS, self.tag) or re.fullmatch(_GTO, self.tag)
        record = record_in(RevisionTree(self.root, f"refs/tags/{self.tag}"), found["id"]) if found else None
        return record.data_digest if record else None


def released(tree: Tree) -> Mapping[tuple[str, str], Release]:
    """The releases by id and version without `v`, read once a tree; ours win over those of GTO.

    Raises `TreeFault` when Git fails.
    """
    return _released(cast(Hashable, tree))


@lru_cache(maxsize=4)
def _released(tree: Hashable) -> Mapping[tuple[str, str], Release]:
    root = cast(Tree, tree).root
    patterns = ("refs/tags/card/", "refs/tags/*@v*")
    told = git(root, "for-each-ref", f"--format={_FORM}", *patterns).decode("utf-8", "replace")
    found: dict[tuple[str, str], Release] = {}
    for line in told.splitlines():
        tag, kind, digest = line.split("\0", 2)
        name = re.fullmatch(_OURS, tag) or re.fullmatch(_GTO, tag)
        if name is None or kind != "tag":  # GTO, too, goes by annotated tags only.
            continue
        key = (name["id"], name["version"])
        if key not in found or tag.startswith("card/"):
            found[key] = Release(tag, root, digest.strip() or None)
    return found
