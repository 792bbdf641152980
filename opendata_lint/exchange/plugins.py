"""Which registries and formats there are: ours and those of allowed plugins, through one door."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import cache
from importlib import import_module
from typing import NamedTuple, cast

from opendata_lint.exchange.protocol import API, Registry
from opendata_lint.settings import FormatPlugins, did_you_mean

GROUP = "opendata_lint.registries"
"""The group of entry points: `name = "module:Class"`, the class made without arguments."""


OURS = "opendata-lint"
"""The distribution of the built-in ones."""
HEAD = 65_536
"""Bytes of a file by which its format is told."""
UNUSABLE, CLASH = "PLG001", "PLG002"


class Offer(NamedTuple):
    """A registry that could be used, not yet imported."""

    name: str
    target: str
    """`module:Class`."""
    filenames: tuple[str, ...] = ()
    """As the registry has them; of other people's plugins they are known once these are loaded."""
    distribution: str = OURS


class PluginFault(Exception):
    """A plugin cannot be used; the message says which and why."""


class Trouble(NamedTuple):
    """Why a plugin is not used, as the finding that it becomes."""

    code: str
    """`PLG001` or `PLG002`."""
    name: str
    """The plugin's."""
    message: str


_FORMATS = "opendata_lint.exchange.formats"
BUILT_IN = (
    Offer("hub", f"{_FORMATS}.hub:Hub", ("README.md",)),
    Offer("openml", f"{_FORMATS}.openml:OpenML", ("openml.xml", "*openml*.xml", "*description*.xml",
                                                  "*features*.xml", "*qualities*.xml")),
    Offer("croissant", f"{_FORMATS}.croissant:Croissant", ("croissant.json", "*croissant*.json*")),
    Offer("schema-org", f"{_FORMATS}.schema_org:SchemaOrg", ("schema-org.jsonld", "*schema*org*.json*")),
    Offer(
        "datapackage", f"{_FORMATS}.datapackage:DataPackage",
        ("datapackage.json", "*datapackage*.json", "*datapackage*.yaml", "*.package.json", "*.package.yaml"),
    ),
    Offer("datacite", f"{_FORMATS}.datacite:DataCite", ("datacite.xml", "*datacite*.xml")),
    Offer("datacite-json", f"{_FORMATS}.datacite:DataCiteJson", ("datacite.json", "*datacite*.json")),
    Offer("zenodo", f"{_FORMATS}.zenodo:Zenodo", (".zenodo.json", "*zenodo*.json")),
    Offer("invenio", f"{_FORMATS}.invenio:Invenio", ("invenio.json", "*invenio*.json")),
    Offer("kaggle", f"{_FORMATS}.kaggle:Kaggle", ("dataset-metadata.json", "*dataset-metadata*.json")),
    Offer("dcat-ap", f"{_FORMATS}.dcat_ap:DcatAp", ("dcat.jsonld", "*dcat*.jsonld", "*dcat*.ttl")),
    Offer("cyclonedx", f"{_FORMATS}.cyclonedx:CycloneDX", ("bom.cdx.json", "bom.json", "*.cdx.json")),
    Offer("spdx", f"{_FORMATS}.spdx:Spdx", ("sbom.spdx3.json", "*.spdx3.json", "*.spdx.json")),
    Offer("odcs", f"{_FORMATS}.odcs:Odcs", ("datacontract.odcs.yaml", "*.odcs.yaml", "*datacontract*.yaml")),
    Offer("cff", f"{_FORMATS}.cff:Cff", ("CITATION.cff", "*.cff")),
    Offer("mct", f"{_FORMATS}.mct:ModelCardToolkit", ("model_card.json", "*model*card*.json")),
    Offer("mlflow", f"{_FORMATS}.mlflow:MLflow", ("MLmodel", "registered_model_meta", "*mlflow*.json")),
    Offer("codemeta", f"{_FORMATS}.codemeta:CodeMeta", ("codemeta.json",)),
    Offer("ro-crate", f"{_FORMATS}.ro_crate:RoCrate", ("ro-crate-metadata.json",)),
)  # fmt: skip
"""What this package brings. The same rows are its entry points; that they stand here spares a run the reading
of what is installed, and a test holds the two together."""


