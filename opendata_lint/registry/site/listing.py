"""The first page, and the same list page by page for whoever has no JavaScript."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from opendata_lint.registry.index.reading import Entry
from opendata_lint.registry.lineage.graph import Graph
from opendata_lint.registry.site.lineage import Shower, counts
from opendata_lint.registry.site.making import Made
from opendata_lint.registry.site.pictures import draw
from opendata_lint.registry.site.site import Site, page_of, status_of, title_of
from opendata_lint.registry.site.templating import fill, html

A_PAGE = 100
"""Cards that are listed on a page; with JavaScript, the search shows fewer at once."""


def list_files(site: Site, found: Sequence[Entry], made: Sequence[Made]) -> Iterator[tuple[str, bytes]]:
    """`index.html` with the first cards, then `list/2.html` and so on."""
    pages = max(1, -(-len(found) // A_PAGE))
    rows = [
        {
            "entry": entry,
            "title": title_of(entry),
            "made": one,
            "status": status_of(entry),
            "page": page_of(entry.id),
        }
        for entry, one in zip(found, made, strict=True)
    ]
    counts = {kind: sum(entry.kind == kind for entry in found) for kind in ("dataset", "model")}
    for number in range(1, pages + 1):
        shown = rows[(number - 1) * A_PAGE : number * A_PAGE]
        first = number == 1
        yield (
            "index.html" if first else f"list/{number}.html",
            fill(
                "index.html" if first else "list.html",
                site=site, above="" if first else "../", rows=shown, number=number, pages=pages,
                counts=counts, total=len(found),
            ),
        )  # fmt: skip


_LISTED = 400
"""Relations of a group that are listed."""
_GROUPS = 300
"""Groups of works that have a place on the page of lineage."""


def lineage_page(site: Site, graph: Graph) -> bytes:
    """The page of the whole lineage."""
    shower = Shower(graph, "cards/")
    groups = shower.groups()
    shown = []
    for number, group in enumerate(groups[:_GROUPS], 1):
        title = f"The works around {group.name}"
        about = (
            f"{len(group.boxes)} works and {len(group.arrows)} relations; the list below has them in words"
        )
        picture = draw(group.boxes, group.arrows, f"group-{number}", title, about) if group.is_drawn else ""
        arrows = [
            {"words": arrow.words, "page": shower.page(arrow.target)} for arrow in group.arrows[:_LISTED]
        ]
        shown.append(
            {
                "name": group.name, "boxes": group.boxes, "arrows": arrows,
                "picture": html(picture),
                "more": len(group.arrows) - len(arrows),
            }
        )  # fmt: skip
    left = len(groups) - len(shown)
    return fill("lineage.html", site=site, above="", groups=shown, counts=counts(groups), left=left)
