"""Cards that somebody made to hurt whoever reads them, 10 MB each where size is the weapon."""

from __future__ import annotations

from collections.abc import Callable

MEGABYTE = 1_000_000
_SIZE = 10 * MEGABYTE
_HEAD = b"---\nlicense: mit\n---\n"


def _filled(unit: bytes, head: bytes = _HEAD) -> bytes:
    return head + unit * (_SIZE // len(unit))


def _aliases() -> bytes:
    """Each line stands for ten times the one above: 10 to the 60th nodes."""
    lines = [b"a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [b"a%d: &a%d [" % (n, n) + b", ".join([b"*a%d" % (n - 1)] * 10) + b"]" for n in range(1, 60)]
    return b"---\n" + b"\n".join(lines) + b"\n---\n# T\n"


def _row(cell: bytes) -> bytes:
    return b"|" + (cell + b"|") * 10_000 + b"\n"


def _listed(key: bytes, member: bytes, count: int) -> bytes:
    """Front matter with a list; its end is left open."""
    return b"---\n" + key + b":\n" + b"".join(b"- " + member % n + b"\n" for n in range(count))


CARDS: dict[str, Callable[[], bytes]] = {
    "one line": lambda: _filled(b"word "),
    "headings": lambda: _filled(b"# Bias\n\ntext\n\n"),
    "links": lambda: _filled(b"[a](b) "),
    "open brackets": lambda: _filled(b"["),
    "nested quotes": lambda: _filled(b"> " * 100 + b"x\n"),
    "nested lists": lambda: _filled(b"- a\n  - b\n"),
    "table": lambda: _filled(b"|a|b|\n", _HEAD + b"|a|b|\n|-|-|\n"),
    "backticks": lambda: _filled(b"`"),
    "emphasis": lambda: _filled(b"*a _b "),
    "blank lines": lambda: _filled(b"\n"),
    "spaces": lambda: _filled(b" "),
    "carriage returns": lambda: _filled(b"\r"),
    "comments": lambda: _filled(b"<!-- "),
    "html": lambda: _filled(b"<div><span "),
    "bibtex": lambda: _filled(b"@article{a,\n title={{{\n"),
    "suppressions": lambda: _filled(b"<!-- opendata-lint: ignore[LIC003] x -->\n\n"),
    "unclosed suppressions": lambda: _filled(b"<!-- opendata-lint: ignore[LIC003] x "),
    "suppressions in a line": lambda: _filled(b"x <!-- opendata-lint: ignore[LIC003] x --> "),
    "placeholders": lambda: _filled(b"[More Information Needed]\n\n"),
    "licenses": lambda: _filled(b"released under the MIT license and CC BY 4.0. "),
    "addresses": lambda: _filled(b"a@b.example https://x.example/y "),
    "not UTF-8": lambda: _filled(b"\xff\xfe\x80"),
    "NUL": lambda: _filled(b"\x00"),
    "front matter without an end": lambda: b"---\n" + _filled(b"a: b\n", b""),
    "front matter only": lambda: b"---\n" + _filled(b"- x\n", b"tags:\n") + b"---\n",
    "one key": lambda: b"---\nlicense: " + b"m" * _SIZE + b"\n---\n",
    "many keys": lambda: b"---\n" + b"".join(b"k%d: v\n" % n for n in range(800_000)) + b"---\n",
    "dashes": lambda: _filled(b"---\n", b"---\n"),
    "nested brackets": lambda: b"---\na: " + b"[" * 200_000 + b"\n---\n",
    "nested mappings": lambda: b"---\n" + b"".join(b" " * n + b"a:\n" for n in range(2_000)) + b"---\n",
    "aliases": _aliases,
    "an alias of itself": lambda: b"---\na: &a\n  b: *a\n---\n",
    "terminal escapes": lambda: b'---\nlicense: "\\e[31mred\\e]0;title\\a"\n---\n# \x1b[2J\x1b]0;owned\x07\n',
    "near-miss headings": lambda: _HEAD + b"".join(b"## Lisence %d\n\nx\n\n" % n for n in range(500_000)),
    "labelled bullets": lambda: _HEAD + b"".join(b"- **Licence %d:** mit\n" % n for n in range(450_000)),
    "broken anchors": lambda: _HEAD + b"".join(b"[a](#b%d)\n\n" % n for n in range(700_000)),
    "link definitions": lambda: _HEAD + b"".join(b"[a%d]: http://x.example/\n" % n for n in range(350_000)),
    "wide table": lambda: _HEAD + _row(b"a") + _row(b"-") + _row(b"b") * 480,
    "a quote that runs on": lambda: _filled(b"x\n", _HEAD + b">" * 5_000 + b"x\n"),
    "combining marks": lambda: _filled("e\u0301\u0302\u0303 \u0939\u093f\u0928 ".encode()),
    "unknown languages": lambda: _listed(b"language", b"eng%x", 90_000) + b"---\n",
    "tags but one differ": lambda: _listed(b"tags", b"t%x", 90_000) + b"- t1\n---\n",
    "unknown keys": lambda: b"---\n" + b"".join(b"licens%x: v\n" % n for n in range(45_000)) + b"---\n",
    "one key repeated": lambda: b"---\n" + b"license: mit\n" * 45_000 + b"---\n",
    "anchored faults": lambda: b"---\nlicense: &a [bogus]\ntags:\n" + b"- *a\n" * 20_000 + b"---\n",
    "base models": lambda: _listed(b"base_model", b"a/b%d", 60_000) + b"---\n",
    "suppressions in YAML": lambda: (
        b"---\n" + b"# opendata-lint: ignore[LIC003] x\n" * 25_000 + b"license: mit\n---\n"
    ),
    "sexagesimal": lambda: b"---\ntags: 1" + b":1" * 450_000 + b"\n---\n",
    "or": lambda: b"---\nlicense: " + b"mit or " * 130_000 + b"mit\n---\n",
    "a long license expression": lambda: (
        b"---\nlicense: " + b"(MIT AND " * 20_000 + b"MIT" + b")" * 20_000 + b"\n---\n"
    ),
}
