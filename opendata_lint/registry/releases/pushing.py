"""Push a release; of several people who release one version at once, exactly one wins."""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple

from opendata_lint.registry.releases.calling import call, why
from opendata_lint.registry.releases.releasing import Refused, Release
from opendata_lint.registry.releases.standing import Standing, standing_of
from opendata_lint.registry.releases.tags import REFS

_LOOKS, _PAUSE = 10, 0.2
"""How often, and after how many seconds, a remote is asked again for a tag that somebody else is making."""


class _Remote(NamedTuple):
    """What a remote has under the name of a tag."""

    known: bool
    """Whether the remote answered."""
    object: str | None = None


def push(root: Path, release: Release, remote: str) -> None:
    """Push the tag of a release, and no other ref.

    Raises `Refused` where it did not arrive. The tag is then gone here too, and where somebody else was
    first their tag is in its place; only where the remote does not answer it stays, to be pushed again.
    """
    if remote.startswith("-"):
        _drop(root, release)
        raise Refused(f"`{remote}` is no remote; nothing was released")
    ref = f"{REFS}{release.tag}"
    done = call(root, "push", "--quiet", "--no-follow-tags", remote, f"{release.object}:{ref}")
    if done.returncode == 0:
        return
    there = _at_remote(root, remote, ref)
    for _ in range(_LOOKS):
        # Who was first may hold the lock of the ref still, and the ref is there when it is let go.
        if not there.known or there.object or "lock ref" not in done.stderr:
            break
        time.sleep(_PAUSE)
        there = _at_remote(root, remote, ref)
    if there.object == release.object:  # It arrived, and the answer did not.
        return
    if not there.known:
        raise Refused(
            f"{remote} does not answer ({why(done)}), so nobody knows whether {release.tag} arrived. "
            f"The tag is kept here; `git push {remote} {ref}` tries again, and "
            f"`git tag --delete {release.tag}` drops it"
        )
    _drop(root, release)
    if there.object is None:
        raise Refused(
            f"{remote} refused {release.tag}: {why(done)}. Nothing was released, and the tag is gone here too"
        )
    raise Refused(_lost(root, release, remote, ref))


def _at_remote(root: Path, remote: str, ref: str) -> _Remote:
    done = call(root, "ls-remote", "--quiet", remote, ref)
    if done.returncode:
        return _Remote(False)
    found = [line.split("\t")[0] for line in done.stdout.splitlines() if line.endswith(f"\t{ref}")]
    return _Remote(True, found[0] if found else None)


def _drop(root: Path, release: Release) -> None:
    """Delete the tag here, but only if it still is the one that was made."""
    call(root, "update-ref", "-d", f"{REFS}{release.tag}", release.object)


def _lost(root: Path, release: Release, remote: str, ref: str) -> str:
    """What to tell somebody who came second, whose tag gave way to the first one's."""
    call(root, "fetch", "--quiet", "--no-tags", remote, f"{ref}:{ref}")
    winner = next((one for one in standing_of(root, release.stated.id) if one.tag == release.tag), None)
    first = f"somebody else released {release.stated.id} {release.stated.version} first"
    if winner is None:
        return f"{first}; your tag is gone here, and `git fetch {remote} --tags` brings theirs"
    whose = f"{winner.tagger}, {winner.date}" if winner.tagger else "nobody named"
    told = f"{first}: {winner.tag} at {remote} ({whose}) is of commit {(winner.commit or 'unknown')[:12]}"
    return (
        f"{told}. Your tag gave way to it here, and nothing else changed. {_go_on(winner, release, remote)}"
    )


def _go_on(winner: Standing, release: Release, remote: str) -> str:
    stated, theirs = release.stated, winner.stated
    if theirs == stated:
        return "It states just what yours did: there is nothing left to do"
    if theirs and theirs.data_digest == stated.data_digest:
        return (
            "It has the same data and another card: if yours has to be released too, "
            f"`git pull {remote}`, choose the next version in the card, record, commit, release it --again"
        )
    return (
        f"It has other data than yours: `git pull {remote}`, look at both (`opendata-lint registry releases "
        f"{stated.id}`), choose the next version in the card, run `opendata-lint registry record`, commit, "
        "and release that"
    )
