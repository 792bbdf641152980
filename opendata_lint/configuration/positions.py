"""In which line each key of a TOML file stands; Python's reader of TOML does not tell."""

from __future__ import annotations

import re

Path = tuple[str | int, ...]
"""Keys and indexes from the top of the document."""

_BARE = r"[A-Za-z0-9_-]+"
_BLANK = r"(?:[ \t\r\n]|#[^\n]*)*"
_STRING = r"\"\"\"(?:\\.|[^\\])*?\"{3,5}|'''.*?'{3,5}|\"(?:\\.|[^\"\\])*\"|'[^']*'"


def lines_of(text: str) -> dict[Path, int]:
    """The line, from 1, of every key, table and list item of a document. The text must be valid TOML."""
    reader = _Reader(text)
    reader.read()
    return {path: text.count("\n", 0, offset) + 1 for path, offset in reader.offsets.items()}


class _Reader:
    """Goes through a document that is known to be valid, so that nothing is ever refused."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.offsets: dict[Path, int] = {}
        self.counts: dict[Path, int] = {}
        """How many tables each array of tables has so far."""

    def read(self) -> None:
        table: Path = ()
        self._skip(_BLANK)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip(_BLANK)

    def _skip(self, pattern: str) -> str:
        match = re.compile(pattern, re.DOTALL).match(self.text, self.at)
        if match is None:  # not TOML after all: go on behind the character
            self.at += 1
            return ""
        self.at = match.end()
        return match.group()

    def _header(self) -> Path:
        start = self.at
        listed = self.text.startswith("[[", start)
        self.at += 2 if listed else 1
        names = self._key()
        self._skip(r"\]\]?")
        path = self._resolved(names if not listed else names[:-1])
        if listed:
            whole = (*path, names[-1])
            self._note(whole, start)
            self.counts[whole] = self.counts.get(whole, -1) + 1
            path = (*whole, self.counts[whole])
        for length in range(1, len(path) + 1):
            self._note(path[:length], start)
        return path

    def _resolved(self, names: list[str]) -> Path:
        """A header's path, in which an array of tables stands for its last table."""
        path: Path = ()
        for name in names:
            path = (*path, name)
            if path in self.counts:
                path = (*path, self.counts[path])
        return path

    def _key(self) -> list[str]:
        names = []
        while True:
            self._skip(r"[ \t]*")
            word = self._skip(f"{_STRING}|{_BARE}")
            names.append(_unquoted(word))
            self._skip(r"[ \t]*")
            if not self.text.startswith(".", self.at):
                return names
            self.at += 1

    def _pair(self, table: Path) -> None:
        start = self.at
        names = self._key()
        for length in range(1, len(names) + 1):
            self._note((*table, *names[:length]), start)
        self._skip(r"[ \t]*=[ \t]*")
        self._value((*table, *names))

    def _value(self, path: Path) -> None:
        if self.text.startswith("[", self.at):
            self._members(path, "]")
        elif self.text.startswith("{", self.at):
            self._members(path, "}")
        else:
            self._skip(rf"(?:{_STRING})|[^,\]\}}#\r\n]+")

    def _members(self, path: Path, end: str) -> None:
        self.at += 1
        index = 0
        self._skip(_BLANK)
        while self.at < len(self.text) and self.text[self.at] != end:
            if end == "]":
                self._note((*path, index), self.at)
                self._value((*path, index))
                index += 1
            else:
                self._pair(path)
            self._skip(_BLANK)
            self._skip(",?")
            self._skip(_BLANK)
        self.at += 1

    def _note(self, path: Path, offset: int) -> None:
        self.offsets.setdefault(path, offset)


def _unquoted(word: str) -> str:
    if word[:1] == "'":
        return word[1:-1]
    if word[:1] == '"':
        import tomllib

        return next(iter(tomllib.loads(f"{word} = 0")))
    return word
