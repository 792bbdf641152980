"""Servers: which one is asked, and whether it may be given a token.

The rule, and why. A token is worth what its owner may do, so it goes only where whoever runs the program has
sent it:

1. An endpoint comes from `--endpoint`, from the variable of the registry's own client, or is the registry's
   usual one. There is no key for it in any configuration: what a repository holds, whoever pushed it wrote,
   and a pull request could send the token of a CI job to a server of its own.
2. A token in the environment goes to whichever of these is asked: both were said by the same person. One in
   the store of a client was issued for the server that this client is set to, and goes to no other.
3. A token goes over HTTPS, or to this very machine.
4. Nothing is asked of another server than this: redirects that lead elsewhere are refused, also without a
   token, as what they serve is nobody's word but theirs.
5. Works that a card names are looked up without a token: a card must not make us ask for what only its
   reader may see.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from opendata_lint.network.protocol import NetworkFault
from opendata_lint.network.secrets import Secrets

_LOOPBACK = re.compile(r"localhost|127(?:\.\d{1,3}){3}|\[?::1\]?")


class Origin(NamedTuple):
    """What makes two addresses the same server."""

    scheme: str
    host: str
    port: int

    @property
    def trusted(self) -> bool:
        """Whether nobody on the way can read along."""
        return self.scheme == "https" or _LOOPBACK.fullmatch(self.host) is not None


class Server(NamedTuple):
    """Where a registry is asked."""

    url: str
    """Without a slash at its end."""
    token: str | None
    secrets: Secrets
    anonymous: bool = False
    """Whether nothing may say who asks."""

    @property
    def origin(self) -> Origin:
        """Where all requests must go."""
        return origin_of(self.url)


def origin_of(url: str) -> Origin:
    """The server of an address. Raises `NetworkFault` where it is no web address."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
        port = parts.port or {"https": 443, "http": 80}[parts.scheme]
    except (KeyError, ValueError):
        raise NetworkFault(f"`{url[:200]}` is no address of a server, such as https://example.org") from None
    if not parts.hostname:
        raise NetworkFault(f"`{url[:200]}` is no address of a server, such as https://example.org")
    return Origin(parts.scheme, parts.hostname, port)


def server_at(url: str, token: str | None, *, anonymous: bool) -> Server:
    """A server with the token for it. Raises `NetworkFault` for an address that cannot be used.

    One with a name and password in it is refused: it would stand in messages, and in the history of shells.
    """
    origin = origin_of(url)
    if "@" in url.partition("://")[2].partition("/")[0]:
        raise NetworkFault("an endpoint must not hold a name or password; tokens come from the environment")
    if re.search(r"[\s?#\\]", url):
        raise NetworkFault(f"`{url[:200]}` is no address of a server, such as https://example.org")
    token = None if anonymous else (token or "").strip() or None
    if token and not origin.trusted:
        raise NetworkFault(f"{url} is not https; a token is not sent where others can read along")
    if token and not (token.isascii() and token.isprintable()):
        raise NetworkFault("the token has characters that no token has; see what the variable holds")
    return Server(url.rstrip("/"), token, Secrets([token]), anonymous)


def refuse_elsewhere(url: str, origin: Origin) -> None:
    """Raise `NetworkFault` for an address on another server than the one that is asked."""
    there = origin_of(url)
    if there != origin:
        raise NetworkFault(
            f"{origin.host} sends us on to {there.scheme}://{there.host}:{there.port}, "
            "which nobody asked for; nothing was sent there"
        )
