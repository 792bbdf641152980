"""Markdown as the simple HTML that archives take, and back; HTML in the Markdown is text there."""

from __future__ import annotations

import re
from html import unescape

_SKIPPED = ("script", "style", "head", "title", "template")
_BLOCKS = frozenset({"p", "div", "ul", "ol", "blockquote", "pre", "table", "section", "article", "hr", "dl"})
_ITEM = re.compile(r" *(?:- |\d+\. )")
_ADDRESS = re.compile(r"(?:https?://|mailto:|#|/)[^\s<>()]*", re.I)
_DEEPEST = 20
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)([^<>]*)>|<!--")
"""No parser of HTML: those take the square of the time for many tags that are not closed."""
_HREF = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.I)
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "code": "`"}


def to_html(text: str) -> str:
    """Markdown as HTML: headings, paragraphs, lists, tables, links, emphasis and code."""
    from markdown_it import MarkdownIt

    return str(MarkdownIt("commonmark", {"html": False}).enable("table").render(text)).strip()


def from_html(text: str) -> str:
    """HTML as Markdown; a text without tags is taken as it is but for its entities."""
    reader = _Reader()
    at = 0
    for match in _TAG.finditer(text):
        if match.start() < at:  # within a comment
            continue
        reader.data(unescape(text[at : match.start()]))
        at = match.end()
        if match[2] is None:
            end = text.find("-->", at)
            at = end + 3 if end >= 0 else len(text)  # one that nothing closes hides the rest
        elif match[1]:
            reader.end(match[2].lower())
        else:
            reader.start(match[2].lower(), match[3])
    reader.data(unescape(text[at:]))
    return reader.result()


class _Reader:
    """Gathers blocks; a list of parts stands in for recursion."""

    def __init__(self) -> None:
        self.blocks: list[list[str]] = []  # of lines
        self.new_list = False
        self.parts: list[str] = []
        self.prefix = ""
        self.lists: list[int] = []  # -1 for bullets, else the number of the next item
        self.links: list[str] = []
        self.skipped = 0
        self.verbatim = False
        self.cells: list[str] | None = None

    def result(self) -> str:
        self._flush()
        return "\n\n".join("\n".join(block) for block in self.blocks).strip()

    def start(self, tag: str, attributes: str) -> None:
        if tag in _SKIPPED:
            self.skipped += 1
        elif re.fullmatch(r"h[1-6]", tag):
            self._flush()
            self.prefix = "#" * int(tag[1]) + " "
        elif tag == "br":
            self.parts.append("\n")
        elif tag == "li":
            self._flush()
            self._item()
        elif tag in _BLOCKS:
            if not (tag == "p" and self.prefix and not any(map(str.strip, self.parts))):
                self._flush()
            self._open(tag)
        elif tag == "tr":
            self._flush()
            self.cells = []
        elif tag == "a":
            found = _HREF.search(attributes)
            address = unescape(found[1] or found[2] or found[3] or "").strip() if found else ""
            self.links.append(address if _ADDRESS.fullmatch(address) else "")
            self.parts.append("[" if self.links[-1] else "")
        elif tag in _MARKS and not (self.verbatim and tag == "code"):
            self.parts.append(_MARKS[tag])

    def _open(self, tag: str) -> None:
        if tag in ("ul", "ol") and len(self.lists) < _DEEPEST:
            self.new_list = not self.lists
            self.lists.append(-1 if tag == "ul" else 1)
        elif tag == "pre":
            self.verbatim = True

    def _item(self) -> None:
        indent = "  " * max(len(self.lists) - 1, 0)
        number = self.lists[-1] if self.lists else -1
        self.prefix = f"{indent}- " if number < 0 else f"{indent}{number}. "
        if number > 0:
            self.lists[-1] += 1

    def end(self, tag: str) -> None:
        if tag in _SKIPPED:
            self.skipped = max(self.skipped - 1, 0)
        elif tag in ("td", "th") and self.cells is not None:
            self.cells.append(" ".join("".join(self.parts).split()).replace("|", "\\|"))
            self.parts = []
        elif tag == "tr" and self.cells is not None:
            self._row(self.cells)
            self.cells = None
        elif tag in _BLOCKS or re.fullmatch(r"h[1-6]|li", tag):
            self._flush()
            if tag in ("ul", "ol") and self.lists:
                self.lists.pop()
        elif tag == "a" and self.links:
            address = self.links.pop()
            self.parts.append(f"]({address})" if address else "")
        elif tag in _MARKS and not (self.verbatim and tag == "code"):
            self.parts.append(_MARKS[tag])

    def _row(self, cells: list[str]) -> None:
        row = f"| {' | '.join(cells)} |"
        if self.blocks and self.blocks[-1][0].startswith("| "):
            self.blocks[-1].append(row)
        else:
            self.blocks.append([row, f"|{' --- |' * len(cells)}"])

    def data(self, data: str) -> None:
        if not self.skipped:
            # what would be a tag in Markdown was text here
            self.parts.append(data if self.verbatim else re.sub(r"<(?=[A-Za-z/!?])", r"\\<", data))

    def _flush(self) -> None:
        text = "".join(self.parts)
        self.parts = []
        prefix, self.prefix = self.prefix, ""
        if self.verbatim:
            self.verbatim = False
            body = text.strip("\n")
            if body.strip():
                fence = "`" * max(3, max(map(len, re.findall(r"`+", body)), default=0) + 1)
                self.blocks.append([fence, body, fence])
            return
        lines = [" ".join(line.split()) for line in text.strip().split("\n")]
        said = "\n".join(lines).strip()
        if not said:
            self.prefix = prefix if prefix.endswith((" ", "- ")) and not prefix.startswith("#") else ""
            return
        if prefix:
            said = prefix + said.replace("\n", " " if prefix.startswith("#") else "\n" + " " * len(prefix))
            same_list = self.blocks and _ITEM.match(self.blocks[-1][0]) and not self.new_list
            self.new_list = False
            if not prefix.startswith("#") and same_list:
                self.blocks[-1].append(said)
                return
        elif said.startswith("#"):
            said = f"\\{said}"
        self.blocks.append([said])
