"""What is checked alike in all descriptors of linked data: dates, addresses, placeholders, misspelt names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from urllib.parse import unquote

from opendata_lint.exchange import judging
from opendata_lint.exchange.linked.things import Thing, texts_of
from opendata_lint.exchange.placeholders import is_placeholder
from opendata_lint.finding import Finding, at_key, at_value
from opendata_lint.vocabulary.suggestions import fold, suggest

_DATE = re.compile(
    r"(\d{4})(?:-?(\d\d)(?:-?(\d\d))?)?|\d{4}-?W\d\d(?:-?\d)?|\d{4}-\d{3}", re.ASCII
)  # calendar dates, weeks, days of a year
_TIME = re.compile(r"[T ]\d\d(?::?\d\d(?::?\d\d(?:[.,]\d+)?)?)?\s?(?:Z|[+-]\d\d(?::?\d\d)?)?", re.ASCII)
_WAITING = re.compile(
    r"(?i)(?:todo|tbd|tba|fixme|changeme|to be (?:determined|added|announced))\b(?! ?list)|REPLACE_|INSERT_"
)
"""How values begin that is_placeholder takes for prose: `TBD on acceptance: ...`."""
_WAITING_ADDRESS = re.compile(
    r"(?i)[/=](?:todo|tbd|your[-_](?:name|repo|dataset|org|username)[\w-]*)(?:[/?#]|\Z)"
)
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


def is_date(text: str) -> bool:
    """Whether a text is a date of ISO 8601, with or without a time of day."""
    said = text.strip()
    found = _DATE.match(said)
    for end in sorted({found.end(), 10, 8}) if found else ():
        day, time = said[:end], said[end:]
        if _DATE.fullmatch(day) and _is_day(day) and (not time or (end > 7 and _TIME.fullmatch(time))):
            return True
    return False


def _is_day(text: str) -> bool:
    found = _DATE.fullmatch(text)
    if not found or not found[2]:
        return bool(found) and text[:4] != "0000"
    try:
        date(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        return False
    return True


def is_web_address(text: str) -> bool:
    """Whether a text is an absolute address."""
    return bool(_ADDRESS.fullmatch(text.strip()))


def waits(text: str) -> bool:
    """Whether a text stands for one that is still to be written."""
    said = text.strip()
    return is_placeholder(said) or bool(_WAITING.match(said) or _WAITING_ADDRESS.search(said))


_PROSE = 120
"""Characters from which a text says something, whatever is in it."""


def waiting(thing: Thing, names: Iterable[str]) -> Iterator[Finding]:
    """Values of some properties that wait for one; prose and BibTeX wait only as a whole."""
    for name in names:
        for value, pointer in thing.spots(name):
            text = next(iter(texts_of(value)), "")
            prose = len(text) > _PROSE or "\n" in text or text.lstrip().startswith("@")
            if text and not prose and waits(text):
                yield Finding(
                    judging.PLACEHOLDER,
                    f"`{text[:60]}` still waits for a value",
                    at_value(pointer),
                    "write the real one",
                )


def dates(thing: Thing, names: Iterable[str]) -> Iterator[Finding]:
    """Dates that are none."""
    for name in names:
        for value, pointer in thing.spots(name):
            texts = texts_of(value) if not isinstance(value, (int, float)) else []
            if texts and waits(texts[0]):
                continue
            if not texts or not is_date(texts[0]):
                said = f"`{texts[0][:40]}`" if texts else "this"
                yield Finding(
                    judging.INVALID,
                    f"`{name}` must be a date of ISO 8601; {said} is none",
                    at_value(pointer),
                    "write it as 2024-05-31",
                )


def addresses(thing: Thing, names: Iterable[str]) -> Iterator[Finding]:
    """Addresses that are none."""
    for name in names:
        for value, pointer in thing.spots(name):
            address = value.get("@id") if isinstance(value, Mapping) and "@id" in value else value
            if isinstance(address, str) and (not address.strip() or waits(address)):
                continue
            if not isinstance(address, str) or not is_web_address(address):
                yield Finding(
                    judging.INVALID,
                    f"`{name}` must be an address",
                    at_value(pointer),
                    "write it whole, with https://",
                )


def leaves_folder(path: str) -> bool:
    """Whether a path, however it is escaped, leads out of the folder it counts from."""
    said = unquote(unquote(path.strip())).replace("\\", "/")
    if re.match(r"(?i)file:|[a-z]:/|[a-z]:\Z", said) or said.startswith(("/", "~")):
        return True
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", said):
        return False
    depth = 0
    for step in re.split(r"[?#]", said)[0].split("/"):
        depth += -1 if step == ".." else 0 if step in ("", ".") else 1
        if depth < 0:
            return True
    return False


_MOST = 200
"""Unknown properties of an object that are compared with the known ones."""


def misspelt(thing: Thing, known: Iterable[str], also: Iterable[str]) -> Iterator[tuple[Finding, str]]:
    """Properties near one that is known, and that one; `also` are right without being proposed."""
    names = list(known)
    right = {*names, *also}
    folded = {fold(name): name for name in names}
    there = {plain for plain, _ in thing}
    strange = [(plain, key) for plain, key in thing if plain not in right]
    for plain, key in strange[:_MOST]:
        if plain.startswith("@") or ":" in plain or len(plain) > 60:
            continue
        meant = (
            folded.get(fold(plain)) or _other_form(plain, names) or next(iter(suggest(plain, names, 1)), None)
        )
        if meant and len(plain) > 3 and meant not in there:
            yield (
                Finding(
                    judging.UNKNOWN_NAME,
                    f"there is no property `{key}`",
                    at_key(f"{thing.pointer}/{key.replace('~', '~0').replace('/', '~1')}"),
                    f"did you mean `{meant}`?",
                    subject=key,
                ),
                meant,
            )


_FORMS = {
    "licence": "license", "licences": "license", "licenses": "license", "creators": "creator",
    "authors": "creator", "title": "name", "homepage": "url", "homePage": "url", "uri": "url",
    "keyword": "keywords", "tags": "keywords", "summary": "description", "files": "distribution",
    "publishedDate": "datePublished", "publicationDate": "datePublished", "date_published": "datePublished",
    "createdDate": "dateCreated", "modifiedDate": "dateModified", "language": "inLanguage",
    "recordSets": "cr:recordSet", "fields": "cr:field",
}  # fmt: skip


def _other_form(name: str, known: list[str]) -> str | None:
    meant = _FORMS.get(name)
    return meant if meant in known else None
