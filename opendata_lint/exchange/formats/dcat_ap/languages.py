"""Languages as the authority table of the Publications Office of the EU has them: three letters."""

from __future__ import annotations

import re

from opendata_lint.vocabulary.languages import is_iso639, three_letter, two_letter

AUTHORITY = "http://publications.europa.eu/resource/authority/language/"
_CODE = re.compile(
    r"(?:https?://publications\.europa\.eu/resource/authority/language/"
    r"|https?://id\.loc\.gov/vocabulary/iso639-[12]/|https?://lexvo\.org/id/iso639-[13]/)([A-Za-z]{2,3})/?"
)


def address_of(tag: str) -> str | None:
    """The address of the language of a tag; None where it has no code. Region and script are left out."""
    primary = re.split(r"[-_]", tag)[0].lower()
    code = three_letter(primary) if len(primary) == 2 else primary
    return f"{AUTHORITY}{code.upper()}" if code and len(code) == 3 and is_iso639(primary) else None


def tag_of(address: str) -> str | None:
    """The tag of a language by its address in one of the usual tables."""
    found = _CODE.fullmatch(address.strip())
    if not found:
        return None
    code = found[1].lower()
    return (two_letter(code) or code) if len(code) == 3 else code
