"""Identifiers of Git repositories: `git+https://HOST/PATH@REVISION`."""

from __future__ import annotations

import re

from opendata_lint.vocabulary.identifiers.base import Address, Identifier, address, is_commit

_FORGES = ("github.com", "gitlab.com", "codeberg.org", "bitbucket.org")
"""Hosts whose addresses lead to repositories, and whose `ssh` and `https` lead to the same ones."""
_NO_OWNERS = (
    "features", "about", "marketplace", "topics", "orgs", "settings", "search", "sponsors", "apps", "explore",
)  # fmt: skip


def repository(
    host: str, path: str, revision: str | None = None, transport: str = "https"
) -> Identifier | None:
    """The identifier of a repository at a path of a host, a commit in lower case and `.git` left out.

    None where nothing is left of the path, or the revision is no name that Git would take.
    """
    path = re.sub(r"(?:/|\.git)+$", "", path)
    revision = (revision or "").strip("/")
    if not path or not re.fullmatch(r"[^\s@?#:~^*\[\\]{0,255}", revision):
        return None
    work = f"git+{transport}://{host}/{path}"
    revision = revision.lower() if is_commit(revision.lower()) else revision
    text = f"{work}@{revision}" if revision else work
    return Identifier("git", text, work, None, revision or None, is_commit(revision))


def from_text(text: str) -> Identifier | None:
    """`git+URL[@REVISION]`, `URL.git[@REVISION]`, `git@HOST:PATH`, or an address of a forge."""
    bare = text[4:] if text[:4].lower() == "git+" else text
    scp = re.fullmatch(r"[\w.-]+@([\w.-]+):(?!//)([^\s@:?#]+)(?:@([^\s@]+))?", bare, re.ASCII)
    if scp:
        return _of("ssh", scp[1].lower(), "", _joined(scp[2].split("/")), scp[3])
    found = address(bare)
    if found is None or found.scheme not in ("https", "http", "ssh", "git"):
        return None
    return from_address(found, said=bare is not text)


def from_address(found: Address, said: bool = False) -> Identifier | None:
    """The repository behind an address; `said`: the text says that it is one.

    Anything else is one only if its path ends in `.git` or the host is a known forge.
    """
    path, at, revision = found.path.partition("@")
    path = _joined(path.split("/"))
    forge = found.site in _FORGES
    if not path or not (said or forge or path.endswith(".git") or found.scheme in ("ssh", "git")):
        return None
    if forge:
        return _on_forge(found.site, path, revision if at else None)
    return _of(found.scheme, found.host, found.port, path, revision if at else None)


def _on_forge(host: str, path: str, revision: str | None) -> Identifier | None:
    """`OWNER/NAME` and what follows; groups of GitLab nest, up to `/-/`."""
    name, dash, inner = path.partition("/-/") if host == "gitlab.com" else (path, "", "")
    parts = name.split("/")
    rest = inner.split("/") if dash else []
    if host != "gitlab.com":
        parts, rest = parts[:2], parts[2:]
    if len(parts) < 2 or parts[0] in _NO_OWNERS:
        return None
    if revision is None and len(rest) > 1 and rest[0] in ("tree", "commit", "blob", "src", "raw"):
        revision = rest[2] if rest[1] in ("branch", "tag", "commit") and len(rest) > 2 else rest[1]
    return _of("https", host, "", "/".join(parts), revision)


def _joined(parts: list[str]) -> str:
    return "/".join(part for part in parts if part not in ("", ".git"))


def _of(scheme: str, host: str, port: str, path: str, revision: str | None) -> Identifier | None:
    if host in _FORGES:
        scheme, port = "https", ""
        # GitHub and its like know no case in owners and names.
        path = path.lower()
    shown = f":{port}" if port else ""
    return repository(f"{host}{shown}", path, revision, scheme)
