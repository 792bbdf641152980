"""How long we wait for a registry, how often we ask, and how much we take of what it says."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from opendata_lint.network.protocol import NetworkFault

LARGEST = 10_000_000
"""Bytes of an answer that are read: the longest card of the Hub has some 2 MB."""
SILENCE = 20.0
"""Seconds without a byte after which a connection is given up."""
DEADLINE = 90.0
"""Seconds after which a whole call of a client is given up, whatever it waits for."""
TRIES = 2
"""How often a request is made where the first fails."""

_Result = TypeVar("_Result")


def in_time(call: Callable[[], _Result]) -> _Result:
    """What the call gives. Raises `NetworkFault` after `DEADLINE`, and what the call raises.

    A server can keep a client busy in more ways than timeouts of sockets see: a byte now and then, an hour's
    wait before the next try. Nobody then waits for the thread, which ends with the program.
    """
    from threading import Thread

    results: list[_Result] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(call())
        except BaseException as error:  # handed over to whoever waits
            errors.append(error)

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join(DEADLINE)
    if errors:
        raise errors.pop()  # left there, it would hold itself, and with it connections that are open
    if not results:
        raise NetworkFault(f"no complete answer within {DEADLINE:g} s")
    return results[0]
