"""Turtle 1.1 as statements with places. Nothing is fetched, and addresses are not resolved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, NoReturn

from opendata_lint.exchange.documents import text_of
from opendata_lint.exchange.formats.dcat_ap.graph import RDF, XSD, Graph, Term
from opendata_lint.exchange.protocol import DescriptorFault
from opendata_lint.finding import at_span

_DEEPEST = 100
"""Levels of brackets that are read."""


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


@cache
def _tokens() -> re.Pattern[str]:
    local = r"(?:[\w:]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])"
    inner = r"(?:[\w:.\-\u00b7]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])"
    last = r"(?:[\w:\-\u00b7]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])"
    return re.compile(
        r"(?P<skip>[ \t\r\n]+|#[^\r\n]*)"
        r"|(?P<iri><(?:[^\x00-\x20<>\"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)"
        r"|(?P<long>\"\"\"(?:\"{0,2}(?:[^\"\\]|\\.))*\"\"\"|'''(?:'{0,2}(?:[^'\\]|\\.))*''')"
        r"|(?P<string>\"(?:[^\"\\\r\n]|\\.)*\"|'(?:[^'\\\r\n]|\\.)*')"
        r"|(?P<directive>@prefix\b|@base\b)"
        r"|(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)"
        r"|(?P<blank>_:\w(?:[\w.\-]*[\w\-])?)"
        rf"|(?P<name>(?:[^\W\d_](?:[\w.\-]*[\w\-])?)?:(?:{local}(?:{inner}*{last})?)?)"
        r"|(?P<double>[+-]?(?:\d+\.\d*|\.?\d+)[eE][+-]?\d+)"
        r"|(?P<decimal>[+-]?\d*\.\d+)"
        r"|(?P<integer>[+-]?\d+)"
        r"|(?P<mark>\^\^|[.;,\[\]()])"
        r"|(?P<word>[A-Za-z]+)",
        re.DOTALL,
    )


def read_turtle(data: bytes, path: str) -> Graph:
    """The statements of a file of Turtle. Raises `DescriptorFault` with the place of what is none."""
    return _Parser(text_of(data, path), path).graph


class _Parser:
    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.path = path
        self.graph = Graph()
        self.prefixes: dict[str, str] = {}
        self.blanks: dict[str, Term] = {}
        self.stream = self._scan()
        self.token = next(self.stream)
        while self.token.kind != "end":
            if not self._directive():
                self._triples()

    def _scan(self) -> Iterator[_Token]:
        position, size = 0, len(self.text)
        while position < size:
            match = _tokens().match(self.text, position)
            if match is None:
                self._fail(position, f"`{self.text[position]}` cannot stand here")
            if match.lastgroup != "skip":
                yield _Token(str(match.lastgroup), match.group(), position, match.end())
            position = match.end()
        while True:
            yield _Token("end", "", size, size)

    def _fail(self, at: int, problem: str) -> NoReturn:
        line = self.text.count("\n", 0, at) + 1
        column = at - (self.text.rfind("\n", 0, at) + 1) + 1
        start = min(at, max(len(self.text) - 1, 0))
        raise DescriptorFault(
            f"{self.path} is no Turtle: {problem} in line {line}, column {column}", (start, start + 1)
        )

    def _next(self) -> _Token:
        taken, self.token = self.token, next(self.stream)
        return taken

    def _expect(self, mark: str, why: str) -> None:
        if self.token.text != mark or self.token.kind != "mark":
            shown = f"`{self.token.text[:30]}`" if self.token.text else "the end"
            self._fail(self.token.start, f"`{mark}` is expected {why}, not {shown}")
        self._next()

    def _directive(self) -> bool:
        token = self.token
        word = token.text.lower().lstrip("@")
        if word not in ("prefix", "base") or token.kind not in ("directive", "word"):
            return False
        self._next()
        if word == "prefix":
            name = self._next()
            if name.kind != "name" or not name.text.endswith(":"):
                self._fail(name.start, "a prefix with its colon is expected")
        address = self._next()
        if address.kind != "iri":
            self._fail(address.start, "an address in `<` and `>` is expected")
        if word == "prefix":
            self.prefixes[name.text[:-1]] = _unescaped(address.text[1:-1])
        if token.kind == "directive":
            self._expect(".", f"behind `{token.text}`")
        return True

    def _triples(self) -> None:
        start = self.token
        subject = self._node(0, as_subject=True)
        if not (start.text == "[" and self.token.text == "."):
            self._properties(subject, start, 0)
        self._expect(".", "at the end of a statement")

    def _properties(self, subject: Term, start: _Token, depth: int) -> None:
        while True:
            predicate = self._predicate()
            while True:
                at = self.token.start
                said = self._node(depth)
                last = self.end
                self.graph.add(subject, predicate, said, at_span(start.start, start.end), at_span(at, last))
                if self.token.text != "," or self.token.kind != "mark":
                    break
                self._next()
            if self.token.text != ";" or self.token.kind != "mark":
                return
            while self.token.text == ";" and self.token.kind == "mark":
                self._next()
            if self.token.kind == "mark" and self.token.text in (".", "]"):
                return

    def _predicate(self) -> str:
        token = self._next()
        if token.kind == "word" and token.text == "a":
            return f"{RDF}type"
        if token.kind not in ("iri", "name"):
            shown = f"`{token.text[:30]}`" if token.text else "the end"
            self._fail(token.start, f"a property is expected, not {shown}")
        return self._address(token)

    def _address(self, token: _Token) -> str:
        if token.kind == "iri":
            return _unescaped(token.text[1:-1])
        prefix, _, local = token.text.partition(":")
        if prefix not in self.prefixes:
            self._fail(token.start, f"the prefix `{prefix}:` is not declared")
        return self.prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)

    def _node(self, depth: int, as_subject: bool = False) -> Term:
        token = self._next()
        self.end = token.end
        if depth > _DEEPEST:
            self._fail(token.start, f"brackets are nested more than {_DEEPEST} levels deep")
        if token.kind in ("iri", "name"):
            return Term("iri", self._address(token))
        if token.kind == "blank":
            return self.blanks.setdefault(token.text, self.graph.blank())
        if token.text == "[" and token.kind == "mark":
            return self._bracket(token, depth)
        if token.text == "(" and token.kind == "mark":
            return self._list(token, depth)
        said = None if as_subject else self._literal(token)
        if said is None:
            shown = f"`{token.text[:30]}`" if token.text else "the end"
            self._fail(token.start, f"{'a subject' if as_subject else 'a value'} is expected, not {shown}")
        return said

    def _bracket(self, token: _Token, depth: int) -> Term:
        node = self.graph.blank()
        self.graph.places.setdefault(node.value, at_span(token.start, token.end))
        if self.token.text != "]" or self.token.kind != "mark":
            self._properties(node, token, depth + 1)
        self.end = self.token.end
        self._expect("]", "behind the properties in brackets")
        return node

    def _list(self, token: _Token, depth: int) -> Term:
        """A collection; its members are statements of one node, as nothing here asks for their order."""
        node = self.graph.blank()
        while not (self.token.text == ")" and self.token.kind == "mark"):
            at = self.token.start
            said = self._node(depth + 1)
            self.graph.add(node, f"{RDF}first", said, at_span(token.start, token.end), at_span(at, self.end))
        self.end = self.token.end
        self._next()
        return node

    def _literal(self, token: _Token) -> Term | None:
        if token.kind in ("integer", "decimal", "double"):
            return Term("literal", token.text, f"{XSD}{token.kind}")
        if token.kind == "word" and token.text in ("true", "false"):
            return Term("literal", token.text, f"{XSD}boolean")
        if token.kind not in ("string", "long"):
            return None
        quotes = 3 if token.kind == "long" else 1
        value = _unescaped(token.text[quotes:-quotes])
        if self.token.kind == "language":
            self.end = self.token.end
            return Term("literal", value, "", self._next().text[1:])
        if self.token.text == "^^":
            self._next()
            self.end = self.token.end
            datatype = self._next()
            if datatype.kind not in ("iri", "name"):
                self._fail(datatype.start, "a datatype is expected behind `^^`")
            return Term("literal", value, self._address(datatype).replace(f"{XSD}string", ""))
        return Term("literal", value)


_ESCAPED = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_LETTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(_letter, text) if "\\" in text else text


def _letter(match: re.Match[str]) -> str:
    code = match[1]
    if len(code) > 1:
        number = int(code[1:], 16)
        return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
    return _LETTERS.get(code, code)
