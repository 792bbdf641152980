"""DAT006, DAT007, DAT011 to DAT013: files and numbers of a card, held against the data beside it.

Silent where nothing lies beside the card, where DuckDB is not installed, and of files that were not read to
their end within the budget.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from opendata_lint.card import Card
from opendata_lint.data import claims, files, globs
from opendata_lint.data.declared import Config, Split, configs_of
from opendata_lint.data.survey import Survey, survey
from opendata_lint.finding import NOWHERE, Finding, Place, Related, at_key, at_span, at_value
from opendata_lint.rules import rule
from opendata_lint.rules.catalog import option
from opendata_lint.tree import Tree
from opendata_lint.vocabulary import fields

_MEGABYTE = 1_000_000


def survey_of(card: Card, tree: Tree) -> Survey:
    """The data of a card, read within the budget that the options of DAT012 give."""
    size = option(card, "DAT012", "megabytes") * _MEGABYTE
    return survey(card, tree, size, option(card, "DAT012", "seconds"))


@rule("DAT006")
def size_category_wrong(card: Card, tree: Tree) -> Iterator[Finding]:
    """The size category does not fit the rows of the files, where `dataset_info` gives no number."""
    stated = card.metadata.get("size_categories")
    named_sizes = [text for text in stated if isinstance(text, str)] if isinstance(stated, list) else []
    if not any(map(fields.size_bounds, named_sizes)) or any(map(_counted, configs_of(card))):
        return
    found = survey_of(card, tree)
    groups = list({(table.config, table.split or ""): None for table in found.tables})
    counts = [found.rows(config, split) for config, split in groups]
    known = [count for count in counts if count is not None]
    there = {split for _, split in groups}
    promised = {pattern.split for config in configs_of(card) for pattern in config.patterns if pattern.split}
    if not known or len(known) < len(counts) or not promised <= there:
        return
    by_config: dict[str, int] = {}
    for (config, _), count in zip(groups, known, strict=True):
        by_config[config] = by_config.get(config, 0) + count
    total = sum(known)
    if {fields.size_category(count) for count in [total, *by_config.values()]}.isdisjoint(named_sizes):
        yield Finding(
            "DAT006",
            f"`{named_sizes[0]}` does not fit the {total:,} rows of the data files",
            at_value(f"/size_categories/{named_sizes.index(named_sizes[0])}"),
            f"write `{fields.size_category(total)}`",
        )


def _counted(config: Config) -> bool:
    return any(split.examples is not None for split in config.splits)


@rule("DAT007")
def pattern_matches_nothing(card: Card, tree: Tree) -> Iterator[Finding]:
    """A `data_files` pattern that no file answers, though there are data files."""
    configs = configs_of(card)
    if not any(config.patterns for config in configs) or not files.has_data(card, tree):
        return
    beside = files.files_beside(card, tree)
    if beside is None or not any(files.format_of(path) for path in beside):
        return
    folder = files.folder_of(card)
    for config in configs:
        for pattern in config.patterns:
            glob = pattern.glob
            if not globs.is_judged(glob) or globs.matching(glob, beside):
                continue
            start = globs.literal_prefix(glob)
            within = f"{folder}/{start}" if folder else start
            if start and tree.exists(within) and not any(path.startswith(start) for path in beside):
                continue  # there, and left out by Git: what is in it is not known
            yield Finding(
                "DAT007",
                f"no file of the repository matches `{glob[:80]}`",
                at_value(pattern.pointer),
                "correct the pattern, which counts from the folder of the card, or add the files",
                conclusive=tree.in_git,
            )


@rule("DAT011")
def split_count_wrong(card: Card, tree: Tree) -> Iterator[Finding]:
    """A split has another number of rows than the card says."""
    configs = configs_of(card)
    if not files.has_data(card, tree):
        return
    found = survey_of(card, tree)
    for config in configs:
        for split in config.splits:
            rows = found.rows(config.name, split.name)
            if split.examples is not None and rows is not None and rows != split.examples:
                yield _count_finding(
                    split.name, rows, split.examples, at_value(f"{split.pointer}/num_examples")
                )
    if any(map(_counted, configs)) or len({table.config for table in found.tables}) != 1:
        return
    name = found.tables[0].config
    named_splits = {table.split for table in found.tables if table.split}
    body = Config(name, splits=tuple(Split(split, None, "") for split in sorted(named_splits)))
    for claim in claims.split_counts(card, (body,)):
        rows = found.rows(name, claim.split)
        if rows is not None and not claims.agrees(claim.number, rows):
            start, end = card.line_span(claim.line)
            at = max(card.text.find(claim.text, start, end), start)
            yield _count_finding(claim.split, rows, claim.number, at_span(at, min(at + len(claim.text), end)))


def _count_finding(split: str, rows: int, said: int, place: Place) -> Finding:
    return Finding(
        "DAT011",
        f"the files of the split `{split}` have {rows:,} rows, and the card says {said:,}",
        place,
        "correct the number, or complete the data",
        subject=split,
    )


@rule("DAT012")
def data_unreadable(card: Card, tree: Tree) -> Iterator[Finding]:
    """A data file is broken."""
    for table in survey_of(card, tree).tables:
        if table.fault:
            yield Finding(
                "DAT012",
                f"`{table.file.relative}` cannot be read as {_FORMAT_NAMES[table.file.format]}: "
                f"{table.fault}",
                NOWHERE,
                "write the file anew, or take it out",
                subject=table.file.relative,
            )


_FORMAT_NAMES = {"csv": "CSV", "json": "JSON", "parquet": "Parquet", "arrow": "Arrow"}
_SHA256 = r"(?<![0-9a-fA-F])[0-9a-fA-F]{64}(?![0-9a-fA-F])"


@rule("DAT013")
def file_differs(card: Card, tree: Tree) -> Iterator[Finding]:
    """A Git LFS pointer is broken, or size and hash are others than the card says."""
    if not files.has_data(card, tree):
        return
    tables = survey_of(card, tree).tables
    for table in tables:
        if table.pointer and (table.pointer.sha256 is None or table.pointer.size is None):
            lacking = "hash" if table.pointer.sha256 is None else "size"
            message = f"the Git LFS pointer `{table.file.relative}` gives no usable {lacking}"
            hint = "add the file to Git LFS again"
            yield Finding("DAT013", message, NOWHERE, hint, subject=table.file.relative)
        elif table.pointer and table.pointer.sha256:
            yield from _hash_findings(card, table.file.relative, table.pointer.sha256)
    for config in configs_of(card):
        mine = [table for table in tables if table.config == config.name]
        sizes = sum({table.file.path: table.size for table in mine}.values())
        if config.download_size and mine and all(t.pointer for t in mine) and sizes != config.download_size:
            yield Finding(
                "DAT013",
                f"the files of the config `{config.name}` have {sizes:,} bytes by their Git LFS pointers, "
                f"and `download_size` says {config.download_size:,}",
                at_value(f"{config.info}/download_size"),
                "make `dataset_info` anew with the `datasets` library, or complete the data",
                related=(Related(at_key(config.info), "the config"),),
            )


def _hash_findings(card: Card, path: str, sha256: str) -> Iterator[Finding]:
    """Another SHA-256 in a line of the card that names the file."""
    name = path.rpartition("/")[2]
    for match in re.finditer(_SHA256, card.text):
        start, end = card.line_span(card.source.line_of(match.start()))
        line = card.text[start:end]
        if name in line and sha256 not in line.lower():
            message = f"`{name}` has another SHA-256 by its Git LFS pointer: `{sha256[:12]}…`"
            hint = "correct the hash, or add the right file"
            yield Finding("DAT013", message, at_span(*match.span()), hint, subject=path)
