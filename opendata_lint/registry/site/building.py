"""Put a site together: read the cards, write their pages side by side, then what is made of them all."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from opendata_lint import runner
from opendata_lint.configuration import Configuration
from opendata_lint.registry import FOLDER
from opendata_lint.registry.index.reading import Entry, entries
from opendata_lint.registry.lineage.graph import Graph
from opendata_lint.registry.lineage.reading import upstreams_of
from opendata_lint.registry.recording import Shelf
from opendata_lint.registry.registrar import RegistryFault
from opendata_lint.registry.site import templating
from opendata_lint.registry.site.history import History, history_of
from opendata_lint.registry.site.lineage import Shower, graph_of
from opendata_lint.registry.site.listing import lineage_page, list_files
from opendata_lint.registry.site.machine import croissant, dcat, feed, plain, schema_org
from opendata_lint.registry.site.machine.facts import as_json
from opendata_lint.registry.site.making import CardJob, Made, Maker
from opendata_lint.registry.site.output import site_folder
from opendata_lint.registry.site.searching import facets_of, search_files
from opendata_lint.registry.site.site import Site, in_order, page_of
from opendata_lint.registry.site.versions import versions_of
from opendata_lint.tree import IndexTree, RevisionTree, Tree
from opendata_lint.tree.git import commit_of

_WORTH_A_WORKER = 40
"""Cards a process below which starting another one costs more than it saves."""


class Wish(NamedTuple):
    """What kind of site is wanted."""

    title: str
    url: str | None = None
    checks: bool = True
    """Whether cards are checked, which takes most of the time."""
    jobs: int = 0
    """Processes; 0 for as many as pay."""
    progress: Callable[[int, int], None] | None = None
    """Told how many pages of cards, of how many in all, are written."""


def build(tree: Tree, configuration: Configuration, wish: Wish, out: Path) -> int:
    """Write the site of a tree's cards to a folder, which is replaced as a whole; returns how many cards.

    Raises `RegistryFault` where Jinja2 is missing, the folder cannot be used, two cards have one id or there
    is none; `TreeFault` where Git fails, and what is wrong in the configuration.
    """
    templating.require()
    found = sorted(map(_without_text, entries(tree, configuration, wish.jobs)), key=in_order)
    _refuse_doubles(found)
    with site_folder(out) as folder:
        _write(tree, configuration, wish, found, folder)
    return len(found)


def _without_text(entry: Entry) -> Entry:
    """An entry without the card's text, which the process that makes the page reads itself.

    A card without a record has the lineage that it states.
    """
    lineage = entry.lineage if entry.record else upstreams_of(entry.card())
    return entry._replace(lineage=lineage, data=b"", body="")


def _refuse_doubles(found: Sequence[Entry]) -> None:
    count = Counter(entry.id for entry in found)
    for double in sorted(card_id for card_id, number in count.items() if number > 1):
        paths = sorted(entry.path for entry in found if entry.id == double)
        raise RegistryFault(
            f"{len(paths)} cards have the id `{double}`: {', '.join(paths[:5])}; "
            "give all but one another `id` in its front matter"
        )


def _write(tree: Tree, configuration: Configuration, wish: Wish, found: list[Entry], folder: Path) -> None:
    site = _site(tree, wish, found)
    registry = configuration.resolve(tree.root / "README.md").settings.registry
    shelf = Shelf(tree, registry, cards={entry.path: entry.id for entry in found if entry.state != "gone"})
    history = history_of(tree.root, site.commit, _owner(found, shelf))
    graph = graph_of(tree, registry, found)
    for name in ("cards", "croissant"):
        (folder / name).mkdir()
    jobs = list(_jobs(tree, configuration, wish, found, history, shelf, Shower(graph)))
    made: list[Made] = []
    for count, one in enumerate(_made(site, folder, jobs, wish.jobs), 1):
        made.append(one)
        if wish.progress:
            wish.progress(count, len(found))
    for name, content in _other_files(site, found, made, history, graph):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)


def _site(tree: Tree, wish: Wish, found: Sequence[Entry]) -> Site:
    if isinstance(tree, RevisionTree):
        commit: str | None = tree.commit
        revision = f"commit {tree.commit[:12]}"
    else:
        commit = commit_of(tree.root, "HEAD")
        where = "what is staged" if isinstance(tree, IndexTree) else "the files on disk"
        revision = f"{where}, after commit {commit[:12]}" if commit else where
    pages = {entry.path: page_of(entry.id) for entry in found}
    return Site(
        wish.title, wish.url, commit, revision, pages, {entry.id: page_of(entry.id) for entry in found}
    )


def _owner(found: Sequence[Entry], shelf: Shelf) -> Callable[[str], str | None]:
    """Tells the card whose file, record or data is at a path."""
    cards = {entry.path: entry.id for entry in found}
    records = {f"{FOLDER}/{entry.id}.json": entry.id for entry in found}

    def owner(path: str) -> str | None:
        of_data = None if path.startswith(".") else shelf.holdings.owner(path)
        return cards.get(path) or records.get(path) or (cards.get(of_data) if of_data else None)

    return owner


def _jobs(
    tree: Tree, configuration: Configuration, wish: Wish, found: Sequence[Entry], history: History,
    shelf: Shelf, shower: Shower,
) -> Iterator[CardJob]:  # fmt: skip
    revision = tree.commit if isinstance(tree, RevisionTree) else None
    around = runner.Around(isinstance(tree, IndexTree), revision)
    versions = versions_of(tree.root, found)
    for entry in found:
        task = None
        data: tuple[str, ...] = ()
        if entry.state != "gone":
            settings = configuration.resolve(tree.root / entry.path).settings
            task = runner.Task(tree.root, entry.path, entry.path, entry.kind, around, settings)
            if entry.kind == "dataset":
                data = tuple(sorted(shelf.holding(entry.path).data)[: croissant.FILES])
        yield CardJob(
            entry, task, wish.checks, tuple(history.by_id.get(entry.id, ())),
            shower.around(entry.id), versions.get(entry.id, ()), data,
        )  # fmt: skip


_maker: Maker | None = None
"""Of a process that makes pages."""


def _start(site: Site, folder: Path) -> None:
    global _maker  # noqa: PLW0603 - what every card needs is sent to a process once
    _maker = Maker(site, folder)


def _make(job: CardJob) -> Made:
    assert _maker
    return _maker.make(job)


def _made(site: Site, folder: Path, jobs: Sequence[CardJob], processes: int) -> Iterator[Made]:
    workers = processes or min(os.cpu_count() or 1, 1 + len(jobs) // _WORTH_A_WORKER)
    if workers < 2 or len(jobs) < 2:
        yield from map(Maker(site, folder).make, jobs)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(workers, initializer=_start, initargs=(site, folder)) as pool:
        yield from pool.map(_make, jobs, chunksize=max(1, min(32, len(jobs) // (workers * 4))))


def _other_files(
    site: Site, found: Sequence[Entry], made: Sequence[Made], history: History, graph: Graph
) -> Iterator[tuple[str, bytes]]:
    """All files but the pages of cards."""
    for asset in sorted((templating.HERE / "assets").iterdir()):
        yield f"assets/{asset.name}", asset.read_bytes()
    yield from list_files(site, found, made)
    yield "lineage.html", lineage_page(site, graph)
    facets = facets_of(found, made)
    for name, text in search_files(found, made, facets):
        yield name, templating.encoded(text)
    modified = {name: changes[0].date for name, changes in history.by_id.items()}
    yield "cards.json", as_json(plain.cards(site, found, made, modified))
    yield "catalog.jsonld", as_json(schema_org.catalog(site, found, modified))
    yield "catalog.ttl", templating.encoded(dcat.catalog(site, found, modified))
    yield "feed.xml", templating.encoded(feed.feed(site, history, {entry.id: entry for entry in found}))
