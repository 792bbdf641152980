"""Releases: annotated tags which state what a card and its data are at a commit, and can be held to it.

A tag is an attestation, no state: what is in the registry is read from the tree.
"""

from opendata_lint.registry.releases.judging import judge_tag

__all__ = ["judge_tag"]
