"""Lineage as SVG: boxes that are links, lines from what a work is made of to the work."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from opendata_lint.registry.site.layout import Layout, Point, lay_out

_WIDTH, _HEIGHT = 208, 48
_GAP_X, _GAP_Y = 54, 16
_LETTERS = 24
"""Letters that fit into a box."""


class Box(NamedTuple):
    """A work in a picture."""

    key: str
    title: str
    about: str
    """What stands below the title."""
    classes: str
    page: str | None = None
    """Where the box leads."""


class Arrow(NamedTuple):
    """`target` is made of `source`."""

    source: str
    target: str
    words: str


def draw(boxes: Sequence[Box], arrows: Sequence[Arrow], name: str, title: str, about: str) -> str:
    """The SVG of a graph. `name` keeps the ids of several pictures of a page apart."""
    layout = lay_out([box.key for box in boxes], [(arrow.source, arrow.target) for arrow in arrows])
    width = layout.layers * (_WIDTH + _GAP_X) - _GAP_X + 4
    height = layout.height * (_HEIGHT + _GAP_Y) - _GAP_Y + 4
    words = {(arrow.source, arrow.target): arrow.words for arrow in arrows}
    lines = [_line(layout, edge, words[edge]) for edge in layout.ways]
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}" role="group" aria-labelledby="{name}-t {name}-d">',
            f'<title id="{name}-t">{_text(title)}</title><desc id="{name}-d">{_text(about)}</desc>',
            *lines,
            *(_box(box, _corner(layout, layout.places[box.key])) for box in boxes),
            "</svg>",
        )
    )


def _corner(layout: Layout, point: Point) -> tuple[float, float]:
    """The upper left corner of a place; short layers stand in the middle of the height."""
    column, row = point
    free = (layout.height - layout.sizes[column]) * (_HEIGHT + _GAP_Y) / 2
    return 2 + column * (_WIDTH + _GAP_X), 2 + free + row * (_HEIGHT + _GAP_Y)


def _line(layout: Layout, edge: tuple[str, str], words: str) -> str:
    corners = [_corner(layout, point) for point in layout.ways[edge]]
    (x, y), *rest = corners
    back = corners[-1][0] < x
    start = (x if back else x + _WIDTH, y + _HEIGHT / 2)
    path = [f"M{start[0]:g} {start[1]:g}"]
    for index, (next_x, next_y) in enumerate(rest):
        end = (next_x + _WIDTH if back else next_x, next_y + _HEIGHT / 2)
        bend = (end[0] - start[0]) / 2
        path.append(f"C{start[0] + bend:g} {start[1]:g} {end[0] - bend:g} {end[1]:g} {end[0]:g} {end[1]:g}")
        if index < len(rest) - 1:  # straight through the layer
            start = (next_x if back else next_x + _WIDTH, end[1])
            path.append(f"L{start[0]:g} {start[1]:g}")
        else:
            start = end
    turn = 7 if back else -7
    tip = (
        f"{start[0]:g},{start[1]:g} {start[0] + turn:g},{start[1] - 4:g} {start[0] + turn:g},{start[1] + 4:g}"
    )
    title = f"<title>{_text(words)}</title>"
    return f'<g>{title}<path class="edge" d="{"".join(path)}"/><polygon class="tip" points="{tip}"/></g>'


def _box(box: Box, corner: tuple[float, float]) -> str:
    x, y = corner
    inside = (
        f"<title>{_text(box.title)}</title>"
        f'<rect class="box" x="{x:g}" y="{y:g}" width="{_WIDTH}" height="{_HEIGHT}" rx="9"/>'
        f'<text x="{x + 12:g}" y="{y + 20:g}">{_text(_cut(box.title, _LETTERS))}</text>'
        f'<text class="small" x="{x + 12:g}" y="{y + 37:g}">{_text(_cut(box.about, _LETTERS + 4))}</text>'
    )
    group = f'<g class="{escape(box.classes)}">{inside}</g>'
    return f'<a href="{escape(box.page)}">{group}</a>' if box.page else group


def _cut(text: str, letters: int) -> str:
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"


def _text(text: str) -> str:
    return escape("".join(letter for letter in text if letter >= " " and not "\ud800" <= letter <= "\udfff"))
