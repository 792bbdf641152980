"""How much of the data a run may read."""

from __future__ import annotations

import time


class OverBudget(Exception):
    """The bytes or seconds that a card's data may cost are used up."""


class Budget:
    """Bytes and seconds that are left for the data of one card."""

    def __init__(self, size: int, seconds: float) -> None:
        self.bytes = size
        self._deadline = time.monotonic() + seconds

    @property
    def seconds(self) -> float:
        """Seconds that are left; 0 where there are none."""
        return max(0.0, self._deadline - time.monotonic())

    def lasts(self) -> bool:
        """Whether any time is left."""
        return self.seconds > 0

    def take(self, size: int) -> bool:
        """Use up `size` bytes, if there are as many and time is left; whether it could be done."""
        if size > self.bytes or not self.lasts():
            return False
        self.bytes -= size
        return True
