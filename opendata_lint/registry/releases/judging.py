"""Judge a tag that is pushed, before the server takes it."""

from __future__ import annotations

from pathlib import Path

from opendata_lint.registry.releases.grammar import PREFIX, TagName, parse
from opendata_lint.registry.releases.tags import REFS, one_tag, refs_of
from opendata_lint.registry.releases.verifying import NO_NAME, faults_of
from opendata_lint.registry.versions import order
from opendata_lint.tree import TreeFault


def judge_tag(repository: Path, name: str, object: str) -> list[str]:
    """What is wrong with a tag that is about to be made, moved or deleted; empty where it may be.

    For a pre-receive or update hook, once for each pushed ref below `refs/tags/`. `repository` is the folder
    of the (bare) repository, `name` the ref (`refs/tags/...` or without that), `object` the new id, all
    zeros to delete. What the ref is now is read from the repository, and new objects from the quarantine of
    the push, by the environment that Git gives the hook.

    Tags that are no releases pass, GTO's stages too. Of a release: it may not be moved or deleted; below
    `card/` only releases may be; no version twice, in neither grammar; annotated, made under this name, its
    trailers strict, and equal to what the card, its data and record are at the commit. A tag that GTO itself
    made states nothing and may be made. What cannot be told is a fault too. Signatures are not judged here.
    Raises nothing but `TreeFault`, where Git is absent or the repository cannot be read.
    """
    tag = name.removeprefix(REFS)
    parsed = parse(tag)
    if parsed is None:
        is_new = set(object) != {"0"}
        return [f"{tag}: {NO_NAME}"] if is_new and tag.startswith(PREFIX) else []
    if not parsed.is_release:
        return []
    refs = refs_of(repository, only=parsed.id)
    now = refs.get(tag)
    if set(object) == {"0"}:
        return [f"{tag}: a release is never deleted; deprecate or withdraw the card instead"] if now else []
    if now == object:
        return []
    if now:
        return [f"{tag}: a release is never moved; it is {now[:12]}. Release another version"]
    return [
        f"{tag}: {fault}" for fault in (*_doubles(parsed, refs), *_own_faults(repository, parsed, object))
    ]


def _doubles(name: TagName, refs: dict[str, str]) -> list[str]:
    """The same version of the card in the other grammar, or in another spelling.

    Two tags of one push that are the same version both pass here where neither is a ref yet.
    """
    others = (parse(tag) for tag in refs)
    return [
        f"{other.tag} is a release of the same version"
        for other in others
        if other and other.is_release and other.id == name.id
        and order(other.version or "") == order(name.version or "")
    ]  # fmt: skip


def _own_faults(repository: Path, name: TagName, object_id: str) -> list[str]:
    try:
        tag = one_tag(repository, name, object_id)
        if tag.fault:
            return [tag.fault.why]
        return list(faults_of(repository, tag))
    except TreeFault as fault:
        return [f"it cannot be judged: {fault}"]
