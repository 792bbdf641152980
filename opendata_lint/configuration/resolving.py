"""The settings of each card: files, overrides, snippets and the command line, one on top of the other."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, cast

from opendata_lint.card import Kind
from opendata_lint.configuration import merging
from opendata_lint.configuration.files import Finder, snippet
from opendata_lint.configuration.options import checked_options
from opendata_lint.configuration.places import DISK, TreeFiles
from opendata_lint.configuration.profiles import LoadedProfile, find_profile
from opendata_lint.configuration.registry import registry_of
from opendata_lint.configuration.said import Layer, Said, absolute
from opendata_lint.discovery import Patterns
from opendata_lint.rules.plugins import PluginFault
from opendata_lint.settings import FormatPlugins, Settings, SettingsFault, selector_notice
from opendata_lint.tree import Tree, find_root

if TYPE_CHECKING:
    from opendata_lint.configuration.plugins import Plugins
    from opendata_lint.schema import UserSchema


class Given(NamedTuple):
    """What the command line, or whoever calls from Python, says of the configuration."""

    config: tuple[str, ...] = ()
    """A file in place of the one that would be found, and snippets such as `profile = "hub"`."""
    isolated: bool = False
    """Whether no file is looked for."""
    flags: Layer = MappingProxyType({})
    """Values by key that win over everything else."""


class Resolved(NamedTuple):
    """The settings of a card, and where they come from."""

    settings: Settings
    file: Path | None
    """The configuration file, None where there is none."""
    layers: tuple[Layer, ...]
    """What decided, the weakest first: the profile's files, the configuration, overrides, snippets, flags."""
    profile: LoadedProfile


def flag(value: object, option: str) -> Said:
    """A value that stands on the command line."""
    return Said(value, option, Path.cwd())


