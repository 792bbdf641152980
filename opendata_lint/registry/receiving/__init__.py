"""The server's side: judge what a push brings before any of it is taken in.

Whoever pushes is a stranger. Objects are read by their ids, out of the quarantine, and nothing of what is
pushed is run: no plugin, hook, filter or text conversion. What is not understood or not done in time is
refused.
"""


class ReceiveFault(Exception):
    """A push is refused without being judged; the message says why, and what to do."""
