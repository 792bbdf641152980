"""JSON-LD to bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def as_bytes(told: Mapping[str, Any]) -> bytes:
    """A descriptor as JSON; half a surrogate, which is no text, as an escape."""
    text = json.dumps(told, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "backslashreplace") + b"\n"
