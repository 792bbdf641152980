"""Tokens: where they come from, and how they are kept out of everything that is shown.

A token is taken from an environment variable or from the store of the registry's own client, never from a
configuration file of ours: those lie in the tree that is linted, and a pushed repository may hold any.
"""

from __future__ import annotations

from collections.abc import Iterable

SHORTEST = 4
"""Characters below which a text is no secret worth hiding: blanking it would garble all else."""
_HIDDEN = "[token]"


class Secrets:
    """Texts that must not be shown."""

    def __init__(self, texts: Iterable[str | None] = ()) -> None:
        self._texts: set[str] = set()
        for text in texts:
            self.add(text)

    def add(self, text: str | None) -> None:
        """Hide a text, and the forms in which requests carry it."""
        if text is None or len(text.strip()) < SHORTEST:
            return
        from urllib.parse import quote, quote_plus

        text = text.strip()
        self._texts |= {text, quote(text), quote(text, safe=""), quote_plus(text), repr(text)[1:-1]}

    def add_header(self, value: str | None) -> None:
        """Hide what an `Authorization` header holds: the token of a scheme, name and password of `Basic`."""
        scheme, _, rest = (value or "").partition(" ")
        self.add(rest or scheme)
        if scheme.lower() == "basic":
            from base64 import b64decode

            try:
                pair = b64decode(rest).decode("utf-8", "replace")
            except ValueError:
                return
            self.add(pair)
            self.add(pair.partition(":")[2])

    def redacted(self, text: str) -> str:
        """The text without any of them."""
        for secret in sorted(self._texts, key=len, reverse=True):
            text = text.replace(secret, _HIDDEN)
        return text
