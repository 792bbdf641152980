"""Make a release: a tag on a commit at which card, data and record are in order."""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple, cast

from opendata_lint.card import Card, Kind
from opendata_lint.configuration import Configuration
from opendata_lint.engine import lint_card
from opendata_lint.finding import Severity
from opendata_lint.registry.record import Record, record_path
from opendata_lint.registry.recording import Shelf
from opendata_lint.registry.registrar import RegistryFault
from opendata_lint.registry.releases import attestation
from opendata_lint.registry.releases.calling import call, configured, why
from opendata_lint.registry.releases.grammar import TagFault, release_tag
from opendata_lint.registry.releases.recomputing import recorded, unequal
from opendata_lint.registry.releases.standing import Standing, described, standing_of
from opendata_lint.registry.releases.tags import REFS
from opendata_lint.registry.releases.touched import touched
from opendata_lint.registry.versions import is_version, order, plain
from opendata_lint.report import CardResult
from opendata_lint.runner import Request, find, task_of
from opendata_lint.settings import Settings
from opendata_lint.tree import RevisionTree
from opendata_lint.tree.git import commit_of


class Refused(Exception):
    """A release is not made; the message says why, and what to do."""


class Wish(NamedTuple):
    """What somebody wants to release."""

    id: str
    version: str
    revision: str = "HEAD"
    sign: bool = False
    message: str | None = None
    """The text of the tag; None for one that names card and version."""
    gto: bool | None = None
    """Whether the tag is in GTO's grammar; None lets the configuration say."""
    again: bool = False
    """Release the data though another version has the same."""


class Release(NamedTuple):
    """A release that was made here."""

    tag: str
    object: str
    """The id of the tag object."""
    commit: str
    stated: attestation.Attestation


def revision_tree(root: Path, revision: str) -> RevisionTree:
    """The tree to release from. Raises `Refused` before the first commit, `TreeFault` for no revision."""
    if revision == "HEAD" and commit_of(root, "HEAD") is None:
        raise Refused("there is no commit yet; commit the card, its data and its record, then release them")
    return RevisionTree(root, revision)


def release(tree: RevisionTree, wish: Wish, configuration: Configuration) -> Release:
    """Make the tag of a release, if everything is in order.

    The configuration's `fail-level` says at which findings a card fails. Raises `Refused` where something
    is not in order, `RegistryFault` where there is no such card, and what reading the tree, the
    configuration and linting raise.
    """
    record, settings = _in_order(tree, wish, configuration)
    gto = settings.registry.gto if wish.gto is None else wish.gto
    version = plain(wish.version)
    try:
        tag = release_tag(record.id, version, gto)
        stated = attestation.attestation_of(record, version)
        text = wish.message or f"{record.id} {version}"
        message = attestation.to_message(stated, text)
    except TagFault as fault:
        raise Refused(str(fault)) from fault
    _refuse_by_releases(tree, record, wish)
    return Release(tag, _make(tree, tag, message, wish.sign), tree.commit, stated)


def _in_order(tree: RevisionTree, wish: Wish, configuration: Configuration) -> tuple[Record, Settings]:
    """The record of the card, which is current, and the card's settings."""
    where = _where(tree)
    shelf = Shelf(tree, configuration.resolve(tree.root / "README.md").settings.registry)
    record = recorded(shelf, wish.id, where)
    settings = configuration.resolve(tree.root / record.card).settings
    if settings.registry != shelf.settings:
        shelf = Shelf(tree, settings.registry)
    card = Card(tree.read(record.card), record.card, _kind(tree, record, configuration))
    # Its place in the registry is looked at below, and by other means.
    result = lint_card(card, tree, settings.choosing(ignore=["REG"]), card.path)
    failing = _failing(result, configuration)
    now = shelf.record_of(card, settings.card_id, None if failing else settings.profile.name)
    if failing:
        raise Refused(
            f"the card {record.card} does not pass the profile {settings.profile.name} in {where}: "
            f"{'; '.join(failing[:3])}{f'; and {len(failing) - 3} more' if len(failing) > 3 else ''}. "
            "Mend and commit it first"
        )
    odd = unequal(shelf, record, now) if now else ("the card, which Git does not have",)
    if odd:
        raise Refused(
            f"the record {record_path(wish.id)} in {where} is not current: {', '.join(odd)}. Run "
            "`opendata-lint registry record` and commit what it writes"
        )
    _refuse_by_record(record, wish)
    _refuse_touched(tree, shelf, record)
    return record, settings


