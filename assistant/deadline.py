"""How long something may take, and whether anybody still waits for it.

Nothing in a thread can be stopped from outside: whoever works towards a deadline checks it between steps.
"""

import math
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from assistant.errors import StoppedError, TimeLimitError

Item = TypeVar("Item")


@dataclass(frozen=True, eq=False)
class Deadline:
    """A moment some seconds after this was made, or sooner, when `stop` is called from any thread."""

    seconds: float = math.inf
    _began: float = field(default_factory=time.monotonic, repr=False)
    _stopped: threading.Event = field(default_factory=threading.Event, repr=False)

    @property
    def left(self) -> float:
        """Seconds until then."""
        return self._began + self.seconds - time.monotonic()

    def stop(self) -> None:
        """Let the next check say that nobody waits any more."""
        self._stopped.set()

    def check(self) -> None:
        """Go on only while there is time and somebody waits.

        Raises:
            StoppedError: if it was stopped.
            TimeLimitError: if the time is over.
        """
        if self._stopped.is_set():
            raise StoppedError("已停止，需要时请重新提问")
        if self.left < 0:
            raise TimeLimitError(
                f"回答超过 {self.seconds:g} 秒，已停止：请缩短问题、分开提问，或用筛选缩小范围后再试"
                "（时限由 ASSISTANT_ASK_SECONDS 设定）"
            )

    def each(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items, with a check before each.

        Raises:
            StoppedError, TimeLimitError: as `check`.
        """
        for item in items:
            self.check()
            yield item


NO_DEADLINE = Deadline()
"""For what nobody waits for; it is never stopped."""
