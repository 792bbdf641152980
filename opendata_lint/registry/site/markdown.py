"""A card's Markdown as HTML that can do no harm, whatever its author wrote.

No HTML of the card is passed on: its text is kept, its tags are not. Links lead to the web, to a mail
program, or to another page of the catalogue; images become links, as nothing is loaded from anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple

from opendata_lint.card.outline import MAX_BODY
from opendata_lint.tree import join

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_WEB = re.compile(r"(?i)(https?://|mailto:)[^\s/]")
_SCHEME = re.compile(r"(?i)[a-z][a-z0-9+.-]*:|[/\\]{2}")


class Links(NamedTuple):
    """Where links of a card lead."""

    card: str
    """The card's path from the tree's root."""
    pages: Mapping[str, str]
    """The page of every card, from where this one's page is, by the card's path."""

    def target(self, href: str) -> str | None:
        """Where a link leads on the site or the web; None where it leads to neither."""
        if _WEB.match(href):
            return href
        if _SCHEME.match(href):
            return None
        if href.startswith("#"):
            return f"#card-{href[1:]}"
        path = join(self.card, href)
        if path is None:
            return None
        page = self.pages.get(path) or self.pages.get(f"{path}/README.md".lstrip("/"))
        fragment = href.partition("#")[2]
        return f"{page}#card-{fragment}" if page and fragment else page


def render(body: str, links: Links, title: str | None = None) -> str:
    """The HTML of a card's body: headings from level 3 on, their anchors with `card-` in front.

    A first heading that only says `title` again is left out.
    """
    tokens = _parser().parse(body[:MAX_BODY])
    return _Writer(links).write(_without_title(tokens, title))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # HTML is told apart, so that it can be left out: as text it would only be in the way.
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def _without_title(tokens: list[Token], title: str | None) -> list[Token]:
    if len(tokens) > 2 and tokens[0].type == "heading_open" and title:
        said = "".join(child.content for child in tokens[1].children or [])
        if _bare(said) == _bare(title):
            return tokens[3:]
    return tokens


def _bare(title: str) -> str:
    """A title without what only says that it is one."""
    return re.sub(r"^(data ?set|model) card (for|of) ", "", " ".join(title.split()).casefold())


class _Writer:
    """Goes over the tokens once. Only tags of a closed list are written, with attributes made here."""

    def __init__(self, links: Links) -> None:
        self.links = links
        self.anchors: dict[str, int] = {}
        self.closing: list[str] = []
        """How the links that are open are closed."""

    def write(self, tokens: Sequence[Token]) -> str:
        """The HTML of a whole body."""
        parts = []
        for index, token in enumerate(tokens):
            if token.type == "heading_open":
                parts.append(f'<{_heading(token)} id="{self._anchor(tokens[index + 1])}">')
            elif token.type == "inline":
                parts += map(self._inline, token.children or [])
            else:
                parts.append(_block(token))
        return "".join(parts)

    def _inline(self, token: Token) -> str:
        if token.type == "link_open":
            return self._open(str(token.attrs.get("href", "")))
        if token.type == "link_close":
            return self.closing.pop() if self.closing else ""
        return self._image(token) if token.type == "image" else _run(token)

    def _open(self, href: str) -> str:
        target = self.links.target(href)
        if target is None:
            self.closing.append("</span>")
            return f'<span class="elsewhere" title="{escape(href)}">'
        self.closing.append("</a>")
        outside = ' rel="noopener noreferrer nofollow"' if _WEB.match(target) else ""
        return f'<a href="{escape(target)}"{outside}>'

    def _image(self, token: Token) -> str:
        """A link to the picture, which is not shown; only its words where a link is open already."""
        words = escape(" ".join(token.content.split()) or "without a description")
        source = str(token.attrs.get("src", ""))
        if self.closing or not _WEB.match(source):
            return f'<span class="image">Image: {words}</span>'
        href = escape(source)
        return f'<a class="image" href="{href}" rel="noopener noreferrer nofollow">Image: {words}</a>'

    def _anchor(self, inline: Token) -> str:
        """The anchor that GitHub gives to a heading, behind `card-`; of several alike, numbered."""
        said = "".join(child.content for child in inline.children or [] if child.type != "html_inline")
        name = re.sub(r"[^\w\- ]", "", said[:200].strip().lower()).replace(" ", "-")
        count = self.anchors.get(name, 0)
        self.anchors[name] = count + 1
        return f"card-{name}-{count}" if count else f"card-{name}"


_TAGS = frozenset(
    "p ul ol li blockquote hr table thead tbody tr th td em strong s".split()  # noqa: SIM905
)
_ALONE = frozenset(("hr",))


def _run(token: Token) -> str:
    """A run of text, code, or what is between."""
    if token.type == "text":
        return escape(token.content)
    if token.type == "code_inline":
        return f"<code>{escape(token.content)}</code>"
    if token.type == "html_inline":
        return "<br>" if re.fullmatch(r"(?i)<br\s*/?>", token.content) else ""
    return {"softbreak": "\n", "hardbreak": "<br>\n"}.get(token.type) or _tag(token)


def _block(token: Token) -> str:
    if token.type in ("fence", "code_block"):
        return f'<pre tabindex="0"><code>{escape(token.content)}</code></pre>\n'
    if token.type == "html_block":
        return _text_of_html(token.content)
    if token.type == "heading_close":
        return f"</{_heading(token)}>\n"
    if token.type == "table_open":
        return '<div class="scroll" tabindex="0" role="group" aria-label="Table"><table>\n'
    return "</table></div>\n" if token.type == "table_close" else _tag(token)


def _heading(token: Token) -> str:
    return f"h{min(6, int(token.tag[1]) + 2)}"


def _tag(token: Token) -> str:
    """An element of Markdown's own; the alignment of a cell becomes a class, the policy allows no style."""
    if token.hidden or token.tag not in _TAGS:
        return ""
    if token.nesting < 0:
        return f"</{token.tag}>\n" if token.block else f"</{token.tag}>"
    attributes = ""
    if token.tag == "ol" and isinstance(token.attrs.get("start"), int):
        attributes = f' start="{token.attrs["start"]}"'
    aligned = re.fullmatch(r"text-align:(right|center)", str(token.attrs.get("style", "")))
    if aligned:
        attributes = f' class="{aligned[1]}"'
    return f"<{token.tag}{attributes}>" + ("\n" if token.tag in _ALONE else "")


