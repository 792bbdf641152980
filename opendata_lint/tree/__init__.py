"""The world around a card: one interface over files on disk and over what is staged in Git."""

from opendata_lint.tree.base import Listing, Tree, TreeFault, join
from opendata_lint.tree.git import Blobs, find_root
from opendata_lint.tree.index import IndexTree
from opendata_lint.tree.overlay import OverlayTree
from opendata_lint.tree.unknown import UnknownTree
from opendata_lint.tree.work import WorkTree

__all__ = [
    "Blobs",
    "IndexTree",
    "Listing",
    "OverlayTree",
    "Tree",
    "TreeFault",
    "UnknownTree",
    "WorkTree",
    "find_root",
    "join",
]
