"""What an identifier is, and the taking apart of web addresses that all its readers share."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

Kind = Literal["dataset", "model"]
"""What kind of work an identifier names, as far as its form tells."""

Scheme = Literal[
    "hf", "openml", "doi", "kaggle", "purl", "swh", "git", "url", "member", "name", "legacy", "words"
]
"""The registry or form; the last four are no addresses:

`member`: a card of another registry of the federation, `other:card-id`; `name`: one bare word, the id of a
card here or a name that the Hub once gave without an owner; `legacy`: what the Hub lets `source_datasets` say
without naming a work (`original`, `extended|other-...`); `words`: anything else.
"""

LONGEST = 2_000
"""Characters of an identifier; longer texts are words."""

COMMIT = r"(?:[0-9a-f]{40}|[0-9a-f]{64})"
"""A full object id of Git, by SHA-1 or SHA-256."""


class Identifier(NamedTuple):
    """The identifier of a work, in its canonical form."""

    scheme: Scheme
    text: str
    """Canonical, with the revision; it reads as itself."""
    work: str
    """The same work in any revision, however it was written; what a graph joins by."""
    kind: Kind | None = None
    """A hint: None where the form does not tell."""
    revision: str | None = None
    pinned: bool = False
    """Whether it names content that cannot change: a commit, a version that its registry keeps, a DOI."""

    @property
    def names_a_work(self) -> bool:
        """Whether there is a work to be looked up: not for `original` and the like, nor for words."""
        return self.scheme not in ("legacy", "words")


class Address(NamedTuple):
    """A web address, taken apart without ever raising."""

    scheme: str
    host: str
    """In lower case, without name and password."""
    port: str
    path: str
    """Without a slash at its end."""
    query: str

    @property
    def site(self) -> str:
        """The host without `www.`, by which registries are known."""
        return self.host.removeprefix("www.")

    @property
    def parts(self) -> list[str]:
        """The parts of the path that are not empty."""
        return [part for part in self.path.split("/") if part]

    def parameter(self, name: str) -> str | None:
        """The first value of a parameter of the query, as it is written."""
        found = (pair.partition("=") for pair in self.query.split("&"))
        return next((value for key, _, value in found if key == name), None)

    @property
    def text(self) -> str:
        """Written out again; ports that the scheme means anyway are left out."""
        port = "" if (self.scheme, self.port) in (("http", "80"), ("https", "443")) else self.port
        query = f"?{self.query}" if self.query else ""
        return f"{self.scheme}://{self.host}{':' if port else ''}{port}{self.path}{query}"


_KNOWN = (
    "huggingface.co/", "hf.co/", "openml.org/", "kaggle.com/", "zenodo.org/", "doi.org/", "dx.doi.org/",
    "github.com/", "gitlab.com/", "codeberg.org/", "bitbucket.org/", "archive.softwareheritage.org/",
)  # fmt: skip
"""Hosts of registries, which people write without `https://` too."""


def address(text: str) -> Address | None:
    """A text as a web address; None where it is none."""
    if text.lower().removeprefix("www.").startswith(_KNOWN):
        text = f"https://{text}"
    match = _address().fullmatch(text)
    if not match:
        return None
    return Address(
        match["scheme"].lower(),
        match["host"].lower(),
        match["port"] or "",
        match["path"].rstrip("/"),
        (match["query"] or "").rstrip("?"),
    )


@cache
def _address() -> re.Pattern[str]:
    return re.compile(
        r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?:[^/?#\s@]*@)*(?P<host>[^/?#:@\s]+)(?::(?P<port>\d*))?"
        r"(?P<path>(?:/[^?#\s]*)?)(?:\?(?P<query>[^#\s]*))?(?:#\S*)?"
    )


def is_commit(revision: str | None) -> bool:
    """Whether a revision is a full object id of Git."""
    return revision is not None and re.fullmatch(COMMIT, revision) is not None
