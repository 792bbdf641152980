"""Fetch members: the one part of the registry, beside pushing a release, that uses the network."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from opendata_lint.registry import FOLDER
from opendata_lint.registry.members.locks import MemberLock, lock_path, read_lock, to_json
from opendata_lint.registry.members.reading import clone_of, verified_ref
from opendata_lint.registry.names import is_id
from opendata_lint.registry.record import RecordFault
from opendata_lint.registry.registrar import RegistryFault
from opendata_lint.settings import Member
from opendata_lint.tree import Tree
from opendata_lint.tree.git import missing_objects
from opendata_lint.writing import write_whole

# Addresses of other kinds, such as `ext::`, are commands.
_PROTOCOLS = "https:http:ssh:git:file"

_LONGEST = 600
"""Seconds that one Git command may take."""


def sync(tree: Tree, name: str, member: Member, update: bool) -> tuple[MemberLock, bool]:
    """Bring the records of a member; returns its lock, and whether that was changed.

    The commit of the lock is fetched, so that everybody has the same; `update` takes the one that the
    configured revision names now. Nothing of it is checked out or run. Raises `RegistryFault`.
    """
    if not is_id(name):
        raise RegistryFault(f"the member's name `{name}` cannot be the name of a folder; name it like `acme`")
    try:
        former = read_lock(tree, name)
    except RecordFault:
        former = None
    kept = former if former and former.fits(member) and not update else None
    clone = clone_of(tree.root, name)
    _prepare(clone, member.url)
    commit = _fetch(clone, name, kept.commit if kept else member.rev)
    _bring_records(clone, name, commit)
    signer = _signer(clone, name, member, commit) if member.signers else None
    lock = MemberLock(member.url, member.rev, commit, signer)
    if lock == former:
        return lock, False
    if tree.real(lock_path(name)) != lock_path(name):
        raise RegistryFault(f"{lock_path(name)} is behind a symbolic link; nothing is written there")
    write_whole(tree.root / lock_path(name), to_json(lock))
    return lock, True


def _prepare(clone: Path, url: str) -> None:
    if url.startswith("-"):
        raise RegistryFault(f"`{url}` is no address of a repository")
    if not (clone / "HEAD").exists():
        clone.mkdir(parents=True, exist_ok=True)
        _git(clone, "init", "--quiet", "--bare", ".")
    # A blobless clone: files come when they are named, and only records are.
    for key, value in {
        "remote.origin.url": url,
        "remote.origin.promisor": "true",
        "remote.origin.partialclonefilter": "blob:none",
    }.items():
        _git(clone, "config", key, value)


def _fetch(clone: Path, name: str, revision: str) -> str:
    """The commit of a revision, brought without its files."""
    if revision.startswith("-"):
        raise RegistryFault(f"the member `{name}`: `{revision}` is no revision")
    refs = [revision] if re.fullmatch(r"[0-9a-f]{40,64}", revision) else [f"{revision}:refs/opendata/rev"]
    _git(
        clone, "fetch", "--quiet", "--no-tags", "--depth=1", "--filter=blob:none", "--force", "origin", *refs
    )
    return _git(clone, "rev-parse", "--verify", "FETCH_HEAD^{commit}").strip()


def _bring_records(clone: Path, name: str, commit: str) -> None:
    """Fetch the content of the records, all in one go."""
    listed = _git(clone, "ls-tree", "-r", "-z", commit, f"{FOLDER}/").split("\0")
    blobs = [line.split()[2] for line in listed if line]
    if not blobs:
        raise RegistryFault(f"the member `{name}` keeps no records ({FOLDER}/ is empty at {commit[:12]})")
    wanted = sorted(missing_objects(clone, "--no-walk", commit).intersection(blobs))
    if wanted:
        # As Git does itself when it misses objects of a promisor.
        options = ("--quiet", "--no-tags", "--no-write-fetch-head", "--filter=blob:none", "--stdin")
        _git(
            clone,
            "-c",
            "fetch.negotiationAlgorithm=noop",
            "fetch",
            "origin",
            *options,
            told="\n".join(wanted),
        )
    _git(clone, "update-ref", "refs/opendata/kept", commit)  # so that tidying up leaves it


def _signer(clone: Path, name: str, member: Member, commit: str) -> str:
    """Who signed the revision: its tag where it is one, else the commit. Raises `RegistryFault`."""
    is_tag = _git(clone, "cat-file", "-t", "FETCH_HEAD").strip() == "tag"
    what = ["verify-tag", "FETCH_HEAD"] if is_tag else ["verify-commit", commit]
    signers = ["-c", f"gpg.ssh.allowedSignersFile={member.signers}"]
    done = _run(clone, [*signers, *what[:1], "--raw", *what[1:]])
    found = re.search(r'Good "git" signature for (\S+) with', done.stderr)
    if done.returncode or not found:
        raise RegistryFault(
            f"the member `{name}`: {commit[:12]} is signed by nobody in {member.signers}; nothing was taken"
        )
    # A lock can be edited; what was not looked at here does not count, whatever a lock says.
    _git(clone, "update-ref", verified_ref(commit), commit)
    return found[1]


def _git(clone: Path, *arguments: str, told: str = "") -> str:
    """What a Git command prints. Raises `RegistryFault` where it fails or takes too long."""
    done = _run(clone, arguments, told)
    if done.returncode:
        why = [line for line in done.stderr.splitlines() if line.startswith(("fatal:", "error:"))]
        told = why[0] if why else done.stderr.strip() or f"exit code {done.returncode}"
        verb = next(word for word in arguments if word[0].isalpha() and "." not in word)
        raise RegistryFault(f"git {verb} failed for the member in {clone.name}: {told}")
    return done.stdout


def _run(clone: Path, arguments: Sequence[str], told: str = "") -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_DIR")}
    closed = {"GIT_ALLOW_PROTOCOL": _PROTOCOLS, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    try:
        return subprocess.run(
            ["git", "-C", str(clone), "-c", "core.hooksPath=/dev/null", "-c", "gc.auto=0", *arguments],
            env=kept | closed, input=told, capture_output=True, text=True, errors="replace",
            timeout=_LONGEST, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise RegistryFault(f"git {arguments[0]} took longer than {_LONGEST} seconds; try again") from error
    except OSError as error:
        raise RegistryFault(f"cannot run git: {error.strerror}") from error
