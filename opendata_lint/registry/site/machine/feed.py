"""An Atom feed of what changed, from the commits; its dates are theirs."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from opendata_lint.registry.index.reading import Entry
from opendata_lint.registry.site.history import Change, History
from opendata_lint.registry.site.site import Site, title_of

_ENTRIES = 100
_LISTED = 50
"""Cards that are named for one change."""
_NEVER = "1970-01-01T00:00:00Z"
"""When nothing was ever committed: a feed must have a date."""


def feed(site: Site, history: History, entries: Mapping[str, Entry]) -> str:
    """The feed; `entries` are the cards by id."""
    changes = history.latest[:_ENTRIES]
    return "".join(
        (
            '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n',
            f"  <title>{_text(site.title)}</title>\n",
            f"  <id>{_name(site, 'feed')}</id>\n",
            f"  <updated>{changes[0][0].date if changes else _NEVER}</updated>\n",
            f"  <author><name>{_text(site.title)}</name></author>\n",
            f'  <link rel="alternate" type="text/html" href={quoteattr(site.address("index.html"))}/>\n',
            f'  <link rel="self" type="application/atom+xml" href={quoteattr(site.address("feed.xml"))}/>\n',
            *(part for change, ids in changes for part in _entry(site, change, ids, entries)),
            "</feed>\n",
        )
    )


def _entry(site: Site, change: Change, ids: tuple[str, ...], entries: Mapping[str, Entry]) -> Iterator[str]:
    titles = [title_of(entries[name]) for name in ids[:_LISTED]]
    more = f" and {len(ids) - _LISTED} more" if len(ids) > _LISTED else ""
    page = site.address(f"cards/{site.by_id[ids[0]]}" if len(ids) == 1 else "index.html")
    yield "  <entry>\n"
    yield f"    <title>{_text(change.subject or 'A change without a message')}</title>\n"
    yield f"    <id>{_name(site, change.commit)}</id>\n"
    yield f"    <updated>{change.date}</updated>\n"
    yield f"    <author><name>{_text(change.author or 'unknown')}</name></author>\n"
    yield f'    <link rel="alternate" type="text/html" href={quoteattr(page)}/>\n'
    yield f"    <summary>{_text(', '.join(titles) + more)}</summary>\n"
    yield "  </entry>\n"


def _name(site: Site, what: str) -> str:
    """A name that is the same in every feed of this site, as Atom asks for."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{site.url or site.title}\0{what}").urn


def _text(text: str) -> str:
    """A text without the letters that XML does not have."""
    return escape(re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text))
