"""Signatures of tags: judged by `git verify-tag` and a file of allowed signers, as SSH has it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Literal, NamedTuple

from opendata_lint.registry.registrar import RegistryFault
from opendata_lint.registry.releases.calling import call, configured
from opendata_lint.registry.releases.tags import TagObject

State = Literal["good", "bad", "unsigned", "unchecked", "unknown"]


class Signature(NamedTuple):
    """What is known of the signature of a tag."""

    state: State
    """`unchecked` where no signers are given, `unknown` where the form of the signature is not SSH's."""
    told: str
    """The same in words."""
    signer: str | None = None


def signers_file(root: Path, given: Path | None, said: str | None) -> Path | None:
    """The file of allowed signers: the given one, else the configured one, else the one of Git's settings.

    Raises `RegistryFault` where the file is not there.
    """
    found = given or (Path(said) if said else None)
    if found is None:
        of_git = configured(root, "gpg.ssh.allowedSignersFile")
        found = root / os.path.expanduser(of_git) if of_git else None  # noqa: PTH111 - as Git reads it
    if found is not None and not found.is_file():
        raise RegistryFault(f"{found}: no such file; it should name the signers that are allowed")
    return found.absolute() if found else None


def judge_signature(root: Path, tag_id: str, tag: TagObject, signers: Path | None) -> Signature:
    """Whether an allowed signer signed a tag object. Raises `RegistryFault` where Git is absent."""
    if tag.signature is None:
        told = "unsigned"
        return Signature("unsigned", told)
    if signers is None:
        return Signature("unchecked", "signature not checked: no file of allowed signers")
    if tag.signature.startswith("PGP") or tag.signature == "SIGNED MESSAGE":
        return Signature("unknown", "signature not checked: it is not of SSH, and the signers are")
    done = call(root, "-c", f"gpg.ssh.allowedSignersFile={signers}", "verify-tag", "--raw", tag_id)
    good = re.search(r'^Good "git" signature for (.+) with \S+ key', done.stderr, re.M)
    if done.returncode == 0 and good:
        return Signature("good", f"signed by {good[1]}", good[1])
    if "No principal matched" in done.stderr:
        return Signature("bad", f"signed with a key of nobody in {signers.name}")
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    return Signature("bad", f"signature not valid: {lines[0] if lines else 'git says no'}")
