"""Which cards a change touches: those that it changes, whose files or record it changes, whom it breaks."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from opendata_lint.data.globs import is_judged, matching
from opendata_lint.discovery.looking import look
from opendata_lint.discovery.names import is_card_name
from opendata_lint.rules.license_files import LICENSE_NAMES
from opendata_lint.rules.lineage import names_of
from opendata_lint.tree import GitFile, Tree, TreeFault, join

_RECORD = re.compile(r"\.opendata/cards/[^/]+\.json")
_LARGEST = 2_000_000
"""Bytes of a card or a record that are read."""
_ENDINGS = ("", ".md", ".html", ".rst", ".ipynb")
"""Links may leave these out; see LNK003."""
_FEW = 50
"""Names of which each is looked for in a text as a whole."""
_MOST_GLOBS = 100
"""Patterns of a card's front matter that are held against what is gone."""

_WORD = re.compile(r"""<([^<>\n]{1,500})>|([^\s()<>"'`\[\]|,]{1,500})""")
"""What may be a path: a word between the marks that part links and values from the text around them."""
_SOURCES = re.compile(
    r"^(?:source_datasets|base_model|base_models|finetuned_from|datasets|new_version)[ \t]*:"
    r"(.*(?:\n[ \t-].*)*)",
    re.M,
)


class _Change(NamedTuple):
    changed: frozenset[str]
    """Paths that are new or have another content or mode."""
    gone: frozenset[str]

    @property
    def every(self) -> frozenset[str]:
        return self.changed | self.gone


def touched_cards(
    tree: Tree, before: Tree | None, is_card: Callable[[str], bool] = is_card_name
) -> tuple[str, ...]:
    """The paths of cards in a tree of Git that differ from the tree before, or that the change concerns.

    These are cards that were added, changed or renamed; whose folder's files or record in `.opendata/cards`
    changed; which link to or name a file that is gone; which name a card that changed as their source; and
    all of them where a license file at the root changed. `before` None: all. `is_card` tells cards by their
    paths. What a path only looks like is not judged here: whether it is a card, its content says.
    Raises `TreeFault` when Git fails, `UnknownHistory` where a clone does not have what was before.
    """
    now = tree.git_files() or {}
    cards = frozenset(path for path in now if is_card(path) and _is_file(path, tree, now))
    if before is None:
        return tuple(sorted(cards))
    change = _compared(now, before.git_files() or {})
    if any("/" not in path and path.lower().startswith(LICENSE_NAMES) for path in change.every):
        return tuple(sorted(cards))
    were_cards = frozenset(path for path in change.gone if is_card(path))
    changed = cards & change.changed
    touched = set(changed)
    touched.update(_owners(cards, change.every - cards - were_cards))
    touched |= cards & frozenset(_recorded(tree, before, change))
    sources = frozenset(name for path in were_cards | changed for name in names_of(path))
    if change.gone or sources:
        gone = change.gone | _gone_folders(change.gone, now)
        touched |= {path for path in cards - touched if _is_broken(path, tree, gone, sources)}
    return tuple(sorted(touched))


def _is_file(path: str, tree: Tree, now: Mapping[str, GitFile]) -> bool:
    """Whether a file stands at a path, or behind the link there."""
    real = (tree.real(path) or "") if now[path].is_link else path
    return real in now and not now[real].is_module


def _compared(now: Mapping[str, GitFile], then: Mapping[str, GitFile]) -> _Change:
    changed = frozenset(path for path, file in now.items() if then.get(path) != file)
    return _Change(changed, frozenset(then.keys() - now.keys()))


def _owners(cards: frozenset[str], paths: Iterable[str]) -> Iterable[str]:
    """The cards to whose folders files belong: the nearest above, unless the files are those of tools."""
    beside: dict[str, list[str]] = defaultdict(list)
    by_stem: dict[str, list[str]] = defaultdict(list)
    for card in cards:
        folder, _, name = card.rpartition("/")
        beside[folder].append(card)
        by_stem[f"{folder}/{name.rpartition('.')[0]}".lstrip("/")].append(card)
    for path in paths:
        if not any(part.startswith(".") for part in path.split("/")):
            yield from _nearest(path, beside, by_stem)


def _nearest(path: str, beside: Mapping[str, list[str]], by_stem: Mapping[str, list[str]]) -> Iterable[str]:
    """The cards of the nearest folder above a file; among several that of the file's stem alone."""
    here = path
    while here:
        named = by_stem.get(here) or by_stem.get(here.rpartition(".")[0])
        folder = here.rpartition("/")[0]
        if named or folder in beside:
            return named or beside[folder]
        here = folder
    return ()


def _recorded(tree: Tree, before: Tree, change: _Change) -> Iterator[str]:
    """The cards of records that changed."""
    for path in change.every:
        if _RECORD.fullmatch(path):
            try:
                record = json.loads((before if path in change.gone else tree).read(path, _LARGEST))
            except (TreeFault, ValueError, RecursionError):
                continue
            card = record.get("card") if isinstance(record, dict) else None
            if isinstance(card, str):
                yield card


def _gone_folders(gone: Iterable[str], now: Iterable[str]) -> frozenset[str]:
    return frozenset(_folders(gone)) - frozenset(_folders(now))


def _folders(paths: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def _is_broken(path: str, tree: Tree, gone: frozenset[str], sources: frozenset[str]) -> bool:
    """Whether a card that did not change names what is gone, or a source that changed."""
    try:
        data = tree.read(path, _LARGEST)
    except TreeFault:
        return False
    raw = look(data).raw or ""
    if sources and not sources.isdisjoint(_named_sources(raw)):
        return True
    return bool(gone) and _names_any(path, data.decode("utf-8", "replace"), raw, gone)


def _named_sources(raw: str) -> Iterator[str]:
    for match in _SOURCES.finditer(raw):
        for word in re.split(r"[\s\"',|\[\]]+", match[1]):
            yield from (word, word.rpartition("/")[2])


def _names_any(card: str, text: str, raw: str, gone: frozenset[str]) -> bool:
    """Whether a text links to or names a path that is gone."""
    names = frozenset(shorter for path in gone for shorter in _shortened(path.rpartition("/")[2]))
    if _may_name(text, names):
        for word in {(one or other).strip() for one, other in _WORD.findall(text)}:
            last = word.partition("#")[0].partition("?")[0].rstrip("/").rpartition("/")[2]
            # Most words end here; joining is slow.
            path = join(card, word) if last in names or last in ("", ".", "..") or "%" in word else None
            if path and any(path + ending in gone for ending in _ENDINGS):
                return True
    folder = card.rpartition("/")[0]
    below = [path.removeprefix(f"{folder}/") for path in gone if not folder or path.startswith(f"{folder}/")]
    globs = [word for word in re.split(r"[\s\"',\[\]]+", raw) if "*" in word and is_judged(word)]
    return any(matching(glob, below) for glob in globs[:_MOST_GLOBS])


def _shortened(name: str) -> Iterator[str]:
    """The names by which a link may call a file."""
    return (name.removesuffix(ending) for ending in _ENDINGS)


def _may_name(text: str, names: frozenset[str]) -> bool:
    """A first look, which settles most cards: whether a name stands in the text at all."""
    if len(names) > _FEW:
        return True
    plain = all(re.fullmatch(r"[\w.-]+", name, re.ASCII) for name in names)  # others may be percent-encoded
    return not plain or any(name in text for name in names)