NONE = FormatPlugins()


class Offered(NamedTuple):
    """What a run may use."""

    offers: tuple[Offer, ...]
    troubles: tuple[Trouble, ...] = ()
    """The plugins whose names are taken."""


@cache
def offered(plugins: FormatPlugins = NONE) -> Offered:
    """The built-in registries and those of allowed plugins; nothing is imported.

    A plugin takes the place of a built-in one only where the configuration says so. Of several plugins with
    one name none is used, as nobody has said which.
    """
    found = {offer.name: offer for offer in BUILT_IN}
    own = [Offer(name, target, (), distribution) for name, target, distribution in plugins.offers]
    troubles = []
    for offer in own:
        homes = sorted({other.distribution for other in own if other.name == offer.name})
        if len(homes) > 1:
            problem = f"{' and '.join(homes)} both bring a format `{offer.name}`, and neither is used"
        elif offer.name in {one.name for one in BUILT_IN} and offer.name not in plugins.override:
            problem = f"the plugin `{offer.name}` of {offer.distribution} has the name of a built-in format"
        else:
            found[offer.name] = offer
            continue
        troubles.append(Trouble(CLASH, offer.name, problem))
    return Offered(tuple(found.values()), tuple(dict.fromkeys(troubles)))


def offers(plugins: FormatPlugins = NONE) -> tuple[Offer, ...]:
    """The registries that a run may use, not yet imported."""
    return offered(plugins).offers


def find(name: str, plugins: FormatPlugins = NONE) -> Registry:
    """The registry of a name. Raises `PluginFault` where there is none or it cannot be used."""
    for offer in offers(plugins):
        if offer.name == name:
            return load(offer)
    for trouble in offered(plugins).troubles:
        if trouble.name == name:
            raise PluginFault(trouble.message)
    meant = did_you_mean(name, [one.name for one in offers(plugins)])
    raise PluginFault(
        f"there is no format `{name}`{meant or '; `opendata-lint plugins` lists those that there are'}"
    )


def registry_for(path: str, head: bytes, plugins: FormatPlugins = NONE) -> Registry | None:
    """The registry whose descriptor a file is by its path and first bytes; None for no descriptor."""
    found = recognized(path, head, plugins).offer
    return load(found) if found else None


class Recognized(NamedTuple):
    """Which registry a file is of."""

    offer: Offer | None
    """Its offer, which can be loaded."""
    likelihood: float
    """0 to 1, as the registry says."""
    exact: bool
    """Whether the file has a usual name of its format, and not only one like it."""
    troubles: tuple[Trouble, ...]
    """The plugins that could not be asked."""


def recognized(path: str, head: bytes, plugins: FormatPlugins = NONE) -> Recognized:
    """Which registry a file is of, with what kept plugins from being asked.

    First those are asked that know the name, then all of its syntax; the surest has it. A name without
    wildcards, such as `croissant.json`, says enough where the content is broken.
    """
    every = offers(plugins)
    near = [offer for offer in every if offer.distribution != OURS or has_name(offer.filenames, path)]
    troubles = list(offered(plugins).troubles)
    best = _surest(near, path, head, troubles)
    if best[0] <= SURE:
        others = [offer for offer in every if offer not in near and _fits(offer, path, head)]
        best = max(best, _surest(others, path, head, troubles), key=lambda one: one[0])
    likelihood, offer = best
    exact = offer is not None and has_name(_exact(load(offer)), path)
    return Recognized(offer, likelihood, exact, tuple(troubles))


SURE = 0.5
"""The likelihood above which a file says itself what it is."""
_NAMED = 0.1
"""The least likelihood of a file with the exact name of a format."""


