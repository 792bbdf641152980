"""Suppressions: comments in a card that keep findings back, and what is wrong with such comments."""

from __future__ import annotations

from opendata_lint.suppressions.applying import Outcome, apply
from opendata_lint.suppressions.judging import CODES, findings_about
from opendata_lint.suppressions.reading import Suppression, read
from opendata_lint.suppressions.writing import WAYS, ReasonFault, Unwritable, check_reason, plan

__all__ = [
    "CODES", "WAYS", "Outcome", "ReasonFault", "Suppression", "Unwritable", "apply", "check_reason",
    "findings_about", "plan", "read",
]  # fmt: skip
