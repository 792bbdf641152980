"""Mend cards: plan the edits, apply them, judge what comes of it, and only then write the file."""

from opendata_lint.fixing.mending import Mended, mend
from opendata_lint.fixing.work import fix_task, write_card

__all__ = ["Mended", "fix_task", "mend", "write_card"]
