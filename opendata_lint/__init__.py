"""Linter for dataset cards and model cards: Markdown files with YAML front matter.

The Python API is `lint_text`, `lint_paths` and what they return; everything else is internal.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from opendata_lint.engine import lint_text
    from opendata_lint.finding import SettledFinding, Severity
    from opendata_lint.report import Report
    from opendata_lint.runner import lint_paths

__version__ = "0.1.0"
__all__ = ["Report", "SettledFinding", "Severity", "__version__", "lint_paths", "lint_text"]

_HOMES = {
    "Report": "report", "lint_text": "engine", "lint_paths": "runner",
    "Severity": "finding", "SettledFinding": "finding",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load the API when it is first asked for: the command line must not pay for it."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
