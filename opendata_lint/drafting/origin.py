"""Address and authors from Git. Only for those who ask: whoever commits files need not have made the data."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from opendata_lint.drafting.draft import Draft
from opendata_lint.exchange.canonical import Agent
from opendata_lint.tree import TreeFault
from opendata_lint.tree.git import git

_MOST_COMMITS = 10_000
_MOST_AUTHORS = 20


def with_origin(draft: Draft, folder: Path) -> Draft:
    """The draft with the remote `origin` as address and the authors of the folder's commits, as guesses."""
    try:
        if not draft.card.url:
            address = _address(git(folder, "config", "--get", "remote.origin.url").decode().strip())
            if address:
                draft = draft.guessed("url", "from the remote of the Git repository", url=address)
    except (TreeFault, UnicodeDecodeError):
        draft = draft.told(note="Git names no remote `origin`")
    try:
        names = _authors(folder)
    except TreeFault:
        return draft.told(note="Git has no commits of this folder")
    if names and not draft.card.creators:
        made = tuple(map(Agent, names))
        draft = draft.guessed("creators", "from the authors of commits in Git", creators=made)
    return draft


def _address(remote: str) -> str | None:
    """A remote as an address of the web, without user and token."""
    found = re.fullmatch(r"(?:\w+@|ssh://(?:\w+@)?)([\w.-]+)(?::\d+)?[:/]([\w./-]+?)(?:\.git)?/?", remote)
    found = found or re.fullmatch(
        r"https?://(?:[^@/\s]+@)?([\w.-]+(?::\d+)?)/([\w./~-]+?)(?:\.git)?/?", remote
    )
    return f"https://{found[1]}/{found[2]}" if found else None


def _authors(folder: Path) -> list[str]:
    """The authors of commits that touch the folder, those of most commits first; machines are none."""
    told = git(folder, "log", f"--max-count={_MOST_COMMITS}", "--format=%aN", "--", ".")
    names = Counter(told.decode("utf-8", "replace").splitlines())
    return [
        name
        for name, _ in names.most_common(_MOST_AUTHORS)
        if name.strip() and name.isprintable() and not name.endswith("[bot]")
    ]
