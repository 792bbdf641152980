"""How a reader of YAML 1.1, such as PyYAML's SafeLoader, types a plain scalar.

The Hub reads front matter by YAML 1.2, Python tools by YAML 1.1; where the two see different values,
that is a finding. Source: the type repository of YAML 1.1 (yaml.org/type) as PyYAML 6.0 has it, whose
floats need a dot, and a sign in their exponent.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Literal, NamedTuple

Type = Literal["text", "null", "boolean", "integer", "float", "date", "unreadable"]


class Reading(NamedTuple):
    """A plain scalar as a YAML 1.1 reader sees it."""

    type: Type
    value: str | bool | int | float | None
    """Dates stay text, as does what the reader stops at (type `unreadable`)."""


_TRUE = frozenset(form for word in ("yes", "true", "on") for form in (word, word.title(), word.upper()))
_FALSE = frozenset(form for word in ("no", "false", "off") for form in (word, word.title(), word.upper()))
_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_INTEGER = re.compile(
    r"[-+]?(?:0b(?P<two>[01_]+)|0x(?P<sixteen>[\da-fA-F_]+)|0(?P<eight>[0-7_]+)|(?P<ten>0|[1-9][\d_]*))",
    re.A,
)
_FLOAT = re.compile(r"(?:[-+]?\d[\d_]*\.[\d_]*|\.\d[\d_]*)(?:[eE][-+]\d+)?", re.A)
_INFINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_BASE_60 = re.compile(r"[-+]?(?P<head>\d[\d_]*)(?P<rest>(?::[0-5]?\d)+)(?P<point>\.[\d_]*)?", re.A)
_LONGEST_NUMBER = 4_300
"""Python itself makes no number of more digits."""
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.A)
_MOMENT = re.compile(
    r"(?P<date>\d{4}-\d\d?-\d\d?)(?:[Tt]|[ \t]+)(?P<hour>\d\d?):(?P<rest>\d\d:\d\d)(?:\.\d*)?"
    r"(?:[ \t]*(?:Z|[-+](?P<zone>\d\d?)(?::\d\d)?))?",
    re.A,
)


def read_plain(raw: str) -> Reading:
    """Type the plain scalar `raw`. Never raises."""
    if raw in _NULL:
        return Reading("null", None)
    if raw in _TRUE or raw in _FALSE:
        return Reading("boolean", raw in _TRUE)
    if raw in ("=", "<<"):  # tagged `value` and `merge`, of which PyYAML's SafeLoader makes nothing
        return Reading("unreadable", raw)
    if not (raw[0].isdigit() or raw[0] in "-+."):
        return Reading("text", raw)
    return _number(raw) or _date(raw) or Reading("text", raw)


def _number(raw: str) -> Reading | None:
    try:
        return _integer(raw) or _float(raw) or _base_60(raw)
    except ValueError:  # `0x_` has the looks of a number and is none
        return Reading("unreadable", raw)


def _integer(raw: str) -> Reading | None:
    match = _INTEGER.fullmatch(raw)
    if not match:
        return None
    sign = -1 if raw[0] == "-" else 1
    for name, base in (("two", 2), ("sixteen", 16), ("eight", 8), ("ten", 10)):
        if match[name] is not None:
            digits = match[name].replace("_", "")
            # Of `0_` nothing is left behind the octal's zero, and that zero is its value.
            return Reading("integer", sign * int(digits or ("0" if base == 8 else ""), base))
    return None


def _float(raw: str) -> Reading | None:
    if _INFINITE.fullmatch(raw):
        return Reading("float", float(raw.lower().replace(".", "")))
    return Reading("float", float(raw.replace("_", ""))) if _FLOAT.fullmatch(raw) else None


def _base_60(raw: str) -> Reading | None:
    match = _BASE_60.fullmatch(raw)
    if not match or (match["point"] is None and match["head"].startswith("0")):
        return None
    if len(raw) > _LONGEST_NUMBER:
        return Reading("unreadable", raw)
    total = 0
    for part in (match["head"] + match["rest"]).replace("_", "").split(":"):
        total = total * 60 + int(part)
    sign = -1 if raw[0] == "-" else 1
    if match["point"] is None:
        return Reading("integer", sign * total)
    return Reading("float", sign * (total + float("0" + match["point"].replace("_", ""))))


def _date(raw: str) -> Reading | None:
    moment = _MOMENT.fullmatch(raw)
    if not moment and not _DATE.fullmatch(raw):
        return None
    try:
        year, month, day = map(int, (moment["date"] if moment else raw).split("-"))
        date(year, month, day)
        if moment:
            minute, second = map(int, moment["rest"].split(":"))
            datetime(year, month, day, int(moment["hour"]), minute, second)
            if int(moment["zone"] or 0) > 23:
                return Reading("unreadable", raw)
    except ValueError:
        return Reading("unreadable", raw)
    return Reading("date", raw)
