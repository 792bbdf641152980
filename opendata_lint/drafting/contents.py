"""What the data files of a folder show: tables, media, sizes, modalities, language."""

from __future__ import annotations

from opendata_lint.drafting.draft import Draft
from opendata_lint.drafting.galleries import Collection, collections_of, human_size, modalities_of
from opendata_lint.drafting.tables import Tables, tables_of
from opendata_lint.drafting.tongues import language_of
from opendata_lint.drafting.walking import Contents, Found, counted
from opendata_lint.exchange.canonical import Column, Table
from opendata_lint.vocabulary.fields import size_category

_FEW_PICTURES = 10
"""Pictures beside tables below which they are taken for ornament."""
_LEAST_PROSE = 40
"""Characters of a column's texts, on the average, from which on it holds prose rather than names."""


def with_data(draft: Draft, contents: Contents) -> Draft:
    """The draft with tables, media, sizes, modalities and language of the data files."""
    found = tables_of(contents)
    galleries = [
        one
        for one in collections_of(contents, found.beside_media)
        if not found.tables or one.files >= _FEW_PICTURES
    ]
    draft = draft._replace(
        notes=(*draft.notes, *found.notes, *(note for one in galleries for note in one.notes))
    )
    draft = _with_tables(draft, found, galleries)
    draft = _with_facts(draft, contents, found, galleries)
    draft = _with_modalities(draft, contents, found, galleries)
    return _with_language(draft, contents, found)


def _with_tables(draft: Draft, found: Tables, galleries: list[Collection]) -> Draft:
    """The tables of the files, which know better than a descriptor; its words on columns are kept."""
    tables = list(found.tables) or [one.table for one in galleries[:1]]
    if not tables:
        return draft
    told = {column.name: column for table in draft.card.tables for column in table.columns}
    by_custom = len(tables) == 1 and all(map(_by_custom, tables[0].files))
    tables = [
        table._replace(
            columns=tuple(_with_words(column, told.get(column.name)) for column in table.columns),
            files=() if by_custom else table.files,
        )
        for table in tables
    ]
    if not found.tables and galleries[0].classes and not draft.card.tables:
        why = f"the {len(galleries[0].classes)} classes of `label` are the names of the folders"
        draft = draft._replace(guesses={**draft.guesses, "tables": why})
    card = draft.card._replace(tables=tuple(tables))
    counts = [split.examples for table in tables for split in table.splits]
    if None not in counts and counts:
        card = card._replace(size_category=size_category(sum(filter(None, counts))))
    return draft._replace(card=card)


def _by_custom(path: str) -> bool:
    """Whether readers find a file untold: in the folder itself, in `data/`, in the folder of a split."""
    from opendata_lint.data.files import split_by_name

    first, slash, _ = path.partition("/")
    return not slash or first == "data" or split_by_name(first) == first


def _with_words(column: Column, told: Column | None) -> Column:
    """A column of a file with what a descriptor says of it."""
    if told is None:
        return column
    labels = told.labels if told.dtype == "class_label" else ()
    dtype = "class_label" if labels else column.dtype or told.dtype
    return column._replace(description=told.description, labels=labels or column.labels, dtype=dtype)


def _with_facts(draft: Draft, contents: Contents, found: Tables, galleries: list[Collection]) -> Draft:
    """What can be counted, as text of the card and as lines for people."""
    lines = [one.facts for one in galleries]
    topics = dict(draft.card.topics)
    if lines and "structure" not in topics:
        topics["structure"] = "\n\n".join(lines)
    tables = draft.card.tables
    if tables and "splits" not in topics and (found.tables or galleries):
        topics["splits"] = _splits_table(tables)
    for table in found.tables:
        rows = [split.examples for split in table.splits]
        number = f"{sum(filter(None, rows)):,} rows" if None not in rows else "rows not counted"
        lines.append(f"table {table.name}: {counted(len(table.columns), 'column')}, {number}")
    if found.files:
        size = human_size(sum(file.size for file in found.files))
        lines.append(f"{counted(len(found.files), 'data file')}, {size}")
    draft = draft._replace(card=draft.card._replace(topics=topics))
    return draft._replace(found=(*draft.found, *lines))


def _splits_table(tables: tuple[Table, ...]) -> str:
    """A table of Markdown with the number of examples of each split."""
    several = len(tables) > 1
    head = ["Config"] * several + ["Split", "Examples"]
    rows = [
        [table.name] * several
        + [split.name, "not counted" if split.examples is None else f"{split.examples:,}"]
        for table in tables
        for split in table.splits
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *rows])


def _with_modalities(draft: Draft, contents: Contents, found: Tables, galleries: list[Collection]) -> Draft:
    if draft.card.modalities:
        return draft
    told = [one.modality for one in galleries]
    kinds = {column.dtype for table in found.tables for column in table.columns}
    told += [kind for kind in ("image", "audio", "video") if kind in kinds]
    if found.tables and not told:  # a table that holds images is a way to keep them
        told = ["tabular"]
    certain = tuple(dict.fromkeys(told or modalities_of(data_paths(contents))))
    draft = draft._replace(card=draft.card._replace(modalities=certain))
    if _is_prose(found) and "text" not in certain:
        why = "from long texts in the columns"
        return draft.guessed("modalities", why, modalities=tuple(sorted({*certain, "text"})))
    return draft


def _is_prose(found: Tables) -> bool:
    words = [text for text in found.texts if " " in text.strip()]
    return bool(words) and sum(map(len, words)) / len(found.texts) >= _LEAST_PROSE


def _with_language(draft: Draft, contents: Contents, found: Tables) -> Draft:
    if draft.card.languages:
        return draft
    guess = language_of([*found.texts, *_text_files(contents)])
    return draft.guessed("languages", guess.why, languages=(guess.code,)) if guess else draft


def _text_files(contents: Contents) -> list[str]:
    """The beginnings of some plain texts that are data."""
    texts = []
    files = [
        found for found in contents.files if found.name.lower().endswith(".txt") and not _is_paper(found)
    ]
    for found in files[:100]:
        try:
            with contents.on_disk(found).open("rb") as stream:
                texts.append(stream.read(5_000).decode("utf-8", "replace"))
        except OSError:
            continue
    return texts


def data_paths(contents: Contents) -> list[str]:
    """The files that may be data, by their names."""
    return [found.path for found in contents.files if not _is_paper(found)]


def _is_paper(found: Found) -> bool:
    """Whether a file is about the work and no part of it: README, LICENSE, code, settings."""
    low = found.name.lower()
    return low.startswith(
        ("readme", "license", "licence", "copying", "notice", "changelog", "requirements")
    ) or (
        low.endswith(
            (".md", ".py", ".ipynb", ".toml", ".cfg", ".ini", ".yml", ".yaml", ".cff", ".bib", ".rst", ".sh")
        )
    )
