"""Many cards: find them, check them side by side, gather one report."""

from opendata_lint.runner.around import Around
from opendata_lint.runner.requests import PathFault, Request, find, shown, tree_of
from opendata_lint.runner.running import Task, check, lint_paths, load, run, task_of

__all__ = [
    "Around",
    "PathFault",
    "Request",
    "Task",
    "check",
    "find",
    "lint_paths",
    "load",
    "run",
    "shown",
    "task_of",
    "tree_of",
]
