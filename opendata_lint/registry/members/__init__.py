"""Other registries whose cards count as known: pinned, fetched on demand, read offline."""

from opendata_lint.registry.members.locks import MemberLock, lock_path, read_lock
from opendata_lint.registry.members.reading import Known, commits_at_hand, known_members

__all__ = ["Known", "MemberLock", "commits_at_hand", "known_members", "lock_path", "read_lock"]