def _kind(tree: RevisionTree, record: Record, configuration: Configuration) -> Kind:
    """The kind that a check of the revision takes the card for."""
    request = Request((tree.root / record.card,), revision=tree.commit, root=tree.root)
    cards = find(request, configuration).cards
    if not cards:
        raise Refused(f"the configuration passes over {record.card} (`exclude`), so nobody checks it")
    return cast(Kind, task_of(cards[0], request, configuration).kind)  # descriptors are not asked for


def _where(tree: RevisionTree) -> str:
    return tree.revision if tree.revision == tree.commit else f"{tree.revision} ({tree.commit[:12]})"


def _failing(result: CardResult, configuration: Configuration) -> list[str]:
    """The findings at which the card fails, and crashes."""
    said = configuration.run().get("fail-level")
    level = said.value if said else "error"
    told = [f"the rule {crash.rule} crashed ({crash.error})" for crash in result.crashes]
    if level == "never":
        return told
    return told + [
        f"{finding.code} {finding.message}"
        for finding in result.findings
        if finding.severity >= Severity.of(level)
    ]


def _refuse_by_record(record: Record, wish: Wish) -> None:
    version = plain(wish.version)
    if not is_version(version):
        raise Refused(
            f"`{wish.version}` cannot be a version: it has letters, digits and . + - _ only, such as 1.2.0"
        )
    if record.version is not None and plain(record.version) != version:
        raise Refused(
            f"the card {record.card} states the version {record.version}, not {version}; release that one, "
            "or change `version` in its front matter, run `opendata-lint registry record` and commit"
        )
    if record.status == "withdrawn":
        raise Refused(
            f"`{record.id}` is withdrawn{f' ({record.notice})' if record.notice else ''}, and what is "
            "withdrawn is not released again"
        )


def _refuse_touched(tree: RevisionTree, shelf: Shelf, record: Record) -> None:
    """What is released is the commit; who has changed the same files since may mean another thing."""
    if commit_of(tree.root, "HEAD") != tree.commit:
        return
    found = touched(tree, shelf, record)
    if found:
        more = f" and {len(found) - 5} more" if len(found) > 5 else ""
        raise Refused(
            f"files of `{record.id}` differ from the commit that would be released: "
            f"{', '.join(found[:5])}{more}. Commit them, or put them away (`git stash --include-untracked`)"
        )


def _refuse_by_releases(tree: RevisionTree, record: Record, wish: Wish) -> None:
    version = plain(wish.version)
    before = standing_of(tree.root, record.id, tree.commit)
    # Looked at last, so that what somebody else releases meanwhile is told as this version.
    for one in standing_of(tree.root, record.id):
        if order(one.version) == order(version):
            raise Refused(f"{described(one, tree.commit)}. A release is never moved: release another version")
    for one in before:
        if order(one.version) > order(version):
            raise Refused(
                f"{version} is not greater than {one.version}, which was released before ({one.tag}); "
                "choose a greater version"
            )
        same = record.data_digest is not None and one.data_digest == record.data_digest
        if same and not wish.again:
            raise Refused(
                f"the data is the same as in {one.version} ({one.tag}): a version is of the content, and "
                "this content has one. Where the card alone changed and that deserves a version, say --again"
            )


_LOOKS = 20
"""How often it is looked whether somebody else made a tag."""
_PAUSE = 0.1
"""Seconds between two looks."""


def _winner(tree: RevisionTree, tag: str) -> Standing | None:
    """The release of a tag that is there."""
    return next((one for one in standing_of(tree.root) if one.tag == tag), None)


def _make(tree: RevisionTree, tag: str, message: str, sign: bool) -> str:
    """Make the tag; of several at once Git lets one through. Returns the id of the tag object."""
    options = ["--sign"] if sign else ["--annotate"]
    settings = []
    if sign and configured(tree.root, "gpg.format") is None:
        settings = ["-c", "gpg.format=ssh"]
    done = call(
        tree.root,
        *settings,
        "tag",
        *options,
        "--cleanup=verbatim",
        "--file=-",
        tag,
        tree.commit,
        told=message,
    )
    if done.returncode == 0:
        return call(tree.root, "rev-parse", "--verify", f"{REFS}{tag}").stdout.strip()
    winner = _winner(tree, tag)
    for _ in range(_LOOKS):
        # Who was first may hold the lock of the tag still, and it is there when that is let go.
        if winner is not None or "lock" not in done.stderr:
            break
        time.sleep(_PAUSE)
        winner = _winner(tree, tag)
    if winner is not None:
        raise Refused(f"{described(winner, tree.commit)}. It was made while this release was being made")
    hint = "; `git config user.signingKey FILE` names the key to sign with" if sign else ""
    raise RegistryFault(f"the tag {tag} could not be made: {why(done)}{hint}")