def _surest(
    asked: list[Offer], path: str, head: bytes, troubles: list[Trouble]
) -> tuple[float, Offer | None]:
    best: tuple[float, Offer | None] = (0.0, None)
    for offer in asked:
        try:
            likelihood = _sniffed(load(offer), offer, path, head)
        except PluginFault as fault:
            troubles.append(Trouble(UNUSABLE, offer.name, str(fault)))
            continue
        if likelihood > best[0]:
            best = likelihood, offer
    return best


def _sniffed(registry: Registry, offer: Offer, path: str, head: bytes) -> float:
    try:
        likelihood = min(max(float(registry.sniff(path, head[:HEAD])), 0.0), 1.0)
    except Exception as error:  # other people's code may fail in any way
        raise PluginFault(
            f"the plugin `{offer.name}` of {offer.distribution} fails at {path}: {told(error)}"
        ) from error
    return max(likelihood, _NAMED if has_name(_exact(registry), path) else 0.0)


def _exact(registry: Registry) -> list[str]:
    return [name for name in registry.filenames if not set(name) & set("*?[")]


@cache
def usual_names(plugins: FormatPlugins = NONE) -> tuple[str, ...]:
    """Patterns of the names of descriptors; those of plugins that can be loaded are among them."""
    names: list[str] = []
    for offer in offers(plugins):
        if offer.distribution == OURS:
            names += offer.filenames if offer.name != "hub" else ()
            continue
        try:
            names += load(offer).filenames
        except PluginFault:
            continue  # it is told of every descriptor
    return tuple(names)


def has_name(patterns: Iterable[str], path: str) -> bool:
    """Whether a file's name is one of usual names; case does not count."""
    name = path.rpartition("/")[2].lower()
    return any(fnmatchcase(name, pattern.lower()) for pattern in patterns)


_ENDINGS = {
    ".json": "json", ".jsonld": "json", ".json-ld": "json", ".xml": "xml", ".rdf": "xml", ".yaml": "yaml",
    ".yml": "yaml", ".cff": "yaml", ".ttl": "turtle", ".md": "markdown", ".markdown": "markdown",
}  # fmt: skip


def syntax_of(name: str) -> str | None:
    """The syntax that the ending of a file's name tells: `json`, `xml`, `yaml`, `turtle`, `markdown`."""
    ending = re.search(r"\.[a-z-]+\Z", name.lower())
    return _ENDINGS.get(ending[0]) if ending else None


def _fits(offer: Offer, path: str, head: bytes) -> bool:
    """Whether a format has the syntax of a file: by its name, else by its first letter."""
    syntax = syntax_of(path) or {b"{": "json", b"<": "xml"}.get(head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1])
    return syntax in {syntax_of(name) for name in offer.filenames} - {None}


@cache
def load(offer: Offer) -> Registry:
    """The registry of an offer. Raises `PluginFault` where it cannot be made or is no such registry."""
    whose = f"the plugin `{offer.name}` of {offer.distribution}"
    module, _, name = offer.target.partition(":")
    try:
        made = getattr(import_module(module), name)()
        lacks = [one for one in _PARTS if not hasattr(made, one)]
        api, own_name = getattr(made, "api", API), getattr(made, "name", offer.name)
    except (Exception, SystemExit) as error:  # other people's code may fail in any way
        raise PluginFault(f"{whose} fails when loaded: {told(error)}") from error
    if api != API:
        raise PluginFault(f"{whose} is made for version {api} of the interface, and this is version {API}")
    if own_name != offer.name:
        raise PluginFault(f"{whose} calls itself `{own_name}`")
    if lacks:
        raise PluginFault(f"{whose} is no registry: it has no `{lacks[0]}`")
    return cast(Registry, made)


_PARTS = (
    "api", "name", "title", "versions", "filenames", "id_schemes", "kinds", "sniff", "load", "dump", "check",
    "parse_id",
)  # fmt: skip


def told(error: BaseException) -> str:
    """An exception of a plugin in a line."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]
