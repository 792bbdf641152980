"""What a card says, in the one form that every format is read into and written from.

It holds facts, not layout: two cards that say the same are equal here. Whatever a format can say and this
form has no place for is kept in `extra` under `x-FORMAT`, and comes back when that format is written again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from opendata_lint.card import Kind

Relation = Literal[
    "derivedFrom", "trainedOn", "evaluatedOn", "finetunedFrom", "quantizedFrom", "adapterOf", "mergeOf",
    "versionOf", "sameAs", "documentedBy", "references",
]  # fmt: skip
"""How a work stands to another one: the work at hand is the subject, `derivedFrom` the other."""


class Agent(NamedTuple):
    """A person or an organization."""

    name: str
    """As people write it, given name first: `Ada Lovelace`."""
    kind: Literal["person", "organization"] | None = None
    """None where nobody says."""
    given: str | None = None
    family: str | None = None
    email: str | None = None
    url: str | None = None
    orcid: str | None = None
    """Sixteen digits in four groups, without address: `0000-0002-1825-0097`."""
    affiliation: str | None = None


class License(NamedTuple):
    """The terms of a work."""

    expression: str | None = None
    """An SPDX expression; licenses that SPDX does not have are `LicenseRef-NAME` in it."""
    name: str | None = None
    """The license's own name, where it is in no list."""
    url: str | None = None
    """Where its text is, where it is in no list."""


class Related(NamedTuple):
    """A work that this one has to do with."""

    relation: Relation
    id: str
    """An identifier or address, as it is written."""
    title: str | None = None


class File(NamedTuple):
    """A file of the work."""

    path: str
    """POSIX path from the card's folder, or an address."""
    media_type: str | None = None
    size: int | None = None
    """Bytes."""
    sha256: str | None = None
    """In lower case."""
    md5: str | None = None
    """In lower case."""
    description: str | None = None


class Column(NamedTuple):
    """A field of the records: a column of a table."""

    name: str
    dtype: str | None = None
    """A dtype or feature of `dataset_info` in its YAML spelling: `string`, `int64`, `float32`, `bool`,
    `timestamp[s]`, `image`, `audio`, `class_label`, `list`, `struct`."""
    description: str | None = None
    labels: tuple[str, ...] = ()
    """The classes of a `class_label`, in the order of their numbers."""
    children: tuple[Column, ...] = ()
    """The members of a `struct`; the one item of a `list`, whose name is then `item`."""


class Split(NamedTuple):
    """A part of a table that is kept apart."""

    name: str
    examples: int | None = None
    size: int | None = None
    """Bytes."""


class Table(NamedTuple):
    """Records of one form: a config of the Hub, a record set of Croissant, a resource of a Data Package."""

    name: str
    columns: tuple[Column, ...] = ()
    splits: tuple[Split, ...] = ()
    files: tuple[str, ...] = ()
    """Paths and globs of its files from the card's folder; a glob has `*`."""
    description: str | None = None
    target: str | None = None
    """The column that is to be predicted, where the data was made for that."""
    key: tuple[str, ...] = ()
    """The columns that tell records apart."""


class Metric(NamedTuple):
    """A result of an evaluation."""

    type: str
    """Its name in the Hub's list, such as `accuracy`."""
    value: str
    """A number as it is written, so that no digit is lost."""
    dataset: str | None = None
    split: str | None = None
    task: str | None = None


class CanonicalCard(NamedTuple):
    """A card as facts. Texts are Markdown unless said otherwise; an empty text is None."""

    kind: Kind
    title: str = ""
    id: str | None = None
    """Its identifier in its home, such as `org/name` on a hub."""
    summary: str | None = None
    license: License = License()
    version: str | None = None
    creators: tuple[Agent, ...] = ()
    publisher: Agent | None = None
    contact: Agent | None = None
    doi: str | None = None
    """Lower case, without prefix: `10.5281/zenodo.123`."""
    url: str | None = None
    """Its home page."""
    created: str | None = None
    """ISO 8601: a year, a year and month, or a day."""
    published: str | None = None
    modified: str | None = None
    keywords: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    """Tags of BCP 47."""
    modalities: tuple[str, ...] = ()
    """Names of `vocabulary.modalities`."""
    tasks: tuple[str, ...] = ()
    """Task categories of the Hub; of a model, its `pipeline_tag`."""
    size_category: str | None = None
    """A size category of the Hub, where nothing tells the exact number."""
    related: tuple[Related, ...] = ()
    citation: str | None = None
    """BibTeX, or a reference as text."""
    topics: Mapping[str, str] = {}
    """What the card says of each topic of `vocabulary.headings`, as Markdown; `summary`, `license` and
    `citation` are not among them: their facts are above."""
    files: tuple[File, ...] = ()
    tables: tuple[Table, ...] = ()
    metrics: tuple[Metric, ...] = ()
    library: str | None = None
    """Of a model: `transformers`, `scikit-learn`, ..."""
    architecture: str | None = None
    """Of a model: its class, such as `BertForSequenceClassification`."""
    access: Literal["open", "gated", "restricted", "closed", "embargoed"] | None = None
    extra: Mapping[str, Any] = {}
    """What a format said and nothing above can hold, by `x-FORMAT`: values of JSON."""
