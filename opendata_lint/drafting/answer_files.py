"""Answers in a file, TOML, YAML or JSON, and the file of questions that people fill in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from opendata_lint.drafting.answering import AnswerFault, answered
from opendata_lint.drafting.asking import known, questions_of
from opendata_lint.drafting.draft import Draft
from opendata_lint.drafting.questions import BY_KEY
from opendata_lint.vocabulary import suggest

_LARGEST = 1_000_000
_COLUMNS = "columns"
_MOST_COLUMNS = 200
SUFFIXES = (".toml", ".yaml", ".yml", ".json")


def read_answers(path: Path) -> dict[str, Any]:
    """The answers of a file by the keys of questions; what is left empty is none.

    Raises `AnswerFault` for a file that cannot be read, and for keys and values that no question has.
    """
    shown = path.as_posix()
    try:
        with path.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except OSError as error:
        raise AnswerFault(f"{shown} cannot be read: {error.strerror or error}") from error
    if len(data) > _LARGEST:
        raise AnswerFault(f"{shown} is larger than 1 MB; is it a file of answers?")
    value = _parsed(data, path)
    if not isinstance(value, dict):
        raise AnswerFault(f'{shown} holds no answers by name, such as `license = "cc-by-4.0"`')
    for key in value:
        _check_key(key, value[key], shown)
    return {key: said for key, said in value.items() if said not in ("", [], {}, None)}


def _parsed(data: bytes, path: Path) -> Any:
    try:
        text = data.decode("utf-8-sig")
        if path.suffix.lower() == ".toml":
            import tomllib

            return tomllib.loads(text)
        if path.suffix.lower() == ".json":
            return json.loads(text)
        if path.suffix.lower() in SUFFIXES:
            import yaml

            return yaml.safe_load(text)
    except (ValueError, RecursionError) as error:
        raise AnswerFault(f"{path.as_posix()} cannot be read: {error}") from error
    except Exception as error:  # PyYAML's errors; it is loaded only where it is needed
        raise AnswerFault(
            f"{path.as_posix()} cannot be read: {' '.join(str(error).split())[:200]}"
        ) from error
    raise AnswerFault(f"{path.as_posix()}: answers are read from {', '.join(SUFFIXES)}")


def _check_key(key: object, said: object, shown: str) -> None:
    if key == _COLUMNS:
        if said and not (isinstance(said, dict) and all(isinstance(one, str) for one in said.values())):
            raise AnswerFault(f"{shown}: `columns` holds a text for each column, by its name")
    elif not isinstance(key, str) or key not in BY_KEY:
        near = suggest(str(key), [*BY_KEY, _COLUMNS], 1)
        meant = f"; did you mean `{near[0]}`?" if near else f"; there are {', '.join(BY_KEY)} and {_COLUMNS}"
        raise AnswerFault(f"{shown}: there is no question `{key}`{meant}")
    elif said is not None and not isinstance(said, (str, int, float)) and not _is_texts(said):
        raise AnswerFault(f"{shown}: the answer to `{key}` is a text or a list of texts")


def _is_texts(said: object) -> bool:
    return isinstance(said, list) and all(isinstance(one, str) for one in said)


def with_answers(draft: Draft, answers: Mapping[str, Any], shown: str) -> Draft:
    """The draft with answers that `read_answers` gave. Raises `AnswerFault`, with the key."""
    for key, said in answers.items():
        if key == _COLUMNS:
            draft = _with_columns(draft, said, shown)
            continue
        question = BY_KEY[key]
        if draft.card.kind not in question.kinds:
            raise AnswerFault(f"{shown}: `{key}` is no question about a {draft.card.kind}")
        try:
            draft = answered(draft, question, said if isinstance(said, list) else str(said))
        except AnswerFault as fault:
            raise AnswerFault(f"{shown}: {key}: {fault}") from fault
    return draft


def _with_columns(draft: Draft, said: Mapping[str, str], shown: str) -> Draft:
    names = {column.name for table in draft.card.tables for column in table.columns}
    told = {name: " ".join(text.split()) for name, text in said.items() if text.strip()}
    for name in told:
        if name not in names:
            near = suggest(name, names, 1)
            meant = f"; did you mean `{near[0]}`?" if near else ""
            raise AnswerFault(f"{shown}: columns: the data has no column `{name}`{meant}")
    tables = tuple(
        table._replace(
            columns=tuple(
                column._replace(description=told.get(column.name, column.description))
                for column in table.columns
            )
        )
        for table in draft.card.tables
    )
    return draft._replace(card=draft.card._replace(tables=tables))


def questions_file(draft: Draft, path: Path) -> bytes:
    """All questions as a file to fill in, in the syntax of its name. Raises `AnswerFault` for another one."""
    suffix = path.suffix.lower()
    if suffix not in (".toml", ".yaml", ".yml"):
        raise AnswerFault(f"{path.as_posix()}: questions are written as .toml or .yaml")
    return "\n".join([*_lines(draft, toml=suffix == ".toml"), ""]).encode()


def _lines(draft: Draft, toml: bool) -> Iterator[str]:
    yield "# Answers for a new card. Leave empty what nobody knows: nothing is claimed then, and the card"
    yield "# marks the place. `opendata-lint init PATH --answers THIS_FILE` writes the card."
    for question in questions_of(draft):
        yield ""
        yield f"# {question.text(draft.card.kind)}"
        yield f"# {question.why}"
        have = " ".join(known(draft, question).split())
        if have:
            guess = " (a guess)" if question.field in draft.guesses else ""
            yield f"# If left empty{guess}: {_comment(have)}"
        yield f'{question.key} = ""' if toml else f'{question.key}: ""'
    names = dict.fromkeys(
        column.name
        for table in draft.card.tables
        for column in table.columns
        if column.name and column.name.isprintable() and not column.description
    )
    if names:
        yield ""
        yield "# What each column holds: its meaning, unit, possible values."
        yield "[columns]" if toml else "columns:"
        for name in list(names)[:_MOST_COLUMNS]:
            key = json.dumps(name, ensure_ascii=False)
            yield f'{key} = ""' if toml else f'  {key}: ""'


def _comment(text: str) -> str:
    shown = "".join(letter if letter.isprintable() else "?" for letter in text)
    return shown if len(shown) <= 100 else f"{shown[:99]}…"
