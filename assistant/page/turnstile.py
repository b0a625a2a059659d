"""Who has questions answered: so many at once of one visitor, and none for a tab that was closed."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from assistant.deadline import Deadline

AT_ONCE = 3
"""Questions of one visitor that are answered at once: as many as a person follows, far below what the page answers at once."""


class Turnstile:
    """Lets each visitor in so many times at once, each time with a deadline. Safe to share between threads."""

    def __init__(self, deadline: Callable[[], Deadline], at_once: int = AT_ONCE) -> None:
        """Let each visitor in `at_once` times; `deadline` makes a new one for each."""
        self.at_once = at_once
        self._deadline = deadline
        self._inside: dict[Deadline, tuple[str, str]] = {}
        self._lock = threading.Lock()

    @contextmanager
    def entered(self, visitor: str, tab: str) -> Iterator[Deadline | None]:
        """The deadline of a visitor who may come in from a tab, and is inside until the block ends; None if none may."""
        with self._lock:
            may = sum(visitor == other for other, _ in self._inside.values()) < self.at_once
            deadline = self._deadline() if may else None
            if deadline is not None:
                self._inside[deadline] = visitor, tab
        try:
            yield deadline
        finally:
            if deadline is not None:
                with self._lock:
                    del self._inside[deadline]

    def leave(self, tab: str) -> None:
        """Stop all that is answered for a tab."""
        with self._lock:
            left = [deadline for deadline, (_, entered_from) in self._inside.items() if entered_from == tab]
        for deadline in left:
            deadline.stop()