class _TextOfHtml(HTMLParser):
    """Takes the text out of HTML; a paragraph for each block."""

    _SILENT = frozenset(
        ("script", "style", "template", "svg", "math", "object", "iframe", "noscript", "title")
    )
    _INSIDE = frozenset(
        ("a", "b", "i", "em", "strong", "code", "span", "sub", "sup", "small", "font", "kbd", "u", "s", "img")
    )

    def __init__(self) -> None:
        super().__init__()
        self.passages: list[list[str]] = [[]]
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._SILENT:
            self.silent += 1
        elif tag == "img":
            words = dict(attrs).get("alt")
            self.passages[-1].append(f"[Image: {words}]" if words else "")
        elif tag not in self._INSIDE:
            self.passages.append([])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self._SILENT:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag not in self._INSIDE:
            self.passages.append([])

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.passages[-1].append(data)


def _text_of_html(html: str) -> str:
    """The text of a block of HTML as paragraphs; comments, scripts and styles have none."""
    reader = _TextOfHtml()
    try:
        reader.feed(html)
        reader.close()
    except (AssertionError, ValueError):  # Markup that Python's parser gives up on.
        return ""
    passages = (" ".join("".join(parts).split()) for parts in reader.passages)
    return "".join(f"<p>{escape(passage)}</p>\n" for passage in passages if passage)