class Configuration:
    """Finds the settings of cards.

    `top` is the folder whose configuration holds for the run as a whole. With `tree`, a tree of Git, the
    files are looked for in it, and what a revision says of plugins is passed over: it may be anybody's.
    What the command line names is on disk all the same. Every method raises `SettingsFault` or
    `SchemaFault` for what is wrong in files that it reads.
    """

    def __init__(self, given: Given = Given(), top: Path | None = None, tree: Tree | None = None) -> None:  # noqa: B008 - immutable
        self.notices: dict[str, None] = {}
        """What to tell on standard error, such as that a rule was renamed."""
        self.given = given
        """What the command line says."""
        self._here = top or Path.cwd()
        self._files = [text for text in given.config if _is_file(text)]
        self._finder = Finder(TreeFiles(tree) if tree and not self._files else DISK)
        self._snippets = tuple(snippet(text) for text in given.config if not _is_file(text))
        self._resolved: dict[tuple[Path | None, tuple[int, ...]], Resolved] = {}
        self._excluded: dict[str, bool] = {}
        if len(self._files) > 1:
            raise SettingsFault("--config names more than one file; one can `extend` another")
        if self._files and given.isolated:
            raise SettingsFault("--isolated reads no configuration file, and --config names one")

    def file_for(self, folder: Path) -> Path | None:
        """The configuration file for an absolute folder, None where there is none."""
        if self._files:
            return Path(self._files[0]).absolute()
        return None if self.given.isolated else self._finder.nearest(folder)

    def resolve(self, path: Path) -> Resolved:
        """The settings of the card at an absolute path."""
        file = self.file_for(path.parent)
        layers = self._layers(file)
        overrides = self._overrides(layers)
        chosen = tuple(i for i, one in enumerate(overrides) if self._covers(one["files"], path.as_posix()))
        key = (file, chosen)
        if key not in self._resolved:
            self._resolved[key] = self._resolve(file, layers, [overrides[i] for i in chosen])
        return self._resolved[key]

    def run(self) -> dict[str, Said]:
        """What holds for the run as a whole (output, exit code), by key: from the file for the top folder.

        All that this file says of rules is looked at too: a mistake is told even where no card is found.
        """
        self.resolve(self._here / "README.md")
        merged: dict[str, Said] = {}
        for layer in (*self._layers(self.file_for(self._here)), self.given.flags):
            merged |= layer
        return merged

    def label(self, file: Path | None) -> str:
        """A configuration file as people see it."""
        return self._finder.files.label(file) if file else "no configuration file"

    @property
    def base(self) -> Path | None:
        """The folder of the configuration for the run, None without one."""
        file = self.file_for(self._here)
        return file.parent if file else None

    def names(self, path: str) -> bool:
        """Whether the configuration says that a file is a card. `path` is absolute and POSIX."""
        said = merging.strongest(self._layers_for(path), "cards")
        return said is not None and Patterns(said.value).name(self._local(said, path))

    def asks_for_descriptors(self, folder: str) -> Callable[[str], bool] | bool:
        """Which files of a folder a search should take for descriptors: all with a usual name, none, or those
        for whose paths the function says so. Paths are absolute and POSIX.
        """
        said = merging.strongest(self._layers_for(f"{folder}/."), "descriptors")
        if said is None or isinstance(said.value, bool):
            return bool(said and said.value)
        return lambda path: Patterns(said.value).name(self._local(said, path))

    def excludes(self, path: str) -> bool:
        """Whether the configuration passes over a file or folder, or one that it lies in."""
        if path not in self._excluded:
            parent = path.rpartition("/")[0]
            inherited = bool(parent) and not self._finder.files.is_top(Path(path)) and self.excludes(parent)
            self._excluded[path] = inherited or self._says_exclude(path)
        return self._excluded[path]

    def _says_exclude(self, path: str) -> bool:
        layers = self._layers_for(path)
        said = [merging.strongest(layers, "exclude"), *merging.all_said(layers, "extend-exclude")]
        return any(self._covers(one, path) for one in said if one)

    def _layers_for(self, path: str) -> tuple[Layer, ...]:
        return (*self._layers(self.file_for(Path(path.rpartition("/")[0] or "/"))), self.given.flags)

    def _layers(self, file: Path | None) -> tuple[Layer, ...]:
        """What the files and snippets say."""
        return (*(self._finder.load(file) if file else ()), *self._snippets)

    def _overrides(self, layers: Sequence[Layer]) -> list[Layer]:
        return [one for said in merging.all_said(layers, "overrides") for one in said.value]

    def _covers(self, said: Said, path: str) -> bool:
        return Patterns(said.value).cover(self._local(said, path))

    def _local(self, said: Said, path: str) -> str:
        """A path from where the patterns of a source count."""
        base = Path.cwd() if self._files else said.base
        prefix = os.path.realpath(base).replace(os.sep, "/").rstrip("/") + "/"
        if path.startswith(prefix):
            return path.removeprefix(prefix)
        try:
            return os.path.relpath(path, prefix).replace(os.sep, "/")
        except ValueError:  # on another drive of Windows
            return path

    def _resolve(self, file: Path | None, files: tuple[Layer, ...], overrides: list[Layer]) -> Resolved:
        layers = (*files, *overrides, self.given.flags)
        profile = find_profile(merging.strongest(layers, "profile") or Said("default", "default", self._here))
        every = (*profile.layers, *layers)
        settings = self._settings(profile, every, file)
        grouped = [profile.layers, files, *((one,) for one in overrides), (self.given.flags,)]
        plugins = merging.strongest(layers, "plugins")
        if plugins and not plugins.files.runs_plugins:
            from opendata_lint.configuration.withholding import notice, without_unknown

            self.notices[notice(plugins)] = None
            grouped = [without_unknown(group, settings.rules()) for group in grouped]
            every = tuple(layer for group in grouped for layer in group)
        settings = settings._replace(choices=tuple(c for group in grouped for c in merging.choices_of(group)))
        self._check_selectors(settings, every)
        options = checked_options(merging.options_said(every), settings.rules())
        return Resolved(settings._replace(options=options), file, every, profile)

    def _settings(self, profile: LoadedProfile, layers: tuple[Layer, ...], file: Path | None) -> Settings:
        schema, plugins = (
            merging.strongest(layers[len(profile.layers) :], "schema"),
            merging.strongest(layers, "plugins"),
        )
        brought = self._plugins(plugins, file) if plugins else None
        exports = merging.strongest(layers, "exports")
        override = merging.strongest(layers, "override-formats")
        baseline, preview = merging.strongest(layers, "baseline"), merging.strongest(layers, "preview")
        kind, card_id = merging.strongest(layers, "kind"), merging.strongest(layers, "id")
        return Settings(
            profile=profile.profile,
            schema=_user_schema(schema) if schema else None,
            card_schemas=profile.schemas,
            plugins=brought.modules if brought else (),
            formats=FormatPlugins(brought.registries, override.value if override else ())
            if brought and brought.registries
            else FormatPlugins(),
            exports=exports.value if exports else (),
            allow=merging.allowed(layers),
            preview=bool(preview and preview.value),
            kind=cast(Kind, kind.value) if kind else None,
            baseline=_baseline_path(baseline) if baseline else None,
            baseline_in_tree=bool(baseline and baseline.files.in_tree),
            card_id=card_id.value if card_id else None,
            registry=registry_of(layers),
        )

    def _linted(self, file: Path | None) -> list[Path]:
        """Folders from which no plugin is loaded: the configuration's, the run's, and their repositories."""
        folders = [self._here, *([file.parent] if file else [])]
        return [*folders, *filter(None, map(find_root, folders))]

    def reporters(self) -> dict[str, str]:
        """The output formats of plugins that the run may use: `module:function` by name."""
        said = self.run().get("plugins")
        file = self.file_for(self._here)
        return dict(self._plugins(said, file).reporters) if said else {}

    def _plugins(self, said: Said, file: Path | None) -> Plugins:
        from opendata_lint.configuration.plugins import Plugins, find_plugins  # most runs have none

        if not said.files.runs_plugins:
            return Plugins()
        return find_plugins(said, self._linted(file))

    def _check_selectors(self, settings: Settings, layers: tuple[Layer, ...]) -> None:
        """Raise `SettingsFault` for a selector that means no rule; note what is to be told of others."""
        try:
            rules = settings.rules()
        except (PluginFault, SettingsFault) as fault:
            said = merging.strongest(layers, "plugins") or merging.strongest(layers, "schema")
            raise SettingsFault(f"{said.origin}: {fault}" if said else str(fault)) from fault
        for key in ("select", "extend-select", "ignore", "extend-ignore", "severity"):
            for said in merging.all_said(layers, key):
                words = [pair[0] for pair in said.value] if key == "severity" else said.value
                for word in words:
                    try:
                        notice = selector_notice(word, rules, key in ("select", "extend-select"))
                    except SettingsFault as fault:
                        raise SettingsFault(f"{said.origin}: {fault}") from fault
                    if notice:
                        self.notices[f"{said.origin}: {notice}"] = None


def _user_schema(said: Said) -> UserSchema:
    from opendata_lint.configuration.schemas import user_schema_of  # most runs have none

    return user_schema_of(said)


def _baseline_path(said: Said) -> str:
    path = absolute(said)
    return (said.files.inside(str(path)) or "") if said.files.in_tree else path.as_posix()


def _is_file(text: str) -> bool:
    """Whether what `--config` names is a file, and no snippet; a file is one even if it is missing."""
    return "=" not in text or Path(text).is_file()
