"""SPDX license expressions (SPDX 3.0.1, Annex B; the same grammar as SPDX 2.3, Annex D).

Ids and the operators AND, OR and WITH are read in any case. License ids of the Hub count as ids.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

from opendata_lint.vocabulary.hub_licenses import hub_license
from opendata_lint.vocabulary.spdx import exception_spelling, spdx_spelling

Reason: TypeAlias = Literal["empty", "syntax", "unknown-license", "unknown-exception", "too-long"]

# Deeper than any license text; a card with ten thousand parentheses must not exhaust the stack.
_DEEPEST = 50
_LONGEST = 5_000
"""Characters of an expression; the longest that dictionaries of packages hold has a few hundred."""

# Kept as text: most cards name one Hub id, and nothing here needs to be compiled for it.
_TOKEN = r"[()]|[^\s()]+"
_DOCUMENT = r"(?:DocumentRef-[A-Za-z0-9.-]+:)?"
_LICENSE_REF = _DOCUMENT + r"LicenseRef-[A-Za-z0-9.-]+"
_ADDITION_REF = _DOCUMENT + r"AdditionRef-[A-Za-z0-9.-]+"
_OPERATORS = frozenset({"AND", "OR", "WITH"})


class LicenseExpressionError(ValueError):
    """A text that is no license expression; `start` and `end` count characters in it."""

    def __init__(self, message: str, start: int, end: int, reason: Reason) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = end
        self.reason = reason


class Term(NamedTuple):
    """One license of an expression and where it stands."""

    id: str
    """SPDX or Hub id in its own case, or a `LicenseRef-`."""
    or_later: bool
    exception: str | None
    start: int
    end: int

    def __str__(self) -> str:
        exception = f" WITH {self.exception}" if self.exception else ""
        return f"{self.id}{'+' if self.or_later else ''}{exception}"


class Compound(NamedTuple):
    """Two or more parts joined by one operator."""

    operator: Literal["AND", "OR"]
    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return f" {self.operator} ".join(
            f"({part})" if isinstance(part, Compound) else str(part) for part in self.parts
        )


Node: TypeAlias = Term | Compound


class LicenseExpression(NamedTuple):
    """A parsed expression; `str()` gives it with canonical ids, upper-case operators."""

    root: Node

    def __str__(self) -> str:
        return str(self.root)

    def terms(self) -> Iterator[Term]:
        """Yield every license, in the order of the text."""
        yield from _terms(self.root)


def _terms(node: Node) -> Iterator[Term]:
    if isinstance(node, Term):
        yield node
    else:
        for part in node.parts:
            yield from _terms(part)


def parse_expression(text: str) -> LicenseExpression:
    """Parse `text`; raise `LicenseExpressionError` that says what is wrong and where."""
    if len(text) > _LONGEST:
        raise _error(f"it is longer than {_LONGEST:,} characters", _Token(text, 0, len(text)), "too-long")
    return _Parser(text).parse()


class _Token(NamedTuple):
    text: str
    start: int
    end: int

    @property
    def operator(self) -> str | None:
        upper = self.text.upper()
        return upper if upper in _OPERATORS else None


class _Parser:
    """Recursive descent: OR binds loosest, then AND, then WITH, then `+`."""

    def __init__(self, text: str) -> None:
        self._tokens = [_Token(m[0], m.start(), m.end()) for m in re.finditer(_TOKEN, text)]
        self._next = 0
        self._length = len(text)

    def parse(self) -> LicenseExpression:
        if not self._tokens:
            raise _error("the license is empty", _Token("", 0, self._length), "empty")
        root = self._or(0)
        rest = self._peek()
        if rest and rest.text == ")":
            raise _error("this `)` closes nothing", rest)
        if rest:
            last = self._tokens[self._next - 1]
            raise _error(f"AND, OR or WITH is missing between `{last.text}` and `{rest.text}`", rest)
        return LicenseExpression(root)

    def _or(self, depth: int) -> Node:
        parts = [self._and(depth)]
        while self._take("OR"):
            parts.append(self._and(depth))
        return parts[0] if len(parts) == 1 else Compound("OR", tuple(parts))

    def _and(self, depth: int) -> Node:
        parts = [self._part(depth)]
        while self._take("AND"):
            parts.append(self._part(depth))
        return parts[0] if len(parts) == 1 else Compound("AND", tuple(parts))

    def _part(self, depth: int) -> Node:
        token = self._operand("a license")
        if token.text != "(":
            return self._with(token)
        if depth == _DEEPEST:
            raise _error(f"parentheses are more than {_DEEPEST} deep", token)
        inner = self._or(depth + 1)
        after = self._peek()
        if after is None:
            raise _error("this `(` is never closed", token)
        if after.text != ")":
            raise _error(f"expected AND, OR or `)`, found `{after.text}`", after)
        self._next += 1
        following = self._peek()
        if following and following.operator == "WITH":
            raise _error("WITH may follow one license, not a group in parentheses", following)
        return inner

    def _with(self, token: _Token) -> Term:
        name, or_later = _license_id(token)
        if not self._take("WITH"):
            return Term(name, or_later, None, token.start, token.end)
        addition = self._operand("an exception")
        return Term(name, or_later, _exception_id(addition), token.start, addition.end)

    def _peek(self) -> _Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _take(self, operator: str) -> bool:
        token = self._peek()
        if token is None or token.operator != operator:
            return False
        self._next += 1
        return True

    def _operand(self, what: str) -> _Token:
        """Take the next token, which must be an id or, where a license may stand, a `(`."""
        token = self._peek()
        if token is None:
            last = self._tokens[-1]
            raise _error(f"{what} is missing after `{last.text}`", last)
        if token.operator or token.text == ")" or (token.text == "(" and what != "a license"):
            raise _error(f"expected {what}, found `{token.text}`", token)
        self._next += 1
        return token


def _license_id(token: _Token) -> tuple[str, bool]:
    """Return the id in its own case and whether a `+` follows it."""
    if re.fullmatch(_LICENSE_REF, token.text):
        return token.text, False
    # The whole token goes first: `openrail++` and `GPL-2.0+` are ids themselves.
    for text, or_later in ((token.text, False), (token.text.removesuffix("+"), True)):
        name = _known(text)
        if name:
            return name, or_later
    raise _refusal(token)


def _known(text: str) -> str | None:
    """Return the canonical spelling; the Hub's table answers first, for it is cheap to load."""
    entry = hub_license(text)
    if entry is None:
        return spdx_spelling(text)
    for spdx in (entry.spdx, entry.spdx_deprecated):
        if spdx and spdx.casefold() == entry.id:
            return spdx
    return entry.id


def _refusal(token: _Token) -> LicenseExpressionError:
    """Say why a token that is no license id stands where one should."""
    found = re.search(r"[,;/&|]", token.text)
    if found:
        at = token.start + found.start()
        return _error(f"`{found[0]}` does not join licenses: write AND or OR", _Token("", at, at + 1))
    if exception_spelling(token.text):
        return _error(f"`{token.text}` is an exception: it goes after a license and WITH", token)
    return _error(f"`{token.text}` is not the id of a license", token, "unknown-license")


def _exception_id(token: _Token) -> str:
    name = exception_spelling(token.text)
    if name:
        return name
    if re.fullmatch(_ADDITION_REF, token.text):
        return token.text
    raise _error(f"`{token.text}` is not the id of a license exception", token, "unknown-exception")


def _error(message: str, token: _Token, reason: Reason = "syntax") -> LicenseExpressionError:
    return LicenseExpressionError(message, token.start, token.end, reason)
