"""Texts in Basic Latin, the only characters that OpenML takes, and in the narrower sets of its names."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_WRITTEN = {
    "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
    "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "ŋ": "ng", "ħ": "h", "Ħ": "H",
    "–": "-", "—": "--", "‐": "-", "‑": "-", "‒": "-", "−": "-", "•": "*", "·": ".", "“": '"', "”": '"',
    "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "′": "'", "″": '"', "…": "...", "©": "(c)",
    "®": "(R)", "™": "(TM)", "€": "EUR", "£": "GBP", "¥": "JPY", "×": "x", "÷": "/", "±": "+/-", "≤": "<=",
    "≥": ">=", "≠": "!=", "≈": "~", "→": "->", "←": "<-", "⇒": "=>", "°": " deg", "µ": "u", "§": "Sec. ",
    "¿": "?", "¡": "!", "∞": "infinity", "√": "sqrt", "\u2044": "/", "∑": "sum",
    "\u2028": "\n", "\u2029": "\n\n",
}  # fmt: skip
"""What stands for characters that do not come apart into a Latin letter and its marks."""
_CYRILLIC = (
    "а a б b в v г g д d е e ж zh з z и i й i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch "
    "ш sh щ shch ъ - ы y ь - э e ю iu я ia ѓ g є ie і i ј j љ lj њ nj ћ c ђ dj џ dz ґ g"
)
_GREEK = (
    "α a β b γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o"
)
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@cache
def _table() -> dict[int, str]:
    words = f"{_CYRILLIC} {_GREEK}".split()
    small = {one: "" if said == "-" else said for one, said in zip(words[::2], words[1::2], strict=True)}
    large = {one.upper(): said.capitalize() for one, said in small.items()}
    return {ord(one): said for one, said in {**large, **small, **_WRITTEN}.items()}


def latin(text: str) -> str:
    """A text with nothing outside of Basic Latin: letters without their marks, signs in letters.

    A run of letters that no Latin ones stand for becomes one `?`; pictures are left out.
    """
    text = _NOT_IN_XML.sub("", text)
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text.translate(_table())).translate(_table())
    kept = re.sub(r"[^\x00-\x7f]+", lambda run: _instead(run[0]), apart)
    return re.sub(r"[ \t]+(?=\n|$)", "", kept) if kept != apart else kept


def _instead(run: str) -> str:
    return "?" if any(unicodedata.category(one)[0] in "LN" for one in run) else ""


def casual(text: str, most: int) -> str:
    """A text as one of OpenML's names: letters, digits, `_-.(),`; empty where nothing is left."""
    return _joined(text, r"[^a-zA-Z0-9_\-.(),]+", most)


def system(text: str, most: int) -> str:
    """A text as one of OpenML's tags: letters, digits, `_-.`; empty where nothing is left."""
    return _joined(text, r"[^a-zA-Z0-9_\-.]+", most)


def _joined(text: str, others: str, most: int) -> str:
    plain = latin(text).strip()
    if not re.search(others, plain):
        return plain[:most]
    return re.sub(others, "_", plain).strip("_")[:most].rstrip("_")


def cut(text: str, most: int, end: str) -> str:
    """A text of at most so many characters; a longer one ends at a word, with `end` behind it."""
    if len(text) <= most:
        return text
    room = text[: most - len(end)]
    at = max(room.rfind("\n"), room.rfind(" "))
    return (room[:at] if at > most // 2 else room).rstrip() + end
