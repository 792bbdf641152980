"""Linter for dataset cards and model cards: Markdown files with YAML front matter."""

__version__ = "0.1.0"
