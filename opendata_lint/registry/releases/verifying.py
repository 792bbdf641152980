"""Hold releases against the commits that they are of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from opendata_lint.registry.record import Record
from opendata_lint.registry.registrar import RegistryFault
from opendata_lint.registry.releases import attestation
from opendata_lint.registry.releases.attestation import Attestation
from opendata_lint.registry.releases.grammar import TagFault
from opendata_lint.registry.releases.recomputing import recompute
from opendata_lint.registry.releases.signing import Signature, judge_signature
from opendata_lint.registry.releases.tags import Tag, all_tags, strange_tags
from opendata_lint.registry.versions import order, plain
from opendata_lint.tree import TreeFault
from opendata_lint.tree.git import commit_of, git

State = Literal["verified", "broken", "unknown", "bare"]
"""`unknown` where the clone does not have what is needed; `bare` is a tag of GTO that states no facts."""


class Verdict(NamedTuple):
    """What came of a release."""

    tag: str
    state: State
    faults: tuple[str, ...] = ()
    """What is wrong, or why it cannot be told."""
    signature: Signature | None = None


def verify(root: Path, ids: Collection[str] = (), signers: Path | None = None) -> list[Verdict]:
    """All releases, or those of some cards, sorted by tag.

    With `signers` a release counts only if one of them signed it. Raises `TreeFault` where Git fails.
    """
    tags = [tag for tag in all_tags(root) if tag.name.is_release]
    doubles = _doubles(tags)
    chosen = [tag for tag in tags if not ids or tag.name.id in ids]
    # Releases of one commit follow each other, so that it is read once.
    verdicts = [
        _verdict(root, tag, signers, doubles.get(tag.name.tag))
        for tag in sorted(chosen, key=lambda tag: (tag.commit or "", tag.name.tag))
    ]
    if not ids:
        verdicts += [Verdict(tag, "broken", (NO_NAME,)) for tag in strange_tags(root)]
    return sorted(verdicts)


NO_NAME = "tags below `card/` are releases, named `card/ID/vVERSION`, and this is no such name"


def _doubles(tags: Iterable[Tag]) -> dict[str, str]:
    """Why a tag is one too many: another releases the same version of the card from another commit."""
    by_version = defaultdict(list)
    for tag in tags:
        by_version[tag.name.id, order(tag.name.version or "")].append(tag)
    return {
        tag.name.tag: f"{other.name.tag} releases the same version from another commit"
        for group in by_version.values()
        for tag in group
        for other in group
        if other.commit != tag.commit
    }


def _verdict(root: Path, tag: Tag, signers: Path | None, double: str | None) -> Verdict:
    if tag.fault:
        return Verdict(tag.name.tag, "broken" if tag.fault.is_broken else "unknown", (tag.fault.why,))
    signature = judge_signature(root, tag.id, tag.object, signers) if tag.object else None
    try:
        faults = list(faults_of(root, tag))
    except TreeFault as fault:
        return Verdict(tag.name.tag, "unknown", (str(fault),), signature)
    faults += [double] if double else []
    if signature and signers and signature.state in ("bad", "unsigned"):
        faults.append(f"{signature.told}; only what one of {signers.name} signed counts")
    if faults:
        return Verdict(tag.name.tag, "broken", tuple(faults), signature)
    if is_bare(tag):
        return Verdict(tag.name.tag, "bare", ("it states no digest: another program made it",), signature)
    if signature and signature.state == "unknown":
        return Verdict(tag.name.tag, "unknown", (signature.told,), signature)
    return Verdict(tag.name.tag, "verified", (), signature)


def is_bare(tag: Tag) -> bool:
    """Whether a tag is one that GTO itself makes: it states nothing that could be wrong."""
    return tag.name.gto and (tag.object is None or not attestation.states_something(tag.object.message))


def faults_of(root: Path, tag: Tag) -> Iterator[str]:
    """What is wrong with a release: its form first, and only if that is right, what it states.

    Raises `TreeFault` where the clone does not have what is needed.
    """
    if is_bare(tag):
        if tag.object and tag.object.name != tag.name.tag:
            yield f"it was made as `{tag.object.name}` and put under this name"
        return
    if tag.object is None:
        yield "it is a lightweight tag, which states nothing; a release is an annotated tag"
        return
    if tag.object.name != tag.name.tag:
        yield f"it was made as `{tag.object.name}` and put under this name"
        return
    if tag.object.type != "commit":
        yield f"it points at a {tag.object.type}, and a release points at a commit"
        return
    try:
        stated = attestation.read(tag.object.message)
    except TagFault as fault:
        yield str(fault)
        return
    yield from _misnamed(tag, stated)
    if commit_of(root, tag.object.target) is None:
        raise TreeFault(f"the commit {tag.object.target[:12]} is not in this clone")
    try:
        found = recompute(root, tag.object.target, tag.name.id)
    except RegistryFault as fault:
        yield str(fault)
        return
    if found.odd:
        yield f"the record in {tag.object.target[:12]} is not current: {', '.join(found.odd)}"
    yield from _unequal(stated, found.now)


def _misnamed(tag: Tag, stated: Attestation) -> Iterator[str]:
    if stated.id != tag.name.id:
        yield f"it states the card `{stated.id}`, and its name says `{tag.name.id}`"
    if stated.version != tag.name.version:
        yield f"it states the version {stated.version}, and its name says {tag.name.version}"


def _unequal(stated: Attestation, now: Record) -> Iterator[str]:
    """What is stated and is not so at the commit."""
    pairs = (
        ("card", stated.card_digest, now.card_digest),
        ("data", stated.data_digest, now.data_digest),
        ("license", stated.license, now.license),
        ("profile", stated.profile, now.profile),
        ("lineage", stated.lineage, attestation.lineage_of(now)),
    )
    for name, said, is_now in pairs:
        if said != is_now:
            yield f"it states the {name} {_shown(said)}, and at the commit it is {_shown(is_now)}"
    if now.version is not None and plain(now.version) != stated.version:
        yield f"it states the version {stated.version}, and the card says {now.version}"


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(value) or attestation.NONE
    return attestation.NONE if value is None else str(value)


def may_lack_tags(root: Path) -> str | None:
    """Why a clone may lack tags that the registry has, None where it takes them all. Raises `TreeFault`."""
    if git(root, "rev-parse", "--is-shallow-repository").strip() == b"true":
        return "this clone is shallow"
    try:
        told = git(root, "config", "--get-regexp", r"^remote\..*\.tagopt$")
    except TreeFault:  # No such key.
        return None
    return "this clone was told to fetch no tags" if b"--no-tags" in told else None
