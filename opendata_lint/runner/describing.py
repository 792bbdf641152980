"""Which files of a run are descriptors: by the configuration, their names, and what their formats say."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from opendata_lint.configuration import Configuration
from opendata_lint.discovery import Candidate
from opendata_lint.runner.around import Around, tree_around
from opendata_lint.settings import FormatPlugins


class DescriptorSearch:
    """Tells descriptors. What it asks of formats is only imported when first needed: most runs have none."""

    def __init__(self, configuration: Configuration) -> None:
        self._configuration = configuration
        self._asked: dict[str, Callable[[str], bool] | bool] = {}

    def wants(self, path: str) -> bool:
        """Whether the configuration has a search look at a file."""
        folder = path.rpartition("/")[0]
        if folder not in self._asked:
            self._asked[folder] = self._configuration.asks_for_descriptors(folder)
        asked = self._asked[folder]
        if isinstance(asked, bool):
            return asked and self._has_usual_name(path)
        return asked(path)

    def is_one(self, path: str, head: bytes, named: bool) -> bool:
        """Whether a file is a descriptor; of what a search looks at by its name alone, its content decides.

        A plugin that cannot be asked counts as one that would know it, so that the fault is told.
        """
        from opendata_lint.exchange.plugins import SURE, recognized

        if not named and self._asked.get(path.rpartition("/")[0]) is not True:
            return True  # a pattern says so
        seen = recognized(path, head, self._plugins(path))
        if seen.offer is None or seen.offer.name == "hub":
            return bool(seen.troubles) and named and self.is_data(path)
        return named or seen.likelihood > SURE or seen.exact

    def is_data(self, path: str) -> bool:
        """Whether a file is JSON, XML, YAML or Turtle by its name."""
        from opendata_lint.exchange.plugins import syntax_of

        return syntax_of(path) not in (None, "markdown")

    def exported(self, cards: Iterable[Candidate], around: Around) -> Iterator[Candidate]:
        """The descriptors that the configuration keeps in step with cards, as far as they are there."""
        for card in cards:
            place = card.root / card.tree_path
            for _, path in self._configuration.resolve(place).settings.exports:
                beside = posixpath.normpath(posixpath.join(posixpath.dirname(card.tree_path), path))
                full = f"{card.root.as_posix().rstrip('/')}/{beside}"
                inside = not beside.startswith(("../", "/")) and not self._configuration.excludes(full)
                if inside and tree_around(card.root, around).exists(beside):
                    yield Candidate(card.path.parent / path, beside, "descriptor", card.root)

    def _has_usual_name(self, path: str) -> bool:
        from opendata_lint.exchange.plugins import has_name, usual_names

        return has_name(usual_names(self._plugins(path)), path)

    def _plugins(self, path: str) -> FormatPlugins:
        return self._configuration.resolve(Path(path)).settings.formats
