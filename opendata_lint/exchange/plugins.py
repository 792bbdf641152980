"""Which registries and formats there are: ours and those of allowed plugins, through one door."""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple, cast

from opendata_lint.exchange.protocol import API, Registry

GROUP = "opendata_lint.registries"
"""The group of entry points: `name = "module:Class"`, the class made without arguments."""


class Offer(NamedTuple):
    """A registry that could be used, not yet imported."""

    name: str
    target: str
    """`module:Class`."""
    filenames: tuple[str, ...] = ()
    """As the registry has them; of other people's plugins they are known once these are loaded."""
    distribution: str = "opendata-lint"


class PluginFault(Exception):
    """A plugin cannot be used; the message says which and why."""


_FORMATS = "opendata_lint.exchange.formats"
BUILT_IN = (
    Offer("hub", f"{_FORMATS}.hub:Hub", ("README.md",)),
    Offer("openml", f"{_FORMATS}.openml:OpenML", ("openml.xml", "*openml*.xml", "*description*.xml")),
    Offer("croissant", f"{_FORMATS}.croissant:Croissant", ("croissant.json", "*croissant*.json*")),
    Offer("schema-org", f"{_FORMATS}.schema_org:SchemaOrg", ("schema-org.jsonld", "*schema*org*.json*")),
    Offer("datapackage", f"{_FORMATS}.datapackage:DataPackage", ("datapackage.json", "*datapackage*")),
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


def load(offer: Offer) -> Registry:
    """The registry of an offer. Raises `PluginFault` where it cannot be made or knows another interface."""
    module, _, name = offer.target.partition(":")
    try:
        made = getattr(import_module(module), name)()
        api, told = made.api, made.name
    except Exception as error:  # other people's code may fail in any way
        problem = f"{type(error).__name__}: {error}"
        raise PluginFault(
            f"the plugin `{offer.name}` of {offer.distribution} fails when loaded: {problem}"
        ) from error
    if api != API:
        raise PluginFault(
            f"the plugin `{offer.name}` of {offer.distribution} is made for version {api} of the interface, "
            f"and this is version {API}"
        )
    if told != offer.name:
        raise PluginFault(f"the plugin `{offer.name}` of {offer.distribution} calls itself `{told}`")
    return cast(Registry, made)
