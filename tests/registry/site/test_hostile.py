"""Nothing that a card's author writes becomes markup, a script, an address of another kind, or a path."""

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opendata_lint.exchange.formats.dcat_ap.turtle_writing import literal
from opendata_lint.registry.site.machine.facts import in_page
from opendata_lint.registry.site.markdown import Links, render

pytest.importorskip("jinja2", reason="the site needs the extra `registry`")

ELEMENTS = frozenset(
    """
    html head meta title link script body a header div img span nav ul li button svg circle path main ol p
    h1 h2 h3 h4 h5 h6 section aside dl dt dd code kbd form label input noscript details summary footer time
    pre table thead tbody tr th td em strong s blockquote hr br g rect text polygon desc
    """.split()  # noqa: SIM905
)
ATTRIBUTES = frozenset(
    """
    lang charset http-equiv content name rel href type src class id tabindex aria-label aria-current width
    height alt viewbox aria-hidden focusable cx cy r fill stroke stroke-width d stroke-linecap hidden defer
    aria-labelledby role start title datetime scope data-copy open points x y rx xmlns for autocomplete
    autocapitalize spellcheck maxlength placeholder aria-describedby aria-live
    """.split()  # noqa: SIM905
)


class Seen(HTMLParser):
    """All elements and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def judge(html: str) -> None:
    """Only known elements and attributes, no handlers or styles, and addresses of three kinds."""
    seen = Seen()
    seen.feed(html)
    for tag, attributes in seen.elements:
        assert tag in ELEMENTS, tag
        assert attributes.keys() <= ATTRIBUTES, (tag, attributes)
        for name in ("href", "src"):
            address = attributes.get(name)
            if address:
                assert re.match(r"(https?://|mailto:|[\w./-]*([#?].*)?$)", address), address
                assert not address.startswith("//")
        if tag in ("script", "img", "link"):
            assert not (attributes.get("src") or attributes.get("href") or "").startswith(("http", "//"))


def test_pages_hold_only_what_we_write(build: Callable[..., Path]) -> None:
    out = build()
    pages = list(out.rglob("*.html"))
    assert len(pages) >= 6
    for page in pages:
        html = page.read_text(encoding="utf-8")
        judge(html)
        inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", html)
        assert set(inline) <= {'<script type="application/ld+json">'}
        assert "default-src 'none'" in html


def test_structured_data_cannot_end_its_element(build: Callable[..., Path]) -> None:
    html = (build() / "cards" / "hostile.html").read_text(encoding="utf-8")
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    assert data
    assert json.loads(data[1])["name"].startswith("<script>")


def test_text_of_html_is_kept(build: Callable[..., Path]) -> None:
    html = (build() / "cards" / "hostile.html").read_text(encoding="utf-8")
    assert "<p>over all" in html
    assert "Inline  and bold and" in html
    assert "alert(7)" not in html


@given(st.text(alphabet=st.sampled_from("[](){}<>!\"'#*_`|:/\\&;= \n\taj-x0."), max_size=60))
def test_any_markdown_is_harmless(text: str) -> None:
    judge(render(text, Links("a/README.md", {"b/README.md": "b.html"})))


@given(st.text())
def test_any_text_stays_in_its_literal(text: str) -> None:
    assert re.fullmatch(r'"(?:[^"\\\n\r]|\\["\\nrt]|\\u[0-9A-F]{4})*"', literal(text))


@given(st.text())
def test_any_text_stays_in_its_script(text: str) -> None:
    written = in_page({"name": text})
    assert not set("<>&") & set(written)
    assert json.loads(written) == {"name": text}
