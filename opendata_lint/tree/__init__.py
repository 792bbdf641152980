"""The world around a card: one interface over files on disk, what is staged, and any revision."""

from opendata_lint.tree.base import GitFile, Listing, Tree, TreeFault, UnknownHistory, join
from opendata_lint.tree.git import Blobs, find_repository, find_root, is_repository, merge_base
from opendata_lint.tree.index import IndexTree
from opendata_lint.tree.overlay import OverlayTree
from opendata_lint.tree.revision import RevisionTree
from opendata_lint.tree.unknown import UnknownTree
from opendata_lint.tree.work import WorkTree

__all__ = [
    "Blobs",
    "GitFile",
    "IndexTree",
    "Listing",
    "OverlayTree",
    "RevisionTree",
    "Tree",
    "TreeFault",
    "UnknownHistory",
    "UnknownTree",
    "WorkTree",
    "find_repository",
    "find_root",
    "is_repository",
    "join",
    "merge_base",
]
